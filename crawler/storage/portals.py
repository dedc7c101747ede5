"""The portals and the runs: what is walked with which keys, what came of it, and how a run begins and ends."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.addresses import canonical
from crawler.seeds import Seed
from crawler.visits import OWN_ERROR
from parsers import PARSER_VERSION

from . import losses, runs

# Ends of a row that are an answer of the portal: a page, or the word that it is gone.
ANSWERED = ("done", "gone")
# The bad outcomes of a portal, in the order in which they are told.
BAD = ("unreachable", "robots", "blocked", "failed")
# Outcomes of a portal that was walked to its end.
WALKED = ("ok", "short", "empty")

PARTIAL = "SELECT started_at FROM portals WHERE url = ? AND NOT whole"


@dataclass(frozen=True, slots=True)
class Run:
    """A run begun or continued, and the seeds it walks: with the keys stored earlier where only a URL was given."""

    id: int
    resumed: bool
    seeds: tuple[Seed, ...]


def enlist(db: Database, given: Sequence[Seed], now: str) -> tuple[Seed, ...]:
    """Write the portals and the keys of seeds; the seeds as they hold from now on, each portal once.

    A bare URL brings no keys and takes none away. A portal is known again by its canonical address: where the seed
    spells it anew (https for http), the portal is renamed.
    """
    stored = {canonical(held.url): held for held in seeds(db)}
    walked: dict[str, Seed] = {}
    for seed in given:
        address = canonical(seed.url)
        held = stored.get(address)
        if held is not None and held.url != seed.url:
            rename(db, held.url, seed.url)
        if held is not None and seed.bare:
            walked.setdefault(address, dataclasses.replace(held, url=seed.url))
        else:
            _write(db, seed, now)
            walked[address] = seed
    return tuple(walked.values())


def _write(db: Database, seed: Seed, now: str) -> None:
    db.table("portals").upsert({"url": seed.url, "name": seed.name, "region": seed.region}, pk="url")
    keys = {
        "portal": seed.url,
        "hosts": json.dumps(seed.hosts) if seed.hosts else None,
        "min": seed.min,
        "delay": seed.delay,
        "browser": seed.browser,
        "columns": json.dumps(seed.columns, ensure_ascii=False) if seed.columns else None,
        "written_at": None if seed.bare else now,
    }
    db.table("seed_keys").upsert(keys, pk="portal")


def rename(db: Database, old: str, new: str) -> None:
    """Spell a portal anew, wherever it is named."""
    db.execute("UPDATE portals SET url = ? WHERE url = ?", (new, old))
    for table in ("reports", "sources", "pages", "frontier", "seed_keys"):
        db.execute(f"UPDATE {table} SET portal = ? WHERE portal = ?", (new, old))


def seeds(db: Database) -> tuple[Seed, ...]:
    """Every portal of the file as the seed it was, keys and all: what `refresh` walks."""
    rows = db.query(
        "SELECT p.url, p.name, p.region, k.hosts, k.min, k.delay, k.browser, k.columns FROM portals AS p "
        "LEFT JOIN seed_keys AS k ON k.portal = p.url ORDER BY p.rowid"
    )
    return tuple(
        Seed(
            url=row["url"],
            name=row["name"],
            region=row["region"],
            hosts=tuple(json.loads(row["hosts"] or "[]")),
            min=row["min"],
            delay=row["delay"],
            browser=row["browser"],
            columns=tuple(json.loads(row["columns"] or "[]")),
        )
        for row in rows
    )


def unfinished(db: Database, portal: str, command: str) -> int | None:
    """The run of this command that stopped before this portal was done, if there is one."""
    row = db.execute(
        "SELECT r.id, r.command FROM portals AS p JOIN runs AS r ON r.id = p.run "
        "WHERE p.url = ? AND p.outcome = 'pending'",
        (portal,),
    ).fetchone()
    return None if row is None or row[1] != command else int(row[0])


def start(db: Database, portal: str, run: int, now: str, *, whole: bool) -> None:
    """The portal is walked anew in this run, whole or not: what it had last time is what it is measured by."""
    db.execute(
        "UPDATE portals SET run = ?, started_at = ?, outcome = 'pending', detail = NULL, reports_before = reports, "
        "whole = ? WHERE url = ?",
        (run, now, whole, portal),
    )


def partial(db: Database, walked: Iterable[str]) -> dict[str, str]:
    """Those of these portals that are not walked whole in their present visit, each with the time it began."""
    found = ((url, db.execute(PARTIAL, (url,)).fetchone()) for url in walked)
    return {url: row[0] for url, row in found if row is not None}


def recognise(db: Database, portal: str, cms: str) -> None:
    """Write the family of a portal. The first page that shows one decides; `generic` gives way to any."""
    db.execute(
        "UPDATE portals SET cms = ? WHERE url = ? AND (cms IS NULL OR (cms = 'generic' AND ? <> 'generic'))",
        (cms, portal, cms),
    )


def settle(db: Database, portal: str, now: str, notes: Sequence[str] = ()) -> str:
    """Compute and write the outcome of a portal from its rows, in the order the contract names; returns the outcome."""
    row = db.execute("SELECT run, reports_before FROM portals WHERE url = ?", (portal,)).fetchone()
    if row is None:
        raise KeyError(portal)
    run, before = row
    ends = _ends(db, portal)
    if not _left(ends) and _failing(ends):  # nothing such a visit says of a report is believed
        runs.count(db, run, Counter(reports_gone=-losses.doubt(db, portal)))
    doubted = losses.doubted(db, portal)
    reports = carried(db, portal, run)
    fewest = db.execute("SELECT min FROM seed_keys WHERE portal = ?", (portal,)).fetchone()
    least = fewest[0] if fewest and fewest[0] is not None else 0
    outcome = _outcome(ends, reports, least, before)
    if outcome == "empty" and doubted:
        outcome = "short"
    told = _told(db, portal, ends, outcome)
    if doubted:
        told.append(f"{doubted} addresses of reports answer 404 all at once: believed if they do so again")
    if outcome == "short":
        expected = f"at least {least} expected" if reports < least else f"{before} at the last visit"
        told.append(f"{reports} reports, {expected}")
    if outcome == "pending":
        reports = max(reports, before)  # not told before the portal was walked to its end
    asked = ends.total() - ends["skipped"] - ends["rejected"] - _left(ends)
    db.execute(
        "UPDATE portals SET outcome = ?, detail = ?, pages = ?, reports = ?, last_crawled = ? WHERE url = ?",
        (outcome, "; ".join([*told, *notes]) or None, asked, reports, now, portal),
    )
    if outcome in WALKED:
        db.execute(
            "UPDATE portals SET walked_at = started_at, walked_by = ? WHERE url = ? AND whole",
            (PARSER_VERSION, portal),
        )
    return outcome


def _told(db: Database, portal: str, ends: Counter[str], outcome: str) -> list[str]:
    """What the ends of the rows tell people, beside the outcome."""
    told = [f"{ends[end]} {end}" for end in (*BAD, "gone", "rejected") if ends[end]]
    told += _own(db, portal)
    if ends["skipped"]:
        told.append(f"{ends['skipped']} not asked: {_spent(db, portal)}")
    if outcome == "pending":
        told.append(f"{_left(ends)} still to ask")
    why = _why(db, portal, outcome)
    return [*told, *([why] if why else [])]


def receive(db: Database, portal: str) -> None:
    """The outcome of a portal that was never walked: its pages were brought in from an archive of another tool."""
    reports = carried(db, portal, None)
    pages = db.execute(
        "SELECT count(*) FROM pages WHERE portal = ? AND outcome <> 'rejected'", (portal,)
    ).fetchone()[0]
    db.execute(
        "UPDATE portals SET outcome = ?, detail = 'imported, never walked', pages = ?, reports = ? "
        "WHERE url = ? AND run IS NULL",
        ("ok" if reports else "empty", pages, reports, portal),
    )


def _ends(db: Database, portal: str) -> Counter[str]:
    """How many rows of the portal ended how."""
    rows = db.execute("SELECT state, count(*) FROM frontier WHERE portal = ? GROUP BY 1", (portal,))
    return Counter(dict(rows.fetchall()))


def _outcome(ends: Counter[str], reports: int, least: int, before: int) -> str:
    if _left(ends):
        return "pending"
    failing = _failing(ends)
    if failing is not None:
        return failing
    if not reports:
        return "empty"
    return "short" if reports < least or reports < before else "ok"


def _left(ends: Counter[str]) -> int:
    """How many rows have not ended."""
    return ends["queued"] + ends["out"] + ends["parked"]


def _failing(ends: Counter[str]) -> str | None:
    """How most of a portal failed that has ended, None if it did not."""
    answered = sum(ends[end] for end in ANSWERED)
    bad = {name: ends[name] for name in BAD}
    if not ends["done"]:
        bad["failed"] += ends["rejected"] + ends["gone"]  # the first page itself was refused, or is not there
        answered = 0
    # single pages that failed are told in `detail`; a portal failed if more of it failed than came
    if sum(bad.values()) > answered:
        most = max(bad.values())
        return next(name for name in BAD if bad[name] == most)
    return None


def carried(db: Database, portal: str, run: int | None) -> int:
    """How many reports the portal has: those seen in this run; after a refresh, those that are not gone."""
    row = db.execute(
        "SELECT r.command, p.started_at FROM portals AS p JOIN runs AS r ON r.id = ? WHERE p.url = ?",
        (run, portal),
    ).fetchone()
    # a refresh stops at the first list page with nothing new: what it did not meet is there all the same
    walked = row is not None and runs.word(row[0]) != "refresh"
    found = db.execute(
        "SELECT count(DISTINCT report_id) FROM sources "
        "WHERE portal = ? AND gone_at IS NULL AND missed_at IS NULL AND moved_to IS NULL AND last_seen >= ?",
        (portal, row[1] if walked else ""),
    )
    return int(found.fetchone()[0])


def _own(db: Database, portal: str) -> list[str]:
    """How many pages of the portal failed by a defect of our own, and the first of them; nobody should have to look for it."""
    rows = db.execute(
        "SELECT url, detail FROM frontier WHERE portal = ? AND state = 'failed' AND detail LIKE ? ORDER BY id",
        (portal, f"{OWN_ERROR}%"),
    ).fetchall()
    return [f"{len(rows)} by {rows[0][1]} ({rows[0][0]})"] if rows else []


def _spent(db: Database, portal: str) -> str:
    """Why the rest of a portal was not asked."""
    row = db.execute(
        "SELECT detail FROM frontier WHERE portal = ? AND state = 'skipped' LIMIT 1", (portal,)
    ).fetchone()
    return str(row[0])


def _why(db: Database, portal: str, outcome: str) -> str | None:
    """What the first page that ended so had to say."""
    state = "done" if outcome == "empty" else outcome
    if outcome not in (*BAD, "empty"):
        return None
    row = db.execute(
        "SELECT url, detail FROM frontier WHERE portal = ? AND state IN (?, 'rejected') AND detail IS NOT NULL "
        "ORDER BY state = 'rejected', id LIMIT 1",
        (portal, state),
    ).fetchone()
    return None if row is None else f"{row[0]}: {row[1]}"
