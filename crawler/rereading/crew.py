"""The crew: processes that take kept answers to the spider as if they had come just now; results in the order of the jobs."""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, TypeVar

from scrapy import Request
from scrapy.http import Response

from crawler.archive import ArchiveError, Record, recall
from crawler.pipelines import vetted
from crawler.seeds import Seed
from crawler.spiders.apart import Apart
from crawler.spiders.limits import Limits
from crawler.spiders.portal import PortalSpider
from crawler.visits import Kept, Queued, Visit

T = TypeVar("T")

AHEAD = 8  # jobs a process has waiting: enough to be never idle, few enough to hold their pages in memory


@dataclass(frozen=True, slots=True)
class Job:
    """One answer to read again: the row that asked for it, and the answer itself or where it is kept.

    `parent` is the page that named this file as its report, with the place of that page's answer if it is kept.
    """

    row: Queued
    answer: Record | Kept
    sha256: str | None = None
    parent: tuple[Queued, Kept | None] | None = None


@dataclass(frozen=True, slots=True)
class Crew:
    """What every process needs to know: the portals, the limits of a walk, seconds for one file, the archive's folder."""

    seeds: tuple[Seed, ...]
    limits: Limits
    seconds: float
    folder: Path | None = None
    hands: int = 1

    def work(self, jobs: Iterable[tuple[T, Job]]) -> Iterator[tuple[T, Visit | ArchiveError]]:
        """The visit that each job comes to, or why its answer cannot be had, in their order; few jobs are taken ahead."""
        pool = ProcessPoolExecutor(
            self.hands, multiprocessing.get_context("spawn"), initializer=Hand.begin, initargs=(self,)
        )
        waiting: deque[tuple[T, Future[Visit | ArchiveError]]] = deque()
        try:
            for what, job in jobs:
                waiting.append((what, pool.submit(Hand.read, job)))
                if len(waiting) >= self.hands * AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class Hand:
    """One process of the crew, with a spider of its own that is never given to an engine."""

    spider: ClassVar[PortalSpider]
    folder: ClassVar[Path | None]

    @classmethod
    def begin(cls, crew: Crew) -> None:
        """The first words of a process. It does not outlive the one that started it, however that one ends."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that writes
        threading.Thread(target=_orphaned, daemon=True).start()
        cls.spider = PortalSpider(seeds=crew.seeds)
        cls.spider.limits = crew.limits
        cls.spider.apart = Apart(crew.seconds)
        cls.folder = crew.folder

    @classmethod
    def read(cls, job: Job) -> Visit | ArchiveError:
        """The visit that an answer would come to today."""
        try:
            record = cls.answer(job.answer)
            if job.sha256 not in {None, hashlib.sha256(record.body).hexdigest()}:
                return ArchiveError(
                    f"{record.file}: another body at byte {record.offset} than the one it was"
                )
            if job.parent is None:
                return cls.visit(job.row, record)
            parent = cls.parent(*job.parent)
        except ArchiveError as error:
            return error
        if parent is None:
            row, why = job.row, "its page does not name it as its report"
            return Visit(0, row.portal, row.url, record.url, "attachment", "ok", detail=why)
        return cls.visit(replace(job.row, parent=parent), record)

    @classmethod
    def answer(cls, answer: Record | Kept) -> Record:
        """An answer that came along, or one out of the folder."""
        if isinstance(answer, Record):
            return answer
        if cls.folder is None:
            raise ArchiveError("there is no archive")
        return recall(cls.folder, answer)

    @classmethod
    def parent(cls, page: Queued, kept: Kept | None) -> str | None:
        """What the page that named a file says today, if it still names one as its report."""
        if kept is None:
            raise ArchiveError(f"the page that names it is not kept: {page.url}")
        return next((link.parent for link in cls.visit(page, cls.answer(kept)).links if link.parent), None)

    @classmethod
    def visit(cls, row: Queued, record: Record) -> Visit:
        """Through the spider, as in a crawl."""
        headers: dict[str, list[str]] = {}
        for name, value in record.headers:
            headers.setdefault(name, []).append(value)
        request = Request(row.url, method=row.method, body=row.form, meta={"row": row})
        response = Response(record.url, record.status, headers, record.body, request=request)
        return replace(vetted(asyncio.run(_only(cls.spider, response)))[0], raw=None)


async def _only(spider: PortalSpider, response: Response) -> Visit:
    """The one visit that an answer comes to."""
    [visit] = [visit async for visit in spider.answer(response)]
    return visit


def _orphaned() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
