"""Cells: rows that have found their seat, value by value; a value goes to a column by the order that the header prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..report import Cell
from .codebook import UNIT_WORDS, Column, Table, codebook
from .placing import Entry, Tell
from .records import Said
from .values import Value, value, yuan

UNIT_SAID = re.compile(
    rf"单位\s*[:：]?\s*(?:人民币)?\s*({UNIT_WORDS})|[(（]\s*(?:人民币)?\s*({UNIT_WORDS})\s*[)）]"
)
UNIT_MEANT = re.compile("单位|币")


def fitted(values: tuple[Said, ...], size: int, *, whole: bool, start: int | None = None) -> tuple[Said, ...]:
    """The values of a row without the blank cells that a layout leaves before and after them; () where they do not fit.

    Blanks before the values, or at both ends, are the layout's only where `start`, the grid column in which the values of
    this table begin, says so: a blank may also be a value, beside a column that no form has.
    """
    spare = len(values) - size
    if spare == 0:
        return values
    if spare < 0 or not whole:
        return ()
    blank = [not said.raw.strip() for said in values]
    cuts = [n for n in range(spare + 1) if all(blank[:n]) and all(blank[len(values) - spare + n :])]
    if cuts != [0] and not all(blank):
        cuts = [n for n in cuts if start is not None and values[n].column == start]
    return values[cuts[0] : cuts[0] + size] if cuts else ()


def columns(
    table: Table, entry: Entry, starts: frozenset[int | None] = frozenset()
) -> tuple[tuple[Column, Said], ...]:
    """The values of a row with their columns; () where they are not as many, or the header leaves two readings."""
    start = _start(entry, starts)
    for layout in entry.header.layouts(table):
        run = fitted(entry.values, len(layout), whole=entry.record.whole, start=start)
        pairs = tuple((column, said) for column, said in zip(layout, run, strict=False) if column and run)
        kept: dict[str, tuple[Column, Said]] = {}
        if pairs and all(
            kept.setdefault(column.code, (column, said))[1].raw == said.raw for column, said in pairs
        ):
            return tuple(kept.values())
    return ()


def _start(entry: Entry, starts: frozenset[int | None]) -> int | None:
    """The grid column of the first value where blanks before and after leave it open.

    A header of as many cells tells it by order; else that of the applications by its place; else the rows that leave no doubt.
    """
    cells = entry.record.place.columns
    if entry.table == "applications" and entry.header.start is not None:
        return entry.header.start
    if entry.header.first is not None and entry.header.first[1] == len(cells):
        return cells[entry.header.first[0]]
    return next(iter(starts)) if len(starts) == 1 else None


def _starts(entries: Sequence[Entry]) -> dict[tuple[int | None, str], set[int | None]]:
    """The grid columns in which the values of each table begin, from the rows that leave no doubt."""
    starts: dict[tuple[int | None, str], set[int | None]] = {}
    for entry in entries:
        table = codebook().table(entry.form or "", entry.table)
        pairs = columns(table, entry) if table else ()
        if pairs and any(said.raw for _, said in pairs):
            starts.setdefault((entry.record.place.table, entry.table), set()).add(pairs[0][1].column)
    return starts


def cells(entries: Sequence[Entry], url: str, method: str, tell: Tell) -> Iterator[Cell]:
    """The cells of every row; a row whose values are not as many as its columns gives none, and a note."""
    for entry, column, said, told in _filled(entries, tell):
        yield _cell(entry, column, said, told, url, method)


def _filled(entries: Sequence[Entry], tell: Tell) -> Iterator[tuple[Entry, Column, Said, Value]]:
    starts = _starts(entries)
    for entry in entries:
        table = codebook().table(entry.form or "", entry.table)
        if table is None or entry.row not in table.rows:
            tell("unread", entry.label, entry.table)
            continue
        if entry.glued:
            said = entry.values[0]
            yield from ((entry, column, said, Value("glued", said.raw)) for column in table.columns)
            continue
        found = starts.get((entry.record.place.table, entry.table), set())
        pairs = columns(table, entry, frozenset(found))
        if not pairs:
            tell("unread", entry.label, entry.table)
        for text in (text for code, text in entry.header.columns if pairs and code is None):
            tell("column", text, entry.table)
        yield from ((entry, column, said, value(said.raw)) for column, said in pairs)


def _cell(entry: Entry, column: Column, said: Said, told: Value, url: str, method: str) -> Cell:
    label = entry.header.label(column.code)
    unit = _unit(told, label, column)
    place = entry.record.place
    return Cell(
        form=entry.form or "",
        tbl=entry.table,
        row=entry.row or "",
        col=column.code,
        value=told.number,
        state=told.state,
        raw=told.raw,
        unit=unit,
        value_yuan=yuan(told.number, unit) if column.type == "money" else None,
        row_label=entry.label,
        col_label=label,
        source_url=url or None,
        source_table=place.table,
        source_row=said.row,
        source_col=said.column,
        method=method if place.table is not None or method != "dom" else "text",
    )


def _unit(told: Value, label: str | None, column: Column) -> str | None:
    """The unit of a cell: its own, else that of its header, else that of the form; None where the header's is not known.

    An amount under a header that was not read has none: what the form prints there, 万元, is often made 元.
    """
    if told.unit:
        return told.unit
    if column.type == "money" and label is None:
        return None
    found = UNIT_SAID.search(label or "")
    if found:
        return found[1] or found[2]
    return None if UNIT_MEANT.search(label or "") else column.unit
