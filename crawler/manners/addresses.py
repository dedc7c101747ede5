"""Addresses: a resolver that lets only public addresses be connected to, and the hosts a seed names where allowed.

It judges the address that is really connected to, so no spelling of a name or number and no rebinding passes it:
`localhost`, `0`, `2130706433`, `0x7f.1`, `[::1]` and `[::ffff:127.0.0.1]` all end here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

NAT64 = IPv6Network("64:ff9b::/96")  # counts as global, whatever IPv4 address stands in its last 32 bits


def public(address: str) -> bool:
    """Whether an address belongs to the public internet; an IPv4 address inside an IPv6 one is judged as well."""
    number = ip_address(address)
    inner = _inner(number) if isinstance(number, IPv6Address) else None
    if inner is not None and not public(str(inner)):
        return False
    return inner is not None or (number.is_global and not number.is_multicast)


def _inner(number: IPv6Address) -> IPv4Address | None:
    if number in NAT64:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)


class Guard(CachingThreadedResolver):
    """Scrapy's resolver, which then looks at what was found.

    `exempt` says of a name whether it may be private (a seed names it and --allow-private was given); `refused` keeps
    the last address refused for a name: to Scrapy such a name only looks dead.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, hosts: dict[str, str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.hosts = hosts
        self.exempt: Callable[[str], bool] = _nobody
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Guard:
        stock = CachingThreadedResolver.from_crawler(crawler, reactor)
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(
            reactor, size, stock.timeout, {k.lower(): v for k, v in settings.getdict("NIANBAO_HOSTS").items()}
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        known = self.hosts.get(name.lower()) or _literal(name)
        found: Deferred[str] = defer.succeed(known) if known else super().getHostByName(name, timeout)
        found.addCallback(self._judge, name)
        return found

    def _judge(self, address: str, name: str) -> str:
        if public(address) or self.exempt(name):
            self.refused.pop(name.lower(), None)
            return address
        self.refused[name.lower()] = address
        # Only a DNSLookupError passes quietly: the reactor logs any other as its own failure.
        raise DNSLookupError(f"address refused: {name} is {address}")


def guard() -> Guard | None:
    """The guard in force in this process, None where another resolver took its place."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install the wrong one

    resolver: Any = getattr(reactor, "resolver", None)
    return resolver if isinstance(resolver, Guard) else None


def _literal(name: str) -> str | None:
    try:
        return str(ip_address(name))
    except ValueError:
        return None


def _nobody(_name: str) -> bool:
    return False
