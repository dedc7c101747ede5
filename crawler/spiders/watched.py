"""The spider of a crawl that somebody watches: it keeps, in memory, each answer and what was made of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy import signals

from crawler.visits import Visit
from parsers import Page

from .portal import PortalSpider

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure


@dataclass(frozen=True, slots=True)
class Step:
    """One answer, or none, and what the spider made of it."""

    visit: Visit
    page: Page | None = None
    address: str = ""
    certificate: str = ""


class Watched(PortalSpider):
    """The spider of a crawl, which also tells what it saw; `said` is what robots.txt said, a line a host."""

    name = "watched"

    def __init__(self, *args: object, story: list[Step], said: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of the spider
        self.story, self.said = story, said

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: object) -> Watched:
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, Watched)
        crawler.signals.connect(spider.listen, signal=signals.robots_parsed)
        return spider

    def listen(self, robotparser: RobotParser, request: Request) -> None:
        """What a robots.txt says about pace; its rules are obeyed page by page."""
        wish = robotparser.crawl_delay("nianbao")
        self.said[request.url] = "read" + (f", asks for {wish:g} s between requests" if wish else "")

    async def answer(self, response: Response) -> AsyncIterator[Visit]:
        async for visit in super().answer(response):
            said = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
            page = Page(response.body, response.url, said)
            self.story.append(
                Step(visit, page, str(response.ip_address or ""), _signed(response.certificate))
            )
            yield visit

    def failure(self, failure: Failure) -> Iterator[Visit]:
        for visit in super().failure(failure):
            self.story.append(Step(visit))
            yield visit


def _signed(certificate: object) -> str:
    subject = getattr(certificate, "getSubject", None)
    name = subject().get("commonName", b"") if subject else b""
    return name.decode("utf-8", "replace")
