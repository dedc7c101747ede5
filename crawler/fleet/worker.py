"""The worker: takes jobs from the queue, walks a slice of each in a process of its own, and gives back what is not done.

A job is handed out at least once, maybe twice, maybe while it runs (Celery #5935): the lease decides who may visit, the
number of the slice what is still to do, and the fence whose shard is the newer one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from celery import Celery, signals
from celery.exceptions import Reject
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from crawler.seeds import Seed
from crawler.storage import Reader, Standing, StoreError
from crawler.tether import GRACE_SECONDS

from . import jobs
from .broker import QUEUE, SOCKET_SECONDS, TASK, Broker
from .jobs import Job, JobError
from .leases import Lease
from .roster import PRESENCE_SECONDS, Entry, Roster, Worker
from .shards import ShardError
from .slices import PENDING, Ground, NotNowError, SliceError, walk

logger = logging.getLogger(__name__)

UNREACHED = (RedisError, OperationalError)  # Redis is away: said by its client, said by Celery
TURN_SECONDS = 1  # before a job whose domain is being visited goes back to the end of the queue
TELL_SECONDS = 5  # between two looks at how far a crawl is
# What ending a crawl takes at most: its own grace, and a last word to a Redis that does not answer.
MARGIN_SECONDS = GRACE_SECONDS + 2 * SOCKET_SECONDS


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of a lease, slices in a row that may fail, seconds of rest after one."""

    lease: float
    tries: int
    rest: float


class Hands:
    """The hands of one worker: what its threads do with a job. `stop` is set when it is to end."""

    def __init__(self, broker: Broker, app: Celery, ground: Ground, name: str, patience: Patience) -> None:
        self.app, self.ground, self.name, self.patience = app, ground, name, patience
        self.roster = Roster(broker.client())
        # one try a word: the lease and the news are told again in a moment, and waiting would keep the crawl unwatched
        self.brief = Roster(broker.client(attempts=0))
        self.stop = threading.Event()
        self.slices = 0

    def take(self, key: str, given: object) -> None:
        """Do a job of the queue, or leave it there where this worker ends or Redis is away."""
        try:
            if not self.stop.is_set():
                self._take(str(key), given)
                return
        except UNREACHED as error:
            logger.warning("%s: %s; the job stays in the queue", key, error)
            self.stop.wait(self.patience.rest)
        raise Reject("not now", requeue=True)

    def _take(self, key: str, given: object) -> None:
        try:
            job, seed = self._checked(key, given)
        except JobError as error:
            logger.warning("%s: job refused: %s", key, error)
            self.roster.refuse(key, given, str(error))
            return
        if not self.roster.current(key, job):
            return
        margin = min(MARGIN_SECONDS, self.patience.lease / 2)
        resting = jobs.rest(seed, job.dials)
        lease = Lease(self.brief.client, jobs.domains(seed), self.patience.lease, margin, resting)
        if not lease.take():
            self._turn(key, job)
            return
        with lease:
            failed = self.roster.current(key, job) and self._slice(key, job, seed, lease)
        if failed:
            self.stop.wait(self.patience.rest)

    def _checked(self, key: str, given: object) -> tuple[Job, Seed]:
        job = Job.read(given)
        seed = job.asked()
        if jobs.key(seed) != key:
            raise JobError("the seed is that of another portal")
        if job.private and not self.ground.private:
            raise JobError("private addresses, which this worker does not allow (--allow-private)")
        return job, seed

    def _slice(self, key: str, job: Job, seed: Seed, lease: Lease) -> bool:
        """Walk a slice and say what is to follow; True if it failed."""
        held = self.roster.entry(key)
        entry = _begun(held, job, seed, self.name)
        if entry.died >= self.patience.tries:
            told = f"{entry.died} workers ended while they walked it"
            self.roster.write(key, replace(entry, state="failed", detail=told))
            return True
        self.roster.write(key, entry)
        try:
            fence = self.roster.fence(jobs.shard(seed))
            ending = lambda: self.stop.is_set() or not lease.held  # noqa: E731 - a name for the reader
            standing = walk(job, seed, self.ground, fence, ending, self._teller(key, entry))
        except NotNowError as error:
            logger.warning("%s: %s", seed.url, error)
            self.roster.write(key, replace(entry, state="waiting"))
            self._turn(key, job)
            return False
        except UNREACHED:
            raise
        except (SliceError, ShardError) as error:
            self._failed(key, job, entry, str(error))
            return True
        except Exception as error:  # else the portal would be said to run for ever
            logger.exception("%s: our own error, or one of the store's library", seed.url)
            self._failed(key, job, entry, f"{type(error).__name__}: {error}")
            return True
        self.slices += 1
        self._followed(key, job, entry, standing)
        return False

    def _followed(self, key: str, job: Job, entry: Entry, standing: Standing) -> None:
        entry = replace(
            entry,
            outcome=standing.outcome,
            detail=standing.detail,
            pages=standing.pages,
            reports=standing.reports,
        )
        if standing.outcome == PENDING:
            self._queue(key, job.following(), entry)
            return
        self.roster.write(key, replace(entry, state="done"))
        logger.info("%s: %s, %d reports", entry.url, standing.outcome, standing.reports)

    def _failed(self, key: str, job: Job, entry: Entry, reason: str) -> None:
        logger.warning("%s: %s", entry.url, reason)
        entry = replace(entry, detail=reason[:500])
        if job.tries + 1 >= self.patience.tries:
            self.roster.write(key, replace(entry, state="failed"))
        else:
            self._queue(key, job.again(), entry)

    def _queue(self, key: str, job: Job, entry: Entry) -> None:
        # first the queue, then the roster: killed in between, the slice of the old message is done again, none is lost
        send(self.app, key, job)
        self.roster.write(key, replace(entry, state="waiting", job=job.told(), died=0))

    def _turn(self, key: str, job: Job) -> None:
        self.stop.wait(TURN_SECONDS)
        send(self.app, key, job)

    def _teller(self, key: str, entry: Entry) -> Callable[[Path], None]:
        due = monotonic()

        def tell(path: Path) -> None:
            nonlocal due
            if monotonic() < due:
                return
            due = monotonic() + TELL_SECONDS
            with suppress(StoreError, RedisError), Reader.open(path) as reader:
                told = reader.progress()
                self.brief.write(key, replace(entry, pages=told.pages, reports=told.reports))

        return tell

    def attend(self, jobs: int) -> None:
        """Say again and again that this worker is there, until it ends."""
        while True:
            worker = Worker(self.name, jobs, self.slices)
            with suppress(RedisError):
                self.brief.appear(worker)
            if self.stop.wait(PRESENCE_SECONDS / 4):
                break
        with suppress(RedisError):
            self.brief.leave(worker)


