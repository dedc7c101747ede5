"""A printed line as it is matched: folded, without quotes and idle spaces, every character knowing where it was printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..hanzi import fold

_QUOTES = frozenset("“”‘’「」『』\"'")
# What `fold` may take out of a line altogether: readings that mirrors inject (statute.md §0.3) and invisible characters.
_READING = r"[(（][a-zà-üāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}[)）]"
_PIECE = re.compile(rf"([\u3400-\u9fff]+)((?:{_READING})*)|.", re.DOTALL)
_SHRINKS = re.compile(_READING)

# Rows of a table that stand in the text: cells between tabs, a value alone on its line, values side by side.
_UNIT = r"(?:[项項件宗条條个個次篇人家]|万?[元圆]|萬元|亿元|億元|件[(（]宗[)）])?"
_CELL = rf"[-+−]?\d[\d,，.．]*%?{_UNIT}"
_ROW = re.compile(rf"\t|^\s*{_CELL}\s*$|(?<![^\s|]){_CELL}[\s|]+(?:{_CELL}|[-—/]+)(?![^\s|])")


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is what is matched; character n of it was printed at `starts[n]` to `ends[n]` of the line.

    `spoken` is False for a line that is no prose (a row or a cell of a table).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    spoken: bool = True

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` were printed: offsets into the line."""
        return min(self.starts[start:end]), max(self.ends[start:end])


def hear(line: str) -> Said:
    """The line for matching. Of spaces and quotes only those stay that divide two Latin words or numbers."""
    text, starts, ends = _folded(line)
    kept: list[int] = []
    for n, char in enumerate(text):
        if char in _QUOTES or char.isspace():
            continue
        if kept and kept[-1] < n - 1 and _solid(char) and _solid(text[kept[-1]]):
            kept.append(
                n - 1
            )  # 2017 12345热线 is no number; 约 15 万条 and “同意公开”的 54 件 are one phrase
        kept.append(n)
    return Said(
        "".join(text[n] for n in kept),
        tuple(starts[n] for n in kept),
        tuple(ends[n] for n in kept),
        spoken=not _ROW.search(line),
    )


def _solid(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _folded(line: str) -> tuple[str, list[int], list[int]]:
    whole = fold(line)
    if len(whole) == len(line) and not _SHRINKS.search(line) and all(_even(char) for char in set(line)):
        return whole, list(range(len(line))), list(range(1, len(line) + 1))
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(line):
        shown = fold(piece[0])
        text.append(shown)
        if len(shown) == len(piece[1] or piece[0]):  # the readings went, the characters stayed
            starts.extend(range(piece.start(), piece.start() + len(shown)))
            ends.extend(range(piece.start() + 1, piece.start() + len(shown) + 1))
        else:  # 智慧型 became 智能: the run of characters stands for each of them
            starts.extend([piece.start()] * len(shown))
            ends.extend([piece.end()] * len(shown))
    return "".join(text), starts, ends


@lru_cache(maxsize=4096)
def _even(char: str) -> bool:
    return len(unicodedata.normalize("NFKC", char)) == 1 and len(fold(char)) == 1


@dataclass(frozen=True, slots=True)
class Stops:
    """Where the sentences of a line end; `around(n)` is the one that character n stands in."""

    marks: tuple[int, ...]
    length: int

    def around(self, n: int) -> tuple[int, int]:
        """Start and end of the sentence around `n`."""
        at = bisect_right(self.marks, n)
        return (self.marks[at - 1] if at else 0), (self.marks[at] if at < len(self.marks) else self.length)


TITLE = re.compile(r"《[^《》]{0,120}》")  # what stands in it is another text's
_STOP = re.compile(r"[。;!?]")


def stops(text: str) -> Stops:
    """The sentences of a line that was heard; a sentence begins after its stop."""
    return Stops(tuple(match.end() for match in _STOP.finditer(text)), len(text))
