"""Calls: rows that only a script makes links, by their own attributes."""

from __future__ import annotations

import pytest

from parsers.calls import led
from parsers.page import Page

HERE = "http://www.yanbei.gov.cn/nb/index.html"
ROW = "砚北市民政局2024年政府信息公开工作年度报告"


def page(body: str, script: str = "") -> Page:
    return Page(f"<html><body>{body}<script>{script}</script></body></html>".encode(), HERE)


@pytest.mark.parametrize(
    ("element", "script"),
    [
        ("<li class=row data-id=31>", "$('.row').click(function(){ window.open('/show.html?id=' + $(this).data('id')); });"),
        ("<li class=row data-id=31>", "$(document).on('click', '.row', function (e) { location.href = '/show.html?id=' + $(this).attr('data-id'); });"),
        ("<li class=row data-id=31>", "$('ul').delegate('.row', 'click', function () { location.href = '/show.html?id=' + $(this).attr('data-id'); });"),
        ("<li class=row data-news-id=31>", "document.querySelectorAll('.row').forEach(row => row.addEventListener('click', () => { location.href = '/show.html?id=' + row.dataset.newsId; }));"),
        ("<li data-id=31 onclick=\"toInfo(this)\">", "function toInfo(el) { location.href = '/show.html?id=' + el.getAttribute('data-id'); }"),
        ("<li data-id=31 onclick=\"location.href='/show.html?id=' + this.dataset.id\">", ""),
    ],
)  # fmt: skip
def test_a_row_that_its_script_opens(element: str, script: str) -> None:
    ((text, _, turn),) = led(page(f"<ul>{element}{ROW}</li></ul>", script))
    assert (text, turn.url) == (ROW, "http://www.yanbei.gov.cn/show.html?id=31")


@pytest.mark.parametrize(
    ("element", "script"),
    [
        ("<li class=row>", "$('.row').click(function(){ window.open('/show.html?id=' + $(this).data('id')); });"),
        ("<li class=row data-id=31>", "$('.row:visible').click(function(){ window.open('/show.html?id=' + $(this).data('id')); });"),
        ("<li class=row data-id=31>", "$('.row').click(function(){ $(this).toggleClass('on'); });"),
        ("<li data-id=\"3'1\" onclick=\"location.href='/show.html?id=' + this.dataset.id\">", ""),
    ],
)  # fmt: skip
def test_what_a_row_does_not_say_leads_nowhere(element: str, script: str) -> None:
    assert not list(led(page(f"<ul>{element}{ROW}</li></ul>", script)))


def test_a_year_is_no_page_of_a_pager() -> None:
    tabs = "".join(f"<span onclick=\"showYear('{year}')\">{year}</span>" for year in (2023, 2022))
    script = "function showYear(y) { window.location.href = 'nb_' + y + '.html'; }"
    pager = "<a href=\"javascript:showYear('2')\">2</a>"
    assert [(text, turn.url) for text, _, turn in led(page(tabs + pager, script))] == [
        (str(year), f"http://www.yanbei.gov.cn/nb/nb_{year}.html") for year in (2023, 2022)
    ]
