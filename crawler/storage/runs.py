"""The runs: one row a command that fetched, from its beginning, or its going on, to its end."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from collections import Counter

from sqlite_utils import Database

FINISHED = "finished"
COUNTERS = ("requests", "not_modified", "bytes", "reports_new", "reports_changed", "reports_gone")


def word(command: str) -> str:
    """The name of a command: its first word."""
    return command.partition(" ")[0]


def begin(db: Database, continued: int | None, command: str, now: str) -> int:
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


def end(db: Database, run: int, reason: str, now: str) -> None:
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
