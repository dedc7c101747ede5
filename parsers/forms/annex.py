"""Annex: the tables of indicators that reports for 2008 to 2018 carry, national (A14) or of a province (A0), row by row.

An indicator is known by its label and by the order of the form, because labels come again under 其中; rows of an agency's own keep
their label for a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..hanzi import fold
from ..report import Cell
from .codebook import DROPPED, SPACE, UNIT_WORDS
from .grid import Place, Row
from .indicators import MEASURES, NAMES, NUMBERS, SINGLE, indicators, name_of, names
from .placing import Tell
from .values import is_value, value, yuan

UNIT = re.compile(rf"^[(（]?(?:{UNIT_WORDS}|人/次|条次|场次|元/年)[)）]?$")
UNIT_LAST = re.compile(rf"^(?P<label>.*\S)\s+(?P<unit>{UNIT_WORDS})$")
ENOUGH = 3  # rows of the national form that make a table it; local ones share no more by chance
ALONE = 8  # … where no header says what the table is
FEWEST = 5  # rows of a provincial table: a shorter one is a table of something
JOINED = 4  # lines over which one label may be broken
HAN = re.compile(r"[\u4e00-\u9fff]")
END = re.compile(r"。.*\S|.{60,}|^附件\d|^[（(]?(?:联系|此页)")


@dataclass(frozen=True, slots=True)
class _Told:
    """One value of one indicator as printed: row (code or label), column, raw, unit as printed or of the form, place."""

    table: str
    row: str
    column: str
    raw: str
    unit: str | None
    label: str
    heading: str | None
    place: Place
    spot: int | None


@dataclass(slots=True)
class _Line:
    """One indicator as read: label, printed unit, values."""

    label: str
    unit: str | None
    values: tuple[str, ...]
    place: Place
    spots: tuple[int | None, ...] = ()


@dataclass(slots=True)
class _Table:
    """One table of indicators: the labels of its value columns, and its rows by column of the page."""

    columns: tuple[str, ...]
    headed: bool
    groups: int = 1
    number: int | None = None
    sides: list[list[_Line]] = field(default_factory=lambda: [[]])

    @property
    def lines(self) -> list[_Line]:
        return [line for side in self.sides for line in side]


def cells(rows: Sequence[Row], url: str, method: str, tell: Tell) -> Iterator[Cell]:
    """The cells of every table of indicators; rows that could not be read are noted."""
    found, left = _told(rows)
    for label in left:
        tell("unread", label, "annex")
    for each in found:
        told = value(each.raw)
        unit = told.unit or each.unit
        yield Cell(
            form=each.table.removeprefix("annex"),
            tbl=each.table,
            row=each.row,
            col=each.column,
            value=told.number,
            state=told.state,
            raw=told.raw,
            unit=unit,
            value_yuan=yuan(told.number, unit),
            row_label=each.label,
            col_label=each.heading,
            source_url=url or None,
            source_table=each.place.table,
            source_row=each.place.row,
            source_col=each.spot,
            method=method if each.place.table is not None or method != "dom" else "text",
        )


def _told(rows: Sequence[Row]) -> tuple[tuple[_Told, ...], tuple[str, ...]]:
    """The values of every table of indicators, and the labels of rows that could not be read."""
    told: list[_Told] = []
    left: list[str] = []
    for table in _tables(rows):
        known = sum(name_of(line.label) in names() for line in table.lines)
        if known >= (ENOUGH if table.headed else ALONE):
            told.extend(_national(table, left))
        elif table.headed and sum(map(_figured, table.lines)) >= FEWEST:
            told.extend(_provincial(table, left))
    once: dict[tuple[str, str, str], _Told] = {}
    for each in told:
        once.setdefault((each.table, each.row, each.column), each)
    return tuple(once.values()), tuple(left)


def _figured(line: _Line) -> bool:
    return any(value(raw).state == "value" for raw in line.values)


# ---------------------------------------------------------------- tables


def _tables(rows: Sequence[Row]) -> Iterator[_Table]:
    """The tables that a header of indicators opens, and whole tables without one."""
    table: _Table | None = None
    pending: list[str] = []
    for n, row in enumerate(rows):
        head = _head(rows, n)
        if head and (table is None or not table.headed or table.columns != head.columns):
            if table:
                yield table
            table, pending = head, []
        elif row.whole:
            if table is None or (not table.headed and table.number != row.place.table):
                if table:
                    yield table
                table = _Table(("value",), headed=False, number=row.place.table)
            _take(table, row)
        elif table and table.headed:
            if END.search(row.cells[0]):
                yield table
                table = None
            else:
                _gather(table, row, pending)
    if table:
        yield table


def _head(rows: Sequence[Row], n: int) -> _Table | None:
    """The table that a row opens as its header: 统计指标, 单位, 统计数, in one row or one a line."""
    row = rows[n]
    if row.whole:
        said = [_word(cell) for cell in row.cells if cell.strip()]
    else:
        said = [
            _word(part) for other in rows[n : n + 6] if not other.whole for part in other.cells[0].split()
        ]
    heads = [k for k, word in enumerate(said) if word in NAMES]
    if not heads or (not row.whole and heads[0] != 0) or not any(word in MEASURES for word in said):
        return None
    end = heads[1] if len(heads) > 1 else len(said)
    first = said.index(next(word for word in said if word in MEASURES)) + 1
    columns: list[str] = []
    for word in said[first:end]:
        if word in NUMBERS or (not row.whole and (name_of(word) in names() or (columns and is_value(word)))):
            break
        columns.append(word)
    if not row.whole:
        columns = columns[:1] if columns and columns[0] in SINGLE else columns
    if not columns:
        return None
    groups = len(heads) if row.whole else 1
    labels = ("value",) if len(columns) == 1 else tuple(columns)
    return _Table(
        labels, headed=True, groups=groups, number=row.place.table, sides=[[] for _ in range(groups)]
    )


def _word(cell: str) -> str:
    return DROPPED.sub("", SPACE.sub("", fold(cell[:60])))


def _take(table: _Table, row: Row) -> None:
    """A whole row: as many indicators side by side as its header has."""
    cells = list(zip(row.cells, row.place.columns, strict=True))
    size = len(cells) // table.groups
    if size * table.groups != len(cells):
        table.sides[0].append(_Line(" ".join(row.cells), None, (), row.place))
        return
    for side, start in zip(table.sides, range(0, len(cells), size), strict=False):
        if line := _line(cells[start : start + size], row.place):
            side.append(line)


def _line(cells: Sequence[tuple[str, int]], place: Place) -> _Line | None:
    """The label is the last words before unit and values; running numbers before it are passed over."""
    words = [
        n
        for n, (cell, _) in enumerate(cells)
        if HAN.search(cell) and not UNIT.match(cell) and not is_value(cell, none=True)
    ]
    if not words or words[0] > 2:
        return None
    last = words[0]
    while last + 1 in words:
        last += 1
    rest = list(cells[last + 1 :])
    unit = None
    if rest and (
        UNIT.match(rest[0][0].strip()) or (len(rest) > 1 and value(rest[0][0]).state in {"nil", "blank"})
    ):
        unit = rest.pop(0)[0].strip(" ()（）")
    unit = unit if unit and UNIT.match(unit) else None
    return _Line(cells[last][0], unit, tuple(raw for raw, _ in rest), place, tuple(spot for _, spot in rest))


def _gather(table: _Table, row: Row, pending: list[str]) -> None:
    """A line of text: labels, a unit and values follow one another, on one line or one a line each."""
    for n, cell in enumerate(row.cells):
        text = cell.strip()
        last = table.sides[0][-1] if table.sides[0] else None
        if n == 0 and (found := UNIT_LAST.match(text)):
            table.sides[0].append(_Line(_named([*pending, found["label"]]), found["unit"], (), row.place))
            pending.clear()
        elif UNIT.match(text) and pending:
            table.sides[0].append(_Line(_named(pending), text, (), row.place))
            pending.clear()
        elif is_value(text) and pending:
            unit = value(text).state == "nil"
            table.sides[0].append(_Line(_named(pending), None, () if unit else (text,), row.place, (n,)))
            pending.clear()
        elif is_value(text) and last is not None:
            last.values = (*last.values, text)
            last.spots = (*last.spots, n)
        elif not is_value(text):
            pending.append(text)
            del pending[:-JOINED]


def _named(parts: Sequence[str]) -> str:
    """The last lines that make up the label of an indicator, else the last line."""
    for width in range(1, min(JOINED, len(parts)) + 1):
        joined = "".join(parts[-width:])
        if name_of(joined) in names():
            return joined
    return parts[-1]


# ---------------------------------------------------------------- rows


def _national(table: _Table, left: list[str]) -> Iterator[_Told]:
    """Rows of the national form: each label is the next indicator of that name; the others keep their label."""
    used: set[int] = set()
    at = -1
    for line in table.lines:
        places = [n for n in names().get(name_of(line.label), ()) if n not in used]
        ahead = [n for n in places if n > at]
        if not places:
            yield from _values("annexA14", name_of(line.label), None, line, table, left)
            continue
        at = min(ahead or places)
        used.add(at)
        indicator = indicators()[at]
        if indicator.unit is None and not _figured(line):
            continue  # a heading, whose cells print ——
        yield from _values("annexA14", indicator.code, indicator.unit, line, table, left)


def _provincial(table: _Table, left: list[str]) -> Iterator[_Told]:
    """Rows of a form of which every province has its own: named by their labels, those that come again numbered."""
    times: dict[str, int] = {}
    for line in table.lines:
        name = name_of(line.label)
        times[name] = times.get(name, 0) + 1
        row = name if times[name] == 1 else f"{name} ({times[name]})"
        if _figured(line) or any(value(raw).state == "blank" for raw in line.values):
            yield from _values("annexA0", row, None, line, table, left)


def _values(
    name: str, row: str, unit: str | None, line: _Line, table: _Table, left: list[str]
) -> Iterator[_Told]:
    raws, size = line.values, len(table.columns)
    while len(raws) > size and not raws[-1].strip():
        raws = raws[:-1]
    if len(raws) != size:
        if any(value(raw).state == "value" for raw in raws) or row != name_of(line.label):
            left.append(line.label)
        return
    for n, (column, raw) in enumerate(zip(table.columns, raws, strict=True)):
        heading = None if column == "value" else column
        spot = line.spots[n] if n < len(line.spots) else None
        yield _Told(name, row, column, raw, line.unit or unit, line.label, heading, line.place, spot)
