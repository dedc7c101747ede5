"""OFD (GB/T 33190): the text and ruled lines of each page with their places, out of the zip's XML."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from . import archive
from .flow import flow
from .layout import Glyph, Leaf, Rule
from .opened import Opened, ShutError
from .pdf import MAX_CHARS, MAX_PAGES, MAX_PATHS, judge, straight

MILLIMETRE = 72 / 25.4  # points: OFD counts in millimetres, downwards
ASCENT = 0.86  # of the size: how far a character reaches over its base line
A4 = "0 0 210 297"
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
UNTURNED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(data: bytes) -> Opened:
    """An OFD as lines. Raises ShutError where it is damaged, locked, too large, or a picture of text."""
    found = archive.parts(data)
    if any(name.endswith("Encryptions.xml") for name in found):
        raise ShutError("encrypted: a password is needed")
    leaves = tuple(_leaf(n, tree, area) for n, (tree, area) in enumerate(_pages(found), 1))
    if not leaves:
        raise ShutError("damaged: no page in it")
    if fault := judge("".join(glyph.text for leaf in leaves for glyph in leaf.glyphs), len(leaves)):
        raise ShutError(fault, "needs_ocr", len(leaves))
    run, title = flow(leaves)
    return Opened("ofd", "pdf", None, run, pages=len(leaves), title=title)


def _xml(found: dict[str, bytes], name: str) -> etree._Element | None:
    name = name.lstrip("/")
    if name not in found:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(found[name], parser)
    except etree.XMLSyntaxError as error:
        raise ShutError(f"damaged: {name}: {error}") from error


def _pages(found: dict[str, bytes]) -> Iterator[tuple[etree._Element, str]]:
    """The pages in order, each with the box that the document gives to all."""
    root = _xml(found, "OFD.xml")
    if root is None:
        raise ShutError("damaged: it has no OFD.xml")
    count = 0
    for place in _all(root, "DocRoot"):
        path = (place.text or "").strip().lstrip("/")
        document = _xml(found, path)
        if document is None:
            continue
        area = next((box.text or A4 for box in _all(document, "PhysicalBox")), A4)
        for page in _all(document, "Page"):
            where = str(page.get("BaseLoc") or "")
            tree = _xml(
                found, where if where.startswith("/") else posixpath.join(posixpath.dirname(path), where)
            )
            count += 1
            if count > MAX_PAGES:
                raise ShutError(f"over {MAX_PAGES} pages: an annual report has fewer", pages=count)
            if tree is not None:
                yield tree, area


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _leaf(number: int, page: etree._Element, area: str) -> Leaf:
    own = next((box.text or area for box in _all(page, "PhysicalBox")), area)
    x, y, width, height = _numbers(own, 4)
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    for node in page.iter("{*}TextObject", "{*}PathObject"):
        if len(glyphs) > MAX_CHARS or len(rules) > MAX_PATHS:
            raise ShutError(f"page {number} is overfull: no page of a report")
        if etree.QName(node).localname == "TextObject":
            glyphs.extend(_glyphs(node, (x, y)))
        else:
            rules.extend(_rules(node, (x, y), (width * MILLIMETRE, height * MILLIMETRE)))
    return Leaf(number, width * MILLIMETRE, height * MILLIMETRE, tuple(glyphs), tuple(rules))


def _numbers(text: str | None, count: int) -> tuple[float, ...]:
    """The first `count` numbers of an attribute, zeros where it has fewer."""
    found: list[float] = []
    for word in (text or "").split():
        try:
            found.append(float(word))
        except ValueError:
            break
    return tuple((*found, *(0.0,) * count)[:count])


def _placer(node: etree._Element, origin: _Point) -> tuple[_Matrix, _Point]:
    matrix = _numbers(node.get("CTM"), 6) if node.get("CTM") else UNTURNED
    left, top = _numbers(node.get("Boundary"), 2)
    a, b, c, d, e, f = matrix
    return (a, b, c, d, e, f), (left - origin[0], top - origin[1])


def _placed(matrix: _Matrix, corner: _Point, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e + corner[0]) * MILLIMETRE, (b * x + d * y + f + corner[1]) * MILLIMETRE


def _glyphs(node: etree._Element, origin: _Point) -> Iterator[Glyph]:
    matrix, corner = _placer(node, origin)
    size = _numbers(node.get("Size"), 1)[0] or 3.7
    scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) or 1.0
    tall = size * scale * MILLIMETRE
    for code in _all(node, "TextCode"):
        text = (code.text or "").strip("\r\n")
        x, y = _numbers(code.get("X"), 1)[0], _numbers(code.get("Y"), 1)[0]
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        for n, char in enumerate(text):
            left, base = _placed(matrix, corner, x, y)
            wide = min(tall, across[n] * scale * MILLIMETRE) if across and across[n] > 0 else tall
            if not char.isspace():
                yield Glyph(char, left, base - ASCENT * tall, left + wide, base + (1 - ASCENT) * tall)
            x += across[n] if across else (0.0 if down else size)
            y += down[n] if down else 0.0


def _deltas(text: str | None, count: int) -> tuple[float, ...]:
    """DeltaX or DeltaY written out: `g 3 5.2 4` is 5.2 three times, then 4; the last holds for what follows. Empty where absent."""
    words = (text or "").split()
    steps: list[float] = []
    n = 0
    while n < len(words) and len(steps) < count:
        if words[n] == "g" and n + 2 < len(words):
            times, step = _numbers(f"{words[n + 1]} {words[n + 2]}", 2)
            steps.extend([step] * min(int(times), count))
            n += 3
        else:
            steps.append(_numbers(words[n], 1)[0])
            n += 1
    return tuple((*steps, *(steps[-1:] * count))[:count])


def _rules(node: etree._Element, origin: _Point, size: _Point) -> Iterator[Rule]:
    matrix, corner = _placer(node, origin)
    painted = node.get("Stroke") == "false"
    data = next((each.text or "" for each in _all(node, "AbbreviatedData")), "")
    for run in _outlines(data):
        yield from straight([_placed(matrix, corner, x, y) for x, y in run], *size, painted=painted)


def _outlines(data: str) -> Iterator[Sequence[_Point]]:
    """The straight runs of a path: `M 0 0 L 50 0 L 50 8 C`; curves end a run, C closes it."""
    run: list[_Point] = []
    for step, rest in re.findall(r"([SMLQBAC])([^SMLQBAC]*)", data[: 100 * MAX_PATHS]):
        if step == "C":
            run += run[:1]
            continue
        count = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7}[step]
        point = _numbers(rest, count)[-2:]
        if step != "L":
            yield run
            run = []
        run.append((point[0], point[1]))
    yield run
