"""The roster: what the fleet knows of each portal and each worker, in Redis; for the workers, and for who looks on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from redis import Redis

from .jobs import Job

PORTALS = "nianbao:portals"  # hash: canonical address -> Entry
FENCES = "nianbao:fences"  # hash: shard -> number of the last slice begun; a worker that lost its lease has an older one
REFUSED = "nianbao:refused"  # list: why jobs were refused, newest first
WORKER = "nianbao:worker:"  # one key a worker, gone when it is silent for PRESENCE_SECONDS

REFUSALS = 100  # kept: they are for people
PRESENCE_SECONDS = 60
OPEN = frozenset({"waiting", "running"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One portal: `state` is waiting, running, done or failed (the fleet gave it up); the outcome is that of its shard.

    `died` counts the workers that died on this slice; `worker` is who has it, or had it last.
    """

    url: str
    name: str | None
    job: dict[str, Any]
    state: str = "waiting"
    outcome: str = "pending"
    detail: str | None = None
    pages: int = 0
    reports: int = 0
    worker: str | None = None
    died: int = 0

    @property
    def open(self) -> bool:
        """Is there still something to do."""
        return self.state in OPEN

    @property
    def run(self) -> str:
        """The crawl that asked for it."""
        return str(self.job["run"])


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker that was heard of lately: how many portals it walks at once, how many slices it ended."""

    name: str
    jobs: int
    slices: int = 0


def _read(told: str | None) -> Entry | None:
    """An entry as it was written; one of another version of nianbao is none."""
    try:
        entry = Entry(**json.loads(told)) if told else None
    except (TypeError, ValueError):
        return None
    return entry if entry is not None and entry.job.keys() >= {"run", "slice", "tries"} else None


class Roster:
    """The words of the fleet to Redis. All raise RedisError. An entry is written by whoever holds the lease of its portal."""

    def __init__(self, client: Redis) -> None:
        self.client: Any = client  # redis-py types every answer as "this, or awaitable"

    def entries(self, keys: Iterable[str] | None = None) -> dict[str, Entry]:
        """What is known of these portals, or of all."""
        if keys is None:
            found = self.client.hgetall(PORTALS)
        else:
            asked = list(keys)
            found = dict(zip(asked, self.client.hmget(PORTALS, asked), strict=True)) if asked else {}
        read = ((key, _read(told)) for key, told in found.items())
        return {key: entry for key, entry in read if entry is not None}

    def entry(self, key: str) -> Entry | None:
        """What is known of a portal."""
        return self.entries([key]).get(key)

    def write(self, key: str, entry: Entry) -> None:
        """Write an entry whole."""
        self.client.hset(PORTALS, key, json.dumps(asdict(entry), ensure_ascii=False))

    def current(self, key: str, job: Job) -> bool:
        """Is this job still to be done; the queue may hand out again what was done long ago."""
        held = self.entry(key)
        return held is None or (held.open and held.run == job.run and held.job["slice"] <= job.slice)

    def fence(self, shard: str) -> int:
        """The number of the slice that begins now."""
        return int(self.client.hincrby(FENCES, shard, 1))

    def refuse(self, key: str, given: object, reason: str) -> None:
        """A job that cannot be done: told to who looks on, and the portal it was for does not wait for ever."""
        self.client.lpush(REFUSED, f"{key}: {reason}"[:500])
        self.client.ltrim(REFUSED, 0, REFUSALS - 1)
        held = self.entry(key)
        if held is not None and held.open and isinstance(given, dict) and given.get("run") == held.run:
            self.write(key, replace(held, state="failed", detail=f"job refused: {reason}"[:500]))

    def refusals(self) -> list[str]:
        """Why jobs were refused, newest first."""
        return list(self.client.lrange(REFUSED, 0, -1))

    def appear(self, worker: Worker) -> None:
        """A worker says that it is there."""
        self.client.set(WORKER + worker.name, json.dumps(asdict(worker)), ex=PRESENCE_SECONDS)

    def leave(self, worker: Worker) -> None:
        """A worker goes."""
        self.client.delete(WORKER + worker.name)

    def workers(self) -> tuple[Worker, ...]:
        """The workers that are there."""
        keys = sorted(self.client.scan_iter(WORKER + "*", count=1000))
        told = self.client.mget(keys) if keys else []
        return tuple(Worker(**json.loads(one)) for one in told if one)
