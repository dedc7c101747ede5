"""A county on Joomla: /index.php/gongkai/nianbao/bumen?start=10, articles as 20034-alias, sub-categories listed under 子分类.

Habits: pages are counted in articles, not in pages; every article has a 打印 link to another view of itself; law reports are a blog whose only
link is 阅读更多; lists have columns 标题, 发布日期, 作者, 点击; dates are 2023年1月05日 in lists and 星期四, 05 一月 2023 above the text; towns share one category, some as DOCX.
"""

from __future__ import annotations

from datetime import date

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import footer, head, hits

COUNTY = County(
    "苡溪县",
    "www.yixi-sample.gov.cn",
    ("公安局", "民政局", "交通运输局", "农业农村局", "市场监督管理局"),
    ("苡城镇", "桐木镇", "黄栗乡", "南溪乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作年度报告（{year}年）"),
    law_titles=("{name}{year}年度法治政府建设工作报告",),
    tables=("government", "department"),
    nil="0",
    joined=False,
    files=(("town", ("html", "html", "docx")),),
)
SLUGS = ("gonganju", "minzhengju", "jiaotongju", "nongyeju", "shichangju")
HEAPS = (
    ("xinwen/yaowen", "苡溪要闻", "news", 480, 1_000), ("xinwen/gonggao", "公告", "notice", 260, 2_000), ("gongkai/wenjian", "政府文件", "policy", 70, 3_000), ("gongkai/caizheng", "财政资金", "budget", 150, 4_000),
    ("gongkai/zhinan", "公开指南与制度", "near", 28, 5_000), ("gongkai/tongji", "统计与总结", "annual", 60, 6_000), ("gongkai/zhaobiao", "招标采购", "tender", 110, 7_000), ("fazhi/dongtai", "法治动态", "law", 50, 8_000),
)  # fmt: skip
YEARS = range(2016, 2024)
MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
SIZE = 10


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    plain = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    county = Column("gongkai/nianbao/zhengfu", "县政府年报", _annual(20_000, COUNTY.government))
    towns = Column("gongkai/nianbao/xiangzhen", "乡镇年报", _annual(22_000, *COUNTY.villages))
    bureaus = [
        Column(f"gongkai/nianbao/bumen/{slug}", office.stem, _annual(30_000 + at * 100, office))
        for at, (slug, office) in enumerate(zip(SLUGS, COUNTY.bureaus, strict=True))
    ]
    desk.publish([*plain, county, towns, *bureaus], Skin(_sheet, _leaf, _listing, _article, SIZE))
    for paper in (paper for paper in towns.papers if paper.medium == "docx"):
        desk.attach(_file(paper), paper)
    reports = tuple(laws(COUNTY, range(2018, 2024), HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[0])))
    law = Column("fazhi/baogao", "法治政府建设年度报告", reports)
    for sheet in sheets(law, 5):
        desk.page(_sheet(law, sheet.number, 5), "list", law.name, lambda ask, sheet=sheet: _blog(sheet))
    desk.leaves(law, _leaf, _article)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(plain[:2]))
    departments = Column("gongkai/nianbao/bumen", "部门年报")
    annual = Column("gongkai/nianbao", "政府信息公开年报")
    for column, children in (
        (Column("gongkai", "政务公开"), [*plain[2:7], annual]),
        (Column("fazhi", "法治政府"), [plain[7], law]),
        (annual, [county, departments, towns]),
        (departments, bureaus),
    ):
        desk.cover(f"/index.php/{column.key}", column.name, _children, children)
    return desk.site("User-agent: *\nDisallow: /administrator/\nDisallow: /cache/\n")


def _annual(first: int, *offices: Office) -> tuple[Paper, ...]:
    return tuple(disclosures(COUNTY, YEARS, HABIT, first, offices))


