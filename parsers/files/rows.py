"""Rows: the cells of ruled tables as lines for the form filler: group labels by themselves, then label and values in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..blocks import Block
from .layout import OPENING, VALUE, join
from .ruled import Box, Table

EDGE = 6.0  # points by which the sides of a table may move over a page end
GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")  # how (三)不予公开 opens
ITEM = re.compile(r"[（(]?\d{1,2}[）)、.．]")  # how a row inside a group opens


def blocks(table: Table) -> tuple[Block, ...]:
    """A line a row, cells in place with tabs between them, blank ones too; a label that spans rows is a line before them."""
    made: list[Block] = []
    for row in range(table.height):
        boxes = _begun(table, row)
        groups, cells = _parted(boxes)
        made.extend(Block(text) for text in groups if text)
        if any(cells):
            made.append(Block("\t".join(cells), row=len(cells) > 1))
    return tuple(made)


def follows(above: Table, below: Table) -> bool:
    """Whether two tables, last on one page and first on the next, have one pair of sides: then they are one table.

    A side label that runs down a whole page leaves its column without a level rule to hang on by, so the left side of
    one may be an inner edge of the other.
    """
    if below.leaf != above.leaf + 1 or abs(above.x1 - below.x1) > EDGE:
        return False
    return any(abs(above.x0 - box.x0) < EDGE for box in below.boxes) or any(
        abs(below.x0 - box.x0) < EDGE for box in above.boxes
    )


def stitch(above: Table, below: Table) -> Table:
    """Two parts of one table as one: repeated header off, the row and the group labels that the page end tore joined."""
    below = _beheaded(above, below)
    torn = _torn(above, below)
    offset = above.height - torn
    boxes = list(above.boxes)
    for box in below.boxes:
        moved = replace(box, row=box.row + offset)
        twin = next((n for n, other in enumerate(boxes) if _same(other, box) and _last(other, above)), None)
        if box.row == 0 and twin is not None and (torn or _goes_on(boxes[twin], box)):
            held = boxes[twin]
            boxes[twin] = replace(
                held, rows=moved.row + moved.rows - held.row, text=join((held.text, box.text))
            )
        else:
            boxes.append(moved)
    return replace(
        above, leaf=below.leaf, y0=below.y0, y1=below.y1, height=offset + below.height, boxes=tuple(boxes)
    )


def _begun(table: Table, row: int) -> list[Box]:
    return sorted((box for box in table.boxes if box.row == row), key=lambda box: box.x0)


def _parted(boxes: Sequence[Box]) -> tuple[list[str], list[str]]:
    """The group labels that begin in this row, and its own cells."""
    filled = any(VALUE.fullmatch(box.text) for box in boxes)
    groups: list[str] = []
    cells: list[str] = []
    for box in boxes:
        spans = box.rows > 1 and not VALUE.fullmatch(box.text)
        if spans and (filled or not box.text or OPENING.match(box.text)) and not any(cells):
            groups.append(box.text)
        else:
            cells.append(box.text)
    if len(cells) > 1 and GROUP.match(cells[0]) and ITEM.match(cells[1]):  # a group of one row
        groups.append(cells.pop(0))
    first = next((text for text in cells if text), "")
    if OPENING.match(first) or (filled and not VALUE.fullmatch(first)):
        while cells and not cells[0]:
            cells.pop(0)
    return groups, cells


def _same(one: Box, other: Box) -> bool:
    return abs(one.x0 - other.x0) < EDGE and abs(one.x1 - other.x1) < EDGE


def _last(box: Box, table: Table) -> bool:
    return box.row + box.rows == table.height


def _goes_on(above: Box, below: Box) -> bool:
    """Whether a cell that ends a page goes on atop the next: a group label, blank there or the rest of its words."""
    if above.rows == 1 and not (below.rows > 1 and GROUP.match(above.text)):
        return False
    return not VALUE.fullmatch(below.text) and not OPENING.match(below.text) and bool(above.text)


def _torn(above: Table, below: Table) -> int:
    """1 where the last row above and the first below are two halves of one, else 0.

    Halves have the same cells, only one half has the values, and the words below do not open a label.
    """
    head = [box for box in above.boxes if _last(box, above) and box.rows == 1]
    tail = [box for box in below.boxes if box.row == 0 and box.rows == 1]
    pairs = [(one, other) for one in head for other in tail if _same(one, other)]
    if len(pairs) < 2 or len(pairs) < min(len(head), len(tail)):
        return 0
    values = [[bool(VALUE.fullmatch(box.text)) for box in half] for half in zip(*pairs, strict=True)]
    bare = [[box.text for box in half if box.text] for half in zip(*pairs, strict=True)]
    if any(values[0]) == any(values[1]) or not bare[1] or OPENING.match(bare[1][0]):
        return 0
    empty = bare[values[0].count(True) > 0]
    return int(len(empty) == 1)


def _beheaded(above: Table, below: Table) -> Table:
    """The part below without the rows that only repeat the first rows above."""
    repeated = 0
    for one, other in zip(_texts(above), _texts(below), strict=False):
        if one != other or not any(one):
            break
        repeated += 1
    if any(VALUE.fullmatch(text) for row in list(_texts(above))[:repeated] for text in row):
        return below
    kept = tuple(replace(box, row=box.row - repeated) for box in below.boxes if box.row >= repeated)
    return replace(below, height=below.height - repeated, boxes=kept)


def _texts(table: Table) -> Iterator[list[str]]:
    for row in range(table.height):
        yield [box.text for box in _begun(table, row)]
