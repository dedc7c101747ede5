"""A county of an inland province on the 信息公开网 of its province: /public/column/6616?type=4&catId=7&action=list, /public/6616/120345.html.

Habits: every organ, the county government too, has the same catalogue on the left; a row of a list is itself an <ul> of title, organ and day; articles begin with
a table of 索引号, 组配分类, 发布机构, 发布日期 and 名称; departments title their reports without the county's name.
"""

from __future__ import annotations

from collections.abc import Callable

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head

COUNTY = County(
    "潏川县",
    "www.juechuan-sample.gov.cn",
    ("发展和改革委员会", "教育体育局", "财政局", "住房和城乡建设局", "交通运输局", "数据资源管理局"),
    ("南阁镇", "芦湖镇", "三觉乡", "白塔乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年政府信息公开工作年度报告", "{stem}{year}年政府信息公开年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告", "{stem}{year}年度法治政府建设情况报告"),
    nil="0",
    gap=0.12,
)  # fmt: skip
CATALOGUE = (
    ("3", "政府信息公开指南", "near", 4), ("5", "政策法规", "policy", 8), ("6", "财政资金", "budget", 26), ("8", "人事信息", "staff", 16), ("9", "招标采购", "tender", 26),
    ("10", "监督保障", "beside", 12),
)  # fmt: skip
NEWS = (
    ("zwyw", "政务要闻", "news", 420, 1_000),
    ("tzgg", "通知公告", "notice", 260, 2_000),
    ("tjsj", "统计数据", "annual", 60, 3_000),
)
ANNUAL, LAWFUL = "7", "11"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    news = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in NEWS
    ]
    units = [(str(6616 + at * 3), office) for at, office in enumerate(COUNTY.offices)]
    catalogues = {unit: _catalogue(unit, office, at) for at, (unit, office) in enumerate(units)}
    called = {unit: office.name for unit, office in units}

    def listing(sheet: Sheet, ask: Ask) -> str:
        unit = sheet.column.key.partition("/")[0]
        return _listing(sheet, catalogues[unit], called[unit])

    desk.publish(news, Skin(_news, _story, _plain, _text, 15))
    for unit, columns in catalogues.items():
        desk.publish(columns, Skin(_sheet, _leaf, listing, _article, 16))
        desk.cover(f"/public/column/{unit}?type=4&action=list", called[unit], _front, columns)
    desk.cover("/index.html", "首页", _home, news)
    desk.cover("/public/index.html", "信息公开", _organs, units)
    return desk.site("User-agent: *\nDisallow: /member/\n")


def _catalogue(unit: str, office: Office, at: int) -> list[Column]:
    first = 100_000 + at * 4_000
    columns = [
        Column(
            f"{unit}/{cat}",
            name,
            tuple(heap(COUNTY, pool, count, first + int(cat) * 100, office)),
            office.name,
        )
        for cat, name, pool, count in CATALOGUE
    ]
    years = range(2010, 2025) if office.level == "government" else range(2019, 2025)
    columns.insert(
        2,
        Column(
            f"{unit}/{ANNUAL}",
            "政府信息公开年报",
            tuple(disclosures(COUNTY, years, HABIT, first + 2_000, (office,))),
            office.name,
        ),
    )
    if office in COUNTY.offices[:3]:
        columns.append(
            Column(
                f"{unit}/{LAWFUL}",
                "法治政府建设年报",
                tuple(laws(COUNTY, range(2020, 2025), HABIT, first + 3_000, (office,))),
                office.name,
            )
        )
    return columns


def _sheet(column: Column, number: int) -> str:
    unit, _, cat = column.key.partition("/")
    return f"/public/column/{unit}?type=4&catId={cat}&action=list" + (
        f"&pageIndex={number}" if number > 1 else ""
    )


def _leaf(column: Column, paper: Paper) -> str:
    return f"/public/{column.key.partition('/')[0]}/{paper.key}.html"


def _news(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number}'}.html"


def _story(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{paper.key + 8_000_000}.html"


def _frame(title: str, middle: str) -> str:
    return (
        head(f"{title}_{COUNTY.name}人民政府信息公开网", more=f'<meta name="SiteName" content="{COUNTY.name}人民政府"><link rel="stylesheet" href="/assets/css/xxgk.css">')
        + f'<body><div class="head"><div class="container"><img src="/assets/images/logo.png"><div class="menu"><a href="/">网站首页</a><a href="/zwyw/">政务要闻</a><a href="/tzgg/">通知公告</a><a href="/public/">信息公开</a></div></div></div>'
        f'<div class="container clearfix">{middle}</div>{footer(COUNTY)}</body></html>'
    )  # fmt: skip


def _home(title: str, news: list[Column]) -> str:
    boxes = "".join(
        f'<div class="col"><h2><a href="/{c.key}/">{c.name}</a></h2><ul class="doc_list">{_stories(c, c.papers[:8])}</ul></div>'
        for c in news
    )
    return _frame(title, f'{boxes}<div class="gk"><a href="/public/">政府信息公开</a></div>')


def _stories(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span class="right date">{p.date}</span><a href="{_story(column, p)}" title="{p.title}" class="left" target="_blank">{p.title}</a></li>'
        ),
    )


