"""A city on a 大汉-like system that was rebuilt: /col/col1234/index.html?uid=…&pageNum=2 and /art/… addresses, lists written by the server.

Habits: none of the family's scripts or data stores; base href; 部门信息公开年报 has a sub-column a department in the side menu, 镇（街道）信息公开年报 one list; reports of
departments may be a PDF in an iframe viewer; anchors hold a line feed and the date inside; law reports share 法治政府建设 with other work.
"""

from __future__ import annotations

from crawler.demo.site import Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head, hits, metas

COUNTY = County(
    "穗岫市",
    "www.suixiu-sample.gov.cn",
    ("教育局", "经济和信息化局", "自然资源和规划局", "水利局", "综合行政执法局", "市场监督管理局"),
    ("江北街道", "虎啸镇", "岭脚镇", "云和乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告"), law_titles=("{name}{year}年法治政府建设年度报告",), nil="0",
    files=(("department", ("html", "html", "pdf")),),
)  # fmt: skip
HEAPS = (
    ("1101", "穗岫要闻", "news", 700, 1_000), ("1102", "公告公示", "notice", 400, 2_000), ("1210", "行政规范性文件", "policy", 90, 3_000), ("1220", "财政预决算", "budget", 180, 4_000),
    ("1230", "统计信息", "annual", 70, 5_000), ("1240", "政府信息公开制度", "near", 30, 6_000), ("1250", "政府采购", "tender", 110, 7_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    years = range(2015, 2024)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = newest(
        [*laws(COUNTY, range(2018, 2024), HABIT, 24_000, COUNTY.offices[:4]), *heap(COUNTY, "law", 60, 8_000)]
    )
    columns.append(Column("1260", "法治政府建设", tuple(lawful)))
    city = Column(
        "1271",
        "市政府信息公开年报",
        tuple(disclosures(COUNTY, years, HABIT, 20_000, (COUNTY.government,))),
        "1270",
    )
    towns = Column(
        "1273",
        "镇（街道）信息公开年报",
        tuple(disclosures(COUNTY, years, HABIT, 22_000, COUNTY.villages)),
        "1270",
    )
    bureaus = [
        Column(
            f"{1281 + at}",
            office.stem,
            tuple(disclosures(COUNTY, years, HABIT, 30_000 + at * 100, (office,))),
            "1272",
        )
        for at, office in enumerate(COUNTY.bureaus)
    ]
    every = [*columns, city, towns, *bureaus]
    desk.publish(
        every,
        Skin(_sheet, _leaf, lambda s, a: _listing(desk, s, bureaus), lambda c, p, a: _article(desk, c, p), 7),
    )
    for paper in (paper for column in bureaus for paper in column.papers if paper.medium == "pdf"):
        desk.attach(f"/attach/0/{paper.key * 104729:024x}.pdf", paper)
    desk.page(
        "/vendor/pdf/viewer.html",
        "ordinary",
        "PDF.js",
        lambda ask: head("PDF.js viewer") + "<body></body></html>",
    )
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(desk, columns))
    _menus(desk, columns, city, towns, bureaus)
    return desk.site("User-agent: *\nDisallow: /jcms/\n")


def _menus(desk: Desk, columns: list[Column], city: Column, towns: Column, bureaus: list[Column]) -> None:
    """The columns that hold columns only."""
    disclosed = Column("1239", "政府信息公开")
    menus = (
        ("1200", "政务公开", [*columns[2:5], *columns[6:8], disclosed]),
        ("1239", "政府信息公开", [columns[5], Column("1270", "政府信息公开年报")]),
        ("1270", "政府信息公开年报", [city, Column("1272", "部门信息公开年报"), towns]),
        ("1272", "部门信息公开年报", bureaus),
    )
    for key, title, inner in menus:
        desk.page(f"/col/col{key}/index.html", "list", title, lambda ask, t=title, i=inner: _menu(desk, t, i))


def _sheet(column: Column, number: int) -> str:
    return f"/col/col{column.key}/index.html" + (
        f"?uid={int(column.key) * 7}&pageNum={number}" if number > 1 else ""
    )


def _leaf(column: Column, paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"/art/{year}/{int(month)}/{int(day)}/art_{column.key}_{paper.key}.html"


def _frame(desk: Desk, title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<td><a href="{path}">{name}</a></td>'
        for path, name in (
            ("index.html", "首页"),
            ("col/col1101/index.html", "要闻"),
            ("col/col1102/index.html", "公告公示"),
            ("col/col1200/index.html", "政务公开"),
        )
    )
    return (
        head(title, more=f'<base href="{desk.root}/">{more}')
        + f"<body><table class=nav><tr>{nav}</tr></table>{middle}{footer(COUNTY)}</body></html>"
    )


def _home(desk: Desk, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="bx"><div class="hd"><a href="col/col{c.key}/index.html">{c.name}</a></div><ul>'
        + rows(c.papers[:9], lambda p, c=c: f'<li><a href="{_leaf(c, p).lstrip("/")}">{p.title}</a></li>')
        + "</ul></div>"
        for c in columns[:2]
    )
    return _frame(desk, f"{COUNTY.name}人民政府", boxes)


def _menu(desk: Desk, title: str, columns: list[Column]) -> str:
    return _frame(
        desk,
        title,
        f"<h2>{title}</h2><div class=side>"
        + "".join(f'<a href="col/col{c.key}/index.html">{c.name}</a>' for c in columns)
        + "</div>",
        metas(COUNTY, title),
    )


def _listing(desk: Desk, sheet: Sheet, bureaus: list[Column]) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><a href="{_leaf(c, p).lstrip("/")}" title="{p.title}" target="_blank">\n{p.title}\n<span>{p.date}</span></a></li>'
        ),
    )
    side = (
        "".join(f'<a href="col/col{other.key}/index.html">{other.name}</a>' for other in bureaus)
        if c.above == "1272"
        else ""
    )
    link = lambda n: _sheet(c, n).lstrip("/")  # noqa: E731
    ahead = (
        f'<a href="{link(sheet.after)}">下一页</a><a href="{link(sheet.of)}">尾页</a>'
        if sheet.number < sheet.of
        else ""
    )
    back = (
        f'<a href="{link(1)}">首页</a><a href="{link(sheet.before)}">上一页</a>' if sheet.number > 1 else ""
    )
    return _frame(
        desk,
        c.name,
        f'<div class=side>{side}</div><div class="list"><ul>{items}</ul></div><div class="pgn">{back}第<b>{sheet.number}</b>页 / 共{sheet.of}页 {ahead}</div>',
        metas(COUNTY, c.name),
    )


def _article(desk: Desk, column: Column, paper: Paper) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year > 2018 else "plain")
    if paper.medium == "pdf":
        file = f"/attach/0/{paper.key * 104729:024x}.pdf"
        text = f'<iframe src="/vendor/pdf/viewer.html?file={file}" width="100%" height="900"></iframe><p>附件：<a href="{file}">{paper.title}.pdf</a></p>'
    return _frame(
        desk,
        paper.title,
        f'<table id="article" width="100%"><tr><td class="title">{paper.title}</td></tr><tr><td align="center">发布日期：{paper.date}　　来源：{paper.source}　　浏览次数：{hits(paper)}　　字号：[ 大 中 小 ]</td></tr>'
        f'<tr><td class="bt"><!--正文开始-->{text}<!--正文结束--></td></tr></table><div class="share">分享到： 扫一扫在手机打开当前页</div>',
        metas(COUNTY, column.name, paper),
    )
