"""Sightings: at which addresses a report was seen, with which texts, and which of them speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from crawler.addresses import canonical
from parsers import Report

from .readings import digest, outline

Row = dict[str, Any]
# What was shown (the hash of a text, or one of the two words below), since when, until when.
Stay = tuple[str, str, str]
NOTHING = "nothing"  # no text could be read
GONE = "gone"  # 404 or 410


# Media of a page; anything else is a file, whether a list or a page led to it.
PAGES = frozenset({"html", "text"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report seen at one address at one time. `file`: the address is a file that a page names."""

    report: Report
    url: str
    portal: str
    at: str
    file: bool
    address: str
    digest: str

    @classmethod
    def of(cls, report: Report, url: str, portal: str, at: str, *, file: bool = False) -> Sighting:
        """The sighting, with the key of its address and the digest of its reading."""
        return cls(report, url, portal, at, file, canonical(url), digest(report))


def sources(db: Database, report_id: str) -> list[Row]:
    """The rows of `sources` of a report."""
    return list(db.query("SELECT * FROM sources WHERE report_id = ?", (report_id,)))


def carried(db: Database, url: str) -> list[Row]:
    """The sources of this address that have not moved: at most one, but in files of earlier days."""
    return list(db.query("SELECT * FROM sources WHERE address = ? AND moved_to IS NULL", (canonical(url),)))


def left(db: Database, url: str) -> bool:
    """Whether reports were seen at this address and have moved away since."""
    return bool(db.execute("SELECT count(*) FROM sources WHERE address = ?", (canonical(url),)).fetchone()[0])


def editions(db: Database, report_id: str) -> dict[str, Row]:
    """The texts of a report by their hash, without the texts themselves."""
    rows = db.query(
        "SELECT content_sha256, number, url, seen_at, official, official_at FROM editions WHERE report_id = ?",
        (report_id,),
    )
    return {row["content_sha256"]: row for row in rows}


def note_edition(db: Database, seen: Sighting) -> bool:
    """Make sure that the text has its row; True if it was never seen before. A report without text has none."""
    report, text = seen.report, seen.report.content_sha256
    if text is None:
        return False
    known = editions(db, report.id).get(text)
    official = report.official
    if known is not None:
        first = min(known["seen_at"], seen.at)
        was = known["official_at"]
        officially = min(filter(None, (was, seen.at if official else None)), default=None)
        if (first, officially) == (known["seen_at"], was) and not _tells(seen, known):
            return False
    else:
        first, officially = seen.at, seen.at if official else None
    row: Row = {
        "report_id": report.id,
        "content_sha256": text,
        "number": known["number"] if known else 0,
        "seen_at": first,
        "official": int(officially is not None),
        "official_at": officially,
    }
    if known is None or _tells(seen, known):
        row |= {"title": report.title, "body": report.body, "url": seen.url, "parts": outline(report)}
    if known is None:
        db.table("editions").insert(row)
    else:
        db.table("editions").update((report.id, text), {key: row[key] for key in row if key not in KEY})
    number(db, report.id)
    return known is None


def rewrite(db: Database, row: Row, seen: Sighting) -> None:
    """The bytes that an address showed are read into another text now: it takes the place of the text they were read into.

    `row` is that of the source. The edition keeps its times; the text of before goes once no address stands for it.
    """
    old, report = row["content_sha256"], replace(seen.report, id=row["report_id"])
    held = editions(db, report.id).get(old)
    note_edition(db, replace(seen, report=report, at=row["since"]))
    db.execute(
        "UPDATE sources SET content_sha256 = ? WHERE address = ? AND report_id = ?",
        (report.content_sha256, row["address"], report.id),
    )
    where = {"id": report.id, "old": old, "new": report.content_sha256}
    others = "SELECT count(*) FROM sources WHERE report_id = :id AND content_sha256 = :old"
    if held is None or db.execute(others, where).fetchone()[0]:
        return
    db.execute(
        "UPDATE editions SET seen_at = min(seen_at, :seen_at), official = max(official, :official), "
        "official_at = min(coalesce(official_at, :official_at), coalesce(:official_at, official_at)) "
        "WHERE report_id = :id AND content_sha256 = :new",
        where | {name: held[name] for name in ("seen_at", "official", "official_at")},
    )
    db.execute("DELETE FROM editions WHERE report_id = :id AND content_sha256 = :old", where)
    number(db, report.id)


