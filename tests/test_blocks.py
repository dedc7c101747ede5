"""Blocks: nothing lost, no node too short to keep."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import blocks, lines, mend, squeeze


def said(html: str) -> list[str]:
    return [block.text for block in blocks(lxml.html.document_fromstring(f"<body>{html}</body>"))]


def test_single_characters_stay() -> None:
    html = "<p>平台于<span>2021</span><span>年</span><span>7</span><span>月</span><b>29</b><i>日</i>上线</p>"
    assert said(html) == ["平台于2021年7月29日上线"]


def test_a_form_comes_row_by_row() -> None:
    html = "<table><tr><th>信息内容</th><th>本年<br>制发件数</th></tr><tr><td><p>规章</p></td><td><span>0</span></td></tr></table>"
    assert said(html) == ["信息内容\t本年制发件数", "规章\t0"]


def test_blank_cells_keep_their_place() -> None:
    assert said("<table><tr><td>规章</td><td>&nbsp;</td><td>-</td></tr></table>") == ["规章\t\t-"]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>第一段</td></tr><tr><td>第二段</td></tr></table>",
        "<table><tr><td>左<table><tr><td>第一段</td></tr></table></td><td>第二段</td></tr></table>",
        "<table><tr><td>目录</td><td><p>" + "长" * 450 + "</p><p>第二段</p><p>第三段</p></td></tr></table>",
    ],
)
def test_layout_tables_are_no_rows(html: str) -> None:
    assert not any(block.row for block in blocks(lxml.html.document_fromstring(html)))


def test_deep_nesting() -> None:
    depth = 1500  # libxml2 itself stops at 2048
    parser = lxml.html.HTMLParser(huge_tree=True)
    tree = lxml.html.document_fromstring("<div>" * depth + "底" + "</div>" * depth, parser=parser)
    assert [block.text for block in blocks(tree)] == ["底"]


def test_scripts_are_silent_and_their_tails_are_not() -> None:
    assert said("<p>前<script>var a='x'</script>后<style>p{}</style>尾</p>") == ["前后尾"]


def test_hidden_and_linked() -> None:
    tree = lxml.html.document_fromstring(
        "<div><p style='DISPLAY: none'>藏</p><p><a href='x'>链接</a>文</p></div>"
    )
    hidden, linked = blocks(tree)
    assert (hidden.hidden, linked.hidden, linked.linked) == (True, False, 2)


TEXTS = st.text(alphabet="政府信息公开0-/，。 a\t", min_size=0, max_size=12)


@given(st.lists(TEXTS, max_size=8), st.sampled_from(["p", "span", "div", "td", "li", "b", "font"]))
def test_nothing_is_lost(texts: list[str], tag: str) -> None:
    html = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    if tag == "td":
        html = f"<table><tr>{html}</tr></table>"
    elif tag == "li":
        html = f"<ul>{html}</ul>"
    kept = "".join("".join(said(f"<div>{html}</div>")).split())
    assert kept == "".join("".join(texts).split())


@given(st.text(max_size=80))
def test_squeeze_settles(text: str) -> None:
    once = squeeze(text)
    assert squeeze(once) == once
    assert "\n" not in once


FIRST = "审查规范性文件十二件、重大合同三十七份，提出意见建议一百余条，对《松川市重大行政决"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        (FIRST, "策程序实施办法》的执行情况开展了评估。", True),
        (
            "审查规范性文件十二件、合同三十七份，提出意见一百余条，群众满意度不断提升，形势保持不",
            "断向好，全年没有发生因执法不当引发的事件。",
            True,
        ),
        ("审查规范性文件十二件，提出意见一百余条。", "策程序实施办法的执行情况开展了评估。", False),
        ("松川市人民政府行政服务中心管理委员会", "2021年1月20日", False),
        (
            "一、健全审查机制，提升决策质量，强化行政执法监督，推进严格规范执法",
            "审查规范性文件十二件。",
            False,
        ),
        (FIRST, "二、深化行政执法监督", False),
        (FIRST, "（一）深化行政执法监督", False),
    ],
)
def test_broken_sentences(before: str, after: str, joined: bool) -> None:
    assert len(mend(lines(f"{before}\n{after}"))) == (1 if joined else 2)


@given(st.lists(st.text(alphabet="松川市，。、《》一0 ", min_size=1, max_size=60), max_size=6))
def test_mending_keeps_every_character(texts: list[str]) -> None:
    run = lines("\n".join(texts))
    assert "".join(b.text for b in mend(run)) == "".join(b.text for b in run)
    assert re.sub(r"\s", "", "".join(b.text for b in run)) == re.sub(r"\s", "", "".join(texts))


@pytest.mark.parametrize(
    ("row", "linked"),
    [("<li data-url='/a'>", 2), ("<li onclick=\"window.open('/a')\">", 2), ("<li onclick='fold()'>", 0)],
)
def test_a_row_that_a_script_opens_is_a_link(row: str, linked: int) -> None:
    (line,) = blocks(lxml.html.fragment_fromstring(f"<ul>{row}年报</li></ul>"))
    assert line.linked == linked
