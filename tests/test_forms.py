"""Forms, piece by piece: labels and their keys, the grammar of values, spans that no table has, and what gets no cell."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import forms
from parsers.blocks import Block, blocks, lines
from parsers.forms import Filled, Note, fill
from parsers.forms.codebook import codebook, label_key
from parsers.forms.grid import rows
from parsers.forms.indicators import indicators, name_of, names
from parsers.forms.values import is_value, value, yuan
from parsers.page import parse


def html(body: str) -> tuple[Block, ...]:
    tree = parse(f"<html><body>{body}</body></html>")
    assert tree is not None
    return blocks(tree)


def table(*printed: str) -> str:
    """A table, a row a text, cells parted by `|`."""
    return (
        "<table>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in printed)
        + "</table>"
    )


def cells(filled: Filled, tbl: str = "") -> dict[tuple[str, str], Any]:
    return {
        (c.row, c.col): c.value if c.state == "value" else c.state
        for c in filled.cells
        if c.tbl.startswith(tbl)
    }


def kinds(filled: Filled) -> set[str]:
    return {note.kind for note in filled.notes}


HEAD_C = "信息内容|本年制发件数|本年废止件数|现行有效件数"
PEOPLE = ("|申请人情况", "自然人|法人或其他组织|总计", "商业企业|科研机构|社会公益组织|法律服务机构|其他")
COURTS = (
    "行政复议|行政诉讼",
    "结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉",
    "结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计",
)


# ---------------------------------------------------------------- labels


def test_every_label_is_unambiguous_in_its_table() -> None:
    book = codebook()
    for (form, name), form_table in book.tables.items():
        for axis, codes, keys in (
            ("row", form_table.rows, book.rows),
            ("column", tuple(column.code for column in form_table.columns), book.columns),
        ):
            for label, known in keys.items():
                assert len([code for code in known if code in codes]) <= 1, (form, name, axis, label)


def test_every_row_stands_in_one_table() -> None:
    homes: dict[str, set[str]] = {}
    for (_, name), form_table in codebook().tables.items():
        for row in form_table.rows:
            homes.setdefault(row, set()).add(name)
    assert {row: names_ for row, names_ in homes.items() if len(names_) > 1} == {}


def test_every_printed_label_names_its_row() -> None:
    book = codebook()
    for (axis, code), (zh, _) in book.labels.items():
        if axis == "rows":
            assert book.row(zh) == code
        else:
            assert code in book.columns[label_key(zh)]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("（ 一 ）予以公开", "granted"), ("㈠予以公开", "granted"), ("①属于国家秘密", "deny_state_secret"), ("1属于国家秘密", "deny_state_secret"),
        ("三类内部事务信息", "deny_internal_affairs"), ("5.属于三类内部事务信息", "deny_internal_affairs"), ("四类过程性信息", "deny_process"),
        ("5.要求行政机关确认或重 新出具已获取信息", "refuse_confirm"), ("規範性檔案", "normative_docs"), ("规范性文件（件）", "normative_docs"),
        ("規章(設區的市以上政府應提供相關數據)", "rules"), ("（六）其他", "other"), ("3.其他", "other_misc"), ("（六） 3.其他", "other_misc"), ("（六） 2.其他", None), ("2.其他", None), ("其他", "other_misc"),
        ("（七）总 计", "result_total"), ("行政事业型收费", "admin_fee"), ("其他法律行政止公开", None), ("", None), ("1.", None), ("行政", None),
        ("１．屬於國家秘密", "deny_state_secret"), ("4.無正當理由大量反覆申請", "refuse_excessive"), ("2.重複申請", "refuse_repeat"),
    ],
)  # fmt: skip
def test_labels(label: str, code: str | None) -> None:
    assert codebook().row(label) == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("本年收费金额（单位：万元）", "fee_amount"), ("本年收费金额（元）", "fee_amount"), ("本年收费金额【单位:万元】", "fee_amount"),
        ("本年收费金额 单位：万元", "fee_amount"), ("采购总金额（人民币万元）", "procurement_amount"), ("处理决定数量（件/宗）", "decisions"),
        ("上一年项目数量（指2019年事项数）", "items_prev"), ("本年增/", "items_delta"), ("本年增／减", "items_delta"), ("本年新|本年新", None),
    ],
)  # fmt: skip
def test_columns(label: str, code: str | None) -> None:
    assert codebook().column(label) == code


@given(st.text(max_size=300))
def test_a_key_is_the_key_of_itself_with_spaces(label: str) -> None:
    assert label_key(f" {label}　") in {label_key(label), ""}


def test_the_annex_names_every_indicator() -> None:
    for n, indicator in enumerate(indicators()):
        assert n in names()[name_of(indicator.zh)]
    assert len({indicator.code for indicator in indicators()}) == len(indicators())


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("raw", "state", "number", "unit"),
    [
        ("0", "value", 0, None), ("１２", "value", 12, None), ("－５", "value", -5, None), ("−2", "value", -2, None), ("+83項", "value", 83, "项"),
        ("- 13 项", "value", -13, "项"), ("1,234", "value", 1234, None), ("1，234", "value", 1234, None), ("12,345,678.5", "value", 12345678.5, None),
        ("62075.67萬元", "value", 62075.67, "万元"), ("251000元", "value", 251000, "元"), ("0件", "value", 0, "件"), ("3（件）", "value", 3, "件"),
        ("413276宗", "value", 413276, "宗"), ("5件（宗）", "value", 5, "件"), ("-", "nil", None, None), ("——", "nil", None, None), ("/", "nil", None, None),
        ("－", "nil", None, None), ("无", "nil", None, None), ("無", "nil", None, None), ("", "blank", None, None), (" \u3000", "blank", None, None),
        ("3 5", "text", None, None), ("1 234", "text", None, None), ("5②", "text", None, None), ("5²", "text", None, None), ("12 [1]", "text", None, None),
        ("1,23", "text", None, None), ("1.2.3", "text", None, None), ("约15", "text", None, None), ("96.8万", "text", None, None), ("十", "text", None, None),
        ("见附件", "text", None, None), ("1234567890123456", "text", None, None), ("9" * 5000, "text", None, None), ("9" * 400 + ".0", "text", None, None),
        ("3-5", "text", None, None), ("2.", "text", None, None), ("O", "text", None, None), ("50%", "text", None, None), ("٣", "text", None, None),
    ],
)  # fmt: skip
def test_values(raw: str, state: str, number: float | None, unit: str | None) -> None:
    told = value(raw)
    assert (told.state, told.number, told.unit) == (state, number, unit)
    assert told.raw == raw.strip()


@given(st.text(max_size=60))
def test_only_a_value_has_a_number(raw: str) -> None:
    told = value(raw)
    assert (told.number is not None) == (told.state == "value")
    assert is_value(raw) <= (told.state in {"value", "nil"})


@given(st.integers(-(10**14), 10**14), st.sampled_from(("{}", "{:,}", " {} ", "{}件", "{:+}")))
def test_a_printed_number_is_that_number(number: int, how: str) -> None:
    assert value(how.format(number)).number == number


def test_yuan() -> None:
    assert yuan(62075.67, "万元") == 620756700
    assert yuan(0.1, "元") == 0.1
    assert yuan(251000, None) is None
    assert yuan(3, "件") is None
    assert yuan(None, "元") is None


# ---------------------------------------------------------------- rows of tables that are not as they should be


@pytest.mark.parametrize("span", ["9999999999", "-3", "0", "2.5", "x", "", "٣", "1e9"])
def test_spans_that_are_none(span: str) -> None:
    found = list(
        rows(
            html(
                f"<table><tr><td rowspan='{span}' colspan='{span}'>规章</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>"
            )
        )
    )
    assert [row.cells for row in found] == [("规章", "1"), ("2", "3")]


def test_spans_push_cells_to_their_column() -> None:
    found = list(
        rows(
            html(
                "<table><tr><td rowspan=3>甲</td><td colspan=2>1</td><td>2</td></tr><tr><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>"
            )
        )
    )
    assert [row.place.columns for row in found] == [(0, 1, 3), (1,), (1, 2)]


def test_a_row_without_a_table_does_not_stop_the_reader() -> None:
    assert fill((Block("规章", html("<p>x</p>")[0].element), Block("1\t2", None, row=True))) == Filled()
    assert fill(html("<div><tr>规章<td>1</td></tr></div><tr><td>2</td></tr>")).cells == ()


@pytest.mark.parametrize(
    "body",
    [
        "<table>" * 300,
        "<table><tr>" + "<td>1" * 3000,
        "<table>" + "<tr><td>x<td>1<td>2<td>3<td>4<td>5<td>6<td>7" * 1500,
    ],
)
def test_hostile_tables(body: str) -> None:
    fill(html(table(*PEOPLE) + body))


@given(
    st.lists(
        st.sampled_from(
            [
                "规章",
                "0",
                "",
                "-",
                "自然人",
                "其他",
                "总计",
                "行政复议",
                "结果维持",
                "结果纠正",
                "一、本年新收政府信息公开申请数量",
                "无",
                "统计指标",
                "单位",
                "统计数",
                "5 5",
                "。" * 50,
            ]
        ),
        max_size=60,
    )
)
def test_any_lines_give_cells_or_none(texts: list[str]) -> None:
    filled = fill([Block(text) for text in texts], "", "text")
    assert len({(cell.tbl, cell.row, cell.col) for cell in filled.cells}) == len(filled.cells)
    # a line of values side by side (`5 5`) is as many cells, each a whole word of it, never a part of one
    printed = {*texts, *(word for text in texts for word in text.split())}
    for cell in filled.cells:
        assert cell.raw in printed or cell.state == "glued"


# ---------------------------------------------------------------- what gets no cell


@pytest.mark.parametrize(
    "body",
    [
        table("项目|数量", "行政许可|12", "行政处罚|5", "合计|17"),
        "<p>五、工作情况</p><p>行政许可</p><p>12</p><p>行政处罚</p><p>30</p>",
        table("指标|一|二|三|四|五|六|七", "合计|1|2|3|4|5|6|7", "其他|1|2|3|4|5|6|7"),
        table("单位名称|规章|行政许可", "甲局|3|5", "乙局|1|2"),
        table("科目|预算数|决算数", "行政事业性收费|10|12", "政府集中采购|3|100"),
        "<p>规章 3 5 7</p>",
    ],
)
def test_other_tables_are_not_the_forms(body: str) -> None:
    assert fill(html(f"<p>一、总体情况。</p>{body}")).cells == ()


def test_a_table_after_the_form_is_not_the_form() -> None:
    form = table("第二十条第（五）项", "信息内容|本年处理决定数量", "行政许可|7")
    after = (
        "<p>五、存在的主要问题及改进情况</p><p>本年各项工作平稳，问题仍有一些，需要改进，具体见下表。</p>"
        + table("事项|件数", "行政处罚|5")
    )
    assert cells(fill(html(form + after))) == {("licence", "decisions"): 7}


def test_two_numbers_in_one_cell_are_no_number() -> None:
    told = fill(
        html(
            table(
                "第二十条第（一）项", HEAD_C, "规章|<p>3</p><p>5</p>|0|2", "行政规范性文件|12<sup>1</sup>|0|2"
            )
        )
    )
    assert cells(told)["rules", "issued"] == "text"
    assert cells(told)["normative_docs", "issued"] == "text"
    assert cells(told)["normative_docs", "in_force"] == 2


def test_columns_in_another_order() -> None:
    told = fill(html(table("信息内容|现行有效件数|本年制发件数|本年废止件数", "规章|9|1|2")))
    assert cells(told) == {("rules", "in_force"): 9, ("rules", "issued"): 1, ("rules", "repealed"): 2}
    swapped = (
        *PEOPLE[:2],
        "科研机构|商业企业|社会公益组织|法律服务机构|其他",
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21",
    )
    told = fill(html(table(*swapped)))
    assert (cells(told)["new", "research"], cells(told)["new", "business"]) == (2, 3)
    turned = (
        COURTS[0],
        *(row.replace("结果维持|结果纠正", "结果纠正|结果维持") for row in COURTS[1:]),
        "|".join(map(str, range(15))),
    )
    told = fill(html(table(*turned)))
    assert (cells(told)["review", "corrected"], cells(told)["suit_after_review", "upheld"]) == (0, 11)


def test_a_header_that_says_nothing_is_taken_by_the_form_of_the_others() -> None:
    told = fill(
        html(
            table(
                "第二十条第（一）项",
                "信息内容|本年新|本年新|对外",
                "规章|1|2|3",
                "第二十条第（九）项",
                "信息内容|采购项目数量|采购总金额",
                "政府集中采购|4|5",
            )
        )
    )
    assert cells(told, "art20_1") == {
        ("rules", "made"): 1,
        ("rules", "published"): 2,
        ("rules", "public_total"): 3,
    }


def test_too_many_and_too_few_values_are_noted() -> None:
    told = fill(html(table("第二十条第（一）项", HEAD_C, "规章|1|2", "行政规范性文件|1|2|3|4")))
    assert told.cells == ()
    assert [note.kind for note in told.notes] == ["unread", "unread"]


def test_a_blank_that_a_layout_adds_is_told_from_a_blank_value() -> None:
    told = fill(html(table("第二十条第（一）项|||||", f"{HEAD_C}|", "规章||5|6|", "行政规范性文件|1|||")))
    assert cells(told) == {
        ("rules", "issued"): "blank", ("rules", "repealed"): 5, ("rules", "in_force"): 6,
        ("normative_docs", "issued"): 1, ("normative_docs", "repealed"): "blank", ("normative_docs", "in_force"): "blank",
    }  # fmt: skip


def test_two_rows_side_by_side() -> None:
    told = fill(html(table("信息内容|本年处理决定数量|信息内容|本年处理决定数量", "行政处罚|5|行政强制|6")))
    assert cells(told) == {("penalty", "decisions"): 5, ("compulsion", "decisions"): 6}


def test_paths_to_court_in_three_tables_or_three_rows() -> None:
    outcomes = "结果维持|结果纠正|其他结果|尚未审结|总计"
    apart = (
        table("行政复议", outcomes, "1|2|3|4|10")
        + table("行政诉讼", "复议后起诉", outcomes, "5|0|0|0|5")
        + table("未经复议直接起诉", outcomes, "0|0|7|0|7")
    )
    below = table(
        f"|{outcomes}", "行政复议|1|2|3|4|10", "行政诉讼|未经复议直接起诉|0|0|7|0|7", "复议后起诉|5|0|0|0|5"
    )
    for body in (apart, below):
        told = cells(fill(html(body)))
        assert (
            told["review", "pending"],
            told["suit_direct", "other"],
            told["suit_after_review", "upheld"],
        ) == (4, 7, 5)
        assert len(told) == 15


def test_a_blank_row_before_the_values_is_not_the_values() -> None:
    told = cells(fill(html(table(*COURTS, "|" * 14, "|".join(map(str, range(15)))))))
    assert told["review", "corrected"] == 1


def test_a_total_inside_a_group_is_noted() -> None:
    body = table(
        *PEOPLE,
        "一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1",
        "（一）予以公开|1|0|0|0|0|0|1",
        "合计|1|0|0|0|0|0|1",
        "（七）总计|5|0|0|0|0|0|5",
    )
    assert "twice" in kinds(fill(html(body)))


def test_an_unknown_row_is_not_taken_for_the_missing_one() -> None:
    body = table(
        *PEOPLE,
        "一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1",
        "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0",
        "（二）部分公开|1|0|0|0|0|0|1",
        "1.属于工作秘密|9|0|0|0|0|0|9",
        "2.其他法律行政止公开|4|0|0|0|0|0|4",
        "3.危及“三安全一稳定”|0|0|0|0|0|0|0",
        "（六）其他处理|0|0|0|0|0|0|0",
    )
    told = fill(html(body))
    assert cells(told)["deny_law_forbids", "total"] == 4
    assert ("deny_state_secret", "total") not in cells(told)
    assert {note.label for note in told.notes if note.kind == "label"} == {
        "1.属于工作秘密",
        "2.其他法律行政止公开",
    }


def test_the_end_of_a_broken_heading_is_no_row() -> None:
    """(三)不予 | 公开 with the sums of its group, where the report left out 部分公开: whose the numbers are nothing says."""
    body = table(
        *PEOPLE,
        "一、本年新收政府信息公开申请数量|4|0|0|0|0|0|4",
        "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0",
        "（一）予以公开|1|0|0|0|0|0|1",
        "公开|3|0|0|0|0|0|3",
        "1.属于国家秘密|3|0|0|0|0|0|3",
        "（六）其他处理|0|0|0|0|0|0|0",
    )
    told = fill(html(body))
    assert ("partial", "total") not in cells(told)
    assert {note.label for note in told.notes if note.kind == "label"} == {"公开"}


def test_two_years_on_one_page_are_noted() -> None:
    one, other = (table("第二十条第（五）项", "信息内容|本年处理决定数量", f"行政许可|{n}") for n in (7, 8))
    told = fill(html(one + other))
    assert cells(told) == {("licence", "decisions"): 7}
    assert told.notes == (Note("twice", "行政许可", "art20_5"),)


def test_a_merged_value_is_given_to_no_row() -> None:
    body = f"<table><tr><td>{'</td><td>'.join(HEAD_C.split('|'))}</td></tr><tr><td>规章</td><td rowspan=2>1</td><td>2</td><td>3</td></tr><tr><td>行政规范性文件</td><td>4</td><td>5</td></tr></table>"
    told = fill(html(body))
    assert {row for row, _ in cells(told)} == {"rules"}
    assert "unread" in kinds(told)


def test_the_unit_of_the_header_goes_before_that_of_the_form() -> None:
    told = fill(html(table("第二十条第（八）项", "信息内容|本年收费金额（单位：元）", "行政事业性收费|3940")))
    assert [(cell.unit, cell.value_yuan) for cell in told.cells] == [("元", 3940)]
    told = fill(
        html(table("第二十条第（八）项", "信息内容|本年收费金额（单位：百万元）", "行政事业性收费|3940"))
    )
    assert [cell.value_yuan for cell in told.cells] in ([None], [])


def test_an_amount_under_a_header_that_was_not_read_has_no_unit() -> None:
    told = fill(
        html(
            table("第二十条第（八）项", "信息内容|本年收", "行政事业性收费|3940")
            + table("第二十条第（一）项", HEAD_C, "规章|1|2|3")
        )
    )
    assert [(cell.value, cell.unit, cell.value_yuan) for cell in told.cells if cell.tbl == "art20_8"] == [
        (3940, None, None)
    ]
    told = fill(lines("信息内容 本年收费金 额（单位：人民币元）\n行政事业性收费 0.88"), "", "text")
    assert [(cell.value, cell.value_yuan) for cell in told.cells] == [(0.88, 0.88)]


def test_prose_in_the_last_row_makes_no_layout_of_a_form() -> None:
    note = "注：<p>数据由各单位填报。</p><p>口径以直接受理的为准。</p>" + "<p>另有说明若干。</p>" * 60
    told = fill(html(table(*COURTS, "1||||1||||||||||", note)))
    assert cells(told)["review", "upheld"] == 1
    assert list(cells(told).values()).count("blank") == 13


def test_a_form_that_the_labels_do_not_tell_is_noted() -> None:
    told = fill(html(table(*COURTS, "|".join("0" * 15))))
    assert len(told.cells) == 15
    assert kinds(told) == {"form"}


# ---------------------------------------------------------------- annexes


def annex_rows(*columns: str) -> list[str]:
    return [
        f"{i.zh}|{i.unit or '——'}|{'|'.join((str(n + k) if i.unit else '——') for k, _ in enumerate(columns or '1'))}"
        for n, i in enumerate(indicators())
    ]


@pytest.mark.parametrize("shape", ["table", "numbered", "double", "lines", "beside"])
def test_the_annex_of_2014(shape: str) -> None:
    printed = annex_rows()
    if shape == "table":
        body = html(table("政府信息公开情况统计表（2016年度）", "统计指标|单位|统计数", *printed))
    elif shape == "numbered":
        body = html(table("序号|统计指标|单位|统计数", *(f"{n}|{row}" for n, row in enumerate(printed, 1))))
    elif shape == "double":
        half = (len(printed) + 1) // 2
        pairs = zip(printed[:half], [*printed[half:], "||"], strict=False)
        body = html(
            table("统计指标|单位|统计数|统计指标|单位|统计数", *(f"{left}|{right}" for left, right in pairs))
        )
    else:
        gap = " " if shape == "beside" else "\n"
        body = lines(
            "\n".join(
                [
                    "附表",
                    gap.join(("统计指标", "单位", "统计数")),
                    *(gap.join(row.split("|")) for row in printed),
                ]
            )
        )
    told = fill(body)
    expected = {(i.code, "value"): n for n, i in enumerate(indicators()) if i.unit}
    assert cells(told, "annexA14") == expected
    assert told.template == "A"
    assert {cell.form for cell in told.cells} == {"A14"}
    assert not told.notes
    fees = next(cell for cell in told.cells if cell.row == "7")
    assert (fees.unit, fees.value_yuan) == ("万元", fees.value * 10_000)


def test_the_annex_in_several_columns_with_rows_of_its_own() -> None:
    printed = annex_rows("区", "镇")
    printed.insert(30, "5.其他形式申请数|件|8|9")
    printed.insert(3, "其中：主动公开机构领导信息数|条|6|7")
    told = fill(html(table("统计指标|单位|区直部门|乡镇街道", *printed)))
    got = cells(told)
    assert {col for _, col in got} == {"区直部门", "乡镇街道"}
    assert got["其他形式申请", "区直部门"] == 8
    assert got["主动公开机构领导信息", "乡镇街道"] == 7
    assert got["9.3", "乡镇街道"] == got["9.3", "区直部门"] + 1
    assert len(got) == 2 * (sum(1 for i in indicators() if i.unit) + 2)


def test_the_annex_with_rows_left_out_keeps_repeated_labels_apart() -> None:
    kept = [
        "（一）收到申请数|件|9",
        "四、行政复议数量|件|3",
        "（二）被依法纠错数|件|1",
        "五、行政诉讼数量|件|4",
        "（一）维持具体行政行为或者驳回原告诉讼请求数|件|2",
        "（二）被依法纠错数|件|2",
        "（三）其他情形数|件|0",
    ]
    got = cells(fill(html(table("统计指标|单位|统计数", *kept))))
    assert got == {
        ("3.1", "value"): 9,
        ("4", "value"): 3,
        ("4.2", "value"): 1,
        ("5", "value"): 4,
        ("5.1", "value"): 2,
        ("5.2", "value"): 2,
        ("5.3", "value"): 0,
    }


def test_the_annex_of_a_province() -> None:
    printed = [
        "01|主动公开信息数|条|120|900",
        "02|其中：全文电子化|条|100|800",
        "10|申请总数|条|5|30",
        "11|当面申请数|条|1|6",
        "16|其他|条|0|0",
        "17|答复总数|条|5|30",
        "31|其他|条|2|3",
    ]
    told = fill(html(table("代码|指标名称|计量单位|本期实际|本年累计", *printed)))
    got = cells(told)
    assert got["主动公开信息", "本期实际"] == 120
    assert got["其他 (2)", "本年累计"] == 3
    assert {cell.tbl for cell in told.cells} == {"annexA0"}
    assert told.template == "A"


def test_a_table_of_something_else_is_no_annex() -> None:
    assert fill(html(table("项目|单位|数量", "桌子|张|5", "椅子|把|9"))).cells == ()


def test_the_data_ship_with_the_package() -> None:
    for name in ("codebook.json", "annex.json"):
        assert json.loads(files(forms).joinpath(name).read_text("utf-8"))
