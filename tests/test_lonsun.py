"""Lonsun: what makes it known, its fixed addresses, its lists in fragments, its articles as data; and hostile input."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.page import Page
from parsers.portals import links, recognise
from parsers.portals.lonsun import LONSUN, MAX_ORGANS, MAX_PAGE

HOME = "http://www.zhutong.gov.cn/"
LABEL = f"{HOME}site/label/8888"
DETAIL = f"{LABEL}?labelName=publicContentDetail&contentId=7&isJson=true"
ROW = '<ul><li><a href="/public/12/{0}.html">渚桐县教育局{1}年政府信息公开工作年度报告</a></li></ul>'


def page(body: str, url: str, form: bytes = b"") -> Page:
    return Page(
        f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(), url, form=form
    )


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("<script>Ls.pagination()</script>", HOME),
        ("<script src='/js/Ls-Language.js'></script>", HOME),
        ("<div id='page_public_info'></div><div class='TRS_Editor'></div>", HOME),
        ("<p>x</p>", f"{HOME}zwgk/public/column/6590001?type=4&catId=1&action=list"),
        ("<p>x</p>", f"{HOME}openness/public/6590001/40011221.html"),
        ("<p>x</p>", f"{HOME}public/content/40011221.html"),
        ("<p>暂无相关信息</p>", LABEL),
    ],
)  # fmt: skip
def test_marks(text: str, url: str) -> None:
    assert recognise(page(text, url)) is LONSUN


@pytest.mark.parametrize("text", ["<script>var Ls = 1; tools.ajax()</script>", "<p>public column</p>"])
def test_what_is_no_mark(text: str) -> None:
    assert recognise(page(text, HOME)) is not LONSUN


def asked(found: object) -> list[dict[str, str]]:
    return [dict(parse_qsl(link.form.decode())) for link in found.found if link.form]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "script",
    [
        'Ls.ajax({url:"/site/label/8888", data:{labelName:"publicInfoList", siteId:"5", pageSize:"1", organId:"12", type:"3", pageIndex:pageIndex}})',
        "var siteId = 5; Ls.ajax({url: '/site/label/8888?labelName=publicInfoList&organId=12&pageSize=1&type=3', dataType: 'html'})",
        'Ls.ajax({ url: "/site/label/8888", data: { labelName: "columnTree", siteId: "5" } }); Ls.ajax({url: "/site/label/8888", data: {labelName: "publicInfoList", organId: organId, siteId: siteId, pageSize: 1}})',
        'var param = {"siteId": "5"}; // the list is asked for in another file: publicInfoList',
    ],
)  # fmt: skip
def test_scripts_that_ask_for_a_list(script: str) -> None:
    column = page(
        f"<div id='page_public_info'></div><script>{script}; pageCount: 3</script>{ROW.format(40011221, 2020)}",
        f"{HOME}public/column/12?type=3&action=list",
    )
    (form,) = asked(links(column))
    assert {name: form.get(name) for name in ("labelName", "siteId", "organId", "type", "pageIndex")} == {
        "labelName": "publicInfoList", "siteId": "5", "organId": "12", "type": "3", "pageIndex": "2",
    }  # fmt: skip


def test_another_label_needs_no_name() -> None:
    """庐山's script asks /site/label/165919: the number alone says which list."""
    script = 'Ls.ajax({url: "/site/label/165919", data : { siteId : "5", pageSize : "1", organId: "12", type: "3" }})'
    column = page(
        f"<script>{script};pageCount:'2'</script>{ROW.format(40011221, 2020)}",
        f"{HOME}public/column/12?type=3",
    )
    (link,) = (link for link in links(column).found if link.form)
    assert link.url == f"{HOME}site/label/165919"
    assert b"labelName" not in link.form


def test_nothing_is_asked_without_a_site() -> None:
    column = page("<div id='page_public_info'></div>", f"{HOME}public/column/12?type=3&action=list")
    assert asked(links(column)) == []


