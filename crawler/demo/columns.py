"""Columns of a replica: what a portal's navigation is made of, cut into list pages, and the truth about its reports."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from .furniture import sheet
from .places import MIRRORED
from .site import Ask, Expected, Item, Page, Reply, html, lines

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its address (without slashes at the ends), name, number, articles, and the columns below it."""

    path: str
    name: str
    serial: int
    items: tuple[Item, ...] = ()
    below: tuple[Column, ...] = ()

    def all(self) -> Iterable[Column]:
        """The column and everything below it."""
        yield self
        for column in self.below:
            yield from column.all()


def sheets(items: tuple[T, ...], size: int) -> list[tuple[T, ...]]:
    """The items in list pages of `size`; an empty column still has one page."""
    return [items[at : at + size] for at in range(0, len(items), size)] or [()]


def shown(items: tuple[Item, ...], epoch: int) -> tuple[Item, ...]:
    """What a list shows: nothing that was removed, newest first; in epoch 2 a month's items stand by title instead."""
    present = [item for item in items if item.fact is None or item.fact.change != "removed"]
    if epoch > 1:
        present.sort(key=lambda item: item.title)
        present.sort(key=lambda item: item.date[:7], reverse=True)
    else:
        present.sort(key=lambda item: (item.stamp, item.id), reverse=True)
    return tuple(present)


def page(kind: str, title: str, write: Callable[[Ask], str], *, legacy: bool = False) -> Page:
    """A page written as text: UTF-8 and said so, or `legacy`: GB18030, and the header does not say."""
    header, encoding = ("text/html", "gb18030") if legacy else ("text/html; charset=utf-8", "utf-8")
    return Page(kind, title, lambda ask: html(write(ask), header, encoding=encoding))


def file(item: Item, media: str = "application/pdf") -> Page:
    """The attachment of an article, by the content type its host claims."""
    return Page("file", item.attachment, lambda _ask: Reply(sheet("demo attachment"), media))


def moved(title: str, url: str) -> Page:
    """An address that now answers with a permanent redirect."""
    return Page("moved", title, lambda _ask: Reply(b"", status=301, headers=(("Location", url),)))


def expect(origin: str, port: int, item: Item, url: str, copies: tuple[str, ...] = ()) -> Expected:
    """What a perfect crawl knows about a report at an address.

    Raises ValueError for an article that is no report.
    """
    fact = item.fact
    if fact is None:
        raise ValueError(f"{item.title} is no report")
    mirror = MIRRORED.get((fact.agency, fact.year)) if fact.kind == "disclosure_annual" else None
    return Expected(
        fact.kind, fact.agency, fact.year, item.title, item.date, item.source, url, f"{origin}/", lines(item.blocks),
        fact.template, fact.cells, copies, (mirror.format(port=port),) if mirror else (), fact.change,
    )  # fmt: skip


def split(expected: Iterable[Expected]) -> tuple[tuple[Expected, ...], tuple[Expected, ...]]:
    """The reports that are there and those that were removed."""
    known = tuple(expected)
    return tuple(e for e in known if e.change != "removed"), tuple(e for e in known if e.change == "removed")


def sourced(items: tuple[Item, ...], source: str, offices: Iterable[str]) -> tuple[Item, ...]:
    """The items with another 来源 where these offices wrote them: editors like to print 本网."""
    names = set(offices)
    return tuple(
        dataclasses.replace(item, source=source) if item.fact and item.fact.agency in names else item
        for item in items
    )
