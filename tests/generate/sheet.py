"""Sheets: the numbers of one report, drawn by dice and true to every identity that the forms print."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from crawler.demo.forms import APPLICANTS, COURTS, OUTCOMES, leaves

Seat = tuple[str, str, str]  # (tbl, row, col)
Numbers = dict[Seat, int | float]
PEOPLE = tuple(code for code, _, _ in APPLICANTS)
# (form of article 20, form of the applications): None where the report has no such table; (C, B) is 洪泽 2023
FORMS = (("B", "B"), ("C", "C"), ("C", "B"), (None, "C"), (None, "B"), ("B", None), ("C", None))
SIZES = (0, 0, 0, 1, 3, 12, 400, 20_000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The numbers of one report by (tbl, row, col), and the forms they are in."""

    art20: str | None
    applications: str | None
    numbers: Numbers


def draw(rng: Random, forms: tuple[str | None, str | None]) -> Sheet:
    """One report. Numbers are small, large or none at all, column by column."""
    art20, applications = forms
    numbers: Numbers = {}
    if art20 == "B":
        _art20_b(rng, numbers)
    if art20 == "C":
        _art20_c(rng, numbers)
    if applications:
        _applications(rng, numbers, applications)
        _litigation(rng, numbers)
    return Sheet(art20, applications, numbers)


def _some(rng: Random) -> int:
    return rng.randint(0, rng.choice(SIZES))


def _art20_b(rng: Random, numbers: Numbers) -> None:
    for row in ("rules", "normative_docs"):
        made, old = _some(rng), _some(rng)
        numbers["art20_1", row, "made"] = made
        numbers["art20_1", row, "published"] = made
        numbers["art20_1", row, "public_total"] = made + old
    for tbl, rows in (
        ("art20_5", ("licence", "external_service")), ("art20_6", ("penalty", "compulsion")), ("art20_8", ("admin_fee",)),
    ):  # fmt: skip
        for row in rows:
            before = _some(rng)
            numbers[tbl, row, "items_prev"] = before
            numbers[tbl, row, "items_delta"] = rng.randint(-min(before, 99), 99) if rng.random() < 0.5 else 0
            if tbl != "art20_8":
                numbers[tbl, row, "decisions"] = _some(rng)
    numbers["art20_9", "procurement", "procurement_items"] = _some(rng)
    numbers["art20_9", "procurement", "procurement_amount"] = _money(rng)


def _art20_c(rng: Random, numbers: Numbers) -> None:
    for row in ("rules", "normative_docs"):
        for col in ("issued", "repealed", "in_force"):
            numbers["art20_1", row, col] = _some(rng)
    for tbl, row in (("art20_5", "licence"), ("art20_6", "penalty"), ("art20_6", "compulsion")):
        numbers[tbl, row, "decisions"] = _some(rng)
    numbers["art20_8", "admin_fee", "fee_amount"] = _money(rng)


def _money(rng: Random) -> int | float:
    whole = _some(rng)
    return whole if rng.random() < 0.4 else round(whole + rng.randint(1, 99) / 100, 2)


def _applications(rng: Random, numbers: Numbers, form: str) -> None:
    rows = leaves(form)
    for col in PEOPLE:
        done = _some(rng)
        chosen = rng.sample(rows, rng.randint(1, len(rows)))
        shares = dict.fromkeys(rows, 0)
        for row in chosen[1:]:
            shares[row] = rng.randint(0, done - sum(shares.values()))
        shares[chosen[0]] += done - sum(shares.values())
        out = rng.randint(0, done // 3)
        carried = rng.randint(0, done + out)
        column = {"new": done + out - carried, "carried_in": carried} | shares
        column |= {"result_total": done, "carried_out": out}
        numbers.update({("applications", row, col): count for row, count in column.items()})
    for row in ("new", "carried_in", *rows, "result_total", "carried_out"):
        numbers["applications", row, "total"] = sum(numbers["applications", row, col] for col in PEOPLE)


def _litigation(rng: Random, numbers: Numbers) -> None:
    for row in COURTS:
        for col, _ in OUTCOMES:
            numbers["review_litigation", row, col] = min(_some(rng), 500)
        numbers["review_litigation", row, "total"] = sum(
            numbers["review_litigation", row, col] for col, _ in OUTCOMES
        )
