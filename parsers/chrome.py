"""Chrome: what is not the report, cut at head and tail by whole lines and kept aside, so that every cut can be undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from .blocks import Block
from .hanzi import key
from .infobar import fields
from .report import Cut
from .residue import judge
from .stamps import MARKED, byline

# Marks of share, QR and accessibility products in id or class: names of products, never English words for places.
PRODUCTS = re.compile(
    r"bdsharebuttonbox|bdshare|bshare|jiathis|social-share|share-wechat|qrcode|stranlink|barrierfree|cniil_wza|aria-?tool|older-tool|"
    r"articlehits|erweima|nfw-share|toolbarswitch",
    re.IGNORECASE,
)
HEAD_LINES = 40  # lines within which a title or an info bar may still come; the longest head captured has 31
LOOSE = 4  # short lines of other text (subtitle, kicker) allowed between the title and its info bar
PROSE = re.compile(r"[。；;！？!?]|[，,].*[，,]")
ITEM = 60  # characters: a longer line without a link is no item of a related list
FILED = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|rtf|zip|rar|jpe?g|png)\s*(?:[（(].{0,20}[)）])?$", re.IGNORECASE
)
# What no related list holds: a numbered heading that is no file, a figure of a form printed a cell a line (seed 004).
BODILY = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)、.]|[-+]?[\d,.]+[项件宗条个次元%]?$|[-/—–]+$)")
BELOW = 2  # lines that may stand below the lowest footer line: an address, a remark
NUMBERED = re.compile(r"〔\d{4}〕|第\s*\d+\s*号")  # a document's number is its first line
HEADING = 12  # characters: a longer line over a list of links is a sentence that introduces it
_TELLING = frozenset(
    {"published", "time", "updated", "written", "source", "count", "widget", "editor", "issuer", "index_no"}
)
_ANYWHERE = frozenset({"template", "product"})
_CLOSING = frozenset({"footer", "neighbour", "leaving"})


@dataclass(frozen=True, slots=True)
class Body:
    """The report as printed, chrome off: its lines, the fields of the info bar, and every line that was cut.

    Kept lines and cut lines, ordered by `ordinal`, are the lines that came in.
    """

    title: str
    lines: tuple[Block, ...]
    bar: tuple[tuple[str, str], ...] = ()
    cuts: tuple[Cut, ...] = ()
    element: HtmlElement | None = None

    @property
    def text(self) -> str:
        """A line a paragraph, table text row by row with tabs between the cells."""
        return "\n".join(line.text for line in self.lines)


def strip(lines: Sequence[Block], title: str = "", element: HtmlElement | None = None) -> Body:
    """The body without its chrome. Nothing is cut from between two lines of prose but templates and share boxes."""
    rules: list[str | None] = [_inner(line) for line in lines]
    _head(lines, rules, key(title))
    _tail(lines, rules)
    cuts = tuple(
        Cut(n, line.text, rule) for n, (line, rule) in enumerate(zip(lines, rules, strict=True)) if rule
    )
    bar = tuple(pair for cut in cuts if cut.rule == "bar" for pair in fields(cut.text))
    kept = tuple(line for line, rule in zip(lines, rules, strict=True) if rule is None)
    return Body(title, kept, bar, cuts, element)


def _inner(line: Block) -> str | None:
    """What goes wherever it stands: template marks, and lines inside a share or QR product."""
    if judge(line.text) == "template":
        return "template"
    node = line.element
    for _ in range(4):
        if node is None:
            break
        if PRODUCTS.search(f"{node.get('id') or ''} {node.get('class') or ''}") and len(line.text) < ITEM:
            return "product"
        node = node.getparent()
    return None


def _head(lines: Sequence[Block], rules: list[str | None], title: str) -> None:
    """Cut everything down to the last title, bar or widget line that stands before the prose begins."""
    last, loose, titled = -1, 0, False
    names: dict[int, str] = {}
    for n, line in enumerate(lines[:HEAD_LINES]):
        name = rules[n] or ("title" if _is_title(lines, n, title) else judge(line.text))
        if name == "bar" and not _tells(line):
            name = None
        if name is None and names.get(n - 1) == "title" and MARKED.search(line.text) and byline(line.text):
            name = "byline"
        if name == "title" and (loose or names.get(n - 1) in {"bar", "byline"}) and (titled or not names):
            break  # the document's own heading, under its bar or under its number, is its first line
        if name and not (name == "related" and titled and line.link_share < 0.5):
            names[n] = name
            last, loose = n, 0
            titled = titled or name in {"title", "bar"}
            continue
        if (PROSE.search(line.text) and line.link_share < 0.5) or NUMBERED.search(line.text):
            break
        loose += 1
        if titled and loose > LOOSE:
            break
    for n in range(last + 1):
        rules[n] = rules[n] or names.get(n) or "head"


def _tells(line: Block) -> bool:
    """Whether a bar says when, from whom or how often read; 公开方式：主动公开 alone is a line of the document."""
    return any(what in _TELLING for what, _ in fields(line.text))


def _tail(lines: Sequence[Block], rules: list[str | None]) -> None:
    """Cut, from the end upwards, what is chrome by its words, and the items that stand under or between such lines."""
    waiting: list[int] = []
    closed = False
    for n in range(len(lines) - 1, -1, -1):
        if rules[n] in _ANYWHERE:
            continue
        name = None if rules[n] else judge(lines[n].text)
        if name is None or (name == "bar" and (lines[n].row or not _tells(lines[n]))):
            if rules[n] or not _is_item(lines[n]):
                break
            waiting.append(n)
            continue
        below = name == "footer" and len(waiting) <= BELOW
        whole = name == "related" or below or (name in _CLOSING and closed)
        taken = waiting if whole else _links(lines, waiting)
        for item in taken:
            rules[item] = "item"
        rules[n] = name
        if len(taken) < len(waiting):
            break  # plain lines below a print button are the signature: nothing above them is tail
        waiting, closed = [], True


def _links(lines: Sequence[Block], waiting: list[int]) -> list[int]:
    """Of the waiting lines those that are links, and the short headings that stand right over one."""
    linked = {n for n in waiting if lines[n].link_share > 0.5}
    headings = {n for n in waiting if n + 1 in linked and len(lines[n].text) <= HEADING and not lines[n].row}
    return [n for n in waiting if n in linked or n in headings]


def _is_title(lines: Sequence[Block], n: int, title: str) -> bool:
    """Whether line `n` is the title, or one of two lines that make it up."""
    said = key(lines[n].text)
    if not title or not said or (not title.startswith(said[:1]) and not title.endswith(said)):
        return False
    below = key(lines[n + 1].text) if n + 1 < len(lines) else ""
    above = key(lines[n - 1].text) if n else ""
    return title in (said, said + below, above + said)


def _is_item(line: Block) -> bool:
    """Whether a line may be an item of a related list: a link, a file name, a short line without a full stop, a date."""
    if line.row or BODILY.match(line.text):
        return False
    if line.link_share > 0.5 or FILED.search(line.text):
        return True
    return len(line.text) <= ITEM and not re.search(r"[。；;]", line.text)
