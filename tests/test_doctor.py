"""`nianbao doctor`: plain words about what a crawl would see; the same spider, the same manners, nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Answer, Sites, article, listing, named, nianbao, serving

AGENCY = "示例县人民政府"


def doctor(sites: Sites, url: str, folder: Path, *more: str, code: int) -> str:
    words = (
        "doctor",
        url,
        "--allow-private",
        "-s",
        f"NIANBAO_HOSTS={sites.hosts}",
        "-s",
        "DOWNLOAD_DELAY=0",
        *more,
    )
    return nianbao(*words, cwd=folder, code=code).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_a_healthy_portal_step_by_step(folder: Path) -> None:
    with serving() as sites:
        report = Answer(article(AGENCY, 2022).replace("utf-8", "gb2312").encode("gb18030"))
        url = sites.site("www.shili.gov.cn", {
            "/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.1\nAllow: /", type="text/plain"),
            "/": listing("首页", ("/nb/", "政府信息公开年报"), ("http://www.other.gov.cn/nb/", "政府信息公开年报")),
            "/nb/": listing("政府信息公开年报", ("/nb/2022.html", named(AGENCY, 2022))),
            "/nb/2022.html": report,
        })  # fmt: skip
        said = doctor(sites, url, folder, code=0)
    for words in (
        "asks for 0.1 s between requests",
        "1. http://www.shili.gov.cn",
        "790 政府信息公开年报",
        "[not asked: a host of another portal]",
        "html in gb18030 (the header says utf-8)",
        f"report: {AGENCY} 2022 (disclosure_annual), published 2023-01-20",
        "In short: ok",
        "3 pages asked, 1 reports read",
    ):
        assert words in said
    assert list(folder.iterdir()) == []


def test_a_guard_is_named_and_said_to_stay(folder: Path) -> None:
    with serving() as sites:
        url = sites.site("www.shili.gov.cn", {"/": Answer("<script>$_ts=window['$_ts']</script>", 412)})
        said = doctor(sites, url, folder, "-s", "NIANBAO_ADDRESS_SECONDS=8", code=1)
    assert "ruishu" in said
    assert "In short: blocked" in said
    assert "not broken open" in said


def test_robots_and_silence(folder: Path) -> None:
    with serving() as sites:
        url = sites.site(
            "www.shili.gov.cn", {"/robots.txt": Answer("User-agent: *\nDisallow: /", type="text/plain")}
        )
        assert "In short: robots" in doctor(sites, url, folder, code=1)
        url = sites.site("www.leer.gov.cn", {"/": listing("首页", ("/news/", "新闻"))})
        said = doctor(sites, url, folder, code=0)
    assert "In short: empty" in said
    assert "`columns=/path/to/it`" in said


def test_an_address_that_cannot_be_used(folder: Path) -> None:
    assert "ftp" in nianbao("doctor", "ftp://www.shili.gov.cn/", cwd=folder, code=2).stderr
