"""Tabs: so many pages at once in the browser; a request that needs one waits for it, and so does its host."""

from __future__ import annotations

from collections import deque

from scrapy import Request

from crawler.seeds import Seed


class Tabs:
    """The requests that are for the browser: those that have a tab, and those that wait for one."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._held: set[int] = set()
        self._waiting: deque[Request] = deque()

    def __bool__(self) -> bool:
        """Whether a request waits for a tab."""
        return bool(self._waiting)

    def enter(self, request: Request) -> bool:
        """Whether a request may go on now. One that is for the browser takes a tab, or waits until there is one."""
        if not request.meta.get("browser"):
            return True
        if not self._free:
            self._waiting.append(request)
            return False
        self._free -= 1
        self._held.add(request.meta["row"].id)
        return True

    def next(self) -> Request | None:
        """The request that waited longest, if there is a tab for it now."""
        if not (self._free and self._waiting):
            return None
        request = self._waiting.popleft()
        self.enter(request)
        return request

    def leave(self, number: int) -> None:
        """The request of this row has ended; if it had a tab, that is free."""
        if number in self._held:
            self._held.remove(number)
            self._free += 1


def policy(usual: str, seed: Seed | None) -> str:
    """How the browser may be used for a portal: `never` wins whoever said it, else the seed's word goes before the option's."""
    own = None if seed is None else seed.browser
    return "never" if usual == "never" else own or usual
