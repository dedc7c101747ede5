"""Chromium: where it is, how it is started so that it has no network of its own, and its end with the crawl."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.settings import Settings

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab
    from scrapy.crawler import Crawler
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

logger = logging.getLogger(__name__)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOADS = "chromium-*/chrome-linux*/chrome"  # what `playwright install chromium` brings, in its folder

# Every request of a page is answered by the crawler (rendering.py). What Chromium would ask past that finds nothing:
# no name is resolved, and all connections, loopback too, go to a proxy whose name is not resolved either. Measured
# without these: preconnect reached a private server over TCP, WebRTC over UDP; with them nothing did.
ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
    "--disable-dev-shm-usage",  # containers have 64 MB of it
    "--disable-gpu",
)
CLOSING = 10  # seconds that the end of a tab or of the browser may take; with the driver's process it ends in any case


def find(given: str) -> str | None:
    """The program to start: the one given, else the first that is installed; None where there is none."""
    if given:
        return shutil.which(given)
    usual = next(filter(None, map(shutil.which, NAMES)), None)
    if usual is not None:
        return usual
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next((str(path) for path in sorted(folder.glob(DOWNLOADS), reverse=True)), None)


Enter = Callable[["Tab", Request], Awaitable[None]]


class Unavailable(Exception):  # noqa: N818 - a state of things, like scrapy.exceptions.NotConfigured
    """Chromium could not be started; the text says why."""


class Chromium:
    """The browser of a crawl, started with the first page that needs it. Each page has a profile of its own."""

    def __init__(self, crawler: Crawler, program: str) -> None:
        self.crawler = crawler
        self.program = program
        self._starting = asyncio.Lock()
        self._handler: ScrapyPlaywrightDownloadHandler | None = None

    async def open(self, url: str, name: str, enter: Enter) -> None:
        """Open an address in a tab of its own; `enter` gets the tab before that, to see to what it may have.

        Raises Unavailable where there can be no tab.
        """
        handler = await self._started()
        request = Request(
            url,
            meta={
                "playwright": True,
                "playwright_context": name,
                "playwright_context_kwargs": self._profile(),
                "playwright_include_page": True,
                "playwright_page_init_callback": enter,
                "playwright_page_event_handlers": {"popup": dismiss},
                "playwright_page_goto_kwargs": {"wait_until": "commit"},
            },
        )
        try:
            await handler.download_request(request)
        except Exception as error:
            if "playwright_page" not in request.meta:
                raise Unavailable(str(error).splitlines()[0]) from error
            logger.debug("opening %s: %s", url, error)  # a page that is already on its way elsewhere

    async def close(self) -> None:
        """End the browser and its driver, if they were started."""
        handler, self._handler = self._handler, None
        if handler is None:
            return
        try:
            async with asyncio.timeout(CLOSING):
                await handler.close()
        except Exception as error:  # noqa: BLE001 - the crawl has ended: there is nobody to tell but the log
            logger.warning("closing the browser: %s", error)

    async def _started(self) -> ScrapyPlaywrightDownloadHandler:
        async with self._starting:
            if self._handler is None:
                self._handler = await self._start()
            return self._handler

    async def _start(self) -> ScrapyPlaywrightDownloadHandler:
        # half a second, and a process of its own: only where a page needs it
        from scrapy_playwright.handler import Config, ScrapyPlaywrightDownloadHandler  # noqa: PLC0415
        from scrapy_playwright.provider import PlaywrightBrowserProvider  # noqa: PLC0415

        handler = ScrapyPlaywrightDownloadHandler(self.crawler)
        # its own PLAYWRIGHT_ settings could lead past the fence (a remote browser, other arguments): none is heeded
        handler.config = Config.from_settings(Settings({"PLAYWRIGHT_LAUNCH_OPTIONS": self._launch()}))
        handler.abort_request = _anything  # whatever is not answered by `answer`
        handler.browser_provider = PlaywrightBrowserProvider(handler.config)
        try:
            await handler.browser_provider.start()
        except Exception as error:
            raise Unavailable(f"the driver: {error}") from error
        return handler

    def _launch(self) -> dict[str, Any]:
        return {
            "executable_path": self.program,
            "args": list(ARGUMENTS),
            "chromium_sandbox": os.geteuid() != 0,  # root has none: Chromium refuses
            "handle_sigint": False,  # it ends with the crawl, not before
            "handle_sigterm": False,
            "handle_sighup": False,
        }

    def _profile(self) -> dict[str, Any]:
        return {
            "user_agent": self.crawler.settings["USER_AGENT"],  # what we say is who we are, here too
            "locale": "zh-CN",
            "accept_downloads": False,
            "service_workers": "block",
        }


async def close(tab: Tab) -> None:
    """End a tab with its profile, whatever its script is doing."""
    try:
        async with asyncio.timeout(CLOSING):
            await tab.context.close()
    except Exception as error:  # noqa: BLE001 - it may be gone already
        logger.debug("closing a tab: %s", error)


async def dismiss(popup: Tab) -> None:
    """Close a window that a page has opened: nothing in it was answered."""
    with suppress(Exception):  # it may be gone with its page
        await popup.close()


def _anything(_: object) -> bool:
    return True
