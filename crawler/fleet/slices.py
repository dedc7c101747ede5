"""Slices: the ordinary crawl of one portal for some minutes, on its own shard on this disk, from the store and back to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from time import monotonic
from typing import IO, TYPE_CHECKING

from crawler.storage import Lock, Reader, Standing, StoreError, backup
from crawler.tether import GRACE_SECONDS

from .broker import PASSWORD
from .jobs import Job, shard
from .shards import ShardError, Shards, Version

if TYPE_CHECKING:
    from crawler.seeds import Seed

LOOK_SECONDS = 0.5  # between two looks at the child
OVERTIME_SECONDS = (
    120  # a crawl that was to end and did not within this is ended: a slice never outlives its message
)
TAIL = 2000  # bytes of what the child said, of which the last line is the reason of a failure

PENDING = "pending"


class SliceError(Exception):
    """A slice that came to nothing, or ended as it should not; the message says why."""


class NotNowError(SliceError):
    """The slice never began: a crawl of this machine still writes the shard, or the worker is ending."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the crawl of a slice ended: its exit code, how long it ran, whether we stopped it, its last words."""

    code: int
    seconds: float
    stopped: bool
    words: str

    def fault(self, slice_seconds: float) -> str | None:
        """Why this is no end that a slice should have, or None."""
        if self.code in {0, 1} or (self.code == 3 and self.seconds >= slice_seconds):
            return None
        if self.stopped and self.code in {3, -signal.SIGINT}:  # the latter before the crawl could hear of it
            return None
        how = f"killed by signal {-self.code}" if self.code < 0 else f"exit code {self.code}"
        return f"{how}: {self.words}" if self.words else how


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a worker walks: the store, a folder on this disk, and the settings of this machine.

    `archive`: raw answers are kept, and shipped too. A slice has `seconds`, and `overtime` to come to its end: then it is ended, so that it never outlives its message.
    """

    shards: Shards
    folder: Path
    seconds: float
    overtime: float
    archive: bool = True
    private: bool = False
    dials: tuple[str, ...] = ()


def walk(
    job: Job,
    seed: Seed,
    ground: Ground,
    fence: int,
    stop: Callable[[], bool],
    tell: Callable[[Path], None],
) -> Standing:
    """Walk one slice and ship what came of it: the portal as it stands now, `pending` where more is to do.

    `stop` is asked twice a second whether to end early; `tell` is called as often, with the file that grows.
    Raises SliceError where the slice failed (what it kept is shipped all the same), and ShardError.
    """
    path, base = _ready(shard(seed), ground)
    ended = _crawl(job, seed, path, ground, stop, tell)
    fault = ended.fault(ground.seconds)
    standing = _standing(path)
    if standing is None:
        raise NotNowError("stopped before it began") if fault is None else SliceError(fault)
    whole = fault is None and standing.outcome != PENDING
    for answers in sorted(
        _raw(path).glob("*.warc.gz")
    ):  # first: no shard may point to what the store does not have
        ground.shards.keep(answers)
    _ship(path, shard(seed), max(fence, base + 1), ground.shards, done=whole)
    _clear(path)
    if fault is not None:
        raise SliceError(fault)
    return standing


def _ready(name: str, ground: Ground) -> tuple[Path, int]:
    """The shard on this disk, and the number of the version that it goes on from.

    What a killed worker left here and did not ship is newer than the version it began with: it goes on.
    """
    versions = ground.shards.versions(name)
    number = versions[0].number if versions else 0
    path = ground.folder / f"{name}@{number}.db"
    try:
        lock = Lock(
            path
        )  # the crawl takes it next: who holds it now is the crawl of a worker that was killed
    except StoreError as error:
        raise NotNowError(str(error)) from error
    try:
        for other in ground.folder.glob(f"{name}@*.db"):
            if other != path:
                _clear(other)
        if not path.exists() and versions:
            _fetch(versions, path, ground.shards)
    finally:
        lock.release()
    return path, number


def _fetch(versions: list[Version], path: Path, shards: Shards) -> None:
    for version in versions:
        try:
            shards.fetch(version, path)
        except ShardError:
            if version is versions[-1]:
                raise
        else:
            return


def _crawl(
    job: Job, seed: Seed, path: Path, ground: Ground, stop: Callable[[], bool], tell: Callable[[Path], None]
) -> Ended:
    said = path.with_name(f"{path.name}.log")
    began = monotonic()
    with said.open("wb") as log, _started(_words(job, seed, path, ground), log) as child:
        stopped = None
        while child.poll() is None:
            late = monotonic() - began > ground.seconds + ground.overtime
            if stopped is None and (late or stop()):
                child.stdin.close()  # type: ignore[union-attr]  # it is a pipe
                stopped = monotonic()
            if stopped is not None and monotonic() - stopped > 2 * GRACE_SECONDS:
                os.killpg(child.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                child.wait(LOOK_SECONDS)
            tell(path)
    words = said.read_bytes()[-TAIL:].decode("utf-8", "replace").strip().splitlines()
    return Ended(child.returncode, monotonic() - began, stopped is not None, words[-1] if words else "")


def _words(job: Job, seed: Seed, path: Path, ground: Ground) -> list[str]:
    dials = [*(f"{name}={value}" for name, value in job.dials.items()), *ground.dials]
    dials.append(f"CLOSESPIDER_TIMEOUT={ground.seconds}")
    words = ["crawl", "--db", str(path), "--quiet", *(["--allow-private"] if job.private else [])]
    words += ["--archive", str(_raw(path))] if ground.archive else ["--no-archive"]
    for dial in dials:
        words += ["-s", dial]
    if job.bare:
        return [*words, "--", seed.url]
    seeds = path.with_name(f"{path.name}.txt")
    seeds.write_text(f"{job.seed}\n", encoding="utf-8")
    return [*words, "--seeds", str(seeds)]


def _started(words: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    # a session of its own: Ctrl-C is for the worker, which ends its crawls one by one
    return subprocess.Popen(  # noqa: S603 - our own words; what a job said of them was checked
        [sys.executable, "-m", "crawler.tether", *words],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if name != PASSWORD} | {"PYTHONUTF8": "1"},
    )


def _ship(path: Path, name: str, number: int, shards: Shards, *, done: bool) -> None:
    copy = path.with_name(f"{path.name}.copy")
    copy.unlink(missing_ok=True)  # what a killed worker left
    try:
        backup(path, copy)  # one plain file, even where the crawl was killed
        shards.ship(name, number, copy, done=done)
    except StoreError as error:
        raise SliceError(str(error)) from error
    finally:
        copy.unlink(missing_ok=True)


def _standing(path: Path) -> Standing | None:
    try:
        with Reader.open(path) as reader:
            standings = reader.status()
    except StoreError:
        return None
    return standings[0] if standings else None


def _clear(path: Path) -> None:
    """The shard is in the store: away with it here."""
    for beside in ("", "-wal", "-shm", "-journal", ".txt", ".log"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    rmtree(_raw(path), ignore_errors=True)


def _raw(path: Path) -> Path:
    """The archive of a shard in work: its files have names that no other ever has."""
    return path.with_name(f"{path.name}.warc")
