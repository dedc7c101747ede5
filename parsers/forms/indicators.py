"""Indicators: the rows of the national annex of 2014 in the order of the form, and the names by which they go."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..hanzi import fold
from .codebook import BARE, DROPPED, NUMBERING, SPACE

BRACKET = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
OF_WHICH = re.compile(r"^其中[:,、]?")
COUNTED = re.compile(r"(?:总次数|次数|总数|数量|数|情况)$")

# What the header of such a table says: of the label, of the unit, of running numbers, of one column of values.
NAMES = frozenset({"统计指标", "指标", "指标名称", "统计项目", "项目", "统计内容", "指标项", "名称"})
MEASURES = frozenset({"单位", "计量单位", "统计单位"})
NUMBERS = frozenset({"序号", "代码", "指标代码", "编号", "代号"})
SINGLE = frozenset(
    {
        "统计数",
        "统计数据",
        "数量",
        "数值",
        "数据",
        "数",
        "统计",
        "统计值",
        "合计",
        "本年度",
        "年度统计数",
        "报送数据",
    }
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the national form: its code, the unit that the form gives it (None for a heading), its label."""

    code: str
    unit: str | None
    zh: str


@cache
def indicators() -> tuple[Indicator, ...]:
    """The rows of the national form in its order."""
    return tuple(Indicator(entry["code"], entry["unit"], entry["zh"]) for entry in _book())


@cache
def _book() -> tuple[dict[str, str], ...]:
    return tuple(json.loads(files(__package__).joinpath("annex.json").read_text("utf-8")))


@cache
def names() -> dict[str, tuple[int, ...]]:
    """The rows that a name may stand for, by their places in the form; those under 其中 share names."""
    found: dict[str, tuple[int, ...]] = {}
    for n, entry in enumerate(_book()):
        for name in {name_of(entry["zh"]), *map(name_of, entry["names"])}:
            found[name] = (*found.get(name, ()), n)
    return found


def name_of(label: str) -> str:
    """What an indicator goes by: no numbering, notes, 其中, punctuation, and no 数 at its end.

    >>> name_of("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"), name_of("其中：1.政务微博公开政府信息数")
    ('主动公开政府信息', '政务微博公开政府信息')
    """
    text = SPACE.sub("", fold(label[:120]))
    for _ in range(2):
        text = OF_WHICH.sub("", NUMBERING.sub("", text))
    said = DROPPED.sub("", BRACKET.sub("", text))
    return COUNTED.sub("", BARE.sub("", said)) or said
