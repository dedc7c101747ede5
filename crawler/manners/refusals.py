"""Refusals: the exceptions that end a request for good, and any failure of the network put into words for people."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

WORDS: tuple[tuple[type[Exception], str], ...] = (  # the first that fits
    (CannotResolveHostError, "no such host"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "no answer in time"),
    (DownloadCancelledError, "larger than DOWNLOAD_MAXSIZE"),
    (ResponseDataLossError, "the answer was cut short"),
    (DownloadFailedError, "connection lost"),
    (UnsupportedURLSchemeError, "an address we do not ask"),
)


class Refused(IgnoreRequest):
    """A request that is not asked, or not asked again; its text is the detail of the outcome."""


class Rejected(Refused):
    """An address that nobody may be connected to from here."""


class Forbidden(Refused):
    """Refused by robots.txt, or because robots.txt could not be had (RFC 9309: then everything is out of bounds)."""


def explain(failure: BaseException | None) -> str:
    """A failure in one short line: `connection refused`, `address refused: …`, or the class and what it says."""
    said = " ".join(str(failure).split())[:300]
    if isinstance(failure, IgnoreRequest):
        # the unpacked size of a decompression bomb
        return "larger than DOWNLOAD_MAXSIZE" if "exceeded DOWNLOAD_MAXSIZE" in said else said
    for kind, words in WORDS:
        if isinstance(failure, kind):
            return words
    return f"{type(failure).__name__}: {said}" if said else type(failure).__name__
