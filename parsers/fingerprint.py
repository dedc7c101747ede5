"""Fingerprints: who reports (agency), which report it is (identity), which edition of it (hash), and what it is like (sketch)."""

from __future__ import annotations

import hashlib
import heapq
import re
import unicodedata
import zlib
from functools import cache, lru_cache

from .hanzi import PINYIN, fold, simplify
from .regions import Place, locate, place_of_code, wholly

# One body, several names: only those that cannot be two bodies of one place. Departments that were merged or renamed
# (发改局, 发展和改革局) stay apart and show in the view `possible_aliases`.
_ALIASES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"^(?:人民)?政府$|^$", "人民政府"),
        (r"^(?:人民)?政府办公?室?$|^府办公?室?$", "人民政府办公室"),
        (r"^(?:人民)?政府办公厅$", "人民政府办公厅"),
        (r"管委会", "管理委员会"),
        (r"街道(?:办|办事处|办公室|人民政府)?$", "街道办事处"),
        (r"(?<=.[镇乡])(?:人民)?政府$|(?<=.[镇乡])$", "人民政府"),
    )
)
# A place that no register lists (newer than ours, or invented for a test) still stands in the name: 某某区人民政府 is the same
# body on its portal and on a mirror. Words that only sound like places (社区, 城区, 高新区, 城市) are none.
_UNLISTED = re.compile(
    r"^(?!.{0,4}(?:行政区|城市|都市|超市|社区|园区|景区|矿区|库区|校区|小区|林区|灌区|城区|郊区|辖区|新区|特区|牧区|山区|农区|高新区|开发区|保税区|度假区|保护区|自贸区|示范区|试验区|合作区))"
    r"(?:[一-鿿]{2,6}?(?:省|市|自治[区州县]|地区|盟))?[一-鿿]{2,5}?[市县区旗](?=[一-鿿]{2})"
)
_LEVEL_WORD = re.compile(r"^(?:省|市(?!场|政|容|民|域|直)|县(?!级)|区(?!划|域)|州(?!级)|盟|旗)(?=.{2})")

_TYPES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("township", r"(?:[镇乡]|苏木)(?:人民)?(?:政府)?$"),
        ("government", r"(?:人民政府|行政公署|[省市县区旗州]政府)$"),
        ("government_office", r"(?:政府|行政公署|行署)办(?:公[室厅])?$|[省市县区州盟旗]府办(?:公室)?$"),
        ("street", r"街道(?:办|办事处|办公室)?$"),
        ("school", r"(?:大学|学院|职院|高专|学校|中学|小学|幼儿园|党校)$"),
        (
            "dev_zone",
            r"(?:(?:开发|园|新|保税|度假|合作|示范|功能|试验|名胜|风景|高新|自贸|产业).{0,10}(?:管委会|管理委员会|工委)|(?:开发|高新|高新技术产业开发|工业园|产业园|园)区)$",
        ),
        ("department", r"中心(?:管委会|管理委员会)$"),
        ("institution", r"(?:医院|卫生院|中心|馆|站|所|研究院|公司|集团|社|队|学会|协会|基金会|电视台)$"),
        ("dispatched", r"(?:管委会|管理委员会|派出机构|办事处|公署)$"),
        ("department", r"(?:局|委|委员会|办|办公室|厅|部|处|署|院|行|机关事务.*|总队|支队|大队|分局)$"),
    )
)
_VERTICAL = re.compile(
    r"^国家税务总局.+|^国家统计局.+(?:队|局)$|^中国人民银行.+|^国家(?:金融监督管理总局|外汇管理局|邮政局|矿山安全监察局).+"
    r"|(?:海关|海事局|气象局|烟草专卖局|邮政管理局|出入境边防检查站|通信管理局|监管局|监管分局|银保监分?局|证监局)$"
)
_NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|国家(?!税务总局.)|教育部|财政部|[一-鿿]{2,8}部$|中国人民银行$|海关总署|审计署)"
)
_SKETCH = 256  # smallest shingles kept: mean error 0.018 against the exact Jaccard index (parts.md §2)
_SHINGLE = 5


def coverage(agency: str | None) -> str:
    """`consolidated` for the 人民政府 of a county or above, `own` for any other issuer, `unknown` for none.

    >>> coverage("东阳市人民政府"), coverage("会仪镇人民政府"), coverage("东阳市人民政府办公室"), coverage(None)
    ('consolidated', 'own', 'own', 'unknown')
    """
    name = _plain(agency or "")
    if not name:
        return "unknown"
    if wholly(name):
        return "consolidated"
    head = re.fullmatch(r"(.*?)(人民政府|政府)", name)
    if not head or re.search(r"(?:[镇乡]|苏木|街道|办事处|委员会|管委会)$", head[1]):
        return "own"
    return "consolidated" if head[2] == "人民政府" or re.search("[省市县区州盟旗]$", head[1]) else "own"


