"""The scheduler: rows of the database in, requests out, Visits kept. Best first, polite per host, crash-safe.

A row is handed out, becomes a request, and ends when its Visit is committed; until then it stays handed out in the file,
and the next run queues it again. Redirects and retries live in memory only: their row is still the one handed out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Protocol, cast

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.utils.asyncio import create_looping_call

from crawler.addresses import host_of
from crawler.archive import beside
from crawler.seeds import Seed
from crawler.storage import Quota, Run, Scope, Store, StoreError, utc
from crawler.visits import OWN_ERROR, Held, Queued, Visit

from .tabs import Tabs, policy
from .turns import Line, Turns

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)


class Walker(Protocol):
    """A spider as the frontier sees it: what it walks, where that is kept, what it asks again, and its two ears."""

    seeds: dict[str, Seed]
    db: str
    scope: Scope | None

    def answer(self, response: Response) -> AsyncIterator[Visit]: ...

    def failure(self, failure: Failure) -> Iterator[Visit]: ...


class Frontier(BaseScheduler):
    """Goes round the hosts; of each, the best row that is left. Owns the open database of the crawl.

    Rows are taken from the file one at a time: it costs a hundredth of a page, and a report found a moment ago goes
    before everything found earlier, within the page budget too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._turns = Turns(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"), self._until)
        self._tabs = Tabs(crawler.settings.getint("NIANBAO_BROWSER_TABS"))
        self.store: Store | None = None
        self.run: Run | None = None
        self.trouble: StoreError | None = None
        self.kept = 0
        self.remarks: dict[str, list[str]] = {}
        self._out: dict[int, tuple[Queued, str]] = {}
        self._flushing: Any = None
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Frontier:
        given = SETTINGS_PRIORITIES["cmdline"]
        for name, why in crawler.settings.getdict("NIANBAO_VOID").items():
            if (crawler.settings.getpriority(name) or 0) >= given:
                raise ValueError(f"-s {name} has no effect here: {why}")
        frontier = cls(crawler)
        crawler.signals.connect(frontier.opened, signal=signals.spider_opened)
        crawler.signals.connect(frontier.idle, signal=signals.spider_idle)
        return frontier

    # --- Scrapy's scheduler ----------------------------------------------------------------------------------------

    def open(self, spider: Spider) -> None:
        """Opens the database and begins, or goes on with, a run. The spider gets the seeds as the file knows them."""
        walker = cast("Walker", spider)
        settings = self.crawler.settings
        try:
            self.store = Store(
                walker.db,
                batch_seconds=settings.getfloat("NIANBAO_BATCH_SECONDS"),
                batch_size=settings.getint("NIANBAO_BATCH_SIZE"),
                quota=Quota(
                    settings.getint("NIANBAO_PAGES_PER_PORTAL") or None,
                    settings.getint("NIANBAO_PATIENCE") or None,
                    settings.getfloat("NIANBAO_GONE_SHARE"),
                    settings.getint("NIANBAO_GUESSES"),
                ),
                archive=beside(walker.db, settings.get("NIANBAO_ARCHIVE")),
                archive_bytes=settings.getint("NIANBAO_ARCHIVE_BYTES"),
            )
            command = "crawl" if walker.scope is None else walker.scope.command
            self.run = self.store.begin(command, utc(), tuple(walker.seeds.values()), walker.scope)
        except StoreError as error:
            self.trouble = error
            return
        self.crawler.stats.set_value("nianbao/run", self.run.id)
        walker.seeds = {seed.url: seed for seed in self.run.seeds}
        for host in self.store.hosts():
            self._turns.expect(host)

    def opened(self) -> None:
        """Everything is open: commit in batches from now on, or stop if the database cannot be used."""
        if self.trouble is not None:
            self._report(self.trouble)
            raise CloseSpider("storage")
        self._flushing = create_looping_call(self.flush)
        self._flushing.start(self.crawler.settings.getfloat("NIANBAO_BATCH_SECONDS"), now=False)

    def has_pending_requests(self) -> bool:
        return bool(self._turns or self._tabs)

    def enqueue_request(self, request: Request) -> bool:
        """Takes back a redirect or a retry. Requests without a row are nobody's: the spider yields none."""
        row: Queued | None = request.meta.get("row")
        if row is None:
            return False
        self._release(row.id)
        request.dont_filter = False  # RetryMiddleware sets it
        request.meta.pop("download_slot", None)  # else a redirect would be counted to the host it came from
        self._turns.push(host_of(request.url), request)
        return True

    def next_request(self) -> Request | None:
        """The next request of the next host that is neither busy nor resting; None if there is no such host now."""
        waited = self._tabs.next()
        if waited is not None:
            return waited
        for host, line in self._turns:
            request = line.back.popleft() if line.back else self._take(host, line)
            if request is not None:
                row: Queued = request.meta["row"]
                self._out[row.id] = (row, host)
                self._turns.leave(host)
                if self._tabs.enter(request):
                    return request
        return None

    def close(self, reason: str) -> None:
        """Ends the run as far as it came; what was kept is in the file, whatever the reason."""
        if self._flushing is not None:
            self._flushing.stop()
        if self.store is None:
            return
        try:
            if self.run is not None and self.trouble is None:
                self._settle(self.store, self.run, reason)
        except StoreError as error:
            self._report(error)
        finally:
            store, self.store = self.store, None
            self._leave(store)

    # --- what the pipelines and the engine tell it -----------------------------------------------------------------

    def keep(self, visit: Visit) -> None:
        """Commits a Visit whole, in the batch that is open; from then on its host may be asked again.

        If the file cannot be written, the crawl stops: what was not committed is asked again by the next run.
        """
        if self.store is None or self.trouble is not None:
            return
        try:
            gain = self.store.commit(visit)
        except StoreError as error:
            self._stop(error)
            return
        self.kept += 1
        if visit.again:
            self.crawler.stats.inc_value("nianbao/again")
            self._turns.expect(host_of(visit.asked))
        else:
            self.crawler.stats.inc_value(f"nianbao/outcome/{visit.outcome}")
            self.crawler.stats.inc_value(f"nianbao/news/{gain.news.value}")
        if (visit.detail or "").startswith(OWN_ERROR):
            self.crawler.stats.inc_value("nianbao/own_errors")
        self._remark(visit)
        for link in visit.links:
            if link.rejected is None:
                self._turns.expect(host_of(link.url))
        self._release(visit.request)

    def flush(self) -> None:
        """Commits the batch that is open."""
        try:
            if self.store is not None and self.trouble is None:
                self.store.flush()
        except StoreError as error:
            self._stop(error)

    def idle(self) -> None:
        """A safety net: nothing is under way, so a row still handed out was lost by us. It ends, and its host goes on."""
        lost = [row for row, _ in self._out.values()]
        if not lost or self.trouble is not None:
            return
        for row in lost:
            logger.error("no answer to %s ever came back", row.url)
            detail = f"{OWN_ERROR}: the answer was lost in the crawler"
            self.keep(Visit(row.id, row.portal, row.url, row.url, row.kind, "failed", detail=detail))
        raise DontCloseSpider

    # --- inside ----------------------------------------------------------------------------------------------------

    def _take(self, host: str, line: Line) -> Request | None:
        while line.rows and self.store is not None and self.trouble is None:
            try:
                rows = self.store.take(host, 1)
                held = self.store.held(rows[0]) if rows else None
            except StoreError as error:
                self._stop(error)
                return None
            if not rows:
                line.rows = False
                return None
            try:
                return self._request(rows[0], held)
            except ValueError as error:  # an address that Scrapy cannot even hold
                row = rows[0]
                self.keep(
                    Visit(row.id, row.portal, row.url, row.url, row.kind, "rejected", detail=str(error))
                )
        return None

    def _request(self, row: Queued, held: Held | None) -> Request:
        walker = cast("Walker", self.crawler.spider)
        headers = dict(row.headers)
        if row.form:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return Request(
            row.url,
            callback=walker.answer,
            errback=walker.failure,
            method=row.method,
            headers=headers,
            body=row.form,
            meta={"row": row, "browser": self._browser(row), "held": held},
        )

    def _browser(self, row: Queued) -> str | None:
        """Why a row is asked in the browser, None where it is asked plainly."""
        seeds = cast("Walker", self.crawler.spider).seeds
        word = policy(self.crawler.settings["NIANBAO_BROWSER"], seeds.get(row.portal))
        if word == "always" and row.method == "GET":
            return word
        return row.browser if word == "auto" else None

    def _release(self, number: int) -> None:
        self._tabs.leave(number)
        if number in self._out:
            self._turns.home(self._out.pop(number)[1])

    def _until(self, host: str) -> float:
        """When a host may be asked again: Retry-After and a long Crawl-delay are written into its slot."""
        slot = self.crawler.engine.downloader.slots.get(host)
        return 0.0 if slot is None else float(slot.lastseen + slot.delay)

    def _remark(self, visit: Visit) -> None:
        """What a person should know of a portal beyond its outcome."""
        if visit.outcome == "moved" and visit.links and visit.asked == visit.portal:
            led = f"its first page leads to {visit.links[0].url}, a host of another portal: hosts= can add it"
            self.remarks.setdefault(visit.portal, []).append(led)
        said = self.remarks.setdefault(visit.portal, []) if visit.remark else []
        if visit.remark and visit.remark not in said:
            said.append(visit.remark)

    def _settle(self, store: Store, run: Run, reason: str) -> None:
        for seed in run.seeds:
            notes = (*seed.notes, *self.remarks.get(seed.url, ()))
            if notes:
                store.settle(seed.url, notes)
        asked = int(self.crawler.stats.get_value("downloader/request_count", 0))
        # a visit counts as one request: robots.txt, redirects and retries come on top
        outcomes = store.finish(run, reason, {"requests": max(0, asked - self.kept)})
        self.crawler.stats.set_value("nianbao/portals", outcomes)

    def _stop(self, error: StoreError) -> None:
        """The file cannot be written any more: say so once, and close."""
        if self.trouble is None:
            self.trouble = error
            self._report(error)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="storage"))

    def _leave(self, store: Store) -> None:
        try:
            store.close()
        except StoreError as error:  # a batch that cannot be written is asked for again by the next run
            self._report(error)

    def _report(self, error: StoreError) -> None:
        logger.error("%s", error)
        self.crawler.stats.set_value("nianbao/stopped", str(error))
