"""The numbers of a line that count something: value, unit and qualifier; years, ordinals, ranges and telephones are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..hanzi import numeral
from .said import TITLE, Said

# Measure words, each with the characters after which it is another word (20条例, 5部门, 3处理). Longest first.
_MEASURES = """
个百分点 百分点 个工作日 工作日 个月(?!份) 小时 分钟 平方米 公里 人次 件次 条次 篇次 户次 家次 场次 车次 课时 大类
件(?!数) 条(?![例款约块码]) 次(?![日年月]) 个(?![体性别]) 项(?!目(?!录|标)) 份(?!额) 篇 宗 起(?![草诉来步点到])
人(?![民均社力才口工]) 名(?![称录单为义优]) 位(?![于居列置数]) 家(?![庭长具]) 户(?![籍口外数]) 期(?![间限末待]) 场(?![所景地])
册 套 封 张 辆 栋 座 幅 轮 支 笔 枚 例(?![如外会行]) 则 批(?![准复示文阅次]) 种 类(?![似别型]) 部(?![门分委队长署])
组(?![织长成建]) 处(?![理罚室长置分级]) 台(?![账风湾州阶]) 所(?![有属在需涉列]) 间(?![隔接]) 本(?=[^一-鿿]|书|手册|图书|宣传)
面(?=[^一-鿿]|锦旗|红旗) 分(?=[^一-鿿]|$) 页(?!面) 字(?!节) 天(?![然河]) 元(?![月旦素]) 亩 吨 % ‰
"""
_MEASURE = "|".join(_MEASURES.split())
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7} | {
    "亿": 10**8,
    "万亿": 10**12,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
# There is no half of one: 1.12件 is item 1, and twelve.
_COUNTED = frozenset("件 条 宗 起 次 份 篇 人 名 人次 场 期".split())

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_./×*+@#=-])(?<![0-9][,:])"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,15}(?![0-9]))(?P<part>\.[0-9]{1,6}(?![0-9.]))?"
    rf"(?P<over>[余多几]?)(?P<scale>(?:{_SCALE})?)(?P<more>[余多几]?)(?P<unit>(?:{_MEASURE})?)"
    r"(?P<bound>以上|以下|以内|左右|上下)?"
)
# Chinese figures are read only where an indicator asks for them: 一个平台 and 十大工程 count nothing.
_SPOKEN = re.compile(
    r"(?<![第几零〇一二两三四五六七八九十百千万])(?P<whole>[零〇一二两三四五六七八九十百]{1,6})(?P<unit>件|宗|起|例)(?![一二三四五六七八九十])"
    r"|(?<=为)(?P<zero>零)(?![一-鿿])"
)
_ENDED = re.compile(r"(?=[,、。;)]|和|及|与|$)")
# 已答复件数0, 受理申请的数量为0: the label says that a number follows, and in what.
_NUMBERED = re.compile(
    r"(?P<unit>件|条|篇|人次|次|人|个|项|份|宗|起|户|家)?(?:总?数量?|总量)[为是共计合达有:]{0,4}$"
)
_PROSE = re.compile(r"[,、。;]")
_RANGE_BEFORE = re.compile(r"[0-9][件条次个项份人家天月年日号%万]{0,2}(?:[至到~—–-]|——)$")
_RANGE_AFTER = re.compile(r"(?:[至到~—–-]|——)[0-9]")
_LISTED = re.compile(r"(?:^|[。;:])$")
_PLACE = re.compile(r"[第前列居排]$")
_BEFORE = (
    ("approx", re.compile(r"(?:(?<![公节预契条签合违])约|(?<!最)近|大概)$")),
    ("over", re.compile(r"(?:超过?|逾|突破|至少|多于|不少于|不低于|高于)$")),
    ("under", re.compile(r"(?:不足|不到|未满|(?<!不)低于|(?<!不)少于|不超过|最多)$")),
)
_AFTER = {"左右": "approx", "上下": "approx", "以上": "over", "以下": "under", "以内": "under"}


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its place in the matched text, its value (scaled: 96.8万 is 968000) and its unit, None where none is printed.

    `spoken` says that it is written in Chinese figures.
    """

    start: int
    end: int
    value: int | float
    unit: str | None
    qualifier: str = "exact"
    spoken: bool = False


