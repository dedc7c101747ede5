"""The spider: one answer, one Visit; what an answer is called, and which links are asked."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import article, listing, named
from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.settings import Settings

from crawler.manners.refusals import Banned, Forbidden, Refused, Rejected, Spent
from crawler.seeds import Seed
from crawler.spiders import examination
from crawler.spiders.judgement import judge
from crawler.spiders.limits import Limits
from crawler.spiders.portal import PortalSpider
from crawler.visits import Queued, Visit
from parsers import GUESS, SCARCE, WIDE, Link, Links, Page, Report

HOME = "http://www.zc.gov.cn/"
ROW = Queued(7, HOME, "www.zc.gov.cn", HOME, "list", 1000, 2)
TEXT = "<p>" + "政府信息公开的一段话。" * 60


@pytest.fixture
def spider() -> PortalSpider:
    return PortalSpider(seeds=(Seed(HOME, region="440118"),))


def visit(
    spider: PortalSpider, body: str | bytes, status: int = 200, row: Queued = ROW, **headers: str
) -> Visit:
    data = body.encode() if isinstance(body, str) else body
    request = Request(row.url, meta={"row": row})
    return answered(spider, Response(row.url, status=status, body=data, headers=headers, request=request))


def answered(spider: PortalSpider, response: Response) -> Visit:
    async def visits() -> list[Visit]:
        return [visit async for visit in spider.answer(response)]

    [found] = asyncio.run(visits())
    return found


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, TEXT, "ok"),
        (404, TEXT, "gone"),
        (410, "", "gone"),
        (404, "<script>$_ts=window['$_ts']</script>", "gone"),
        (403, TEXT, "blocked"),
        (412, "", "blocked"),
        (521, "", "blocked"),
        (200, "<script>$_ts=window['$_ts']</script>", "blocked"),
        (202, "", "blocked"),
        (429, "", "blocked"),
        (500, TEXT, "failed"),
        (400, TEXT, "failed"),
        (200, "", "failed"),
        (200, "<title>404</title>页面不存在", "failed"),
        (302, "", "moved"),
        (304, "", "failed"),
        (206, TEXT, "failed"),
        (204, "", "failed"),
        (999, TEXT, "failed"),
    ],
)
def test_what_an_answer_is_called(status: int, body: str, outcome: str) -> None:
    found, detail = judge(status, Page(body.encode()))
    assert found == outcome
    assert (detail is None) == (outcome == "ok")


@given(st.integers(100, 599), st.binary(max_size=200))
def test_any_answer_has_a_name(status: int, body: bytes) -> None:
    outcome, detail = judge(status, Page(body))
    assert outcome in {"ok", "gone", "moved", "blocked", "failed"}
    assert outcome == "ok" or detail


def test_a_report_comes_with_its_reading(spider: PortalSpider) -> None:
    found = visit(
        spider,
        article("广州市增城区人民政府办公室", 2020),
        ETag='"7"',
        **{"Last-Modified": "Mon, 01 Feb 2021 00:00:00 GMT"},
    )
    assert (found.request, found.kind, found.outcome, found.status) == (7, "report", "ok", 200)
    assert isinstance(found.reading, Report)
    assert found.reading.year == 2020
    assert (found.etag, found.last_modified) == ('"7"', "Mon, 01 Feb 2021 00:00:00 GMT")
    assert found.size > 0
    assert found.body_sha256


def test_a_list_comes_with_its_links(spider: PortalSpider) -> None:
    away = "http://www.gz.gov.cn/r.html"
    found = visit(
        spider,
        listing("政府信息公开年报", ("r.html", named("区政府办", 2020)), (away, named("市政府办", 2020))),
    )
    assert found.kind == "list"
    assert {(link.url, link.kind, link.depth, link.rejected) for link in found.links} == {
        (f"{HOME}r.html", "report", 3, None),
        (away, "report", 3, "a host of another portal"),
    }


def test_scrapy_never_decodes(spider: PortalSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its guess loses whole pages where header or meta lie: here a header lies, and the text is right all the same."""
    monkeypatch.setattr(TextResponse, "text", property(lambda _: pytest.fail("response.text was touched")))
    data = article("广州市增城区人民政府办公室", 2020).replace("utf-8", "gbk").encode("gb18030")
    request = Request(HOME, meta={"row": ROW})
    headers = {"Content-Type": "text/html; charset=utf-8"}
    found = answered(spider, HtmlResponse(HOME, body=data, headers=headers, request=request))
    assert isinstance(found.reading, Report)
    assert "增城区" in found.reading.title


