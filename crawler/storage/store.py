"""The store: one open file, one writer, and the words the crawl says to it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.archive import LARGEST
from crawler.seeds import Seed
from crawler.visits import Held, Outlink, Queued, Visit
from parsers import Report

from . import pages, portals, revisits, runs, standing
from .arrivals import Arrivals, Gain
from .batch import Batch
from .faults import StoreError, told
from .opening import fold, writable
from .pages import Known
from .portals import Run
from .queue import Queue
from .quota import NO_QUOTA, Quota
from .raw import Raw
from .readings import recall
from .rereading import Rereading
from .revisits import Scope

# A seed is asked before everything that is found on it.
SEED_PRIORITY = 1000


def utc() -> str:
    """The time now, as the file writes it: `2024-03-01T08:00:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """The file, opened to write: created if it is not there, brought to this schema, held against other writers.

    `batch_seconds` and `batch_size` bound what a kill -9 may cost; `quota` what each portal may. `archive` is the folder
    of raw answers, in files of `archive_bytes`; without it none are kept. Raises StoreError where file or folder cannot
    be used. All methods are for one thread.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        batch_seconds: float = 0.5,
        batch_size: int = 200,
        quota: Quota = NO_QUOTA,
        archive: Path | None = None,
        archive_bytes: int = LARGEST,
        clock: Callable[[], str] = utc,
    ) -> None:
        self.path = Path(path)
        self.clock = clock
        self._quota = quota
        self._run: Run | None = None
        self._refreshing = False
        self._counters: Counter[str] = Counter()
        self._notes: dict[str, tuple[str, ...]] = {}
        self._lock, self._db = writable(self.path)
        self._batch = Batch(self._db, batch_seconds, batch_size)
        self._batch.before_commit(self._count)
        self._queue = Queue(self._db)
        try:
            with told(self.path):
                self._raw = Raw(self._db, self._batch, archive, archive_bytes)
        except StoreError:
            self._leave()
            raise
        self._arrivals = Arrivals(self._db, self._queue, self._raw, self._counters, quota)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except StoreError:
            if error is None:  # what went wrong first is the news
                raise

    def begin(self, command: str, now: str, seeds: Sequence[Seed], scope: Scope | None = None) -> Run:
        """Continue the walk of the portals that a run of the same command left pending, sow all others anew.

        The first word of `command` tells which command it is. The columns that bore reports at the last walk come
        before the first page: addresses drift, so they are hints, and the first page is asked whatever they answer.
        With `scope` it is a refresh: what is known is asked again, as far as the scope goes.
        """
        with self._page():
            walked = portals.enlist(self._db, seeds, now)
            broken = {seed.url: portals.unfinished(self._db, seed.url, command) for seed in walked}
            continued = max(filter(None, broken.values()), default=None)
            run = runs.begin(self._db, continued, command, now)
            for seed in walked:
                if broken[seed.url] is None:
                    whole = scope is None or revisits.due(self._db, seed.url, scope, now)
                    self._queue.clear(seed.url, found=scope is None)
                    portals.start(self._db, seed.url, run, now, whole=whole)
                else:
                    self._db.execute("UPDATE portals SET run = ? WHERE url = ?", (run, seed.url))
            self._queue.walk({seed.url for seed in walked}, self._quota)
            for seed in walked:
                for link in self._known(seed.url, now, scope) if broken[seed.url] is None else ():
                    self._queue.add(seed.url, link)
                for url in (seed.url, *seed.columns):
                    self._queue.add(seed.url, Outlink(url, "list", SEED_PRIORITY, 0))
        self.flush()
        self._refreshing = scope is not None
        self._arrivals.news = portals.partial(self._db, [seed.url for seed in walked])
        self._run = Run(run, continued is not None, walked)
        return self._run

    def _known(self, portal: str, now: str, scope: Scope | None) -> Iterator[Outlink]:
        """What is asked of a portal before anything of it is read, beside its first page."""
        if scope is not None:
            yield from revisits.links(self._db, portal, scope, now)
            return
        for column in pages.bearing(self._db, portal):
            yield replace(column, priority=SEED_PRIORITY)

    def seeds(self) -> tuple[Seed, ...]:
        """Every portal of the file with its stored keys."""
        with told(self.path):
            return portals.seeds(self._db)

    def hosts(self) -> tuple[str, ...]:
        """The hosts with rows waiting."""
        return self._queue.hosts

    def pending(self) -> int:
        """How many rows have not ended, waiting or handed out; constant time."""
        return self._queue.pending

    def take(self, host: str, number: int) -> tuple[Queued, ...]:
        """Hand out up to `number` rows of a host, best first."""
        if not self._queue.waits(host):
            return ()
        with self._page():
            return self._queue.take(host, number)

    def give_back(self, rows: Iterable[Queued]) -> None:
        """Rows handed out that were not asked for after all wait again."""
        with self._page():
            self._queue.give_back(row.id for row in rows)

    def commit(self, visit: Visit) -> Gain:
        """Write one visit whole, in one transaction: its links, its page, its report, and the end of its row."""
        with self._page():
            return self._arrivals.commit(visit, visit.past.at if visit.past else self.clock())

    def known(self, url: str, method: str = "GET", form: bytes = b"") -> Known | None:
        """What an earlier visit of the same request left: validators and hash."""
        with told(self.path):
            return pages.known(self._db, url, method, form)

    def held(self, row: Queued) -> Held | None:
        """What a refresh holds of a page that it asks again, None if the page has to come whole."""
        if not self._refreshing:
            return None
        with told(self.path):
            return revisits.held(self._db, row, whole=row.portal not in self._arrivals.news)

    def settle(self, portal: str, notes: Sequence[str] = ()) -> str:
        """Write the outcome of a portal as its rows tell it; `notes` are added to its detail."""
        self._notes[portal] = tuple(notes)
        with self._page():
            return portals.settle(self._db, portal, self.clock(), notes)

    def finish(self, run: Run, reason: str, counters: Mapping[str, int] | None = None) -> dict[str, str]:
        """Settle what is pending and close the run; the outcome of each of its portals.

        `reason` is `finished` only if the walk came to its end. `counters` are added to what the visits told.
        """
        self._counters.update(counters or {})
        with self._page():
            outcomes = {}
            for seed in run.seeds:
                row = self._db.execute("SELECT outcome FROM portals WHERE url = ?", (seed.url,)).fetchone()
                if row[0] == "pending":
                    notes = self._notes.get(seed.url, ())
                    outcomes[seed.url] = portals.settle(self._db, seed.url, self.clock(), notes)
                else:
                    outcomes[seed.url] = row[0]
            runs.end(self._db, run.id, reason, self.clock())
        self.flush()
        return outcomes

    def status(self) -> tuple[standing.Standing, ...]:
        """Every portal with its years, for people and for `--json`."""
        with told(self.path):
            return standing.standings(self._db)

    def flush(self) -> None:
        """Commit what is open. The engine calls it when it is idle: an open batch is not seen by readers."""
        with told(self.path):
            self._batch.commit()

    def tick(self) -> None:
        """Commit what is open if it is due."""
        with told(self.path):
            if self._batch.due:
                self._batch.commit()

    def close(self) -> None:
        """Commit, fold the log into the file, close it and let the next writer in."""
        try:
            with told(self.path):
                self._batch.commit()
                fold(self._db)
        finally:
            self._leave()
            with told(self.path):
                self._raw.close()

    def reread(self) -> Rereading:
        """What is needed to read again what an archive keeps, our own or another tool's."""
        return Rereading(self._db, self._page)

    def report(self, report_id: str) -> Report:
        """A report read back from its rows. Raises KeyError if there is none with this id."""
        with told(self.path):
            return recall(self._db, report_id)

    def _leave(self) -> None:
        self._db.rollback()
        self._db.close()
        self._lock.release()

    def _count(self) -> None:
        if self._run is not None:
            runs.count(self._db, self._run.id, self._counters)
        self._counters.clear()

    @contextmanager
    def _page(self) -> Iterator[None]:
        with told(self.path):
            try:
                with self._batch.page():
                    yield
            except BaseException:
                # the page is undone in the file; what is counted in memory has to follow
                with suppress(sqlite3.Error):
                    self._queue.count()
                raise
