"""The one spider: seed -> columns -> reports. It carries bytes to the parsers and decides nothing about text.

`scrapy crawl portal -a seeds=seeds.txt -a db=reports.db`, or with `-a url=http://www.zc.gov.cn/` for one portal.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy import Request, Spider, signals

from crawler.addresses import fingerprint
from crawler.browser import Ladder, document
from crawler.manners import explain, goal, impasse, notes, outcome, purse
from crawler.seeds import Seed, read_seeds, seed_of
from crawler.storage import Scope
from crawler.visits import OWN_ERROR, Outlink, Queued, Visit
from parsers import (
    Link,
    Links,
    NotAReport,
    Page,
    Place,
    Reading,
    Report,
    Unreadable,
    adopt,
    emptied,
    enclosed,
    from_json,
    place_of_code,
    thin,
    to_json,
)

from .apart import Apart, Broken
from .evidence import exchange
from .examination import Examined, examine, heavy
from .judgement import same
from .limits import LISTED, Limits

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

ENCLOSED = 870  # priority of a file that is a report: right after the pages that name such files


class PortalSpider(Spider):
    """Walks portals. Rows come from the frontier; every request ends in exactly one `Visit`, whatever happens.

    `seeds` is a file, or Seed values; `url` takes the place of a file; `db` is the database. With `scope` it is a
    refresh of what the file knows.
    """

    name = "portal"

    def __init__(
        self,
        seeds: str | tuple[Seed, ...] = "seeds.txt",
        db: str = "reports.db",
        url: str | None = None,
        scope: Scope | None = None,
    ) -> None:
        super().__init__()
        given = (seed_of(url),) if url else read_seeds(seeds) if isinstance(seeds, str) else seeds
        self.seeds: dict[str, Seed] = {seed.url: seed for seed in given}
        self.db = db
        self.scope = scope
        self.limits = Limits()
        self.apart = Apart(60)
        self.ladder: Ladder | None = None  # without a crawl nothing is asked again
        self._places: dict[str, Place | None] = {}
        self._paged: dict[
            str, set[str]
        ] = {}  # by the request for a following page: what its list showed before

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: object) -> PortalSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.limits = Limits.of(crawler.settings)
        spider.apart = Apart(
            crawler.settings.getfloat("NIANBAO_FILE_SECONDS"), crawler.settings.getint("NIANBAO_SLOW_FILES")
        )
        spider.ladder = Ladder.of(crawler.settings)
        crawler.signals.connect(spider.apart.close, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Nothing: the frontier holds the seeds."""
        return
        yield

    async def answer(self, response: Response) -> AsyncIterator[Visit]:
        """The callback of every request: one response, one Visit."""
        row: Queued = response.meta["row"]
        seen = _seen(row, response)
        try:
            page = document(response, row.form, row.label)
            visit = same(seen, response.meta.get("held"))
            if visit is None:
                visit = await self._read(row, response, page, seen)
            if not heavy(page) and visit.outcome != "unchanged":
                visit = self._climb(visit, row, page, response)
        except Exception as error:
            self.logger.exception("reading %s failed", response.url)
            told = str(error) if isinstance(error, Broken) else explain(error)
            visit = replace(seen, outcome="failed", detail=f"{OWN_ERROR}: {told}")
        remark = notes(response)
        if remark is not None:
            detail = remark if visit.detail is None else f"{visit.detail}; {remark}"
            visit = replace(visit, detail=detail, remark=remark)
        yield visit

    def failure(self, failure: Failure) -> Iterator[Visit]:
        """The errback of every request: no response, one Visit."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        row: Queued = request.meta["row"]
        came, why = outcome(failure.value), explain(failure.value)
        yield Visit(row.id, row.portal, row.url, request.url, row.kind, came, detail=why)

    def seed(self, portal: str) -> Seed:
        """The seed of a portal; a row left by an earlier run may belong to one that was not given this time."""
        return self.seeds.get(portal) or seed_of(portal)

    def _climb(self, visit: Visit, row: Queued, page: Page, response: Response) -> Visit:
        """The visit, if need be as one that goes on in the browser, which pays from the same purse."""
        if self.ladder is None:
            return visit
        visit = self.ladder.climb(visit, row, page, self.seed(row.portal), response.meta.get("rendered"))
        if visit.again is not None and response.request is not None:
            self.ladder.purses[row.id] = purse(response.request, self.settings)
        return visit

    async def _read(self, row: Queued, response: Response, page: Page, seen: Visit) -> Visit:
        if (ended := impasse(response)) is not None:
            return replace(seen, outcome=ended[0], detail=ended[1])
        seed = self.seed(row.portal)
        if heavy(page):
            examined = await self.apart.examine(response.status, page, self._place(seed))
        else:
            examined = examine(response.status, page, self._place(seed))
        seen = replace(seen, outcome=examined.outcome, detail=examined.detail)
        if seen.outcome == "moved":
            return replace(seen, links=_elsewhere(row, response))
        if seen.outcome != "ok" or examined.reading is None:
            return seen
        if row.parent is not None:
            return _file(row, examined.reading, seen)
        visit = self._found(row, examined, examined.reading, seen)
        if isinstance(visit.reading, Report) or heavy(page):
            return visit
        guessed = (self.limits.outlink(link, row, seed) for link in self.limits.guesses(page, row))
        return replace(visit, links=(*visit.links, *(link for link in guessed if link.rejected is None)))

    def _found(self, row: Queued, examined: Examined, reading: Reading, seen: Visit) -> Visit:
        """A page as a Visit: its links as far as they are asked, and its report."""
        seed, found = self.seed(row.portal), examined.found
        again = self._again(row, str(seen.body_sha256), found)
        wanted = (self.limits.further(link, row) for link in found.found if link.role in LISTED)
        outlinks = tuple(self.limits.outlink(link, row, seed, again=again) for link in wanted if link)
        seen = replace(
            seen,
            kind=_kind(row, reading, listed=bool(found.found)),
            cms=found.family or None,
            links=outlinks,
        )
        if isinstance(reading, Report):
            reading, enclosure = self._enclosure(reading, row, seed)
            return replace(seen, reading=reading, links=(*enclosure, *outlinks))
        if isinstance(reading, NotAReport):
            return replace(seen, reading=reading)
        return replace(seen, detail=f"not read: {reading.reason}")

    def _enclosure(self, report: Report, row: Queued, seed: Seed) -> tuple[Report, tuple[Outlink, ...]]:
        """A page whose file is its report: the file is asked for too, and a thin page's words do not stand for it."""
        file = enclosed(report)
        if file is None:
            return report, ()
        link = Link(file.url, report.title, "attachment", ENCLOSED)
        outlink = replace(self.limits.outlink(link, row, seed), parent=to_json(report))
        known = outlink.rejected is None and thin(report)
        return (emptied(report) if known else report), (outlink,)

    def _again(self, row: Queued, body: str, found: Links) -> bool:
        """Whether a page is, byte for byte, an earlier one of its own list: then paging goes in circles.

        Of its own list only: two years without a report look alike, and each may have a page more.
        """
        shown = self._paged.pop(fingerprint(row.url, row.method, row.form), set())
        again = body in shown
        shown.add(body)
        for link in found.found if not again else ():
            if link.role == "next":
                self._paged[fingerprint(link.url, link.method, link.form)] = shown
        return again

    def _place(self, seed: Seed) -> Place | None:
        if seed.region is None:
            return None
        if seed.region not in self._places:
            self._places[seed.region] = place_of_code(seed.region)
        return self._places[seed.region]


