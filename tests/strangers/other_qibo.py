"""A county on a portal package of 2009 that was never replaced: list.php?fid=31&page=2, bencandy.php?fid=31&id=5120, GBK, tables.

Habits: everything about disclosure stands in few columns, reports of all organs in one of them among the notices that ask for them; titles in lists are cut; days are
printed without zeros; the texts are one run of lines divided by <br>, later ones pasted from Word.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import hits, old_footer, old_head

COUNTY = County(
    "崤棠县",
    "www.xiaotang-sample.gov.cn",
    ("教育局", "农业局", "水利局", "林业局", "统计局"),
    ("观音堂镇", "渡马乡", "硖口乡"),
)
OWN = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年度政府信息公开工作报告", "{name}{year}年政府信息公开年度报告"),
    law_titles=("{name}{year}年法治政府建设工作报告", "{name}关于{year}年法治政府建设情况的报告"),
    joined=False,
)  # fmt: skip
LOWER = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年度政府信息公开年报", "{name}关于{year}年度政府信息公开工作情况的报告"),
    nil="",
    gap=0.25,
)  # fmt: skip
BESIDE = (
    "关于认真做好{year}年度政府信息公开年度报告编制工作的通知",
    "{office}{year}年第三季度政府信息公开情况统计表",
    "{place}政府信息公开工作{next}年培训计划",
)
HEAPS = (
    ("2", "崤棠新闻", "news", 480, 1_000), ("5", "公告通知", "notice", 300, 2_000), ("8", "政府文件", "policy", 90, 3_000), ("12", "财政预决算", "budget", 130, 4_000),
    ("14", "人事任免", "staff", 70, 5_000), ("15", "工作总结", "annual", 90, 6_000), ("19", "招标采购", "tender", 120, 7_000), ("30", "信息公开制度", "near", 16, 8_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gbk", "text/html")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2009, 2025), OWN, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, range(2015, 2021), LOWER, 21_000, COUNTY.offices[1:]),
        *beside(COUNTY, BESIDE, range(2010, 2021), 9_000),
    ]
    lawful = [
        *laws(COUNTY, range(2017, 2025), OWN, 24_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 60, 10_000),
    ]
    columns += [
        Column("31", "信息公开年报", tuple(newest(annual))),
        Column("33", "依法行政", tuple(newest(lawful))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, lambda sheet, ask: _listing(sheet, columns), _article, 25))
    desk.cover("/index.html", "首页", _home, columns)
    desk.move("/index.php", "/")
    return desk.site("User-agent: *\nDisallow: /admin/\nDisallow: /member/\n")


def _sheet(column: Column, number: int) -> str:
    return f"/list.php?fid={column.key}" + (f"&page={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/bencandy.php?fid={column.key}&id={paper.key}"


def _day(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"{year}-{int(month)}-{int(day)}"


def _frame(title: str, middle: str) -> str:
    menu = " | ".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (("/index.php", "网站首页"), ("/list.php?fid=2", "崤棠新闻"), ("/list.php?fid=5", "公告通知"), ("/list.php?fid=8", "政府文件"), ("/list.php?fid=31", "信息公开"))
    )  # fmt: skip
    return (
        old_head(f"{title} - {COUNTY.name}政府网", "gbk", '<link rel="stylesheet" type="text/css" href="/images/default/style.css" />')
        + f'<body><table width="980" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td><img src="/images/default/top.jpg" width="980" height="180" /></td></tr>'
        f'<tr><td height="32" align="center" bgcolor="#C40000" class="menu">{menu}</td></tr></table>{middle}{old_footer(COUNTY)}</body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...], width: int) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr><td width="84%" height="26">・<a href="{_leaf(column, p)[1:].replace("&", "&amp;")}" target="_blank" title="{p.title}">{clip(p.title, width)}</a></td>'
            f'<td width="16%" align="center"><font color="#999999">{_day(p)}</font></td></tr>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    cells = [
        f'<td width="490" valign="top"><table width="98%" class="dragTable"><tr><td class="head"><span class="TAG">{c.name}</span> <a href="list.php?fid={c.key}">更多...</a></td></tr>'
        f'<tr><td class="middle"><table width="100%">{_items(c, c.papers[:6], 22)}</table></td></tr></table></td>'
        for c in columns
    ]
    body = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    return _frame(title, f'<table width="980" align="center" cellpadding="0" cellspacing="4">{body}</table>')


def _where(column: Column) -> str:
    return f'<tr><td height="28" class="guide">您的位置：<a href="index.php">首页</a> -> <a href="list.php?fid={column.key}">{column.name}</a></td></tr>'


def _listing(sheet: Sheet, columns: list[Column]) -> str:
    c = sheet.column
    link = lambda n, word: f'<a href="{_sheet(c, n)[1:].replace("&", "&amp;")}">{word}</a>'  # noqa: E731
    numbers = " ".join(
        f"<b>{n}</b>" if n == sheet.number else link(n, str(n))
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    pager = f'<tr><td colspan="2" align="center" class="showpage">{link(1, "首页")} {numbers} {link(sheet.after, "下一页")} {link(sheet.of, "尾页")} <font color="red">{sheet.number}</font>/{sheet.of}</td></tr>'
    side = "".join(
        f'<tr><td height="28"><a href="list.php?fid={each.key}">{each.name}</a></td></tr>' for each in columns
    )
    return _frame(
        c.name,
        f'<table width="980" align="center"><tr><td width="220" valign="top"><table width="100%" class="side"><tr><td class="head">栏目导航</td></tr>{side}</table></td>'
        f'<td valign="top"><table width="100%">{_where(c)}</table><table width="100%" class="content_list">{_items(c, sheet.rows, 34)}{pager}</table></td></tr></table>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    hand = "word" if paper.kind and paper.year > 2018 else "br"
    return _frame(
        paper.title,
        f'<table width="980" align="center" class="content">{_where(column)}<tr><td align="center" class="bigtitle" height="60"><h2>{paper.title}</h2></td></tr>'
        f'<tr><td align="center" class="info">作者：　来源：{paper.source}　发布时间：{_day(paper)} 9:{paper.key % 50 + 10}:07　点击：{hits(paper)}</td></tr>'
        f'<tr><td class="content" id="read_tpc">{press.markup(paper.write(), hand)}</td></tr><tr><td align="right">[<a href="javascript:window.print()">打印</a>] [<a href="javascript:window.close()">关闭</a>]</td></tr></table>',
    )
