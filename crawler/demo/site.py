"""The nouns of the replica portals: what is asked, what is answered, what stands on a page and what is true about it."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

INVENTED = "本站为软件自带的演示副本，地名、机构、文字和数字均属虚构"  # every page says so in its footer
FIRST_VISIT = "Mon, 15 Apr 2024 08:00:00 GMT"  # Last-Modified of all that epoch 1 shows
SECOND_VISIT = "Tue, 18 Feb 2025 08:00:00 GMT"  # … and of what differs in epoch 2


class Td(NamedTuple):
    """One cell of a printed table; a line feed in the text is a `<br>`."""

    text: str
    cols: int = 1
    rows: int = 1


class Printed(NamedTuple):
    """One statutory cell as printed: the raw string, its number and its state (`value`, `nil` or `blank`)."""

    raw: str
    value: float | int | None
    state: str


Grid = tuple[tuple[Td, ...], ...]
Cells = dict[tuple[str, str, str], Printed]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (`p`), heading (`h`), signature line (`sign`), empty paragraph (`gap`) or table of a text."""

    kind: str
    text: str = ""
    grid: Grid = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a portal. `stamp` is its publication as `YYYY-MM-DD HH:MM`; `fact` is set on true reports."""

    id: int
    title: str
    stamp: str
    source: str
    blocks: tuple[Block, ...]
    fact: Fact | None = None
    attachment: str = ""
    was: int = 0  # the id before it moved

    @property
    def date(self) -> str:
        """The day of publication, `YYYY-MM-DD`."""
        return self.stamp[:10]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is true about a report before it has an address: who, which year, which form, which numbers."""

    kind: str
    agency: str
    year: int
    template: str | None
    cells: Cells
    change: str = ""  # what epoch 2 did to it: added, corrected, moved, removed


@dataclass(frozen=True, slots=True)
class Expected:
    """One true report of a portal, as a perfect crawl would know it.

    `lines` is the body as printed: a line a paragraph, a line a table row with its cells separated by tabs.
    `copies` are further addresses on the same portal, `mirrors` those on the wiki; `cells` is keyed (tbl, row, col).
    """

    kind: str
    agency: str
    year: int
    title: str
    published_at: str
    source: str
    url: str
    portal: str
    lines: tuple[str, ...]
    template: str | None
    cells: Cells
    copies: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as a page sees it; `tick` is how many requests the portal had before (view counters print it).

    The names of `headers` are in lower case; `body` is what was sent, for endpoints that take JSON.
    """

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    tick: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: bytes, content type, status, further headers."""

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One address of a portal. `kind`: `report`, `copy`, `list`, `ordinary`, `data`, `file`, `moved` or `forbidden`."""

    kind: str
    title: str
    write: Callable[[Ask], Reply]


@dataclass(frozen=True, slots=True)
class Site:
    """One replica in one epoch: its pages by path, its manners, and the reports it truly holds.

    `validators` holds `etag` and `date` where the host sends them; `robots` is None where it answers 404;
    `seed` is its line for a seeds file; `missing` writes the 404 page.
    """

    host: str
    name: str
    seed: str
    portal: str
    pages: Mapping[str, Page]
    expected: tuple[Expected, ...]
    removed: tuple[Expected, ...] = ()
    robots: str | None = None
    validators: frozenset[str] = frozenset()
    missing: Callable[[Ask], Reply] | None = None

    def at(self, path: str) -> Page | None:
        """The page at a path; a path that ends in `/` is its index page."""
        names = (
            [path + name for name in ("index.html", "index.htm", "index.shtml")]
            if path.endswith("/")
            else [path]
        )
        return next((self.pages[name] for name in names if name in self.pages), None)


def dice(*key: object) -> random.Random:
    """The same dice for the same key, on every machine and in every version of Python."""
    return random.Random("|".join(map(str, key)))  # noqa: S311 - numbers for a stage set, no secret


def number(low: int, width: int, *key: object) -> int:
    """A stable number for a key in [low, low + width): ids of articles do not follow their order, as on real portals."""
    return low + zlib.crc32("|".join(map(str, key)).encode()) % width


def lines(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The text of blocks as printed: a line a paragraph or a table row, cells separated by tabs; no blank lines."""
    found: list[str] = []
    for block in blocks:
        if block.kind == "table":
            rows = ("\t".join(cell.text.replace("\n", "") for cell in row) for row in block.grid)
            found += [row for row in rows if row.strip()]
        elif block.kind != "gap":
            found.append(block.text)
    return tuple(found)


def html(text: str, kind: str = "text/html; charset=utf-8", *, encoding: str = "utf-8") -> Reply:
    """A page of text as a reply."""
    return Reply(text.encode(encoding), kind)
