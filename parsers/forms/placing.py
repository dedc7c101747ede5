"""Placing: rows as read, each put in its one seat: damaged labels by their place in the form, copies of a table once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .codebook import codebook, label_key
from .headers import Header
from .records import Record, Said

ALIKE = 0.8  # likeness from which a label with wrong characters may be that of the row missing there
LEFT = 0.5  # share of a label's characters that must be left where some were lost (其他法律行政止公开, 洪泽 2023)
LEAST = 3  # characters of such a label: 公开 may be what a line left of 部分公开, or of 不予公开
STRANGE = 60  # rows of unknown name in one body from which on it is no form that they stand in
Tell = Callable[[str, str, str | None], None]  # (kind, label, table) of a note


@dataclass(slots=True, eq=False)
class Entry:
    """One row of a form as read: which row of which table, and the header that stood over it."""

    table: str
    row: str | None
    label: str
    record: Record
    header: Header
    values: tuple[Said, ...]
    form: str | None = None
    glued: bool = False

    @property
    def raws(self) -> list[str]:
        """The values as printed, without blanks at the end."""
        raws = [said.raw.strip() for said in self.values]
        while raws and not raws[-1]:
            raws.pop()
        return raws


def place_unknown(entries: Sequence[Entry], tell: Tell) -> None:
    """Rows of the applications under labels that no alias covers: the row missing at their place that the label resembles."""
    rows = [entry for entry in entries if entry.table == "applications"]
    strange = [entry for entry in rows if entry.row is None]
    for entry in strange:
        tell("label", entry.label, entry.table)
    if not strange or len(strange) > STRANGE:
        return
    known = {entry.row for entry in rows if entry.row}
    form = "B" if "other" in known and "other_misc" not in known else "C"
    order = codebook().tables[form, "applications"].rows
    for n, entry in enumerate(rows):
        if entry.row is not None:
            continue
        before = next((order.index(e.row) for e in reversed(rows[:n]) if e.row in order), -1)
        after = next((order.index(e.row) for e in rows[n:] if e.row in order), len(order))
        missing = [code for code in order[before + 1 : after] if code not in known]
        fits = [code for code in missing if _resembles(entry.label, code)]
        if len(fits) == 1:
            entry.row = fits[0]


def _resembles(label: str, code: str) -> bool:
    """Whether a label is that of a row with some characters lost, or with few of them wrong."""
    book = codebook()
    said = label_key(label)
    for alias in (alias for alias, codes in book.rows.items() if code in codes):
        rest = iter(alias)
        if len(said) >= max(LEAST, LEFT * len(alias)) and all(char in rest for char in said):
            return True
        if len(said) > 4 and SequenceMatcher(None, said, alias).ratio() >= ALIKE:
            return True
    return False


def once(entries: Sequence[Entry], tell: Tell) -> list[Entry]:
    """Each row once: a copy of a table (mobile view, print view, empty form) goes, another reading of a row is noted."""
    kept: dict[tuple[str, str], Entry] = {}
    divided = any(entry.row == "other_misc" for entry in entries)
    for entry in entries:
        if entry.row is None:
            continue  # noted as a label that no form has
        if entry.row == "other" and divided:
            if any(entry.raws):
                tell("group", entry.label, entry.table)
        else:
            seat = (entry.table, entry.row)
            held = kept.get(seat)
            if held is None or (not any(held.raws) and any(entry.raws)) or (held.glued and not entry.glued):
                kept[seat] = entry
            elif any(entry.raws) and held.raws != entry.raws and not entry.glued:
                tell("twice", entry.label, entry.table)
    return list(kept.values())
