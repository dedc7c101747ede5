"""Merge: files become one; in any order, and again, it is the same file, and the file of one machine."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import told

from crawler.seeds import Seed
from crawler.storage import Store, merge
from crawler.visits import Visit
from parsers import Attachment, Cell

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


def says(url: str, text: str) -> object:
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


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(shards=st.tuples(SHARDS, SHARDS, SHARDS))
def test_laws(shards: tuple[Shard, Shard, Shard]) -> None:
    hold(shards)


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
