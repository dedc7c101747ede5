"""Apart: files are read in a process of their own, with a time limit: no PDF of any portal can hold up or end a crawl."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from parsers import Page, Place, Reading, Unreadable, from_json, read, to_json


class Apart:
    """One child that reads files, started with the first of them and anew whenever it had to be ended."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._child: SpawnProcess | None = None
        self._line: Connection | None = None

    def read(self, page: Page, place: Place | None, label: str) -> Reading:
        """What `parsers.read` makes of a file, scans left alone; Unreadable where it takes too long or kills the child."""
        line = self._open()
        try:
            line.send((page.data, page.url, page.content_type, place, label))
            if line.poll(self.seconds):
                return from_json(line.recv())
            reason = f"reading it took more than {self.seconds:.0f} s"
        except (EOFError, OSError) as error:
            reason = f"reading it ended the reader ({type(error).__name__})"
        self.close()
        return Unreadable(reason, page.url, page.medium, "failed")

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is not None:
            self._child.kill()
            self._child.join()
        if self._line is not None:
            self._line.close()
        self._child = self._line = None

    def _open(self) -> Connection:
        if self._line is not None and self._child is not None and self._child.is_alive():
            return self._line
        self.close()
        # spawn: a fork of a process with a running reactor and threads is not safe
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._child = context.Process(target=_work, args=(theirs,), daemon=True)
        self._child.start()
        theirs.close()
        return self._line


def _work(line: Connection) -> None:
    """The child: reads one file after the other until the crawl hangs up."""
    while True:
        try:
            data, url, said, place, label = line.recv()
        except (EOFError, OSError):
            return
        line.send(to_json(read(Page(data, url, said), place, label, ocr=False)))
