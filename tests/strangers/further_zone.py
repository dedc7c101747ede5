"""A development zone whose young webmaster keeps the site as a static blog: /2023/01/18/20034.html, /categories/gknb/page/2/, an archive by years.

Habits: every list shows a title, a date and the first words; categories stand at the side with their counts; the archive of a year is a timeline of all
posts; reports of the committee and of its offices share a category with notices about them; reports on governing by law have a tag, not a category.
"""

from __future__ import annotations

import html
from dataclasses import replace
from functools import partial

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import NOTE, head

COUNTY = County(
    "嵩泓经济开发区",
    "www.songhong-sample.gov.cn",
    ("管理委员会", "财政金融局", "招商服务局", "规划建设局", "应急管理局", "社会事务局"),
    ("金港街道", "映湖街道"),
)
COMMITTEE, *OFFICES = COUNTY.bureaus
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "嵩泓经开区管委会{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    gap=0.0,
)
LOWER = Habit(
    titles=("经开区{stem}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    gap=0.1,
)
TOLD = (
    "经开区启动{year}年度政府信息公开年报编制工作",
    "长图：一分钟看完经开区{year}年政府信息公开年报",
    "{place}{year}年政府网站工作年度报表",
)
HEAPS = (
    ("yqdt", "园区动态", "news", 420, 1_000), ("tzgg", "通知公告", "notice", 260, 2_000), ("zcwj", "政策文件", "policy", 90, 3_000), ("czyjs", "财政预决算", "budget", 110, 4_000),
    ("zkzp", "招考招聘", "staff", 70, 5_000), ("zbcg", "招标采购", "tender", 140, 6_000), ("tjgb", "统计公报", "annual", 70, 7_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [Column(key, name, tuple(heap(COUNTY, pool, n, at))) for key, name, pool, n, at in HEAPS]
    lawful = laws(COUNTY, range(2018, 2025), HABIT, 24_000, (COMMITTEE,))
    annual = [
        *disclosures(COUNTY, range(2012, 2025), HABIT, 20_000, (COMMITTEE,)),
        *disclosures(COUNTY, range(2017, 2025), LOWER, 21_000, tuple(OFFICES)),
        *beside(COUNTY, TOLD, range(2016, 2025), 8_000, COMMITTEE),
    ]
    columns += [
        Column("gknb", "信息公开年报", tuple(newest(annual))),
        Column("fzjs", "法治建设", tuple(newest([*lawful, *heap(COUNTY, "law", 60, 9_000, COMMITTEE)]))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, partial(_listing, columns), partial(_article, columns), 12))
    tag = Column("law-report", "法治政府建设年度报告", tuple(lawful))
    desk.cover("/tags/law-report/index.html", tag.name, partial(_cloud, columns, tag))
    every = newest(paper for column in columns for paper in column.papers)
    for year in sorted({paper.date[:4] for paper in every}):
        posts = tuple(paper for paper in every if paper.date.startswith(year))
        desk.cover(f"/archives/{year}/index.html", f"{year} 年归档", partial(_line, columns, posts))
    desk.cover("/archives/index.html", "归档", partial(_archive, columns, every))
    desk.cover("/index.html", COMMITTEE.name, partial(_home, columns, every))
    return replace(desk.site(), name=COMMITTEE.name, seed=f"{desk.root}/ name={COMMITTEE.name}")


def _sheet(column: Column, number: int) -> str:
    return f"/categories/{column.key}/" + (f"page/{number}/" if number > 1 else "") + "index.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{paper.date.replace('-', '/')}/{paper.key}.html"


def _clean(path: str) -> str:
    return path.removesuffix("index.html")


def _frame(columns: list[Column], title: str, middle: str) -> str:
    side = "".join(
        f'<li class="category-list-item"><a class="category-list-link" href="/categories/{c.key}/">{c.name}</a><span class="category-list-count">{len(c.papers)}</span></li>'
        for c in columns
    )
    return (
        head(f"{title} | {COMMITTEE.name}", more='<meta name="generator" content="Hexo 4.2.0"><link rel="stylesheet" href="/css/style.css">')
        + f'<body><div id="container"><header id="header"><h1 id="logo">{COMMITTEE.name}</h1><nav id="main-nav"><a class="main-nav-link" href="/">首页</a><a class="main-nav-link" href="/archives/">归档</a></nav></header>'
        f'<div class="outer"><section id="main">{middle}</section><aside id="sidebar"><div class="widget-wrap"><h3 class="widget-title">栏目分类</h3><ul class="category-list">{side}</ul></div>'
        f'<div class="widget-wrap"><h3 class="widget-title">标签</h3><a href="/tags/law-report/">法治政府建设年度报告</a></div></aside></div><footer id="footer">&copy; 2025 {COMMITTEE.name}　{NOTE}</footer></div></body></html>'
    )  # fmt: skip


def _post(paper: Paper) -> str:
    first = html.escape(paper.write()[0].text[:70], quote=False)
    to = _leaf(Column("", ""), paper)
    return (
        f'<article class="article article-type-post"><div class="article-meta"><time datetime="{paper.date}T01:30:00.000Z">{paper.date}</time></div>'
        f'<header class="article-header"><h1 itemprop="name"><a class="article-title" href="{to}">{paper.title}</a></h1></header><div class="article-entry"><p>{first}……</p><a href="{to}">阅读全文</a></div></article>'
    )


def _home(columns: list[Column], every: list[Paper], title: str) -> str:
    return _frame(columns, "首页", rows(every[:12], _post))


def _archive(columns: list[Column], every: list[Paper], title: str) -> str:
    years = sorted({paper.date[:4] for paper in every}, reverse=True)
    links = "".join(f'<h2 class="archive-year"><a href="/archives/{year}/">{year}</a></h2>' for year in years)
    return _frame(columns, title, links)


def _line(columns: list[Column], posts: tuple[Paper, ...], title: str) -> str:
    items = rows(
        posts,
        lambda p: (
            f'<li class="timeline-item"><time>{p.date[5:]}</time><a href="{_leaf(columns[0], p)}">{p.title}</a></li>'
        ),
    )
    return _frame(columns, title, f'<h1 class="archive-title">{title}</h1><ul class="timeline">{items}</ul>')


def _cloud(columns: list[Column], tag: Column, title: str) -> str:
    sheet = sheets(tag, 50)[0]
    return _frame(columns, title, f'<h1 class="page-title">标签：{title}</h1>{rows(sheet.rows, _post)}')


def _listing(columns: list[Column], sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, rel, word: f'<a class="extend {rel}" rel="{rel}" href="{_clean(_sheet(c, n))}">{word}</a>'  # noqa: E731
    pager = (to(sheet.before, "prev", "&laquo; 上一页") if sheet.number > 1 else "") + f'<span class="page-number current">{sheet.number} / {sheet.of}</span>'  # fmt: skip
    if sheet.number < sheet.of:
        pager += to(sheet.after, "next", "下一页 &raquo;")
    return _frame(columns, f"分类：{c.name}", f'<h1 class="page-title">分类：{c.name}</h1>{rows(sheet.rows, _post)}<nav id="page-nav">{pager}</nav>')  # fmt: skip


def _article(columns: list[Column], column: Column, paper: Paper, ask: Ask) -> str:
    tags = '<ul class="article-tag-list"><li><a href="/tags/law-report/">#法治政府建设年度报告</a></li></ul>' if paper.kind == "law_government_annual" else ""  # fmt: skip
    return _frame(
        columns,
        paper.title,
        f'<article class="article" itemscope itemtype="http://schema.org/BlogPosting"><div class="article-meta"><time datetime="{paper.date}T01:30:00.000Z" itemprop="datePublished">{paper.date}</time>'
        f'<a class="article-category-link" href="/categories/{column.key}/">{column.name}</a><span>来源：{paper.source}</span></div><h1 class="article-title" itemprop="name">{paper.title}</h1><div class="article-entry" itemprop="articleBody">{press.markup(paper.write())}</div>{tags}</article>',
    )
