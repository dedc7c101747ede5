"""Losses: addresses of reports that answer 404; where so many do at once that it looks like a fault, once more is awaited.

A site that was rebuilt, or shows its maintenance page with the wrong status, must not look as if its reports had been
taken down: such a visit marks none of them as gone. What answers 404 at the next visit too is gone since the first.
"""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from . import reports, sightings

Row = dict[str, Any]

# So many lost addresses of a portal are believed whatever their share: a town has no more reports than that to lose.
FEW = 3

VISIT = "coalesce((SELECT started_at FROM portals WHERE url = :portal), '')"
# Whether an address was not lost before this visit; how many of its portal were not, and how many were there at all.
LOST = f"""
SELECT :missed >= {VISIT}, coalesce(sum(missed_at >= {VISIT}), 0), count(*) FROM sources
WHERE portal = :portal AND moved_to IS NULL AND (gone_at IS NULL OR missed_at >= {VISIT})"""
BELIEVED = f"""
SELECT DISTINCT report_id FROM sources WHERE portal = :portal AND gone_at IS NOT NULL AND missed_at >= {VISIT}"""
DOUBT = f"UPDATE sources SET gone_at = NULL WHERE portal = :portal AND missed_at >= {VISIT}"
DOUBTED = f"""
SELECT count(*) FROM sources WHERE portal = :portal AND gone_at IS NULL AND moved_to IS NULL AND missed_at >= {VISIT}"""


def lose(db: Database, url: str, now: str, share: float) -> int:
    """The address answers 404 or 410. How many more reports than before cannot be fetched anywhere; fewer, if negative.

    `share` of the known addresses of a portal may be lost in one visit; with one more, all of them are doubted.
    """
    lost = 0
    for row in sightings.carried(db, url):
        if row["gone_at"] is not None or row["last_seen"] > now:
            continue
        missed = row["missed_at"] or now
        db.execute(
            "UPDATE sources SET missed_at = ? WHERE address = ? AND report_id = ?",
            (missed, row["address"], row["report_id"]),
        )
        which = {"portal": row["portal"], "missed": missed}
        first, number, known = db.execute(LOST, which).fetchone()
        if first and number > max(FEW, share * known):
            lost -= doubt(db, row["portal"])
        else:
            lost += reports.lose(db, url, missed)
    return lost


def doubt(db: Database, portal: str) -> int:
    """What this visit lost for the first time is not believed; how many reports are there again."""
    which = {"portal": portal}
    found = [report_id for (report_id,) in db.execute(BELIEVED, which).fetchall()]
    gone = sum(_gone(db, report_id) for report_id in found)
    db.execute(DOUBT, which)
    for report_id in found:
        reports.refresh(db, report_id)
    return gone - sum(_gone(db, report_id) for report_id in found)


def doubted(db: Database, portal: str) -> int:
    """How many addresses of a portal answered 404 in its last visit without being believed."""
    return int(db.execute(DOUBTED, {"portal": portal}).fetchone()[0])


def _gone(db: Database, report_id: str) -> bool:
    stands = reports.current(db, report_id)
    return stands is not None and stands["gone_at"] is not None
