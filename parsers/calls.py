"""Calls: what a pager's link asks for when it calls the page's own script (`goPage(2)`); shapes are read, nothing is run.

Known shapes: an address put together from words and numbers, and a form whose field gets a number before it is sent. What
is written in any other way leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from lxml.html import HtmlElement

from .anchors import parts, resolve, root
from .blocks import squeeze
from .page import Page
from .sums import MAX_VALUES, Names, Value, add, literal, split, values

MAX_SCRIPT = 200_000  # characters of script in which functions are looked for
MAX_BODY = 4_000  # characters of one function; a pager's has ten lines
MAX_DEPTH = 2  # functions that call each other: nextPage() -> goPage(n)
MAX_STATEMENTS = 20  # of one function; beyond that it does more than turn a page
MAX_LED = 1000  # elements of one page that are followed through its script: a list of all offices has 200
MAX_CALLS = 20  # links of one page that are read: a pager has twelve

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<![:\"'\\])//[^\n]*", re.DOTALL)
JOINED = re.compile(r"\s*\n\s*(?=\+)|(?<=\+)\s*\n\s*")  # a sum that goes on in the next line
FUNCTION = re.compile(
    r"\bfunction\s+(?P<name>[\w$]{1,60})\s*\((?P<of>[^()]{0,200})\)\s*\{"
    r"|(?<![\w$])(?P<name2>[\w$]{1,60})\s*[:=]\s*function\s*[\w$]{0,60}\s*\((?P<of2>[^()]{0,200})\)\s*\{"
)
STEPPED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\+\+(?=\s*[;\n])")
CALLBACK = re.compile(
    r"(?:call_?back|back_?fn|jump|on_?page\w*|page_?click|click_?page|on_?change)$", re.IGNORECASE
)
GLOBAL = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s*=\s*(\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\d{1,9})\s*[;,\n]"
)
STATEMENT = re.compile(
    r"(?P<to>(?:[\w$.]|\[[^\]\n]{0,60}\]|\(\s*['\"][^'\")\n]{0,60}['\"]\s*\)){1,160})\s*(?P<op>\+?=)(?!=)\s*(?P<value>[^;\n{}]{1,600})"
    r"|\$\(\s*['\"](?P<field>[^'\")\n]{1,60}(?:['\"][\w.-]{1,40}['\"]\])?)['\"]\s*\)\s*\.val\(\s*(?P<set>[^;\n{}]{1,300})"
    r"|(?<![\w$.])(?P<call>[A-Za-z_$][\w$.]{0,60})\(\s*(?P<args>[^;\n{}]{0,600})"
)
HELD = re.compile(
    r"(?:['\"]([\w.$-]+)['\"]\s*[\])]+(?:\[0\])?|\.([\w$-]+))\.value$"
)  # …['x'].value, …('x').value, f.x.value
NAMED = re.compile(r"^(?:#|\w*\[name=\W{0,2})([\w.$-]+)")  # '#x' and 'input[name=x]' of jQuery
# What a link of a pager says; a menu too hands numbers to its script, but says the names of columns.
PAGING = re.compile(
    r"^[\[(]?(?:\d{1,4}|\.{2,}|…+|[<>«»‹›]+|.{0,4}[页頁].{0,2}|first|prev\w*|next|last)[\])]?$", re.IGNORECASE
)
CALLING = "//body//*[@onclick or starts-with(@href, 'javascript:') or @onchange]"
LOCATION = re.compile(r"(?:^|\.)(?:location(?:\.href)?|URL)$")
OPENERS = re.compile(r"(?:^|\.)(?:location\.(?:replace|assign)|open)$")
SENT = re.compile(r"\bsubmit\s*\(|['\"]submit['\"]")
CHOSEN = ("this.value", "this.options[this.selectedIndex].value")  # what a select says of itself
PAGED = ("", ".curr", ".current", ".page", ".pageIndex")  # what callbacks call the page they are given
UNSENT = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A request for another page, of a list mostly: a POST where it has a form; `name` is the field that holds a number.

    `number` is that number, where the address does not say it.
    """

    url: str
    form: bytes = b""
    name: str = ""
    number: int | None = None


