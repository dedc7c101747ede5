"""Calls: links, rows, boxes and pagers that call the page's own script (`goPage(2)`), and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from cssselect import SelectorError
from lxml.html import HtmlElement

from .blocks import squeeze
from .page import Page, select
from .script import SENT, Script, Turn, body, sent
from .sums import Names, Value

MAX_LED = 1000  # elements of one page that are followed through its script: a list of all offices has 200
MAX_CALLS = 20  # links of one page that are read: a pager has twelve

CALLBACK = re.compile(
    r"(?:call_?back|back_?fn|jump|on_?page\w*|page_?click|click_?page|on_?change)$", re.IGNORECASE
)
# What a link of a pager says; a menu too hands numbers to its script, but says the names of columns, or years.
PAGING = re.compile(
    r"^[\[(]?(?!(?:19|20)\d\d[\])]?$)(?:\d{1,4}|\.{2,}|…+|[<>«»‹›]+|.{0,4}[页頁].{0,2}|first|prev\w*|next|last)[\])]?$",
    re.IGNORECASE,
)
CALLING = "//body//*[@onclick or starts-with(@href, 'javascript:') or @onchange or (self::select and ancestor::form)]"
CHOSEN = ("this.value", "this.options[this.selectedIndex].value")  # what a select says of itself
# Rows that the script of a page makes links: $('.row').click(function(){…}), $(document).on('click', '.row', …),
# document.querySelectorAll('.row').forEach(row => row.addEventListener('click', () => {…
HANDLED = re.compile(
    r"(?:\$|jQuery)\(\s*(?:['\"](?P<of>[^'\"]{1,80})['\"]|document|body)\s*\)\s*\.\s*(?:click|change|on|bind|delegate|live)\(\s*"
    r"(?:['\"](?:click|change)['\"]\s*,\s*)?(?:['\"](?P<inner>[^'\"]{1,80})['\"]\s*,\s*(?:['\"](?:click|change)['\"]\s*,\s*)?)?(?:function[^(]{0,40}\([^)]{0,40}\)|[\w()]{1,20}\s*=>)\s*\{"
    r"|querySelectorAll\(\s*['\"](?P<all>[^'\"]{1,80})['\"]\s*\)[^;]{0,120}?addEventListener\(\s*['\"](?:click|change)['\"]\s*,\s*"
    r"(?:function[^(]{0,40}\([^)]{0,40}\)|[\w()]{1,20}\s*=>)\s*\{"
)
# What a script asks the element that was clicked: $(this).data('id'), el.getAttribute('data-id'), this.dataset.id
OWN = re.compile(
    r"(?:\$\(\s*[\w$.]{1,30}\s*\)|(?<![\w$.])[\w$]{1,30}(?:\.(?:currentTarget|target))?)\."
    r"(?:(?:attr|getAttribute)\(\s*['\"](?P<name>[\w-]{1,40})['\"]\s*\)|data\(\s*['\"](?P<data>[\w-]{1,40})['\"]\s*\)|dataset\.(?P<set>\w{1,40}))"
)
# What a script asks a box that is chosen from: $(this).val(), $('#year').val(), document.getElementById('year').value
PICKED = re.compile(
    r"\$\(\s*(?:this|['\"][#\w\[\]=-]{0,20}?(?P<id>[\w-]{1,40})['\"]?\]?['\"])\s*\)\.val\(\s*\)"
    r"|getElementById\(\s*['\"](?P<of>[\w-]{1,40})['\"]\s*\)\.value|\b(?:this|(?:e|ev|event)\.(?:target|currentTarget))\.value"
)
CALLED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\(")
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
    for name, (of, code) in script.functions.items():
        if CALLBACK.search(name) and of:
            given: Names = {of[0] + tail: (after,) for tail in PAGED}
            yield from ((str(after), turn) for turn in script.turns(code, given))


def _text(node: HtmlElement, after: int) -> str:
    """What an element that calls a script says; a box of pages is chosen from."""
    return str(after) if node.tag == "select" else words(node)


def words(node: HtmlElement) -> str:
    """What an element says: its text, else its value or its title."""
    return squeeze("".join(node.itertext()) or str(node.get("value") or node.get("title") or ""))


def led(page: Page) -> Iterator[tuple[str, HtmlElement, Turn]]:
    """Where rows and columns lead that only call the page's own script, and what choosing from a box asks for.

    Pagers are left to `offers`, which knows the number that is wanted.
    """
    if page.tree is None:
        return
    script = Script.of(page)
    for node, code in pressed(page):
        if node.tag == "select":
            yield from islice(_choices(page, script, node, code), MAX_LED)
            continue
        mine, said = owned(script, node, code)
        turns = dict.fromkeys(mine.turns(said, {}))
        if len(turns) == 1 and not (turn := next(iter(turns))).form:
            yield words(node), node, turn


def pressed(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """The rows, columns and tabs that have no address but what their script makes of them, each with what it runs."""
    for node in () if page.tree is None else page.tree.xpath(CALLING)[:MAX_LED]:
        if _rests(node):
            code = "\n".join(filter(None, map(node.get, ("onclick", "onchange", "href"))))
            yield node, code.replace("javascript:", "")
    yield from islice(_handled(page, Script.of(page)), MAX_LED)


def _handled(page: Page, script: Script) -> Iterator[tuple[HtmlElement, str]]:
    """The elements that a script makes links, each with what it does when they are clicked."""
    for found in islice(HANDLED.finditer(script.source), MAX_CALLS):
        said = found["inner"] or found["all"] or found["of"]
        try:
            nodes = select(page.tree, said) if said and page.tree is not None else []
        except SelectorError:  # jQuery has selectors of its own
            continue
        code = body(script.source, found.end())
        yield from ((node, code) for node in nodes if node.tag == "select" or not PAGING.match(words(node)))


def owned(script: Script, node: HtmlElement, code: str, chosen: str | None = None) -> tuple[Script, str]:
    """A script and what runs when this element is clicked: what both ask of the element is put in from its attributes.

    Of a box it is what is `chosen` from it.
    """

    def told(asked: re.Match[str]) -> str:
        name = (
            asked["name"]
            or "data-" + re.sub(r"(?<=[a-z])(?=[A-Z])", "-", asked["data"] or asked["set"]).lower()
        )
        value = node.get(name)
        return asked[0] if value is None or "'" in value or "\\" in value else f"'{value}'"

    def picked(asked: re.Match[str]) -> str:
        whose = asked["id"] or asked["of"]
        mine = chosen is not None and (whose is None or whose in {node.get("id"), node.get("name")})
        return f"'{chosen}'" if mine and chosen and not set(chosen) & set("'\\") else asked[0]

    def put(text: str) -> str:
        return OWN.sub(
            told, text if chosen is None else PICKED.sub(picked, text.replace("document.get", "get"))
        )

    named = {name for name in CALLED.findall(code) if name in script.functions}
    functions = {name: (script.functions[name][0], put(script.functions[name][1])) for name in named}
    mine = replace(script, functions={**script.functions, **functions}) if functions else script
    return mine, put(code)


def _rests(node: HtmlElement) -> bool:
    """Whether an element has no address but what its script, or the form around it, makes of it."""
    if node.tag == "select":
        return bool(node.get("onchange")) or _plain(next(node.iterancestors("form")))
    href = str(node.get("href") or "")
    if href and not href.startswith(("#", "javascript:")):
        return False
    return "PostBack" not in f"{href}{node.get('onclick')}" and not PAGING.match(_text(node, 0))


def _choices(
    page: Page, script: Script, box: HtmlElement, code: str
) -> Iterator[tuple[str, HtmlElement, Turn]]:
    """What each option of a box asks for: its script goes to an address, or sends the form around it."""
    form = next(box.iterancestors("form"), None)
    for option, text, value in options(box):
        mine, said = owned(script, box, code, value)
        turns = list(mine.turns(said, dict.fromkeys(CHOSEN, (value,))))
        if not turns and form is not None and (SENT.search(code) or (not code and _plain(form))):
            turns = list(sent(page, form, {str(box.get("name")): value}, None))
        yield from ((text, option, turn) for turn in turns[:1])


def options(box: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """What may be chosen from a box beside what is shown, with its text and its value; no pages of a pager."""
    for option in box.iter("option"):
        value, text = str(option.get("value") or ""), squeeze("".join(option.itertext()))
        if value and option.get("selected") is None and not PAGING.match(text):
            yield option, text, value


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
