"""Validators: a page that the file holds is asked for only if it is another one now."""

from __future__ import annotations

from scrapy import Request

from crawler.addresses import canonical
from crawler.visits import Held


class Validators:
    """Sends what a server said of a page, with every request for that page and with no other.

    A redirect may lead elsewhere, and a retry comes here again: If-Modified-Since of one address must not make another
    one answer that it has not changed.
    """

    def process_request(self, request: Request) -> None:
        held: Held | None = request.meta.get("held")
        if held is None:
            return
        here = canonical(request.url) == held.address
        for name, value in (("If-None-Match", held.etag), ("If-Modified-Since", held.last_modified)):
            request.headers.pop(name, None)
            if here and value:
                request.headers[name] = value
