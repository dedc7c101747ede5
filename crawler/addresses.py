"""When two requests are the same request: the canonical address, the fingerprint and the host of a URL."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote_plus, urlsplit

# A portal's front page answers under its folder and under one of these names alike.
DEFAULT_PAGES = frozenset({"index.html", "index.htm", "index.shtml", "default.html", "default.htm"})

# Query keys that say where a visitor came from and never which page is meant. WeChat adds the last two to every
# article that is shared from it.
TRACKING = re.compile(r"(?:utm_\w+|spm|from|isappinstalled)\Z", re.IGNORECASE)
TRACKING_VALUES = {
    "from": frozenset({"singlemessage", "timeline", "groupmessage"}),
    "isappinstalled": frozenset({"0", "1"}),
}

# A Java server writes the visitor's session into the path of a first visit.
SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)

PORTS = {"http": 80, "https": 443}

# Printable characters that may stand unescaped; everything else is written as %XX, so that 年报 and %E5%B9%B4… agree.
SAFE = "%/:=&?~+!$,;'@()*[]|"


def canonical(url: str) -> str:
    """The address by which requests are told apart: `//host/path?query`. It is a key, not a URL to fetch.

    http and https are one, `www.` is kept; fragment, tracking keys, session and the name of a default page go.

    >>> canonical("https://WWW.zc.gov.cn/gk/index.html?utm_source=x#top")
    '//www.zc.gov.cn/gk/'
    """
    try:
        parts = urlsplit(url.strip())
        netloc = _netloc(parts.scheme, parts.hostname or "", parts.port)
    except ValueError:  # pages hold hrefs such as http://[1 or http://host:80abc/: each is its own key
        return quote(url.strip(), SAFE)
    path = SESSION.sub("", parts.path) or "/"
    folder, _, name = path.rpartition("/")
    if name.lower() in DEFAULT_PAGES:
        path = f"{folder}/"
    kept = [pair for pair in parts.query.split("&") if pair and not _tracks(pair)]
    query = "?" + "&".join(kept) if kept else ""
    return f"//{netloc}{quote(path, SAFE)}{quote(query, SAFE)}"


def fingerprint(url: str, method: str = "GET", form: bytes = b"") -> str:
    """24 hexadecimal digits that are equal for equal requests: method, canonical address and the body of a POST."""
    whole = b"\n".join((method.upper().encode(), canonical(url).encode(), form))
    return hashlib.blake2b(whole, digest_size=12).hexdigest()


def host_of(url: str) -> str:
    """The host name of a URL in lower case, without port and closing dot; empty if there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _netloc(scheme: str, host: str, port: int | None) -> str:
    host = host.rstrip(".")
    named = f"[{host}]" if ":" in host else host
    return named if port is None or port == PORTS.get(scheme) else f"{named}:{port}"


def _tracks(pair: str) -> bool:
    key, _, value = pair.partition("=")
    key = key.lower()
    if not TRACKING.match(key):
        return False
    return key not in TRACKING_VALUES or unquote_plus(value).lower() in TRACKING_VALUES[key]
