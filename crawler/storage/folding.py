"""Folding: the reports of another file become reports of this one; what is derived is derived by the words of a crawl."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from . import reports, sightings, unions
from .inputs import Input
from .sightings import Stay

Row = dict[str, Any]

log = logging.getLogger(__name__)


def take(db: Database, given: Input, report_id: str, portals: Mapping[str, str]) -> None:
    """Fold one report of another file in: its texts, its addresses, and the readings of those that saw later.

    `portals` spells the portals of that file as this one does.
    """
    stands = reports.current(db, report_id)
    before = sightings.sources(db, report_id)
    held = {row["address"]: row for row in before}
    stays, told = given.stays(report_id), {}
    changed = False
    for row in given.of("sources", report_id):
        row["portal"] = portals.get(row["portal"], row["portal"])
        here = row["address"]
        was = held.get(here)
        made, kept = _united(db, was or row, row, stays.get(here, []))
        if was is None or any(made[name] != was[name] for name in ("digest", "url")):
            reading = given.reading(row)
            if reading is None:
                log.warning("%s holds no reading of %s at %s: left out", given.path, report_id, row["url"])
                continue
            told[here] = reading
        changed |= _write(db, was, made, kept)
    if not (before or told):
        return
    for row in given.of("editions", report_id):
        changed |= text(db, row)
    if changed:
        sightings.number(db, report_id)
        reports.settle(db, report_id, stands, before, told)


def text(db: Database, row: Row) -> bool:
    """Fold in one text of a report; True if this file knows more now."""
    where = (row["report_id"], row["content_sha256"])
    stands = next(db.query("SELECT * FROM editions WHERE report_id = ? AND content_sha256 = ?", where), None)
    made = unions.edition(stands or row, row)
    if made == stands:
        return False
    db.table("editions").upsert(made, pk=("report_id", "content_sha256"))
    return True


def identities(db: Database) -> None:
    """Bring the addresses that carry several reports to what the last visit found there.

    An address carries the report seen there last. Another one with the same text is that report, read worse or by
    older rules, and becomes it; any other has left the address.
    """
    found = db.execute("SELECT address FROM sources GROUP BY address HAVING count(*) > 1").fetchall()
    for (address,) in found:
        rows = list(db.query("SELECT * FROM sources WHERE address = ?", (address,)))
        last = max(rows, key=lambda row: (row["last_seen"], row["moved_to"] is None, row["report_id"]))
        if unions.moved(last):
            _leave(db, rows, last)
            continue
        if last["moved_to"] is not None:
            _place(db, last, None)
        same = [row for row in rows if row is not last and _reread(row, last)]
        for row in same:
            _absorb(db, row, last)
        _leave(db, [row for row in rows if row not in same], last)


def _reread(row: Row, last: Row) -> bool:
    text = row["content_sha256"]
    return text is not None and text == last["content_sha256"] and not unions.moved(row)


def _leave(db: Database, rows: list[Row], last: Row) -> None:
    for row in rows:
        if row is not last and row["moved_to"] is None:
            _place(db, row, row["url"])


def _place(db: Database, row: Row, to: str | None) -> None:
    where = (row["address"], row["report_id"])
    db.execute("UPDATE sources SET moved_to = ? WHERE address = ? AND report_id = ?", (to, *where))
    reports.refresh(db, row["report_id"])


def _absorb(db: Database, row: Row, last: Row) -> None:
    """The report of `row` at this address is the report of `last`; with no other address left, it is so altogether."""
    address, old, new = row["address"], row["report_id"], last["report_id"]
    before = sightings.sources(db, new)
    stands = reports.current(db, new)
    mine = next(each for each in before if each["address"] == address)
    seen = {name: row[name] for name in ("first_seen", "last_seen", "since", "gone_at")}
    made, kept = _united(db, mine, mine | seen, _remembered(db, row))
    for table in ("sources", "readings", "stays"):
        db.execute(f"DELETE FROM {table} WHERE address = ? AND report_id = ?", (address, old))
    _write(db, mine, made, kept)
    left = sightings.sources(db, old)
    alone = all(each["moved_to"] is not None for each in left)
    only = "" if alone else "AND content_sha256 = :text"
    texts = db.query(
        f"SELECT * FROM editions WHERE report_id = :old {only}", {"old": old, "text": row["content_sha256"]}
    )
    for each in list(texts):
        text(db, each | {"report_id": new})
    if alone:
        reports.become(db, old, new)
    else:
        reports.settle(db, old, reports.current(db, old), left, {})
    sightings.number(db, new)
    reports.settle(db, new, stands, before, {})


def _united(db: Database, mine: Row, theirs: Row, stays: list[Stay]) -> tuple[Row, list[Stay]]:
    return unions.source(mine, theirs, [*stays, *_remembered(db, mine)])


def _remembered(db: Database, row: Row) -> list[Stay]:
    found = db.execute(
        "SELECT shown, since, until FROM stays WHERE address = ? AND report_id = ?",
        (row["address"], row["report_id"]),
    )
    return found.fetchall()


def _write(db: Database, was: Row | None, made: Row, stays: list[Stay]) -> bool:
    """Write a source and its stays; True if the source is not what it was."""
    where = (made["address"], made["report_id"])
    db.execute("DELETE FROM stays WHERE address = ? AND report_id = ?", where)
    for stay in stays:
        sightings.stay(db, *where, stay)
    if made == was:
        return False
    if was is None:
        made = made | {"role": "copy", "edition": None}
    db.table("sources").upsert(made, pk=("address", "report_id"))
    return True
