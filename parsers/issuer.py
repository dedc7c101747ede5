"""The issuer: who reports, and on which year, where the title alone does not say; always with the place it was read at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .hanzi import days, fold, simplify
from .titles import Title

PERIOD = re.compile(r"期限|自\d{4}年1月1日|编制")
COMPILED = re.compile(
    r"(?:^|[,.;、。])(?:本(?:年度|年)?报告)?(?:系|是)?由(?P<name>[\u4e00-\u9fff()]{4,40}?)"
    r"(?=综合|根据|依据|依照|按照|汇总|会同|牵头|负责|组织|编制)[^,。]{0,60}编制"
)
AGENCY = re.compile(
    r"(?:人民政府|办公室|办公厅|委员会|管委会|局|厅|处|中心|街道|街道办事处|镇|乡|院|部|署|办|大队|支队|总队|公司|集团|(?<![网本])站|所|馆)$"
)
ASKED = re.compile(
    r"/xxgkAnnualReport\.jsp\?(?:.*&)?fbtime=(20\d\d)(?=&|$)"
)  # the annual-report module of Hanweb
PREAMBLE = 8  # lines in which the period of the report is stated
OPENING = 4  # lines in which the preamble says who compiled it
PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,20}[省市区县旗州盟]"
)  # what a title may leave out before the name of a town or an office
STREET = re.compile("(.+)街道(?:办|办公室)?")
ZONE = re.compile("(?:高新|经开|开发|示范|度假|保税|产业|工业|新|园)区$|工业园$|产业园$")
ZONES = (
    ("高新区", "高新技术产业开发区"),
    ("经开区", "经济技术开发区"),
    ("经开区", "经济开发区"),
    ("经济开发区", "经济技术开发区"),
)
COMMITTEE = re.compile("管委会$")
# a zone that is called by its kind alone, as its own offices do: 经开区, 高新区, 开发区
NAMELESS = re.compile(
    "(?:经济|高新|技术|产业|旅游)*(?:高新|经开|开发|示范|度假|保税|产业|工业|新|园)区|工业园|产业园"
)
CALLED = re.compile(r"[\u4e00-\u9fff]{2,8}")
LOCAL = re.compile("[省市区县旗州盟](?!级|直)")
CLOSING = 4  # lines in which the signature stands
SIGNATURE = 30  # characters: the longest signature seen has 27


# How a report speaks of who writes it: 我局, 本街道; 本单位 and 本机关 say nothing, 我市 is said by every bureau too.
SELF = re.compile(
    r"我(局|厅|委|办(?!法|理)|中心|街道|镇|乡|院|校|部(?!门)|署|队|处|所|站|馆)|本(局|厅|委|中心|街道|镇|乡|院|校)"
)
OURS = re.compile("我[省市州盟县区旗]")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who reports, Simplified, and where it was read; None and "" where the page does not say.

    `origin` is title, preamble, signature, issuer (发布机构 or 来源), or site, whose owner the page prints.
    """

    name: str | None = None
    origin: str = ""


def find_issuer(
    title: Title, lines: Sequence[str], said: str | None = None, owner: str | None = None
) -> Issuer:
    """Who reports: the title says; else the preamble, the signature, or the issuer field where it names a body.

    Where none of them names anybody: the owner of the site, unless the text speaks as another. A title may say 三岔镇 where
    the signature says of which county it is: then the whole name counts.
    """
    named = tuple(_signed(lines, said))
    if title.agency:
        # 松川市人民政府 is whole; that its site says of which province adds nothing
        lent = owner if owner and not title.agency.endswith("人民政府") else None
        lending = (Issuer(lent, "site"),) if lent else ()
        whole = next((each for each in (*named, *lending) if _completes(each.name or "", title.agency)), None)
        return whole or Issuer(title.agency, "title")
    if named:
        return named[0]
    return Issuer(owner, "site") if owner and _speaks(lines, owner) else Issuer()


def _speaks(lines: Sequence[str], owner: str) -> bool:
    """Whether the text can be that of the owner: nowhere 我中心 on the site of a 局, and a government says 我县 itself.

    A portal of a government carries the reports of its departments, and many do not name themselves.
    """
    text = fold("\n".join(lines))
    said = {found[1] or found[2] for found in SELF.finditer(text)}
    if owner.endswith("人民政府"):
        own = {found for found in ("镇", "乡") if owner.endswith(found + "人民政府")}
        return said <= own and bool(own & said or OURS.search(text))
    kin = {"办": "办公室", "委": "委员会", "街道": "街道办事处", "队": "队"}
    return all(owner.endswith((each, kin.get(each, each))) for each in said)


def _completes(name: str, short: str) -> bool:
    """Whether a name is the short one in full: with the place before it, 泮桥街道 as 泮桥街道办事处, a zone as its committee."""
    for full in _wholes(short):
        head = name.removesuffix(full)
        if head == name:
            continue
        # 省水利厅 has the last character of its place already; 经开区财政局 leaves out how the zone is called, and that is no place
        if (
            PLACE.fullmatch(head + (short[0] if head and LOCAL.match(short) else ""))
            or (NAMELESS.match(full) and CALLED.fullmatch(head))
            or (not head and full != short)
        ):
            return True
    return False


def _wholes(short: str) -> Iterator[str]:
    """The names that a title may shorten so."""
    zones = (short.replace(nickname, kind) for nickname, kind in ZONES)
    for whole in dict.fromkeys((short, *zones)):
        yield whole
        yield COMMITTEE.sub("管理委员会", whole)
        if street := STREET.fullmatch(whole):
            yield f"{street[1]}街道办事处"
        if ZONE.search(whole):
            yield from (f"{whole}{body}" for body in ("管理委员会", "管委会"))


def _signed(lines: Sequence[str], said: str | None) -> Iterator[Issuer]:
    """Who signs in the text and in the field of the issuer, the best first."""
    for line in lines[:OPENING]:
        if named := COMPILED.search(fold(line)):
            yield Issuer(simplify(named["name"]), "preamble")
    for line in lines[-CLOSING:]:
        text = fold(line).replace(" ", "")
        if len(text) <= SIGNATURE and AGENCY.search(text) and not re.search(r"[,。:;\d]", text):
            yield Issuer(simplify(text), "signature")
    text = fold(said or "")
    if AGENCY.search(text) and len(text.split()) == 1:
        yield Issuer(simplify(text), "issuer")


def find_year(title: Title, lines: Sequence[str], url: str = "") -> tuple[int | None, str]:
    """The year reported on and where it was read: the title, else the period that the preamble states (自2017年1月1日…).

    Never the year of publication. Where the page says none at all, the year that its address asks for is evidence.
    """
    if title.year:
        return title.year, "title"
    for line in lines[:PREAMBLE]:
        text = fold(line)
        years = {found.day.value[:4] for found in days(text) if found.day.value[4:] in {"-01-01", "-12-31"}}
        if PERIOD.search(text) and len(years) == 1:
            return int(years.pop()), "preamble"
    asked = ASKED.search(url)
    return (int(asked[1]), "url") if asked else (None, "")
