"""The archive: raw answers as WARC files in a folder, written by the crawl and read back from any tool's files."""

from __future__ import annotations

from pathlib import Path

from .faults import ArchiveError
from .reader import Damage, Record, answers, is_warc, recall, records
from .shown import page
from .writer import LARGEST, Archive

__all__ = [
    "LARGEST",
    "Archive",
    "ArchiveError",
    "Damage",
    "Record",
    "answers",
    "beside",
    "is_warc",
    "page",
    "recall",
    "records",
]


def beside(db: Path | str, named: str | Path | None) -> Path | None:
    """The folder that a setting or an option names: relative to that of the database; None where none is to be kept."""
    return Path(db).absolute().parent / named if named else None
