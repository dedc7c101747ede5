"""A fleet for the tests: a real redis-server on a free port, real workers, each a process with a name in its User-Agent."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from loopback import environment, free_port

REDIS = shutil.which("redis-server")


def until(true: Callable[[], object], seconds: float = 90) -> None:
    """Waits for something to happen; fails if it does not."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


@dataclass
class Server:
    """A redis-server that keeps what it is told on disk, as docs/fleet.md sets it up."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        assert REDIS is not None
        listen = () if "--tls-port" in self.options else ("--port", str(self.port))
        words = ("--bind", "127.0.0.1", "--dir", str(self.folder), "--save", "", "--appendonly", "yes")
        with (self.folder / "redis.log").open("wb") as log:
            self.process = subprocess.Popen(
                [REDIS, *listen, *words, "--appendfsync", "always", *self.options], stdout=log
            )
        until(lambda: b"Ready to accept connections" in (self.folder / "redis.log").read_bytes(), 20)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


@contextmanager
def redis(folder: Path, *options: str) -> Iterator[Server]:
    """A server while the block runs."""
    server = Server(folder, options)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@dataclass
class Fleet:
    """Workers of one broker and one store, in a folder; all are ended with the block that made it."""

    folder: Path
    url: str
    hosts: Mapping[str, str]
    slice: float = 30
    lease: float = 6
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def worker(self, name: str, *more: str, jobs: int = 2) -> subprocess.Popen[bytes]:
        """Starts a worker; it shows in `workers` and, by its name, at the portals."""
        settings = {
            "NIANBAO_HOSTS": json.dumps(self.hosts), "NIANBAO_SLICE_SECONDS": self.slice,
            "NIANBAO_LEASE_SECONDS": self.lease, "NIANBAO_SLICE_OVERTIME": 20, "NIANBAO_SLICE_REST": 0.2,
            "USER_AGENT": f"nianbao-{name}",
        }  # fmt: skip
        words = [
            "worker",
            "--broker",
            self.url,
            "--store",
            "store",
            "--folder",
            f"shards-{name}",
            "--name",
            name,
        ]
        words += ["--jobs", str(jobs), "--allow-private", *more]
        for dial, value in settings.items():
            words += ["-s", f"{dial}={value}"]
        with self.log(name).open("ab") as log:
            self.workers[name] = subprocess.Popen(
                [sys.executable, "-m", "crawler", *words],
                cwd=self.folder, env=environment(), stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return self.workers[name]

    def log(self, name: str) -> Path:
        """What a worker said."""
        return self.folder / f"{name}.log"

    def kill(self, name: str) -> None:
        """Kills a worker as the system does when memory runs out."""
        self.workers[name].kill()
        self.workers[name].wait()

    def end(self, name: str) -> int:
        """Ends a worker as systemd does; its exit code."""
        self.workers[name].send_signal(signal.SIGTERM)
        return self.workers[name].wait(60)

    def words(self, *more: str) -> tuple[str, ...]:
        """The words of a crawl by this fleet."""
        return ("crawl", "--broker", self.url, "--delay", "0", "--allow-private", *more)


@contextmanager
def fleet(folder: Path, url: str, hosts: Mapping[str, str], **more: float) -> Iterator[Fleet]:
    """A fleet without workers yet; those it got are ended with the block."""
    ours = Fleet(folder, url, hosts, **more)
    try:
        yield ours
    finally:
        for process in ours.workers.values():
            if process.poll() is None:
                process.terminate()
        for process in ours.workers.values():
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def alive(pid: int) -> bool:
    """Is there such a process, and is it more than a corpse."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
