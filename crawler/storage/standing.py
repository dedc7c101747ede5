"""What the file holds, for the `status` command: plain records per portal and year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Year:
    """The reports of one portal for one year. `missing`: agencies that reported before and after, but not then."""

    year: int | None
    found: int
    missing: int
    removed: int
    failing: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One portal: how its last visit ended and what the file holds of it.

    `missing`: the years between its first and its last for which it has no report at all. `blocked`, `failed`,
    `moved` and `gone` count pages of the page log; `removed` counts reports; `failing` failing checks of
    severity `error`.
    """

    url: str
    name: str | None
    region: str | None
    cms: str | None
    outcome: str
    detail: str | None
    last_crawled: str | None
    pages: int
    reports: int
    blocked: int
    failed: int
    moved: int
    gone: int
    removed: int
    failing: int
    missing: tuple[int, ...]
    years: tuple[Year, ...]


YEARS = """
SELECT r.portal, r.year, sum(r.gone_at IS NULL), sum(r.gone_at IS NOT NULL), coalesce(sum(k.failing), 0)
FROM reports AS r LEFT JOIN (SELECT report_id, count(*) AS failing FROM checks
  WHERE status = 'fail' AND severity = 'error' GROUP BY report_id) AS k ON k.report_id = r.id
GROUP BY r.portal, r.year ORDER BY r.portal, r.year"""

# An agency's gaps are told under the portal of its latest report.
GAPS = """
SELECT h.portal, c.year, count(*) FROM coverage AS c
JOIN (SELECT agency_id, kind, portal, max(year) FROM reports GROUP BY agency_id, kind) AS h
  ON h.agency_id = c.agency_id AND h.kind = c.kind
WHERE c.status = 'missing' GROUP BY h.portal, c.year"""

# Of a walk under way: rows that ended with a request, rows that wait, and the reports of the file.
PROGRESS = """
SELECT (SELECT count(*) FROM frontier WHERE state NOT IN ('queued', 'out', 'parked', 'skipped', 'rejected')),
  (SELECT count(*) FROM frontier WHERE state IN ('queued', 'out', 'parked')),
  (SELECT count(*) FROM reports WHERE gone_at IS NULL)"""

PORTALS = (
    "SELECT url, name, region, cms, outcome, detail, last_crawled, pages, reports FROM portals ORDER BY rowid"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the walk of a file has come: pages asked, pages known and not yet asked, reports held."""

    pages: int
    left: int
    reports: int


def progress(db: Database) -> Progress:
    """How far the walk of a file has come; cheap enough to ask every few seconds."""
    return Progress(*db.execute(PROGRESS).fetchone())


def standings(db: Database) -> tuple[Standing, ...]:
    """Every portal of the file, in the order of the seeds."""
    logged: dict[tuple[str, str], int] = {
        (portal, outcome): number
        for portal, outcome, number in db.execute(
            "SELECT portal, outcome, count(*) FROM pages GROUP BY portal, outcome"
        ).fetchall()
    }
    gaps = {(portal, year): number for portal, year, number in db.execute(GAPS).fetchall()}
    held: dict[str, dict[int | None, Year]] = {}
    for portal, year, found, removed, failing in db.execute(YEARS).fetchall():
        held.setdefault(portal, {})[year] = Year(year, found, gaps.get((portal, year), 0), removed, failing)
    for (portal, year), number in gaps.items():
        held.setdefault(portal, {}).setdefault(year, Year(year, 0, number, 0, 0))
    result = []
    for url, name, region, cms, outcome, detail, last_crawled, pages, reports in db.execute(
        PORTALS
    ).fetchall():
        years = held.get(url, {})
        dated = [year for year, row in years.items() if year is not None and row.found + row.removed]
        span = range(min(dated), max(dated)) if dated else range(0)
        result.append(
            Standing(
                url, name, region, cms, outcome, detail, last_crawled, pages, reports,
                blocked=logged.get((url, "blocked"), 0),
                failed=logged.get((url, "failed"), 0),
                moved=logged.get((url, "moved"), 0),
                gone=logged.get((url, "gone"), 0),
                removed=sum(row.removed for row in years.values()),
                failing=sum(row.failing for row in years.values()),
                missing=tuple(year for year in span if year not in dated),
                years=tuple(sorted(years.values(), key=lambda row: (row.year is None, row.year or 0))),
            )
        )  # fmt: skip
    return tuple(result)
