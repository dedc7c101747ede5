"""Content: where on the page the body is. Known containers first, else the title as anchor and the mass of plain lines.

Known containers alone find under half of real bodies (F1 0.474), and class names in English prove nothing, so the
selectors that a family states are checked against the anchor, and nothing here looks at other names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from .blocks import Block, blocks
from .hanzi import key
from .page import Page, parse, select
from .residue import judge

ENOUGH = 80  # characters of plain text that make a known container believable
HALF = 0.5  # share of the anchored mass that a known container must hold to be the body and not its summary
NAVIGATION = 5  # link lines before the title from which on an ancestor is the page and no longer the article
GROWTH = 200  # characters a page-wide ancestor must add: the longest footer prose captured has 180
EMBEDDED = re.compile(
    r"""(?:["']?(?:content|body|html|detail|text|nr|zw|articleContent|contentHtml)["']?)\s*:\s*(?=")""",
    re.IGNORECASE,
)
PROSE = re.compile(r"[，。；、：,;:]|.{30}")
SIMPLE = re.compile(r"[\w-]+")
MARKUP = re.compile(r"<(?:p|div|table|span|br|section|td)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """The body as found: its element, its lines, and how it was found, for the reader's `origins`."""

    element: HtmlElement | None
    blocks: tuple[Block, ...]
    how: str

    @property
    def mass(self) -> int:
        """Characters of plain text."""
        return sum(map(weigh, self.blocks))


def find(page: Page, title: str = "", selectors: tuple[str, ...] = ()) -> Found:
    """The body of an HTML page; empty where the page says nothing."""
    if page.tree is None:
        return Found(None, (), "nothing")
    # the root and not <body>: pages with two of them are real (a 国务院公报 page of 2007), and libxml2 keeps both
    found = _Flow(page, page.tree, key(title)).choose(selectors)
    hidden = max(map(_carried, _embedded(page)), key=lambda other: other.mass, default=None)
    if hidden is not None and hidden.mass > 2 * found.mass:
        return hidden
    return Found(found.element, _single(found.blocks), found.how)


def weigh(block: Block) -> int:
    """Characters of a line that may be body: none in links, none in what residue knows as chrome."""
    if block.link_share > HALF or judge(block.text):
        return 0
    return len(block.text) - block.linked


class _Flow:
    """All lines of a page, and what each element holds of them: `mass` and `prose` after the title, `links` before it."""

    def __init__(self, page: Page, body: HtmlElement, title: str) -> None:
        self.body = body
        self.lines = page.lines
        self.source = page.text.lower()
        self.start = self._title(title)
        self.mass: dict[HtmlElement, int] = {}
        self.prose: dict[HtmlElement, int] = {}
        self.links: dict[HtmlElement, int] = {}
        shown = sum(weigh(line) for line in self.lines[self.start + 1 :] if not line.hidden)
        for place, line in enumerate(self.lines):
            if place <= self.start:
                self._credit(line, self.links, int(line.link_share > HALF))
            elif not line.hidden or shown < GROWTH:
                mass = weigh(line)
                self._credit(line, self.mass, mass)
                self._credit(line, self.prose, mass if line.row or PROSE.search(line.text) else 0)

    def _title(self, title: str) -> int:
        """Where the title stands among the lines, -1 where it does not."""
        if not title:
            return -1
        for place, line in enumerate(self.lines):
            if line.link_share < HALF and not line.hidden and key(line.text) == title:
                return place
        for place, line in enumerate(self.lines):
            said = key(line.text)
            if line.link_share < HALF and len(said) * 2 > len(title) and title.endswith(said):
                return place
        return -1

    def _credit(self, line: Block, book: dict[HtmlElement, int], amount: int) -> None:
        node = line.element
        while amount and node is not None:
            book[node] = book.get(node, 0) + amount
            if node is self.body:
                break
            node = node.getparent()

    def choose(self, selectors: tuple[str, ...]) -> Found:
        element = self._narrow(self._climb() if self.start >= 0 else self.body)
        how = "title" if self.start >= 0 else "density"
        for selector, node in _selected(self.body, selectors, self.source):
            mass = self.mass.get(node, 0)
            inside = element in node.iterdescendants()
            if (mass >= ENOUGH or node.find(".//table") is not None) and mass >= HALF * self.mass.get(
                element, 0
            ):
                if not (inside and self.start >= 0):
                    element, how = node, selector
                break
        return Found(element, self._under(blocks(element)), how)

    def _under(self, lines: tuple[Block, ...]) -> tuple[Block, ...]:
        """The lines from the title on: what stands above it inside the element is the head of the page."""
        if self.start < 0:
            return lines
        title = self.lines[self.start]
        start = next(
            (n for n, line in enumerate(lines) if line.element is title.element and line.text == title.text),
            0,
        )
        return lines[start:]

    def _climb(self) -> HtmlElement:
        """The smallest ancestor of the title with a body in it; a larger one only for what it adds."""
        chosen, held = self.body, 0
        node = self.lines[self.start].element
        while node is not None:
            prose = self.prose.get(node, 0)
            wide = node.tag in {"body", "html"} or self.links.get(node, 0) >= NAVIGATION
            if prose > held and (not held or not wide or prose - held > max(GROWTH, held)):
                chosen, held = node, prose
            if node is self.body:
                break
            node = node.getparent()
        return chosen

    def _narrow(self, node: HtmlElement) -> HtmlElement:
        """Down to the one child that holds all the mass (or, without a title, nearly all)."""
        keep = 1.0 if self.start >= 0 else 0.8
        while True:
            mass = self.mass.get(node, 0)
            heir = next(
                (c for c in node if c.tag != "table" and mass and self.mass.get(c, 0) >= keep * mass), None
            )
            if heir is None or heir.tag in {"p", "span", "tr", "font", "b", "strong"}:
                return node
            node = heir


def _selected(
    body: HtmlElement, selectors: tuple[str, ...], source: str
) -> Iterator[tuple[str, HtmlElement]]:
    for selector in selectors:
        name = selector.lstrip("#.").lower()
        if SIMPLE.fullmatch(name) and name not in source:
            continue  # most of the containers known stand on none but their own CMS: no walk of the tree for those
        for node in select(body, selector):
            yield selector, node


def _single(lines: tuple[Block, ...]) -> tuple[Block, ...]:
    """Hidden lines that repeat visible ones are a copy (share text, print view) and go; hidden pages 2, 3 … stay."""
    if not any(line.hidden for line in lines):
        return lines
    seen = {key(line.text) for line in lines if not line.hidden}
    copies = sum(len(line.text) for line in lines if line.hidden and key(line.text) in seen)
    whole = sum(len(line.text) for line in lines if line.hidden)
    if copies * 2 <= whole:
        return lines
    return tuple(line for line in lines if not line.hidden)


def _embedded(page: Page) -> Iterator[str]:
    """Bodies that the page carries as text: JSON in a script, a textarea, an iframe's srcdoc."""
    if page.tree is None:
        return
    for node in page.tree.iter("textarea", "iframe"):
        text = (node.text_content() if node.tag == "textarea" else node.get("srcdoc")) or ""
        if MARKUP.search(text):
            yield text
    for script in page.tree.iter("script"):
        source = script.text or ""
        for mark in EMBEDDED.finditer(source):
            try:
                text, _ = json.JSONDecoder(strict=False).raw_decode(source, mark.end())
            except ValueError:
                continue
            if isinstance(text, str) and MARKUP.search(text):
                yield text


def _carried(text: str) -> Found:
    tree = parse(text)
    return Found(tree, () if tree is None else blocks(tree), "script")
