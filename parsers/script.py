"""Script: what a page's own script asks for when one of its functions is called; shapes are read, nothing is run.

Known shapes: an address put together from words and numbers, and a form whose field gets a value before it is sent. What
is written in any other way leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from urllib.parse import urlencode

from lxml.html import HtmlElement

from .anchors import parts, resolve, root
from .page import Page
from .sums import MAX_VALUES, Names, Value, add, decided, literal, split, values

MAX_SCRIPT = 200_000  # characters of script in which functions are looked for
MAX_BODY = 4_000  # characters of one function; a pager's has ten lines
MAX_DEPTH = 2  # functions that call each other: nextPage() -> goPage(n)
MAX_STATEMENTS = 20  # of one function; beyond that it does more than turn a page
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<![:\"'\\])//[^\n]*", re.DOTALL)
JOINED = re.compile(r"\s*\n\s*(?=\+)|(?<=\+)\s*\n\s*")  # a sum that goes on in the next line
FUNCTION = re.compile(
    r"\bfunction\s+(?P<name>[\w$]{1,60})\s*\((?P<of>[^()]{0,200})\)\s*\{"
    r"|(?<![\w$])(?P<name2>[\w$]{1,60})\s*[:=]\s*function\s*[\w$]{0,60}\s*\((?P<of2>[^()]{0,200})\)\s*\{"
)
STEPPED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\+\+(?=\s*[;\n])")
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
LOCATION = re.compile(r"(?:^|\.)(?:location(?:\.href)?|URL)$")
OPENERS = re.compile(r"(?:^|\.)(?:location\.(?:replace|assign)|open)$")
SENT = re.compile(r"\bsubmit\s*\(|['\"]submit['\"]")
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


@dataclass(frozen=True, slots=True)
class Script:
    """The functions and the plain values of a page's own script."""

    page: Page
    source: str = ""
    names: Names = field(default_factory=dict)
    functions: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=1)  # pagers, rows and fetches of one page ask for it one after the other
    def of(cls, page: Page) -> Script:
        """The script that stands in a page."""
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
            functions.setdefault(found["name"] or found["name2"], (of, body(source, found.end())))
        return cls(page, source, names, functions)

    def turns(self, code: str, given: Names, depth: int = 0) -> Iterator[Turn]:
        """Every request that a piece of script may make, as far as it can be read."""
        names, fields, action = {**self.names, **given}, dict[str, tuple[Value, ...]](), None
        code = decided(code[:MAX_BODY], names)
        for said in islice(STATEMENT.finditer(code), MAX_STATEMENTS):
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
                return (turn for turn in sent(self.page, form, plain, action) if turn.name)
        return iter(())


def sent(page: Page, form: HtmlElement, fields: dict[str, Value], action: str | None) -> Iterator[Turn]:
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


def _assign(names: Names, target: str, op: str, said: tuple[Value, ...]) -> None:
    """What a name may stand for after an assignment: an if and its else leave two values."""
    before = names.get(target, ())
    said = add(before, "+", said) if op == "+=" else tuple(dict.fromkeys((*said, *before)))
    names[target] = said[:MAX_VALUES]


def body(source: str, start: int) -> str:
    """The body of a function that opens before `start`, empty where it is too long to be read."""
    depth, text = 1, source[start : start + MAX_BODY]
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return text[: brace.start()]
    return ""
