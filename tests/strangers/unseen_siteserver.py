"""A district on a SiteServer-like system: /channels/90.html, /contents/90/20034.html, columns that are boxes of columns with 更多>>.

Habits: 年报 → 区政府, 部门, 镇街 are boxes with the newest three; each department has a list of its own inside 部门年报; the government's long
reports go on at 20034_2.html; a carousel on the home page links pictures only; dates of lists are [2023.01.05]; law reports lie among other work.
"""

from __future__ import annotations

from functools import partial

from crawler.demo.site import Ask, Block, Site

from . import press
from .county import DISCLOSURE, County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head

COUNTY = County(
    "黛屏区",
    "www.daiping-sample.gov.cn",
    ("教育局", "科学技术局", "民政局", "住房和城乡建设局", "文化和旅游局", "信访局"),
    ("屏山街道", "望江街道", "竹溪镇", "柳林乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{year}年度{name}政府信息公开工作年度报告"),
    law_titles=("{name}{year}年度法治政府建设年度报告",),
    tables=("government", "department"),
    nil="0",
)
HEAPS = (
    ("12", "黛屏要闻", "news", 520, 1_000), ("13", "部门动态", "notice", 280, 2_000), ("31", "规范性文件", "policy", 80, 3_000), ("32", "财政预决算", "budget", 170, 4_000),
    ("33", "公开制度", "near", 24, 5_000), ("34", "统计数据", "annual", 60, 6_000), ("35", "招标采购", "tender", 120, 7_000),
)  # fmt: skip
RECENT = range(2018, 2024)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [*laws(COUNTY, range(2018, 2024), HABIT, 24_000), *heap(COUNTY, "law", 50, 8_000)]
    columns.append(Column("36", "法治政府建设", tuple(newest(lawful))))
    district = Column(
        "91",
        "区政府年报",
        tuple(disclosures(COUNTY, range(2014, 2024), HABIT, 20_000, (COUNTY.government,))),
    )
    towns = Column("93", "镇街年报", tuple(disclosures(COUNTY, RECENT, HABIT, 22_000, COUNTY.villages)))
    bureaus = [
        Column(
            f"92{at + 1:02d}",
            f"区{office.stem}",
            tuple(disclosures(COUNTY, RECENT, HABIT, 30_000 + at * 100, (office,))),
        )
        for at, office in enumerate(COUNTY.bureaus)
    ]
    desk.publish([*columns, district, towns, *bureaus], Skin(_sheet, _leaf, _listing, _article, 10))
    for paper in (paper for paper in district.papers if _continued(paper)):
        desk.page(f"/contents/91/{paper.key}_2.html", "copy", paper.title, partial(_further, district, paper))
    every = Column(
        "92", "部门年报", tuple(newest(paper for column in bureaus for paper in column.papers[:1]))
    )
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.cover("/channels/30.html", "政务公开", _boxes, [*columns[2:], Column("90", "政府信息公开年报")])
    desk.cover("/channels/90.html", "政府信息公开年报", _boxes, [district, every, towns])
    desk.cover("/channels/92.html", "部门年报", _boxes, bureaus)
    return desk.site("User-agent: *\nDisallow: /SiteServer/\nDisallow: /SiteFiles/\n")


def _sheet(column: Column, number: int) -> str:
    return f"/channels/{column.key}" + (f"_{number}" if number > 1 else "") + ".html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/contents/{column.key}/{paper.key}.html"


def _continued(paper: Paper) -> bool:
    return paper.kind == DISCLOSURE and paper.year >= 2019 and paper.office == COUNTY.government


