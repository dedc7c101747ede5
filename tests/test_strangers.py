"""Strangers walked: portals of systems that no family names, by the real crawler, with no word said about them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import rows
from replicas import Walked, walked
from strangers import OPEN, SEALED

from crawler.demo.site import Site

RECALL, PRECISION, REQUESTS = 0.95, 0.98, 3
Reports = dict[tuple[object, ...], tuple[object, ...]]


def known(walk: Walked) -> Reports:
    """Title and date of every report stored, by kind, agency and year."""
    found = rows(walk.db, "SELECT kind, agency, year, title, published_at FROM reports")
    return {(kind, agency, year): (title, date) for kind, agency, year, title, date in found}


def true(walk: Walked) -> Reports:
    """The same of every report that is there."""
    return {(e.kind, e.agency, e.year): (e.title, e.published_at) for e in walk.site.expected}


def name(build: Callable[[int], Site]) -> str:
    return build.__module__.rpartition(".")[2]


@pytest.fixture(scope="module", params=OPEN, ids=name)
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walked(request.param, tmp_path_factory.mktemp("stranger"))


def test_nearly_every_report_and_nearly_nothing_else(walk: Walked) -> None:
    found, there = known(walk).keys(), true(walk).keys()
    assert len(found & there) >= RECALL * len(there), sorted(map(str, there - found))[:9]
    assert len(found & there) >= PRECISION * len(found), sorted(map(str, found - there))[:9]


def test_titles_and_dates_as_printed(walk: Walked) -> None:
    found, there = known(walk), true(walk)
    wrong = {key: found[key] for key in found.keys() & there.keys() if found[key] != there[key]}
    assert len(wrong) <= (1 - RECALL) * len(there), wrong


def test_few_requests_a_report(walk: Walked) -> None:
    assert len(walk.asked) <= REQUESTS * len(walk.site.expected)


@pytest.mark.slow
@pytest.mark.parametrize("build", SEALED, ids=name)
def test_portals_to_measure_with(build: Callable[[int], Site], tmp_path: Path) -> None:
    """Nobody who writes rules looks at these: what is missed is printed (`-s`), what is made up or asked too often fails."""
    walk = walked(build, tmp_path)
    found, there = known(walk), true(walk)
    hit = found.keys() & there.keys()
    whole = sum(found[key] == there[key] for key in hit)
    print(
        f"\n{name(build)}: {len(hit)} of {len(there)}, {whole} with title and date, {len(walk.asked)} requests"
    )
    assert len(hit) >= PRECISION * len(found), sorted(map(str, found.keys() - there.keys()))[:9]
    assert len(walk.asked) <= REQUESTS * len(there)
