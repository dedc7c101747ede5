"""Grid: the lines of a body as rows of cells, each with the place it was printed at; one shape for every medium."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ..blocks import BLOCK, Block, cell_text
from .codebook import codebook
from .values import is_value, value

SPAN = 60  # widest span believed: a colspan of 9999 in the page is no wider than a table
CLIMB = 6  # boxes around one text that are believed to be its cell and nothing else
RUN = 24  # cells looked at after a label; the widest row of a form has fifteen
BOXES = frozenset(
    {"div", "li", "dl", "dd", "dt", "section", "td", "tr"}
)  # what a cell's row may be where no table is
FORM = 7  # cells of a row that is a form's even in a table that is not
LABEL = 120  # characters of a cell of a form, with its notes and the white space of its source
COURTS = 15  # values of a row that has no label
WORDS = re.compile(r"\s+")
FIGURED = re.compile(r"^(?:[0-9]{1,3})$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row was printed: the table (None in plain text), the row in it or the line, and each cell's grid column."""

    table: int | None
    row: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as printed, in order and each once. `whole` says that the row is known to hold all its cells.

    A line of plain text is a row that is not whole: a label, its values, or both, and more may stand on the next line.
    """

    cells: tuple[str, ...]
    place: Place
    whole: bool


def rows(lines: Sequence[Block]) -> Iterator[Row]:
    """The rows of a body in reading order. A table comes whole, with the blank rows that no line stands for."""
    tables: dict[HtmlElement, int] = {}
    strays: set[HtmlElement] = set()
    passed = 0
    for n, line in enumerate(lines):
        if n < passed:
            continue
        owner = _table(line)
        if owner is not None:
            if owner not in tables:
                tables[owner] = len(tables)
                yield from _table_rows(owner, tables[owner])
        elif line.row:
            yield _loose(line.text.split("\t"), n, whole=True)
        elif (stray := _stray(line)) is not None:
            if stray not in strays:
                strays.add(stray)
                yield _loose([_cell(cell) for cell in stray if cell.tag in {"td", "th"}], n, whole=True)
        elif inner := _inline(line):
            yield _loose(inner, n, whole=True)
        elif run := _beside(lines, n):
            cells, passed = run
            yield _loose(cells, n, whole=True)
        else:
            yield _loose(_flat(line.text), n, whole=False)


def _loose(cells: Sequence[str], line: int, *, whole: bool) -> Row:
    return Row(tuple(cells), Place(None, line, tuple(range(len(cells)))), whole)


def _table(line: Block) -> HtmlElement | None:
    """The data table that a line is a row or the caption of."""
    if line.element is None or line.element.tag not in {"tr", "caption"}:
        return None
    return next((node for node in line.element.iterancestors() if node.tag == "table"), None)


def _stray(line: Block) -> HtmlElement | None:
    """The row of a form inside a table that holds prose too, and so went for layout: many cells, every one short."""
    node = line.element
    for _ in range(CLIMB):
        if node is None or node.tag in {"table", "body"}:
            return None
        if node.tag == "tr":
            cells = [cell for cell in node if cell.tag in {"td", "th"}]
            short = FORM <= len(cells) <= RUN and all(
                len("".join(cell.itertext())) <= LABEL for cell in cells
            )
            return node if short else None
        node = node.getparent()
    return None


def _flat(text: str) -> tuple[str, ...]:
    """A line of text as a label, or as label and values side by side (`规章 0 0 0`), or as values alone."""
    words = WORDS.split(text)
    if len(words) == 1:
        return (text,)
    first = len(words)
    while first and is_value(words[first - 1], none=True):
        first -= 1
    said = " ".join(words[:first])
    if first == len(words) or (said and {"无", "空"} & {*words[first:]} and not codebook().row(said)):
        return (text,)
    if first and FIGURED.match(words[0]) and codebook().row(" ".join(words[1:first])):
        said = " ".join(words[1:first])  # a column of running numbers
    return (said, *words[first:]) if said else tuple(words)


# ---------------------------------------------------------------- tables


def _table_rows(table: HtmlElement, number: int) -> Iterator[Row]:
    """The rows of one table; each cell once, with the grid column it stands in when spans are laid out."""
    covered: dict[int, int] = {}
    for n, row in enumerate(table.iter("tr")):
        cells: list[str] = []
        columns: list[int] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        column = 0
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            while covered.get(column, 0):
                column += 1
            cells.append(_cell(cell))
            columns.append(column)
            width, depth = _span(cell, "colspan"), _span(cell, "rowspan")
            if depth > 1:
                below.update(dict.fromkeys(range(column, column + width), depth - 1))
            column += width
        covered = below
        if cells:
            yield Row(tuple(cells), Place(number, n, tuple(columns)), whole=True)


def _cell(cell: HtmlElement) -> str:
    """The text of a cell; a raised or lowered mark is kept off the number before it: 12<sup>1</sup> is not 121."""
    said = cell_text(cell)
    if cell.find(".//sup") is None and cell.find(".//sub") is None:
        return said
    marks = ["".join(node.itertext()).strip() for node in cell.iter("sup", "sub")]
    return (
        f"{said} [{' '.join(filter(None, marks))}]" if any(marks) and value(said).state == "value" else said
    )


def _span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return (
        min(SPAN, int(text)) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1
    )


# ---------------------------------------------------------------- tables without a table tag


def _inline(line: Block) -> tuple[str, ...]:
    """A line whose cells are the inline children of one box (`<li><span>规章</span><span>0</span>…`): those cells.

    Not in a paragraph, where an editor cuts one number into several spans.
    """
    box = None if line.element is None else line.element.getparent()
    if line.element is None or box is None or box.tag not in BOXES or len(box) < 2 or len(box) > RUN:
        return ()
    if any(node.tag in BLOCK or node.tag == "br" for node in box):
        return ()
    if (box.text or "").strip() or any((node.tail or "").strip() for node in box):
        return ()
    cells = tuple(cell_text(node) for node in box if isinstance(node.tag, str))
    if WORDS.sub("", "".join(cells)) != WORDS.sub("", line.text):
        return ()
    book = codebook()
    said = [n for n, cell in enumerate(cells) if cell and not is_value(cell, none=True)]
    if not said:
        return cells if len(cells) == COURTS else ()
    if len(said) == len(cells):
        return cells if any(book.column(cell) or book.row(cell) for cell in cells) else ()
    return cells if book.row(cells[said[-1]]) and said == list(range(len(said))) else ()


def _beside(lines: Sequence[Block], n: int) -> tuple[tuple[str, ...], int] | None:
    """A label and the boxes beside it where one of them is blank, which no line stands for; and the line to go on at."""
    code = codebook().row(lines[n].text) if lines[n].element is not None else None
    box = lines[n].element
    if code is None or box is None:
        return None
    for _ in range(CLIMB):
        outer = box.getparent()
        if outer is None or outer.tag == "body" or len(outer) > 1:
            break
        box = outer
    if WORDS.sub("", cell_text(box)) != WORDS.sub("", lines[n].text):
        return None
    cells: list[str] = []
    for sibling in box.itersiblings():
        said = cell_text(sibling) if isinstance(sibling.tag, str) else None
        if said is None:
            continue
        if (said and not is_value(said, none=True)) or len(cells) == RUN:
            break
        cells.append(said)
    shown = [cell for cell in cells if cell]
    following = [line.text for line in lines[n + 1 : n + 1 + len(shown)]]
    if len(shown) == len(cells) or len(cells) not in codebook().sizes(code) or following != shown:
        return None
    return (lines[n].text, *cells), n + 1 + len(shown)
