"""Records: rows and loose lines as labels with the values that belong to them; the one shape that the filler reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .codebook import SPACE, codebook, label_key
from .grid import Place, Row
from .values import is_value, value

JOINED = 6  # lines over which one label may be broken (seed 004: 本年新 / 制作数量; the columns of a PDF are narrower)
BROKEN = (
    3  # lines that a label may go on for below its own values, where a row is printed around them (洪泽 2023)
)
# A number inside a line: the label of a group that shares the line of its first row ends there (淮安 2024).
NUMBERED = re.compile(
    r"(?=(?<!\d)\d{1,2}\s*[.、．),，](?!\d)|[（(]\s*[一二三四五六七八九十\d]+\s*[）)]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|(?<=\s)\d{1,2}\s*[\u4e00-\u9fff])"
)
GROUPS = frozenset({"不予公开", "无法提供", "不予处理", "本年度办理结果", "其他处理"})  # headings over rows
COURTS = frozenset({"review", "行政诉讼", "suit_direct", "suit_after_review"})
HAN = re.compile(r"[\u4e00-\u9fff]")


class Said(NamedTuple):
    """One value as printed, the row (or line) it stands in and its grid column."""

    raw: str
    row: int
    column: int | None


class Record(NamedTuple):
    """A run of labels and the run of values after it. `whole`: the row is known to hold all its cells, blank ones too.

    `columns` and `indexes` are the grid columns of the labels of a header, and their places among the cells of its row.
    """

    labels: tuple[str, ...]
    values: tuple[Said, ...]
    place: Place
    whole: bool
    columns: tuple[int, ...] = ()
    indexes: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """The innermost label as printed, "" where there is none."""
        return self.labels[-1] if self.labels else ""


def records(printed: Iterable[Row]) -> Iterator[Record]:
    """The records of a body in reading order. A label that goes on below its values is whole again."""
    waiting: Record | None = None
    for record in _records(printed):
        if waiting is None:
            waiting = record
            continue
        following = record
        if waiting.values and not waiting.whole and not following.whole and _open(waiting):
            waiting, following = _rejoined(waiting, following)
        yield waiting
        waiting = following
    if waiting is not None:
        yield waiting


def _records(printed: Iterable[Row]) -> Iterator[Record]:
    """A whole row by itself; loose lines gathered into labels and the values that follow them."""
    book = codebook()
    labels: list[str] = []
    values: list[Said] = []
    place = Place(None, 0, ())
    for row in printed:
        said = _said(row)
        first = row.cells[0]
        none = bool(values) or (bool(labels) and book.row(labels[-1]) is not None)
        if not row.whole and all(is_value(cell, none=none) for cell in row.cells):
            values.extend(said)
            continue
        if values or (labels and row.whole):
            yield Record(tuple(labels), tuple(values), place, whole=False)
            labels, values = [], []
        if row.whole:
            yield from _split(row)
            continue
        labels.append(first)
        place = row.place
        values.extend(said[1:])
        code = book.row(first) if values else None
        if code and len(values) in book.sizes(code):
            yield Record(tuple(labels), tuple(values), place, whole=False)
            labels, values = [], []
    if labels or values:
        yield Record(tuple(labels), tuple(values), place, whole=False)


def _open(record: Record) -> bool:
    """Whether the label of a record may go on: it names no row, or is 其他, with which five rows begin."""
    found = named(record)
    return found is None or found[0] == "other_misc"


def _said(row: Row) -> tuple[Said, ...]:
    places: Sequence[int | None] = row.place.columns
    return tuple(Said(raw, row.place.row, place) for raw, place in zip(row.cells, places, strict=True))


def _rejoined(above: Record, below: Record) -> tuple[Record, Record]:
    """Two records as they are, or with the label of the first completed by the lines below its values."""
    book = codebook()
    if label_key(above.label) in GROUPS:
        return above, below
    for down in range(1, min(BROKEN, len(below.labels)) + 1):
        rest = below.labels[:down]
        if book.column(rest[-1]) or (down == len(below.labels) and book.row(rest[-1])):
            break
        for up in range(1, min(JOINED, len(above.labels)) + 1):
            head = "".join(above.labels[-up:])
            if label := row_in(head + "".join(rest), len(head)):
                return (
                    above._replace(labels=(*above.labels[:-up], label)),
                    below._replace(labels=below.labels[down:]),
                )
    return above, below


def named(record: Record) -> tuple[str, str] | None:
    """The row that the innermost label names (the last one, or the last lines that make one up), and that label."""
    book = codebook()
    widths = 1 if record.whole else min(JOINED, len(record.labels))
    lone = tuple(label for label in record.labels[-2 * JOINED :] if len(label_key(label)) > 1)
    joins = ["".join(record.labels[-width:]) for width in range(1, widths + 1) if record.labels]
    if not record.whole and len(lone) < len(record.labels):  # 本年度办理结果 set upright, a character a line
        joins += ["".join(lone[-width:]) for width in range(1, min(JOINED, len(lone)) + 1)]
    for joined in joins:
        if code := book.row(joined):
            return code, joined
    for joined in joins:
        if (label := row_in(joined)) and (code := book.row(label)):
            return code, label
    return None


def row_in(text: str, head: int | None = None) -> str | None:
    """The text, or its part after a number or a heading, where it names a row: （四）无 1.本机关不掌握相关政府信息.

    The name has to begin within the first `head` characters.
    """
    starts = [found.start() for found in NUMBERED.finditer(text)][-BROKEN:]
    starts += [found.end() for found in SPACE.finditer(text) if label_key(text[: found.start()]) in GROUPS]
    places = [start for start in (0, *starts) if start < (len(text) if head is None else head)]
    return next((text[start:] for start in places if codebook().row(text[start:])), None)


# ---------------------------------------------------------------- whole rows


def _split(row: Row) -> Iterator[Record]:
    """A whole row as a header (labels only) or as labels and values, as often as both follow each other in it."""
    if not any(cell.strip() for cell in row.cells):
        yield Record((), _said(row), row.place, whole=True)
    elif _is_header(row.cells):
        said = [n for n, cell in enumerate(row.cells) if cell.strip()]
        labels = tuple(row.cells[n] for n in said)
        columns = tuple(row.place.columns[n] for n in said)
        yield Record(labels, (), row.place, whole=True, columns=columns, indexes=tuple(said))
    else:
        starts = [*_starts(row.cells), len(row.cells)]
        for begin, end in zip([0, *starts[1:-1]], starts[1:], strict=True):
            first = _first(row.cells, begin, end)
            labels = tuple(cell for cell in row.cells[begin:first] if cell.strip())
            yield Record(labels, _said(row)[first:end], row.place, whole=True)


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a row only names columns: no number in it, and a word that is a column's and no row's, or a path to court."""
    book = codebook()
    if any(value(cell).state == "value" for cell in cells):
        return False
    if any(book.column(cell) and not book.row(cell) for cell in cells):
        return True
    courts = {book.row(cell) or label_key(cell) for cell in cells} & COURTS
    return len(courts) > 1 and courts not in ({"行政诉讼", "suit_direct"}, {"行政诉讼", "suit_after_review"})


def _starts(cells: Sequence[str]) -> list[int]:
    """Where labels begin that have values after them; 规章 0 0 0 规范性文件 5 3 60 has two such places."""
    book = codebook()
    starts = [0]
    figures = False
    for n, cell in enumerate(cells):
        if figures and book.row(cell):
            starts.append(n)
            figures = False
        figures = figures or (starts[-1] < n and is_value(cell))
    return starts


def _first(cells: Sequence[str], begin: int, end: int) -> int:
    """The first value of a row: after its last known label, else after its first words."""
    book = codebook()
    known = [n for n in range(begin, end) if book.row(cells[n])]
    if known:
        return known[-1] + 1
    words = [n for n in range(begin, end) if HAN.search(cells[n]) and not is_value(cells[n], none=True)]
    if not words:
        return begin
    last = words[0]
    while last + 1 in words:
        last += 1
    return last + 1
