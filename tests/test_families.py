"""Every family on its replica: every report once, nothing else, few requests among thousands of ordinary pages."""

from pathlib import Path

import pytest
from loopback import rows
from replicas import FAMILIES, Walked, builder, walked


@pytest.fixture(scope="module", params=FAMILIES)
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    family: str = request.param
    folder: Path = tmp_path_factory.mktemp(family)
    return walked(builder(family), folder)


def test_every_report_once_and_nothing_else(walk: Walked) -> None:
    assert len(walk.true()) >= 12
    assert walk.found() == walk.true()


def test_the_family_is_known(walk: Walked, request: pytest.FixtureRequest) -> None:
    family = request.node.callspec.params["walk"].partition("_")[0]
    assert rows(walk.db, "SELECT cms, outcome FROM portals") == [(family, "ok")]


def test_few_requests_a_report_among_twenty_thousand_pages(walk: Walked) -> None:
    crowd = sum(page.kind == "ordinary" for page in walk.site.pages.values())
    assert crowd >= 20_000
    assert len(walk.asked) <= 3 * len(walk.site.expected)


def test_nothing_forbidden_was_asked(walk: Walked) -> None:
    assert [page.path for page in walk.asked if page.kind == "forbidden"] == []
