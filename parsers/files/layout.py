"""Layout: what stands on a page of any medium (characters and ruled lines with their places), and how it falls into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ..hanzi import fold

# Chromium writes PDFs in radical code points (⼈ ⺠), old fonts in compatibility ideographs: neither is ever meant.
ODD = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\ufffe\ufffff\ud800-\udfff]")
HAN = re.compile("[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z0-9]")
FIGURE = re.compile(r"[0-9/\\—–-]")
# A figure as a form prints it: statute.md §7 "Value grammar"; the nils are values too, they say "none".
VALUE = re.compile(
    r"[+\-－−]?\d[\d,，]*(?:[.．]\d+)?[%％]?(?:项|项目|件|宗|条|个|次|篇|人|人次|元|万元|亿元|項|萬元)?|[-—–－―/／\\]+|无|無|空"
)
# How a row label, a group label or a heading opens; what does not open goes on.
OPENING = re.compile(
    r"[（(【]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】、.．](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条部]|[①-⑳]|其中[:：]"
)

SEGMENT = 1.0  # of the character size: a wider gap separates two cells; justified prose spreads less
FIGURES = 0.25  # of it: a wider gap parts two figures, narrow columns stand no further apart
BESIDE = 0.6  # of it: a wider gap parts a figure from the label before it; 2023 年 has a quarter
SPACED = 0.2  # of it: a wider gap between Latin letters or digits is a space
SAME_LINE = 0.5  # of it: middles nearer than this stand on one line (cells of one row have several fonts)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character. Points, x to the right, y downwards.

    `whole` marks a box of OCR: a run of characters, a cell by itself. Its edges reach over the ink into its neighbour,
    so nearness says nothing: 31816 and 0 beside it are two values, never 318160.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    whole: bool = False

    @property
    def size(self) -> float:
        return self.y1 - self.y0

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One straight ruled line, horizontal or vertical, from (x0, y0) to (x1, y1).

    `painted` says that it is only the edge of a coloured box. WPS paints each half of a merged cell (洪泽 2023), so
    these count only where no line was drawn.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    painted: bool = False

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its number from 1, its size, and all that stands on it."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters without a gap: a cell of an unruled table, or a whole line of prose."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def value(self) -> bool:
        """Whether it is a figure, or a mark for none, and nothing else."""
        return VALUE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `size` is the height of its characters, `leaf` the number of its page."""

    segments: tuple[Segment, ...]
    size: float
    leaf: int

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def y0(self) -> float:
        return min(segment.y0 for segment in self.segments)

    @property
    def y1(self) -> float:
        return max(segment.y1 for segment in self.segments)

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def text(self) -> str:
        text = self.segments[0].text
        for left, right in zip(self.segments, self.segments[1:], strict=False):
            apart = right.x0 - left.x1 > 2 * self.size or (WORD.match(text[-1]) and WORD.match(right.text))
            text += (" " if apart else "") + right.text
        return text


def mend(text: str) -> str:
    """Radicals and compatibility ideographs as the characters they stand for; invisible characters gone.

    >>> mend("⼈⺠政府")
    '人民政府'
    """
    return ODD.sub(lambda odd: _plain(odd[0]), UNSEEN.sub("", text))


def _plain(odd: str) -> str:
    plain = unicodedata.normalize("NFKC", odd)
    return plain if plain != odd else fold(odd)


def lines(glyphs: Iterable[Glyph], leaf: int = 1) -> tuple[Line, ...]:
    """The characters as printed lines, top to bottom, each cut into segments where a gap is wide."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda each: each.y):
        near = next(
            (
                n
                for n in range(len(rows) - 1, max(-1, len(rows) - 4), -1)
                if _level(glyph, rows[n], middles[n])
            ),
            None,
        )
        if near is None:
            rows.append([glyph])
            middles.append(glyph.y)
        else:
            rows[near].append(glyph)
            middles[near] += (glyph.y - middles[near]) / len(rows[near])
    made = (_line(sorted(row, key=lambda each: each.x0), leaf) for row in rows)
    return tuple(line for line in made if line.segments)


def _level(glyph: Glyph, row: Sequence[Glyph], middle: float) -> bool:
    return abs(glyph.y - middle) < SAME_LINE * min(glyph.size, row[0].size)


def _line(row: Sequence[Glyph], leaf: int) -> Line:
    size = median([glyph.size for glyph in row if HAN.match(glyph.text)] or [glyph.size for glyph in row])
    runs: list[list[Glyph]] = []
    for glyph in row:
        if runs and glyph.x0 - runs[-1][-1].x1 < _reach(runs[-1][-1], glyph) * size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    segments = tuple(segment for segment in map(_segment, runs) if segment.text)
    return Line(segments, size, leaf)


def _reach(left: Glyph, right: Glyph) -> float:
    """The gap, in characters, that parts two neighbours."""
    if left.whole or right.whole:
        return -10.0
    if not FIGURE.match(right.text):
        return SEGMENT
    return FIGURES if FIGURE.match(left.text[-1:]) else BESIDE


def _segment(run: Sequence[Glyph]) -> Segment:
    text = ""
    for n, glyph in enumerate(run):
        if n and WORD.match(text[-1:]) and WORD.match(glyph.text):
            text += " " if glyph.x0 - run[n - 1].x1 > SPACED * glyph.size else ""
        text += glyph.text
    return Segment(
        mend(text).strip(),
        run[0].x0,
        min(glyph.y0 for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.y1 for glyph in run),
    )


def join(pieces: Iterable[str]) -> str:
    """Pieces of one cell or paragraph that stood on several lines; a space only between Latin words, none in a number."""
    whole = ""
    for piece in pieces:
        latin = re.search(r"[A-Za-z,;:.?!]$", whole) and re.match(r"[A-Za-z]", piece)
        whole += (" " if latin else "") + piece
    return whole