def offers(page: Page, wanted: Callable[[str], bool], after: int) -> Iterator[tuple[str, Turn]]:
    """What links, buttons and boxes with a `wanted` text ask for, with that text; `after` is the number of the next page."""
    if page.tree is None:
        return
    script = _Script.of(page)
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
    nodes = [node for node in page.tree.xpath(CALLING)[:MAX_LED] if node.tag == "select" or _rests(node)]
    if not nodes:
        return
    script = _Script.of(page)
    for node in nodes:
        if node.tag == "select":
            yield from islice(_choices(page, script, node), MAX_LED)
            continue
        code = "\n".join(str(node.get(name) or "") for name in ("onclick", "href"))
        turns = dict.fromkeys(script.turns(code.replace("javascript:", ""), {}))
        if len(turns) == 1 and not (turn := next(iter(turns))).form:
            yield _text(node, 0), node, turn


def _rests(node: HtmlElement) -> bool:
    """Whether an element has no address but what its script makes of it."""
    href = str(node.get("href") or "")
    if href and not href.startswith(("#", "javascript:")):
        return False
    return "PostBack" not in f"{href}{node.get('onclick')}" and not PAGING.match(_text(node, 0))


def _choices(page: Page, script: _Script, box: HtmlElement) -> Iterator[tuple[str, HtmlElement, Turn]]:
    """What each option of a box asks for: its script goes to an address, or sends the form around it."""
    code = str(box.get("onchange") or "")
    form = next(box.iterancestors("form"), None)
    for option in box.iter("option"):
        value = str(option.get("value") or "")
        text = squeeze("".join(option.itertext()))
        if not value or option.get("selected") is not None or PAGING.match(text):
            continue
        turns = list(script.turns(code, dict.fromkeys(CHOSEN, (value,))))
        if not turns and form is not None and SENT.search(code):
            turns = list(_sent(page, form, {str(box.get("name")): value}, None))
        yield from ((text, option, turn) for turn in turns[:1])


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
                yield from (turn for turn in _sent(page, form, {name: after}, None) if turn.name)


@dataclass(frozen=True, slots=True)
class _Script:
    """The functions and the plain values of a page's own script."""

    page: Page
    names: Names = field(default_factory=dict)
    functions: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> _Script:
        said = (
            "\n".join(node.text or "" for node in page.tree.iter("script")) if page.tree is not None else ""
        )
        source = STEPPED.sub(r"\1 = \1 + 1", JOINED.sub(" ", COMMENT.sub("", said[:MAX_SCRIPT])))
        path = parts(page.url)
        names: Names = {}
        for place in ("location", "window.location", "document.location", "self.location"):
            names |= {f"{place}.pathname": (path.path,), f"{place}.href": (page.url,), place: (page.url,)}
        for name, value in GLOBAL.findall(source):
            names.setdefault(name, (literal(value),))
        functions: dict[str, tuple[tuple[str, ...], str]] = {}
        for found in FUNCTION.finditer(source):
            of = tuple(each.strip() for each in (found["of"] or found["of2"] or "").split(","))
            functions.setdefault(found["name"] or found["name2"], (of, _body(source, found.end())))
        return cls(page, names, functions)

    def turns(self, code: str, given: Names, depth: int = 0) -> Iterator[Turn]:
        """Every request that a piece of script may make, as far as it can be read."""
        names, fields, action = {**self.names, **given}, dict[str, tuple[Value, ...]](), None
        for said in islice(STATEMENT.finditer(code[:MAX_BODY]), MAX_STATEMENTS):
            target = said["to"] or ""
            if said["call"]:
                if OPENERS.search(said["call"]):
                    yield from self._address(values(said["args"], names))
                elif said["call"] in self.functions and depth < MAX_DEPTH:
                    of, body = self.functions[said["call"]]
                    args = [values(each, names) for each in split(said["args"])]
                    yield from self.turns(body, dict(zip(of, args, strict=False)), depth + 1)
            elif said["field"]:
                if name := NAMED.match(said["field"]):
                    fields[name[1]] = values(said["set"], names)
            elif LOCATION.search(target):
                yield from self._address(values(said["value"], names))
            elif target.endswith(".action"):
                action = next((str(value) for value in values(said["value"], names)), None)
            elif held := HELD.search(target):
                fields[held[1] or held[2]] = values(said["value"], names)
            elif "." not in target:
                _assign(names, target, said["op"], values(said["value"], names))
        if fields and SENT.search(code):
            yield from self._posted(fields, action)

    def _address(self, said: tuple[Value, ...]) -> Iterator[Turn]:
        for value in said:
            if url := resolve(str(value), root(self.page), self.page.encoding):
                yield Turn(url)

    def _posted(self, fields: dict[str, tuple[Value, ...]], action: str | None) -> Iterator[Turn]:
        """The form around the first field that stands in one, with the values that the script puts into it."""
        plain = {name: said[0] for name, said in fields.items() if said}
        tree = self.page.tree
        for node in () if tree is None else tree.xpath("//form//*[self::input or self::select]"):
            if {node.get("name"), node.get("id")} & plain.keys():
                form = next(node.iterancestors("form"))
                return (turn for turn in _sent(self.page, form, plain, action) if turn.name)
        return iter(())


