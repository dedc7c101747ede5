"""Tables without ruled lines: columns found by where the figures stand, labels joined over the lines they wrap, blanks kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..blocks import Block
from .labels import CLOSE, Gatherer, Row, cut, ordered, upright
from .layout import OPENING, SEGMENT, Line, Segment, join
from .rows import ITEM

FAR = 4.0  # characters: a table whose next row is further down has ended
HEADER = 10  # lines over a table that may be its header: 社会/公益/组织 takes three, the corner five
MANY = 3  # figures on a line: with fewer, the figure behind the words may be one of theirs
STUCK = re.compile(r"(.*[\u3400-\u9fff）”])(\d[\d,.]*)")
WORDY = 60  # characters: a longer line is no header
SHORT = 12  # characters: a longer line without number and values is no row label
PART = 4  # columns: with fewer a table of article 20 would pass for a part of the next
FIRST = re.compile(r"[（(]一[）)]")

_Span = tuple[float, float]  # the left and right edge of a column


def tables(run: Sequence[Line]) -> tuple[Line | Block, ...]:
    """The lines of one run with the rows of its tables made whole; lines that belong to no table are left as they are."""
    run = [_loosened(line) for line in run]
    made: list[Line | Block] = []
    zones = list(_zones(run))
    columns = [_columns(run[start:end]) for start, end in zones]
    n = 0
    for at, (start, end) in enumerate(zones):
        over = _header(run, n, start)
        made.extend(run[n:over])
        made.extend(map(_plain, run[over:start]))
        known = _headed(run[over:start], _shared(columns, at))
        made.extend(_rows(run[start:end], known))
        n = end
    made.extend(run[n:])
    return tuple(made)


def _loosened(line: Line) -> Line:
    """A line of figures whose first stands so close behind the label that they seemed one: 予以公开18364."""
    values = _values(line)
    at = len(line.segments) - len(values) - 1
    stuck = STUCK.fullmatch(line.segments[at].text) if len(values) >= MANY and at >= 0 else None
    if stuck is None:
        return line
    label = line.segments[at]
    size = label.y1 - label.y0
    middle = label.x1 - len(stuck[2]) * size / 2
    parts = replace(label, text=stuck[1], x1=middle), replace(label, text=stuck[2], x0=middle)
    return replace(line, segments=(*line.segments[:at], *parts, *values))


def _plain(line: Line) -> Block:
    """A line of a header: its cells where it has several."""
    if _parted(line):
        return Block("\t".join(part.text for part in line.segments), row=True)
    return Block(line.text)


def _values(line: Line) -> tuple[Segment, ...]:
    """The figures that a line ends in."""
    found: list[Segment] = []
    for segment in reversed(line.segments):
        if not segment.value:
            break
        found.append(segment)
    return tuple(reversed(found))


def _begins(line: Line) -> bool:
    values = _values(line)
    if len(values) != 1 or len(line.segments) < 2:
        return len(values) > 1
    # Nearer, it is a number that ends a line of prose.
    return values[0].x0 - line.segments[-2].x1 > SEGMENT * line.size


def _zones(run: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The tables: from the first line of figures, with the label lines over it, to the last with the label lines under it."""
    n = floor = 0
    while n < len(run):
        if not _begins(run[n]):
            n += 1
            continue
        start, end, edge, labels = n, n, run[n].x1, run[n].x0
        while end < len(run) and (end == n or _belongs(run[end - 1], run[end], edge, labels)):
            values = _values(run[end])
            edge = min([edge, *(value.x0 for value in values[:1])])
            labels = max([labels, *(text.x1 for text in _texts(run[end]) if values)])
            end += 1
        while end > n + 1 and not _values(run[end - 1]) and not _wrapped(run[end - 2], run[end - 1]):
            end -= 1
        while start > floor and _over(run[start - 1], run[start], edge, labels):
            start -= 1
        yield start, end
        n = floor = end


def _texts(line: Line) -> tuple[Segment, ...]:
    return line.segments[: len(line.segments) - len(_values(line))]


def _over(above: Line, line: Line, edge: float, labels: float) -> bool:
    """Whether a line is the beginning of a label whose figures stand further down."""
    return not _values(above) and _wrapped(above, line) and _belongs(line, above, edge, labels)


def _belongs(near: Line, line: Line, edge: float, labels: float) -> bool:
    """Whether a line is of the table that `near` is of: it has figures, or stands wholly in the columns of labels.

    `edge` is where the first figures begin, `labels` where the labels beside figures end.
    """
    if near.leaf == line.leaf and abs(line.y - near.y) > FAR * max(line.size, near.size):
        return False
    texts = _texts(line)
    if not texts:
        return True
    if not _values(line) and texts[-1].x0 > labels:
        return False
    return texts[-1].x1 < edge + line.size / 2 and not re.search(r"[。；;]$", line.text)


def _wrapped(above: Line, below: Line) -> bool:
    return above.leaf == below.leaf and below.y0 - above.y1 < CLOSE * min(above.size, below.size)


