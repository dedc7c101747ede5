"""Fetches: the requests that the script of a list writes down, and those that it makes up, which are left alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers import portals
from parsers.fetches import fetches
from parsers.listing import links
from parsers.page import Page

HERE = "http://www.yanbei.gov.cn/zwgk/nb/index.html"
API = "http://www.yanbei.gov.cn/api/list"


def page(
    script: str, body: str = "<ul id=list></ul>", title: str = "政府信息公开年报", url: str = HERE
) -> Page:
    return Page(
        f"<html><head><title>{title}</title></head><body>{body}<script>{script}</script>".encode(), url
    )


def asked(script: str) -> list[str]:
    return [f"{turn.url} {turn.form.decode()}".strip() for turn in fetches(page(script))]


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("$.get('/api/list?id=7', function (d) {})", [f"{API}?id=7"]),
        ("$.getJSON('../../api/list', {id: 7, size: '20'}, show)", [f"{API}?id=7&size=20"]),
        ("var column = 7; $.ajax({url: '/api/list?id=' + column, dataType: 'json', success: function (d) { page = {}; }})", [f"{API}?id=7"]),
        ("function load(page) { $.ajax({url: '/api/list', type: 'post', data: {id: 7, page: page}, success: show}) }", [f"{API} id=7&page=1"]),
        ("$.post('/api/list', {id: '7'}, show)", [f"{API} id=7"]),
        ("fetch(`/api/list`).then(show)", [API]),
        ("var column = 7; fetch(`/api/list?id=${column}&page=1`).then(show)", [f"{API}?id=7&page=1"]),
        ("axios.get('/api/list', {params: {id: 7, page: 1}}).then(show)", [f"{API}?id=7&page=1"]),
        ("$('#list').load('/api/list')", [API]),
        ("$.ajax({url: '/api/list', type: 'POST', contentType: 'application/json', data: JSON.stringify({id: 7, pageNo: 1, name: '年'})})", [API + ' {"id": 7, "pageNo": 1, "name": "年"}']),
        # what cannot be known is not asked
        ("$.get('/api/list?id=' + column)", []),
        ("$.get('/api/list', {id: column})", []),
        ("$.ajax({url: base + '/list', data: {id: 7}})", []),
        ("fetch(`/api/${column}/list`)", []),
        ("$.getScript('/a.js'); $.get('/style.css')", []),
        ("$.get('http://count.example.com/hit')", []),
        ("// $.get('/api/list')", []),
    ],
)  # fmt: skip
def test_what_a_script_fetches(script: str, found: list[str]) -> None:
    assert asked(script) == found


def test_only_a_column_of_reports_without_rows_is_asked_for_its_data() -> None:
    script = "$.get('/api/list?id=7')"
    (link,) = links(page(script)).found
    assert (link.url, link.role, link.text) == (f"{API}?id=7", "data", "政府信息公开年报")
    row = "<a href='/art/2025/1/8/art_1_2.html'>砚北市民政局2024年政府信息公开工作年度报告</a>"
    assert [link.role for link in links(page(script, row)).found] == ["report"]
    assert links(page(script, "<p>" + "动态" * 90, "工作动态", "http://www.yanbei.gov.cn/dt/")).found == ()


LOAD = "function load(org, page) { $.post('/api/list', {org: org, page: page}, function (d) { $('#list').html(d); }); }"


@pytest.mark.parametrize(
    ("body", "script", "found"),
    [
        ("<a href='javascript:load(31)'>砚北市教育局</a>", LOAD, "砚北市教育局 org=31&page=1"),
        ("<li onclick=\"load('y2019', 1)\">2019年</li>", LOAD, "2019年 org=y2019&page=1"),
        ("<li class=tab data-org=31>部门年报</li>", LOAD + "$('.tab').click(function () { load($(this).data('org')); })", "部门年报 org=31&page=1"),
        ("<li class=tab data-org=31>镇街</li>", "$('.tab').on('click', function () { var org = $(this).attr('data-org'); $.post('/api/list', {org: org}, show); })", "镇街 org=31"),
        ("<select onchange='load(this.value)'><option>选择</option><option value=31>砚北市教育局</option></select>", LOAD, "砚北市教育局 org=31&page=1"),
        ("<select id=y><option value=2019>2019年</option></select>", LOAD + "$('#y').on('change', function () { load($('#y').val(), 1); })", "2019年 org=2019&page=1"),
    ],
)  # fmt: skip
def test_the_rows_that_a_tab_fetches(body: str, script: str, found: str) -> None:
    text, _, form = found.partition(" ")
    (link,) = links(page(script, f"<ul>{body}</ul><p>{'年报' * 60}</p><div id=list></div>")).found
    assert (link.url, link.form.decode(), link.role) == (API, form, "data")
    assert link.text == (text if text == "部门年报" else f"政府信息公开年报 > {text}")


def test_what_a_tab_of_other_things_fetches_is_left_alone() -> None:
    body = "<ul><a href='javascript:load(1)'>新闻动态</a><a href='javascript:load(org)'>民政局</a></ul>"
    assert links(page(LOAD, f"{body}<p>{'年报' * 60}</p>")).found == ()


ROW = "<li><a href='/nb/{}.html'>砚北市民政局20{}年政府信息公开工作年度报告</a></li>"


def test_a_pager_that_fetches_is_walked_on_with_what_it_fetched() -> None:
    rows = "".join(ROW.format(n, n) for n in range(10, 20))
    pager = "<a onclick='load(31, 1)'>1</a><a onclick='load(31, 2)'>2</a><a onclick='load(31, 3)'>3</a>"
    first = links(page(LOAD, f"<ul>{rows}</ul>{pager}")).found[-1]
    assert (first.url, first.form, first.role) == (API, b"org=31&page=2", "next")
    fragment = Page(f"<ul>{rows}</ul>".encode(), API, form=first.form, label=first.text)
    assert [link.form for link in links(fragment).found if link.role == "next"] == [b"org=31&page=3"]
    last = Page(f"<ul>{ROW.format(9, '09')}</ul>".encode(), API, form=first.form, label=first.text)
    assert [link.role for link in links(last).found] == ["report"]


@pytest.mark.parametrize(
    "script",
    [
        "var page = 1; $(window).scroll(function () { page++; $.get('/api/list?id=7&page=' + page, show); });",
        "let page = 1; more.onclick = () => fetch(`/api/list?id=7&page=${page}`).then(show);",
        "var now = 1; $('#more').click(function () { $.ajax({url: '/api/list', data: {id: 7, page: current + 1}}); });",
    ],
)
def test_a_list_that_goes_on_as_the_reader_scrolls(script: str) -> None:
    rows = "".join(ROW.format(n, n) for n in range(10, 20))
    (after,) = [
        link
        for link in links(page(script, f"<ul>{rows}</ul><p id=more>更多</p>")).found
        if link.role == "next"
    ]
    assert after.url == f"{API}?id=7&page=2"


PIECES = some.sampled_from(
    [
        "$.ajax({",
        "url:",
        "'/a'",
        "+",
        "data:{",
        "}",
        ")",
        "a:1",
        ",",
        "$.get(",
        "fetch(",
        "`",
        "${x}",
        "type:'post'",
        "success",
        "\n",
        "²",
    ]
)


@settings(deadline=None)
@given(some.lists(PIECES, max_size=50).map("".join))
def test_any_script_has_fetches_or_none(script: str) -> None:
    for turn in fetches(page(script)):
        assert turn.url.startswith("http://www.yanbei.gov.cn/")


@pytest.mark.parametrize(
    "written",
    [
        "h += '<a href=\"show.html?id=' + row.id + '\">' + row.title + '</a>'",
        'h += `<a href="/nb/show.html?id=${row.id}">${row.title}</a>`',
        "window.open('show.html?id=' + row.id)",
    ],
)
def test_rows_of_data_have_the_addresses_that_the_script_of_their_list_writes(written: str) -> None:
    script = f"<script>$.get('/api/list?id=7&page=1', function (d) {{ $.each(d.rows, function (n, row) {{ {written}; }}); }})</script>"
    body = f"<html><title>政府信息公开年报</title><body><div id=list></div>{script}</body></html>"
    (data,) = links(Page(body.encode(), "http://www.yanbei.gov.cn/nb/index.html")).found
    rows = [{"id": 31, "title": "砚北市民政局2024年政府信息公开工作年度报告", "day": "2025-01-10"}]
    answer = Page(json.dumps({"total": 40, "rows": rows}).encode(), data.url, label=data.text)
    report, after = portals.links(answer).found
    assert (report.url, report.role, report.date) == (
        "http://www.yanbei.gov.cn/nb/show.html?id=31",
        "report",
        "2025-01-10",
    )
    assert (after.role, after.text) == ("next", data.text)
