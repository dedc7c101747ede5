"""Inputs: the files that a merge folds in. Read only, each as it stood at one moment; an older one is read in a copy."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from parsers import Report

from . import readings
from .faults import told
from .opening import outdated, readable, upgraded
from .sightings import Stay

Row = dict[str, Any]


class Input:
    """One file to fold in. What SQLite says against it is told with its name."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self.path = path

    @classmethod
    @contextmanager
    def open(cls, path: Path, beside: Path) -> Iterator[Input]:
        """Open a file at the schema of today; one of an older schema is copied beside the file named, and left as it is.

        Raises StoreError where there is none, it is not ours, or it is of a newer schema.
        """
        opened = upgraded(path, beside) if outdated(path) else readable(path)
        with opened as db, told(path):
            db.execute("BEGIN")  # one moment, that of the first read
            yield cls(db, path)

    def rows(self, table: str) -> Iterator[Row]:
        """Every row of a table, one at a time."""
        yield from self._ask(f"SELECT * FROM {table}")

    def reports(self) -> Iterator[str]:
        """The ids of the reports."""
        for row in self._ask("SELECT id FROM reports ORDER BY id"):
            yield row["id"]

    def of(self, table: str, report_id: str) -> list[Row]:
        """The rows of a table that belong to a report."""
        return list(self._ask(f"SELECT * FROM {table} WHERE report_id = ?", report_id))

    def stays(self, report_id: str) -> dict[str, list[Stay]]:
        """What the addresses of a report showed before, by address."""
        found: dict[str, list[Stay]] = {}
        for row in self.of("stays", report_id):
            found.setdefault(row["address"], []).append((row["shown"], row["since"], row["until"]))
        return found

    def reading(self, source: Row) -> Report | None:
        """What an address of a report says; None if the file does not hold it."""
        with told(self.path):
            if source["role"] == "canonical":
                return readings.recall(self._db, source["report_id"])
            return readings.kept(self._db, source["address"], source["report_id"])

    def _ask(self, sql: str, *values: object) -> Iterator[Row]:
        with told(self.path):
            yield from self._db.query(sql, values)
