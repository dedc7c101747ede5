"""A county on a SiteFactory-like ASP.NET system: /Category_35/Index_2.aspx, /Item/20034.aspx, a left column of 栏目导航.

Habits: one column 信息公开年报 for all organs, twenty a page, where circulars and readings lie among the reports; some titles of departments do not name them;
reports up to 2018 were pasted from Word; dates are [2019-01-18] in lists and 2019年1月18日 above the text.
"""

from __future__ import annotations

from crawler.demo.site import Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import hits, old_footer, old_head, shown

COUNTY = County(
    "郗岭县",
    "www.xiling-sample.gov.cn",
    ("教育局", "国土资源局", "卫生和计划生育局", "粮食局", "档案局"),
    ("郗河镇", "铁炉镇", "石磨乡", "望城岗街道"),
)
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{name}{year}年政府信息公开年报",
        "{name}{year}年度政府信息公开工作报告",
        "{year}年度政府信息公开工作情况报告",
    ),
    law_titles=(
        "{name}{year}年度法治政府建设工作报告",
        "{name}关于{year}年法治政府建设工作情况的报告",
    ),
    tables=("government", "department"),
    nil="0",
    gap=0.2,
)
BESIDE = (
    "{place}各单位{year}年政府信息公开年报编制工作全面完成",
    "关于报送{year}年度政府信息公开工作年度报告的通知",
    "{office}{year}年第四季度政府信息公开统计表",
    "关于{year}年度政府信息公开工作考评结果的通报",
)
HEAPS = (
    ("3", "郗岭要闻", "news", 420, 1_000), ("4", "公示公告", "notice", 260, 2_000), ("21", "政策文件", "policy", 60, 3_000), ("24", "财政预决算", "budget", 160, 4_000),
    ("27", "人事信息", "staff", 80, 5_000), ("29", "招标采购", "tender", 110, 6_000), ("31", "计划总结", "annual", 90, 7_000), ("33", "公开制度", "near", 30, 8_000),
)  # fmt: skip
SIZE = 20


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2010, 2014), HABIT, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, range(2014, 2021), HABIT, 21_000),
        *beside(COUNTY, BESIDE, range(2014, 2021), 9_000),
    ]
    lawful = [
        *laws(COUNTY, range(2016, 2021), HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[0])),
        *heap(COUNTY, "law", 50, 10_000),
    ]
    columns += [
        Column("35", "信息公开年报", tuple(newest(annual))),
        Column("36", "依法行政", tuple(newest(lawful))),
    ]
    skin = Skin(
        _sheet, _leaf, lambda sheet, ask: _listing(sheet, columns[2:]), lambda c, p, ask: _article(c, p), SIZE
    )
    desk.publish(columns, skin)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page("/Category_20/Index.aspx", "list", "政务公开", lambda ask: _channel(columns[2:]))
    return desk.site("User-agent: *\nDisallow: /Manage/\nDisallow: /Install/\n")


def _sheet(column: Column, number: int) -> str:
    return f"/Category_{column.key}/Index{f'_{number}' if number > 1 else ''}.aspx"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/Item/{paper.key}.aspx"


def _frame(title: str, middle: str) -> str:
    menu = "".join(
        f'<li><a href="{path}"><span>{name}</span></a></li>'
        for path, name in (
            ("/", "首 页"),
            ("/Category_3/Index.aspx", "新闻中心"),
            ("/Category_20/Index.aspx", "政务公开"),
            ("/Category_4/Index.aspx", "公示公告"),
        )
    )
    return (
        old_head(f"{title} - {COUNTY.name}人民政府网", "utf-8", '<link href="/Skin/Blue/style.css" rel="stylesheet" type="text/css" />')
        + f'<body><div id="top_box"><div id="logo"><img src="/Skin/Blue/images/logo.gif" alt="{COUNTY.name}" /></div><div id="menu"><ul>{menu}</ul></div></div>'
        f'<div id="main">{middle}</div>{old_footer(COUNTY)}</body></html>'
    )  # fmt: skip


def _box(column: Column, count: int, width: int) -> str:
    items = rows(
        column.papers[:count],
        lambda p: (
            f'<li><span class="date">{p.date[5:]}</span><a href="{_leaf(column, p)}" target="_blank" title="标题：{p.title}">{clip(p.title, width)}</a></li>'
        ),
    )
    return f'<dl class="box"><dt><span class="more"><a href="{_sheet(column, 1)}">更多&gt;&gt;</a></span>{column.name}</dt><dd><ul>{items}</ul></dd></dl>'


def _home(columns: list[Column]) -> str:
    return _frame("首页", "".join(_box(c, 9, 24) for c in (columns[0], columns[1], columns[3])))


def _channel(columns: list[Column]) -> str:
    return _frame(
        "政务公开",
        f'<div id="sidebar">{_aside(columns)}</div><div id="mainbar">{"".join(_box(c, 5, 30) for c in columns[:4])}</div>',
    )


def _aside(columns: list[Column]) -> str:
    items = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns)
    return f'<div class="childnav"><h3>栏目导航</h3><ul>{items}</ul></div>'


def _where(column: Column, last: str) -> str:
    return f'<div class="r_navigation">您现在的位置：<a href="/">{COUNTY.name}人民政府网</a> &gt; <a href="/Category_20/Index.aspx">政务公开</a> &gt; <a href="{_sheet(column, 1)}">{column.name}</a>{last}</div>'


def _listing(sheet: Sheet, columns: list[Column]) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><span class="date">[{p.date}]</span><a href="{_leaf(c, p)}" target="_blank">{p.title}</a></li>'
        ),
    )
    move = lambda word, n: (  # noqa: E731
        f"<span class='disabled'>{word}</span>"
        if n == sheet.number
        else f'<a href="{_sheet(c, n)}">{word}</a>'
    )
    options = "".join(
        f'<option value="{_sheet(c, n)}"{" selected" if n == sheet.number else ""}>{n}</option>'
        for n in range(1, sheet.of + 1)
    )
    pager = (
        f'<div class="page">共 <b>{len(c.papers)}</b> 条记录　{move("首页", 1)} {move("上一页", sheet.before)} {move("下一页", sheet.after)} {move("尾页", sheet.of)}　'
        f'{SIZE}条/页　转到第<select onchange="window.location=this.value">{options}</select>页</div>'
    )
    return _frame(
        c.name,
        f'<div id="sidebar">{_aside(columns)}</div><div id="mainbar">{_where(c, "")}<ul class="list">{items}</ul>{pager}</div>',
    )


def _article(column: Column, paper: Paper) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year < 2019 else "plain")
    return _frame(
        paper.title,
        f'{_where(column, " &gt; 正文")}<div class="c_content"><h2 class="title">{paper.title}</h2>'
        f'<div class="info">文章来源：{paper.source}　　录入：admin　　更新时间：{shown(paper)}　　点击数：{hits(paper)}</div><div id="fontzoom">{text}</div>'
        '<div class="c_tool">【字体：<a href="javascript:ContentSize(16)">大</a> <a href="javascript:ContentSize(14)">中</a> <a href="javascript:ContentSize(12)">小</a>】【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</div></div>',
    )