def _header(run: Sequence[Line], floor: int, start: int) -> int:
    """Where the header over a table begins: the nearest lines above of several cells, and the words between them."""
    over = start
    for n in range(start - 1, max(floor, start - HEADER) - 1, -1):
        if run[n].leaf != run[start].leaf or len(run[n].text) > WORDY:
            break
        if _parted(run[n]):
            over = n
    return over


def _parted(line: Line) -> bool:
    """Whether a line has several cells, not only figures set a little apart."""
    return any(right.x0 - left.x1 > SEGMENT * line.size for left, right in pairwise(line.segments))


def _columns(lines: Sequence[Line]) -> list[_Span]:
    """The columns, left to right, as what figures cover; where a wide figure reaches into the next, those of the fullest line."""
    every = [_values(line) for line in lines]
    spans: list[list[float]] = []
    for segment in sorted((s for values in every for s in values), key=lambda s: s.x0):
        if spans and segment.x0 < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], segment.x1)
        else:
            spans.append([segment.x0, segment.x1])
    fullest = max(every, key=len)
    if len(fullest) > len(spans):
        return [(segment.x0, segment.x1) for segment in fullest]
    return [(low, high) for low, high in spans]


def _shared(columns: Sequence[Sequence[_Span]], at: int) -> Sequence[_Span]:
    """The columns of a table, or those of the table before or after where it is plainly a part of that.

    A header printed again on the next page parts a table; a part may hold no figure in some column.
    """
    own = columns[at]
    for other in (each for n, each in enumerate(columns) if abs(n - at) == 1):
        met = [
            n for low, high in own for n, (left, right) in enumerate(other) if low <= right and left <= high
        ]
        if (
            len(own) >= PART
            and 0 < len(other) - len(own) <= len(own) // 2
            and len(set(met)) == len(met) == len(own)
        ):
            return other
    return own


def _headed(header: Sequence[Line], own: Sequence[_Span]) -> Sequence[_Span]:
    """The columns as the header names them, where it names more than hold a figure and each figure stands under a name."""
    for line in reversed(header):
        names = [(part.x0, part.x1) for part in line.segments if part.x1 > own[0][0] - line.size]
        under = {
            n for low, high in own for n, (left, right) in enumerate(names) if low <= right and left <= high
        }
        if len(own) < len(names) and len(under) == len(own):
            return names
    return own


def _column(columns: Sequence[_Span], segment: Segment) -> int:
    middle = (segment.x0 + segment.x1) / 2
    return min(range(len(columns)), key=lambda n: abs((columns[n][0] + columns[n][1]) / 2 - middle))


def _rows(lines: Sequence[Line], columns: Sequence[_Span]) -> Iterator[Block]:
    """The lines of one table as rows."""
    lines = _unbroken(lines)
    side = upright(lines)
    gathered = Gatherer(len(columns))
    for line in lines:
        texts = [part for text in _texts(line) if text not in side for part in cut(text)]
        gathered.add(texts, _seated(columns, _values(line)), line.size, line.y)
    gathered.settle()
    rows = gathered.rows
    if side:
        first = next((n for n, row in enumerate(rows) if FIRST.match(row.label)), 0)
        rows.insert(first, Row(list(side), group=True))
    last = max((n for n, row in enumerate(rows) if row.values), default=0)
    for n, row in enumerate(ordered(rows)):
        blank = row.values is None and not row.group and n < last and _is_row(row.label)
        if row.values or blank:
            head = [row.label, *row.cells] if row.pieces else []
            cells = [(row.values or {}).get(column, "") for column in range(len(columns))]
            yield Block("\t".join([*head, *cells]), row=True)
        elif row.pieces:
            yield Block(join([row.label, *row.cells]))


def _unbroken(lines: Sequence[Line]) -> list[Line]:
    """The lines as if on one endless page, so that what a page end tore stands close again."""
    whole: list[Line] = []
    offset = 0.0
    for n, line in enumerate(lines):
        if n and line.leaf != lines[n - 1].leaf:
            offset = whole[-1].y1 + line.size / 2 - line.y0
        parts = tuple(replace(part, y0=part.y0 + offset, y1=part.y1 + offset) for part in line.segments)
        whole.append(replace(line, segments=parts))
    return whole


def _seated(columns: Sequence[_Span], values: Sequence[Segment]) -> dict[int, str]:
    """Each value by the column it stands in. Two in one column stay together, so that nobody takes them for a figure."""
    seats: dict[int, str] = {}
    for segment in values:
        column = _column(columns, segment)
        seats[column] = f"{seats[column]} {segment.text}" if column in seats else segment.text
    return seats


def _is_row(label: str) -> bool:
    """Whether a label without any value is a blank row of the form, not a group, a caption or a heading."""
    return bool(ITEM.match(label)) or (1 < len(label) <= SHORT and not OPENING.match(label))
