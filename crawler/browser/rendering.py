"""A rendering: one page in one tab. What it asks is asked by the crawler, with all its manners, or not at all."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import canonical
from crawler.manners import Refused, explain
from crawler.seeds import Seed
from parsers import Page, PageKind

from . import cookies
from .ladder import challenge, document

if TYPE_CHECKING:
    from playwright.async_api import Page as Tab
    from playwright.async_api import Request as Wish
    from playwright.async_api import Route

logger = logging.getLogger(__name__)

# What a text can depend on. Pictures, fonts, films and styles are not asked for.
KINDS = frozenset({"document", "script", "xhr", "fetch"})
METHODS = frozenset({"GET", "HEAD", "POST"})
DOCUMENTS = 10  # that one page may go through, frames included: a chain of challenges is three
# Headers of a request that are the crawler's own to say; those beginning with `sec-` describe a browser, which we are not.
OURS = frozenset(
    {
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "cookie",
        "host",
        "upgrade-insecure-requests",
        "user-agent",
    }
)
# Headers of an answer that are not handed on: it is unpacked, cookies are told apart, and nothing is to be downloaded.
SPENT = frozenset(
    {"content-disposition", "content-encoding", "content-length", "set-cookie", "transfer-encoding"}
)

LOOK = 0.5  # seconds between two looks at the document
QUIET = 1.0  # seconds without a request, after which a page that says something is complete
SPEECHLESS = 5.0  # the same for one that says nothing yet: scripts wait for timers
RESTLESS = 10.0  # seconds after which a page is taken as it stands although it goes on asking
UNWRITTEN = frozenset({PageKind.CHALLENGE, PageKind.EMPTY, PageKind.SHELL})

# Fetches for a page, through the crawler.
Ask = Callable[[Request], Awaitable[Response]]


class Rendering:
    """What becomes of a page in the browser, from its first answer (`first`) on.

    `lines` gives the Set-Cookie lines that the crawler's jar holds for a host. `most` requests it may make, `size`
    characters its document may have. `main` is the answer of which the document is that now stands; `end` is what stood
    behind a challenge, where that was no page to render; `tab` is where it is shown, once there is one.
    """

    def __init__(
        self, seed: Seed, first: Response, ask: Ask, lines: Callable[[str], list[str]], most: int, size: int
    ) -> None:
        self.seed = seed
        self.main = first
        self.end: Response | None = None
        self.tab: Tab | None = None
        self.asked = 0
        self.refused: set[str] = set()
        self._ask = ask
        self._lines = lines
        self._most = most
        self._size = size
        self._held: Response | None = first
        self._documents = 0
        self._pending = 0
        self._stirred = monotonic()
        self._shut = False

    async def enter(self, tab: Tab, _: Request) -> None:
        """The page has its tab; it goes nowhere before this."""
        await tab.route("**", self.answer)
        self.tab = tab

    # --- what the page asks ----------------------------------------------------------------------------------------

    async def answer(self, route: Route) -> None:
        """Answer one request of the page; whatever it may not have is not there."""
        wish = route.request
        if not self._may(wish):
            await _abort(route)
            return
        self._pending += 1
        try:
            given = (
                await self._document(wish) if wish.resource_type == "document" else await self._fetch(wish)
            )
        except Exception as failure:  # noqa: BLE001 - whatever it was: the page does without
            logger.debug("%s, wanted by a page of %s: %s", wish.url, self.seed.url, explain(failure))
            given = None
        finally:
            self._pending -= 1
            self._stirred = monotonic()
        if given is None or self._shut or 300 <= given.status < 400:
            # a redirect out of the portal, or one without end, would be followed by Chromium itself
            await _abort(route)
            return
        try:
            await route.fulfill(status=given.status, headers=self._headers(given), body=given.body)
        except PlaywrightError as error:
            logger.debug("answering %s: %s", wish.url, error)  # the page has gone on meanwhile

    def _may(self, wish: Wish) -> bool:
        parts = urlsplit(wish.url)
        if self._shut or wish.resource_type not in KINDS or wish.method not in METHODS:
            return False
        if parts.scheme not in {"http", "https"}:
            return False
        if not self.seed.covers(parts.hostname or ""):
            self.refused.add(parts.hostname or "")
            return False
        self.asked += 1
        return self.asked <= self._most

    async def _document(self, wish: Wish) -> Response | None:
        """A document of the page or of a frame. Where the page itself comes upon something else, it stays as it is.

        What stands behind a challenge may be a file, or a 404: then that is the answer, and there is nothing to render.
        """
        if not (wish.is_navigation_request() and wish.frame.parent_frame is None):
            self._documents += 1
            return await self._fetch(wish) if self._documents <= DOCUMENTS else None
        held, self._held = self._held, None
        if held is None or canonical(held.url) != canonical(wish.url):
            self._documents += 1
            if self._documents > DOCUMENTS:
                return None
            held = await self._fetch(wish)
            if canonical(held.url) != canonical(wish.url):  # it was a redirect: the browser goes there too
                self._held = held
                return _onward(held.url)
        page = document(held)
        if challenge(held.status, page) or (200 <= held.status < 300 and page.medium == "html"):
            self.main = held
            return held
        if challenge(self.main.status, document(self.main)):
            self.end = held
        return None

    async def _fetch(self, wish: Wish) -> Response:
        headers = {
            name: value
            for name, value in wish.headers.items()
            if name not in OURS and not name.startswith(("sec-", ":"))
        }
        known = await wish.frame.page.context.cookies(wish.url)
        body = wish.post_data_buffer or b""
        return await self._ask(Request(wish.url, None, wish.method, headers, body, cookies.learned(known)))

    def _headers(self, given: Response) -> dict[str, str]:
        found = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1")
            for name, values in given.headers.items()
            if name.decode("latin-1").lower() not in SPENT
        }
        host = urlsplit(given.url).hostname or ""
        lines = [
            *self._lines(host),
            *(line.decode("latin-1") for line in given.headers.getlist("Set-Cookie")),
        ]
        return found | ({"set-cookie": "\n".join(lines)} if lines else {})

    # --- what it comes to ------------------------------------------------------------------------------------------

    async def settle(self) -> str | None:
        """The document once it stands: no challenge, something to read, and nothing under way.

        None where the page came upon a file or an error, which is then in `end`. A challenge that remains is waited for
        without end: the caller has the clock.
        """
        stood: float | None = None
        while self.end is None:
            await asyncio.sleep(LOOK)
            text = await self.content()
            if text is None:
                continue
            now = monotonic()
            still = 0.0 if self._pending else now - self._stirred
            kind = Page(text.encode("utf-8", "replace")).kind
            if not 200 <= self.main.status < 300 or kind is PageKind.CHALLENGE:
                stood = None
            elif kind not in UNWRITTEN:
                stood = stood or now
                if still >= QUIET or now - stood >= RESTLESS:
                    return text
            elif still >= SPEECHLESS:
                return text
        return None

    async def content(self) -> str | None:
        """The document as it is now, None while it is being replaced. Raises Refused where it is too large, or lost."""
        tab = self.tab
        if tab is None:
            return None
        try:
            if int(await tab.evaluate("document.documentElement.outerHTML.length")) > self._size:
                raise Refused("larger than DOWNLOAD_MAXSIZE, in the browser")
            return await tab.content()
        except PlaywrightError as error:
            if tab.is_closed() or "crashed" in str(error):
                raise Refused(f"the browser lost the page: {str(error).splitlines()[0]}") from error
            return None

    def shut(self) -> None:
        """From now on nothing is asked for this page."""
        self._shut = True


def _onward(url: str) -> Response:
    """A document that does nothing but go there."""
    target = json.dumps(url).replace("<", "\\u003c")
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return Response(url, headers=headers, body=f"<script>location.replace({target})</script>".encode())


async def _abort(route: Route) -> None:
    try:
        # with any other reason a page that may not go somewhere would be replaced by one that says so
        await route.abort("aborted")
    except PlaywrightError as error:
        logger.debug("refusing %s: %s", route.request.url, error)  # the page is gone
