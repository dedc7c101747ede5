"""Rows: which anchors are rows of a list of articles, whatever their system calls an address."""

from __future__ import annotations

import pytest

from parsers.anchors import anchors
from parsers.page import Page
from parsers.rows import dated

HERE = "http://www.yanbei.gov.cn/nb/"


def rows(*lines: tuple[str, str, str]) -> set[str]:
    body = "".join(f'<li><a href="{path}">{text}</a> {day}</li>' for path, text, day in lines)
    found = anchors(Page(f'<html><meta charset="utf-8"><ul>{body}</ul></html>'.encode(), HERE))
    return {url.removeprefix(HERE) for url in dated(found)}


@pytest.mark.parametrize(
    "form", ["item/{}", "ShowForm.do?key={}", "x.nsf/0/{:032X}?OpenDocument", "{:04d}/main"]
)
def test_rows_share_a_shape_and_have_days(form: str) -> None:
    paths = [form.format(each) for each in (7, 19, 204)]
    assert rows(*((path, "砚北市召开工作会议", f"2024-01-0{n}") for n, path in enumerate(paths, 1))) == set(
        paths
    )


@pytest.mark.parametrize(
    "lines",
    [
        [("item/7", "砚北市召开工作会议", "2024-01-01"), ("item/8", "砚北市召开工作会议", "2024-01-02")],
        [(f"item/{n}", "砚北市政府信息公开", "") for n in range(9)],
        [(f"?month={n}", f"{n}月", "2024-01-01") for n in range(9)],
        [(f"{name}/", "砚北市政府信息公开", "2024-01-01") for name in "abcde"],
    ],
    ids=["two", "without days", "without titles", "of no shape"],
)
def test_what_is_no_list_of_articles(lines: list[tuple[str, str, str]]) -> None:
    assert rows(*lines) == set()
