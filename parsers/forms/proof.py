"""Proof: which rows of a recognised picture may be believed: those whose own sum holds, one by one.

Two of 25 rows of a bad scan were misread, and exactly those two broke their sums (facts/parts §5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ..report import Cell

TOTALLED = frozenset({"applications", "review_litigation"})


def proved(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with the values of rows that prove themselves; the others keep what was seen, as `text`.

    A row proves itself by a printed total that its other cells make. Rows without a total (article 20) cannot.
    """
    rows = (tuple(row) for _, row in groupby(cells, key=lambda cell: (cell.tbl, cell.row)))
    return tuple(cell for row in rows for cell in (row if _adds_up(row) else _doubted(row)))


def _adds_up(row: Sequence[Cell]) -> bool:
    if row[0].tbl not in TOTALLED or any(cell.state in {"text", "glued"} for cell in row):
        return False
    total = next((cell.value for cell in row if cell.col == "total"), None)
    return total is not None and total == sum(cell.value or 0 for cell in row if cell.col != "total")


def _doubted(row: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(
        replace(cell, value=None, value_yuan=None, state="text") if cell.state == "value" else cell
        for cell in row
    )
