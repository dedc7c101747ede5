"""The crawl of a fleet, seen from here: portals queued, watched until all are done, and what came of them."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from time import monotonic, sleep
from typing import TYPE_CHECKING

import click

from crawler.seeds import Seed, SeedsError

from .options import Wrong

if TYPE_CHECKING:
    from crawler.fleet import Broker, Entry, Roster, Sight

EXTRA = ("celery", "redis", "fsspec")
LOOK_SECONDS = 1  # between two looks at the fleet ...
LOOKED = 2000  # ... and portals looked at in a second: a long list is looked at less often
TELL_SECONDS = 10  # between two plain lines that say the same
FAILED = frozenset({"unreachable", "robots", "blocked", "failed"})
STATES = ("done", "running", "waiting", "failed")


def equipped() -> None:
    """Raises Wrong where the extra of the fleet is not installed."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise Wrong(
            f"no {', '.join(missing)} here: install nianbao[distributed], or `make distributed` in a checkout"
        )


def reach(url: str | None) -> Broker:
    """The broker that answers at this URL. Raises Wrong."""
    equipped()
    from crawler.fleet import PASSWORD, Broker, BrokerError  # noqa: PLC0415 - an extra

    if url is None:
        raise Wrong("--broker is missing")
    try:
        broker = Broker.of(url, os.environ.get(PASSWORD))
        broker.reach()
    except BrokerError as error:
        raise Wrong(str(error)) from error
    return broker


def spread(
    url: str | None,
    seeds: tuple[Seed, ...],
    dials: Mapping[str, str],
    *,
    private: bool,
    quiet: bool,
    detach: bool,
) -> int:
    """Queue the walk of these portals and watch it to its end; the exit code."""
    equipped()
    from crawler.fleet import DIALS, BrokerError, Roster, enlist  # noqa: PLC0415

    if strange := set(dials) - DIALS:
        raise Wrong(f"-s {min(strange)} does not travel to the workers: give it to `nianbao worker`")
    broker = reach(url)
    roster = Roster(broker.client())
    try:
        with broker.told():
            enlisted = enlist(broker.app(0), roster, seeds, dict(dials), private=private)
            told = (
                f" ({enlisted.continued} of a crawl that is not finished: continued)"
                if enlisted.continued
                else ""
            )
            click.echo(f"{len(enlisted.keys)} portals queued at {broker.shown}{told}", err=True)
            if detach:
                return 0
            return report(watch(roster, enlisted.keys, quiet=quiet), enlisted.keys)
    except SeedsError as error:
        raise Wrong(str(error)) from error
    except BrokerError as error:
        click.echo(f"stopped watching: {error}; the fleet goes on when Redis is back", err=True)
    except KeyboardInterrupt:
        click.echo(
            "stopped watching; the fleet goes on (nianbao status --broker), the same command watches again",
            err=True,
        )
    return 3


def watch(roster: Roster, keys: tuple[str, ...], *, quiet: bool) -> Sight:
    """Say how far these portals are until none has anything left to do; how they stand then."""
    from crawler.fleet import sight  # noqa: PLC0415

    began = told = monotonic()
    before = ""
    while True:
        seen = sight(roster, keys)
        line = summary(seen)
        if not quiet and (line != before or monotonic() - told > TELL_SECONDS):
            _say(f"{monotonic() - began:6.0f} s  {line}", last=not seen.open)
            before, told = line, monotonic()
        if not seen.open:
            return seen
        sleep(max(LOOK_SECONDS, len(keys) / LOOKED))


def _say(line: str, *, last: bool) -> None:
    live = sys.stderr.isatty()  # there, each line is written over the one before
    click.echo(f"\r{line}\033[K" if live else line, err=True, nl=last or not live)


def summary(seen: Sight) -> str:
    """The fleet in one line."""
    states = seen.states
    counts = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    pages, reports = (
        sum(getattr(entry, name) for entry in seen.entries.values()) for name in ("pages", "reports")
    )
    workers = f"{len(seen.workers)} workers" if seen.workers else "no worker is there"
    return f"{counts or 'no portals'}: {pages} pages, {reports} reports; {workers}"


def report(seen: Sight, keys: tuple[str, ...]) -> int:
    """Print what came of the portals; the exit code."""
    outcomes = {key: outcome(entry) for key, entry in seen.entries.items()}
    click.echo(f"finished: {summary(seen)}")
    for key, entry in seen.entries.items():
        if outcomes[key] != "ok":
            click.echo(f"  {outcomes[key]}: {entry.name or entry.url}: {entry.detail or 'no report found'}")
    if lost := set(keys) - set(seen.entries):
        click.echo(f"{len(lost)} portals are no longer known to Redis: run it again", err=True)
        return 3
    click.echo("`nianbao collect` folds the shards into the database")
    return 1 if FAILED & set(outcomes.values()) else 0


def outcome(entry: Entry) -> str:
    """What a portal came to, for the summary."""
    return "failed" if entry.state == "failed" else entry.outcome


def look(url: str, *, as_json: bool) -> None:
    """Print how far the fleet is, once."""
    broker = reach(url)
    from crawler.fleet import BrokerError, Roster, sight  # noqa: PLC0415

    try:
        with broker.told():
            seen = sight(Roster(broker.client()))
    except BrokerError as error:
        raise Wrong(str(error)) from error
    click.echo("\n".join(objects(seen) if as_json else lines(seen)))


def objects(seen: Sight) -> Iterable[str]:
    """One JSON object a portal."""
    for entry in seen.entries.values():
        told = dataclasses.asdict(entry)
        job = told.pop("job")
        yield json.dumps(told | {name: job[name] for name in ("run", "slice", "tries")}, ensure_ascii=False)


def lines(seen: Sight) -> Iterable[str]:
    """The fleet for people: in all, each worker with what it walks, each portal that is not simply done or waiting."""
    yield summary(seen)
    for worker in seen.workers:
        walked = [
            entry
            for entry in seen.entries.values()
            if entry.worker == worker.name and entry.state == "running"
        ]
        yield f"{worker.name}: {len(walked)} of {worker.jobs} running, {worker.slices} slices ended"
        yield from (
            f"  {entry.pages:5} pages {entry.reports:4} reports  {entry.name or ''} {entry.url}"
            for entry in walked
        )
    for entry in seen.entries.values():
        if (
            entry.state == "failed"
            or (entry.state == "done" and entry.outcome != "ok")
            or (entry.detail and entry.open)
        ):
            yield f"{outcome(entry):12} {entry.name or ''} {entry.url}: {entry.detail or ''}"
    yield from (f"refused      {reason}" for reason in seen.refusals)
