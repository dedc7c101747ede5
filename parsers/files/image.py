"""Images: pictures and scanned pages through the extra `[ocr]` (rapidocr), its boxes put back into lines and table rows."""

from __future__ import annotations

import importlib.util
import io
import math
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any

from . import pdf
from .flow import flow
from .layout import Glyph, Leaf
from .opened import Opened, ShutError

EXTRA = "pip install 'nianbao[ocr]' reads pictures"
MAX_PAGES = 20  # a page takes 7 to 15 s on one core
MAX_PIXELS = 60_000_000  # an A4 page of 600 dpi has 35 million
SCALE = 150 / 72  # dots a point: 150 dpi gave 175 of 175 figures right (facts/parts §5)
HEIGHT = 0.8  # of a box: rapidocr draws its boxes a little larger than the characters
FIGURES = re.compile(r"[-\d,.]+(?: +[-\d,.]+)+")


def present() -> bool:
    """Whether the extra `[ocr]` is installed."""
    return (
        importlib.util.find_spec("rapidocr") is not None
        and importlib.util.find_spec("onnxruntime") is not None
    )


def read_image(data: bytes) -> Opened:
    """A picture as lines. Raises ShutError: `needs_ocr` without the extra, `failed` where it is damaged or too large."""
    if not present():
        raise ShutError(f"a picture; {EXTRA}", "needs_ocr")
    return _opened("image", [(1, _picture(data))], 1)


def read_scan(data: bytes, fault: str, pages: int | None) -> Opened:
    """A PDF without a text layer as lines; `fault` says why it has none."""
    if not present():
        raise ShutError(f"{fault}; {EXTRA}", "needs_ocr", pages)
    if pages is not None and pages > MAX_PAGES:
        raise ShutError(
            f"{fault}; {pages} pages are more than the {MAX_PAGES} that are tried", "needs_ocr", pages
        )
    return _opened("pdf", pdf.pictures(data, MAX_PAGES, SCALE), pages)


def _opened(medium: str, pictures: Iterable[tuple[int, Any]], pages: int | None) -> Opened:
    leaves = tuple(_leaf(number, picture) for number, picture in pictures)
    run, title = flow(leaves)
    if not run:
        raise ShutError("no character was recognised in it", "needs_ocr", pages)
    return Opened(medium, "ocr", None, run, "read", "recognised by OCR", pages, title)


def _picture(data: bytes) -> Any:  # noqa: ANN401 - a numpy array, and numpy comes with the extra only
    import numpy  # noqa: ICN001, PLC0415 - comes with the extra
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - comes with the extra

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ShutError(f"{image.width} × {image.height} dots: no page of a report")
                return numpy.asarray(image.convert("RGB"))[:, :, ::-1]
    except (UnidentifiedImageError, OSError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise ShutError(f"damaged: {error}") from error


@cache
def _engine() -> Any:  # noqa: ANN401 - rapidocr is an extra
    """The recogniser, loaded once: 2 s and 32 MB of models. It logs in colour at INFO unless told."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra

    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})


def _leaf(number: int, picture: Any) -> Leaf:  # noqa: ANN401 - a numpy array
    """One picture as a page in dots, turned straight."""
    height, width = picture.shape[:2]
    said = _engine()(picture)
    if said.boxes is None:
        return Leaf(number, width, height, ())
    boxes = [[(float(x), float(y)) for x, y in box] for box in said.boxes]
    tilt = _tilt(boxes)
    glyphs = tuple(
        glyph for box, text in zip(boxes, said.txts, strict=True) for glyph in _glyphs(box, text, tilt)
    )
    return Leaf(number, width, height, glyphs)


def _tilt(boxes: Sequence[Sequence[tuple[float, float]]]) -> float:
    """The angle by which the page lies askew, in radians: that of its long lines."""
    angles = [
        math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
        for box in boxes
        if math.dist(box[0], box[1]) > 4 * math.dist(box[0], box[3])
    ]
    return median(angles) if angles else 0.0


def _glyphs(box: Sequence[tuple[float, float]], text: str, tilt: float) -> Iterator[Glyph]:
    """A box as a glyph; figures of several cells that one box took in, cut apart again."""
    cos, sin = math.cos(-tilt), math.sin(-tilt)
    points = [(x * cos - y * sin, x * sin + y * cos) for x, y in box]
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    middle = sum(y for _, y in points) / len(points)
    tall = HEIGHT * (math.dist(box[0], box[3]) + math.dist(box[1], box[2])) / 2
    step = (x1 - x0) / max(1, len(text))
    pieces = re.finditer(r"\S+", text) if FIGURES.fullmatch(text) else re.finditer(r"\S.*\S|\S", text)
    for piece in pieces:
        left, right = x0 + piece.start() * step, x0 + piece.end() * step
        yield Glyph(piece[0], left, middle - tall / 2, right, middle + tall / 2, whole=True)
