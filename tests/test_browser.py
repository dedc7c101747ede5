"""The browser: real pages in a real Chromium, out of a real server; what it may ask, and what it never reaches."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import (
    Answer,
    Asked,
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

from crawler.browser.chromium import find

DB = "reports.db"
SCRIPT = "text/javascript; charset=utf-8"
needs_chromium = pytest.mark.skipif(find("") is None, reason="no Chromium is installed")

REPORTS = [(f"/r{n}.html", named(f"示例县第{n}局", 2020)) for n in range(3)]
LISTED = listing("政府信息公开年报", *REPORTS)
PAGES: dict[str, Page] = {f"/r{n}.html": article(f"示例县第{n}局", 2020) for n in range(3)}

# Fetches the rows of a list and writes them into the page.
FILL = """fetch('/rows.json').then(reply => reply.json()).then(rows => {
  document.getElementById('app').innerHTML = '<h2>政府信息公开年报</h2><ul>' + rows.map(([url, words]) =>
    `<li><a href="${url}">${words}</a><span>2021-01-20</span></li>`).join('') + '</ul>';
});"""


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as running:
        yield running


def shell(script: str = "", head: str = "") -> str:
    """A page whose text is written by a script."""
    told = f"<script>{script}</script>" if script else '<script src="/app.js"></script>'
    return f'<html><head><title>年报</title>{head}</head><body><div id="app"></div>{told}</body></html>'


def scripted(sites: Sites, name: str = "www.shell.gov.cn", **more: Page) -> str:
    """A portal whose first page is a shell; its list comes as JSON that only the script knows of."""
    app = Answer(FILL, type=SCRIPT)
    data = Answer(json.dumps(REPORTS), type="application/json")
    return sites.site(name, {"/": shell(), "/app.js": app, "/rows.json": data, **PAGES, **more})


def gate(status: int, page: str, behind: Page = LISTED) -> Callable[[Asked], Answer]:
    """A guard that lets in who has its cookie."""

    def answer(asked: Asked) -> Answer:
        if "pass=1" not in asked.headers.get("Cookie", ""):
            return Answer(page, status, headers=(("Set-Cookie", "seen=1; path=/; HttpOnly"),))
        assert not callable(behind)
        return Answer(behind) if isinstance(behind, str) else behind

    return answer


RUISHU = "<script>$_ts=window['$_ts'];document.cookie='pass=1; path=/';location.reload()</script>"
CRUEL = "<script>$_ts=window['$_ts'];setTimeout(() => location.reload(), 2000)</script>"


def crawl(sites: Sites, folder: Path, *more: str, code: int = 0, delay: float = 0) -> None:
    nianbao(*crawl_words(sites, *more, delay=delay), cwd=folder, code=code)


def found(folder: Path) -> int:
    return int(str(rows(folder / DB, "select count(*) from reports")[0][0]))


def outcomes(folder: Path) -> dict[str, tuple[str, str]]:
    """Host -> outcome and detail of its portal."""
    return {
        str(url).split("/")[2].rpartition(":")[0]: (str(outcome), str(detail or ""))
        for url, outcome, detail in rows(folder / DB, "select url, outcome, detail from portals")
    }


def alive(mark: str) -> list[str]:
    """The commands of all processes that were started with this mark in their environment."""
    running = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if mark.encode() in (entry / "environ").read_bytes():
                    running.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:80])
            except OSError:  # it has just ended
                continue
    return [command for command in running if command]


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A word in the environment of everything that a test starts."""
    monkeypatch.setenv("NIANBAO_TEST", str(tmp_path))
    return f"NIANBAO_TEST={tmp_path}"


def gone(mark: str) -> bool:
    """Whether everything with this mark ends, soon."""
    deadline = time.monotonic() + 20
    while alive(mark):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


# --- what it brings ---------------------------------------------------------------------------------------------------


@needs_chromium
def test_a_list_that_a_script_writes_is_walked(sites: Sites, tmp_path: Path, mark: str) -> None:
    ran = nianbao(*crawl_words(sites, scripted(sites)), cwd=tmp_path, code=0)
    assert found(tmp_path) == 3
    assert "4 pages" in ran.stdout, "a page that was asked twice is one page"
    assert rows(tmp_path / DB, "select detail from pages where kind = 'list'") == [("from the browser",)]
    assert ran.stderr.count("\n") <= 1, "the browser is silent"
    assert Counter(sites.paths("www.shell.gov.cn"))["/rows.json"] == 1
    assert all(asked.headers["User-Agent"].startswith("nianbao/") for asked in sites.asked)
    assert alive(mark) == []


