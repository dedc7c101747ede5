"""Walks: the runs, portals and pages of another file become those of this one."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from crawler.addresses import canonical

from . import portals as walked
from . import reports, unions
from .inputs import Input

Row = dict[str, Any]

# Columns of `portals` that its seed tells, beside the keys in `seed_keys`.
NAMED = ("name", "region")


def runs(db: Database, given: Input) -> dict[int, int]:
    """Fold the runs in; the number of each in that file -> its number here."""
    held = {row["uid"]: row for row in db.query("SELECT * FROM runs")}
    numbers: dict[int, int] = {}
    for row in given.rows("runs"):
        theirs = row.pop("id")
        mine = held.get(row["uid"])
        number = None if mine is None else mine.pop("id")
        made = row if mine is None else unions.run(mine, row)
        numbers[theirs] = (
            _put(db, "runs", "id", made | {"id": number}) if number is None or made != mine else number
        )
    return numbers


def portals(db: Database, given: Input, runs: Mapping[int, int]) -> dict[str, str]:
    """Fold the portals in; the spelling of each in that file -> its spelling here: that of the walk that began last."""
    held = _seeded(db.query("SELECT * FROM portals"), db.query("SELECT * FROM seed_keys"))
    spelled: dict[str, str] = {}
    for address, theirs in _seeded(given.rows("portals"), given.rows("seed_keys")).items():
        theirs["run"] = runs.get(theirs["run"])
        mine = held.get(address, theirs)
        made = unions.portal(mine, theirs)
        spelled[theirs["url"]] = made["url"]
        if mine["url"] != made["url"]:
            walked.rename(db, mine["url"], made["url"])
        if address in held and any(made[name] != mine[name] for name in ("started_at", "run")):
            # what is left of the older walk is no part of the newer one
            db.execute("DELETE FROM frontier WHERE portal = ?", (made["url"],))
        keys = made.pop("keys")
        _put(db, "portals", "url", made | {name: keys[name] for name in NAMED})
        rest = {name: value for name, value in keys.items() if name not in NAMED}
        _put(db, "seed_keys", "portal", rest | {"portal": made["url"]})
    return spelled


def pages(db: Database, given: Input, spelled: Mapping[str, str]) -> None:
    """Fold the page log in, and tell the reports what became of the files they name."""
    for row in given.rows("pages"):
        row["portal"] = spelled.get(row["portal"], row["portal"])
        mine = next(db.query("SELECT * FROM pages WHERE fingerprint = ?", (row["fingerprint"],)), None)
        made = unions.page(mine or row, row)
        if made == mine:
            continue
        _put(db, "pages", "fingerprint", made)
        if made["file"] is not None:
            reports.fetched(db, made["url"], made["file"], made["body_sha256"])


def count(db: Database) -> None:
    """Count the reports of each portal that was walked to its end anew, as they are counted there."""
    rows = db.execute("SELECT url, run FROM portals WHERE outcome <> 'pending'").fetchall()
    for url, run in rows:
        number = walked.carried(db, url, run)
        db.execute("UPDATE portals SET reports = ? WHERE url = ? AND reports <> ?", (number, url, number))


def _seeded(rows: Iterable[Row], keys: Iterable[Row]) -> dict[str, Row]:
    """The portals by their address, each with all that its seed told as `keys`."""
    held = {row.pop("portal"): row for row in keys}
    found = {}
    for row in rows:
        told = {name: row.pop(name) for name in NAMED}
        found[canonical(row["url"])] = row | {"keys": {"written_at": None} | held.get(row["url"], {}) | told}
    return found


def _put(db: Database, table: str, key: str, row: Row) -> int:
    """Write a row, in the place of the one with its key if there is one; the value of a key that is a number."""
    listed = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != key)
    done = db.execute(
        f"INSERT INTO {table} ({listed}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {sets}",
        tuple(row.values()),
    )
    return row[key] if isinstance(row[key], int) else int(done.lastrowid or 0)
