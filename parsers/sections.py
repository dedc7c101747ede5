"""Sections: where each part of a report begins. Known by the words of its heading; numbers only say what can follow what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .hanzi import days, fold, key, numeral
from .report import Section

# What a heading says, read without spaces and punctuation; first that fits. The order settles headings with two
# subjects: 依申请信息公开收费情况 is about fees, 依申请公开政府信息及咨询情况 about applications (statute.md §1.1).
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(words))
    for code, words in (
        ("review_litigation", "复议|诉讼|申诉|举报"),
        ("annex", "^附表|附表$|统计表"),
        ("other", "其[他它].{0,6}(?:事项|情况|说明)|(?:需要|应当?)(?:说明|报告)的.{0,4}事项|编制说明|^其[他它]$"),
        ("staff", "机构设置|工作人员|保障经费|人员[和与及]|培训会议|会议.?培训|机构.?人员"),
        ("fees", "收费|减免|费用"),
        ("problems", "存在.{0,5}问题|问题.{0,3}(?:改进|措施|打算)|不足|改进(?:措施|情况|意见)|下一?步|工作(?:打算|安排|计划)|今后"),
        ("proactive", "^主动公开.*依申请"),
        ("applications", "依申请|收到和处理|申请公开|公开申请"),
        ("consult", "咨询"),
        ("interpretation", "解读|回应"),
        ("proactive", "主动公开"),
        ("overview", "概述|概况|总体|基本.{0,4}情况|主要工作|主要任务|^(?:政府)?信息公开工作(?:开展)?情况$|工作情况$"),
    )
)  # fmt: skip

# The six statutory headings (2019 and 2021 forms), known also where the number was lost.
_STATUTORY = {
    "总体情况": "overview",
    "主动公开政府信息情况": "proactive",
    "收到和处理政府信息公开申请情况": "applications",
    "政府信息公开行政复议行政诉讼情况": "review_litigation",
    "因政府信息公开工作被申请行政复议提起行政诉讼情况": "review_litigation",
    "存在的主要问题及改进情况": "problems",
    "政府信息公开工作存在的主要问题及改进情况": "problems",
    "其他需要报告的事项": "other",
}

# Rows of the statutory tables are numbered like headings; so are those of the 2014 annex, which ends the report.
_ROW = re.compile("本年新收|上一?年.?结转|本年度?办理结果|结转下一?年|数量$|数$|^总计$|^第.+项")
_ANNEX = re.compile(r"^附?表?\d?.{0,24}(?:情况|指标)统计表.{0,8}$|^附表.{0,30}$|^统计指标(?:单位.*)?$")

_HAN = "[一二三四五六七八九十]{1,3}"
# The ways to number, from the top down: a report has one of them on its first floor.
_STYLES = {
    "part": re.compile(rf"第(?P<n>{_HAN})(?:部分|章|篇)[、.,:\s]*(?P<words>.*)"),
    "han": re.compile(rf"(?P<n>{_HAN})(?:[、.,:;)]\s*|\s+)(?!{_HAN}(?:、|\s))(?P<words>.*)"),
    "bracket": re.compile(rf"[(【\[](?P<n>{_HAN})[)】\]][、.,:\s]*(?P<words>.*)"),
    "digit": re.compile(r"\(?(?P<n>\d{1,2})(?:[、:)]|[.,](?!\d))\s*(?P<words>.*)"),
}
_FLOORS = tuple(_STYLES)
_TERSE = re.compile(rf"(?P<n>{_HAN})(?P<words>\D.*)")  # 一总体情况: the mark was a lone character, and lost
_LONGEST = 44  # characters of a heading; longer ones run into their text, which begins after the first stop
_END = re.compile("[。;:!?；：！？]")
_COUNT = re.compile(r"\d[件条次个项人篇]")
_PREFACE = re.compile("《.*条例》|编制|统计(?:期限|时间)|本年?度?报告")
_CLOSING = re.compile(r"特此报告|以上报告|随着|下一?步|今后|展望|总之|综上|新的一年|20\d\d年,?我")
_NAME = re.compile(r"[一-鿿()、·]{3,36}")


class _Heading(NamedTuple):
    line: int
    code: str | None
    number: int
    printed: str | None
    title: str | None


def split(lines: Sequence[str], kind: str | None = None) -> tuple[Section, ...]:
    """The sections of a report; their texts, joined with line breaks, give `lines` back.

    Codes are those of the codebook (`preamble`, `overview`, `proactive` …), `s1`, `s2` … where a report has an outline
    of its own, as those on 法治政府 have, and None for a numbered part that is none of the known ones.
    """
    plain = [fold(line[:120]).strip() for line in lines]
    heads = () if kind == "law_government_annual" else _outline(plain)
    free = len({head.code for head in heads} - {None}) < 2
    if free:
        heads = _sequence(plain, _FLOORS if kind == "law_government_annual" else _FLOORS[:-1])
    heads = _front(plain, heads, free=free) + heads
    heads += _tail(plain, heads[-1].line if heads else -1, free=free)
    return tuple(_cut(lines, heads))


def _cut(lines: Sequence[str], heads: tuple[_Heading, ...]) -> list[Section]:
    sections = []
    for n, head in enumerate(heads):
        end = heads[n + 1].line if n + 1 < len(heads) else len(lines)
        start = head.line if n else 0
        title = _printed(lines[head.line], head)
        sections.append(Section(n, head.code, head.printed, title, "\n".join(lines[start:end])))
    if not heads and lines:
        sections.append(Section(0, "preamble", None, None, "\n".join(lines)))
    return sections


def _printed(line: str, head: _Heading) -> str | None:
    """The heading as the page has it, without its number and without the text that runs on after it."""
    if head.title is None:
        return None
    shown = line.strip()
    if head.printed is not None:
        number = rf"^\W*第?\W*{re.escape(head.printed)}(?:部分|章|篇)?[\s、.．,，:：;；)）】\]]*"
        shown = re.sub(number, "", shown, count=1)
    return _words(shown) or head.title


def _words(text: str) -> str:
    """A heading up to the first stop that text follows."""
    stop = _END.search(text)
    return text[: stop.start()] if stop and text[stop.end() :].strip() else text


# ---- the outline everybody shares


def _outline(plain: list[str]) -> tuple[_Heading, ...]:
    """The known headings on the first floor, in the numbering that knows most of them."""
    annex = _annex(plain)
    body = plain[: annex.line] if annex else plain
    best: tuple[_Heading, ...] = ()
    for style in _FLOORS:
        chain = _chain([head for n in range(len(body)) if (head := _numbered(body, n, style))])
        if _known(chain) > _known(best):
            best = chain
        if _known(best) >= 3 and style != "part":
            break
    if _known(best) < 2:
        best = _unnumbered(body)
    best = _repaired(body, best)
    end = next((n for n, head in enumerate(best, 1) if head.code == "annex"), len(best))
    return (*best[:end], annex) if annex and best and best[end - 1].code != "annex" else best[:end]


def _known(heads: tuple[_Heading, ...]) -> int:
    return len({head.code for head in heads} - {None})


def _annex(plain: list[str]) -> _Heading | None:
    """The line after which only the table of the 2014 form follows, whose rows are numbered like headings."""
    numbered = False
    for n, line in enumerate(plain):
        if numbered and len(line) <= _LONGEST and "。" not in line and _ANNEX.match(key(line)):
            return _Heading(n, "annex", 99, None, line)
        numbered = numbered or any(_style(line, style) for style in _FLOORS)
    return None


def _style(line: str, style: str) -> re.Match[str] | None:
    return _STYLES[style].fullmatch(line) or (_TERSE.fullmatch(line) if style == "han" else None)


def _numbered(plain: list[str], n: int, style: str) -> _Heading | None:
    """The heading that line `n` is in a numbering, if it can be one; its number may stand alone on the line above."""
    match = _style(plain[n], style)
    if not match:
        return None
    words = match["words"]
    if not words.strip():
        words = next((line for line in plain[n + 1 : n + 3] if line), "")
    words = _words(words)
    said = key(words)
    if not said or len(words) > _LONGEST or _ROW.search(said) or _COUNT.search(words):
        return None
    code = code_of(said)
    if match.re is _TERSE and said != "概述" and said not in _STATUTORY:
        return None
    if code is None and len(said) > 30:
        return None
    return _Heading(n, code, numeral(match["n"]) or 0, match["n"], words)


def code_of(heading: str) -> str | None:
    """The code of a heading without its number, None where its words are none of the known ones.

    >>> code_of("因信息公开引起的行政复议和行政诉讼情况")
    'review_litigation'
    """
    said = key(heading)
    return next((code for code, words in _WORDS if words.search(said)), None)


def _chain(heads: list[_Heading]) -> tuple[_Heading, ...]:
    """The longest run of headings whose numbers never fall, each code once.

    Of two such runs the later is meant, the first is a table of contents. Lists inside a section begin again at one
    and so fall out.
    """
    heads = heads[:120]
    best: list[tuple[float, int]] = [(0.0, 0)] * len(heads)
    for i in range(len(heads) - 1, -1, -1):
        weight = 1.0 if heads[i].code else 0.3
        follow, score = -1, 0.0
        for j in range(i + 1, len(heads)):
            if _follows(heads[i], heads[j]) and best[j][0] >= score:
                follow, score = j, best[j][0]
        best[i] = (weight + score, follow)
    start = max(range(len(heads)), key=lambda i: (best[i][0], i), default=-1)
    chain: list[_Heading] = []
    while start >= 0:
        if heads[start].code is None or heads[start].code not in {head.code for head in chain}:
            chain.append(heads[start])
        start = best[start][1]
    return tuple(chain)


def _follows(above: _Heading, below: _Heading) -> bool:
    if below.code is None:
        return below.number == above.number + 1
    return below.number > above.number or (below.number == above.number and below.code != above.code)


def _unnumbered(plain: list[str]) -> tuple[_Heading, ...]:
    """Headings that carry no number at all: short lines without a stop that end like headings."""
    heads: list[_Heading] = []
    for n, line in enumerate(plain):
        said = key(line)
        if not 2 <= len(said) <= 30 or _ROW.search(said) or re.search(r"\d|[。,;:]$", line):
            continue
        if not re.search("(?:情况|措施|事项|概述|概况|打算|安排|问题)$", said):
            continue
        code = code_of(said)
        if code and code not in {head.code for head in heads}:
            heads.append(_Heading(n, code, 0, None, line))
    return tuple(heads) if len(heads) > 1 else ()


def _repaired(plain: list[str], heads: tuple[_Heading, ...]) -> tuple[_Heading, ...]:
    """Statutory headings that lost their number, put back among the numbered ones."""
    codes = {head.code for head in heads}
    found = []
    for n, line in enumerate(plain):
        code = _STATUTORY.get(key(line)) if 4 <= len(line) <= _LONGEST else None
        if code and code not in codes:
            codes.add(code)
            found.append(_Heading(n, code, 0, None, line))
    return tuple(sorted((*heads, *found), key=lambda head: head.line))


# ---- outlines of one's own, fronts and tails


def _sequence(plain: list[str], styles: tuple[str, ...]) -> tuple[_Heading, ...]:
    """The uppermost numbering that counts without a gap, in two steps at least; table rows are not asked for `digit`."""
    for style in styles:
        heads: list[_Heading] = []
        for n, line in enumerate(plain):
            match = _STYLES[style].fullmatch(line)
            if match and numeral(match["n"]) == len(heads) + 1 and 0 < len(_words(match["words"])) <= 60:
                number = len(heads) + 1
                heads.append(_Heading(n, f"s{number}", number, match["n"], match["words"]))
        if len(heads) > 1:
            return tuple(heads)
    return ()


def _front(plain: list[str], heads: tuple[_Heading, ...], *, free: bool) -> tuple[_Heading, ...]:
    """What stands before the first heading: the preamble, and an overview that has no heading (seed 002)."""
    first = heads[0].line if heads else len(plain)
    said = [n for n in range(first) if plain[n]]
    if not said:
        return ()
    preamble = _Heading(said[0], "preamble", 0, None, None)
    if free or not heads or heads[0].number < 2 or "overview" in {head.code for head in heads}:
        return (preamble,)
    starts = [n for n in said if _STYLES["bracket"].fullmatch(plain[n])]
    starts = starts or [n for n in said if not _PREFACE.search(plain[n])]
    if not starts:
        return (preamble,)
    overview = _Heading(starts[0], "overview", 1, None, None)
    return (overview,) if starts[0] == said[0] else (preamble, overview)


def _tail(plain: list[str], last: int, *, free: bool) -> tuple[_Heading, ...]:
    """The closing words and the signature under the last section."""
    said = [n for n in range(last + 1, len(plain)) if plain[n]]
    tail: list[_Heading] = []
    if said and _stamped(plain[said[-1]]):
        cut = 2 if len(said) > 1 and _signed(plain[said[-2]]) else 1
        tail.append(_Heading(said[-cut], "signature", 0, None, None))
        said = said[:-cut]
    if len(said) > 1 and _CLOSING.match(plain[said[-1]]) and (free or len(plain[said[-1]]) < 12):
        tail.insert(0, _Heading(said[-1], "closing", 0, None, None))
    return tuple(tail)


def _signed(line: str) -> bool:
    return bool(_NAME.fullmatch(line.replace(" ", ""))) and not any(_style(line, style) for style in _FLOORS)


def _stamped(line: str) -> bool:
    """Whether a line is a date, with at most the name of the signer before it."""
    found = [each for each in days(line) if each.day.precision != "year"]
    return bool(found) and len(line) <= 40 and not re.search(r"\w", line[found[-1].end :].strip(" 日"))
