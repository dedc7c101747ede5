"""Arrivals: all that one visit writes: its page, its links, its raw answer, its report, and the end of its row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.addresses import canonical
from crawler.visits import Visit
from parsers import Report

from . import pages, portals, reports
from .pages import Asked
from .queue import Queue
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
    """Writes visits; `counters` gathers what they came to, for the row of the run."""

    def __init__(self, db: Database, queue: Queue, raw: Raw, counters: Counter[str]) -> None:
        self._db = db
        self._queue = queue
        self._raw = raw
        self.counters = counters

    def commit(self, visit: Visit, now: str) -> Gain:
        """Write a visit, inside a transaction of the caller's."""
        asked, here = self._asked(visit)
        pages.log(self._db, visit, asked, self._raw.keep(visit), now)
        queued = 0
        for link in visit.links:
            if link.rejected is None:
                queued += self._queue.add(visit.portal, link, here)
            else:
                pages.reject(self._db, visit.portal, link, now)
        if visit.cms:
            portals.recognise(self._db, visit.portal, visit.cms)
        news = News.NONE
        if visit.again is None:
            news = self._report(visit, now)
            self._queue.end(visit.request, visit.outcome, visit.status, visit.detail)
            self._queue.tell(visit.portal, fruitful=isinstance(visit.reading, Report))
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

    def _report(self, visit: Visit, now: str) -> News:
        news = News.NONE
        if visit.outcome == "gone":
            lost = sum(reports.lose(self._db, url, now) for url in {visit.asked, visit.url})
            self.counters.update(reports_gone=lost)
        elif visit.outcome == "unchanged":
            if reports.touch(self._db, visit.asked, now):
                news = News.KNOWN
        elif isinstance(visit.reading, Report):
            file = visit.kind == "attachment" or visit.reading.medium not in PAGES
            seen = Sighting.of(visit.reading, visit.url, visit.portal, now, file=file)
            news = reports.record(self._db, seen)
            if seen.address != canonical(visit.asked):
                reports.move(self._db, visit.reading.id, visit.asked, visit.url, now)
            self.counters.update(reports_new=news is News.REPORT, reports_changed=news is News.EDITION)
        status = pages.became(visit)
        if status is not None:
            reports.fetched(self._db, visit.asked, status, visit.body_sha256)
        return news
