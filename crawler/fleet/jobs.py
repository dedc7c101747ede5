"""Jobs: one portal to walk, as it stands in the queue. A worker believes a job nothing that it has not checked."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from crawler import settings
from crawler.addresses import canonical, host_of
from crawler.domains import domain
from crawler.seeds import Seed, SeedsError, line, parse, seed_of

# The dials that may travel: numbers and choices of one walk. None of them names code, a file or an address.
DIALS = frozenset({
    "AUTOTHROTTLE_ENABLED", "AUTOTHROTTLE_MAX_DELAY", "AUTOTHROTTLE_START_DELAY", "AUTOTHROTTLE_TARGET_CONCURRENCY",
    "DOWNLOAD_DELAY", "DOWNLOAD_DELAY_JITTER", "DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT", "REDIRECT_MAX_TIMES", "RETRY_TIMES",
    "NIANBAO_ADDRESS_SECONDS", "NIANBAO_BACKOFF_SECONDS", "NIANBAO_BAN_SECONDS", "NIANBAO_BROWSER", "NIANBAO_BROWSER_PAGES", "NIANBAO_CRAWL_DELAY_MAX",
    "NIANBAO_DEPTH_LIMIT", "NIANBAO_FILE_SECONDS", "NIANBAO_HOST_FAILURES", "NIANBAO_PAGES_PER_PORTAL", "NIANBAO_PATIENCE",
    "NIANBAO_RETRY_AFTER_MAX", "NIANBAO_ROBOTS_SECONDS", "NIANBAO_ROBOTS_SHUT_SECONDS", "NIANBAO_SLOW_FILES",
    "NIANBAO_TLS_FALLBACK", "NIANBAO_URL_LENGTH", "NIANBAO_URL_REPEATS",
})  # fmt: skip

_VALUE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?\Z|True\Z|False\Z|auto\Z|never\Z|always\Z", re.IGNORECASE)
_RUN = re.compile(r"[0-9a-f]{8,32}\Z")


class JobError(Exception):
    """What came from the queue is no job that this worker may do; the message says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """One slice of the walk of one portal.

    `seed` is its line of a seeds file; of a `bare` one the URL alone, which leaves the keys of earlier walks standing.
    `run` names the crawl that asked; `slice` counts the slices of this walk, `tries` those in a row that failed;
    `dials` are settings by name; `private` asks for `--allow-private`.
    """

    seed: str
    run: str
    bare: bool = False
    slice: int = 0
    tries: int = 0
    dials: dict[str, str] = field(default_factory=dict)
    private: bool = False

    @classmethod
    def of(cls, seed: Seed, run: str, dials: dict[str, str], *, private: bool) -> Self:
        """The first slice of a seed. Raises SeedsError where the seed cannot be written as a line."""
        return cls(seed.url if seed.bare else line(seed), run, seed.bare, dials=dials, private=private)

    @classmethod
    def read(cls, given: object) -> Self:
        """The job that stands in the queue. Raises JobError."""
        if not isinstance(given, dict) or set(given) != set(cls.__slots__):
            raise JobError("not the fields of a job; is the other side another version of nianbao?")
        for name, kind in KINDS.items():
            if type(given[name]) is not kind:
                raise JobError(f"{name} is not of its kind")
        job = cls(**given)
        if job.slice < 0 or job.tries < 0 or not _RUN.match(job.run):
            raise JobError("not the numbers of a job")
        for name, value in job.dials.items():
            if name not in DIALS or not isinstance(value, str) or not _VALUE.match(value):
                raise JobError(f"the dial {str(name)[:80]!r} may not travel, or not with that value")
        try:
            job.asked()
        except SeedsError as error:
            raise JobError(str(error)) from error
        return job

    def asked(self) -> Seed:
        """The seed. Raises SeedsError."""
        if self.bare:
            return seed_of(self.seed)
        seeds, errors = parse(self.seed, "job")
        if errors or len(seeds) != 1:
            raise SeedsError(errors or ["job: not one portal"])
        return seeds[0]

    def told(self) -> dict[str, Any]:
        """The job as JSON holds it."""
        return asdict(self)

    def following(self) -> Self:
        """The next slice."""
        return replace(self, slice=self.slice + 1, tries=0)

    def again(self) -> Self:
        """The next slice, after one that failed."""
        return replace(self, slice=self.slice + 1, tries=self.tries + 1)


KINDS: dict[str, type] = {
    "seed": str, "run": str, "bare": bool, "slice": int, "tries": int, "dials": dict, "private": bool,
}  # fmt: skip


def key(seed: Seed) -> str:
    """What the fleet knows a portal by: its canonical address."""
    return canonical(seed.url)


def shard(seed: Seed) -> str:
    """The name of a portal's shard: a name for a file on any system, the same on every machine."""
    host = re.sub(r"[^a-z0-9.-]", "_", host_of(seed.url).lower())[:100]
    return f"{host}-{hashlib.sha256(key(seed).encode()).hexdigest()[:10]}"


def domains(seed: Seed) -> tuple[str, ...]:
    """What one worker at a time may visit: the registrable domains of the seed's host and of `hosts=`."""
    return tuple(sorted({domain(host) or host for host in (seed.host.lower(), *seed.hosts)}))


def rest(seed: Seed, dials: dict[str, str]) -> float:
    """Seconds between the last request of one worker and the first of the next."""
    usual = float(dials.get("DOWNLOAD_DELAY", settings.DOWNLOAD_DELAY))
    return usual if seed.delay is None else seed.delay
