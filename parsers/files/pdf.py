"""PDF: characters and ruled lines of each page by pdfium, with their places; whether there is a text layer worth reading."""

from __future__ import annotations

import math
import re
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_float, c_int
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from ..decoding import COMMON
from .flow import flow
from .layout import Glyph, Leaf, Rule, mend
from .opened import Opened, ShutError

MAX_PAGES = 300  # the longest consolidated report seen has 60; a file of thousands is no annual report
MAX_SECONDS = 30.0  # a report of 60 pages takes 1 s
MAX_CHARS = 40_000  # a page: a full page of small print has 3,000, a table of figures 6,000
MAX_PATHS = 20_000  # a page: the statutory table has 700 ruled lines, a map has no end of them
MAX_STREAM = 200_000_000  # bytes of one stream unpacked: an A3 picture of 600 dpi; pdfium would go to 1 GB
MAX_CONTENT = (
    12_000_000  # bytes of all page contents unpacked: a report of 60 pages has 3 MB; pdfium reads 3 MB/s
)
MAX_UNPACKED = (
    1_000_000_000  # bytes of all streams unpacked: 20 scanned pages in colour; counting them takes 3 s
)
MAX_STREAMS = 50_000  # a report of 60 pages with a font a page has 1,000
ABOUT = 4000  # bytes before a stream that may be its dictionary
STEP = 1_000_000  # bytes unpacked at a time while they are only counted

HAN = re.compile(r"[\u3400-\u9fff]")
LETTER = re.compile(r"[^\W\d_]|[\ue000-\uf8ff\ufffd]")
ENOUGH = 40  # characters a page, on the average: a scan may carry a page number or a stamp as text
HAN_FLOOR = 0.5  # of the letters: Chinese prose has 0.97, a text layer without ToUnicode next to nothing
COMMON_FLOOR = 0.35  # of the Han that are common ones: prose has 0.75, wrongly mapped glyphs 0.1
ASCENT = 0.86  # of the size: how far a character reaches over its base line
THIN = 3.0  # points: a filled box thinner than this is a ruled line
WHOLE = 0.9  # of the page in both ways: a box as large as this is its background
_ONE = threading.Lock()  # pdfium is for one thread at a time, whoever calls
STREAM = re.compile(rb"(?<!end)stream\r?\n")


def read(data: bytes) -> Opened:
    """A PDF as lines. Raises ShutError where it is locked, damaged, too large, or a picture of text."""
    _weigh(data)
    with _ONE:
        document = _document(data)
        try:
            leaves = tuple(_leaves(document))
            told = document.get_metadata_value("Title")
        finally:
            document.close()
    text = "".join(glyph.text for leaf in leaves for glyph in leaf.glyphs)
    if fault := judge(text, len(leaves)):
        raise ShutError(fault, "needs_ocr", len(leaves))
    run, title = flow(leaves)
    bare = [str(leaf.number) for leaf in leaves if not leaf.glyphs]
    reason = f"no text on page {', '.join(bare)} of {len(leaves)}: blank or a picture" if bare else None
    known = mend(told).strip() if len(HAN.findall(told)) > 8 else ""
    return Opened("pdf", "pdf", None, run, "read", reason, len(leaves), title or known)


def judge(text: str, pages: int) -> str | None:
    """Why a text layer is none, in words; None where it reads as Chinese."""
    letters = LETTER.findall(text)
    if len(letters) < ENOUGH * pages and len(text) < 2 * ENOUGH * pages:
        return f"{pages} pages with {len(letters)} letters: pictures of pages"
    han = [letter for letter in letters if HAN.match(letter)]
    if len(han) < HAN_FLOOR * len(letters):
        return f"the text layer is no Chinese: {len(han)} Han of {len(letters)} letters"
    common = sum(count for char, count in Counter(han).items() if char in COMMON)
    if common < COMMON_FLOOR * len(han):
        return f"the text layer is scrambled: {common} common characters of {len(han)} Han"
    return None


