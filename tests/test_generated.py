"""Made-up reports in every form, medium and manner: what is read is what was printed, or it is said that it could not be."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from generate import (
    FORMS,
    Manner,
    Printing,
    broken,
    divs,
    docx,
    draw,
    html,
    manners,
    page,
    pdf,
    plain,
    press,
    scopes,
    xlsx,
)
from generate.manner import CHOICES, SHOWN_ZEROS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers import Page, Report, files, read
from parsers.blocks import blocks, lines
from parsers.forms import Filled, fill
from parsers.page import parse

SHAPES = ("grid", "flat", "list", "terms", "paragraphs")
TEXTS = ("cells", "beside", "wrapped", "torn")
MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEAVY = settings(max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.too_slow])

sheets = st.builds(draw, st.builds(Random, st.integers(0, 100_000)), st.sampled_from(FORMS))
whole = manners(damaged=False)
shown = manners(
    zero=SHOWN_ZEROS,
    digits=("plain", "comma", "wide", "unit", "mixed"),
    spans="official", markup="plain", number_column=False, lead=False, trail=False, copy="", nested=False,
    damaged=False, extra_column="",
)  # fmt: skip


def in_html(printing: Printing) -> Filled:
    tree = parse(page(html(printing)).decode())
    assert tree is not None
    return fill(blocks(tree))


def in_divs(printing: Printing, shape: str) -> Filled:
    tree = parse(page(divs(printing, shape)).decode())
    assert tree is not None
    return fill(blocks(tree))


def in_text(printing: Printing, shape: str) -> Filled:
    return fill(lines(plain(printing, shape)), "", "text")


def same(printing: Printing, filled: Filled) -> None:
    """Every cell, its state, its raw text, its amount and its form, and none beyond them."""
    got = {(cell.tbl, cell.row, cell.col): cell for cell in filled.cells}
    assert len(got) == len(filled.cells)
    read_ = {seat: (cell.raw, cell.value, cell.state) for seat, cell in got.items()}
    assert read_ == {seat: (each.raw, each.value, each.state) for seat, each in printing.cells.items()}
    for seat, each in printing.cells.items():
        assert got[seat].value_yuan == (None if each.yuan is None else pytest.approx(each.yuan)), seat
        assert got[seat].form == printing.forms[seat[0]], seat
    assert not {"unread", "twice", "glued", "form"} & {note.kind for note in filled.notes}, filled.notes


def safe(printing: Printing, filled: Filled) -> None:
    """No wrong value in silence: it is noted, its state says that nobody knows, or the sums do not hold."""
    wrong = [
        cell
        for cell in filled.cells
        if cell.state in {"value", "nil", "blank"}
        and (each := printing.cells.get((cell.tbl, cell.row, cell.col)), True)
        and (each is None or (cell.value, cell.state) != (each.value, each.state))
    ]
    values = {(cell.tbl, cell.row, cell.col): cell.value for cell in filled.cells}
    assert not wrong or filled.notes or broken(values), wrong


# ---------------------------------------------------------------- what is read is what was printed


@MODEST
@given(sheets, whole)
def test_tables(sheet: Any, manner: Manner) -> None:
    printing = press(sheet, manner)
    same(printing, in_html(printing))


@pytest.mark.parametrize(
    ("field", "choice"), [(name, value) for name, values in CHOICES.items() for value in values]
)
def test_every_choice_by_itself(field: str, choice: Any) -> None:
    for n, forms in enumerate(FORMS[:3]):
        printing = press(draw(Random(f"{field} {choice} {n}"), forms), Manner(seed=n, **{field: choice}))
        filled = in_html(printing)
        if field == "damaged" and choice:
            safe(printing, filled)
            assert any(note.kind == "label" for note in filled.notes)
        else:
            same(printing, filled)


@MODEST
@given(sheets, shown, st.sampled_from(SHAPES))
def test_tables_without_a_table_tag(sheet: Any, manner: Manner, shape: str) -> None:
    printing = press(sheet, manner)
    same(printing, in_divs(printing, shape))


@MODEST
@given(sheets, shown, st.sampled_from(TEXTS))
def test_text(sheet: Any, manner: Manner, shape: str) -> None:
    printing = press(sheet, manner)
    same(printing, in_text(printing, shape))


@pytest.mark.parametrize("forms", FORMS)
def test_the_reader_gives_the_same(forms: tuple[str | None, str | None]) -> None:
    """Through the front door: the body found, the chrome off, the cells in the report, the form in its template."""
    printing = press(draw(Random(7), forms), Manner(seed=7))
    report = read(Page(page(html(printing)), "http://www.example.gov.cn/zwgk/nb/2022.html"))
    assert isinstance(report, Report)
    same(printing, Filled(report.cells))
    kinds = {form for form in forms if form}
    assert report.template == ("mixed" if len(kinds) == 2 else kinds.pop())


# ---------------------------------------------------------------- files: nearly every cell, and none wrong

MEDIA = {"docx": (docx, 0.995), "xlsx": (xlsx, 0.995), "pdf": (pdf, 0.99)}
FILED: dict[str, Any] = {"spans": "official", "markup": "plain", "number_column": False, "lead": False, "trail": False,
                         "copy": "", "nested": False, "damaged": False, "extra_column": "", "cut": False}  # fmt: skip


def in_file(printing: Printing, data: bytes) -> Filled:
    opened = files.open(Page(data, "http://www.example.gov.cn/2022"))
    assert opened.status == "read", opened.reason
    run = opened.lines if opened.tree is None else blocks(opened.tree)
    return fill(run, "", opened.method)


def manner_of_file(rng: Random) -> Manner:
    """Choices for files: no full-width digits, five of which are wider than a column of a PDF."""
    free = {name: rng.choice(values) if rng.random() < 0.3 else values[0] for name, values in CHOICES.items()}
    digits = rng.choice(("plain", "comma", "unit"))
    return Manner(
        seed=rng.randrange(10_000),
        **{**free, **FILED, "digits": digits, "art20": rng.choice(("one", "each"))},
    )


def files_right(medium: str, count: int) -> None:
    write, least = MEDIA[medium]
    cells = right = 0
    for n in range(count):
        rng = Random(f"{medium} {n}")
        printing = press(draw(rng, FORMS[n % len(FORMS)]), manner_of_file(rng))
        filled = in_file(printing, write(printing))
        told = {(cell.tbl, cell.row, cell.col): (cell.value, cell.state) for cell in filled.cells}
        cells += len(printing.cells)
        right += sum(told.get(seat) == (each.value, each.state) for seat, each in printing.cells.items())
        safe(printing, filled)
    assert right >= least * cells, f"{right} of {cells}"


@pytest.mark.parametrize("medium", sorted(MEDIA))
def test_files(medium: str) -> None:
    files_right(medium, 14)


@pytest.mark.slow
@pytest.mark.parametrize("medium", sorted(MEDIA))
def test_files_at_length(medium: str) -> None:
    files_right(medium, 140)


def test_a_pdf_without_ruled_lines_says_nothing_wrong() -> None:
    for n in range(7):
        rng = Random(f"bare {n}")
        printing = press(draw(rng, FORMS[n]), manner_of_file(rng))
        safe(printing, in_file(printing, pdf(printing, ruled=False)))


# ---------------------------------------------------------------- no wrong value in silence


@MODEST
@given(sheets, manners())
def test_nothing_is_wrong_in_silence(sheet: Any, manner: Manner) -> None:
    printing = press(sheet, manner)
    safe(printing, in_html(printing))


@MODEST
@given(
    sheets,
    manners(number_column=False, lead=False, trail=False, copy="", nested=False),
    st.sampled_from((*SHAPES, *TEXTS)),
)
def test_nothing_is_wrong_in_silence_where_blanks_are_lost(sheet: Any, manner: Manner, shape: str) -> None:
    printing = press(sheet, manner)
    safe(printing, in_divs(printing, shape) if shape in SHAPES else in_text(printing, shape))


@MODEST
@given(sheets, shown)
def test_cells_run_together_are_no_values(sheet: Any, manner: Manner) -> None:
    printing = press(sheet, replace(manner, digits="plain", group_numbers=False))
    filled = in_text(printing, "glued")
    assert not [cell for cell in filled.cells if cell.value is not None and cell.state != "value"]
    for cell in filled.cells:
        answer = printing.cells.get((cell.tbl, cell.row, cell.col))
        assert cell.state == "glued" or (answer and answer.value == cell.value), cell
    assert not printing.cells or any(note.kind == "glued" for note in filled.notes)


@MODEST
@given(sheets, st.data())
def test_a_line_torn_out_or_doubled(sheet: Any, data: st.DataObject) -> None:
    """One line lost or doubled, as bad copies of a report have them."""
    printing = press(sheet, Manner())
    told = list(lines(plain(printing, data.draw(st.sampled_from(TEXTS)))))
    n = data.draw(st.integers(0, len(told) - 1))
    told[n : n + 1] = data.draw(st.sampled_from(([], [told[n]] * 2)))
    safe(printing, fill(told, "", "text"))


# ---------------------------------------------------------------- a planted error is found where it is, and nowhere else


@MODEST
@given(sheets, whole, st.data())
def test_a_planted_error_breaks_its_own_sums_only(sheet: Any, manner: Manner, data: st.DataObject) -> None:
    manner = replace(manner, total="official", left_out=0, extra_row=False, zero="0", copy="")
    counted = [seat for seat in sheet.numbers if seat[0] in {"applications", "review_litigation"}]
    if not counted:
        return
    seat = data.draw(st.sampled_from(counted))
    numbers = {**sheet.numbers, seat: sheet.numbers[seat] + data.draw(st.integers(1, 50))}
    printing = press(replace(sheet, numbers=numbers), manner)
    filled = in_html(printing)
    values = {(cell.tbl, cell.row, cell.col): cell.value for cell in filled.cells}
    assert broken(values) == scopes(seat)
    same(printing, filled)


@given(sheets)
@settings(max_examples=30, deadline=None)
def test_the_press_itself_adds_up(sheet: Any) -> None:
    assert broken(sheet.numbers) == set()


# ---------------------------------------------------------------- the same at length


@pytest.mark.slow
@HEAVY
@given(sheets, whole)
def test_tables_at_length(sheet: Any, manner: Manner) -> None:
    printing = press(sheet, manner)
    same(printing, in_html(printing))


@pytest.mark.slow
@HEAVY
@given(sheets, shown, st.sampled_from((*SHAPES, *TEXTS)))
def test_lines_at_length(sheet: Any, manner: Manner, shape: str) -> None:
    printing = press(sheet, manner)
    same(printing, in_divs(printing, shape) if shape in SHAPES else in_text(printing, shape))


@pytest.mark.slow
@HEAVY
@given(sheets, manners(), st.sampled_from(("html", *SHAPES, *TEXTS)))
def test_silence_at_length(sheet: Any, manner: Manner, shape: str) -> None:
    printing = press(sheet, manner)
    if shape == "html":
        safe(printing, in_html(printing))
    else:
        safe(printing, in_divs(printing, shape) if shape in SHAPES else in_text(printing, shape))
