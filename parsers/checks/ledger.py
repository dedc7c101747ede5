"""The ledger: the cells of a report by their codes, and what each counts for in a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from ..forms.codebook import Table, codebook
from ..report import Cell
from .findings import Number, Term

# The rows of `applications` that are no results; between them stand the leaves, 19 in form B and 21 in form C.
ENDS = frozenset({"new", "carried_in", "result_total", "carried_out"})
APPLICANTS = ("natural_person", "business", "research", "charity", "legal_service", "other_org")
OUTCOMES = ("upheld", "corrected", "other", "pending")
# The columns that the cells of a total stand for.
PARTS = {"applications": APPLICANTS, "review_litigation": OUTCOMES}
WHYS = {"text": "is no number", "glued": "cannot be told from the number beside it"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The cells of one report by (tbl, row, col), and the form of each of its tables."""

    cells: dict[tuple[str, str, str], Cell]
    forms: dict[str, str]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Self:
        """The ledger of these cells; of a cell given twice the first counts, as in the file."""
        found: dict[tuple[str, str, str], Cell] = {}
        forms: dict[str, str] = {}
        for cell in cells:
            found.setdefault((cell.tbl, cell.row, cell.col), cell)
            forms.setdefault(cell.tbl, cell.form)
        return cls(found, forms)

    def table(self, tbl: str) -> Table | None:
        """The form's idea of a table that is printed, None where it is not."""
        return codebook().table(self.forms.get(tbl, ""), tbl)

    def leaves(self) -> tuple[str, ...]:
        """The rows of results of `applications` that its form has."""
        table = self.table("applications")
        return tuple(row for row in table.rows if row not in ENDS) if table else ()

    def term(self, tbl: str, row: str, col: str, sign: int = 1) -> Term:
        """What one cell counts for: a dash and a blank are nought, but a total left blank over its parts is not known.

        上海 2019 fills four rows of its last column only; 天河 2020 prints a dash for every nought.
        """
        cell = self.cells.get((tbl, row, col))
        if why := self._why(cell, tbl, row, col):
            return Term(self.label(tbl, row, col), None, why=why, sign=sign)
        assert cell is not None
        return Term(col, cell.value if cell.state == "value" else 0, cell.state != "blank", sign=sign)

    def told(self, tbl: str, row: str) -> Number | None:
        """The total of a row as printed, else the sum of its parts, else None."""
        term = self.term(tbl, row, "total")
        if term.amount is not None:
            return term.amount
        parts = [self.term(tbl, row, part).amount for part in PARTS[tbl]]
        return None if None in parts else sum(part for part in parts if part is not None)

    def label(self, tbl: str, row: str, col: str) -> str:
        """`自然人 · (一)予以公开`: a cell in the words of its form."""
        names = codebook().labels
        return " · ".join(
            names[axis, code][0] if (axis, code) in names else code
            for axis, code in (("cols", col), ("rows", row))
            if not (tbl == "annexA14" and axis == "cols")
        )

    def _why(self, cell: Cell | None, tbl: str, row: str, col: str) -> str:
        """Why a cell counts for nothing that is known, "" where it counts."""
        if cell is None:
            return "is not printed"
        if cell.state in WHYS:
            return f"{WHYS[cell.state]} ({cell.raw[:20]})"
        if cell.state == "blank" and col == "total":
            parts = PARTS.get(tbl, ())
            return (
                "is left blank over its parts" if any(self._number(tbl, row, part) for part in parts) else ""
            )
        return ""

    def _number(self, tbl: str, row: str, col: str) -> Number | None:
        cell = self.cells.get((tbl, row, col))
        return cell.value if cell is not None and cell.state == "value" else None
