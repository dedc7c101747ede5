"""Blocks: a tree, or a plain text, as a run of lines (paragraphs and table rows) in which nothing is lost.

Short text nodes are content here: extractors that drop them turn 2019年7月29日 into 2019729日 (seed 004).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

BLOCK = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul caption".split()
)
ROWS = frozenset({"li", "tr", "dd", "p", "span"})
OPENS = re.compile(r"location|open\w*\(", re.IGNORECASE)
SILENT = frozenset(
    "script style noscript template head title select textarea input button iframe object embed svg".split()
)
LAYOUT_CELL = (
    400  # characters: a cell longer than this with blocks in it is a column of the page, not a cell of a form
)
HAN_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)
# A line that ends so is whole; one that opens so (list mark, heading, date) begins something new.
ENDED = re.compile(r"[。！？；：.!?;:…”’」』）)】》]\s*$")
OPENING = re.compile(
    r"^(?:[（(【\[]?[一二三四五六七八九十\d]+[）)】\]、.．:：]|第[一二三四五六七八九十百\d]+[章节条部]|附[件表录]|[一二三四五六七八九十]+[是要则方]|[●•·■◆★])"
)
PAUSE = re.compile(r"[，,、；;。]")
BROKEN = 15  # characters: a shorter line is a heading or a signature, not the first half of a sentence
SPACE = re.compile(r"[\s\u200b\ufeff\u2060\x00-\x1f]+")
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One line: its text, the element it stands in, and whether it is a table row (cells separated by tabs).

    `linked` counts the characters inside links, `hidden` says that a style hides it until a script runs.
    """

    text: str
    element: HtmlElement | None = None
    row: bool = False
    linked: int = 0
    hidden: bool = False

    @property
    def link_share(self) -> float:
        """The share of the line that stands in links, 0 to 1."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class _Line:
    """The line being gathered while the tree is walked."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0


def lines(text: str) -> tuple[Block, ...]:
    """A plain text as blocks: a line a block, empty lines dropped."""
    return tuple(Block(line) for line in map(squeeze, text.splitlines()) if line)


def mend(run: Sequence[Block]) -> tuple[Block, ...]:
    """Sentences that a page end broke in two, joined again (seed 003: 《海珠政务服 | 务简报》).

    Only long prose that stops without a full stop, or inside an open bracket or quotation, takes the next line in.
    """
    mended: list[Block] = []
    for block in run:
        if mended and _broken(mended[-1], block):
            before = mended.pop()
            block = replace(before, text=before.text + block.text, linked=before.linked + block.linked)  # noqa: PLW2901
        mended.append(block)
    return tuple(mended)


def _broken(before: Block, after: Block) -> bool:
    if before.row or after.row or ENDED.search(before.text) or OPENING.match(after.text):
        return False
    text = before.text
    ajar = (
        any(text.count(left) > text.count(right) for left, right in ("《》", "“”", "（）", "()"))
        or text.count('"') % 2
    )
    if ajar and len(text) > BROKEN and len(PAUSE.findall(text)) > 1:
        return True
    return len(text) > 2 * BROKEN and len(PAUSE.findall(text)) > 2 and len(after.text) > BROKEN


def squeeze(text: str) -> str:
    """One line: runs of white space as one space, none at the ends, and none where only the source broke a line."""
    return SPACE.sub(" ", HAN_BREAK.sub("", text)).strip()


def blocks(root: HtmlElement) -> tuple[Block, ...]:
    """The element as blocks in document order; scripts, styles and form controls are silent."""
    walker = _Walker()
    walker.walk(root)
    return tuple(walker.found)


class _Walker:
    """Walks a tree without recursion (real pages nest hundreds deep) and cuts it into lines."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.line = _Line()
        self.place: HtmlElement | None = None
        self.links = 0
        self.unseen = 0

    def walk(self, root: HtmlElement) -> None:
        stack: list[tuple[HtmlElement, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
                if node is not root:
                    self._say(node.tail, node.getparent())
                continue
            if not isinstance(node.tag, str) or node.tag in SILENT:
                if node is not root:
                    self._say(node.tail, node.getparent())
                continue
            if node.tag == "table" and is_form(node):
                self._break()
                self._rows(node)
                if node is not root:
                    self._say(node.tail, node.getparent())
                continue
            self._enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
        self._break()

    def _enter(self, node: HtmlElement) -> None:
        if node.tag in BLOCK or node.tag == "br":
            self._break()
        self.links += is_link(node)
        self.unseen += is_hidden(node)
        self._say(node.text, node)

    def _leave(self, node: HtmlElement) -> None:
        if node.tag in BLOCK:
            self._break()
        self.links -= is_link(node)
        self.unseen -= is_hidden(node)

    def _say(self, text: str | None, node: HtmlElement | None) -> None:
        if not text:
            return
        self.line.parts.append(text)
        if self.links:
            self.line.linked += len(text.strip())
        if self.place is None and text.strip():
            self.place = node

    def _break(self) -> None:
        text = squeeze("".join(self.line.parts))
        if text:
            self.found.append(Block(text, self.place, linked=self.line.linked, hidden=self.unseen > 0))
        self.line = _Line()
        self.place = None

    def _rows(self, table: HtmlElement) -> None:
        for caption in table.iter("caption"):
            self._row([cell_text(caption)], caption)
        for row in table.iter("tr"):
            self._row([cell_text(cell) for cell in row if cell.tag in {"td", "th"}], row)

    def _row(self, cells: list[str], place: HtmlElement) -> None:
        if any(cells):
            text = "\t".join(cells)
            linked = sum(len("".join(a.itertext()).strip()) for a in place.iter("a"))
            self.found.append(Block(text, place, row=len(cells) > 1, linked=linked, hidden=self.unseen > 0))


def is_link(node: HtmlElement) -> bool:
    """Whether an element is a link: an anchor, or a row that a script opens (<li data-url=…>, <tr onclick="open(…)">)."""
    return node.tag == "a" or (
        node.tag in ROWS
        and (node.get("data-url") or node.get("data-href") or OPENS.search(node.get("onclick") or ""))
        is not None
    )


def cell_text(node: HtmlElement) -> str:
    """The text of one cell in one line."""
    return squeeze("".join(_said(node)))


def _said(node: HtmlElement) -> Iterator[str]:
    """The text of a cell. A break inside it is no line of its own, but keeps Latin words and numbers apart."""
    stack: list[tuple[HtmlElement, bool]] = [(node, False)]
    while stack:
        step, leaving = stack.pop()
        if leaving or not isinstance(step.tag, str) or step.tag in SILENT:
            yield step.tail or "" if step is not node else ""
            continue
        if step is not node and (step.tag in BLOCK or step.tag == "br"):
            yield "\n"
        yield step.text or ""
        stack.append((step, True))
        stack.extend((child, False) for child in reversed(step))


def is_hidden(node: HtmlElement) -> bool:
    """Whether the element's own style hides it. Hidden is not chrome: paged bodies hide their parts 2, 3 …"""
    return bool(HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None


def is_form(table: HtmlElement) -> bool:
    """Whether a table is data (rows of cells) and not the layout of the page.

    Layout: a table inside it, one column, or a cell that holds paragraphs of prose.
    """
    if table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    if not any(len(row) > 1 for row in rows):
        return False
    return not any(_is_column(cell) for row in rows for cell in row)


def _is_column(cell: HtmlElement) -> bool:
    size = sum(len(text) for text in cell.itertext())
    return size > LAYOUT_CELL and sum(1 for node in cell.iter("p", "div", "br", "li", "h1", "h2", "h3")) > 2
