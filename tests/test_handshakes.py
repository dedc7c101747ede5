"""TLS as portals have it: good first, lesser for the host that needs it, said aloud; and addresses of the new kind."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from authority import DAY, Authority, alone, old, renegotiating, small
from cryptography.hazmat.primitives.asymmetric import rsa
from loopback import (
    Page,
    Sites,
    article,
    crawl_words,
    environment,
    listing,
    named,
    nianbao,
    rows,
    serving,
)
from scrapy import Request
from scrapy.core.downloader.handlers import http11
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.manners import Trust
from crawler.manners.handshakes import STRICT, Terms
from crawler.manners.purse import Purse
from crawler.manners.refusals import Spent, Unreached, UnshakenError, UntrustedError
from crawler.manners.wire import Line

DB = "reports.db"
OFFICE = "示例县第一局"
PAGES: dict[str, Page] = {
    "/": listing("政府信息公开年报", ("/r", named(OFFICE, 2020))),
    "/r": article(OFFICE, 2020),
}
OLD = ssl.TLSVersion


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that every child of this test trusts."""
    founded = Authority.found("Authority of these tests")
    monkeypatch.setenv("SSL_CERT_FILE", str(founded.file(tmp_path / "authority.pem")))
    return founded


def walk(folder: Path, hosts: dict[str, Sites], *more: str) -> dict[str, tuple[str, str]]:
    """One crawl over hosts on servers of their own, all by https; host -> outcome and detail of its portal."""
    for host, sites in hosts.items():
        sites.site(host, dict(PAGES))
    seeds = [f"https://{host}:{sites.port}/" for host, sites in hosts.items()]
    (folder / "portals.txt").write_text("\n".join(seeds), encoding="utf-8")
    every = Sites(0, pages=dict.fromkeys(hosts, PAGES))
    nianbao(*crawl_words(every, "--seeds", "portals.txt", *more), cwd=folder)
    return {
        str(url).split("/")[2].rpartition(":")[0].removesuffix(".gov.cn"): (str(outcome), str(detail or ""))
        for url, outcome, detail in rows(folder / DB, "select url, outcome, detail from portals")
    }


