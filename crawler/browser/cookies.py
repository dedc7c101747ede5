"""Cookies: what the crawler's jar holds and what a page's script has set are told to each other, request by request."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookiejar import Cookie
from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.cookies import CookiesMiddleware

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http.request import VerboseCookie


def jar(crawler: Crawler) -> Iterable[Cookie]:
    """The cookies of the crawl, those of every portal; none where COOKIES_ENABLED is off."""
    keeper = crawler.get_downloader_middleware(CookiesMiddleware)
    return () if keeper is None else tuple(keeper.jars[None])


def told(cookies: Iterable[Cookie], host: str) -> list[str]:
    """The cookies of a host as Set-Cookie lines: a browser takes what it understands of them, and refuses none whole."""
    return [_line(cookie) for cookie in cookies if _sent(cookie, host)]


def learned(cookies: Iterable[Any]) -> list[VerboseCookie]:
    """The cookies of a page, as the browser knows them, as Scrapy takes them with a request (and keeps them)."""
    found: list[VerboseCookie] = []
    for cookie in cookies:
        taken: VerboseCookie = {
            "name": cookie["name"],
            "value": cookie["value"],
            "path": cookie["path"],
            "secure": cookie["secure"],
        }
        if cookie["domain"].startswith("."):  # else it is its host's alone
            taken["domain"] = cookie["domain"]
        found.append(taken)
    return found


def _sent(cookie: Cookie, host: str) -> bool:
    domain = cookie.domain
    return host == domain or (domain.startswith(".") and f".{host}".endswith(domain))


def _line(cookie: Cookie) -> str:
    parts = [f"{cookie.name}={cookie.value or ''}", f"Path={cookie.path}"]
    parts += [f"Domain={cookie.domain}"] if cookie.domain.startswith(".") else []
    parts += ["Secure"] if cookie.secure else []
    parts += ["HttpOnly"] if cookie.has_nonstandard_attr("HttpOnly") else []
    return "; ".join(parts)
