"""The content of the replicas' reports: office, year and edition in, one article with everything true about it out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from . import prose
from .forms import Filled, fill, form_of
from .places import FEW, Office, Place
from .site import Block, Cells, Fact, Item, dice, number

TORN = re.compile("[\u4e00-\u9fff]{2}")  # a page ends between two characters of a word
NUMERALS = "一二三四五六七八九十"
SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
OVERVIEW = (
    ("主动公开", prose.PROACTIVE, 3), ("依申请公开", prose.HANDLING, 2), ("政府信息管理", prose.MANAGING, 2),
    ("平台建设", prose.PLATFORM, 2), ("监督保障", prose.SAFEGUARD, 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between the portals of a family's replicas: how titles run and what nothing is printed as.

    `title` has the slots {stem} and {year}; `prose_title` is the one of the years before the forms; `nils` are dealt
    out among the offices; `joined` prints the art. 20 tables as one.
    """

    title: str = "{stem}{year}年政府信息公开工作年度报告"
    prose_title: str = "{stem}{year}年政府信息公开工作年度报告"
    law_title: str = "{stem}{year}年法治政府建设年度报告"
    nils: tuple[str, ...] = ("0",)
    joined: bool = True
    signed: bool = True


def annual(place: Place, style: Style, epoch: int) -> tuple[Item, ...]:
    """All disclosure reports of a portal in an epoch, the removed ones with `change` removed; newest first."""
    found = []
    offices = place.offices
    for at, office in enumerate(offices):
        years = place.years + ((place.years[-1] + 1,) if epoch > 1 and at < 2 else ())
        for year in years:
            change = ""
            if epoch > 1:
                change = {
                    (at < 2, place.years[-1] + 1): "added",
                    (at == 1, place.years[-1]): "corrected",
                    (at == 2, place.years[1]): "removed",
                    (at == len(offices) - 1, place.years[1]): "moved",
                }.get((True, year), "")
            found.append(disclosure(place, office, year, style, change, style.nils[at % len(style.nils)]))
    return tuple(sorted(found, key=lambda item: (item.stamp, item.id), reverse=True))


def disclosure(place: Place, office: Office, year: int, style: Style, change: str, nil: str) -> Item:
    """One disclosure report: prose before 2019, form B for 2019 and 2020, form C since."""
    form = form_of(year)
    title = (style.prose_title if form == "A" else style.title).format(stem=office.stem, year=year)
    stamp = _stamp(office, year)
    cells: Cells = {}
    if form == "A":
        blocks = _narrative(office, year)
    else:
        filled = fill(office, year, revision=int(change == "corrected"), nil=nil, joined=style.joined)
        cells, blocks = filled.cells, _formal(office, year, filled)
    if style.signed:
        blocks += (Block("sign", office.name), Block("sign", _day(stamp)))
    fact = Fact("disclosure_annual", office.name, year, form, cells, change)
    return _item(place, office, year, title, stamp, blocks, fact)


def law(place: Place, style: Style) -> tuple[Item, ...]:
    """The reports on governing by law of a portal. The oldest has its sentences torn at the page ends of a PDF."""
    found = []
    for office in place.law:
        for year in place.law_years:
            old = year < 2019
            title = (f"{office.stem}{year}年度依法行政工作报告" if old else style.law_title).format(
                stem=office.stem, year=year
            )
            blocks = _lawful(office, year)
            fact = Fact("law_government_annual", office.name, year, None, {})
            found.append(
                _item(place, office, year, title, _stamp(office, year), torn(blocks) if old else blocks, fact)
            )
    return tuple(sorted(found, key=lambda item: (item.stamp, item.id), reverse=True))