@needs_chromium
def test_a_column_of_reports_without_rows_is_looked_at_with_its_script(sites: Sites, tmp_path: Path) -> None:
    """An ordinary page with menus, and a list that stays empty until its script has run; its data is JSON of nobody's."""
    column = LISTED.replace("<ul>", "<ul hidden>").partition("<ul")[0] + (
        '<p><a href="/zwgk/">政务公开</a></p><div id="app"></div><script src="/app.js"></script></body></html>'
    )
    url = scripted(
        sites,
        **{
            "/": listing("示例县政府信息公开", ("/nb/", "政府信息公开年报")),
            "/nb/": column,
            "/zwgk/": listing("政务公开"),
        },
    )
    crawl(sites, tmp_path, url)
    assert found(tmp_path) == 3
    details = dict(rows(tmp_path / DB, "select url, detail from pages where kind in ('list', 'other')"))
    assert {link.rpartition(str(sites.port))[2]: detail for link, detail in details.items()} == {
        "/": None,
        "/nb/": "from the browser",
        "/zwgk/": None,
    }


@needs_chromium
def test_simple_challenges_are_passed_once_and_then_asked_plainly(sites: Sites, tmp_path: Path) -> None:
    """Two of the kinds that any browser passes: 521, a cookie, 521, another cookie, 200; and 412, a cookie, reload."""
    first = "<script>document.cookie='first=1; path=/';location.href=location.pathname</script>"
    second = "<script>document.cookie='pass=1; path=/';location.href=location.pathname</script>"

    def chain(asked: Asked) -> Answer:
        return gate(521, second if "first=1" in asked.headers.get("Cookie", "") else first)(asked)

    guarded: dict[str, Page] = {
        path: gate(412, RUISHU, page) for path, page in PAGES.items() if isinstance(page, str)
    }
    jsl = sites.site("www.jsl.gov.cn", {"/": chain, **guarded})
    ruishu = sites.site("www.ruishu.gov.cn", {"/": gate(412, RUISHU), **guarded})
    (tmp_path / "seeds.txt").write_text(f"{jsl}\n{ruishu}\n")
    crawl(sites, tmp_path)
    assert {host: outcome for host, (outcome, _) in outcomes(tmp_path).items()} == {
        "www.jsl.gov.cn": "ok",
        "www.ruishu.gov.cn": "ok",
    }
    rendered = rows(tmp_path / DB, "select kind, status from pages where detail is not null")
    assert rendered == [("list", 200), ("list", 200)], "one page a portal: then the cookie is known"
    for host in ("www.jsl.gov.cn", "www.ruishu.gov.cn"):
        last = [asked for asked in sites.asked if asked.host == host][-1].headers["Cookie"]
        assert {"pass=1", "seen=1"} <= set(last.split("; ")), "cookies of scripts and of answers alike"


@needs_chromium
def test_what_stands_behind_a_challenge_is_taken_as_it_is(sites: Sites, tmp_path: Path) -> None:
    """A file, and a page that is gone: neither is a page to render."""
    png = Answer(b"\x89PNG\r\n\x1a\n" + bytes(64), type="image/png")
    lost = Answer("<p>这里什么也没有</p>" * 30, 404)
    url = sites.site(
        "www.ruishu.gov.cn",
        {
            "/": listing("政府信息公开年报", ("/r0.html", REPORTS[0][1]), ("/r1.html", REPORTS[1][1])),
            "/r0.html": gate(412, RUISHU, png),
            "/r1.html": lambda asked: Answer(lost.body, 404),
        },
    )
    crawl(sites, tmp_path, url)
    pages = rows(tmp_path / DB, "select status, outcome from pages where url like '%/r%' order by url")
    assert pages == [(200, "ok"), (404, "gone")]


