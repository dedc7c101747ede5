"""Pace: never less than the delay between two requests to one host; a seed's own delay, Crawl-delay, the guard at start."""

from __future__ import annotations

from random import uniform
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from crawler.addresses import host_of
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
        self.jitter = crawler.settings.getfloat("DOWNLOAD_DELAY_JITTER")
        self.wished: dict[str, float] = {}
        self.floors: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Pace:
        pace = cls(crawler)
        crawler.signals.connect(pace.opened, signal=signals.spider_opened)
        crawler.signals.connect(pace.listen, signal=signals.robots_parsed)
        crawler.signals.connect(pace.hold, signal=signals.request_reached_downloader)
        # the first comes before the slot looks for its next request, the second also where nothing was answered
        crawler.signals.connect(pace.rest, signal=signals.response_downloaded)
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
            self.wished[host_of(request.url)] = min(float(wish), self.most)

    def hold(self, request: Request) -> None:
        """Before a request waits in its slot: raise the slot to the floor.

        Where two portals share a host, the longer of their delays holds for both.
        """
        slot = self._slot(request)
        if slot is None:
            return
        slot.jitter = 0.0  # Scrapy's goes below the delay too
        seed, name = seed_for(self.crawler, request), host_of(request.url)
        own = self.delay if seed is None or seed.delay is None else seed.delay
        floor = self.floors[name] = max(own, self.floors.get(name, 0.0))
        # a seed's word against the default is taken as given: AutoThrottle knows the default only and would go back to it
        given = floor < self.delay
        request.meta["autothrottle_dont_adjust_delay"] = given
        slot.delay = max(0.0 if given else slot.delay, floor, self.wished.get(name, 0.0))

    def rest(self, request: Request) -> None:
        """After a request: count the pause from now, with the jitter on top."""
        slot = self._slot(request)
        if slot is not None:
            longer = slot.delay * uniform(0.0, self.jitter)  # noqa: S311 - no secret
            slot.lastseen = max(slot.lastseen, monotonic() + longer)

    def _slot(self, request: Request) -> Slot | None:
        slots: dict[str, Any] = self.crawler.engine.downloader.slots
        return slots.get(str(request.meta.get("download_slot")))
