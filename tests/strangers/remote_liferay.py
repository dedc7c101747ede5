"""A city on Liferay: /web/guest/xxgknb?p_p_id=101_INSTANCE_…&_101_INSTANCE_…_cur=2, /-/asset_publisher/…/content/id/20034, a site for every department.

Habits: departments publish in sites of their own (/web/jyj/xxgk), where titles do not name them; files are /documents/10180/20034/name.pdf/uuid; dates are
18-1-19 in the city's lists and 2019年1月18日 on pages; towns share one page of an accordion by year that links to their reports.
"""

from __future__ import annotations

import hashlib
from itertools import groupby

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, shown

COUNTY = County(
    "瀛岫市",
    "www.yingxiu-sample.gov.cn",
    ("教育局", "民政局", "住房和城乡建设局", "审计局"),
    ("海门街道", "瓦屿镇", "岙里乡"),
)
CITY = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{year}年{name}政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}关于{year}年度法治政府建设情况的报告"),
    nil="0",
)
OWN = Habit(
    titles=("{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开工作年度报告", "{year}年度政府信息公开年度报告"),
    nil="/",
    gap=0.1,
    files=(("department", ("html", "html", "pdf")),),
)  # fmt: skip
TOWN = Habit(titles=("{name}{year}年政府信息公开工作年度报告",), tables=(), gap=0.2)
BESIDE = (
    "{place}{year}年度政府信息公开工作年度报告新闻发布会召开",
    "{place}{year}年政府信息公开工作第三方评估情况通报",
    "关于编制{year}年度政府信息公开工作年度报告有关事项的通知",
)
HEAPS = (
    ("xwzx", "瀛岫新闻", "news", 480, 101_000), ("gggs", "公告公示", "notice", 300, 102_000), ("zfwj", "政府文件", "policy", 70, 103_000), ("czgk", "财政公开", "budget", 120, 104_000),
    ("rsxx", "人事信息", "staff", 70, 105_000), ("tjsj", "统计数据", "annual", 80, 106_000), ("gkzn", "公开指南", "near", 26, 107_000), ("zbtb", "招标投标", "tender", 80, 108_000),
)  # fmt: skip
SITES = ("jyj", "mzj", "zjj", "sjj")
SIZE = 20


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, type="text/html;charset=UTF-8")
    columns = [
        Column(f"guest/{key}", name, tuple(heap(COUNTY, pool, count, first)))
        for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2010, 2024), CITY, 120_000, (COUNTY.government,)),
        *beside(COUNTY, BESIDE, range(2015, 2024), 109_000),
    ]
    lawful = [
        *laws(COUNTY, range(2016, 2024), CITY, 124_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 40, 110_000),
    ]
    columns += [
        Column("guest/xxgknb", "信息公开年度报告", tuple(newest(annual))),
        Column("guest/fzzf", "法治政府", tuple(newest(lawful))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, SIZE))
    for at, site in enumerate(SITES):
        _department(desk, site, at)
    towns = Column(
        "guest/jdxz",
        "街道乡镇年度报告",
        tuple(disclosures(COUNTY, range(2017, 2024), TOWN, 122_000, COUNTY.villages)),
    )
    desk.leaves(towns, _leaf, _article)
    desk.cover("/web/guest/jdxz", towns.name, _accordion, towns)
    desk.move("/index.html", "/web/guest/home")
    desk.cover("/web/guest/home", "首页", _home, columns)
    desk.cover("/web/guest/xxgk", "政府信息公开", _contents, columns[2:])
    desk.cover("/web/guest/bmwz", "部门网站", _sites)
    return desk.site("User-agent: *\nDisallow: /c/\nDisallow: /group/\n")


