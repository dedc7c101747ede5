"""Transfer: Scrapy's decompression without its costliest mistake."""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse

logger = logging.getLogger(__name__)

# Scrapy 2.19 asks for the encoding of a response while it is still gzipped; without a charset in the header (nginx's
# default for static files) charset-normalizer then runs over the packed bytes, once a page: a third of all CPU.
# Nobody here reads `response.text`, so any answer does. The attribute is private: hence the test.
CURABLE = hasattr(TextResponse("http://example.org/"), "_encoding")
if not CURABLE:
    logger.warning("Scrapy's TextResponse changed: pages are unpacked at a third more CPU than needed")


class Compression(HttpCompressionMiddleware):
    """Unpacks gzip, deflate, br and zstd; the encoding of the packed bytes is never guessed, their coding remembered."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if CURABLE and isinstance(response, TextResponse) and b"Content-Encoding" in response.headers:
            response._encoding = response._encoding or "latin-1"  # noqa: SLF001 - see CURABLE
        packed = response.headers.getlist(b"Content-Encoding")
        found = super().process_response(request, response)
        if packed and isinstance(
            found, Response
        ):  # the header goes with the coding; the archive says how it came
            found.headers.setlist(b"X-Archive-Orig-Content-Encoding", packed)
        return found
