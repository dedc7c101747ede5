"""The register of places: codes of GB/T 2260, and which place a name stands in."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

from .hanzi import fold

# Bodies whose name puts the place second: 国家税务总局广州市天河区税务局, 中共天门市委机构编制委员会办公室.
_ABOVE = re.compile(
    "新疆生产建设兵团第.{1,3}师|中共|中国共产党|共青团|政协|国家税务总局|国家统计局|国家金融监督管理总局|国家外汇管理局|国家邮政局|中国人民银行|中国证券监督管理委员会"
)
# A place name that opens a longer proper name is no place: 东区街道 is a street of 中山市, not 攀枝花市东区.
_LONGER = re.compile("街道|镇|乡(?!村|镇)|社区|村(?!镇)|路街道|大道街道")
_MARKET = re.compile("场|政(?:工程|园林|公用|设施|建设|管理|排水|道路)")  # 东阳市场监督管理局 lost one 市


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the register, with the names above it.

    The levels below it are None, and so is a city that the register does not have: 天门市 lies straight under 湖北省,
    朝阳区 straight under 北京市.
    """

    code: str
    province: str
    city: str | None = None
    county: str | None = None

    @property
    def name(self) -> str:
        """The full name, from the province down."""
        return self.province + (self.city or "") + (self.county or "")

    @property
    def own(self) -> str:
        """Its own name, without those above it."""
        return self.county or self.city or self.province

    def within(self, other: Place) -> bool:
        """Whether this place is `other` or lies in it."""
        return self.code.startswith(_stem(other.code))


@dataclass(frozen=True, slots=True)
class Located:
    """Where a name stands: its `place`, the `rest` of the name, and the place as `printed` (`word`: its last name).

    `place` is None where the name has none, or leaves several `candidates`.
    """

    place: Place | None
    rest: str
    printed: str = ""
    word: str = ""
    candidates: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Register:
    names: dict[str, str]  # code -> name
    codes: dict[str, tuple[str, ...]]  # name or short form -> codes
    former: dict[str, str]  # code that was -> code that is
    ancient: dict[str, tuple[str, ...]]  # name that was -> codes that are
    lengths: tuple[int, ...]  # lengths of names, longest first

    def bearers(self, word: str) -> list[tuple[str, bool]]:
        """The codes a word names, and whether it did so only once."""
        return [(code, False) for code in self.codes.get(word, ())] + [
            (code, True) for code in self.ancient.get(word, ())
        ]


@cache
def _register() -> _Register:
    names: dict[str, str] = {}
    codes: dict[str, tuple[str, ...]] = {}
    ancient: dict[str, tuple[str, ...]] = {}
    for code, name, also in _rows("regions.csv"):
        names[code] = name
        for form in {name, also, _short(code, name)} - {""}:
            codes[form] = (*codes.get(form, ()), code)
    former = {}
    for code, name, now in _rows("former.csv"):
        if code not in names:
            former[code] = now
        if now not in ancient.get(name, ()):
            ancient[name] = (*ancient.get(name, ()), now)
    lengths = {len(name) for name in chain(codes, ancient)}
    return _Register(names, codes, former, ancient, tuple(sorted(lengths, reverse=True)))


def _rows(file: str) -> list[list[str]]:
    """The rows of a data file of this package, without its remarks and its head."""
    text = resources.files(__package__).joinpath("data", file).read_text(encoding="utf-8")
    return list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))[1:]


def _short(code: str, name: str) -> str:
    """广东 for 广东省, 广州 for 广州市: taken only before a place that lies inside (see `_walk`)."""
    if code.endswith("0000"):
        return re.sub("(?:维吾尔|壮族|回族)?自治区$|特别行政区$|[省市]$", "", name)
    return name[:-1] if code.endswith("00") and name.endswith("市") else ""


