"""Sequel: whether one address is a further page of the list at another, by their paths, numbers and queries."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from .anchors import parts
from .numbering import address_number, offset

DIGITS = re.compile(r"\d{1,18}")
INDEX = re.compile(r"/(?:index|default)\.\w{2,5}$", re.IGNORECASE)
WORD = re.compile(r"/[A-Za-z]\w*\.(s?html?)$")
ENDING = re.compile(r"\.\w{2,5}$")
# 博达 counts downwards: of three pages the first is nb.htm, the second nb/2.htm, the last nb/1.htm.
DOWNWARD = re.compile(r"/(\d{1,4})(\.\w{2,5})$")
# eportal: the module of a list and a number; after index.html comes 11040-2.html, after that 11040-3.html.
SERIAL = re.compile(r"/([0-9a-f]{4,40}-)(\d{1,4})\.\w{2,5}$")
# A place in a list that is called by what stands there: ?pagefrom=教育局, ?after=7f3a, ?updated-max=2019-01-05
CURSOR = re.compile(
    r"^(?:page_?)?(?:from|until|after|before|cursor|marker|bookmark|continue|next|(?:page_?)?token|start_?key|(?:last|max|min|since)_?(?:id|key)?|updated-m(?:ax|in))$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"[\d\s:T./+-]*\d[\d\s:T./+-]*")


def onward(url: str, here: str, own: int | None, cap: int) -> bool:
    """Whether an address is a further page of the list at `here`: same host, a larger number, none over the cap."""
    if bare(url) == bare(here) or parts(url).netloc != parts(here).netloc:
        return False
    there = address_number(url)
    return _grown(url, here) if there is None else (own or 0) < there <= cap


def _grown(url: str, here: str) -> bool:
    """Whether an address is another by one larger number only (?start=40), or the first that has a number at all."""
    if url.rstrip("/") == f"{here.rstrip('/')}/2":
        return True  # /nb/ goes on in /nb/2/
    if ENDING.sub("", url) == ENDING.sub(r"_2", here) or ENDING.sub("", url) == ENDING.sub("-2", here):
        return True  # node_5557.htm goes on in node_5557_2.htm
    if WORD.search(here) and WORD.sub(r"/2.\1", here) == url:
        return True  # about.html goes on in 2.html (新点)
    if _downward(url, here) or _serial(url, here):
        return True
    if parts(url).path == parts(here).path and _further(url, here):
        return True
    if DIGITS.sub("#", url) != DIGITS.sub("#", here):
        return parts(url).path == parts(here).path and _added(parts(url).query, parts(here).query)
    pairs = zip(DIGITS.findall(url), DIGITS.findall(here), strict=True)
    changed = [(int(new), int(old)) for new, old in pairs if new != old]
    return len(changed) == 1 and changed[0][0] > changed[0][1]


def _further(url: str, here: str) -> bool:
    """Whether an address is another place in the same list: it begins at a later record, or after the last row of this page.

    The last row is named by its number, its day or both: ?p_Created=20180123&p_ID=77&PageFirstRow=31, ?id=7&maxid=3055.
    """
    there, own = dict(parse_qsl(parts(url).query)), dict(parse_qsl(parts(here).query))
    if not own.keys() <= there.keys():
        return False
    moved = {name: value for name, value in there.items() if own.get(name) != value}
    begun = offset(url)
    if begun is not None and begun > (offset(here) or 0):
        return True
    known = [name for name in moved if name in own]
    if len(moved) == 1 and CURSOR.search(next(iter(moved))):
        return True
    return (
        len(moved) > 1
        and (not known or len(known) == len(moved))
        and all(COUNTED.fullmatch(value) for value in moved.values())
        and all(COUNTED.fullmatch(own[name]) for name in known)
    )


def _added(query: str, before: str) -> bool:
    """Whether a query is that of the first page and one number more; any at all where that page has none."""
    more = [pair for pair in query.split("&") if pair not in before.split("&")]
    return not before or (
        len(more) == 1 and len(query) > len(before) and more[0].rpartition("=")[2].isdecimal()
    )


def _downward(url: str, here: str) -> bool:
    """Whether an address is the page before `here` in a list numbered from its end, or the second page of such a list."""
    step, own = DOWNWARD.search(url), DOWNWARD.search(here)
    if step is None:
        return False
    if url[: step.start()] + step[2] == here:
        return True
    return own is not None and url[: step.start()] == here[: own.start()] and int(step[1]) == int(own[1]) - 1


def _serial(url: str, here: str) -> bool:
    """Whether an address is a further page of a list whose pages bear the number of a module, or its second page."""
    step, own = SERIAL.search(url), SERIAL.search(here)
    if step is None:
        return False
    if own is not None:
        return url[: step.start(2)] == here[: own.start(2)] and int(step[2]) > int(own[2])
    return url[: step.start()] == here.rpartition("/")[0] and int(step[2]) == 2


def bare(url: str) -> str:
    """An address without the name of its index page."""
    return INDEX.sub("/", url)