def _begun(held: Entry | None, job: Job, seed: Seed, name: str) -> Entry:
    entry = held or Entry(seed.url, seed.name, {})
    again = held is not None and held.state == "running" and held.job["slice"] == job.slice
    died = entry.died + 1 if again else 0
    return replace(entry, job=job.told(), state="running", worker=name, died=died, detail=None)


def send(app: Celery, key: str, job: Job) -> None:
    """Put a job at the end of the queue."""
    app.send_task(TASK, args=[key, job.told()], queue=QUEUE)


def serve(broker: Broker, ground: Ground, name: str, number: int, patience: Patience) -> None:
    """Work until a signal comes: SIGTERM or Ctrl-C end it cleanly, its crawls too, and their jobs go back."""
    # a slice at its longest, twice
    app = broker.app(2 * (ground.seconds + ground.overtime + 2 * GRACE_SECONDS))
    hands = Hands(broker, app, ground, name, patience)

    def walked(key: str, given: object) -> None:
        hands.take(key, given)

    def ending(**_: object) -> None:
        hands.stop.set()

    app.task(name=TASK)(walked)
    signals.worker_shutting_down.connect(ending, weak=False)
    attending = threading.Thread(target=hands.attend, args=(number,), name="presence", daemon=True)
    attending.start()
    try:
        while not hands.stop.is_set():
            # threads: all a thread does is to wait for a crawl, which is a process of its own
            app.Worker(
                hostname=name, pool="threads", concurrency=number, loglevel="WARNING", queues=[QUEUE],
                quiet=True, without_gossip=True, without_mingle=True, without_heartbeat=True,
            ).start()  # fmt: skip
            # Celery ends over what is not even a message; it has taken it out of the queue, so the next one goes on
            hands.stop.wait(TURN_SECONDS)
    finally:
        hands.stop.set()
        attending.join()
