"""The reports: one row each, kept to what its best address says; editions, sources and parts follow it."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from crawler.addresses import canonical, host_of
from parsers import Place, Report, agency_level, agency_type

from . import crossyear, sightings
from .readings import PARTS, forget, keep, kept, recall, replace_parts, row_of
from .sightings import Sighting

Row = dict[str, Any]


PLACE = ("division_code", "province", "city", "county")


class News(StrEnum):
    """What a visit told that the file did not know."""

    REPORT = "new report"
    EDITION = "new edition"
    SOURCE = "new source"
    KNOWN = "known"
    NONE = "no report"


def record(db: Database, seen: Sighting) -> News:
    """File one sighting of a report: a new report, a new text of it, a new address of it, or nothing new."""
    _inherit(db, seen)
    stands = current(db, seen.report.id)
    before = sightings.sources(db, seen.report.id)
    edition = sightings.note_edition(db, seen)
    source = sightings.note_source(db, seen)
    _leave(db, seen)
    found = sightings.sources(db, seen.report.id)
    settle(db, seen.report.id, stands, before, {seen.address: seen.report} if _tells(seen, found) else {})
    if stands is None:
        return News.REPORT
    if edition and bool(stands["official"]) == seen.report.official:
        return News.EDITION
    # a mirror's wording is no correction, nor is the official text that comes after it
    return News.SOURCE if source or edition else News.KNOWN


def touch(db: Database, url: str, now: str) -> int:
    """The address answered that nothing changed: its report is seen again. The number of reports there."""
    rows = sightings.carried(db, url)
    for row in rows:
        db.execute(
            "UPDATE sources SET last_seen = max(last_seen, ?), gone_at = NULL, missed_at = NULL WHERE address = ? AND report_id = ?",
            (now, row["address"], row["report_id"]),
        )
        refresh(db, row["report_id"])
    return len(rows)


def lose(db: Database, url: str, now: str) -> int:
    """The address answers 404 or 410. How many reports cannot be fetched anywhere since this visit."""
    lost = 0
    for row in sightings.carried(db, url):
        if row["gone_at"] is not None or row["last_seen"] > now:
            continue
        db.execute(
            "UPDATE sources SET gone_at = ? WHERE address = ? AND report_id = ?",
            (now, row["address"], row["report_id"]),
        )
        refresh(db, row["report_id"])
        stands = current(db, row["report_id"])
        lost += stands is not None and stands["gone_at"] is not None
    return lost


def move(db: Database, report_id: str, old: str, new: str, now: str | None) -> None:
    """The old address leads to the new one, and the report was read there; to itself if it carries another report now."""
    db.execute(
        "UPDATE sources SET moved_to = ?, moved_at = ? WHERE address = ? AND report_id = ? AND moved_to IS NULL",
        (new, now, canonical(old), report_id),
    )
    refresh(db, report_id)


def fetched(db: Database, url: str, status: str, sha256: str | None) -> None:
    """Write what became of a file that reports name."""
    db.execute(
        "UPDATE attachments SET status = ?, sha256 = coalesce(?, sha256) WHERE address = ? "
        "AND (status IS NOT ? OR sha256 IS NOT coalesce(?, sha256))",
        (status, sha256, canonical(url), status, sha256),
    )


def refresh(db: Database, report_id: str) -> None:
    """Settle a report of which no address told anything new to read."""
    settle(db, report_id, current(db, report_id), sightings.sources(db, report_id), {})


def settle(
    db: Database, report_id: str, stands: Row | None, before: list[Row], told: Mapping[str, Report]
) -> None:
    """Bring the row of a report, the roles of its sources and the readings kept aside to what its sources say.

    `stands` and `before` are its row and its sources as they were; `told` are new readings by the address they
    were read at, each of which is what the address says now.
    """
    found = sightings.sources(db, report_id)
    texts = sightings.editions(db, report_id)
    best = sightings.choose(found, texts)
    spoke = next((row["address"] for row in before if row["role"] == "canonical"), None)
    if stands is not None and spoke not in {None, best["address"], *told}:
        # the address that spoke so far steps back; what it says is kept, should it ever speak again
        keep(db, str(spoke), recall(db, report_id))
    was = {row["address"]: row["digest"] for row in before}
    now = {row["address"]: row["digest"] for row in found}
    for here, reading in told.items():
        if here != best["address"] and (spoke == here or was.get(here) != now[here]):
            keep(db, here, reading)
    rewritten = stands is None or stands["digest"] != best["digest"] or stands["url"] != best["url"]
    if rewritten:
        says = told.get(best["address"]) or kept(db, best["address"], report_id)
        if says is not None:
            enrol(db, says.agency_id, says.agency, {name: getattr(says, name) for name in PLACE})
            _write(db, stands, says, best)
            crossyear.settle(db, stands, current(db, report_id))
            forget(db, best["address"], report_id)
    _times(db, report_id, found, texts, best)
    _roles(db, found, texts, best)
    if rewritten:
        _host(db, report_id)


def _write(db: Database, stands: Row | None, reading: Report, best: Row) -> None:
    row: Row = {"id": reading.id} | row_of(reading)
    row |= {
        "url": best["url"],
        "official": best["official"],
        "portal": best["portal"],
        "digest": best["digest"],
    }
    if stands is None:
        row |= dict.fromkeys(("first_seen", "last_seen", "last_changed"), best["first_seen"])
        db.table("reports").upsert(row, pk="id")
    else:
        changed = {key: value for key, value in row.items() if stands.get(key, ...) != value}
        if changed:
            db.table("reports").update(reading.id, changed)
        if "agency_id" in changed:
            _drop_agency(db, stands["agency_id"])
    replace_parts(db, reading)


def _times(db: Database, report_id: str, found: list[Row], texts: dict[str, Row], best: Row) -> None:
    there = [row for row in found if row["moved_to"] is None] or found
    gone = all(row["gone_at"] is not None for row in there)
    edition = texts.get(best["content_sha256"] or "")
    wanted = {
        "edition": edition["number"] if edition else None,
        "first_seen": min(row["first_seen"] for row in found),
        "last_seen": max(row["last_seen"] for row in found),
        "last_changed": best["since"],
        "gone_at": max(row["gone_at"] for row in there) if gone else None,
        "portal": best["portal"],
    }
    stands = current(db, report_id)
    changed = {key: value for key, value in wanted.items() if stands is not None and stands[key] != value}
    if changed:
        db.table("reports").update(report_id, changed)


def _roles(db: Database, found: list[Row], texts: dict[str, Row], best: Row) -> None:
    for row in found:
        text = texts.get(row["content_sha256"] or "")
        wanted = {"role": sightings.role(row, best), "edition": text["number"] if text else None}
        if any(row[key] != value for key, value in wanted.items()):
            db.table("sources").update((row["address"], row["report_id"]), wanted)


def _tells(seen: Sighting, found: list[Row]) -> bool:
    """Does the address say now what this sighting says (it does not if the sighting is older than the row)."""
    return any(row["address"] == seen.address and row["digest"] == seen.digest for row in found)


def _inherit(db: Database, seen: Sighting) -> None:
    """The same text at the same address under another identity: we read it better now, and it was this report all along.

    Where no other address carries the old report, its row becomes this one; else this address alone goes over.
    """
    new, text = seen.report.id, seen.report.content_sha256
    for row in sightings.carried(db, seen.url):
        old = row["report_id"]
        if old == new or row["content_sha256"] != text or row["last_seen"] > seen.at:
            continue
        where = (old, seen.address)
        others = db.execute(
            "SELECT count(*) FROM sources WHERE report_id = ? AND address <> ? AND moved_to IS NULL", where
        ).fetchone()[0]
        if others:
            db.execute(
                "INSERT OR IGNORE INTO editions SELECT ?, number, content_sha256, title, body, url, seen_at, official, "
                "official_at, parts FROM editions WHERE report_id = ? AND content_sha256 IS ?",
                (new, old, text),
            )
            for table in ("sources", "stays"):
                db.execute(
                    f"UPDATE OR REPLACE {table} SET report_id = ? WHERE report_id = ? AND address = ?",
                    (new, *where),
                )
            refresh(db, old)
        else:
            become(db, old, new)


def become(db: Database, old: str, new: str) -> None:
    """All that is known of a report is known of another one from now on; what is known of both stays that one's."""
    stood = current(db, old)
    for table in ("editions", "sources", "readings", "stays"):
        db.execute(f"UPDATE OR IGNORE {table} SET report_id = ? WHERE report_id = ?", (new, old))
        db.execute(f"DELETE FROM {table} WHERE report_id = ?", (old,))
    if current(db, new) is None:
        db.execute("UPDATE reports SET id = ? WHERE id = ?", (new, old))
    db.execute("DELETE FROM reports WHERE id = ?", (old,))
    for _, table, _ in PARTS:
        db.execute(f"DELETE FROM {table} WHERE report_id = ?", (old,))
    if stood is not None:
        _drop_agency(db, stood["agency_id"])
    crossyear.settle(db, stood)


