"""Addresses: a resolver that lets only public addresses be connected to, and the hosts a seed names where allowed.

It judges the address that is really connected to, so no spelling of a name or number and no rebinding passes it:
`localhost`, `0`, `2130706433`, `0x7f.1`, `[::1]` and `[::ffff:127.0.0.1]` all end here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any, cast

from scrapy.resolver import CachingHostnameResolver, HostResolution
from twisted.internet import address as places

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver

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


class Guard(CachingHostnameResolver):
    """Scrapy's resolver of both kinds of addresses, which then looks at each that was found and drops what is refused.

    `exempt` says of a name whether it may be private (a seed names it and --allow-private was given); `refused` keeps
    the last address refused for a name of which none was left: to Scrapy such a name only looks dead.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, hosts: dict[str, str]) -> None:
        super().__init__(reactor, cache_size)
        self.hosts = hosts
        self.exempt: Callable[[str], bool] = _nobody
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Guard:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, {k.lower(): v for k, v in settings.getdict("NIANBAO_HOSTS").items()})

    def resolveHostName(  # noqa: N802 - Twisted's names
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        name = hostName.lower().rstrip(".")
        judge: Any = _Judge(self, name, resolutionReceiver)  # Any: zope's interfaces are no types
        known = self.hosts.get(name) or _literal(name)
        if known is None:
            return super().resolveHostName(judge, hostName, portNumber, addressTypes, transportSemantics)
        found: Any = HostResolution(hostName)
        judge.resolutionBegan(found)
        noun = places.IPv6Address if ":" in known else places.IPv4Address
        judge.addressResolved(noun("TCP", known, portNumber))
        judge.resolutionComplete()
        return cast("IHostResolution", found)

    def admits(self, name: str, number: str) -> bool:
        """Whether this address may be connected to under this name."""
        return public(number) or self.exempt(name)


class _Judge:
    """Stands between a resolver and whoever wants to connect; keeps back the addresses that are refused."""

    def __init__(self, guarding: Guard, name: str, asker: Any) -> None:  # noqa: ANN401 - see above
        self._guard, self._name, self._asker = guarding, name, asker
        self._admitted = False
        self._refused = ""

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's names
        self._asker.resolutionBegan(resolution)

    def addressResolved(self, found: places.IPv4Address | places.IPv6Address) -> None:  # noqa: N802
        if self._guard.admits(self._name, found.host):
            self._admitted = True
            self._asker.addressResolved(found)
        else:
            self._refused = found.host

    def resolutionComplete(self) -> None:  # noqa: N802
        self._guard.refused.pop(self._name, None)
        if self._refused and not self._admitted:
            self._guard.refused[self._name] = self._refused
        self._asker.resolutionComplete()


def guard() -> Guard | None:
    """The guard in force in this process, None where another resolver took its place."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install the wrong one

    resolver: Any = getattr(reactor, "nameResolver", None)
    return resolver if isinstance(resolver, Guard) else None


def _literal(name: str) -> str | None:
    try:
        return str(ip_address(name))
    except ValueError:
        return None


def _nobody(_name: str) -> bool:
    return False
