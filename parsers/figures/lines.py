"""One line of a section: its figures, each coded or not, and what its denials say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..report import Figure
from .denials import blank, denials
from .indicators import Indicator
from .labels import label
from .naming import SPAN, Place, names
from .numbers import Number, numbers, spoken
from .said import Said, stops

# A heading on its own line, or run into its text: what the lines below it are about.
_HEADING = re.compile(
    r"(?:[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}[、.])(?P<words>[^。:;,]{2,40})"
)
_TOPICS = (
    ("review_litigation", re.compile("复议|诉讼")),
    ("fees", re.compile("收费|费用|减免")),
    ("applications", re.compile("依申请|申请公开|公开申请|申请情况|申请办理")),
    ("staff", re.compile("机构|人员|经费|培训")),
    ("proactive", re.compile("主动公开")),
)
# Parts of a report in which an indicator is at home, beside the one of its own name.
_HOMES = {"proactive": {"interpretation"}, "processing_fee": {"other", "fees"}}

_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed and as heard; `offset` is where it begins in its section, `topic` what it is about."""

    printed: str
    heard: Said
    section: int
    offset: int
    topic: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure before it is known whether another of its code gainsays it.

    `plain` is the same number without its code, None for a denial; `home`: told in the part it belongs to.
    """

    figure: Figure
    plain: Figure | None
    home: bool


def topic_of(text: str, before: str | None, code: str | None) -> str | None:
    """What the lines from here on are about: a numbered heading changes it, any other line does not."""
    heading = _HEADING.match(text)
    if not heading or code == "problems":
        return before
    return next((name for name, words in _TOPICS if words.search(heading["words"])), code)


def told(line: Line, *, coded: bool) -> Iterator[Candidate]:
    """The figures of one line of prose; indicators are looked for only where `coded`."""
    nil = set()
    for candidate in _counted(line, coded=coded):
        yield candidate
        if candidate.figure.value == 0:
            nil.add(candidate.figure.code)
    if coded:
        for each in denials(line.heard.text, line.topic, line.year):
            if each.indicator.code not in nil:  # 申请为零 is a number already
                yield _denied(line, each.indicator, each.start, each.end)


def nothing(line: Line, title: str | None, code: str | None) -> Iterator[Candidate]:
    """The line is all that its section says: where it says 无, what the heading names is nil."""
    for indicator in blank(line.heard.text, title, code):
        yield _denied(line, indicator, 0, len(line.heard.text))


def _counted(line: Line, *, coded: bool) -> Iterator[Candidate]:
    text = line.heard.text
    ends = stops(text)
    found = [*numbers(line.heard, line.printed), *(spoken(line.heard) if coded else ())]
    left, last = 0, None
    for number in sorted(found, key=lambda each: each.start):
        first, end = ends.around(number.start)
        first, end = max(first, number.start - SPAN), min(end, number.end + SPAN)
        place = Place(text, first, end, left, line.topic, line.year)
        known = names(number, place) if coded else ()
        if number.spoken and not known:
            continue
        called = label(text, number, left, last)
        plain = _figure(line, None, called.text, number, called.start, called.end)
        for name in known:
            start, stop = min(name.start, called.start), max(name.end, number.end)
            figure = _figure(line, name.indicator, name.indicator.label, number, start, stop)
            yield Candidate(figure, None if number.spoken else plain, _home(line, name.indicator))
        if not known:
            yield Candidate(plain, plain, home=False)
        left, last = number.end, called


def _figure(
    line: Line, indicator: Indicator | None, words: str, number: Number, start: int, end: int
) -> Figure:
    first, last = _whole(line.printed, *line.heard.span(start, end))
    value, unit = number.value, number.unit
    if indicator and unit is None:
        unit = indicator.unit
    if indicator and indicator.code.endswith("_yuan") and unit == "万元":
        exact = Decimal(str(value)) * 10**4
        value, unit = (int(exact) if exact == exact.to_integral_value() else float(exact)), "元"
    return Figure(
        code=indicator.code if indicator else None,
        label=words,
        value=value,
        unit=unit,
        raw=line.printed[first:last],
        qualifier=number.qualifier,
        section=line.section,
        start=line.offset + first,
        end=line.offset + last,
    )


def _whole(printed: str, first: int, last: int) -> tuple[int, int]:
    """The words with the quotation marks that belong to them: “同意公开”的54件."""
    for opening, closing in _QUOTES:
        if printed[first - 1 : first] == opening and closing in printed[first:last]:
            first -= 1
        if printed[last : last + 1] == closing and opening in printed[first:last]:
            last += 1
    return first, last


def _denied(line: Line, indicator: Indicator, start: int, end: int) -> Candidate:
    said = Number(start, end, 0, indicator.unit, "negation")
    return Candidate(
        _figure(line, indicator, indicator.label, said, start, end), None, _home(line, indicator)
    )


def _home(line: Line, indicator: Indicator) -> bool:
    return line.topic == indicator.topic or line.topic in _HOMES.get(indicator.topic, ())
