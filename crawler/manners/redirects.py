"""Redirects: followed within the portal only; one that leads elsewhere reaches the spider as it is."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from .portals import seed_for

LOOP = "redirect loop"


class Redirects(RedirectMiddleware):
    """Scrapy's redirects, judged by the portal that the row belongs to.

    The cookie gate of some portals (302 to the same address with Set-Cookie) passes by itself, because the frontier
    has no filter of duplicates in its way. After REDIRECT_MAX_TIMES the last answer reaches the spider, marked LOOP.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if LOOP in response.flags:  # it comes by again, as what a page for the browser came to
            return response
        target = goal(response)
        seed = seed_for(self.crawler, request)
        if target is not None and (seed is None or not seed.covers(urlsplit(target).hostname or "")):
            return response
        try:
            followed = super().process_response(request, response)
        except IgnoreRequest:
            return response.replace(flags=[*response.flags, LOOP])
        if isinstance(followed, Request):
            followed.meta.pop("download_slot", None)  # else it would be counted to the host it came from
        return followed


def goal(response: Response) -> str | None:
    """Where a redirect leads, None if the response is none."""
    location = response.headers.get(b"Location")
    if response.status not in {301, 302, 303, 307, 308} or not location:
        return None
    try:
        target = urljoin(response.url, location.decode("utf-8", "replace").strip())
        return target if urlsplit(target).hostname and urlsplit(target).scheme in {"http", "https"} else None
    except ValueError:
        return None
