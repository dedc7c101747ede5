"""Across years: the checks that take a second report, told anew whenever it arrives, in whatever order it arrives."""

from __future__ import annotations

import dataclasses
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import Desk, told

from crawler.storage.crossyear import RULES
from parsers import Cell, Check, Report

COLUMNS = ("natural_person", "business", "research", "charity", "legal_service", "other_org", "total")
LISTED = ", ".join(f"'{rule}'" for rule in RULES)


def cell(tbl: str, row: str, col: str, value: int | None, form: str, raw: str | None = None) -> Cell:
    raw = str(value) if raw is None and value is not None else raw or ""
    return Cell(form, tbl, row, col, value, "value" if value is not None else "blank", raw)


def applications(carried_in: int, new: int, carried_out: int, form: str = "B") -> tuple[Cell, ...]:
    """A table in which one natural person asked for everything."""
    rows = {
        "new": new,
        "carried_in": carried_in,
        "result_total": new + carried_in - carried_out,
        "carried_out": carried_out,
    }
    return tuple(
        cell("applications", row, col, value if col in {"natural_person", "total"} else 0, form)
        for row, value in rows.items()
        for col in COLUMNS
    )


def force(in_force: int, issued: int = 0, repealed: int = 0) -> tuple[Cell, ...]:
    said = {"issued": issued, "repealed": repealed, "in_force": in_force}
    rows = ("rules", "normative_docs")
    return tuple(
        cell("art20_1", row, col, said[col] if row == rows[1] else 0, "C") for row in rows for col in said
    )


def items(prev: int, delta: int) -> tuple[Cell, ...]:
    return (
        cell("art20_5", "licence", "items_prev", prev, "B"),
        cell("art20_5", "licence", "items_delta", delta, "B"),
    )


def of(year: int, *cells: Cell, body: str = "a", text: str = "甲", **fields: object) -> Report:
    coverage = fields.setdefault("coverage", "consolidated")
    report_id = f"{body}-{year}-{coverage}"
    url = str(fields.pop("url", f"http://www.zc.gov.cn/{report_id}.html"))
    return told(
        url,
        text + report_id,
        **{"id": report_id, "year": year, "agency_id": body, "cells": cells, **fields},
    )


def department(name: str, year: int, *cells: Cell, **fields: object) -> Report:
    return of(year, *cells, body=name, coverage="own", **{"agency": f"增城区{name}", **fields})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "reports.db") as desk:
        yield desk


def checks(desk: Desk, *rules: str) -> list[tuple[object, ...]]:
    found = desk.store._db.execute(
        f"SELECT report_id, rule, scope, status, lhs, rhs FROM checks WHERE rule IN ({LISTED}) ORDER BY 1, 2, 3"
    ).fetchall()
    return [row for row in found if not rules or row[1] in rules]


def test_what_was_carried_out_is_carried_in_by_the_next_year(desk: Desk) -> None:
    desk.see(of(2020, *applications(0, 10, 7)))
    assert checks(desk) == []
    desk.see(of(2021, *applications(7, 20, 3, "C")))
    found = checks(desk, "APP-CARRY")
    assert [row[2] for row in found] == sorted(COLUMNS)
    assert {row[3] for row in found} == {"pass"}
    assert ("a-2021-consolidated", "APP-CARRY", "total", "pass", 7, 7) in found


def test_an_earlier_year_that_arrives_later_is_told_to_the_year_after_it(desk: Desk) -> None:
    desk.see(of(2021, *applications(8, 20, 3)))
    desk.see(of(2020, *applications(0, 10, 7)))
    failing = [row for row in checks(desk) if row[3] == "fail"]
    assert [row[2:] for row in failing] == [("natural_person", "fail", 7, 8), ("total", "fail", 7, 8)]
    view = desk.store._db.execute("SELECT report_id, rule, severity, detail FROM failing_checks").fetchall()
    assert {row[:3] for row in view} == {("a-2021-consolidated", "APP-CARRY", "warn")}
    assert all("结转下年度 of last year" in row[3] for row in view)


def test_a_year_between_is_no_year_before(desk: Desk) -> None:
    desk.see(of(2019, *applications(0, 10, 7)))
    desk.see(of(2021, *applications(1, 10, 7)))
    assert checks(desk) == []


def test_reports_of_others_are_not_taken_for_the_year_before(desk: Desk) -> None:
    desk.see(of(2020, *applications(0, 10, 7)))
    desk.see(of(2021, *applications(1, 1, 1), body="b"))
    desk.see(of(2021, *applications(2, 2, 2), coverage="own"))
    desk.see(of(2021, *applications(3, 3, 3), kind="law_government_annual", id="law"))
    assert checks(desk, "APP-CARRY") == []


