"""A county on a PHPCMS-like system: index.php?m=content&c=index&a=lists&catid=…, ampersands bare, a header that says iso-8859-1.

Habits: 政府信息公开工作年报 has one sub-column a year (2023年); titles name departments and towns shortly (教育局, 柳溪镇) and lists clip them;
a calendar, an order facet and a grid/list switch multiply every list; law reports are a column 法治政府建设年报.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, hits, metas

COUNTY = County(
    "浔霁县",
    "www.xunji-sample.gov.cn",
    ("公安局", "财政局", "自然资源局", "文化和旅游局", "统计局"),
    ("柳溪镇", "白塔镇", "云台乡", "三岔镇"),
)
HABIT = Habit(
    titles=("浔霁县{stem}{year}年政府信息公开工作年度报告", "{stem}{year}年政府信息公开年报"),
    law_titles=("{stem}{year}年法治政府建设工作年报",),
    tables=("government", "department", "town"),
    nil="—",
)
GOVERNMENT = Habit(titles=("{name}{year}年政府信息公开工作年度报告",), nil="0")
YEARS = range(2017, 2024)
HEAPS = (
    ("9", "浔霁要闻", "news", 700, 100), ("10", "通知公告", "notice", 350, 1_000), ("14", "规范性文件", "policy", 80, 2_000),
    ("15", "部门预决算", "budget", 200, 3_000), ("18", "统计数据", "annual", 70, 4_000), ("19", "招标公告", "tender", 120, 5_000),
    ("21", "公开制度", "near", 30, 6_000), ("22", "网站工作报表", "near", 8, 6_500),
)  # fmt: skip

COVERS = {
    "30": ("政务公开", (("32", "政府信息公开"), ("14", "规范性文件"), ("19", "招标公告"))),
    "32": (
        "政府信息公开",
        (("21", "公开制度"), ("22", "网站工作报表"), ("15", "部门预决算"), ("18", "统计数据"), ("35", "法治政府建设年报"), ("33", "政府信息公开工作年报")),
    ),
}  # fmt: skip
NOTHING = "<html><title>提示信息</title><body>您访问的页面不存在！</body></html>"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "utf-8", "text/html; charset=iso-8859-1")
    heaps = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    years = _years()
    lawful = laws(COUNTY, range(2020, 2024), HABIT, 27_000, COUNTY.bureaus)
    skin = Skin(_sheet, _leaf, lambda sheet, ask: _listing(sheet, years), _article, 10)
    desk.publish([*heaps, *years, Column("35", "法治政府建设年报", tuple(lawful))], skin)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(heaps))
    desk.page("/index.php", "list", COUNTY.name, lambda ask: _home(heaps) if not ask.query else NOTHING)
    for key, (title, links) in COVERS.items():
        desk.cover(_cat(key), title, _cover, links)
    desk.cover(
        _cat("33"), "政府信息公开工作年报", _cover, [(year.key, year.name) for year in reversed(years)]
    )
    return desk.site("User-agent: *\nDisallow: /phpsso_server/\nDisallow: /caches/\n")


def _years() -> list[Column]:
    reports = disclosures(COUNTY, YEARS, HABIT, 20_000, COUNTY.offices[1:])
    reports += disclosures(COUNTY, YEARS, GOVERNMENT, 25_000, (COUNTY.government,))
    return [
        Column(
            str(60 + year - 2017),
            f"{year}年",
            tuple(newest(paper for paper in reports if paper.year == year)),
            "33",
        )
        for year in YEARS
    ]


def _leaf(column: Column, paper: Paper) -> str:
    return f"/index.php?m=content&c=index&a=show&catid={column.key}&id={paper.key}"


def _cat(key: str) -> str:
    return f"/index.php?m=content&c=index&a=lists&catid={key}"


def _sheet(column: Column, number: int) -> str:
    return _cat(column.key) + (f"&page={number}" if number > 1 else "")


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{_cat(key)}">{name}</a></li>'
        for key, name in (("9", "浔霁要闻"), ("10", "通知公告"), ("30", "政务公开"))
    )
    return (
        head(title, more=f'<meta http-equiv="X-UA-Compatible" content="IE=7" />{more}')
        + f'<body><div class="header"><a href="/">网站首页</a><ul class="nav-site">{nav}</ul><a href="index.php?m=member&c=index&a=login">登录</a>'
        f'<form action="/index.php" method="get"><input type="hidden" name="m" value="search"/><input name="q"/></form></div>{middle}{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="box"><h5><a href="{_cat(c.key)}">{c.name}</a></h5><ul>'
        + rows(
            c.papers[:9],
            lambda p, c=c: (
                f'<li>·<a href="index.php?m=content&c=index&a=show&catid={c.key}&id={p.key}" title="{p.title}">{clip(p.title, 16)}</a></li>'
            ),
        )
        + "</ul></div>"
        for c in columns[:2]
    )
    return _frame(f"{COUNTY.name}人民政府", boxes)


def _cover(title: str, links: list[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{_cat(key)}">{name}</a></li>' for key, name in links)
    return _frame(
        f"{title} - {COUNTY.name}人民政府",
        f'<div class="crumbs"><a href="/">首页</a><span> &gt; </span>{title}</div><div class="col-left"><ul class="cat">{items}</ul></div>',
    )


def _listing(sheet: Sheet, years: list[Column]) -> str:
    column = sheet.column
    here = _sheet(column, sheet.number)
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><span class="rt">{p.date} 00:00:00</span>·<a href="index.php?m=content&c=index&a=show&catid={column.key}&id={p.key}" target="_blank" title="{p.title}" >{clip(p.title, 15)}</a></li>'
        ),
    )
    numbers = " ".join(
        f"<span>{n}</span>" if n == sheet.number else f'<a href="{_sheet(column, n)}">{n}</a>'
        for n in range(1, sheet.of + 1)
    )
    pager = f'<div id="pages" class="text-c"><a class="a1">{len(column.papers)}条</a> <a href="{_sheet(column, sheet.before)}" class="a1">上一页</a> {numbers} <a href="{_sheet(column, sheet.after)}" class="a1">下一页</a></div>'
    facets = "".join(
        f'<a href="{here}&order={order}">{name}</a> '
        for order, name in (("inputtime", "按时间"), ("hits", "按热度"), ("title", "按标题"))
    )
    facets += f'<a href="{here}&style=grid">图标</a> <a href="{here}&style=list">列表</a>'
    days = "".join(
        f'<td><a href="{_cat(column.key)}&day=2023-05-{day:02d}">{day}</a></td>' for day in range(1, 29)
    )
    calendar = f'<table class="calendar"><caption><a href="{_cat(column.key)}&month=2023-04">&lt;</a>2023年5月<a href="{_cat(column.key)}&month=2023-06">&gt;</a></caption><tr>{days}</tr></table>'
    side = (
        "".join(f'<li><a href="{_cat(other.key)}">{other.name}</a></li>' for other in years)
        if column.above
        else ""
    )
    return _frame(
        f"{column.name} - {COUNTY.name}人民政府",
        f'<ul class="side">{side}</ul><div class="sort">{facets}</div><ul class="list lh24 f14">{items}</ul>{pager}{calendar}',
        metas(COUNTY, column.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    middle = (
        f'<div class="main"><div class="crumbs"><a href="/">首页</a> &gt; <a href="{_cat(column.key)}">{column.name}</a> &gt; 正文</div><div id="Article"><h1>{paper.title}<br />'
        f'<span>{paper.date} 15:20:31 &nbsp;&nbsp;&nbsp;来源：{paper.source} &nbsp;&nbsp;&nbsp;评论：<a href="#comment">0</a> 点击：<span id="hits">{hits(paper)}</span></span></h1>'
        f'<div class="content">{press.markup(paper.write(), "plain")}</div><div class="bdsharebuttonbox"><a class="bds_more">分享到：</a></div>'
        '<p class="f14"><strong>上一篇：</strong>没有了<br /><strong>下一篇：</strong>没有了</p></div></div>'
    )
    return _frame(f"{paper.title} - {COUNTY.name}人民政府", middle, metas(COUNTY, column.name, paper))
