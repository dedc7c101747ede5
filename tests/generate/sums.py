"""Sums: the identities of the forms, worked out here once more and from nothing but (tbl, row, col) -> value."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.demo.forms import COURTS, DENY, OTHER, OUTCOMES, REFUSE, UNABLE

from .sheet import PEOPLE, Seat

LEAVES = ("granted", "partial", *(code for code, _ in (*DENY, *UNABLE, *REFUSE, *OTHER["B"], *OTHER["C"])))
Scope = tuple[str, str]  # (rule, row or column)


def broken(values: Mapping[Seat, float | int | None]) -> set[Scope]:
    """The identities that do not hold. A total that says nothing proves nothing; parts that say nothing count as 0."""
    found: set[Scope] = set()
    rows = {row for tbl, row, _ in values if tbl == "applications"}
    for col in (*PEOPLE, "total"):
        total = values.get(("applications", "result_total", col))
        leaves = sum(values.get(("applications", row, col)) or 0 for row in LEAVES)
        if total is not None and total != leaves:
            found.add(("APP-SUM", col))
        ends = [
            values.get(("applications", row, col))
            for row in ("new", "carried_in", "result_total", "carried_out")
        ]
        if {"new", "carried_in", "result_total", "carried_out"} <= rows and any(
            end is not None for end in ends
        ):
            new, carried, done, out = (end or 0 for end in ends)
            if new + carried != done + out:
                found.add(("APP-BAL", col))
    for row in rows:
        total = values.get(("applications", row, "total"))
        if total is not None and total != sum(values.get(("applications", row, col)) or 0 for col in PEOPLE):
            found.add(("APP-ROW", row))
    for row in COURTS:
        total = values.get(("review_litigation", row, "total"))
        if total is not None and total != sum(
            values.get(("review_litigation", row, col)) or 0 for col, _ in OUTCOMES
        ):
            found.add(("REV-SUM", row))
    return found


def scopes(seat: Seat) -> set[Scope]:
    """The identities that one cell is part of."""
    tbl, row, col = seat
    if tbl == "review_litigation":
        return {("REV-SUM", row)}
    if tbl != "applications":
        return set()
    found = {("APP-ROW", row)}
    if row in LEAVES or row == "result_total":
        found.add(("APP-SUM", col))
    if row not in LEAVES:
        found.add(("APP-BAL", col))
    return found
