"""Arrivals: all that one visit writes: its page, its links, its raw answer, its report, and the end of its row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.addresses import canonical
from crawler.visits import Outlink, Visit
from parsers import GUESS, Report

from . import losses, pages, portals, reports, rereading, revisits, sightings
from .pages import Asked, Known
from .queue import Queue
from .quota import Quota
from .raw import Raw
from .reports import News
from .sightings import PAGES, Sighting

ASKED = """
SELECT method, form, headers, via, paged, label, json_extract(parent, '$.url'), fingerprint FROM frontier WHERE id = ?"""


@dataclass(frozen=True, slots=True)
class Gain:
    """What a visit brought: what is new about its report, and how many of its links were not queued before."""

    news: News
    queued: int = 0


class Arrivals:
    """Writes visits; `counters` gathers what they came to, for the row of the run.

    `news` are the portals of which only what is new is followed, each with the time its visit began.
    """

    def __init__(self, db: Database, queue: Queue, raw: Raw, counters: Counter[str], quota: Quota) -> None:
        self.news: dict[str, str] = {}
        self._quota = quota
        self._db = db
        self._queue = queue
        self._raw = raw
        self.counters = counters

    def commit(self, visit: Visit, now: str) -> Gain:
        """Write a visit, inside a transaction of the caller's."""
        asked, here = self._asked(visit)
        held = pages.known(self._db, visit.url)
        pages.log(self._db, visit, asked, self._raw.keep(visit), now)
        queued = sum(self._queue.add(visit.portal, link, here) for link in self._followed(visit, here))
        for link in visit.links:
            if link.rejected is not None:
                pages.reject(self._db, visit.portal, link, now)
        if visit.cms:
            portals.recognise(self._db, visit.portal, visit.cms)
        news = News.NONE
        if visit.again is None:
            news = self._report(visit, now, held)
            self._queue.end(visit.request, visit.outcome, visit.status, visit.detail)
            self._queue.tell(visit.portal, fruitful=news is not News.NONE)
        else:
            self._queue.again(visit.request, visit.again)
        self.counters.update(requests=1, bytes=visit.size, not_modified=int(visit.status == 304))
        return Gain(news, queued)

    def _asked(self, visit: Visit) -> tuple[Asked, str | None]:
        """How the page was asked for, and the fingerprint of that request; of a past visit, what its archive says."""
        row = self._db.execute(ASKED, (visit.request,)).fetchone()
        if row is not None:
            return Asked(*row[:-1]), row[-1]
        past = visit.past
        return (Asked(label=past.label, parent=past.parent) if past else Asked()), None

    def _followed(self, visit: Visit, here: str | None) -> tuple[Outlink, ...]:
        """The links to ask; where only news is followed, no guess is, and a list whose report is gone may tell where it went."""
        since = self.news.get(visit.portal)
        if since is None:
            return tuple(link for link in visit.links if link.rejected is None)
        gone = visit.outcome == "gone" and sightings.carried(self._db, visit.asked)
        origin = revisits.origin(self._db, visit.asked) if gone else None
        found = revisits.news(self._db, visit, here, since)
        return (*(link for link in found if link.priority >= GUESS), *([origin] if origin else []))

    def _report(self, visit: Visit, now: str, held: Known | None) -> News:
        news = News.NONE
        if visit.outcome == "gone":
            lost = sum(
                losses.lose(self._db, url, now, self._quota.losses) for url in {visit.asked, visit.url}
            )
            self.counters.update(reports_gone=lost)
        elif visit.outcome == "unchanged":
            news = self._seen(visit, now)
        elif isinstance(visit.reading, Report):
            if _same(visit, held) and rereading.renew(self._db, visit, visit.reading):
                news = self._seen(visit, now)
            else:
                news = self._read(visit, visit.reading, now)
            self.counters.update(reports_new=news is News.REPORT, reports_changed=news is News.EDITION)
        status = pages.became(visit)
        if status is not None:
            reports.fetched(self._db, visit.asked, status, visit.body_sha256)
        return news

    def _read(self, visit: Visit, report: Report, now: str) -> News:
        file = visit.kind == "attachment" or report.medium not in PAGES
        seen = Sighting.of(report, visit.url, visit.portal, now, file=file)
        news = reports.record(self._db, seen)
        if seen.address != canonical(visit.asked):
            reports.move(self._db, report.id, visit.asked, visit.url, now)
        return news

    def _seen(self, visit: Visit, now: str) -> News:
        """The page is as it was. A report asked for elsewhere that is here has moved; one that is not is only hidden."""
        there = {row["report_id"] for row in sightings.carried(self._db, visit.url)}
        reports.touch(self._db, visit.url, now)
        if canonical(visit.asked) != canonical(visit.url):
            for row in sightings.carried(self._db, visit.asked):
                if row["report_id"] in there:
                    reports.move(self._db, row["report_id"], visit.asked, visit.url, now)
        return News.KNOWN if there else News.NONE


def _same(visit: Visit, held: Known | None) -> bool:
    """Whether a page is, byte by byte, the one that a report was read from at the last visit."""
    return (
        held is not None
        and held.outcome in pages.PAGE
        and held.kind in rereading.READ
        and held.body_sha256 == visit.body_sha256
    )
