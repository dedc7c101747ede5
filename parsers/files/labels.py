"""Labels: the pieces of row and group labels, as they stand on the lines of an unruled table, put together into rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .layout import OPENING, Line, Segment, join
from .rows import GROUP, ITEM

CLOSE = 0.6  # characters: a line nearer than this under a label goes on with it; rows of a table stand further apart
WRAP = 1.5  # characters: the pieces of a group label in a narrow column stand no further apart
STACK = 3  # pieces of one or two characters one under another are a label set upright: 三、本年度办理结果
NEAR = 6  # rows within which a group label is finished
NUMERALS = "一二三四五六七八九十"
FIRST_ITEM = re.compile(r"[（(]?1[）)、.．]")
CLOSE_BY = re.compile(
    r"([^（(）)\d.]{1,4})([（(][一二三四五六七八九十]{1,2}[）)].+)|([（(][一二三四五六七八九十]{1,2}[）)][^\d，]{0,8})(\d{1,2}[.、．]\D.+)"
)
UNIT = re.compile(r"[条件次篇个人项元宗]|人次|万元|—+|-+")


@dataclass(slots=True)
class Row:
    """A row being gathered: the pieces of its label, further words before the values, and the values by column.

    A group label, (三)不予公开, is a row without values.
    """

    pieces: list[Segment] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    values: dict[int, str] | None = None
    group: bool = False
    y: float = 0.0

    @property
    def label(self) -> str:
        return join(piece.text for piece in self.pieces)

    def takes(self, piece: Segment, reach: float) -> bool:
        """Whether a piece goes on with this label: it stands in the same column, close under it, and opens nothing new."""
        if not self.pieces or OPENING.match(piece.text):
            return False
        left, right = min(each.x0 for each in self.pieces), max(each.x1 for each in self.pieces)
        shared = min(right, piece.x1) - max(left, piece.x0)
        gap = piece.y0 - self.pieces[-1].y1
        return shared > 0.5 * (piece.x1 - piece.x0) and -reach < gap < reach


class Gatherer:
    """Gathers the rows of one table line by line."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows: list[Row] = []
        self.groups: list[Row] = []
        self.row: Row | None = None
        self.loose: list[tuple[float, dict[int, str]]] = []

    def add(self, texts: list[Segment], values: dict[int, str], size: float, y: float) -> None:
        """One line at height `y`: what it says of groups, of its own label, and its values."""
        cells = [texts.pop().text] if len(texts) > 1 and UNIT.fullmatch(texts[-1].text) else []
        label = texts.pop() if texts else None
        for text in texts:
            self._group(text, size)
        row = self.row
        if label is None:
            self._value(values, y)
        elif row is not None and row.takes(label, CLOSE * size) and not (values and not _numbered(row)):
            row.pieces.append(label)
            row.cells += cells
            self._value(values, y)
        elif self._beside(label, values, size) or (
            not OPENING.match(label.text) and self._torn(label, size) is not None
        ):
            self._group(label, size)
            self._value(values, y)
        else:
            self.row = Row([label], cells, values or None, y=y)
            self.rows.append(self.row)

    def settle(self) -> None:
        """Give the figures that stand on lines of their own to the nearest row, as parts of a cell that nobody can trust.

        A number too wide for its column goes on in the next line: 4087 over 4. What is put together so has a space in it.
        """
        told = [row for row in self.rows if row.values]
        for y, values in self.loose:
            row = min(told, key=lambda row: abs(row.y - y), default=None)
            if row is None or row.values is None:
                continue
            for column, text in values.items():
                row.values[column] = (
                    f"{row.values.get(column, '')} {text}" if column in row.values else f"{text} …"
                )

    def _beside(self, label: Segment, values: dict[int, str], size: float) -> bool:
        """Whether words that open a group stand in a narrow column of their own, left of the row being gathered."""
        row = self.row
        if row is None or not row.pieces or (values and row.values) or not GROUP.match(label.text):
            return False
        return label.x1 < min(piece.x0 for piece in row.pieces) + size / 2

    def _value(self, values: dict[int, str], y: float) -> None:
        """Values on a line without a label of their own: those of the label above that has none yet."""
        if not values:
            return
        if self.row is not None and not self.row.values:
            self.row.values, self.row.y = values, y
        elif len(values) < self.columns:
            self.loose.append((y, values))
        else:
            self.row = Row(values=values, y=y)
            self.rows.append(self.row)

    def _torn(self, piece: Segment, size: float) -> Row | None:
        own = (row for row in self.rows[-NEAR:] if row.values is None and GROUP.match(row.label))
        every = (*self.groups[-NEAR:], *own)
        return next((group for group in reversed(every) if group.takes(piece, WRAP * size)), None)

    def _group(self, piece: Segment, size: float) -> None:
        torn = self._torn(piece, size)
        if torn is not None:
            torn.pieces.append(piece)
            return
        self.groups.append(Row([piece], group=True))
        self.rows.append(self.groups[-1])


def _numbered(row: Row) -> bool:
    return OPENING.match(row.label) is not None


def upright(lines: Sequence[Line]) -> tuple[Segment, ...]:
    """The pieces, top to bottom, of a label set one or two characters a line."""
    short = [
        line.segments[0] for line in lines if len(line.segments[0].text) <= 2 and not line.segments[0].value
    ]
    stacks: list[list[Segment]] = []
    for segment in short:
        near = next((stack for stack in stacks if _stacked(stack[-1], segment)), None)
        if near is None:
            stacks.append([segment])
        else:
            near.append(segment)
    return next(
        (tuple(stack) for stack in stacks if len(stack) >= STACK and stack[0].text[0] in NUMERALS), ()
    )


def _stacked(above: Segment, below: Segment) -> bool:
    tall = above.y1 - above.y0
    return (
        abs((above.x0 + above.x1) / 2 - (below.x0 + below.x1) / 2) < tall
        and below.y0 - above.y1 < WRAP * tall
    )


def ordered(rows: list[Row]) -> list[Row]:
    """Group labels, printed in the middle of their group, before the first row of it."""
    placed: list[Row] = []
    for n, row in enumerate(rows):
        after = next((each for each in rows[n + 1 :] if each.values), None)
        amid = after is not None and ITEM.match(after.label) and not FIRST_ITEM.match(after.label)
        if row.values or not GROUP.match(row.label) or not amid:
            placed.append(row)
            continue
        place = len(placed)
        while place and ITEM.match(placed[place - 1].label):
            place -= 1
            if FIRST_ITEM.match(placed[place].label):
                break
        placed.insert(place, row)
    return placed


def cut(segment: Segment) -> tuple[Segment, ...]:
    """A group label and the row label close behind it, parted: 本年（二）部分公开, （三）不予公开1.属于国家秘密."""
    close = CLOSE_BY.fullmatch(segment.text)
    if close is None:
        return (segment,)
    group, label = (close[1], close[2]) if close[1] else (close[3], close[4])
    middle = segment.x0 + (segment.x1 - segment.x0) * len(group) / len(segment.text)
    return replace(segment, text=group, x1=middle), replace(segment, text=label, x0=middle)
