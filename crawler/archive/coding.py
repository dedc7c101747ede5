"""Coding: what a server or another tool did to a body on its way is undone, within a limit; what is no coding stays."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable

import brotli
from warcio.bufferedreaders import ChunkedDataReader

ZLIB = {"gzip": (47,), "x-gzip": (47,), "deflate": (47, -15)}  # deflate comes with its wrapper or without


def undone(body: bytes, headers: Iterable[tuple[str, str]], most: int) -> bytes:
    """A body as the server's pages were before they were packed; at most `most` bytes of it.

    Raises ValueError where it unpacks to more.
    """
    said = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in said.get("transfer-encoding", ""):
        body = ChunkedDataReader(
            io.BytesIO(body)
        ).read()  # gives back what is not chunked, whatever the header says
    for coding in reversed(said.get("content-encoding", "").split(",")):
        body = _unpacked(body, coding.strip(), most)
    return body


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    """One coding undone; a body that is not so coded is left alone: tools unpack and leave the header standing."""
    for bits in ZLIB.get(coding, ()):
        inflate = zlib.decompressobj(bits)
        try:
            out = inflate.decompress(body, most + 1)
        except zlib.error:
            continue
        return _within(out, most)
    if coding == "br":
        try:
            return _within(brotli.Decompressor().process(body, output_buffer_limit=most + 1), most)
        except brotli.error:
            return body
    return body


def _within(out: bytes, most: int) -> bytes:
    if len(out) > most:
        raise ValueError(f"a body that unpacks to more than {most} bytes")
    return out
