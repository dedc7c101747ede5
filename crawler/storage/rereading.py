"""Rereading: what today's parsers make of the pages kept, told against what the file holds; nothing is lost by it.

A page whose bytes are the same has not changed, whatever its parser makes of them: a better reading takes the place of the
one before, under the same edition, first seen when that was; `last_changed` stays. What does not read any more stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from crawler.seeds import Seed
from crawler.visits import Kept, Visit
from parsers import PARSER_VERSION, Report

from . import pages, portals, reports, sightings
from .readings import digest, kept
from .sightings import Sighting

Row = dict[str, Any]

AT_ONCE = 500  # rows taken from the file at a time
READ = ("report", "attachment")  # kinds of pages that the parsers of then read as reports, or parts of them
WHICH = """
FROM pages WHERE rowid > :after AND (archive_file IS NOT NULL) = :kept AND body_sha256 IS NOT NULL
  AND (:portal IS NULL OR portal = :portal) AND (:every OR kind IN ('report', 'attachment'))
  AND fingerprint NOT IN (SELECT fingerprint FROM reread)"""
NUMBER = f"SELECT count(*) {WHICH}"
# A file that a redirect led to was named by the address that was asked for.
ASKED = """
CASE WHEN parent IS NULL THEN url ELSE coalesce((SELECT m.url FROM pages AS m WHERE m.portal = pages.portal
  AND m.outcome = 'moved' AND m.parent = pages.parent AND m.detail = 'to ' || pages.url), url) END"""
SELECT = f"""
SELECT rowid, fingerprint, url, {ASKED}, portal, kind, outcome, method, coalesce(form, x''), coalesce(label, ''), parent, body_sha256,
  last_changed, last_seen, archive_file, archive_offset, archived_at {WHICH} ORDER BY rowid LIMIT :number"""


class Comparison(StrEnum):
    """What rereading a page came to."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    LOST = "no longer a report"
    NONE = "no report"


@dataclass(frozen=True, slots=True)
class Archived:
    """A page of the log whose bytes are kept, with all that was known when it was read; times are those of its bytes."""

    fingerprint: str
    url: str
    asked: str
    portal: str
    kind: str
    outcome: str
    method: str
    form: bytes
    label: str
    parent: str | None
    body_sha256: str
    last_changed: str
    last_seen: str
    file: str
    offset: int
    at: str

    @property
    def kept(self) -> Kept:
        """Where the bytes are kept."""
        return Kept(self.file, self.offset, self.at)


class Rereading:
    """One reparse of a store, or the rest of one that was broken off: what is done is marked in the batch that wrote it."""

    def __init__(self, db: Database, page: Callable[[], AbstractContextManager[None]]) -> None:
        self._db = db
        self._page = page
        with page():
            db.execute("DELETE FROM reread WHERE parser_version <> ?", (PARSER_VERSION,))
        self.done = int(db.execute("SELECT count(*) FROM reread").fetchone()[0])

    def number(self, portal: str | None, *, every: bool, kept: bool = True) -> int:
        """How many pages are to be read; `kept` false: how many would be, had the archive their answers."""
        which = {"after": 0, "kept": kept, "portal": portal, "every": every}
        return int(self._db.execute(NUMBER, which).fetchone()[0])

    def pages(self, portal: str | None, *, every: bool) -> Iterator[Archived]:
        """The pages to read again, in the order in which they were met; `every`: lists and pages that were no report too."""
        which = {"after": 0, "kept": True, "portal": portal, "every": every, "number": AT_ONCE}
        while rows := self._db.execute(SELECT, which).fetchall():
            for row in rows:
                yield Archived(*row[1:])
            which["after"] = rows[-1][0]

    def tell(self, page: Archived, visit: Visit) -> Comparison:
        """Write what today's parsers make of a page, whole, and that it is done."""
        with self._page():
            told = _compare(self._db, page, visit)
            if visit.kind == "attachment" and told is not Comparison.LOST:
                reports.fetched(self._db, page.asked, visit.file or "unsupported", page.body_sha256)
            self._mark(page)
        return told

    def pass_by(self, page: Archived) -> None:
        """Nothing could be read: the page is done as it stands."""
        with self._page():
            self._mark(page)

    def finish(self) -> None:
        """All is read: the next reparse begins anew."""
        with self._page():
            self._db.execute("DELETE FROM reread")

    def introduce(self, seed: Seed, now: str) -> None:
        """Write a portal that is not walked: pages of it are brought in from elsewhere."""
        with self._page():
            portals.enlist(self._db, (seed,), now)

    def receive(self, portal: str) -> None:
        """Write what an introduced portal has come to; nothing for one that was ever walked."""
        with self._page():
            portals.receive(self._db, portal)

    def _mark(self, page: Archived) -> None:
        self._db.execute("INSERT OR IGNORE INTO reread VALUES (?, ?)", (page.fingerprint, PARSER_VERSION))


