"""Sheets: XLS and XLSX by calamine as a tree of tables, a visible sheet a table, merged cells whole, numbers as people read them."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from ..blocks import squeeze
from . import archive
from .layout import mend
from .opened import Opened, ShutError

MAX_SHEETS = 60  # a workbook of a county's agencies, one sheet each
MAX_CELLS = 400_000  # from the first to the last cell, blank ones too: 60 forms of 40 × 15 are 36,000
MAX_EDGE = 1_000_000  # rows × columns that the file may claim before it is unpacked: one far cell claims 17 thousand million
LABEL = 60  # characters: the longest row label of the forms, 要求行政机关确认或重新出具已获取信息 and its like with their notes
SENTENCE = re.compile(r"(?:情况|事项|报告|[。：:])$|^第[一二三四五六七八九十]+条")
PLACE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"(\d{1,7})\"")

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_sheets(data: bytes, medium: str) -> Opened:
    """A workbook as a tree. Raises ShutError where it is locked, damaged, too large or empty."""
    import python_calamine as calamine  # noqa: PLC0415 - a compiled library that a crawl without sheets need not load

    source = io.BytesIO(data)
    if medium == "xlsx":
        found = archive.parts(data)
        _measure(found)
        source = archive.repacked(found)
    try:
        body, left = _body(source)
    except calamine.PasswordError as error:
        raise ShutError("encrypted: a password is needed") from error
    except calamine.CalamineError as error:
        raise ShutError(f"damaged: {error}") from error
    except BaseException as error:  # a panic of the compiled library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise ShutError(f"damaged: {error}") from None
    if not len(body):
        raise ShutError("a workbook without a filled cell")
    root: HtmlElement = lxml.html.document_fromstring(etree.tostring(body, encoding="unicode"))
    return Opened(medium, "dom", root, reason=f"{left} sheets more were not read" if left > 0 else None)


def _body(source: io.BytesIO) -> tuple[etree._Element, int]:
    """The visible sheets as tables in one body, and how many were left out."""
    import python_calamine as calamine  # noqa: PLC0415 - see read_sheets

    with calamine.CalamineWorkbook.from_filelike(source) as book:
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        body = etree.Element("body")
        for name in shown[:MAX_SHEETS]:
            body.extend(_table(book.get_sheet_by_name(name)))
    return body, max(0, len(shown) - MAX_SHEETS)


def _measure(found: dict[str, bytes]) -> None:
    """Refuse a sheet that claims a cell far out: the library lays out all cells up to there."""
    for name, part in found.items():
        if "worksheets/" not in name:
            continue
        places = [(_column(letters), int(row)) for letters, row in PLACE.findall(part)]
        rows = max([row for _, row in places] + [int(row) for row in ROW.findall(part)], default=0)
        columns = max((column for column, _ in places), default=0)
        if rows * columns > MAX_EDGE:
            raise ShutError(f"{name} claims {rows:,} rows of {columns:,} columns: no form")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


_Merged = dict[tuple[int, int], tuple[int, int]]  # the first place of a merged cell, and its last


def _table(sheet: CalamineSheet) -> Iterator[etree._Element]:
    """One sheet as a table, none where it is blank; a merged cell stands once with its spans."""
    if sheet.end is None:
        return
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height * width > MAX_CELLS:
        raise ShutError(f"a sheet of {height:,} rows and {width:,} columns: no form")
    grid = [[printed(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = dict(sheet.merged_cell_ranges or ())
    covered = _covered(merged, len(grid), width)
    table = etree.Element("table")
    for row, edge in enumerate(_edges(grid, merged)):
        line = etree.SubElement(table, "tr")
        for column in range(edge):
            if (row, column) in covered:
                continue
            cell = etree.SubElement(line, "td")
            cell.text = grid[row][column]
            end_row, end_column = merged.get((row, column), (row, column))
            cell.set("rowspan", str(min(end_row, len(grid) - 1) - row + 1))
            cell.set("colspan", str(min(end_column, width - 1) - column + 1))
    yield table


def _edges(grid: list[list[str]], merged: _Merged) -> list[int]:
    """How many columns each row has: 1 for a sentence that runs over the blank cells beside it, else those of its form.

    A sheet is as wide as its widest form (15 columns of litigation); the blank cells beside the others are not theirs.
    """
    ends: dict[int, int] = {}
    for (top, _), (_, end) in merged.items():
        ends[top] = max(end, ends.get(top, 0))
    edges: list[int] = []
    start, widest = 0, 0  # of the form that the rows are in
    for row, texts in enumerate(grid):
        filled = [column for column, text in enumerate(texts) if text]
        if filled and not _sentence(texts, filled, formed=row > start):
            widest = min(len(texts), max(widest, filled[-1] + 1, ends.get(row, 0) + 1))
            continue
        edges += [widest] * (row - start) + [len(filled)]
        start, widest = row + 1, 0
    return edges + [widest] * (len(grid) - start)


def _sentence(texts: list[str], filled: list[int], *, formed: bool) -> bool:
    """Whether a row is a title, a heading, a caption or prose, and no row of the form above it (`formed`: there is one)."""
    text = texts[0]
    if filled != [0]:
        return False
    return not formed or len(text) > LABEL or SENTENCE.search(text) is not None


def _covered(merged: _Merged, height: int, width: int) -> set[tuple[int, int]]:
    """The places that a merged cell covers beside its own."""
    covered: set[tuple[int, int]] = set()
    work = 0
    for (top, left), (bottom, right) in merged.items():
        rows, columns = range(top, min(bottom, height - 1) + 1), range(left, min(right, width - 1) + 1)
        work += len(rows) * len(columns)
        if work > 2 * MAX_CELLS:
            raise ShutError("merged cells over merged cells: no form")
        covered.update((row, column) for row in rows for column in columns if (row, column) != (top, left))
    return covered


def printed(value: _Value) -> str:
    """A value as people read it: 1136.0 is 1136, 7730.280000000001 is 7730.28.

    >>> printed(1136.0), printed(7730.280000000001), printed("（一）予以公开 ")
    ('1136', '7730.28', '（一）予以公开')
    """
    if isinstance(value, bool | str):
        return squeeze(mend(str(value)))
    if isinstance(value, int | float):
        plain = format(Decimal(f"{value:.15g}"), "f") if math.isfinite(value) else ""
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
