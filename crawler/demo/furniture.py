"""What every page of a replica carries around its text: national meta tags, navigation, trail, footer; and the text as HTML."""

from __future__ import annotations

import html as escaping
from dataclasses import dataclass

from .places import Place
from .site import INVENTED, Block, Grid, Item, Td

MENU = ("网站首页", "走进{name}", "新闻中心", "政务公开", "办事服务", "互动交流", "专题专栏")
BLANK = ' target="_blank"'
HOT = ("公积金", "社保卡", "招生", "停水通知", "不动产登记")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a portal's editors paste their texts: the indent, what wraps a cell's text, attributes of tables and cells."""

    indent: str = ""
    paragraph: str = '<p style="text-indent: 2em;">'
    cell: tuple[str, str] = ("", "")
    table: str = '<table border="1" cellspacing="0">'
    bold: tuple[str, str] = ("<strong>", "</strong>")


def esc(text: str) -> str:
    """Text made safe inside HTML and attributes."""
    return escaping.escape(text, quote=True)


def anchor(url: str, text: str, *, title: str = "", more: str = "") -> str:
    """A link; `title` is the whole text where `text` was cut."""
    return f'<a href="{esc(url)}" title="{esc(title or text)}"{more}>{esc(text)}</a>'


def metas(place: Place, origin: str, column: str, item: Item | None = None, *, url: str = "") -> str:
    """The national meta tags (国办发〔2017〕47号) of a column page, or of an article when one is given."""
    rows = [
        ("SiteName", place.government), ("SiteDomain", place.host), ("SiteIDCode", f"{place.code}0001"),
        ("ColumnName", column), ("ColumnType", column),
    ]  # fmt: skip
    if item is None:
        rows += [("ColumnDescription", f"{place.government}{column}"), ("ColumnKeywords", column)]
    else:
        rows += [
            ("ArticleTitle", item.title),
            ("PubDate", item.stamp),
            ("ContentSource", item.source),
            ("Url", url or origin),
        ]
    return "\n".join(f'<meta name="{name}" content="{esc(content)}" />' for name, content in rows)


def menu(place: Place, urls: tuple[str, ...]) -> str:
    """The site's main navigation."""
    names = (name.format(name=place.name) for name in MENU)
    return (
        "<ul>"
        + "".join(f"<li>{anchor(url, name)}</li>" for url, name in zip(urls, names, strict=False))
        + "</ul>"
    )


def trail(opener: str, steps: tuple[tuple[str, str], ...], here: str) -> str:
    """The breadcrumb."""
    return opener + " &gt; ".join([anchor(url, name) for url, name in steps] + [esc(here)])


def footer(place: Place) -> str:
    """Owner, code, licences, and the line which says that nothing here is real."""
    return (
        '<div class="footer"><p><a href="javascript:void(0)">关于我们</a> | <a href="javascript:void(0)">网站地图</a> | '
        '<a href="javascript:void(0)">联系我们</a> | <a href="javascript:void(0)">隐私保护</a></p>'
        f"<p>主办单位：{place.government}办公室</p><p>承办单位：{place.name}政务服务和数据管理局</p>"
        f"<p>网站标识码：{place.code}0001</p><p>演ICP备00000000号-1</p><p>演公网安备 {place.code}02000000号</p>"
        f"<p>建议使用1024×768以上分辨率浏览</p><p>{INVENTED}</p></div>"
    )


def body(blocks: tuple[Block, ...], manner: Manner) -> str:
    """A text as HTML, pasted in a manner."""
    return "\n".join(_block(block, manner) for block in blocks)


def _block(block: Block, manner: Manner) -> str:
    match block.kind:
        case "table":
            return table(block.grid, manner)
        case "gap":
            return "<p>&nbsp;</p>"
        case "sign":
            return f'<p style="text-align: right;">{manner.indent}{esc(block.text)}</p>'
        case "h":
            return f"{manner.paragraph}{manner.indent}{manner.bold[0]}{esc(block.text)}{manner.bold[1]}</p>"
        case _:
            return f"{manner.paragraph}{manner.indent}{esc(block.text)}</p>"


def table(grid: Grid, manner: Manner) -> str:
    """A printed table with its spans."""
    rows = "".join("<tr>" + "".join(_cell(cell, manner) for cell in row) + "</tr>\n" for row in grid)
    return f"{manner.table}<tbody>\n{rows}</tbody></table>"


def _cell(cell: Td, manner: Manner) -> str:
    spans = (f' colspan="{cell.cols}"' if cell.cols > 1 else "") + (
        f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    )
    text = "<br/>".join(map(esc, cell.text.split("\n"))) or "&nbsp;"
    return f"<td{spans}>{manner.cell[0]}{text}{manner.cell[1]}</td>"


def cut(text: str, length: int) -> str:
    """A title as lists print it: cut, with an ellipsis."""
    return text if len(text) <= length else text[:length] + "…"


def sheet(words: str) -> bytes:
    """A one-page PDF by hand that says `words` (ASCII): what an attachment's address answers."""
    stream = f"BT /F1 18 Tf 72 720 Td ({words}) Tj ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    out, places = b"%PDF-1.4\n", []
    for serial, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (serial, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (rows, len(out))
    )