def test_each_host_is_spoken_to_on_the_best_terms_it_can(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken certificates and old protocols, real ones: read, once the strict way failed, and every outcome says so."""
    unread = "; read without verification"
    contexts: dict[str, tuple[ssl.SSLContext | None, str]] = {
        "good": (authority.context(tmp_path, "good.gov.cn"), ""),
        "expired": (
            authority.context(tmp_path, "expired.gov.cn", age=2 * DAY, left=-DAY),
            f"certificate of expired.gov.cn not trusted: expired{unread}",
        ),
        "early": (authority.context(tmp_path, "early.gov.cn", age=-DAY, left=2 * DAY), f": not valid yet{unread}"),
        "named": (authority.context(tmp_path, "else.gov.cn"), f": made out to another name{unread}"),
        "alone": (alone(tmp_path, "alone.gov.cn"), f": signed by itself{unread}"),
        "strange": (
            Authority.found("Nobody").context(tmp_path, "strange.gov.cn"),
            f": signed by an authority nobody knows{unread}",
        ),
        "weak": (
            authority.context(tmp_path, "weak.gov.cn", rsa_key(1024)) ,
            f": its key is too short{unread}",
        ),
        "tls10": (
            old(authority.context(tmp_path, "tls10.gov.cn", rsa_key()), OLD.TLSv1),
            "no TLS with tls10.gov.cn: ",
        ),
        "tls11": (old(authority.context(tmp_path, "tls11.gov.cn", rsa_key()), OLD.TLSv1_1), "; read by old TLS"),
        "both": (
            old(alone(tmp_path, "both.gov.cn", rsa_key(1024)), OLD.TLSv1),
            f"; certificate of both.gov.cn not trusted: signed by itself{unread}",
        ),
        "small": (small(authority.context(tmp_path, "small.gov.cn", rsa_key()), tmp_path), "; read by old TLS"),
        "plain": (None, "no TLS with plain.gov.cn: "),
    }  # fmt: skip
    with ExitStack() as stack:
        hosts = {
            f"{name}.gov.cn": stack.enter_context(serving(context)) for name, (context, _) in contexts.items()
        }
        found = walk(tmp_path, hosts, "-s", "RETRY_TIMES=0")
        wrong = {
            name: found[name]
            for name, (_, words) in contexts.items()
            if found[name][0] != "ok" or words not in found[name][1] or (not words and found[name][1])
        }
        assert wrong == {}, "\n".join(f"{name}: {said}" for name, said in wrong.items())
        assert found["tls10"][1].endswith("; read by old TLS")
        assert found["plain"][1].endswith("; read over http")
        for name, sites in hosts.items():
            assert sites.paths(name) == ["/", "/r"], (
                "each page was asked once, on terms that were known by then"
            )
    noted = rows(tmp_path / DB, "select url from pages where detail is not null")
    assert {str(url).split("/")[2].partition(".")[0] for (url,) in noted} == set(contexts) - {"good"}
    assert rows(tmp_path / DB, "select count(*) from reports") == [(1,)]


def test_without_the_fallback_every_such_host_is_unreachable(tmp_path: Path, authority: Authority) -> None:
    contexts = {
        "expired.gov.cn": (
            authority.context(tmp_path, "expired.gov.cn", age=2 * DAY, left=-DAY),
            "not trusted: expired",
        ),
        "tls10.gov.cn": (
            old(authority.context(tmp_path, "tls10.gov.cn", rsa_key()), OLD.TLSv1),
            "no TLS with",
        ),
        "plain.gov.cn": (None, "no TLS with"),
    }
    with ExitStack() as stack:
        hosts = {name: stack.enter_context(serving(context)) for name, (context, _) in contexts.items()}
        found = walk(tmp_path, hosts, "-s", "NIANBAO_TLS_FALLBACK=False")
        assert [sites.asked for sites in hosts.values()] == [[], [], []]
    for name, (_, words) in contexts.items():
        outcome, detail = found[name.partition(".")[0]]
        assert outcome == "unreachable"
        assert words in detail


def test_the_gap_is_kept_between_the_tries_too(tmp_path: Path) -> None:
    """Each handshake is a request to the host: one that fails is waited after like any other."""
    context = old(alone(tmp_path, "both.gov.cn", rsa_key()), OLD.TLSv1)
    shaken: list[float] = []
    context.sni_callback = lambda *_: shaken.append(time.monotonic())
    with serving(context) as sites:
        walk(tmp_path, {"both.gov.cn": sites}, "--delay", "0.3")
        assert sites.paths("both.gov.cn") == ["/", "/r"]
    assert len(shaken) >= 2
    assert all(later - earlier >= 0.3 for earlier, later in pairwise(shaken))


GUARDED = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from crawler.commands.options import project
from crawler.commands.once import PLAIN
from crawler.manners.handshakes import Terms

class Knock(Spider):
    name = "knock"
    seeds = {}
    async def start(self):
        handlers = self.crawler.engine.downloader.handlers
        for terms in (Terms(v, m) for v in (True, False) for m in (True, False)):
            for host in sys.argv[2:]:
                request = Request(f"https://{host}:{sys.argv[1]}/", meta={"terms": terms})
                try:
                    response = await handlers.download_request_async(request)
                    print(host, response.status)
                except Exception as error:
                    print(host, type(error).__name__)
        return
        yield

settings = project((f'NIANBAO_HOSTS={json.dumps({"name.gov.cn": "127.0.0.1", "six.gov.cn": "::1"})}',), LOG_LEVEL="ERROR")
for name, value in PLAIN.items():
    settings.set(name, value, priority="spider")
process = AsyncCrawlerProcess(settings)
process.crawl(Knock)
process.start()
"""


def test_the_guard_holds_on_all_terms(tmp_path: Path) -> None:
    """Old TLS is spoken by the same reactor, so its addresses are judged like all others: nobody even knocks."""
    context = old(alone(tmp_path, "name.gov.cn", rsa_key()), OLD.TLSv1)
    knocked: list[object] = []
    context.sni_callback = lambda *told: knocked.append(told)
    names = ("name.gov.cn", "six.gov.cn", "127.0.0.1", "localhost", "[::1]", "0x7f.1")
    with serving(context) as sites:
        ran = subprocess.run(
            [sys.executable, "-c", GUARDED, str(sites.port), *names],
            env=environment(), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert sites.asked == []
    assert ran.stdout.splitlines() == [f"{name} CannotResolveHostError" for name in names] * 4, ran.stderr
    assert knocked == []


def test_old_renegotiation_is_borne_with_on_lesser_terms_only(tmp_path: Path, authority: Authority) -> None:
    """The strict handshake ends in an alert (21); the lesser one goes on with the handshake (22)."""
    with renegotiating(authority, "legacy.gov.cn", rsa_key()) as (port, heard):
        url = f"https://legacy.gov.cn:{port}/"
        dials = ("-s", 'NIANBAO_HOSTS={"legacy.gov.cn": "127.0.0.1"}', "-s", "RETRY_TIMES=0")
        ran = nianbao("parse", "--json", "--allow-private", *dials, url, cwd=tmp_path, code=1)
    assert "no TLS with legacy.gov.cn: unsafe legacy renegotiation disabled" in ran.stdout
    assert heard[:2] == [b"\x15", b"\x16"]


# --- the steps, one by one --------------------------------------------------------------------------------------------


class Counted:
    def __init__(self) -> None:
        self.values: dict[str, int] = {}

    def inc_value(self, key: str) -> None:
        self.values[key] = self.values.get(key, 0) + 1


def trust() -> Trust:
    crawler = SimpleNamespace(settings=Settings({"NIANBAO_TLS_FALLBACK": True}), stats=Counted())
    crawler.signals = SignalManager(crawler)
    return Trust.from_crawler(crawler)  # type: ignore[arg-type]


def asked(trusting: Trust, url: str = "https://a.gov.cn/x", **meta: object) -> Request:
    request = Request(url, meta=meta)
    return trusting.process_request(request) or request


def test_each_failure_lowers_the_terms_by_one_step() -> None:
    trusting = trust()
    steps = [
        (UnshakenError("unsupported protocol"), Terms(modern=False)),
        (UntrustedError("expired"), Terms(verified=False, modern=False)),
    ]
    for failure, terms in steps:
        assert trusting.process_exception(asked(trusting), failure) is not None
        assert asked(trusting).meta["terms"] == terms
    assert trusting.process_exception(asked(trusting), DownloadFailedError("reset")) is not None
    assert asked(trusting).url == "http://a.gov.cn/x"
    assert asked(trusting, "https://b.gov.cn/").meta["terms"] == STRICT, "other hosts are not touched"


@pytest.mark.parametrize("failure", [DownloadTimeoutError("x"), DownloadConnectionRefusedError("x")])
def test_where_https_is_silent_http_is_tried_and_where_that_is_no_better_https_stays(
    failure: Exception,
) -> None:
    trusting = trust()
    assert trusting.process_exception(asked(trusting), failure) is not None
    plain = asked(trusting)
    assert plain.url == "http://a.gov.cn/x"
    with pytest.raises(Unreached, match=r"https of a.gov.cn: .*; http: connection lost"):
        trusting.process_exception(plain, DownloadFailedError("x"))
    assert asked(trusting).url == "https://a.gov.cn/x"
    assert trusting.process_exception(asked(trusting), failure) is None, "and that is tried once a run"


def test_http_that_leads_back_to_https_is_no_way_out() -> None:
    trusting = trust()
    trusting.process_exception(asked(trusting), DownloadTimeoutError("x"))
    plain = asked(trusting)
    back = asked(trusting, "https://a.gov.cn/x", **plain.meta)
    assert (back.url, back.meta["terms"]) == ("https://a.gov.cn/x", STRICT)


def test_a_host_that_was_heard_over_https_is_not_asked_less_of_when_a_line_breaks() -> None:
    trusting = trust()
    trusting.heard(asked(trusting))
    assert trusting.process_exception(asked(trusting), DownloadFailedError("reset")) is None
    assert trusting.process_exception(asked(trusting), DownloadTimeoutError("x")) is None
    assert asked(trusting).meta["terms"] == STRICT


def test_the_private_parts_of_scrapy_are_still_there() -> None:
    """Else hosts would be asked on other terms than their outcome says, or heads without end would fill the memory."""
    assert hasattr(http11, "_LenientHTTP11ClientFactory")
    assert hasattr(http11, "_LenientHTTP11ClientProtocol")
    assert {"_contextFactory", "_pool"} <= set(http11.HTTP11DownloadHandler.__init__.__code__.co_names)
    assert "retryAutomatically" in vars(http11.HTTPConnectionPool)
    assert "_factory" in vars(http11.HTTPConnectionPool)
    assert issubclass(Line, http11.HTTP11DownloadHandler)


# --- the purse --------------------------------------------------------------------------------------------------------


def test_the_purse_gives_the_usual_and_then_what_is_left() -> None:
    paid = Purse(60, 60)
    assert paid.allow(25) == 25
    with pytest.raises(DownloadTimeoutError), paid.paying():
        raise DownloadTimeoutError("x")
    assert 59 < paid.allow(25) <= 60, "whoever ran out of time once is given all of it"
    paid.left = 0.1
    with pytest.raises(Spent, match="more than 60 s in all"):
        paid.allow(25)
    with pytest.raises(Spent, match="in all: no answer in time"), paid.paying():
        raise DownloadTimeoutError("x")


# --- IPv6 -------------------------------------------------------------------------------------------------------------


def six() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.skipif(not six(), reason="this machine has no IPv6, not even for itself")
def test_a_host_with_nothing_but_ipv6_is_walked_where_it_may_be(tmp_path: Path) -> None:
    with serving(address="::1") as sites:
        url = sites.site("six.gov.cn", dict(PAGES))
        nianbao(*crawl_words(sites, url), cwd=tmp_path, code=0)
        assert sites.paths("six.gov.cn") == ["/", "/r"]
        sites.pages["[::1]"] = dict(PAGES)
        literal = f"http://[::1]:{sites.port}/"
        ran = nianbao("parse", "--json", "--allow-private", f"{literal}r", cwd=tmp_path, code=0)
        assert json.loads(ran.stdout)["year"] == 2020
        sites.asked.clear()
        hosts = ("-s", f"NIANBAO_HOSTS={sites.hosts}")
        ran = nianbao("parse", "--json", *hosts, url, literal, cwd=tmp_path, code=1)
        assert "address refused: six.gov.cn is ::1, which is not public" in ran.stdout
        assert "address refused: ::1 is ::1, which is not public" in ran.stdout
        assert sites.asked == []
