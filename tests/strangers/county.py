"""An invented county of the strangers: its offices, and every article it publishes before that has an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random

from crawler.demo.forms import fill, form_of
from crawler.demo.places import Office
from crawler.demo.site import Block, Cells, dice

from . import words

HEADS = "一二三四五六七八"
DISCLOSURE, LAW = "disclosure_annual", "law_government_annual"


@dataclass(frozen=True, slots=True)
class County:
    """A place: `name` with its kind (青禾县), departments and towns by their short names, host without port."""

    name: str
    host: str
    departments: tuple[str, ...]
    towns: tuple[str, ...]

    @property
    def government(self) -> Office:
        """The people's government."""
        return self.office("人民政府", "government", 60)

    @property
    def bureaus(self) -> tuple[Office, ...]:
        """The departments, as offices."""
        return tuple(self.office(name, "department", 12) for name in self.departments)

    @property
    def villages(self) -> tuple[Office, ...]:
        """Towns, townships and streets, as offices."""
        return tuple(self.office(name, "town", 4) for name in self.towns)

    @property
    def offices(self) -> tuple[Office, ...]:
        """All of them, the government first."""
        return (self.government, *self.bureaus, *self.villages)

    def office(self, short: str, level: str, scale: int) -> Office:
        """One office; its stem is what local people call it."""
        whole = short if level != "town" else short + ("办事处" if short.endswith("街道") else "人民政府")
        stem = self.name if level == "government" else short
        topics = tuple(dice(self.name, short).sample(words.SUBJECTS, 6))
        we = f"我{self.name[-1]}" if level == "government" else "我局" if short.endswith("局") else "我单位"
        return Office(
            f"{self.host}/{short}", self.name + whole, stem, we, level, f"o{len(whole)}", topics, scale
        )


@dataclass(frozen=True, slots=True)
class Habit:
    """How the offices of one portal write: title forms (drawn by lot), which years carry tables, what a nil looks like.

    `whole` are the levels whose titles carry the full name; `{stem}` is the short one. `gap` is the share of reports
    that departments and towns never published. `files` maps a level to the media its reports are drawn from.
    """

    titles: tuple[str, ...] = ("{name}{year}年政府信息公开工作年度报告",)
    law_titles: tuple[str, ...] = ("{name}{year}年法治政府建设年度报告",)
    tables: tuple[str, ...] = ("government", "department", "town")
    nil: str = "0"
    joined: bool = True
    gap: float = 0.1
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One article before it has an address; `kind`, `agency` and `year` are set on true reports only.

    `medium` is `html`, or `pdf` / `docx` where the article has nothing but an attachment.
    """

    key: int
    title: str
    date: str
    source: str
    write: Callable[[], tuple[Block, ...]]
    kind: str = ""
    office: Office | None = None
    year: int = 0
    form: str | None = None
    cells: Cells = field(default_factory=dict)
    medium: str = "html"


class Voice:
    """Says sentences of a pool with an office's subjects and numbers; no sentence twice."""

    def __init__(self, rng: Random, office: Office, year: int) -> None:
        self.rng, self.office, self.year = rng, office, year
        self.said: set[str] = set()

    def say(self, pool: tuple[str, ...], count: int = 1) -> str:
        """`count` sentences as one paragraph."""
        left = [sentence for sentence in pool if sentence not in self.said]
        chosen = self.rng.sample(left, min(count, len(left)))
        self.said.update(chosen)
        return "".join(self._fill(sentence) for sentence in chosen)

    def _fill(self, sentence: str) -> str:
        a, b = self.rng.sample(self.office.topics, 2)
        k = self.rng.randint(2, 9)
        m = k + self.rng.randint(6, 40)
        return sentence.format(
            we=self.office.we, name=self.office.name, year=self.year, a=a, b=b, k=k, m=m, n=m * 7 + k
        )


