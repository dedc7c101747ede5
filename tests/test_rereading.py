"""Rereading in the file: a better reading of the same bytes takes a place, and makes no history; nothing is lost by a worse one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shelf import COPY, MIRROR, OFFICIAL, PORTAL, Desk, told

from crawler.storage import Archived, Comparison
from crawler.visits import Outlink, Visit
from parsers import PARSER_VERSION, NotAReport, Report

DAYS = {day: f"2024-03-{day:02}T08:00:00Z" for day in range(1, 9)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "reports.db") as desk:
        yield desk


def read(text: str, url: str = OFFICIAL, **fields: object) -> Report:
    """What the parsers of today make of a page."""
    return told(url, text, **{"parser_version": PARSER_VERSION, **fields})


def once(text: str, url: str = OFFICIAL, **fields: object) -> Report:
    """What earlier ones made of it."""
    return told(url, text, **{"parser_version": "0", **fields})


def again(
    desk: Desk,
    reading: Report | NotAReport | None,
    url: str = OFFICIAL,
    links: tuple[Outlink, ...] = (),
    **fields: object,
) -> Comparison:
    """The page at an address read again."""
    page = Archived(
        **{
            "fingerprint": url, "url": url, "asked": url, "portal": PORTAL, "kind": "report", "outcome": "ok",
            "method": "GET", "form": b"", "label": "", "parent": None, "body_sha256": "b", "last_changed": DAYS[1],
            "last_seen": DAYS[1], "file": "a.warc.gz", "offset": 0, "at": DAYS[1], **fields,
        }
    )  # fmt: skip
    visit = Visit(
        0, PORTAL, url, url, "report" if reading else "other", "ok", 200, reading=reading, links=links
    )
    return desk.store.reread().tell(page, visit)


def editions(desk: Desk) -> list[tuple[object, ...]]:
    return sorted(
        desk.rows(
            "editions", "report_id", "number", "content_sha256", "body", "seen_at", "official_at", "url"
        ),
        key=lambda row: row[:2],
    )


def test_the_same_reading_writes_nothing(desk: Desk) -> None:
    desk.see(read("甲"), 1)
    tables = ("reports", "editions", "sources", "cells", "readings")
    before = [desk.rows(table) for table in tables]
    desk.day = 5
    assert again(desk, read("甲")) is Comparison.SAME
    assert [desk.rows(table) for table in tables] == before


def test_a_new_version_alone_is_no_change(desk: Desk) -> None:
    desk.see(once("甲"), 1)
    before = desk.one("last_seen", "last_changed", "edition", "content_sha256", "body")
    assert again(desk, read("甲")) is Comparison.SAME
    assert desk.one("parser_version") == (PARSER_VERSION,)
    assert desk.one("last_seen", "last_changed", "edition", "content_sha256", "body") == before


def test_a_better_text_takes_the_place_of_its_edition(desk: Desk) -> None:
    desk.see(once("首页 甲"), 1)
    desk.visit(OFFICIAL, 3, outcome="unchanged")
    desk.day = 7
    assert again(desk, read("甲")) is Comparison.CHANGED
    assert editions(desk) == [("r1", 1, "hash of 甲", "甲\n第二段", DAYS[1], DAYS[1], OFFICIAL)]
    assert desk.one("body", "edition", "content_sha256", "parser_version") == (
        "甲\n第二段", 1, "hash of 甲", PARSER_VERSION,
    )  # fmt: skip
    assert desk.one("first_seen", "last_seen", "last_changed") == (DAYS[1], DAYS[3], DAYS[1])
    assert desk.rows("cells", "value") == [(ord("甲"),)]
    assert again(desk, read("甲")) is Comparison.SAME


def test_editions_of_before_stay_as_they_were_read(desk: Desk) -> None:
    desk.see(once("甲"), 1)
    desk.see(once("首页 乙"), 2)
    assert again(desk, read("乙")) is Comparison.CHANGED
    assert [row[1:5] for row in editions(desk)] == [
        (1, "hash of 甲", "甲\n第二段", DAYS[1]),
        (2, "hash of 乙", "乙\n第二段", DAYS[2]),
    ]
    assert desk.one("edition", "last_changed") == (2, DAYS[2])


def test_a_text_that_turns_out_to_be_one_known_already_is_one_edition(desk: Desk) -> None:
    desk.see(once("首页 甲"), 1)
    desk.see(once("甲"), 2)  # the chrome was changed, and that made an edition then
    desk.see(once("首页 甲", COPY), 3)
    again(desk, read("甲", COPY), COPY)
    assert [row[1:3] for row in editions(desk)] == [(1, "hash of 甲")]
    assert editions(desk)[0][4:6] == (DAYS[1], DAYS[1])


def test_copies_and_mirrors_follow_one_by_one(desk: Desk) -> None:
    desk.see(once("首页 甲", MIRROR), 1)
    desk.see(once("首页 甲"), 2)
    desk.see(once("首页 甲", COPY), 3)
    assert again(desk, read("甲"), last_seen=DAYS[2]) is Comparison.CHANGED
    assert {row[2] for row in editions(desk)} == {"hash of 甲", "hash of 首页 甲"}
    assert again(desk, read("甲", MIRROR), MIRROR) is Comparison.CHANGED
    assert again(desk, read("甲", COPY), COPY) is Comparison.CHANGED
    assert editions(desk) == [("r1", 1, "hash of 甲", "甲\n第二段", DAYS[1], DAYS[2], OFFICIAL)]
    assert desk.rows("sources", "url", "role", "edition", "first_seen") == [
        (OFFICIAL, "canonical", 1, DAYS[2]),
        (COPY, "copy", 1, DAYS[3]),
        (MIRROR, "mirror", 1, DAYS[1]),
    ]


def test_what_does_not_read_any_more_stands_and_that_is_written(desk: Desk) -> None:
    desk.see(once("甲"), 1)
    desk.store._db.execute("UPDATE pages SET fingerprint = url")
    before = [desk.rows(table) for table in ("reports", "editions", "sources", "cells")]
    assert again(desk, NotAReport("the title is that of a notice", OFFICIAL)) is Comparison.LOST
    assert again(desk, None) is Comparison.LOST
    empty = read("甲", body=None, body_hans=None, content_sha256=None, cells=(), sections=())
    assert again(desk, empty) is Comparison.LOST
    assert [desk.rows(table) for table in ("reports", "editions", "sources", "cells")] == before
    [(kind, detail)] = desk.rows("pages", "kind", "detail")
    assert kind == "report"
    assert "what was read stands" in str(detail)
    assert again(desk, read("甲")) is Comparison.SAME
    assert desk.rows("pages", "detail") == [(None,)]


def test_words_of_a_page_give_way_to_the_file_that_has_the_text(desk: Desk) -> None:
    desk.see(once("详见附件"), 1)
    file = f"{PORTAL}nb.pdf"
    empty = read("甲", body=None, body_hans=None, content_sha256=None, cells=(), sections=())
    links = (Outlink(file, "attachment", 870, 1, parent="{}"),)
    assert again(desk, empty, links=links) is Comparison.LOST  # the file was never asked for
    desk.visit(file, 1, kind="attachment", body_sha256="f")
    kept = "UPDATE pages SET archive_file = 'a.warc.gz', archive_offset = 0, archived_at = '' WHERE url = ?"
    desk.store._db.execute(kept, (file,))
    assert again(desk, empty, links=links) is Comparison.CHANGED
    assert desk.one("body", "edition") == (None, None)


def test_a_text_where_there_was_none_is_as_old_as_its_page(desk: Desk) -> None:
    desk.see(once("甲", body=None, body_hans=None, content_sha256=None), 2)
    desk.visit(OFFICIAL, 4, outcome="unchanged")
    assert again(desk, read("甲")) is Comparison.CHANGED
    assert [row[4] for row in editions(desk)] == [DAYS[2]]
    assert desk.one("edition", "last_changed", "last_seen") == (1, DAYS[2], DAYS[4])


def test_a_better_identity_takes_the_history_along(desk: Desk) -> None:
    desk.see(once("甲", id="r0", agency_id="x-1"), 1)
    desk.see(once("首页 乙", id="r0", agency_id="x-1"), 2)
    assert again(desk, read("乙")) is Comparison.CHANGED
    assert [row[:3] for row in editions(desk)] == [("r1", 1, "hash of 甲"), ("r1", 2, "hash of 乙")]
    assert desk.one("id", "first_seen", "last_changed") == ("r1", DAYS[1], DAYS[2])
    assert list(desk.store._db.execute("PRAGMA foreign_key_check")) == []


def test_a_report_not_seen_before_is_as_old_as_its_bytes(desk: Desk) -> None:
    desk.visit(OFFICIAL, 1, kind="other", reading=NotAReport("no title", OFFICIAL))
    page = {"kind": "other", "last_changed": DAYS[2], "last_seen": DAYS[5]}
    assert again(desk, read("甲"), **page) is Comparison.NEW
    assert desk.one("first_seen", "last_seen", "last_changed", "gone_at") == (DAYS[2], DAYS[5], DAYS[2], None)
    assert again(desk, None, COPY, kind="other") is Comparison.NONE


def test_what_is_gone_stays_gone(desk: Desk) -> None:
    desk.see(once("首页 甲"), 1)
    desk.visit(OFFICIAL, 4, outcome="gone", status=404)
    assert again(desk, read("甲"), outcome="gone", last_seen=DAYS[4]) is Comparison.CHANGED
    assert desk.one("body", "gone_at", "last_seen") == ("甲\n第二段", DAYS[4], DAYS[1])
    page = {"kind": "other", "outcome": "gone", "last_seen": DAYS[6]}
    new = replace(read("丁", COPY), id="r9", agency_id="9-1")
    assert again(desk, new, COPY, **page) is Comparison.NEW
    assert sorted(desk.rows("reports", "id", "gone_at")) == [("r1", DAYS[4]), ("r9", DAYS[6])]


def test_an_address_that_moved_does_not_come_back(desk: Desk) -> None:
    desk.see(once("甲"), 1)
    desk.visit(OFFICIAL, 2, url=COPY, reading=once("甲", COPY))
    before = desk.rows("sources")
    assert again(desk, read("甲")) is Comparison.NONE
    assert desk.rows("sources") == before


def test_the_title_of_an_edition_follows(desk: Desk) -> None:
    desk.see(once("甲", title="首页 > 年报"), 1)
    assert again(desk, read("甲", title="增城区2020年年报")) is Comparison.CHANGED
    assert desk.rows("editions", "title") == [("增城区2020年年报",)]
    assert desk.one("title", "edition", "last_changed") == ("增城区2020年年报", 1, DAYS[1])
