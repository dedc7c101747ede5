"""Revisits: what a refresh asks a portal again, with what it holds of each page, and which links of it are news."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from crawler.addresses import canonical, fingerprint
from crawler.visits import Held, Outlink, Queued, Visit
from parsers import PARSER_VERSION, to_json

from . import pages, rereading, sightings
from .readings import bare, kept, recall

Row = dict[str, Any]

# What is new goes before what is known, and the lists, which tell what is new, before everything (see SEED_PRIORITY).
LIST_PRIORITY = 1000
KNOWN_PRIORITY = 300
TROUBLE_PRIORITY = 200

REQUEST = "p.url, p.kind, p.method, p.form, p.headers, p.label, p.parent"

# From every report up the trail to the first page: the lists that bear reports and, with `ancestors`, what led to them,
# for a new column shows there first. Only heads: the following pages of a list are asked if its first page has news.
LISTS = f"""
WITH RECURSIVE trail(fingerprint) AS (
  SELECT DISTINCT via FROM pages WHERE portal = :portal AND kind = 'report' AND via IS NOT NULL
  UNION
  SELECT page.via FROM trail JOIN pages AS page USING (fingerprint)
  WHERE page.via IS NOT NULL AND (page.paged OR :ancestors))
SELECT {REQUEST} FROM pages AS p JOIN trail USING (fingerprint)
WHERE p.kind = 'list' AND NOT p.paged AND p.outcome <> 'rejected' AND (p.outcome <> 'gone' OR p.last_seen <= :long_ago)
ORDER BY p.first_seen, p.url"""

# Every address where a report may still be. What is gone, and what is old, is asked less often.
KNOWN = """
SELECT s.url, coalesce(p.kind, 'report'), 'GET', NULL, p.headers, p.label, p.parent
FROM sources AS s JOIN reports AS r ON r.id = s.report_id
LEFT JOIN pages AS p ON p.url = s.url AND p.method = 'GET'
WHERE s.portal = :portal AND s.moved_to IS NULL
  AND (s.gone_at IS NULL OR coalesce(p.last_seen, s.gone_at) <= :long_ago)
  AND (:years OR :whole OR r.year IS NULL OR r.year >= :old OR coalesce(p.last_seen, s.last_seen) <= :long_ago)
  AND (NOT :years OR r.year IN (SELECT value FROM json_each(:year)))
  AND (:since IS NULL OR r.published_at >= :since OR r.last_changed >= :since)
