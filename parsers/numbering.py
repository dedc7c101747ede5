"""Numbering: the number of a page of a list, in its address or in the form that asks for it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from .script import Turn

MAX_FORM = 20_000  # bytes: forms of portals have a few hundred
# The number of a page in its address: index_2.html, list-3.shtml, ?page=4; never an id, a year or a month.
NAMES = re.compile(  # Struts names a field of an object: page.pageNo
    r"(?:\w{1,20}\.)?(?:p|pg|pn|paging|a\d{2,5}p|(?:curr?|current|now|to|go|show|c|i)?_?page(?:d|no|num|number|now|n|r|_?index|_?no|_?num|current|x)?)",
    re.IGNORECASE,
)
QUERY = re.compile(rf"[?&]{NAMES.pattern}=(\d{{1,5}})(?=&|$)|\.s?html?\?(\d{{1,4}})$", re.IGNORECASE)
SENT = re.compile(
    rf"(?:^|[&{{,])\s*\"?{NAMES.pattern}(?:=|\"\s*:\s*\"?)(\d{{1,5}})(?!\d)", re.IGNORECASE
)  # in a form, or in JSON
LEAF = re.compile(
    r"/[A-Za-z]+[A-Za-z0-9]*?(?:_[A-Za-z]+)*[_-](\d{1,4})(?:\.\w{2,5})?$|/(?:page|p)/?(\d{1,4})(?:/|\.\w{2,5})?$|/list(\d{1,4})\.\w{2,5}$",
    re.IGNORECASE,
)
# A system with one entrance has the path in its query: index.php?s=/home/lists/cate/nb/p/2.html (ThinkPHP)
ROUTED = re.compile(
    r"[?&]\w{1,10}=/?[\w/.-]{0,200}/(?:page|p)/(\d{1,4})(?:/|\.\w{2,5})?(?=&|$)", re.IGNORECASE
)


def address_number(url: str) -> int | None:
    """The number of the page in its address, None where it has none."""
    hit = QUERY.search(url) or LEAF.search(url.partition("?")[0]) or ROUTED.search(unquote(url))
    return first(hit)


def advanced(url: str, form: bytes = b"") -> Turn | None:
    """The same request for the page after it, by the number in its address or its form; None where neither has one."""
    text = form[:MAX_FORM].decode("utf-8", "replace")
    for where, hit in ((url, QUERY.search(url)), (text, SENT.search(text))):
        if hit and len(form) <= MAX_FORM:
            at = hit.lastindex or 1
            number = int(hit[at]) + 1
            after = f"{where[: hit.start(at)]}{number}{where[hit.end(at) :]}"
            return (
                Turn(url, after.encode(), number=number)
                if where is text
                else Turn(after, form, number=number)
            )
    return None


def first(match: re.Match[str] | None) -> int | None:
    """The number that a pattern with several places for one has found."""
    return next((int(part) for part in match.groups() if part), None) if match else None
