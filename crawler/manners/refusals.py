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
# Nothing came back: the four ways in which a line is broken.
BROKEN = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)


class UntrustedError(DownloadFailedError):
    """A certificate that does not verify; its text says what is wrong with it."""


class UnshakenError(DownloadFailedError):
    """A TLS handshake that failed for anything but the certificate; its text is what OpenSSL said."""


class Refused(IgnoreRequest):
    """A request that is not asked, or not asked again; its text is the detail of the outcome."""


class Rejected(Refused):
    """An address that nobody may be connected to from here."""


class Forbidden(Refused):
    """Refused by robots.txt, or because robots.txt could not be had (RFC 9309: then everything is out of bounds)."""


class Unreached(Refused):
    """No connection could be had, and asking again is no use."""


class Garbled(Refused):
    """An answer that is no HTTP."""


class Spent(Unreached):
    """The seconds that an address may cost are over."""


class Banned(Refused):
    """A host that answered and then went silent, as one does that no longer wants to see our address."""


OUTCOMES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (  # the first that fits
    (Forbidden, "robots"),
    (Rejected, "rejected"),
    (Banned, "blocked"),
    ((Unreached, *BROKEN), "unreachable"),
)


def outcome(failure: BaseException | None) -> str:
    """The outcome of a request that ended in a failure."""
    return next((name for kind, name in OUTCOMES if isinstance(failure, kind)), "failed")


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
