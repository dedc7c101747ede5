"""Leases: who may visit a domain. One worker at a time, whatever the queue hands out twice."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from time import monotonic
from types import TracebackType
from typing import Self

from redis import Redis
from redis.commands.core import Script
from redis.exceptions import RedisError

PREFIX = "nianbao:lease:"

# All of them or none: a portal of two domains never waits for one while it holds the other.
TAKE = """
for _, key in ipairs(KEYS) do
  local held = redis.call('GET', key)
  if held and held ~= ARGV[1] then return 0 end
end
for _, key in ipairs(KEYS) do redis.call('SET', key, ARGV[1], 'PX', ARGV[2]) end
return 1"""

# Given back, a domain rests for the delay of its portal before another worker comes.
RETURN = """
for _, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[1] then
    if tonumber(ARGV[2]) > 0 then redis.call('SET', key, 'rest', 'PX', ARGV[2]) else redis.call('DEL', key) end
  end
end
return 1"""


class Lease:
    """The domains of a portal, held for `seconds` and renewed by a thread while a `with` block runs.

    `margin` is what the holder needs to leave: `held` turns false that long before the lease can end.
    """

    def __init__(
        self, client: Redis, domains: Sequence[str], seconds: float, margin: float, rest: float
    ) -> None:
        self._take, self._return = client.register_script(TAKE), client.register_script(RETURN)
        self._keys = [PREFIX + name for name in domains]
        self._token = uuid.uuid4().hex
        self._seconds, self._margin, self._rest = seconds, margin, rest
        self._until = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="lease", daemon=True)

    @property
    def held(self) -> bool:
        """Is it certain that nobody else visits these domains, and will be while we leave them."""
        return monotonic() < self._until - self._margin

    def take(self) -> bool:
        """Take all domains, or none; False where somebody else has one. Raises RedisError."""
        before = monotonic()
        if not self._said(self._take, self._seconds):
            self._until = 0.0
            return False
        self._until = before + self._seconds
        return True

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        try:
            self._said(self._return, self._rest)
        except RedisError:
            return  # it ends by itself

    def _renew(self) -> None:
        while not self._over.wait(self._seconds / 6):
            try:
                if not self.take():
                    return
            except RedisError:  # away for a moment: `held` tells how long that may last
                continue

    def _said(self, script: Script, seconds: float) -> bool:
        return bool(script(keys=self._keys, args=[self._token, int(seconds * 1000)]))


def leased(client: Redis, domains: Sequence[str]) -> bool:
    """Does anybody visit one of these domains now."""
    return bool(client.exists(*(PREFIX + name for name in domains)))
