"""Pagers: the page that follows, what a list states, and the traps: calendars, facets, endless pagers."""

from __future__ import annotations

import pytest

from parsers.anchors import anchors
from parsers.page import Page
from parsers.pager import following, stated

HERE = "http://www.yanbei.gov.cn/zfxxgk/nb/index.html"


def page(body: str, url: str = HERE, head: str = "") -> Page:
    return Page(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), url)


def onward(body: str, url: str = HERE) -> str | None:
    asked = page(body, url)
    return following(asked, anchors(asked), stated(asked).pages)


@pytest.mark.parametrize(
    ("body", "url", "found"),
    [
        ("<a href='index_2.html'>下一页</a>", HERE, "index_2.html"),
        ("<a href='index_2.html'>下页</a>", HERE, "index_2.html"),
        ("<a href='index_2.html'>下一頁 &gt;</a>", HERE, "index_2.html"),
        ("<a href='index_2.html' rel='next'>…</a>", HERE, "index_2.html"),
        ("<a class='next' href='index_2.html'></a>", HERE, "index_2.html"),
        ("<b>1</b><a href='index_2.html'>2</a><a href='index_3.html'>3</a>", HERE, "index_2.html"),
        ("<a href='index.html'>1</a><b>2</b><a href='index_3.html'>3</a><a href='index_9.html'>尾页</a>", HERE.replace("index", "index_2"), "index_3.html"),
        ("<a href='index.html'>1</a><a href='index_1.html'>2</a><b>3</b><a href='index_3.html'>4</a>", HERE.replace("index", "index_2"), "index_3.html"),
        ("<a href='?page=1'>1</a><b>2</b><a href='?page=3'>&gt;</a>", HERE + "?page=2", "index.html?page=3"),
        ("<a href='?start=20'>下一页</a>", HERE, "index.html?start=20"),
        ("<a href='?start=40'>下一页</a>", HERE + "?start=20", "index.html?start=40"),
        # 博达 counts downwards, 苏迪 without a sign between name and number
        ("<a href='index/2.html'>下页</a>", HERE, "index/2.html"),
        ("<a href='2.html'>下页</a>", HERE.replace("index", "index/3"), "index/2.html"),
        ("<a href='list2.htm'>下一页</a>", HERE.replace("index.html", "list.htm"), "list2.htm"),
        ("<a href='list3.htm'>下一页</a>", HERE.replace("index.html", "list2.htm"), "list3.htm"),
        ("<a href='?a204t=3&amp;a204p=2&amp;a204c=15&amp;wbtreeid=7'>下页</a>", HERE + "?wbtreeid=7", "index.html?a204t=3&a204p=2&a204c=15&wbtreeid=7"),
        ("<a href='?pageId=383&amp;currentPage=2'>下一页</a>", HERE + "?pageId=383", "index.html?pageId=383&currentPage=2"),
        # eportal
        ("<a style='cursor:pointer' onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11040-2.html')\">下一页</a>", HERE, "11040-2.html"),
        ("<a onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11040-3.html')\">下一页</a>", HERE.replace("index", "11040-2"), "11040-3.html"),
        # traps
        ("<a onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11040-2.html')\">下一页</a>", HERE.replace("index", "11040-3"), None),
        ("<a onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11041-4.html')\">下一页</a>", HERE.replace("index", "11040-3"), None),
        ("<a href='3.html'>下页</a>", HERE.replace("index", "index/5"), None),
        ("<a href='../nb2/2.html'>下页</a>", HERE.replace("index", "index/3"), None),
        ("<a href='index_2.html'>下一篇</a><a href='index_2.html'>更多&gt;&gt;</a>", HERE, None),
        ("共3页<a href='index_4.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("第 3/3 页<a href='index_4.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("<a href='index_3.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("<a href='index_2.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("<a href='index_1001.html'>下一页</a>", HERE.replace("index", "index_1000"), None),
        ("<a href='http://other.gov.cn/index_2.html'>下一页</a>", HERE, None),
        ("<a href='javascript:goPage(2)'>下一页</a>", HERE, None),
        ("<table><tr><td><a href='?month=1'>&lt;</a></td><td><a href='?month=3'>&gt;</a></td></tr><tr><td><a href='?day=1'>1</a></td><td><a href='?day=2'>2</a></td></tr></table>", HERE, None),
        ("".join(f"<a href='?page={day}'>{day}</a>" for day in range(1, 32)), HERE, None),
        ("<a href='?sort=hits&amp;page=1'>按热度</a>", HERE, None),
        ("<a href='print.html?page=2'>打印</a>", HERE, None),
    ],
)  # fmt: skip
def test_the_page_after_this(body: str, url: str, found: str | None) -> None:
    assert onward(f"<div>{body}</div>", url) == (
        f"http://www.yanbei.gov.cn/zfxxgk/nb/{found}" if found else None
    )


@pytest.mark.parametrize(
    ("words", "pages", "records"),
    [("共 23 条 第 1/2 页", 2, 23), ("共<em>3</em>页 第<em>1</em>页", 3, None), ("第1页/共&nbsp;2&nbsp;页&nbsp;共&nbsp;23&nbsp;条", 2, 23), ("页次：1/12", 12, None),
     ("共有100条记录", None, 100), ("上一页 下一页", None, None), ("2024/01/05 首页", None, None)],
)  # fmt: skip
def test_what_a_pager_states(words: str, pages: int | None, records: int | None) -> None:
    said = stated(page(f"<div>{words}</div>"))
    assert (said.pages, said.records) == (pages, records)
