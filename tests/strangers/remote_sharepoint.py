"""A district on SharePoint 2010: /xxgk/Lists/nb/AllItems.aspx, DispForm.aspx?ID=12, pages turned by RefreshPageTo(event, "…").

Habits: an item is a form of labelled fields, its date 2019/1/18, and its text one of them; the reports before 2015 lie as files in a document library, named by
their titles; the list of reports has a column for the organ, and some towns attached a DOCX and left the text empty.
"""

from __future__ import annotations

from urllib.parse import quote

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import PDF, WORD, Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE

COUNTY = County(
    "珩溪区",
    "www.hengxi-sample.gov.cn",
    ("教育局", "住房和建设局", "文化体育局", "市场监督管理局", "城市管理和综合执法局"),
    ("珩中街道", "南埔街道", "溪口镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告", "{name}{year}年度法治政府建设情况报告"),
    tables=("government", "department"),
    nil="0",
    files=(("town", ("html", "html", "docx")),),
)
FILED = Habit(titles=("{name}{year}年政府信息公开工作年度报告",), files=(("government", ("pdf", "docx")),))
BESIDE = (
    "{office}{year}年度信息公开年报填报培训通知",
    "【图解】一张图看懂{place}{year}年政务公开工作",
    "{place}{year}年政府信息公开工作绩效评估结果",
)
HEAPS = (
    ("xwzx/Lists/news", "珩溪动态", "news", 480, 1_000), ("xwzx/Lists/notice", "通知公告", "notice", 300, 2_000), ("xxgk/Lists/zcwj", "政策文件", "policy", 80, 3_000),
    ("xxgk/Lists/czyjs", "财政预决算", "budget", 170, 4_000), ("xxgk/Lists/rsxx", "人事信息", "staff", 80, 5_000), ("xxgk/Lists/ghzj", "规划总结", "annual", 80, 6_000),
    ("xxgk/Lists/zdgf", "公开制度规范", "near", 30, 7_000),
)  # fmt: skip
SIZE = 30
LIBRARY = "/xxgk/nbwd"  # the library of the old reports
VIEW = "%7bA6C9E1B2-0D47-4F3A-9C55-1E7D20F4B861%7d"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2015, 2023), HABIT, 21_000),
        *beside(COUNTY, BESIDE, range(2016, 2023), 9_000),
    ]
    lawful = [
        *laws(COUNTY, range(2017, 2023), HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[3])),
        *heap(COUNTY, "law", 40, 8_000),
    ]
    columns += [
        Column("xxgk/Lists/nb", "信息公开工作年度报告", tuple(newest(annual))),
        Column("xxgk/Lists/fzzf", "法治政府建设", tuple(newest(lawful))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, SIZE))
    for paper in (paper for paper in columns[-2].papers if paper.medium == "docx"):
        desk.attach(_attached(columns[-2], paper), paper)
    old = disclosures(COUNTY, range(2008, 2015), FILED, 20_000, (COUNTY.government,))
    for paper in old:
        desk.attach(_document(paper), paper, "report", PDF if paper.medium == "pdf" else WORD)
        desk.expect(paper, _document(paper))
    desk.cover(f"{LIBRARY}/Forms/AllItems.aspx", "历年年报文档", _library, old)
    desk.move("/index.html", "/Pages/default.aspx")
    desk.cover("/Pages/default.aspx", "首页", _home, columns)
    desk.cover("/xxgk/Pages/default.aspx", "信息公开", _contents, columns[2:])
    return desk.site("User-agent: *\nDisallow: /_layouts/\n")


def _sheet(column: Column, number: int) -> str:
    path = f"/{column.key}/AllItems.aspx"
    if number == 1:
        return path
    last = column.papers[(number - 1) * SIZE - 1]
    return f"{path}?Paged=TRUE&p_Created={last.date.replace('-', '')}%2001%3a20%3a11&p_ID={last.key}&PageFirstRow={(number - 1) * SIZE + 1}&View={VIEW}"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/DispForm.aspx?ID={paper.key}"


def _attached(column: Column, paper: Paper) -> str:
    return f"/{column.key}/Attachments/{paper.key}/{paper.year}.docx"


def _document(paper: Paper) -> str:
    return f"{LIBRARY}/{quote(paper.title)}.{paper.medium}"


def _day(paper: Paper) -> str:
    """A day as the system's regional settings print it."""
    return "/".join(part.lstrip("0") for part in paper.date.split("-"))


def _frame(title: str, middle: str, aside: str = "") -> str:
    menu = "".join(
        f'<li class="static"><a class="static menu-item" href="{path}"><span class="additional-background"><span class="menu-item-text">{name}</span></span></a></li>'
        for path, name in (
            ("/Pages/default.aspx", "首页"),
            ("/xwzx/Lists/news/AllItems.aspx", "珩溪动态"),
            ("/xwzx/Lists/notice/AllItems.aspx", "通知公告"),
            ("/xxgk/Pages/default.aspx", "信息公开"),
        )
    )
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html dir="ltr" lang="zh-CN">\n'
        f'<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><meta name="GENERATOR" content="Microsoft SharePoint" /><title>\n\t\n\t{title}\n\n</title></head>\n'
        f'<body class="v4master"><div id="s4-topheader2"><div class="s4-tn"><div class="menu horizontal"><ul class="root static">{menu}</ul></div></div></div>'
        f'<div id="s4-leftpanel">{aside}</div><div class="s4-ca" id="MSO_ContentTable"><div id="s4-mainarea">{middle}</div></div>'
        f'<div class="foot">{COUNTY.name}人民政府办公室　版权所有　{NOTE}</div></body></html>'
    )


