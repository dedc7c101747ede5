"""Office: the rows of a report as DOCX, XLSX and PDF, with their merged cells."""

from __future__ import annotations

import io
from collections.abc import Iterator

import documents

from crawler.demo.site import Td

from .markup import TITLE, grid_of, section
from .rows import Printing, Row

Matrix = tuple[
    list[list[str]], list[tuple[int, int, int, int]]
]  # rows, and merged ranges: top, left, bottom, right
OPENING = (
    "一、总体情况",
    "本局认真做好政府信息公开各项工作，及时回应群众关切，稳步推进，全年公开各类信息，没有发生不当公开。",
)
CLOSING = (
    "五、存在的主要问题及改进情况",
    "公开内容仍需充实，今后将加强培训，完善制度，提高质量，下一年分两批补上。",
)


def laid(rows: list[Row]) -> Matrix:
    """The rows as a matrix of texts, the text of a merged cell in its first place."""
    said: list[list[str]] = []
    merged = []
    taken: set[tuple[int, int]] = set()
    for n, cells in enumerate(grid_of(rows)):
        line: list[str] = []
        for cell in cells:
            while (n, len(line)) in taken:
                line.append("")
            left = len(line)
            if cell.cols > 1 or cell.rows > 1:
                merged.append((n, left, n + cell.rows - 1, left + cell.cols - 1))
            taken |= {(n + down, left + right) for down in range(cell.rows) for right in range(cell.cols)}
            line += [_text(cell), *[""] * (cell.cols - 1)]
        while (n, len(line)) in taken:
            line.append("")
        said.append(line)
    width = max(map(len, said))
    return [[*line, *[""] * (width - len(line))] for line in said], merged


def _text(cell: Td) -> str:
    return cell.text.replace("\n", "").replace("\xa0", " ").strip()


def _parts(printing: Printing) -> Iterator[str | list[Row]]:
    yield from OPENING
    for rows in printing.tables:
        yield from section(rows)
        yield rows
    yield from CLOSING


def docx(printing: Printing) -> bytes:
    """The report as a Word document, hand-made."""
    said = [documents._p(TITLE.format(2022))]
    for part in _parts(printing):
        said += (
            [documents._p(part)] if isinstance(part, str) else [documents._tbl(*laid(part)), documents._p("")]
        )
    text = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{documents.W}"><w:body>{"".join(said)}</w:body></w:document>'
    return documents.zipped({**documents.DOCX, "word/document.xml": text})


def xlsx(printing: Printing) -> bytes:
    """The report as one sheet of a workbook, hand-made; plain numbers are numbers there."""
    rows: list[list[str]] = [[TITLE.format(2022)]]
    merged: list[tuple[int, int, int, int]] = []
    for part in _parts(printing):
        matrix, ranges = ([[part]], []) if isinstance(part, str) else laid(part)
        merged += [(top + len(rows), left, bottom + len(rows), right) for top, left, bottom, right in ranges]
        rows += matrix
    said = "".join(
        f'<row r="{n}">'
        + "".join(documents._c(f"{chr(65 + k)}{n}", cell) for k, cell in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    spans = "".join(f'<mergeCell ref="{chr(65 + b)}{a + 1}:{chr(65 + d)}{c + 1}"/>' for a, b, c, d in merged)
    book = '<Override PartName="/xl/{}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
    types = book.format("workbook", "sheet.main") + book.format("worksheets/sheet1", "worksheet")
    relation = f'<Relationship Id="r1" Type="{documents.OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    return documents.zipped({
        "[Content_Types].xml": documents.DOCX["[Content_Types].xml"].partition("<Override")[0] + types + "</Types>",
        "_rels/.rels": documents.DOCX["_rels/.rels"].replace("word/document.xml", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{documents.S}" xmlns:r="{documents.OFFICE}"><sheets><sheet name="年报" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{documents.RELATIONS}">{relation}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{documents.S}"><sheetData>{said}</sheetData><mergeCells>{spans}</mergeCells></worksheet>',
    })  # fmt: skip


def pdf(printing: Printing, *, ruled: bool = True) -> bytes:
    """The report as a PDF with page numbers, tables over page ends; its font is a name that every reader knows."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = ParagraphStyle(
        "text", fontName="STSong-Light", fontSize=14, leading=24, wordWrap="CJK", firstLineIndent=28
    )
    small = ParagraphStyle("small", parent=text, fontSize=8, leading=10, firstLineIndent=0)

    def table(rows: list[Row]) -> Table:
        matrix, merged = laid(rows)
        style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("FONT", (0, 0), (-1, -1), "STSong-Light", 8)]
        style += [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
        style += [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in merged]
        style += [("GRID", (0, 0), (-1, -1), 0.6, "black")] if ruled else []
        size = len(matrix[0])
        widths = [20, 50, 121, *[32] * 7] if size == 10 else [415 / size] * size
        cells = [
            [
                Paragraph(cell, small) if 8 * len(cell) > wide - 4 and not cell.isascii() else cell
                for cell, wide in zip(row, widths, strict=True)
            ]
            for row in matrix
        ]
        return Table(cells, colWidths=widths, style=style)

    def edge(canvas, document) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(297, 40, f"- {document.page} -")

    story: list = [Paragraph(TITLE.format(2022), text)]
    for part in _parts(printing):
        story += [Paragraph(part, text)] if isinstance(part, str) else [table(part), Spacer(1, 8)]
    packed = io.BytesIO()
    SimpleDocTemplate(packed, pagesize=A4, leftMargin=90, rightMargin=90).build(
        story, onFirstPage=edge, onLaterPages=edge
    )
    return packed.getvalue()
