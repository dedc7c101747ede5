"""Robots: robots.txt by RFC 9309; a denial ends in an outcome, never in a row that nobody finishes."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from .refusals import BROKEN, Forbidden, Refused, Unreached, explain

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

MOST = 512_000  # bytes that are read of a robots.txt: RFC 9309 asks for 500 KiB at least
PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")  # portals answer any address with their home page


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a site's robots.txt came to: rules, or nothing to heed, or the reason why everything is out of bounds."""

    rules: RobotParser | None = None
    closed: str | None = None
    failed: Refused | None = None


class Robots(RobotsTxtMiddleware):
    """Asks robots.txt once a site and a day.

    2xx: its rules hold; an HTML page is none. 4xx or a redirect out of the portal: nothing to heed. 429 and 5xx: closed
    for now. No connection: the site's pages end in the same failure, for there is nothing to be had there anyway.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.keep = crawler.settings.getfloat("NIANBAO_ROBOTS_SECONDS")
        self.shut = crawler.settings.getfloat("NIANBAO_ROBOTS_SHUT_SECONDS")
        self.agent: str = self._robotstxt_useragent or self._default_useragent
        self.verdicts: dict[str, tuple[float, asyncio.Task[Verdict]]] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # no spider since 2.14
        if request.meta.get("dont_obey_robotstxt"):
            return
        verdict = await self.verdict(request)
        if verdict.failed is not None:
            raise type(verdict.failed)(str(verdict.failed))
        if verdict.closed is not None:
            raise Forbidden(verdict.closed)
        if verdict.rules is not None and not verdict.rules.allowed(request.url, self.agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise Forbidden("robots.txt forbids this address")

    async def verdict(self, request: Request) -> Verdict:
        """The verdict on the site of a request; those who ask meanwhile wait for the same answer."""
        site = urlparse_cached(request).netloc
        known = self.verdicts.get(site)
        if known is None or self._stale(*known):
            known = (monotonic(), asyncio.ensure_future(self._ask(request)))
            self.verdicts[site] = known
        return await asyncio.shield(known[1])

    def _stale(self, asked: float, task: asyncio.Task[Verdict]) -> bool:
        if not task.done():
            return False
        verdict = task.result()
        return monotonic() - asked > (self.shut if verdict.closed or verdict.failed else self.keep)

    async def _ask(self, request: Request) -> Verdict:
        url = urlparse_cached(request)
        asked = Request(
            f"{url.scheme}://{url.netloc}/robots.txt",
            callback=NO_CALLBACK,
            meta={"dont_obey_robotstxt": True, "row": request.meta.get("row")},
        )
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(asked)
        except Exception as failure:  # noqa: BLE001 - whatever it was, the row must end with it
            if isinstance(failure, Refused):
                return Verdict(failed=failure)
            noun = Unreached if isinstance(failure, BROKEN) else Refused
            return Verdict(failed=noun(explain(failure)))
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return await self._read(response, request)

    async def _read(self, response: Response, request: Request) -> Verdict:
        if response.status >= 500 or response.status == 429:
            return Verdict(
                closed=f"robots.txt answers {response.status}: the whole site is out of bounds for now"
            )
        if not 200 <= response.status < 300 or PAGE.match(response.body):
            return Verdict()
        rules = build_from_crawler(self._parserimpl, self.crawler, response.body[:MOST])
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return Verdict(rules=rules)
