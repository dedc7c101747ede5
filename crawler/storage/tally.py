"""Tally: what the reports of a file add up to, for a first look."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one agency: the form it reported in and the requests it dealt with, NULL where it does not say."""

    year: int
    form: str | None
    received: int | None
    carried_in: int | None
    dealt_with: int | None
    carried_out: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Cells read, checks that hold and that do not, and the agency with the longest run of forms through its years."""

    cells: int
    passed: int
    failed: int
    agency: str | None
    years: tuple[Year, ...]


def tally(db: Database) -> Tally:
    """Count a file."""
    cells = db.execute("SELECT count(*) FROM cells").fetchone()[0]
    checks = dict(db.execute("SELECT status, count(*) FROM checks GROUP BY status").fetchall())
    longest = db.execute(
        "SELECT agency_id, agency FROM panel WHERE applications_new > 0 GROUP BY agency_id "
        "ORDER BY count(*) DESC, sum(applications_new) DESC, agency_id LIMIT 1"
    ).fetchone()
    rows = db.execute(
        "SELECT year, coalesce(applications_form, template), applications_new, applications_carried_in, "
        "applications_result_total, applications_carried_out FROM panel WHERE agency_id = ? ORDER BY year",
        (longest[0] if longest else None,),
    ).fetchall()
    name = longest[1] if longest else None
    return Tally(cells, checks.get("pass", 0), checks.get("fail", 0), name, tuple(Year(*row) for row in rows))
