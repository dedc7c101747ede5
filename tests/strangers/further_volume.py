"""A prefecture that publishes all annual reports of a year as one collection: /nbhb/2023/index.html with parts and numbered chapters, /nbhb/2023/03-12.html.

Habits: a shelf shows a cover a year; the table of contents numbers the reports within 第一篇 市政府, 第二篇 市直部门, 第三篇 县（区）; a chapter has 上一篇, 目录 and
下一篇 and says nothing of its author but in the signature; law reports of the city stand in a column of documents; all else is lists of pages shown as cards.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import HEADS, County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head, hits, metas, shown

COUNTY = County(
    "漪川市",
    "www.yichuan-sample.gov.cn",
    ("发展和改革委员会", "工业和信息化局", "生态环境局", "水务局", "市场监督管理局"),
    ("栎阳坡县", "泊云县", "河埠区", "白石沟区"),
)
COUNTIES = tuple(
    replace(office, name=short + "人民政府", stem=short, we=f"我{short[-1]}")
    for office, short in zip(COUNTY.villages, COUNTY.towns, strict=True)
)
PARTS = (("市人民政府", (COUNTY.government,)), ("市直部门", COUNTY.bureaus), ("县（区）人民政府", COUNTIES))
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作年度报告（{year}年度）"),
    law_titles=("{name}关于{year}年度法治政府建设情况的报告", "{name}{year}年法治政府建设年度报告"),
    gap=0.08,
)
YEARS = range(2017, 2025)
TOLD = (
    "{place}{year}年政府信息公开工作年度报告汇编正式出版",
    "{place}人民政府办公室关于编印{year}年政府信息公开工作年度报告汇编的通知",
    "数说{place}{year}年政府信息公开年报",
)
HEAPS = (
    ("ycxw", "漪川新闻", "news", 420, 1_000), ("gsgg", "公示公告", "notice", 260, 2_000), ("szfwj", "政府文件", "policy", 100, 3_000), ("czgk", "财政公开", "budget", 140, 4_000),
    ("rsxx", "人事信息", "staff", 90, 5_000), ("zfcg", "政府采购", "tender", 130, 6_000), ("tjnj", "统计信息", "annual", 80, 7_000), ("zcjd", "政务公开指导", "near", 40, 8_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [Column(key, name, tuple(heap(COUNTY, pool, n, at))) for key, name, pool, n, at in HEAPS]
    columns[7] = replace(columns[7], papers=tuple(newest([*columns[7].papers, *beside(COUNTY, TOLD, YEARS, 9_000, COUNTY.government)])))  # fmt: skip
    lawful = [
        *laws(COUNTY, range(2015, 2025), HABIT, 24_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 50, 9_500),
    ]
    columns.append(Column("fzzf", "法治政府建设", tuple(newest(lawful))))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 16))
    for year in YEARS:
        volume = [(at, name, _chapters(year, at, offices)) for at, (name, offices) in enumerate(PARTS, 1)]
        desk.cover(_contents(year), f"{year}年度政府信息公开工作年度报告汇编", _volume, year, volume)
        bound = [(_chapter(year, at, number), paper) for at, _, papers in volume for number, paper in enumerate(papers, 1)]  # fmt: skip
        for place, (path, paper) in enumerate(bound):
            desk.page(path, "report", paper.title, partial(_bound, year, bound, place))
            desk.expect(paper, path)
    desk.cover("/nbhb/index.html", "政府信息公开年报汇编", _shelf)
    desk.cover("/zwgk/index.html", "政务公开", _open, columns[2:])
    desk.cover("/index.html", "首页", _home, columns[:2])
    return desk.site()


def _chapters(year: int, part: int, offices: tuple[Office, ...]) -> list[Paper]:
    found = disclosures(COUNTY, (year,), HABIT, year * 1_000 + part * 200, offices)
    return sorted(found, key=lambda paper: offices.index(paper.office) if paper.office else 0)


def _contents(year: int) -> str:
    return f"/nbhb/{year}/index.html"


def _chapter(year: int, part: int, number: int) -> str:
    return f"/nbhb/{year}/{part:02d}-{number:02d}.html"


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/" + ("index.html" if number == 1 else f"p{number}.html")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/content/{paper.date[:4]}/{paper.key}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (("/", "首页"), ("/ycxw/", "漪川新闻"), ("/zwgk/", "政务公开"), ("/gsgg/", "公示公告"), ("/zcjd/", "政务公开指导"))
    )  # fmt: skip
    return (
        head(f"{title}_{COUNTY.name}人民政府门户网站", more=more)
        + f'<body><div class="topbar"><div class="w"><img src="/res/logo.png" alt="{COUNTY.name}人民政府"><div class="nav">{nav}</div></div></div><div class="w">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _cards(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<a class="card" href="{_leaf(column, p)}" target="_blank"><b>{p.title}</b><em>{p.source}</em><i>{p.date.replace("-", ".")}</i></a>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(
        title,
        "".join(
            f'<div class="mod"><h3>{c.name}</h3><a class="more" href="/{c.key}/">更多 &gt;</a><div class="cards">{_cards(c, c.papers[:8])}</div></div>'
            for c in columns
        ),
    )


def _open(title: str, columns: list[Column]) -> str:
    tiles = "".join(
        f'<li><a href="/{c.key}/"><img src="/res/i_{c.key}.png" alt=""><span>{c.name}</span></a></li>'
        for c in columns
    )
    shelf = '<li><a href="/nbhb/"><img src="/res/i_nb.png" alt=""><span>政府信息公开年报汇编</span></a></li>'
    return _frame(title, f'<h2>{title}</h2><ul class="tiles">{tiles}{shelf}</ul>')


def _shelf(title: str) -> str:
    books = "".join(
        f'<li class="book"><a href="/nbhb/{year}/"><img src="/res/cover{year}.jpg" alt="{year}年度汇编封面"><p>{year}年度</p></a></li>'
        for year in reversed(YEARS)
    )
    return _frame(title, f'<div class="crumb"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {title}</div><ul class="shelf">{books}</ul>', metas(COUNTY, title))  # fmt: skip


def _volume(title: str, year: int, volume: list[tuple[int, str, list[Paper]]]) -> str:
    parts = "".join(
        f'<h3>第{HEADS[at - 1]}篇　{name}</h3><ol class="toc">'
        + "".join(
            f'<li><a href="{at:02d}-{n:02d}.html">{p.title}</a><span class="dots"></span></li>'
            for n, p in enumerate(papers, 1)
        )
        + "</ol>"
        for at, name, papers in volume
        if papers
    )
    return _frame(
        title,
        f'<div class="crumb"><a href="/">首页</a> &gt; <a href="/nbhb/">政府信息公开年报汇编</a> &gt; {year}年度</div><h1>{title}</h1><p class="center">{COUNTY.name}人民政府办公室　编</p><h2>目　录</h2>{parts}',
    )


def _turn(bound: list[tuple[str, Paper]], at: int, word: str) -> str:
    return f'<a href="{bound[at][0]}">{word}</a>' if 0 <= at < len(bound) else f"<span>{word}</span>"


def _bound(year: int, bound: list[tuple[str, Paper]], place: int, ask: Ask) -> str:
    _, paper = bound[place]
    turn = f'<div class="turn">{_turn(bound, place - 1, "上一篇")} <a href="/nbhb/{year}/">目录</a> {_turn(bound, place + 1, "下一篇")}</div>'
    return _frame(
        paper.title,
        f'<div class="crumb"><a href="/">首页</a> &gt; <a href="/nbhb/">政府信息公开年报汇编</a> &gt; <a href="/nbhb/{year}/">{year}年度</a></div>{turn}<h1>{paper.title}</h1><p class="date">（{shown(paper)}发布）</p><div class="chapter">{press.markup(paper.write())}</div>{turn}',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f"<b>{n}</b>" if n == sheet.number else f'<a href="{_sheet(c, n)}">{n}</a>'
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    ahead = f'<a href="{_sheet(c, sheet.after)}">下一页</a>' if sheet.number < sheet.of else ""
    return _frame(
        c.name,
        f'<div class="crumb"><a href="/">首页</a> &gt; {c.name}</div><div class="cards">{_cards(c, sheet.rows)}</div><div class="pages">{numbers}{ahead}</div>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="crumb"><a href="/">首页</a> &gt; <a href="/{column.key}/">{column.name}</a> &gt; 正文</div><h1>{paper.title}</h1><div class="info">发布日期：{paper.date}　来源：{paper.source}　浏览：{hits(paper)}</div><div class="text">{press.markup(paper.write())}</div>',
        metas(COUNTY, column.name, paper),
    )
