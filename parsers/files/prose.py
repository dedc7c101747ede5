"""Prose: printed lines as paragraphs again, joined over line ends and page ends; page numbers and running heads off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from statistics import median

from ..blocks import Block, squeeze
from .layout import OPENING, Line, join

HEADING = re.compile(rf"(?:{OPENING.pattern})[^，。；：]*$")
PAGE_NUMBER = re.compile(
    r"[-—–－―·•~～\s]*(?:\d{1,4}|第\s*\d{1,4}\s*页(?:[,，、/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[ivxIVX]{1,6})[-—–－―·•~～\s]*"
)
DECORATED = re.compile(r"\D")
MARGIN = 0.12  # of the page: page numbers of GB/T 9704 stand 7 mm under the text, some 6 % above the edge
HEAD = 0.09  # of the page: what stands higher or lower and comes again on other pages is a running head
AGAIN = 2  # pages on which a head has to stand before it is one
TERMINAL = re.compile(r"[。！？!?；;：:…][”’」』）)】》\"]?$")
FULL = (
    1.6  # characters: a line that ends nearer to the right edge than this went on, had it not been at its end
)
NO_START = frozenset("，。、；：！？）》”’」』】")  # what never begins a line
INDENT = 1.0  # characters: a line that begins further in than this begins a paragraph (the rule is two)
SAME_SIZE = 0.15  # relative: fonts that differ by more are not one paragraph
LEADING = 1.45  # of the usual distance of lines: a wider one parts paragraphs
OWN = 6  # lines: a page with more has margins of its own, else those of the whole text hold
TOKEN = re.compile(r"[\w@.:/+-]+", re.ASCII)


def trim(leaves: Sequence[tuple[float, Sequence[Line]]]) -> tuple[tuple[Line, ...], ...]:
    """The lines of each page (its height, its lines) without page numbers and running heads."""
    heads = _heads(leaves)
    numbers = _numbers(leaves)
    return tuple(
        tuple(
            line
            for line in lines
            if (n, line.text) not in numbers and not (_outer(line, height, HEAD) and _key(line) in heads)
        )
        for n, (height, lines) in enumerate(leaves)
    )


def _outer(line: Line, height: float, share: float) -> bool:
    return line.y1 < height * share or line.y0 > height * (1 - share)


def _key(line: Line) -> tuple[str, int]:
    """What makes two heads one: the words without figures, and the height on the page."""
    return re.sub(r"[\d\s]+", "", line.text), round(line.y / 6)


def _heads(leaves: Sequence[tuple[float, Sequence[Line]]]) -> set[tuple[str, int]]:
    """Lines at the edge that stand again at one height on other pages: half of them, and two at least."""
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in leaves:
        seen.update({_key(line) for line in lines if _outer(line, height, HEAD)})
    enough = max(AGAIN, len(leaves) // 2)
    return {key for key, times in seen.items() if times >= enough and key[0]}


def _numbers(leaves: Sequence[tuple[float, Sequence[Line]]]) -> set[tuple[int, str]]:
    """The page numbers: outermost lines that are nothing else; a bare figure only where it counts the pages or is alone."""
    found: list[tuple[int, str, int]] = []
    for n, (height, lines) in enumerate(leaves):
        for line in {id(each): each for each in (*lines[:1], *lines[-1:])}.values():
            if _outer(line, height, MARGIN) and PAGE_NUMBER.fullmatch(line.text):
                digits = re.search(r"\d+", line.text)
                found.append((n, line.text, int(digits[0]) - n if digits else -1))
    offsets = Counter(offset for _, _, offset in found)
    return {
        (n, text)
        for n, text, offset in found
        if DECORATED.search(text) or offsets[offset] >= AGAIN or len(leaves) == 1
    }


def paragraphs(run: Sequence[Line], margins: dict[int, tuple[float, float]]) -> tuple[Block, ...]:
    """The lines of one run of prose as paragraphs."""
    if not run:
        return ()
    pitch = _pitch(run)
    made: list[list[Line]] = []
    for line in run:
        if made and _goes_on(made[-1], line, margins, pitch):
            made[-1].append(line)
        else:
            made.append([line])
    texts = (squeeze(join(line.text for line in paragraph)) for paragraph in made)
    return tuple(Block(text) for text in texts if text)


def edges(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of the text of each page: where its lines usually begin, and where the long ones end."""
    every = _edge(lines)
    by_leaf: dict[int, list[Line]] = {}
    for line in lines:
        by_leaf.setdefault(line.leaf, []).append(line)
    return {leaf: _edge(own) if len(own) > OWN else every for leaf, own in by_leaf.items()}


