"""What can go wrong with the file, told in a sentence: the errors of storage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.archive import ArchiveError


class StoreError(Exception):
    """The file cannot be used as asked; the message names it and says why."""


class DiskFullError(StoreError):
    """The disk is full. What was committed is safe; the same command goes on from there."""


SENTENCES = {
    "SQLITE_NOTADB": "{path} is not an SQLite database",
    "SQLITE_CORRUPT": "{path} is damaged (SQLite: {error}); keep a copy, then try `sqlite3 {path} .recover`",
    "SQLITE_CANTOPEN": "{path} cannot be opened or created",
    "SQLITE_READONLY": "{path} cannot be written to",
    "SQLITE_PERM": "{path} cannot be written to",
    "SQLITE_BUSY": "{path} is locked by another program",
    "SQLITE_LOCKED": "{path} is locked by another program",
    "SQLITE_FULL": "the disk that holds {path} is full",
    "SQLITE_IOERR_WRITE": "{path} cannot be written on: the disk or the quota is full, or the disk fails ({error})",
}
# A quota or a limit on the size of files shows as a failed write, not as a full disk.
FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE"})


def full(error: sqlite3.Error) -> bool:
    """Is there no room left where SQLite writes."""
    return (getattr(error, "sqlite_errorname", "") or "") in FULL


@contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Raise as StoreError or DiskFullError what SQLite, or the archive, says about the file. Errors of our own SQL pass."""
    try:
        yield
    except ArchiveError as error:
        raise (DiskFullError if error.full else StoreError)(str(error)) from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        sentence = SENTENCES.get(name) or SENTENCES.get("_".join(name.split("_")[:2]))
        if sentence is None and not name.startswith("SQLITE_IOERR"):
            raise
        noun = DiskFullError if full(error) else StoreError
        raise noun((sentence or "{path}: {error}").format(path=path, error=error)) from error
