"""Every family on its replica: every report once, nothing else, few requests among thousands of ordinary pages."""

import subprocess
import sys
from pathlib import Path

import pytest
from loopback import article, crawl_words, environment, listing, named, rows, serving
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


BROKEN = """
import parsers.portals as seam
from crawler.commands import main

def broken(page):
    return missing

seam.ROLL = (seam.Portal("broken", (seam.Mark(url="/bm/"),), links=broken),)
main()
"""


def test_a_defect_in_a_family_is_told_and_costs_its_own_pages_only(tmp_path: Path) -> None:
    with serving() as sites:
        title = named("示例县教育局", 2020)
        home = listing("政府信息公开年报", ("/bm/", "部门年报"), ("/2020.html", title))
        url = sites.site("one.gov.cn", {"/": home, "/bm/": home, "/2020.html": article("示例县教育局", 2020)})
        words = (sys.executable, "-c", BROKEN, *crawl_words(sites, url, "--log-file", "log"))
        ran = subprocess.run(
            words, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60, check=True
        )
    failed = rows(
        tmp_path / "reports.db", "SELECT url, kind, outcome, detail FROM pages WHERE outcome <> 'ok'"
    )
    error = "our own error: NameError: name 'missing' is not defined"
    assert failed == [(f"{url}bm/", "list", "failed", error)]
    assert rows(tmp_path / "reports.db", "SELECT title FROM reports") == [(title,)]
    assert rows(tmp_path / "reports.db", "SELECT outcome, detail FROM portals") == [
        ("ok", f"1 failed; 1 by {error} ({url}bm/)")
    ]
    assert "errors of our own: 1 pages" in ran.stdout
    assert "Traceback" in (tmp_path / "log").read_text("utf-8")