def pictures(data: bytes, most: int, scale: float) -> Iterator[tuple[int, object]]:
    """The pages as pictures (numpy arrays, `scale` dots a point), the first `most` of them."""
    with _ONE:
        document = _document(data)
    try:
        for n in range(min(most, len(document))):
            with _ONE:
                page = document[n]
                picture = page.render(scale=scale).to_numpy()
                page.close()
            yield n + 1, picture
    finally:
        with _ONE:
            document.close()


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ShutError("encrypted: a password is needed" if locked else f"damaged: {error}") from error
    if not 0 < pages <= MAX_PAGES:
        document.close()
        raise ShutError(f"{pages} pages: an annual report has 1 to {MAX_PAGES}", pages=pages)
    return document


def _weigh(data: bytes) -> None:
    """Refuse a file whose streams swell: pdfium would unpack them whole before anybody could stop it."""
    content = whole = 0
    for count, found in enumerate(STREAM.finditer(data)):
        if count > MAX_STREAMS:
            raise ShutError(f"over {MAX_STREAMS:,} streams: no report")
        about = data[max(0, found.start() - ABOUT) : found.start()].rpartition(b" obj")[2]
        if b"/Fl" not in about:
            continue
        if about.count(b"/Fl") > 1 and b"/Filter" in about and about.count(b"FlateDecode") > 1:
            raise ShutError("a stream packed twice: a zip bomb")
        size = _swollen(data, found.end())
        whole += size
        content += 0 if b"/Image" in about or b"/Length1" in about or b"/FontFile" in about else size
        if size > MAX_STREAM or content > MAX_CONTENT or whole > MAX_UNPACKED:
            raise ShutError(
                f"stream {count + 1} unpacks to over {size:,} bytes, all to {whole:,}: a zip bomb"
            )


def _swollen(data: bytes, start: int) -> int:
    """The size of one stream unpacked, counted only as far as the limit."""
    unpacker = zlib.decompressobj()
    size = 0
    packed = data[start : start + STEP]
    start += len(packed)
    while packed and not unpacker.eof and size <= MAX_STREAM:
        try:
            size += len(unpacker.decompress(packed, STEP))
        except zlib.error:
            break
        packed = unpacker.unconsumed_tail
        if not packed:
            packed = data[start : start + STEP]
            start += len(packed)
    return size


def _leaves(document: pypdfium2.PdfDocument) -> Iterator[Leaf]:
    deadline = time.monotonic() + MAX_SECONDS
    for n in range(len(document)):
        if time.monotonic() > deadline:
            raise ShutError(f"page {n + 1} of {len(document)} after {MAX_SECONDS:g} s", pages=len(document))
        try:
            page = document[n]
        except pypdfium2.PdfiumError as error:
            raise ShutError(f"page {n + 1} is damaged: {error}", pages=len(document)) from error
        yield _Reader(page, n + 1).leaf()
        page.close()