def numbers(said: Said, line: str) -> tuple[Number, ...]:
    """The numbers of a line in Arabic figures, in order; `line` is the line as printed."""
    return tuple(_found(said, line))


def spoken(said: Said) -> Iterator[Number]:
    """The numbers in Chinese figures that can be counts: 两件, 为零."""
    for match in _SPOKEN.finditer(said.text):
        value = 0 if match["zero"] else numeral(match["whole"])
        if value is not None:
            yield Number(match.start(), match.end(), value, match["unit"], spoken=True)


def _found(said: Said, line: str) -> Iterator[Number]:
    text = said.text
    titles = [match.span() for match in TITLE.finditer(text)]
    titles.reverse()
    for match in _NUMBER.finditer(text):
        while titles and titles[-1][1] <= match.start():
            titles.pop()
        if titles and titles[-1][0] < match.start():
            continue
        if not match["unit"] and not _lone(match):
            continue
        if _uncounted(match, said, line):
            continue
        yield _listed(match) or _number(match)


def _lone(match: re.Match[str]) -> bool:
    """Whether a number without a measure word counts all the same: after 件数, or as 投资350万."""
    text, (start, end) = match.string, match.span()
    if match["scale"] in {"万", "亿"}:
        return True
    label = _NUMBERED.search(text, max(0, start - 8), start)
    return bool(label and _ENDED.match(text, end) and _PROSE.search(text))


def _uncounted(match: re.Match[str], said: Said, line: str) -> bool:
    """第3批, 排名前5位, 10-20件, (…相同信息计1条), and 28项“…” at a line's start, which lost its 第 (seed 004)."""
    text, (start, end) = match.string, match.span()
    before = text[max(0, start - 6) : start]
    if before.endswith("第") or (match["unit"] in {"位", "名"} and _PLACE.search(before)):
        return True
    if _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(text, end):
        return True
    if before.endswith("计") and match["whole"] == "1" and text[end : end + 1] == ")":
        return True
    if start == 0 and match["unit"] == "项" and line[said.ends[end - 1] :].lstrip()[:1] in set("“\"'‘"):
        return True
    return "," in match["whole"] and before.endswith(("分别为", "依次为", "分别是"))


def _listed(match: re.Match[str]) -> Number | None:
    """2.12件: the second item of a list, and twelve."""
    part, text = match["part"], match.string
    if not part or match["scale"] or match["unit"] not in _COUNTED:
        return None
    if not _LISTED.search(text, max(0, match.start() - 1), match.start()) or part.startswith(".0"):
        return None
    plain = _number(match)
    return replace(plain, start=match.start("part") + 1, value=int(part[1:]))


def _number(match: re.Match[str]) -> Number:
    value = Decimal(match["whole"].replace(",", "") + (match["part"] or ""))
    scale, unit = match["scale"], match["unit"] or None
    if unit == "元" and scale in {"万", "亿"}:
        unit, scale = scale + unit, ""
    if unit is None and (label := _NUMBERED.search(match.string, max(0, match.start() - 8), match.start())):
        unit = label["unit"]
    value *= _SCALES.get(scale, 1)
    exact = int(value) if value == value.to_integral_value() else float(value)
    return Number(match.start(), match.end(), exact, unit, _qualifier(match))


def _qualifier(match: re.Match[str]) -> str:
    if match["over"] or match["more"]:
        return "over"
    if match["bound"]:
        return _AFTER[match["bound"]]
    before = match.string[max(0, match.start() - 4) : match.start()]
    return next((name for name, words in reversed(_BEFORE) if words.search(before)), "exact")
