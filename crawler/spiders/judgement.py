"""Judgement: what an answer came to, from its status and what kind of page it is; a 404 stays a 404."""

from __future__ import annotations

from dataclasses import replace

from crawler.addresses import canonical
from crawler.visits import Held, Visit
from parsers import Page

GONE = frozenset({404, 410})
BLOCKED = {  # these statuses are how the guards of real portals answer: named, never solved
    401: "asks for a login",
    403: "forbidden",
    405: "not allowed",
    412: "precondition failed: the mark of a script challenge",
    418: "refused",
    429: "asks for fewer requests",
    521: "the mark of a cookie challenge",
}

UNASKED = {  # answers to questions that this request did not put: what they mean is not in them
    206: "a part of a page, though the whole was asked for",
    304: "though nothing was known of it",
}


def judge(status: int, page: Page) -> tuple[str, str | None]:
    """Outcome and detail of an answer; the detail is None where the outcome is a plain `ok`."""
    if status in GONE:
        return "gone", f"HTTP {status}"
    if status in UNASKED:
        return "failed", f"HTTP {status}, {UNASKED[status]}"
    if 300 <= status < 400:
        return "moved", f"HTTP {status}"
    if page.kind == "challenge":
        return "blocked", f"HTTP {status}, a challenge page ({page.guard})"
    if status in BLOCKED:
        return "blocked", f"HTTP {status}, {BLOCKED[status]}"
    if status >= 400 or status < 200:
        return "failed", f"HTTP {status}"
    if page.kind == "empty":
        return ("blocked", "HTTP 202 with nothing in it") if status == 202 else ("failed", "an empty page")
    if page.kind == "soft404":
        return "failed", f"HTTP {status}, but the page says it does not exist"  # `gone` is for a plain 404
    return "ok", "a shell: its text is written by a script" if page.kind == "shell" else None


def same(seen: Visit, held: Held | None) -> Visit | None:
    """The visit of a page that is as the file holds it, by its server's word or byte by byte; None for any other answer."""
    if held is None or canonical(seen.url) != held.address:
        return None
    if seen.status == 304 and (held.etag or held.last_modified):
        return replace(seen, outcome="unchanged", body_sha256=None)
    if seen.status == 200 and seen.body_sha256 == held.body_sha256:
        return replace(seen, outcome="unchanged")
    return None
