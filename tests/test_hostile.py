"""Hostile portals: each behaviour ends in the outcome that is true of it, none costs more than its time, none gets in."""

from __future__ import annotations

import gzip
import json
import threading
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
    found = crawl(sites, tmp_path, GUARDS, "--browser", "never", "-s", "RETRY_TIMES=1")
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


# --- time -------------------------------------------------------------------------------------------------------------


def test_an_address_costs_its_seconds_and_no_more_whatever_is_tried(sites: Sites, tmp_path: Path) -> None:
    """Two tries of a server that drips, however many were allowed; the hops of a slow chain pay from one purse."""
    seen = Seen()

    def slow(asked: Asked) -> Answer:
        time.sleep(0.8)
        return to(f"{asked.path}1")

    homes = {
        "head": Case(
            seen.drip("head", OK, b"X: 1\r\n"), "unreachable", "more than 2 s in all: no answer in time"
        ),
        "body": Case(
            seen.drip("body", OK + b"\r\n", b"x"), "unreachable", "more than 2 s in all: no answer in time"
        ),
        "chain": Case(
            slow, "unreachable", "more than 2 s in all", tuple(("/" + "1" * n, slow) for n in range(1, 9))
        ),
    }
    dials = ("DOWNLOAD_TIMEOUT=1", "NIANBAO_ADDRESS_SECONDS=2", "RETRY_TIMES=9", "REDIRECT_MAX_TIMES=9")
    found = crawl(sites, tmp_path, homes, *(word for dial in dials for word in ("-s", dial)))
    judged(homes, found)
    assert sites.paths("head.gov.cn") == sites.paths("body.gov.cn") == ["/", "/"]
    assert sorted(seen.let_go) == ["body", "body", "head", "head"], "each was hung up on"
    assert 2 <= len(sites.paths("chain.gov.cn")) <= 3


def test_a_tarpit_holds_up_nobody(sites: Sites, tmp_path: Path) -> None:
    """A server drips until the good portals have been asked for all they have: that moment comes before its time is up."""
    order: list[str] = []
    walked = threading.Event()
    years, goods = range(2008, 2020), 4

    def drip() -> Generator[bytes]:
        order.append("caught")
        try:
            while not walked.wait(0.05):
                yield b"H"
        finally:
            order.append("let go")

    def told(asked: Asked) -> Answer:
        order.append(asked.path)
        if len(order) == 1 + goods * len(years):
            walked.set()
        return Answer(article(OFFICE, int(asked.path.strip("/"))))

    homes = {"pit": Case(lambda _: Raw(drip()), "failed", "no HTTP")}
    for n in range(goods):
        page = listing("政府信息公开年报", *((f"/{year}", named(OFFICE, year)) for year in years))
        homes[f"good{n}"] = Case(page, "ok", "", tuple((f"/{year}", told) for year in years))
    judged(homes, crawl(sites, tmp_path, homes, "-s", "RETRY_TIMES=0"))
    assert walked.is_set()
    assert order.index("caught") < len(order) - 1
    assert order[-1] == "let go"


# --- pace -------------------------------------------------------------------------------------------------------------


def gaps(sites: Sites, *names: str) -> list[float]:
    times = [asked.at for asked in sites.asked if asked.host.rstrip(".") in names]
    return [later - earlier for earlier, later in pairwise(times)]


