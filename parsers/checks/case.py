"""The case: one report as the rules look at it, with what several of them ask worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from ..forms import Note
from ..report import Report
from ..titles import Title, read_title
from .ledger import Ledger

STATUTORY = frozenset(
    {"art20_1", "art20_5", "art20_6", "art20_8", "art20_9", "applications", "review_litigation"}
)
FIRST_TABLES = 2019  # report year from which the form prescribes tables


@dataclass(frozen=True, slots=True)
class Case:
    """A report, what its forms could not take in, its cells by code, its title read again, and its lines."""

    report: Report
    notes: tuple[Note, ...]
    ledger: Ledger
    title: Title
    lines: tuple[str, ...]

    @classmethod
    def of(cls, report: Report, notes: Sequence[Note] = ()) -> Self:
        """The case of a report."""
        lines = tuple((report.body or "").split("\n"))
        return cls(report, tuple(notes), Ledger.of(report.cells), read_title(report.title), lines)

    @property
    def tables(self) -> tuple[str, ...]:
        """The statutory tables that are printed, in reading order."""
        return tuple(tbl for tbl in self.ledger.forms if tbl in STATUTORY)

    @property
    def due(self) -> bool:
        """Does this report print statutory tables, or should it: by its form, else by its year."""
        return (
            bool(self.tables)
            or self.report.template in {"B", "C", "mixed"}
            or (self.report.kind == "disclosure_annual" and (self.report.year or 0) >= FIRST_TABLES)
        )


def anything(_: Case) -> bool:
    """Every report."""
    return True


def disclosure(case: Case) -> bool:
    """Reports under the regulation on government information."""
    return case.report.kind == "disclosure_annual"


def tabled(case: Case) -> bool:
    """Reports that print statutory tables, or should."""
    return case.report.kind != "law_government_annual" and case.due


def numeric(case: Case) -> bool:
    """Reports that print cells, of tables or of an annex, or should, or of which something was left over."""
    return case.report.kind != "law_government_annual" and (case.due or bool(case.ledger.cells or case.notes))


def annexed(case: Case) -> bool:
    """Reports that tell indicators of the annex of 2014; in prose only those without tables, later ones borrow its words."""
    told = any((figure.code or "").startswith("A14.") for figure in case.report.figures)
    return disclosure(case) and ("annexA14" in case.ledger.forms or (told and not case.tables))
