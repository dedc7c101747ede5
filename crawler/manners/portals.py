"""Portals: which seed a request belongs to, and so which hosts it may be led to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

from crawler.seeds import Seed, seed_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.visits import Queued


class Walker(Protocol):
    """A spider as the manners see it: the seeds it walks, by their URL."""

    seeds: Mapping[str, Seed]


def seed_for(crawler: Crawler, request: Request) -> Seed | None:
    """The seed of the row that a request asks for, None for a request of nobody's."""
    row: Queued | None = request.meta.get("row")
    if row is None:
        return None
    return walker(crawler).seeds.get(row.portal) or seed_of(row.portal)


def walker(crawler: Crawler) -> Walker:
    """The spider of a crawler, under the only aspect that matters here."""
    return cast("Walker", crawler.spider)
