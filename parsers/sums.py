"""Sums: what a piece of script adds up from literals and known names; nothing else of the language is understood."""

from __future__ import annotations

import re
from itertools import islice, product

MAX_VALUES = 8  # values that one name may have (an if, an else): more is no pager
MAX_TOKENS = 60  # words of one sum; the longest address captured is put together from 21
Value = str | int
Names = dict[str, tuple[Value, ...]]
TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|(?P<number>\d{1,9})(?![\w.])"
    r"|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[this\.selectedIndex\])*)|(?P<sign>\S))"
)
MAX_IFS = 12  # of one function that are decided
# if (type == 'list') … else …; the last of a chain is decided first, and becomes the else of the one before
IF = re.compile(
    r"\bif\s*\(\s*(?P<name>[\w$.]{1,60})\s*(?P<sign>===?|!==?)\s*(?P<value>\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|\d{1,9})\s*\)\s*"
    r"(?P<then>\{[^{}]{0,800}\}|[^;{}\n]{1,400};?)(?:\s*else\b\s*(?P<other>\{[^{}]{0,800}\}|(?!\s*if\b)[^;{}\n]{1,400};?))?"
)
CASTS = frozenset({"parseInt", "Number", "String", "encodeURI", "encodeURIComponent", "escape", "eval"})


def decided(code: str, names: Names) -> str:
    """A piece of script without the branches that are not taken, as far as the names they ask for have one value.

    >>> decided("if (t == 'a') go(1); else if (t == 'b') go(2); else go(3);", {"t": ("b",)})
    'go(2);'
    """
    end = len(code)
    for _ in range(MAX_IFS):
        found = [each for each in IF.finditer(code) if each.start() < end]
        if not found:
            break
        end, asked = found[-1].start(), names.get(found[-1]["name"], ())
        if len(asked) == 1:
            same = str(asked[0]) == str(literal(found[-1]["value"]))
            taken = (
                found[-1]["then"] if same == found[-1]["sign"].startswith("=") else found[-1]["other"] or ""
            )
            code = f"{code[:end]}{taken}{code[found[-1].end() :]}"
    return code


def split(args: str) -> list[str]:
    """The arguments of a call up to its closing bracket."""
    found, depth, start = [], 0, 0
    for token in TOKEN.finditer(args):
        sign = token["sign"]
        if sign in {",", ")"} and not depth:
            found.append(args[start : token.start()])
            start = token.end()
            if sign == ")":
                return found
        depth += {"(": 1, ")": -1}.get(sign or "", 0)
    return [*found, args[start:]]


def literal(text: str) -> Value:
    """The value of a literal: 7, "7" and '7'."""
    return int(text) if text.isdecimal() else re.sub(r"\\(.)", r"\1", text[1:-1])


def values(text: str, names: Names) -> tuple[Value, ...]:
    """Every value that a sum of literals and known names may have, of both branches where it asks; empty where unknown.

    >>> values("'index_' + (n - 1) + '.html'", {"n": (3,)}), values("n + f(1)", {"n": (3,)})
    (('index_2.html',), ())
    """
    asked = re.match(
        r"[^?'\";]{1,80}\?(?P<then>(?:[^:'\"]|'[^']*'|\"[^\"]*\"){1,300}):(?P<other>.{1,300})", text
    )
    if asked:
        return (*values(asked["then"], names), *values(asked["other"], names))[:MAX_VALUES]
    tokens = list(islice(TOKEN.finditer(text), MAX_TOKENS))
    said, at = _summed(tokens, 0, names)
    over = at < len(tokens) and (tokens[at]["sign"] or "x") not in {")", ",", ";", "}", "]"}
    return () if over else said


def _summed(tokens: list[re.Match[str]], at: int, names: Names) -> tuple[tuple[Value, ...], int]:
    said, at = _term(tokens, at, names)
    while at < len(tokens) and tokens[at]["sign"] in {"+", "-"}:
        more, then = _term(tokens, at + 1, names)
        said, at = add(said, tokens[at]["sign"], more), then
    return said, at


def _term(tokens: list[re.Match[str]], at: int, names: Names) -> tuple[tuple[Value, ...], int]:
    if at >= len(tokens):
        return (), at
    token = tokens[at]
    called = at + 1 < len(tokens) and tokens[at + 1]["sign"] == "("
    if token["text"] or token["number"]:
        return (literal(token["text"] or token["number"]),), at + 1
    if token["sign"] == "(" or (called and token["name"] in CASTS):
        said, end = _summed(tokens, at + 1 + called, names)
        while end < len(tokens) and tokens[end]["sign"] != ")":  # parseInt(n, 10)
            end += 1
        cast = token["name"] in {"parseInt", "Number"}
        return tuple(int(v) if cast and str(v).isdecimal() else v for v in said), end + 1
    return (() if called else names.get(token["name"] or "", ())), at + 1


def add(left: tuple[Value, ...], sign: str, right: tuple[Value, ...]) -> tuple[Value, ...]:
    """As scripts add: numbers add up, anything else is joined; what is taken away must be a number."""
    found: list[Value] = []
    for one, other in islice(product(left, right), MAX_VALUES):
        if sign == "-":
            if str(one).isdecimal() and str(other).isdecimal():
                found.append(int(one) - int(other))
        elif isinstance(one, int) and isinstance(other, int):
            found.append(one + other)
        else:
            found.append(f"{one}{other}"[:2000])
    return tuple(found)