def test_a_cell_that_is_not_printed_skips_its_column_alone(desk: Desk) -> None:
    desk.see(of(2020, *applications(0, 10, 7)))
    desk.see(
        of(
            2021,
            *(each for each in applications(7, 20, 3) if (each.row, each.col) != ("carried_in", "business")),
        )
    )
    told = {row[2]: row[3] for row in checks(desk, "APP-CARRY")}
    assert told.pop("business") == "skip"
    assert set(told.values()) == {"pass"}


def test_items_of_form_b_go_on_from_year_to_year(desk: Desk) -> None:
    desk.see(of(2019, *items(452, -13)))
    desk.see(of(2020, *items(439, 2)))
    desk.see(of(2021, *items(440, 0)))
    assert [row[2:] for row in checks(desk, "DIS-ITEMS")] == [
        *(("licence", status, lhs, rhs) for status, lhs, rhs in (("pass", 439, 439), ("fail", 441, 440))),
    ]


def test_documents_in_force_go_on_in_form_c(desk: Desk) -> None:
    desk.see(of(2023, *force(5)))
    desk.see(of(2024, *force(8, issued=3)))
    desk.see(of(2025, *force(9, issued=3, repealed=1)))
    said = [row for row in checks(desk, "DIS-FORCE") if row[2] == "normative_docs"]
    assert [row[3:] for row in said] == [("pass", 8, 8), ("fail", 10, 9)]


def test_forms_b_and_c_are_not_compared_where_they_count_other_things(desk: Desk) -> None:
    desk.see(of(2020, *items(10, 1), cell("art20_1", "rules", "public_total", 4, "B")))
    desk.see(of(2021, *force(8, issued=3), cell("art20_5", "licence", "decisions", 4, "C")))
    assert checks(desk) == []


def test_items_and_documents_that_are_half_printed_are_skipped(desk: Desk) -> None:
    desk.see(of(2019, items(452, -13)[0]))
    desk.see(of(2020, *items(439, 2)))
    desk.see(of(2023, *force(5)))
    desk.see(of(2024, *(each for each in force(8, issued=3) if each.col != "repealed")))
    assert {(row[1], row[3]) for row in checks(desk)} == {("DIS-ITEMS", "skip"), ("DIS-FORCE", "skip")}


# ---- consolidated reports


def test_a_consolidated_report_holds_at_least_what_the_bodies_of_its_place_report(desk: Desk) -> None:
    desk.see(department("财政局", 2021, *applications(0, 6, 1)))
    desk.see(department("某镇", 2021, *applications(0, 5, 1)))
    desk.see(of(2021, *applications(0, 11, 1)))
    told = {row[2]: row[3:] for row in checks(desk, "CONS-SUM")}
    assert told["new"] == ("pass", 11, 11)
    assert told["carried_out"] == ("fail", 2, 1)
    assert set(told) == {"new", "carried_in", "result_total", "carried_out"}
    desk.see(department("教育局", 2021, *applications(0, 1, 0)))
    assert {row[2]: row[3:] for row in checks(desk, "CONS-SUM")}["new"] == ("fail", 12, 11)
    severity = desk.store._db.execute(
        "SELECT DISTINCT severity FROM checks WHERE rule = 'CONS-SUM'"
    ).fetchall()
    assert severity == [("info",)]


def test_bodies_of_other_places_years_and_ranks_are_not_counted(desk: Desk) -> None:
    desk.see(of(2021, *applications(0, 1, 0)))
    desk.see(department("财政局", 2020, *applications(0, 50, 0)))
    desk.see(department("番禺区财政局", 2021, *applications(0, 50, 0), division_code="440113"))
    desk.see(department("税务局", 2021, *applications(0, 50, 0), agency="国家税务总局广州市增城区税务局"))
    assert checks(desk, "CONS-SUM") == []


def test_a_body_that_leaves_its_totals_blank_is_counted_by_its_parts(desk: Desk) -> None:
    told = applications(0, 6, 1)
    blank = [
        dataclasses.replace(each, value=None, state="blank", raw="") if each.col == "total" else each
        for each in told
    ]
    desk.see(department("财政局", 2021, *blank))
    desk.see(of(2021, *applications(0, 5, 1)))
    assert {row[2]: row[3:] for row in checks(desk, "CONS-SUM")}["new"] == ("fail", 6, 5)


def test_a_body_that_turns_out_to_stand_elsewhere_is_taken_out_of_the_sum(desk: Desk) -> None:
    desk.see(of(2021, *applications(0, 5, 1)))
    desk.see(department("财政局", 2021, *applications(0, 6, 1)))
    assert {row[3] for row in checks(desk, "CONS-SUM") if row[2] == "new"} == {"fail"}
    desk.see(department("财政局", 2021, *applications(0, 6, 1), division_code="440113", text="乙"), 2)
    assert checks(desk, "CONS-SUM") == []


def test_a_consolidated_report_that_does_not_print_it_is_skipped(desk: Desk) -> None:
    desk.see(department("财政局", 2021, *applications(0, 6, 1)))
    desk.see(of(2021, *(each for each in applications(0, 6, 1) if each.row != "new")))
    assert {row[2]: row[3] for row in checks(desk, "CONS-SUM")}["new"] == "skip"


