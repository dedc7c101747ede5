"""Proof: of a recognised picture only the rows whose own total holds keep their values."""

from __future__ import annotations

from parsers import Cell
from parsers.forms import proved

COLUMNS = ("natural_person", "business", "research", "charity", "legal_service", "other_org", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")


def row(table: str, name: str, columns: tuple[str, ...], values: tuple[int | None, ...]) -> list[Cell]:
    return [
        Cell("C", table, name, column, number, "nil" if number is None else "value", "-" if number is None else str(number))
        for column, number in zip(columns, values, strict=True)
    ]  # fmt: skip


def kept(cells: list[Cell]) -> set[str]:
    return {cell.row for cell in proved(cells) if cell.state == "value"}


def test_a_row_that_adds_up_is_believed() -> None:
    cells = row("applications", "new", COLUMNS, (5, 1, 0, 0, None, 0, 6))
    assert list(proved(cells)) == cells


def test_one_that_does_not_keeps_its_words_and_no_value() -> None:
    doubted = proved(row("applications", "new", COLUMNS, (5, 1, 0, 0, 0, 0, 7)))
    assert {(cell.state, cell.value) for cell in doubted} == {("text", None)}
    assert [cell.raw for cell in doubted] == ["5", "1", "0", "0", "0", "0", "7"]


def test_rows_stand_or_fall_alone() -> None:
    cells = [
        *row("applications", "new", COLUMNS, (5, 1, 0, 0, 0, 0, 6)),
        *row("applications", "carried_in", COLUMNS, (5, 1, 0, 0, 0, 0, 9)),
        *row("review_litigation", "review", OUTCOMES, (1, 2, 0, 0, 3)),
    ]
    assert kept(cells) == {"new", "review"}


def test_a_row_without_a_total_proves_nothing() -> None:
    assert kept(row("art20_1", "rules", ("issued", "repealed", "in_force"), (1, 0, 1))) == set()
    assert kept(row("applications", "new", COLUMNS, (5, 1, 0, 0, 0, 0, None))) == set()