def _leave(db: Database, seen: Sighting) -> None:
    """Other reports that this address carried are not found here any more."""
    rows = db.query(
        "SELECT report_id, url FROM sources WHERE address = ? AND report_id <> ? AND moved_to IS NULL "
        "AND last_seen <= ?",
        (seen.address, seen.report.id, seen.at),
    )
    for row in list(rows):
        move(db, row["report_id"], row["url"], row["url"], None)


def enrol(db: Database, agency_id: str | None, called: str | None, place_told: Row) -> None:
    """Write an agency as a reading names it. Its name is the fullest that any gave it: 广州市天河区… for 天河区…"""
    if agency_id is None:
        return
    stands = next(db.query("SELECT * FROM agencies WHERE id = ?", (agency_id,)), None) or {}
    name = max(filter(None, (stands.get("name"), called)), key=lambda one: (len(one), one), default="")
    # the smaller of two: which of them came first makes no difference
    row: Row = {
        column: min(filter(None, (stands.get(column), place_told[column])), default=None) for column in PLACE
    }
    place = (
        Place(row["division_code"] or "", row["province"], row["city"], row["county"])
        if row["province"]
        else None
    )
    row |= {
        "id": agency_id,
        "name": name,
        "level": agency_level(name, place),
        "type": agency_type(name),
    }
    if any(stands.get(column) != value for column, value in row.items()):
        db.table("agencies").upsert(row, pk="id")


def _drop_agency(db: Database, agency_id: str | None) -> None:
    db.execute(
        "DELETE FROM agencies WHERE id = ? AND NOT EXISTS (SELECT 1 FROM reports WHERE agency_id = agencies.id)",
        (agency_id,),
    )


def _host(db: Database, report_id: str) -> None:
    """The host an agency publishes at: that of its latest report on an official one."""
    row = db.execute("SELECT agency_id FROM reports WHERE id = ?", (report_id,)).fetchone()
    latest = db.execute(
        "SELECT url FROM reports WHERE agency_id = ? AND official = 1 ORDER BY year DESC, id LIMIT 1", row
    ).fetchone()
    host = host_of(latest[0]) if latest else None
    db.execute(
        "UPDATE agencies SET official_host = ? WHERE id = ? AND official_host IS NOT ?", (host, row[0], host)
    )


def current(db: Database, report_id: str) -> Row | None:
    """The row of a report as it stands."""
    return next(db.query("SELECT * FROM reports WHERE id = ?", (report_id,)), None)
