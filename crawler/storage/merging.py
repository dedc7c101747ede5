"""Merge: several files become one, in one transaction; in whatever order, and again, it is the same file.

Merged are the facts: who was seen where and when, with which texts, what was asked and answered, which portals were
walked with which keys. Rows are united by rules that do not look at the order of the files (`unions`); the current
edition, cells, checks and counts follow from the united facts, by the words of a crawl. The queues of the files that
are folded in stay behind: a portal that was not walked to its end is walked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from . import folding, reports, walks
from .faults import told
from .inputs import Input
from .lock import Lock
from .opening import fold, outdated, writable

COUNTED = ("reports", "editions", "sources", "portals")
# What becomes of each table. `readings` and `stays` go with their sources.
UNITED = ("runs", "portals", "seed_keys", "pages", "editions", "sources", "readings", "stays", "agencies")
DERIVED = ("reports", "sections", "cells", "figures", "checks", "attachments")
OURS = (
    "frontier",
    "reread",
    "codebook",
)  # working state, and what today's parsers know: each file has its own


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows of each table of COUNTED the file has, and how many it had."""

    now: dict[str, int]
    before: dict[str, int]


def merge(out: Path, given: Sequence[Path], progress: Callable[[Path, int], None] | None = None) -> Merged:
    """Fold files into `out`, which is created where it is not there. All of it is written, or nothing.

    `progress` is told each file and how many of its reports were folded in. Raises StoreError for the first file that
    cannot be used, before anything is written, and DiskFullError.
    """
    for path in given:
        outdated(path)
    files = [path for at, path in enumerate(given) if not _among(path, (out, *given[:at]))]
    with _target(out) as db, told(out):
        before = {table: db.table(table).count for table in COUNTED}
        db.execute("BEGIN IMMEDIATE")
        for path in files:
            with Input.open(path, out) as one, told(out):
                number = _fold(db, one)
                if progress is not None:
                    progress(path, number)
        folding.identities(db)
        walks.count(db)
        db.commit()
        return Merged({table: db.table(table).count for table in COUNTED}, before)


@contextmanager
def _target(out: Path) -> Iterator[Database]:
    """The file to write: `out` itself, or, while there is none, a file beside it that becomes `out` when all is well."""
    if out.exists():
        with _opened(out) as db:
            yield db
        return
    part = out.with_name(f"{out.name}.part")
    lock = Lock(out)
    try:
        _clear(part)  # what a killed process left
        with _opened(part) as db:
            yield db
        part.replace(out)
    finally:
        _clear(part)
        lock.release()


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    lock, db = writable(path)
    try:
        yield db
        with told(path):
            fold(db)
    finally:
        db.rollback()
        db.close()
        lock.release()


def _clear(path: Path) -> None:
    for beside in ("", "-wal", "-shm", "-journal", ".lock"):
        path.with_name(path.name + beside).unlink(missing_ok=True)


def _among(path: Path, others: Sequence[Path]) -> bool:
    return any(other.exists() and path.samefile(other) for other in others)


def _fold(db: Database, given: Input) -> int:
    spelled = walks.portals(db, given, walks.runs(db, given))
    walks.pages(db, given, spelled)
    number = 0
    for report_id in given.reports():
        folding.take(db, given, report_id, spelled)
        number += 1
    for row in given.rows("agencies"):
        if db.execute("SELECT 1 FROM agencies WHERE id = ?", (row["id"],)).fetchone():
            reports.enrol(db, row["id"], row["name"], row)
    return number
