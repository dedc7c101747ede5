"""Certificates: what is said of one that does not verify, once and in the outcome, not in tracebacks on stderr."""

from __future__ import annotations

import logging
import re

from twisted.logger import globalLogBeginner

SAID = re.compile(
    r"'([^']+)'\)\]"
)  # the words inside OpenSSL's [('SSL routines', '', 'certificate verify failed')]


def fault(exception: BaseException) -> str | None:
    """Why a connection failed if it was for the certificate, else None."""
    text = str(exception)
    if "certificate verify failed" not in text:
        return None
    said = SAID.search(text)
    return said.group(1) if said else "certificate verify failed"


def hush() -> None:
    """Keeps Twisted from printing a traceback for every certificate of another name: a thousand portals have one."""
    twisted = logging.getLogger("twisted")
    if _told not in twisted.filters:
        twisted.addFilter(_told)
        # Until somebody begins the log, Twisted also prints what is critical by itself.
        globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)


def _told(record: logging.LogRecord) -> bool:
    return "while verifying certificate" not in record.getMessage()
