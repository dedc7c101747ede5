"""The engine: whole crawls of real loopback servers, in processes of their own."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from loopback import (
    Answer,
    Asked,
    Sites,
    article,
    crawl_words,
    environment,
    free_port,
    listing,
    named,
    nianbao,
    rows,
    serving,
)

DB = "reports.db"


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as running:
        yield running


def seed_file(folder: Path, *lines: str) -> tuple[str, str]:
    (folder / "portals.txt").write_text("\n".join(lines), encoding="utf-8")
    return "--seeds", "portals.txt"


def certify(path: Path) -> None:
    """A certificate that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "www.good.gov.cn")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1)
    )
    certificate = builder.sign(key, hashes.SHA256())
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM))


def outcomes(folder: Path) -> dict[str, tuple[str, str]]:
    """Host -> outcome and detail of its portal."""
    return {
        str(url).split("/")[2].rpartition(":")[0]: (str(outcome), str(detail or ""))
        for url, outcome, detail in rows(folder / DB, "select url, outcome, detail from portals")
    }


def portal(sites: Sites, name: str = "www.good.gov.cn", reports: int = 3, **more: Answer | str) -> str:
    """A small honest portal: a front page, one column, some reports."""
    links = [(f"/r{n}.html", named(f"示例县第{n}局", 2020)) for n in range(reports)]
    return sites.site(
        name,
        {
            "/": listing("示例县政府信息公开", ("/nb/", "政府信息公开年报")),
            "/nb/": listing("政府信息公开年报", *links),
            **{f"/r{n}.html": article(f"示例县第{n}局", 2020) for n in range(reports)},
            **more,
        },
    )


# --- what a portal can come to ----------------------------------------------------------------------------------------


def test_every_portal_ends_with_a_true_outcome(sites: Sites, tmp_path: Path) -> None:
    """One crawl over portals that each go wrong in their own way; the good one is not held up by any."""
    home = listing("政府信息公开", ("/nb/", "政府信息公开年报"))
    seeds = [
        portal(sites),
        f"http://www.down.gov.cn:{free_port()}/",
        sites.site("www.noname.gov.cn", {}),
        sites.site("www.image.gov.cn", {"/": Answer(b"\x89PNG\r\n\x1a\n" + bytes(64), type="text/html")}),
        sites.site("www.blank.gov.cn", {"/": ""}),
        sites.site("www.lost.gov.cn", {}),
        sites.site("www.loop.gov.cn", {"/": Answer("", 302, headers=(("Location", "/"),))}),
        sites.site(
            "www.away.gov.cn", {"/": Answer("", 301, headers=(("Location", "http://elsewhere.org/"),))}
        ),
        sites.site(
            "www.closed.gov.cn",
            {"/robots.txt": Answer("User-agent: *\nDisallow: /", type="text/plain"), "/": home},
        ),
        sites.site("www.ill.gov.cn", {"/robots.txt": Answer("", 500), "/": home}),
        sites.site("www.walled.gov.cn", {"/": Answer("<script>$_ts=window['$_ts']</script>", 412)}),
        sites.site("www.broken.gov.cn", {"/": Answer("", 500)}),
        sites.site("www.soft.gov.cn", {"/": "<title>404</title><p>您访问的页面不存在</p>"}),
        sites.site(
            "www.unasked.gov.cn",
            {"/": home, "/robots.txt": "<html>portals answer anything with a page</html>"},
        ),
    ]
    names = dict.fromkeys(["www.down.gov.cn"], "127.0.0.1")
    sites.pages |= {name: {} for name in names}
    soon = (
        "-s",
        "NIANBAO_ADDRESS_SECONDS=8",
    )  # a challenge that stays is waited for as long as an address may cost
    ran = nianbao(*crawl_words(sites, *seed_file(tmp_path, *seeds), *soon), cwd=tmp_path, code=1)
    found = outcomes(tmp_path)

    assert found["www.good.gov.cn"] == ("ok", "")
    assert found["www.down.gov.cn"][0] == "unreachable"
    assert "connection refused" in found["www.down.gov.cn"][1]
    assert found["www.image.gov.cn"][0] == "empty"
    assert found["www.blank.gov.cn"][0] == "failed"
    assert "an empty page" in found["www.blank.gov.cn"][1]
    assert found["www.lost.gov.cn"][0] == "failed"
    assert found["www.loop.gov.cn"][0] == "failed"
    assert "redirect loop" in found["www.loop.gov.cn"][1]
    assert "elsewhere.org" in found["www.away.gov.cn"][1]
    assert found["www.closed.gov.cn"][0] == "robots"
    assert found["www.ill.gov.cn"][0] == "robots"
    assert "500" in found["www.ill.gov.cn"][1]
    assert found["www.walled.gov.cn"][0] == "blocked"
    assert "412" in found["www.walled.gov.cn"][1]
    assert found["www.broken.gov.cn"][0] == "failed"
    assert found["www.soft.gov.cn"][0] == "failed"
    assert found["www.unasked.gov.cn"][0] == "empty"

    assert sites.paths("www.closed.gov.cn") == []
    assert sites.paths("www.ill.gov.cn") == []
    assert rows(tmp_path / DB, "select count(*) from reports") == [(3,)]
    for name, (outcome, _) in found.items():
        assert outcome == "ok" or name in ran.stdout, "the summary names what is not well"
    assert not (tmp_path / f"{DB}-wal").exists()


