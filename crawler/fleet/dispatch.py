"""Dispatch: the portals of a crawl become jobs in the queue; and what the fleet makes of them, for who looks on."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from celery import Celery
from redis import Redis

from crawler.seeds import Seed

from . import jobs
from .broker import QUEUE
from .jobs import Job, JobError
from .leases import leased
from .roster import Entry, Roster, Worker
from .worker import send


@dataclass(frozen=True, slots=True)
class Enlisted:
    """The portals of a crawl as the fleet knows them, and how many of them an unfinished crawl had begun."""

    keys: tuple[str, ...]
    continued: int


@dataclass(frozen=True, slots=True)
class Sight:
    """The fleet at one moment: its portals by key, its workers, why it refused jobs."""

    entries: Mapping[str, Entry]
    workers: tuple[Worker, ...]
    refusals: tuple[str, ...]

    @property
    def open(self) -> int:
        """Portals with something still to do."""
        return sum(entry.open for entry in self.entries.values())

    @property
    def states(self) -> Counter[str]:
        """How many portals are in which state."""
        return Counter(entry.state for entry in self.entries.values())


def enlist(
    app: Celery, roster: Roster, seeds: Sequence[Seed], dials: dict[str, str], *, private: bool
) -> Enlisted:
    """Queue the walk of these portals. Those of a crawl that is not finished stay as they are, the done ones too.

    Raises SeedsError for a seed that cannot travel (nothing is queued then), and RedisError.
    """
    known = roster.entries()
    unfinished = {entry.run for entry in known.values() if entry.open}
    run = uuid.uuid4().hex[:12]
    asked = {jobs.key(seed): seed for seed in seeds}
    fresh = {
        key: (seed, Job.of(seed, run, dials, private=private))
        for key, seed in asked.items()
        if key not in known or known[key].run not in unfinished
    }
    waiting = {key: entry for key, entry in known.items() if entry.open}
    if _queued(roster.client) < len(waiting):
        _heal(app, roster, {key: waiting[key] for key in asked if key in waiting})
    for key, (seed, job) in fresh.items():
        roster.write(key, Entry(seed.url, seed.name, job.told()))
        send(app, key, job)
    return Enlisted(tuple(asked), len(asked) - len(fresh))


def sight(roster: Roster, keys: Iterable[str] | None = None) -> Sight:
    """The fleet now: these portals, or all. Raises RedisError."""
    return Sight(roster.entries(keys), roster.workers(), tuple(roster.refusals()))


def _queued(client: Redis) -> int:
    """Jobs that are in the queue, or handed out and not ended."""
    return int(client.llen(QUEUE)) + int(client.hlen("nianbao:unacked"))


def _heal(app: Celery, roster: Roster, entries: Mapping[str, Entry]) -> None:
    """There are fewer jobs than portals to walk (a Redis that lost its memory): queue anew what nobody walks now."""
    for key, entry in entries.items():
        with suppress(JobError):  # of another version of nianbao: nobody would take it
            job = Job.read(entry.job)
            if not leased(roster.client, jobs.domains(job.asked())):
                send(app, key, job)
