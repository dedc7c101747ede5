"""Pace: never less than the delay between two requests to one host; a seed's own delay, Crawl-delay, the guard at start."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.utils.httpobj import urlparse_cached

from crawler.seeds import covering

from .addresses import guard
from .portals import seed_for, walker

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser


class Pace:
    """Keeps the slot of each host at or above its floor, whatever AutoThrottle would do.

    A floor is the larger of the delay (DOWNLOAD_DELAY, or the seed's own) and of Crawl-delay as far as
    NIANBAO_CRAWL_DELAY_MAX. The pause is counted from the end of a request: counted from its start, the second request
    would reach the server too early by the time the first one took to connect.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.most = crawler.settings.getfloat("NIANBAO_CRAWL_DELAY_MAX")
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self.wished: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Pace:
        pace = cls(crawler)
        crawler.signals.connect(pace.opened, signal=signals.spider_opened)
        crawler.signals.connect(pace.listen, signal=signals.robots_parsed)
        crawler.signals.connect(pace.hold, signal=signals.request_reached_downloader)
        crawler.signals.connect(pace.rest, signal=signals.request_left_downloader)
        return pace

    def opened(self, spider: Spider) -> None:
        """A guard that is silently missing is none: without it nothing is fetched."""
        guarding = guard()
        if guarding is None:
            spider.logger.error("the address guard is not in force: TWISTED_DNS_RESOLVER is not ours")
            raise CloseSpider("no_address_guard")
        if self.crawler.settings.getbool("NIANBAO_ALLOW_PRIVATE"):
            guarding.exempt = covering(walker(self.crawler).seeds.values())

    def listen(self, robotparser: RobotParser, request: Request) -> None:
        """What a robots.txt wishes as Crawl-delay."""
        wish = robotparser.crawl_delay(self.agent)
        if wish:
            self.wished[host(request)] = min(float(wish), self.most)

    def hold(self, request: Request) -> None:
        """Before a request waits in its slot: raise the slot to the floor."""
        slot = self._slot(request)
        if slot is None:
            return
        seed = seed_for(self.crawler, request)
        own = None if seed is None else seed.delay
        wish = self.wished.get(host(request), 0.0)
        if own is not None and own < self.delay:  # the seed's word against the default: taken as given
            slot.delay = max(own, wish)
        else:
            slot.delay = max(slot.delay, own or 0.0, self.delay, wish)

    def rest(self, request: Request) -> None:
        """After a request: count the pause from now."""
        slot = self._slot(request)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, monotonic())

    def _slot(self, request: Request) -> Slot | None:
        slots: dict[str, Any] = self.crawler.engine.downloader.slots
        return slots.get(str(request.meta.get("download_slot")))


def host(request: Request) -> str:
    """The host of a request."""
    return urlparse_cached(request).hostname or ""