def _edge(lines: Sequence[Line]) -> tuple[float, float]:
    if not lines:
        return 0.0, 0.0
    size = median(line.size for line in lines)
    # The title is wider than the text.
    lines = [line for line in lines if abs(line.size - size) < SAME_SIZE * size] or lines
    right = sorted(line.x1 for line in lines)[-max(1, len(lines) // 10)]
    long = [line.x0 for line in lines if line.x1 > right - 3 * size] or [line.x0 for line in lines]
    usual = Counter(round(x / 4) for x in long)
    left = min(x for x in long if usual[round(x / 4)] * 4 >= max(usual.values()))
    return left, right


def _pitch(run: Sequence[Line]) -> float:
    steps = [after.y - before.y for before, after in pairwise(run) if before.leaf == after.leaf]
    return median(steps) if steps else 0.0


def _goes_on(
    paragraph: Sequence[Line], line: Line, margins: dict[int, tuple[float, float]], pitch: float
) -> bool:
    """Whether a line goes on with the paragraph above it."""
    before = paragraph[-1]
    if abs(line.size - before.size) > SAME_SIZE * max(line.size, before.size):
        return False
    wide = LEADING * (pitch if len(paragraph) == 1 else paragraph[-1].y - paragraph[-2].y)
    if before.leaf == line.leaf and wide > 0 and line.y - before.y > max(wide, 2 * line.size):
        return False
    inner = line.x0 - margins[line.leaf][0] > INDENT * line.size
    if inner and (len(paragraph) == 1 or abs(line.x0 - before.x0) > line.size / 2):
        aligned = abs(line.x0 - before.x0) < line.size / 2  # a block set in: only its words can tell
        if (
            not aligned
            or TERMINAL.search(before.text)
            or OPENING.match(line.text)
            or HEADING.match(before.text)
        ):
            return False
    if TERMINAL.search(before.text) and OPENING.match(line.text):
        return False
    return _full(before, line, margins[before.leaf][1]) and not (
        len(paragraph) == 1 and _centred(before, margins[before.leaf])
    )


def _full(before: Line, line: Line, right: float) -> bool:
    """Whether a line ends where the text ends, or where the next word did not fit."""
    room = right - before.x1
    kept = 1 if line.text[1:2] in NO_START else 0  # 四千余|条，: a comma takes the character before it along
    if room < (FULL + kept) * before.size:
        return True
    token = TOKEN.match(line.text)
    return token is not None and room < len(token[0]) * before.size / 2 and not TERMINAL.search(before.text)


def _centred(line: Line, margin: tuple[float, float]) -> bool:
    before, behind = line.x0 - margin[0], margin[1] - line.x1
    return min(before, behind) > 2 * line.size and abs(before - behind) < 2 * line.size


def title(lines: Sequence[Line]) -> str:
    """The title that the first page shows: the lines near its top that are set larger than the text, joined; else ""."""
    head = [line for line in lines if line.leaf == lines[0].leaf][:10] if lines else []
    usual = median(line.size for line in lines) if lines else 0.0
    first = next((n for n, line in enumerate(head) if line.size > usual * (1 + SAME_SIZE)), None)
    if first is None:
        return ""
    large = takewhile(lambda line: abs(line.size - head[first].size) < SAME_SIZE * usual, head[first:])
    return squeeze(join(line.text for line in large))
