"""A poor county on JSP: lists stand in an <iframe>, article.jsp?id=…, GB2312 bytes under a header that says ISO-8859-1.

Habits: 政务公开工作 is one mixed list of circulars, guides and reports of 2011 to 2020, most of them prose; the frame pages with > and with a select box that
composes nbList.jsp?type=5&pageNo=…; titles come cut at twelve characters without a title=; 依法行政 reports lie among circulars as well.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import old_footer, old_head

COUNTY = County(
    "邶阴县",
    "www.beiyin-sample.gov.cn",
    ("扶贫开发办公室", "教育局", "水务局"),
    ("阴平镇", "红岩乡", "双庙乡"),
)
HABIT = Habit(
    titles=("邶阴县人民政府{year}年政府信息公开工作年度报告",),
    law_titles=("{name}{year}年度依法行政工作情况报告",),
    tables=("government",),
    nil="",
)
OTHERS = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开年报"),
    tables=("department",),
    gap=0.25,
)
HEAPS = (
    ("1", "邶阴新闻", "news", 380, 1_000),
    ("2", "公告栏", "notice", 220, 2_000),
    ("3", "文件下载", "policy", 50, 3_000),
    ("4", "财务公开", "budget", 90, 4_000),
)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html;charset=ISO-8859-1")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    mixed = [
        *disclosures(COUNTY, range(2011, 2021), HABIT, 6_000, (COUNTY.government,)), *disclosures(COUNTY, range(2013, 2021), OTHERS, 7_000, COUNTY.offices[1:]),
        *laws(COUNTY, range(2014, 2021), HABIT, 8_000, COUNTY.offices[:2]), *heap(COUNTY, "near", 40, 9_000),
    ]  # fmt: skip
    columns.append(Column("5", "政务公开工作", tuple(newest(mixed))))
    desk.publish(columns, Skin(_sheet, lambda c, p: f"/article.jsp?id={p.key}", _listing, _article, 12))
    for column in columns:
        desk.page(f"/channel.jsp?type={column.key}", "list", column.name, lambda ask, c=column: _framed(c))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page("/zwgk.jsp", "list", "政务公开", lambda ask: _open(columns))
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return f"/nbList.jsp?type={column.key}&pageNo={number}"


def _frame(title: str, middle: str) -> str:
    return old_head(f"{title}--{COUNTY.name}") + (
        "<body><table width=900 align=center border=0><tr><td><a href=index.html>网站首页</a>｜<a href=channel.jsp?type=1>新闻</a>｜<a href=channel.jsp?type=2>公告栏</a>｜<a href=zwgk.jsp>政务公开</a></td></tr>"
        f"<tr><td>{middle}</td></tr></table>{old_footer(COUNTY)}</body></html>"
    )


def _home(columns: list[Column]) -> str:
    items = rows(
        columns[0].papers[:14], lambda p: f"<tr><td>◆<a href=article.jsp?id={p.key}>{p.title}</a></td></tr>"
    )
    return _frame("首页", f"<marquee>欢迎访问{COUNTY.name}人民政府网站</marquee><table>{items}</table>")


def _open(columns: list[Column]) -> str:
    return _frame(
        "政务公开",
        "<table>"
        + "".join(
            f"<tr><td><img src=images/arrow.gif><a href='channel.jsp?type={c.key}'>{c.name}</a></td></tr>"
            for c in columns[2:]
        )
        + "</table>",
    )


def _framed(column: Column) -> str:
    return _frame(
        column.name,
        f'<p>当前位置：{column.name}</p><iframe src="nbList.jsp?type={column.key}&amp;pageNo=1" width="880" height="420" frameborder="0" scrolling="no"></iframe>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f"<tr height=24><td><a href='article.jsp?id={p.key}' target=_parent>{p.title if len(p.title) < 13 else p.title[:12] + '…'}</a></td><td>{p.date[2:].replace('-', '.')}</td></tr>"
        ),
    )
    options = "".join(
        f"<option value={n}{' selected' if n == sheet.number else ''}>第{n}页</option>"
        for n in range(1, sheet.of + 1)
    )
    ahead = (
        f"<a href=nbList.jsp?type={c.key}&pageNo={sheet.after}>&gt;</a>"
        if sheet.number < sheet.of
        else "&gt;"
    )
    back = f"<a href=nbList.jsp?type={c.key}&pageNo={sheet.before}>&lt;</a>" if sheet.number > 1 else "&lt;"
    return old_head("list") + (
        f"<body topmargin=0><table width=860>{items}</table><div align=center>{back} {ahead} "
        f"<select onchange=\"location.href='nbList.jsp?type={c.key}&pageNo='+this.value\">{options}</select></div></body></html>"
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<table width="880"><tr><td align="center"><font size="+2" color="#CC0000">{paper.title}</font></td></tr><tr><td align="center">[来源：{paper.source}]　[时间：{paper.date}]　[点击：{paper.key % 700}]</td></tr>'
        f'<tr><td><font size="3">{press.markup(paper.write(), "br")}</font></td></tr><tr><td align="right"><a href="javascript:history.back()">返回</a></td></tr></table>',
    )
