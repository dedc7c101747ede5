"""An authority of our own: certificates that are good, expired, made out to another name, signed by nobody, and their servers."""

from __future__ import annotations

import base64
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DAY = timedelta(days=1)

# RFC 2409, 6.2: the group of 1024 bits that servers of that age all used.
OAKLEY = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6D"
    "F25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381"
    "FFFFFFFFFFFFFFFF",
    16,
)


@dataclass(frozen=True, slots=True)
class Authority:
    """A key that signs, under a name; its own certificate is what a client has to trust."""

    name: x509.Name
    key: Key
    certificate: x509.Certificate

    @classmethod
    def found(cls, name: str) -> Authority:
        """A new authority."""
        key = ec.generate_private_key(ec.SECP256R1())
        whole = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return cls(whole, key, certify(whole, key, whole, key, authority=True))

    def file(self, path: Path) -> Path:
        """What a client trusts, as a file."""
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def context(self, folder: Path, host: str, key: Key | None = None, **more: timedelta) -> ssl.SSLContext:
        """A server of this host, signed by this authority."""
        own = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        return serve(folder, certify(subject, own, self.name, self.key, host=host, **more), own)


def alone(folder: Path, host: str, key: Key | None = None) -> ssl.SSLContext:
    """A server of this host whose certificate signs itself."""
    own = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    return serve(folder, certify(name, own, name, own, host=host), own)


def certify(
    subject: x509.Name,
    key: Key,
    issuer: x509.Name,
    signer: Key,
    *,
    host: str = "",
    authority: bool = False,
    age: timedelta = DAY,
    left: timedelta = DAY,
) -> x509.Certificate:
    """A certificate that began to hold `age` ago and holds for what is `left`."""
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number(), now - age, now + left
    ).add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def serve(folder: Path, certificate: x509.Certificate, key: Key) -> ssl.SSLContext:
    """The server's side of TLS with this certificate."""
    path = folder / f"{certificate.serial_number}.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # else a weak key could not even be served
    context.load_cert_chain(path)
    return context


def old(context: ssl.SSLContext, version: ssl.TLSVersion, ciphers: str = "ALL") -> ssl.SSLContext:
    """The same server as it would have been long ago: nothing newer than this version."""
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with warnings.catch_warnings(
        action="ignore", category=DeprecationWarning
    ):  # of what is old: that is the point
        context.minimum_version = context.maximum_version = version
    return context


def small(context: ssl.SSLContext, folder: Path) -> ssl.SSLContext:
    """The same server with a Diffie-Hellman group of 1024 bits and no other way to agree on a key."""
    group = b"\x30\x81\x87\x02\x81\x81" + OAKLEY.to_bytes(129) + b"\x02\x01\x02"  # PKCS #3: the prime, and 2
    lines = (
        "-----BEGIN DH PARAMETERS-----",
        base64.b64encode(group).decode(),
        "-----END DH PARAMETERS-----",
        "",
    )
    (folder / "dh.pem").write_text("\n".join(lines))
    old(context, ssl.TLSVersion.TLSv1_2, "DHE-RSA-AES128-GCM-SHA256")
    context.load_dh_params(folder / "dh.pem")
    return context


@contextmanager
def renegotiating(
    authority: Authority, host: str, key: rsa.RSAPrivateKey
) -> Iterator[tuple[int, list[bytes]]]:
    """A server that never heard of secure renegotiation (RFC 5746), as far as the client's answer to its first words.

    Its port, and the first bytes of each record that clients sent after those words: 21 is an alert, 22 the handshake
    going on.
    """
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = certify(name, key, authority.name, authority.key, host=host)
    der = certificate.public_bytes(serialization.Encoding.DER)
    chain = (len(der) + 3).to_bytes(3) + len(der).to_bytes(3) + der
    hello = (
        b"\x03\x03" + bytes(32) + b"\0" + b"\x00\x9c" + b"\0"
    )  # TLS_RSA_WITH_AES_128_GCM_SHA256, no extensions
    said = b"".join(
        bytes([kind]) + len(body).to_bytes(3) + body for kind, body in ((2, hello), (11, chain), (14, b""))
    )
    record = b"\x16\x03\x03" + len(said).to_bytes(2) + said
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(record)
                    heard.append(connection.recv(1))

        thread = Thread(target=listen, daemon=True)
        thread.start()
        yield listener.getsockname()[1], heard
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
