"""The queue: rows of the `frontier` table handed out and brought to their end; counts are kept in memory."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable

from sqlite_utils import Database

from crawler.addresses import fingerprint, host_of
from crawler.visits import Outlink, Queued
from parsers import GUESS

from .quota import NO_QUOTA, Quota, Spending

# What a row ends as. A page that answered `unchanged`, or from another address, was visited like any other.
ENDS = {
    "ok": "done",
    "unchanged": "done",
    "moved": "done",
    "gone": "gone",
    "blocked": "blocked",
    "failed": "failed",
    "unreachable": "unreachable",
    "robots": "robots",
    "rejected": "rejected",
}
# What has not ended yet; and what a walk opens again.
WAITING = ("queued", "out")
OPENED = ("out", "parked", "skipped")

INSERT = """
INSERT INTO frontier (fingerprint, portal, host, url, kind, priority, depth, method, form, headers, label, parent, paged,
  via, state, detail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING"""

# A page may be met first by a poor anchor (详细) and then by a good one (2021年政府信息公开工作年度报告).
PROMOTE = """
UPDATE frontier SET priority = ?, kind = ?, label = ? WHERE fingerprint = ? AND state = 'queued' AND priority < ?"""

# The page of a file is read before the file: what it says now is what the file goes by.
ADOPT = "UPDATE frontier SET parent = ? WHERE fingerprint = ? AND state = 'queued'"

# What a refresh, or a crawl that was broken off, found and did not come to ask; what a whole walk left out is no loss.
UNASKED = """
(state IN ('queued', 'out', 'parked')
  OR state = 'skipped' AND (SELECT NOT whole FROM portals WHERE url = frontier.portal))
AND NOT EXISTS (SELECT 1 FROM pages AS p WHERE p.fingerprint = frontier.fingerprint AND p.outcome <> 'rejected')"""

NEXT = """
SELECT id, portal, host, url, kind, priority, depth, tries, method, form, headers, label, parent,
  browser FROM frontier
WHERE host = ? AND state = 'queued' ORDER BY priority DESC, id LIMIT ?"""

# Of each portal how many pages were asked, how many of them were reports, and how many guesses.
SPENT = """
SELECT portal, count(*), sum(kind = 'report' AND state = 'done'), sum(priority < ?)
FROM frontier WHERE state NOT IN ('queued', 'parked', 'skipped') GROUP BY portal"""

FORGET = "DELETE FROM frontier WHERE portal = ? AND host = ? AND state = 'queued' AND priority < ?"


class Queue:
    """The rows of the portals being walked. Rows of other portals keep their place and are not touched."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._spending = Spending()
        self._waiting: Counter[str] = Counter()
        self._out = 0
        self._hosts: tuple[str, ...] | None = None

    def walk(self, portals: Collection[str], quota: Quota = NO_QUOTA) -> None:
        """Open the rows of these portals, and keep each of them within the quota from now on.

        A portal whose patience ends is left, too: best comes first, so what is left is worth less than all of them.

        What was handed out when a process died waits again, and so does what an earlier budget left out. The rows
        of all other portals are parked: they keep their place for the run that walks those portals again.
        """
        self._spending.begin(quota)
        for (portal,) in self._db.execute("SELECT DISTINCT portal FROM frontier").fetchall():
            state, was = ("queued", OPENED) if portal in portals else ("parked", WAITING)
            marks = ", ".join("?" * len(was))
            self._db.execute(
                f"UPDATE frontier SET state = ?, detail = NULL WHERE portal = ? AND state IN ({marks})",
                (state, portal, *was),
            )
        self.count()
        for portal in portals:
            self._close(portal)

    def clear(self, portal: str, *, found: bool = True) -> None:
        """Forget the rows of a portal: it is walked anew.

        With `found` false, what was found and never asked stays: the list that led to it may tell of it no more.
        """
        kept = "" if found else f"AND NOT ({UNASKED})"
        self._db.execute(f"DELETE FROM frontier WHERE portal = ? {kept}", (portal,))

    def count(self) -> None:
        """Count the rows anew, from the table: at the start, and after a page was undone."""
        self._waiting.clear()
        self._out, self._hosts = 0, None
        rows = self._db.execute(
            "SELECT host, state, count(*) FROM frontier WHERE state IN ('queued', 'out') GROUP BY host, state"
        )
        for host, state, number in rows.fetchall():
            if state == "queued":
                self._waiting[host] += number
            else:
                self._out += number
        self._spending.recount(self._db.execute(SPENT, (GUESS,)).fetchall())

    @property
    def pending(self) -> int:
        """How many rows have not ended yet."""
        return self._out + self._waiting.total()

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that have rows waiting."""
        if self._hosts is None:
            self._hosts = tuple(host for host, number in self._waiting.items() if number > 0)
        return self._hosts

    def waits(self, host: str) -> bool:
        """Has the host rows waiting."""
        return self._waiting[host] > 0

    def add(self, portal: str, link: Outlink, via: str | None = None) -> bool:
        """Queue a link unless the same request is known; True if it was new (within this walk).

        `via` is the fingerprint of the page it was found on.
        """
        key = fingerprint(link.url, link.method, link.form)
        host = host_of(link.url)
        if link.priority < GUESS and not self._spending.guesses(portal):
            return False
        spent = self._spending.spent(portal)
        state = "rejected" if not host else "skipped" if spent else "queued"
        form = link.form or None
        headers = json.dumps(link.headers) if link.headers else None
        row = (
            key,
            portal,
            host,
            link.url,
            link.kind,
            link.priority,
            link.depth,
            link.method.upper(),
            form,
            headers,
        )
        found = (link.text or None, link.parent, link.paged, via)
        if self._db.execute(INSERT, (*row, *found, state, spent)).rowcount == 1:
            if state == "queued":
                self._wait(host, 1)
            return state != "rejected"
        self._db.execute(PROMOTE, (link.priority, link.kind, link.text or None, key, link.priority))
        if link.parent is not None:
            self._db.execute(ADOPT, (link.parent, key))
        return False

    def take(self, host: str, number: int) -> tuple[Queued, ...]:
        """Hand out the best rows of a host, best first; none beyond the budget of their portal."""
        taken: list[Queued] = []
        while len(taken) < number and self._waiting[host] > 0:
            rows = self._db.execute(NEXT, (host, number - len(taken))).fetchall()
            if self._forget(host, {row[1] for row in rows if row[5] < GUESS}):
                continue
            taken.extend(self._hand_out(row) for row in rows if not self._spending.spent(row[1]))
            for portal in {row[1] for row in rows}:
                self._close(portal)
        return tuple(taken)

    def give_back(self, ids: Iterable[int]) -> None:
        """Rows that were handed out and not asked for wait again."""
        for number in ids:
            row = self._db.execute(
                "SELECT host, portal, priority FROM frontier WHERE id = ? AND state = 'out'", (number,)
            ).fetchone()
            if row is not None:
                self._db.execute(
                    "UPDATE frontier SET state = 'queued', tries = tries - 1 WHERE id = ?", (number,)
                )
                self._out -= 1
                self._spending.ask(row[1], row[2], -1)
                self._wait(row[0], 1)

    def tell(self, portal: str, *, fruitful: bool) -> None:
        """A page of the portal was visited: it brought a report, or it did not."""
        self._spending.tell(portal, fruitful=fruitful)
        self._close(portal)

    def end(self, number: int, outcome: str, status: int | None, detail: str | None) -> None:
        """Bring a row to its end; the words of `outcome` are those of a Visit."""
        ended = self._db.execute(
            "UPDATE frontier SET state = ?, status = ?, detail = ? WHERE id = ? AND state = 'out'",
            (ENDS[outcome], status, detail, number),
        )
        self._out -= ended.rowcount

    def again(self, number: int, why: str) -> None:
        """A row that was handed out waits again, for the browser; it stays one page of its portal's budget."""
        self._db.execute("UPDATE frontier SET browser = ? WHERE id = ? AND state = 'out'", (why, number))
        self.give_back((number,))

    def _hand_out(self, row: tuple[object, ...]) -> Queued:
        (
            number,
            portal,
            host,
            url,
            kind,
            priority,
            depth,
            tries,
            method,
            form,
            headers,
            label,
            parent,
            browser,
        ) = row
        self._db.execute("UPDATE frontier SET state = 'out', tries = tries + 1 WHERE id = ?", (number,))
        self._out += 1
        self._spending.ask(str(portal), int(str(priority)))
        self._wait(str(host), -1)
        kept = tuple((str(name), str(value)) for name, value in json.loads(str(headers))) if headers else ()
        return Queued(
            id=int(str(number)),
            portal=str(portal),
            host=str(host),
            url=str(url),
            kind=str(kind),
            priority=int(str(priority)),
            depth=int(str(depth)),
            tries=int(str(tries)) + 1,
            method=str(method),
            form=form if isinstance(form, bytes) else b"",
            headers=kept,
            label=str(label or ""),
            parent=None if parent is None else str(parent),
            browser=None if browser is None else str(browser),
        )

    def _forget(self, host: str, portals: Iterable[str]) -> bool:
        """Forget the guesses of portals that need none, those of one host; whether there were any."""
        settled = [portal for portal in portals if not self._spending.guesses(portal)]
        for portal in settled:
            self._wait(host, -self._db.execute(FORGET, (portal, host, GUESS)).rowcount)
        return bool(settled)

    def _close(self, portal: str) -> None:
        """End as skipped what is left of a portal whose budget or patience is spent."""
        why = self._spending.spent(portal)
        if why is None:
            return
        left = self._db.execute(
            "SELECT host, count(*) FROM frontier WHERE portal = ? AND state = 'queued' GROUP BY host",
            (portal,),
        ).fetchall()
        if left:
            self._db.execute(
                "UPDATE frontier SET state = 'skipped', detail = ? WHERE portal = ? AND state = 'queued'",
                (why, portal),
            )
        for host, number in left:
            self._wait(host, -number)

    def _wait(self, host: str, number: int) -> None:
        before = self._waiting[host]
        self._waiting[host] = before + number
        if (before > 0) != (before + number > 0):
            self._hosts = None
