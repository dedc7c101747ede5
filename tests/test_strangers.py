"""Strangers walked: portals of systems that no family names, by the real crawler, with no word said about them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import strangers
from _pytest.mark import ParameterSet
from loopback import nianbao, rows
from replicas import serving

from crawler.demo.server import LOOPBACK
from crawler.demo.site import Site

RECALL, PRECISION, REQUESTS = 0.95, 0.98, 3
Reports = dict[tuple[object, ...], tuple[object, ...]]
Party = tuple[strangers.Builder, ...]
# A few of each kind are walked by every run of the tests, the others by the long ones, each set in a crawl of its own.
QUICK = {
    "open_aspnet", "sealed_oa", "unseen_bureau", "distant_branches", "further_organs",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a crawl knows of one portal, what there is, and how many requests it took."""

    known: Reports
    true: Reports
    requests: int


def name(build: strangers.Builder) -> str:
    return build.__module__.rpartition(".")[2]


def parties() -> Iterator[ParameterSet]:
    """Each portal with those that are crawled together with it."""
    quick = tuple(build for build in strangers.EVERY if name(build) in QUICK)
    yield from (pytest.param((quick, build), id=name(build)) for build in quick)
    for each in strangers.SETS:
        rest = tuple(build for build in each if build not in quick)
        yield from (pytest.param((rest, build), id=name(build), marks=pytest.mark.slow) for build in rest)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Party], dict[str, Stranger]]:
    """What the crawl of a party found; each is crawled once."""
    return cache(lambda party: crawled(party, tmp_path_factory.mktemp("strangers")))


def crawled(builders: Party, folder: Path) -> dict[str, Stranger]:
    """What one crawl of all these portals found."""
    with serving(*builders) as (sites, board):
        (folder / "seeds.txt").write_text("".join(f"{site.seed}\n" for site in sites), encoding="utf-8")
        hosts = json.dumps({site.host: LOOPBACK for site in sites})
        nianbao(
            "crawl", "--seeds", "seeds.txt", "--db", "reports.db", "--delay", "0", "--allow-private", "--quiet",
            "-s", f"NIANBAO_HOSTS={hosts}", cwd=folder, code=0, timeout=300,
        )  # fmt: skip
        asked = tuple(board.log)
    return {
        name(build): Stranger(
            known(folder, site),
            {(e.kind, e.agency, e.year): (e.title, e.published_at) for e in site.expected},
            sum(each.host == site.host for each in asked),
        )
        for build, site in zip(builders, sites, strict=True)
    }


def known(folder: Path, site: Site) -> Reports:
    """Title and date of every report stored of one portal, by kind, agency and year."""
    found = rows(folder / "reports.db", "SELECT portal, kind, agency, year, title, published_at FROM reports")
    return {
        (kind, agency, year): tuple(said)
        for portal, kind, agency, year, *said in found
        if portal == site.portal
    }


@pytest.fixture(params=parties())
def walk(request: pytest.FixtureRequest, crawl: Callable[[Party], dict[str, Stranger]]) -> Stranger:
    party, build = request.param
    return crawl(party)[name(build)]


def test_nearly_every_report_and_nearly_nothing_else(walk: Stranger) -> None:
    found, there = walk.known.keys(), walk.true.keys()
    assert len(found & there) >= RECALL * len(there), sorted(map(str, there - found))[:9]
    assert len(found & there) >= PRECISION * len(found), sorted(map(str, found - there))[:9]


def test_titles_and_dates_as_printed(walk: Stranger) -> None:
    both = walk.known.keys() & walk.true.keys()
    wrong = {key: walk.known[key] for key in both if walk.known[key] != walk.true[key]}
    assert len(wrong) <= (1 - RECALL) * len(walk.true), wrong


def test_few_requests_a_report(walk: Stranger) -> None:
    assert walk.requests <= REQUESTS * len(walk.true)
