"""Markup: the rows of a report as HTML: tables in the manners of editors and converters, and tables without a table tag."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from random import Random

from crawler.demo.site import Td

from .rows import Printing, Row

TITLE = "示例县水务局{}年政府信息公开工作年度报告"
WORD = 'style="mso-style-name:正文;line-height:28pt;mso-font-kerning:0.0pt"'
SECTIONS = {
    "art20_1": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
}


def page(body: str, year: int = 2022) -> bytes:
    """A page of a portal around a body: title, opening and closing sections in prose."""
    title = TITLE.format(year)
    head = f"<h1>{title}</h1><p>一、总体情况</p><p>{year}年，本局认真做好政府信息公开各项工作，及时回应群众关切，稳步推进。</p>"
    tail = "<p>五、存在的主要问题及改进情况</p><p>公开内容仍需充实，今后将加强培训，完善制度，提高质量。</p><p>六、其他需要报告的事项</p><p>无。</p>"
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><div>{head}{body}{tail}</div></body></html>"
    ).encode()


def html(printing: Printing) -> str:
    """The tables as tables."""
    manner, rng = printing.manner, Random(printing.manner.seed)
    parts = []
    for rows in printing.tables:
        parts += [f"<p>{text}</p><p>该部分以表格形式报告，数据截至年底。</p>" for text in section(rows)]
        parts.append(_table(rng, printing, rows, blank=False))
    body = "".join(parts)
    copy = "".join(
        _table(rng, printing, rows, blank=manner.copy == "empty") for rows in printing.tables if manner.copy
    )
    if manner.copy == "hidden":
        body += f'<div style="display:none">{copy}</div>'
    if manner.copy == "shown":
        body += copy
    if manner.copy == "empty":
        body = copy + body
    if manner.nested:
        body = f'<table width="100%"><tr><td><img src="a.gif"></td><td><table><tr><td>{body}</td></tr></table></td></tr></table>'
    return body


def section(rows: list[Row]) -> Iterator[str]:
    """The heading over a table, where one stands."""
    if (rows[0].role != "data" and rows[0].tbl in SECTIONS and rows[0].role != "header") or (
        rows[0].role == "header" and rows[0].tbl in {"applications", "review_litigation"}
    ):
        yield SECTIONS[rows[0].tbl]


def _table(rng: Random, printing: Printing, rows: list[Row], *, blank: bool) -> str:
    manner = printing.manner
    grid = [list(row) for row in grid_of(rows)]
    if manner.spans in {"blank", "repeat"}:
        grid = list(_laid_out(grid, repeat=manner.spans == "repeat"))
    if blank:
        values = {id(cell) for row in rows for cell in row.values}
        grid = [
            [Td("", cell.cols, cell.rows) if id(cell) in values else cell for cell in row] for row in grid
        ]
    lines = []
    for n, (row, cells) in enumerate(zip(rows, grid, strict=True)):
        if manner.number_column and row.tbl != "review_litigation":
            cells.insert(0, Td({"caption": "", "header": "序号"}.get(row.role, str(n))))
        if manner.lead:
            cells.insert(0, Td(""))
        if manner.trail:
            cells.append(Td("\xa0"))
        tag = "th" if manner.markup == "th" and row.role != "data" else "td"
        lines.append("<tr>" + "".join(_cell(rng, cell, tag, manner.markup) for cell in cells) + "</tr>")
    return f'<table border="1" cellspacing="0"><tbody>{"".join(lines)}</tbody></table>'


def grid_of(rows: list[Row]) -> Iterator[tuple[Td, ...]]:
    """The rows with their outer labels merged: each is printed once, over all the rows that it stands for."""
    for n, row in enumerate(rows):
        cells = []
        for level, text in enumerate(row.labels):
            inner = level == len(row.labels) - 1
            if row.role != "data" or inner:
                cells.append(text)
            elif not _covers(rows[n - 1] if n else None, row, level):
                depth = 1
                while n + depth < len(rows) and _covers(rows[n + depth - 1], rows[n + depth], level):
                    depth += 1
                cells.append(Td(text.text, 1, depth))
        yield (*cells, *row.values)


def _covers(above: Row | None, row: Row, level: int) -> bool:
    """Whether the outer label of a row at one level is the one already printed for the row above."""
    if above is None or row.role != "data" or above.role != "data" or level >= len(row.labels) - 1:
        return False
    return level < len(above.labels) - 1 and [cell.text for cell in above.labels[: level + 1]] == [
        cell.text for cell in row.labels[: level + 1]
    ]


def _laid_out(grid: list[list[Td]], *, repeat: bool) -> Iterator[list[Td]]:
    """Every merged cell as single cells: the text in the first, blanks or copies in the others."""
    below: dict[int, tuple[int, str]] = {}
    for row in grid:
        cells: list[Td] = []
        waiting = list(row)
        following: dict[int, tuple[int, str]] = {}
        while waiting or len(cells) in below:
            if len(cells) in below:
                left, text = below.pop(len(cells))
                if left > 1:
                    following[len(cells)] = (left - 1, text)
                cells.append(Td(text if repeat else ""))
                continue
            cell = waiting.pop(0)
            for n in range(cell.cols):
                if cell.rows > 1:
                    following[len(cells)] = (cell.rows - 1, cell.text)
                cells.append(cell._replace(cols=1, rows=1) if not n else Td(cell.text if repeat else ""))
        below = following
        yield cells


def _cell(rng: Random, cell: Td, tag: str, markup: str) -> str:
    spans = (f' colspan="{cell.cols}"' if cell.cols > 1 else "") + (
        f" rowspan={cell.rows}" if cell.rows > 1 else ""
    )
    text = "<br>".join(map(escape, cell.text.split("\n")))
    if markup == "word":
        at = rng.randint(0, len(cell.text)) if "\n" not in cell.text and len(cell.text) > 1 else 0
        text = (
            f"<span {WORD}>{escape(cell.text[:at])}</span><span>{escape(cell.text[at:])}</span>"
            if at
            else text
        )
        text = f'<p class="MsoNormal" {WORD}>{text}<span lang="EN-US"><o:p></o:p></span>&nbsp;</p>'
    if markup == "paragraphs":
        text = f"\n  <p>\n    {text}\n  </p>\n"
    return f"<{tag}{spans}>{text}" + ("" if markup == "unclosed" else f"</{tag}>")


def divs(printing: Printing, shape: str) -> str:
    """The tables without a table tag: `grid` (a div a cell in a div a row), `flat` (one run of divs), `list` (li and spans),
    `terms` (dt and dd), `paragraphs` (a paragraph a cell).
    """
    outer, inner = {
        "grid": ("<div class=tr>{}</div>", "<div class=td>{}</div>"),
        "flat": ("{}", "<div>{}</div>"),
        "list": ("<li>{}</li>", "<span>{}</span>"),
        "terms": ("<dl>{}</dl>", "<dd>{}</dd>"),
        "paragraphs": ("{}", "<p>{}</p>"),
    }[shape]  # fmt: skip
    parts = []
    for rows in printing.tables:
        parts += [f"<p>{text}</p>" for text in section(rows)]
        for cells in grid_of(rows):
            parts.append(
                outer.format("".join(inner.format(escape(cell.text.replace("\n", ""))) for cell in cells))
            )
    return "<div class=table>" + "".join(parts) + "</div>"