def test_no_gap_falls_under_the_delay_whatever_is_asked(sites: Sites, tmp_path: Path) -> None:
    """Retries, redirects, gates, robots.txt, another spelling of the host, two portals on one host, jitter: all wait."""
    calls: list[str] = []

    def moody(asked: Asked) -> Answer:
        calls.append(asked.path)
        return Answer("", 500) if len(calls) % 2 else Answer(article(OFFICE, 2019))

    def gate(asked: Asked) -> Answer:
        return Answer(TEXT) if "CT6T" in asked.headers.get("Cookie", "") else ct6t(asked)

    pages: dict[str, Page] = {
        "/": listing(
            "政府信息公开",
            ("/moody", named(OFFICE, 2019)),
            ("/away", named(OFFICE, 2018)),
            ("/dot", named(OFFICE, 2017)),
            ("/gate", named(OFFICE, 2016)),
        ),
        "/moody": moody,
        "/away": to("/there", 301),
        "/there": article(OFFICE, 2018),
        "/dot": to(f"http://one.gov.cn.:{sites.port}/dot"),
        "/gate": gate,
        "/other/": listing("法治政府建设", ("/there", named(OFFICE, 2018))),
    }
    url = sites.site("one.gov.cn", pages)
    sites.pages["one.gov.cn."] = {"/dot": article(OFFICE, 2017)}
    seeds = (url, f"{url}other/ delay=0.5")
    (tmp_path / "portals.txt").write_text("\n".join(seeds), encoding="utf-8")
    words = ("--seeds", "portals.txt", "-s", "DOWNLOAD_DELAY_JITTER=0.95")
    nianbao(*crawl_words(sites, *words, delay=0.3), cwd=tmp_path)
    asked = sites.paths("one.gov.cn")
    assert {"/moody", "/away", "/there", "/gate", "/other/"} <= set(asked)
    assert asked.count("/moody") == 2
    assert sites.paths("one.gov.cn.") == ["/dot"]
    found = gaps(sites, "one.gov.cn")
    assert len(found) >= 9
    assert min(found) >= 0.3
    patient = [each.path for each in sites.asked].index("/other/")
    assert min(found[patient:]) >= 0.5, "the longer of their delays holds for both portals, once it is known"


def test_a_host_is_rested_until_the_date_it_names(sites: Sites, tmp_path: Path) -> None:
    until: list[float] = []

    def busy(asked: Asked) -> Answer:
        if until:
            return Answer(article(OFFICE, 2020))
        then = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3)
        until.append(asked.at + (then - datetime.now(UTC)).total_seconds())
        return Answer("", 503, headers=(("Retry-After", format_datetime(then, usegmt=True)),))

    url = sites.site("one.gov.cn", {"/": listing("年报", ("/r", REPORT)), "/r": busy})
    nianbao(*crawl_words(sites, url), cwd=tmp_path, code=0)
    again = [asked.at for asked in sites.asked if asked.path == "/r"][1]
    assert again >= until[0] - 0.05, "clocks of two kinds are compared"


@pytest.mark.parametrize("forgiving", [True, False])
def test_a_host_that_goes_silent_rests_and_is_asked_again(
    sites: Sites, tmp_path: Path, *, forgiving: bool
) -> None:
    """One province bans for a minute after quick requests: whoever rests gets the rest; else it is called by its name."""
    seen: list[float] = []

    def page(asked: Asked) -> Answer | Raw:
        seen.append(asked.at)
        shut = 3 <= len(seen) <= 5 if forgiving else len(seen) >= 3
        return raw(reset=True) if shut else Answer(article(OFFICE, int(asked.path[1:])))

    years = range(2010, 2020)
    home = listing("政府信息公开年报", *((f"/{year}", named(OFFICE, year)) for year in years))
    homes = {"one": Case(home, "ok", "", tuple((f"/{year}", page) for year in years))}
    dials = ("-s", "NIANBAO_BAN_SECONDS=1.5", "-s", "NIANBAO_HOST_FAILURES=5")
    url = sites.site("one.gov.cn", {"/": home} | dict(homes["one"].more))
    nianbao(*crawl_words(sites, url, *dials), cwd=tmp_path, code=0 if forgiving else 1)
    [(outcome, detail)] = rows(tmp_path / DB, "select outcome, detail from portals")
    assert seen[5] - seen[4] >= 1.5, "after three failures in a row it rests"
    if forgiving:
        assert (outcome, detail) == ("ok", None)
        assert len(seen) == len(years) + 3
    else:
        assert outcome == "blocked"
        assert "answered 4 times and then failed" in str(detail)
        assert "the mark of an address ban" in str(detail)
        assert len(seen) == 2 + 5, "and after some more failures it is left alone"


# --- where a page leads -----------------------------------------------------------------------------------------------


