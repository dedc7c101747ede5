"""A county on a 动易-like ASP system: ShowClass.asp?ClassID=12, GB2312, capitals, "页次：1/5页", a drop-down that jumps between columns.

Habits: the reports of all organs stand in one list under the headings 2019年度, 2018年度 …, each anchor only the organ's name, the whole title in a title= of
many lines; dates of lists are (1-18) and of articles 2019-1-18 16:20:11; /zwgk/ moves on by meta refresh; law reports were 依法行政 before 2016.
"""

from __future__ import annotations

from itertools import groupby

from crawler.demo.site import Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, hits

COUNTY = County(
    "笏山县",
    "www.hushan-sample.gov.cn",
    ("国土资源局", "教育体育局", "人力资源和社会保障局", "食品药品监督管理局"),
    ("笏阳镇", "江口镇", "老鸦乡"),
)
EARLY = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告",), law_titles=("{name}{year}年度依法行政工作情况报告",)
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开年度报告", "{name}{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年度法治政府建设情况报告",),
    tables=("government",),
    nil="/",
)
HEAPS = (
    ("3", "笏山新闻", "news", 500, 1_000), ("4", "乡镇动态", "notice", 260, 2_000), ("6", "政府文件", "policy", 70, 3_000), ("7", "财政信息", "budget", 140, 4_000),
    ("8", "人事任免", "staff", 70, 5_000), ("9", "公开指南", "near", 22, 6_000), ("10", "工作总结", "annual", 70, 7_000), ("13", "招投标", "tender", 110, 9_000),
)  # fmt: skip
SIZE = 20


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2012, 2016), EARLY, 24_000, COUNTY.offices[:2]),
        *laws(COUNTY, range(2016, 2021), HABIT, 25_000, COUNTY.offices[:2]),
        *heap(COUNTY, "law", 45, 8_000),
    ]
    annual = [
        *disclosures(COUNTY, range(2009, 2013), EARLY, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, range(2013, 2021), HABIT, 21_000),
    ]
    columns += [
        Column("11", "依法行政", tuple(newest(lawful))),
        Column("12", "信息公开年报", tuple(newest(annual))),
    ]
    skin = Skin(
        _sheet, _leaf, lambda sheet, ask: _listing(sheet, columns), lambda c, p, ask: _article(c, p), SIZE
    )
    desk.publish(columns, skin)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns[:2]))
    desk.page("/zwgk/index.html", "list", "政务公开", lambda ask: _onward())
    desk.page("/Article/Article_Class2.asp?ClassID=2", "list", "政务公开", lambda ask: _boxes(columns[2:]))
    return desk.site("User-agent: *\nDisallow: /Admin/\nDisallow: /User/\n")


