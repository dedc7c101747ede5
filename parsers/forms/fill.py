"""Fill: rows into statutory cells, by label and order, for every medium alike; never by counting or by grid column.

Header and value columns do not line up in real forms (上海 2019: a colspan stands in the header of one block and in the data of
the next), so a row's values go to the columns of its form in order. What fits no label is noted, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import islice

from ..blocks import Block
from ..report import Cell
from . import annex
from .cells import cells, columns, fitted
from .codebook import Codebook, codebook, label_key
from .grid import rows
from .headers import ROUTES, Header, before
from .placing import Entry, once, place_unknown
from .records import GROUPS, Record, Said, named, records, row_in
from .values import value

DISTINCT = 6  # characters: a label of the applications so long names no row of any other table
GLUED = re.compile(r"^(?P<label>.*?[^\d.、+-]{2})(?P<digits>[\d+/—.-]+)$")

MOST = 20_000  # rows and lines: a report with all its prose has under 2,000; a hostile page takes 4 s for so many
RUN = re.compile(r"^[\d/—-]{15,}$")  # fifteen cells at least


@dataclass(frozen=True, slots=True)
class Note:
    """What a form prints and the filler does not take: `kind` says why.

    `label` a row that no form has · `column` such a column · `unread` a row whose values do not fit its columns · `twice` a
    row a second time with other values · `group` numbers on a heading · `glued` cells run together · `form` the labels do
    not tell the form
    """

    kind: str
    label: str
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """The statutory cells of a body in reading order, the form (`B`, `C`, `mixed`, None without a table), what was left."""

    cells: tuple[Cell, ...] = ()
    template: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Reading:
    """The state of one pass over the records of a body."""

    book: Codebook
    header: Header = field(default_factory=Header)
    entries: list[Entry] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: str, label: str, table: str | None = None) -> None:
        said = Note(kind, label, table)
        if said not in self.notes[-50:]:
            self.notes.append(said)

    def enter(
        self, table: str, row: str | None, label: str, record: Record, values: tuple[Said, ...]
    ) -> None:
        self.entries.append(Entry(table, row, label, record, copy(self.header), values))


def fill(lines: Sequence[Block], url: str = "", method: str = "dom") -> Filled:
    """The statutory cells that a body prints. Never raises; what is printed and not understood is in the notes."""
    reading = _Reading(codebook())
    printed = tuple(islice(rows(lines), MOST))
    for record in records(printed):
        found = named(record) if record.values else None
        reading.header.read(record, found[1] if found else "")
        _bare(reading, record, found)
        if record.values:
            _read(reading, record, found)
        else:
            _glued(reading, record)
    if len(printed) == MOST:
        reading.note("unread", f"all after the {MOST:,}th row")
    place_unknown(reading.entries, reading.note)
    entries = once(reading.entries, reading.note)
    _choose_forms(reading, entries)
    statutory = tuple(cells(entries, url, method, reading.note))
    indicators = tuple(annex.cells(printed, url, method, reading.note))
    template = _template(entries) or ("A" if indicators else None)
    return Filled(statutory + indicators, template, tuple(reading.notes))


def _read(reading: _Reading, record: Record, found: tuple[str, str] | None) -> None:
    """One record with values: a row of the table that is being read, known or not."""
    code, label = found or (None, record.label)
    part = reading.header.part
    if part == "review_litigation" and _lawsuits(reading, record, code):
        return
    if code == "other_misc" and not _sixth(reading, record):
        code = None
    if code is None:
        _unknown(reading, record, label)
    elif code not in ROUTES:
        table = reading.book.home(code)
        if table == "applications" and part != table and not _distinct(label, record):
            return
        if table.startswith("art20") and part != "art20":
            return
        if table == "applications":
            reading.header.part = table
        reading.enter(table, code, label, record, record.values)


def _bare(reading: _Reading, record: Record, found: tuple[str, str] | None) -> None:
    """Rows without a value, whose blanks a text or a sheet has lost: noted, they are printed and get no cell."""
    part = reading.header.part
    for label in before(record, found[1] if found else ""):
        code = reading.book.row(label)
        if code is None or code in ROUTES or reading.book.column(label) or (found and code == found[0]):
            continue
        if (part or "?")[:5] == reading.book.home(code)[:5] and label_key(label) not in GROUPS:
            reading.note("unread", label, reading.book.home(code))


def _sixth(reading: _Reading, record: Record) -> bool:
    """Whether a row 其他 is the last one under (六)其他处理: under that heading, or below its other two rows."""
    if any(label_key(label) == "其他处理" for label in record.labels):
        return True
    return any(
        entry.row in {"other", "other_no_correction", "other_unpaid_fee"} for entry in reading.entries[-3:]
    )


def _distinct(label: str, record: Record) -> bool:
    """Whether a row is one of the applications' wherever it stands: a telling label, and seven values."""
    return len(label_key(label)) >= DISTINCT and len(record.values) == 7