def test_a_good_portal_alone_is_exit_code_0(sites: Sites, tmp_path: Path) -> None:
    ran = nianbao(*crawl_words(sites, portal(sites)), cwd=tmp_path, code=0)
    assert "3 new" in ran.stdout
    assert rows(tmp_path / DB, "select count(*), min(year), max(portal) from reports") == [
        (3, 2020, f"http://www.good.gov.cn:{sites.port}/")
    ]
    again = nianbao(*crawl_words(sites, portal(sites), "--quiet"), cwd=tmp_path, code=0)
    assert "0 new" in again.stdout
    assert again.stderr == ""
    assert rows(tmp_path / DB, "select command, finish_reason, reports_new from runs") == [
        ("crawl", "finished", 3),
        ("crawl", "finished", 0),
    ]


# --- public addresses only --------------------------------------------------------------------------------------------


def test_private_addresses_are_refused_unless_allowed(sites: Sites, tmp_path: Path) -> None:
    url = portal(sites)
    ran = nianbao("crawl", url, "-s", f"NIANBAO_HOSTS={sites.hosts}", "--delay", "0", cwd=tmp_path, code=1)
    assert outcomes(tmp_path)["www.good.gov.cn"][0] == "failed"
    assert "address refused" in ran.stdout
    assert sites.asked == []


def test_no_spelling_of_loopback_passes(sites: Sites, tmp_path: Path) -> None:
    spellings = ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]")
    urls = [f"http://{spelling}:{sites.port}/" for spelling in spellings]
    ran = nianbao("parse", "--json", *urls, cwd=tmp_path, code=1)
    assert ran.stdout.count("address refused") == len(urls)
    assert sites.asked == []


def test_what_a_seed_does_not_name_is_never_exempt(sites: Sites, tmp_path: Path) -> None:
    """Links, redirects and look-alikes of a portal that is allowed to be private lead nowhere private."""
    secret = sites.site("secret.example.org", {"/": "secret"})
    url = portal(
        sites,
        **{
            "/": listing(
                "政府信息公开",
                (secret, "政府信息公开年报"),
                (f"http://127.0.0.1:{sites.port}/", "政府信息公开年度报告"),
                ("/to", "部门年报"),
                ("ftp://www.good.gov.cn/", "信息公开年报"),
            ),
            "/to": Answer("", 302, headers=(("Location", secret),)),
        },
    )
    nianbao(*crawl_words(sites, url), cwd=tmp_path)
    assert {asked.host for asked in sites.asked} == {"www.good.gov.cn"}
    assert "/to" in sites.paths("www.good.gov.cn")
    rejected = {
        str(row[0]) for row in rows(tmp_path / DB, "select url from pages where outcome = 'rejected'")
    }
    assert {secret, f"http://127.0.0.1:{sites.port}/"} <= rejected


# --- pace -------------------------------------------------------------------------------------------------------------


def gaps(sites: Sites, name: str) -> list[float]:
    times = [asked.at for asked in sites.asked if asked.host == name]
    return [later - earlier for earlier, later in pairwise(times)]