def torn(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same text with every other long paragraph broken inside a sentence, as it comes off the pages of a PDF."""
    found: list[Block] = []
    longer = 0
    for block in blocks:
        long = block.kind == "p" and len(block.text) > 30
        longer += long
        if long and longer % 2:
            cut = next(
                at for at in range(len(block.text) // 2, len(block.text)) if TORN.match(block.text, at - 1)
            )
            found += [Block("p", block.text[:cut]), Block("gap"), Block("p", block.text[cut:])]
        else:
            found.append(block)
    return tuple(found)


def _item(
    place: Place, office: Office, year: int, title: str, stamp: str, blocks: tuple[Block, ...], fact: Fact
) -> Item:
    source = f"{office.name}办公室" if office.level == "government" else office.name
    serial = number(6_100_000, 2_800_000, place.host, title)
    attachment = f"{year}年申请受理点一览表.pdf" if office.level == "government" and year >= 2021 else ""
    if fact.change == "moved":  # imported anew: another id, the old date
        return Item(serial + 1, title, stamp, source, blocks, fact, attachment, was=serial)
    return Item(serial, title, stamp, source, blocks, fact, attachment)


def _stamp(office: Office, year: int) -> str:
    rng = dice("stamp", office.key, year)
    month, day = (
        (3, rng.randint(5, 29)) if office.level == "government" or year < 2018 else (1, rng.randint(6, 30))
    )
    return f"{year + 1}-{month:02d}-{day:02d} {rng.randint(8, 17):02d}:{rng.randint(0, 59):02d}"


def _day(stamp: str) -> str:
    year, month, day = stamp[:10].split("-")
    return f"{year}年{int(month)}月{int(day)}日"


class Writer:
    """Draws sentences for one text: no sentence twice, its slots filled from the office's subjects."""

    def __init__(self, rng: Random, office: Office, year: int) -> None:
        self.rng, self.office, self.year = rng, office, year
        self.used: set[str] = set()

    def draw(self, pool: tuple[str, ...], count: int = 1, **slots: object) -> str:
        """`count` sentences of a pool as one paragraph."""
        left = [sentence for sentence in pool if sentence not in self.used]
        chosen = self.rng.sample(left, min(count, len(left)))
        self.used.update(chosen)
        return "".join(self._say(sentence, slots) for sentence in chosen)

    def _say(self, sentence: str, slots: dict[str, object]) -> str:
        a, b = self.rng.sample(self.office.topics, 2)
        small = self.rng.randint(2, 9)
        words = {
            "we": self.office.we, "name": self.office.name, "year": self.year, "a": a, "b": b, "spot": self.rng.choice(FEW),
            "k": small, "m": small + self.rng.randint(8, 60), "n": self.rng.randint(90, 900), "unit": self.office.name,
        }  # fmt: skip
        return sentence.format(**(words | slots))


def _formal(office: Office, year: int, filled: Filled) -> tuple[Block, ...]:
    writer = Writer(dice("text", office.key, year), office, year)
    sums = {
        row: filled.cells["applications", row, "total"].value or 0
        for row in ("new", "carried_in", "result_total", "carried_out")
    }
    handled = writer.draw(
        prose.HANDLED,
        new=sums["new"],
        carried=sums["carried_in"],
        done=sums["result_total"],
        out=sums["carried_out"],
    )
    blocks = [
        Block("p", writer.draw(prose.BASIS)),
        _head(0, SECTIONS[0]),
        Block("p", writer.draw(prose.OPENING)),
    ]
    for at, (name, pool, count) in enumerate(OVERVIEW):
        blocks.append(Block("p", f"（{NUMERALS[at]}）{name}。"))
        blocks.append(Block("p", (handled if name == "依申请公开" else "") + writer.draw(pool, count)))
    blocks += [_head(1, SECTIONS[1]), *(Block("table", grid=grid) for grid in filled.proactive)]
    blocks += [_head(2, SECTIONS[2]), Block("table", grid=filled.applications)]
    blocks += [_head(3, SECTIONS[3]), Block("table", grid=filled.litigation)]
    blocks += [_head(4, SECTIONS[4]), *_listed(writer, prose.PROBLEMS), *_listed(writer, prose.MEASURES)]
    blocks += [
        _head(5, SECTIONS[5]),
        Block("p", writer.draw(prose.FEES_C if filled.form == "C" else prose.FEES_B)),
    ]
    return tuple(blocks)


def _narrative(office: Office, year: int) -> tuple[Block, ...]:
    rng = dice("text", office.key, year)
    writer = Writer(rng, office, year)
    new = rng.randint(0, office.scale)
    asked = (
        f"{year}年共收到政府信息公开申请{new}件，全部按期答复。"
        if new
        else f"{year}年没有收到政府信息公开申请。"
    )
    heads = (
        (
            "概述",
            [writer.draw(prose.OPENING), writer.draw(prose.MANAGING, 2), writer.draw(prose.SAFEGUARD, 2)],
        ),
        ("主动公开政府信息的情况", [writer.draw(prose.PROACTIVE, 3), writer.draw(prose.PLATFORM, 2)]),
        ("依申请公开政府信息情况", [asked + writer.draw(prose.HANDLING, 2)]),
        ("政府信息公开的收费及减免情况", [writer.draw(prose.FEES_A)]),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", [writer.draw(prose.DISPUTES_A)]),
        ("存在的主要问题和改进措施", [writer.draw(prose.PROBLEMS, 2), writer.draw(prose.MEASURES, 2)]),
    )
    blocks = [Block("p", writer.draw(prose.BASIS))]
    for at, (head, paragraphs) in enumerate(heads):
        blocks += [_head(at, head), *(Block("p", text) for text in paragraphs)]
    return tuple(blocks)


def _lawful(office: Office, year: int) -> tuple[Block, ...]:
    writer = Writer(dice("law", office.key, year), office, year)
    blocks = [Block("p", writer.draw(prose.LAW_OPENING))]
    for at, (head, pool) in enumerate(prose.LAW.items()):
        blocks.append(_head(at, head))
        blocks += [Block("p", f"（{NUMERALS[n]}）{writer.draw(pool)}") for n in range(len(pool))]
    return tuple(blocks)


def _head(at: int, text: str) -> Block:
    return Block("h", f"{NUMERALS[at]}、{text}")


def _listed(writer: Writer, pool: tuple[str, ...]) -> list[Block]:
    return [Block("p", f"{NUMERALS[at]}是{writer.draw(pool)}") for at in range(2)]
