"""A county on a 帝国-like CMS: static index_2.html for old columns, /e/action/ListInfo/ with pages from 0 for new ones.

Habits: 政务公开年报 holds the government's reports as static pages, 部门年报 and 镇乡年报 are dynamic lists whose sheets are index.php?page=1&classid=… with the
second sheet called 1; departments' reports are half articles, half an attachment behind DownFile (octet-stream); tags and a search as traps.
"""

from __future__ import annotations

from functools import partial

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import hits, old_footer, old_head

COUNTY = County(
    "霁川县",
    "www.jichuan-sample.gov.cn",
    ("民政局", "财政局", "人力资源和社会保障局", "卫生健康局", "林业和草原局"),
    ("河口镇", "太平镇", "罗汉乡", "龙泉街道"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政务公开工作年度报告"), law_titles=("{name}{year}年法治政府建设年度报告",),
    nil="0", joined=False, files=(("department", ("html", "pdf")),),
)  # fmt: skip
STATIC = (
    ("5", "要闻", "news", 620, 1_000, "/xwzx/yw"), ("6", "公告", "notice", 330, 3_000, "/xwzx/gg"), ("21", "文件", "policy", 75, 4_000, "/zwgk/wj"),
    ("24", "资金信息", "budget", 150, 5_000, "/zwgk/zjxx"), ("26", "采购招标", "tender", 130, 6_000, "/zwgk/zbcg"), ("28", "指南制度", "near", 26, 7_000, "/zwgk/zn"),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "utf-8", "text/html")
    years = range(2016, 2024)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first)), folder)
        for key, name, pool, count, first, folder in STATIC
    ]
    lawful = newest(
        [*laws(COUNTY, range(2020, 2024), HABIT, 24_000, COUNTY.offices[:4]), *heap(COUNTY, "law", 50, 8_000)]
    )
    columns.append(Column("29", "法治建设", tuple(lawful), "/zwgk/fz"))
    columns.append(
        Column(
            "31",
            "政务公开年报",
            tuple(disclosures(COUNTY, years, HABIT, 20_000, (COUNTY.government,))),
            "/zwgk/nb",
        )
    )
    columns.append(Column("47", "部门年报", tuple(disclosures(COUNTY, years, HABIT, 21_000, COUNTY.bureaus))))
    columns.append(
        Column("48", "镇乡年报", tuple(disclosures(COUNTY, years, HABIT, 22_000, COUNTY.villages)))
    )
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 9))
    for column in columns[-2:]:
        for path in ("/e/action/ListInfo/index.html", "/e/action/ListInfo/"):
            desk.page(f"{path}?classid={column.key}", "list", column.name, partial(_first, column))
    for paper in columns[-2].papers:
        if paper.medium == "pdf":
            desk.attach(_file(paper), paper, type="application/octet-stream")
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page("/zwgk/index.html", "list", "政务公开", lambda ask: _open(columns))
    return desk.site("User-agent: *\nDisallow: /e/admin/\nDisallow: /d/\n")


def _first(column: Column, ask: Ask) -> str:
    return _listing(Sheet(column, 1, -(-len(column.papers) // 9), column.papers[:9]), ask)


def _file(paper: Paper) -> str:
    return f"/e/DownSys/DownFile/?classid=47&id={paper.key}&pathid=0"


def _sheet(column: Column, number: int) -> str:
    if column.above:
        return f"{column.above}/index{'' if number == 1 else f'_{number}'}.html"
    return f"/e/action/ListInfo/index.php?page={number - 1}&classid={column.key}"


def _leaf(column: Column, paper: Paper) -> str:
    if column.above:
        return f"{column.above}/{paper.date}/{paper.key}.html"
    return f"/e/action/ShowInfo.php?classid={column.key}&id={paper.key}"


def _frame(title: str, middle: str) -> str:
    return (
        old_head(title, "utf-8", '<meta name="generator" content="EmpireCMS" />')
        + '<body class="listpage"><div id="top"><a href="/">首页</a> <a href="/xwzx/yw/">要闻</a> <a href="/xwzx/gg/">公告</a> <a href="/zwgk/">政务公开</a> <a href="/e/member/login/">会员登录</a>'
        f'<form action="/e/search/index.php" method="post"><input name="keyboard" /><input type="submit" value="搜索" /></form></div>{middle}{old_footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<table class="title"><tr><td><strong><a href="{_sheet(c, 1)}">{c.name}</a></strong></td></tr></table><ul>'
        + rows(
            c.papers[:10],
            lambda p, c=c: (
                f"<li><a href='{_leaf(c, p)}' title='{p.title}'>{clip(p.title, 20)}</a> <small>[{p.date[5:]}]</small></li>"
            ),
        )
        + "</ul>"
        for c in columns[:3]
    )
    return _frame(f"{COUNTY.name}人民政府网站", boxes)


def _open(columns: list[Column]) -> str:
    links = [
        (f"{c.above}/" if c.above else f"/e/action/ListInfo/?classid={c.key}", c.name) for c in columns[2:]
    ]
    return _frame(
        "政务公开",
        "<table width='100%'>"
        + "".join(f'<tr><td class="bg"><a href="{path}">{name}</a></td></tr>' for path, name in links)
        + "</table>",
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><a href="{_leaf(c, p)}" title="{p.title}">{clip(p.title, 24)}</a> <span>{p.date}</span></li>'
        ),
    )
    near = range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    numbers = "&nbsp;".join(
        f"<b>{n}</b>" if n == sheet.number else f'<a href="{_sheet(c, n)}">{n}</a>' for n in near
    )
    ahead = (
        f'&nbsp;<a href="{_sheet(c, sheet.after)}">下一页</a>&nbsp;<a href="{_sheet(c, sheet.of)}">尾页</a>'
        if sheet.number < sheet.of
        else ""
    )
    tags = "".join(f'<a href="/e/tags/?tag={word}">{word}</a> ' for word in ("公开", "年报", "通知"))
    return _frame(
        c.name,
        f'<div class="location">您当前的位置：<a href="/">首页</a>&nbsp;>&nbsp;{c.name}</div><ul class="newslist">{items}</ul><div class="epages"><a title="总数">&nbsp;<b>{len(c.papers)}</b> </a>&nbsp;{numbers}{ahead}</div><div>{tags}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind else "plain")
    if paper.medium == "pdf":
        text = f'<p>详见附件。</p><p><img src="/e/data/images/pdf.gif" /><a href="{_file(paper)}" target="_blank">{paper.title}</a></p>'
    return _frame(
        paper.title,
        f'<div class="location">您当前的位置：<a href="/">首页</a>&nbsp;>&nbsp;{column.name}&nbsp;>&nbsp;正文</div><table width="100%"><tr><td class="title_info"><h1>{paper.title}</h1></td></tr>'
        f'<tr><td class="info_text">时间：{paper.date} 08:55:21&nbsp;&nbsp;来源：{paper.source}&nbsp;&nbsp;点击：<script src="/e/public/ViewClick/?id={paper.key}"></script>{hits(paper)}次</td></tr>'
        f'<tr><td id="text">{text}</td></tr></table><div>责任编辑：网站管理员</div>',
    )
