"""Across years and bodies: the checks of a report that take another report, told anew whenever one of the two arrives."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from parsers import Cell, Check, across, agency_type, gathered

Row = dict[str, Any]

# The rules that are told here. A reading never brings them, and bringing a new reading does not take them away.
RULES = ("APP-CARRY", "DIS-ITEMS", "DIS-FORCE", "CONS-SUM")
LISTED = ", ".join(f"'{rule}'" for rule in RULES)
# After those that the report decides by itself.
ORDINAL = 10_000
# Rows of art20 that go on from year to year, of `applications` and of `review_litigation`: all that these rules look at.
ROWS = (
    "'rules', 'normative_docs', 'licence', 'external_service', 'penalty', 'compulsion', 'admin_fee', "
    "'new', 'carried_in', 'result_total', 'carried_out', 'review', 'suit_direct', 'suit_after_review'"
)
SUMMED = 7  # of them a consolidated report sums up: the last seven
FIELDS = (
    "form", "tbl", "row", "col", "value", "state", "raw", "unit", "value_yuan", "row_label", "col_label",
    "source_url", "source_table", "source_row", "source_col", "method",
)  # fmt: skip
COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
# Offices of ministries and tax bureaus stand in a county, and are not counted by its government.
ELSEWHERE = "vertical"


def settle(db: Database, *rows: Row | None) -> None:
    """Tell anew the checks of every report whose neighbour one of these is or was.

    `rows` are rows of `reports`: as it stands now, and as it stood where its agency, year or place has changed.
    """
    concerned: set[str] = set()
    for row in rows:
        if row is not None and row["agency_id"] is not None and row["year"] is not None:
            concerned |= _beside(db, row)
    for report_id in sorted(concerned):
        _write(db, report_id, _checks(db, report_id))


def _beside(db: Database, row: Row) -> set[str]:
    """The report itself, the same agency's of the year after, and the consolidated one that counts it."""
    found = db.execute(
        "SELECT id FROM reports WHERE agency_id = :agency_id AND kind = :kind AND coverage = :coverage "
        "AND year IN (:year, :year + 1) UNION ALL "
        "SELECT id FROM reports WHERE division_code = :division_code AND kind = :kind AND year = :year "
        "AND coverage = 'consolidated'",
        {name: row[name] for name in ("agency_id", "kind", "coverage", "year", "division_code")},
    )
    return {report_id for (report_id,) in found.fetchall()}


def _checks(db: Database, report_id: str) -> list[Check]:
    row = next(db.query("SELECT * FROM reports WHERE id = ?", (report_id,)))
    cells = _cells(db, report_id)
    if not cells:
        return []
    found: list[Check] = []
    before = _year_before(db, row)
    if before is not None:
        found += across(_cells(db, before), cells)
    if row["coverage"] == "consolidated" and row["division_code"] is not None:
        found += gathered(cells, _below(db, row))
    return found


def _year_before(db: Database, row: Row) -> str | None:
    found = db.execute(
        "SELECT id FROM reports WHERE agency_id = ? AND kind = ? AND coverage = ? AND year = ? ORDER BY id LIMIT 1",
        (row["agency_id"], row["kind"], row["coverage"], row["year"] - 1),
    ).fetchone()
    return found[0] if found else None


def _below(db: Database, row: Row) -> list[list[Cell]]:
    """What the bodies of the same place report of themselves for the same year: their totals, which mostly say it all."""
    found = db.execute(
        "SELECT id, agency FROM reports WHERE division_code = ? AND kind = ? AND year = ? AND coverage = 'own' ORDER BY id",
        (row["division_code"], row["kind"], row["year"]),
    ).fetchall()
    ours = [report_id for report_id, agency in found if agency_type(agency or "") != ELSEWHERE]
    parts = []
    for report_id in ours:
        totals = _cells(db, report_id, "AND col = 'total'")
        told = sum(cell.state in {"value", "nil"} for cell in totals)
        parts.append(totals if told == SUMMED else _cells(db, report_id))
    return parts


def _cells(db: Database, report_id: str, only: str = "") -> list[Cell]:
    rows = db.execute(
        f'SELECT {COLUMNS} FROM cells WHERE report_id = ? AND "row" IN ({ROWS}) {only} ORDER BY ordinal',
        (report_id,),
    )
    return [Cell(*row) for row in rows.fetchall()]


def _write(db: Database, report_id: str, found: list[Check]) -> None:
    """Bring the rows to what was found; a row that says so already is not touched."""
    wanted = {
        (check.rule, check.scope): (
            check.status,
            check.severity,
            check.lhs,
            check.rhs,
            check.detail,
            ORDINAL + at,
        )
        for at, check in enumerate(found)
    }
    stands = {
        (rule, scope): tuple(rest)
        for rule, scope, *rest in db.execute(
            f"SELECT rule, scope, status, severity, lhs, rhs, detail, ordinal FROM checks WHERE report_id = ? AND rule IN ({LISTED})",
            (report_id,),
        ).fetchall()
    }
    for key in stands.keys() - wanted.keys():
        db.execute("DELETE FROM checks WHERE report_id = ? AND rule = ? AND scope = ?", (report_id, *key))
    for key, row in wanted.items():
        if stands.get(key) != row:
            db.execute(
                "INSERT OR REPLACE INTO checks (report_id, rule, scope, status, severity, lhs, rhs, detail, ordinal) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (report_id, *key, *row),
            )
