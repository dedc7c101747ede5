"""A small city on .NET MVC of 2017: /Article/List/12?p=2, /Article/Detail/4523, and one digest a year for all bureaus and towns.

Habits: the list of 年度报告 holds the city's own reports and, a year each, a page 汇总 whose table leads to every bureau's and town's; in the first two years
that table leads straight to files; news carry a summary in the list; law reports stand in a column among the notices of the rule of law.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.site import Ask, Block, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head, hits, metas, shown

COUNTY = County(
    "荇塘市",
    "www.xingtangshi-sample.gov.cn",
    ("发展和改革局", "教育体育局", "财政局", "农业农村局", "医疗保障局", "信访局"),
    ("菱湖镇", "双河镇", "瓦窑铺镇", "东门街道"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设工作报告", "{name}{year}年度法治政府建设情况报告"),
    nil="0",
)
LATER = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开年度报告", "{year}年{name}政府信息公开工作年度报告"),
    nil="0",
    gap=0.06,
)  # fmt: skip
FIRST = replace(LATER, gap=0.2, files=(("department", ("docx", "pdf")), ("town", ("pdf",))))
HEAPS = (
    ("3", "荇塘要闻", "news", 430, 1_000), ("4", "公告公示", "notice", 250, 2_000), ("8", "文件发布", "policy", 80, 3_000), ("9", "财政预决算", "budget", 150, 4_000),
    ("10", "人事人才", "staff", 90, 5_000), ("11", "重大项目与采购", "tender", 110, 6_000), ("14", "统计数据", "annual", 70, 7_000), ("15", "政务公开工作", "near", 36, 8_000),
)  # fmt: skip
TOLD = (
    "{place}人民政府办公室关于编制{year}年政府信息公开工作年度报告的通知",
    "图解：{place}{year}年政府信息公开年报",
)
ONWARD = range(2018, 2025)
DIGEST = 9_000  # the keys of the digests: this and the year


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2015, 2025), HABIT, 24_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 56, 8_500),
    ]
    own = [
        *disclosures(COUNTY, range(2009, 2025), HABIT, 20_000, (COUNTY.government,)),
        *beside(COUNTY, TOLD, range(2018, 2024), 8_800, COUNTY.government),
        *map(_digest, ONWARD),
    ]
    columns += [
        Column("13", "法治政府建设", tuple(newest(lawful))),
        Column("12", "政府信息公开年报", tuple(newest(own))),
    ]
    parts = [
        *disclosures(COUNTY, ONWARD[:2], FIRST, 21_000, COUNTY.offices[1:]),
        *disclosures(COUNTY, ONWARD[2:], LATER, 22_000, COUNTY.offices[1:]),
    ]
    skin = Skin(_sheet, _leaf, _listing, lambda c, p, ask: _article(c, p, parts), 15)
    desk.publish(columns, skin)
    desk.leaves(replace(columns[-1], papers=tuple(p for p in parts if p.medium == "html")), _leaf, skin.article)  # fmt: skip
    for paper in (paper for paper in parts if paper.medium != "html"):
        desk.attach(_at(paper), paper, "report")
        desk.expect(paper, _at(paper))
    desk.cover("/Open/Guide", "政府信息公开指南", _guide)
    desk.cover("/Open", "政务公开", _open, columns)
    desk.cover("/index.html", "首页", _home, columns)
    return desk.site()


def _digest(year: int) -> Paper:
    """The page that lists what bureaus and towns reported on one year."""
    title = f"{COUNTY.name}{year}年市直部门、乡镇（街道）政府信息公开工作年度报告汇总"
    words = (Block("p", f"现将市直各部门、各乡镇（街道）编制的{year}年政府信息公开工作年度报告集中公布，请点击查看。"),)  # fmt: skip
    return Paper(DIGEST + year, title, f"{year + 1}-02-{year % 9 + 3:02d}", f"{COUNTY.name}人民政府办公室", lambda: words)  # fmt: skip


def _sheet(column: Column, number: int) -> str:
    return f"/Article/List/{column.key}" + (f"?p={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/Article/Detail/{paper.key}"


def _at(paper: Paper) -> str:
    """Where a part of a digest stands: an article, or a file of the first years."""
    if paper.medium == "html":
        return f"/Article/Detail/{paper.key}"
    return f"/Upload/File/{paper.date.replace('-', '')[:6]}/{paper.date.replace('-', '')}{paper.key:07d}.{paper.medium}"


def _frame(title: str, middle: str, more: str = "") -> str:
    menu = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/", "网站首页"), ("/Article/List/3", "荇塘要闻"), ("/Open", "政务公开"), ("/Article/List/4", "公告公示"), ("/Article/List/15", "政务公开工作"),
        )
    )  # fmt: skip
    return (
        head(f"{title}-{COUNTY.name}政府网", more=f'<link href="/Content/bootstrap.min.css" rel="stylesheet" /><link href="/Content/site.css" rel="stylesheet" />{more}')
        + f'<body><div class="container"><div class="row banner"><img src="/Content/images/logo.png" alt="{COUNTY.name}人民政府" /></div><ul class="nav nav-justified">{menu}</ul>'
        f'<div class="row body">{middle}</div></div>{footer(COUNTY)}<script src="/Scripts/jquery-1.10.2.min.js"></script></body></html>'
    )  # fmt: skip


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="col-md-6"><div class="panel"><div class="panel-heading"><a href="/Article/List/{c.key}">{c.name}</a></div><ul class="list-unstyled">'
        + rows(c.papers[:8], lambda p: f'<li><a href="/Article/Detail/{p.key}" target="_blank">{p.title}</a></li>')
        + "</ul></div></div>"
        for c in columns[:2]
    )  # fmt: skip
    return _frame(title, f'{boxes}<div class="col-md-12 ad"><a href="/Open"><img src="/Content/images/zwgk.jpg" alt="政务公开" /></a></div>')  # fmt: skip


def _open(title: str, columns: list[Column]) -> str:
    tiles = "".join(
        f'<div class="col-md-3 tile"><a href="/Article/List/{c.key}"><span class="glyphicon glyphicon-file"></span>{c.name}</a></div>'
        for c in columns[2:]
    )
    return _frame(
        title,
        f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li>{title}</li></ol><div class="col-md-3 tile"><a href="/Open/Guide"><span class="glyphicon glyphicon-book"></span>政府信息公开指南</a></div>{tiles}',
    )


def _guide(title: str) -> str:
    return _frame(
        title,
        f"<h3>{COUNTY.name}{title}</h3><p>本指南适用于向{COUNTY.name}人民政府申请获取政府信息的公民、法人和其他组织。</p><p>市政府办公室负责推进、指导、协调全市政府信息公开工作。</p>",
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f'<li{" class=active" if n == sheet.number else ""}><a href="{_sheet(c, n)}">{n}</a></li>'
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    brief = lambda p: f"<p class=\"brief\">{p.write()[0].text[:48]}…</p>" if c.key == "3" else ""  # noqa: E731  # fmt: skip
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li class="list-group-item"><span class="badge">{p.date.replace("-", "/")}</span><a href="/Article/Detail/{p.key}">{p.title}</a>{brief(p)}</li>'
        ),
    )
    return _frame(
        c.name,
        f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/Open">政务公开</a></li><li class="active">{c.name}</li></ol><ul class="list-group">{items}</ul>'
        f'<ul class="pagination"><li><a href="{_sheet(c, sheet.before)}">&laquo;</a></li>{numbers}<li><a href="{_sheet(c, sheet.after)}">&raquo;</a></li></ul>',
        metas(COUNTY, c.name),
    )


def _table(parts: list[Paper], year: int) -> str:
    mine = [p for office in COUNTY.offices[1:] for p in parts if p.office == office and p.year == year]
    lines = "".join(
        f'<tr><td>{at}</td><td>{p.source}</td><td><a href="{_at(p)}" target="_blank">{p.title}</a></td><td>{p.date}</td></tr>'
        for at, p in enumerate(mine, 1)
    )
    return f'<table class="table table-bordered"><tr><td>序号</td><td>单位</td><td>年度报告</td><td>公开日期</td></tr>{lines}</table>'


def _article(column: Column, paper: Paper, parts: list[Paper]) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year > 2019 else "plain")
    if paper.key - DIGEST in ONWARD:
        text += _table(parts, paper.key - DIGEST)
    return _frame(
        paper.title,
        f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/Article/List/{column.key}">{column.name}</a></li><li class="active">正文</li></ol>'
        f'<h2 class="text-center">{paper.title}</h2><p class="text-center text-muted">{shown(paper)}　{paper.source}　阅读（{hits(paper)}）</p><div class="article-body">{text}</div>',
        metas(COUNTY, column.name, paper),
    )
