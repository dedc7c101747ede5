"""What a number without an indicator is called: the words right before it, else the noun that follows, else the words before those."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numbers import Number

LONGEST = 30
_BREAK = ",、。;:!?()\0"
_LEADING = re.compile(
    r"^(?:.{0,60}20[0-9]{2}年(?:度|底|末|来|至今)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)?"
    r"(?:至今|以来|全年|今年|本年度?|[一二三四五六七八九十]是|其中|并|还|又|且|和|及|以及|与|共(?![享同建])|累计|同时|目前|截[至止]|[0-9]{1,2}[.、]|的)*"
)
_TRAILING = re.compile(r"(?:[为是共计达到有了约近超过逾足均的各]|合计|总计|不足|至少|大概|高达|分别)+$")
# Words that name nothing without what follows the number: 涵盖26个领域, 全区7个部门, 梳理出32个单位.
_OPEN = re.compile(
    r"(?:[了出等对将在至由从把向的]|全[省市县区州镇乡街]|我[省市县区州局办镇乡委]|本[省市县区局]|共有?|[已现设]有|每[周月季年]"
    r"|涵盖|涉及|包括|整合|纳入|设立|设置|建立|办理|发布|公开|完成|提供|新增|开展|举办|组织|制定|印发|召开|收到|受理|实现|实施|通过)$"
)
_NOUN = re.compile(r"[一-鿿A-Za-z《》]{1,20}")
_TURN = re.compile(
    r"已|增|减|降|升|均|都|全部|予以|进行|进驻|下沉|被|并|在|对|向|为|中|的(?=[^一-鿿])|占|其|(?<=.)(?:实现|可|能|纳入|完成|和|与|及)"
)
_SHARE = re.compile(r"占(?:比|总数|总量)?$")
_QUALIFIED = re.compile(r"(?:不足|不到|超过|约|近|逾|超|至少|大约)$")


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a number and where it and the number together stand in the line."""

    text: str
    start: int
    end: int


def label(text: str, number: Number, left: int, last: Label | None) -> Label:
    """`left` is where the figure before ended, `last` what it was called: 占7.2% is its share."""
    cut = max(left, number.start - 2 * LONGEST)
    cut = max([cut, *(text.rfind(mark, cut, number.start) + 1 for mark in _BREAK)])
    words, start = _before(text, cut, number.start)
    if _SHARE.search(words) and number.unit in {"%", "‰"}:
        whole = last.text.removesuffix("占比") if last else ""
        return Label((whole + "占比")[-LONGEST:], start, number.end)
    noun, end = _behind(text, number.end)
    if noun and (not words or _OPEN.search(text, start, number.start)):
        alone = not words or len(words) < 3
        return Label(
            noun if alone else (words + noun)[-LONGEST:], min(start, _qualified(text, number.start)), end
        )
    if words:
        return Label(words, start, number.end)
    further, _ = _before(text, max(0, cut - LONGEST), max(0, cut - 1))
    return Label(re.split(f"[{re.escape(_BREAK)}]", further)[-1], number.start, number.end)


def _before(text: str, start: int, end: int) -> tuple[str, int]:
    words = text[start:end]
    lead = _LEADING.match(words)
    start += lead.end() if lead else 0
    words = _TRAILING.sub("", text[start:end]) or _TRAILING.sub("", words)
    if len(words) > LONGEST:
        start += len(words) - LONGEST
        words = words[-LONGEST:]
    return words.strip(), start


def _behind(text: str, start: int) -> tuple[str, int]:
    match = _NOUN.match(text, start)
    if not match:
        return "", start
    noun = match[0]
    turn = _TURN.search(noun)
    noun = noun[: turn.start()] if turn else noun
    return noun, start + len(noun)


def _qualified(text: str, start: int) -> int:
    match = _QUALIFIED.search(text, max(0, start - 4), start)
    return match.start() if match else start
