"""A province's department of transport on a newspaper's publishing system: node_118.htm, node_118_2.htm, 2016-03/24/content_20117.htm.

Habits: reports of the department since 2008 and of the three bureaus below it until the reform of 2018 share one node, 政府信息公开年度报告, with circulars
between them; titles may say 省交通运输厅 or name nobody; dates are 2016-03-24 09:12 in texts and 03-24 in lists; head and foot are tables of 2010.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, old_head

COUNTY = County(
    "淙江省",
    "jt.congjiang-sample.gov.cn",
    ("交通运输厅", "公路管理局", "道路运输管理局", "港航管理局"),
    ("潞泽市", "云埠市", "梓平市"),
)
HALL = replace(COUNTY.bureaus[0], stem="省交通运输厅", we="我厅")
BELOW = COUNTY.bureaus[1:]
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开年度报告", "{stem}{year}年度政府信息公开工作年度报告",
        "{year}年政府信息公开工作年度报告",
    ),
    law_titles=("{name}{year}年度法治政府部门建设工作报告", "{name}{year}年法治政府建设工作情况报告"),
    nil="0",
    gap=0.0,
)  # fmt: skip
LOWER = Habit(titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度信息公开工作报告"), gap=0.1)
HEAPS = (
    ("101", "交通要闻", "roads", 420, 1_000), ("102", "行业动态", "news", 260, 2_000), ("103", "通知公告", "notice", 200, 3_000), ("111", "规范性文件", "policy", 70, 4_000),
    ("112", "财务信息", "budget", 120, 5_000), ("113", "人事信息", "staff", 90, 6_000), ("114", "统计与总结", "annual", 70, 7_000), ("115", "招标投标", "tender", 110, 8_000),
    ("116", "公开制度", "beside", 20, 9_000),
)  # fmt: skip
TOLD = (
    "{place}交通运输厅办公室关于报送{year}年度政府信息公开工作年度报告的通知",
    "{place}交通运输厅{year}年政府网站工作年度报表",
    "{place}交通运输厅办公室关于{year}年度政务公开考核结果的通报",
)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2008, 2025), HABIT, 20_000, (HALL,)),
        *disclosures(COUNTY, range(2010, 2018), LOWER, 21_000, BELOW),
        *beside(COUNTY, TOLD, range(2010, 2024), 9_500, HALL),
    ]
    lawful = [
        *laws(COUNTY, range(2015, 2025), HABIT, 24_000, (HALL,)),
        *heap(COUNTY, "law", 50, 9_200, HALL),
    ]
    columns += [
        Column("117", "法治交通", tuple(newest(lawful))),
        Column("118", "政府信息公开年度报告", tuple(newest(annual))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 18))
    desk.cover("/node_119.htm", "政府信息公开指南", _guide)
    desk.cover("/node_110.htm", "政务公开", _open, columns)
    desk.cover("/index.htm", HALL.name, _home, columns)
    site = desk.site()
    return replace(site, name=HALL.name, seed=f"{desk.root}/ name={HALL.name}")


def _sheet(column: Column, number: int) -> str:
    return f"/node_{column.key}" + ("" if number == 1 else f"_{number}") + ".htm"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{paper.date[:7]}/{paper.date[8:]}/content_{paper.key}.htm"


def _frame(title: str, middle: str, up: str = "") -> str:
    menu = "".join(
        f'<td align="center"><a class="w14" href="{up}{path}">{name}</a></td>'
        for path, name in (("index.htm", "网站首页"), ("node_101.htm", "交通要闻"), ("node_102.htm", "行业动态"), ("node_110.htm", "政务公开"), ("node_103.htm", "通知公告"))
    )  # fmt: skip
    return (
        old_head(title, "utf-8", f'<link href="{up}res/main.css" rel="stylesheet" type="text/css" />')
        + f'<body><table width="960" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td><img src="{up}res/banner.jpg" width="960" height="150" alt="{HALL.name}" /></td></tr></table>'
        f'<table width="960" border="0" align="center" bgcolor="#1c5ea8"><tr>{menu}</tr></table>{middle}'
        f'<table width="960" border="0" align="center"><tr><td align="center" class="foot">主办单位：{HALL.name}　地址：淙江省潞泽市江堤路9号<br />{NOTE}</td></tr></table></body></html>'
    )


def _items(papers: tuple[Paper, ...], width: int) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr><td width="16"><img src="res/dot.gif" /></td><td><a href="{_leaf(Column("", ""), p)[1:]}" target="_blank">{clip(p.title, width)}</a></td><td class="rq" align="right">{p.date}</td></tr>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<td width="480" valign="top"><div class="lm"><a href="node_{c.key}.htm">{c.name}</a></div><table width="100%">{_items(c.papers[:8], 20)}</table></td>'
        for c in columns[:2]
    )
    return _frame(title, f'<table width="960" align="center"><tr>{boxes}</tr></table>')


def _open(title: str, columns: list[Column]) -> str:
    left = "".join(f'<tr><td class="zl"><a href="node_{c.key}.htm">{c.name}</a></td></tr>' for c in columns[3:])  # fmt: skip
    blocks = "".join(
        f'<div class="lm"><a href="node_{c.key}.htm">{c.name}</a></div><table width="100%">{_items(c.papers[:5], 34)}</table>'
        for c in (columns[3], columns[-2], columns[-1])
    )
    return _frame(
        title,
        f'<table width="960" align="center"><tr><td width="220" valign="top"><table width="100%"><tr><td class="zl"><a href="node_119.htm">政府信息公开指南</a></td></tr>{left}</table></td><td valign="top">{blocks}</td></tr></table>',
    )


def _guide(title: str) -> str:
    return _frame(
        title,
        f'<table width="960" align="center"><tr><td><h2 align="center">{HALL.name}{title}</h2><p>　　本厅政府信息公开工作机构为厅办公室，受理时间为工作日上午九时至下午五时。</p><p>　　申请人可以当面、书面或者通过本网站提出申请。</p></td></tr></table>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = " ".join(
        f'<span class="dq">{n}</span>' if n == sheet.number else f'<a href="{_sheet(c, n)[1:]}">{n}</a>'
        for n in range(1, sheet.of + 1)
    )
    ahead = f'<a href="{_sheet(c, sheet.after)[1:]}">下一页</a>' if sheet.number < sheet.of else ""
    return _frame(
        c.name,
        f'<table width="960" align="center"><tr><td class="wz">您当前的位置：<a href="index.htm">首页</a> &gt; {c.name}</td></tr><tr><td><table width="96%" align="center">{_items(sheet.rows, 42)}</table></td></tr><tr><td align="center" class="fy">{numbers} {ahead}</td></tr></table>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    up = "../../"
    text = press.markup(paper.write(), "divs" if paper.kind and paper.year < 2014 else "plain")
    return _frame(
        paper.title,
        f'<table width="960" align="center"><tr><td class="wz">您当前的位置：<a href="{up}index.htm">首页</a> &gt; <a href="{up}node_{column.key}.htm">{column.name}</a></td></tr>'
        f'<tr><td align="center" class="bt"><founder-title>{paper.title}</founder-title></td></tr><tr><td align="center" class="xx">{paper.date} 09:{10 + paper.key % 50}　来源：<span>{paper.source}</span></td></tr>'
        f'<tr><td class="zw"><founder-content>{text}</founder-content></td></tr></table>',
        up,
    )
