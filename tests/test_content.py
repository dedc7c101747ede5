"""Content: the body is found without believing class names, and with no selector at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import Page, content, headline

PAGES = sorted((Path(__file__).parent / "pages" / "generic").glob("*.html"))
BODIES = [
    p
    for p in PAGES
    if p.stem not in {"notice", "column", "challenge", "soft404", "broken-lines", "thin", "short-nodes"}
]


def found(data: bytes, selectors: tuple[str, ...] = ()) -> str:
    page = Page(data, "http://www.songchuan.gov.cn/a.html")
    return "\n".join(line.text for line in content.find(page, headline.title(page)[0], selectors).blocks)


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("names", ["as recorded", "without class and id", "with misleading ones"])
def test_names_do_not_matter(path: Path, names: str) -> None:
    text = path.read_bytes().decode("gb18030" if path.stem == "legacy-gb" else "utf-8")
    if names == "without class and id":
        text = re.sub(r"\s(?:class|id)=\"[^\"]*\"", "", text)
    elif names == "with misleading ones":
        text = re.sub(r"\s(?:class|id)=\"[^\"]*\"", ' class="sidebar comment footer share nav"', text)
    body = found(text.encode())
    for line in ("全年主动公开各类农业信息316条", "全年没有收取信息处理费。"):
        assert line in body
    for line in ("网站标识码", "网站首页"):
        assert line not in body


def test_a_known_container_that_holds_a_summary_is_not_the_body() -> None:
    prose = "".join(
        f"<p>第{n}段，全年开展培训若干次，覆盖全部乡镇街道和市直部门，取得良好成效。</p>" for n in range(30)
    )
    html = f"<div><h1>标题标题标题</h1><div id='zoom'><p>{'摘要，' * 30}</p></div><div>{prose}</div></div>"
    assert "第29段" in found(f"<html><body>{html}</body></html>".encode(), ("#zoom",))


def test_share_text_at_the_end_of_the_page_does_not_draw_the_body_up() -> None:
    prose = "".join(f"<p>第{n}段，全年开展培训若干次，覆盖全部乡镇街道。</p>" for n in range(9))
    plain = re.sub("<[^>]+>", "", prose)
    html = f"<div><h1>标题标题标题</h1><div>{prose}</div></div><div><p>咨询电话</p></div><div style='display:none'>{plain}</div>"
    assert "咨询电话" not in found(f"<html><body>{html}</body></html>".encode())


def test_the_copyright_of_a_small_site_does_not_draw_the_body_up() -> None:
    """A blog's theme has few links before the title, and nothing below but its categories and a ©."""
    prose = "".join(f"<p>第{n}段，全年开展培训若干次，覆盖全部乡镇街道。</p>" for n in range(9))
    side = "<aside><h3>栏目分类</h3><ul><li><a href='/c/1/'>园区动态</a><span>420</span></li></ul></aside>"
    foot = "<footer>&copy; 2025 松川经济开发区管理委员会　地址：滨河路1号，邮编990000</footer>"
    html = f"<div><section><article><h1>标题标题标题</h1><div>{prose}</div></article></section>{side}{foot}</div>"
    body = found(f"<html><body>{html}</body></html>".encode())
    assert "第8段" in body
    assert "栏目分类" not in body


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "</p>", "<table>", "<tr><td>", "</td></tr>", "</table>", "文，", "<a href='x'>链</a>", "<h1>标题</h1>"]), max_size=30))  # fmt: skip
def test_any_markup(parts: list[str]) -> None:
    assert isinstance(found("".join(parts).encode()), str)
