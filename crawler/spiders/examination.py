"""Examination: all that the parsers say of one answer, at once: what it came to, where it leads, what it reads as."""

from __future__ import annotations

from dataclasses import dataclass

from parsers import Links, Page, Place, Reading, links, read

from .judgement import judge

# Bytes from which on a page is examined in the child: nearly every honest one is smaller, and half a megabyte of tags made
# to be slow holds the crawl for two seconds, four times as much for eight.
BULKY = 512 * 1024
NOWHERE = Links(family="")


@dataclass(frozen=True, slots=True)
class Examined:
    """An answer as the parsers see it. `reading` is None where the outcome is not `ok`: nothing was read then."""

    outcome: str
    detail: str | None = None
    found: Links = NOWHERE
    reading: Reading | None = None


def heavy(page: Page) -> bool:
    """Whether a page is examined in a child of its own: every file, and whatever is large."""
    return len(page.data) > BULKY or page.medium not in {"html", "text", "json", "xml"}


def examine(status: int, page: Page, place: Place | None, *, ocr: bool = True) -> Examined:
    """Outcome, links and reading of an answer; scans are left alone unless `ocr`."""
    outcome, detail = judge(status, page)
    if outcome != "ok":
        return Examined(outcome, detail)
    found = NOWHERE if page.kind == "file" else links(page)
    return Examined(outcome, detail, found, read(page, place, ocr=ocr))
