"""Values: what one cell of a form says. A blank, a dash and 0 are three things, and a number is never made up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ..hanzi import fold
from .codebook import UNIT_WORDS

UNITS = UNIT_WORDS
# Fifteen digits are more than any report has, and as many as a float and a SQLite integer hold without loss.
NUMBER = re.compile(
    rf"^(?P<number>[+-]?(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}|[0-9]{{1,15}})(?:\.[0-9]{{1,20}})?)"
    rf"\s*[(]?(?P<unit>{UNITS})?(?:\s*[(/](?:{UNITS})[)]?)?[)]?$"
)
NIL = re.compile(r"^(?:-+|—+|–+|―+|─+|/+|\\|无|空|无此项)$")
MINUS = str.maketrans("－−﹣‐‑", "-----")
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
# A space after the sign only: `3 5` are two cells run together, and nobody knows whether they were 35.
SIGNED = re.compile(r"^([+-])\s+(?=\d)")
# Footnote marks that NFKC would make digits of the number before them: 5② is not 52.
MARKED = re.compile(r"[²³¹⁰-⁹₀-₉①-⓿❶-➓㈠-㊿]")


@dataclass(frozen=True, slots=True)
class Value:
    """One value as printed: its state, the number where it is one, and the unit where the cell prints one."""

    state: str
    raw: str
    number: int | float | None = None
    unit: str | None = None


def value(raw: str) -> Value:
    """What a cell says.

    >>> value("-13项"), value(""), value("/").state, value("见附件").state
    (Value(state='value', raw='-13项', number=-13, unit='项'), Value(state='blank', raw='', number=None, unit=None), 'nil', 'text')
    """
    shown = raw.strip()
    if len(shown) > 40 or MARKED.search(shown):
        return Value("text", shown)
    text = fold(unicodedata.normalize("NFKC", shown.translate(MINUS)).translate(MINUS)).strip()
    text = SIGNED.sub(r"\1", text)
    if not text:
        return Value("blank", shown)
    if NIL.match(text):
        return Value("nil", shown)
    found = NUMBER.match(text)
    if not found:
        return Value("text", shown)
    digits = found["number"].replace(",", "")
    number = float(digits) if "." in digits else int(digits)
    return Value("value", shown, number, found["unit"])


def is_value(raw: str, *, none: bool = False) -> bool:
    """Whether a cell or line can be nothing but a value: a number with or without a unit, a dash; 无 and 空 where asked."""
    text = raw.strip()
    return bool(text) and (none or text not in {"无", "空", "無"}) and value(text).state in {"value", "nil"}


def yuan(number: float | None, unit: str | None) -> int | float | None:
    """An amount in yuan, None where the unit is not known: 251000 without a unit is no amount."""
    if number is None or unit not in YUAN:
        return None
    amount = Decimal(str(number)) * YUAN[unit]
    return int(amount) if amount == amount.to_integral_value() else float(amount)