def reprint(db: Database, seen: Sighting) -> None:
    """Title and body of an edition follow a better reading of the address that tells it."""
    report = seen.report
    db.execute(
        "UPDATE editions SET title = ?, body = ?, parts = ? "
        "WHERE report_id = ? AND content_sha256 IS ? AND url = ?",
        (report.title, report.body, outline(report), report.id, report.content_sha256, seen.url),
    )


KEY = ("report_id", "content_sha256")


def note_source(db: Database, seen: Sighting) -> bool:
    """Make sure that the address has its row, as it is now; True if the report was never seen there before."""
    report = seen.report
    where = (seen.address, report.id)
    known = next(db.query("SELECT * FROM sources WHERE address = ? AND report_id = ?", where), None)
    row: Row = {
        "url": seen.url, "official": int(report.official), "portal": seen.portal, "file": int(seen.file),
        "content_sha256": report.content_sha256, "digest": seen.digest, "last_seen": seen.at,
        "cells": len(report.cells),
        "gone_at": None, "missed_at": None, "moved_to": None, "moved_at": None,
    }  # fmt: skip
    if known is None:
        row |= {
            "address": seen.address,
            "report_id": report.id,
            "role": "copy",
            "first_seen": seen.at,
            "since": seen.at,
        }
        db.table("sources").insert(row)
        return True
    first = min(known["first_seen"], seen.at)
    same = known["content_sha256"] == report.content_sha256
    if seen.at < known["last_seen"]:  # told late (a clock set back): what was seen since then stands
        row = {"first_seen": first} | ({"since": min(known["since"], seen.at)} if same else {})
    else:
        row |= {"first_seen": first, "since": known["since"] if same else seen.at}
        if not same:
            stay(db, *where, (known["content_sha256"] or NOTHING, known["since"], known["last_seen"]))
    changed = {key: value for key, value in row.items() if known[key] != value}
    if changed:
        db.table("sources").update(where, changed)
    return False


def stay(db: Database, address: str, report_id: str, stay: Stay) -> None:
    """Remember what an address showed, from when to when: a merge tells from it since when a text stands."""
    db.execute("INSERT OR REPLACE INTO stays VALUES (?, ?, ?, ?, ?)", (address, report_id, *stay))


def choose(found: list[Row], texts: dict[str, Row]) -> Row:
    """The source that speaks for a report: its address, text and metadata are those of the report.

    An official host before a mirror, always; among equals a text before none, one with statutory cells before one
    without (the page tells, the file has the tables), and a page before a file; then the text
    that was first seen last; ties by the smaller hash. Of the addresses with that text: one that still answers, the
    one known longest. Nothing in this looks at the order of the visits of today, so two addresses that differ do not
    take turns. Addresses that moved or carry another report now speak only if there is no other.
    """
    there = [row for row in found if row["moved_to"] is None] or found

    def weight(row: Row) -> tuple[bool, bool, bool, bool, str]:
        text = texts.get(row["content_sha256"] or "")
        seen = "" if text is None else text["official_at"] if row["official"] else text["seen_at"]
        return bool(row["official"]), text is not None, row["cells"] > 0, not row["file"], seen or ""

    best = max(weight(row) for row in there)
    equals = [row for row in there if weight(row) == best]
    return min(
        equals,
        key=lambda row: (
            row["content_sha256"] or "",
            row["gone_at"] is not None,
            row["first_seen"],
            row["address"],
        ),
    )


def role(row: Row, spokesman: Row) -> str:
    """What an address is to the report."""
    if row["address"] == spokesman["address"]:
        return "canonical"
    if row["file"]:
        return "attachment"
    return "copy" if row["official"] else "mirror"


def _tells(seen: Sighting, known: Row) -> bool:
    """Are title, body and address of an edition to be those of this sighting: the first official one, else the first."""
    if seen.report.official:
        return known["official_at"] is None or (seen.at, seen.url) < (known["official_at"], known["url"])
    return known["official_at"] is None and (seen.at, seen.url) < (known["seen_at"], known["url"])


def number(db: Database, report_id: str) -> None:
    """Number the editions in the order first seen; only rows whose number changes are written."""
    rows = sorted(editions(db, report_id).values(), key=lambda row: (row["seen_at"], row["content_sha256"]))
    for number, row in enumerate(rows, 1):
        if row["number"] != number:
            db.execute(
                "UPDATE editions SET number = ? WHERE report_id = ? AND content_sha256 = ?",
                (number, report_id, row["content_sha256"]),
            )
