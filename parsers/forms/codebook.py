"""The codebook: every statutory cell of the forms B and C, and the labels that stand for its row and column."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ..hanzi import fold

LONGEST = 200  # characters: a longer line is prose, and no label
UNIT_WORDS = "万元|亿元|元|项|件|宗|条|个|次|篇|份|人次|人|起|例|家|部|场|期"
# Notes inside a label that say how to fill it in, and are no part of its name (facts/statute §7).
NOTE = re.compile(
    r"[(\[【〔][^()\[\]【】〔〕]*(?:区分处理|单位|指|含|应提供|一般情况|参考|勾稽|截至)[^()\[\]【】〔〕]*[)\]】〕]"
    rf"|[(\[【](?:人民币)?(?:{UNIT_WORDS})(?:[(/](?:{UNIT_WORDS})\)?)?[)\]】]|单位[:,](?:人民币)?(?:{UNIT_WORDS})$"
)
# (三) 一、 1. 12、: a label's number, which differs from print to print. 三类 and 四类 are words.
NUMBERING = re.compile(
    r"^(?:[(\[【〔][一二三四五六七八九十\d]+[)\]】〕]|[一二三四五六七八九十]+[、.,]|\d+[、.,)](?!\d))+"
)
# The same where its mark was lost or is none of these: `3其他`, `① 予以公开` (which NFKC makes 1). No label of a form begins so.
BARE = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?=[\u4e00-\u9fff])")
SIXTH = re.compile(r"^[(\[【〔]?六")  # (六)其他 is form B's (六)其他处理, not form C's 3.其他 …
# (六)3.其他: only the number of the heading was left where its words broke off, and the row has its own behind it
HEADED = re.compile(r"^[(\[【〔]?六[)\]】〕、.]+(?=\d)")
THIRD = re.compile(
    r"^[(\[【〔]?[124-9]"
)  # … and 2.其他 is neither, but 2.其他法律行政法规禁止公开 broken in two
DROPPED = re.compile(r"[\s\"'“”‘’「」『』《》<>〈〉、,，。.．;；:：/／\\|()（）\[\]【】〔〕—–\-_+*·•…#&]+")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its code, the unit the form gives it (None where the form prints none) and its type."""

    code: str
    unit: str | None
    type: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of one form: its rows and columns in the order of the form."""

    form: str
    name: str
    zh: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The forms by (form, table), and the label keys of rows and columns, each with every code it may stand for."""

    tables: dict[tuple[str, str], Table]
    rows: dict[str, tuple[str, ...]]
    columns: dict[str, tuple[str, ...]]
    labels: dict[tuple[str, str], tuple[str, str]]

    def row(self, label: str) -> str | None:
        """The row that a printed label names, None where it is none of the forms'."""
        code = _first(self.rows, label)
        if code == "other_misc":
            printed = HEADED.sub("", SPACE.sub("", unicodedata.normalize("NFKC", label)))
            return "other" if SIXTH.match(printed) else None if THIRD.match(printed) else code
        return code

    def column(self, label: str) -> str | None:
        """The column that a printed label names; 其他 alone is that of the organisations, not that of the outcomes."""
        return _first(self.columns, label)

    def sizes(self, row: str) -> frozenset[int]:
        """How many columns a row may have: that of its table in each form that has it."""
        return frozenset(len(table.columns) for table in self.tables.values() if row in table.rows)

    def home(self, row: str) -> str:
        """The table that a row stands in; no two tables share a row."""
        return next(table.name for table in self.tables.values() if row in table.rows)

    def table(self, form: str, name: str) -> Table | None:
        """One table of one form, None where that form has no such table."""
        return self.tables.get((form, name))


@lru_cache(maxsize=8192)
def label_key(label: str) -> str:
    """The form of a label in which prints agree: no notes, numbering, quotes, white space or punctuation.

    >>> label_key("(二)部分公開(區分處理的,只計這一情形,不計其他情形)"), label_key("3.危及“三安全一穩定”")
    ('部分公开', '危及三安全一稳定')
    """
    if len(label) > LONGEST:
        return ""
    text = SPACE.sub("", fold(unicodedata.normalize("NFKC", label)))
    text = NOTE.sub("", NOTE.sub("", text))
    return DROPPED.sub("", NUMBERING.sub("", text))


def _first(keys: dict[str, tuple[str, ...]], label: str) -> str | None:
    said = label_key(label)
    codes = keys.get(said) or keys.get(BARE.sub("", said), ())
    return codes[0] if codes else None


@cache
def codebook() -> Codebook:
    """The codebook that ships with the package, read once."""
    book: dict[str, Any] = json.loads(files(__package__).joinpath("codebook.json").read_text("utf-8"))
    tables = {
        (form, name): Table(
            form, name, table["zh"], tuple(table["rows"]), tuple(Column(**c) for c in table["cols"])
        )
        for form, content in book["forms"].items()
        for name, table in content["tables"].items()
    }
    labels = {
        (axis, code): (entry["zh"], entry["en"])
        for axis in ("rows", "cols")
        for code, entry in book[axis].items()
    }
    return Codebook(tables, _keys(book["rows"]), _keys(book["cols"]), labels)


def _keys(entries: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, entry in entries.items():
        for label in dict.fromkeys((*entry["keys"], label_key(entry["zh"]))):
            found.setdefault(label, []).append(code)
    return {label: tuple(dict.fromkeys(codes)) for label, codes in found.items()}