class _Reader:
    """Reads one page; knows which way its text runs, so that left and down are those of the reader, however it is turned."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self.page = page
        self.number = number
        self.text = page.get_textpage()
        self.left, self.bottom, right, top = page.get_bbox()
        self.breadth, self.height = right - self.left, top - self.bottom
        self.turn = self._angle()

    def leaf(self) -> Leaf:
        upright = self.turn % 2 == 0
        width, height = (self.breadth, self.height) if upright else (self.height, self.breadth)
        return Leaf(self.number, width, height, tuple(self._glyphs()), tuple(self._rules(width, height)))

    def _angle(self) -> int:
        """Quarter turns, to the left, by which most of the text lies on its side (landscape tables on portrait pages)."""
        count = min(pdfium.FPDFText_CountChars(self.text), MAX_CHARS)
        step = max(1, count // 200)
        angles = Counter(
            -round(pdfium.FPDFText_GetCharAngle(self.text, n) / 1.5708) % 4  # pdfium counts clockwise
            for n in range(0, count, step)
            if not pdfium.FPDFText_IsGenerated(self.text, n)
        )
        return angles.most_common(1)[0][0] if angles else 0

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as the reader sees it: from the upper left corner, downwards."""
        x, y = x - self.left, y - self.bottom
        return {
            0: (x, self.height - y),
            1: (y, x),
            2: (self.breadth - x, y),
            3: (self.height - y, self.breadth - x),
        }[self.turn]

    def _box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self._place(left, bottom), self._place(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _glyphs(self) -> Iterator[Glyph]:
        """The characters, each in the square that its font gives it: ink alone would tear 一 and commas off their line."""
        count = pdfium.FPDFText_CountChars(self.text)
        if count > MAX_CHARS:
            raise ShutError(f"page {self.number} has {count} characters: no page of a report")
        matrix, x, y = pdfium.FS_MATRIX(), c_double(), c_double()
        for n in range(count):
            code = pdfium.FPDFText_GetUnicode(self.text, n)
            if pdfium.FPDFText_IsGenerated(self.text, n) or code < 33 or code in {0xA0, 0x3000}:
                continue
            text = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            pdfium.FPDFText_GetMatrix(self.text, n, matrix)
            pdfium.FPDFText_GetCharOrigin(self.text, n, x, y)
            em = pdfium.FPDFText_GetFontSize(self.text, n) * math.hypot(matrix.c, matrix.d)
            ink = self._box(*self.text.get_charbox(n))
            yield _glyph(text, em, self._place(x.value, y.value), ink)

    def _rules(self, width: float, height: float) -> Iterator[Rule]:
        fill, stroke = c_int(), c_int()
        objects = self.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=5)
        for n, path in enumerate(objects):
            if n > MAX_PATHS:
                return
            matrix = path.get_matrix()
            pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
            for points in _outlines(path):
                placed = [self._place(*matrix.on_point(x, y)) for x, y in points]
                yield from straight(placed, width, height, painted=not stroke.value)


def _glyph(
    text: str, em: float, origin: tuple[float, float], ink: tuple[float, float, float, float]
) -> Glyph:
    """One character from the size of its font, the point it is set at, and its ink."""
    x, y = origin
    x0, y0, x1, y1 = ink
    if em < 1 or not (x - em / 2 < x0 < x + em and y - 1.3 * em < (y0 + y1) / 2 < y + em / 2):
        # Fonts for upright writing are set at another point (洪泽 2023, 三、本年度办理结果): there the ink is all there is.
        half = max(x1 - x0, y1 - y0, em, 1.0) / 2
        middle = (y0 + y1) / 2
        return Glyph(text, x0, middle - half, max(x1, x0 + 1), middle + half)
    wide = em if HAN.match(text) else 0.0
    return Glyph(text, min(x, x0), y - ASCENT * em, max(x1, x + wide), y + (1 - ASCENT) * em)


def _outlines(path: pypdfium2.PdfObject) -> Iterator[Sequence[tuple[float, float]]]:
    """The outlines of a path as runs of points, closed ones with their first point at both ends; curves end a run."""
    x, y = c_float(), c_float()
    run: list[tuple[float, float]] = []
    for n in range(min(pdfium.FPDFPath_CountSegments(path), MAX_PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            yield run
            run = []
        run.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            run.append(run[0])
    yield run


def straight(
    points: Sequence[tuple[float, float]], width: float, height: float, *, painted: bool
) -> Iterator[Rule]:
    """The level and upright stretches of an outline; a thin box is one rule, a box as large as the page is none."""
    if len(points) < 2:
        return
    points = [
        (min(max(x, 0.0), width), min(max(y, 0.0), height)) for x, y in points
    ]  # beyond the page nobody sees it
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if x1 - x0 > WHOLE * width and y1 - y0 > WHOLE * height:
        return
    if x1 - x0 < THIN and y1 - y0 > THIN:
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
        return
    if y1 - y0 < THIN and x1 - x0 > THIN:
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
        return
    for (ax, ay), (bx, by) in pairwise(points):
        if (abs(ax - bx) < 1) != (abs(ay - by) < 1):
            yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), painted)
