"""Whose site it is: as the page prints it, in one place or several, and not where they differ."""

from __future__ import annotations

import pytest

from parsers import NotAReport, Page, Report, read
from parsers.owner import owner

TITLE = "2023年政府信息公开工作年度报告"


def page(head: str, foot: str = "", text: str = "<p>正文。</p>") -> Page:
    body = f"<h1>{TITLE}</h1>{text}<div>{foot}</div>"
    return Page(
        f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(),
        "http://swj.songchuan.gov.cn/show/7.html",
    )


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        (f"<title>{TITLE}-松川市水务局</title>", "", "松川市水务局"),
        (f"<title>{TITLE}_政务公开_松川市水务局门户网站</title>", "", "松川市水务局"),
        ("<meta name=SiteName content='松川市水务局'>", "", "松川市水务局"),
        ("", "主办单位：松川市水务局　地址：滨河路7号", "松川市水务局"),
        ("", "版权所有：松川市水务局　松ICP备00000000号", "松川市水务局"),
        ("", "Copyright © 2020-2024 松川市水务局 版权所有", "松川市水务局"),
        ("<meta name=SiteName content='水务局'>", "主办：松川市水务局 承办：松川市信息中心", "松川市水务局"),
        ("<meta name=SiteName content='松川市人民政府门户网站'>", "", "松川市人民政府"),
        ("", "主办：松川市人民政府办公室　承办：松川市大数据中心", "松川市人民政府"),
        # a column of the government's portal, and two owners
        (f"<title>{TITLE}_松川市水务局_松川市人民政府</title>", "", "松川市人民政府"),
        (f"<title>{TITLE}_松川市水务局</title>", "主办：松川市林业局", None),
        (f"<title>{TITLE}_水务局</title>", "", None),
        (f"<title>{TITLE}</title>", "技术支持：松川市信息中心", None),
        (f"<title>{TITLE}_政务公开_松川在线</title>", "版权所有 翻印必究", None),
    ],
)
def test_owner(head: str, foot: str, expected: str | None) -> None:
    assert owner(page(head, foot)) == expected


@pytest.mark.parametrize(
    ("foot", "self", "expected"),
    [
        ("主办单位：松川市水务局", "我局", ("松川市水务局", "site")),
        ("主办单位：松川市人民政府办公室", "我局", (None, None)),
        ("主办单位：松川市人民政府办公室", "我市", ("松川市人民政府", "site")),
    ],
)
def test_a_report_that_names_nobody(foot: str, self: str, expected: tuple[str | None, str | None]) -> None:
    text = f"<p>一、总体情况</p><p>2023年，{self}按照条例要求推进政务公开，修订公开目录一份。</p><p>二、主动公开政府信息情况</p><p>主动公开信息三百余条。</p>"
    got = read(page("", foot, text))
    assert isinstance(got, Report)
    assert (got.agency, got.origins.get("agency")) == expected


def test_a_list_by_year_is_no_report_of_the_owner() -> None:
    rows = "<p><a href='/7.html'>机关</a> (1-15)</p><p><a href='/8.html'>信息中心</a> (1-20)</p>"
    got = read(page("", "主办单位：松川市水务局", f"{rows}<h2>2022年政府信息公开工作年度报告</h2>{rows}" * 9))
    assert isinstance(got, NotAReport)
    assert "list" in got.reason
