"""Metadata: do year, dates, kind and host of a report agree with one another and with the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..issuer import find_year
from ..sections import split
from ..titles import Title
from .case import Case
from .findings import Finding, failed, passed, skipped

WHOLE = "report"
OUTLINE = frozenset({"proactive", "applications", "review_litigation", "problems"})
PROVED = 2  # of them make a text a disclosure report (statute §6)
LAW = re.compile(r"法治政府建设|依法行政|推进法治建设第一责任人|主要举措和成效")
SCHOOL = re.compile(r"高等学校信息公开办法")
NARRATIVE_LAST = (
    2018  # last report year under the regulation of 2008, which lets everybody publish until 31 March
)


def year(case: Case) -> Iterator[Finding]:
    """The report year is known, and the title's is that of the period the preamble states."""
    titled = case.title.year
    period, _ = find_year(Title("", None), case.lines)
    if case.report.year is None and not case.report.body:
        yield skipped(WHOLE, "No text could be read, and the title tells no year.")
    elif case.report.year is None:
        yield failed(WHOLE, "Neither title nor preamble tells the year reported on.")
    elif titled and period and titled != period:
        yield failed(WHOLE, f"The title says {titled}, the period in the preamble {period}.", titled, period)
    elif titled and period:
        yield passed(WHOLE, f"Title and period say {titled}.", titled, period)
    else:
        where = "title" if titled else "preamble" if period else "address or page"
        yield passed(WHOLE, f"{case.report.year}, by the {where} alone.", case.report.year)


def published(case: Case) -> Iterator[Finding]:
    """Published from December of the report year to the end of the next, and not before the date it bears."""
    told, signed, about = case.report.published_at, case.report.document_date, case.report.year
    if told is None:
        yield skipped("published_at", "The date of publication is not told.")
        return
    if about is None:
        yield skipped("published_at", "The report year is not known.")
    else:
        # a school year ends in August, and its report is due in autumn of the same year
        first = f"{about}-09-01" if case.report.kind.startswith("school") else f"{about}-12-01"
        last = f"{about + 1}-12-31"
        tell = passed if first[: len(told)] <= told <= last else failed
        yield tell("published_at", f"Published {told}; a report on {about} appears from {first} to {last}.")
    if signed is not None:
        size = min(len(told), len(signed))
        tell = passed if told[:size] >= signed[:size] else failed
        yield tell("document_date", f"Published {told}, dated {signed}.")


def due(case: Case) -> Iterator[Finding]:
    """Published by the day the law sets: 31 March, since 2019 for all but governments of counties and above 31 January."""
    about, told, coverage = case.report.year, case.report.published_at, case.report.coverage
    if about is None or told is None or len(told) < len("2020-01-31"):
        yield skipped(WHOLE, "The year or the day of publication is not told.")
    elif about > NARRATIVE_LAST and coverage == "unknown":
        yield skipped(WHOLE, "Who reports is not known, and so neither is the day it was due.")
    else:
        march = about <= NARRATIVE_LAST or coverage == "consolidated"
        day = f"{about + 1}-03-31" if march else f"{about + 1}-01-31"
        tell = passed if told <= day else failed
        yield tell(WHOLE, f"Published {told}, due {day}.")


def kind(case: Case) -> Iterator[Finding]:
    """The kind that the title names is that of the content."""
    told, content = case.title.kind, _content(case)
    if told is None or content is None:
        which = "title" if told is None else "text"
        yield skipped(WHOLE, f"The {which} does not tell which kind of report this is.")
    else:
        tell = passed if told == content else failed
        yield tell(WHOLE, f"{told} by its title, {content} by its content.")


def host(case: Case) -> Iterator[Finding]:
    """Read at an official host, under gov.cn."""
    name = urlsplit(case.report.url).hostname
    if not name:
        yield skipped(WHOLE, "The address has no host.")
    else:
        tell = passed if case.report.official else failed
        yield tell(WHOLE, f"Read at {name}.")


def _content(case: Case) -> str | None:
    text = case.report.body_hans or case.report.body or ""
    if SCHOOL.search(text):
        return "school_disclosure_annual"
    codes = {section.code for section in case.report.sections}
    if case.title.kind == "law_government_annual":  # its own outline hides that of another kind
        codes = {section.code for section in split(case.lines)}
    if len(codes & OUTLINE) >= PROVED:
        return "disclosure_annual"
    return "law_government_annual" if LAW.search(text) and not codes & OUTLINE else None