def test_two_requests_to_a_host_are_never_closer_than_the_delay(sites: Sites, tmp_path: Path) -> None:
    """Robots.txt counts; a seed's own delay and a Crawl-delay are longer; and hosts do not wait for each other."""
    wish = Answer("User-agent: *\nCrawl-delay: 0.7", type="text/plain")
    seeds = [
        portal(sites, "www.one.gov.cn"),
        portal(sites, "www.two.gov.cn", 1) + " delay=0.6",
        portal(sites, "www.three.gov.cn", 1, **{"/robots.txt": wish}),
    ]
    nianbao(*crawl_words(sites, *seed_file(tmp_path, *seeds), delay=0.3), cwd=tmp_path, code=0)
    assert len(gaps(sites, "www.one.gov.cn")) == 5
    assert min(gaps(sites, "www.one.gov.cn")) >= 0.3
    assert min(gaps(sites, "www.two.gov.cn")) >= 0.6
    assert min(gaps(sites, "www.three.gov.cn")[1:]) >= 0.7
    order = [asked.host for asked in sites.asked]
    assert order[:9] != sorted(order[:9]), "the hosts take turns"


def test_a_host_that_asks_for_a_rest_gets_it(sites: Sites, tmp_path: Path) -> None:
    seen: list[float] = []

    def busy(asked: Asked) -> Answer:
        seen.append(asked.at)
        return (
            Answer("", 503, headers=(("Retry-After", "2"),))
            if len(seen) == 1
            else Answer(article("示例县第0局", 2020))
        )

    nianbao(*crawl_words(sites, portal(sites, reports=1, **{"/r0.html": busy})), cwd=tmp_path, code=0)
    assert len(seen) == 2
    assert seen[1] - seen[0] >= 2


def test_a_dead_host_is_given_up(sites: Sites, tmp_path: Path) -> None:
    """A host that hangs up on every page: after some failures the rest of it is not asked, and says so."""
    dead = sites.site("dead.good.gov.cn", {f"/{n}.html": Answer(status=0) for n in range(6)})
    links = [(f"{dead}{n}.html", named(f"示例县第{n}局", 2020)) for n in range(6)]
    url = portal(sites, **{"/nb/": listing("政府信息公开年报", *links)})
    nianbao(*crawl_words(sites, url, "-s", "NIANBAO_HOST_FAILURES=3"), cwd=tmp_path, code=1)
    details = [str(row[0]) for row in rows(tmp_path / DB, "select detail from pages where url like '%dead%'")]
    assert len(details) == 6
    assert sum("not asked" in detail for detail in details) == 5
    assert set(sites.paths("dead.good.gov.cn")) == {"/0.html"}


# --- gates and redirects ----------------------------------------------------------------------------------------------


def test_a_cookie_gate_is_passed(sites: Sites, tmp_path: Path) -> None:
    """The gate of some ministries: 302 to the same address, with a cookie, until the cookie comes along."""
    page = listing("政府信息公开", ("/r0.html", named("示例县第0局", 2020)))

    def gate(asked: Asked) -> Answer:
        if "CT6T=1" in asked.headers.get("Cookie", ""):
            return Answer(page)
        return Answer("", 302, headers=(("Location", "/"), ("Set-Cookie", "CT6T=1; path=/")))

    nianbao(*crawl_words(sites, portal(sites, reports=1, **{"/": gate})), cwd=tmp_path, code=0)
    assert rows(tmp_path / DB, "select count(*) from reports") == [(1,)]


def test_a_redirect_within_the_portal_is_followed_and_paced_by_its_own_host(
    sites: Sites, tmp_path: Path
) -> None:
    other = sites.site("xxgk.good.gov.cn", {"/r.html": article("示例县第0局", 2020)})
    url = portal(sites, reports=1, **{"/r0.html": Answer("", 302, headers=(("Location", f"{other}r.html"),))})
    nianbao(*crawl_words(sites, url), cwd=tmp_path, code=0)
    assert [asked.path for asked in sites.asked if asked.host == "xxgk.good.gov.cn"] == [
        "/robots.txt",
        "/r.html",
    ]
    assert rows(tmp_path / DB, "select url from reports") == [(f"{other}r.html",)]


def test_the_user_agent_says_who_we_are(sites: Sites, tmp_path: Path) -> None:
    nianbao(*crawl_words(sites, portal(sites, reports=1)), cwd=tmp_path, code=0)
    assert all(asked.headers["User-Agent"].startswith("nianbao/") for asked in sites.asked)
    assert all("(+http" in asked.headers["User-Agent"] for asked in sites.asked)


