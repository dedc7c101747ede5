"""What an answer of an archive shows a reader: a page or a file; pictures, styles and scripts only dress pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from parsers import Page

from .reader import Record

# A report that was put up as a picture is not found here: of a million pictures in an archive it would be one.
DRESS = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript",
         "application/x-javascript", "application/font", "application/vnd.ms-fontobject")  # fmt: skip


def page(record: Record) -> Page | None:
    """The page or file that a record holds, whatever its status; None for anything else."""
    said = record.header("content-type") or ""
    if record.type == "revisit" or said.strip().lower().startswith(DRESS):
        return None
    if urlsplit(record.url).path == "/robots.txt":
        return None
    shown = Page(record.body, record.url, said)
    return None if shown.medium == "image" else shown