def test_no_page_leads_to_a_private_server(sites: Sites, tmp_path: Path) -> None:
    """Links, files, redirects, a refresh, a script, the JSON of a list: every spelling of a host that is not the portal's."""
    port = sites.port
    spellings = (
        "127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]", "secret.example.org",
        "one.gov.cn.secret.example.org", "one.gov.cn@127.0.0.1", "xn--fiqs8s.example.org",
    )  # fmt: skip
    sites.site("secret.example.org", {})
    wheres = [f"http://{spelling}:{port}/secret{n}" for n, spelling in enumerate(spellings)]
    wheres += [
        "file:///etc/passwd",
        "ftp://one.gov.cn/x",
        "gopher://127.0.0.1:1/",
        "//127.0.0.1/x",
        "http://[/",
    ]
    years = range(2000, 2000 + len(wheres))
    links = [(where, named(OFFICE, year)) for where, year in zip(wheres, years, strict=True)]
    given = [where.replace("secret", "secret-json") for where in wheres]
    articles = [{"title": words, "url": where} for where, (_, words) in zip(given, links, strict=True)]
    record = {"name": "政府信息公开年报", "articles": articles}
    file = f"<a href='http://127.0.0.1:{port}/secret.pdf'>{REPORT}.pdf</a>"
    thin = article(OFFICE, 2020).partition("<p>")[0] + file
    names = "".join(
        f"<a href='{name}'>{REPORT}.pdf</a>"
        for name in ("../../../../../../etc/passwd", "%2e%2e/%2e%2e/x.pdf", "a\0b.pdf", "CON", "/x" * 900)
    )
    door = f"http://127.0.0.1:{port}/secret"
    url = sites.site(
        "one.gov.cn",
        {
            "/": listing(
                "政府信息公开", *links, ("/nb/", "政府信息公开年报"), ("/refresh", "部门年报"), ("/jump", "镇街年报"),
                ("/to", "年度报告"), ("/frame", "信息公开年报"), ("/thin", named(OFFICE, 2021)), ("/names", REPORT),
            ),
            "/nb/": "<script>var NFCMS_CAT_ID='7'; var NFCMS='http://www.southcn.com/nfcms';</script>"
            + listing("政府信息公开年报"),
            "/postmeta/i/7.json": Answer(json.dumps(record), type="application/json"),
            "/refresh": f"<meta http-equiv='refresh' content='0;url={door}'>",
            "/jump": f"<script>window.location.href='{door}';</script>",
            "/frame": f"<iframe src='{door}'></iframe><frameset><frame src='{door}'></frameset>",
            "/to": to(door),
            "/thin": thin,
            "/names": article(OFFICE, 2020).replace("</body>", f"{names}</body>"),
        },
    )  # fmt: skip
    nianbao(*crawl_words(sites, url), cwd=tmp_path, code=0)
    asked = set(sites.paths("one.gov.cn"))
    assert {"/nb/", "/postmeta/i/7.json", "/refresh", "/jump", "/frame", "/to", "/thin", "/names"} <= asked
    assert {each.host for each in sites.asked} == {"one.gov.cn"}
    assert not any("secret" in each.path for each in sites.asked)
    assert {path.name for path in tmp_path.iterdir()} <= {DB, "archive"}, (
        "no name of a portal's is one of ours"
    )
    rejected = {
        str(row[0]) for row in rows(tmp_path / DB, "select url from pages where outcome = 'rejected'")
    }
    assert {door, wheres[0], wheres[8], given[0], f"{door}.pdf"} <= rejected


# --- pages made to hurt -----------------------------------------------------------------------------------------------


