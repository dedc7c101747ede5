"""A city on Lotus Domino: /web/xxgk.nsf/vwNB?OpenView&Start=1&Count=30&Expand=3#3, documents by their 32 hexadecimal digits, GBK.

Habits: views are bare tables with twisties; reports are folded by year and open one year at a time; a document is a form of 标题, 发文单位, 发布日期 and 正文;
titles of 2008 to 2010 count in 二○○八年; some departments attached a PDF ($FILE) and left the text empty.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, shown

COUNTY = County(
    "绛汀市",
    "www.jiangting-sample.gov.cn",
    ("发展和改革委员会", "民政局", "环境保护局", "安全生产监督管理局", "统计局"),
    ("绛帐街道", "柳林镇", "南汀镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开年度报告"),
    law_titles=("{name}{year}年度推进依法行政建设法治政府工作报告", "{name}{year}年法治政府建设年度报告"),
    tables=("government",),
    nil="0",
    gap=0.25,
    files=(("department", ("html", "html", "html", "pdf")),),
)
BESIDE = (
    "市政府办公室布置{year}年度政府信息公开年报编写工作",
    "{place}{year}年度政府信息公开工作社会评议结果",
    "{place}{year}年12月份政府信息公开情况统计表",
)
HEAPS = (
    ("zwdt.nsf/vwXW", "绛汀要闻", "news", 520, 1_000), ("zwdt.nsf/vwGG", "公告通知", "notice", 280, 2_000), ("wjk.nsf/vwZC", "规章文件", "policy", 90, 3_000),
    ("czxx.nsf/vwYS", "预算决算", "budget", 140, 4_000), ("rsrm.nsf/vwRM", "人事任免", "staff", 80, 5_000), ("tjxx.nsf/vwTJ", "统计信息", "annual", 90, 6_000),
    ("xxgk.nsf/vwZD", "公开指南与制度", "near", 30, 7_000),
)  # fmt: skip
REPORTS = "/web/xxgk.nsf/vwNB"
SIZE = 30
DIGITS = dict(zip("0123456789", "○一二三四五六七八九", strict=True))
FACE = '<font size="2" face="宋体">'


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html; charset=GBK")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2012, 2021), HABIT, 24_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 60, 8_000),
    ]
    columns.append(Column("fzb.nsf/vwFZ", "法治政府", tuple(newest(lawful))))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, SIZE))
    annual = Column("xxgk.nsf/vwNB", "政府信息公开年度报告", tuple(newest(_annual())))
    desk.leaves(annual, _leaf, _article)
    for paper in (paper for paper in annual.papers if paper.medium == "pdf"):
        desk.attach(_file(annual, paper), paper)
    years = sorted({_filed(paper) for paper in annual.papers}, reverse=True)
    desk.cover(f"{REPORTS}?OpenView", annual.name, _folded, annual, years, 0)
    for at in range(len(years)):
        desk.cover(f"{REPORTS}?OpenView&Start=1&Count={SIZE}&Expand={at + 1}", annual.name, _folded, annual, years, at + 1)  # fmt: skip
        desk.cover(f"{REPORTS}?OpenView&Start=1&Count={SIZE}&Collapse={at + 1}", annual.name, _folded, annual, years, 0)  # fmt: skip
    desk.page("/index.htm", "list", COUNTY.name, lambda ask: _onward())
    desk.page(
        "/web/home.nsf/index?OpenForm", "list", COUNTY.name, lambda ask: _home([*columns[:2], columns[3]])
    )
    desk.page("/web/home.nsf/xxgk?OpenForm", "list", "政府信息公开", lambda ask: _contents(columns[2:]))
    return desk.site()


def _annual() -> list[Paper]:
    """The reports, the oldest with their year in characters, and what the same view holds beside them."""
    return [
        *(
            replace(paper, title=paper.title.replace(str(paper.year), "".join(DIGITS[one] for one in str(paper.year))))
            for paper in disclosures(COUNTY, range(2008, 2011), HABIT, 20_000, (COUNTY.government,))
        ),
        *disclosures(COUNTY, range(2011, 2014), HABIT, 20_500, (COUNTY.government, *COUNTY.bureaus[:2])),
        *disclosures(COUNTY, range(2014, 2021), HABIT, 21_000),
        *beside(COUNTY, BESIDE, range(2012, 2021), 9_000),
    ]  # fmt: skip


def _filed(paper: Paper) -> int:
    """The year under which the view folds a document."""
    return paper.year or int(paper.date[:4]) - 1


def _digits(*key: object) -> str:
    """The universal number of a document or of a view."""
    return hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:32].upper()


def _sheet(column: Column, number: int) -> str:
    return f"/web/{column.key}?OpenView" + (
        f"&Start={(number - 1) * SIZE + 1}&Count={SIZE}" if number > 1 else ""
    )


def _leaf(column: Column, paper: Paper) -> str:
    return f"/web/{column.key.partition('/')[0]}/{_digits(column.key)}/{_digits(paper.key)}?OpenDocument"


def _file(column: Column, paper: Paper) -> str:
    return f"/web/{column.key.partition('/')[0]}/0/{_digits(paper.key)}/$FILE/{paper.year}nb.pdf"


def _frame(title: str, middle: str) -> str:
    menu = " | ".join(
        f'<a href="/web/{path}"><font color="#ffffff">{name}</font></a>'
        for path, name in (
            ("home.nsf/index?OpenForm", "首页"),
            ("zwdt.nsf/vwXW?OpenView", "绛汀要闻"),
            ("zwdt.nsf/vwGG?OpenView", "公告通知"),
            ("home.nsf/xxgk?OpenForm", "政府信息公开"),
        )
    )
    return (
        f'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<html>\n<head>\n<title>{title}</title>\n<meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>\n'
        f'<body text="#000000" bgcolor="#FFFFFF">\n<form action="">\n<table width="900" align="center" border="0"><tr><td bgcolor="#003399" align="center">{menu}</td></tr></table>\n'
        f'<table width="900" align="center" border="0"><tr valign="top"><td>{middle}</td></tr></table>\n'
        f'<hr width="900"><div align="center">{FACE}{COUNTY.name}人民政府办公室主办　{NOTE}</font></div></form>\n</body>\n</html>'
    )


def _onward() -> str:
    return '<html><head><meta http-equiv="refresh" content="0;url=/web/home.nsf/index?OpenForm"><title>绛汀</title></head><body></body></html>'


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<td width="33%">{FACE}<b>{c.name}</b></font><br>'
        + rows(
            c.papers[:8],
            lambda p, c=c: (
                f'<img src="/icons/ecblank.gif" border="0" height="1" width="8"><a href="{_leaf(c, p)}">{clip(p.title, 16)}</a><br>'
            ),
        )
        + f'<div align="right"><a href="{_sheet(c, 1)}">更多...</a></div></td>'
        for c in columns
    )
    return _frame(f"{COUNTY.name}政府网站", f'<table width="100%"><tr valign="top">{boxes}</tr></table>')


def _contents(columns: list[Column]) -> str:
    links = [(c.name, _sheet(c, 1)) for c in columns]
    links.insert(-1, ("政府信息公开年度报告", f"{REPORTS}?OpenView"))
    items = "".join(
        f'<tr><td><img src="/icons/vwicn005.gif"></td><td><a href="{path}">{name}</a></td></tr>'
        for name, path in links
    )
    return _frame("政府信息公开", f"{FACE}<b>政府信息公开目录</b></font><table border=0>{items}</table>")


def _line(column: Column, paper: Paper) -> str:
    return (
        f'<tr valign="top"><td><img src="/icons/ecblank.gif" border="0" height="1" width="16" alt=""></td><td width="600">{FACE}<a href="{_leaf(column, paper)}">{paper.title}</a></font></td>'
        f"<td>{FACE}{paper.source}</font></td><td>{FACE}{paper.date}</font></td></tr>"
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    steps = "　".join(
        f'<a href="/web/{c.key}?OpenView&amp;Start={(n - 1) * SIZE + 1}&amp;Count={SIZE}">{word}</a>' if n > 1 else f'<a href="/web/{c.key}?OpenView">{word}</a>'
        for word, n in (("上一页", sheet.before), ("下一页", sheet.after))
        if n != sheet.number
    )  # fmt: skip
    return _frame(
        c.name,
        f'{FACE}<b>{c.name}</b></font>　{steps}<table border="0" cellpadding="2" cellspacing="0"><tr><th></th><th align="left">标题</th><th align="left">单位</th><th align="left">日期</th></tr>'
        f"{rows(sheet.rows, lambda p: _line(c, p))}</table>{steps}",
    )


def _folded(title: str, column: Column, years: list[int], opened: int) -> str:
    """The view of reports: a twisty a year, and the documents of the year that is open."""
    items = []
    for at, year in enumerate(years, 1):
        deed, icon, word = ("Collapse", "collapse", "隐藏") if at == opened else ("Expand", "expand", "显示")
        items.append(
            f'<tr valign="top"><td colspan="4"><a name="{at}"></a><a href="{REPORTS}?OpenView&amp;Start=1&amp;Count={SIZE}&amp;{deed}={at}#{at}" target="_self">'
            f'<img src="/icons/{icon}.gif" border="0" height="16" width="16" alt="{word} {year} 的详细资料"></a><b>{FACE}{year}年度</font></b></td></tr>'
        )
        if at == opened:
            items += [_line(column, paper) for paper in column.papers if _filed(paper) == year]
    return _frame(
        title,
        f'{FACE}<b>{title}</b></font><table border="0" cellpadding="2" cellspacing="0">{"".join(items)}</table>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(
        paper.write(), "br" if paper.kind and paper.year < 2016 else "upper" if paper.kind else "divs"
    )
    if paper.medium == "pdf":
        text = f'详见附件：<a href="{_file(column, paper)}"><img src="/icons/pdf.gif" width="32" height="32" alt="{paper.year}nb.pdf" border="0"> - {paper.year}nb.pdf</a>'
    fields = "".join(
        f'<tr valign="top"><td width="100" bgcolor="#e0e8f8">{FACE}{name}</font></td><td>{FACE}{value}</font></td></tr>'
        for name, value in (("标　　题", f"<b>{paper.title}</b>"), ("发文单位", paper.source), ("发布日期", shown(paper)), ("信息分类", column.name))
    )  # fmt: skip
    return _frame(
        paper.title,
        f'<table border="1" width="100%" cellspacing="0">{fields}</table><p>{text}</p><p align="right"><a href="{_sheet(column, 1)}">返回目录</a></p>',
    )