def _sheet(column: Column, number: int, size: int = SIZE) -> str:
    return f"/index.php/{column.key}" + (f"?start={(number - 1) * size}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    alias = f"ndbg{paper.year}" if paper.kind else paper.date.replace("-", "")
    return f"/index.php/{column.key}/{paper.key}-{alias}"


def _file(paper: Paper) -> str:
    return f"/images/nianbao/{paper.year}/{paper.key}.docx"


def _frame(title: str, middle: str) -> str:
    menu = "".join(
        f'<li class="item-{101 + at}{" deeper parent" if at else ""}"><a href="{path}">{name}</a></li>'
        for at, (path, name) in enumerate(
            (
                ("/index.php/xinwen/yaowen", "要闻"),
                ("/index.php/xinwen/gonggao", "公告"),
                ("/index.php/gongkai", "政务公开"),
                ("/index.php/fazhi", "法治政府"),
            )
        )
    )
    return (
        head(
            f"{title} - {COUNTY.name}人民政府",
            more='<meta name="generator" content="Joomla! - Open Source Content Management" /><link href="/templates/protostar/css/template.css" rel="stylesheet" />',
        )
        + f'<body class="site com_content view-category"><div class="container"><header class="header"><a class="brand" href="/"><span class="site-title">{COUNTY.name}人民政府</span></a></header>'
        f'<nav class="navigation"><ul class="nav menu nav-pills"><li class="item-100"><a href="/">首页</a></li>{menu}</ul></nav><main id="content">{middle}</main></div>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="moduletable"><h3>{c.name}</h3><ul class="category-module mod-list">'
        + rows(
            c.papers[:7],
            lambda p, c=c: (
                f'<li><a class="mod-articles-category-title" href="{_leaf(c, p)}">{p.title}</a> <span class="mod-articles-category-date">({_day(p)})</span></li>'
            ),
        )
        + f'</ul><p><a href="{_sheet(c, 1)}">更多…</a></p></div>'
        for c in columns
    )
    return _frame("首页", boxes)


def _day(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"{year}年{int(month)}月{day}日"


def _children(title: str, columns: list[Column]) -> str:
    items = "".join(
        f'<div class="{"first" if at == 0 else "last" if at == len(columns) - 1 else ""}"><h3 class="page-header item-title"><a href="/index.php/{c.key}">{c.name}</a>'
        f'<span class="badge badge-info" title="文章数量：">{len(c.papers)}</span></h3></div>'
        for at, c in enumerate(columns)
    )
    return _frame(
        title, f'<h2>{title}</h2><div class="cat-children"><h3 class="list-children">子分类</h3>{items}</div>'
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr class="cat-list-row{p.key % 2}"><td headers="categorylist_header_title" class="list-title"><a href="{_leaf(c, p)}">\n\t\t\t{p.title}\t\t\t</a></td>'
            f'<td headers="categorylist_header_date" class="list-date small">{_day(p)}</td><td headers="categorylist_header_author" class="list-author">作者： {p.source}</td>'
            f'<td headers="categorylist_header_hits" class="list-hits"><span class="badge badge-info">点击数：{hits(p)}</span></td></tr>'
        ),
    )
    limits = "".join(
        f'<option value="{n}"{" selected" if n == SIZE else ""}>{n or "全部"}</option>'
        for n in (5, 10, 20, 50)
    )
    form = (
        f'<form action="/index.php/{c.key}" method="post" name="adminForm" id="adminForm"><fieldset class="filters btn-toolbar"><input type="text" name="filter-search" value="" placeholder="标题过滤" />'
        f'<label for="limit">显示 #</label><select id="limit" name="limit" class="inputbox" onchange="this.form.submit()">{limits}</select></fieldset>'
        '<table class="category table table-striped"><thead><tr><th id="categorylist_header_title">标题</th><th id="categorylist_header_date">发布日期</th><th>作者</th><th>点击</th></tr></thead>'
        f"<tbody>{items}</tbody></table>{_pager(sheet, SIZE)}</form>"
    )
    return _frame(c.name, f'<div class="category-list"><h2>{c.name}</h2>{form}</div>')


def _pager(sheet: Sheet, size: int) -> str:
    if sheet.of == 1:
        return ""
    link = lambda word, n: (  # noqa: E731
        f'<li><a title="{word}" href="{_sheet(sheet.column, n, size)}" class="pagenav">{word}</a></li>'
        if n != sheet.number
        else f'<li class="disabled"><a>{word}</a></li>'
    )
    numbers = "".join(
        link(str(n), n) for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    return (
        f'<div class="pagination"><p class="counter pull-right">第 {sheet.number} 页，共 {sheet.of} 页</p><ul class="pagination-list">{link("开始", 1)}{link("上页", sheet.before)}{numbers}'
        f"{link('下页', sheet.after)}{link('末尾', sheet.of)}</ul></div>"
    )


def _blog(sheet: Sheet) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<div class="item column-1" itemprop="blogPost"><div class="page-header"><h2 itemprop="name">{p.title}</h2></div><dl class="article-info muted"><dd class="published">发布于：{_day(p)}</dd></dl>'
            f'<p>{p.write()[0].text}</p><p class="readmore"><a class="btn" href="{_leaf(c, p)}" itemprop="url">阅读更多：{p.title[:16]}…</a></p></div>'
        ),
    )
    return _frame(c.name, f'<div class="blog"><h2>{c.name}</h2>{items}{_pager(sheet, 5)}</div>')


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    here = _leaf(column, paper)
    year, month, day = map(int, paper.date.split("-"))
    week = "一二三四五六日"[date(year, month, day).weekday()]
    text = (
        f'<p>请下载查看：<a href="{_file(paper)}">{paper.title}.docx</a></p>'
        if paper.medium == "docx"
        else press.markup(paper.write(), "divs" if paper.year % 3 == 0 else "plain")
    )
    icons = f'<ul class="dropdown-menu actions"><li class="print-icon"><a href="{here}?tmpl=component&amp;print=1" title="打印文章" rel="nofollow" onclick="window.open(this.href,\'win2\');return false;">打印</a></li></ul>'
    return _frame(
        paper.title,
        f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{paper.title}</h2></div>{icons}<dl class="article-info muted"><dt class="article-info-term">详细信息</dt>'
        f'<dd class="createdby">作者： <span itemprop="name">{paper.source}</span></dd><dd class="category-name">分类： <a href="/index.php/{column.key}" itemprop="genre">{column.name}</a></dd>'
        f'<dd class="published"><time datetime="{paper.date}T10:22:31+08:00" itemprop="datePublished">发布于：星期{week}, {day:02d} {MONTHS[month - 1]}月 {year} 10:22</time></dd><dd class="hits">点击数：{hits(paper)}</dd></dl>'
        f'<div itemprop="articleBody">{text}</div></div>',
    )
