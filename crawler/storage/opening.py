"""Opening the file: to write, alone and at the schema of today; to read, beside whoever writes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from . import codebook, schema
from .faults import StoreError, full, told
from .lock import Lock

# A reader of a big file may hold us up for a moment; another writer for good.
BUSY_SECONDS = 10.0
# On leaving there is nothing to wait for but a tidier folder.
LEAVE_MILLISECONDS = 500


def writable(path: Path) -> tuple[Lock, Database]:
    """The file, created if it is not there, migrated, and locked against other writers."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file")
    path = path.resolve()
    if not path.parent.is_dir():
        raise StoreError(f"{path} cannot be created: there is no folder {path.parent}")
    lock = Lock(path)
    try:
        with told(path):
            return lock, _ready(path)
    except BaseException:
        lock.release()
        raise


@contextmanager
def readable(path: Path) -> Iterator[Database]:
    """The file as it was last committed, read only; a crawl may go on writing it."""
    with _connected(path) as db:
        if schema.version(db) < schema.VERSION:
            raise StoreError(f"{path} is of an older schema; the next `nianbao crawl` brings it up to date")
        yield db


def outdated(path: Path) -> bool:
    """Is the file of an older schema. Raises StoreError where there is none, it is not ours, or it is of a newer one."""
    with _connected(path) as db:
        return schema.version(db) < schema.VERSION


@contextmanager
def upgraded(path: Path, beside: Path) -> Iterator[Database]:
    """A copy of the file, brought to the schema of today, while the block runs; it stands beside the file named."""
    copy = beside.with_name(f"{beside.name}.older")
    copy.unlink(missing_ok=True)  # what a killed process left
    try:
        backup(path, copy)
        with told(copy), closing(sqlite3.connect(copy)) as connection:
            db = Database(connection)
            schema.migrate(db)
            yield db
    finally:
        copy.unlink(missing_ok=True)


def backup(path: Path, to: Path) -> None:
    """Copy a file as it was last committed, while a crawl may go on writing it, into a new file: whole or not at all.

    Raises StoreError where the file is not ours or `to` exists, and DiskFullError where there is no room for it.
    """
    if to.exists():
        raise StoreError(f"{to} exists already; name a new file")
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch()
        with _connected(path) as db:
            try:
                db.execute("VACUUM INTO ?", (str(part),))
            except sqlite3.DatabaseError as error:
                with told(to if full(error) else path):
                    raise
        with part.open("rb") as written:
            os.fsync(written.fileno())  # VACUUM INTO leaves that to the system
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _connected(path: Path) -> Iterator[Database]:
    if not path.is_file():
        raise StoreError(f"there is no file {path}; `nianbao crawl` makes it")
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with told(path), closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        db = Database(connection)
        _ours(db, path)
        yield db


def fold(db: Database) -> None:
    """Leave one plain file: no log beside it, readable from a read-only folder too (WAL is not)."""
    db.execute(f"PRAGMA busy_timeout = {LEAVE_MILLISECONDS}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with suppress(sqlite3.OperationalError):  # a reader is still there: the log stays, empty, until it leaves
        db.execute("PRAGMA journal_mode = DELETE")


def _ready(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        db = Database(connection)
        _ours(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        # NORMAL: a power cut may cost the last commits, never tears the file; a killed process costs nothing
        db.execute("PRAGMA synchronous = NORMAL")
        schema.migrate(db)
        codebook.lay(db)
    except BaseException:
        connection.close()
        raise
    return db


def _ours(db: Database, path: Path) -> None:
    if schema.foreign(db):
        raise StoreError(f"{path} is an SQLite file of something else; name another file")
    held = schema.version(db)
    if held > schema.VERSION:
        raise StoreError(
            f"{path} has schema {held}; this nianbao knows schemas up to {schema.VERSION}: use a newer nianbao"
        )
