"""Revisits: what a refresh asks a file's portals again, what it may skip, and when a loss is believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scrapy import Request
from shelf import HOST, PORTAL, Clock, report, rows, visit

from crawler.manners import Validators
from crawler.seeds import Seed
from crawler.storage import Scope, Store, revisits
from crawler.visits import Held, Outlink, Queued
from parsers import PARSER_VERSION, Attachment, Report, from_json

COLUMN = f"{PORTAL}gk/nb/"
SECOND = f"{PORTAL}gk/nb/2.html"
NOW = 2024


def address(year: int) -> str:
    return f"{PORTAL}{year}.html"


def told(year: int, text: str = "", **fields: object) -> Report:
    sha = f"{year}{text}"
    usual = {"url": address(year), "content_sha256": sha, "body": sha, "parser_version": PARSER_VERSION}
    return report(**{"id": f"r{year}", "year": year, **usual, **fields})


def link(year: int) -> Outlink:
    return Outlink(address(year), "report", 900, 2, f"{year}年年报")


class Walk:
    """A file and its portal: one column of two pages; each visit answers what it is told to, all else as before."""

    def __init__(self, path: Path) -> None:
        self.path, self.clock = path, Clock()
        self.years: tuple[int, ...] = (2023, 2022, 2012)
        self.answers: dict[str, dict[str, object]] = {}
        self.asked: list[Queued] = []

    def go(self, scope: Scope | None = None, *, pages: int | None = None, end: bool = True) -> list[str]:
        """One visit, or the first `pages` of it; the addresses asked, in order."""
        with Store(self.path, clock=self.clock) as store:
            command = "crawl" if scope is None else scope.command
            run = store.begin(command, self.clock(), [Seed(PORTAL)], scope)
            self.asked = []
            while (rows := store.take(HOST, 1)) and (pages is None or len(self.asked) < pages):
                self.asked.append(rows[0])
                store.commit(visit(rows[0], **self._answer(rows[0])))
            if end:
                store.finish(run, "finished" if pages is None else "shutdown")
        return [row.url for row in self.asked]

    def _answer(self, row: Queued) -> dict[str, object]:
        usual: dict[str, object] = {"etag": f'"{row.url}"', "body_sha256": f"bytes of {row.url}"}
        if row.url == PORTAL:
            usual["links"] = [Outlink(COLUMN, "list", 950, 1, "年报")]
        elif row.url == COLUMN:
            following = Outlink(SECOND, "list", 940, 1, "下一页", paged=True)
            usual["links"] = [*(link(year) for year in self.years), following]
        elif row.url == SECOND:
            usual["links"] = [link(2011)]
        elif row.url in map(address, range(2010, 2030)):
            year = int(row.url[-9:-5])
            usual |= {"kind": "report", "reading": told(year, published_at=f"{year + 1}-01-20")}
        return usual | self.answers.get(row.url, {})


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    walk = Walk(tmp_path / "reports.db")
    assert len(walk.go()) == 7
    walk.clock.day = 2
    return walk


LISTS = [PORTAL, COLUMN]
KNOWN = [address(year) for year in (2023, 2022, 2012, 2011)]
EVERY = Scope(old_years=0)


def unchanged(walk: Walk, *urls: str) -> None:
    for url in urls:
        walk.answers[url] = {
            "outcome": "unchanged",
            "status": 304,
            "links": (),
            "reading": None,
            "body_sha256": None,
        }


# ---- what is asked


def test_lists_come_first_then_the_known_reports_the_newest_first(walk: Walk) -> None:
    assert walk.go(EVERY) == [*LISTS, *KNOWN]
    assert [row.kind for row in walk.asked] == ["list", "list", *["report"] * 4]
    assert walk.asked[2].label == "2023年年报", "the text of its link is part of how a page is read"


@pytest.mark.parametrize(
    ("scope", "asked"),
    [
        (Scope(lists_only=True), LISTS),
        (Scope(years=(2022, 2011)), [*LISTS, address(2022), address(2011)]),
        (
            Scope(since="2023-06-01", old_years=0),
            [*LISTS, *KNOWN],
        ),  # last changed since: all were seen in March 2024
        (Scope(old_years=12), [*LISTS, address(2023), address(2022), address(2012)]),
        (Scope(old_years=12, old_days=0), [*LISTS, *KNOWN]),
    ],
)
def test_the_scope_narrows_what_is_known(walk: Walk, scope: Scope, asked: list[str]) -> None:
    assert sorted(walk.go(scope)) == sorted(asked)


def test_since_goes_by_the_day_of_publication_and_of_the_last_change(walk: Walk) -> None:
    assert sorted(walk.go(Scope(since="2024-04-01", old_years=0))) == LISTS
    walk.clock.day, walk.answers[address(2022)] = 3, {"reading": told(2022, "更正"), "body_sha256": "other"}
    walk.go(EVERY)
    walk.clock.day = 4
    assert walk.go(Scope(since="2024-03-03", old_years=0)) == [*LISTS, address(2022)]


def test_a_portal_is_walked_whole_every_so_often_and_after_a_loss(walk: Walk) -> None:
    assert SECOND not in walk.go(Scope(walk_days=2))
    assert SECOND not in walk.go(Scope(walk_days=0, lists_only=True)), "never where it is narrowed"
    assert sorted(walk.go(Scope(walk_days=0))) == sorted([*LISTS, SECOND, *KNOWN])
    walk.clock.day, walk.years = 3, (2022, 2012)
    walk.answers[address(2023)] = {"outcome": "gone", "status": 404, "reading": None}
    assert SECOND not in walk.go(EVERY)
    walk.clock.day = 4
    assert SECOND in walk.go(EVERY), "fewer reports than before: what was lost may stand on any page"
    walk.clock.day = 5
    assert SECOND not in walk.go(EVERY)


def test_what_is_gone_is_asked_once_in_a_while_or_when_a_list_names_it(walk: Walk) -> None:
    walk.answers[address(2023)] = {"outcome": "gone", "status": 404, "reading": None}
    walk.years = (2022, 2012)
    walk.go(EVERY)
    unchanged(walk, COLUMN)
    walk.clock.day = 3
    walk.go(EVERY)  # fewer than before: whole
    walk.clock.day = 4
    assert address(2023) not in walk.go(EVERY)
    assert address(2023) in walk.go(Scope(old_years=0, old_days=1))
    walk.answers.clear()
    walk.years = (2023, 2022, 2012)
    walk.clock.day = 5
    assert address(2023) in walk.go(Scope(lists_only=True))
    assert rows(walk.path, "SELECT gone_at FROM reports WHERE id = 'r2023'") == [(None,)]


def test_trouble_is_asked_again_and_what_says_it_does_not_exist_is_not(walk: Walk) -> None:
    walk.years = (2024, 2025, 2023, 2022, 2012)
    walk.answers[address(2024)] = {"outcome": "failed", "status": 503, "reading": None, "kind": "report"}
    walk.answers[address(2025)] = {"outcome": "failed", "status": 200, "reading": None, "kind": "report"}
    walk.go(EVERY)
    walk.clock.day = 3
    unchanged(walk, COLUMN)
    asked = walk.go(EVERY)
    assert address(2024) in asked
    assert address(2025) not in asked


# ---- what of a list is followed


def test_of_a_list_only_what_is_new_is_followed(walk: Walk) -> None:
    walk.years = (2023, 2022)
    assert sorted(walk.go(Scope(lists_only=True))) == LISTS, "fewer, in another order: nothing new"
    walk.years = (2024, 2023, 2022)
    assert sorted(walk.go(Scope(lists_only=True))) == sorted([*LISTS, SECOND, address(2024)])


def test_a_list_of_which_a_report_is_gone_is_read_again(walk: Walk) -> None:
    walk.answers[address(2011)] = {"outcome": "gone", "status": 404, "reading": None}
    walk.answers[SECOND] = {"links": [link(2010)]}
    assert {SECOND, address(2010)} <= set(walk.go(EVERY)), "no other page tells where it went"


def test_what_was_found_and_not_asked_waits_for_the_next_refresh(walk: Walk) -> None:
    walk.years = (2024, *walk.years)
    walk.go(Scope(lists_only=True), pages=2)
    unchanged(walk, COLUMN)
    assert address(2024) in walk.go(EVERY), "another scope: the list tells of it no more"


def test_a_refresh_broken_off_is_continued_by_the_same_words(walk: Walk) -> None:
    first = walk.go(EVERY, pages=3, end=False)
    assert walk.go(EVERY) == [*LISTS, *KNOWN][3:]
    assert first == [*LISTS, *KNOWN][:3]
    assert rows(walk.path, "SELECT command, finish_reason FROM runs") == [
        ("crawl", "finished"),
        ("refresh", "finished"),
    ]


def test_the_words_of_a_scope() -> None:
    assert Scope().command == "refresh"
    scope = Scope(lists_only=True, years=(2021, 2020, 2021), since="2024-01-01")
    assert scope.command == "refresh --lists-only --year 2020 --year 2021 --since 2024-01-01"


# ---- what is sent along


def held(walk: Walk, scope: Scope) -> dict[str, Held | None]:
    with Store(walk.path, clock=walk.clock) as store:
        store.begin(scope.command, walk.clock(), [Seed(PORTAL)], scope)
        return {row.url: store.held(row) for row in store.take(HOST, 99)}


def test_validators_of_the_last_answer_are_sent(walk: Walk) -> None:
    found = held(walk, EVERY)
    assert found[COLUMN] == Held("//www.zc.gov.cn/gk/nb/", f"bytes of {COLUMN}", f'"{COLUMN}"')
    assert None not in found.values()


def test_in_a_whole_walk_and_for_newer_parsers_pages_come_whole(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = held(walk, Scope(walk_days=0, old_years=0))
    assert [url for url, page in found.items() if page is None] == LISTS
    monkeypatch.setattr(revisits, "PARSER_VERSION", "another")
    assert set(held(walk, EVERY).values()) == {None}


def test_a_page_that_failed_last_time_comes_whole(walk: Walk) -> None:
    walk.answers[COLUMN] = {"outcome": "failed", "status": 503, "links": ()}
    walk.go(EVERY)
    assert held(walk, EVERY)[COLUMN] is None


def test_a_page_that_showed_no_report_where_one_was_is_not_taken_for_it(walk: Walk) -> None:
    walk.answers[address(2023)] = {"kind": "other", "reading": None, "body_sha256": "本网站正在维护"}
    walk.go(EVERY)
    assert held(walk, EVERY)[address(2023)] is None
    assert rows(walk.path, "SELECT last_seen, gone_at FROM sources WHERE report_id = 'r2023'") == [
        ("2024-03-01T08:00:00Z", None)
    ]


def test_validators_go_to_the_page_they_are_of_and_to_no_other() -> None:
    page = Held("//a.gov.cn/new", "sha", '"1"', "Mon, 15 Apr 2024 08:00:00 GMT")
    sent = {"If-None-Match": b'"1"', "If-Modified-Since": b"Mon, 15 Apr 2024 08:00:00 GMT"}
    for url, expected in (
        ("http://a.gov.cn/old", {}),
        ("https://a.gov.cn/new", sent),
        ("http://a.gov.cn/", {}),
    ):
        # a redirect hands the headers of its request on
        request = Request(url, headers={"If-None-Match": "stale"}, meta={"held": page})
        Validators().process_request(request)
        assert {name: request.headers.get(name) for name in sent if name in request.headers} == expected
    plain = Request("http://a.gov.cn/", headers={"If-None-Match": "own"})
    Validators().process_request(plain)
    assert plain.headers["If-None-Match"] == b"own"


def test_the_validators_of_an_address_that_leads_elsewhere_are_those_of_its_goal(walk: Walk) -> None:
    walk.answers[COLUMN] = {"url": f"{PORTAL}new/", "etag": '"n"', "body_sha256": "n"}
    walk.go(EVERY)
    assert held(walk, EVERY)[COLUMN] == Held("//www.zc.gov.cn/new/", "n", '"n"')


# ---- the same bytes


def test_the_same_bytes_read_better_are_no_new_edition(walk: Walk) -> None:
    better = told(2023, "读得更好", parser_version="later")
    walk.answers[address(2023)] = {"reading": better}
    walk.go(EVERY)
    found = rows(
        walk.path, "SELECT edition, body, last_changed, parser_version FROM reports WHERE id = 'r2023'"
    )
    assert found == [(1, better.body, "2024-03-01T08:00:00Z", "later")]
    assert rows(walk.path, "SELECT number, body FROM editions WHERE report_id = 'r2023'") == [
        (1, better.body)
    ]
    assert rows(walk.path, "SELECT last_seen FROM sources WHERE report_id = 'r2023'") == [
        ("2024-03-02T08:00:00Z",)
    ]


def test_a_page_that_leads_to_one_that_is_known_has_moved_there(walk: Walk) -> None:
    copy = f"{PORTAL}copy.html"
    walk.answers[COLUMN] = {"links": [Outlink(copy, "report", 900, 2)], "body_sha256": "b"}
    walk.answers[copy] = {"reading": told(2023, url=copy), "kind": "report"}
    walk.go(EVERY)
    walk.clock.day = 3
    unchanged(walk, copy)
    walk.answers[copy]["url"] = address(2023)
    unchanged(walk, address(2022))
    walk.answers[address(2022)]["url"] = PORTAL  # the home page, where there is no report
    walk.go(EVERY)
    moved = rows(walk.path, "SELECT url, moved_to FROM sources WHERE moved_to IS NOT NULL")
    assert moved == [(copy, address(2023))]


def test_a_file_is_asked_again_with_what_its_page_says(walk: Walk) -> None:
    file = f"{PORTAL}2023.pdf"
    page = told(
        2023, body=None, content_sha256=None, attachments=(Attachment(file, "年报", role="full_report"),)
    )
    parent = json.dumps({"url": address(2023)})
    enclosed = Outlink(file, "attachment", 870, 3, parent=parent)
    walk.answers[address(2023)] = {"reading": page, "links": [enclosed], "body_sha256": "b"}
    walk.answers[file] = {
        "kind": "attachment",
        "reading": told(2023, "全文", url=file, medium="pdf"),
        "file": "read",
    }
    walk.go(EVERY)
    walk.clock.day = 3
    walk.go(EVERY)
    (row,) = (row for row in walk.asked if row.url == file)
    said = from_json(str(row.parent))
    assert isinstance(said, Report)
    assert (row.kind, said.id, [one.url for one in said.attachments]) == ("attachment", "r2023", [file])
    assert rows(walk.path, "SELECT body, gone_at FROM reports WHERE id = 'r2023'") == [("2023全文", None)]


# ---- losses


def vanish(walk: Walk, *years: int) -> None:
    for year in years:
        walk.answers[address(year)] = {"outcome": "gone", "status": 404, "reading": None}


def gone(walk: Walk) -> list[object]:
    return [row[0] for row in rows(walk.path, "SELECT gone_at FROM reports ORDER BY year DESC")]


def test_few_losses_are_believed_at_once(walk: Walk) -> None:
    vanish(walk, 2023, 2022, 2012)
    walk.go(EVERY)
    assert gone(walk) == ["2024-03-02T08:00:00Z"] * 3 + [None]
    assert rows(walk.path, "SELECT reports_gone FROM runs WHERE id = 2") == [(3,)]


def test_many_at_once_are_believed_at_the_second_visit(walk: Walk) -> None:
    vanish(walk, 2023, 2022, 2012, 2011)
    walk.go(EVERY)
    assert gone(walk) == [None] * 4
    assert rows(walk.path, "SELECT outcome, reports FROM portals") == [("short", 0)]
    assert rows(walk.path, "SELECT reports_gone FROM runs WHERE id = 2") == [(0,)]
    walk.clock.day = 3
    walk.go(EVERY)
    assert gone(walk) == ["2024-03-02T08:00:00Z"] * 4, "gone since the first visit"
    assert rows(walk.path, "SELECT reports_gone FROM runs WHERE id = 3") == [(4,)]


def test_what_answers_again_in_between_is_doubted_anew(walk: Walk) -> None:
    vanish(walk, 2023, 2022, 2012, 2011)
    walk.go(EVERY)
    walk.answers.clear()
    walk.clock.day = 3
    walk.go(EVERY)
    assert rows(walk.path, "SELECT count(*) FROM sources WHERE missed_at IS NOT NULL") == [(0,)]
    vanish(walk, 2023, 2022, 2012, 2011)
    walk.clock.day = 4
    walk.go(EVERY)
    assert gone(walk) == [None] * 4


def test_nothing_that_a_blocked_visit_says_is_believed(walk: Walk) -> None:
    vanish(walk, 2011)
    for url in (*LISTS, *KNOWN[:3]):
        walk.answers[url] = {"outcome": "blocked", "status": 403, "reading": None, "links": ()}
    walk.go(EVERY)
    assert rows(walk.path, "SELECT outcome FROM portals") == [("blocked",)]
    assert gone(walk) == [None] * 4
    assert rows(walk.path, "SELECT reports_gone FROM runs WHERE id = 2") == [(0,)]
