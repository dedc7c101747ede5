"""Limits: which links of a page are asked, and why the others are not. Traps end here, not in the queue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.addresses import host_of
from crawler.seeds import Seed
from crawler.visits import Outlink, Queued
from parsers import GUESS, SCARCE, WIDE, Link, Page, guesses

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

# role of a link -> kind of the row, and how much deeper it lies: a following page or the data of a list is the list
ROLES = {
    "report": ("report", 1),
    "list": ("list", 1),
    "next": ("list", 0),
    "data": ("list", 0),
    "attachment": ("attachment", 1),
}


# What each further page that shows no report takes off a list of ordinary things that had some, until it is worth no more
# than any page might be: eight such pages; a bureau that puts one report a year among its notices has two or three of them.
STEP = 20
GUESSED = 2  # clicks: a column that only its place speaks for leads to columns below it, and these to no more such ones

# The files of a page are asked for only where one of them is its report; the others stand in it as `not_fetched`.
LISTED = frozenset(ROLES) - {"attachment"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a walk goes; 0 means no limit."""

    depth: int = 7
    length: int = 2083
    repeats: int = 3

    @classmethod
    def of(cls, settings: BaseSettings) -> Limits:
        """The limits that the settings give."""
        return cls(
            settings.getint("NIANBAO_DEPTH_LIMIT"),
            settings.getint("NIANBAO_URL_LENGTH"),
            settings.getint("NIANBAO_URL_REPEATS"),
        )

    def outlink(self, link: Link, row: Queued, seed: Seed, *, again: bool = False) -> Outlink:
        """A link of the page of `row` as it goes into the frontier, with the reason where it must not be asked.

        `again`: the page is one that was seen before under another address.
        """
        kind, deeper = ROLES[link.role]
        depth = row.depth + deeper
        return Outlink(
            url=link.url,
            kind=kind,
            priority=link.score,
            depth=depth,
            text=f"{link.text} {link.date}" if link.date else link.text,
            method=link.method,
            form=link.form,
            headers=link.headers,
            paged=link.role == "next",
            rejected="paging that goes in circles"
            if again and link.role == "next"
            else self._fault(link.url, depth, seed),
        )

    def further(self, link: Link, row: Queued) -> Link | None:
        """A link with what it is worth on the page of `row`; None for a following page that no report speaks for any more."""
        if link.role != "next" or link.score != SCARCE:
            return link
        worth = min(row.priority, WIDE) - STEP
        return replace(link, score=worth) if worth > SCARCE else None

    def guesses(self, page: Page, row: Queued) -> tuple[Link, ...]:
        """The columns that nothing but their place in the navigation speaks for: of the first pages, and of such columns."""
        near = row.depth < GUESSED or row.priority < GUESS
        return guesses(page) if near and row.depth <= GUESSED and row.kind == "list" else ()

    def _fault(self, url: str, depth: int, seed: Seed) -> str | None:
        if not url.startswith(("http://", "https://")) or not host_of(url):
            return "not an http address"
        if not seed.covers(host_of(url)):
            return "a host of another portal"
        if 0 < self.depth < depth:
            return f"deeper than {self.depth} clicks"
        if 0 < self.length < len(url):
            return f"longer than {self.length} characters"
        if 0 < self.repeats <= _repeats(url):
            return "a path that repeats itself"
        return None


def _repeats(url: str) -> int:
    """How often the commonest folder stands in a path; the page itself does not count."""
    folders = Counter(part for part in urlsplit(url).path.split("/")[:-1] if part)
    return max(folders.values(), default=0)
