"""A county on the platform its province lends to all: /xiupu/c100234/list.shtml, content_<32 digits>.shtml, a disclosure zone of four parts.

Habits: the zone has 指南, 制度, 法定主动公开内容 and 政府信息公开年报 on its left; the last opens into county, departments and towns; every organ also
has a catalogue of its own, where the same texts stand in a short list; articles carry a box of 索引号 and 发布机构.
"""

from __future__ import annotations

import hashlib

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, hits, metas

COUNTY = County(
    "岫浦县",
    "www.xiupu-sample.gov.cn",
    ("教育局", "民政局", "财政局", "人力资源和社会保障局", "水利局", "审计局"),
    ("龙窝镇", "白茅镇", "桐子坪乡", "城南街道"),
)
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告", "{name}{year}年政府信息公开工作年度报告",
        "{year}年{name}政府信息公开年度报告", "{name}政府信息公开工作年度报告（{year}年）",
    ),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}关于{year}年度法治政府建设工作情况的报告"),
    nil="0",
    gap=0.12,
)  # fmt: skip
HEAPS = (
    ("c100101", "岫浦要闻", "news", 420, 1_000), ("c100103", "通知公告", "notice", 260, 2_000), ("c100211", "县政府文件", "policy", 80, 3_000),
    ("c100215", "财政预决算", "budget", 150, 4_000), ("c100218", "人事信息", "staff", 90, 5_000), ("c100221", "政府采购", "tender", 110, 6_000),
    ("c100224", "统计公报", "annual", 60, 7_000),
)  # fmt: skip
BESIDE = (
    "{place}{year}年政府信息公开工作年度报告图解",
    "{place}人民政府办公室关于{year}年全县政务公开工作考核情况的通报",
    "{place}{year}年度政府网站工作年度报表",
)
LEVELS = (("c100235", "县政府", "government"), ("c100236", "县直部门", "department"), ("c100237", "乡镇街道", "town"))  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2017, 2025), HABIT, 24_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 50, 8_000),
    ]
    columns += [
        Column("c100226", "法治政府建设", tuple(newest(lawful))),
        Column("c100231", "政府信息公开制度", tuple(heap(COUNTY, "beside", 30, 9_000))),
    ]
    annual = [Column(key, f"{name}年报", tuple(newest(_annual(level)))) for key, name, level in LEVELS]
    desk.publish([*columns, *annual], Skin(_sheet, _leaf, _listing, _article, 20))
    for office in COUNTY.offices[1:]:
        desk.cover(f"/xiupu/{_organ(office)}/gkml.shtml", office.name, _catalogue, office, annual, columns)
    desk.cover("/xiupu/c100230/gkzn.shtml", "政府信息公开指南", _guide)
    desk.cover("/xiupu/zfxxgk.shtml", "政府信息公开", _zone, columns)
    desk.cover("/xiupu/bmxz.shtml", "部门乡镇信息公开", _organs)
    desk.cover("/index.html", "首页", _home, columns)
    return desk.site("User-agent: *\nDisallow: /cms/\n")


def _annual(level: str) -> list[Paper]:
    """The reports of one level; the county's own list also has the charts and what the office says about them."""
    if level == "government":
        own = disclosures(COUNTY, range(2011, 2025), HABIT, 20_000, (COUNTY.government,))
        return [*own, *beside(COUNTY, BESIDE, range(2019, 2025), 9_500, COUNTY.government)]
    if level == "department":
        return disclosures(COUNTY, range(2017, 2025), HABIT, 21_000, COUNTY.bureaus)
    return disclosures(COUNTY, range(2020, 2025), HABIT, 22_000, COUNTY.villages)


def _organ(office: Office) -> str:
    return f"bm{4301 + COUNTY.offices.index(office)}"


def _sheet(column: Column, number: int) -> str:
    return f"/xiupu/{column.key}/" + ("list.shtml" if number == 1 else f"list_{number}.shtml")


def _leaf(column: Column, paper: Paper) -> str:
    digits = hashlib.sha256(f"{column.key}{paper.key}".encode()).hexdigest()[:32]
    return f"/xiupu/{column.key}/{paper.date[:4]}{paper.date[5:7]}/content_{digits}.shtml"


def _frame(title: str, middle: str, more: str = "") -> str:
    menu = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/", "首页"), ("/xiupu/c100101/list.shtml", "走进岫浦"), ("/xiupu/zfxxgk.shtml", "信息公开"),
            ("/xiupu/bmxz.shtml", "部门乡镇"), ("/xiupu/c100103/list.shtml", "公告公示"),
        )
    )  # fmt: skip
    return (
        head(f"{title}_{COUNTY.name}人民政府", more=f'<link rel="stylesheet" href="/xiupu/css/common.css">{more}')
        + f'<body><div class="top"><a class="logo" href="/">{COUNTY.name}人民政府门户网站</a></div><div class="nav"><ul>{menu}</ul></div>'
        f'<div class="container">{middle}</div>{footer(COUNTY)}</body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...] | list[Paper], width: int = 40) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" target="_blank" title="{p.title}">{clip(p.title, width)}</a><span>{p.date}</span></li>'
        ),
    )


