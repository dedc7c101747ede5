"""Entries: what each cell of each form means, one entry a cell; the codebook as a reader of the data needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .figures import BY_CODE
from .forms.codebook import codebook
from .forms.indicators import indicators

# The indicators of the annex of 2014 and of the fee statement of 2021 in English; the Chinese is that of the form.
ENGLISH = {
    "A14.1": "disclosure on own initiative",
    "A14.1.1": "items of government information disclosed on own initiative",
    "A14.1.1.1": "normative documents disclosed on own initiative",
    "A14.1.1.2": "normative documents issued",
    "A14.1.2": "items disclosed through the different channels",
    "A14.1.2.1": "items disclosed in the government gazette",
    "A14.1.2.2": "items disclosed on the government website",
    "A14.1.2.3": "items disclosed on Weibo",
    "A14.1.2.4": "items disclosed on WeChat",
    "A14.1.2.5": "items disclosed in other ways",
    "A14.2": "interpretation and response",
    "A14.2.1": "matters of public concern responded to",
    "A14.2.2": "interpretation and response by channel",
    "A14.2.2.1": "press conferences held or attended",
    "A14.2.2.1.1": "press conferences attended by the head of the agency",
    "A14.2.2.2": "online interviews on the government website",
    "A14.2.2.2.1": "online interviews given by the head of the agency",
    "A14.2.2.3": "articles explaining policies",
    "A14.2.2.4": "events responded to on Weibo and WeChat",
    "A14.2.2.5": "events responded to in other ways",
    "A14.3": "disclosure on request",
    "A14.3.1": "requests received",
    "A14.3.1.1": "requests received in person",
    "A14.3.1.2": "requests received by fax",
    "A14.3.1.3": "requests received online",
    "A14.3.1.4": "requests received by letter",
    "A14.3.2": "requests concluded",
    "A14.3.2.1": "requests concluded in time",
    "A14.3.2.2": "requests concluded after an extension",
    "A14.3.3": "replies given",
    "A14.3.3.1": "replies: already disclosed",
    "A14.3.3.2": "replies: disclosure granted",
    "A14.3.3.3": "replies: disclosure granted in part",
    "A14.3.3.4": "replies: disclosure denied",
    "A14.3.3.4.1": "denied: state secrets",
    "A14.3.3.4.2": "denied: trade secrets",
    "A14.3.3.4.3": "denied: personal privacy",
    "A14.3.3.4.4": "denied: national, public or economic security or social stability",
    "A14.3.3.4.5": "denied: not government information under the regulation",
    "A14.3.3.4.6": "denied: other grounds in law",
    "A14.3.3.5": "replies: not for this agency to disclose",
    "A14.3.3.6": "replies: the information does not exist",
    "A14.3.3.7": "replies: told to amend or complete the request",
    "A14.3.3.8": "replies: told to use another procedure",
    "A14.4": "administrative reviews",
    "A14.4.1": "administrative reviews: act upheld",
    "A14.4.2": "administrative reviews: act corrected",
    "A14.4.3": "administrative reviews: other outcome",
    "A14.5": "administrative lawsuits",
    "A14.5.1": "administrative lawsuits: act upheld or claim dismissed",
    "A14.5.2": "administrative lawsuits: act corrected",
    "A14.5.3": "administrative lawsuits: other outcome",
    "A14.6": "complaints",
    "A14.7": "fees collected for disclosure on request",
    "A14.8": "offices and budget",
    "A14.8.1": "offices charged with disclosure",
    "A14.8.2": "reading points",
    "A14.8.3": "staff charged with disclosure",
    "A14.8.3.1": "full-time staff",
    "A14.8.3.2": "part-time staff",
    "A14.8.4": "budget for disclosure",
    "A14.9": "meetings and training",
    "A14.9.1": "meetings on disclosure",
    "A14.9.2": "training courses held",
    "A14.9.3": "persons trained",
    "C.fee.notices": "fee notices sent",
    "C.fee.charged_yuan": "fees charged",
    "C.fee.collected_yuan": "fees collected",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of one form. `template` is A14, B or C; `unit` that of the form, None where it prints none.

    `type` is `int`, `sint` (signed), `money`, or `heading` for a line of the annex without a number; `ordinal` counts the cells of a form in its own order. What only
    stands in prose has `tbl` `figures`, and its `row` is the code in the table of that name.
    """

    template: str
    tbl: str
    row: str
    col: str
    ordinal: int
    row_zh: str
    col_zh: str
    row_en: str
    col_en: str
    unit: str | None
    type: str


@cache
def codebook_rows() -> tuple[Entry, ...]:
    """Every cell of the forms A14, B and C, form by form in the order of the form."""
    return (*_annex(), *_tables("B"), *_tables("C"), *_prose())


def _tables(form: str) -> Iterator[Entry]:
    book = codebook()
    seats = (
        (table, row, column)
        for (mine, _), table in book.tables.items()
        if mine == form and table.name != "annexA14"
        for row in table.rows
        for column in table.columns
    )
    for ordinal, (table, row, column) in enumerate(seats):
        (row_zh, row_en), (col_zh, col_en) = book.labels["rows", row], book.labels["cols", column.code]
        yield Entry(
            form, table.name, row, column.code, ordinal, row_zh, col_zh, row_en, col_en, column.unit, column.type
        )  # fmt: skip


def _annex() -> Iterator[Entry]:
    for ordinal, each in enumerate(indicators()):
        kind = _kind(each.unit) if each.unit else "heading"
        english = ENGLISH[f"A14.{each.code}"]
        yield Entry(
            "A14",
            "annexA14",
            each.code,
            "value",
            ordinal,
            each.zh,
            "统计数",
            english,
            "value",
            each.unit,
            kind,
        )


def _prose() -> Iterator[Entry]:
    start = sum(
        len(table.rows) * len(table.columns) for (form, _), table in codebook().tables.items() if form == "C"
    )
    for ordinal, known in enumerate(
        (known for known in BY_CODE.values() if known.code.startswith("C.")), start
    ):
        kind, english = _kind(known.unit), ENGLISH[known.code]
        yield Entry(
            "C",
            "figures",
            known.code,
            "value",
            ordinal,
            known.label,
            "数值",
            english,
            "value",
            known.unit,
            kind,
        )


def _kind(unit: str) -> str:
    return "money" if unit.endswith("元") else "int"
