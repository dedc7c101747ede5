"""A county on a ThinkPHP home-grown system: index.php?s=/home/…/p/2.html, rows that are <li onclick>, a year form that submits itself.

Habits: the column 信息公开工作报告 shows the newest year only, other years come from <select name=year onchange=this.form.submit()>; pages move with « and »;
the row's address stands in data-url; ordinary columns use plain links; law reports carry 依法行政 before 2019 and lie in a column of notices.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import LAW, County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import footer, head, hits, metas

COUNTY = County(
    "筠垌县",
    "www.yundong-sample.gov.cn",
    ("教育和科技局", "财政局", "交通运输局", "水务局", "退役军人事务局"),
    ("筠城镇", "苦竹镇", "石窝乡"),
)
HABIT = Habit(
    titles=("{year}年{name}政府信息公开工作年度报告", "{year}年{name}政府信息公开年度报告"),
    law_titles=("{name}{year}年度依法行政工作报告",),
    tables=("government", "department"),
    nil="0",
)
LATER = Habit(law_titles=("{name}{year}年度法治政府建设报告",))
YEARS = range(2016, 2024)
HEAPS = (
    ("zwyw", "政务要闻", "news", 560, 1_000), ("bmdt", "部门动态", "news", 520, 2_000), ("zfwj", "政府文件", "policy", 66, 3_000), ("czzj", "财政资金", "budget", 140, 4_000),
    ("gkzd", "公开指南与制度", "near", 22, 5_000), ("tjsj", "统计与总结", "annual", 60, 6_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    lawful = laws(COUNTY, range(2015, 2019), HABIT, 24_000, COUNTY.offices[:2]) + laws(
        COUNTY, range(2019, 2024), LATER, 25_000, COUNTY.offices[:2]
    )
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    columns.append(Column("tzgg", "通知公告", tuple(newest([*lawful, *heap(COUNTY, "notice", 110, 7_000)]))))
    desk.publish(columns, Skin(_sheet, lambda c, p: _leaf(p), _listing, _article, 15))
    annual = disclosures(COUNTY, YEARS, HABIT, 20_000)
    for year in YEARS:
        part = Column(
            "xxgkgzbg", "信息公开工作报告", tuple(paper for paper in annual if paper.year == year), str(year)
        )
        for sheet in sheets(part, 5):
            desk.page(
                _sheet(part, sheet.number) + f"&year={year}",
                "list",
                part.name,
                lambda ask, sheet=sheet: _listing(sheet, ask),
            )
            if year == YEARS[-1]:
                desk.page(
                    _sheet(part, sheet.number),
                    "list",
                    part.name,
                    lambda ask, sheet=sheet: _listing(sheet, ask),
                )
        desk.leaves(part, lambda c, p: _leaf(p), _article)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page("/index.php?s=/home/open/index.html", "list", "政务公开", lambda ask: _open(columns))
    desk.page("/index.php?s=/home/open/zfxxgk.html", "list", "政府信息公开", lambda ask: _disclosed(columns))
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return (
        f"/index.php?s=/home/article/lists/cate/{column.key}"
        + (f"/p/{number}" if number > 1 else "")
        + ".html"
    )


def _leaf(paper: Paper) -> str:
    return f"/index.php?s=/home/article/detail/id/{paper.key}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li class="layui-nav-item"><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/", "首页"),
            ("/index.php?s=/home/article/lists/cate/zwyw.html", "政务要闻"),
            ("/index.php?s=/home/open/index.html", "政务公开"),
        )
    )
    return (
        head(
            f"{title}|{COUNTY.name}人民政府",
            more=f'<link rel="stylesheet" href="/Public/layui/css/layui.css">{more}',
        )
        + f'<body><ul class="layui-nav">{nav}</ul><div class="layui-container">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="layui-card"><div class="layui-card-header">{c.name}<a href="{_sheet(c, 1)}">MORE+</a></div><ul>'
        + rows(c.papers[:8], lambda p: f'<li><a href="{_leaf(p)}">{p.title}</a></li>')
        + "</ul></div>"
        for c in (columns[0], columns[1], columns[6])
    )
    return _frame("首页", boxes)


def _open(columns: list[Column]) -> str:
    links = [(_sheet(c, 1), c.name) for c in (columns[2], columns[3], columns[5], columns[6])] + [
        ("/index.php?s=/home/open/zfxxgk.html", "政府信息公开")
    ]
    return _frame(
        "政务公开", "".join(f'<a class="layui-btn" href="{path}">{name}</a>' for path, name in links)
    )


def _disclosed(columns: list[Column]) -> str:
    links = [
        (_sheet(columns[4], 1), "公开指南与制度"),
        (_sheet(Column("xxgkgzbg", ""), 1), "信息公开工作报告"),
    ]
    return _frame(
        "政府信息公开",
        "".join(
            f'<div class="gk-nav" onclick="location.href=\'{path}\'">{name}</div>' for path, name in links
        ),
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c, tail = sheet.column, f"&year={sheet.column.above}" if sheet.column.above else ""
    choice = ""
    if c.above:
        options = "".join(
            f'<option value="{year}"{" selected" if str(year) == c.above else ""}>{year}年度</option>'
            for year in reversed(YEARS)
        )
        choice = f'<form action="/index.php" method="get"><input type="hidden" name="s" value="/home/article/lists/cate/{c.key}.html">年度：<select name="year" onchange="this.form.submit()">{options}</select></form>'
        items = rows(
            sheet.rows,
            lambda p: (
                f'<li class="row" data-url="{_leaf(p)}" onclick="window.open(this.getAttribute(\'data-url\'))"><b>{p.title}</b><i>{p.date}</i></li>'
            ),
        )
    else:
        items = rows(sheet.rows, lambda p: f'<li><a href="{_leaf(p)}">{p.title}</a><i>{p.date}</i></li>')
    back = f'<a class="prev" href="{_sheet(c, sheet.before)}{tail}">«</a>' if sheet.number > 1 else ""
    ahead = f'<a class="next" href="{_sheet(c, sheet.after)}{tail}">»</a>' if sheet.number < sheet.of else ""
    return _frame(
        c.name,
        f'<div class="layui-breadcrumb">位置：<a href="/">首页</a>{c.name}</div>{choice}<ul class="list">{items}</ul><div class="page">{back} <span class="current">{sheet.number}</span> {ahead}</div>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="layui-breadcrumb">位置：<a href="/">首页</a>{column.name}</div><h2 class="tit">{paper.title}</h2><p class="sub">发布人：{paper.source}　发布时间：{paper.date}　浏览：{hits(paper)}</p>'
        f'<div class="cont">{press.markup(paper.write(), "divs" if paper.kind == LAW else "plain")}</div><div class="near"><p>上一条：无</p><p>下一条：无</p></div>',
        metas(COUNTY, column.name, paper),
    )
