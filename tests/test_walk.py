"""The main job on the replica portals: every true report once, every field and cell as printed, and a second walk in silence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from loopback import nianbao, rows

from crawler.demo import Replicas, replicas


class Walk(NamedTuple):
    """A finished walk over the replicas: their known answers, the file, and what the second walk printed."""

    portals: Replicas
    db: Path
    first: str
    second: str
    before: list[tuple[object, ...]]
    asked: int


def known(portals: Replicas) -> dict[object, str]:
    """Every official address of a true report -> its first one: a report stands in two columns, and either may speak."""
    return {url: report.url for report in portals.expected for url in (report.url, *report.copies)}


STANDING = "SELECT id, title, edition, content_sha256, url, last_changed, digest FROM reports ORDER BY id"


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("walk")
    with replicas() as portals:
        seeds = folder / "seeds.txt"
        seeds.write_text("\n".join(portals.seeds), encoding="utf-8")
        words = (
            "crawl",
            "--seeds",
            str(seeds),
            "--db",
            "reports.db",
            "--delay",
            "0",
            "--allow-private",
            "--quiet",
        )
        hosts = ("-s", f"NIANBAO_HOSTS={json.dumps(portals.hosts)}")
        first = nianbao(*words, *hosts, cwd=folder, code=0, timeout=240).stdout
        asked = len(portals.requests)
        before = rows(folder / "reports.db", STANDING)
        second = nianbao(*words, *hosts, cwd=folder, code=0, timeout=240).stdout
        yield Walk(portals, folder / "reports.db", first, second, before, asked)


def test_every_true_report_once_and_nothing_else(walk: Walk) -> None:
    home = known(walk.portals)
    found = rows(walk.db, "SELECT url, kind, agency, year, title, published_at, source FROM reports")
    true = [
        (r.url, r.kind, r.agency, r.year, r.title, r.published_at, r.source) for r in walk.portals.expected
    ]
    assert sorted((home[url], *rest) for url, *rest in found) == sorted(true)


def test_bodies_as_printed(walk: Walk) -> None:
    home = known(walk.portals)
    bodies = {home[url]: body for url, body in rows(walk.db, "SELECT url, body FROM reports")}
    for report in walk.portals.expected:
        assert str(bodies[report.url]).split("\n") == list(report.lines), report.url


def test_templates(walk: Walk) -> None:
    home = known(walk.portals)
    found = {home[url]: template for url, template in rows(walk.db, "SELECT url, template FROM reports")}
    assert found == {report.url: report.template for report in walk.portals.expected}


def test_every_cell(walk: Walk) -> None:
    home = known(walk.portals)
    found: dict[object, dict[object, tuple[object, ...]]] = {}
    for url, *seat, raw, value, state in rows(
        walk.db,
        "SELECT url, tbl, row, col, raw, value, state FROM cells JOIN reports ON reports.id = report_id",
    ):
        found.setdefault(home[url], {})[tuple(seat)] = (raw, value, state)
    for report in walk.portals.expected:
        printed = {seat: (cell.raw, cell.value, cell.state) for seat, cell in report.cells.items()}
        assert found.get(report.url, {}) == printed, report.url


def test_what_is_true_adds_up(walk: Walk) -> None:
    assert rows(walk.db, "SELECT agency, year, rule, scope FROM failing_checks") == []
    assert rows(
        walk.db, "SELECT count(*) > 400 FROM checks WHERE rule = 'APP-CARRY' AND status = 'pass'"
    ) == [(1,)]


def test_copies_and_mirrors_are_addresses_of_their_report(walk: Walk) -> None:
    found = rows(walk.db, "SELECT url, role = 'mirror' FROM sources")
    official = {(url, 0) for url in known(walk.portals)}
    mirrors = {(url, 1) for report in walk.portals.expected for url in report.mirrors}
    assert mirrors
    assert set(found) == official | mirrors
    assert len(found) == len(set(found))
    spokesmen = rows(walk.db, "SELECT count(*) FROM sources WHERE role = 'canonical'")
    assert spokesmen == [(len(walk.portals.expected),)]


def test_a_mirror_never_speaks(walk: Walk) -> None:
    assert rows(walk.db, "SELECT count(*) FROM reports WHERE official = 0") == [(0,)]
    assert rows(walk.db, "SELECT DISTINCT script FROM reports") == [("hans",)]
    held = rows(walk.db, "SELECT count(*) FROM editions WHERE url LIKE '%.example%'")
    assert held == [(2,)]


def test_the_second_walk_is_silent(walk: Walk) -> None:
    assert "0 new, 0 changed" in walk.second
    assert rows(walk.db, STANDING) == walk.before


def test_few_requests_a_report(walk: Walk) -> None:
    assert walk.asked <= 3 * len(walk.portals.expected)


def test_robots_were_obeyed(walk: Walk) -> None:
    forbidden = {(page.host, page.path) for page in walk.portals.requests if page.kind == "forbidden"}
    assert forbidden == set()
    assert rows(
        walk.db, "SELECT count(*) > 0 FROM pages WHERE detail = 'robots.txt forbids this address'"
    ) == [(1,)]
