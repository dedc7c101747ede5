"""The ordinary pages of the strangers: heaps of news, notices, budgets and of what merely looks like an annual report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import product

from crawler.demo.places import Office
from crawler.demo.site import Block, dice

from . import words
from .county import County, Paper, Voice, newest

FIRST, LAST = 2015, 2023


def heap(county: County, pool: str, count: int, first: int, office: Office | None = None) -> list[Paper]:
    """`count` ordinary papers of a pool of titles, newest first, with keys from `first` on; no title twice."""
    seen: set[str] = set()
    found = []
    for at in range(count):
        rng = dice("heap", county.host, pool, first, at)
        year = rng.randint(FIRST, LAST)
        who = office or rng.choice(county.offices[1:])
        title = rng.choice(words.TITLES[pool]).format(
            place=county.name, office=who.name, town=rng.choice(county.towns), year=year, next=year + 1, n=at + 1,
            a=rng.choice(words.SUBJECTS),
        )  # fmt: skip
        if title in seen:
            title = f"{title}（{at}）"
        seen.add(title)
        date = f"{year + (pool in ('near', 'annual', 'beside'))}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        found.append(Paper(first + at, title, date, who.name, partial(_body, who, year, first + at)))
    return newest(found)


def beside(
    county: County, titles: tuple[str, ...], years: Iterable[int], first: int, office: Office | None = None
) -> list[Paper]:
    """What one portal puts beside its reports in words of its own: each title once a year, newest first."""
    found = []
    for at, (year, form) in enumerate(product(years, titles)):
        rng = dice("beside", county.host, first, at)
        who = office or rng.choice(county.offices[1:])
        title = form.format(
            place=county.name, office=who.name, town=rng.choice(county.towns), year=year, next=year + 1
        )
        date = f"{year + 1}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        found.append(Paper(first + at, title, date, who.name, partial(_body, who, year, first + at)))
    return newest(found)


def _body(office: Office, year: int, key: int) -> tuple[Block, ...]:
    rng = dice("body", office.key, key)
    voice = Voice(rng, office, year)
    return tuple(Block("p", voice.say(words.ORDINARY)) for _ in range(rng.randint(2, 5)))
