"""The views: what a reader asks of the file, over cells of forms B and C and over their gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from shelf import COPY, MIRROR, OFFICIAL, Desk, told

from crawler.storage import views
from parsers import Cell, Check, Figure, Page, Report, Section, codebook_rows, read

APPLICANTS = ("natural_person", "business", "research", "charity", "legal_service", "other_org", "total")
LEAVES = tuple(leaf for _, leaves in views.HANDLING for leaf in leaves)


def cell(tbl: str, row: str, col: str, raw: str, form: str = "B", **fields: object) -> Cell:
    state = "value" if raw.lstrip("-").isdigit() else "nil" if raw == "-" else "blank" if not raw else "text"
    return Cell(form, tbl, row, col, int(raw) if state == "value" else None, state, raw, **fields)


# Columns of the panel that say which report it is.
PLAIN = frozenset(
    "agency_id agency level type division_code province city county year coverage report_id template "
    "applications_form published_at url official gone_at failing".split()
)


def seats(form: str) -> list[tuple[str, str, str]]:
    entries = [each for each in codebook_rows() if each.template == form and each.tbl != "figures"]
    return [(each.tbl, each.row, each.col) for each in entries]


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


def test_a_total_left_blank_over_its_parts_is_what_they_make(desk: Desk) -> None:
    """上海 2019 prints (一)予以公开 as 258, 12, 1, 1 and leaves the total out; nought were wrong, and nothing a pity."""
    told = {"natural_person": "258", "business": "12", "research": "", "charity": "-", "total": ""}
    cells = [cell("applications", "granted", col, raw) for col, raw in told.items()]
    cells += [cell("applications", "partial", col, "") for col in told]
    cells += [
        cell("applications", "deny_process", col, raw) for col, raw in (("business", "见附表"), ("total", ""))
    ]
    cells += [cell("review_litigation", "review", col, raw) for col, raw in (("upheld", "5"), ("total", ""))]
    desk.see(numbered("blank", 2019, *cells))
    (panel,) = view(
        desk,
        "SELECT applications_granted, applications_partial, applications_denied, applications_refused, review_total FROM panel",
    )
    assert tuple(panel.values()) == (270, 0, None, None, 5)
    (total,) = view(desk, "SELECT granted, partial, denied FROM applications WHERE applicant = 'total'")
    assert tuple(total.values()) == (270, 0, None)
    assert view(desk, "SELECT total FROM litigation") == [{"total": 5}]
    printed = view(desk, "SELECT DISTINCT value, state FROM tidy WHERE col = 'total'")
    assert printed == [{"value": None, "state": "blank"}]


def test_a_sum_with_a_row_that_is_no_number_is_no_sum(desk: Desk) -> None:
    said = {"deny_process": "3", "deny_admin_query": "见附表", "unable_unclear": "4", "refuse_repeat": "-"}
    desk.see(numbered("odd", 2020, *(cell("applications", row, "total", raw) for row, raw in said.items())))
    (row,) = view(desk, "SELECT denied, unable, refused FROM applications")
    assert tuple(row.values()) == (None, 4, 0)


def test_what_forms_b_and_c_count_apart_never_shares_a_column(desk: Desk) -> None:
    """Every cell of both forms has a value of its own: in the panel each shows in one column, or in a sum."""
    for form, year in (("B", 2020), ("C", 2021)):
        cells = [
            cell(tbl, row, col, str(1000 * at + 1), form, value_yuan=1000 * at + 1)
            for at, (tbl, row, col) in enumerate(seats(form))
        ]
        desk.see(numbered(form, year, *cells))
    b, c = view(desk, "SELECT * FROM panel ORDER BY year")
    both = {name for name in b if name not in PLAIN and b[name] is not None and c[name] is not None}
    assert not [name for name in both if name.endswith(("_b", "_c"))]
    assert {name for name in both if not name.startswith(("applications", *views.ROUTES))} == {
        "licence_decisions",
        "penalty_decisions",
        "compulsion_decisions",
    }
    shown = {
        form: {name for name in row if name.endswith(f"_{form.lower()}") and row[name] is not None}
        for form, row in (("B", b), ("C", c))
    }
    active = {
        form: {name for name, _, _, _, of in (*views.ACTIVE, *views.MONEY) if of == form} for form in shown
    }
    assert shown == active


def test_the_words_of_the_annex_in_a_later_report_do_not_stand_beside_its_table(desk: Desk) -> None:
    figure = Figure("A14.3.1", "收到申请", 859, "件", "859件", "exact", 0, 0, 4)
    fee = Figure("C.fee.collected_yuan", "信息处理费", 400, "元", "400元", "exact", 0, 5, 9)
    desk.see(numbered("b", 2021, cell("applications", "new", "total", "860", "C"), figures=(figure, fee)))
    (row,) = view(desk, "SELECT applications_new, received_a14, fee_collected_yuan_c FROM panel")
    assert tuple(row.values()) == (860, None, 400)


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


def test_changes_tell_the_sections_and_cells_that_moved(desk: Desk) -> None:
    def text(sha: str, told_: str, *numbers: str) -> Report:
        sections = (Section(0, "overview", "一", "总体情况", told_), Section(1, "other", "六", "其他", "无"))
        cells = tuple(cell("applications", "new", f"c{at}", raw) for at, raw in enumerate(numbers))
        return told(OFFICIAL, sha, sections=sections[: 1 + (len(numbers) < 3)], cells=cells)

    desk.see(text("甲", "收到申请", "12", "3"), 1)
    desk.see(text("乙", "收到 申请", "12", "4", "-"), 2)
    desk.see(text("丙", "收到新的申请", "12", "4", "-"), 3)
    first, second = view(desk, "SELECT sections, cells FROM changes ORDER BY to_edition")
    assert first["sections"] == "六其他 (gone)"
    assert first["cells"].splitlines() == ["applications.new.c1: 3 -> 4", "applications.new.c2:  -> -"]
    assert (second["sections"], second["cells"]) == ("一总体情况", None)


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


# ---- over the cells of real reports

SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL = {
    "seed 002": ("seeds/002_83fbd748cc4e652a.txt", 7),  # a dash for every nought
    "seed 004": ("seeds/004_*.txt", 7),  # noughts throughout
    "上海 2019": (
        "eval/dev/real/shanghai_2019.html",
        5,
    ),  # blanks for noughts and most totals; two columns are empty
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder with real pages is not beside the project")
@pytest.mark.parametrize("name", REAL)
def test_the_identities_of_a_real_report_hold_in_the_views(desk: Desk, name: str) -> None:
    pattern, columns = REAL[name]
    (path,) = SHARED.glob(pattern)
    got = read(Page(path.read_bytes(), "http://www.zc.gov.cn/real.html"))
    assert isinstance(got, Report)
    desk.see(got)
    sums = "granted + partial + denied + unable + refused + other"
    found = view(
        desk,
        f"SELECT new + carried_in AS came, result_total + carried_out AS went, result_total, {sums} AS made FROM applications",
    )
    assert len(found) == 7
    assert len([row for row in found if row["came"] is not None]) >= columns
    assert all(row["came"] == row["went"] and row["made"] == row["result_total"] for row in found)
    for row in view(desk, "SELECT upheld + corrected + other + pending AS made, total FROM litigation"):
        assert row["made"] == row["total"]
    wanted = {"seed 002": (401, 60, 5), "seed 004": (0, 0, 0), "上海 2019": (859, 272, 7)}
    (panel,) = view(desk, "SELECT applications_new, applications_granted, review_total FROM panel")
    assert tuple(panel.values()) == wanted[name]