def _links(column: Column, count: int) -> str:
    items = rows(
        column.papers[:count],
        lambda p: (
            f'<li class="dfwp-item"><div class="item link-item"><a href="{_leaf(column, p)}" title="{p.title}">{clip(p.title, 22)}</a></div></li>'
        ),
    )
    return (
        f'<table class="s4-wpTopTable" width="100%"><tr><td><h3 class="ms-standardheader ms-WPTitle"><a href="{_sheet(column, 1)}"><span>{column.name}</span></a></h3></td></tr>'
        f'<tr><td class="ms-WPBody"><ul class="dfwp-column dfwp-list">{items}</ul></td></tr></table>'
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(title, _links(columns[0], 10) + _links(columns[1], 10) + _links(columns[3], 5))


def _contents(title: str, columns: list[Column]) -> str:
    named = [(column.name, _sheet(column, 1)) for column in columns]
    named.insert(-1, ("历年年报文档（2008-2014）", f"{LIBRARY}/Forms/AllItems.aspx"))
    items = "".join(
        f'<li class="static"><a class="static menu-item" href="{path}"><span class="menu-item-text">{name}</span></a></li>'
        for name, path in named
    )
    aside = f'<div class="menu vertical"><h3>公开目录</h3><ul class="root static">{items}</ul></div>'
    return _frame(title, "".join(_links(column, 4) for column in columns[:3]), aside)


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr class="ms-itmhover"><td class="ms-vb-title"><div class="ms-vb itx"><a onfocus="OnLink(this)" href="{_leaf(c, p)}" target="_self">{p.title}</a></div></td>'
            f'<td class="ms-vb2">{p.source}</td><td class="ms-vb2"><nobr>{_day(p)}</nobr></td></tr>'
        ),
    )
    turns = [
        (f"({at * SIZE + 1} - {min(len(c.papers), (at + 1) * SIZE)})", _turn(c, n, icon))
        for n, icon, at in ((sheet.before, "prev", sheet.number - 1), (sheet.after, "next", sheet.number - 1))
        if n != sheet.number
    ]
    where = turns[0][0] if turns else ""
    pager = f'<table id="bottomPagingCellWPQ2"><tr>{"".join(cell for _, cell in turns)}<td class="ms-paging">{where}</td></tr></table>'
    head = "".join(
        f'<th class="ms-vh2" nowrap="nowrap"><div>{name}</div></th>'
        for name in ("标题", "发布单位", "发布日期")
    )
    return _frame(
        c.name,
        f'<h2>{c.name}</h2><table class="ms-listviewtable" width="100%" summary="{c.name}"><tr class="ms-viewheadertr">{head}</tr>{items}</table>{pager}',
    )


def _turn(column: Column, number: int, icon: str) -> str:
    """An arrow of the pager, whose address stands in a script with its ampersands escaped."""
    address = _sheet(column, number).replace("&", "\\u0026")
    return (
        f'<td><a onclick=\'javascript:RefreshPageTo(event, "{address}");javascript:return false;\' href="javascript:">'
        f'<img src="/_layouts/2052/images/{icon}.gif" border="0" alt="{"上一页" if icon == "prev" else "下一页"}" /></a></td>'
    )


def _library(title: str, papers: list[Paper]) -> str:
    items = rows(
        papers,
        lambda p: (
            f'<tr class="ms-itmhover"><td class="ms-vb-icon"><img src="/_layouts/images/ic{p.medium}.gif" alt="{p.title}.{p.medium}" /></td>'
            f'<td class="ms-vb-title"><a href="{_document(p)}">{p.title}</a></td><td class="ms-vb2"><nobr>{_day(p)} 9:12</nobr></td><td class="ms-vb2">系统帐户</td></tr>'
        ),
    )
    return _frame(
        title,
        f'<h2>{title}</h2><table class="ms-listviewtable" width="100%"><tr class="ms-viewheadertr"><th>类型</th><th>名称</th><th>修改时间</th><th>修改者</th></tr>{items}</table>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "divs" if paper.kind else "plain")
    fields = [
        ("标题", "Text", paper.title),
        ("发布单位", "Text", paper.source),
        ("发布日期", "DateTime", _day(paper)),
    ]
    if "图解" in paper.title:
        text = f'<img alt="" src="/PublishingImages/images/{paper.key}.jpg" style="width:720px" />'
    if paper.medium == "docx":
        text = ""
        fields.append(("附件", "Attachments", f'<a href="{_attached(column, paper)}">{paper.year}.docx</a>'))
    fields.insert(3, ("正文", "Note", f'<div class="ms-rtestate-field">{text}</div>'))
    return _frame(f"{column.name} - {paper.title}", _form(column, fields, paper))


def _form(column: Column, fields: list[tuple[str, str, str]], paper: Paper) -> str:
    lines = "".join(
        f'<tr><td nowrap="true" valign="top" width="165px" class="ms-formlabel"><h3 class="ms-standardheader">{label}</h3></td>'
        f'<td valign="top" class="ms-formbody" width="450px" id="SPField{kind}">{value}</td></tr>'
        for label, kind, value in fields
    )
    return (
        f'<table class="ms-formtable" border="0" width="100%">{lines}</table><table class="ms-formtoolbar"><tr><td class="ms-descriptiontext">创建时间 {_day(paper)} 9:30，由 系统帐户</td>'
        f'<td class="ms-toolbar"><a class="ms-goback" href="{_sheet(column, 1)}">关闭</a></td></tr></table>'
    )
