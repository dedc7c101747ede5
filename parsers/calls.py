"""Calls: links, rows, boxes and pagers that call the page's own script (`goPage(2)`), and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from .blocks import squeeze
from .page import Page
from .script import SENT, Script, Turn, sent
from .sums import Names, Value

MAX_LED = 1000  # elements of one page that are followed through its script: a list of all offices has 200
MAX_CALLS = 20  # links of one page that are read: a pager has twelve

CALLBACK = re.compile(
    r"(?:call_?back|back_?fn|jump|on_?page\w*|page_?click|click_?page|on_?change)$", re.IGNORECASE
)
# What a link of a pager says; a menu too hands numbers to its script, but says the names of columns, or years.
PAGING = re.compile(
    r"^[\[(]?(?!(?:19|20)\d\d[\])]?$)(?:\d{1,4}|\.{2,}|…+|[<>«»‹›]+|.{0,4}[页頁].{0,2}|first|prev\w*|next|last)[\])]?$", re.IGNORECASE
)
CALLING = "//body//*[@onclick or starts-with(@href, 'javascript:') or @onchange or (self::select and ancestor::form)]"
CHOSEN = ("this.value", "this.options[this.selectedIndex].value")  # what a select says of itself
PAGED = ("", ".curr", ".current", ".page", ".pageIndex")  # what callbacks call the page they are given


def offers(page: Page, wanted: Callable[[str], bool], after: int) -> Iterator[tuple[str, Turn]]:
    """What links, buttons and boxes with a `wanted` text ask for, with that text; `after` is the number of the next page."""
    if page.tree is None:
        return
    script = Script.of(page)
    said = (each for each in page.tree.xpath(CALLING) if wanted(_text(each, after)))
    for node in islice(said, MAX_CALLS):
        if node.tag == "select":
            code, names = str(node.get("onchange") or ""), dict.fromkeys(CHOSEN, _chosen(node, after))
        else:
            code, names = "\n".join(str(node.get(name) or "") for name in ("onclick", "href")), {}
        if "__doPostBack" not in code:
            for turn in script.turns(code.replace("javascript:", ""), names):
                yield _text(node, after), turn
    for name, (of, body) in script.functions.items():
        if CALLBACK.search(name) and of:
            given: Names = {of[0] + tail: (after,) for tail in PAGED}
            yield from ((str(after), turn) for turn in script.turns(body, given))


def _text(node: HtmlElement, after: int) -> str:
    """What an element that calls a script says; a box of pages is chosen from."""
    if node.tag == "select":
        return str(after)
    return squeeze("".join(node.itertext()) or str(node.get("value") or node.get("title") or ""))


def led(page: Page) -> Iterator[tuple[str, HtmlElement, Turn]]:
    """Where rows and columns lead that only call the page's own script, and what choosing from a box asks for.

    Pagers are left to `offers`, which knows the number that is wanted.
    """
    if page.tree is None:
        return
    nodes = [node for node in page.tree.xpath(CALLING)[:MAX_LED] if _rests(node)]
    if not nodes:
        return
    script = Script.of(page)
    for node in nodes:
        if node.tag == "select":
            yield from islice(_choices(page, script, node), MAX_LED)
            continue
        code = "\n".join(str(node.get(name) or "") for name in ("onclick", "href"))
        turns = dict.fromkeys(script.turns(code.replace("javascript:", ""), {}))
        if len(turns) == 1 and not (turn := next(iter(turns))).form:
            yield _text(node, 0), node, turn


def _rests(node: HtmlElement) -> bool:
    """Whether an element has no address but what its script, or the form around it, makes of it."""
    if node.tag == "select":
        return bool(node.get("onchange")) or _plain(next(node.iterancestors("form")))
    href = str(node.get("href") or "")
    if href and not href.startswith(("#", "javascript:")):
        return False
    return "PostBack" not in f"{href}{node.get('onclick')}" and not PAGING.match(_text(node, 0))


def _choices(page: Page, script: Script, box: HtmlElement) -> Iterator[tuple[str, HtmlElement, Turn]]:
    """What each option of a box asks for: its script goes to an address, or sends the form around it."""
    code = str(box.get("onchange") or "")
    form = next(box.iterancestors("form"), None)
    for option in box.iter("option"):
        value = str(option.get("value") or "")
        text = squeeze("".join(option.itertext()))
        if not value or option.get("selected") is not None or PAGING.match(text):
            continue
        turns = list(script.turns(code, dict.fromkeys(CHOSEN, (value,))))
        if not turns and form is not None and (SENT.search(code) or (not code and _plain(form))):
            turns = list(sent(page, form, {str(box.get("name")): value}, None))
        yield from ((text, option, turn) for turn in turns[:1])


def _plain(form: HtmlElement) -> bool:
    """Whether a form has a button, and nothing to type into: it is there to choose with, not to search."""
    kinds = [str(box.get("type") or "text").lower() for box in form.iter("input")]
    pressed = (
        any(kind in {"submit", "button", "image"} for kind in kinds) or form.find(".//button") is not None
    )
    return pressed and not {"text", "search", "password"} & set(kinds) and form.find(".//textarea") is None


def jumps(page: Page, fields: re.Pattern[str], after: int) -> Iterator[Turn]:
    """The next page by a box in which a reader types the number of a page and sends a form."""
    for form in () if page.tree is None else page.tree.iter("form"):
        for box in form.iter("input"):
            name = str(box.get("name") or "")
            if (
                str(box.get("type") or "text") in {"text", "number"}
                and fields.fullmatch(name)
                and "页" in _around(form)
            ):
                yield from (turn for turn in sent(page, form, {name: after}, None) if turn.name)


def _chosen(box: HtmlElement, after: int) -> tuple[Value, ...]:
    """The value of the option for a page in a select of pages."""
    for option in box.iter("option"):
        if re.fullmatch(rf"第?{after}(?:页|/\d+页?)?", squeeze("".join(option.itertext()))):
            return (str(option.get("value") or after),)
    return ()


def _around(form: HtmlElement) -> str:
    above = form.getparent()
    return "".join((form if above is None else above).itertext())[:2000]
