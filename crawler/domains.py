"""Domains: host names as DNS knows them, and the registrable domain that makes several hosts one portal."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache

from tldextract import TLDExtract

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")


def ascii_name(host: str) -> str | None:
    """A host name as DNS knows it, or None if it is none; addresses (IPv4, IPv6) stay as they are."""
    if _address(host):
        return host
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = name.split(".")
    # a name that ends in a number is an address written wrongly (300.1.1.1)
    usable = len(name) <= 253 and all(map(_LABEL.match, labels)) and not labels[-1].isdigit()
    return name if usable else None


def _address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> TLDExtract:
    # The list bundled with the package, never the network: a crawl must not begin with a download, and two machines
    # must agree which hosts are one portal.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


@lru_cache(maxsize=65536)  # links lead to any number of hosts
def domain(host: str) -> str | None:
    """The registrable domain: `zc.gov.cn` of `www.zc.gov.cn`; None for an address, a suffix or a lone name."""
    if _address(host):
        return None
    return _suffixes()(host).top_domain_under_public_suffix or None
