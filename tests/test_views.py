"""The views: what a reader asks of the file, over cells of forms B and C and over their gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from shelf import COPY, MIRROR, OFFICIAL, Desk, told

from crawler.storage import views
from parsers import Cell, Check, Figure, Report

APPLICANTS = ("natural_person", "business", "research", "charity", "legal_service", "other_org", "total")
LEAVES = tuple(leaf for _, leaves in views.HANDLING for leaf in leaves)


def cell(tbl: str, row: str, col: str, raw: str, form: str = "B", **fields: object) -> Cell:
    state = "value" if raw.lstrip("-").isdigit() else "nil" if raw == "-" else "blank" if not raw else "text"
    return Cell(form, tbl, row, col, int(raw) if state == "value" else None, state, raw, **fields)


def numbered(report_id: str, year: int, *cells: Cell, **fields: object) -> Report:
    url = f"http://www.zc.gov.cn/{report_id}.html"
    return told(url, report_id, id=report_id, year=year, cells=cells, **fields)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "reports.db") as desk:
        yield desk


def view(desk: Desk, sql: str) -> list[dict[str, object]]:
    return list(desk.store._db.query(sql))


def test_the_panel_has_one_row_a_report_and_keeps_the_forms_apart(desk: Desk) -> None:
    desk.see(
        numbered(
            "b",
            2020,
            cell("applications", "new", "total", "401"),
            cell("applications", "new", "business", "12"),
            cell("applications", "deny_process", "total", "3"),
            cell("applications", "deny_admin_query", "total", "-"),
            cell("applications", "other", "total", "5"),
            cell("art20_1", "rules", "made", "2"),
            cell("art20_5", "licence", "decisions", "9"),
            cell("art20_9", "procurement", "procurement_amount", "4890"),
            cell("review_litigation", "suit_direct", "upheld", "1"),
        )
    )
    desk.see(
        numbered(
            "c",
            2021,
            cell("applications", "new", "total", "500", "C"),
            cell("applications", "other_misc", "total", "4", "C"),
            cell("applications", "other_unpaid_fee", "total", "1", "C"),
            cell("art20_1", "rules", "issued", "7", "C"),
            cell("art20_5", "licence", "decisions", "11", "C"),
            cell("art20_8", "admin_fee", "fee_amount", "3", "C", unit="万元", value_yuan=30000),
            checks=(Check("APP-BAL", "total", "fail", "error"), Check("META-PUB", "", "fail", "warn")),
        )
    )
    columns = (
        "report_id, applications_form, applications_new, applications_denied, applications_unable, applications_other, "
        "rules_made_b, rules_issued_c, licence_decisions, procurement_yuan_b, fee_yuan_c, suit_direct_upheld, failing"
    )
    found = [tuple(row.values()) for row in view(desk, f"SELECT {columns} FROM panel ORDER BY year")]
    assert found == [
        ("b", "B", 401, 3, None, 5, 2, None, 9, None, None, 1, 0),
        ("c", "C", 500, None, None, 5, None, 7, 11, None, 30000, None, 1),
    ]
    assert view(desk, "SELECT level, type, county FROM panel")[0] == {
        "level": "county",
        "type": "government",
        "county": "增城区",
    }


def test_the_panel_is_of_disclosure_reports_and_has_those_without_tables(desk: Desk) -> None:
    figure = Figure("A14.3.1", "收到申请", 1020, "件", "1020件", "exact", 0, 0, 5)
    desk.see(numbered("a", 2017, figures=(figure,)))
    desk.see(numbered("law", 2017, kind="law_government_annual"))
    found = view(desk, "SELECT report_id, received_a14, applications_new FROM panel")
    assert found == [{"report_id": "a", "received_a14": 1020, "applications_new": None}]
    desk.see(numbered("a", 2017, cell("annexA14", "3.1", "value", "1021", "A14"), figures=(figure,)))
    assert view(desk, "SELECT received_a14 FROM panel") == [{"received_a14": 1021}]


def test_a_blank_is_nought_only_in_a_table_that_prints_something(desk: Desk) -> None:
    table = [("new", "7"), ("granted", ""), ("partial", "-"), ("carried_in", "见附表")]
    desk.see(numbered("some", 2019, *(cell("applications", row, "total", raw) for row, raw in table)))
    desk.see(numbered("empty", 2022, *(cell("applications", row, "total", "") for row, _ in table)))
    found = view(
        desk, "SELECT report_id, new, granted, partial, carried_in, denied FROM applications ORDER BY year"
    )
    assert [tuple(row.values()) for row in found] == [
        ("some", 7, 0, 0, None, None),
        ("empty", None, None, None, None, None),
    ]


def test_applications_are_one_row_a_type_of_applicant_with_every_row_of_the_form(desk: Desk) -> None:
    cells = [
        cell("applications", leaf, col, str(at * 100 + number))
        for at, leaf in enumerate(LEAVES)
        for number, col in enumerate(APPLICANTS)
    ]
    desk.see(numbered("whole", 2021, *cells))
    found = {row["applicant"]: row for row in view(desk, "SELECT * FROM applications")}
    assert set(found) == set(APPLICANTS)
    for name, leaves in views.HANDLING:
        assert found["total"][name] == sum(LEAVES.index(leaf) * 100 + 6 for leaf in leaves), name
        for leaf in leaves:
            if leaf not in {"other", *dict(views.HANDLING)}:
                assert found["business"][leaf] == LEAVES.index(leaf) * 100 + 1


def test_litigation_is_one_row_a_route(desk: Desk) -> None:
    desk.see(
        numbered("r", 2021, *(cell("review_litigation", "review", col, "2", "C") for col in views.OUTCOMES))
    )
    (row,) = view(desk, "SELECT route, form, upheld, corrected, other, pending, total FROM litigation")
    assert tuple(row.values()) == ("review", "C", 2, 2, 2, 2, 2)


def test_coverage_names_the_years_between(desk: Desk) -> None:
    desk.see(numbered("a", 2017), 1)
    desk.see(numbered("b", 2019, body=None, content_sha256=None), 1)
    desk.see(numbered("c", 2020), 1)
    desk.see(numbered("other", 2010, kind="law_government_annual"), 1)
    desk.visit("http://www.zc.gov.cn/c.html", 2, outcome="gone", status=404)
    found = view(
        desk, "SELECT year, status, report_id FROM coverage WHERE kind = 'disclosure_annual' ORDER BY year"
    )
    assert [tuple(row.values()) for row in found] == [
        (2017, "found", "a"),
        (2018, "missing", None),
        (2019, "unread", "b"),
        (2020, "gone", "c"),
    ]


def test_changes_tell_the_lines_that_moved(desk: Desk) -> None:
    one, two, three = 'a "quoted" \\n line', "收到申请 12 件", "收到申请 13 件\ttab"
    desk.see(told(OFFICIAL, "甲", body=f"{one}\n{two}\n末"), 1)
    desk.see(told(OFFICIAL, "乙", body=f"{one}\n{three}\n末"), 2)
    (row,) = view(desk, "SELECT * FROM changes")
    assert (row["from_edition"], row["to_edition"], row["current"], row["characters"]) == (1, 2, 1, 4)
    assert (row["removed"], row["added"]) == (two, three)
    assert row["changed_at"] == "2024-03-02T08:00:00Z"
    assert (row["title_before"], row["title_after"]) == (told("", "甲").title, told("", "乙").title)


def test_failing_checks_come_with_their_reports(desk: Desk) -> None:
    checks = (Check("APP-BAL", "total", "fail", "error", 12, 13), Check("APP-SUM", "total", "pass", "error"))
    desk.see(numbered("a", 2020, checks=checks))
    (row,) = view(desk, "SELECT rule, lhs, rhs, year, url FROM failing_checks")
    assert tuple(row.values()) == ("APP-BAL", 12, 13, 2020, "http://www.zc.gov.cn/a.html")


def test_possible_aliases_give_their_evidence_and_nothing_is_merged(desk: Desk) -> None:
    table = [cell("applications", row, "total", str(number)) for number, row in enumerate(LEAVES[:7])]
    zeros = [cell("applications", row, "total", "1" if row in {"new", "granted"} else "0") for row in LEAVES]
    town = {"agency": "某镇人民政府"}
    desk.see(told(OFFICIAL, "甲", id="one", cells=tuple(table)))
    desk.see(told(COPY, "甲", id="two", agency_id="other", cells=tuple(table)))
    desk.see(told(MIRROR, "丙", id="three", agency_id="third", cells=tuple(table)))
    desk.see(
        told(f"{MIRROR}1", "丁", id="four", agency_id="t1", title="甲镇年报", cells=tuple(zeros), **town)
    )
    desk.see(
        told(f"{MIRROR}2", "戊", id="five", agency_id="t2", title="乙镇年报", cells=tuple(zeros), **town)
    )
    desk.see(told(f"{MIRROR}3", "甲", id="six", agency_id="t3", year=2019, cells=tuple(table)))
    found = view(desk, "SELECT report_id, other_report_id, evidence FROM possible_aliases ORDER BY 1, 2")
    assert [tuple(row.values()) for row in found] == [
        ("one", "three", "numbers"),
        ("one", "two", "text, title, numbers"),
        ("three", "two", "numbers"),
    ]
    assert len(desk.rows("reports")) == 6


def test_every_view_is_laid_by_the_migration_as_it_is_written(desk: Desk) -> None:
    db = sqlite_utils.Database(desk.store._db.conn)
    assert {view.name for view in db.views} == set(views.VIEWS)
    views.lay(db)
    assert all(view.schema.endswith(views.VIEWS[view.name].strip()) for view in db.views)