def _halves(paper: Paper) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The text of a long report as its two pages print it: cut before the heading of section 四."""
    blocks = paper.write()
    heads = [at for at, block in enumerate(blocks) if block.kind == "h"]
    return blocks[: heads[3]], blocks[heads[3] :]


def _frame(title: str, middle: str) -> str:
    menus = (
        ("12", "新闻中心", (("12", "黛屏要闻"), ("13", "部门动态"))),
        ("30", "政务公开", (("31", "规范性文件"), ("32", "财政预决算"), ("36", "法治政府建设"))),
    )
    nav = "".join(
        f'<li class="dropdown"><a href="/channels/{key}.html" class="dropdown-toggle">{name}<span class="caret"></span></a><ul class="dropdown-menu">'
        + "".join(f'<li><a href="/channels/{below}.html">{word}</a></li>' for below, word in inner)
        + "</ul></li>"
        for key, name, inner in menus
    )
    return (
        head(
            f"{title} - {COUNTY.name}人民政府",
            more='<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/sitefiles/bootstrap/bootstrap.css">',
        )
        + f'<body><header class="navbar"><a class="navbar-brand" href="/">{COUNTY.name}人民政府</a><ul class="nav navbar-nav">{nav}</ul></header>'
        f'<div class="container">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    slides = rows(
        columns[0].papers[:5],
        lambda p: (
            f'<div class="swiper-slide"><a href="{_leaf(columns[0], p)}"><img src="/upload/images/{p.key}.jpg" alt="{p.title}"></a></div>'
        ),
    )
    return _frame(
        "首页", f'<div class="swiper-container">{slides}</div>{_panels([columns[0], columns[1]], 8)}'
    )


def _boxes(title: str, columns: list[Column]) -> str:
    crumbs = f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li class="active">{title}</li></ol>'
    return _frame(title, crumbs + _panels(columns, 3))


def _panels(columns: list[Column], count: int) -> str:
    return "".join(
        f'<div class="panel"><div class="panel-heading"><span class="panel-title">{c.name}</span><a class="pull-right" href="/channels/{c.key}.html">更多&gt;&gt;</a></div>'
        '<ul class="list-group">'
        + rows(
            c.papers[:count],
            lambda p, c=c: (
                f'<li class="list-group-item"><a href="/contents/{_home_of(c, p)}/{p.key}.html">{p.title}</a></li>'
            ),
        )
        + "</ul></div>"
        for c in columns
    )


def _home_of(column: Column, paper: Paper) -> str:
    """The number of the column an article was written for: 部门年报 only gathers."""
    if column.key != "92":
        return column.key
    at = next(at for at, office in enumerate(COUNTY.bureaus) if office == paper.office)
    return f"92{at + 1:02d}"


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><span class="pull-right">[{p.date.replace("-", ".")}]</span><i class="dot"></i><a href="{_leaf(c, p)}" target="_blank">{p.title}</a></li>'
        ),
    )
    word = lambda name, n: (  # noqa: E731
        f'<a href="{_sheet(c, n)}">{name}</a>'
        if n != sheet.number
        else f'<span class="disabled">{name}</span>'
    )
    pager = f'<div class="page">{word("首页", 1)}{word("上一页", sheet.before)}<em>{sheet.number}/{sheet.of}</em>{word("下一页", sheet.after)}{word("末页", sheet.of)}</div>'
    return _frame(
        c.name,
        f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li class="active">{c.name}</li></ol><ul class="news-list">{items}</ul>{pager if sheet.of > 1 else ""}',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    blocks = _halves(paper)[0] if _continued(paper) else paper.write()
    return _page(column, paper, blocks, 1)


def _further(column: Column, paper: Paper, ask: Ask) -> str:
    return _page(column, paper, _halves(paper)[1], 2)


def _page(column: Column, paper: Paper, blocks: tuple[Block, ...], number: int) -> str:
    pages = ""
    if _continued(paper):
        first, second = f"{paper.key}.html", f"{paper.key}_2.html"
        pages = (
            f'<div class="content-pages"><b>1</b> <a href="{second}">2</a> <a href="{second}">下一页</a></div>'
            if number == 1
            else f'<div class="content-pages"><a href="{first}">上一页</a> <a href="{first}">1</a> <b>2</b></div>'
        )
    return _frame(
        paper.title,
        f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/channels/{column.key}.html">{column.name}</a></li></ol><div class="detail"><h3 class="text-center">{paper.title}</h3>'
        f'<p class="text-muted text-center">来源：{paper.source}&nbsp;&nbsp;时间：{paper.date.replace("-", ".")}&nbsp;&nbsp;阅读：<span id="hits"></span></p>'
        f'<div class="detail-content">{press.markup(blocks, "word" if paper.kind and paper.year % 2 else "plain")}</div>{pages}</div>',
    )
