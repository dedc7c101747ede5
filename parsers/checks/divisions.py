"""Divisions: which numbers of a passage are a whole and its parts, by brackets, by 其中, by publisher, by their percents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..report import Figure
from .findings import even
from .passages import PLAIN, SENTENCE, Passage, holds, shares

OPENS = re.compile(r"[\s,，:：]{0,2}[(（]")
AMONG = re.compile(r"(?<![(（])其中")
PUBLISHER = re.compile(r"(?:全[省市区县])?[省市区县]?[直属]?(?:各)?(?:部门|乡镇|镇乡|镇街|街镇|街道|镇)")
NOUN = re.compile(r"([一-鿿]{2})[^一-鿿\d]*(?:为|共|约|达|有|是)?[^一-鿿\d]*[\d,，.]+")
REACH = 40  # characters between a whole and the 其中 that divides it


@dataclass(frozen=True, slots=True)
class Division:
    """A whole and its parts. `entire`: the text says that these are all of them."""

    whole: Figure
    parts: tuple[Figure, ...]
    entire: bool


def divisions(passage: Passage) -> Iterator[Division]:
    """Every whole that the passage divides, by its words or by its percents."""
    yield from _bracketed(passage)
    yield from _among(passage)
    yield from _published(passage)
    for group in shares(passage):
        if group.base and len(group.shares) > 1 and all(holds(share, group.base) for share in group.shares):
            yield Division(group.base, tuple(share.part for share in group.shares), entire=True)


def _bracketed(passage: Passage) -> Iterator[Division]:
    """82,966条(其中:资讯类3,291条,服务类1,441条,…)."""
    for whole in passage.counts:
        opened = OPENS.match(passage.text, whole.end)
        if not opened or whole.qualifier not in PLAIN:
            continue
        closed = _closed(passage.text, opened.end())
        parts = _parts(passage, opened.end(), closed, whole.unit)
        if len(parts) > 1:
            yield Division(whole, parts, entire=False)


def _among(passage: Passage) -> Iterator[Division]:
    """大项1020个,子项1996个,其中,许可大项301个,子项632个;备案…: each part to the whole that is called like it."""
    for among in AMONG.finditer(passage.text):
        before = [
            f
            for f in passage.counts
            if f.end <= among.start() and "\n" not in passage.text[f.end : among.start()]
        ]
        wholes = [f for f in before if among.start() - f.end <= REACH and f.qualifier in PLAIN][-3:]
        if not wholes:
            continue
        end = SENTENCE.search(passage.text, among.end())
        stop = end.start() if end else len(passage.text)
        named = [(f, _called(passage, f, among.end(), stop)) for f in wholes]
        named = [(f, parts) for f, parts in named if len(parts) > 1]
        if len(named) > 1:
            yield from (Division(whole, parts, entire=False) for whole, parts in named)
        elif division := _whole(passage, wholes[-1], among.end(), stop):
            yield division


def _called(passage: Passage, whole: Figure, start: int, stop: int) -> tuple[Figure, ...]:
    """The parts that are called like the whole: 行政许可大项301个 of 大项1020个."""
    noun = _noun(whole)
    return tuple(part for part in _parts(passage, start, stop, whole.unit) if noun and _noun(part) == noun)


def _whole(passage: Passage, whole: Figure, start: int, stop: int) -> Division | None:
    """All numbers to the stop of the sentence, unless those to its first semicolon already make the whole."""
    mark = re.compile("[;；]").search(passage.text, start, stop)
    ends = (stop, mark.start()) if mark else (stop,)
    for end in ends:
        parts = _parts(passage, start, end, whole.unit)
        if len(parts) > 1 and even(sum(part.value for part in parts), whole.value):
            return Division(whole, parts, entire=False)
    parts = _parts(passage, start, ends[-1], whole.unit)
    return Division(whole, parts, entire=False) if len(parts) > 1 else None


def _published(passage: Passage) -> Iterator[Division]:
    """主动公开政府信息数25080条,部门发布信息数16716条,乡镇发布信息数1125条: who publishes divides what is published."""
    run: list[Figure] = []
    for one, other in pairwise((*passage.counts, None)):
        assert one is not None
        if not run and other is not None and _shared(passage, one, other):
            run = [one]
        elif run:
            run.append(one)
        if run and (other is None or not _shared(passage, one, other)):
            if len(run) > 2:
                yield Division(run[0], tuple(run[1:]), entire=True)
            run = []


def _shared(passage: Passage, one: Figure, other: Figure) -> bool:
    """Is `other` what one kind of publisher published, told right after `one` and called like it."""
    return (
        PUBLISHER.match(other.raw) is not None
        and passage.next_to(one, other)
        and one.unit == other.unit
        and _noun(one) == _noun(other) is not None
        and {one.qualifier, other.qualifier} <= PLAIN
    )


def _parts(passage: Passage, start: int, stop: int, unit: str | None) -> tuple[Figure, ...]:
    """The counts of a unit in a stretch of text, those in brackets of their own left out; none if one is only rough."""
    found = []
    for figure in passage.counts:
        inside = start <= figure.start and figure.end <= stop and figure.unit == unit
        if inside and not _in_brackets(passage.text, start, figure.start):
            found.append(figure)
    return tuple(found) if all(figure.qualifier in PLAIN for figure in found) else ()


def _in_brackets(text: str, start: int, place: int) -> bool:
    stretch = text[start:place]
    return sum(stretch.count(mark) for mark in "(（") > sum(stretch.count(mark) for mark in ")）")


def _closed(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] in "(（") - (text[place] in ")）")
        if not depth:
            return place
    return start


def _noun(figure: Figure) -> str | None:
    """The last word before the number: 大项 of 行政许可大项301个."""
    found = NOUN.search(figure.raw)
    return found[1] if found else None