@needs_chromium
def test_a_script_that_leads_through_a_redirect_leads_to_its_end(sites: Sites, tmp_path: Path) -> None:
    """The crawler follows the redirect; the page then stands where it led, and its links are relative to that."""
    listed = LISTED.replace('href="/r', 'href="r')
    rows_below: dict[str, Page] = {f"/nb{path}": page for path, page in PAGES.items()}
    url = sites.site(
        "www.ruishu.gov.cn",
        {
            "/": Answer("<script>$_ts=window['$_ts'];location.href='/go'</script>", 412),
            "/go": Answer("", 302, headers=(("Location", "/nb/"),)),
            "/nb/": listed,
            **rows_below,
        },
    )
    crawl(sites, tmp_path, url)
    assert found(tmp_path) == 3
    assert Counter(sites.paths("www.ruishu.gov.cn"))["/nb/"] == 1
    pages = rows(tmp_path / DB, "select outcome, detail from pages where kind = 'list' order by url")
    assert pages == [("moved", f"to {url}nb/"), ("ok", "from the browser")]


@needs_chromium
def test_a_404_stays_a_404(sites: Sites, tmp_path: Path) -> None:
    jump = shell("document.cookie='a=1';location.href='/nb/'")
    url = sites.site("www.lost.gov.cn", {"/": Answer(jump, 404), "/nb/": LISTED, **PAGES})
    crawl(sites, tmp_path, url, code=1)
    assert sites.paths("www.lost.gov.cn") == ["/"]
    assert rows(tmp_path / DB, "select outcome from pages") == [("gone",)]


@needs_chromium
@pytest.mark.slow
def test_always_means_every_page(sites: Sites, tmp_path: Path) -> None:
    """Also one that seems to need no script; data and files come as they are."""
    words = "<p>" + "政府信息公开的一段话。" * 60 + '</p><div id="app"></div><script src="/app.js"></script>'
    url = scripted(sites, **{"/": f"<html><title>示例县</title><body>{words}</body></html>"})
    (tmp_path / "seeds.txt").write_text(f"{url} browser=always\n")
    crawl(sites, tmp_path)
    assert found(tmp_path) == 3
    told = rows(tmp_path / DB, "select count(*) from pages where detail = 'from the browser'")
    assert told == [(4,)]


# --- what it must not do ----------------------------------------------------------------------------------------------


@contextmanager
def private() -> Iterator[tuple[int, int, list[bytes]]]:
    """A server nobody may reach: its TCP port, its UDP port, and what came."""
    came: list[bytes] = []
    stop = threading.Event()
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as tcp,
        closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as udp,
    ):
        udp.bind(("127.0.0.1", 0))
        tcp.settimeout(0.1)
        udp.settimeout(0.1)

        def listen() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    connection, _ = tcp.accept()
                    came.append(b"tcp")
                    connection.close()

        def receive() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    came.append(udp.recv(2048))

        threads = [threading.Thread(target=listen), threading.Thread(target=receive)]
        for thread in threads:
            thread.start()
        try:
            yield tcp.getsockname()[1], udp.getsockname()[1], came
        finally:
            stop.set()
            for thread in threads:
                thread.join()


ESCAPES = """
fetch(PRIVATE + '/fetch').catch(() => 0); fetch('/hop').catch(() => 0); fetch('http://www.other.gov.cn:SITES/x').catch(() => 0);
navigator.sendBeacon(PRIVATE + '/beacon', 'x'); new Image().src = PRIVATE + '/image';
for (const one of [
  () => new WebSocket('ws://127.0.0.1:TCP/socket'), () => new EventSource(PRIVATE + '/events'),
  () => new WebTransport('https://127.0.0.1:UDP/'), () => new Worker(PRIVATE + '/worker.js'),
  () => navigator.serviceWorker.register('/service.js').catch(() => 0),
  () => new Worker(URL.createObjectURL(new Blob(["fetch('PRIVATE/inner'); new WebSocket('ws://127.0.0.1:TCP/inner')"]))),
  () => { const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:UDP'},
      {urls: 'turn:127.0.0.1:TCP?transport=tcp', username: 'a', credential: 'b'}]});
    peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer)); },
  () => { const frame = document.createElement('iframe'); frame.src = PRIVATE + '/frame'; document.body.append(frame); },
  () => { const form = document.createElement('form'); form.target = '_blank'; form.action = PRIVATE + '/form';
    document.body.append(form); form.submit(); },
  () => window.open(PRIVATE + '/window'), () => window.open('/popup'), () => { location.href = PRIVATE + '/away'; },
]) { try { one(); } catch (error) { } }
setTimeout(() => { location.href = '/hop'; }, 1000);
"""


