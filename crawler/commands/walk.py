"""The walk behind `crawl` and `demo`: one crawl in this process, and what came of it for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from scrapy.crawler import AsyncCrawlerProcess

from crawler.archive import beside
from crawler.seeds import Seed
from crawler.storage import Reader, Store, StoreError

from .options import Wrong

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import Settings

UNABLE = frozenset({"no_address_guard"})  # ends of a crawl that could not begin
FAILED = frozenset({"unreachable", "robots", "blocked", "failed"})
PROMISED = ("ok", "short", "empty", "failed", "blocked", "robots", "unreachable", "pending")


@dataclass(frozen=True, slots=True)
class Walked:
    """One crawl that has ended: why, what each portal came to, and what is new.

    `errors` are pages that failed by a defect of our own; `trouble` is about the database.
    """

    reason: str
    portals: dict[str, str]
    requests: int
    pages: int
    new: int
    changed: int
    seconds: float
    trouble: str | None = None
    errors: int = 0
    run: int | None = None

    @property
    def code(self) -> int:
        """The exit code that the contract promises."""
        if self.reason in UNABLE or (self.trouble and not self.requests):
            return 2
        if self.reason != "finished":
            return 3
        return 1 if FAILED & set(self.portals.values()) else 0


def walk(
    settings: Settings,
    seeds: tuple[Seed, ...],
    db: Path,
    spider: str | type[Spider] = "portal",
    **more: object,
) -> Walked:
    """Crawl these portals into that file; `more` is for a spider that wants more than seeds and file.

    Raises Wrong where the file cannot be used: then nothing was fetched.
    """
    try:
        Store(db, archive=beside(db, settings.get("NIANBAO_ARCHIVE"))).close()
    except StoreError as error:
        raise Wrong(str(error)) from error
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, seeds=seeds, db=str(db), **more)
    process.start()
    broken = task.exception() if task.done() and not task.cancelled() else None
    if broken is not None:
        raise broken
    told = crawler.stats.get_stats()
    return Walked(
        reason=told.get("finish_reason", "killed"),
        portals=told.get("nianbao/portals", {}),
        requests=told.get("downloader/request_count", 0),
        pages=told.get("item_scraped_count", 0) - told.get("nianbao/again", 0),
        new=told.get("nianbao/news/new report", 0),
        changed=told.get("nianbao/news/new edition", 0),
        errors=told.get("nianbao/own_errors", 0),
        seconds=told.get("elapsed_time_seconds", 0.0),
        trouble=told.get("nianbao/stopped"),
        run=told.get("nianbao/run"),
    )


def report(walked: Walked, db: Path) -> int:
    """Print what came of a crawl; the exit code."""
    ended = (
        "finished"
        if walked.reason == "finished"
        else f"stopped early ({walked.reason}); run it again to go on"
    )
    click.echo(f"{ended}: {walked.pages} pages in {walked.seconds:.0f} s, {walked.requests} requests")
    if walked.trouble:
        click.echo(f"the database: {walked.trouble}", err=True)
    if walked.trouble or walked.run is None:
        return walked.code
    with Reader.open(db) as reader:
        standings = [standing for standing in reader.status() if standing.url in walked.portals]
        held, came = reader.held(walked.portals), reader.account(walked.run)
    if came.not_modified:
        click.echo(f"not modified: {came.not_modified} pages; {came.bytes / 1e6:.1f} MB came")
    news = {"moved": came.moved, "gone": came.gone, "unchanged": came.unchanged}
    told = "".join(f"{number} {name}, " for name, number in news.items() if number)
    click.echo(f"reports: {came.new} new, {came.changed} changed, {told}{held} in all -> {db}")
    tally = Counter(walked.portals.values())
    click.echo(
        "portals: " + ", ".join(f"{tally[outcome]} {outcome}" for outcome in PROMISED if tally[outcome])
    )
    for standing in standings:
        if standing.outcome != "ok":
            click.echo(
                f"  {standing.outcome}: {standing.name or standing.url}: {standing.detail or 'no report found'}"
            )
    if walked.errors:
        click.echo(
            f"errors of our own: {walked.errors} pages; please report them, `detail` in `portals` names the first"
        )
    return walked.code
