"""The loopback server: every replica a virtual host on one port, with validators, 404s and a log of what was asked."""

from __future__ import annotations

import hashlib
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from .site import FIRST_VISIT, INVENTED, SECOND_VISIT, Ask, Reply, Site, html

LOOPBACK = "127.0.0.1"
LARGEST_FORM = 64 * 1024  # bytes: the forms of dataproxy.jsp have a few hundred
INDEXES = ("index.html", "index.htm", "index.shtml")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request served: to whom, what, when (seconds of the monotonic clock), and what came of it."""

    host: str
    method: str
    path: str
    at: float
    status: int
    agent: str
    kind: str


class Switchboard:
    """Answers requests for all hosts; which epoch each shows can be turned while the server runs."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.past: dict[str, Site] = {}
        self.log: list[Asked] = []
        self.ticks = 0
        self._lock = threading.Lock()

    def show(self, sites: dict[str, Site], past: dict[str, Site]) -> None:
        """Shows these sites from now on; `past` is what the hosts showed on the first visit, if that was another."""
        with self._lock:
            self.sites, self.past = sites, past

    def answer(self, host: str, method: str, target: str, headers: dict[str, str], form: bytes) -> Reply:
        """The reply to one request, logged."""
        address = urlsplit(target)
        with self._lock:
            site, past, tick = self.sites.get(host), self.past.get(host), self.ticks
            self.ticks += 1
        ask = Ask(
            unquote(address.path) or "/", dict(parse_qsl(address.query)), dict(parse_qsl(form.decode("utf-8", "replace"))), method, tick,
            headers, form,
        )  # fmt: skip
        kind, reply = (
            _answer(site, past, ask, address.query, headers) if site else ("unknown", _missing(None, ask))
        )
        with self._lock:
            self.log.append(
                Asked(
                    host, method, target, time.monotonic(), reply.status, headers.get("user-agent", ""), kind
                )
            )
        return reply


def _answer(
    site: Site, past: Site | None, ask: Ask, query: str, headers: dict[str, str]
) -> tuple[str, Reply]:
    if ask.path == "/robots.txt":
        if site.robots is None:
            return "robots", _missing(site, ask)
        return "robots", html(site.robots, "text/plain; charset=utf-8")
    page = (site.pages.get(f"{ask.path}?{query}") if query else None) or site.at(ask.path)
    if page is None:
        if site.at(f"{ask.path}/"):  # a folder asked for without its slash, as every web server answers it
            return "moved", Reply(b"", status=301, headers=(("Location", f"{quote(ask.path)}/"),))
        return "missing", _missing(site, ask)
    return page.kind, _validated(site, past, ask, page.write(ask), headers)


def _validated(site: Site, past: Site | None, ask: Ask, reply: Reply, headers: dict[str, str]) -> Reply:
    """The reply with its validators, or a 304 where the asker holds it already (RFC 9110: ETag before date)."""
    if not site.validators or reply.status != 200:
        return reply
    before = past.at(ask.path) if past else None
    same = past is None or (before is not None and before.write(ask).body == reply.body)
    etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
    modified = FIRST_VISIT if same else SECOND_VISIT
    marks = tuple(
        mark
        for mark in (("ETag", etag), ("Last-Modified", modified))
        if {"ETag": "etag"}.get(mark[0], "date") in site.validators
    )
    held = headers.get("if-none-match") if "etag" in site.validators else None
    fresh = (
        etag in held
        if held is not None
        else "date" in site.validators and headers.get("if-modified-since") == modified
    )
    if fresh:
        return Reply(b"", reply.type, 304, marks)
    return Reply(reply.body, reply.type, reply.status, reply.headers + marks)


def _missing(site: Site | None, ask: Ask) -> Reply:
    if site and site.missing:
        return site.missing(ask)
    text = f"<html><head><title>404</title></head><body><h1>您访问的页面不存在</h1><p>{INVENTED}</p></body></html>"
    return Reply(text.encode(), status=404)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nianbao-demo"
    sys_version = ""
    wbufsize = -1
    disable_nagle_algorithm = (
        True  # head and body in two segments would wait for the other side's delayed ACK
    )
    timeout = 60

    def _serve(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST_FORM:
            self.send_error(413)
            return
        form = self.rfile.read(size)
        target, host = self.path, self.headers.get("Host", "")
        if target.startswith(
            "http://"
        ):  # the absolute form: a client that takes us for its proxy (RFC 9112 §3.2.2)
            address = urlsplit(target)
            host, target = address.netloc, address._replace(scheme="", netloc="").geturl()
        board: Switchboard = self.server.board  # type: ignore[attr-defined] # set by `open_server`, the only maker
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = board.answer(host.rsplit(":", 1)[0].lower(), self.command, target, headers, form)
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Type", reply.type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_POST = do_HEAD = _serve  # noqa: N815 - the names http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of http.server
        """Silent: `Switchboard.log` is the log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent where the asker hung up (crawlers do, on Ctrl-C); any other error is ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # typeshed names the socket


def open_server(board: Switchboard, port: int) -> ThreadingHTTPServer:
    """A server on the loopback address that asks the switchboard; `port` 0 takes a free one.

    Raises OSError where the port is taken.
    """
    server = _Server((LOOPBACK, port), _Handler)
    server.board = board  # type: ignore[attr-defined] # the handler has no other way to it
    return server
