"""Which indicator a number of a sentence is: by the words before or around it, its unit, and what the sentence is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .indicators import BY_CODE, FOREIGN, INDICATORS, SUBJECTS, Indicator
from .numbers import Number
from .said import TITLE

SPAN = 240  # characters of a sentence that bear on a number in it, each way
REACH = 80  # characters before a number in which its words stand; the longest wording of the form has 50
_CALLED = re.compile(
    "公开|申请|复议|诉讼|回应|发布会|访谈|解读|办|答复|信息|文件|费|人员|机构|经费|会议|培训|投诉|涉及|危及|范围|维持|纠错|情形|行政|通知|金额|更改|途径|网[络上站]|在线|当面|现场|传真|信函|邮寄|信件|微博|微信"
)
_NOTE = re.compile(r"\([^()]{0,60}\)")
_YEAR = re.compile(r"(20[0-9]{2})年")
# The number of another time, of a comparison, of a plan: never the year's own total.
_OTHER_TIME = re.compile(
    r"去年|上一?年|往年|历年|前年|以来|至今|来年|明年|下一?年|自20[0-9]{2}年(?!0?1月0?1日)"
)
_UP_TO = re.compile(r"截[至止]|累计")
_THIS_YEAR = re.compile(r"全年|本年|今年|年内|一年来|20[0-9]{2}年(?!底|末|[0-9]|以来|至今)")
_UNSURE = re.compile(
    r"每|平均|[月日年人]均|计划|力争|目标|预计|拟|增加|减少|增长|下降|同比|环比|较|比[上去前2]|占|分别"
)
# 乡镇主动公开…1125条 is a part; 全市各镇乡、街道各部门 and 各级各部门 are the whole.
_PART = re.compile(r"(?<!本)部门|乡镇|镇乡|镇街|街镇|各镇|各街|科室|下属|直属|局属")
_WHOLE = re.compile(r"全[省市县区州旗镇乡街系局委办]|各级")
_BOTH = re.compile(
    r"(?:行政)?(?:复议|诉讼)[^,;。]{0,12}(?:[、和及或与]|以及)[^,;。]{0,12}(?:复议|诉讼)(?:申请)?(?:案件|案|事项|件)?"
    r"[的数量总为是共计合有均都各:]{0,6}$"
)
_EITHER = re.compile(r"[均都各][为是有]?$")
# 网上申请、信函申请共5件: one number for two indicators is neither's.
_JOINED = re.compile(r"[一-鿿](?:[、和及与或]|以及)$")
_CASES = re.compile(r"行政复议|行政诉讼|诉讼(?!请求)|复议")
_OUTCOMES = ("A14.4.", "A14.5.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: the line, its sentence (`first` to `last`), the end of the figure before it, what it is about."""

    text: str
    first: int
    last: int
    left: int
    topic: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """One indicator and the words it was known by (offsets into the line)."""

    indicator: Indicator
    start: int
    end: int


def names(number: Number, place: Place) -> tuple[Name, ...]:
    """The indicators that a number is: mostly none, two where 复议、诉讼 are counted as one and are nil."""
    text = place.text
    left = max(place.left, place.first, number.start - REACH)
    if not _CALLED.search(text, left, min(place.last, number.end + REACH)):
        return ()
    said = _NOTE.sub(lambda note: "\0" * len(note[0]), text[left : number.start])
    both = _BOTH.search(said)
    if both:
        return _both(number, place, said, left + both.start()) if _own(number, place) else ()
    found = [name for each in INDICATORS if (name := _matched(each, number, place, said, left))]
    if not found or not _own(number, place):
        return ()
    found = [name for name in found if _settled(name, text)]
    best = max((name.end - name.start for name in found), default=0)
    found = [name for name in found if name.end - name.start == best]
    return tuple(found) if len({name.indicator.code for name in found}) == 1 else ()


def _matched(each: Indicator, number: Number, place: Place, said: str, left: int) -> Name | None:
    if not each.fits(number.unit, number.value):
        return None
    if each.words:
        match = each.words.search(said)
        if match and _JOINED.search(said, 0, match.start()):
            return None
        name = Name(each, left + match.start(), number.end) if match else None
    else:
        name = _around(each, number, place, said, left)
    if name is None or (each.needs and not _about(each, place)):
        return None
    clause = place.text[_clause(place, number.start) : name.end]
    if _barred(each, clause):
        return None
    before = place.text[place.first : number.start]
    if each.total and "其中" in before:
        return None
    if each.parted and _PART.search(clause) and not _WHOLE.search(before):
        return None
    return name


def _around(each: Indicator, number: Number, place: Place, said: str, left: int) -> Name | None:
    if not each.follows:
        return None
    lead, after = each.follows
    before = lead.search(said)
    behind = after.match(place.text, number.end, min(place.last, number.end + REACH))
    return Name(each, left + before.start(), behind.end()) if before and behind else None


def _barred(each: Indicator, clause: str) -> bool:
    return bool(each.barred and each.barred.search(clause))


def _about(each: Indicator, place: Place) -> bool:
    foreign = FOREIGN.get(each.topic)
    if foreign and foreign.search(place.text, place.first, place.last):
        return False
    if place.topic == each.topic:
        return True
    return bool(SUBJECTS[each.topic].search(place.text, place.first, place.last))


def _clause(place: Place, before: int) -> int:
    return max(place.first, place.text.rfind(",", place.first, before) + 1)


def _own(number: Number, place: Place) -> bool:
    """Whether a number is of the year that the report is about, and counted, not compared or planned."""
    before = TITLE.sub("", place.text[place.first : number.start])
    if _OTHER_TIME.search(before) or _UNSURE.search(place.text, _clause(place, number.start), number.start):
        return False
    up_to = _UP_TO.findall(before)
    if up_to and ("截至" in up_to or "截止" in up_to or not _THIS_YEAR.search(before)):
        return False
    return this_year(before, place.year)


def this_year(before: str, year: int | None) -> bool:
    """Whether the words name no other year last than the one reported on."""
    years = _YEAR.findall(TITLE.sub("", before))
    return not (years and year and int(years[-1]) != year)


def _both(number: Number, place: Place, said: str, start: int) -> tuple[Name, ...]:
    """行政复议、行政诉讼0件 says both; 5件 would say neither, unless 各5件."""
    if number.value != 0 and not _EITHER.search(said):
        return ()
    pair = (BY_CODE["A14.4"], BY_CODE["A14.5"])
    clause = place.text[_clause(place, start) : number.start]
    return tuple(
        Name(each, start, number.end)
        for each in pair
        if each.fits(number.unit, number.value) and _about(each, place) and not _barred(each, clause)
    )


def _settled(name: Name, text: str) -> bool:
    """被依法纠错 and 其他情形 are outcomes of what was named last: 行政复议 or 行政诉讼."""
    code = name.indicator.code
    if not code.startswith(_OUTCOMES):
        return True
    cases = _CASES.findall(text, max(0, name.start - 2 * REACH), name.start)
    if not cases:
        return False
    return code.startswith("A14.4.") == ("复议" in cases[-1])
