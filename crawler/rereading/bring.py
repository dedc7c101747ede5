"""Bring: the answers in WARC files that any tool wrote, through the same door as those of a crawl."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from crawler.addresses import canonical, host_of
from crawler.archive import ArchiveError, Damage, Record, answers, page
from crawler.seeds import Seed, SeedsError, seed_of
from crawler.storage import Store
from crawler.visits import Exchange, Past, Queued, Visit
from parsers import Report

from .crew import Crew, Job
from .told import Told

READABLE = frozenset({"html", "text", "json", "xml", "empty"})  # media of pages; the others are files


@dataclass(slots=True)
class Shelf:
    """What is known while archives are read: the portals, what lists call their links, and which files are reports."""

    seeds: list[Seed]
    labels: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def portal(self, url: str) -> tuple[Seed, bool] | None:
        """The portal of an address, and whether it is a new one: then it is its host. None for a host that can be none."""
        host, where = host_of(url), urlsplit(url)
        held = next((seed for seed in self.seeds if seed.covers(host)), None)
        try:
            seed = held or seed_of(f"{where.scheme}://{where.netloc}/")
        except SeedsError:
            return None
        if held is None:
            self.seeds.append(seed)
        self.used.add(seed.url)
        return seed, held is None

    def note(self, visit: Visit) -> None:
        """Keep what a page says of others: files come after all pages, and are read with it."""
        for link in visit.links:
            if link.parent is not None:
                self.parents.setdefault(canonical(link.url), link.parent)
            if link.kind in {"report", "attachment"} and link.text:
                self.labels.setdefault(canonical(link.url), link.text)


def bring(store: Store, crew: Crew, paths: tuple[Path, ...], *, tick: Callable[[Told], None]) -> Told:
    """Commit every page and file of these archives as a visit of the day it was made; its links are not followed.

    Pages first, then the reports that do not say their day, once all lists have told theirs, then files: which file is
    the report of which page is told by the page. To bring the same archive again changes nothing. `tick` hears of every
    page.
    """
    rereading, told, shelf = store.reread(), Told(), Shelf(list(crew.seeds))
    undated: set[tuple[Path, int]] = set()

    def jobs(records: Iterable[Record]) -> Iterator[tuple[Record, Job]]:
        for record in records:
            found = shelf.portal(record.url)
            if found is None:
                told.fault(
                    "damaged", f"{record.file}: at byte {record.offset} a host that can be none: {record.url}"
                )
                continue
            seed, new = found
            if new:
                rereading.introduce(seed, store.clock())
            yield record, Job(_row(seed, record, shelf), record)

    stages = (_shown(paths, told, files=False), _again(paths, undated), _shown(paths, told, files=True))
    for stage, records in enumerate(stages):
        for record, visit in crew.work(jobs(records)):
            if isinstance(visit, ArchiveError):
                told.fault("damaged", str(visit))
                continue
            if stage == 0 and isinstance(visit.reading, Report) and visit.reading.published_at is None:
                undated.add((record.file, record.offset))
                continue
            shelf.note(visit)
            told.count(store.commit(_past(visit, record, shelf)).news.value)
            tick(told)
    for portal in sorted(shelf.used):
        rereading.receive(portal)
    return told


def _shown(paths: tuple[Path, ...], told: Told, *, files: bool) -> Iterator[Record]:
    """The records that show a page, or those that show a file. What shows neither is counted with the pages."""
    for found in answers(paths):
        if isinstance(found, Damage):
            if not files:
                told.fault("damaged", f"{found.file}: damaged at byte {found.offset}: {found.reason}")
            continue
        shown = page(found)
        if shown is not None and (shown.medium not in READABLE) == files:
            yield found
        elif shown is None and not files:
            told.count("repeats" if found.type == "revisit" else "passed by")


def _again(paths: tuple[Path, ...], places: set[tuple[Path, int]]) -> Iterator[Record]:
    """The records at these places, once more."""
    for found in answers(paths) if places else ():
        if isinstance(found, Record) and (found.file, found.offset) in places:
            yield found


def _row(seed: Seed, record: Record, shelf: Shelf) -> Queued:
    key = canonical(record.url)
    parent = shelf.parents.get(key)
    label = shelf.labels.get(key, "")
    return Queued(0, seed.url, host_of(record.url), record.url, "other", 0, 0, label=label, parent=parent)


def _past(visit: Visit, record: Record, shelf: Shelf) -> Visit:
    """The visit as it was made then: with its date and its raw answer, and without what it would lead to now."""
    raw = Exchange(record.url, record.at, record.status, record.headers, record.body)
    key = canonical(record.url)
    parent = shelf.parents.get(key) if visit.kind == "attachment" else None
    past = Past(record.at, shelf.labels.get(key), json.loads(parent)["url"] if parent else None)
    return replace(visit, past=past, raw=raw, links=())
