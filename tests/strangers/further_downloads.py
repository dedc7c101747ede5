"""A province's department of natural resources: reports lie in 下载中心 between forms and standards, files only; /xzzx/5_2.html, /xzzx/files/202301/20034.pdf.

Habits: a row of the centre prints the name, the unit, the size and the date, and the only anchor says 下载; the department's reports and those of the institutes
below it share the category 年度报告 with other yearly papers; reports on governing by law are ordinary articles under 法治建设.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import NOTE, head, hits, metas

COUNTY = County(
    "沔桂省",
    "zrzyt.miangui-sample.gov.cn",
    ("自然资源厅", "地质环境监测院", "国土空间规划研究院", "测绘产品质量检验站", "不动产登记中心"),
    ("麓前县", "塘市区", "箬坪县"),
)
DEPARTMENT, *INSTITUTES = COUNTY.bureaus
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作{year}年度报告"),
    law_titles=("{name}{year}年法治政府建设工作情况报告", "{name}{year}年度法治政府建设年度报告"),
    gap=0.0,
    files=(("department", ("pdf", "pdf", "docx")),),
)
LOWER = replace(
    HABIT, titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度信息公开工作年度报告"), gap=0.15
)
FORMS = (
    "不动产登记申请书（{next}年版）",
    "建设用地预审申请表（{next}年版）",
    "采矿权延续登记申请书（{next}年版）",
    "测绘资质申请表（{next}年版）",
)
YEARLY = (
    "{place}自然资源公报（{year}年）",
    "{place}地质灾害防治工作总结（{year}年）",
    "{year}年度政府信息公开工作年度报告填报说明",
    "{place}自然资源厅{year}年政府网站工作年度报表",
)
STANDARDS = ("{place}国土空间规划编制导则（{next}年试行）", "{place}地籍调查技术规程（{next}年修订）")
HEAPS = (
    ("zrxw", "资源要闻", "news", 430, 1_000), ("tzgg", "通知公告", "notice", 260, 2_000), ("zcfg", "政策法规", "policy", 100, 3_000), ("czxx", "财政信息", "budget", 110, 4_000),
    ("rsgl", "人事管理", "staff", 80, 5_000), ("zbcg", "招标采购", "tender", 150, 6_000), ("tjsj", "统计数据", "annual", 80, 7_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, n, at, DEPARTMENT))) for key, name, pool, n, at in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2016, 2025), HABIT, 24_000, (DEPARTMENT,)),
        *heap(COUNTY, "law", 60, 8_000, DEPARTMENT),
    ]
    columns.append(Column("fzjs", "法治建设", tuple(newest(lawful))))
    desk.publish(columns, Skin(_sheet, _leaf, lambda sheet, ask: _listing(sheet), _article, 20))
    shelves = _shelves()
    for shelf in shelves:
        for sheet in sheets(shelf, 15):
            desk.cover(_rack(shelf, sheet.number), shelf.name, _table, shelves, sheet)
        for paper in shelf.papers:
            desk.attach(_file(paper), paper, "report" if paper.kind else "file")
            desk.expect(paper, _file(paper))
    desk.cover("/xzzx/index.html", "下载中心", _centre, shelves)
    desk.cover("/zwgk/index.html", "政务公开", _open, columns[2:])
    desk.cover("/index.html", DEPARTMENT.name, _home, columns[:2])
    return replace(desk.site(), name=DEPARTMENT.name, seed=f"{desk.root}/ name={DEPARTMENT.name}")


def _shelves() -> list[Column]:
    """The categories of the centre; everything in them is a file."""
    annual = [
        *disclosures(COUNTY, range(2013, 2025), HABIT, 20_000, (DEPARTMENT,)),
        *disclosures(COUNTY, range(2018, 2025), LOWER, 21_000, tuple(INSTITUTES)),
        *_filed(YEARLY, 30_000, DEPARTMENT),
    ]
    return [
        Column("2", "办事表格", tuple(_filed(FORMS, 31_000, DEPARTMENT))),
        Column("3", "技术标准", tuple(_filed(STANDARDS, 32_000, INSTITUTES[1]))),
        Column("5", "年度报告", tuple(newest(annual))),
    ]


def _filed(titles: tuple[str, ...], first: int, office: Office) -> list[Paper]:
    return [
        replace(paper, medium="docx") for paper in beside(COUNTY, titles, range(2016, 2024), first, office)
    ]


def _file(paper: Paper) -> str:
    return f"/xzzx/files/{paper.date.replace('-', '')[:6]}/{paper.key}.{paper.medium}"


def _rack(shelf: Column, number: int) -> str:
    return f"/xzzx/{shelf.key}_{number}.html"


def _sheet(column: Column, number: int) -> str:
    return f"/zwgk/{column.key}/list{'' if number == 1 else f'-{number}'}.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/zwgk/{column.key}/{paper.date[:4]}/{paper.key}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (("/", "首页"), ("/zwgk/zrxw/list.html", "资源要闻"), ("/zwgk/", "政务公开"), ("/zwgk/tzgg/list.html", "通知公告"), ("/xzzx/", "下载中心"))
    )  # fmt: skip
    return (
        head(f"{title} - {DEPARTMENT.name}", more=more)
        + f'<body><div class="head"><img src="/images/logo.png" alt="{DEPARTMENT.name}"></div><ul class="nav clearfix">{nav}</ul><div class="wrap clearfix">{middle}</div>'
        f'<div class="foot">主办：{DEPARTMENT.name}　承办：{DEPARTMENT.name}信息中心<br>{NOTE}</div></body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: f'<li><a href="{_leaf(column, p)}" target="_blank">{p.title}</a><span>{p.date}</span></li>',
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="box"><h3>{c.name}</h3><a class="more" href="{_sheet(c, 1)}">更多</a><ul>{_items(c, c.papers[:8])}</ul></div>'
        for c in columns
    )
    return _frame(
        title,
        f'{boxes}<div class="quick"><a href="/xzzx/"><img src="/images/xz.png" alt="下载中心"></a></div>',
    )


def _open(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns)
    return _frame(
        title,
        f'<h2>{title}</h2><ul class="side">{links}<li><a href="/xzzx/5_1.html">政府信息公开年度报告</a></li></ul>',
    )


def _side(shelves: list[Column]) -> str:
    links = "".join(f'<li><a href="{_rack(s, 1)}">{s.name}（{len(s.papers)}）</a></li>' for s in shelves)
    return f'<div class="side"><h3>下载分类</h3><ul>{links}</ul></div>'


def _rows(papers: tuple[Paper, ...]) -> str:
    lines = rows(
        papers,
        lambda p: (
            f'<tr><td><img src="/images/{p.medium}.gif" alt="{p.medium}"> {p.title}</td><td>{p.source}</td><td>{60 + p.key % 411}KB</td><td>{p.date}</td><td>{hits(p)}</td><td><a href="{_file(p)}" target="_blank">下载</a></td></tr>'
        ),
    )
    return f'<table class="down"><tr><th>文件名称</th><th>发布单位</th><th>大小</th><th>发布日期</th><th>下载次数</th><th>操作</th></tr>{lines}</table>'


def _centre(title: str, shelves: list[Column]) -> str:
    recent = "".join(f"<h4>{s.name}</h4>{_rows(s.papers[:5])}" for s in shelves)
    return _frame(title, f'<div class="pos">您的位置：<a href="/">首页</a> &gt; {title}</div>{_side(shelves)}<div class="cont">{recent}</div>')  # fmt: skip


def _table(title: str, shelves: list[Column], sheet: Sheet) -> str:
    s = sheet.column
    numbers = " ".join(
        f"<b>{n}</b>" if n == sheet.number else f'<a href="{_rack(s, n)}">{n}</a>'
        for n in range(1, sheet.of + 1)
    )
    return _frame(
        title,
        f'<div class="pos">您的位置：<a href="/">首页</a> &gt; <a href="/xzzx/">下载中心</a> &gt; {title}</div>{_side(shelves)}<div class="cont">{_rows(sheet.rows)}<div class="pg">共{sheet.of}页 {numbers}</div></div>',
    )


def _listing(sheet: Sheet) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    return _frame(
        c.name,
        f'<div class="pos">您的位置：<a href="/">首页</a> &gt; {c.name}</div><ul class="list">{_items(c, sheet.rows)}</ul><div class="pg">{to(1, "首页")} {to(sheet.before, "上一页")} {to(sheet.after, "下一页")} {to(sheet.of, "末页")} 第{sheet.number}页/共{sheet.of}页</div>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="pos">您的位置：<a href="/">首页</a> &gt; <a href="{_sheet(column, 1)}">{column.name}</a></div><h1>{paper.title}</h1><div class="xx">发布时间：{paper.date}　来源：{paper.source}　点击数：{hits(paper)}</div><div class="zw">{press.markup(paper.write())}</div>',
        metas(COUNTY, column.name, paper),
    )
