"""Plain text: the rows of a report in reading order, as copies of pages and PDF text layers have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from .markup import SECTIONS, grid_of
from .rows import Printing, Row

UPRIGHT = re.compile(r"[\s\u200b]*".join([*"本年度", "[办辦]", "理", "[结結]", "果"]))


def plain(printing: Printing, shape: str) -> str:
    """The tables as lines: `cells` (one a line), `beside` (a row a line), `wrapped` (labels broken over lines, values on the
    line below or amid them), `torn` (headings over several rows set upright or broken between the rows, as PDF text has them),
    `glued` (a row a line and no space between its cells).
    """
    rng = Random(printing.manner.seed)
    said = [line for rows in printing.tables for line in _lines(rng, rows, shape)]
    return "\n".join(line for line in said if line.strip())


def _lines(rng: Random, rows: list[Row], shape: str) -> Iterator[str]:
    if rows[0].role != "data" and rows[0].tbl in SECTIONS:
        yield SECTIONS[rows[0].tbl]
    upright = list("三、本年度办理结果")
    rest = ""
    for row, cells in zip(rows, grid_of(rows), strict=True):
        texts = [cell.text for cell in cells]
        if shape == "cells":
            yield from (part for text in texts for part in text.split("\n"))
        elif shape == "glued":
            yield "".join(texts).replace("\n", "")
        elif (
            shape == "torn"
            and row.tbl == "applications"
            and row.code not in {None, "new", "carried_in", "carried_out"}
        ):
            texts = [text.replace("\n", "") for text in texts if not UPRIGHT.search(text)]
            if len(texts) == 9:
                cut = rng.randint(3, len(texts[0]))
                texts[0], rest = texts[0][:cut], texts[0][cut:]
            elif (
                rest and row.code != "result_total"
            ):  # 合计 has no number by which it could be told from what precedes it
                texts, rest = [rest, *texts], ""
            yield " ".join(texts)
            if upright and rng.random() < 0.7:
                yield upright.pop(0)
        elif shape in {"beside", "torn"} or row.role != "data" or not row.labels:
            yield " ".join(texts).replace("\n", " ")
        else:
            yield from _wrapped(rng, row)


def _wrapped(rng: Random, row: Row) -> Iterator[str]:
    """One row whose label wraps: the values end its last line, stand alone below it, or stand between its two halves."""
    label = row.labels[-1].text.replace("\n", "")
    values = " ".join(cell.text for cell in row.values)
    at = (
        rng.randint(4, len(label)) if len(label) > 8 else len(label)
    )  # a number alone on its line would be a value
    head, tail = label[:at], label[at:]
    match rng.choice(("end", "below", "amid")):
        case "end":
            yield from (head, f"{tail} {values}") if tail else (f"{head} {values}",)
        case "below":
            yield from (head, tail, values)
        case _:
            yield from (head, values, tail)
