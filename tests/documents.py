"""Documents for the tests, written by us: one made-up report with the statutory forms, set as PDF, DOCX, XLSX, OFD or HTML."""

import html
import io
import random
import zipfile

TITLE = "示例县人民政府2023年政府信息公开工作年度报告"
_PREAMBLE = (
    "根据《中华人民共和国政府信息公开条例》的规定，示例县人民政府办公室编制本报告。报告所列数据的统计期限自2023年1月1日起至"
    "2023年12月31日止。如对报告内容有疑问，请与示例县人民政府办公室联系，电话：0000-1234567。"
)
_OVERVIEW = (
    "全县各单位按照公开为常态、不公开为例外的要求做好这项工作，全年主动公开政府信息四千余条，其中规范性文件十二件，"
    "政策解读六十七篇，回应群众关切三百一十五次，没有因公开不当引起的投诉，也没有收到对公开平台的举报。"
)
PROSE = (_PREAMBLE, "一、总体情况", _OVERVIEW, "二、主动公开政府信息情况")
CLOSING = ("五、存在的主要问题及改进情况", "一是解读的形式不够多样。二是培训还不够经常。下一年将分两批补上。")
ONCE = (  # caption, header, rows: the tables of article 20, form C
    ("第二十条第（一）项", ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), (("规章", 3), ("行政规范性文件", 3))),
    ("第二十条第（五）项", ("信息内容", "本年处理决定数量"), (("行政许可", 1),)),
    ("第二十条第（六）项", ("信息内容", "本年处理决定数量"), (("行政处罚", 1), ("行政强制", 1))),
    ("第二十条第（八）项", ("信息内容", "本年收费金额（单位：万元）"), (("行政事业性收费", 1),)),
)  # fmt: skip
_DENIED = (
    "1.属于国家秘密|2.其他法律行政法规禁止公开|3.危及“三安全一稳定”|4.保护第三方合法权益|"
    "5.属于三类内部事务信息|6.属于四类过程性信息|7.属于行政执法案卷|8.属于行政查询事项"
)
_REFUSED = (
    "1.信访举报投诉类申请|2.重复申请|3.要求提供公开出版物|4.无正当理由大量反复申请|"
    "5.要求行政机关确认或重新出具已获取信息"
)
_OTHER = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|"
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|3.其他"
)
GROUPS = (  # the rows of section three, form C: label of the group (None: the row stands alone), labels of its rows
    (None, "（一）予以公开"),
    (None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("（三）不予公开", _DENIED),
    ("（四）无法提供", "1.本机关不掌握相关政府信息|2.没有现成信息需要另行制作|3.补正后申请内容仍不明确"),
    ("（五）不予处理", _REFUSED),
    ("（六）其他处理", _OTHER),
    (None, "（七）总计"),
)
FIRST = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")
RESULTS = "三、本年度办理结果"
LAST = "四、结转下年度继续办理"
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

Row = tuple[str, ...]


def labels() -> list[str]:
    """The row labels of section three, in order."""
    inner = [label for _, rows in GROUPS for label in rows.split("|")]
    return [*FIRST, *inner, LAST]


def figures(seed: int, blanks: float = 0.0) -> dict[str, list[Row]]:
    """Values for every row of the forms, by table: numbers of one to five digits, some of them blank, dash or slash."""
    chance = random.Random(seed)

    def value() -> str:
        if chance.random() < blanks:
            return chance.choice(("", "", "-", "/"))
        return str(
            chance.choice((0, 0, 0, chance.randrange(10), chance.randrange(1000), chance.randrange(100_000)))
        )

    once = [(label, *(value() for _ in range(count))) for _, _, rows in ONCE for label, count in rows]
    return {
        "once": once,
        "applications": [(label, *(value() for _ in range(7))) for label in labels()],
        "review": [tuple(str(chance.randrange(30)) for _ in range(15))],
    }


def page(values: dict[str, list[Row]], style: str = "") -> str:
    """The report as HTML with the merged cells of the printed form."""
    parts = [f"<h1>{TITLE}</h1>", *(f"<p>{html.escape(text)}</p>" for text in PROSE)]
    once = iter(values["once"])
    for caption, header, rows in ONCE:
        parts.append(f"<table><tr><td colspan={len(header)}>{caption}</td></tr>{_tr(header)}")
        parts.extend(_tr(next(once)) for _ in rows)
        parts.append("</table>")
    parts += ["<p>三、收到和处理政府信息公开申请情况</p>", applications(values["applications"])]
    parts += ["<p>四、政府信息公开行政复议、行政诉讼情况</p>", review(values["review"][0])]
    parts += [f"<p>{text}</p>" for text in CLOSING]
    return f"<!doctype html><html><head><meta charset=utf-8><style>{style}</style></head><body>{''.join(parts)}</body></html>"


def applications(rows: list[Row]) -> str:
    told = iter(rows)
    total = sum(len(inner.split("|")) for _, inner in GROUPS)
    parts = [
        f"<table class=wide><tr><td rowspan=3 colspan=3>{NOTE}</td><td colspan=7>申请人情况</td></tr>",
        "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>",
        _tr(APPLICANTS),
    ]
    parts.extend(_tr(next(told), first=3) for _ in FIRST)
    side = f"<td rowspan={total} class=side>{RESULTS}</td>"
    for group, inner in GROUPS:
        for n, _ in enumerate(inner.split("|")):
            head = f"<td rowspan={len(inner.split('|'))}>{group}</td>" if group and n == 0 else ""
            parts.append(f"<tr>{side}{head}{_tr(next(told), first=1 if group else 2)[4:]}")
            side = ""
    return "".join([*parts, _tr(next(told), first=3), "</table>"])


def review(values: Row) -> str:
    return (
        "<table class=fifteen><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
        + "".join(f"<td rowspan=2>{word}</td>" for word in OUTCOMES)
        + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        + _tr(OUTCOMES * 2)
        + _tr(values)
        + "</table>"
    )


def _tr(cells: Row, first: int = 1) -> str:
    spans = [first] + [1] * (len(cells) - 1)
    return (
        "<tr>"
        + "".join(f"<td colspan={n}>{html.escape(cell)}</td>" for n, cell in zip(spans, cells, strict=True))
        + "</tr>"
    )


def grid(values: dict[str, list[Row]]) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Section three as a spreadsheet has it: rows of ten cells, and the merged ranges (top, left, bottom, right)."""
    rows = [[NOTE, "", "", "申请人情况", *[""] * 6], ["", "", "", "自然人", "法人或其他组织", *[""] * 4, "总计"], [*[""] * 4, *APPLICANTS, ""]]  # fmt: skip
    merged = [(0, 0, 2, 2), (0, 3, 0, 9), (1, 3, 2, 3), (1, 4, 1, 8), (1, 9, 2, 9)]
    told = iter(values["applications"])
    for label, *cells in (next(told) for _ in FIRST):
        merged.append((len(rows), 0, len(rows), 2))
        rows.append([label, "", "", *cells])
    start = len(rows)
    for group, inner in GROUPS:
        count = len(inner.split("|"))
        merged.append((len(rows), 1, len(rows) + count - 1, 1) if group else (len(rows), 1, len(rows), 2))
        for n in range(count):
            label, *cells = next(told)
            side = RESULTS if len(rows) == start else ""
            rows.append(
                [side, group if n == 0 else "", label, *cells] if group else [side, label, "", *cells]
            )
    merged.append((start, 0, len(rows) - 1, 0))
    label, *cells = next(told)
    merged.append((len(rows), 0, len(rows), 2))
    rows.append([label, "", "", *cells])
    return rows, merged


def zipped(parts: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


# --- DOCX: the few parts that every reader needs, written out

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>",
}


def docx(values: dict[str, list[Row]], extra: dict[str, str | bytes] | None = None) -> bytes:
    """The report as a DOCX with merged cells in section three; `extra` parts are put beside."""
    body = [_p(TITLE), *map(_p, PROSE)]
    once = iter(values["once"])
    for caption, header, rows in ONCE:
        body += [_p(caption), _tbl([list(header), *(list(next(once)) for _ in rows)], [])]
    body += [_p("三、收到和处理政府信息公开申请情况"), _tbl(*grid(values))]
    body += [
        _p("四、政府信息公开行政复议、行政诉讼情况"),
        _tbl([list(values["review"][0])], []),
        *map(_p, CLOSING),
    ]
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    return zipped({**DOCX, "word/document.xml": document, **(extra or {})})


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def _tbl(rows: list[list[str]], merged: list[tuple[int, int, int, int]]) -> str:
    """A table; of a merged range the first cell carries the text, those under it go on with it."""
    parts = ["<w:tbl>"]
    for n, cells in enumerate(rows):
        parts.append("<w:tr>")
        column = 0
        while column < len(cells):
            span = next((m for m in merged if m[0] <= n <= m[2] and m[1] == column), (n, column, n, column))
            kind = "restart" if span[0] == n else "continue"
            merge = "" if span[0] == span[2] else f'<w:vMerge w:val="{kind}"/>'
            text = cells[column] if span[0] == n else ""
            width = span[3] - span[1] + 1
            parts.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{_p(text)}</w:tc>')
            column += width
        parts.append("</w:tr>")
    return "".join([*parts, "</w:tbl>"])


# --- XLSX

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(values: dict[str, list[Row]], cells: str = "", state: str = "visible") -> bytes:
    """The report as one sheet with merged cells; numbers as numbers. `cells`: further XML rows; `state` of a second sheet."""
    rows: list[list[str]] = [[TITLE], ["一、总体情况"]]
    merged: list[tuple[int, int, int, int]] = []
    once = iter(values["once"])
    for caption, header, inner in ONCE:
        rows += [[caption], list(header), *(list(next(once)) for _ in inner)]
    rows.append(["三、收到和处理政府信息公开申请情况"])
    form, spans = grid(values)
    merged += [(a + len(rows), b, c + len(rows), d) for a, b, c, d in spans]
    rows += [*form, ["四、政府信息公开行政复议、行政诉讼情况"], list(values["review"][0])]
    said = "".join(
        f'<row r="{n}">' + "".join(_c(f"{chr(65 + k)}{n}", cell) for k, cell in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1)
    )
    ranges = "".join(f'<mergeCell ref="{chr(65 + b)}{a + 1}:{chr(65 + d)}{c + 1}"/>' for a, b, c, d in merged)
    sheet = f'<worksheet xmlns="{S}"><sheetData>{said}{cells}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>'
    hidden = (
        f'<worksheet xmlns="{S}"><sheetData><row r="1">{_c("A1", "不在此列")}</row></sheetData></worksheet>'
    )
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("worksheets/sheet2", "worksheet"),
        )
    )
    return zipped({
        "[Content_Types].xml": DOCX["[Content_Types].xml"].partition("<Override")[0] + types + "</Types>",
        "_rels/.rels": DOCX["_rels/.rels"].replace("word/document.xml", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets><sheet name="年报" sheetId="1" r:id="r1"/>'
        f'<sheet name="二" sheetId="2" state="{state}" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        + "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2))
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/sheet2.xml": hidden,
    })  # fmt: skip


def _c(place: str, text: str) -> str:
    if text.replace(".", "").isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{html.escape(text)}</t></is></c>' if text else ""


# --- OFD (GB/T 33190), by hand: every line of text an object with its place, every ruled line a path

OFD = "http://www.ofdspec.org/2016"


def ofd(values: dict[str, list[Row]], pictures: bool = False) -> bytes:
    """The report as an OFD of two pages: prose and two tables, then section three over the page end, ruled."""
    texts: list[list[str]] = [[], []]
    y = 20.0
    for text in (TITLE, *PROSE):
        for n, line in enumerate(wrapped(text, 34.0, first=32.0)):
            texts[0].append(_text(25 + (0.0 if n else 8.8), y, line, 4.4))
            y += 7
    rows = values["applications"]
    for leaf, part in ((0, rows[:10]), (1, rows[10:])):
        top = y if leaf == 0 else 20.0
        edges = [20.0, 90.0, *(90.0 + 14 * n for n in range(1, 8))]
        for n, row in enumerate(part):
            base = top + 7 * n
            cells = [row[0][:22], *row[1:]]
            texts[leaf] += [_text(edges[k] + 1, base, cell, 3.0) for k, cell in enumerate(cells) if cell]
            if row[0][22:]:
                texts[leaf].append(_text(edges[0] + 1, base + 3.2, row[0][22:], 3.0))
        bottom = top + 7 * len(part)
        texts[leaf] += [
            _path(edges[0], top - 1 + 7 * n, edges[-1], top - 1 + 7 * n) for n in range(len(part) + 1)
        ]
        texts[leaf] += [_path(x, top - 1, x, bottom - 1) for x in edges]
    pages = {
        f"Doc_0/Pages/Page_{n}/Content.xml": f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>'
        + ("" if pictures else "".join(page))
        + "</ofd:Layer></ofd:Content></ofd:Page>"
        for n, page in enumerate(texts)
    }
    document = (
        f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>'
        '</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
        '<ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    root = f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
    return zipped({"OFD.xml": root, "Doc_0/Document.xml": document, **pages})


def wrapped(text: str, width: float, first: float) -> list[str]:
    """A text cut into lines of `width` characters, the first of `first`; figures and Latin letters are half as wide."""
    lines, room = [""], first
    for char in text:
        need = 0.5 if char.isascii() else 1.0
        if need > room and char not in "，。、；：）》":
            lines.append("")
            room = width
        lines[-1] += char
        room -= need
    return lines


def _text(x: float, y: float, text: str, size: float) -> str:
    step = [size / 2 if char.isascii() else size for char in text]
    delta = " ".join(f"{each:g}" for each in step[:-1])
    return (
        f'<ofd:TextObject Boundary="{x:g} {y:g} {sum(step):g} {size:g}" Size="{size:g}">'
        f'<ofd:TextCode X="0" Y="{0.86 * size:g}" DeltaX="{delta}">{html.escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _path(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0:g} {y0:g} {x1 - x0:g} {y1 - y0:g}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:g} {y1 - y0:g}</ofd:AbbreviatedData></ofd:PathObject>"
    )


# --- PDF, by reportlab; its STSong-Light is a name, not a file, so that no font is needed


def pdf(values: dict[str, list[Row]], ruled: bool = True, head: str = "", lock: str | None = None) -> bytes:
    """The report as a PDF: prose, the tables of article 20, section three over a page end, litigation, prose.

    `head` stands on every page; `lock` is a password.
    """
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = ParagraphStyle(
        "text", fontName="STSong-Light", fontSize=14, leading=24, wordWrap="CJK", firstLineIndent=28
    )
    top = ParagraphStyle("top", parent=text, fontSize=20, leading=30, alignment=TA_CENTER, firstLineIndent=0)
    small = ParagraphStyle("small", parent=text, fontSize=9, leading=11, firstLineIndent=0)
    line = 0.6 if ruled else None

    def table(
        rows: list[list[str]], merged: list[tuple[int, int, int, int]], widths: list[float], repeat: int = 0
    ) -> Table:
        style: list[tuple] = [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("FONT", (0, 0), (-1, -1), "STSong-Light", 9),
        ]
        style += [("SPAN", (left, first), (right, last)) for first, left, last, right in merged]
        style += [("GRID", (0, 0), (-1, -1), line, "black")] if line else []
        cells = [[Paragraph(cell, small) if len(cell) > 5 else cell for cell in row] for row in rows]
        return Table(cells, colWidths=widths, style=style, repeatRows=repeat)

    def edge(canvas, document) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(90, 810, head)
        canvas.drawCentredString(297, 40, f"- {document.page} -")

    story: list = [Paragraph(TITLE, top), *(Paragraph(part, text) for part in PROSE)]
    once = iter(values["once"])
    for caption, header, rows in ONCE:
        body = [[caption, *[""] * (len(header) - 1)], list(header), *(list(next(once)) for _ in rows)]
        story += [table(body, [(0, 0, 0, len(header) - 1)], [415 / len(header)] * len(header)), Spacer(1, 8)]
    story.append(Paragraph("三、收到和处理政府信息公开申请情况", text))
    story.append(table(*grid(values), [20, 50, 121, *[32] * 7], repeat=3))
    story.append(Paragraph("四、政府信息公开行政复议、行政诉讼情况", text))
    story.append(table([list(OUTCOMES) * 3, list(values["review"][0])], [], [27.6] * 15))
    story += [Paragraph(part, text) for part in (*CLOSING, *PROSE[:1] * 4)]
    packed = io.BytesIO()
    document = SimpleDocTemplate(packed, pagesize=A4, leftMargin=90, rightMargin=90, encrypt=lock)
    document.build(story, onFirstPage=edge, onLaterPages=edge)
    return packed.getvalue()
