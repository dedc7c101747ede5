"""Apart: files are read in a process of their own, with a time limit: no PDF of any portal can hold up or end a crawl."""

from __future__ import annotations

import asyncio
import multiprocessing
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from crawler.addresses import host_of
from parsers import Links, Page, Place, Unreadable, from_json, to_json

from .examination import Examined, examine


class Broken(Exception):  # noqa: N818 - what happened, not what it is
    """A defect of our own that showed in the child: its text is the error there, its note where it was raised."""


class Apart:
    """One child that examines files, started with the first of them and anew whenever it had to be ended.

    Each file has `seconds`. A host of which `most` files took longer gets no more of that time: the other hosts' files
    wait in the same line. The crawl itself goes on meanwhile.
    """

    def __init__(self, seconds: float, most: int = 3) -> None:
        self.seconds, self.most = seconds, most
        self._late: Counter[str] = Counter()
        self._thread = ThreadPoolExecutor(1, "apart")
        self._child: SpawnProcess | None = None
        self._line: Connection | None = None

    async def examine(self, status: int, page: Page, place: Place | None) -> Examined:
        """What `examine` says of a file, scans left alone; Unreadable where it takes too long or kills the child.

        Raises Broken where `examine` itself raised.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._examine, status, page, place
        )

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._end()

    def _examine(self, status: int, page: Page, place: Place | None) -> Examined:
        host = host_of(page.url)
        if self._late[host] >= self.most > 0:
            return _unread(f"not read: {self._late[host]} files of {host} took too long", status, page)
        try:
            line = self._open()
            line.send((status, page.data, page.url, page.content_type, page.form, page.label, place))
            if line.poll(self.seconds):
                return _told(line.recv())
            reason = f"reading it took more than {self.seconds:.0f} s"
            self._late[host] += 1
        except (EOFError, OSError) as error:
            reason = f"reading it ended the reader ({type(error).__name__})"
        self._end()
        return _unread(reason, status, page)

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.join()
        if self._line is not None:
            self._line.close()
        self._child = self._line = None

    def _open(self) -> Connection:
        if self._line is not None and self._child is not None and self._child.is_alive():
            return self._line
        self._end()
        # spawn: a fork of a process with a running reactor and threads is not safe
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._child = context.Process(target=_work, args=(theirs,), daemon=True)
        self._child.start()
        theirs.close()
        return self._line


def _told(answer: tuple[str, str | None, Links, str | None] | tuple[str, str]) -> Examined:
    if len(answer) == 2:
        error = Broken(answer[0])
        error.add_note(answer[1])
        raise error
    outcome, detail, found, reading = answer
    return Examined(outcome, detail, found, from_json(reading) if reading else None)


def _unread(reason: str, status: int, page: Page) -> Examined:
    if not 200 <= status < 300:
        return Examined("failed", f"HTTP {status}; {reason}")
    return Examined("ok", reading=Unreadable(reason, page.url, page.medium, "failed"))


def _work(line: Connection) -> None:
    """The child: examines one file after the other until the crawl hangs up."""
    while True:
        try:
            status, data, url, said, form, label, place = line.recv()
        except (EOFError, OSError):
            return
        try:
            seen = examine(status, Page(data, url, said, form, label), place, ocr=False)
            line.send((seen.outcome, seen.detail, seen.found, seen.reading and to_json(seen.reading)))
        except Exception as error:  # noqa: BLE001 - told to the crawl, which records and logs it
            line.send((f"{type(error).__name__}: {error}", traceback.format_exc()))
