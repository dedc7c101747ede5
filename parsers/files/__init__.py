"""Files: what is no web page (PDF, DOC, DOCX, XLS, XLSX, OFD, text, pictures), opened into a tree or into lines."""

from __future__ import annotations

from dataclasses import replace

from ..page import Page
from .opened import Opened, ShutError

__all__ = ["Opened", "medium", "open"]

MAX_BYTES = 60_000_000  # the largest report seen, with pictures on every page, has 20
METHODS = {
    "docx": "dom",
    "xls": "dom",
    "xlsx": "dom",
    "text": "text",
    "doc": "text",
    "rtf": "text",
    "image": "ocr",
}
FAMILIES = {
    "rtf": "doc",
    "locked": "doc",
    "xlsb": "xlsx",
}  # under which medium a report of the kind is counted
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of an OLE container that tell what it holds; names stand in it in UTF-16. WPS and ET files are such too.
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("EncryptedPackage", "locked"))
PARTS = (
    ("OFD.xml", "ofd"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
)
PLAIN = {
    "html": "a web page, whatever its address says",
    "json": "a reply for a program, no document",
    "xml": "bare XML, no document",
    "empty": "an empty file",
    "xlsb": "a binary workbook (XLSB): no reader",
    "unknown": "bytes of no known kind",
}


def open(page: Page, *, ocr: bool = True) -> Opened:  # noqa: A001 - the word for it, and nobody opens a path here
    """The content of a file. Never raises: what does not open has a `status` and a `reason` in words.

    Pictures take 7 to 15 s a page where the extra `[ocr]` is installed; `ocr=False` leaves them at `needs_ocr`.
    """
    kind = medium(page.data, page.medium)
    if len(page.data) > MAX_BYTES:
        return _shut(kind, ShutError(f"{len(page.data):,} bytes: no report has more than {MAX_BYTES:,}"))
    try:
        return _open(page, kind, ocr=ocr)
    except ShutError as shut:
        return _shut(kind, shut)
    except Exception as error:  # noqa: BLE001 - libraries raise what they like over damaged files
        return _shut(kind, ShutError(f"damaged: {type(error).__name__}: {error}"[:300]))


def medium(data: bytes, sniffed: str) -> str:
    """What a file is by its own bytes, finer than their first ones: OLE and zip containers by what they hold.

    doc, xls, rtf, docx, xlsx, xlsb, ofd, zip, locked (an encrypted office file), else `sniffed`.
    """
    if data.startswith(OLE):
        found = (kind for name, kind in STREAMS if name.encode("utf-16-le") in data)
        return next(found, "doc")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        from . import archive  # noqa: PLC0415 - a web page need not load the zip reader

        held = archive.names(data)
        return next(
            (kind for name, kind in PARTS if name in held), "zip" if held or sniffed == "zip" else sniffed
        )
    return "pdf" if b"%PDF-" in data[:1024] and sniffed != "html" else sniffed


def _open(page: Page, kind: str, *, ocr: bool) -> Opened:
    """The room that reads this medium; each is loaded only where it is needed."""
    data = page.data
    if kind in {"pdf", "image"}:
        return _seen(data, kind, ocr=ocr)
    if kind == "text":
        return Opened("text", "text", None, page.lines)
    if kind in {"docx", "doc", "rtf"}:
        from . import word  # noqa: PLC0415

        return word.read_docx(data) if kind == "docx" else word.read_doc(data, kind)
    if kind in {"xls", "xlsx"}:
        from . import sheet  # noqa: PLC0415

        return sheet.read_sheets(data, kind)
    if kind == "ofd":
        from . import ofd  # noqa: PLC0415

        return ofd.read(data)
    if kind == "zip":
        from . import archive  # noqa: PLC0415

        inside = sorted(archive.names(data))
        raise ShutError(f"an archive of {len(inside)} files ({', '.join(inside[:3])})"[:200], "unsupported")
    if kind == "locked":
        raise ShutError("encrypted: a password is needed")
    raise ShutError(PLAIN.get(kind, f"no reader for {kind}"), "unsupported")


def _seen(data: bytes, kind: str, *, ocr: bool) -> Opened:
    """What is read by its looks: a PDF by its text layer, else like a picture."""
    from . import image, pdf  # noqa: PLC0415

    if kind == "image":
        if not ocr:
            raise ShutError("a picture, which was not asked to be recognised", "needs_ocr")
        return image.read_image(data)
    try:
        return pdf.read(data)
    except ShutError as shut:
        if shut.status != "needs_ocr" or not ocr:
            raise
        return image.read_scan(data, shut.reason, shut.pages)


def _shut(kind: str, shut: ShutError) -> Opened:
    return replace(
        Opened(FAMILIES.get(kind, kind), METHODS.get(kind, "pdf")),
        status=shut.status,
        reason=shut.reason,
        pages=shut.pages,
    )
