"""Ruled tables: the cells that the lines drawn on a page enclose, merged cells whole, each with the text inside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layout import Glyph, Leaf, Rule, join, lines

SNAP = 2.5  # points: rules nearer than this are one rule drawn twice (WPS draws every cell's own box); rows are 8 and more
JOINT = 4.0  # points: ends nearer than this meet
MAX_RULES = 3000  # a page: the statutory table has some 700, a map has 100,000 and is no form
MAX_CELLS = 20_000  # of one grid: 40 rows × 15 columns is the widest form
PROSE = 600  # characters: a box with more is a frame around text, not a cell


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: the row it begins in, how many rows it spans, its left and right edge, its text on one line."""

    row: int
    rows: int
    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One ruled table of one page, or several pages' parts of one put together."""

    leaf: int
    x0: float
    y0: float
    x1: float
    y1: float
    height: int
    boxes: tuple[Box, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether a character stands inside the table."""
        return self.x0 - SNAP < glyph.x < self.x1 + SNAP and self.y0 - SNAP < glyph.y < self.y1 + SNAP


def tables(leaf: Leaf) -> tuple[Table, ...]:
    """The ruled tables of one page, top to bottom; a frame around text is none, a table inside a cell is its text."""
    found: list[Table] = []
    for painted in (False, True):
        level = _merge(rule for rule in leaf.rules if rule.level and rule.painted == painted)
        upright = _merge(rule for rule in leaf.rules if not rule.level and rule.painted == painted)
        if len(level) + len(upright) > MAX_RULES:
            continue
        for grid in sorted(
            (_grid(*part, leaf.width) for part in _parts(level, upright)), key=_area, reverse=True
        ):
            if not any(_within(grid, table) for table in found):
                found.extend(_table(leaf, grid))
    return tuple(sorted(found, key=lambda table: table.y0))


_Placed = tuple[
    Rule, float, float, float
]  # a rule, the height or the margin it runs at, where it begins and ends


@dataclass(frozen=True, slots=True)
class _Grid:
    """The edges of a table's columns and rows, and the rules between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def _merge(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules on one line that touch, as one rule; thin boxes have become their middle line."""
    turned = [(rule, *_along(rule)) for rule in rules]
    merged: list[Rule] = []
    for cluster in _clusters(turned):
        place = sum(each[1] for each in cluster) / len(cluster)
        spans: list[list[float]] = []
        for _, _, low, high in sorted(cluster, key=lambda each: each[2]):
            if spans and low - spans[-1][1] < JOINT:
                spans[-1][1] = max(spans[-1][1], high)
            else:
                spans.append([low, high])
        level = cluster[0][0].level
        merged.extend(
            Rule(low, place, high, place) if level else Rule(place, low, place, high) for low, high in spans
        )
    return tuple(merged)


def _along(rule: Rule) -> tuple[float, float, float]:
    if rule.level:
        return (rule.y0 + rule.y1) / 2, rule.x0, rule.x1
    return (rule.x0 + rule.x1) / 2, rule.y0, rule.y1


def _clusters(rules: list[_Placed]) -> Iterator[list[_Placed]]:
    cluster: list[_Placed] = []
    for each in sorted(rules, key=lambda each: each[1]):
        if cluster and each[1] - cluster[-1][1] > SNAP:
            yield cluster
            cluster = []
        cluster.append(each)
    if cluster:
        yield cluster


def _parts(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together by crossing or touching, a table each."""
    owner = list(range(len(level) + len(upright)))

    def root(n: int) -> int:
        while owner[n] != n:
            owner[n] = owner[owner[n]]
            n = owner[n]
        return n

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright):
            if flat.x0 - JOINT < tall.x0 < flat.x1 + JOINT and tall.y0 - JOINT < flat.y0 < tall.y1 + JOINT:
                owner[root(len(level) + j)] = root(i)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n, rule in enumerate((*level, *upright)):
        parts.setdefault(root(n), ([], []))[n >= len(level)].append(rule)
    return [part for part in parts.values() if part[0] and part[1]]


def _grid(level: list[Rule], upright: list[Rule], width: float) -> _Grid:
    """Columns by the upright rules, rows by the level ones. A side that a page end left open closes where the others end.

    Not so at the edge of the paper: what a page cut off has no blank cells, it has none.
    """
    ends = (min(rule.x0 for rule in level), max(rule.x1 for rule in level))
    xs = [rule.x0 for rule in upright] + [x for x in ends if SNAP < x < width - SNAP]
    ys = [rule.y0 for rule in level] + [min(rule.y0 for rule in upright), max(rule.y1 for rule in upright)]
    return _Grid(_edges(xs), _edges(ys), tuple(level), tuple(upright))


def _edges(values: list[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > JOINT:
            edges.append(value)
    return tuple(edges)


def _area(grid: _Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _within(grid: _Grid, table: Table) -> bool:
    x, y = (grid.xs[0] + grid.xs[-1]) / 2, (grid.ys[0] + grid.ys[-1]) / 2
    return table.x0 < x < table.x1 and table.y0 < y < table.y1


def _table(leaf: Leaf, grid: _Grid) -> Iterator[Table]:
    """The grid with its text; nothing where it is no table: one column, hardly any text, or prose in a frame."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    if columns < 2 or rows < 1 or columns * rows > MAX_CELLS:
        return
    owner = _owners(grid)
    held: dict[int, list[Glyph]] = {}
    for glyph in leaf.glyphs:
        column, row = bisect_right(grid.xs, glyph.x) - 1, bisect_right(grid.ys, glyph.y) - 1
        if 0 <= column < columns and 0 <= row < rows:
            held.setdefault(owner[row * columns + column], []).append(glyph)
    texts = {n: join(line.text for line in lines(glyphs)) for n, glyphs in held.items()}
    spoken = [text for text in texts.values() if text]
    members: dict[int, list[int]] = {}
    for n, head in enumerate(owner):
        members.setdefault(head, []).append(n)
    if len(members) < 2 or len(spoken) < 2 or max(map(len, spoken)) > PROSE:
        return
    boxes = tuple(_box(cells, columns, grid, texts.get(head, "")) for head, cells in members.items())
    yield Table(leaf.number, grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], rows, boxes)


def _box(cells: list[int], columns: int, grid: _Grid, text: str) -> Box:
    rows = [n // columns for n in cells]
    across = [n % columns for n in cells]
    return Box(min(rows), max(rows) - min(rows) + 1, grid.xs[min(across)], grid.xs[max(across) + 1], text)


def _owners(grid: _Grid) -> list[int]:
    """For each smallest cell the first of those that no rule parts it from."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    middles_x = [(a + b) / 2 for a, b in pairwise(grid.xs)]
    middles_y = [(a + b) / 2 for a, b in pairwise(grid.ys)]
    walls = [[rule for rule in grid.upright if abs(rule.x0 - x) <= JOINT] for x in grid.xs]
    floors = [[rule for rule in grid.level if abs(rule.y0 - y) <= JOINT] for y in grid.ys]
    owner = list(range(columns * rows))

    def root(n: int) -> int:
        while owner[n] != n:
            owner[n] = owner[owner[n]]
            n = owner[n]
        return n

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column and not any(rule.y0 <= middles_y[row] <= rule.y1 for rule in walls[column]):
                _unite(owner, root(here - 1), root(here))
            if row and not any(rule.x0 <= middles_x[column] <= rule.x1 for rule in floors[row]):
                _unite(owner, root(here - columns), root(here))
    return [root(n) for n in range(columns * rows)]


def _unite(owner: list[int], one: int, other: int) -> None:
    owner[max(one, other)] = min(one, other)
