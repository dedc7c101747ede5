"""Figures: the numbers in the prose of a report, each with its words, unit, place, and the indicator it is where the words say so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..report import Figure, Section
from .indicators import BY_CODE, INDICATORS, Indicator
from .lines import Candidate, Line, nothing, told, topic_of
from .said import hear

__all__ = ["BY_CODE", "INDICATORS", "Indicator", "figures"]

# Reports of these kinds tell of disclosure in passing, over other periods and bodies (seed 003: 受理250宗, 同意公开262宗).
CODELESS = frozenset({"law_government_annual", "school_disclosure_annual", "final_accounts", "budget"})
_YEAR = re.compile(r"(20[0-9]{2}) ?年")


def figures(sections: Sequence[Section], kind: str | None, year: int | None = None) -> tuple[Figure, ...]:
    """The figures of a report in reading order; `section` is the ordinal, offsets count in that section's text.

    Counts are scaled (96.8万次 is 968000 次), money keeps its unit (3.2万元), except under codes that end in `_yuan`.
    Codes are given to disclosure reports only, and to no number that another of the same code gainsays. `year` is the
    year reported on, else the one the text names most.

    >>> figures([Section(0, "applications", "三", "依申请公开", "2017年收到政府信息公开申请9件。")], None)[0].code
    'A14.3.1'
    """
    year = year or _year(sections)
    coded = kind not in CODELESS
    found = [each for section in sections for each in _section(section, year, coded=coded)]
    return tuple(sorted(dict.fromkeys(_agreed(found)), key=_order))


def _order(figure: Figure) -> tuple[int, int, int, str]:
    return figure.section, figure.start, figure.end, figure.code or ""


def _year(sections: Sequence[Section]) -> int | None:
    """The year that the text names most; None where two are named alike."""
    years = Counter(year for section in sections for year in _YEAR.findall(section.text)).most_common(2)
    if not years or (len(years) > 1 and years[0][1] == years[1][1]):
        return None
    return int(years[0][0])


def _section(section: Section, year: int | None, *, coded: bool) -> Iterator[Candidate]:
    topic, offset, said = section.code, 0, []
    for printed in section.text.split("\n"):
        heard = hear(printed)
        topic = topic_of(heard.text, topic, section.code)
        if heard.text:
            said.append(Line(printed, heard, section.ordinal, offset, topic, year))
        offset += len(printed) + 1
    for line in said:
        if line.heard.spoken:
            yield from told(line, coded=coded)
    if coded and len(said) == 2:  # the heading, and one line
        yield from nothing(said[1], section.title, section.code)


def _agreed(found: list[Candidate]) -> Iterator[Figure]:
    """The figures with their codes, but for codes of which two values are told.

    Then those told in the part of the report they belong to are believed if they agree among themselves, else none:
    a missing indicator is better than a wrong one.
    """
    by_code: dict[str, list[Candidate]] = defaultdict(list)
    for each in found:
        if each.figure.code:
            by_code[each.figure.code].append(each)
    believed = {id(each) for group in by_code.values() for each in _believed(group)}
    for each in found:
        if not each.figure.code or id(each) in believed:
            yield each.figure
        elif each.plain:
            yield each.plain


def _believed(group: list[Candidate]) -> list[Candidate]:
    for circle in (group, [each for each in group if each.home]):
        if len({each.figure.value for each in circle}) == 1:
            return circle
    return []