def _stem(code: str) -> str:
    """The digits that all codes inside a place share."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def place_of_code(code: str) -> Place | None:
    """The place of a six-digit code, of a county (`440118`), a city (`440100`) or a province (`440000`).

    A code that was given up leads to the place that holds its land now (`440183` 增城市 to `440118`); a code that
    the register does not know is None.
    """
    register = _register()
    code = register.former.get(code, code)
    name = register.names.get(code)
    if name is None:
        return None
    province = register.names[code[:2] + "0000"]
    if code.endswith("0000"):
        return Place(code, province)
    if code.endswith("00"):
        return Place(code, province, name)
    return Place(code, province, register.names.get(code[:4] + "00"), name)


def locate(name: str, near: Place | None = None) -> Located:
    """Where the body `name` stands: 广州市海珠区政务办, 海珠区政务办 and 东阳市教育局 are found by what is printed.

    A name that several places bear (朝阳区) is settled by `near`, the region of the portal that prints it, never by
    guessing; without it the candidates come back.
    """
    return _locate(name, near)


@lru_cache(maxsize=8192)
def _locate(name: str, near: Place | None) -> Located:
    plain = "".join(fold(name).split())
    above = _ABOVE.match(plain)
    start = above.end() if above else 0
    walks = [walk for walk in _walk(plain, start, "") if not _LONGER.match(plain, walk.end)]
    if not walks:
        return Located(None, plain)
    end = max(walk.end for walk in walks)
    walks = [walk for walk in walks if walk.end == end]
    printed, rest = plain[start:end], plain[:start] + plain[end:]
    if printed.endswith("市") and _MARKET.match(rest):
        rest = "市" + rest
    places = _places(walks, ancient=False) or _places(walks, ancient=True)
    bare = printed if all(walk.depth == 1 for walk in walks) else ""
    place = (_nearest(walks, near) if near else None) or _only(places, bare)
    return Located(place, rest, printed, walks[0].word, places)


class _Walk(NamedTuple):
    end: int
    code: str
    word: str
    ancient: bool
    depth: int


def _walk(text: str, at: int, inside: str, depth: int = 1) -> list[_Walk]:
    """All chains of names that `text` spells from `at` downwards: where each ends, at which place, by which last name, after how many names."""
    register = _register()
    walks: list[_Walk] = []
    for length in register.lengths:
        word = text[at : at + length]
        if len(word) < length:
            continue
        for code, ancient in register.bearers(word):
            if not code.startswith(inside) or _stem(code) == inside:
                continue
            deeper = _walk(text, at + length, _stem(code), depth + 1)
            walks += deeper
            # 广州 alone could open 广州海事法院, 南京 南京路街道: only a full name may end the chain
            if not deeper and word != _short(code, register.names[code]):
                walks.append(_Walk(at + length, code, word, ancient, depth))
    return walks


def _places(walks: list[_Walk], *, ancient: bool) -> tuple[Place, ...]:
    codes = sorted({walk.code for walk in walks if walk.ancient is ancient})
    return tuple(place for code in codes if (place := place_of_code(code)))


def _nearest(walks: list[_Walk], near: Place) -> Place | None:
    """The only bearer of the name in `near`, else in its city, else in its province; a name of today goes first."""
    for stem in (_stem(near.code), near.code[:4], near.code[:2]):
        for ancient in (False, True):
            close = [place for place in _places(walks, ancient=ancient) if place.code.startswith(stem)]
            if close:
                return close[0] if len(close) == 1 else None
    return None


def _only(places: tuple[Place, ...], bare: str) -> Place | None:
    """The only bearer of a name; 东区, 城区, 郊区 (`bare`, without a city before them) are too many to be sure of."""
    generic = len(bare) == 2 and bare.endswith("区")
    return places[0] if len(places) == 1 and not generic else None


def wholly(name: str) -> bool:
    """Whether a Simplified name is a place and nothing else: 东阳市, 广东省广州市海珠区; which one does not matter."""
    return any(walk.end == len(name) for walk in _walk(name, 0, ""))
