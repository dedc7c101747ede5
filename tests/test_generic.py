"""The generic family: the rows of data, and how an answer says what comes after it."""

from __future__ import annotations

import json

import pytest

from parsers.listing import links as listed
from parsers.page import Page
from parsers.portals.generic import links

HERE = "http://www.yanbei.gov.cn/json/nb/list_1.json"
ROWS = [
    {"docTitle": f"砚北市民政局20{n}年政府信息公开工作年度报告", "url": f"/nb/{n}.html", "pubTime": f"20{n + 1}-01-05 09:00:33"}
    for n in (22, 23)
]  # fmt: skip


def after(beside: dict[str, object], url: str = HERE, rows: list[dict[str, str]] = ROWS) -> list[str]:
    answer = json.dumps({"rows": rows, **beside}, ensure_ascii=False)
    found = links(Page(answer.encode(), url, label="政府信息公开年报")).found
    return [link.url.removeprefix("http://www.yanbei.gov.cn") for link in found if link.role == "next"]


@pytest.mark.parametrize(
    ("beside", "url", "found"),
    [
        ({"next": "/json/nb/list_2.json"}, HERE, ["/json/nb/list_2.json"]),
        ({"links": {"prev": None, "next": "?cursor=7f3a"}}, HERE, ["/json/nb/list_1.json?cursor=7f3a"]),
        ({"_links": {"next": {"href": "/api/nb?offset=20"}}}, HERE, ["/api/nb?offset=20"]),
        ({"paging": {"next_page_url": "/api/nb?page=2"}}, HERE, ["/api/nb?page=2"]),
        ({"pageNo": 1, "pageCount": 3}, HERE, ["/json/nb/list_2.json"]),
        ({"total": 40}, "http://www.yanbei.gov.cn/api?offset=0&limit=20", ["/api?offset=20&limit=20"]),
        ({"nextPage": None, "total": 40}, "http://www.yanbei.gov.cn/api?page=1&size=20", ["/api?page=2&size=20"]),
        # the end of it
        ({"next": ""}, "http://www.yanbei.gov.cn/api?page=3", []),
        ({"hasNextPage": False}, "http://www.yanbei.gov.cn/api?page=3", []),
        ({"last": True}, "http://www.yanbei.gov.cn/api?page=3", []),
        ({"total": 40}, "http://www.yanbei.gov.cn/api?offset=20&limit=20", []),
        ({"pageNo": 3, "pageCount": 3}, HERE.replace("1", "3"), []),
        # no way on: another host, the number of a column, the next article
        ({"next": "http://other.gov.cn/list_2.json"}, HERE, []),
        ({"pageNo": 2, "pageCount": 3}, HERE, []),
        ({"next": {"title": "砚北市召开会议"}}, HERE, []),
    ],
)  # fmt: skip
def test_the_answer_after_this(beside: dict[str, object], url: str, found: list[str]) -> None:
    assert after(beside, url) == found


def test_news_is_not_walked_on_by_its_answers() -> None:
    rows = [{"docTitle": "砚北市召开会议", "url": f"/c/{n}.html"} for n in range(1000, 1009)]
    answer = json.dumps({"rows": rows, "next": "?after=7f3a"}, ensure_ascii=False)
    assert links(Page(answer.encode(), HERE, label="政府信息公开年报")).found == ()
    assert links(Page(answer.encode(), "http://www.yanbei.gov.cn/json/dt", label="工作动态")).found == ()


@pytest.mark.parametrize(
    "box",
    [
        '<ul data-url="/json/nb/list_1.json"></ul>',
        '<div data-api="/json/nb/list_1.json">正在加载…</div>',
        '<div hx-get="/json/nb/list_1.json" hx-trigger="load"><span>loading...</span></div>',
        '<ul data-src="/json/nb/list_{page}.json"></ul>',
    ],
)
def test_an_empty_box_says_what_it_is_filled_from(box: str) -> None:
    html = f"<html><head><title>政府信息公开年报</title></head><body><h1>政府信息公开年报</h1>{box}</body></html>"
    (link,) = listed(Page(html.encode(), "http://www.yanbei.gov.cn/nb/")).found
    assert (link.url, link.role, link.text) == (HERE, "data", "政府信息公开年报")


@pytest.mark.parametrize(
    "box",
    ['<div data-src="/images/bg.jpg"></div>', '<div data-url="/a/">年报目录</div>', '<img data-src="/json/nb/list_1.json">'],
)  # fmt: skip
def test_pictures_and_boxes_that_say_something_are_filled_from_nowhere(box: str) -> None:
    html = f"<html><head><title>政府信息公开年报</title></head><body><h1>政府信息公开年报</h1>{box}</body></html>"
    found = listed(Page(html.encode(), "http://www.yanbei.gov.cn/nb/")).found
    assert [link for link in found if link.role == "data"] == []


def test_rows_that_come_in_words_already() -> None:
    html = "<li><a href='/nb/7.html'>砚北市民政局2024年政府信息公开工作年度报告</a> 2025-01-05</li>"
    answer = Page(
        json.dumps({"code": 1, "html": html, "pages": 2}).encode(),
        "http://www.yanbei.gov.cn/rows?page=1",
        label="年报",
    )
    report, following = links(answer).found
    assert (report.url, report.role, report.date) == (
        "http://www.yanbei.gov.cn/nb/7.html",
        "report",
        "2025-01-05",
    )
    assert (following.url, following.role) == ("http://www.yanbei.gov.cn/rows?page=2", "next")


XML = """<?xml version="1.0" encoding="{}"?>
<feed xmlns="http://www.w3.org/2005/Atom" pages="2"><title>年报</title>
<entry><title>砚北市民政局2024年政府信息公开工作年度报告</title><link href="/nb/7.html"/><updated>2025-01-05</updated></entry>
<entry><title>砚北市教育局2024年政府信息公开工作年度报告</title><link href="/nb/8.html"/><updated>2025-01-06</updated></entry></feed>"""
FLAT = (
    '<rows><row title="砚北市民政局2024年政府信息公开工作年度报告" url="/nb/7.html" day="2025-01-05"/></rows>'
)
SCRIPT = 'var rows = [{"bt": "砚北市民政局2024年政府信息公开工作年度报告", "url": "/nb/7.html", "fbrq": "2025-01-05"}];'


@pytest.mark.parametrize(
    "data",
    [XML.format("utf-8").encode(), XML.format("gb18030").encode("gb18030"), f'<?xml version="1.0"?>{FLAT}'.encode(), SCRIPT.encode(), f"show({SCRIPT[11:-1]})".encode()],
)  # fmt: skip
def test_rows_come_as_xml_and_as_script_too(data: bytes) -> None:
    first, *_ = links(Page(data, "http://www.yanbei.gov.cn/rows", label="政府信息公开年报")).found
    assert (first.url, first.role, first.date) == (
        "http://www.yanbei.gov.cn/nb/7.html",
        "report",
        "2025-01-05",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><a><b>",
        b"<?xml version='1.0'?>",
        b"var rows = [{'a': 1}];",
        b"rows([" + b"[" * 9999,
    ],
)
def test_data_that_is_broken_leads_nowhere(data: bytes) -> None:
    assert links(Page(data, "http://www.yanbei.gov.cn/rows")).found == ()