def _side() -> str:
    """The left side of the zone, which is on every list."""
    links = [
        ("政府信息公开指南", "/xiupu/c100230/gkzn.shtml"),
        ("政府信息公开制度", "/xiupu/c100231/list.shtml"),
        ("法定主动公开内容", "/xiupu/zfxxgk.shtml"),
        ("政府信息公开年报", "/xiupu/c100235/list.shtml"),
    ]
    parts = "".join(f'<dd><a href="/xiupu/{key}/list.shtml">{name}</a></dd>' for key, name, _ in LEVELS)
    return '<dl class="side">' + "".join(f'<dt><a href="{path}">{name}</a></dt>' for name, path in links) + f"{parts}</dl>"  # fmt: skip


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="block"><h2><a href="{_sheet(c, 1)}">{c.name}</a><a class="gd" href="{_sheet(c, 1)}">更多&gt;&gt;</a></h2><ul>{_items(c, c.papers[:7], 24)}</ul></div>'
        for c in columns[:3]
    )
    links = '<div class="quick"><a href="/xiupu/zfxxgk.shtml"><img src="/xiupu/images/gk.png" alt="政府信息公开"></a></div>'
    return _frame(title, boxes + links)


def _zone(title: str, columns: list[Column]) -> str:
    cards = "".join(
        f'<li><a href="{_sheet(c, 1)}"><i class="ico"></i>{c.name}</a></li>' for c in columns[2:-1]
    )
    return _frame(title, f'<div class="fl">{_side()}</div><div class="fr"><h3>法定主动公开内容</h3><ul class="cards">{cards}</ul></div>')  # fmt: skip


def _guide(title: str) -> str:
    return _frame(
        title,
        f'<div class="fl">{_side()}</div><div class="fr"><h1>{COUNTY.name}人民政府政府信息公开指南</h1><p>为了方便公民、法人和其他组织获取政府信息，制定本指南。</p>'
        "<p>一、主动公开的范围、形式和时限。二、依申请公开的受理机构、提出申请的方式和处理流程。三、监督和救济渠道。</p></div>",
    )


def _organs(title: str) -> str:
    def links(offices: tuple[Office, ...]) -> str:
        return "".join(f'<li><a href="/xiupu/{_organ(o)}/gkml.shtml">{o.stem}</a></li>' for o in offices)

    return _frame(
        title,
        f'<h3>县直部门</h3><ul class="org">{links(COUNTY.bureaus)}</ul><h3>乡镇街道</h3><ul class="org">{links(COUNTY.villages)}</ul>',
    )


def _catalogue(title: str, office: Office, annual: list[Column], columns: list[Column]) -> str:
    """An organ's own page: its latest reports and its latest notices, the same texts as elsewhere."""
    column = annual[1 if office.level == "department" else 2]
    mine = [p for p in column.papers if p.office == office]
    told = [p for p in columns[1].papers if p.source == office.name][:6]
    return _frame(
        title,
        f"<h1>{office.name}</h1><h3>通知公告</h3><ul>{_items(columns[1], told)}</ul><h3>政府信息公开年报</h3><ul>{_items(column, mine)}</ul>",
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f'<a href="{_sheet(c, n)}"{" class=on" if n == sheet.number else ""}>{n}</a>'
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    turn = f'<a href="{_sheet(c, sheet.before)}">上一页</a>{numbers}<a href="{_sheet(c, sheet.after)}">下一页</a><a href="{_sheet(c, sheet.of)}">尾页</a>'
    return _frame(
        c.name,
        f'<div class="fl">{_side()}</div><div class="fr"><div class="wz">当前位置：<a href="/">首页</a> &gt; <a href="/xiupu/zfxxgk.shtml">信息公开</a> &gt; {c.name}</div>'
        f'<ul class="list">{_items(c, sheet.rows)}</ul><div class="page">共{len(c.papers)}条 {turn}</div></div>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    box = f'<table class="xxgk"><tr><th>索引号</th><td>xp/2024-{paper.key:05d}</td><th>发布机构</th><td>{paper.source}</td></tr><tr><th>公开日期</th><td>{paper.date}</td><th>公开方式</th><td>主动公开</td></tr></table>'
    return _frame(
        paper.title,
        f'<div class="wz">当前位置：<a href="/">首页</a> &gt; <a href="{_sheet(column, 1)}">{column.name}</a> &gt; 正文</div>{box if paper.kind else ""}<h1 class="title">{paper.title}</h1>'
        f'<div class="info">来源：{paper.source}　发布时间：{paper.date} 1{paper.key % 10}:24　浏览量：{hits(paper)}　字体：【<a href="javascript:zoom(16)">大</a> <a href="javascript:zoom(14)">小</a>】</div>'
        f'<div id="zoom" class="content">{press.markup(paper.write(), "word" if paper.kind else "plain")}</div>',
        metas(COUNTY, column.name, paper),
    )
