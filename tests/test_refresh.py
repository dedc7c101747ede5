"""Refresh on portals whose editors work between the visits: exactly what they did is recorded, and little is asked for it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from loopback import Asked, Sites, crawl_words, environment, nianbao, rows, serving
from towns import OFFICES, ROWS, YEARS, Posted, Town

PARTS = ("sections", "cells", "figures", "checks", "attachments", "editions", "agencies")
TOWNSHIPS = "东山 西山 南湖 北港 双溪 白沙 长桥 新圩 龙潭 凤岗 平湖 大浦".split()
NEWEST = YEARS[-1] + 1
REPORTS = len(OFFICES) * len(YEARS)


class Work(NamedTuple):
    """What the editors of a town did in a year."""

    added: tuple[Posted, ...]
    corrected: Posted
    moved: Posted
    removed: Posted
    posted: tuple[Posted, ...]


def work(town: Town) -> Work:
    """Twelve new reports (more than two list pages), one corrected, one moved, one removed, the rest in another order."""
    corrected, moved, removed = town.correct(3), town.move(7), town.remove(9)
    town.shuffle()
    added = tuple(
        Posted(f"/gk/nb/{NEWEST}{at}.html", f"{town.name}{name}镇人民政府", NEWEST)
        for at, name in enumerate(TOWNSHIPS)
    )
    town.post(*added)
    return Work(added, corrected, moved, removed, town.posted)


@dataclass
class Step:
    """One run: the file as it left it, what the servers were asked, what it printed."""

    db: Path
    asked: list[Asked]
    said: str
    code: int
    sent: dict[str, int]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return rows(self.db, sql)

    def paths(self, town: Town) -> list[str]:
        return [one.path for one in self.asked if one.host == town.host and one.path != "/robots.txt"]

    def told(self, town: Town, *columns: str) -> dict[tuple[object, object], tuple[object, ...]]:
        """Columns of the reports of a town, by agency and year."""
        sql = f"SELECT agency, year, {', '.join(columns)} FROM reports WHERE agency LIKE '{town.name}%'"
        return {(agency, year): tuple(rest) for agency, year, *rest in self.rows(sql)}

    def outcome(self, town: Town) -> tuple[object, ...]:
        (row,) = self.rows(f"SELECT outcome, detail FROM portals WHERE name = '{town.name}'")
        return row

    def standing(self) -> list[object]:
        """Every row of every report, with its number: a row written anew has another one.

        Not when it was last seen: to tell that is what a visit is for.
        """
        columns = [name for _, name, *_ in self.rows("PRAGMA table_info(reports)") if name != "last_seen"]
        found: list[object] = [self.rows(f"SELECT rowid, {', '.join(columns)} FROM reports ORDER BY rowid")]
        return found + [self.rows(f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in PARTS]


@dataclass
class Story:
    """The runs of one file, in order; `works` is what was done in each town before the step `year`."""

    folder: Path
    sites: Sites
    towns: tuple[Town, ...]
    steps: dict[str, Step] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)

    def words(self, *more: str) -> tuple[str, ...]:
        return ("refresh", *crawl_words(self.sites, *more)[1:], "--quiet")

    def run(self, name: str, *words: str) -> Step:
        self.sites.asked.clear()
        ran = nianbao(*(words or self.words()), cwd=self.folder)
        kept = shutil.copy(self.folder / "reports.db", self.folder / f"{name}.db")
        sent = {town.name: town.sent for town in self.towns}
        step = Step(Path(kept), list(self.sites.asked), ran.stdout + ran.stderr, ran.returncode, sent)
        self.steps[name] = step
        return step

    def crawl(self) -> Step:
        return self.run("crawl", *crawl_words(self.sites, "--seeds", "seeds.txt", "--quiet"))


@contextmanager
def opened(folder: Path, *towns: Town) -> Iterator[Story]:
    with serving() as sites:
        seeds = [f"{town.open(sites)} name={town.name}" for town in towns]
        (folder / "seeds.txt").write_text("\n".join(seeds), encoding="utf-8")
        yield Story(folder, sites, towns)


STEADY = Town("安平县")  # nothing ever happens here
COUNTY = Town("云河县")
PLAIN = Town("沙溪县", marks=False)
REBUILT = Town("石岭县")
WALLED = Town("北塘县")
TOWNS = (STEADY, COUNTY, PLAIN, REBUILT, WALLED)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with opened(tmp_path_factory.mktemp("story"), *TOWNS) as story:
        story.crawl()
        story.run("same")
        story.run("lists", *story.words("--lists-only"))
        story.works = {town.name: work(town) for town in (COUNTY, PLAIN)}
        posted, REBUILT.posted, WALLED.walled = REBUILT.posted, (), True
        story.run("year")
        WALLED.walled = False
        COUNTY.post(story.works[COUNTY.name].removed)
        story.run("later")
        REBUILT.posted = posted
        story.run("last", *story.words("-s", "NIANBAO_OLD_DAYS=0"))
        yield story


# --- nothing has changed ----------------------------------------------------------------------------------------------


def test_nothing_is_written_where_nothing_has_changed(story: Story) -> None:
    crawl, same = story.steps["crawl"], story.steps["same"]
    assert (crawl.code, same.code) == (0, 0)
    assert len(same.rows("SELECT id FROM reports")) == REPORTS * len(TOWNS)
    assert same.standing() == crawl.standing()
    assert f"0 new, 0 changed, {REPORTS * len(TOWNS)} unchanged" in same.said
    assert same.rows("SELECT max(number) FROM editions") == [(1,)]
    (seen,) = same.rows("SELECT min(last_seen) >= (SELECT max(started_at) FROM runs) FROM reports")
    assert seen == (1,)


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_only_lists_and_known_reports_are_asked(story: Story, town: Town) -> None:
    asked = story.steps["same"].paths(town)
    crawled = story.steps["crawl"].rows(f"SELECT url FROM sources WHERE url LIKE '%{town.host}%'")
    reports = {str(url).partition(str(story.sites.port))[2] for (url,) in crawled}
    assert sorted(asked) == sorted({"/", "/gk/", "/gk/nb/"} | reports)


def test_servers_that_give_validators_send_next_to_nothing(story: Story) -> None:
    crawl, same = story.steps["crawl"].sent, story.steps["same"].sent
    for town in TOWNS:
        again = same[town.name] - crawl[town.name]
        assert again == 0 if town.marks else again > crawl[town.name] / 2
    asked = (3 + REPORTS) * sum(town.marks for town in TOWNS)
    assert story.steps["same"].rows("SELECT not_modified FROM runs") == [(0,), (asked,)]
    assert f"not modified: {asked} pages" in story.steps["same"].said


def test_a_look_at_the_lists_alone_asks_little(story: Story) -> None:
    lists = story.steps["lists"]
    assert lists.code == 0
    for town in TOWNS:
        assert sorted(lists.paths(town)) == ["/", "/gk/nb/"]
    assert lists.standing() == story.steps["same"].standing()


# --- a year has passed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("town", [COUNTY, PLAIN], ids=["validators", "no validators"])
def test_exactly_what_changed_is_recorded(story: Story, town: Town) -> None:
    did = story.works[town.name]
    before, after = (
        story.steps[name].told(town, "edition", "gone_at", "url", "body") for name in ("same", "year")
    )
    assert after.keys() - before.keys() == {(one.agency, one.year) for one in did.added}
    assert before.keys() <= after.keys()
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {(one.agency, one.year) for one in (did.corrected, did.moved, did.removed)}
    edition, gone, _, body = after[did.corrected.agency, did.corrected.year]
    assert (edition, gone, did.corrected.correction in str(body)) == (2, None, True)
    edition, gone, url, _ = after[did.moved.agency, did.moved.year]
    assert (edition, gone, str(url).endswith(did.moved.path)) == (1, None, True)
    edition, gone, url, body = after[did.removed.agency, did.removed.year]
    assert gone is not None
    assert (edition, url, body) == tuple(before[did.removed.agency, did.removed.year][at] for at in (0, 2, 3))


@pytest.mark.parametrize("town", [COUNTY, PLAIN], ids=["validators", "no validators"])
def test_a_list_is_read_as_far_as_it_has_news(story: Story, town: Town) -> None:
    posted, new = story.works[town.name].posted, {*story.works[town.name].added, story.works[town.name].moved}
    pages = [posted[at : at + ROWS] for at in range(0, len(posted), ROWS)]
    news = next(at for at, page in enumerate(pages, 1) if not new & set(page))
    assert 2 < news < len(pages)
    asked = [path for path in story.steps["year"].paths(town) if "index" in path or path.endswith("/")]
    assert sorted(asked) == [
        "/",
        "/gk/",
        "/gk/nb/",
        *(f"/gk/nb/index_{at}.html" for at in range(2, news + 1)),
    ]


def test_the_old_text_is_kept_and_the_view_says_what_moved(story: Story) -> None:
    found = story.steps["year"].rows(
        "SELECT agency, year, added, sections, cells FROM changes ORDER BY agency"
    )
    assert len(found) == 2
    for agency, year, added, sections, cells in found:
        did = next(did for did in story.works.values() if did.corrected.agency == agency)
        assert (year, added) == (did.corrected.year, did.corrected.correction)
        assert len(str(sections).splitlines()) == 1
        assert cells is None
    assert story.steps["year"].rows(
        "SELECT reports_new, reports_changed, reports_gone FROM runs WHERE id = 4"
    ) == [(24, 2, 2)]
    assert "24 new, 2 changed, 2 moved, 2 gone" in story.steps["year"].said


def test_a_report_that_returns_is_there_again(story: Story) -> None:
    removed = story.works[COUNTY.name].removed
    (gone,) = story.steps["later"].told(COUNTY, "gone_at")[removed.agency, removed.year]
    assert gone is None, "its list names it again: it is asked at once"
    assert story.steps["later"].told(COUNTY, "edition")[removed.agency, removed.year] == (1,)


# --- what must not look like a removal --------------------------------------------------------------------------------


def test_a_blocked_portal_loses_nothing(story: Story) -> None:
    year, later = story.steps["year"], story.steps["later"]
    assert year.code == 1
    assert year.outcome(WALLED)[0] == "blocked"
    assert f"blocked: {WALLED.name}" in year.said
    assert year.told(WALLED, "edition", "gone_at") == story.steps["same"].told(WALLED, "edition", "gone_at")
    assert later.outcome(WALLED) == ("ok", None)


def test_a_mass_removal_is_believed_when_it_is_seen_twice(story: Story) -> None:
    year, later, last = (story.steps[name] for name in ("year", "later", "last"))
    assert {gone for (gone,) in year.told(REBUILT, "gone_at").values()} == {None}
    outcome, detail = year.outcome(REBUILT)
    assert outcome == "short"
    assert f"{REPORTS} addresses of reports answer 404 all at once" in str(detail)
    assert f"short: {REBUILT.name}" in year.said
    gone = {gone for (gone,) in later.told(REBUILT, "gone_at").values()}
    assert None not in gone
    assert max(map(str, gone)) < str(later.rows("SELECT max(started_at) FROM runs")[0][0]), (
        "gone since the first"
    )
    assert later.told(REBUILT, "body") == year.told(REBUILT, "body")
    assert {gone for (gone,) in last.told(REBUILT, "gone_at").values()} == {None}
    assert last.outcome(REBUILT) == ("ok", None)


# --- kill -9 ----------------------------------------------------------------------------------------------------------


def test_a_killed_refresh_goes_on_and_loses_nothing(tmp_path: Path) -> None:
    town = Town("青溪县")
    with opened(tmp_path, town) as story:
        story.crawl()
        did = work(town)
        story.sites.asked.clear()
        words = [sys.executable, "-m", "crawler", *story.words("--delay", "0.05")]
        with subprocess.Popen(words, cwd=tmp_path, env=environment()) as broken:
            while len(story.sites.asked) < 9:  # the first page of the list is read, its links are queued
                assert broken.poll() is None
                time.sleep(0.01)
            broken.send_signal(signal.SIGKILL)
        first = {one.path for one in story.sites.asked}
        last = story.run("last")
    assert last.rows("SELECT command, finish_reason FROM runs") == [
        ("crawl", "finished"),
        ("refresh", "finished"),
    ]
    told = last.told(town, "edition", "gone_at IS NULL", "url")
    assert {(one.agency, one.year) for one in did.added} <= told.keys()
    assert told[did.corrected.agency, did.corrected.year][0] == 2
    assert told[did.moved.agency, did.moved.year][2].endswith(did.moved.path)  # type: ignore[attr-defined]
    assert [key for key, row in told.items() if not row[1]] == [(did.removed.agency, did.removed.year)]
    again = first & set(last.paths(town))
    assert len(again) < len(first), "what was committed is not asked again"
    assert last.rows("SELECT reports_new, reports_changed, reports_gone FROM runs WHERE id = 2") == [
        (12, 1, 1)
    ]
