"""A county on plain PHP whose organs have small sites under a query id; a report is a short page that announces it and a file to download.

Habits: column.php?cid=5&page=2 and show.php?id=2201 for the county, site.php?sid=3 for its organs; since 2016 the text is in a DOCX or PDF under 附件, before that it
stands in the page; covers repeat the name of the report between 《》; guide, rules and reports of an organ share the column 信息公开.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import head, hits, old_footer, shown

COUNTY = County(
    "榆坞县",
    "www.yuwuxian-sample.gov.cn",
    ("教育局", "交通运输局", "林业局", "卫生健康委员会"),
    ("东沟镇", "铁匠铺镇", "南岔乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}关于{year}年法治政府建设情况的报告",),
    nil="0",
    gap=0.08,
    files=(("government", ("docx", "pdf")), ("department", ("docx", "docx", "pdf")), ("town", ("docx",))),
)
PROSE = 2016  # before this year the text stands in the page
MAIN = (
    ("1", "榆坞要闻", "news", 330, 1_000), ("2", "公告公示", "notice", 190, 2_000), ("3", "政策文件", "policy", 60, 3_000), ("4", "人事信息", "staff", 60, 4_000),
    ("7", "统计公报与总结", "annual", 50, 5_000), ("8", "政务公开工作", "beside", 50, 6_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in MAIN
    ]
    columns += [
        Column("5", "政府信息公开年报", tuple(_reports(COUNTY.government, 2010, 20_000))),
        Column(
            "6",
            "法治政府建设",
            tuple(
                newest(
                    [
                        *laws(COUNTY, range(2018, 2025), HABIT, 24_000, (COUNTY.government,)),
                        *heap(COUNTY, "law", 30, 7_000),
                    ]
                )
            ),
        ),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 16))
    organs = []
    for at, office in enumerate(COUNTY.offices[1:], 1):
        own = _site(office, str(at), 10_000 * (at + 2))
        desk.publish(own, Skin(_sheet, _leaf, _listing, _article, 12))
        desk.cover(f"/site.php?sid={at}", office.name, _portal, own)
        organs += own
    for column in [*columns, *organs]:
        for paper in (paper for paper in column.papers if paper.medium != "html"):
            desk.attach(_file(paper), paper)
    desk.cover("/index.html", "首页", _home, columns[:2])
    desk.cover("/zwgk.php", "政务公开", _open, columns[2:])
    desk.cover("/bumen.php", "部门乡镇", _organs)
    return desk.site("User-agent: *\nDisallow: /admin/\n")


def _reports(office: Office, since: int, first: int) -> list[Paper]:
    found = disclosures(COUNTY, range(since, 2025), HABIT, first, (office,))
    return [replace(paper, medium="html") if paper.year < PROSE else paper for paper in found]


def _site(office: Office, sid: str, first: int) -> list[Column]:
    """The columns of an organ's own site."""
    since = 2014 if office.level == "department" else 2018
    shared = [*_reports(office, since, first), *heap(COUNTY, "beside", 9, first + 1_000, office)]
    return [
        Column("1", "工作动态", tuple(heap(COUNTY, "news", 46, first + 2_000, office)), sid),
        Column("2", "财务公开", tuple(heap(COUNTY, "budget", 28, first + 3_000, office)), sid),
        Column("3", "信息公开", tuple(newest(shared)), sid),
    ]


def _sheet(column: Column, number: int) -> str:
    page = f"&page={number}" if number > 1 else ""
    if column.above:
        return f"/site.php?sid={column.above}&cid={column.key}{page}"
    return f"/column.php?cid={column.key}{page}"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/show.php?id={paper.key}" + (f"&sid={column.above}" if column.above else "")


def _file(paper: Paper) -> str:
    return f"/upload/file/{paper.date[:7].replace('-', '')}/{paper.key * 7919 % 1_000_003}.{paper.medium}"


def _frame(title: str, middle: str, sid: str = "") -> str:
    organ = COUNTY.offices[int(sid)].name if sid else ""
    nav = "".join(
        f'<td><a href="{path}">{name}</a></td>'
        for path, name in (
            ("/", "首页"),
            ("/column.php?cid=1", "榆坞要闻"),
            ("/column.php?cid=2", "公告公示"),
            ("/zwgk.php", "政务公开"),
            ("/bumen.php", "部门乡镇"),
        )
    )
    sub = f'<div class="organ"><a href="/site.php?sid={sid}">{organ}</a></div>' if sid else ""
    return (
        head(f"{title}_{organ or COUNTY.name + '人民政府网'}")
        + f'<body><table class="nav" width="1000" align="center"><tr>{nav}</tr></table>{sub}<div class="body">{middle}</div>{old_footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int = 34) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" target="_blank">{clip(p.title, width)}</a> <span>({p.date})</span></li>'
        ),
    )


def _boxes(columns: list[Column], count: int) -> str:
    return "".join(
        f'<div class="box"><div class="tit"><b>{c.name}</b> <a href="{_sheet(c, 1)}">更多</a></div><ul>{_items(c, c.papers[:count], 26)}</ul></div>'
        for c in columns
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(title, _boxes(columns, 10))


def _open(title: str, columns: list[Column]) -> str:
    return _frame(title, _boxes(columns, 3))


def _portal(title: str, columns: list[Column]) -> str:
    return _frame(title, _boxes(columns, 6), columns[0].above)


def _organs(title: str) -> str:
    def group(name: str, level: str) -> str:
        links = " ".join(
            f'<a href="site.php?sid={at}" target="_blank">{office.stem}</a>'
            for at, office in enumerate(COUNTY.offices)
            if office.level == level
        )
        return f"<tr><th>{name}</th><td>{links}</td></tr>"

    return _frame(
        title, f'<table class="bm">{group("县直部门", "department")}{group("乡镇", "town")}</table>'
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    moves = " ".join(
        f'<a href="{_sheet(c, n)}">{word}</a>' if n != sheet.number else word
        for word, n in (("首页", 1), ("上一页", sheet.before), ("下一页", sheet.after), ("尾页", sheet.of))
    )
    return _frame(
        c.name,
        f'<div class="tit"><b>{c.name}</b></div><ul class="lst">{_items(c, sheet.rows, 40)}</ul><div class="page">共{len(c.papers)}条记录 {sheet.number}/{sheet.of}页 {moves}</div>',
        c.above,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "divs") if paper.medium == "html" else _cover(paper)
    return _frame(
        paper.title,
        f'<h2 align="center">{paper.title}</h2><p class="info" align="center">来源：{paper.source}　日期：{paper.date}　点击：{hits(paper)}</p><div class="content">{text}</div>',
        column.above,
    )


def _cover(paper: Paper) -> str:
    """The page that announces a file."""
    organ = paper.office.name if paper.office else COUNTY.name
    return (
        f'<p style="text-indent:2em">按照政府信息公开有关规定，现将《{paper.title}》予以公布，欢迎社会各界监督。</p>'
        f'<p style="text-indent:2em">附件：<a href="{_file(paper)}">{paper.title}.{paper.medium}</a></p>'
        f'<p align="right">{organ}</p><p align="right">{shown(paper)}</p>'
    )
