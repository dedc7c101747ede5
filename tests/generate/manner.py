"""Manners: how one author, editor or converter prints labels and values; every field is one choice, the first the plain one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from random import Random
from typing import Any

import opencc
from hypothesis import strategies as st

ZEROS = ("0", "", "\xa0", "-", "/", "—", "－", "--", "无", "空", "０", "0件", " 0 ")
SHOWN_ZEROS = ("0", "-", "/", "—", "--", "０")


@dataclass(frozen=True, slots=True)
class Manner:
    """One way to print a report."""

    seed: int = 0
    zero: str = "0"
    digits: str = "plain"  # plain, comma, wide, unit, mixed
    words: str = "official"  # official, alias, loose (spaces, numbering, quotes), both
    hant: bool = False
    money: str = "bare"  # bare, cell, header
    art20: str = "one"  # one table for all of article 20, each its own, or pieces
    spans: str = (
        "official"  # official, skewed, blank (merged cells laid out as blanks), repeat (laid out as copies)
    )
    markup: str = "plain"  # plain, word, th, paragraphs, unclosed
    number_column: bool = False  # 序号 before the label
    lead: bool = False  # an empty cell before every row
    trail: bool = False  # an empty cell after every row
    header_again: bool = False  # the header repeated at a page break
    cut: bool = False  # tables cut in two by a page end, the second half without a header
    group_numbers: bool = False  # rows of their own for (三)(四)(五) with the sums of their leaves
    extra_row: bool = False  # a row that no form has
    extra_column: str = ""  # 备注 at the end, or an unknown column amid the others
    total: str = "official"  # official, 合计, missing
    left_out: int = 0  # rows that the author left out
    damaged: bool = False  # one label of the applications lost some characters
    copy: str = ""  # hidden, shown, empty: the tables a second time
    nested: bool = False  # inside layout tables


CHOICES: dict[str, tuple[Any, ...]] = {
    "zero": ZEROS,
    "digits": ("plain", "comma", "wide", "unit", "mixed"),
    "words": ("official", "alias", "loose", "both"),
    "hant": (False, True),
    "money": ("bare", "cell", "header"),
    "art20": ("one", "each", "pieces"),
    "spans": ("official", "skewed", "blank", "repeat"),
    "markup": ("plain", "word", "th", "paragraphs", "unclosed"),
    "number_column": (False, True),
    "lead": (False, True),
    "trail": (False, True),
    "header_again": (False, True),
    "cut": (False, True),
    "group_numbers": (False, True),
    "extra_row": (False, True),
    "extra_column": ("", "end", "amid"),
    "total": ("official", "合计", "missing"),
    "left_out": (0, 1, 3),
    "damaged": (False, True),
    "copy": ("", "hidden", "shown", "empty"),
    "nested": (False, True),
}


def manners(**fixed: Any) -> st.SearchStrategy[Manner]:
    """Manners for hypothesis; a field given by name is that value, or one of those where it is a tuple of choices."""
    chosen = {
        name: st.sampled_from(fixed.get(name, CHOICES[name]))
        if isinstance(fixed.get(name, ()), tuple)
        else st.just(fixed[name])
        for name in CHOICES
    }
    assert set(CHOICES) == {field.name for field in fields(Manner)} - {"seed"}
    return st.builds(Manner, seed=st.integers(0, 10_000), **chosen)


UNITS = {"items_prev": "项", "items_delta": "项", "procurement_items": "个"}
WIDE = str.maketrans("0123456789+-.,", "０１２３４５６７８９＋－．，")


def printed(rng: Random, manner: Manner, col: str, number: int | float, *, money: bool) -> tuple[str, str]:
    """One number as this manner prints it, with its state; every print reads back as the number, or as nothing."""
    if number == 0 and not money:
        state = "value" if manner.zero.strip().strip("\xa0").rstrip("件") in {"0", "０"} else "nil"
        return manner.zero, state if manner.zero.strip() else "blank"
    style = rng.choice(("plain", "comma", "wide", "unit")) if manner.digits == "mixed" else manner.digits
    text = f"{number:,}" if style == "comma" else str(number)
    if col == "items_delta" and number > 0 and rng.random() < 0.5:
        text = f"+{text}"
    if style == "unit" and not money:
        text += UNITS.get(col, "件")
    return (text.translate(WIDE) if style == "wide" else text), "value"


# ---------------------------------------------------------------- labels

ALIASES = {
    "rules": ("行政规章", "政府规章", "规章（设区的市以上政府应提供相关数据）"),
    "normative_docs": ("行政规范性文件", "规范性文件", "行政规范性文件（件）"),
    "admin_fee": ("行政事业型收费", "行政事业性收费项目"),
    "procurement": ("政府采购",),
    "unable_not_existing": ("2.没有现成信息需另行制作",),
    "unable_not_held": ("1.本机关不掌握相关信息",),
    "deny_internal_affairs": ("5.属于内部事务信息",),
    "deny_process": ("6.属于过程性信息",),
    "deny_law_forbids": ("2.其他法律法规禁止公开",),
    "refuse_confirm": ("5.要求行政机关确认或者重新出具已获取信息",),
    "partial": ("（二）部分公开", "（二）部分公开（区分处理的，只计这一情形）"),
    "result_total": ("（七）合计", "总计"),
    "carried_out": ("四、结转下年继续办理",),
    "上一年项目数量": ("上年项目数量", "上一年项目数量（指上一年末事项数）"),
    "本年增/减": ("本年增/", "本年增减"),
    "处理决定数量": ("处理决定数",),
    "本年处理决定数量": ("处理决定数量",),
    "采购项目数量": ("采购项目数",),
    "对外公开总数量": ("对外公开总数",),
    "现行有效件数": ("现行有效数",),
}
SWAPS = (
    ("（", "("), ("）", ")"), ("“", '"'), ("”", '"'), ("“", ""), ("”", ""), ("1.", "1、"), ("2.", "2．"), ("3.", "（3）"), ("4.", "4)"),
    ("5.", "⒌"), ("1.", "①"), ("（一）", "㈠"), ("（一）", "（ 一 ）"), ("一、", "一 、"), ("（二）", "(二)、"), ("3.", "3 "), ("，", ","), ("、", "，"),
)  # fmt: skip


@cache
def _taiwan() -> Any:
    return opencc.OpenCC("s2tw")


def label(rng: Random, manner: Manner, code: str, text: str) -> str:
    """One label as this manner prints it: another name of the same thing, other numbering, spaces, Traditional."""
    if manner.words in {"alias", "both"} and rng.random() < 0.6:
        text = rng.choice((*ALIASES.get(code, ()), *ALIASES.get(text.replace("\n", ""), ()), text))
    if manner.words in {"loose", "both"}:
        for old, new in rng.sample(SWAPS, 6):
            text = text.replace(old, new)
        if rng.random() < 0.4 and len(text) > 4:
            at = rng.randint(
                min(4, len(text) - 1), len(text) - 1
            )  # not in its number: alone, that would be a value
            text = text[:at] + rng.choice((" ", "\xa0", "\n", "\u200b", "  ")) + text[at:]
    if manner.hant:
        text = _taiwan().convert(text).replace("規範性文件", "規範性檔案")
    return text