ORDER BY r.year DESC, s.role <> 'canonical', s.url"""

# What failed since the last whole walk began; what no page names any more is forgotten by the next one.
TROUBLE = f"""
SELECT {REQUEST} FROM pages AS p
WHERE p.portal = :portal AND p.kind IN ('list', 'report', 'attachment')
  AND (p.outcome = 'blocked' OR (p.outcome = 'failed' AND coalesce(p.status, 599) >= 400))
  AND NOT :whole AND p.last_seen >= (SELECT walked_at FROM portals WHERE url = :portal)
  AND NOT EXISTS (SELECT 1 FROM sources AS s WHERE s.url = p.url) ORDER BY p.first_seen, p.url"""

DUE = """
SELECT walked_at IS NULL OR walked_at <= ? OR walked_by IS NOT ? OR reports < reports_before
FROM portals WHERE url = ?"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a refresh is about: all that is known, or the lists alone, or the reports of some years or since a day.

    A portal is walked whole once in `walk_days`. Reports on years more than `old_years` ago, and addresses that are gone,
    are asked once in `old_days`.
    """

    lists_only: bool = False
    years: tuple[int, ...] = ()
    since: str | None = None
    walk_days: float = 180
    old_years: int = 10
    old_days: float = 90

    @property
    def narrow(self) -> bool:
        """Whether it leaves out what a refresh would ask for otherwise."""
        return bool(self.lists_only or self.years or self.since)

    @property
    def command(self) -> str:
        """The command, with the words that narrow it: a broken-off refresh is continued by the same one."""
        words = ["refresh", *(["--lists-only"] if self.lists_only else [])]
        words += [f"--year {year}" for year in sorted(set(self.years))]
        return " ".join([*words, *([f"--since {self.since}"] if self.since else [])])


def due(db: Database, portal: str, scope: Scope, now: str) -> bool:
    """Whether a refresh has to walk this portal whole.

    It was never walked whole, or long ago, or by older parsers, which may not have seen all links; or it had fewer
    reports at its last visit than before: what was lost may be found where no list has told of it yet.
    """
    if scope.narrow:
        return False
    row = db.execute(DUE, (_before(now, scope.walk_days), PARSER_VERSION, portal)).fetchone()
    return bool(row[0])


def links(db: Database, portal: str, scope: Scope, now: str) -> Iterator[Outlink]:
    """The requests of a refresh of this portal that are known before it begins; its first page is none of them."""
    (whole,) = db.execute("SELECT whole FROM portals WHERE url = ?", (portal,)).fetchone()
    terms = {
        "portal": portal,
        "ancestors": not scope.lists_only,
        "long_ago": _before(now, scope.old_days),
        "old": int(now[:4]) - scope.old_years if scope.old_years else 0,
        "years": bool(scope.years),
        "year": json.dumps(scope.years),
        "since": scope.since,
        "whole": whole,
    }
    asked = ((LISTS, LIST_PRIORITY), (KNOWN, KNOWN_PRIORITY), (TROUBLE, TROUBLE_PRIORITY))
    for which, priority in asked[:1] if scope.lists_only else asked:
        for row in db.execute(which, terms).fetchall():
            link = _link(db, row, priority)
            if link.kind != "attachment" or link.parent is not None:
                yield link


def held(db: Database, row: Queued, *, whole: bool) -> Held | None:
    """What the file holds of a page that is asked again; None if it has to come whole.

    That is so if it never came, if it showed no report where one should be, or one that today's parsers have not read;
    in a whole walk, for everything that is no report: a server that answers 304 wrongly is found out then.
    """
    page = pages.asked(db, row.url, row.method, row.form)
    if page is None or page.outcome not in pages.PAGE or page.body_sha256 is None:
        return None
    carried = sightings.carried(db, page.url)
    if carried:
        read = page.kind in rereading.READ
        if not read or any(rereading.version(db, one) != PARSER_VERSION for one in carried):
            return None
    elif whole:
        return None
    by_get = row.method == "GET"
    return Held(
        canonical(page.url),
        page.body_sha256,
        page.etag if by_get else None,
        page.last_modified if by_get else None,
    )


def news(db: Database, visit: Visit, here: str | None, since: str) -> tuple[Outlink, ...]:
    """The links of a page that a refresh follows: those that no visit before `since` has met, and files of reports.

    `here` is the fingerprint of the request. A following page is followed only from a page that has such links, or from a
    column that was never read before.
    """
    (column,) = db.execute(
        "SELECT coalesce(max(first_seen >= ? AND NOT paged), 0) FROM pages WHERE fingerprint = ?",
        (since, here),
    ).fetchone()
    met = {link: _met(db, link, since) for link in visit.links if link.rejected is None}
    fresh = column or not all(met[link] for link in met if not link.paged)
    return tuple(link for link in met if (fresh if link.paged else not met[link] or link.parent is not None))


def origin(db: Database, url: str) -> Outlink | None:
    """The list on which an address was found: it may tell where its report went."""
    row = db.execute(
        f"SELECT {REQUEST} FROM pages AS p JOIN pages AS c ON c.via = p.fingerprint "
        "WHERE c.fingerprint = ? AND p.kind = 'list' AND p.outcome <> 'rejected'",
        (fingerprint(url),),
    ).fetchone()
    return None if row is None else _link(db, row, LIST_PRIORITY)


def _met(db: Database, link: Outlink, since: str) -> bool:
    row = db.execute(
        "SELECT outcome, first_seen FROM pages WHERE fingerprint = ?",
        (fingerprint(link.url, link.method, link.form),),
    ).fetchone()
    return row is not None and row[0] not in {"rejected", "gone"} and row[1] < since


def _link(db: Database, row: tuple[Any, ...], priority: int) -> Outlink:
    url, kind, method, form, headers, label, page = row
    told = tuple((str(name), str(value)) for name, value in json.loads(headers or "[]"))
    parent = _said(db, page) if page and kind == "attachment" else None
    return Outlink(url, kind, priority, 0, label or "", method, form or b"", told, parent=parent)


def _said(db: Database, url: str) -> str | None:
    """What a page said whose report is a file, as JSON; None if it is not known to carry a report any more."""
    row = next(iter(sightings.carried(db, url)), None)
    if row is None:
        return None
    aside = None if row["role"] == "canonical" else kept(db, row["address"], row["report_id"])
    return to_json(bare(aside or recall(db, row["report_id"])))


def _before(now: str, days: float) -> str:
    """The time so many days before; as text it compares like those of the file."""
    day = date.fromisoformat(now[:10]) - timedelta(days=days)
    return f"{day.isoformat()}{now[10:]}"