def _department(desk: Desk, site: str, at: int) -> None:
    """The site of one department: its news, its reports, its home."""
    office, first = COUNTY.bureaus[at], 130_000 + at * 1_000
    own = [
        Column(f"{site}/gzdt", "工作动态", tuple(heap(COUNTY, "news", 24, first, office)), office.name),
        Column(f"{site}/xxgk", "政府信息公开年报", tuple(disclosures(COUNTY, range(2014, 2024), OWN, first + 200, (office,))), office.name),
        Column(f"{site}/yjs", "预决算", tuple(heap(COUNTY, "budget", 8, first + 500, office)), office.name),
    ]  # fmt: skip
    desk.publish(own, Skin(_sheet, _leaf, _listing, _article, SIZE))
    for paper in (paper for paper in own[1].papers if paper.medium == "pdf"):
        desk.attach(_file(paper), paper, type="application/pdf")
    desk.cover(f"/web/{site}/home", office.name, _own_home, own)


def _instance(column: Column) -> str:
    """The instance of the publisher on a column's page."""
    return hashlib.sha256(column.key.encode()).hexdigest()[:12]


def _sheet(column: Column, number: int) -> str:
    if number == 1:
        return f"/web/{column.key}"
    portlet = f"101_INSTANCE_{_instance(column)}"
    return (
        f"/web/{column.key}?p_p_id={portlet}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-2&p_p_col_count=1"
        f"&_{portlet}_delta={SIZE}&_{portlet}_advancedSearch=false&_{portlet}_andOperator=true&p_r_p_564233524_resetCur=false&_{portlet}_cur={number}"
    )


def _leaf(column: Column, paper: Paper) -> str:
    return f"/web/{column.key}/-/asset_publisher/{_instance(column)}/content/id/{paper.key}"


def _file(paper: Paper) -> str:
    number = hashlib.sha256(str(paper.key).encode()).hexdigest()
    return f"/documents/10180/{paper.key}/{paper.year}nb.pdf/{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:32]}"


def _frame(title: str, middle: str, owner: str = "") -> str:
    links = (
        (
            ("home", "首页"),
            ("xwzx", "瀛岫新闻"),
            ("gggs", "公告公示"),
            ("xxgk", "政府信息公开"),
            ("bmwz", "部门网站"),
        )
        if not owner
        else (("home", "市政府门户"), ("bmwz", "部门网站"))
    )
    menu = "".join(
        f'<li role="presentation"><a href="/web/guest/{path}" role="menuitem"><span>{name}</span></a></li>'
        for path, name in links
    )
    whose = owner or f"{COUNTY.name}人民政府"
    return (
        f'<!DOCTYPE html>\n<html class="ltr" dir="ltr" lang="zh-CN">\n<head>\n<title>{title} - {whose}</title>\n<meta content="initial-scale=1.0, width=device-width" name="viewport" />\n<meta content="text/html; charset=UTF-8" http-equiv="content-type" />\n</head>\n'
        f'<body class="yui3-skin-sam controls-visible signed-out public-page site"><div class="container-fluid" id="wrapper"><header id="banner" role="banner"><h1 class="site-title"><span>{whose}</span></h1><nav class="sort-pages modify-pages" id="navigation"><ul aria-label="网站页面" role="menubar">{menu}</ul></nav></header>'
        f'<div id="content"><div class="columns-2" id="main-content" role="main">{middle}</div></div><footer id="footer" role="contentinfo"><p>主办：{whose}　{NOTE}</p></footer></div></body>\n</html>'
    )


def _portlet(title: str, inner: str) -> str:
    return f'<div class="portlet-boundary portlet-asset-publisher"><section class="portlet"><header class="portlet-topper"><h1 class="portlet-title"><span class="portlet-title-text">{title}</span></h1></header><div class="portlet-content"><div class="portlet-body">{inner}</div></div></section></div>'


def _abstracts(column: Column, papers: tuple[Paper, ...], width: int) -> str:
    return rows(
        papers,
        lambda p: (
            f'<div class="asset-abstract"><h3 class="asset-title"><a href="{_leaf(column, p)}">{clip(p.title, width)}</a></h3><div class="asset-metadata"><span class="metadata-entry metadata-publish-date">{_short(p)}</span></div></div>'
        ),
    )


