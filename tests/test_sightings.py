"""One row a report: editions, sources and mirrors, whatever the order in which they are seen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import ADDRESSES, COPY, MIRROR, OFFICIAL, PORTAL, Desk, rows, told

from crawler.storage import News, Reader


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "reports.db") as desk:
        yield desk


# ---- copies, editions, mirrors


def test_what_is_new_is_told(desk: Desk) -> None:
    assert desk.see(told(OFFICIAL)) is News.REPORT
    assert desk.see(told(OFFICIAL)) is News.KNOWN
    assert desk.see(told(COPY)) is News.SOURCE
    assert desk.see(told(COPY, "乙")) is News.EDITION
    assert desk.see(told(OFFICIAL, id="r2", agency_id="440118-2", year=2021)) is News.REPORT


def test_a_copy_is_a_source_and_no_edition(desk: Desk) -> None:
    desk.see(told(OFFICIAL), 1)
    desk.see(told(COPY), 2)
    desk.see(told(MIRROR), 3)
    assert desk.rows("editions", "number", "seen_at") == [(1, "2024-03-01T08:00:00Z")]
    assert desk.rows("sources", "url", "role", "edition", "official") == [
        (OFFICIAL, "canonical", 1, 1),
        (COPY, "copy", 1, 1),
        (MIRROR, "mirror", 1, 0),
    ]
    assert desk.one("url", "source", "edition", "first_seen", "last_seen", "last_changed") == (
        OFFICIAL,
        f"来源 {OFFICIAL}",
        1,
        "2024-03-01T08:00:00Z",
        "2024-03-03T08:00:00Z",
        "2024-03-01T08:00:00Z",
    )


def test_a_new_text_at_an_address_becomes_current(desk: Desk) -> None:
    desk.see(told(OFFICIAL, "甲"), 1)
    desk.see(told(COPY, "甲"), 1)
    desk.see(told(OFFICIAL, "乙"), 2)
    assert desk.one("body", "edition", "last_changed") == ("乙\n第二段", 2, "2024-03-02T08:00:00Z")
    assert desk.rows("editions", "number", "body") == [(1, "甲\n第二段"), (2, "乙\n第二段")]
    assert desk.rows("cells", "value") == [(ord("乙"),)]
    assert desk.rows("sections", "text") == [("乙",)]
    # the editor takes the correction back: the first edition is current again, and no third one is made of it
    desk.see(told(COPY, "乙"), 3)
    desk.see(told(COPY, "甲"), 4)
    desk.see(told(OFFICIAL, "甲"), 4)
    assert desk.one("body", "edition") == ("甲\n第二段", 1)
    assert desk.one("last_changed") == ("2024-03-04T08:00:00Z",)
    assert len(desk.rows("editions")) == 2


def test_an_official_host_takes_over_from_a_mirror_whole(desk: Desk) -> None:
    desk.see(told(MIRROR, "甲", script="hant", published_at="2020-01-01"), 1)
    assert desk.one("url", "official", "script") == (MIRROR, 0, "hant")
    desk.see(told(OFFICIAL, "乙"), 2)
    row = desk.one("url", "official", "script", "title", "body", "published_at", "edition", "first_seen")
    assert row == (
        OFFICIAL,
        1,
        "hans",
        told(OFFICIAL, "乙").title,
        "乙\n第二段",
        None,
        2,
        "2024-03-01T08:00:00Z",
    )
    assert desk.rows("editions", "number", "body", "url") == [
        (1, "甲\n第二段", MIRROR),
        (2, "乙\n第二段", OFFICIAL),
    ]
    assert desk.rows("sources", "url", "role") == [(OFFICIAL, "canonical"), (MIRROR, "mirror")]
    # and no later text of the mirror takes it back
    desk.see(told(MIRROR, "丙"), 3)
    assert desk.one("url", "body", "edition") == (OFFICIAL, "乙\n第二段", 2)
    assert len(desk.rows("editions")) == 3


def test_an_official_page_outranks_a_mirror_even_if_it_could_not_be_read(desk: Desk) -> None:
    desk.see(told(MIRROR), 1)
    desk.see(told(OFFICIAL, body=None, body_hans=None, content_sha256=None, sections=(), cells=()), 2)
    assert desk.one("url", "body", "content_sha256", "edition") == (OFFICIAL, None, None, None)
    assert desk.rows("editions", "body") == [("甲\n第二段",)]
    assert desk.rows("cells") == []
    desk.see(told(OFFICIAL, "乙"), 3)
    assert desk.one("body", "edition") == ("乙\n第二段", 2)


def test_a_page_speaks_before_the_file_it_names(desk: Desk) -> None:
    desk.see(told(OFFICIAL, "甲"), 1)
    desk.see(told(f"{PORTAL}a.pdf", "乙", medium="pdf"), 2, kind="attachment")
    assert desk.one("url", "medium") == (OFFICIAL, "html")
    assert desk.rows("sources", "url", "role") == [(f"{PORTAL}a.pdf", "attachment"), (OFFICIAL, "canonical")]
    desk.see(told(OFFICIAL, body=None, content_sha256=None), 3)
    assert desk.one("url", "medium") == (f"{PORTAL}a.pdf", "pdf")


def test_two_official_texts_do_not_take_turns(desk: Desk) -> None:
    desk.see(told(OFFICIAL, "甲"), 1)
    desk.see(told(COPY, "乙"), 2)
    assert list(desk.store._db.execute("PRAGMA foreign_key_check")) == []
    before = [desk.rows(table) for table in ("editions", "cells", "sections", "agencies")]
    row = desk.one("url", "body", "edition", "last_changed")
    for day in (3, 4, 5):
        desk.see(told(OFFICIAL, "甲"), day)
        desk.see(told(COPY, "乙"), day)
        assert desk.one("url", "body", "edition", "last_changed") == row
    assert [desk.rows(table) for table in ("editions", "cells", "sections", "agencies")] == before
    assert row[:3] == (COPY, "乙\n第二段", 2)


def test_a_text_counts_from_when_an_official_host_showed_it(desk: Desk) -> None:
    desk.see(told(MIRROR, "乙"), 1)
    desk.see(told(OFFICIAL, "甲"), 2)
    desk.see(told(COPY, "乙"), 3)
    assert desk.one("url", "edition") == (COPY, 1)


def test_the_next_visit_rewrites_nothing_but_last_seen(desk: Desk) -> None:
    tables = (
        "reports",
        "editions",
        "cells",
        "sections",
        "figures",
        "checks",
        "attachments",
        "agencies",
        "readings",
    )
    for url, text in ((OFFICIAL, "甲"), (COPY, "甲"), (MIRROR, "乙")):
        desk.see(told(url, text), 1)
    db = desk.store._db
    db.execute("CREATE TEMP TABLE written (what TEXT)")
    for table in tables:
        columns = [column.name for column in db[table].columns if column.name != "last_seen"]
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
        db.execute(
            f"CREATE TEMP TRIGGER u_{table} AFTER UPDATE ON {table} WHEN {changed} OR '{table}' <> 'reports' "
            f"BEGIN INSERT INTO written VALUES ('{table} updated'); END"
        )
        for verb in ("INSERT", "DELETE"):
            db.execute(
                f"CREATE TEMP TRIGGER {verb}_{table} AFTER {verb} ON {table} "
                f"BEGIN INSERT INTO written VALUES ('{table} {verb}'); END"
            )
    for url, text in ((MIRROR, "乙"), (COPY, "甲"), (OFFICIAL, "甲")):
        assert desk.see(told(url, text), 2) is News.KNOWN
        desk.visit(url, 3, outcome="unchanged", status=304)
    assert desk.rows("written") == []
    assert desk.one("last_seen") == ("2024-03-03T08:00:00Z",)
    desk.see(told(OFFICIAL, "丙"), 4)  # the triggers do see
    assert desk.rows("written")


def test_better_parsers_rewrite_the_row_and_make_no_edition(desk: Desk) -> None:
    desk.see(told(OFFICIAL, parser_version="1"), 1)
    desk.store._db.execute(
        "CREATE TEMP TRIGGER t AFTER DELETE ON sections BEGIN SELECT raise(ABORT, 'rewritten'); END"
    )
    better = told(OFFICIAL, parser_version="2", doc_no="穗增〔2021〕1号", cells=())
    assert desk.see(better, 2) is News.KNOWN
    assert desk.one("parser_version", "doc_no", "edition", "last_changed")[:3] == ("2", "穗增〔2021〕1号", 1)
    assert desk.one("last_changed") == ("2024-03-01T08:00:00Z",)
    assert desk.rows("cells") == []


def test_a_better_identity_takes_the_old_row_over(desk: Desk) -> None:
    wrong = told(OFFICIAL, id="r0", agency="增城", agency_id="x-1")
    desk.see(replace(wrong, content_sha256="older", body="older"), 1)
    desk.see(wrong, 2)
    desk.see(told(OFFICIAL), 3)
    assert desk.one("id", "agency_id", "edition", "first_seen") == (
        "r1",
        "440118-1",
        2,
        "2024-03-01T08:00:00Z",
    )
    assert {row[0] for row in desk.rows("editions", "report_id")} == {"r1"}
    assert desk.rows("agencies", "id") == [("440118-1",)]


def test_a_better_identity_is_learned_address_by_address(desk: Desk) -> None:
    for url in (OFFICIAL, COPY):
        desk.see(told(url, id="r0", agency_id="x-1"), 1)
    desk.see(told(OFFICIAL), 2)
    assert {row[0] for row in desk.rows("reports", "id")} == {"r0", "r1"}
    desk.see(told(COPY), 2)
    assert desk.one("id") == ("r1",)
    assert desk.rows("sources", "url", "report_id", "role") == [
        (OFFICIAL, "r1", "copy"),
        (COPY, "r1", "canonical"),
    ]
    assert desk.one("first_seen", "edition") == ("2024-03-01T08:00:00Z", 1)


def test_an_address_that_carries_next_years_report_keeps_the_old_one_in_the_file(desk: Desk) -> None:
    desk.see(told(OFFICIAL, "甲"), 1)
    desk.see(told(OFFICIAL, "乙", id="r2", year=2021), 2)
    assert desk.rows("reports", "id", "year", "url", "gone_at") == [
        ("r1", 2020, OFFICIAL, None),
        ("r2", 2021, OFFICIAL, None),
    ]
    desk.visit(OFFICIAL, 3, outcome="gone", status=404)
    assert desk.rows("reports", "id", "gone_at") == [("r1", None), ("r2", "2024-03-03T08:00:00Z")]


# ---- gone, moved


def test_a_report_is_gone_when_its_last_address_is(desk: Desk) -> None:
    desk.see(told(OFFICIAL), 1)
    desk.see(told(COPY), 1)
    desk.visit(OFFICIAL, 2, outcome="gone", status=404)
    assert desk.one("gone_at", "url") == (None, COPY)  # the copy still answers: it is the source now
    assert desk.one("source") == (f"来源 {COPY}",)
    desk.visit(COPY, 3, outcome="blocked", status=412)
    desk.see(told(MIRROR), 3)
    desk.visit(MIRROR, 2, outcome="gone", status=404)  # told late: it was there since
    assert desk.rows("sources", "url", "gone_at")[-1] == (MIRROR, None)
    desk.visit(MIRROR, 3, outcome="gone", status=404)
    assert desk.one("gone_at") == (None,)
    desk.visit(COPY, 4, outcome="gone", status=410)
    desk.visit(COPY, 5, outcome="gone", status=410)
    assert desk.one("gone_at") == ("2024-03-04T08:00:00Z",)
    assert desk.store._counters["reports_gone"] == 1
    desk.visit(COPY, 6, outcome="unchanged", status=304)
    assert desk.one("gone_at", "last_seen") == (None, "2024-03-06T08:00:00Z")
    desk.visit(COPY, 7, outcome="gone", status=404)
    desk.see(told(OFFICIAL), 8)
    assert desk.one("gone_at", "url") == (None, OFFICIAL)


def test_a_mirror_does_not_speak_because_the_official_page_is_gone(desk: Desk) -> None:
    desk.see(told(OFFICIAL, "甲"), 1)
    desk.see(told(MIRROR, "乙"), 1)
    desk.visit(OFFICIAL, 2, outcome="gone", status=404)
    assert desk.one("url", "body", "gone_at") == (OFFICIAL, "甲\n第二段", None)


def test_a_report_that_moved_speaks_from_its_new_address(desk: Desk) -> None:
    desk.see(told(OFFICIAL), 1)
    new = f"{PORTAL}new/1.html"
    desk.visit(OFFICIAL, 2, url=new, reading=told(new), outcome="moved", status=200)
    assert desk.one("url", "source") == (new, f"来源 {new}")
    assert desk.rows("sources", "url", "role", "moved_to") == [
        (OFFICIAL, "copy", new),
        (new, "canonical", None),
    ]
    desk.visit(new, 3, outcome="gone", status=404)
    assert desk.one("gone_at") == ("2024-03-03T08:00:00Z",)


def test_http_and_https_are_one_address(desk: Desk) -> None:
    desk.see(told("http://www.zc.gov.cn/index.html"), 1)
    desk.see(told("https://www.zc.gov.cn/"), 2)
    assert desk.rows("sources", "url", "first_seen") == [("https://www.zc.gov.cn/", "2024-03-01T08:00:00Z")]
    assert desk.one("url") == ("https://www.zc.gov.cn/",)


# ---- agencies


def test_agencies_say_what_they_are_and_where_they_publish(desk: Desk) -> None:
    desk.see(told(MIRROR), 1)
    assert desk.rows("agencies", "name", "level", "type", "official_host") == [
        ("广州市增城区人民政府", "county", "government", None)
    ]
    desk.see(told(OFFICIAL, agency="增城区人民政府"), 2)
    assert desk.rows("agencies", "name", "county", "official_host") == [
        ("广州市增城区人民政府", "增城区", "www.zc.gov.cn")
    ]


# ---- the law: the order of the visits does not matter


SIGHTINGS = st.lists(st.tuples(st.sampled_from(ADDRESSES), st.sampled_from("甲乙丙")), min_size=1, max_size=6)
# Content and standing. `since` (last_changed) needs the visits between two of one address, so it is left out.
WATCHED = {
    "reports": "id title body source url official content_sha256 edition first_seen last_seen",
    "editions": "number content_sha256 title body url seen_at official official_at",
    "sources": "url edition role official first_seen last_seen content_sha256",
    "cells": "tbl row col value source_url",
    "sections": "ordinal text",
}


def state(seen: list[tuple[int, str, str]], order: list[int]) -> list[list[tuple[object, ...]]]:
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "reports.db") as desk:
        for at in order:
            day, url, text = seen[at]
            desk.see(told(url, text), day)
        return [desk.rows(table, *columns.split()) for table, columns in WATCHED.items()]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), seen=SIGHTINGS)
def test_the_file_does_not_depend_on_the_order_of_the_visits(
    data: st.DataObject, seen: list[tuple[str, str]]
) -> None:
    dated = [(day, url, text) for day, (url, text) in enumerate(seen, 1)]
    order = data.draw(st.permutations(range(len(dated))))
    assert state(dated, list(order)) == state(dated, list(range(len(dated))))


@settings(max_examples=30, deadline=None)
@given(seen=SIGHTINGS)
def test_the_row_is_always_what_its_address_says(seen: list[tuple[str, str]]) -> None:
    last = dict(seen)
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "reports.db") as desk:
        for day, (url, text) in enumerate(seen, 1):
            desk.see(told(url, text), day)
            said = dict(seen[:day])
            spokesman = str(desk.one("url")[0])
            assert (".gov.cn" in spokesman) == any(".gov.cn" in address for address in said)
            assert desk.store.report("r1") == told(spokesman, said[spokesman])
            aside = {
                address for address, role in desk.rows("sources", "address", "role") if role != "canonical"
            }
            assert {row[0] for row in desk.rows("readings", "address")} == aside
        assert {row[0] for row in desk.rows("editions", "body")} == {f"{text}\n第二段" for _, text in seen}
        assert {row[0] for row in desk.rows("sources", "url")} == set(last)


def test_a_mirror_first_and_an_official_first_give_the_same_file(tmp_path: Path) -> None:
    dated = [(1, OFFICIAL, "甲"), (1, MIRROR, "乙")]
    assert state(dated, [0, 1]) == state(dated, [1, 0])


def test_reading_while_writing(tmp_path: Path) -> None:
    with Desk(tmp_path / "reports.db") as desk:
        desk.see(told(OFFICIAL), 1)
        desk.store.flush()
        with Reader.open(desk.path) as reader:
            desk.see(told(OFFICIAL, "乙"), 2)
            desk.store.flush()
            assert reader.report("r1") == told(OFFICIAL)
    assert rows(desk.path, "SELECT body FROM reports") == [("乙\n第二段",)]