def _seen(row: Queued, response: Response) -> Visit:
    """The bare facts of an answer, before anybody reads it."""
    return Visit(
        request=row.id,
        portal=row.portal,
        asked=row.url,
        url=response.url,
        kind=row.kind,
        outcome="ok",
        status=response.status,
        etag=_header(response, b"ETag"),
        last_modified=_header(response, b"Last-Modified"),
        body_sha256=hashlib.sha256(response.body).hexdigest(),
        size=len(response.body),
        raw=exchange(response),
    )


def _file(row: Queued, reading: Reading, seen: Visit) -> Visit:
    """The file that is the report of the page it was found on."""
    parent = from_json(str(row.parent))
    if not isinstance(parent, Report):
        return replace(seen, outcome="failed", detail=f"{OWN_ERROR}: the page of this file was no report")
    adopted, status = adopt(reading, parent, row.url)
    detail = reading.reason if isinstance(reading, NotAReport | Unreadable) else None
    return replace(seen, kind="attachment", reading=adopted, file=status, detail=detail)


def _kind(row: Queued, reading: object, *, listed: bool) -> str:
    """What a page turned out to be; a link only promised something."""
    if isinstance(reading, Report):
        return "report"
    if listed:
        return "list"
    return "other" if row.kind == "report" else row.kind


def _elsewhere(row: Queued, response: Response) -> tuple[Outlink, ...]:
    target = goal(response)
    if target is None:
        return ()
    return (Outlink(target, row.kind, 0, row.depth, rejected="a redirect to a host of another portal"),)


def _header(response: Response, name: bytes) -> str | None:
    value = response.headers.get(name)
    return None if value is None else value.decode("latin-1")
