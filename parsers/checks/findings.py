"""Findings: what a rule says of one scope, and the arithmetic by which two sides are compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..report import Check

Number = int | float
SHOWN = 8  # terms of a sum spelled out in a sentence; the others are in the cells


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one scope; `severity` only where it is not that of the rule."""

    scope: str
    status: str
    lhs: Number | None = None
    rhs: Number | None = None
    detail: str | None = None
    severity: str | None = None

    def under(self, rule: str, severity: str, scope: str | None = None) -> Check:
        """The finding as a row."""
        own = self.severity or severity
        return Check(rule, scope or self.scope, self.status, own, self.lhs, self.rhs, self.detail)


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a sum. `amount` is None where none can be told, and `why` says why; `printed` is False for a blank."""

    label: str
    amount: Number | None
    printed: bool = True
    why: str = ""
    sign: int = 1


def passed(scope: str, detail: str, lhs: Number | None = None, rhs: Number | None = None) -> Finding:
    """The rule holds."""
    return Finding(scope, "pass", lhs, rhs, detail)


def failed(scope: str, detail: str, lhs: Number | None = None, rhs: Number | None = None) -> Finding:
    """The rule is broken."""
    return Finding(scope, "fail", lhs, rhs, detail)


def skipped(scope: str, detail: str, lhs: Number | None = None, rhs: Number | None = None) -> Finding:
    """An input is absent: nothing is said either way."""
    return Finding(scope, "skip", lhs, rhs, detail)


def even(one: Number, other: Number) -> bool:
    """Equal, but for what binary fractions make of 0.1 + 0.2."""
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-6)


def equal(scope: str, said: str, left: Sequence[Term], right: Sequence[Term]) -> Finding:
    """Do both sides add up to the same; skipped where a term cannot be told, or where nothing is printed at all."""
    if reason := _reason((*left, *right)):
        return skipped(scope, f"{said}: {reason}.")
    lhs, rhs = total(left), total(right)
    if even(lhs, rhs):
        return passed(scope, f"{said}: {spelled(left)} is {spelled(right)}.", lhs, rhs)
    return failed(scope, f"{said}: {spelled(left)}, but {spelled(right)} is printed.", lhs, rhs)


def at_most(scope: str, said: str, left: Sequence[Term], right: Sequence[Term]) -> Finding:
    """Is the left side no more than the right one."""
    if reason := _reason((*left, *right)):
        return skipped(scope, f"{said}: {reason}.")
    lhs, rhs = total(left), total(right)
    if lhs < rhs or even(lhs, rhs):
        return passed(scope, f"{said}: {spelled(left)} is not more than {spelled(right)}.", lhs, rhs)
    return failed(scope, f"{said}: {spelled(left)} is more than {spelled(right)}.", lhs, rhs)


def total(terms: Sequence[Term]) -> Number:
    """The sum of terms that are all told."""
    return tidy(sum(term.sign * (term.amount or 0) for term in terms))


def tidy(number: Number) -> Number:
    """A whole number as an integer, a decimal without the dust of binary fractions."""
    return int(number) if float(number).is_integer() else round(number, 6)


def spelled(terms: Sequence[Term]) -> str:
    """`389 + 11 = 400`; noughts are left out, and of long sums all but the first terms."""
    shown = [term for term in terms if term.amount]
    if len(shown) < 2:
        return str(total(terms))
    more = " …" if len(shown) > SHOWN else ""
    parts = [f"{'-' if _down(term) else '+'} {tidy(abs(term.amount or 0))}" for term in shown[:SHOWN]]
    return f"{' '.join(parts).removeprefix('+ ')}{more} = {total(terms)}"


def _down(term: Term) -> bool:
    return term.sign * (term.amount or 0) < 0


def _reason(terms: Sequence[Term]) -> str | None:
    for term in terms:
        if term.amount is None:
            return f"{term.label} {term.why or 'is not printed'}"
    return None if any(term.printed for term in terms) else "all cells are blank"
