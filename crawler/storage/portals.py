"""The portals and the runs: what is walked with which keys, what came of it, and how a run begins and ends."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.addresses import canonical
from crawler.seeds import Seed
from crawler.visits import OWN_ERROR

FINISHED = "finished"
COUNTERS = ("requests", "not_modified", "bytes", "reports_new", "reports_changed", "reports_gone")

# Ends of a row that are an answer of the portal: a page, or the word that it is gone.
ANSWERED = ("done", "gone")
# The bad outcomes of a portal, in the order in which they are told.
BAD = ("unreachable", "robots", "blocked", "failed")


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


def word(command: str) -> str:
    """The name of a command: its first word."""
    return command.partition(" ")[0]


def unfinished(db: Database, portal: str, command: str) -> int | None:
    """The run of this kind of command that stopped before this portal was done, if there is one."""
    row = db.execute(
        "SELECT r.id, r.command FROM portals AS p JOIN runs AS r ON r.id = p.run "
        "WHERE p.url = ? AND p.outcome = 'pending'",
        (portal,),
    ).fetchone()
    return None if row is None or word(row[1]) != word(command) else int(row[0])


def open_run(db: Database, continued: int | None, command: str, now: str) -> int:
    """The run to write into: the one that was broken off, else a new one."""
    if continued is not None:
        row = db.execute("SELECT finish_reason FROM runs WHERE id = ?", (continued,)).fetchone()
        if row is not None and row[0] != FINISHED:
            db.execute("UPDATE runs SET finished_at = NULL, finish_reason = NULL WHERE id = ?", (continued,))
            return continued
    cursor = db.execute(
        "INSERT INTO runs (command, started_at, uid) VALUES (?, ?, lower(hex(randomblob(8))))", (command, now)
    )
    return int(cursor.lastrowid or 0)


def start(db: Database, portal: str, run: int, now: str) -> None:
    """The portal is walked anew in this run: what it had last time is what it is measured by."""
    db.execute(
        "UPDATE portals SET run = ?, started_at = ?, outcome = 'pending', detail = NULL, reports_before = reports "
        "WHERE url = ?",
        (run, now, portal),
    )


def end_run(db: Database, run: int, reason: str, now: str) -> None:
    """Write how a run ended."""
    db.execute("UPDATE runs SET finished_at = ?, finish_reason = ? WHERE id = ?", (now, reason, run))


def count(db: Database, run: int, counters: Counter[str]) -> None:
    """Add to the counters of a run."""
    added = {name: number for name, number in counters.items() if number}
    unknown = added.keys() - set(COUNTERS)
    if unknown:
        raise ValueError(f"no such counter of a run: {', '.join(sorted(unknown))}")
    if added:
        sets = ", ".join(f"{name} = {name} + ?" for name in added)
        db.execute(f"UPDATE runs SET {sets} WHERE id = ?", (*added.values(), run))


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
    reports = carried(db, portal, run)
    fewest = db.execute("SELECT min FROM seed_keys WHERE portal = ?", (portal,)).fetchone()
    least = fewest[0] if fewest and fewest[0] is not None else 0
    outcome = _outcome(ends, reports, least, before)
    asked = sum(
        number
        for end, number in ends.items()
        if end not in ("queued", "out", "parked", "skipped", "rejected")
    )
    told = [f"{ends[end]} {end}" for end in (*BAD, "gone", "rejected") if ends[end]]
    told += _own(db, portal)
    if ends["skipped"]:
        told.append(f"{ends['skipped']} not asked: {_spent(db, portal)}")
    if outcome == "pending":
        told.append(f"{ends['queued'] + ends['out'] + ends['parked']} still to ask")
    if outcome == "short":
        told.append(
            f"{reports} reports, at least {least} expected"
            if reports < least
            else f"{reports} reports, {before} at the last visit"
        )
    why = _why(db, portal, outcome)
    detail = "; ".join([*told, *([why] if why else []), *notes]) or None
    if outcome == "pending":
        reports = max(reports, before)  # not told before the portal was walked to its end
    db.execute(
        "UPDATE portals SET outcome = ?, detail = ?, pages = ?, reports = ?, last_crawled = ? WHERE url = ?",
        (outcome, detail, asked, reports, now, portal),
    )
    return outcome


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
    if ends["queued"] + ends["out"] + ends["parked"]:
        return "pending"
    answered = sum(ends[end] for end in ANSWERED)
    bad = {name: ends[name] for name in BAD}
    if not ends["done"]:
        bad["failed"] += ends["rejected"] + ends["gone"]  # the first page itself was refused, or is not there
        answered = 0
    # single pages that failed are told in `detail`; a portal failed if more of it failed than came
    if sum(bad.values()) > answered:
        most = max(bad.values())
        return next(name for name in BAD if bad[name] == most)
    if not reports:
        return "empty"
    return "short" if reports < least or reports < before else "ok"


def carried(db: Database, portal: str, run: int | None) -> int:
    """How many reports the portal has: those seen in this run; after a refresh, those that are not gone."""
    row = db.execute(
        "SELECT r.command, p.started_at FROM portals AS p JOIN runs AS r ON r.id = ? WHERE p.url = ?",
        (run, portal),
    ).fetchone()
    # a refresh stops at the first list page with nothing new: what it did not meet is there all the same
    walked = row is not None and word(row[0]) != "refresh"
    found = db.execute(
        "SELECT count(DISTINCT report_id) FROM sources WHERE portal = ? AND gone_at IS NULL AND last_seen >= ?",
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
