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
LOCAL = re.compile("[省市区县旗州盟](?!级|直)")
CLOSING = 4  # lines in which the signature stands
SIGNATURE = 30  # characters: the longest signature seen has 27


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who reports, Simplified, and where it was read: title, preamble, signature, issuer (发布机构 or 来源); None and ""."""

    name: str | None = None
    origin: str = ""


def find_issuer(title: Title, lines: Sequence[str], said: str | None = None) -> Issuer:
    """Who reports: the title says; else the preamble, the signature, or the issuer field where it names a body.

    A title may say 三岔镇 where the signature says of which county it is: then the whole name counts.
    """
    named = _signed(lines, said)
    if title.agency:
        whole = next((each for each in named if _completes(each.name or "", title.agency)), None)
        return whole or Issuer(title.agency, "title")
    return next(named, Issuer())


def _completes(name: str, short: str) -> bool:
    """Whether a name is the short one with the place before it; 省水利厅 has the last character of its place already."""
    before = name.removesuffix(short) + (short[0] if LOCAL.match(short) else "")
    return name.endswith(short) and name != short and PLACE.fullmatch(before) is not None


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
