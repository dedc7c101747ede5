"""Strangers walked: portals of systems that no family names, by the real crawler, with no word said about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import strangers
from loopback import nianbao, rows
from replicas import serving

from crawler.demo.server import LOOPBACK
from crawler.demo.site import Site

RECALL, PRECISION, REQUESTS = 0.95, 0.98, 3
PORTALS = (*strangers.OPEN, *strangers.SEALED, *strangers.UNSEEN)
Reports = dict[tuple[object, ...], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a crawl knows of one portal, what there is, and how many requests it took."""

    known: Reports
    true: Reports
    requests: int


def name(build: Callable[[int], Site]) -> str:
    return build.__module__.rpartition(".")[2]


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stranger]:
    """All of them, in two crawls side by side: a process has to start but twice, and each host is walked as if alone."""
    folders = tmp_path_factory.mktemp("open"), tmp_path_factory.mktemp("sealed")
    with ThreadPoolExecutor() as pool:
        both = pool.map(crawled, (strangers.OPEN, (*strangers.SEALED, *strangers.UNSEEN)), folders)
        return {name: stranger for walk in both for name, stranger in walk.items()}


def crawled(builders: tuple[Callable[[int], Site], ...], folder: Path) -> dict[str, Stranger]:
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


@pytest.fixture(params=PORTALS, ids=name)
def walk(request: pytest.FixtureRequest, crawl: dict[str, Stranger]) -> Stranger:
    return crawl[name(request.param)]


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
