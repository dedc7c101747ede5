"""A city's tax bureau and the bureaus below it on one system of their province: /web/home/yt-0102, /web/list/yt-0102-14-1, /web/detail/yt-0102-14-61007.

Habits: the first page redirects to the city's; every unit has the same six columns and a switch to the others; the city also keeps what the state tax bureau
and the local tax bureau published before they were joined in 2018, behind a link above its own reports; dates stand before titles in lists.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, head

COUNTY = County("鄢汀市", "yanting.tax-sample.gov.cn", (), ("北津区", "禄川县", "楮阳县"))
TRADES = ("出口退税", "小微企业减免", "发票电子化", "社保费征收", "研发费用加计扣除", "车辆购置税", "个人所得税汇算", "契税申报")  # fmt: skip
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告"),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}{year}年度法治政府建设年度报告"),
    nil="0",
    gap=0.08,
)  # fmt: skip
PARTS = (
    ("11", "税务新闻", "duty", 150), ("12", "公示公告", "levy", 120), ("13", "财务信息", "budget", 14), ("15", "制度与动态", "beside", 14),
)  # fmt: skip
TOLD = ("{office}{year}年度政府信息公开工作年度报告数据解读", "{office}{year}年政府信息公开申请办理情况统计")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    units = (
        _office("国家税务总局鄢汀市税务局"), _office("国家税务总局鄢汀市北津区税务局"), _office("国家税务总局鄢汀市经济技术开发区税务局"),
        _office("国家税务总局禄川县税务局"), _office("国家税务总局楮阳县税务局"),
    )  # fmt: skip
    for at, office in enumerate(units):
        columns = _columns(office, f"yt-{100 + at:04d}", 10_000 * (at + 1))
        desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 16))
        desk.cover(f"/web/home/yt-{100 + at:04d}", office.name, _home, columns, units)
        desk.cover(f"/web/open/yt-{100 + at:04d}", f"政府信息公开_{office.name}", _open, office, columns)
    former = [
        *disclosures(COUNTY, range(2008, 2018), HABIT, 90_000, (_office("鄢汀市国家税务局"),)),
        *disclosures(COUNTY, range(2010, 2018), HABIT, 91_000, (_office("鄢汀市地方税务局"),)),
        *disclosures(COUNTY, range(2014, 2018), HABIT, 92_000, (_office("禄川县国家税务局"),)),
    ]
    desk.publish([Column("yt-0100-19", "历年年报（国税地税征管体制改革前）", tuple(newest(former)), units[0].name)], Skin(_sheet, _leaf, _listing, _article, 16))  # fmt: skip
    desk.move("/index.html", "/web/home/yt-0100")
    site = desk.site("User-agent: *\nDisallow: /web/search\n")
    return replace(site, name=units[0].name, seed=f"{desk.root}/ name={units[0].name}")


def _office(name: str) -> Office:
    """A tax bureau, whose name begins with the administration's and not with the place's."""
    return replace(COUNTY.office(name, "department", 9), name=name, stem=name, we="我局", topics=TRADES)


def _columns(office: Office, unit: str, first: int) -> list[Column]:
    """The columns of one unit; law reports are the city's and two others'."""
    city = unit.endswith("00")
    found = [
        Column(
            f"{unit}-{key}",
            name,
            tuple(heap(COUNTY, pool, count * (2 if city else 1), first + int(key) * 300, office)),
            office.name,
        )
        for key, name, pool, count in PARTS
    ]
    annual = [
        *disclosures(COUNTY, range(2018, 2025), HABIT, first + 6_000, (office,)),
        *(beside(COUNTY, TOLD, range(2020, 2025), first + 6_500, office) if city else ()),
    ]
    found.append(Column(f"{unit}-14", "政府信息公开年报", tuple(newest(annual)), office.name))
    years = range(2018, 2025) if city else range(2021, 2025) if unit[-1] in "13" else range(0)
    lawful = [*laws(COUNTY, years, HABIT, first + 7_000, (office,)), *heap(COUNTY, "law", 16, first + 7_500, office)]  # fmt: skip
    found.append(Column(f"{unit}-16", "法治税务", tuple(newest(lawful)), office.name))
    return found


def _unit(column: Column) -> str:
    return column.key.rpartition("-")[0]


def _sheet(column: Column, number: int) -> str:
    return f"/web/list/{column.key}-{number}"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/web/detail/{column.key}-{paper.key}"


def _frame(title: str, middle: str, name: str, unit: str) -> str:
    menu = "".join(
        f'<li><a href="/web/{path}">{word}</a></li>'
        for path, word in (
            (f"home/{unit}", "首页"), (f"list/{unit}-11-1", "税务新闻"), (f"open/{unit}", "信息公开"), (f"list/{unit}-12-1", "通知公告"),
        )
    )  # fmt: skip
    return (
        head(title, more='<link rel="stylesheet" href="/static/css/taxweb.css"><script src="/static/js/jquery-1.11.3.min.js"></script>')
        + f'<body><div class="head"><img src="/static/img/hui.png" alt="税徽"><strong>{name}</strong></div><ul class="nav">{menu}</ul><div class="con">{middle}</div>'
        f'<div class="foot"><p>主办单位：{name}　网站标识码：bm99000001</p><p>{NOTE}</p></div></body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...], width: int = 38) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span class="date">[{p.date}]</span> <a href="{_leaf(column, p)}" title="{p.title}">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column], units: tuple[Office, ...]) -> str:
    boxes = "".join(
        f'<div class="mod"><h3>{c.name}<a href="{_sheet(c, 1)}">更多</a></h3><ul>{_items(c, c.papers[:7], 26)}</ul></div>'
        for c in columns[:2]
    )
    switch = "".join(f'<a href="/web/home/yt-{100 + at:04d}">{office.name.removeprefix("国家税务总局")}</a>' for at, office in enumerate(units))  # fmt: skip
    return _frame(title, f'{boxes}<div class="switch"><b>鄢汀税务网站群</b>{switch}</div>', title, _unit(columns[0]))  # fmt: skip


def _open(title: str, office: Office, columns: list[Column]) -> str:
    """Disclosure of a unit: the guide in words, then what the law wants as links."""
    legal = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns[1:])
    return _frame(
        title,
        f'<div class="left"><h3>政府信息公开</h3><ul>{legal}</ul></div><div class="right"><h2>政府信息公开指南</h2><p>{office.name}办公室负责受理政府信息公开申请，办公时间为工作日。</p>'
        "<p>申请人应当填写申请表，并提供身份证明。答复期限为收到申请之日起20个工作日。</p></div>",
        office.name,
        _unit(columns[0]),
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    unit = _unit(c)
    numbers = "".join(
        f'<a class="cur">{n}</a>' if n == sheet.number else f'<a href="{_sheet(c, n)}">{n}</a>'
        for n in range(max(1, sheet.number - 5), min(sheet.of, sheet.number + 5) + 1)
    )
    before = '<p class="tip"><a href="/web/list/yt-0100-19-1">历年年报（国税地税征管体制改革前）</a></p>' if c.key == "yt-0100-14" else ""  # fmt: skip
    return _frame(
        f"{c.name}_{c.above}",
        f'<div class="path">当前位置：<a href="/web/home/{unit}">首页</a> &gt; <a href="/web/open/{unit}">信息公开</a> &gt; {c.name}</div>{before}<ul class="list">{_items(c, sheet.rows)}</ul>'
        f'<div class="pager">共{sheet.of}页 <a href="{_sheet(c, sheet.before)}">上一页</a>{numbers}<a href="{_sheet(c, sheet.after)}">下一页</a></div>',
        c.above,
        unit,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    unit = _unit(column)
    return _frame(
        f"{paper.title}_{column.above}",
        f'<div class="path">当前位置：<a href="/web/home/{unit}">首页</a> &gt; <a href="{_sheet(column, 1)}">{column.name}</a> &gt; 正文</div><h1>{paper.title}</h1>'
        f'<p class="sub">发布时间：{paper.date} 08:{10 + paper.key % 50}　来源：{paper.source}　【字号：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a>】　打印本页</p>'
        f'<div class="detail">{press.markup(paper.write(), "word" if paper.kind else "plain")}</div>',
        column.above,
        unit,
    )