def renew(db: Database, visit: Visit, report: Report) -> bool:
    """Put a reading by newer parsers in the place of the one that stands: a page whose bytes are the same has not changed.

    False where the address carries no report, or one that these parsers have read.
    """
    row = next(iter(sightings.carried(db, visit.url)), None)
    if row is None or version(db, row) == report.parser_version:
        return False
    _replace(db, row, visit, report)
    return True


def _compare(db: Database, page: Archived, visit: Visit) -> Comparison:
    report = visit.reading if isinstance(visit.reading, Report) else None
    row = next(iter(sightings.carried(db, page.url)), None)
    if row is None:
        if report is None or sightings.left(db, page.url):
            return Comparison.NONE
        _bring(db, page, visit, report)
        return Comparison.NEW
    silent = report is not None and row["content_sha256"] and not report.content_sha256
    if report is None or (silent and not _in_file(db, visit)):
        return _stand(db, page, visit)
    was = version(db, row)
    same = row["report_id"] == report.id and digest(replace(report, parser_version=was)) == row["digest"]
    if not same or was != report.parser_version:
        _replace(db, row, visit, report)
    _log(db, page, visit.kind, visit.detail)
    return Comparison.SAME if same else Comparison.CHANGED


def _bring(db: Database, page: Archived, visit: Visit, report: Report) -> None:
    """A report that was not seen then: it has been there since these bytes came, and as long as they were seen."""
    file = visit.kind == "attachment" or report.medium not in sightings.PAGES
    reports.record(db, Sighting.of(report, visit.url, page.portal, page.last_changed, file=file))
    if page.outcome in pages.PAGE:
        reports.touch(db, visit.url, page.last_seen)
    elif page.outcome == "gone":
        reports.lose(db, visit.url, page.last_seen)
    _log(db, page, visit.kind, visit.detail)
    if visit.cms:
        portals.recognise(db, page.portal, visit.cms)


def _stand(db: Database, page: Archived, visit: Visit) -> Comparison:
    """Today's parsers read no report, or no text of it: what was read stands, and the log says so."""
    if page.kind not in READ:
        return Comparison.NONE  # what the address carries was read from an earlier body
    why = visit.detail or getattr(visit.reading, "reason", None) or "it has no text any more"
    said = f"the parsers of today (version {PARSER_VERSION}) read no report here: {why}; what was read stands"
    _log(db, page, page.kind, said)
    return Comparison.LOST


def _in_file(db: Database, visit: Visit) -> bool:
    """Whether the text of a page is that of a file it names, and the file is kept."""
    named = (pages.known(db, link.url) for link in visit.links if link.parent is not None)
    return any(file is not None and file.kept is not None for file in named)


def _replace(db: Database, row: Row, visit: Visit, report: Report) -> None:
    """Put a reading of the same bytes in the place of the one that stands. Nothing about when it was seen changes."""
    seen = Sighting.of(report, visit.url, row["portal"], row["last_seen"], file=bool(row["file"]))
    if report.content_sha256 != row["content_sha256"]:
        sightings.rewrite(db, row, seen)
    reports.record(db, seen)
    sightings.reprint(db, seen)
    if row["gone_at"] is not None:
        reports.lose(db, visit.url, row["gone_at"])


def version(db: Database, row: Row) -> str:
    """The version of the parsers that read what an address says."""
    if row["role"] != "canonical" and (aside := kept(db, row["address"], row["report_id"])) is not None:
        return aside.parser_version
    told = db.execute("SELECT parser_version FROM reports WHERE id = ?", (row["report_id"],)).fetchone()
    return str(told[0] or "") if told else ""


def _log(db: Database, page: Archived, kind: str, detail: str | None) -> None:
    db.execute(
        "UPDATE pages SET kind = ?, detail = CASE WHEN outcome IN ('ok', 'unchanged') THEN ? ELSE detail END "
        "WHERE fingerprint = ? AND (kind IS NOT ? OR detail IS NOT ?)",
        (kind, detail, page.fingerprint, kind, detail),
    )
