"""Opened: what a file turned out to be, and its content in the one shape that every reader downstairs takes."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from ..blocks import Block


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The content of one file: a tree (DOCX, XLS, XLSX) or lines (PDF, DOC, OFD, text, pictures), never both.

    `status` is `read`, `unsupported`, `needs_ocr` or `failed`; whatever is not plainly read says why in `reason`.
    `title` is what the file itself shows as its title, "" where it shows none. `pages` is None where there are none.
    """

    medium: str
    method: str
    tree: HtmlElement | None = None
    lines: tuple[Block, ...] = ()
    status: str = "read"
    reason: str | None = None
    pages: int | None = None
    title: str = ""


class ShutError(Exception):
    """A file that does not open: `status` and `reason` are those of the `Opened` that tells of it."""

    def __init__(self, reason: str, status: str = "failed", pages: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.pages = pages
