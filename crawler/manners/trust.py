"""Trust: https as it should be first; less only for the host that cannot do it, for this run, and never unsaid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.utils.httpobj import urlparse_cached

from .handshakes import STRICT, Terms
from .refusals import BROKEN, Garbled, Unreached, UnshakenError, UntrustedError, explain

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response


@dataclass(slots=True)
class Standing:
    """How a host is spoken to in this run: the terms it came down to, whether https was given up, and why.

    `fixed`: https was heard, or http was tried in vain, so a line that breaks now is no reason to ask less of it.
    """

    terms: Terms = STRICT
    plain: bool = False
    fixed: bool = False
    faults: list[str] = field(default_factory=list)

    def told(self) -> str:
        """What was wrong, and how it was read all the same."""
        how = (
            "over http" if self.plain else "without verification" if not self.terms.verified else "by old TLS"
        )
        return f"{'; '.join(self.faults)}; read {how}"

    def recant(self) -> str:
        """Back to https: http was no better. All that had been wrong with it."""
        said = "; ".join(self.faults)
        self.plain, self.fixed = False, True
        self.faults.pop()
        return said


class Trust:
    """Middleware between Tact and RetryMiddleware: a host whose TLS fails is asked again on lesser terms, step by step.

    A certificate that does not verify is not looked at any more; a handshake that fails otherwise, or is hung up on, is
    tried by old TLS; where https cannot be had at all, http is asked. Each step goes through the host's slot, so it
    keeps the delay, and pays from the purse of its address.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats
        self.allowed = crawler.settings.getbool("NIANBAO_TLS_FALLBACK")
        self.hosts: defaultdict[str, Standing] = defaultdict(Standing)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Trust:
        trust = cls(crawler)
        crawler.signals.connect(trust.heard, signal=signals.response_downloaded)
        return trust

    def process_request(self, request: Request) -> Request | None:
        request.meta["terms"] = STRICT
        name, secure = _place(request)
        if not secure or name not in self.hosts:
            return None
        standing = self.hosts[name]
        if standing.plain and request.meta.get("plain") == name:  # http leads back to https
            standing.recant()
        if not standing.plain:
            request.meta["terms"] = standing.terms
            return None
        return request.replace(
            url=request.url.replace("https:", "http:", 1), meta=request.meta | {"plain": name}
        )

    def heard(self, request: Request) -> None:
        """A host answered: what it took is noted with the request, and goes where the request goes."""
        name, secure = _place(request)
        if secure:
            self.hosts[name].fixed = True
        if self.hosts[name].terms != STRICT if secure else request.meta.get("plain") == name:
            notes: list[str] = request.meta.setdefault("notes", [])
            told = self.hosts[name].told()
            if told not in notes:
                notes.append(told)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        name, secure = _place(request)
        standing = self.hosts.get(name) if request.meta.get("plain") == name else None
        if standing and standing.plain and isinstance(exception, (*BROKEN, Garbled)):
            raise Unreached(f"{standing.recant()}; http: {explain(exception)}") from exception
        if not secure or not isinstance(exception, BROKEN) or isinstance(exception, CannotResolveHostError):
            return None
        fault = _fault(name, exception)
        if self.allowed and self._yield(self.hosts[name], exception):
            self.hosts[name].faults.append(fault)
            return request.copy()
        if isinstance(exception, UntrustedError) or (
            isinstance(exception, UnshakenError) and not self.hosts[name].fixed
        ):
            raise Unreached(fault) from exception  # asking again would not make it better
        return None

    def _yield(self, standing: Standing, exception: Exception) -> bool:
        """Lower the terms of a host by one step, if there is a step that may help."""
        if isinstance(exception, UntrustedError) and standing.terms.verified:
            standing.terms = replace(standing.terms, verified=False)
            self.stats.inc_value("tls/unverified")
        elif standing.fixed or isinstance(exception, UntrustedError):
            return False
        elif isinstance(exception, DownloadFailedError) and standing.terms.modern:
            standing.terms = replace(standing.terms, modern=False)
            self.stats.inc_value("tls/old")
        else:
            standing.plain = True
            self.stats.inc_value("tls/plain")
        return True


def notes(response: Response) -> str | None:
    """What a person should know of how this answer was had, None if there is nothing to say."""
    return "; ".join(response.meta.get("notes", ())) or None


def _fault(name: str, exception: Exception) -> str:
    if isinstance(exception, UntrustedError):
        return f"certificate of {name} not trusted: {exception}"
    if isinstance(exception, UnshakenError):
        return f"no TLS with {name}: {exception}"
    return f"https of {name}: {explain(exception)}"


def _place(request: Request) -> tuple[str, bool]:
    """The host of a request, and whether it is asked over https."""
    url = urlparse_cached(request)
    return (url.hostname or "").rstrip("."), url.scheme == "https"