def test_our_own_error_is_an_outcome(spider: PortalSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: Page) -> Links:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(examination, "links", broken)
    found = visit(spider, TEXT)
    assert (found.outcome, found.detail) == ("failed", "our own error: ZeroDivisionError: a defect")
    assert (found.status, found.links, found.reading) == (200, (), None)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DownloadConnectionRefusedError("111"), "unreachable"),
        (Spent("more than 60 s in all"), "unreachable"),
        (Banned("not asked"), "blocked"),
        (Forbidden("robots.txt forbids this address"), "robots"),
        (Rejected("address refused"), "rejected"),
        (Refused("not asked"), "failed"),
    ],
)
def test_every_failure_is_a_visit(spider: PortalSpider, error: Exception, outcome: str) -> None:
    failure = SimpleNamespace(value=error, request=Request(HOME, meta={"row": ROW}))
    [found] = spider.failure(failure)  # type: ignore[arg-type]
    assert (found.request, found.outcome, found.status) == (7, outcome, None)
    assert found.detail


def test_a_redirect_to_another_portal_is_recorded_and_not_followed(spider: PortalSpider) -> None:
    found = visit(spider, "", 301, Location="http://www.gz.gov.cn/")
    assert found.outcome == "moved"
    assert [(link.url, bool(link.rejected)) for link in found.links] == [("http://www.gz.gov.cn/", True)]


def link(url: str, role: str = "list", score: int = 700) -> Link:
    return Link(url=url, text="年报", role=role, score=score)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{HOME}nb/", None),
        ("http://gk.zc.gov.cn/nb/", None),
        ("https://www.gz.gov.cn/nb/", "another portal"),
        ("http://127.0.0.1/nb/", "another portal"),
        ("ftp://www.zc.gov.cn/nb/", "not an http address"),
        ("http:///nb/", "not an http address"),
        (f"{HOME}{'x' * 3000}", "longer"),
        (f"{HOME}nb/nb/nb/x.html", "repeats"),
    ],
)
def test_which_links_are_asked(url: str, reason: str | None) -> None:
    rejected = Limits().outlink(link(url), ROW, Seed(HOME)).rejected
    assert (rejected is None) == (reason is None)
    assert reason is None or reason in str(rejected)


def test_following_pages_lie_no_deeper() -> None:
    deep = replace(ROW, depth=7)
    limits = Limits(depth=7)
    assert limits.outlink(link(f"{HOME}2", "next"), deep, Seed(HOME)).rejected is None
    assert limits.outlink(link(f"{HOME}3", "data"), deep, Seed(HOME)).rejected is None
    assert "deeper" in str(limits.outlink(link(f"{HOME}4", "list"), deep, Seed(HOME)).rejected)
    assert Limits(depth=0).outlink(link(f"{HOME}4", "list"), deep, Seed(HOME)).rejected is None


def test_paging_in_circles_ends(spider: PortalSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that answers every page number with the same list always has one page more."""
    monkeypatch.setattr(
        examination, "links", lambda page: Links((link(f"{page.url}x", "next"),), None, "generic")
    )
    first = visit(spider, TEXT)
    second = visit(spider, TEXT + "!", row=replace(ROW, url=f"{HOME}x"))
    third = visit(spider, TEXT, row=replace(ROW, url=f"{HOME}xx"))
    assert [found.links[0].rejected for found in (first, second, third)] == [
        None,
        None,
        "paging that goes in circles",
    ]


def test_two_lists_may_look_alike(spider: PortalSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of two years, both empty but for their pager: what follows each of them is asked for."""
    monkeypatch.setattr(examination, "links", lambda page: Links((link(f"{page.url}x", "next"),)))
    years = [visit(spider, TEXT, row=replace(ROW, url=f"{HOME}{year}/")) for year in (2022, 2023)]
    assert [found.links[0].rejected for found in years] == [None, None]


def test_a_list_of_ordinary_things_is_walked_on_for_some_pages_after_its_last_report(
    spider: PortalSpider,
) -> None:
    """A bureau puts one report a year among its notices: each page without one takes something off the next."""
    worth, asked = WIDE, []
    while found := Limits().further(link(f"{HOME}2", "next", SCARCE), replace(ROW, priority=worth)):
        worth = found.score
        asked.append(worth)
    assert asked == sorted(asked, reverse=True)
    assert 4 <= len(asked) <= 12
    whole = Limits().further(link(f"{HOME}2", "next", WIDE), replace(ROW, priority=asked[-1]))
    assert whole is not None
    assert whole.score == WIDE


def test_guesses_come_from_the_first_pages_and_from_guesses(spider: PortalSpider) -> None:
    menu = Page(f"<a href='/a/'>园区动向</a>{TEXT}".encode(), HOME)
    asked = {
        (depth, priority): len(Limits().guesses(menu, replace(ROW, depth=depth, priority=priority)))
        for depth in (0, 1, 2, 3)
        for priority in (GUESS - 1, 500)
    }
    assert {place for place, number in asked.items() if number} == {
        (0, GUESS - 1), (0, 500), (1, GUESS - 1), (1, 500), (2, GUESS - 1),
    }  # fmt: skip
    assert Limits().guesses(menu, replace(ROW, kind="report", depth=1)) == ()


def test_the_limits_are_settings() -> None:
    dials = {"NIANBAO_DEPTH_LIMIT": 2, "NIANBAO_URL_LENGTH": 30, "NIANBAO_URL_REPEATS": 0}
    assert Limits.of(Settings(dials)) == Limits(2, 30, 0)
