"""Headers: what the words over a table say: which table begins, and its columns in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .codebook import Column, Table, codebook, label_key
from .records import Record

ART20 = frozenset(
    "made published public_total issued repealed in_force items_prev items_delta decisions fee_amount procurement_items"
    " procurement_amount".split()
)
PEOPLE = ("business", "research", "charity", "legal_service", "other_org")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
TELLING = frozenset({"upheld", "corrected", "pending"})  # outcomes that no other table has for a column
ROUTES = ("review", "suit_direct", "suit_after_review")
JOINED = 3  # lines over which a column's name may be broken (seed 004: 本年新 / 制作数量)
# A line that ends a table: a sentence, a heading of a section. Rows and headers of the forms are neither.
PROSE = re.compile(r"。.*\S|.{40,}[。；]$|^.{90,}$")
HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十]+部分).{4,40}(?:情况|事项|措施|问题|打算)$"
)
CAPTION = re.compile(r"第二十条第.{0,3}[一二三四五六七八九]项|^信息内容|^.{0,4}信息内容$")
APPLICANTS = re.compile("申请人情况|^自然人|自然人法人")
HEADED = re.compile(
    "信息内容|申请人情况|自然人|结果维持|制发|新制作|新公开|处理决定|项目数量|收费金额|采购|直接起诉"
)
EXTRA = re.compile(
    r"^(?!.*(?:单位|第二十条|注[:：]))[\u4e00-\u9fff（）()、/]{2,20}$"
)  # a line that may be a further column's name
AMOUNTS = frozenset({"fee_amount", "procurement_amount"})
UNIT_NOTE = re.compile(r"[（(【\[][^（(【\[]{0,12}元\s*[）)】\]]")
GREEDY = 0.6  # of a line: a line is a header run together when its columns' names make up this much of it
LONGEST = 160  # characters of a header printed in one line

Column_ = tuple[str | None, str]  # (code, as printed); None for a column that no form has


@dataclass(slots=True)
class Header:
    """What is known of the table being read: its part of the form and its columns, each with the words printed for it."""

    part: str | None = None
    columns: tuple[Column_, ...] = ()
    whole: bool = True  # whether the header is a row of a table, and all its cells are known
    people: tuple[str, ...] = PEOPLE
    outcomes: tuple[str, ...] = OUTCOMES
    routes: tuple[str, ...] = ()
    start: int | None = None  # the grid column in which the values begin
    first: tuple[int, int] | None = (
        None  # the place of the first column among the cells of its row, and their number
    )

    def read(self, record: Record, row: str = "") -> None:
        """Take in what the labels of a record say; prose and headings between them end the table before.

        `row` is the label of the row itself, the last of them or the last lines that make one up.
        """
        labels = before(record, row)
        for n in range(len(labels) - 1, -1, -1):
            if not record.whole and _ends(labels[n]):
                self.part, self.columns, self.routes = None, (), ()
                labels = labels[n + 1 :]
                break
        if any(CAPTION.search(label_key(label)) for label in labels):
            self.part, self.columns = "art20", ()
        found = tuple(_columns(labels, whole=record.whole))
        if (
            record.whole and not found and not record.values
        ):  # words broken over the edges of their cells (narrow PDF columns)
            found = tuple(_columns(("".join(labels),), whole=False))
        codes = tuple(code for code, _ in found)
        if ART20 & {*codes}:
            self.part = "art20"
            self.start, self.first, self.whole = None, _first(record, found[0][1]), record.whole
            self.columns = tuple(pair for pair in found if pair[0] is None or pair[0] in ART20)
            if not record.whole and not _complete(
                self.columns
            ):  # a name broken in many lines, no further column
                self.columns = tuple(pair for pair in self.columns if pair[0])
        if any(APPLICANTS.search(label_key(label)) for label in labels):
            self.part, self.people = "applications", PEOPLE
            self.start, self.first = None, None
        if record.columns and "natural_person" in codes:
            self.start = _under(record, "natural_person")
        if order := _order(codes, PEOPLE):
            self.people = order
        if len(TELLING & {*codes}) >= 2:
            self.part = "review_litigation"
            outcomes = tuple("other" if code == "other_org" else code for code in codes)
            self.outcomes = _order(outcomes, OUTCOMES) or OUTCOMES
        self._routes(record, labels)

    def _routes(self, record: Record, labels: Sequence[str]) -> None:
        book = codebook()
        said = [code for label in labels for code in (book.row(label) or "", *scan(label)) if code in ROUTES]
        if "review" in said and record.columns:
            self.start = _under(record, "review")
        self.routes = tuple(dict.fromkeys((*self.routes, *said)))

    def layouts(self, table: Table) -> Iterator[tuple[Column | None, ...]]:
        """The columns of a row of this table in every order that the header leaves open, the likeliest first."""
        if table.name == "applications":
            order = ("natural_person", *self.people, "total")
            yield tuple(column for code in order for column in table.columns if column.code == code)
            return
        if table.name == "review_litigation":
            yield tuple(column for code in self.outcomes for column in table.columns if column.code == code)
            return
        own = {column.code: column for column in table.columns}
        printed = tuple(own.get(code or "") for code, _ in self.columns)
        known = [column for column in printed if column]
        if known and [*dict.fromkeys(known)] != known:  # merged cells laid out as copies
            yield printed
            known = [*dict.fromkeys(known)]
        if len(known) == len(own):
            if None in printed:
                yield printed
            if None not in (printed[: printed.index(known[-1])] if self.whole else printed):
                yield tuple(known)
        elif not known or all(a is None or a is b for a, b in zip(printed, table.columns, strict=False)):
            yield table.columns

    def label(self, code: str) -> str | None:
        """The words printed over a column of article 20."""
        return next((text for said, text in self.columns if said == code), None)


def before(record: Record, row: str) -> tuple[str, ...]:
    """The labels of a record without the last ones, which make up the label of its row."""
    labels, rest = record.labels, row
    if row and labels and labels[-1].endswith(row):
        return labels[:-1]
    while labels and rest and rest.endswith(labels[-1]):
        labels, rest = labels[:-1], rest[: -len(labels[-1])]
    return labels


def _complete(columns: Sequence[Column_]) -> bool:
    """Whether the columns with a name are all those of one table of article 20."""
    known = {code for code, _ in columns if code}
    tables = (table for table in codebook().tables.values() if table.name.startswith("art20"))
    return any(known == {column.code for column in table.columns} for table in tables)


def _order(codes: Sequence[str | None], columns: tuple[str, ...]) -> tuple[str, ...] | None:
    """The order in which a header prints these columns: once each and side by side, or so several times; else None."""
    size = len(columns)
    said = [code for n, code in enumerate(codes) if code in columns and (n == 0 or code != codes[n - 1])]
    order = tuple(code for code in said[:size] if code)
    if (
        {*order} != {*columns}
        or len(said) % size
        or any(code != order[n % size] for n, code in enumerate(said))
    ):
        return None
    return order


def _first(record: Record, label: str) -> tuple[int, int] | None:
    """The place of a label among the cells of its row, and how many cells that row has."""
    if not record.indexes or label not in record.labels:
        return None
    return record.indexes[record.labels.index(label)], len(record.place.columns)


def _under(record: Record, code: str) -> int | None:
    """The grid column of the first label of a header that names a column, or a path to court."""
    book = codebook()
    places = zip(record.labels, record.columns, strict=True)
    return next((place for label, place in places if code in {book.column(label), book.row(label)}), None)


def _ends(label: str) -> bool:
    if codebook().row(label) or scan(label):
        return False
    return bool(PROSE.search(label) or HEADING.search(label.strip()))


def _columns(labels: Sequence[str], *, whole: bool) -> Iterator[Column_]:
    """The columns that labels name, in order. A word between or after them in a whole row is a column that no form has."""
    book = codebook()
    cells = [part for label in labels for part in _parts(label)]
    begun = False
    n = 0
    while n < len(cells):
        for width in range(1 if whole else JOINED, 0, -1):
            joined = "".join(cells[n : n + width])
            if n + width <= len(cells) and (code := book.column(joined)):
                yield code, joined
                begun = True
                n += width - 1
                break
        else:
            if begun and not book.row(cells[n]) and (whole or EXTRA.search(cells[n])):
                yield None, cells[n]
        n += 1


def _parts(label: str) -> tuple[str, ...]:
    """A label, or the columns' names that one line prints beside each other or run together."""
    book = codebook()
    if book.column(label) or book.row(label) or label_key(label) in HEADWORDS or len(label) > LONGEST:
        return (label,)
    words = tuple(label.split())
    told = {book.column(word) for word in words}
    if len(told & ART20) > 1 or (
        len(words) > 1 and all(book.column(word) or label_key(word) in HEADWORDS for word in words)
    ):
        return words
    said = _names(label_key(label))
    names = [word for word in said if book.column(word)]
    if unit := UNIT_NOTE.search(label):  # the one amount of the header is in the unit that the line notes
        names = [f"{word}{unit[0]}" if book.column(word) in AMOUNTS else word for word in names]
    return tuple(names) if names and len(said) > 1 else (label,)


def scan(label: str) -> tuple[str, ...]:
    """The rows and columns that a line made of several names says, in order; () where it is no such line."""
    book = codebook()
    names = _names(label_key(label)) if len(label) <= LONGEST else ()
    return (
        tuple(code for name in names if (code := book.row(name) or book.column(name)))
        if len(names) > 1
        else ()
    )


def _names(said: str) -> tuple[str, ...]:
    """The names of rows and columns in a run of them; () where they are less than most of it."""
    if not HEADED.search(said):
        return ()
    found: list[str] = []
    n = 0
    while n < len(said):
        name = next(
            (
                said[n : n + size]
                for size in range(min(16, len(said) - n), 1, -1)
                if _named(said[n : n + size])
            ),
            "",
        )
        if name:
            found.append(name)
        n += len(name) or 1
    return tuple(found) if sum(map(len, found)) >= GREEDY * len(said) else ()


def _named(text: str) -> bool:
    book = codebook()
    return text in book.columns or text in HEADWORDS or text in book.rows


HEADWORDS = frozenset({"信息内容", "行政诉讼", "申请人情况", "法人或其他组织"})