@needs_chromium
def test_nothing_reaches_a_private_server(sites: Sites, tmp_path: Path) -> None:
    """Every way out of a page that we know; --allow-private is for the host of the seed, not for what its page names."""
    with private() as (tcp, udp, came):
        home = f"http://127.0.0.1:{tcp}"
        hints = "".join(
            f'<link rel="{rel}" href="{home}/{rel}">'
            for rel in ("preconnect", "dns-prefetch", "prefetch", "prerender")
        )
        rules = json.dumps({"prefetch": [{"source": "list", "urls": [f"{home}/rule"]}]})
        script = ESCAPES.replace("PRIVATE + '", f"'{home}").replace("PRIVATE", home)
        script = (
            script.replace("TCP", str(tcp)).replace("UDP", str(udp)).replace("SITES", str(sites.port)) + FILL
        )
        url = scripted(
            sites,
            **{
                "/": shell(head=f'{hints}<script type="speculationrules">{rules}</script>'),
                "/app.js": Answer(script, type=SCRIPT),
                "/hop": Answer("", 302, headers=(("Location", f"{home}/hop"),)),
                "/service.js": Answer("fetch('/never')", type=SCRIPT),
            },
        )
        sites.site("www.other.gov.cn", {"/x": "secret"})
        crawl(sites, tmp_path, url)
        assert came == []
    assert "/hop" in sites.paths("www.shell.gov.cn"), "the page did what it was written for"
    assert not {"/popup", "/service.js", "/never"} & set(sites.paths("www.shell.gov.cn"))
    assert sites.paths("www.other.gov.cn") == [], "nor another portal's"
    assert found(tmp_path) == 3, "and the rest of the page was shown all the same"


@needs_chromium
def test_what_robots_forbids_is_not_asked_by_a_page_either(sites: Sites, tmp_path: Path) -> None:
    wish = Answer("User-agent: *\nDisallow: /rows.json", type="text/plain")
    crawl(sites, tmp_path, scripted(sites, **{"/robots.txt": wish}))
    assert "/app.js" in sites.paths("www.shell.gov.cn")
    assert "/rows.json" not in sites.paths("www.shell.gov.cn")
    assert outcomes(tmp_path)["www.shell.gov.cn"][0] == "empty"
    assert "no better in the browser" in outcomes(tmp_path)["www.shell.gov.cn"][1]


@needs_chromium
def test_requests_of_a_page_keep_the_pace_too(sites: Sites, tmp_path: Path) -> None:
    many = "".join(f'<script src="/s{n}.js"></script>' for n in range(4))
    url = scripted(
        sites, **{"/": shell(head=f'{many}<img src="/x.png"><link rel="stylesheet" href="/x.css">')}
    )
    crawl(sites, tmp_path, url, delay=0.4)
    times = [asked.at for asked in sites.asked]
    assert len(times) >= 10
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.4
    assert not {"/x.png", "/x.css"} & set(sites.paths("www.shell.gov.cn"))


# --- pages that mean no good ------------------------------------------------------------------------------------------

SPITEFUL = {
    "endless.gov.cn": "for (;;) { }",
    "alerts.gov.cn": "for (;;) { alert('x'); }",
    "reloads.gov.cn": "setTimeout(() => location.reload(), 10)",
    "loops.gov.cn": "setTimeout(() => location.assign('/loop'), 10)",
    "windows.gov.cn": "setInterval(() => window.open('/popup'), 50)",
    "download.gov.cn": "const a = document.createElement('a'); a.href = '/x.zip'; a.download = ''; document.body.append(a); a.click()",
    "curious.gov.cn": "setInterval(() => fetch('/poll?' + Math.random()), 20)",
    "growing.gov.cn": "document.body.innerText = 'x'.repeat(3000000)",
}


