"""Stamps: the days that pages print in other ways than the national ones, and the line under a title that prints one without a label."""

from __future__ import annotations

import re

from .hanzi import days, fold

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<word>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?\.?"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_ALONE, _OVER = r"(?:^|(?<=\s))", r"(?=\s|$)"
SPELLED = (
    # 23-01-05, as old lists have it
    re.compile(
        r"(?<![\d./-])(?P<half>\d\d)([-/.])(?P<m>0[1-9]|1[0-2])\2(?P<d>0[1-9]|[12]\d|3[01])(?![\d./-])"
    ),
    # January 5, 2023 and 5 Jan 2023: themes of other countries that nobody translated
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\s*,?\s+{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d){_DAY}(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}(?!\d)", re.IGNORECASE),
    # a day in large print over or under its month: 05 | 2023-01, 2023/01 | 05, 01-05 | 2023
    re.compile(rf"{_ALONE}{_DAY}日?\s+{_YEAR}\s?[-/.年]\s?{_M}月?{_OVER}"),
    re.compile(rf"(?<![\d./-]){_YEAR}\s?[-/.年]\s?{_M}月?\s+{_DAY}日?{_OVER}"),
    re.compile(rf"{_ALONE}{_M}[-/.月]{_DAY}日?\s+{_YEAR}年?{_OVER}"),
)
MAX_LINE = 80  # characters: office, day, editor and count; a longer line is a paragraph
PROSE = re.compile(r"[。；;！？!?]|[，,].*[，,]")
# What another day than that of publication says before or behind it, and who tells of a meeting.
OTHER = re.compile(
    r"(?:成文|生成|印发|制发|发文|制定|实施|施行|生效|失效|废止|有效|截[至止]|公开时限|从|自|至|到)[\w\s]{0,4}[:：]?\s*$"
)
TOLD = re.compile(
    "通过|会议|审议|修[订正]|起(?:施行|实施|草)|年度?报告?|上一?[篇条]|下一?[篇条]|版权|备案|今天"
)
# What no signature has: a day in digits, a clock, how often read, where from.
MARKED = re.compile(r"\d{4}\s?[-/.]\s?\d|\d:\d\d|阅读|浏览|点击|人气|来源|发[布表]")
PUBLISHED = re.compile(r"发[布表]|公开日期|posted|published", re.IGNORECASE)
AFTERWARDS = re.compile(
    r"\s*(?:发[布表]|刊[登发]|登载|上[传网])[)\]】]?$"
)  # （2023年1月5日发布）: behind the day, and nothing more


def iso(text: str) -> str:
    """The text with the days of these ways written as 2023-01-05.

    >>> iso("Posted on January 5, 2023 by admin"), iso("05 2023-01")
    ('Posted on 2023-01-05 by admin', '2023-01-05')
    """
    for spelling in SPELLED:
        text = spelling.sub(_written, text)
    return text


def _written(found: re.Match[str]) -> str:
    part = found.groupdict()
    year = part.get("y") or f"20{part['half']}"
    month = part.get("m") or _MONTHS.index(part["word"][:3].lower()) + 1
    return f"{year}-{int(month):02}-{int(part['d']):02}"


def byline(line: str) -> str | None:
    """The one day, ISO 8601, of a line that a template sets under a title: who, when, how often read, with labels or without.

    None for prose, for a period, for a day that is said to be another, and for (2023年1月5日), the document's own date;
    (2023年1月5日发布) is not that.

    >>> byline("松川市教育局 2023-01-05 阅读 51 次"), byline("2023年1月1日至12月31日")
    ('2023-01-05', None)
    """
    if len(line) > MAX_LINE or not re.search(r"\d", line) or PROSE.search(line):
        return None
    text = iso(fold(line).replace("\t", " ")).strip()
    found = [
        each for each in days(text) if each.day.precision == "day" and not OTHER.search(text[: each.start])
    ]
    if not found or TOLD.search(text):
        return None
    if text.startswith("(") and "年" in text and not AFTERWARDS.match(text[found[0].end :]):
        return None
    told = {each.day.value for each in found if PUBLISHED.search(text[max(0, each.start - 12) : each.start])}
    told = told or {each.day.value for each in found}
    period = re.match(r"\s*(?:至|到|[-—–~]+)\s*\d", text[found[0].end :])
    return told.pop() if len(told) == 1 and not period else None
