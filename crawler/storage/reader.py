"""The reader: what the commands that only look ask of a file, also while a crawl is writing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from crawler.seeds import Seed
from parsers import Report

from . import portals, standing
from .account import Account, account
from .faults import told
from .opening import readable
from .readings import recall
from .tally import Tally, tally


class Reader:
    """`with Reader.open(path) as reader: …`: every answer is of one moment, that of the opening."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    @classmethod
    @contextmanager
    def open(cls, path: Path | str) -> Iterator[Reader]:
        """Open a file to read. Raises StoreError where there is none, or it is not ours."""
        path = Path(path)
        with readable(path) as db:
            db.execute("BEGIN")
            db.execute(
                "SELECT count(*) FROM sqlite_schema"
            ).fetchone()  # the moment is that of the first read
            yield cls(db, path)

    def status(self) -> tuple[standing.Standing, ...]:
        """Every portal with its years, for people and for `--json`."""
        with told(self._path):
            return standing.standings(self._db)

    def progress(self) -> standing.Progress:
        """How far the walk of the file has come."""
        with told(self._path):
            return standing.progress(self._db)

    def seeds(self) -> tuple[Seed, ...]:
        """Every portal of the file with its stored keys."""
        with told(self._path):
            return portals.seeds(self._db)

    def report(self, report_id: str) -> Report:
        """A report read back from its rows. Raises KeyError if there is none with this id."""
        with told(self._path):
            return recall(self._db, report_id)

    def held(self, urls: Iterable[str]) -> int:
        """How many reports these portals carry; one that two of them carry counts once."""
        wanted = tuple(urls)
        marks = ", ".join("?" * len(wanted))
        with told(self._path):
            row = self._db.execute(
                f"SELECT count(DISTINCT report_id) FROM sources WHERE portal IN ({marks}) AND gone_at IS NULL",  # noqa: S608 - marks only
                wanted,
            ).fetchone()
        return int(row[0])

    def account(self, run: int) -> Account:
        """What a run came to. Raises LookupError if there is none with this number."""
        with told(self._path):
            return account(self._db, run)

    def tally(self) -> Tally:
        """What the reports of the file add up to."""
        with told(self._path):
            return tally(self._db)