def test_where_no_fallback_is_wanted_a_bad_certificate_is_refused_once_and_says_so(tmp_path: Path) -> None:
    certify(tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    shaken: list[object] = []
    context.sni_callback = lambda *told: shaken.append(told)
    with serving(context) as sites:
        sites.site("www.good.gov.cn", {"/": "secret"})
        url = f"https://www.good.gov.cn:{sites.port}/"
        dials = ("-s", f"NIANBAO_HOSTS={sites.hosts}", "-s", "NIANBAO_TLS_FALLBACK=False")
        ran = nianbao("parse", "--json", "--allow-private", *dials, url, cwd=tmp_path, code=1)
    assert "certificate of www.good.gov.cn not trusted: signed by itself" in ran.stdout
    assert ran.stderr == ""
    assert sites.asked == []
    assert len(shaken) == 1, "asking again would not make it better"


# --- limits -----------------------------------------------------------------------------------------------------------


def test_the_page_budget_is_kept_and_spent_on_the_best(sites: Sites, tmp_path: Path) -> None:
    chaff = [(f"/zwgk/{n}/", f"政务公开栏目{n}") for n in range(20)]
    home = listing("政府信息公开", *chaff, ("/nb/", "政府信息公开年报"))
    url = portal(sites, reports=4, **{"/": home})
    nianbao(*crawl_words(sites, url, "--max-pages", "6"), cwd=tmp_path)
    assert len(sites.paths("www.good.gov.cn")) == 6
    assert rows(tmp_path / DB, "select count(*) from reports") == [(4,)]


def test_endless_folders_end(sites: Sites, tmp_path: Path) -> None:
    """A relative link in an error page that answers 200: every page names one folder more."""

    def deeper(asked: Asked) -> Answer:
        return Answer(listing("政府信息公开", ("nb/", "政府信息公开年报")))

    class Trap(dict):  # type: ignore[type-arg]
        def get(self, path: str, default: object = None) -> object:
            return default if path == "/robots.txt" else deeper

    sites.pages["www.trap.gov.cn"] = Trap()
    nianbao(*crawl_words(sites, f"http://www.trap.gov.cn:{sites.port}/"), cwd=tmp_path, code=0)
    assert len(sites.paths("www.trap.gov.cn")) < 6


# --- interruptions ----------------------------------------------------------------------------------------------------


def start(sites: Sites, folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", *words],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(sites: Sites, number: int) -> None:
    deadline = time.monotonic() + 60
    while len(sites.asked) < number:
        assert time.monotonic() < deadline, f"only {len(sites.asked)} requests came"
        time.sleep(0.02)


FINAL = (
    "select id, agency, year, title, body, url, content_sha256, edition from reports order by id",
    "select url, kind, status, outcome from pages order by url",
    "select url, report_id, role from sources order by url",
    "select url, outcome, pages, reports from portals order by url",
)


def test_a_crawl_killed_twice_ends_like_one_that_was_not(sites: Sites, tmp_path: Path) -> None:
    url = portal(sites, reports=60)
    (tmp_path / "whole").mkdir()
    nianbao(*crawl_words(sites, url), cwd=tmp_path / "whole", code=0)
    want = [rows(tmp_path / "whole" / DB, sql) for sql in FINAL]
    assert len(want[0]) == 60

    sites.asked.clear()
    for number in (20, 45):
        process = start(
            sites, tmp_path, *crawl_words(sites, url, "-s", "NIANBAO_BATCH_SECONDS=0.1", delay=0.02)
        )
        wait_for(sites, number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    before = len(sites.asked)
    kept = rows(tmp_path / DB, "select url from pages where outcome = 'ok'")
    assert kept, "what was committed before the kill is there"
    nianbao(*crawl_words(sites, url), cwd=tmp_path, code=0)

    assert [rows(tmp_path / DB, sql) for sql in FINAL] == want
    assert rows(tmp_path / DB, "select count(*), max(finish_reason) from runs") == [(1, "finished")]
    asked = {f"{url.rstrip('/')}{asked.path}" for asked in sites.asked[before:]}
    assert not {str(row[0]) for row in kept} & asked, "nothing finished is asked again"


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(sites: Sites, tmp_path: Path) -> None:
    url = portal(sites, reports=40)
    process = start(sites, tmp_path, *crawl_words(sites, url, delay=0.1))
    wait_for(sites, 10)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    assert "stopped early" in out
    assert not (tmp_path / f"{DB}-wal").exists()
    assert rows(tmp_path / DB, "select outcome from portals") == [("pending",)]
    done = set(sites.paths("www.good.gov.cn"))
    sites.asked.clear()
    nianbao(*crawl_words(sites, url), cwd=tmp_path, code=0)
    assert rows(tmp_path / DB, "select count(*) from reports") == [(40,)]
    assert not done & set(sites.paths("www.good.gov.cn"))


def test_a_second_writer_is_refused(sites: Sites, tmp_path: Path) -> None:
    url = portal(sites, reports=40)
    process = start(sites, tmp_path, *crawl_words(sites, url, delay=0.2))
    wait_for(sites, 3)
    refused = nianbao(*crawl_words(sites, url), cwd=tmp_path, code=2)
    assert DB in refused.stderr
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 3


def test_a_full_disk_stops_with_exit_code_3(sites: Sites, tmp_path: Path) -> None:
    """A limit on the size of files is a disk that fills up; with room again the crawl goes on."""
    url = portal(sites, reports=40)
    words = crawl_words(sites, url, "-s", "NIANBAO_BATCH_SECONDS=0.05")
    nianbao(
        "crawl", f"http://127.0.0.1:{free_port()}/", cwd=tmp_path
    )  # the schema is there before the disk is full
    limit = (tmp_path / DB).stat().st_size // 1024 + 24
    shell = f'ulimit -f {limit}; trap "" XFSZ; exec "$0" "$@"'
    ran = subprocess.run(
        ["bash", "-c", shell, sys.executable, "-m", "crawler", *words],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 3, ran.stdout + ran.stderr
    assert "disk" in ran.stderr
    assert len(sites.asked) < 43
    nianbao(*words, cwd=tmp_path, code=0)
    assert rows(tmp_path / DB, "select count(*) from reports") == [(40,)]


# --- other ways in ----------------------------------------------------------------------------------------------------


def test_it_is_an_ordinary_scrapy_project(sites: Sites, tmp_path: Path) -> None:
    url = portal(sites)
    words = ["crawl", "portal", "-a", f"url={url}", "-a", f"db={tmp_path / DB}"]
    dials = [
        f"NIANBAO_HOSTS={sites.hosts}",
        "NIANBAO_ALLOW_PRIVATE=True",
        "DOWNLOAD_DELAY=0",
        "AUTOTHROTTLE_START_DELAY=0",
    ]
    scrapy = [sys.executable, "-m", "scrapy", *words, *(word for dial in dials for word in ("-s", dial))]
    settings = environment() | {"SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    ran = subprocess.run(
        scrapy, cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert rows(tmp_path / DB, "select count(*) from reports") == [(3,)]
    sites.asked.clear()
    refused = subprocess.run(
        [*scrapy, "-s", "DEPTH_LIMIT=3"],
        cwd=tmp_path,
        env=settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode != 0
    assert "DEPTH_LIMIT" in refused.stderr
    assert sites.asked == []


def test_without_its_address_guard_nothing_is_fetched(sites: Sites, tmp_path: Path) -> None:
    words = crawl_words(
        sites, portal(sites), "-s", "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver"
    )
    ran = nianbao(*words, cwd=tmp_path, code=2)
    assert "guard" in ran.stderr
    assert sites.asked == []


def test_a_live_page_is_parsed_with_the_same_manners(sites: Sites, tmp_path: Path) -> None:
    closed = sites.site(
        "www.closed.gov.cn",
        {"/robots.txt": Answer("User-agent: *\nDisallow: /", type="text/plain"), "/": "secret"},
    )
    good = portal(sites, reports=1)
    ran = nianbao(
        "parse", "--json", "--allow-private", "-s", f"NIANBAO_HOSTS={sites.hosts}", f"{good}r0.html", closed, f"{good}none",
        cwd=tmp_path, code=1,
    )  # fmt: skip
    import json

    report, forbidden, lost = (json.loads(line) for line in ran.stdout.splitlines())
    assert (report["input"], report["year"], report["url"]) == (f"{good}r0.html", 2020, f"{good}r0.html")
    assert "robots" in forbidden["error"]
    assert "404" in lost["error"]
    assert sites.paths("www.closed.gov.cn") == []
    assert not (tmp_path / DB).exists()


def test_a_server_that_never_ends_its_answer_is_cut_off(tmp_path: Path) -> None:
    """The time allowed is for the whole answer: a byte now and then does not prolong it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stop = threading.Event()

        def drip() -> None:
            while not stop.is_set():
                listener.settimeout(0.2)
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
                    while not stop.wait(0.1):
                        try:
                            connection.sendall(b"x")
                        except OSError:
                            break

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            dials = ("-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0")
            ran = nianbao("parse", "--json", "--allow-private", *dials, url, cwd=tmp_path, code=1)
        finally:
            stop.set()
            thread.join()
    assert "no answer in time" in ran.stdout