def _lawsuits(reading: _Reading, record: Record, code: str | None) -> bool:
    """The row of fifteen, or the rows of five of single paths to court; whether the record was one of them."""
    header = reading.header
    if code and code not in ROUTES and not reading.book.column(record.label):
        return False  # 总计 is the last word of the header here, and no row
    code = code if code in ROUTES else None
    told = header.routes if len(header.routes) == 3 else ROUTES
    routes = told if len(record.values) >= 15 else (code,) if code else header.routes
    sure = routes and (
        record.whole or len(routes) != 2
    )  # ten loose values may be fifteen that lost their blanks
    run = fitted(record.values, 5 * len(routes), whole=record.whole, start=header.start) if sure else ()
    if run and (any(said.raw for said in run) or len(record.values) < 20):
        for n, path in enumerate(routes):
            reading.enter("review_litigation", path, path, record, run[5 * n : 5 * n + 5])
        header.routes = ()
        return True
    if len(record.values) == 1 and RUN.match(record.values[0].raw):
        _run_together(reading, record, record.values[0])
    elif any(value(said.raw).state == "value" for said in record.values):
        reading.note("unread", record.label, "review_litigation")
    return True


def _run_together(reading: _Reading, record: Record, said: Said) -> None:
    for path in ROUTES:
        reading.enter("review_litigation", path, path, record, (said,))
        reading.entries[-1].glued = True
    reading.note("glued", said.raw, "review_litigation")


def _unknown(reading: _Reading, record: Record, label: str) -> None:
    """A row whose label no alias covers: kept for its place in the applications, noted anywhere else in a form."""
    header = reading.header
    shown = any(value(said.raw).state == "value" for said in record.values)
    key = label_key(label)
    if (
        header.part == "applications"
        and len(record.values) >= 7
        and (record.whole or len(record.values) == 7)
    ):
        if key in GROUPS:
            if shown:
                reading.note("group", label, header.part)
        else:
            reading.enter(header.part, None, label, record, record.values)
    elif header.part and shown and (record.whole or header.part == "art20") and key:
        reading.note("label", label, header.part)


def _glued(reading: _Reading, record: Record) -> None:
    """`规章000` in a text whose cells ran together: the row is known, its values cannot be told apart."""
    if reading.header.part == "review_litigation" and not record.whole and RUN.match(record.label):
        _run_together(reading, record, Said(record.label, record.place.row, None))
    if record.whole or not any(GLUED.match(label.strip()) for label in record.labels):
        return
    for n, label in enumerate(record.labels):
        reading.header.read(record._replace(labels=(label,)))
        found = GLUED.match(label.strip())
        said = row_in(found["label"]) if found else None
        code = reading.book.row(said) if said else None
        if not found or said is None or code is None or code in ROUTES:
            continue
        table = reading.book.home(code)
        if (table.startswith("art20") and reading.header.part == "art20") or table == "applications":
            line = record.place.row - (len(record.labels) - 1 - n)
            run = (Said(found["digits"], line, None),)
            reading.enter(table, code, said, record, run)
            reading.entries[-1].glued = True
            reading.note("glued", label, table)


# ---------------------------------------------------------------- forms


def _choose_forms(reading: _Reading, entries: Sequence[Entry]) -> None:
    """The form of each table by its labels: art20 by its header, the applications by how (六) is divided."""
    for entry in entries:
        if entry.table.startswith("art20"):
            entry.form = _by_header(entry)
    art20 = {entry.form for entry in entries if entry.table.startswith("art20") and entry.form}
    alone = next(iter(art20)) if len(art20) == 1 else None
    rows = {entry.row for entry in entries if entry.table == "applications"}
    divided = rows & {"other_no_correction", "other_unpaid_fee", "other_misc"}
    applications = "C" if divided else "B" if "other" in rows else alone
    for entry in entries:
        if entry.table.startswith("art20"):
            entry.form = entry.form or alone or applications
        else:
            entry.form = applications or alone or "C"
    if not (applications or alone) and any(not entry.table.startswith("art20") for entry in entries):
        reading.note("form", "（六）其他处理", "applications")


def _by_header(entry: Entry) -> str | None:
    """The one form whose table has this row, these columns and this many values; None where both or neither do."""
    codes = {code for code, _ in entry.header.columns if code}
    tables = [
        table
        for form in ("B", "C")
        if (table := codebook().table(form, entry.table)) and entry.row in table.rows
    ]
    named_ = [table for table in tables if codes & {column.code for column in table.columns}]
    fits = [table for table in named_ or tables if entry.glued or columns(table, entry)]
    return fits[0].form if len(fits) == 1 else None


def _template(entries: Sequence[Entry]) -> str | None:
    forms = {entry.form for entry in entries if entry.form}
    return "mixed" if len(forms) == 2 else next(iter(forms), None)
