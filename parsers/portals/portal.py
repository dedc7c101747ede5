"""The nouns of the seam: what a family of portals (a CMS) is recognised by, where things stand on its pages, what it adds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..link import Links
from ..page import Page
from ..report import Attachment

SCANNED = 400_000  # characters of a page in which marks are looked for: the longest page captured has 340,000


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign of a family, as regular expressions: in the address, in the source of the page, or in both at once."""

    text: str | None = None
    url: str | None = None

    def __call__(self, page: Page) -> bool:
        """Whether the page bears the mark."""
        if self.url and not re.search(self.url, page.url):
            return False
        return not self.text or re.search(self.text, page.text[:SCANNED]) is not None


def signs(*texts: str) -> tuple[Mark, ...]:
    """A mark for each sign in the source. Each begins with plain letters, and stands alone: `a|b` takes ten times as long."""
    return tuple(Mark(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Article:
    """An article that comes as data: its body is a fragment of HTML. Dates are ISO 8601."""

    title: str
    html: str
    published_at: str | None = None
    source: str | None = None
    issuer: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    attachments: tuple[Attachment, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """One family. `title` and `body` are CSS selectors, best first; the info bar and the widgets are known by their words.

    `files` are the selectors of the boxes that list an article's files apart from its text.
    `links` gives what the generic reader of lists cannot see (it may use `page.soup`); `article` reads a page that
    carries an article as data.
    """

    name: str
    marks: tuple[Mark, ...] = ()
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    links: Callable[[Page], Links] | None = None
    article: Callable[[Page], Article | None] | None = None

    def bears(self, page: Page) -> bool:
        """Whether a page is of this family: any one mark is enough."""
        return any(mark(page) for mark in self.marks)
