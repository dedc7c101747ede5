"""Loopback: a small server with one site a host name, and `nianbao` started against it as anybody would start it."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import crawler

ROOT = Path(crawler.__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers; status 0 hangs up without a word."""

    body: bytes | str = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they are, head and all, piece by piece; then the line is cut, by a reset if so wished.

    A generator is closed when the client hangs up: what stands in its `finally` happens then.
    """

    pieces: Iterable[bytes] = ()
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it; `at` is in seconds of the monotonic clock."""

    host: str
    path: str
    at: float
    method: str
    headers: dict[str, str]
    form: bytes


Page = Answer | Raw | str | Callable[[Asked], Answer | Raw]


@dataclass(slots=True)
class Sites:
    """The sites of a running server: what each host answers under each path, and what it was asked."""

    port: int
    address: str = "127.0.0.1"
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def site(self, name: str, pages: dict[str, Page]) -> str:
        """Adds a site under an invented name and returns its address."""
        self.pages[name] = pages
        return f"http://{name}:{self.port}/"

    def paths(self, name: str) -> list[str]:
        """What a site was asked, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.host == name and asked.path != "/robots.txt"]

    @property
    def hosts(self) -> str:
        """The host table for `-s NIANBAO_HOSTS=…`."""
        return json.dumps(dict.fromkeys(self.pages, self.address))

    def answer(self, asked: Asked) -> Answer | Raw:
        self.asked.append(asked)
        page = self.pages.get(asked.host, {}).get(asked.path, Answer("nothing here", 404))
        if callable(page):
            page = page(asked)
        return Answer(page) if isinstance(page, str) else page


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer: two would cost 40 ms each between Nagle and delayed acknowledgement
    sites: Sites

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0]
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(host, self.path, time.monotonic(), self.command, dict(self.headers.items()), form)
        answer = self.sites.answer(asked)
        if isinstance(answer, Raw):
            self._write(answer)
            return
        if not answer.status:
            self.close_connection = True
            return
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        for name, value in (
            ("Content-Type", answer.type),
            ("Content-Length", str(len(body))),
            *answer.headers,
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _write(self, answer: Raw) -> None:
        self.close_connection = True
        pieces = iter(answer.pieces)
        try:
            for piece in pieces:
                self.connection.sendall(piece)
        finally:
            if isinstance(pieces, Generator):
                pieces.close()
        if answer.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, *args: object) -> None:
        """Quiet: what was asked is in `asked`."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Quiet: clients that hang up are what some tests are about."""


@contextmanager
def serving(context: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> Iterator[Sites]:
    """A server on a free port of a loopback address while the block runs; over TLS if a context is given."""
    handler = type("Handler", (_Handler,), {})
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = type("Server", (_Server,), {"address_family": family})((address, 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    handler.sites = sites = Sites(server.server_port, address)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield sites
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def free_port() -> int:
    """A port where nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """The environment of a child that finds this checkout from any folder."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def nianbao(
    *words: str, cwd: Path, code: int | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """`nianbao …` in a folder; asserts the exit code if one is given."""
    ran = subprocess.run(
        [sys.executable, "-m", "crawler", *words],
        cwd=cwd, env=environment(), capture_output=True, text=True, timeout=timeout, check=False,
    )  # fmt: skip
    assert code is None or ran.returncode == code, f"exit code {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
    return ran


def crawl_words(sites: Sites, *more: str, delay: float = 0) -> tuple[str, ...]:
    """The words of a crawl of loopback sites."""
    return (
        "crawl", "--db", "reports.db", "--delay", str(delay), "--allow-private",
        "-s", f"NIANBAO_HOSTS={sites.hosts}", *more,
    )  # fmt: skip


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    """What a query finds in a file, read by plain SQLite."""
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql).fetchall()


def listing(title: str, *links: tuple[str, str]) -> str:
    """A list page; each link is (address, words)."""
    items = "".join(
        f'<li><a href="{address}" title="{words}">{words}</a><span>2021-01-20</span></li>'
        for address, words in links
    )
    return f"<html><head><title>{title}</title></head><body><h2>{title}</h2><ul>{items}</ul></body></html>"


def named(agency: str, year: int) -> str:
    """The title of a report."""
    return f"{agency}{year}年政府信息公开工作年度报告"


def article(agency: str, year: int) -> str:
    """A report page, written for these tests."""
    title = named(agency, year)
    parts = (
        (
            "一、总体情况",
            f"{year}年，{agency}按照条例要求推进政务公开，全年召开专题会议三次，修订公开目录一份。",
        ),
        ("二、主动公开政府信息情况", f"{year}年主动公开政府信息{year - 1900}条，其中政策解读十二条。"),
        ("三、收到和处理政府信息公开申请情况", "全年收到申请七件，均已按期答复，没有结转下年度办理的申请。"),
        ("四、政府信息公开行政复议、行政诉讼情况", "全年没有因政府信息公开引起的行政复议和行政诉讼。"),
        ("五、存在的主要问题及改进情况", "公开的及时性仍需提高，下一步将完善工作机制，加强业务培训。"),
        ("六、其他需要报告的事项", "本年度没有收取信息处理费。"),
    )
    body = "".join(f"<p>{head}</p><p>{text}</p>" for head, text in parts)
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{year + 1}-01-20 09:00"><meta name="ContentSource" content="{agency}"></head>'
        f'<body><h1>{title}</h1><div class="TRS_Editor">{body}</div></body></html>'
    )
