"""Years: what one report says against the report of the year before, and against those of the bodies below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..forms.codebook import codebook
from ..report import Cell, Check
from .findings import Finding, Term, at_most, equal, tidy
from .ledger import Ledger
from .sums import COLUMNS, ROUTES

SEVERITY = {"APP-CARRY": "warn", "DIS-ITEMS": "warn", "DIS-FORCE": "warn", "CONS-SUM": "info"}
ITEMS = (
    ("art20_5", "licence"),
    ("art20_5", "external_service"),
    ("art20_6", "penalty"),
    ("art20_6", "compulsion"),
    ("art20_8", "admin_fee"),
)
ISSUED = (("art20_1", "rules"), ("art20_1", "normative_docs"))
# What a consolidated report sums up.
SUMMED = (
    *(("applications", row) for row in ("new", "carried_in", "result_total", "carried_out")),
    *(("review_litigation", route) for route in ROUTES),
)


def across(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[Check, ...]:
    """The rules between the cells of a year and those of the next, of one agency; rows for the later one."""
    last, this = Ledger.of(before), Ledger.of(after)
    rules = (
        ("APP-CARRY", _carried(last, this)),
        ("DIS-ITEMS", _items(last, this)),
        ("DIS-FORCE", _force(last, this)),
    )
    return tuple(found.under(rule, SEVERITY[rule]) for rule, findings in rules for found in findings)


def gathered(whole: Sequence[Cell], parts: Sequence[Sequence[Cell]]) -> tuple[Check, ...]:
    """A consolidated report holds at least what the bodies below it report on their own; rows for the former."""
    ledger, below = Ledger.of(whole), [Ledger.of(cells) for cells in parts]
    found = []
    for tbl, row in SUMMED:
        if tbl not in ledger.forms:
            continue
        told = [amount for each in below if tbl in each.forms and (amount := each.told(tbl, row)) is not None]
        if not told:
            continue
        said = f"{codebook().labels['rows', row][0] if tbl == 'applications' else ROUTES[row]}: {len(told)} reports held of bodies below it"
        entire = ledger.told(tbl, row)
        right = Term(row, entire, why="is not printed in the consolidated report")
        finding = at_most(row, said, [Term(row, tidy(sum(told)))], [right])
        found.append(finding.under("CONS-SUM", SEVERITY["CONS-SUM"]))
    return tuple(found)


def _carried(last: Ledger, this: Ledger) -> Iterator[Finding]:
    """结转下年度继续办理 of last year = 上年结转 of this year, in each column."""
    if "applications" not in last.forms or "applications" not in this.forms:
        return
    for col in COLUMNS:
        said = f"{codebook().labels['cols', col][0]}: 结转下年度 of last year against 上年结转 of this one"
        out, came = (
            last.term("applications", "carried_out", col),
            this.term("applications", "carried_in", col),
        )
        yield equal(col, said, [out], [came])


def _items(last: Ledger, this: Ledger) -> Iterator[Finding]:
    """上一年项目数量 + 本年增/减 of last year = 上一年项目数量 of this year (form B)."""
    for tbl, row in ITEMS:
        if not _both(last, this, "B", tbl, row):
            continue
        said = f"{codebook().labels['rows', row][0]}: 上一年项目数量 + 本年增/减 of last year against 上一年项目数量 of this one"
        left = [last.term(tbl, row, col) for col in ("items_prev", "items_delta")]
        yield equal(row, said, left, [this.term(tbl, row, "items_prev")])


def _force(last: Ledger, this: Ledger) -> Iterator[Finding]:
    """现行有效 of last year + 制发 - 废止 of this year = 现行有效 of this year (form C)."""
    for tbl, row in ISSUED:
        if not _both(last, this, "C", tbl, row):
            continue
        said = f"{codebook().labels['rows', row][0]}: 现行有效 of last year + 制发 - 废止 against 现行有效 of this one"
        left = [
            last.term(tbl, row, "in_force"),
            this.term(tbl, row, "issued"),
            this.term(tbl, row, "repealed", -1),
        ]
        yield equal(row, said, left, [this.term(tbl, row, "in_force")])


def _both(last: Ledger, this: Ledger, form: str, tbl: str, row: str) -> bool:
    """Do both years print the table in this form, and at least one of them the row."""
    if {last.forms.get(tbl), this.forms.get(tbl)} != {form}:
        return False
    return any(seat[:2] == (tbl, row) for ledger in (last, this) for seat in ledger.cells)