def test_pages_made_to_hurt_end_as_pages(sites: Sites, tmp_path: Path) -> None:
    """Nests, floods of one tag, endless attributes, entities of entities, NULs: read or not, and the next one is asked."""
    entity = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    bombs = {
        "nest": "<div>" * 100_000 + "年报",
        "tables": "<table><tr><td>" * 30_000 + "年报",
        "lists": "<ul><li><a href='/x'>" * 50_000,
        "tags": "<p>" * 10_000_000,  # 30 MB
        "attribute": f"<p title='{'年' * 3_500_000}'>x</p>" + TEXT,
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>" + TEXT,
        "entities": f"<!DOCTYPE html [<!ENTITY e0 '年'>{entity}]><p>&e11;</p>" + TEXT,
        "nul": ("\0" * 1_000_000) + TEXT + "\0",
        "comment": "<!--" * 1_000_000,
        "script": "<script>" + "var a='年报';" * 300_000,
        "amp": "&" * 2_000_000,
        "line": "年" * 2_000_000,
        "spans": f"<table><tr><td rowspan=99999999 colspan=99999999>{REPORT}</td></tr></table>",
    }
    links = [(f"/{name}", named(OFFICE, 2008 + n)) for n, name in enumerate(bombs)]
    pages: dict[str, Page] = {f"/{name}": page for name, page in bombs.items()}
    home = listing("政府信息公开年报", *links, ("/last", "部门年报"))
    last = listing("部门年报", ("/report", REPORT))
    url = sites.site("one.gov.cn", {"/": home, "/last": last, "/report": article(OFFICE, 2020), **pages})
    ran = nianbao(*crawl_words(sites, url, "-s", "NIANBAO_FILE_SECONDS=3"), cwd=tmp_path, code=0)
    assert "Traceback" not in ran.stderr
    assert set(sites.paths("one.gov.cn")) >= {f"/{name}" for name in bombs} | {"/last", "/report"}
    found = rows(tmp_path / DB, "select url, outcome, detail from pages where detail like '%our own error%'")
    assert found == []
    assert rows(tmp_path / DB, "select count(*) from reports where title = '" + REPORT + "'") == [(1,)]


# --- robots.txt -------------------------------------------------------------------------------------------------------


def test_robots_that_cannot_be_had_keep_us_out(sites: Sites, tmp_path: Path) -> None:
    """RFC 9309: what answers 4xx, or leads out of the portal, forbids nothing; what cannot be had forbids everything."""
    seen = Seen()
    report = ("/r", article(OFFICE, 2020))
    page = listing("政府信息公开年报", ("/r", REPORT))
    forbids = Answer("User-agent: *\nDisallow: /r", type="text/plain")
    robots: dict[str, tuple[Page, str, str]] = {
        "none": (Answer("", 404), "ok", ""),
        "login": (Answer("", 403), "ok", ""),
        "away": (to("http://secret.example.org/robots.txt"), "ok", ""),
        "moved": (to("/robots2.txt"), "empty", "1 robots"),
        "circle": (to("/robots.txt"), "ok", ""),
        "nul": (Answer(b"\0\xff" * 999, type="text/plain"), "ok", ""),
        "long": (
            Answer("User-agent: *\nDisallow: /r\n" + "#" * 3_000_000, type="text/plain"),
            "empty",
            "1 robots",
        ),
        "s503": (Answer("", 503, headers=(("Retry-After", "0"),)), "robots", "robots.txt answers 503"),
        "s429": (Answer("", 429, headers=(("Retry-After", "0"),)), "robots", "robots.txt answers 429"),
        "mute": (Answer(status=0), "unreachable", "connection lost"),
        "slow": (seen.drip("slow", OK + b"\r\n", b"x"), "unreachable", "in all: no answer in time"),
        "flood": (seen.flood("flood", OK + b"\r\n", b"x" * 65536), "failed", "larger than DOWNLOAD_MAXSIZE"),
    }
    homes = {
        name: Case(page, outcome, words, (report, ("/robots.txt", answer), ("/robots2.txt", forbids)))
        for name, (answer, outcome, words) in robots.items()
    }
    dials = (
        "DOWNLOAD_MAXSIZE=4000000", "RETRY_TIMES=1", "DOWNLOAD_TIMEOUT=5", "NIANBAO_ADDRESS_SECONDS=6",
    )  # fmt: skip
    found = crawl(sites, tmp_path, homes, *(word for dial in dials for word in ("-s", dial)))
    judged(homes, found)
    for name, (_, outcome, _) in robots.items():
        paths = set(sites.paths(f"{name}.gov.cn")) - {"/robots2.txt"}
        assert paths == {"ok": {"/", "/r"}, "empty": {"/"}}.get(outcome, set())
    assert not any(each.host == "secret.example.org" for each in sites.asked)
