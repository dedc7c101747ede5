"""Pipelines: vet a visit, then keep it. The one place of the crawl that writes."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from crawler.visits import Visit
from parsers import Report

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.frontier import Frontier

logger = logging.getLogger(__name__)

FIRST = 1996  # no portal is older: an earlier year was misread


def fault(report: Report) -> str | None:
    """Why a report cannot be kept: it needs a kind, and a year or a text, or nothing would tell it from another."""
    if not report.kind:
        return "no kind"
    if report.year is None and not report.body:
        return "neither year nor text"
    if report.year is not None and not FIRST <= report.year <= datetime.now(UTC).year:
        return "a year that cannot be"
    if not report.id:
        return "no identity"
    return None


def vetted(visit: Visit) -> tuple[Visit, str | None]:
    """The visit, without a report that cannot be kept; and why it cannot."""
    reason = fault(visit.reading) if isinstance(visit.reading, Report) else None
    if reason is None:
        return visit, None
    return replace(visit, reading=None, kind="other", detail=f"a report not kept: {reason}"), reason


class Vet:
    """Takes a report without identity off its visit, counts the reason and says it in the visit's detail."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Vet:
        return cls(crawler)

    def process_item(self, item: Visit) -> Visit:
        visit, reason = vetted(item)
        if reason is not None:
            self.crawler.stats.inc_value(f"vet/{reason}")
            logger.info("report at %s not kept: %s", item.url, reason)
        return visit


class Keep:
    """Commits a visit whole: its links, its report and the done mark."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        return cls(crawler)

    def process_item(self, item: Visit) -> Visit:
        cast("Frontier", self.crawler.engine.scheduler).keep(item)
        return item
