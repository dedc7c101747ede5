"""Merge: files become one; in any order, and again, it is the same file, and the file of one machine."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from loopback import ROOT, environment, nianbao
from shelf import COPY, MIRROR, OFFICIAL, PORTAL, Desk, rows, told
from sqlite_utils import Database

from crawler.demo import replicas
from crawler.seeds import Seed
from crawler.storage import Store, StoreError, backup, merge, opening, schema, sightings, unions
from crawler.visits import Outlink, Visit
from parsers import Attachment, Cell, Report

# Ids and runs are numbers of one file; the working tables of the crawl stay behind.
LEFT = {"runs": {"id"}, "portals": {"run"}}
WORKING = {"frontier", "stays", "_sqlite_migrations"}

ONE = "http://www.zc.gov.cn/"
OTHER = "http://www.gz.gov.cn/"
PORTALS = (ONE, "https://www.zc.gov.cn/", OTHER)
ADDRESSES = (
    "http://www.zc.gov.cn/gk/1.html",
    "https://www.zc.gov.cn/gk/1.html",
    "http://www.gz.gov.cn/nb/7.html",
    "https://zh.wikisource.example/wiki/1",
)
FILE = "http://www.zc.gov.cn/a.pdf"


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is no working state."""
    db = sqlite3.connect(path)
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {}
    for name in sorted({*names} - WORKING):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        listed = ", ".join(f'"{column}"' for column in columns if column not in LEFT.get(name, ()))
        found[name] = sorted(db.execute(f"SELECT {listed} FROM {name}").fetchall(), key=repr)
    found["readings"] = sorted((*key, unpacked(packed)) for *key, packed in found["readings"])
    db.close()
    return found


def unpacked(packed: bytes) -> str:
    """What an address says. What became of its files stands in the page log: here it is as it was when last asked."""
    reading = json.loads(zlib.decompress(packed))
    reading["attachments"] = [(file["url"], file["label"], file["role"]) for file in reading["attachments"]]
    return json.dumps(reading, sort_keys=True)


def same(one: Path, other: Path) -> None:
    """Row for row: what each of two files has that the other has not is nothing."""
    ours, theirs = tables(one), tables(other)
    assert ours.keys() == theirs.keys()
    differing = {
        name: (
            [row for row in ours[name] if row not in theirs[name]],
            [row for row in theirs[name] if row not in ours[name]],
        )
        for name in ours
        if ours[name] != theirs[name]
    }
    assert differing == {}


# ---- laws


@dataclass(frozen=True)
class Event:
    """What happens at an address on a day. `what` is a text, or what its characters say below."""

    day: int
    url: str
    what: str
    portal: int


TEXTS = "甲乙丙"  # of 2020
YEARS = "丁戊"  # of 2021
EVENTS = st.builds(
    Event,
    st.integers(1, 6),
    st.sampled_from(ADDRESSES),
    st.sampled_from((*TEXTS, *YEARS, "gone", "unchanged", "blocked", "moved", "file", "no file", "unread")),
    st.integers(0, 1),
)


@dataclass(frozen=True)
class Shard:
    """One file: the portals it walks with their keys, on which day, and what it meets."""

    portals: tuple[str, ...]
    day: int
    keys: int
    finished: bool
    events: tuple[Event, ...]


SHARDS = st.builds(
    Shard,
    st.sampled_from(((ONE,), (OTHER,), (PORTALS[1],), (ONE, OTHER))),
    st.integers(1, 3),
    st.integers(0, 2),
    st.booleans(),
    st.lists(EVENTS, max_size=6).map(lambda found: tuple(sorted(found, key=lambda event: event.day))),
)


def says(url: str, text: str) -> Report:
    """What a page with this text says: the year goes by the text, and each text has its table and its file."""
    number = ord(text) % 7
    later = text in YEARS
    return told(
        url,
        text,
        id="r2" if later else "r1",
        year=2021 if later else 2020,
        agency="增城区人民政府" if text in "甲丁" else "广州市增城区人民政府",
        cells=tuple(
            Cell("C", "applications", row, "total", number, "value", str(number), source_url=url)
            for row in ("new", "carried_in", "result_total", "carried_out")
        ),
        attachments=(Attachment(FILE, f"附件{text}"),),
    )


def written(path: Path, shard: Shard) -> Path:
    day = shard.day
    with Store(path, clock=lambda: f"2024-03-{day:02}T08:00:00Z") as store:
        seeds = [
            Seed(url, name=f"门户{shard.keys}", min=shard.keys, line=1) if shard.keys else Seed(url)
            for url in shard.portals
        ]
        run = store.begin("crawl", store.clock(), seeds)
        for seed in seeds if shard.finished else ():
            (row,) = store.take(seed.host, 1)
            store.commit(
                Visit(
                    row.id,
                    row.portal,
                    row.url,
                    row.url,
                    "list",
                    "ok",
                    200,
                    body_sha256=f"list {day}",
                    cms="trs",
                )
            )
        for event in shard.events:
            day = max(day, event.day)
            store.commit(visit(event, shard.portals[event.portal % len(shard.portals)]))
        if shard.finished:
            store.finish(run, "finished")
    return path