def _sheet(column: Column, number: int) -> str:
    return f"/Article/ShowClass.asp?ClassID={column.key}" + (f"&page={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/Article/ShowArticle.asp?ArticleID={paper.key}"


def _moment(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"{year}-{int(month)}-{int(day)} {8 + paper.key % 10}:20:11"


def _told(paper: Paper) -> str:
    """What the system writes into title=, a line a fact."""
    return f"文章标题：{paper.title}&#13;&#10;作&nbsp;&nbsp;&nbsp;&nbsp;者：{paper.source}&#13;&#10;更新时间：{_moment(paper)}&#13;&#10;点击次数：{hits(paper)}"


def _head(title: str) -> str:
    return f'<HTML>\n<HEAD>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">\n<TITLE>{title}-{COUNTY.name}政府网</TITLE>\n<LINK HREF="../Skin/DefaultSkin.css" REL=stylesheet TYPE="text/css">\n</HEAD>\n'


def _frame(title: str, middle: str, up: str = "../") -> str:
    menu = "&nbsp;|&nbsp;".join(
        f"<A CLASS=Channel HREF='{path}'>{name}</A>"
        for path, name in (
            (f"{up}index.html", "首页"),
            (f"{up}Article/ShowClass.asp?ClassID=3", "笏山新闻"),
            (f"{up}Article/ShowClass.asp?ClassID=4", "乡镇动态"),
            (f"{up}zwgk/", "政务公开"),
        )
    )
    return (
        _head(title)
        + f"<BODY LEFTMARGIN=0 TOPMARGIN=0>\n<TABLE WIDTH=760 ALIGN=center BORDER=0 CELLPADDING=0 CELLSPACING=0 CLASS=top_tdbgall>\n<TR><TD>|&nbsp;{menu}&nbsp;|</TD></TR>\n</TABLE>\n"
        f"{middle}\n<TABLE WIDTH=760 ALIGN=center CLASS=bottom><TR><TD ALIGN=center>版权所有 {COUNTY.name}人民政府办公室　站长：信息中心<BR>{NOTE}</TD></TR></TABLE>\n</BODY>\n</HTML>"
    )


def _home(columns: list[Column]) -> str:
    boxes = "\n".join(
        f"<TABLE WIDTH=760 ALIGN=center CLASS=main_title><TR><TD><B>{c.name}</B></TD><TD ALIGN=right><A HREF='Article/ShowClass.asp?ClassID={c.key}'>更多&gt;&gt;&gt;</A></TD></TR>"
        + rows(
            c.papers[:10],
            lambda p: (
                f"<TR><TD COLSPAN=2>·<A HREF='Article/ShowArticle.asp?ArticleID={p.key}' TITLE='{_told(p)}' TARGET=_blank>{clip(p.title, 18)}</A><FONT COLOR=red>({int(p.date[5:7])}-{int(p.date[8:])})</FONT></TD></TR>"
            ),
        )
        + "</TABLE>"
        for c in columns
    )
    return _frame("首页", boxes, "")


def _onward() -> str:
    return (
        '<HTML><HEAD><META HTTP-EQUIV="refresh" CONTENT="0; url=../Article/Article_Class2.asp?ClassID=2"><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">'
        "<TITLE>政务公开</TITLE></HEAD><BODY></BODY></HTML>"
    )


def _boxes(columns: list[Column]) -> str:
    cells = "\n".join(
        f"<TR><TD CLASS=main_title_575><A HREF='ShowClass.asp?ClassID={c.key}'><B>{c.name}</B></A></TD></TR><TR><TD>"
        + rows(
            c.papers[:2],
            lambda p: (
                f"·<A HREF='ShowArticle.asp?ArticleID={p.key}' TITLE='{_told(p)}'>{clip(p.title, 22)}</A><BR>"
            ),
        )
        + f"<DIV ALIGN=right><A HREF='ShowClass.asp?ClassID={c.key}'>更多...</A></DIV></TD></TR>"
        for c in columns
    )
    return _frame("政务公开", f"<TABLE WIDTH=760 ALIGN=center BORDER=0>\n{cells}\n</TABLE>")


def _listing(sheet: Sheet, columns: list[Column]) -> str:
    c = sheet.column
    items = _grouped(sheet) if c.key == "12" else rows(sheet.rows, lambda p: _row(p, clip(p.title, 30)))
    move = lambda word, n: (  # noqa: E731
        f"<A HREF='ShowClass.asp?page={n}&ClassID={c.key}'>{word}</A>" if n != sheet.number else word
    )
    pager = (
        f"<DIV CLASS=showpage>共 <B>{len(c.papers)}</B> 篇文章&nbsp;&nbsp;{move('首页', 1)} {move('上一页', sheet.before)}&nbsp;{move('下一页', sheet.after)} {move('尾页', sheet.of)}"
        f"&nbsp;页次：<STRONG><FONT COLOR=red>{sheet.number}</FONT>/{sheet.of}</STRONG>页 &nbsp;<B>{SIZE}</B>篇文章/页</DIV>"
    )
    options = "".join(
        f"<OPTION VALUE='ShowClass.asp?ClassID={other.key}'>&nbsp;&nbsp;├&nbsp;{other.name}</OPTION>"
        for other in columns
    )
    jump = f"<SELECT NAME=ClassID ONCHANGE=\"if(this.options[this.selectedIndex].value!=''){{location=this.options[this.selectedIndex].value;}}\"><OPTION VALUE=''>跳转栏目至…</OPTION>{options}</SELECT>"
    return _frame(
        c.name,
        f"<TABLE WIDTH=760 ALIGN=center BORDER=0><TR><TD>您现在的位置：<A HREF='../index.html'>{COUNTY.name}政府网</A> &gt;&gt; {c.name}</TD></TR>\n<TR><TD VALIGN=top>\n{items}\n</TD></TR>\n<TR><TD>{pager}</TD></TR><TR><TD>{jump}</TD></TR></TABLE>",
    )


def _grouped(sheet: Sheet) -> str:
    """A heading a year; the anchors are the names of organs as the county says them."""
    return "\n".join(
        f"<P CLASS=year><B>{year}年度政府信息公开年度报告</B></P>\n"
        + rows(papers, lambda p: _row(p, _called(p)))
        for year, papers in groupby(sheet.rows, key=lambda p: p.year)
    )


def _called(paper: Paper) -> str:
    name = paper.source.removeprefix(COUNTY.name).removesuffix("办公室")
    return name if name.startswith(COUNTY.towns) else f"县{name}"


def _row(paper: Paper, text: str) -> str:
    return f"<IMG SRC=../images/article_common.gif><A CLASS=listA HREF='ShowArticle.asp?ArticleID={paper.key}' TITLE='{_told(paper)}' TARGET=_blank>{text}</A>&nbsp;<FONT COLOR=#999999>({int(paper.date[5:7])}-{int(paper.date[8:])})</FONT><BR>"


def _article(column: Column, paper: Paper) -> str:
    middle = (
        f"<TABLE WIDTH=760 ALIGN=center BORDER=0><TR><TD>您现在的位置：<A HREF='../index.html'>{COUNTY.name}政府网</A> &gt;&gt; <A HREF='ShowClass.asp?ClassID={column.key}'>{column.name}</A> &gt;&gt; 正文</TD></TR>\n"
        f"<TR><TD ALIGN=center CLASS=main_ArticleTitle>{paper.title}</TD></TR>\n<TR><TD ALIGN=center CLASS=Article_tdbgall>作者：佚名　文章来源：{paper.source}　点击数：{hits(paper)}　更新时间：{_moment(paper)}</TD></TR>\n"
        f"<TR><TD ID=fontzoom CLASS=p9>{press.markup(paper.write(), 'upper')}</TD></TR>\n<TR><TD>文章录入：admin　　责任编辑：admin</TD></TR>\n"
        '<TR><TD ALIGN=right>【<A HREF="javascript:window.print();">打印此文</A>】【<A HREF="javascript:window.close();">关闭窗口</A>】</TD></TR></TABLE>'
    )
    return _frame(paper.title, middle)
