"""Unions: what two files say of one thing, made one. Pure functions of rows, blind to which of the files came first.

Each is the join of a lattice: commutative, associative, idempotent. Times of first sight are the smallest of both and
times of last sight the greatest; everything else goes by whoever saw last, and where both saw in the same second, by
an order of the rows themselves that means nothing but is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crawler.addresses import canonical

from .sightings import GONE, NOTHING, Stay

Row = dict[str, Any]

# Columns of `pages` that tell of the last body; all others tell of the last visit.
BODY = (
    "last_changed", "body_sha256", "etag", "last_modified", "archive_file", "archive_offset", "archived_at", "file",
)  # fmt: skip
# Columns of `editions` that are told by times.
SEEN = ("number", "seen_at", "official", "official_at")
# Columns of `sources` that follow from all that is known of a report: they are worked out again.
DERIVED = ("role", "edition")
# Columns of `sources` that are told by times, not by whoever saw last.
TIMED = ("first_seen", "since", "gone_at", "missed_at", "moved_to", "moved_at")


def source(mine: Row, theirs: Row, stays: Iterable[Stay]) -> tuple[Row, list[Stay]]:
    """One address of one report: its row, and the stays to remember beside it; `stays` are those of both files."""
    state = max(mine, theirs, key=_standing)
    rows = (mine, theirs)
    since, gone_at, kept = _history(state, rows, stays)
    made = state | {"first_seen": min(row["first_seen"] for row in rows), "since": since, "gone_at": gone_at}
    made["moved_at"], made["moved_to"] = _move(rows, state)
    missed = [row["missed_at"] for row in rows if (row["missed_at"] or "") >= state["last_seen"]]
    made["missed_at"] = max(missed, default=None)
    return made, kept


def moved(row: Row) -> bool:
    """Does the address of a source lead elsewhere, rather than carry another report."""
    return row["moved_to"] is not None and canonical(row["moved_to"]) != row["address"]


def edition(mine: Row, theirs: Row) -> Row:
    """One text of one report: told by the first official page that showed it, else by the first page."""
    rows = (mine, theirs)
    official = [row for row in rows if row["official_at"] is not None]
    first = min(
        official or rows,
        key=lambda row: (row["official_at"] if official else row["seen_at"], row["url"], _spelled(row, SEEN)),
    )
    officially = min((row["official_at"] for row in official), default=None)
    return first | {
        "number": mine["number"],
        "seen_at": min(row["seen_at"] for row in rows),
        "official": int(officially is not None),
        "official_at": officially,
    }


def page(mine: Row, theirs: Row) -> Row:
    """One request: the last visit of both, beside the body that appeared last. A link never fetched is no visit."""
    apart = {*BODY, "first_seen"}
    visit = max(
        mine, theirs, key=lambda row: (row["outcome"] != "rejected", row["last_seen"], _spelled(row, apart))
    )
    body = max(mine, theirs, key=lambda row: [_order(row[name]) for name in BODY])
    first = min(mine["first_seen"], theirs["first_seen"])
    return visit | {name: body[name] for name in BODY} | {"first_seen": first}


def portal(mine: Row, theirs: Row) -> Row:
    """One portal with its seed: the walk that began last, the keys written last, and any family before `generic`."""
    walk = max(mine, theirs, key=_walked)
    cms = max(
        (mine["cms"], theirs["cms"]), key=lambda name: (name is not None, name != "generic", name or "")
    )
    keys = max(mine["keys"], theirs["keys"], key=lambda row: (row["written_at"] or "", _spelled(row)))
    return walk | {"cms": cms, "keys": keys}


def run(mine: Row, theirs: Row) -> Row:
    """One run, found at two moments of its life: the later of them."""
    return max(mine, theirs, key=lambda row: (row["requests"], row["finished_at"] or "", _spelled(row)))


def _standing(row: Row) -> tuple[str, str]:
    """Of two sightings of one report at one address, the newer one tells."""
    return row["last_seen"], _spelled(row, {*DERIVED, *TIMED})


def _move(rows: Iterable[Row], state: Row) -> tuple[str | None, str | None]:
    """When and whereto the report went; the address itself, without a time, if it carries another report now.

    It does so if every file that saw this one last says so; what the files say of each other comes after all reports.
    """
    seen = state["last_seen"]
    went = [(row["moved_at"], row["moved_to"]) for row in rows if moved(row) and row["moved_at"] >= seen]
    if went:
        return max(went)
    left = all(row["moved_to"] is not None for row in rows if row["last_seen"] == seen)
    return None, state["url"] if left else None


def _history(state: Row, rows: Iterable[Row], stays: Iterable[Stay]) -> tuple[str, str | None, list[Stay]]:
    """Since when the text of `state` stands, since when it is gone, and what has to be remembered to tell it again.

    A text stands since it was first seen after the last sight of any other text there.
    """
    known = set(stays)
    for row in rows:
        known.add((row["content_sha256"] or NOTHING, row["since"], row["last_seen"]))
        if row["gone_at"] is not None:
            known.add((GONE, row["gone_at"], row["gone_at"]))
    text, seen = state["content_sha256"] or NOTHING, state["last_seen"]
    others: dict[str, Stay] = {}
    for stay in sorted(known, key=lambda stay: (stay[2], stay[1])):
        if stay[0] not in {text, GONE}:
            others[stay[0]] = stay
    other = max((stay[2] for stay in others.values()), default="")
    begun = sorted({since for shown, since, _ in known if shown == text and since > other})
    gone = sorted({since for shown, since, _ in known if shown == GONE and since >= seen})
    kept = [*others.values(), *((text, at, at) for at in begun[1:]), *((GONE, at, at) for at in gone[1:])]
    return begun[0] if begun else other, gone[0] if gone else None, kept


def _walked(row: Row) -> tuple[str, str, str]:
    began = row["started_at"] or row["last_crawled"] or ""
    apart = {"cms", "keys", "run"}
    if row["outcome"] != "pending":  # its reports are counted anew, once those of both files are in
        apart.add("reports")
    return began, row["last_crawled"] or "", _spelled(row, apart)


def _spelled(row: Row, but: Iterable[str] = ()) -> str:
    """Tells any two rows apart, whatever columns they have. Portals count by their address: http or https is no news."""
    told = row | {"portal": canonical(row.get("portal") or "")}
    return repr(sorted((name, value) for name, value in told.items() if name not in but))


def _order(value: object) -> tuple[bool, str]:
    """NULL before anything; numbers and text in an order of their own."""
    return value is not None, f"{value:020}" if isinstance(value, int) else str(value)
