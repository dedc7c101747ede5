"""A reading and its rows: a Report laid out over the tables of the current edition, and read back from them."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import zlib
from operator import attrgetter
from typing import Any

from sqlite_utils import Database

from crawler.addresses import canonical
from parsers import Attachment, Cell, Check, Figure, Report, Section, from_json, to_json

from . import pages
from .crossyear import LISTED

Row = dict[str, Any]

# Field of a Report, its table, its noun. The columns are the fields of the noun, under their names.
PARTS: tuple[tuple[str, str, type], ...] = (
    ("sections", "sections", Section),
    ("cells", "cells", Cell),
    ("figures", "figures", Figure),
    ("checks", "checks", Check),
    ("attachments", "attachments", Attachment),
)
# Rows of these tables that no reading brings and no reading takes away.
APART = {"checks": f"AND rule NOT IN ({LISTED})"}
# What identifies a part within its report; figures may repeat.
KEYS = {
    "sections": ("ordinal",),
    "cells": ("tbl", "row", "col", "form"),
    "checks": ("rule", "scope"),
    "attachments": ("url",),
}
# Reads all fields of a noun at once: a report has some 250 parts, and dataclasses.asdict copies each of them deeply.
NAMES = {noun: tuple(field.name for field in dataclasses.fields(noun)) for _, _, noun in PARTS}
FIELDS = {noun: attrgetter(*names) for noun, names in NAMES.items()}
# Columns of `reports` that come from the reading as they are.
PLAIN = (
    "kind", "agency", "agency_id", "division_code", "province", "city", "county", "year", "coverage", "title",
    "template", "script", "medium", "published_at", "document_date", "source", "index_no", "doc_no", "body",
    "body_hans", "content_sha256", "parser_version",
)  # fmt: skip

_PLAIN = attrgetter(*PLAIN)

log = logging.getLogger(__name__)


def bare(report: Report) -> Report:
    """The reading as it is stored: without the lines cut off as chrome, which belong to the page."""
    return dataclasses.replace(report, cuts=())


def digest(report: Report) -> str:
    """Equal for equal readings, whatever the address and the chrome: a row is rewritten only if it differs."""
    told = [_PLAIN(report), report.official, sorted(report.origins.items())]
    told += [[FIELDS[noun](part) for part in getattr(report, name)] for name, _, noun in PARTS]
    return _short(repr(told), 12)


def outline(report: Report) -> str:
    """What the parts of a text say, as JSON, to tell later which of them moved: sections by a hash, cells as printed."""
    sections = {
        f"{part.number or ''}{part.title or part.code or part.ordinal}": _short("".join(part.text.split()))
        for part in report.sections
    }
    cells = {f"{part.tbl}.{part.row}.{part.col}": part.raw for part in report.cells}
    return json.dumps({"sections": sections, "cells": cells}, ensure_ascii=False, separators=(",", ":"))


def row_of(report: Report) -> Row:
    """The columns of `reports` that the reading gives."""
    row: Row = {name: getattr(report, name) for name in PLAIN}
    row["origins"] = (
        json.dumps(report.origins, ensure_ascii=False, sort_keys=True) if report.origins else None
    )
    return row


def replace_parts(db: Database, report: Report) -> None:
    """Put the parts of this reading in the place of those that stand; parts that are equal are not touched."""
    for name, table, noun in PARTS:
        wanted, mine = _rows(report, name, noun), APART.get(table, "")
        if name == "attachments":
            _carry(db, report.id, wanted)
        columns = list(wanted[0]) if wanted else []
        listed = ", ".join(f'"{column}"' for column in columns)
        if columns:
            found = db.execute(
                f"SELECT {listed} FROM {table} WHERE report_id = ? {mine} ORDER BY ordinal", (report.id,)
            ).fetchall()
            if found == [tuple(row.values()) for row in wanted]:
                continue
        db.execute(f"DELETE FROM {table} WHERE report_id = ? {mine}", (report.id,))
        if wanted:
            marks = ", ".join("?" * len(columns))
            db.conn.executemany(
                f"INSERT INTO {table} ({listed}) VALUES ({marks})", [tuple(row.values()) for row in wanted]
            )


def recall(db: Database, report_id: str) -> Report:
    """The reading that the rows of the current edition hold. Raises KeyError if there is no such report."""
    cursor = db.execute("SELECT * FROM reports WHERE id = ?", (report_id,))
    found = cursor.fetchone()
    if found is None:
        raise KeyError(report_id)
    row = dict(zip([column[0] for column in cursor.description], found, strict=True))
    parts: Row = {name: _parts(db, report_id, table, noun) for name, table, noun in PARTS}
    return Report(
        id=report_id,
        url=row["url"],
        official=bool(row["official"]),
        origins=json.loads(row["origins"]) if row["origins"] else {},
        **{name: row[name] for name in PLAIN},
        **parts,
    )


def keep(db: Database, address: str, report: Report) -> None:
    """Keep a reading aside: it is what an address says that is not the canonical one now.

    What became of its files is no part of it: that stands in `pages`, and comes with the rows.
    """
    files = tuple(dataclasses.replace(file, status="not_fetched", sha256=None) for file in report.attachments)
    told = bare(dataclasses.replace(report, attachments=files))
    packed = zlib.compress(to_json(told).encode("utf-8", "surrogatepass"))
    row = {"address": address, "report_id": report.id, "packed": packed}
    db.table("readings").upsert(row, pk=("address", "report_id"))


def kept(db: Database, address: str, report_id: str) -> Report | None:
    """The reading kept aside for an address, or None."""
    where = (address, report_id)
    row = db.execute("SELECT packed FROM readings WHERE address = ? AND report_id = ?", where).fetchone()
    if row is None:
        return None
    reading = from_json(zlib.decompress(row[0]).decode("utf-8", "surrogatepass"))
    return dataclasses.replace(reading, id=report_id) if isinstance(reading, Report) else None


def forget(db: Database, address: str, report_id: str) -> None:
    """Drop a reading kept aside."""
    db.execute("DELETE FROM readings WHERE address = ? AND report_id = ?", (address, report_id))


def _short(text: str, size: int = 6) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _rows(report: Report, name: str, noun: type) -> list[Row]:
    rows: list[Row] = []
    seen: set[tuple[Any, ...]] = set()
    for at, part in enumerate(getattr(report, name)):
        row: Row = {"report_id": report.id, **dict(zip(NAMES[noun], FIELDS[noun](part), strict=True))}
        row.setdefault("ordinal", at)
        if name == "attachments":
            row["address"] = canonical(row["url"])
        key = tuple(row[column] for column in KEYS[name]) if name in KEYS else (at,)
        if key in seen:  # a parser's fault: the report is not lost for it, and the fault is not silent
            log.warning("%s of %s: %s is given twice; the first one stands", name, report.url, key)
            continue
        seen.add(key)
        rows.append(row)
    return rows


def _parts(db: Database, report_id: str, table: str, noun: type) -> tuple[Any, ...]:
    listed = ", ".join(f'"{name}"' for name in NAMES[noun])
    mine = APART.get(table, "")
    rows = db.execute(
        f"SELECT {listed} FROM {table} WHERE report_id = ? {mine} ORDER BY ordinal", (report_id,)
    )
    return tuple(noun(*row) for row in rows.fetchall())


def _carry(db: Database, report_id: str, wanted: list[Row]) -> None:
    """What is known of files fetched already outlives a new reading of the page that names them."""
    found = db.execute(
        "SELECT url, status, sha256, media_type FROM attachments WHERE report_id = ?", (report_id,)
    )
    known = {url: (status, sha256, media) for url, status, sha256, media in found.fetchall()}
    for row in wanted:
        if row["status"] == "not_fetched" and row["url"] in known:
            status, sha256, media = known[row["url"]]
            row |= {
                "status": status,
                "sha256": row["sha256"] or sha256,
                "media_type": row["media_type"] or media,
            }
        # other reports may have named the file before
        status, sha256 = pages.file(db, row["url"])
        row |= {"status": status or row["status"], "sha256": sha256 or row["sha256"]}