def agency_type(name: str) -> str:
    """What kind of body a name is that of, `unknown` where the name does not say.

    One of `government`, `government_office`, `department`, `township`, `street`, `dev_zone`, `dispatched`, `vertical`,
    `institution`, `school`.
    """
    plain = _plain(name)
    if _VERTICAL.search(plain):
        return "vertical"
    if plain and wholly(plain):
        return "government"
    return next((kind for kind, names in _TYPES if names.search(plain)), "unknown")


def agency_level(name: str, place: Place | None = None) -> str:
    """`national`, `province`, `prefecture`, `county`, `township` or `unknown`; `place` is that of a name without one."""
    plain = _plain(name)
    if agency_type(plain) in {"township", "street"}:
        return "township"
    where = locate(plain, place).place
    if where is None and _NATIONAL.match(plain):
        return "national"
    where = where or place
    if where is None:
        shape = re.match(r"[一-鿿]{1,4}?(?<!高新)(?<!开发)([省县区旗])", plain)
        return "unknown" if shape is None else "province" if shape[1] == "省" else "county"
    if word := _LEVEL_WORD.match(plain):
        where = _climb(where, word[0])
    return "county" if where.county else "prefecture" if where.city else "province"


@lru_cache(maxsize=8192)
def agency_id(agency: str, near: Place | None = None, host: str = "") -> str:
    """The identity of a body: name and place. A name without a place takes its portal's region, else its host.

    >>> agency_id("广州市天河区人民政府") == agency_id("天河区政府", place_of_code("440106"))
    True
    """
    plain = _plain(agency)
    located = locate(plain, near)
    place, name = located.place, located.rest
    if place is None and not located.candidates and _UNLISTED.match(plain):
        return f"000000-{_digest(_canonical(plain))[:10]}"  # the place stands in the name; no register, no portal adds to it
    if place is None:
        place, name = near, plain
        if near and not located.candidates and (word := _LEVEL_WORD.match(plain)):
            place = _climb(near, word[0])
            name = plain[1:] if place.own.endswith(word[0]) else plain
    elif located.word[:-1] != place.own[: len(located.word) - 1]:
        # 萝岗区 lies in 黄埔区 today, and both reported for 2013: two bodies. 增城市 only became 增城区.
        name = located.word + name
    where = place.code if place else host.lower().removeprefix("www.") or "000000"
    return f"{where}-{_digest(_canonical(name))[:10]}"


def _climb(near: Place, word: str) -> Place:
    """The level of `near` that the word before a name means: 市教育局 on the portal of 增城区 is that of 广州市."""
    if near.own.endswith(word):
        return near
    code = near.code[:2] + "0000" if word == "省" or not near.city else near.code[:4] + "00"
    above = place_of_code(code)
    return above if above and above.own.endswith(word) else near


def _canonical(name: str) -> str:
    for pattern, proper in _ALIASES:
        name = pattern.sub(proper, name)
    return name


def _plain(name: str) -> str:
    return re.sub(r"[\s()·“”\"《》]+", "", fold(name))


def report_id(
    kind: str, agency_id: str | None, year: int | None, coverage: str, content_sha256: str = ""
) -> str:
    """The identity of a report, 16 hexadecimal digits, the same on every machine.

    Without an agency or a year there is nothing to merge on but the text itself: its hash joins the key.
    """
    parts = [kind, agency_id or "", str(year or ""), coverage]
    if not agency_id or not year:
        parts.append(content_sha256)
    return _digest("|".join(parts))[:16]


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()


# ---- editions


def content_hash(text: str) -> str:
    """SHA-256 of the words: script, width, white space, punctuation and injected readings make no difference."""
    return hashlib.sha256(_words(text).encode("utf-8")).hexdigest()


def _words(text: str) -> str:
    """NFKC, no white space, no injected pinyin, no punctuation, Simplified character by character.

    Taiwan words stay: a mirror that changed the vocabulary is another edition, and `likeness` shows its kinship.
    """
    wide = "".join(unicodedata.normalize("NFKC", text).split())
    return simplify(re.sub(r"[\W_]+", "", PINYIN.sub("", wide))).translate(_singles())


@cache
def _singles() -> dict[int, str]:
    """Traditional characters that OpenCC changes only in company (乾, 瞭), changed alone: words may break anywhere."""
    block = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = simplify("\n".join(block)).split("\n")
    return {ord(char): less for char, less in zip(block, simple, strict=True) if char != less}


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the overlapping five-character pieces of a text, ascending: 256 numbers at most."""
    words = _words(text).encode("utf-32-le", "replace")
    size = 4 * _SHINGLE
    pieces = (
        {zlib.crc32(words[at : at + size]) for at in range(0, max(len(words) - size, 0) + 4, 4)}
        if words
        else set()
    )
    return tuple(heapq.nsmallest(_SKETCH, pieces))


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much two sketched texts share, 0 to 1: evidence, and never a reason to merge."""
    if not one or not other:
        return float(one == other)
    size = max(len(one), len(other))
    both = heapq.nsmallest(size, {*one, *other})
    return len({*one} & {*other} & {*both}) / len(both)
