"""Sentences that deny: 未收到…申请, 未发生…行政复议和诉讼, 免收费. What they name counted nothing this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .indicators import BY_CODE, SUBJECTS, Indicator
from .naming import this_year
from .said import TITLE

_CLAUSE = re.compile(r"[^,;。!?]+")
# A denial, and not 未来, 未经, 未及时, 无障碍, 没有现成.
_NOT = re.compile(
    r"(?:尚|并|从|还|均|也|都)?未(?:曾|有|能)?(?:收到|收取|收费|接到|接收|受理|发生|出现|产生|引发|引起|涉及|存在|征收|向|对|被|因|有|发出|发送|开具|下达|送达|提起)"
    r"|没有?(?!现成|及时|按)|(?<!有)(?<!有或)[暂均]?无(?!障碍|法|论|须|需|缝|偿|线|纸|效|关|处|故|证|差|锡|为|害|条件|正当|历年)"
    r"|不(?=收取|收费|存在)|免(?=收|费$)|零(?=复议|诉讼|行政|申请|收费|投诉)"
)
# A denial at the end: 行政复议、行政诉讼均未发生, 收费情况:无.
_LATER = re.compile(r":?(?:均|都|皆)?(?:未发生|没有发生|未产生|没有|为零|为无|暂?无)$")
_ASKING = re.compile(r"(?:依申请公开|信息公开申请|申请公开)[^,]{0,12}$")
_STOP = r"(?=$|[、:()]|和|及|或|以及|也|的)"
_THING = r"(?:的?(?:申请|事项|情况|情形|事件|件|案件|案例|要求|业务|行为|现象|材料|表|书))*"
_ASKED = re.compile(
    rf"(?:收到|接到|受理|接收)[^,]{{0,60}}?申请(?!公开|人){_THING}{_STOP}"
    rf"|(?:依申请公开|申请公开|公开申请)(?:的?(?:政府|政务|相关)?(?:信息)?){_THING}{_STOP}"
)
_ABOUT_ASKING = re.compile(r"公开|信息|查阅")
_LONGEST = 200  # characters of a clause that can be a denial
_NEAR = 300  # characters around it in which its subject may be named
_COUNT = re.compile(r"[0-9](?!年|月|日|[0-9])")
_CHARGED = re.compile(r"收费|收取|费用|处理费|收[^,]{0,12}费")
_ORGAN = "(?:组织|单位|机构|行政|形式|方式|任何)"
# What a denial of something else has in it: 未发生行政复议败诉 leaves open how many there were.
_BARRED = {
    "applications": re.compile(
        "复议|诉讼|起诉|投诉|举报|收费|收取|费用|咨询|更正|撤销|[超逾]期|除|当面|传真|网络|网上|信函|邮件|许可|(?<!本)部门|结转|未答复|再次|不予|未予"
        f"|答复|延期|其[他它](?!{_ORGAN})|另"
    ),
    "review_litigation": re.compile(
        f"败诉|撤销|纠[错正]|违法|责令|费|支出|赔偿|[超逾]期|审结|维持|驳回|确认|再次|重大|群体|其[他它](?!{_ORGAN})|除|(?<!本)部门|乡镇|未[经按]|信访|胜诉|引发舆情"
    ),
    "fees": re.compile(
        f"支出|标准|行政事业|诉讼费|复议|违规|乱收|其[他它](?!{_ORGAN})|除|超|经费|(?<!本)部门|乡镇"
    ),
    "processing_fee": re.compile("标准|违规|除|其[他它]|减|(?<!本)部门|乡镇|办法|制度"),
}
_REMITTED = re.compile(r"减免|减收|免除")
_COLLECTING = re.compile(r"收费[及和与、]|收取|收费情况|收费$")
_NOTICE = re.compile(r"通知")
_BLANK = re.compile(
    r"(?:(?:20[0-9]{2}|本)年度?,?)?(?:我[局办镇乡市县区委厅院所]|本[局办镇乡市县区委机关单位街道]{1,4})?(?:暂?无|没有|未发生)"
    r"(?:此类|此项|上述|以上|相关|该类|发生)?(?:情况|事项)?。?"
)


@dataclass(frozen=True, slots=True)
class Denial:
    """One indicator that is nil because a sentence says so: the place of its words in the line."""

    indicator: Indicator
    start: int
    end: int


def denials(text: str, topic: str | None, year: int | None) -> Iterator[Denial]:
    """The indicators that a line of prose denies, by the clause; a clause with a figure in it denies nothing."""
    plain = TITLE.sub(lambda title: "\0" * len(title[0]), text)
    for clause in _CLAUSE.finditer(plain):
        said = clause[0]
        if len(said) > _LONGEST or _COUNT.search(said):
            continue
        near = text[max(0, clause.start() - _NEAR) : clause.end() + _NEAR]
        if late := _LATER.search(said):
            found = [(code, 0, len(said)) for code in _ended(said[: late.start()], topic, near)]
        elif match := _NOT.search(said):
            start = match.start()
            found = [(code, start, start + length) for code, length in _denied(said[start:], topic, near)]
        else:
            continue
        if found and this_year(_sentence(plain, clause), year):
            for code, start, end in found:
                yield Denial(BY_CODE[code], clause.start() + start, clause.start() + end)


def _sentence(text: str, clause: re.Match[str]) -> str:
    """The sentence up to the end of the clause, as far back as a year can stand."""
    start = max(0, clause.start() - 60)
    return text[max(start, text.rfind("。", start, clause.start()) + 1) : clause.end()]


def blank(text: str, title: str | None, topic: str | None) -> tuple[Indicator, ...]:
    """The indicators of a section that holds one line, and the line says 无."""
    if not _BLANK.fullmatch(text) or not title:
        return ()
    codes = {
        "applications": ("A14.3.1",),
        "fees": ("A14.7",),
        "review_litigation": tuple(c for c, word in (("A14.4", "复议"), ("A14.5", "诉讼")) if word in title),
    }
    return tuple(BY_CODE[code] for code in codes.get(topic or "", ()))


def _ended(said: str, topic: str | None, line: str) -> tuple[str, ...]:
    """Codes of what stands before the denial."""
    if found := _cases(said, topic, line):
        return found
    if _CHARGED.search(said) and "信息处理费" in line:
        return _fees(said, line)
    if _free(said, topic, line):
        return ("A14.7",)
    asked = _ASKING.search(said) and not _BARRED["applications"].search(said)
    return ("A14.3.1",) if asked else ()


def _denied(said: str, topic: str | None, line: str) -> list[tuple[str, int]]:
    """Codes that the words from the denial on deny, each with the length of those words."""
    if _CHARGED.search(said) and "信息处理费" in line:
        return [(code, len(said)) for code in _fees(said, line)]
    if length := _requests(said, topic, line):
        return [("A14.3.1", length)]
    if found := _cases(said, topic, line):
        return [(code, len(said)) for code in found]
    return [("A14.7", len(said))] if _free(said, topic, line) else []


def _requests(said: str, topic: str | None, line: str) -> int:
    match = _ASKED.search(said)
    if not match or _BARRED["applications"].search(said, 0, match.end()):
        return 0
    if said[match.end() :].startswith("的") and "情况" not in said[match.end() : match.end() + 6]:
        return 0  # 未收到申请的咨询, 未收到依申请公开信息的投诉
    if topic != "applications" and not SUBJECTS["applications"].search(line):
        return 0
    return match.end() if topic == "applications" or _ABOUT_ASKING.search(match[0]) else 0


def _cases(said: str, topic: str | None, line: str) -> tuple[str, ...]:
    if _BARRED["review_litigation"].search(said):
        return ()
    if topic != "review_litigation" and not SUBJECTS["review_litigation"].search(line):
        return ()
    found = []
    if "复议" in said:
        found.append("A14.4")
    if "诉讼" in said or "起诉" in said:
        found.append("A14.5")
    if "投诉" in said and "举报" in said and (found or topic == "review_litigation"):
        found.append("A14.6")
    return tuple(found)


def _free(said: str, topic: str | None, line: str) -> bool:
    if not _CHARGED.search(said) or _BARRED["fees"].search(said):
        return False
    if _REMITTED.search(said) and not _COLLECTING.search(said):
        return False
    return topic == "fees" or bool(SUBJECTS["fees"].search(line))


def _fees(said: str, line: str) -> tuple[str, ...]:
    """The fee statement of 国办函〔2020〕109号 has three numbers; denied without a word on notices, all three are nil."""
    if _BARRED["processing_fee"].search(said) or not SUBJECTS["processing_fee"].search(line):
        return ()
    if _NOTICE.search(said):
        both = ("C.fee.notices", "C.fee.charged_yuan")
        return (*both, "C.fee.collected_yuan") if "收取" in said else both
    if _NOTICE.search(line) or re.search(r"[0-9]元", line):
        return ("C.fee.collected_yuan",)
    return ("C.fee.notices", "C.fee.charged_yuan", "C.fee.collected_yuan")