def _plain(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    return _frame(
        c.name,
        f'<div class="listnews"><ul class="doc_list">{_stories(c, sheet.rows)}</ul></div>{_pager(sheet, lambda n: _news(c, n))}',
    )


def _text(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="wzy"><h1 class="newstitle">{paper.title}</h1><div class="newsinfo"><span>发布时间：{paper.date} 08:5{paper.key % 10}</span><span>来源：{paper.source}</span></div><div class="newscontnet j-fontContent">{press.markup(paper.write())}</div></div>',
    )


def _organs(title: str, units: list[tuple[str, Office]]) -> str:
    groups = "".join(
        f'<div class="xxgk_jg"><h3>{name}</h3><ul class="clearfix">'
        + "".join(
            f'<li><a href="/public/column/{unit}?type=4&amp;action=list" title="{office.name}">{office.name.removeprefix(COUNTY.name)}</a></li>'
            for unit, office in units
            if office.level == level
        )
        + "</ul></div>"
        for name, level in (("县政府", "government"), ("县政府部门", "department"), ("乡镇人民政府", "town"))
    )
    return _frame(title, groups)


def _tree(columns: list[Column], here: str = "") -> str:
    items = "".join(
        f'<li class="{"active" if c.key == here else "item"}"><a href="{_sheet(c, 1).replace("&", "&amp;")}">{c.name}</a></li>'
        for c in columns
    )
    return f'<div class="xxgk_left"><h3>信息公开目录</h3><ul class="xxgk_tree">{items}</ul><p><a href="/public/">其他单位</a></p></div>'


def _rows(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<ul class="clearfix xxgk_nav_list"><li class="mc"><a href="{_leaf(column, p)}" target="_blank" title="{p.title}" class="title">{p.title}</a></li>'
            f'<li class="fbjg">{column.above}</li><li class="rq">{p.date}</li></ul>'
        ),
    )


def _front(title: str, columns: list[Column]) -> str:
    fresh = columns[3]
    return _frame(
        f"{title}信息公开",
        f'{_tree(columns)}<div class="xxgk_right"><h2>{title}信息公开</h2>{_rows(fresh, fresh.papers[:10])}</div>',
    )


def _pager(sheet: Sheet, to: Callable[[int], str]) -> str:
    link = lambda word, n: f'<a href="{to(n).replace("&", "&amp;")}" title="{word}">{word}</a>'  # noqa: E731
    around = "".join(
        f'<span class="current">{n}</span>' if n == sheet.number else link(str(n), n)
        for n in range(max(1, sheet.number - 2), min(sheet.of, sheet.number + 2) + 1)
    )
    return f'<div class="pagination page-mod"><span>共{len(sheet.column.papers)}条</span>{link("首页", 1)}{link("上一页", sheet.before)}{around}{link("下一页", sheet.after)}{link("尾页", sheet.of)}</div>'


def _listing(sheet: Sheet, columns: list[Column], unit: str) -> str:
    c = sheet.column
    return _frame(
        f"{unit}{c.name}",
        f'{_tree(columns, c.key)}<div class="xxgk_right"><div class="xxgk_navli"><ul class="clearfix xxgk_nav_tit"><li class="mc">信息名称</li><li class="fbjg">发布机构</li><li class="rq">发布日期</li></ul>'
        f'{_rows(c, sheet.rows)}</div>{_pager(sheet, lambda n: _sheet(c, n))}</div>',
    )  # fmt: skip


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    number = f"JC{column.key.partition('/')[0]}/{paper.date[:7].replace('-', '')}-{paper.key % 100_000:05d}"
    index = (
        f'<table class="table_suoyin" width="100%"><tr><th>索 引 号：</th><td>{number}</td><th>组配分类：</th><td>{column.name}</td></tr>'
        f"<tr><th>发布机构：</th><td>{column.above}</td><th>发布日期：</th><td>{paper.date} 15:3{paper.key % 10}</td></tr>"
        f"<tr><th>名　　称：</th><td>{paper.title}</td><th>文　　号：</th><td>无</td></tr></table>"
    )
    return _frame(
        paper.title,
        f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/public/">信息公开</a> &gt; {column.above} &gt; <a href="{_sheet(column, 1).replace("&", "&amp;")}">{column.name}</a></div>{index}'
        f'<h1 class="wztit">{paper.title}</h1><div class="wzbjxx"><span>阅读次数：<i class="j-info-hit">{paper.key % 900}</i></span><span>来源：{paper.source}</span></div>'
        f'<div class="j-fontContent wzcon">{press.markup(paper.write(), "word" if paper.key % 2 and paper.kind else "plain")}</div>',
    )
