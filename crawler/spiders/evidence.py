"""Evidence: a response as it came, request and all, for the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.storage import utc
from crawler.visits import Exchange

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.http.headers import Headers


def exchange(response: Response) -> Exchange:
    """What was sent and received, at this moment."""
    request = response.request
    protocol = response.protocol or ""
    return Exchange(
        url=response.url,
        at=utc(),
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        protocol=protocol if protocol.startswith("HTTP/1.") else "HTTP/1.1",  # WARC has no words for HTTP/2
        ip=str(response.ip_address) if response.ip_address else None,
        method=request.method if request else "GET",
        asked=_pairs(request.headers) if request else (),
        form=request.body if request else b"",
    )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )
