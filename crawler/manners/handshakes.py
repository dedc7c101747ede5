"""Handshakes: on which terms a host is spoken to over TLS, and why it would not, in words. All of OpenSSL is here.

Twisted's own contexts will not do: they lose the `@SECLEVEL=0` of a cipher string, so a server of TLS 1.0 is never
understood, they read the file of all authorities anew for each connection, and they do not tell why a certificate fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from OpenSSL import SSL
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

if TYPE_CHECKING:
    from OpenSSL.crypto import X509
    from twisted.protocols.tls import TLSMemoryBIOProtocol

VERIFY_FAILED = "certificate verify failed"
OTHER_NAME = "made out to another name"
# What OpenSSL numbers (X509_V_ERR_*), as a reader of an outcome would say it.
FAULTS = {
    9: "not valid yet",
    10: "expired",
    18: "signed by itself",
    19: "signed by an authority nobody knows",
    20: "signed by an authority nobody knows",
    21: "sent without the certificates between it and its authority",
    62: OTHER_NAME,
    66: "its key is too short",
    67: "its authority's key is too short",
    68: "signed with a hash that is broken",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a host is spoken to: its certificate has to be good, its TLS has to be of this age."""

    verified: bool = True
    modern: bool = True


STRICT = Terms()


def context(terms: Terms) -> SSL.Context:
    """OpenSSL set to these terms.

    Old servers are offered TLS 1.0 to 1.2 with every cipher that is left: a hello that also speaks of TLS 1.3 is too
    long for some of them. Renegotiation of the old kind is borne with as soon as anything is.
    """
    made = SSL.Context(SSL.TLS_CLIENT_METHOD)
    made.set_min_proto_version(SSL.TLS1_2_VERSION if terms.modern else SSL.TLS1_VERSION)
    if terms.verified:
        made.set_default_verify_paths()
    if terms != STRICT:
        made.set_options(SSL.OP_LEGACY_SERVER_CONNECT)
    if not terms.modern:
        made.set_max_proto_version(SSL.TLS1_2_VERSION)
        made.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
    return made


@implementer(IPolicyForHTTPS)
class Policy:
    """Twisted's question how to speak to a host, answered on one set of terms; `faults` keeps what a certificate lacked."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.faults: dict[str, str] = {}
        self._context = context(terms)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Handshake:  # noqa: ARG002, N802 - Twisted's name
        return Handshake(self, self._context, hostname.decode("ascii").lower())


@implementer(IOpenSSLClientConnectionCreator)
class Handshake:
    """One host on the terms of a policy."""

    def __init__(self, policy: Policy, made: SSL.Context, host: str) -> None:
        self._policy, self._context = policy, made
        self._host = host
        self._identity = identity(host)

    def clientConnectionForTLS(self, protocol: TLSMemoryBIOProtocol) -> SSL.Connection:  # noqa: ARG002, N802
        connection = SSL.Connection(self._context, None)
        if isinstance(self._identity, DNS_ID):  # a number is no server name (RFC 6066, 3)
            connection.set_tlsext_host_name(self._identity.hostname)
        if self._policy.terms.verified:
            connection.set_verify(SSL.VERIFY_PEER, self._check)
        else:
            connection.set_verify(SSL.VERIFY_NONE)
        return connection

    def _check(self, _: SSL.Connection, certificate: X509, error: int, depth: int, good: int) -> bool:
        """OpenSSL's question at each certificate of a chain: it has judged all but the name."""
        fault = None if good else FAULTS.get(error, f"error {error} of OpenSSL")
        if fault is None and depth == 0:
            fault = _misnamed(certificate, self._identity)
        if fault is not None:
            self._policy.faults[self._host] = fault
        return fault is None


def identity(host: str) -> ServiceID:
    """What a certificate has to be made out to."""
    try:
        ip_address(host)
    except ValueError:
        return DNS_ID(host.rstrip("."))
    return IPAddress_ID(host)


def words(failure: BaseException) -> str | None:
    """What OpenSSL said of a connection that failed, None if it said nothing: then it was not the handshake."""
    for error in _errors(failure):
        said = [str(part[-1]) for part in error.args[0] or ()] if error.args else []
        return said[0] if said else "broken off"
    return None


def _errors(failure: BaseException) -> Iterator[SSL.Error]:
    """The errors of OpenSSL among the reasons that Twisted gives, or that Scrapy wrapped."""
    if isinstance(failure, SSL.Error) and not isinstance(failure, SSL.SysCallError):
        yield failure
    for reason in getattr(failure, "reasons", ()):
        yield from _errors(reason.value)
    if failure.__cause__ is not None:
        yield from _errors(failure.__cause__)


def _misnamed(certificate: X509, wanted: ServiceID) -> str | None:
    try:
        verify_service_identity(extract_patterns(certificate), [wanted], [])
    except (
        VerificationError,
        CertificateError,
        ValueError,
    ):  # other names, none at all, or such as cannot be read
        return OTHER_NAME
    return None
