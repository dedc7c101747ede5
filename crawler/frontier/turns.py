"""Turns: the hosts go round, each asked one thing at a time; one that rests is passed over."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from scrapy import Request

# Seconds between the engine's own calls: a host that rests longer is passed over, a shorter rest is left to its slot.
HEARTBEAT = 5.0


@dataclass(slots=True)
class Line:
    """What there is to ask one host: requests that came back, and perhaps rows in the file.

    `away` counts what is under way; `standing` while the host waits for its turn: it stands once, whatever there is.
    """

    back: deque[Request] = field(default_factory=deque)
    rows: bool = False
    away: int = 0
    standing: bool = False


class Turns:
    """Whose turn it is. Nothing here looks at every host: 15,000 of them cost no more than five.

    `breadth` requests of a host may be under way at once; `until` says when a host may be asked again (monotonic
    seconds).
    """

    def __init__(self, breadth: int, until: Callable[[str], float]) -> None:
        self._breadth = breadth
        self._until = until
        self._lines: dict[str, Line] = {}
        self._ready: deque[str] = deque()
        self._asleep: list[tuple[float, str]] = []

    def __bool__(self) -> bool:
        """Whether any host waits for its turn."""
        return bool(self._ready or self._asleep)

    def __iter__(self) -> Iterator[tuple[str, Line]]:
        """The hosts whose turn it is, once round. Whoever takes something to ask says so with `leave`."""
        while self._asleep and self._asleep[0][0] - monotonic() <= HEARTBEAT:
            self._ready.append(heapq.heappop(self._asleep)[1])
        for _ in range(len(self._ready)):
            host = self._ready.popleft()
            until = self._until(host)
            if until - monotonic() > HEARTBEAT:
                heapq.heappush(self._asleep, (until, host))
                continue
            line = self._lines[host]
            line.standing = False
            yield host, line
            if not (line.away or line.standing):
                del self._lines[host]

    def expect(self, host: str) -> None:
        """The file may hold rows of this host."""
        self._line(host).rows = True
        self._stand(host)

    def push(self, host: str, request: Request) -> None:
        """A redirect or a retry goes before the rows of its host."""
        self._line(host).back.append(request)
        self._stand(host)

    def leave(self, host: str) -> None:
        """A request to this host is under way."""
        self._lines[host].away += 1
        self._stand(host)

    def home(self, host: str) -> None:
        """A request to this host has ended."""
        self._lines[host].away -= 1
        self._stand(host)

    def _line(self, host: str) -> Line:
        return self._lines.setdefault(host, Line())

    def _stand(self, host: str) -> None:
        line = self._lines[host]
        if not line.standing and line.away < self._breadth and (line.back or line.rows):
            line.standing = True
            self._ready.append(host)