def disclosures(
    county: County, years: Iterable[int], habit: Habit, first: int, offices: tuple[Office, ...] = ()
) -> list[Paper]:
    """The disclosure reports of offices (all by default) and years, newest first; keys are scattered above `first`."""
    found = []
    for office in offices or county.offices:
        for year in years:
            rng = dice("report", county.host, office.key, year)
            if office.level != "government" and rng.random() < habit.gap:
                continue
            title = rng.choice(habit.titles).format(name=office.name, stem=office.stem, year=year)
            tables = year >= 2019 and office.level in habit.tables
            filled = fill(office, year, nil=habit.nil, joined=habit.joined) if tables else None
            blocks = (
                (*filled.proactive,), filled.applications, filled.litigation
            ) if filled else None  # fmt: skip
            medium = rng.choice(dict(habit.files).get(office.level, ("html",)))
            date = _date(rng, office, year)
            found.append(
                Paper(
                    first + len(found) * 3 + rng.randint(0, 2), title, date, _source(office), partial(_report, office, year, date, blocks),
                    DISCLOSURE, office, year, form_of(year) if tables or year < 2019 else None, filled.cells if filled else {}, medium,
                )
            )  # fmt: skip
    return newest(found)


def laws(
    county: County, years: Iterable[int], habit: Habit, first: int, offices: tuple[Office, ...] = ()
) -> list[Paper]:
    """The reports on governing by law, newest first."""
    found = []
    for office in offices or county.offices[:3]:
        for year in years:
            rng = dice("law", county.host, office.key, year)
            title = rng.choice(habit.law_titles).format(name=office.name, stem=office.stem, year=year)
            date = f"{year + 1}-{rng.randint(1, 3):02d}-{rng.randint(3, 28):02d}"
            found.append(
                Paper(
                    first + len(found) * 3, title, date, _source(office), partial(_law, office, year, date), LAW, office, year
                )
            )  # fmt: skip
    return newest(found)


def newest(papers: Iterable[Paper]) -> list[Paper]:
    """Papers as a list prints them."""
    return sorted(papers, key=lambda paper: (paper.date, paper.key), reverse=True)


def _date(rng: Random, office: Office, year: int) -> str:
    month, day = (3, rng.randint(4, 30)) if office.level == "government" else (1, rng.randint(5, 30))
    return f"{year + 1}-{month:02d}-{day:02d}"


def _source(office: Office) -> str:
    return f"{office.name}办公室" if office.level == "government" else office.name


def _report(
    office: Office, year: int, date: str, tables: tuple | None
) -> tuple[Block, ...]:  # tables of section 二, of 三, of 四
    voice = Voice(dice("text", office.key, year), office, year)
    parts = [Block("p", voice.say(words.BASIS))]
    for at, (head, pools) in enumerate(
        zip(words.NEW, _pools(tables), strict=True) if year >= 2019 else _old()
    ):
        parts.append(Block("h", f"{HEADS[at]}、{head}"))
        if tables and at in (1, 2, 3):
            grids = tables[0] if at == 1 else (tables[at - 1],)
            parts += [Block("table", grid=grid) for grid in grids]
        parts += [Block("p", voice.say(pool, count)) for pool, count in pools]
    year_, month, day = date.split("-")
    return (
        *parts,
        Block("sign", office.name),
        Block("sign", f"{year_}年{int(month)}月{int(day)}日"),
    )


def _pools(tables: tuple | None) -> tuple[tuple[tuple[tuple[str, ...], int], ...], ...]:
    bare = tables is None
    return (
        ((words.GENERAL, 3), (words.GENERAL, 2), (words.GENERAL, 2)),
        ((words.OPENED, 2),) if bare else (),
        ((words.ASKED, 2),) if bare else (),
        ((words.DISPUTED, 1),) if bare else (),
        ((words.TROUBLE, 2), (words.BETTER, 2)),
        ((words.REST, 1),),
    )


def _old() -> Iterator[tuple[str, tuple[tuple[tuple[str, ...], int], ...]]]:
    pools = (
        ((words.GENERAL, 3), (words.GENERAL, 2)), ((words.OPENED, 3),), ((words.ASKED, 2),),
        ((words.FEE, 1),), ((words.DISPUTED, 1),), ((words.TROUBLE, 2), (words.BETTER, 2)),
    )  # fmt: skip
    return zip(words.OLD, pools, strict=True)


def _law(office: Office, year: int, date: str) -> tuple[Block, ...]:
    voice = Voice(dice("law text", office.key, year), office, year)
    parts = [Block("p", f"{year}年，{office.name}深入推进依法行政，现将法治政府建设有关情况报告如下。")]
    for at, (head, pool) in enumerate(words.LAW.items()):
        parts.append(Block("h", f"{HEADS[at]}、{head}"))
        parts += [Block("p", voice.say(pool)) for _ in pool]
    return (*parts, Block("sign", office.name), Block("sign", date))
