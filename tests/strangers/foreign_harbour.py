"""A harbour district of 2025: pages rendered on a server and taken over by Vue, /open/annual?unit=1042&page=2, /detail/1846120937716224001.

Habits: filters of units and years are links beside the list; titles are cut by CSS, not by hand; breadcrumbs are also JSON-LD; a report of a few units is a short
text and the file itself; the district's law reports stand in a column of their own under 法定主动公开内容.
"""

from __future__ import annotations

import json

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE, head, metas

COUNTY = County(
    "汊桥区",
    "www.chaqiao-sample.gov.cn",
    ("发展和改革局", "工业和信息化局", "民政局", "城市管理局", "卫生健康局", "应急管理局", "市场监督管理局"),
    ("码头街道", "新闸街道", "盐仓街道", "望船镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    nil="0",
    gap=0.05,
    files=(("department", ("html", "html", "html", "html", "docx", "pdf")),),
)
HEAPS = (
    ("news/district", "汊桥要闻", "news", 440, 1_000), ("news/notice", "公示公告", "notice", 280, 2_000), ("open/policy", "政策文件", "policy", 90, 3_000),
    ("open/finance", "财政预决算", "budget", 160, 4_000), ("open/staff", "人事信息", "staff", 90, 5_000), ("open/purchase", "政府采购", "tender", 120, 6_000),
    ("open/stat", "统计信息", "annual", 70, 7_000), ("open/rules", "政府信息公开制度", "beside", 28, 8_000), ("open/work", "政务公开工作动态", "near", 40, 8_200),
)  # fmt: skip
BESIDE = (
    "{place}{year}年法治政府建设年度报告解读",
    "{place}人民政府办公室关于印发{next}年法治政府建设工作要点的通知",
)
YEARS = range(2019, 2025)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2019, 2025), HABIT, 24_000, COUNTY.offices[:3]),
        *beside(COUNTY, BESIDE, range(2020, 2024), 9_000, COUNTY.government),
    ]
    columns.append(Column("open/rule-of-law", "法治政府建设年度报告", tuple(newest(lawful))))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 12))
    annual = Column("open/annual", "政府信息公开年报", tuple(disclosures(COUNTY, YEARS, HABIT, 20_000)))
    desk.publish([annual], Skin(_sheet, _leaf, _listing, _article, 12))
    for office in COUNTY.offices:
        own = tuple(paper for paper in annual.papers if paper.office == office)
        _filtered(desk, Column(f"open/annual?unit={_unit(office)}", annual.name, own))
    for year in YEARS:
        own = tuple(paper for paper in annual.papers if paper.year == year)
        _filtered(desk, Column(f"open/annual?year={year}", annual.name, own))
    for paper in (paper for paper in annual.papers if paper.medium != "html"):
        desk.attach(_file(paper), paper)
    desk.cover("/open/guide", "政府信息公开指南", _guide)
    desk.cover("/open", "政府信息公开", _open, columns)
    desk.cover("/index.html", "首页", _home, columns)
    return desk.site("User-agent: *\nAllow: /\n")


