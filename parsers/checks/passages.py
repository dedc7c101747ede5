"""Passages: the numbers of a section as they stand beside one another, and which percent is the share of what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..report import Figure, Section
from .findings import Number

# By how much a printed percent may miss the ratio, by the number of its decimals; more than one: the last.
NEAR = (0.5, 0.06, 0.011)
PLAIN = frozenset({"exact", "negation"})
PERCENT = re.compile(r"\d+(?:\.(\d+))?\s*[%％]")
SENTENCE = re.compile(r"[。!！?？\n]")
BESIDE = re.compile(r"[,，、;；:：\s]{0,3}")
RATE = re.compile(r"([一-鿿]{2})率")


@dataclass(frozen=True, slots=True)
class Passage:
    """One section: its text, its counts and its percents in reading order."""

    text: str
    counts: tuple[Figure, ...]
    percents: tuple[Figure, ...]

    def between(self, one: Figure, other: Figure) -> str:
        """The text between two figures, "" where they touch or overlap."""
        return self.text[one.end : other.start]

    def next_to(self, one: Figure, other: Figure) -> bool:
        """Does nothing but a mark stand between two figures."""
        return one.end <= other.start and BESIDE.fullmatch(self.between(one, other)) is not None

    def one_sentence(self, one: Figure, other: Figure) -> bool:
        """Does no sentence end between two figures."""
        return SENTENCE.search(self.between(one, other)) is None


@dataclass(frozen=True, slots=True)
class Share:
    """A part and the percent that it is said to be; `base` is the whole that this makes true, by itself."""

    part: Figure
    percent: Figure
    decimals: int
    base: Figure | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The shares of one line, and the whole that most of them are shares of; None where there is no such number."""

    shares: tuple[Share, ...]
    base: Figure | None


@dataclass(frozen=True, slots=True)
class Rate:
    """按时办结4685件,按时办结率99%: a rate, its numerator, and the number before that one."""

    part: Figure
    whole: Figure
    percent: Figure
    decimals: int


def passages(sections: Sequence[Section], figures: Sequence[Figure]) -> tuple[Passage, ...]:
    """The sections that tell numbers."""
    found = []
    for section in sections:
        mine = sorted((f for f in figures if f.section == section.ordinal), key=lambda f: (f.start, f.end))
        counts = tuple(f for f in mine if f.unit not in {"%", "‰"})
        percents = tuple(f for f in mine if f.unit == "%" and f.qualifier in PLAIN)
        if mine:
            found.append(Passage(section.text, counts, percents))
    return tuple(found)


def near(part: Number, base: Number, percent: Number, decimals: int) -> bool:
    """Is the percent the ratio, as near as its decimals allow."""
    return abs(100 * part / base - percent) <= NEAR[min(decimals, len(NEAR) - 1)] + 1e-9


# ---- shares and rates


def shares(passage: Passage) -> tuple[Group, ...]:
    """The percents that say 占, each with the count right before it, line by line."""
    lines: dict[int, list[Share]] = {}
    for percent, part in _beside(passage):
        if "占" in percent.raw and part.value:
            number = passage.text.count("\n", 0, percent.start)
            lines.setdefault(number, []).append(Share(part, percent, _decimals(percent)))
    return tuple(_group(passage, found) for found in lines.values())


def rates(passage: Passage) -> Iterator[Rate]:
    """The percents that are called the rate of the count right before them, where another count stands before that."""
    for percent, part in _beside(passage):
        called = RATE.search(percent.raw)
        if called is None or called[1] not in part.raw or not part.value:
            continue
        whole = next((f for f in reversed(passage.counts) if passage.next_to(f, part)), None)
        if whole and whole.unit == part.unit and whole.qualifier in PLAIN and whole.value >= part.value:
            yield Rate(part, whole, percent, _decimals(percent))


def _beside(passage: Passage) -> Iterator[tuple[Figure, Figure]]:
    for percent in passage.percents:
        before = [f for f in passage.counts if passage.next_to(f, percent)]
        if before and before[-1].qualifier in PLAIN:
            yield percent, before[-1]


def _decimals(percent: Figure) -> int:
    found = PERCENT.search(percent.raw)
    return len(found[1] or "") if found else 0


def _group(passage: Passage, found: list[Share]) -> Group:
    """The whole: the number told before that makes most shares true, if that is two of them and more than half."""
    first = found[0].part
    parts = {(share.part.start, share.part.end) for share in found}
    wholes = [
        f
        for f in reversed(passage.counts)
        if f.end <= first.start and f.value and f.qualifier in PLAIN and (f.start, f.end) not in parts
    ]
    votes: Counter[Figure] = Counter()
    alone = []
    for share in found:
        true = [f for f in wholes if f.unit == share.part.unit and holds(share, f)]
        votes.update({f.value: f for f in reversed(true)}.values())
        alone.append(true[0] if true else _only(passage, wholes, share))
    best = max(votes, key=lambda f: (votes[f], f.start), default=None)
    if best is None or votes[best] < 2 or 2 * votes[best] <= len(found):
        best = None
    told = tuple(Share(s.part, s.percent, s.decimals, base) for s, base in zip(found, alone, strict=True))
    return Group(told, best)


def holds(share: Share, whole: Figure) -> bool:
    """Is the part that share of the whole."""
    return whole.value >= share.part.value and near(
        share.part.value, whole.value, share.percent.value, share.decimals
    )


def _only(passage: Passage, wholes: Sequence[Figure], share: Share) -> Figure | None:
    """The one number of the same unit that the sentence tells before the part: then that is meant, true or not."""
    told = [
        f
        for f in wholes
        if f.unit == share.part.unit and f.value >= share.part.value and passage.one_sentence(f, share.part)
    ]
    return told[0] if len(told) == 1 else None
