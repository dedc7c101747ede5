"""Progress: what the crawl is doing, on stderr; a live bar on a terminal, a plain line now and then in a pipe."""

from __future__ import annotations

import logging
import sys
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import click
from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.visits import Visit
from parsers import Report

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from scrapy.crawler import Crawler

    from crawler.frontier import Frontier

LIVELY = 0.25  # seconds between two looks at the counts, on a terminal


class Progress:
    """Counts what was kept and says so; the numbers to go are those of the frontier."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("NIANBAO_PROGRESS"):
            raise NotConfigured
        self.crawler = crawler
        self.seconds = crawler.settings.getfloat("NIANBAO_PROGRESS_SECONDS")
        self.started = monotonic()
        self.pages = self.reports = self.trouble = 0
        self._bar: Bar | None = None
        self._loop: Any = None
        self._moved: list[logging.StreamHandler[Any]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        progress = cls(crawler)
        crawler.signals.connect(progress.begin, signal=signals.spider_opened)
        crawler.signals.connect(progress.count, signal=signals.item_scraped)
        crawler.signals.connect(progress.end, signal=signals.spider_closed)
        return progress

    def begin(self, spider: Spider) -> None:  # noqa: ARG002 - the signal's argument
        """Starts the bar, or the plain lines."""
        if sys.stderr.isatty():
            self._open_bar()
        self._loop = create_looping_call(self.show)
        self._loop.start(LIVELY if self._bar else self.seconds, now=False)

    def count(self, item: Visit) -> None:
        """One visit was kept; a page that is asked once more is told when that has come to its end."""
        if item.again:
            return
        self.pages += 1
        self.reports += isinstance(item.reading, Report)
        self.trouble += item.outcome in {"blocked", "failed", "robots", "unreachable"}

    def show(self) -> None:
        """Says how far the crawl is."""
        store = cast("Frontier", self.crawler.engine.scheduler).store
        left = 0 if store is None else store.pending()
        if self._bar is None:
            click.echo(f"{monotonic() - self.started:6.0f} s  {self.line()}, {left} to go", err=True)
        else:
            self._bar.update(
                self._bar.task_ids[0], completed=self.pages, total=self.pages + left, said=self.line()
            )

    def line(self) -> str:
        """The counts in words."""
        trouble = f", {self.trouble} in trouble" if self.trouble else ""
        return f"{self.pages} pages, {self.reports} reports{trouble}"

    def end(self, spider: Spider) -> None:  # noqa: ARG002 - the signal's argument
        """Takes the bar away; the summary follows on stdout."""
        if self._loop is not None and self._loop.running:
            self._loop.stop()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self.pages, total=self.pages, said=self.line())
            self._bar.refresh()  # the last pages came between two frames
            self._bar.stop()
        for handler in self._moved:
            handler.setStream(sys.stderr)

    def _open_bar(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - only where there is a terminal
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        columns = (TimeElapsedColumn(), BarColumn(), TextColumn("{task.fields[said]}"))
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._bar.add_task("", total=None, said="")
        before = sys.stderr
        self._bar.start()  # from here on sys.stderr prints above the bar
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is before:
                handler.setStream(sys.stderr)
                self._moved.append(handler)