def _filtered(desk: Desk, column: Column) -> None:
    """The sheets of a filter; its articles stand elsewhere."""
    for at in range(0, max(1, len(column.papers)), 12):
        sheet = Sheet(column, at // 12 + 1, -(-len(column.papers) // 12), column.papers[at : at + 12])
        desk.cover(_sheet(column, sheet.number), column.name, lambda title, s: _listing(s, Ask("")), sheet)


def _unit(office: Office) -> int:
    return 1040 + COUNTY.offices.index(office)


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}" + (f"{'&' if '?' in column.key else '?'}page={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/detail/{1846120937716000000 + paper.key * 4096 + 1}"


def _file(paper: Paper) -> str:
    return f"/oss/attachment/{paper.date.replace('-', '/')}/{paper.key:x}c0f1.{paper.medium}"


def _frame(title: str, middle: str, crumbs: tuple[tuple[str, str], ...] = (), more: str = "") -> str:
    trail = [
        {"@type": "ListItem", "position": at, "name": name, "item": path}
        for at, (name, path) in enumerate(crumbs, 1)
    ]
    told = json.dumps(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": trail},
        ensure_ascii=False,
    )
    shown = '<i class="sep">/</i>'.join(f'<a href="{path}" data-v-3f1c>{name}</a>' for name, path in crumbs)
    menu = "".join(
        f'<li data-v-7a20><a href="{path}" data-v-7a20>{name}</a></li>'
        for path, name in (("/", "首页"), ("/news/district", "要闻动态"), ("/open", "政务公开"), ("/news/notice", "公示公告"))
    )  # fmt: skip
    return (
        head(f"{title} | {COUNTY.name}人民政府", more=f'<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/assets/index-5d2e81.css"><script type="application/ld+json">{told}</script>{more}')
        + f'<body><div id="app" data-server-rendered="true"><header class="site-header" data-v-7a20><a class="brand" href="/" data-v-7a20>{COUNTY.name}人民政府</a><ul class="menu" data-v-7a20>{menu}</ul></header>'
        f'<nav class="crumbs" data-v-3f1c>{shown}</nav><main class="page" data-v-91bd>{middle}</main><footer class="site-footer"><p>主办单位：{COUNTY.name}人民政府办公室　政府网站标识码：9900000010　{NOTE}</p></footer></div>'
        '<script type="module" src="/assets/index-c1b7aa.js"></script></body></html>'
    )  # fmt: skip


def _items(papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li class="item" data-v-91bd><a class="ellipsis" href="{_leaf(Column("", ""), p)}" target="_blank" rel="noopener" data-v-91bd>{p.title}</a><time datetime="{p.date}" data-v-91bd>{p.date.replace("-", ".")}</time></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<section class="panel" data-v-91bd><h2><a href="/{c.key}">{c.name}</a></h2><ul>{_items(c.papers[:6])}</ul><a class="more" href="/{c.key}">查看更多</a></section>'
        for c in columns[:2]
    )
    return _frame(title, f'{boxes}<section class="entry"><a class="entry-card" href="/open"><svg width="32" height="32"></svg><span>政府信息公开</span></a></section>')  # fmt: skip


def _open(title: str, columns: list[Column]) -> str:
    first = (
        ("政府信息公开指南", "/open/guide"),
        ("政府信息公开制度", "/open/rules"),
        ("政府信息公开年报", "/open/annual"),
    )
    legal = [(c.name, f"/{c.key}") for c in columns if c.key.startswith("open/") and c.key != "open/rules"]
    card = lambda name, path: f'<a class="entry-card" href="{path}" data-v-91bd><span>{name}</span></a>'  # noqa: E731
    return _frame(
        title,
        f'<div class="cards">{"".join(card(*one) for one in first)}</div><h2>法定主动公开内容</h2><div class="cards small">{"".join(card(*one) for one in legal)}</div>',
        (("首页", "/"), (title, "/open")),
    )


def _guide(title: str) -> str:
    return _frame(
        title,
        f"<h1>{COUNTY.name}人民政府政府信息公开指南</h1><p>本指南每年核对一次，公民、法人和其他组织可以在网站或者区档案馆查阅。</p><p>受理机构：{COUNTY.name}人民政府办公室，工作日9:00至17:00。</p>",
        (("首页", "/"), ("政府信息公开", "/open"), (title, "/open/guide")),
    )


def _filters() -> str:
    units = "".join(
        f'<a class="tag" href="/open/annual?unit={_unit(office)}">{office.stem}</a>'
        for office in COUNTY.offices
    )
    years = "".join(f'<a class="tag" href="/open/annual?year={year}">{year}</a>' for year in reversed(YEARS))
    return f'<div class="filter"><label>年份</label><a class="tag on" href="/open/annual">全部</a>{years}</div><div class="filter"><label>单位</label>{units}</div>'


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f'<li class="number{" is-active" if n == sheet.number else ""}"><a href="{_sheet(c, n)}">{n}</a></li>'
        for n in range(1, sheet.of + 1)
        if n in (1, sheet.of) or abs(n - sheet.number) < 3
    )
    pager = f'<div class="el-pagination"><span class="el-pagination__total">共 {len(c.papers)} 条</span><a class="btn-prev" href="{_sheet(c, sheet.before)}">‹</a><ul class="el-pager">{numbers}</ul><a class="btn-next" href="{_sheet(c, sheet.after)}">›</a></div>'
    return _frame(
        c.name,
        f'<h1 class="column-title">{c.name}</h1>{_filters() if c.key.startswith("open/annual") else ""}<ul class="list">{_items(sheet.rows)}</ul>{pager}',
        (("首页", "/"), ("政府信息公开", "/open"), (c.name, f"/{c.key.partition('?')[0]}")),
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "plain")
    if paper.medium != "html":
        text = f'<p>请点击下载附件查看报告全文。</p><p>附件：<a href="{_file(paper)}" download data-v-91bd>{paper.title}.{paper.medium}</a></p>'
    return _frame(
        paper.title,
        f'<article data-v-91bd><h1 class="article-title">{paper.title}</h1><div class="article-meta"><span>发布时间：<time datetime="{paper.date}T10:0{paper.key % 10}:00+08:00">{paper.date} 10:0{paper.key % 10}</time></span><span>来源：{paper.source}</span></div>'
        f'<div class="rich-text" data-v-91bd>{text}</div></article>',
        (("首页", "/"), ("政府信息公开", "/open"), (column.name, f"/{column.key}")),
        metas(COUNTY, column.name, paper),
    )
