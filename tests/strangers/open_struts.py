"""A county on Struts: list.action with a session id in every address, a GET form behind javascript:page(2), "第1/5页".

Habits: GB18030 bytes whose header says UTF-8 (the meta says gbk); year tabs inside 政府信息公开年报, towns behind a column of their own; a session id
is handed out to whoever comes without one and then stays in all links, so that one page has many addresses.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from crawler.demo.site import Ask, Page, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import old_footer, old_head

COUNTY = County(
    "栖澜县",
    "www.qilan-sample.gov.cn",
    ("教育体育局", "医疗保障局", "应急管理局", "市场监督管理局"),
    ("城关镇", "马家铺镇", "石梁乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}关于{year}年政府信息公开工作情况的报告"),
    law_titles=("{name}{year}年推进法治政府建设情况报告",),
    tables=("government", "department"),
    nil="0",
)
SESSION = re.compile(";jsessionid=([0-9A-F]+)")
HEAPS = (
    ("1", "栖澜动态", "news", 520, 1_000), ("2", "公告公示", "notice", 260, 3_000), ("5", "县政府文件", "policy", 70, 4_000),
    ("6", "财政预决算", "budget", 140, 5_000), ("8", "人事任免", "staff", 60, 6_000), ("11", "公开规定", "near", 24, 7_000),
)  # fmt: skip
YEARS = range(2016, 2024)


class Sessions(Mapping[str, Page]):
    """Pages whose addresses may carry a session id, as a servlet container answers them."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = pages

    def __getitem__(self, path: str) -> Page:
        return self.pages[SESSION.sub("", path)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html;charset=UTF-8")
    above = disclosures(COUNTY, YEARS, HABIT, 20_000, (COUNTY.government, *COUNTY.bureaus))
    towns = disclosures(COUNTY, YEARS, HABIT, 22_000, COUNTY.villages)
    lawful = laws(COUNTY, range(2020, 2024), HABIT, 24_000, COUNTY.offices[:3])
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    columns += [
        Column("9", "依法行政", tuple(newest([*lawful, *heap(COUNTY, "law", 45, 8_000)]))), Column("13", "政府信息公开年报", tuple(above)),
        Column("14", "乡镇年报", tuple(towns)),
    ]  # fmt: skip
    skin = Skin(
        lambda c, n: _address(c.key, n),
        lambda c, p: f"/portal/content.action?id={p.key}",
        _listing,
        _article,
        12,
    )
    desk.publish(columns, skin)
    for year in YEARS:
        part = Column(
            "13", "政府信息公开年报", tuple(paper for paper in above if paper.year == year), str(year)
        )
        for sheet in sheets(part, 12):
            address = f"/portal/list.action?columnId=13&year={year}" + (
                f"&page.pageNo={sheet.number}" if sheet.number > 1 else ""
            )
            desk.page(address, "list", part.name, lambda ask, sheet=sheet: _listing(sheet, ask))
    desk.move("/index.html", "/portal/index.action")
    desk.page("/portal/index.action", "list", COUNTY.name, lambda ask: _home(columns, ask))
    desk.page("/portal/channel.action", "list", "政务公开", lambda ask: _channel(columns, ask))
    site = desk.site()
    return Site(site.host, site.name, site.seed, site.portal, Sessions(site.pages), site.expected)


def _address(key: str, number: int) -> str:
    return f"/portal/list.action?columnId={key}" + (f"&page.pageNo={number}" if number > 1 else "")


def _session(ask: Ask) -> str:
    had = SESSION.search(ask.path)
    return f";jsessionid={had[1] if had else f'{zlib.crc32(str(ask.tick).encode()):08X}9F0C77AE'}"


def _frame(title: str, middle: str, ask: Ask) -> str:
    sid = _session(ask)
    menu = "".join(
        f"<td><a href='/portal/{path}'>{name}</a></td>"
        for path, name in (
            (f"index.action{sid}", "首页"),
            (f"list.action{sid}?columnId=1", "栖澜动态"),
            (f"list.action{sid}?columnId=2", "公告公示"),
            (f"channel.action{sid}", "政务公开"),
        )
    )
    return (
        old_head(title, "gbk")
        + f"<body><table width=1000 align=center class=menu><tr>{menu}</tr></table>{middle}{old_footer(COUNTY)}</body></html>"
    )


def _home(columns: list[Column], ask: Ask) -> str:
    sid = _session(ask)
    boxes = "".join(
        f'<table class="box"><tr><td><b>{column.name}</b></td><td><a href="list.action{sid}?columnId={column.key}">more</a></td></tr>'
        + rows(
            column.papers[:8],
            lambda p: (
                f'<tr><td colspan=2><a href="content.action{sid}?id={p.key}">{p.title}</a>&nbsp;({p.date[5:]})</td></tr>'
            ),
        )
        + "</table>"
        for column in columns[:3]
    )
    return _frame(f"{COUNTY.name}人民政府网", boxes, ask)


def _channel(columns: list[Column], ask: Ask) -> str:
    sid = _session(ask)
    items = "".join(
        f'<li><a href="list.action{sid}?columnId={column.key}">{column.name}</a></li>'
        for column in columns[2:]
    )
    return _frame("政务公开", f"<h3>政务公开目录</h3><ul>{items}</ul>", ask)


def _listing(sheet: Sheet, ask: Ask) -> str:
    column, sid = sheet.column, _session(ask)
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr><td width="20"><img src="/images/dot.gif"></td><td><a target="_blank" href="content.action{sid}?id={p.key}">{p.title}</a></td><td width="90">[{p.date}]</td></tr>'
        ),
    )
    tabs = ""
    if column.key == "13":
        tabs = (
            '<ul class="tabs">'
            + "".join(
                f'<li><a href="list.action{sid}?columnId=13&amp;year={year}">{year}</a></li>'
                for year in reversed(YEARS)
            )
            + "</ul>"
        )
    moves = [("首页", 1), ("上一页", sheet.before), ("下一页", sheet.after), ("末页", sheet.of)]
    links = " ".join(f'<a href="javascript:page({number})">{word}</a>' for word, number in moves)
    year = f'<input type="hidden" name="year" value="{column.above}">' if column.above else ""
    form = (
        f'<form name="pageForm" action="list.action{sid}" method="get"><input type="hidden" name="columnId" value="{column.key}">{year}'
        f'<input type="hidden" name="page.pageNo" value="{sheet.number}">第{sheet.number}/{sheet.of}页 共{len(column.papers)}条 {links}</form>'
        '<script type="text/javascript">\nfunction page(n){\n  document.pageForm["page.pageNo"].value = n;\n  document.pageForm.submit();\n}\n</script>'
    )
    return _frame(
        column.name,
        f"<div>您的位置：政务公开 → {column.name}</div>{tabs}<table class=list>{items}</table>{form if sheet.of > 1 else ''}",
        ask,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    sid = _session(ask)
    middle = (
        f'<div>您的位置：<a href="list.action{sid}?columnId={column.key}">{column.name}</a> → 正文</div><table width="960" align="center"><tr><td align="center" class="title">{paper.title}</td></tr>'
        f'<tr><td align="center" class="info">发布时间：{paper.date}&nbsp;&nbsp;信息来源：{paper.source}&nbsp;&nbsp;【字体：<a href="javascript:doZoom(16)">大</a> '
        f'<a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a>】</td></tr><tr><td class="text" id="zw">{press.markup(paper.write(), "plain" if paper.year % 2 else "br")}</td></tr>'
        '<tr><td align="right">【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table>'
    )
    return _frame(paper.title, middle, ask)
