"""The open batch: one transaction over many pages, committed by time or by count; a page is nested in it whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database


class Batch:
    """`with batch.page(): …` writes one page whole or not at all; the batch around it is committed when it is due.

    `seconds` and `size` are the longest an operation stays uncommitted: what a kill -9 may cost.
    """

    def __init__(self, db: Database, seconds: float, size: int) -> None:
        self._db = db
        self._seconds = seconds
        self._size = size
        self._count = 0
        self._opened = 0.0
        self._last: list[Callable[[], None]] = []

    def before_commit(self, write: Callable[[], None]) -> None:
        """What is to be done once a batch, just before it is committed; where it fails, nothing is."""
        self._last.append(write)

    @contextmanager
    def page(self) -> Iterator[None]:
        """One page. An error inside undoes this page only, not the pages before it in the batch."""
        if not self._db.conn.in_transaction:
            # IMMEDIATE: a batch that reads first and writes later would else meet a lock it cannot wait for
            self._db.execute("BEGIN IMMEDIATE")
            self._opened, self._count = time.monotonic(), 0
        with self._db.atomic():
            yield
        self._count += 1
        if self.due:
            self.commit()

    @property
    def due(self) -> bool:
        """Is there an open batch, and is it old or full."""
        return self._db.conn.in_transaction and (
            self._count >= self._size or time.monotonic() - self._opened >= self._seconds
        )

    def commit(self) -> None:
        """Commit what is open; nothing happens if nothing is."""
        if self._db.conn.in_transaction:
            for write in self._last:
                write()
            self._db.commit()
            self._count = 0