def test_a_catalogue_is_not_walked() -> None:
    script = 'Ls.ajax({url:"/site/label/8888", data:{labelName:"publicInfoList", siteId:"5", organId:"12", type:"4"}});pageCount:900'
    news = "".join(f'<li><a href="/public/12/{n}.html">关于会议的通知</a></li>' for n in range(4000, 4015))
    listed = page(
        f"<title>法定主动公开内容</title><script>{script}</script>{news}",
        f"{HOME}public/column/12?type=4&action=list",
    )
    assert asked(links(listed)) == []


def test_fragments_are_walked_until_one_is_empty() -> None:
    form = b"labelName=publicInfoList&siteId=5&organId=12&type=3&pageSize=1&pageIndex=1"
    steps = []
    for rows in (ROW.format(40011221, 2020), ROW.format(40011220, 2019), "暂无相关信息"):
        onward = [
            link
            for link in links(Page(f"<div>{rows}</div>".encode(), LABEL, form=form)).found
            if link.role == "next"
        ]
        if onward:
            (link,) = onward
            form = link.form
            headers = dict(link.headers)
            assert headers["X-Requested-With"] == "XMLHttpRequest"
            assert headers["Referer"] == f"{HOME}public/column/12?type=3"
            steps.append(dict(parse_qsl(form.decode()))["pageIndex"])
    assert steps == ["2", "3"]


@pytest.mark.parametrize("index", [str(MAX_PAGE), "²", "-1", "99999999999"])
def test_a_list_ends_somewhere(index: str) -> None:
    form = f"labelName=publicInfoList&type=3&pageSize=1&pageIndex={index}".encode()
    indices = [
        int(form["pageIndex"])
        for form in asked(links(Page(ROW.format(40011221, 2020).encode(), LABEL, form=form)))
    ]
    assert all(number <= MAX_PAGE for number in indices)


def test_organs_are_bounded() -> None:
    crowd = "".join(
        f'<a href="/public/{n}/8000000.html">通知</a>' for n in range(1000, 1000 + 2 * MAX_ORGANS)
    )
    annual = [
        link
        for link in links(page(f"<i id='page_public_info'></i>{crowd}", HOME)).found
        if "type=3" in link.url
    ]
    assert len(annual) == MAX_ORGANS


def test_an_article_comes_as_data() -> None:
    record = {
        "status": 1,
        "data": {"title": " 甲 ", "content": "<p>乙</p>", "publishDate": "2021-01-19 08:00:00"},
    }
    assert LONSUN.article is not None
    article = LONSUN.article(Page(json.dumps(record).encode(), DETAIL))
    assert article is not None
    assert (article.title, article.html, article.published_at) == ("甲", "<p>乙</p>", "2021-01-19")


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(["data", "title", "content", "publishDate"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON.map(json.dumps) | some.text(max_size=30).map(lambda text: "[" * 3000 + text))
def test_any_data_is_an_article_or_none(text: str) -> None:
    data = Page(text.encode("utf-8", "surrogatepass"), DETAIL)
    assert LONSUN.article is not None
    article = LONSUN.article(data)
    assert article is None or (article.title == article.title.strip() and article.html)
    assert links(data).found == ()


SOUP = some.lists(
    some.sampled_from(
        ["Ls.ajax({url:'/site/label/8888',", "data:{", "}", "labelName:'publicInfoList',", "siteId:'5',", "organId:\"12\",", "pageSize:99999999999,", "pageSize:'0',", "<script>", "</script>",
         "pageCount:999999", "Ls.pagination({total:0", "<a href='/public/12/3.html'>2020年</a>", "<a href='/public/column/12?type=3'>年报</a>", ROW.format(7, 2020), "<meta name=SiteId content='²'>",
         "/site/label/1?", "'http://b.cn/site/label/8888'", "<a href='/XxgkAnnualReport/show/1'>x</a>", "publicContentDetail", "file:'/x/publicInfoList'"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    SOUP,
    some.sampled_from([f"{HOME}public/column/12?type=3", LABEL, HOME, f"{HOME}public/12/40011221.html"]),
    some.binary(max_size=30),
)
def test_any_page_has_links_or_none(text: str, url: str, form: bytes) -> None:
    for link in links(page(text, url, form)).found:
        assert link.url.startswith("http://")
        assert link.method == "POST" or not link.form
        assert not link.form or link.url.startswith(HOME)
