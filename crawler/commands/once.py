"""One live page for `nianbao parse`: fetched once, with the manners of a crawl, without a database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.manners import explain, notes
from crawler.seeds import Seed, seed_of
from crawler.spiders.judgement import judge
from crawler.visits import Queued
from parsers import Page, Unreadable

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

# There is no frontier here, and nothing is written: a handful of addresses, each asked once.
PLAIN = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the stock one drops a cookie gate
    "ITEM_PIPELINES": {},
    "NIANBAO_PROGRESS": False,
}


class Once(Spider):
    """Asks each address once and keeps what came of it in `found`."""

    name = "once"

    def __init__(self, urls: Iterable[str], found: dict[str, Page | Unreadable]) -> None:
        super().__init__()
        self.seeds: dict[str, Seed] = {url: seed_of(url) for url in urls}
        self.found = found

    async def start(self) -> AsyncIterator[Request]:
        for number, (url, seed) in enumerate(self.seeds.items()):
            row = Queued(number, url, seed.host, url, "other", 0, 0)
            yield Request(url, self.answer, errback=self.failure, meta={"row": row})

    async def answer(self, response: Response) -> None:
        said = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        page = Page(response.body, response.url, said)
        outcome, detail = judge(response.status, page)
        url = response.meta["row"].url
        if (remark := notes(response)) is not None:
            self.logger.warning("%s: %s", url, remark)
        self.found[url] = (
            page if outcome == "ok" else Unreadable(f"{outcome}: {detail}", response.url, page.medium)
        )

    async def failure(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        self.found[request.meta["row"].url] = Unreadable(explain(failure.value), request.url)


def fetch(urls: Iterable[str], settings: Settings) -> dict[str, Page | Unreadable]:
    """The pages at these addresses, each once, or why one is not there."""
    urls = tuple(dict.fromkeys(urls))
    for name, value in PLAIN.items():
        settings.set(name, value, priority="spider")
    found: dict[str, Page | Unreadable] = {}
    process = AsyncCrawlerProcess(settings)
    process.crawl(Once, urls=urls, found=found)
    process.start()
    return {url: found.get(url, Unreadable("not asked: stopped early", url)) for url in urls}
