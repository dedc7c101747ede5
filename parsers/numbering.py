"""Numbering: the number of a page of a list, in its address or in the form that asks for it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from .script import Turn

MAX_FORM = 20_000  # bytes: forms of portals have a few hundred
# The number of a page in its address: index_2.html, list-3.shtml, ?page=4; never an id, a year or a month.
# Struts names a field of an object, page.pageNo; portlets put their own name before, _101_INSTANCE_x_cur; TYPO3 has it in
# brackets, tx_news[currentPage].
NAMES = re.compile(
    r"(?:\w{1,20}\.|\w{1,60}_(?=cur\b|page)|\w{1,40}(?:\[|%5B))?(?:p|cur|pg|pn|paging|a\d{2,5}p|(?:curr?|current|now|to|go|show|c|i)?_?page(?:d|no|num|number|now|n|r|_?index|_?no|_?num|current|x)?)",
    re.IGNORECASE,
)
QUERY = re.compile(
    rf"[?&]{NAMES.pattern}(?:\]|%5D)?=(\d{{1,5}})(?=&|$)|\.s?html?\?(\d{{1,4}})$", re.IGNORECASE
)
SENT = re.compile(
    rf"(?:^|[&{{,])\s*\"?{NAMES.pattern}(?:=|\"\s*:\s*\"?)(\d{{1,5}})(?!\d)", re.IGNORECASE
)  # in a form, or in JSON
# Some count in records: ?OpenView&Start=31&Count=30, ?offset=40&limit=20, ?PageFirstRow=31
OFFSET = re.compile(
    r"(?:^|[?&{,\s])\"?(?:\w{1,20}\.|\w{1,60}_)?(?:page_?)?(?:offset|start|skip|begin|from|first|start_?(?:row|index|at|record|num)|first_?(?:row|result|record)|row_?start|b_start)(?:(?::|%3A)int)?"
    r"(?:=|\"\s*:\s*\"?)(\d{1,5})(?!\d)",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"(?:^|[?&{,\s])\"?(?:\w{1,20}\.)?(?:per_?page|(?:page_?)?(?:size|limit|rows|num|count|length))(?:=|\"\s*:\s*\"?)(\d{1,4})(?!\d)",
    re.IGNORECASE,
)
# Zeroes may stand before it: c0012003_000000002.shtml
LEAF = re.compile(
    r"/[A-Za-z]+[A-Za-z0-9]*?(?:_[A-Za-z]+)*[_-]((?:0{1,9})?\d{1,4})(?:\.\w{2,5})?$|/(?:page|p)/?(\d{1,4})(?:/|\.\w{2,5})?$|/list(\d{1,4})\.\w{2,5}$"
    # a folder that says what it is, wherever it stands: /tabid/77/currentpage/2/default.aspx, /nb/page-2/, /nb;page=2
    r"|[/;](?:page_?(?:no|num|number|index)?|curr?(?:ent)?_?page|paged)[/=_-](\d{1,4})(?=/|;|$|\.\w{2,5}$)",
    re.IGNORECASE,
)
# A system with one entrance has the path in its query: index.php?s=/home/lists/cate/nb/p/2.html (ThinkPHP)
ROUTED = re.compile(
    r"[?&]\w{1,10}=/?[\w/.-]{0,200}/(?:page|p)/(\d{1,4})(?:/|\.\w{2,5})?(?=&|$)", re.IGNORECASE
)


def address_number(url: str) -> int | None:
    """The number of the page in its address, counted in records too where it says how many a page has; None where it has none.

    >>> address_number("/nb?page=3"), address_number("/nb?start=41&count=20"), address_number("/nb?start=41")
    (3, 3, None)
    """
    hit = QUERY.search(url) or LEAF.search(url.partition("?")[0]) or ROUTED.search(unquote(url))
    begun, size = offset(url), sized(url)
    return first(hit) if hit or begun is None or not size else begun // size + 1


def numbered(turn: Turn) -> int | None:
    """The number of the page that a request asks for, in its address or in its form."""
    return address_number(turn.url) or first(SENT.search(turn.form[:MAX_FORM].decode("utf-8", "replace")))


def offset(text: str) -> int | None:
    """The record with which a page of a list begins, in its address or form; None where neither says it."""
    return int(hit[1]) if (hit := OFFSET.search(text)) else None


def sized(text: str) -> int:
    """How many records a page has by its address or form, 0 where neither says it."""
    return max(map(int, SIZE.findall(text)), default=0)


def advanced(url: str, form: bytes = b"", current: int | None = None) -> Turn | None:
    """The same request for the page after it, by the number in its address or its form; None where neither has one.

    The number in a path may be that of a column: it counts only where it is the page that the answer says it is, `current`.
    """
    text = form[:MAX_FORM].decode("utf-8", "replace")
    if len(form) > MAX_FORM:
        return None
    path = LEAF.search(url) if current is not None else None
    for hit in (QUERY.search(url), SENT.search(text), path):
        if hit and (hit is not path or first(hit) == current):
            at = hit.lastindex or 1
            return _put(url, form, hit, at, int(hit[at]) + 1, int(hit[at]) + 1)
    for where in (url, text):
        hit, size = OFFSET.search(where), sized(where)
        if hit and size:
            begun = int(hit[1]) + size
            return _put(url, form, hit, 1, begun, begun // size + 1)
    return None


def _put(url: str, form: bytes, hit: re.Match[str], at: int, value: int, number: int) -> Turn:
    """The request with a value where `hit` has one, in the address or in the form; zeroes before it stay."""
    where = hit.string
    after = f"{where[: hit.start(at)]}{value:0{len(hit[at])}d}{where[hit.end(at) :]}"
    return Turn(after, form, number=number) if where == url else Turn(url, after.encode(), number=number)


def first(match: re.Match[str] | None) -> int | None:
    """The number that a pattern with several places for one has found."""
    return next((int(part) for part in match.groups() if part), None) if match else None