# ---- editions, identities, and rows that stand


def test_a_new_edition_tells_its_checks_and_those_of_the_next_year_anew(desk: Desk) -> None:
    for year, (carried_in, carried_out) in {2019: (0, 4), 2020: (4, 7), 2021: (7, 1)}.items():
        desk.see(of(year, *applications(carried_in, 10, carried_out)), 1)
    assert {row[3] for row in checks(desk)} == {"pass"}
    desk.see(of(2020, *applications(5, 10, 8), text="乙"), 2)
    failing = [(row[0][:6], row[2]) for row in checks(desk) if row[3] == "fail"]
    assert failing == [
        (year, scope) for year in ("a-2020", "a-2021") for scope in ("natural_person", "total")
    ]
    desk.see(of(2020, text="丙"), 3)
    assert checks(desk) == []


@pytest.mark.parametrize("known", [False, True], ids=["nowhere else", "known elsewhere"])
def test_a_report_that_turns_out_to_be_another_years_is_withdrawn_from_its_neighbours(
    desk: Desk, known: bool
) -> None:
    desk.see(of(2020, *applications(0, 10, 7)), 1)
    if known:
        desk.see(of(2022, *applications(1, 10, 7), url="http://www.zc.gov.cn/other.html"), 1)
    desk.see(of(2021, *applications(7, 10, 1)), 1)
    assert "a-2021-consolidated" in {row[0] for row in checks(desk)}
    url = "http://www.zc.gov.cn/a-2020-consolidated.html"
    text = "hash of 甲a-2020-consolidated"
    desk.see(of(2022, *applications(1, 10, 7), url=url, content_sha256=text), 2)
    assert {(row[0], row[3]) for row in checks(desk)} == {("a-2022-consolidated", "pass")}
    desk.see(of(2021, *applications(7, 10, 2), text="乙"), 3)
    assert {row[0] for row in checks(desk) if row[3] == "fail"} == {"a-2022-consolidated"}


def test_a_reading_neither_brings_nor_takes_the_rows_of_this_room(desk: Desk) -> None:
    own = (Check("APP-BAL", "total", "pass", "error", 10, 10, "fine"),)
    desk.see(of(2020, *applications(0, 10, 7)))
    desk.see(of(2021, *applications(7, 20, 3), checks=own))
    assert desk.store.report("a-2021-consolidated").checks == own
    before = checks(desk)
    assert len(before) == len(COLUMNS)
    desk.see(of(2021, *applications(7, 20, 3), text="乙", checks=()), 2)
    assert checks(desk) == before
    assert desk.store.report("a-2021-consolidated").checks == ()


def test_rows_that_say_so_already_are_not_written_again(desk: Desk) -> None:
    desk.see(of(2020, *applications(0, 10, 7)))
    desk.see(of(2021, *applications(7, 20, 3)))
    db = desk.store._db
    db.execute("CREATE TEMP TABLE touched (scope TEXT)")
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        db.execute(
            f"CREATE TEMP TRIGGER on_{verb} AFTER {verb} ON main.checks WHEN {row}.rule = 'APP-CARRY' "
            f"BEGIN INSERT INTO touched VALUES ({row}.scope); END"
        )
    desk.see(of(2020, *applications(0, 11, 7), text="乙"), 2)
    assert db.execute("SELECT count(*) FROM touched").fetchone() == (0,)
    desk.see(of(2020, *applications(0, 11, 8), text="丙"), 3)
    assert {scope for (scope,) in db.execute("SELECT scope FROM touched")} == {"natural_person", "total"}


# ---- laws

NUMBERS = st.integers(0, 3)


@st.composite
def held(draw: st.DrawFn) -> list[Report]:
    """Some years of one government, and of two bodies of its place."""
    found = []
    for year in range(2019, 2019 + draw(st.integers(1, 3))):
        form = "B" if year < 2021 else "C"
        cells = applications(draw(NUMBERS), draw(NUMBERS) + 3, draw(NUMBERS), form)
        cells += items(draw(NUMBERS), draw(NUMBERS)) if form == "B" else force(draw(NUMBERS), draw(NUMBERS))
        found.append(of(year, *cells))
        found += [
            department(name, year, *applications(0, draw(NUMBERS), 0, form))
            for name in ("财政局", "某镇")
            if draw(st.booleans())
        ]
    return found


@given(reports=held(), data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_arrival_makes_no_difference(reports: list[Report], data: st.DataObject) -> None:
    orders = [reports, data.draw(st.permutations(reports)), [*reports, *reversed(reports)]]
    told = []
    for order in orders:
        with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "reports.db") as desk:
            for report in order:
                desk.see(report)
            told.append(desk.rows("checks"))
    for one, other in itertools.pairwise(told):
        assert one == other
