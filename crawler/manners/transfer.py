"""Transfer: Scrapy's decompression without its costliest mistake."""

from __future__ import annotations

import logging
import re
import zlib

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse

from .refusals import Refused

GZIP = b"\x1f\x8b"
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")

logger = logging.getLogger(__name__)

# Scrapy 2.19 asks for the encoding of a response while it is still gzipped; without a charset in the header (nginx's
# default for static files) charset-normalizer then runs over the packed bytes, once a page: a third of all CPU.
# Nobody here reads `response.text`, so any answer does. The attribute is private: hence the test.
CURABLE = hasattr(TextResponse("http://example.org/"), "_encoding")
if not CURABLE:
    logger.warning("Scrapy's TextResponse changed: pages are unpacked at a third more CPU than needed")


class Compression(HttpCompressionMiddleware):
    """Unpacks gzip, deflate, br and zstd; the encoding of the packed bytes is never guessed, their coding remembered.

    A page that is only said to be packed is taken as it is: some portals set the header for all.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if CURABLE and isinstance(response, TextResponse) and b"Content-Encoding" in response.headers:
            response._encoding = response._encoding or "latin-1"  # noqa: SLF001 - see CURABLE
        packed, coding = response.body, response.headers.getlist(b"Content-Encoding")
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest:
            raise
        except Exception as error:  # each codec has errors of its own
            if MARKUP.match(packed):
                del response.headers["Content-Encoding"]
                return response
            raise Refused(f"the answer cannot be unpacked: {error}") from error
        if isinstance(unpacked, Response):
            if cut(packed, len(unpacked.body)):
                raise Refused("the answer cannot be unpacked: its gzip breaks off")
            if coding:  # the header goes with the coding; the archive says how it came
                unpacked.headers.setlist(b"X-Archive-Orig-Content-Encoding", coding)
        return unpacked


def cut(packed: bytes, size: int) -> bool:
    """Whether bytes that unpacked to this size are gzip that breaks off: Scrapy takes what there is for the whole."""
    if not packed.startswith(GZIP) or int.from_bytes(packed[-4:], "little") == size & 0xFFFFFFFF:
        return False
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        reader.decompress(packed)
    except zlib.error:  # a wrong checksum: the text is there
        return False
    return not reader.eof
