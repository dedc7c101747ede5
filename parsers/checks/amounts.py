"""Amounts: is each cell by itself one that its column can have."""

from __future__ import annotations

from collections.abc import Iterator

from ..fingerprint import agency_level, agency_type
from ..forms.codebook import codebook
from ..report import Cell
from .case import STATUTORY, Case
from .findings import Finding, failed, passed, skipped

WHOLE = "report"
SIGNED = frozenset({"items_delta"})
MONEY = {"fee_amount": "行政事业性收费", "procurement_amount": "采购总金额"}
ANNEX_MONEY = {"7": "依申请公开信息收取的费用", "8.4": "政府信息公开专项经费"}
# In yuan. Above them a sum in yuan was probably typed into a column of 万元; both are guesses (statute §8).
MOST = {"procurement_amount": 10**10, "fee_amount": 10**11}
# 立法法: provinces and cities of prefecture rank make 规章, and the departments of the State Council.
RULE_MAKERS = frozenset({"province", "prefecture"})
RULE_MAKING = frozenset(
    {"government", "government_office"}
)  # the office reports for its government: 上海 2019


def counts(case: Case) -> Iterator[Finding]:
    """Counts are whole numbers and not below nought; 本年增/减 may be."""
    wrong = [
        (cell, "is no whole number" if not float(cell.value).is_integer() else "is less than nought")
        for cell in _cells(case)
        if cell.value is not None
        and not _money(cell)
        and (not float(cell.value).is_integer() or (cell.value < 0 and cell.col not in SIGNED))
    ]
    if not wrong:
        yield _clean(case, "Every count is a whole number, and none is less than nought.")
    for cell, why in wrong:
        yield failed(_seat(cell), f"{_label(case, cell)}: {cell.raw} {why}.", cell.value)


def texts(case: Case) -> Iterator[Finding]:
    """Every cell holds a number, a dash or nothing."""
    wrong = [cell for cell in _cells(case) if cell.state == "text"]
    if not wrong:
        yield _clean(case, "Every cell holds a number, a dash or nothing.")
    for cell in wrong:
        yield failed(_seat(cell), f"{_label(case, cell)} holds a text: {cell.raw[:60]}.")


def units(case: Case) -> Iterator[Finding]:
    """Money has a unit, and is no sum in 元 that was typed where 万元 stands."""
    for cell in _cells(case):
        if not _money(cell):
            continue
        label, most = _label(case, cell), MOST.get(cell.col)
        if cell.value is None:
            yield skipped(_seat(cell), f"{label}: no amount is printed.")
        elif cell.value and cell.value_yuan is None:
            yield failed(_seat(cell), f"{label}: {cell.raw} has no unit; it may be 元 or 万元.", cell.value)
        elif most and (cell.value_yuan or 0) > most:
            said = f"{label}: {cell.raw} in {cell.unit} is beyond belief; it may be 元."
            yield failed(_seat(cell), said, cell.value_yuan, most)
        else:
            yield passed(
                _seat(cell), f"{label}: {cell.raw} {cell.unit or ''}".strip() + ".", cell.value_yuan, most
            )


def rules(case: Case) -> Iterator[Finding]:
    """规章 are made by provinces, cities of prefecture rank and departments of the State Council, and by nobody else."""
    made = [cell for cell in _cells(case) if (cell.tbl, cell.row) == ("art20_1", "rules")]
    if not made:
        return
    some = [cell for cell in made if cell.value]
    if not some:
        yield passed("rules", "No 规章 are claimed.")
        return
    agency = case.report.agency or ""
    level, kind = agency_level(agency), agency_type(agency)
    for cell in some:
        said = f"规章 {cell.raw} in {cell.col}, by {agency or 'nobody named'} ({level}, {kind})"
        if level == "unknown":
            yield skipped(_seat(cell), f"{said}: its rank is not known.", cell.value)
        elif level == "national" or (level in RULE_MAKERS and kind in RULE_MAKING):
            yield passed(_seat(cell), f"{said}: it may make them.", cell.value)
        else:
            yield failed(_seat(cell), f"{said}: it cannot make any; 规范性文件 may be meant.", cell.value, 0)


def _cells(case: Case) -> Iterator[Cell]:
    """The cells that the codebook knows; the annexes of the provinces before 2014 count what they like."""
    for cell in case.ledger.cells.values():
        if cell.tbl in STATUTORY or cell.tbl == "annexA14":
            yield cell


def _clean(case: Case, said: str) -> Finding:
    """Nothing is wrong with the cells, if there are any."""
    return passed(WHOLE, said) if any(_cells(case)) else skipped(WHOLE, "No cell is printed.")


def _money(cell: Cell) -> bool:
    return cell.row in ANNEX_MONEY if cell.tbl == "annexA14" else cell.col in MONEY


def _seat(cell: Cell) -> str:
    return f"{cell.tbl}.{cell.row}.{cell.col}"


def _label(case: Case, cell: Cell) -> str:
    if cell.tbl == "annexA14":
        return f"{cell.row} {cell.row_label or ''}".strip()
    table = codebook().table(cell.form, cell.tbl)
    return f"{table.zh if table else cell.tbl} {case.ledger.label(cell.tbl, cell.row, cell.col)}"
