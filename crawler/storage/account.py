"""Account: what one run came to, for its summary."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Account:
    """What a run asked, and what it learned of the reports; `bytes` are those of the bodies, unpacked.

    `moved`: read at another address than the one asked for · `unchanged`: seen again, and nothing of the above.
    """

    requests: int
    not_modified: int
    bytes: int
    new: int
    changed: int
    gone: int
    moved: int
    unchanged: int


# A report has moved if its address leads elsewhere, or is gone while it stands at a new one.
ACCOUNT = """
WITH run AS (SELECT * FROM runs WHERE id = ?),
moved AS (
  SELECT report_id FROM sources, run WHERE moved_at >= started_at AND moved_to <> url
  UNION SELECT old.report_id FROM run JOIN sources AS old ON old.gone_at >= started_at
    JOIN sources AS new ON new.report_id = old.report_id AND new.first_seen >= started_at AND new.gone_at IS NULL)
SELECT requests, not_modified, bytes, reports_new, reports_changed, reports_gone, (SELECT count(*) FROM moved),
  (SELECT count(*) FROM reports AS r WHERE r.first_seen < started_at AND r.last_changed < started_at
    AND r.last_seen >= started_at AND r.gone_at IS NULL AND r.id NOT IN (SELECT report_id FROM moved))
FROM run"""


def account(db: Database, run: int) -> Account:
    """Add a run up. Raises LookupError if there is none with this number."""
    row = db.execute(ACCOUNT, (run,)).fetchone()
    if row is None:
        raise LookupError(run)
    return Account(*row)