@needs_chromium
@pytest.mark.slow
def test_no_page_holds_up_the_crawl(sites: Sites, tmp_path: Path, mark: str) -> None:
    """Each ends within its time, as what it is without its script; the good one beside them is walked to its end."""
    urls = [
        sites.site(
            f"www.{name}",
            {
                "/": shell(script),
                "/x.zip": Answer(b"PK\3\4" + bytes(64), type="application/zip"),
                "/loop": Answer("", 302, headers=(("Location", "/loop"),)),
            },
        )
        for name, script in SPITEFUL.items()
    ]
    big = Answer(b"/*" + bytes(40_000_000), type=SCRIPT)
    urls.append(sites.site("www.heavy.gov.cn", {"/": shell(), "/app.js": big}))
    urls.append(scripted(sites, "www.good.gov.cn"))
    (tmp_path / "seeds.txt").write_text("\n".join(urls))
    limits = {"ADDRESS_SECONDS": 10, "BROWSER_REQUESTS": 20, "BROWSER_TABS": 3}
    dials = [word for name, value in limits.items() for word in ("-s", f"NIANBAO_{name}={value}")]
    crawl(sites, tmp_path, *dials, "-s", "DOWNLOAD_MAXSIZE=2000000", code=1)
    told = outcomes(tmp_path)
    assert told.pop("www.good.gov.cn") == ("ok", "")
    assert "larger than DOWNLOAD_MAXSIZE, in the browser" in told.pop("www.growing.gov.cn")[1]
    assert {outcome for outcome, _ in told.values()} == {"empty"}
    assert all("no better in the browser" in detail for _, detail in told.values())
    assert 2 < len(sites.paths("www.reloads.gov.cn")) <= 12
    assert 4 < len(sites.paths("www.loops.gov.cn")) <= 9
    assert 4 < len(sites.paths("www.curious.gov.cn")) <= 22
    assert "/popup" not in sites.paths("www.windows.gov.cn")
    assert alive(mark) == [], "no renderer is left spinning"


@needs_chromium
def test_a_challenge_that_remains_is_blocked_and_named(sites: Sites, tmp_path: Path) -> None:
    """And after some of them, no more pages of that host are opened for nothing."""
    wall: dict[str, Page] = {path: Answer(CRUEL, 412) for path in ("/", *PAGES)}
    url = sites.site("www.wall.gov.cn", {**wall, "/": listing("政府信息公开年报", *REPORTS)})
    more = [(f"/m{n}.html", named(f"示例县第{n}镇", 2020)) for n in range(2)]
    sites.pages["www.wall.gov.cn"] |= {path: Answer(CRUEL, 412) for path, _ in more}
    sites.pages["www.wall.gov.cn"]["/"] = listing("政府信息公开年报", *REPORTS, *more)
    crawl(sites, tmp_path, url, "-s", "NIANBAO_ADDRESS_SECONDS=6", "-s", "NIANBAO_BROWSER_TABS=3", code=1)
    assert outcomes(tmp_path)["www.wall.gov.cn"][0] == "blocked"
    details = [
        str(row[0]) for row in rows(tmp_path / DB, "select detail from pages where outcome = 'blocked'")
    ]
    assert len(details) == 5
    assert all("a challenge page (ruishu)" in detail for detail in details)
    assert sum("no better in the browser" in detail for detail in details) == 3
    assert sum("remained there 3 times in a row" in detail for detail in details) == 2


# --- where there is no browser, or none is wanted ---------------------------------------------------------------------


def trap(folder: Path, name: str) -> Path:
    """A program that leaves a file where it was started."""
    program = folder / name
    program.write_text(f"#!/bin/sh\ntouch {folder / name}.started\nexit 1\n")
    program.chmod(0o755)
    return program


def walled(sites: Sites, name: str = "www.ruishu.gov.cn") -> str:
    return sites.site(name, {"/": gate(412, RUISHU), **PAGES})


