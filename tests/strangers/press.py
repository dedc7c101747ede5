"""The press of the strangers: the blocks of a text as HTML in five handwritings, as PDF and as DOCX."""

from __future__ import annotations

import html
import io
import zipfile
from functools import cache

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from crawler.demo.site import Block, Grid, Td

FONT = "STSong-Light"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>",
}
WORDED = 'class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly"'


def markup(blocks: tuple[Block, ...], hand: str = "plain") -> str:
    """The blocks as HTML; hands: `plain`, `word` (pasted from Word), `br`, `upper` (nothing closed), `divs`."""
    if hand == "br":
        return "\n".join(
            _table(block.grid, hand) if block.kind == "table" else f"　　{_text(block)}<br><br>"
            for block in blocks
        )
    return "\n".join(
        _table(block.grid, hand) if block.kind == "table" else _line(block, hand) for block in blocks
    )


def _text(block: Block) -> str:
    text = html.escape(block.text, quote=False)
    return f"<b>{text}</b>" if block.kind == "h" else text


def _line(block: Block, hand: str) -> str:
    side = ' align="right"' if block.kind == "sign" else ""
    text = html.escape(block.text, quote=False)
    if hand == "word":
        half = len(text) // 2 if "&" not in text else 0
        face = 'style="font-size:16.0pt;font-family:仿宋_GB2312"'
        return f"<p {WORDED}{side}><span {face}>{text[:half]}</span><span {face}>{text[half:]}<o:p></o:p></span></p>"
    if hand == "upper":
        return f"<P{side.upper()}>&nbsp;&nbsp;&nbsp;&nbsp;{'<FONT SIZE=4>' if block.kind == 'h' else ''}{text}{'</FONT>' if block.kind == 'h' else ''}"
    if hand == "divs":
        return f"<div{side}>&nbsp; &nbsp; {_text(block)}</div>"
    return f'<p style="text-indent: 2em;"{side}>{"<strong>" + text + "</strong>" if block.kind == "h" else text}</p>'


def _table(grid: Grid, hand: str) -> str:
    rows = []
    for row in grid:
        cells = []
        for cell in row:
            text = html.escape(cell.text, quote=False).replace("\n", "<br>")
            spans = (f" colspan={cell.cols}" if cell.cols > 1 else "") + (
                f" rowspan={cell.rows}" if cell.rows > 1 else ""
            )
            if hand == "word":
                text = f'<p class="MsoNormal" align="center"><span style="font-size:10.5pt">{text}</span><span><o:p></o:p></span></p>'
            cells.append(f"<TD{spans}>{text}" if hand == "upper" else f"<td{spans}>{text}</td>")
        rows.append(f"<TR>{''.join(cells)}" if hand == "upper" else f"<tr>{''.join(cells)}</tr>")
    name = "TABLE BORDER=1 WIDTH=98%" if hand == "upper" else 'table border="1" cellspacing="0" width="100%"'
    return f"<{name}>\n{chr(10).join(rows)}\n</table>"


@cache
def _face(size: int, indent: int = 0, align: int = 0) -> ParagraphStyle:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return ParagraphStyle(
        f"f{size}-{indent}-{align}", fontName=FONT, fontSize=size, leading=size * 1.4, firstLineIndent=indent, alignment=align,
        wordWrap="CJK",
    )  # fmt: skip


def pdf(title: str, blocks: tuple[Block, ...]) -> bytes:
    """A text as PDF with a text layer."""
    story: list[object] = [Paragraph(html.escape(title), _face(18, align=1))]
    for block in blocks:
        if block.kind == "table":
            story.append(_spanned(block.grid))
        else:
            story.append(Paragraph(html.escape(block.text), _face(12, 0 if block.kind == "sign" else 24)))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=title, invariant=1).build(story)
    return out.getvalue()


def _placed(grid: Grid) -> dict[tuple[int, int], tuple[Td, int, int]]:
    """Which cell covers each place (row, column), and where that cell begins."""
    placed: dict[tuple[int, int], tuple[Td, int, int]] = {}
    for y, row in enumerate(grid):
        x = 0
        for cell in row:
            while (y, x) in placed:
                x += 1
            placed |= {(y + dy, x + dx): (cell, y, x) for dy in range(cell.rows) for dx in range(cell.cols)}
    return placed


def _spanned(grid: Grid) -> Table:
    placed = _placed(grid)
    high, wide = max(y for y, _ in placed) + 1, max(x for _, x in placed) + 1
    rows: list[list[object]] = [[""] * wide for _ in range(high)]
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    for (y, x), (cell, top, left) in placed.items():
        if (y, x) == (top, left):
            rows[y][x] = Paragraph(html.escape(cell.text).replace("\n", "<br/>"), _face(7))
            style.append(("SPAN", (x, y), (x + cell.cols - 1, y + cell.rows - 1)))
    widths = (
        [40, 60, 109] + [33] * 7 if wide == 10 else [440 / wide] * wide
    )  # section 三: its labels need the room
    return Table(rows, colWidths=widths, style=style)


def docx(title: str, blocks: tuple[Block, ...]) -> bytes:
    """A text as DOCX with merged cells."""
    body = [_word(title)]
    body += [_tbl(block.grid) if block.kind == "table" else _word(block.text) for block in blocks]
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**DOCX, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _word(text: str) -> str:
    runs = "<w:br/>".join(f"<w:t>{part}</w:t>" for part in html.escape(text).split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _tbl(grid: Grid) -> str:
    placed = _placed(grid)
    rows = []
    for y in range(len(grid)):
        cells = []
        for x in sorted(x for row, x in placed if row == y):
            cell, top, left = placed[y, x]
            if x == left:
                merge = (
                    '<w:vMerge w:val="restart"/>'
                    if y == top and cell.rows > 1
                    else "<w:vMerge/>"
                    if y > top
                    else ""
                )
                text = _word(cell.text if y == top else "")
                cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.cols}"/>{merge}</w:tcPr>{text}</w:tc>')
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
