"""The wire: Scrapy's download handler with a pool of connections for each set of TLS terms, and limits it lacks.

What is private in Scrapy 2.19 is used here and nowhere else: the pool and the policy of its handler, its lenient protocol.
"""

# ruff: noqa: N802, SLF001 — Twisted's names, and see above

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from scrapy.core.downloader.handlers import http11
from scrapy.exceptions import DownloadFailedError
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ParseError

from .handshakes import STRICT, VERIFY_FAILED, Policy, Terms, words
from .purse import purse
from .refusals import Garbled, UnshakenError, UntrustedError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.web.iweb import IPolicyForHTTPS

# Bytes before a body begins, as long as a hundred headers that a line may hold in Twisted. Neither Twisted nor Scrapy has a
# limit: a server that sends headers for ever would fill the memory until the time is over.
HEAD = 256 * 1024


class Line(http11.HTTP11DownloadHandler):
    """Connections on one set of terms: they are kept for the next request, and never lent to other terms."""

    def __init__(self, crawler: Crawler, terms: Terms = STRICT) -> None:
        super().__init__(crawler)
        self.policy = Policy(terms)
        self._contextFactory = cast("IPolicyForHTTPS", self.policy)
        self._pool._factory = _Factory
        # Twisted would ask again at once, and nobody would have counted it
        self._pool.retryAutomatically = False
        self._pool.cachedConnectionTimeout = crawler.settings.getint("NIANBAO_IDLE_SECONDS")

    async def ask(self, request: Request) -> Response:
        """One request; a handshake that failed, and a head without end, are told by their names."""
        host = urlparse_cached(request).hostname or ""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            for reason in getattr(error.__cause__, "reasons", ()):
                if reason.check(*NO_HTTP):
                    raise Garbled(f"the answer is no HTTP: {reason.getErrorMessage()[:80]}") from error
            said = words(error)
            if said == VERIFY_FAILED:
                raise UntrustedError(self.policy.faults.pop(host, said)) from error
            if said is not None:
                raise UnshakenError(said) from error
            raise


class Wire(Line):
    """Every http and https request that no browser makes. Its terms stand in meta: the strict ones, if Trust set none."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._usual = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._lax: dict[Terms, Line] = {}

    async def download_request(self, request: Request) -> Response:
        terms = request.meta.get("terms", STRICT)
        if terms != STRICT and terms not in self._lax:
            self._lax[terms] = Line(self._crawler, terms)
        line = self._lax.get(terms, self)
        paid = purse(request, self._crawler.settings)
        request.meta["download_timeout"] = paid.allow(self._usual)
        with paid.paying():
            return await line.ask(request)

    async def close(self) -> None:
        for line in self._lax.values():
            await line.close()
        await super().close()


class _HeadError(Exception):
    pass


# What Twisted makes of an answer that it cannot read, and what we do.
NO_HTTP = (_HeadError, ParseError, ValueError)


class _Protocol(http11._LenientHTTP11ClientProtocol):
    """Scrapy's protocol, which hangs up on a head that does not end, and knows a line that broke from one that lied."""

    _head = 0

    def dataReceived(self, data: bytes) -> None:
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        parser: Any = self._parser
        if parser is None or parser.state not in {STATUS, HEADER}:
            self._head = 0
            return
        self._head += len(data)
        if self._head > HEAD:
            self._giveUp(Failure(_HeadError(f"more than {HEAD} bytes of headers")))  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self._head:  # by the server, or by Twisted on a line of more than 16 KB
            reason = Failure(_HeadError("its headers break off"))  # type: ignore[no-untyped-call]
        super().connectionLost(reason)  # type: ignore[no-untyped-call]


class _Factory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, _: object) -> _Protocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
