"""Hostile portals: each behaviour ends in the outcome that is true of it, none costs more than its time, none gets in."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import (
    Answer,
    Asked,
    Page,
    Raw,
    Sites,
    article,
    crawl_words,
    free_port,
    listing,
    named,
    nianbao,
    rows,
    serving,
)

DB = "reports.db"
OFFICE = "示例县第一局"
REPORT = named(OFFICE, 2020)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
TEXT = "<p>" + "本页没有年度报告，只有一段说明文字。" * 40 + "</p>"

# The pages with which the guards of real portals answer, in our words but with their marks (facts of 6.1).
RUISHU = "<meta content='x' r='m'><script>$_ts=window['$_ts'];</script><script src='/a/b.js' r='m'></script>"
JSL = "<script>document.cookie=('_')+('_jsl_clearance_s=1');location.href=location.pathname</script>"
ACW = "<script>var arg1='0123456789ABCDEF0123456789ABCDEF01234567';</script>"
WZWS = "<script>var wzws_sessionid='a';</script>请稍候"
WALL = "<title>提示</title><p>您的请求已被拦截</p>"
GONE_HOME = "<meta http-equiv='refresh' content='3;url=/home'><title>404</title><p>您访问的页面不存在</p>"


@dataclass(slots=True)
class Seen:
    """What the hostile servers saw: pieces they got rid of, and who hung up when."""

    sent: dict[str, int] = field(default_factory=dict)
    let_go: list[str] = field(default_factory=list)

    def flood(self, name: str, head: bytes, piece: bytes) -> Callable[[Asked], Raw]:
        """An answer without end, as fast as it is taken."""

        def pieces() -> Generator[bytes]:
            self.sent[name] = 0
            yield head
            while True:
                yield piece
                self.sent[name] += len(piece)

        return lambda _: Raw(pieces())

    def drip(self, name: str, head: bytes, piece: bytes) -> Callable[[Asked], Raw]:
        """An answer without end, a little now and then."""

        def pieces() -> Generator[bytes]:
            try:
                yield head
                while True:
                    yield piece
                    time.sleep(0.05)
            finally:
                self.let_go.append(name)

        return lambda _: Raw(pieces())


@dataclass(frozen=True, slots=True)
class Case:
    """A portal by its front page, what it comes to, and words that its detail says."""

    home: Page | None
    outcome: str
    words: str
    more: tuple[tuple[str, Page], ...] = ()


def to(where: str, status: int = 302, *more: tuple[str, str]) -> Answer:
    return Answer("", status, headers=(("Location", where), *more))


def raw(*pieces: bytes, reset: bool = False) -> Raw:
    return Raw(pieces, reset=reset)


def packed(body: bytes, encoding: str = "gzip") -> Answer:
    return Answer(body, headers=(("Content-Encoding", encoding),))


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as running:
        yield running


def crawl(sites: Sites, folder: Path, homes: dict[str, Case], *more: str) -> dict[str, tuple[str, str]]:
    """One crawl over many portals; name -> outcome and detail."""
    seeds = []
    for name, case in homes.items():
        pages: dict[str, Page] = dict(case.more)
        if case.home is not None:
            pages["/"] = case.home
            seeds.append(sites.site(f"{name}.gov.cn", pages))
        else:
            seeds.append(f"http://{name}.invalid/")
    (folder / "portals.txt").write_text("\n".join(seeds), encoding="utf-8")
    nianbao(*crawl_words(sites, "--seeds", "portals.txt", *more), cwd=folder, code=1)
    return {
        str(url).split("/")[2].split(".")[0]: (str(outcome), str(detail or ""))
        for url, outcome, detail in rows(folder / DB, "select url, outcome, detail from portals")
    }


def judged(homes: dict[str, Case], found: dict[str, tuple[str, str]]) -> None:
    wrong = {
        name: found.get(name)
        for name, case in homes.items()
        if found.get(name, ("", ""))[0] != case.outcome or case.words not in found[name][1]
    }
    assert wrong == {}, "\n".join(f"{name}: {said}" for name, said in wrong.items())


# --- guards and gates -------------------------------------------------------------------------------------------------


def ct6t(asked: Asked) -> Answer:
    return to(asked.path, 302, ("Set-Cookie", f"CT6T={asked.at}; path=/"))


GUARDS = {
    "ruishu": Case(Answer(RUISHU, 412), "blocked", "HTTP 412, a challenge page (ruishu)"),
    "ruishu202": Case(Answer(RUISHU, 202), "blocked", "HTTP 202, a challenge page (ruishu)"),
    "bare412": Case(
        Answer("", 412), "blocked", "HTTP 412, precondition failed: the mark of a script challenge"
    ),
    "jsl": Case(
        Answer(JSL, 521, headers=(("Set-Cookie", "__jsluid_h=1; path=/"),)),
        "blocked",
        "a challenge page (jsl)",
    ),
    "bare521": Case(Answer("", 521), "blocked", "HTTP 521, the mark of a cookie challenge"),
    "acw": Case(ACW, "blocked", "a challenge page (acw)"),
    "wzws": Case(WZWS, "blocked", "a challenge page (wzws)"),
    "ct6t": Case(ct6t, "blocked", "a gate that does not open (cookie-302: CT6T)"),
    "waf403": Case(Answer(WALL, 403), "blocked", "HTTP 403, a challenge page (waf)"),
    "waf405": Case(Answer(WALL, 405), "blocked", "HTTP 405, a challenge page (waf)"),
    "waf418": Case(Answer(WALL, 418), "blocked", "HTTP 418, a challenge page (waf)"),
    "waf200": Case(WALL, "blocked", "HTTP 200, a challenge page (waf)"),
    "abroad": Case(Answer(TEXT, 403), "blocked", "HTTP 403, forbidden"),
    "login": Case(Answer("", 401), "blocked", "HTTP 401"),
    "busy": Case(Answer("", 429, headers=(("Retry-After", "0"),)), "blocked", "asks for fewer requests"),
    "shut": Case(Answer("", 503, headers=(("Retry-After", "0"),)), "failed", "HTTP 503"),
}


def test_every_guard_is_named_and_none_is_solved(sites: Sites, tmp_path: Path) -> None:
    found = crawl(sites, tmp_path, GUARDS, "-s", "RETRY_TIMES=1")
    judged(GUARDS, found)
    logged = dict(rows(tmp_path / DB, "select url, outcome || ' ' || status || ' ' || detail from pages"))
    for name, case in GUARDS.items():
        evidence = str(logged[f"http://{name}.gov.cn:{sites.port}/"])
        assert evidence.startswith(f"{case.outcome} ")
        assert case.words in evidence
    assert sites.paths("ct6t.gov.cn") == ["/", "/"], (
        "a redirect to itself that sets a cookie is followed once"
    )
    assert sites.paths("ruishu.gov.cn") == ["/"], "a challenge is not asked again"


# --- answers that are none --------------------------------------------------------------------------------------------


def test_every_answer_that_is_none_ends_by_its_true_name(sites: Sites, tmp_path: Path) -> None:
    seen = Seen()
    bomb = gzip.compress(bytes(64 * 1024 * 1024), 9)
    page = listing("政府信息公开", ("/r", REPORT))
    homes = {
        "unknown": Case(None, "unreachable", "no such host"),
        "mute": Case(raw(reset=True), "unreachable", "connection lost"),
        "bye": Case(Answer(status=0), "unreachable", "connection lost"),
        "bomb": Case(packed(bomb), "failed", "larger than DOWNLOAD_MAXSIZE"),
        "flood": Case(seen.flood("flood", OK + b"\r\n", b"x" * 65536), "failed", "larger than DOWNLOAD_MAXSIZE"),
        "heads": Case(seen.flood("heads", OK, b"X: 1\r\n" * 9999), "failed", "more than 262144 bytes of headers"),
        "longhead": Case(raw(OK, b"X: " + b"x" * 1_000_000 + b"\r\n\r\n"), "failed", "no HTTP"),
        "longer": Case(raw(OK, b"Content-Length: 999\r\n\r\n<p>"), "failed", "the answer was cut short"),
        "shorter": Case(raw(OK, b"Content-Length: 9\r\n\r\n", TEXT.encode()), "empty", ""),
        "length": Case(raw(OK, b"Content-Length: -1\r\n\r\nx"), "failed", "no HTTP"),
        "lengths": Case(raw(OK, b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "failed", "no HTTP"),
        "chunks": Case(
            raw(OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\nxx"), "failed", "the answer was cut short"
        ),
        "cutchunk": Case(
            raw(OK, b"Transfer-Encoding: chunked\r\n\r\nff\r\nxx"), "failed", "the answer was cut short"
        ),
        "packed": Case(packed(b"\x1f\x8b\x08" + b"x" * 99), "failed", "cannot be unpacked"),
        "cutpack": Case(packed(gzip.compress(page.encode())[:-20]), "failed", "cannot be unpacked"),
        "nopack": Case(packed(page.encode()), "ok", "", (("/r", article(OFFICE, 2020)),)),
        "nobr": Case(packed(page.encode(), "br"), "ok", "", (("/r", article(OFFICE, 2020)),)),
        "junk": Case(raw(b"\x00\xff garbage\r\n\r\n"), "failed", "no HTTP"),
        "old": Case(raw(b"<html><p>HTTP/0.9 has no head</p></html>"), "failed", "no HTTP"),
        "none": Case(Answer("", 204), "failed", "an empty page"),
        "part": Case(Answer(TEXT, 206), "failed", "HTTP 206, a part of a page"),
        "same": Case(raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "failed", "HTTP 304, though nothing was known"),
        "s999": Case(Answer(TEXT, 999), "failed", "HTTP 999"),
        "nowhere": Case(Answer("", 302), "failed", "HTTP 302 to nowhere"),
        "file": Case(to("file:///etc/passwd"), "failed", "HTTP 302 to file:///etc/passwd, not an http address"),
        "ftp": Case(to("ftp://file.gov.cn/"), "failed", "not an http address"),
        "script": Case(to("javascript:alert(1)"), "failed", "not an http address"),
        "circle": Case(to("/a"), "failed", "a redirect loop", (("/a", to("/b")), ("/b", to("/a")))),
        "chain": Case(
            to("/1"), "failed", "a redirect loop", tuple((f"/{n}", to(f"/{n + 1}")) for n in range(1, 30))
        ),
        "home": Case(GONE_HOME, "failed", "the page says it does not exist", (("/home", page),)),
        "home404": Case(Answer(GONE_HOME, 404), "failed", "", (("/home", page),)),
        "refresh": Case(
            "<meta http-equiv='refresh' content='0;url=/home'>", "ok", "",
            (("/home", page), ("/r", article(OFFICE, 2020))),
        ),
        "jump": Case(
            "<script>window.location.href='/home';</script>", "ok", "",
            (("/home", page), ("/r", article(OFFICE, 2020))),
        ),
    }  # fmt: skip
    found = crawl(sites, tmp_path, homes, "-s", "DOWNLOAD_MAXSIZE=4000000", "-s", "RETRY_TIMES=1")
    judged(homes, found)
    assert seen.sent["flood"] < 16_000_000, "what the buffers between two programs hold, but no more"
    assert seen.sent["heads"] < 8_000_000
    assert sites.paths("home.gov.cn") == ["/"], "a page that is not there is not followed home"
    assert sites.paths("home404.gov.cn") == ["/"]
