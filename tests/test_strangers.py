"""Strangers walked: portals of systems that no family names, by the real crawler, with no word said about them."""

from __future__ import annotations

import pytest
from loopback import rows
from replicas import Walked, walked
from strangers import OPEN

RECALL, PRECISION = 0.95, 0.98


@pytest.fixture(scope="module", params=OPEN, ids=lambda build: build.__module__.rpartition(".")[2])
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walked(request.param, tmp_path_factory.mktemp("stranger"))


def known(walk: Walked) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Title and date of every report stored, by kind, agency and year."""
    found = rows(walk.db, "SELECT kind, agency, year, title, published_at FROM reports")
    return {(kind, agency, year): (title, date) for kind, agency, year, title, date in found}


def true(walk: Walked) -> dict[tuple[object, ...], tuple[object, ...]]:
    """The same of every report that is there."""
    return {(e.kind, e.agency, e.year): (e.title, e.published_at) for e in walk.site.expected}


def test_nearly_every_report_and_nearly_nothing_else(walk: Walked) -> None:
    found, there = known(walk).keys(), true(walk).keys()
    assert len(found & there) >= RECALL * len(there), sorted(map(str, there - found))[:9]
    assert len(found & there) >= PRECISION * len(found), sorted(map(str, found - there))[:9]


def test_titles_and_dates_as_printed(walk: Walked) -> None:
    found, there = known(walk), true(walk)
    wrong = {key: found[key] for key in found.keys() & there.keys() if found[key] != there[key]}
    assert len(wrong) <= (1 - RECALL) * len(there), wrong


def test_few_requests_a_report(walk: Walked) -> None:
    assert len(walk.asked) <= 3 * len(walk.site.expected)
