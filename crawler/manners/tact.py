"""Tact: rest when a host asks for it, do not repeat what cannot succeed, give a dead host up."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from crawler.addresses import host_of

from .addresses import guard
from .refusals import BROKEN, Banned, Rejected, Spent, Unreached, explain

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BUSY = frozenset({429, 503})  # the two answers that may carry Retry-After
SILENT = 3  # failures in a row after which a host that did answer looks as if it had shut us out


class Tact:
    """Stands between RetryMiddleware and the network.

    A refused address ends at once, with the reason in the outcome. A host that answered and then fails SILENT times in a
    row may have banned our address: it rests for NIANBAO_BAN_SECONDS, is asked the same once more, and what fails even
    then is `blocked`. A host whose last NIANBAO_HOST_FAILURES connections all failed is not asked again in this run.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.limit = settings.getint("NIANBAO_HOST_FAILURES")
        self.rest = settings.getfloat("NIANBAO_BACKOFF_SECONDS")
        self.ban = settings.getfloat("NIANBAO_BAN_SECONDS")
        self.longest = settings.getfloat("NIANBAO_RETRY_AFTER_MAX")
        self.tries = settings.getint("RETRY_TIMES")
        self.answers: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Tact:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        name = host_of(request.url)
        # `www.x.gov.cn.` is the same host: without this it would have a pace of its own
        request.meta["download_slot"] = name
        if self._dead(name):
            noun = Banned if self.answers[name] else Unreached
            raise noun(f"not asked: {name} {self._said(name)}")

    def process_response(self, request: Request, response: Response) -> Response:
        name = host_of(request.url)
        self.answers[name] += 1
        self.failures.pop(name, None)
        if response.status in BUSY:
            self._pause(request, min(asked_rest(response, self.rest), self.longest))
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        name = host_of(request.url)
        guarding = guard()
        if isinstance(exception, CannotResolveHostError) and guarding and name in guarding.refused:
            raise Rejected(
                f"address refused: {name} is {guarding.refused[name]}, which is not public"
            ) from exception
        if not isinstance(exception, (*BROKEN, Spent)):
            return None
        self.failures[name] += 1
        if not self.answers[name] or self.failures[name] < SILENT:
            return None
        if self.failures[name] % SILENT == 0 and not self._dead(name):
            self._pause(request, self.ban)
            if not isinstance(exception, Spent) and "rested" not in request.meta:
                return request.replace(meta=request.meta | {"rested": True})
        if isinstance(exception, Spent) or request.meta.get("retry_times", 0) >= self.tries:
            raise Banned(f"{explain(exception)}; {name} {self._said(name)}") from exception
        return None

    def _dead(self, name: str) -> bool:
        return 0 < self.limit <= self.failures[name]

    def _said(self, name: str) -> str:
        """How a host came to be thought silent."""
        times = f"failed {self.failures[name]} times in a row"
        answers = self.answers[name]
        return f"answered {answers} times and then {times}: the mark of an address ban" if answers else times

    def _pause(self, request: Request, seconds: float) -> None:
        slot = self.crawler.engine.downloader.slots.get(str(request.meta.get("download_slot")))
        if slot is not None:
            slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)


def asked_rest(response: Response, otherwise: float) -> float:
    """The seconds of Retry-After, which may be a number or a date."""
    said = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if said.isdigit():
        return float(said)
    try:
        then = parsedate_to_datetime(said)
    except ValueError:
        return otherwise
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
