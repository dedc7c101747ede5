"""A provincial weather bureau with branches in the cities, each a small site under a path: one report a year among the notices, no column for reports.

Habits: quite plain; 通知公告 holds recruitments, permits, budgets and once a year the report; the branches do the same; half of them page with numbers, half
with words; dates stand in brackets; the province's law reports are in 通知公告 too.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, head, hits

COUNTY = County(
    "槎川省",
    "www.chachuanqx-sample.gov.cn",
    ("气象局",),
    ("白桦岭", "石臼湾", "雁回峰"),
)
CITIES = (("npq", "南泮市"), ("hyq", "菏汀市"), ("lsq", "鹿筱市"), ("xgq", "杏皋市"))
OWN = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作{year}年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
)
LOWER = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{name}{year}年度政府信息公开工作报告",
        "{year}年{name}政府信息公开年度报告",
    ),
    gap=0.12,
)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk, bureau = Desk(COUNTY, port), COUNTY.bureaus[0]
    own = [
        *disclosures(COUNTY, range(2008, 2025), OWN, 20_000, (bureau,)),
        *laws(COUNTY, range(2019, 2025), OWN, 21_000, (bureau,)),
        *heap(COUNTY, "bulletin", 230, 1_000, bureau),
    ]
    columns = [
        Column("tzgg", "通知公告", tuple(newest(own))),
        Column("qxxw", "气象新闻", tuple(heap(COUNTY, "weather", 330, 2_000, bureau))),
        Column("zcfg", "政策法规", tuple(heap(COUNTY, "beside", 24, 3_000, bureau))),
    ]
    skin = Skin(_sheet, _leaf, _listing, _article, 15)
    desk.publish(columns, skin)
    desk.cover("/index.shtml", bureau.name, _home, columns, bureau)
    desk.cover("/dsqxj/index.shtml", "市级气象局", _cities)
    for at, (slug, city) in enumerate(CITIES):
        office, first = _branch(city), 40_000 + 10_000 * at
        notices = [
            *disclosures(COUNTY, range(2014, 2025), LOWER, first, (office,)),
            *heap(COUNTY, "bulletin", 80, first + 1_000, office),
        ]
        branch = [
            Column("tzgg", "通知公告", tuple(newest(notices)), slug),
            Column("gzdt", "工作动态", tuple(heap(COUNTY, "weather", 130, first + 2_000, office)), slug),
        ]
        desk.publish(branch, replace(skin, size=12))
        desk.cover(f"/{slug}/index.shtml", office.name, _home, branch, office)
    return replace(desk.site(), name=bureau.name, seed=f"{desk.root}/ name={bureau.name}")


def _branch(city: str) -> Office:
    """A city's bureau: it is called by the city, not by the province."""
    return replace(COUNTY.office(f"{city}气象局", "department", 8), name=f"{city}气象局")


def _home_of(column: Column) -> str:
    return f"/{column.above}/" if column.above else "/"


def _sheet(column: Column, number: int) -> str:
    return f"{_home_of(column)}{column.key}/index" + ("" if number == 1 else f"_{number}") + ".shtml"


def _leaf(column: Column, paper: Paper) -> str:
    return f"{_home_of(column)}{column.key}/{paper.date[:7].replace('-', '')}/{paper.key}.shtml"


def _frame(title: str, middle: str, above: str = "") -> str:
    who = dict(CITIES)[above] + "气象局" if above else COUNTY.bureaus[0].name
    home = f"/{above}/" if above else "/"
    links = (
        (("工作动态", f"{home}gzdt/"), ("通知公告", f"{home}tzgg/"), ("返回省局", "/"))
        if above
        else (
            ("气象新闻", "/qxxw/"),
            ("通知公告", "/tzgg/"),
            ("政策法规", "/zcfg/"),
            ("市级气象局", "/dsqxj/"),
        )
    )
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in (("首页", home), *links))
    return (
        head(f"{title}-{who}", more='<meta name="viewport" content="width=1200">')
        + f'<body><div id="top"><h1>{who}</h1><ul id="menu">{menu}</ul></div><div id="middle">{middle}</div><div id="bottom"><p>版权所有：{who}　地址：观象路1号</p><p>{NOTE}</p></div></body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int = 40) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span>[{p.date}]</span><a href="{_leaf(column, p)}" target="_blank">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column], office: Office) -> str:
    boxes = "".join(
        f'<div class="lm"><h2>{c.name}</h2><ul>{_items(c, c.papers[:8], 24)}</ul><p><a href="{_sheet(c, 1)}">&gt;&gt;更多</a></p></div>'
        for c in columns
    )
    about = f'<div class="about"><h2>机构简介</h2><p>{office.name}负责本行政区域内气象监测、预报、预警和气象灾害防御的组织管理。</p></div>'
    return _frame(title, boxes + about, columns[0].above)


def _cities(title: str) -> str:
    links = "".join(f'<li><a href="/{slug}/">{city}气象局</a></li>' for slug, city in CITIES)
    return _frame(title, f"<h2>{title}</h2><ul>{links}</ul>")


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    moves = (
        " ".join(
            f"<b>{n}</b>" if n == sheet.number else to(n, str(n))
            for n in range(max(1, sheet.number - 5), min(sheet.of, sheet.number + 5) + 1)
        )
        if c.above in ("", "npq", "lsq")
        else f"{to(1, '首页')} {to(sheet.before, '上一页')} {to(sheet.after, '下一页')} {to(sheet.of, '尾页')}"
    )
    return _frame(
        c.name,
        f'<div class="path">当前位置：<a href="{_home_of(c)}">首页</a>&gt;{c.name}</div><ul class="list">{_items(c, sheet.rows)}</ul><div class="fy">{moves}　共 {len(c.papers)} 条</div>',
        c.above,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="path">当前位置：<a href="{_home_of(column)}">首页</a>&gt;<a href="{_sheet(column, 1)}">{column.name}</a></div><h2 class="bt">{paper.title}</h2>'
        f'<div class="xx">发布日期：{paper.date}　信息来源：{paper.source}　浏览：{hits(paper)}次</div><div class="nr">{press.markup(paper.write(), "divs" if paper.key % 3 == 0 else "plain")}</div>',
        column.above,
    )