def _sent(page: Page, form: HtmlElement, fields: dict[str, Value], action: str | None) -> Iterator[Turn]:
    """A form as a browser sends it, with some fields set; one that asks for a password is none of ours."""
    pairs: list[tuple[str, str]] = []
    paged: tuple[str, int | None] = ("", None)
    for box in form.iter("input", "select", "textarea"):
        kind = str(box.get("type") or "text").lower()
        name = str(box.get("name") or "")
        if kind == "password":
            return
        put = fields.get(name, fields.get(str(box.get("id") or "")))
        if not name or kind in UNSENT or (kind in {"radio", "checkbox"} and box.get("checked") is None):
            continue
        value = _held(box) if put is None else str(put)
        if put is not None and value.isdecimal():
            paged = (name, int(value))
        pairs.append((name, value))
    url = resolve(action or str(form.get("action") or "") or page.url, root(page), page.encoding)
    if not url or parts(url).netloc != parts(page.url).netloc:
        return
    query = urlencode(pairs, encoding=page.encoding, errors="replace")
    if str(form.get("method") or "get").lower() == "post":
        yield Turn(url, query.encode(), *paged)
    else:
        yield Turn(f"{url.partition('?')[0]}?{query}", name=paged[0])


def _held(box: HtmlElement) -> str:
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = next(
            (each for each in options if each.get("selected") is not None), options[0] if options else None
        )
        return "" if chosen is None else str(chosen.get("value") or "")
    return str(box.get("value") or (box.text if box.tag == "textarea" else "") or "")


def _chosen(box: HtmlElement, after: int) -> tuple[Value, ...]:
    """The value of the option for a page in a select of pages."""
    for option in box.iter("option"):
        if re.fullmatch(rf"第?{after}(?:页|/\d+页?)?", squeeze("".join(option.itertext()))):
            return (str(option.get("value") or after),)
    return ()


def _around(form: HtmlElement) -> str:
    above = form.getparent()
    return "".join((form if above is None else above).itertext())[:2000]


def _assign(names: Names, target: str, op: str, said: tuple[Value, ...]) -> None:
    """What a name may stand for after an assignment: an if and its else leave two values."""
    before = names.get(target, ())
    said = add(before, "+", said) if op == "+=" else tuple(dict.fromkeys((*said, *before)))
    names[target] = said[:MAX_VALUES]


def _body(source: str, start: int) -> str:
    depth, text = 1, source[start : start + MAX_BODY]
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return text[: brace.start()]
    return ""
