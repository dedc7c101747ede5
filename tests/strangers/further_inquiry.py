"""A county-level city whose annual reports are found by asking: two drop-downs, 单位 and 年度, and a button 查询; the answer is a table of a few rows.

Habits: /open/nbcx.php shows nothing before one asks, /open/nbjg.php?lb=1&bm=0&nd=2022 answers; the reports on governing by law have the same form in another
column (lb=2); reports are /open/nbxx.php?id=20034; the other pages are plain lists of a contractor's PHP of 2015.
"""

from __future__ import annotations

from functools import partial

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, hits

COUNTY = County(
    "槭洲市",
    "www.qizhou-sample.gov.cn",
    ("教育局", "科学技术局", "交通运输局", "农业农村局", "卫生健康局", "统计局"),
    ("临江门街道", "双溪口镇", "麻园镇", "竹篙塘乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告"),
    law_titles=("{name}{year}年法治政府建设年度报告", "{name}{year}年法治政府建设工作报告"),
    nil="0",
    gap=0.12,
)
DISCLOSED, LAWFUL = range(2015, 2025), range(2019, 2025)
DOORS = (("1", "信息公开年报查询", DISCLOSED), ("2", "法治政府建设报告查询", LAWFUL))
HEAPS = (
    ("szyw", "时政要闻", "news", 400, 1_000), ("tzgg", "通知公告", "notice", 240, 2_000), ("gfwj", "规范性文件", "policy", 80, 3_000), ("czxx", "财政信息", "budget", 140, 4_000),
    ("rsxx", "人事信息", "staff", 80, 5_000), ("cgzb", "采购招标", "tender", 120, 6_000), ("tjxx", "统计信息", "annual", 80, 7_000), ("gkgz", "公开工作", "beside", 90, 8_000),
    ("fzxc", "法治宣传", "law", 70, 9_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [Column(key, name, tuple(heap(COUNTY, pool, n, at))) for key, name, pool, n, at in HEAPS]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 18))
    annual = [
        *disclosures(COUNTY, DISCLOSED, HABIT, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, DISCLOSED[4:], HABIT, 21_000, COUNTY.offices[1:]),
    ]
    lawful = laws(COUNTY, LAWFUL, HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[0], COUNTY.bureaus[2]))
    for (key, name, years), papers in zip(DOORS, (annual, lawful), strict=True):
        desk.leaves(Column(f"nb{key}", name, tuple(papers)), _leaf, _article)
        desk.cover(f"/open/nbcx.php?lb={key}", name, _ask, key, years)
        for year in years:
            for number, office in enumerate((None, *COUNTY.offices)):
                found = [p for p in papers if p.year == year and office in (None, p.office)]
                path = f"/open/nbjg.php?lb={key}&bm={number}&nd={year}"
                desk.cover(path, name, partial(_found, key, years, found))
    desk.cover("/open/index.php", "政务公开", _open, columns[2:])
    desk.cover("/index.html", "首页", _home, columns[:2])
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/list.php" + (f"?page={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return (
        f"/open/nbxx.php?id={paper.key}"
        if column.key.startswith("nb")
        else f"/{column.key}/show.php?id={paper.key}"
    )


def _frame(title: str, middle: str) -> str:
    menu = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (("/", "首页"), ("/szyw/list.php", "时政要闻"), ("/open/index.php", "政务公开"), ("/tzgg/list.php", "通知公告"))
    )  # fmt: skip
    return (
        head(f"{title} - {COUNTY.name}人民政府网", more='<link rel="stylesheet" href="/style/main.css">')
        + f'<body><div class="header"><h1><a href="/">{COUNTY.name}人民政府</a></h1><ul class="menu">{menu}</ul></div><div class="main">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><em>{p.date}</em><a href="{_leaf(column, p)}" title="{p.title}">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="col"><h2>{c.name}<a href="{_sheet(c, 1)}">更多</a></h2><ul>{_items(c, c.papers[:10], 24)}</ul></div>'
        for c in columns
    )
    doors = "".join(f'<a class="btn" href="/open/nbcx.php?lb={key}">{name}</a>' for key, name, _ in DOORS)
    return _frame(title, f'{boxes}<div class="service"><h2>查询服务</h2>{doors}</div>')


def _open(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns)
    doors = "".join(f'<li><a href="/open/nbcx.php?lb={key}">{name}</a></li>' for key, name, _ in DOORS)
    return _frame(title, f"<h2>{title}</h2><ul class='lm'>{doors}{links}</ul>")


def _form(key: str, years: range) -> str:
    offices: tuple[Office | None, ...] = (None, *COUNTY.offices)
    units = "".join(
        f'<option value="{at}">{each.name if each else "全部单位"}</option>'
        for at, each in enumerate(offices)
    )
    times = "".join(f'<option value="{year}">{year}年度</option>' for year in reversed(years))
    return (
        f'<form class="query" action="/open/nbjg.php" method="get"><input type="hidden" name="lb" value="{key}">公开单位：<select name="bm">{units}</select> '
        f'年度：<select name="nd">{times}</select> <input type="submit" value="查询"></form>'
    )


def _ask(title: str, key: str, years: range) -> str:
    return _frame(title, f'<div class="pos"><a href="/">首页</a> &gt; {title}</div><h2>{title}</h2>{_form(key, years)}<p class="tip">请选择公开单位和年度，点击“查询”按钮查看报告。</p>')  # fmt: skip


def _found(key: str, years: range, papers: list[Paper], title: str) -> str:
    lines = "".join(
        f'<tr><td>{at}</td><td>{p.office.name if p.office else ""}</td><td>{p.year}</td><td>{p.title}</td><td>{p.date}</td><td><a href="{_leaf(Column("nb", ""), p)}" target="_blank">查看</a></td></tr>'
        for at, p in enumerate(papers, 1)
    )
    none = '<tr><td colspan="6">没有查询到符合条件的记录</td></tr>'
    return _frame(
        title,
        f'<div class="pos"><a href="/">首页</a> &gt; {title}</div><h2>{title}</h2>{_form(key, years)}<table class="result"><tr><th>序号</th><th>公开单位</th><th>年度</th><th>报告名称</th><th>发布日期</th><th>操作</th></tr>{lines or none}</table><p>共查询到 {len(papers)} 条记录</p>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    back = f'<a href="{_sheet(c, sheet.before)}">上一页</a>' if sheet.number > 1 else "<span>上一页</span>"
    ahead = (
        f'<a href="{_sheet(c, sheet.after)}">下一页</a>' if sheet.number < sheet.of else "<span>下一页</span>"
    )
    return _frame(
        c.name,
        f'<div class="pos"><a href="/">首页</a> &gt; {c.name}</div><ul class="list">{_items(c, sheet.rows, 38)}</ul><div class="pager">{back} {sheet.number}/{sheet.of} {ahead}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="pos"><a href="/">首页</a> &gt; {column.name} &gt; 详细内容</div><div class="art"><h2>{paper.title}</h2><div class="sub">发布单位：{paper.source}　发布日期：{paper.date}　阅读：{hits(paper)}</div><div class="txt">{press.markup(paper.write(), "br" if paper.key % 6 == 0 else "plain")}</div></div>',
    )
