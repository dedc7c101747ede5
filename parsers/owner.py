"""The owner: whose site a page stands on, as the page itself prints it: SiteName, the end of `<title>`, 主办 and 版权所有 at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hanzi import fold, simplify
from .headline import SUFFIX
from .page import Page

FOOT = 30  # lines at the end of a page among which its footer stands; the longest captured has 24
FOOTED = re.compile(
    r"(?:主\s*办(?:单\s*位)?|版\s*权\s*所\s*有|copyright[^一-鿿]{0,30}(?:版权所有)?|©[^一-鿿]{0,20})\s*[:|]?\s*(?P<name>[一-鿿()]{4,40})",
    re.IGNORECASE,
)
SITE = re.compile(r"(?:政府信息公开|信息公开|政务公开|政务|公众信息|信息|门户|官方)*(?:网站|网页|网|官网)$")
GOVERNMENT = re.compile(r"(?P<place>[一-鿿]{2,}?)(?:人民)?政府(?:办公[室厅])?$")
BODY = re.compile(r"[一-鿿()]{2,}(?:局|厅|委|委员会|管委会|办公室|中心|街道办事处|院|部|署|总队|支队|大队)$")
# A column of a portal may be called 教育局; who ends a title as a site says of which place.
PLACED = re.compile(r"[一-鿿]{1,20}[省市区县旗州盟].|国家|中国")


def owner(page: Page) -> str | None:
    """The body whose site this is, Simplified; a government where any place names one; None where none or several do."""
    names = {name for said in _printed(page) if (name := _body(said))}
    governed = {name for name in names if name.endswith("人民政府")}
    found = governed or names
    whole = {name for name in found if not any(other != name and other.endswith(name) for other in found)}
    return whole.pop() if len(whole) == 1 else None


def _printed(page: Page) -> Iterator[str]:
    """What the places say that name an owner."""
    yield page.metas.get("sitename", "")
    yield from (part for part in SUFFIX.split(page.title_tag)[1:] if PLACED.match(part))
    for line in page.lines[-FOOT:]:
        yield from (found["name"] for found in FOOTED.finditer(fold(line.text)))


def _body(said: str) -> str | None:
    """The body that a name of a site names: 松川市水务局门户网站 is that of 松川市水务局, 人民政府办公室 runs the government's."""
    name = SITE.sub("", simplify(fold(said)).strip())
    if government := GOVERNMENT.fullmatch(name):
        return government["place"] + "人民政府"
    return name if BODY.fullmatch(name) else None
