"""Checks: does a report say what its form, its dates and its own sums allow. Results, never reasons to drop a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..forms import Note
from ..report import Check, Report
from .case import Case
from .findings import Finding, skipped
from .rules import ACROSS, RULES, Rule
from .years import across, gathered

__all__ = ["ACROSS", "RULES", "Rule", "across", "check", "gathered"]

WHOLE = "report"  # the scope of a rule that looks at the report as a whole


def check(report: Report, notes: Sequence[Note] = ()) -> tuple[Check, ...]:
    """Every rule that one report decides, in the order of `RULES`; `notes` are what its forms could not take in.

    `lhs` is what the parts make, `rhs` what the report prints; a rule that does not apply says nothing.
    """
    case = Case.of(report, notes)
    return tuple(found for rule in RULES if rule.on(case) for found in _told(rule, case))


def _told(rule: Rule, case: Case) -> Iterator[Check]:
    seen: dict[str, Finding] = {}
    for finding in _found(rule, case):
        scope, number = finding.scope, 1
        while scope in seen and seen[scope] != finding:  # 占1.1% of 1件 stands twice in seed 001: one row
            number += 1
            scope = f"{finding.scope} ({number})"
        if scope in seen:
            continue
        seen[scope] = finding
        yield finding.under(rule.id, rule.severity, scope)


def _found(rule: Rule, case: Case) -> tuple[Finding, ...]:
    try:
        return tuple(rule.find(case))
    except Exception as error:  # noqa: BLE001 — whatever a rule trips over, the report is not lost for it, nor is it silent
        return (skipped(WHOLE, f"the rule itself failed: {type(error).__name__}: {error}"),)
