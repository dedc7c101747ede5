"""The middleware that asks in the browser what the frontier marks so. A download handler must not ask the engine; this may."""

from __future__ import annotations

import asyncio
import logging
from itertools import count
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.http import HtmlResponse, Response

from crawler.manners import Purse, purse
from crawler.seeds import Seed, seed_of
from crawler.visits import Queued
from parsers import PageKind

from . import cookies
from .chromium import Chromium, Unavailable, close
from .ladder import Cause, Ladder, challenge, document

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from .rendering import Rendering

logger = logging.getLogger(__name__)

LAST = 3  # seconds of the time of a page that are kept back, to take it as it stands


class Walker(Protocol):
    """A spider as the browser sees it: what it walks, and how far it may go for it."""

    seeds: dict[str, Seed]
    ladder: Ladder


class Browser:
    """Asks a row that is marked for the browser plainly first: what was a challenge may have been passed meanwhile.

    What needs it is rendered, within what is left of the address's purse; `rendered` in the meta of the request then names the hosts
    that the page had no access to. All of it happens above the downloader, so no slot is held by what waits for it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.most = settings.getint("NIANBAO_BROWSER_REQUESTS")
        self.size = settings.getint("DOWNLOAD_MAXSIZE")
        self.chromium: Chromium | None = None
        self._numbers = count(1)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Browser:
        browser = cls(crawler)
        crawler.signals.connect(browser.close, signal=signals.engine_stopped)
        return browser

    async def process_request(self, request: Request) -> Response | None:
        why = request.meta.get("browser")
        if why is None:
            return None
        request.meta["dont_retry"] = True  # each request that is made for it is retried by itself
        row: Queued = request.meta["row"]
        walker = cast("Walker", self.crawler.spider)
        seed = walker.seeds.get(row.portal) or seed_of(row.portal)
        paid = walker.ladder.purses.pop(row.id, None) or purse(request, self.crawler.settings)
        plain = Request(row.url, headers=dict(row.headers), meta={"purse": paid})
        answer = await self._fetch(plain, row)
        if needed(answer, why) and self._allowed(walker.ladder, row, seed, why):
            try:
                answer, request.meta["rendered"] = await self._render(walker.ladder, row, seed, answer, paid)
            except Unavailable as error:
                walker.ladder.trouble = str(error)
                logger.warning("the browser did not start: %s", error)
        answer.request = request
        return answer

    async def close(self) -> None:
        """The browser does not outlive the crawl."""
        if self.chromium is not None:
            await self.chromium.close()

    def _allowed(self, ladder: Ladder, row: Queued, seed: Seed, why: str) -> bool:
        if ladder.obstacle(seed, row.host) is not None:
            return False
        if why == "always":  # the others were counted when they were sent here
            if ladder.spent(seed) is not None:
                return False
            ladder.opened[seed.url] += 1
        return True

    async def _render(
        self, ladder: Ladder, row: Queued, seed: Seed, first: Response, paid: Purse
    ) -> tuple[Response, tuple[str, ...]]:
        """What the browser makes of an answer, and the hosts it was not given access to."""
        from .rendering import Rendering  # noqa: PLC0415 - brings Playwright along, which few crawls need

        async def ask(request: Request) -> Response:
            self.crawler.stats.inc_value("nianbao/browser/requests")
            return await self._fetch(request, row)

        def lines(host: str) -> list[str]:
            return cookies.told(cookies.jar(self.crawler), host)

        if self.chromium is None:
            self.chromium = Chromium(self.crawler, str(ladder.chromium))
        rendering = Rendering(seed, first, ask, lines, self.most, self.size)
        name = f"{next(self._numbers)}"
        left = max(LAST, paid.left - LAST)
        try:
            try:
                async with asyncio.timeout(left):
                    await self.chromium.open(first.url, name, rendering.enter)
                    text = await rendering.settle()
            except TimeoutError:
                if rendering.tab is None:
                    raise Unavailable(f"no page was opened within {left:.0f} s") from None
                text = await _last(rendering)
        finally:
            rendering.shut()
            if rendering.tab is not None:
                await close(rendering.tab)
        self.crawler.stats.inc_value("nianbao/browser/pages")
        return _response(rendering, text), tuple(sorted(rendering.refused))

    async def _fetch(self, request: Request, row: Queued) -> Response:
        """Through all middlewares, in the slot of its host: guard, robots.txt, pace, redirects, size, as for any request."""
        request.meta["row"] = row
        return await self.crawler.engine.download_async(request)


def needed(answer: Response, why: str) -> bool:
    """Whether an answer that came plainly, after all, is still one for the browser."""
    page = document(answer)
    if challenge(answer.status, page):
        return True
    if answer.status != 200 or page.medium != "html":
        return False
    return page.kind is PageKind.SHELL or why in {Cause.LIST, "always"}


async def _last(rendering: Rendering) -> str | None:
    """The document when time is up; none where a script does not even let it be looked at."""
    try:
        async with asyncio.timeout(LAST):
            return await rendering.content()
    except TimeoutError:
        return None


def _response(rendering: Rendering, text: str | None) -> Response:
    """The document as a response. Its status is that of the answer it began with: only another answer can better it."""
    if rendering.end is not None:
        return rendering.end
    main, shown = rendering.main, "" if rendering.tab is None else rendering.tab.url
    if text is None:
        return main
    url = shown if rendering.seed.covers(urlsplit(shown).hostname or "") else main.url
    said = {"Content-Type": "text/html; charset=utf-8"}
    return HtmlResponse(url, main.status, said, text.encode("utf-8", "replace"), encoding="utf-8")
