"""A department of a province, remade in 2021: a shell with v-cloak whose lists the server writes, years of reports as tiles, PDF readers.

Habits: /zwgk/xxgknb/ shows one tile a year (the anchor says 2022年度); the reports since 2022 are shown in a frame of pdf.js with a link to the file below; two
bureaus under the department have lists of their own; the text of older reports is plain.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE, head, metas

COUNTY = County(
    "湄桂省",
    "wlt.meigui-sample.gov.cn",
    ("文化和旅游厅", "文物局", "地方志办公室"),
    ("云锦古镇", "望乡台景区", "枫桥街道"),
)
HALL, RELICS, ANNALS = COUNTY.bureaus
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作{year}年度报告"),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}关于{year}年度法治政府建设情况的报告"),
    gap=0.0,
)
FILED = replace(HABIT, files=(("department", ("pdf",)),))
BESIDE = (
    "一图读懂《{place}文化和旅游厅{year}年政府信息公开工作年度报告》",
    "{place}文化和旅游厅部署{year}年政务公开工作",
    "{year}年度政府网站工作年度报表",
)
HEAPS = (
    ("xwzx/wlyw", "文旅要闻", "news", 420, 1_000), ("xwzx/tzgg", "通知公告", "notice", 320, 2_000), ("zwgk/zcfg", "政策法规", "policy", 90, 3_000), ("zwgk/czxx", "财政信息", "budget", 90, 4_000),
    ("zwgk/rsxx", "人事信息", "staff", 90, 5_000), ("zwgk/zfcg", "政府采购", "tender", 140, 6_000), ("zwgk/tjxx", "统计信息", "annual", 90, 7_000), ("zwgk/xxgkzn", "政府信息公开指南", "near", 8, 8_000),
)  # fmt: skip
ANNUAL = "zwgk/xxgknb"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2017, 2025), HABIT, 24_000, (HALL,)),
        *heap(COUNTY, "law", 60, 10_000, HALL),
    ]
    columns += [
        Column("zwgk/fzzf", "法治政府建设", tuple(newest(lawful))),
        Column("zwgk/gkdt", "公开动态", tuple(beside(COUNTY, BESIDE, range(2014, 2025), 9_000, HALL))),
        Column("wwj/xxgknb", "省文物局政府信息公开年报", tuple(_since(RELICS, 2014, 21_000))),
        Column("dfz/xxgknb", "省地方志办公室政府信息公开年报", tuple(_since(ANNALS, 2016, 22_000))),
    ]
    annual = Column(ANNUAL, "政府信息公开年报", tuple(_since(HALL, 2009, 20_000)))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 18))
    desk.leaves(annual, _leaf, _article)
    for column in (*columns[-2:], annual):
        for paper in column.papers:
            if paper.medium == "pdf":
                desk.attach(_file(column, paper), paper)
    desk.cover("/index.html", "首页", _home, columns[:2])
    desk.cover("/zwgk/index.html", "政务公开", _open, columns[2:])
    desk.cover(f"/{ANNUAL}/index.html", annual.name, _tiles, annual)
    desk.page(
        "/pdfjs/web/viewer.html",
        "ordinary",
        "PDF.js viewer",
        lambda ask: head("PDF.js viewer") + '<body><div id="viewerContainer"></div></body></html>',
    )
    site = desk.site("User-agent: *\nDisallow: /admin\n")
    return replace(site, name=HALL.name, seed=f"{desk.root}/ name={HALL.name}")


def _since(office: Office, first: int, key: int) -> list[Paper]:
    return newest(
        [
            *disclosures(COUNTY, range(first, 2022), HABIT, key, (office,)),
            *disclosures(COUNTY, range(2022, 2025), FILED, key + 500, (office,)),
        ]
    )


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number - 1}'}.html"


def _leaf(column: Column, paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"/{column.key}/{year}{month}/t{year}{month}{day}_{7_100_000 + paper.key}.html"


def _file(column: Column, paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"/{column.key}/{year}{month}/P0{year}{month}{day}{paper.key * 137 % 1_000_000_000:012d}.pdf"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li class="nav-item"><a href="{path}">{name}</a></li>'
        for path, name in (("/", "首页"), ("/xwzx/wlyw/", "新闻中心"), ("/zwgk/", "政务公开"), ("/xwzx/tzgg/", "通知公告"))
    )  # fmt: skip
    return (
        head(f"{title}-{HALL.name}", more=f'{more}<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/element-ui/index.css"><link rel="stylesheet" href="/static/app.css">')
        + f'<body><div id="app" v-cloak><header><div class="w1200"><img class="logo" src="/static/logo.png" alt="{HALL.name}"><ul class="nav">{nav}</ul></div></header><main class="w1200">{middle}</main>'
        f'<footer><p>主办：{HALL.name}　网站标识码：9900000071</p><p>{NOTE}</p></footer></div><script src="/static/vue.min.js"></script><script src="/static/app.js"></script></body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li class="news-li"><a href="{_leaf(column, p)}" target="_blank"><p class="ellipsis">{p.title}</p><span class="time"><i>{p.date[8:]}</i><em>{p.date[:7]}</em></span></a></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(
        title,
        "".join(
            f'<section class="panel"><h2>{c.name}</h2><a class="more" href="/{c.key}/">MORE+</a><ul>{_items(c, c.papers[:6])}</ul></section>'
            for c in columns
        ),
    )


def _menu(pairs: list[tuple[str, str]]) -> str:
    return "".join(f'<li class="el-menu-item"><a href="{path}">{name}</a></li>' for name, path in pairs)


def _open(title: str, columns: list[Column]) -> str:
    links = [(c.name, f"/{c.key}/") for c in columns]
    own = [("政府信息公开年报", f"/{ANNUAL}/"), *links[:-2]]
    return _frame(
        title,
        f'<aside class="el-menu"><h2>政府信息公开</h2><ul>{_menu(own)}</ul><h2>厅管单位</h2><ul>{_menu(links[-2:])}</ul></aside><section class="panel"><h2>{columns[0].name}</h2><ul>{_items(columns[0], columns[0].papers[:10])}</ul></section>',
    )


def _crumb(column: Column) -> str:
    return f'<div class="el-breadcrumb"><span>当前位置：</span><a href="/">首页</a><i>/</i><a href="/zwgk/">政务公开</a><i>/</i><a href="/{column.key}/">{column.name}</a></div>'


def _tiles(title: str, annual: Column) -> str:
    tiles = "".join(
        f'<div class="el-col el-col-6"><a class="year-card" href="{_leaf(annual, p)}" target="_blank"><strong>{p.year}</strong><span>年度</span></a></div>'
        for p in sorted(annual.papers, key=lambda p: -p.year)
    )
    return _frame(
        title,
        f'{_crumb(annual)}<h2 class="column-title">{title}</h2><div class="el-row">{tiles}</div>',
        metas(COUNTY, title),
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f'<li class="number{" active" if n == sheet.number else ""}"><a href="{_sheet(c, n)}">{n}</a></li>'
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 3) + 1)
    )
    pager = f'<div class="el-pagination"><span>共 {len(c.papers)} 条</span><a class="btn-prev" href="{_sheet(c, sheet.before)}">&lt;</a><ul class="el-pager">{numbers}</ul><a class="btn-next" href="{_sheet(c, sheet.after)}">&gt;</a></div>'
    return _frame(
        c.name,
        f'{_crumb(c)}<ul class="news-list">{_items(c, sheet.rows)}</ul>{pager if sheet.of > 1 else ""}',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "divs" if paper.kind and paper.key % 4 == 0 else "plain")
    if paper.medium == "pdf":
        path = _file(column, paper)
        text = f'<iframe src="/pdfjs/web/viewer.html?file={path}" width="100%" height="900" frameborder="0"></iframe><p class="fj">附件：<a href="{path}" download="{paper.title}.pdf">{paper.title}.pdf</a></p>'
    return _frame(
        paper.title,
        f'{_crumb(column)}<article><h1>{paper.title}</h1><div class="article-info"><span>时间：{paper.date} 1{paper.key % 7}:4{paper.key % 10}</span><span>来源：{paper.source}</span><span>浏览量：<b id="pv"></b></span></div>'
        f'<div class="article-content">{text}</div></article>',
        metas(COUNTY, column.name, paper),
    )
