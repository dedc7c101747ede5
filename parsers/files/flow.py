"""Flow: the pages of a file as one run of paragraphs and table rows, in reading order over all page ends."""

from __future__ import annotations

from collections.abc import Sequence

from ..blocks import Block
from . import prose, rows, ruled, unruled
from .layout import Leaf, Line, lines
from .ruled import Table


def flow(leaves: Sequence[Leaf]) -> tuple[tuple[Block, ...], str]:
    """The content of the pages as lines, and the title that the first page shows ("" where none stands out)."""
    found = [ruled.tables(leaf) for leaf in leaves]
    loose = [_loose(leaf, tables) for leaf, tables in zip(leaves, found, strict=True)]
    kept = prose.trim([(leaf.height, own) for leaf, own in zip(leaves, loose, strict=True)])
    items: list[Line | Table] = []
    for own, tables in zip(kept, found, strict=True):
        _add(items, sorted([*own, *tables], key=lambda each: each.y0))
    text = [line for own in kept for line in own]
    return _blocks(items, prose.edges(text)), prose.title(text)


def _loose(leaf: Leaf, tables: Sequence[Table]) -> tuple[Line, ...]:
    """The printed lines of one page outside its ruled tables."""
    free = [glyph for glyph in leaf.glyphs if not any(table.holds(glyph) for table in tables)]
    return lines(free, leaf.number)


def _add(items: list[Line | Table], page: Sequence[Line | Table]) -> None:
    """One page's items after the others; a table that goes on over the page end becomes one."""
    rest = list(page)
    if items and rest:
        above, below = items[-1], rest[0]
        if isinstance(above, Table) and isinstance(below, Table) and rows.follows(above, below):
            items[-1] = rows.stitch(above, below)
            rest = rest[1:]
    items.extend(rest)


def _blocks(items: Sequence[Line | Table], margins: dict[int, tuple[float, float]]) -> tuple[Block, ...]:
    made: list[Block] = []
    run: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            run.append(item)
            continue
        made.extend(_run(run, margins))
        run = []
        made.extend(rows.blocks(item))
    made.extend(_run(run, margins))
    return tuple(made)


def _run(run: Sequence[Line], margins: dict[int, tuple[float, float]]) -> list[Block]:
    """Lines between two ruled tables: the rows of unruled ones, paragraphs between those."""
    made: list[Block] = []
    waiting: list[Line] = []
    for item in unruled.tables(run):
        if isinstance(item, Line):
            waiting.append(item)
            continue
        made.extend(prose.paragraphs(waiting, margins))
        waiting = []
        made.append(item)
    made.extend(prose.paragraphs(waiting, margins))
    return made
