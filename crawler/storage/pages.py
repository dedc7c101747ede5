"""The page log: one row a request ever made, with what is needed to ask for it again cheaply."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlite_utils import Database

from crawler.addresses import canonical, fingerprint
from crawler.visits import Kept, Outlink, Visit

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier visit of the same request left: its validators, the hash of its bytes and where those are kept.

    `label` is the text of the link that was followed.
    """

    url: str
    kind: str
    outcome: str
    status: int | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    last_seen: str
    last_changed: str | None
    detail: str | None = None
    label: str | None = None
    kept: Kept | None = None


# Outcomes of a visit that the log has another word for: a page that robots.txt forbids was never asked for.
LOGGED = {"robots": "rejected", "unreachable": "failed"}
# An answer that is the page, as it is now. Any other (a refusal, a 404, a word that it moved) is no reason to forget it.
PAGE = frozenset({"ok", "unchanged"})

# Validators and hash are those of the last answer with a body: a 304, a 403 or a dead line leaves them standing.
UPSERT = """
INSERT INTO pages (fingerprint, url, method, form, portal, kind, status, outcome, detail, etag, last_modified,
  body_sha256, archive_file, archive_offset, archived_at, file, first_seen, last_seen, last_changed, via, paged, headers,
  label, parent)
VALUES (:fingerprint, :url, :method, :form, :portal, :kind, :status, :outcome, :detail, :etag, :last_modified,
  :body_sha256, :archive_file, :archive_offset, :archived_at, :file, :now, :now,
  CASE WHEN :body_sha256 IS NOT NULL THEN :now END, :via, :paged, :headers, :label, :parent)
ON CONFLICT (fingerprint) DO UPDATE SET
  url = excluded.url, portal = excluded.portal, kind = excluded.kind, status = excluded.status,
  outcome = excluded.outcome, detail = excluded.detail, last_seen = excluded.last_seen,
  etag = CASE WHEN excluded.body_sha256 IS NULL THEN coalesce(excluded.etag, etag) ELSE excluded.etag END,
  last_modified = CASE WHEN excluded.body_sha256 IS NULL THEN coalesce(excluded.last_modified, last_modified)
    ELSE excluded.last_modified END,
  last_changed = CASE WHEN excluded.body_sha256 IS NOT NULL AND excluded.body_sha256 IS NOT body_sha256
    THEN excluded.last_seen ELSE last_changed END,
  archive_file = CASE WHEN excluded.archive_file IS NOT NULL OR excluded.body_sha256 IS NOT NULL
    AND excluded.body_sha256 IS NOT body_sha256 THEN excluded.archive_file ELSE archive_file END,
  archive_offset = CASE WHEN excluded.archive_file IS NOT NULL OR excluded.body_sha256 IS NOT NULL
    AND excluded.body_sha256 IS NOT body_sha256 THEN excluded.archive_offset ELSE archive_offset END,
  archived_at = CASE WHEN excluded.archive_file IS NOT NULL OR excluded.body_sha256 IS NOT NULL
    AND excluded.body_sha256 IS NOT body_sha256 THEN excluded.archived_at ELSE archived_at END,
  body_sha256 = coalesce(excluded.body_sha256, body_sha256), headers = coalesce(excluded.headers, headers),
  label = coalesce(excluded.label, label), parent = coalesce(excluded.parent, parent), file = coalesce(excluded.file, file),
  paged = CASE WHEN excluded.via IS NULL THEN paged ELSE excluded.paged END, via = coalesce(excluded.via, via)"""

REJECT = """
INSERT INTO pages (fingerprint, url, method, form, portal, kind, outcome, detail, first_seen, last_seen)
VALUES (?, ?, ?, ?, ?, ?, 'rejected', ?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING"""

KNOWN = """
SELECT url, kind, outcome, status, etag, last_modified, body_sha256, last_seen, last_changed, detail, label,
  archive_file, archive_offset, archived_at FROM pages WHERE fingerprint = ?"""

# What of an answer is not taken over where an earlier one is the page.
OF_THE_PAGE = ("etag", "last_modified", "body_sha256", "archive_file", "archive_offset", "archived_at")


# The lists on which reports were found, each by its first page: from every report up the trail to the first page that is
# not the following page of another.
BEARING = """
WITH RECURSIVE trail(fingerprint) AS (
  SELECT DISTINCT via FROM pages WHERE portal = :portal AND kind = 'report' AND via IS NOT NULL
  UNION
  SELECT page.via FROM trail JOIN pages AS page USING (fingerprint) WHERE page.paged AND page.via IS NOT NULL)
SELECT url, method, form, headers FROM pages JOIN trail USING (fingerprint)
WHERE kind = 'list' AND NOT paged AND outcome IN ('ok', 'unchanged') ORDER BY first_seen, url"""


