"""Tact: rest when a host asks for it, do not repeat what cannot succeed, give a dead host up."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from . import certificates
from .addresses import guard
from .refusals import Refused, Rejected

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BUSY = frozenset({429, 503})  # the two answers that may carry Retry-After
BROKEN = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)


class Tact:
    """Stands between RetryMiddleware and the network.

    A refused address and a certificate that does not verify end at once, with the reason in the outcome. A host whose
    last NIANBAO_HOST_FAILURES connections all failed is not asked again in this run.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.limit = settings.getint("NIANBAO_HOST_FAILURES")
        self.rest = settings.getfloat("NIANBAO_BACKOFF_SECONDS")
        self.longest = settings.getfloat("NIANBAO_RETRY_AFTER_MAX")
        self.failures: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Tact:
        certificates.hush()
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        name = urlparse_cached(request).hostname or ""
        if 0 < self.limit <= self.failures[name]:
            raise Refused(f"not asked: {name} failed {self.failures[name]} times in a row")

    def process_response(self, request: Request, response: Response) -> Response:
        self.failures.pop(urlparse_cached(request).hostname or "", None)
        if response.status in BUSY:
            self._pause(request, response)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        name = urlparse_cached(request).hostname or ""
        if isinstance(exception, BROKEN):
            self.failures[name] += 1
        guarding = guard()
        if isinstance(exception, CannotResolveHostError) and guarding and name in guarding.refused:
            raise Rejected(
                f"address refused: {name} is {guarding.refused[name]}, which is not public"
            ) from exception
        if isinstance(exception, DownloadFailedError) and (said := certificates.fault(exception)):
            raise Refused(f"certificate of {name} not trusted: {said}") from exception

    def _pause(self, request: Request, response: Response) -> None:
        seconds = min(asked_rest(response, self.rest), self.longest)
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
