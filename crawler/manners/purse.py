"""The purse: one address has so many seconds on the network in all, whatever is tried for it.

Retries, redirects, TLS fallbacks and the browser pay from the same purse, for it travels in the request's meta, which
every copy of the request shares. Waiting for a turn is free; robots.txt is an address of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from scrapy.exceptions import DownloadTimeoutError

from .refusals import Spent, explain

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.settings import BaseSettings

LEAST = 0.5  # seconds: with less left no attempt is begun


@dataclass(slots=True)
class Purse:
    """The seconds that an address may still cost."""

    whole: float
    left: float
    late: bool = False

    def allow(self, usual: float) -> float:
        """Seconds for the next attempt: the usual ones; all that is left, if an earlier one ran out of time.

        Raises Spent if nothing is left.
        """
        if self.left < LEAST:
            raise Spent(f"more than {self.whole:g} s in all")
        return self.left if self.late else min(usual or self.left, self.left)

    @contextmanager
    def paying(self) -> Iterator[None]:
        """An attempt: what it takes is paid, however it ends. Raises Spent in place of a timeout that emptied the purse."""
        began = monotonic()
        try:
            yield
        except DownloadTimeoutError as error:
            self.late = True
            if self.left - (monotonic() - began) < LEAST:
                raise Spent(f"more than {self.whole:g} s in all: {explain(error)}") from error
            raise
        finally:
            self.left -= monotonic() - began


def purse(request: Request, settings: BaseSettings) -> Purse:
    """The purse of the address that a request is about; `.left` is what a browser may take, `paying()` is how."""
    whole = settings.getfloat("NIANBAO_ADDRESS_SECONDS")
    found: Purse = request.meta.setdefault("purse", Purse(whole, whole))
    return found
