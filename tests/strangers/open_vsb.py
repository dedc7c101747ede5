"""A county on a 博达-like site builder: info/1041/31887.htm, lists whose pages count down (gknb.htm, gknb/4.htm …), relative links.

Habits: the government's reports in 公开年报, the towns' in 乡镇政务公开年报, each department's in its own subsite, reached through 机构设置;
departments publish a PDF behind download.jsp (octet-stream) every other year; law reports in a column of their own.
"""

from __future__ import annotations

import posixpath

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head, metas, shown

COUNTY = County(
    "岚汀县", "www.lanting-sample.gov.cn", ("教育局", "人力资源和社会保障局", "交通运输局", "卫生健康局", "审计局"),
    ("东坪镇", "梅岭镇", "小溪乡"),
)  # fmt: skip
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告",),
    law_titles=("{name}{year}年度法治政府建设工作情况报告", "{name}{year}年法治政府建设年度报告"),
    nil="0",
    joined=False,
    files=(("department", ("html", "pdf")),),
)
YEARS = range(2016, 2024)
SITES = ("jyj", "rsj", "jtj", "wjj", "sjj")
TREE = (  # path of the column without .htm, number, name, pool of decoys, how many, first key
    ("xwzx/zwyw", "1011", "政务要闻", "news", 500, 10_000), ("xwzx/gsgg", "1012", "公示公告", "notice", 260, 12_000),
    ("zwgk/zfxxgk/zcwj", "1031", "政策文件", "policy", 90, 14_000), ("zwgk/zfxxgk/czyjs", "1034", "财政预决算", "budget", 130, 15_000),
    ("zwgk/zfxxgk/zn", "1039", "公开指南", "near", 16, 16_000), ("zwgk/tjxx", "1045", "统计信息", "annual", 60, 17_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = _columns()
    for at, (slug, office) in enumerate(zip(SITES, COUNTY.bureaus, strict=True)):
        own = _subsite(at, slug, office)
        columns += own
        desk.cover(
            f"/{slug}/index.htm",
            office.name,
            _menu,
            f"{slug}/index.htm",
            own[:1],
            (f"{slug}/xxgk.htm", "信息公开"),
        )
        desk.cover(f"/{slug}/xxgk.htm", "信息公开", _menu, f"{slug}/xxgk.htm", own[1:])
    desk.publish(columns, Skin(_sheet, lambda c, p: f"/info/{c.key}/{p.key}.htm", _listing, _article, 6))
    for paper in (paper for column in columns for paper in column.papers if paper.medium == "pdf"):
        desk.attach(_file(paper), paper, type="application/octet-stream")
    desk.page("/index.htm", "list", COUNTY.name, lambda ask: _home(columns))
    open_ = [columns[5], columns[8]]
    desk.cover(
        "/zwgk/index.htm", "政务公开", _menu, "zwgk/index.htm", open_, ("zwgk/zfxxgk.htm", "政府信息公开")
    )
    desk.cover("/zwgk/zfxxgk.htm", "政府信息公开", _menu, "zwgk/zfxxgk.htm", [*columns[2:5], *columns[6:8]])
    desk.page("/jgsz.htm", "list", "机构设置", lambda ask: _organs())
    return desk.site()


def _columns() -> list[Column]:
    government = disclosures(COUNTY, YEARS, HABIT, 31_000, (COUNTY.government,))
    towns = disclosures(COUNTY, YEARS, HABIT, 32_000, COUNTY.villages)
    lawful = laws(COUNTY, range(2019, 2024), HABIT, 33_000, COUNTY.offices[:4])
    return [
        *(
            Column(key, name, tuple(heap(COUNTY, pool, count, first)), path)
            for path, key, name, pool, count, first in TREE
        ),
        Column("1041", "公开年报", tuple(government), "zwgk/zfxxgk/gknb"),
        Column("1042", "乡镇政务公开年报", tuple(towns), "zwgk/zfxxgk/xzgknb"),
        Column("1043", "法治政府建设年度报告", tuple(lawful), "zwgk/fzzf/ndbg"),
    ]


def _subsite(at: int, slug: str, office: Office) -> list[Column]:
    number, first = 2001 + at * 10, 40_000 + at * 100
    annual = disclosures(COUNTY, YEARS, HABIT, 20_000 + first, (office,))
    return [
        Column(f"{number}", "部门动态", tuple(heap(COUNTY, "news", 40, first, office)), f"{slug}/bmdt"),
        Column(
            f"{number + 1}",
            "预算公开",
            tuple(heap(COUNTY, "budget", 12, 10_000 + first, office)),
            f"{slug}/xxgk/ysgk",
        ),
        Column(f"{number + 2}", "信息公开年报", tuple(annual), f"{slug}/xxgk/xxgknb"),
    ]


def _file(paper: Paper) -> str:
    return f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1398{paper.key % 97:05d}&wbfileid={paper.key + 70_000}"


def _sheet(column: Column, number: int) -> str:
    of = max(1, -(-len(column.papers) // 6))
    return f"/{column.above}.htm" if number == 1 else f"/{column.above}/{of - number + 1}.htm"


def _to(here: str, there: str) -> str:
    """The relative link that the builder writes from one file to another."""
    return posixpath.relpath(there, posixpath.dirname(here) or ".")


def _frame(here: str, title: str, middle: str, more: str = "") -> str:
    up = lambda path: _to(here, path)  # noqa: E731
    return (
        head(
            title,
            more=f'{more}<meta name="keywords" content="{COUNTY.name}"><!--Announced by Visual SiteBuilder 9--><link rel="stylesheet" href="{up("_sitegray/_sitegray_d.css")}">',
        )
        + f'<body><div class="nav"><a href="{up("index.htm")}">首页</a><a href="{up("xwzx/zwyw.htm")}">政务要闻</a><a href="{up("zwgk/index.htm")}">政务公开</a>'
        f'<a href="{up("jgsz.htm")}">机构设置</a></div><div class="main">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div><h3><a href="{column.above}.htm">{column.name}</a></h3><ul>'
        + rows(
            column.papers[:8],
            lambda paper, c=column: (
                f'<li><a href="info/{c.key}/{paper.key}.htm" target="_blank" title="{paper.title}">{paper.title[:18]}…</a><span>{paper.date[5:]}</span></li>'
            ),
        )
        + "</ul></div>"
        for column in columns[:3]
    )
    return _frame("index.htm", f"{COUNTY.name}人民政府门户网站", boxes)


def _menu(title: str, here: str, columns: list[Column], more: tuple[str, str] | None = None) -> str:
    links = [(f"{column.above}.htm", column.name) for column in columns] + ([more] if more else [])
    items = "".join(f'<li><a href="{_to(here, path)}">{name}</a></li>' for path, name in links)
    return _frame(here, title, f'<h2>{title}</h2><ul class="leftmenu">{items}</ul>')


def _organs() -> str:
    items = "".join(
        f'<td><a href="{slug}/index.htm" target="_blank">{office.stem}</a></td>'
        for slug, office in zip(SITES, COUNTY.bureaus, strict=True)
    )
    return _frame("jgsz.htm", "机构设置", f"<table><tr>{items}</tr></table>")


def _listing(sheet: Sheet, ask: Ask) -> str:
    column = sheet.column
    here = _sheet(column, sheet.number).lstrip("/")
    items = rows(
        sheet.rows,
        lambda paper: (
            f'<li id="line_u9_{paper.key % 20}"><a href="{_to(here, f"info/{column.key}/{paper.key}.htm")}" target="_blank">{paper.title}</a><span>{shown(paper)}</span></li>'
        ),
    )
    link = lambda number: _to(here, _sheet(column, number).lstrip("/"))  # noqa: E731
    ahead = (
        f'<a href="{link(sheet.after)}" class="Next">下页</a> <a href="{link(sheet.of)}" class="Next">尾页</a>'
        if sheet.number < sheet.of
        else "下页 尾页"
    )
    back = (
        f'<a href="{link(1)}">首页</a> <a href="{link(sheet.before)}">上页</a>'
        if sheet.number > 1
        else "首页 上页"
    )
    pager = f'<div align="center">共{len(column.papers)}条&nbsp;&nbsp;{sheet.number}/{sheet.of}&nbsp; {back} {ahead} 转到<input size="2"><input type="button" value="跳转">页</div>'
    return _frame(
        here,
        f"{column.name}-{COUNTY.name}人民政府",
        f'<h2>{column.name}</h2><ul class="list">{items}</ul>{pager}',
        metas(COUNTY, column.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    here = f"info/{column.key}/{paper.key}.htm"
    text, annex = press.markup(paper.write(), "word" if paper.kind else "plain"), ""
    if paper.medium == "pdf":
        text = "<p>&nbsp;</p>"
        annex = f'<ul style="list-style-type:none;"><li>附件【<a href="{_file(paper).replace("&", "&amp;")}" target="_blank">{paper.title}.pdf</a>】已下载<span id="nattach{paper.key}">0</span>次</li></ul>'
    middle = (
        f'<div>当前位置: <a href="../../index.htm">首页</a>&gt;&gt;<a href="../../{column.above}.htm">{column.name}</a>&gt;&gt;正文</div>'
        f'<form name="_newscontent_fromname"><div class="article"><h1>{paper.title}</h1><div class="ly">时间：{shown(paper)}　来源：{paper.source}　'
        f'点击：[<script>_showDynClicks("wbnews", 1398, {paper.key})</script>]</div><div id="vsb_content"><div class="v_news_content">{text}</div></div>{annex}</div></form>'
    )
    return _frame(here, f"{paper.title}-{COUNTY.name}人民政府", middle, metas(COUNTY, column.name, paper))