def test_never_starts_nothing(sites: Sites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither browser nor driver, whatever a seed wishes; what `auto` starts shows that the traps would tell."""
    driver = trap(tmp_path, "driver")
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(driver))
    chromium = ("-s", f"NIANBAO_CHROMIUM={trap(tmp_path, 'chromium')}")
    (tmp_path / "seeds.txt").write_text(f"{walled(sites)} browser=always\n")
    crawl(sites, tmp_path, "--browser", "never", *chromium, code=1)
    outcome, detail = outcomes(tmp_path)["www.ruishu.gov.cn"]
    assert outcome == "blocked"
    assert "a challenge page (ruishu); needs a browser; not to be used here" in detail
    assert not list(tmp_path.glob("*.started"))

    (tmp_path / "seeds.txt").write_text(f"{walled(sites)} browser=never\n")
    crawl(sites, tmp_path, "--browser", "always", *chromium, code=1)
    assert not list(tmp_path.glob("*.started"))

    (tmp_path / "seeds.txt").write_text(f"{walled(sites)}\n")
    crawl(sites, tmp_path, *chromium, code=1)
    assert "needs a browser; it did not start" in outcomes(tmp_path)["www.ruishu.gov.cn"][1]
    assert [path.name for path in tmp_path.glob("*.started")] == ["driver.started"]


def test_where_none_is_installed_the_outcome_says_so(sites: Sites, tmp_path: Path) -> None:
    (tmp_path / "seeds.txt").write_text(f"{walled(sites)}\n{scripted(sites)}\n")
    crawl(sites, tmp_path, "-s", "NIANBAO_CHROMIUM=/nowhere/chromium", code=1)
    told = outcomes(tmp_path)
    assert {host: outcome for host, (outcome, _) in told.items()} == {
        "www.ruishu.gov.cn": "blocked",
        "www.shell.gov.cn": "empty",
    }
    assert all("needs a browser; none is installed" in detail for _, detail in told.values())


def test_a_browser_that_does_not_start_is_an_outcome(sites: Sites, tmp_path: Path) -> None:
    broken = trap(tmp_path, "chromium")
    crawl(sites, tmp_path, walled(sites), "-s", f"NIANBAO_CHROMIUM={broken}", code=1)
    assert "needs a browser; it did not start" in outcomes(tmp_path)["www.ruishu.gov.cn"][1]
    assert [path.name for path in tmp_path.glob("*.started")] == ["chromium.started"]


@needs_chromium
def test_a_portal_has_so_many_pages_in_the_browser(sites: Sites, tmp_path: Path) -> None:
    shells: dict[str, Page] = {path: shell("document.body.innerText = '示例'") for path in PAGES}
    url = scripted(sites, **{**shells, "/": LISTED})
    crawl(sites, tmp_path, url, "-s", "NIANBAO_BROWSER_PAGES=1")
    details = [str(row[0]) for row in rows(tmp_path / DB, "select detail from pages where url like '%/r%'")]
    assert sum("NIANBAO_BROWSER_PAGES" in detail for detail in details) == 2
    assert details.count("from the browser") == 1


# --- interruptions ----------------------------------------------------------------------------------------------------


def start(sites: Sites, folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", *words],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def wait_for(sites: Sites, path: str) -> None:
    deadline = time.monotonic() + 60
    while all(asked.path != path for asked in sites.asked):
        assert time.monotonic() < deadline, f"{path} was never asked"
        time.sleep(0.02)


@needs_chromium
def test_a_crawl_killed_while_it_renders_loses_nothing(sites: Sites, tmp_path: Path, mark: str) -> None:
    """The row is queued again as one for the browser; and Chromium does not outlive a crawl that was killed."""
    url = scripted(sites)
    words = crawl_words(sites, url, "-s", "NIANBAO_BATCH_SECONDS=0.05", delay=0.5)
    process = start(sites, tmp_path, *words)
    wait_for(sites, "/app.js")
    assert any("chrom" in command for command in alive(mark))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert gone(mark)
    assert rows(tmp_path / DB, "select state, browser from frontier") == [("out", "shell")]
    before = len(sites.asked)
    crawl(sites, tmp_path, url)
    assert found(tmp_path) == 3
    assert Counter(asked.path for asked in sites.asked[before:])["/"] == 1, "it goes on in the browser"
    assert gone(mark)


@needs_chromium
def test_ctrl_c_ends_the_browser_with_the_crawl(sites: Sites, tmp_path: Path, mark: str) -> None:
    """The signal reaches the whole group of processes, as from a terminal; the page under way is kept."""
    process = start(sites, tmp_path, *crawl_words(sites, scripted(sites), delay=0.5))
    wait_for(sites, "/app.js")
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, out + err
    assert gone(mark)
    assert rows(tmp_path / DB, "select detail from pages") == [("from the browser",)]
    crawl(sites, tmp_path, *(f"http://www.shell.gov.cn:{sites.port}/",))
    assert found(tmp_path) == 3