class Asked(NamedTuple):
    """The request behind a visit, and how it was found: `via` is the fingerprint of the page that named it.

    `label` is the text of the link; `parent` the page whose report this file was to be.
    """

    method: str = "GET"
    form: bytes | None = None
    headers: str | None = None
    via: str | None = None
    paged: int = 0
    label: str | None = None
    parent: str | None = None


def log(db: Database, visit: Visit, asked: Asked, kept: Kept | None, now: str) -> None:
    """Write what came of a request; where it led elsewhere, both addresses get their row."""
    outcome = LOGGED.get(visit.outcome, visit.outcome)
    row = {
        "fingerprint": fingerprint(visit.asked, asked.method, asked.form or b""), "url": visit.asked,
        **asked._asdict(), "portal": visit.portal, "kind": visit.kind, "status": visit.status,
        "outcome": outcome, "detail": visit.detail, "etag": visit.etag,
        "last_modified": visit.last_modified, "body_sha256": visit.body_sha256, "now": now, "file": became(visit),
        "archive_file": kept and kept.file, "archive_offset": kept and kept.offset, "archived_at": kept and kept.at,
        "past": visit.past is not None,
    }  # fmt: skip
    if canonical(visit.asked) == canonical(visit.url):
        _write(db, row)
        return
    target = fingerprint(visit.url)
    there = {"fingerprint": target, "url": visit.url, "method": "GET", "form": None, "file": None}
    _write(db, row | there | {"outcome": "ok" if outcome == "moved" else outcome})
    here = {"outcome": "moved" if outcome in {"ok", "unchanged"} else outcome, "detail": f"to {visit.url}"}
    _write(db, row | here | dict.fromkeys(OF_THE_PAGE))


def became(visit: Visit) -> str | None:
    """What became of the file that was asked for, as `attachments` tell it; None if nothing is known anew."""
    if visit.kind != "attachment" or visit.outcome in {"unchanged", "rejected"}:
        return None
    return "failed" if visit.outcome != "ok" else visit.file or "unsupported"


def file(db: Database, url: str) -> tuple[str | None, str | None]:
    """What became of a file when it was last asked for, and the hash of its bytes."""
    row = db.execute(
        "SELECT file, body_sha256 FROM pages WHERE fingerprint = ?", (fingerprint(url),)
    ).fetchone()
    return (None, None) if row is None or row[0] is None else (row[0], row[1])


def reject(db: Database, portal: str, link: Outlink, now: str) -> None:
    """Record a link that is never fetched, once."""
    key = fingerprint(link.url, link.method, link.form)
    row = (key, link.url, link.method, link.form or None, portal, link.kind, link.rejected, now, now)
    db.execute(REJECT, row)


def bearing(db: Database, portal: str) -> tuple[Outlink, ...]:
    """The columns of a portal that bore reports when it was last walked, as links of no priority yet."""
    rows = db.execute(BEARING, {"portal": portal}).fetchall()
    return tuple(
        Outlink(
            url,
            "list",
            0,
            0,
            method=method,
            form=form or b"",
            headers=tuple(map(tuple, json.loads(headers or "[]"))),
        )
        for url, method, form, headers in rows
    )


def known(db: Database, url: str, method: str = "GET", form: bytes = b"") -> Known | None:
    """What is known of a request, or None if it was never made (a rejected link was not)."""
    row = db.execute(KNOWN, (fingerprint(url, method, form),)).fetchone()
    if row is None or row[2] == "rejected":
        return None
    kept = Kept(*row[-3:]) if row[-3] is not None else None
    return replace(Known(*row[:-3]), kept=kept)


def asked(db: Database, url: str, method: str, form: bytes) -> Known | None:
    """What is known of the page that a request led to at its last visit, which may have another address by now."""
    page = known(db, url, method, form)
    led = (page.detail or "").removeprefix("to ") if page is not None and page.outcome == "moved" else None
    return known(db, led) if led else page


def _write(db: Database, row: Row) -> None:
    """Write a row. What another tool saw before our last visit tells nothing but how long the page is known."""
    held = db.execute(
        "SELECT body_sha256, last_seen, kind FROM pages WHERE fingerprint = ? AND outcome <> 'rejected'",
        (row["fingerprint"],),
    ).fetchone()
    if held is not None and row["past"] and row["now"] < held[1]:
        first = "UPDATE pages SET first_seen = min(first_seen, ?) WHERE fingerprint = ?"
        db.execute(first, (row["now"], row["fingerprint"]))
        return
    if held is not None and held[0] is not None and row["outcome"] != "ok":
        row = row | {"kind": held[2]}
        if row["outcome"] not in PAGE and row["body_sha256"] != held[0]:
            row |= dict.fromkeys(OF_THE_PAGE)
    db.execute(UPSERT, row)