def _short(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"{year[2:]}-{int(month)}-{int(day)}"


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        _portlet(
            c.name,
            f'{_abstracts(c, c.papers[:8], 22)}<div class="asset-more"><a href="{_sheet(c, 1)}">查看更多 »</a></div>',
        )
        for c in (columns[0], columns[1], columns[3])
    )
    return _frame(title, boxes)


def _contents(title: str, columns: list[Column]) -> str:
    named = [(c.name, _sheet(c, 1)) for c in columns]
    named.insert(-1, ("街道乡镇年度报告", "/web/guest/jdxz"))
    items = "".join(f'<li class="layout"><a href="{path}">{name}</a></li>' for name, path in named)
    return _frame(
        title,
        _portlet("公开目录", f'<ul class="layouts level-1">{items}</ul>')
        + _portlet("政府文件", _abstracts(columns[0], columns[0].papers[:8], 30)),
    )


def _sites(title: str) -> str:
    items = "".join(
        f'<li><a href="/web/{site}/home" target="_blank">市{office.stem}</a></li>'
        for site, office in zip(SITES, COUNTY.bureaus, strict=True)
    )
    return _frame(
        title, _portlet(title, f'<div class="journal-content-article"><ul class="dept">{items}</ul></div>')
    )


def _own_home(title: str, own: list[Column]) -> str:
    boxes = "".join(
        _portlet(
            c.name,
            f'{_abstracts(c, c.papers[:6], 26)}<div class="asset-more"><a href="{_sheet(c, 1)}">查看更多 »</a></div>',
        )
        for c in own
    )
    return _frame(title, boxes, title)


def _accordion(title: str, column: Column) -> str:
    """All towns, folded by year."""
    years = groupby(sorted(column.papers, key=lambda p: -p.year), key=lambda p: p.year)
    folds = "".join(
        f'<div class="accordion-group"><div class="accordion-heading toggler-header"><a class="accordion-toggle" href="javascript:;">{year}年度</a></div><div class="accordion-body toggler-content">'
        + "".join(
            f'<p><a href="{_leaf(column, p)}">{p.source.removeprefix(COUNTY.name)}</a></p>' for p in papers
        )
        + "</div></div>"
        for year, papers in years
    )
    return _frame(title, _portlet(title, folds))


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    path = lambda n: _sheet(c, n).replace("&", "&amp;")  # noqa: E731
    step = lambda word, n: (  # noqa: E731
        f'<li><a href="{path(n)}" target="_self">{word}</a></li>'
        if n != sheet.number
        else f'<li class="disabled"><a href="javascript:;">{word}</a></li>'
    )
    pager = (
        f'<div class="taglib-page-iterator"><div class="lfr-pagination"><small class="search-results">正在显示 {(sheet.number - 1) * SIZE + 1} - {(sheet.number - 1) * SIZE + len(sheet.rows)} 条结果，共 {len(c.papers)} 条。</small>'
        f'<ul class="pager lfr-pagination-buttons">{step("← 第一", 1)}{step("上一步", sheet.before)}{step("下一步", sheet.after)}{step("最后 →", sheet.of)}</ul></div></div>'
    )
    return _frame(c.name, _portlet(c.name, _abstracts(c, sheet.rows, 90) + pager), c.above)


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year < 2018 else "plain")
    if paper.medium == "pdf":
        text = f'<p>全文请见附件。</p><p><a href="{_file(paper)}">{paper.title}.pdf</a></p>'
    inner = (
        f'<div class="asset-full-content"><div class="asset-content"><div class="journal-content-article"><h2 class="title">{paper.title}</h2><p class="meta">来源：{paper.source}　发布日期：{shown(paper)}</p>{text}</div></div>'
        f'<div class="asset-metadata"><a href="{_sheet(column, 1)}">« 返回</a></div></div>'
    )
    return _frame(paper.title, _portlet(column.name, inner), column.above)