def visit(event: Event, portal: str) -> Visit:
    plain = Visit(0, portal, event.url, event.url, "report", "ok", 200, body_sha256=f"body {event.what}")
    if event.what in {"gone", "unchanged", "blocked"}:
        return replace(plain, outcome=event.what, status=None, body_sha256=None, detail=event.what)
    if event.what in {"file", "no file"}:
        ok = event.what == "file"
        return replace(
            plain, asked=FILE, url=FILE, kind="attachment", outcome="ok" if ok else "failed", file="read" if ok else None,
            body_sha256=f"bytes {event.day}" if ok else None,
        )  # fmt: skip
    if event.what == "moved":
        new = event.url + "?new"
        return replace(plain, url=new, outcome="moved", reading=says(new, "甲"))
    if event.what == "unread":
        return replace(
            plain,
            reading=replace(
                says(event.url, "甲"), body=None, body_hans=None, content_sha256=None, cells=(), sections=()
            ),
        )
    return replace(plain, reading=says(event.url, event.what))


# Twelve files are written for an example: a failing one is shown as it is, not after minutes of making it smaller.
AT_LENGTH = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@settings(AT_LENGTH, max_examples=5)
@given(shards=st.tuples(SHARDS, SHARDS, SHARDS))
def test_laws(shards: tuple[Shard, Shard, Shard]) -> None:
    hold(shards)


@pytest.mark.slow
@settings(AT_LENGTH, max_examples=80)
@given(shards=st.tuples(SHARDS, SHARDS, SHARDS))
def test_laws_at_length(shards: tuple[Shard, Shard, Shard]) -> None:
    hold(shards)


