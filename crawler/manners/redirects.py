"""Redirects: followed within the portal only; one that leads elsewhere reaches the spider as it is."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from .portals import seed_for

LOOP = "redirect loop"
GATE = "cookie gate"
FOLLOWED = frozenset({301, 302, 303, 307, 308})


class Redirects(RedirectMiddleware):
    """Scrapy's redirects, judged by the portal that the row belongs to.

    The cookie gate of some portals (302 to the same address with Set-Cookie) passes by itself, because the frontier
    has no filter of duplicates in its way: it is followed once for each cookie that it sets. If it sets the same ones
    again it does not open, and its answer reaches the spider, marked GATE. After REDIRECT_MAX_TIMES the last answer of
    any other loop does, marked LOOP.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if {LOOP, GATE} & set(response.flags):  # it comes by again, as what a page for the browser came to
            return response
        target = goal(response)
        seed = seed_for(self.crawler, request)
        if target is None or seed is None or not seed.covers(urlsplit(target).hostname or ""):
            return response
        if target == request.url and (given := cookies(response)):
            known: frozenset[str] = request.meta.get("gate", frozenset())
            if known >= given:
                return response.replace(flags=[*response.flags, GATE])
            request.meta["gate"] = known | given
        try:
            followed = super().process_response(request, response)
        except IgnoreRequest:
            return response.replace(flags=[*response.flags, LOOP])
        if isinstance(followed, Request):
            followed.meta.pop("download_slot", None)  # else it would be counted to the host it came from
        return followed


def impasse(response: Response) -> tuple[str, str] | None:
    """Outcome and detail of a redirect that leads nowhere, None for any other answer."""
    if GATE in response.flags:
        names = ", ".join(sorted(response.meta["gate"]))
        told = "redirects to itself and sets the same cookie again: a gate that does not open"
        return "blocked", f"HTTP {response.status}, {told} (cookie-302: {names})"
    if LOOP in response.flags:
        return "failed", f"HTTP {response.status}, a redirect loop"
    if response.status in FOLLOWED and goal(response) is None:
        where = (response.headers.get(b"Location") or b"").decode("utf-8", "replace").strip()[:200]
        return "failed", f"HTTP {response.status} to {where or 'nowhere'}, not an http address"
    return None


def cookies(response: Response) -> frozenset[str]:
    """The names of the cookies that an answer sets."""
    lines = (line.decode("latin-1") for line in response.headers.getlist(b"Set-Cookie"))
    return frozenset(line.partition("=")[0].strip() for line in lines)


def goal(response: Response) -> str | None:
    """Where a redirect leads, None if the response is none."""
    location = response.headers.get(b"Location")
    if response.status not in FOLLOWED or not location:
        return None
    try:
        target = urljoin(response.url, location.decode("utf-8", "replace").strip())
        return target if urlsplit(target).hostname and urlsplit(target).scheme in {"http", "https"} else None
    except ValueError:
        return None
