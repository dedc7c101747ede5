"""Sections: every layout of a report is cut at the same places, and nothing is lost by cutting."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.sections import code_of, split

SHARED = Path(__file__).resolve().parents[2] / "shared"

LAW = "law_government_annual"
DISCLOSURE = "disclosure_annual"


def codes(lines: list[str], kind: str | None = DISCLOSURE) -> list[str | None]:
    return [section.code for section in split(lines, kind)]


# ---- the five seeds


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
@pytest.mark.parametrize("solid", [False, True], ids=["as printed", "blank lines off"])
def test_the_seeds_are_cut_as_the_gold_says(seed: str, solid: bool) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared gold files are not beside this checkout")
    gold = json.loads((SHARED / "gold" / f"{seed}.json").read_text(encoding="utf-8"))
    printed = (SHARED / "seeds" / gold["source_file"]).read_text(encoding="utf-8").split("\n")
    first = min(section["line_start"] for section in gold["sections"])
    last = max(section["line_end"] for section in gold["sections"])
    numbered = [(n, printed[n - 1]) for n in range(first, last + 1)]
    if solid:
        numbered = [(n, line.strip()) for n, line in numbered if line.strip()]
    sections = split([line for _, line in numbered], gold["report"]["kind"])
    assert "\n".join(section.text for section in sections) == "\n".join(line for _, line in numbered)
    at, found = 0, []
    for section in sections:
        lines = section.text.split("\n")
        start = next(n for n, line in enumerate(lines) if line.strip())
        title = section.title.strip() if section.title else None
        found.append((section.code, section.number, title, numbered[at + start][0]))
        at += len(lines)
    assert found == [
        (s["code"], s["no"], s["title"].strip() if s["title"] else None, s["line_start"])
        for s in gold["sections"]
    ]
    assert [section.ordinal for section in sections] == list(range(len(sections)))


# ---- headings by their words


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("概 述", "overview"),
        ("总体情况", "overview"),
        ("2025年政务公开工作总体情况", "overview"),
        ("政府信息公开工作的基本概况", "overview"),
        ("主要工作概述", "overview"),
        ("政府信息主动公开情况", "proactive"),
        ("主動公開政府信息情況", "proactive"),
        ("主动公开政府信息的情况", "proactive"),
        ("回应解读情况", "interpretation"),
        ("政府信息依申请公开办理情况", "applications"),
        ("依申请公开和不予公开政府信息的情况", "applications"),
        ("依申请公开政府信息及咨询情况", "applications"),
        ("收到和处理政府信息公开申请情况", "applications"),
        ("咨询处理情况", "consult"),
        ("咨询和投诉情况", "consult"),
        ("政府信息公开的收费及减免情况", "fees"),
        ("依申请信息公开收费情况", "fees"),
        ("政府支出和收费情况", "fees"),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", "review_litigation"),
        ("政府信息公開行政複議、行政訴訟情況", "review_litigation"),
        ("复议、诉讼和申诉的情况", "review_litigation"),
        ("机构设置、保障经费和培训会议情况", "staff"),
        ("工作人员和费用支出情况", "staff"),
        ("存在的主要问题和改进措施", "problems"),
        ("政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("存在问题及工作打算", "problems"),
        ("下步工作安排", "problems"),
        ("其它需要报告的事项", "other"),
        ("需要说明的事项与附表", "annex"),
        ("编制说明", "other"),
        ("附表", "annex"),
        ("指标统计表", "annex"),
        ("加强组织领导", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, code: str | None) -> None:
    assert code_of(heading) == code


# ---- layouts

FORM = [
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "自然人", "总计",
    "一、本年新收政府信息公开申请数量", "1", "0", "二、上年结转政府信息公开申请数量", "0", "0", "三、本年度办理结果",
    "（一）予以公开", "1", "（三）不予公开", "1.属于国家秘密", "0", "（六）其他处理", "（七）总计", "四、结转下年度继续办理", "0",
]  # fmt: skip

SIX = ["overview", "proactive", "applications", "review_litigation", "problems", "other"]


def statutory(*, number: str = "{}、", overview: bool = True) -> list[str]:
    """A report in the form of 2021, with the sub-headings and the table rows that look like headings."""
    names = [
        "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况", "其他需要报告的事项",
    ]  # fmt: skip
    texts = [
        ["（一）主动公开。全年发布8条。", "（二）依申请公开情况", "一是办结1件。", "（五）监督保障情况"],
        ["第二十条第（一）项", "信息内容", "规章", "0"],
        FORM,
        ["行政复议", "行政诉讼", "结果维持", "0"],
        ["一、存在的问题", "还有不足。", "二、改进措施", "将予改进。"],
        ["无。"],
    ]
    lines = []
    for n, (name, text) in enumerate(zip(names, texts, strict=True)):
        if n or overview:
            lines.append(number.format("一二三四五六"[n]) + name)
        lines += text
    return lines


@pytest.mark.parametrize("number", ["{}、", "{} ", "（{}）", "({})", "{}．", "第{}部分 ", "{}，", "{}、 "])
def test_the_statutory_form_in_every_numbering(number: str) -> None:
    if "(" in number or "（" in number:
        lines = [
            line
            for line in statutory(number=number)
            if not line.startswith("（") or line[3:5] in {"总体", "主动", "收到", "政府", "存在", "其他"}
        ]
    else:
        lines = statutory(number=number)
    assert codes(lines) == SIX


def test_an_overview_without_a_heading() -> None:
    """Reports of 2020 leave the first heading out (seed 002); the overview begins with its first sub-heading."""
    lines = ["2020年，全区继续推进公开。", *statutory(overview=False)]
    assert codes(lines) == ["preamble", *SIX]
    assert split(lines)[1].text.startswith("（一）")


def test_an_overview_without_any_heading_at_all() -> None:
    lines = [
        "本年度报告根据《条例》编制。",
        "2020年，本局共发布8条。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
    ]
    assert codes(lines) == ["preamble", "overview", "proactive", "applications"]


def test_a_heading_that_lost_its_mark_or_its_number() -> None:
    lines = ["一总体情况", "甲", "二、主动公开政府信息情况", "收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六其他需要报告的事项"]  # fmt: skip
    assert codes(lines) == SIX
    assert [section.number for section in split(lines)] == ["一", "二", None, "四", "五", "六"]


def test_a_number_on_a_line_of_its_own() -> None:
    sections = split(["一、", "概述", "甲", "二、", "主动公开政府信息的情况", "乙"], DISCLOSURE)
    assert [(s.code, s.number, s.title) for s in sections] == [
        ("overview", "一", "概述"),
        ("proactive", "二", "主动公开政府信息的情况"),
    ]


def test_headings_that_run_into_their_text() -> None:
    sections = split(
        ["一、概述。本年度认真贯彻，做好公开。", "二、主动公开情况。发布12条。", "三、依申请公开情况：无"],
        DISCLOSURE,
    )
    assert [(s.code, s.title) for s in sections] == [
        ("overview", "概述"),
        ("proactive", "主动公开情况"),
        ("applications", "依申请公开情况"),
    ]


def test_a_table_of_contents_is_no_report() -> None:
    names = ["一、概述", "二、主动公开情况", "三、依申请公开情况", "四、存在问题"]
    lines = ["目录", *names, *(line for name in names for line in (name, "正文。"))]
    sections = split(lines, DISCLOSURE)
    assert [section.code for section in sections] == [
        "preamble",
        "overview",
        "proactive",
        "applications",
        "problems",
    ]
    assert sections[0].text.split("\n") == ["目录", *names]


def test_headings_without_numbers() -> None:
    lines = [
        "概述",
        "甲。",
        "政府信息主动公开情况",
        "乙。",
        "依申请公开情况",
        "丙。",
        "存在的主要问题和改进措施",
        "丁。",
    ]
    assert codes(lines) == ["overview", "proactive", "applications", "problems"]


def test_a_part_that_nobody_foresaw() -> None:
    lines = ["一、概述", "甲", "二、主动公开政府信息情况", "三、政府信息公开平台情况", "四、依申请公开情况"]
    assert codes(lines) == ["overview", "proactive", None, "applications"]


@pytest.mark.parametrize(
    "mark", ["附表：政府信息公开情况统计表", "政府信息公开情况统计表", "附表", "四、附表", "统计指标"]
)
def test_the_rows_of_the_annex_open_nothing(mark: str) -> None:
    lines = ["一、概述", "甲", "二、主动公开情况", "三、其他需要报告的事项", mark, "统计指标", "一、主动公开情况", "（一）主动公开政府信息数", "四、行政复议数量", "八、机构建设和保障经费情况", "九、政府信息公开会议和培训情况"]  # fmt: skip
    assert codes(lines) == ["overview", "proactive", "other", "annex"]


def test_a_school_has_its_own_outline() -> None:
    lines = ["一、概述", "二、主动公开情况", "三、依申请公开情况", "四、对信息公开的评议情况", "五、因信息公开工作受到举报的情况", "六、信息公开工作的主要经验、问题和改进措施", "七、其他需要说明的事项"]  # fmt: skip
    assert codes(lines, "school_disclosure_annual") == [
        "overview", "proactive", "applications", None, "review_litigation", "problems", "other",
    ]  # fmt: skip


def test_law_reports_have_an_outline_of_their_own() -> None:
    lines = ["本年，我局推进法治。", "一、主要举措和成效", "（一）主动公开情况", "二、存在的不足", "三、下一年主要安排", "甲", "某市司法局", "2022年1月5日"]  # fmt: skip
    assert codes(lines, LAW) == ["preamble", "s1", "s2", "s3", "signature"]
    assert codes(["前言", "（一）甲事", "（二）乙事", "（三）丙事"], LAW) == ["preamble", "s1", "s2", "s3"]


def test_closing_words_and_signature() -> None:
    lines = ["一、概述", "甲", "二、主动公开政府信息情况", "乙", "特此报告。", "某市财政局  2018年3月2日"]
    assert codes(lines) == ["overview", "proactive", "closing", "signature"]
    assert codes([*lines[:4], "某市财政局", "二○一八年三月二日"]) == ["overview", "proactive", "signature"]
    assert codes([*lines[:4], "自2018年3月2日起执行。"]) == ["overview", "proactive"]


def test_prose_has_a_preamble_only() -> None:
    assert codes(["甲", "乙"]) == ["preamble"]
    assert codes(["", " "]) == ["preamble"]
    assert split([]) == ()


# ---- the law

LINES = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            "无。",
            "2018年3月2日",
            "某局",
            "一、",
            "概述",
            "附表",
            "特此报告",
            *statutory(),
            *statutory(number="（{}）"),
        ]
    )
    | st.text(max_size=20).map(lambda text: text.replace("\n", "")),
    max_size=40,
)


@given(LINES, st.sampled_from([None, DISCLOSURE, LAW, "school_disclosure_annual"]))
def test_the_sections_of_any_lines_give_the_lines_back(lines: list[str], kind: str | None) -> None:
    sections = split(lines, kind)
    assert "\n".join(section.text for section in sections) == "\n".join(lines)
    assert [section.ordinal for section in sections] == list(range(len(sections)))
    known = [section.code for section in sections if section.code]
    assert len(known) == len(set(known))