def hold(shards: Iterable[Shard]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        a, b, c = (written(at / f"{name}.db", shard) for name, shard in zip("abc", shards, strict=True))
        Store(at / "empty.db").close()

        def merged(name: str, *given: Path) -> Path:
            merge(at / name, given)
            return at / name

        alone = merged("alone.db", a)
        same(alone, a)  # of one file: itself
        merge(a, [a, a, at / "empty.db", alone])
        same(a, alone)  # with itself, with nothing and with its copy: itself
        ab = merged("ab.db", a, b)
        same(ab, merged("ba.db", b, a))
        abc = merged("ab-c.db", ab, c)
        same(abc, merged("a-bc.db", a, merged("bc.db", b, c)))
        again = merged("cba.db", c, b, a)
        same(abc, again)
        merge(again, [b, ab, a])
        same(abc, again)


# The rules of single rows, many times faster. A law of one address needs what it showed before, so rows come with stays.
DAYS = st.integers(1, 5).map(str)
ADDRESS = "//www.zc.gov.cn/gk/1.html"


@st.composite
def sighting(draw: st.DrawFn) -> tuple[dict[str, object], list[sightings.Stay]]:
    """One address of one report, as a crawl leaves it: seen at `days`, then perhaps gone or moved."""
    days = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
    text = draw(st.sampled_from(("甲", "乙", None)))
    moved = draw(st.sampled_from((None, COPY, OFFICIAL)))
    row = {
        "address": ADDRESS, "report_id": "r1", "url": draw(st.sampled_from((OFFICIAL, OFFICIAL.replace("http", "https")))),
        "portal": PORTAL, "official": 1, "file": 0, "cells": 1, "digest": f"digest of {text}", "content_sha256": text,
        "first_seen": days[0], "since": days[1], "last_seen": days[2], "moved_to": moved,
        "moved_at": draw(DAYS.filter(lambda day: day >= days[2])) if moved == COPY else None,
        "gone_at": draw(st.none() | DAYS.filter(lambda day: day >= days[2])), "role": "copy", "edition": 1,
        "missed_at": draw(st.none() | DAYS.filter(lambda day: day >= days[2])),
    }  # fmt: skip
    if moved == OFFICIAL:
        row["moved_to"] = row["url"]
    return row, []


Known = tuple[dict[str, object], list[sightings.Stay]]


def join(one: Known, other: Known) -> Known:
    row, kept = unions.source(one[0], other[0], [*one[1], *other[1]])
    return row, sorted(kept)


@given(sighting(), sighting(), sighting())
def test_laws_of_an_address(a: Known, b: Known, c: Known) -> None:
    assert join(a, a) == a
    assert join(a, b) == join(b, a)
    assert join(join(a, b), b) == join(a, b)
    assert join(join(a, b), c)[0] == join(a, join(b, c))[0]


WORDS = st.sampled_from("ab")
PAGES = st.fixed_dictionaries(
    {
        "fingerprint": st.just("f"), "url": WORDS, "portal": st.just(PORTAL), "outcome": st.sampled_from(("ok", "blocked", "rejected")),
        "status": st.none() | st.just(200), "first_seen": DAYS, "last_seen": DAYS, "last_changed": st.none() | DAYS,
        "body_sha256": st.none() | WORDS, "etag": st.none() | WORDS, "last_modified": st.none(), "archive_file": st.none() | WORDS,
        "archive_offset": st.none() | st.integers(0, 11), "archived_at": st.none() | DAYS, "file": st.none() | WORDS,
    }
)  # fmt: skip
TOLD = st.fixed_dictionaries({"number": st.just(1), "title": WORDS, "body": WORDS, "url": WORDS, "seen_at": DAYS, "official_at": st.none() | DAYS}).filter(
    lambda row: row["official_at"] is None or row["official_at"] >= row["seen_at"]
).map(lambda row: row | {"official": int(row["official_at"] is not None)})  # fmt: skip
RUNS = st.fixed_dictionaries(
    {
        "uid": st.just("u"),
        "requests": st.integers(0, 2),
        "finished_at": st.none() | DAYS,
        "finish_reason": WORDS,
    }
)
KEYS = st.fixed_dictionaries({"written_at": st.none() | DAYS, "name": st.none() | WORDS})
WALKS = st.fixed_dictionaries(
    {
        "url": st.sampled_from(PORTALS[:2]), "started_at": st.none() | DAYS, "last_crawled": st.none() | DAYS, "outcome": st.sampled_from(("ok", "pending")),
        "cms": st.sampled_from((None, "generic", "trs", "jcms")), "run": st.just(1), "reports": st.just(1), "keys": KEYS,
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("union", "rows"),
    [(unions.page, PAGES), (unions.edition, TOLD), (unions.run, RUNS), (unions.portal, WALKS)],
    ids=["page", "edition", "run", "portal"],
)
def test_laws_of_rows(union: Callable[..., object], rows: st.SearchStrategy[dict[str, object]]) -> None:
    @given(rows, rows, rows)
    def hold(a: object, b: object, c: object) -> None:
        assert union(a, a) == a
        assert union(a, b) == union(b, a)
        assert union(union(a, b), c) == union(a, union(b, c))

    hold()


# ---- what becomes of what


def day(number: int) -> str:
    return f"2024-03-{number:02}T08:00:00Z"


def desk(folder: Path, name: str, *seen: tuple[int, Report]) -> Path:
    """A file in which these readings were seen on these days."""
    with Desk(folder / name) as desk:
        for number, report in seen:
            desk.see(report, number)
    return folder / name


def both(folder: Path, one: Path, other: Path) -> Path:
    """Two files merged, in either order the same."""
    there, back = folder / "there.db", folder / "back.db"
    merge(there, [one, other])
    merge(back, [other, one])
    same(there, back)
    return there


def test_the_official_then_the_newer_sighting_is_current_and_the_other_stays_an_edition(
    tmp_path: Path,
) -> None:
    old = desk(tmp_path, "old.db", (1, told(OFFICIAL, "甲")), (2, told(MIRROR, "丙")))
    new = desk(tmp_path, "new.db", (3, told(OFFICIAL, "乙")), (4, told(MIRROR, "丁")))
    made = both(tmp_path, old, new)
    assert rows(made, "SELECT url, body, edition, first_seen, last_seen, last_changed FROM reports") == [
        (OFFICIAL, "乙\n第二段", 3, day(1), day(4), day(3))
    ]
    assert rows(made, "SELECT number, body FROM editions ORDER BY number") == [
        (number, f"{text}\n第二段") for number, text in enumerate("甲丙乙丁", 1)
    ]
    assert rows(made, "SELECT url, role, edition, first_seen, last_seen FROM sources ORDER BY role") == [
        (OFFICIAL, "canonical", 3, day(1), day(3)),
        (MIRROR, "mirror", 4, day(2), day(4)),
    ]
    assert rows(made, "SELECT value FROM cells") == [(ord("乙"),)]


def test_a_mirror_in_one_file_steps_back_behind_the_official_page_in_the_other(tmp_path: Path) -> None:
    made = both(
        tmp_path,
        desk(tmp_path, "mirror.db", (5, told(MIRROR, "乙"))),
        desk(tmp_path, "official.db", (1, told(OFFICIAL, "甲"))),
    )
    assert rows(made, "SELECT url, body, official FROM reports") == [(OFFICIAL, "甲\n第二段", 1)]
    with Store(made) as store:  # and what the mirror says is kept, for when it is asked again
        assert rows(made, "SELECT address FROM readings") == [("//zh.wikisource.example/wiki/1",)]
        assert store.report("r1").url == OFFICIAL


def test_the_same_text_found_anew_is_no_change(tmp_path: Path) -> None:
    """A worker that begins with an empty file sees everything for the first time; the database knows better."""
    made = both(
        tmp_path,
        desk(tmp_path, "last-year.db", (1, told(OFFICIAL, "甲"))),
        desk(tmp_path, "this-year.db", (9, told(OFFICIAL, "甲"))),
    )
    assert rows(made, "SELECT first_seen, last_changed, last_seen FROM reports") == [(day(1), day(1), day(9))]
    taken_back = desk(tmp_path, "between.db", (5, told(OFFICIAL, "乙")))
    merge(made, [taken_back])
    assert rows(made, "SELECT body, edition, last_changed FROM reports") == [("甲\n第二段", 1, day(9))]


def test_what_an_address_showed_before_tells_since_when_a_text_stands(tmp_path: Path) -> None:
    changing = desk(tmp_path, "changing.db", (3, told(OFFICIAL, "乙")), (5, told(OFFICIAL, "甲")))
    steady = desk(tmp_path, "steady.db", (1, told(OFFICIAL, "甲")), (6, told(OFFICIAL, "甲")))
    made = both(tmp_path, changing, steady)
    assert rows(made, "SELECT first_seen, last_changed, last_seen FROM reports") == [(day(1), day(5), day(6))]


def test_an_address_that_steps_back_is_kept_with_what_it_says_now(tmp_path: Path) -> None:
    old = desk(tmp_path, "old.db", (1, told(OFFICIAL, "甲")))
    new = desk(tmp_path, "new.db", (8, told(OFFICIAL, "乙")), (9, told(COPY, "丁")))
    made = both(tmp_path, old, new)
    assert rows(made, "SELECT url FROM reports") == [(COPY,)]
    ((packed,),) = rows(made, "SELECT packed FROM readings")
    assert json.loads(unpacked(packed))["body"] == "乙\n第二段"


def test_a_link_that_one_file_rejected_is_a_page_where_another_fetched_it(tmp_path: Path) -> None:
    with Desk(tmp_path / "rejected.db") as one:
        one.visit(PORTAL, 9, links=(Outlink(OFFICIAL, "report", 900, 1, rejected="another portal's host"),))
    made = both(tmp_path, desk(tmp_path, "fetched.db", (1, told(OFFICIAL))), one.path)
    assert rows(made, f"SELECT outcome, first_seen, last_seen FROM pages WHERE url = '{OFFICIAL}'") == [
        ("ok", day(1), day(1))
    ]


def test_gone_is_what_no_later_visit_found(tmp_path: Path) -> None:
    with Desk(tmp_path / "gone.db") as one:
        one.see(told(OFFICIAL), 1)
        one.visit(OFFICIAL, 3, outcome="gone", status=404)
    with Desk(tmp_path / "later.db") as other:
        other.see(told(OFFICIAL), 2)
        other.visit(OFFICIAL, 4, outcome="gone", status=404)
    back = desk(tmp_path, "back-again.db", (5, told(OFFICIAL)))
    made = both(tmp_path, one.path, other.path)
    assert rows(made, "SELECT gone_at FROM reports") == [(day(3),)]
    merge(made, [back])
    assert rows(made, "SELECT gone_at, last_seen FROM reports") == [(None, day(5))]


def test_a_move_that_one_file_saw_last_holds(tmp_path: Path) -> None:
    with Desk(tmp_path / "moved.db") as one:
        one.see(told(OFFICIAL), 1)
        one.visit(OFFICIAL, 4, url=COPY, reading=told(COPY), outcome="moved")
    made = both(tmp_path, one.path, desk(tmp_path, "older.db", (3, told(OFFICIAL))))
    assert rows(made, "SELECT url FROM reports") == [(COPY,)]
    assert rows(made, "SELECT url, moved_to FROM sources ORDER BY url") == [(OFFICIAL, COPY), (COPY, None)]
    merge(made, [desk(tmp_path, "newer.db", (5, told(OFFICIAL)))])
    assert rows(made, "SELECT url, moved_to FROM sources ORDER BY url") == [(OFFICIAL, None), (COPY, None)]


def test_what_became_of_a_file_is_told_to_every_report_that_names_it(tmp_path: Path) -> None:
    naming = told(OFFICIAL, attachments=(Attachment(FILE, "附件"),))
    with Desk(tmp_path / "fetched.db") as one:
        one.see(naming, 1)
        one.visit(FILE, 1, kind="attachment", file="read", body_sha256="bytes")
    again = desk(tmp_path, "again.db", (2, replace(naming, doc_no="穗增〔2021〕1号")))
    made = both(tmp_path, one.path, again)
    assert rows(made, "SELECT doc_no, status, sha256 FROM attachments, reports") == [
        ("穗增〔2021〕1号", "read", "bytes")
    ]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["nowhere else", "known elsewhere"])
def test_an_identity_that_a_newer_file_reads_better_takes_the_old_one_over(
    tmp_path: Path, elsewhere: bool
) -> None:
    wrong = {"id": "r0", "agency": "增城", "agency_id": "x-1"}
    seen = [(1, told(OFFICIAL, "丙", **wrong)), (2, told(OFFICIAL, **wrong))]
    seen += [(2, told(COPY, **wrong))] if elsewhere else []
    made = both(tmp_path, desk(tmp_path, "old.db", *seen), desk(tmp_path, "new.db", (3, told(OFFICIAL))))
    found = rows(made, "SELECT id, url, first_seen, edition FROM reports ORDER BY id")
    if elsewhere:
        assert found == [("r0", COPY, day(2), 2), ("r1", OFFICIAL, day(1), 1)]
        merge(made, [desk(tmp_path, "rest.db", (4, told(COPY)))])
    assert [row[0] for row in rows(made, "SELECT id FROM reports")] == ["r1"]
    assert rows(made, "SELECT number, body FROM editions ORDER BY number") == [
        (1, "丙\n第二段"),
        (2, "甲\n第二段"),
    ]
    assert rows(made, "SELECT id FROM agencies") == [("440118-1",)]
    assert rows(made, "SELECT DISTINCT report_id FROM cells") == [("r1",)]


def applications(carried_in: int, new: int, carried_out: int) -> tuple[Cell, ...]:
    table = {
        "new": new,
        "carried_in": carried_in,
        "result_total": new + carried_in - carried_out,
        "carried_out": carried_out,
    }
    return tuple(
        Cell("C", "applications", row, "total", value, "value", str(value)) for row, value in table.items()
    )


def test_checks_across_years_and_bodies_follow_whichever_file_the_other_report_is_in(tmp_path: Path) -> None:
    def of(year: int, cells: tuple[Cell, ...], body: str = "a", coverage: str = "consolidated") -> Report:
        name = f"{body}-{year}"
        fields = {"id": name, "year": year, "agency_id": body, "cells": cells, "coverage": coverage}
        return told(f"http://www.zc.gov.cn/{name}.html", "甲" + name, **fields)

    first = desk(tmp_path, "2023.db", (1, of(2023, applications(0, 10, 7))))
    second = desk(
        tmp_path, "2024.db", (1, of(2024, applications(8, 20, 3))), (1, of(2024, applications(0, 21, 1), "b", "own"))
    )  # fmt: skip
    asked = "SELECT report_id, rule, scope, status, lhs, rhs FROM checks WHERE scope IN ('total', 'new') ORDER BY rule"
    assert ("a-2024", "APP-CARRY", "total", "fail", 7, 8) not in rows(second, asked)
    made = both(tmp_path, first, second)
    found = rows(made, asked)
    assert ("a-2024", "APP-CARRY", "total", "fail", 7, 8) in found
    assert ("a-2024", "CONS-SUM", "new", "fail", 21, 20) in found
    merge(made, [desk(tmp_path, "corrected.db", (2, of(2023, applications(0, 11, 8))))])
    assert ("a-2024", "APP-CARRY", "total", "pass", 8, 8) in rows(made, asked)


def test_runs_are_kept_once_each_as_they_ended(tmp_path: Path) -> None:
    path = tmp_path / "worker.db"
    with Store(path, clock=lambda: day(1)) as store:
        run = store.begin("crawl", day(1), [Seed(PORTAL)])
        store.flush()
        backup(path, tmp_path / "halfway.db")
        store.finish(run, "finished", {"requests": 7})
    other = desk(tmp_path, "other.db")  # begun in the same second by another worker
    merge(tmp_path / "out.db", [tmp_path / "halfway.db", path, other])
    merge(tmp_path / "out.db", [other, path, tmp_path / "halfway.db"])
    assert rows(
        tmp_path / "out.db", "SELECT command, finish_reason, requests FROM runs ORDER BY requests"
    ) == [
        ("crawl", None, 0),
        ("crawl", "finished", 7),
    ]


def test_a_portal_goes_by_its_newest_walk_and_its_newest_keys(tmp_path: Path) -> None:
    def walk(name: str, number: int, seed: Seed) -> Path:
        with Store(tmp_path / name, clock=lambda: day(number)) as store:
            run = store.begin("crawl", day(number), [seed])
            (row,) = store.take("www.zc.gov.cn", 1)
            store.commit(
                Visit(
                    row.id,
                    seed.url,
                    row.url,
                    row.url,
                    "list",
                    "ok",
                    200,
                    cms="generic" if number > 2 else "trs",
                )
            )
            store.commit(Visit(0, seed.url, OFFICIAL, OFFICIAL, "report", "ok", 200, reading=told(OFFICIAL)))
            store.finish(run, "finished")
        return tmp_path / name

    old = walk("old.db", 1, Seed("http://www.zc.gov.cn/", name="增城", hosts=("b.cn",), min=3, line=1))
    new = walk("new.db", 5, Seed("https://www.zc.gov.cn/"))  # a bare URL brings no keys and takes none away
    made = both(tmp_path, old, new)
    assert rows(made, "SELECT url, name, cms, outcome, reports, last_crawled FROM portals") == [
        ("https://www.zc.gov.cn/", "增城", "trs", "ok", 1, day(5))
    ]
    with Store(made) as store:
        assert store.seeds() == (Seed("https://www.zc.gov.cn/", name="增城", hosts=("b.cn",), min=3),)
    for table in ("reports", "sources", "pages"):
        assert {row[0] for row in rows(made, f"SELECT portal FROM {table}")} == {"https://www.zc.gov.cn/"}, (
            table
        )


def test_portals_keep_their_order_in_the_file_that_is_merged_into(tmp_path: Path) -> None:
    names = [f"http://www.{name}.gov.cn/" for name in "cab"]
    for name in ("out.db", "other.db"):
        with Store(tmp_path / name, clock=lambda: day(1)) as store:
            store.begin("crawl", day(1), [Seed(url) for url in names])
        names.insert(1, "http://www.d.gov.cn/")
    merge(tmp_path / "out.db", [tmp_path / "other.db"])
    found = rows(tmp_path / "out.db", "SELECT url FROM portals ORDER BY rowid")
    assert [url for (url,) in found] == [f"http://www.{name}.gov.cn/" for name in "cabd"]


def test_an_address_without_its_reading_is_left_out_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = desk(tmp_path, "torn.db", (1, told(OFFICIAL)), (1, told(MIRROR)))
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("DELETE FROM readings")
        connection.commit()
    merge(tmp_path / "out.db", [made])
    assert rows(tmp_path / "out.db", "SELECT url, role FROM sources") == [(OFFICIAL, "canonical")]
    assert "holds no reading of r1 at https://zh.wikisource.example/wiki/1: left out" in caplog.text
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("UPDATE sources SET role = 'copy'")
        connection.commit()
    merge(tmp_path / "other.db", [made])
    assert rows(tmp_path / "other.db", "SELECT count(*) FROM reports") == [(0,)]
    assert rows(tmp_path / "other.db", "SELECT count(*) FROM editions") == [(0,)]


def test_a_portal_that_was_not_walked_to_its_end_is_walked_anew(tmp_path: Path) -> None:
    with Desk(tmp_path / "broken-off.db") as one:
        one.see(told(OFFICIAL))
    merge(tmp_path / "out.db", [one.path])
    assert rows(tmp_path / "out.db", "SELECT count(*) FROM frontier") == [(0,)]
    with Store(tmp_path / "out.db", clock=lambda: day(3)) as store:
        store.begin("crawl", day(3), [Seed(PORTAL)])
        assert [row.url for row in store.take("www.zc.gov.cn", 9)] == [PORTAL]


def test_the_queue_of_the_file_that_is_merged_into_stays(tmp_path: Path) -> None:
    out = desk(tmp_path, "out.db", (1, told(OFFICIAL)))
    queued = rows(out, "SELECT url, state FROM frontier")
    assert queued
    with Desk(tmp_path / "other.db") as other:
        other.store.begin("crawl", day(1), [Seed("http://www.other.gov.cn/")])
    with sqlite3.connect(other.path) as connection:
        connection.execute("DELETE FROM portals WHERE url = ?", (PORTAL,))
    connection.close()
    merge(out, [other.path])
    assert rows(out, "SELECT url, state FROM frontier") == queued
    assert len(rows(out, "SELECT * FROM portals")) == 2


# ---- the file of one machine

ALONE = textwrap.dedent("""
    import sys
    from crawler.frontier import scheduler
    from crawler.storage import Store
    from crawler.commands import main

    now = lambda: sys.argv[1]  # all is seen at once: times are told apart elsewhere
    Store.__init__.__kwdefaults__["clock"] = scheduler.utc = now
    main(sys.argv[2:])
    """)


@pytest.mark.slow
def test_portals_crawled_apart_and_merged_are_the_file_of_one_crawl(tmp_path: Path) -> None:
    """Row for row, in the first year and in the second: with corrected reports, one that moved and one that is gone."""
    with replicas() as portals:

        def crawl(name: str, at: str, *seeds: str) -> Path:
            (tmp_path / "seeds.txt").write_text("\n".join(seeds), encoding="utf-8")
            words = (
                "crawl",
                "--seeds",
                "seeds.txt",
                "--db",
                name,
                "--delay",
                "0",
                "--allow-private",
                "--quiet",
            )
            hosts = ("-s", f"NIANBAO_HOSTS={json.dumps(portals.hosts)}")
            command = [sys.executable, "-c", ALONE, at, *words, *hosts]
            subprocess.run(
                command, cwd=tmp_path, env=environment(), check=True, timeout=240, capture_output=True
            )
            return tmp_path / name

        for epoch in (1, 2):
            portals.turn(epoch)
            at = f"202{epoch}-01-01T00:00:00Z"
            whole = crawl("whole.db", at, *portals.seeds)
            parts = [crawl(f"part{number}.db", at, seed) for number, seed in enumerate(portals.seeds)]
            merge(tmp_path / "out.db", parts)
            ours, theirs = (answered(tables(path)) for path in (tmp_path / "out.db", whole))
            assert len(ours["reports"]) > 150
            for name, found in theirs.items():
                assert ours[name] == found, f"{name}, epoch {epoch}"


def answered(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[object]]:
    """Without runs, of which there are more, and without what view counters change: the bytes of a page."""
    counted = {name: held for name, held in found.items() if name not in {"runs", "pages"}}
    return counted | {
        "pages": sorted(((row[0], row[1], row[2], row[3], row[4]) for row in found["pages"]), key=repr)
    }


# ---- whole, or not at all

KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from crawler.storage import folding, merge

    take, left = folding.take, [int(sys.argv[1])]
    def killed(*given):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        take(*given)
    folding.take = killed
    merge(Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
    """)


def many(folder: Path, name: str, number: int, size: int = 1) -> Path:
    """A file with so many reports, each with a text of so many characters."""
    each = (
        told(f"{PORTAL}{name}/{at}.html", id=f"{name}-{at}", body="字" * size, content_sha256=f"{name} {at}")
        for at in range(number)
    )
    return desk(folder, name, *((1, report) for report in each))


@pytest.mark.parametrize("there", [True, False], ids=["into a file", "into a new file"])
def test_kill_9_leaves_the_file_as_it_was(tmp_path: Path, there: bool) -> None:
    one, other, out = many(tmp_path, "one.db", 30), many(tmp_path, "other.db", 30), tmp_path / "out.db"
    if there:
        backup(one, out)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, "45", str(out), str(other), str(one)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if there:
        same(out, one)
        assert rows(out, "PRAGMA integrity_check") == [("ok",)]
    assert out.exists() == there
    merge(out, [other, one])
    assert rows(out, "SELECT count(*) FROM reports") == [(60,)]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one.db", "other.db", "out.db"]


FULL = textwrap.dedent("""
    import resource, sys
    from crawler.commands import main

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
    main(sys.argv[2:])
    """)


@pytest.mark.parametrize("there", [True, False], ids=["into a file", "into a new file"])
def test_a_full_disk_is_an_early_stop_and_leaves_the_file_as_it_was(tmp_path: Path, there: bool) -> None:
    one, other = many(tmp_path, "one.db", 3), many(tmp_path, "other.db", 40, 15_000)
    if there:
        backup(one, tmp_path / "out.db")
    words = ["merge", "out.db", "one.db", "other.db"]
    ran = subprocess.run(
        [sys.executable, "-c", FULL, "1000000", *words],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 3, ran.stderr
    assert "out.db is what it was" in ran.stderr
    assert (tmp_path / "out.db").exists() == there
    if there:
        same(tmp_path / "out.db", one)
    assert nianbao(*words, cwd=tmp_path, code=0).stdout.startswith("43 reports")
    assert rows(other, "SELECT count(*) FROM reports") == [(40,)]


# ---- what is refused, and what is not


def test_the_command_counts_and_says_where(tmp_path: Path) -> None:
    one, other = many(tmp_path, "one.db", 2), many(tmp_path, "other.db", 3)
    ran = nianbao("merge", "out.db", "one.db", "other.db", cwd=tmp_path, code=0)
    assert (
        ran.stdout
        == "5 reports (5 new), 5 editions (5 new), 5 sources (5 new), 1 portals (1 new) -> out.db\n"
    )
    assert ran.stderr == "one.db: 2 reports\nother.db: 3 reports\n"
    ran = nianbao("merge", "out.db", "other.db", "--quiet", cwd=tmp_path, code=0)
    assert (
        ran.stdout
        == "5 reports (0 new), 5 editions (0 new), 5 sources (0 new), 1 portals (0 new) -> out.db\n"
    )
    assert ran.stderr == ""
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one.db", "other.db", "out.db"]
    assert rows(one, "SELECT count(*) FROM reports") == [(2,)]
    assert rows(other, "SELECT count(*) FROM reports") == [(3,)]


def newer(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "has schema 99"),
        (foreign, "of something else"),
        (lambda path: path.write_text("name,url\n" * 200), "not an SQLite database"),
        (lambda path: path.mkdir(), "is a directory"),
        (lambda path: None, "there is no file"),
    ],
    ids=["newer", "foreign", "text", "folder", "missing"],
)
@pytest.mark.parametrize("there", [True, False], ids=["into a file", "into a new file"])
def test_a_file_that_cannot_be_used_is_named_and_nothing_is_written(
    tmp_path: Path, spoil: Callable[[Path], object], words: str, there: bool
) -> None:
    good = desk(tmp_path, "good.db", (1, told(OFFICIAL)))
    if there:
        backup(good, tmp_path / "out.db")
    spoil(tmp_path / "bad.db")
    before = (tmp_path / "out.db").read_bytes() if there else None
    ran = nianbao("merge", "out.db", "good.db", "bad.db", cwd=tmp_path, code=2)
    assert "bad.db" in ran.stderr
    assert words in ran.stderr
    assert (tmp_path / "out.db").exists() == there
    assert not there or (tmp_path / "out.db").read_bytes() == before


def test_a_target_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    good = desk(tmp_path, "good.db", (1, told(OFFICIAL)))
    foreign(tmp_path / "other.db")
    for wrong in (tmp_path / "other.db", tmp_path / "none" / "out.db", tmp_path):
        with pytest.raises(StoreError, match=str(wrong)):
            merge(wrong, [good])


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    good = desk(tmp_path, "good.db", (1, told(OFFICIAL)))
    (tmp_path / "empty.db").touch()
    merge(tmp_path / "out.db", [tmp_path / "empty.db", good])
    same(tmp_path / "out.db", good)
    assert (tmp_path / "empty.db").stat().st_size == 0


def aged(path: Path) -> None:
    """Takes a file back to the schema of the first release."""
    first = Database(memory=True)
    schema.migrations.apply(first, stop_before=schema.trails.__name__)
    held = {table.name: set(table.columns_dict) for table in first.tables}
    with closing(sqlite3.connect(path)) as connection:
        for view in Database(connection).views:
            connection.execute(f"DROP VIEW {view.name}")
        for table in Database(connection).tables:
            if table.name not in held:
                connection.execute(f"DROP TABLE {table.name}")
                continue
            for column in table.columns_dict.keys() - held[table.name]:
                connection.execute(f"ALTER TABLE {table.name} DROP COLUMN {column}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name <> 'founding'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def test_an_older_file_is_read_in_a_copy_and_left_as_it_is(tmp_path: Path) -> None:
    with Desk(tmp_path / "old.db") as old:
        naming = {"attachments": (Attachment(FILE, "附件"),)}
        old.see(told(OFFICIAL, **naming), 1)
        old.see(told(MIRROR, "乙"), 2)
        old.visit(FILE, 2, kind="attachment", file="read", body_sha256="bytes")
        old.visit(MIRROR, 3, url=COPY, reading=told(COPY, "乙", **naming), outcome="moved")
    today = tmp_path / "today.db"
    backup(old.path, today)
    aged(old.path)
    before = old.path.read_bytes()
    merge(tmp_path / "out.db", [old.path])
    assert old.path.read_bytes() == before
    ours, theirs = tables(tmp_path / "out.db"), tables(today)
    for table in theirs.keys() - {"runs", "sources", "editions"}:  # an older file does not tell parts
        assert ours[table] == theirs[table], table
    assert rows(tmp_path / "out.db", "SELECT url, moved_to FROM sources") == rows(
        today, "SELECT url, moved_to FROM sources"
    )
    merge(tmp_path / "out.db", [old.path, old.path])
    assert rows(tmp_path / "out.db", "SELECT count(*) FROM runs") == [(1,)]
    merge(old.path, [today])  # as the file to merge into it is brought up to date
    assert rows(old.path, "PRAGMA user_version") == [(schema.VERSION,)]


def test_a_file_that_is_being_crawled_is_merged_as_it_was_last_committed(tmp_path: Path) -> None:
    with Desk(tmp_path / "crawled.db") as crawled:
        crawled.see(told(OFFICIAL))
        crawled.store.flush()
        crawled.see(told(OFFICIAL, id="r2", agency_id="2"))
        merge(tmp_path / "out.db", [crawled.path])
        assert rows(tmp_path / "out.db", "SELECT id FROM reports") == [("r1",)]
        with pytest.raises(StoreError, match=rf"crawled\.db is being written by process {os.getpid()}"):
            merge(crawled.path, [tmp_path / "out.db"])


def test_a_file_that_another_program_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    one = desk(tmp_path, "one.db", (1, told(OFFICIAL)))
    with closing(sqlite3.connect(one)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match=r"one\.db is locked by another program"):
            merge(tmp_path / "out.db", [one])
    assert not (tmp_path / "out.db").exists()


def test_a_damaged_file_is_named_and_the_other_is_what_it_was(tmp_path: Path) -> None:
    out, bad = many(tmp_path, "out.db", 5), many(tmp_path, "bad.db", 200, 2000)
    before = tables(out)
    data = bytearray(bad.read_bytes())
    data[len(data) // 4 : len(data) // 4 * 3] = bytes(len(data) // 4 * 3 - len(data) // 4)
    bad.write_bytes(data)
    with pytest.raises(StoreError, match=r"bad\.db is damaged"):
        merge(out, [bad])
    assert tables(out) == before


def test_every_table_has_its_rule(tmp_path: Path) -> None:
    """A table that a later migration adds has to be thought of here: is it united, derived, or each file's own?"""
    from crawler.storage.merging import DERIVED, OURS, UNITED

    Store(tmp_path / "reports.db").close()
    found = rows(
        tmp_path / "reports.db",
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite%'",
    )
    assert sorted((*DERIVED, *OURS, *UNITED)) == sorted(str(name) for (name,) in found)


# ---- backup, and files that cannot be written


def test_a_backup_is_the_file_as_it_was_last_committed(tmp_path: Path) -> None:
    with Desk(tmp_path / "crawled.db") as crawled:
        crawled.see(told(OFFICIAL))
        crawled.store.flush()
        crawled.see(told(OFFICIAL, id="r2"))
        backup(crawled.path, tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db", "SELECT id FROM reports") == [("r1",)]
    with pytest.raises(StoreError, match=r"copy\.db exists already"):
        backup(crawled.path, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="there is no file"):
        backup(tmp_path / "none.db", tmp_path / "other.db")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "crawled.db"]
    with Store(tmp_path / "copy.db") as store:
        assert store.report("r1").title == told(OFFICIAL).title


def test_the_backup_of_the_manual_is_one(tmp_path: Path) -> None:
    """The line of docs/operations.md, by any SQLite."""
    line = "VACUUM INTO 'copy.db'"
    assert line in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    one = desk(tmp_path, "one.db", (1, told(OFFICIAL)))
    rows(one, line.replace("copy.db", str(tmp_path / "copy.db")))
    same(one, tmp_path / "copy.db")
    Store(tmp_path / "copy.db").close()


@contextmanager
def nobody() -> Iterator[Path]:
    """A folder, and no more rights in it than its permissions give; the superuser steps down for as long."""
    with tempfile.TemporaryDirectory() as folder:
        desk(
            Path(folder), "warm.db", (1, told(OFFICIAL))
        ).unlink()  # what libraries read late may be the superuser's
        mighty = os.geteuid() == 0
        if mighty:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            Path(folder).chmod(0o700)
            if mighty:
                os.seteuid(0)


def test_a_file_or_a_folder_that_cannot_be_written_is_named_and_can_be_read() -> None:
    with nobody() as folder:
        one, other = desk(folder, "one.db", (1, told(OFFICIAL))), desk(folder, "other.db", (1, told(COPY)))
        one.chmod(0o444)
        with pytest.raises(StoreError, match=r"one\.db cannot be written to"):
            Store(one)
        with pytest.raises(StoreError, match=r"one\.db cannot be written to"):
            merge(one, [other])
        folder.chmod(0o555)
        for wrong in (other, folder / "new.db"):
            with pytest.raises(StoreError, match=f"{wrong.name} cannot be written to"):
                merge(wrong, [one])
        folder.chmod(0o777)
        merge(folder / "out.db", [one, other])
        assert len(rows(folder / "out.db", "SELECT * FROM sources")) == 2
        one.chmod(0o000)
        with pytest.raises(StoreError, match=r"one\.db cannot be opened"):
            merge(folder / "out.db", [one])
