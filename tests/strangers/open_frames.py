"""A small county of the ASP years: a frameset, tables inside tables, an image map, capitals and nothing closed, GB2312.

Habits: the menu is a picture with <AREA> links, the columns stand in onclick of table cells, the articles open in window.open; pagers are a bare
> to ?Paging=2; reports of 2012 to 2019 are prose; the column is called 年度报告 and holds no other word of disclosure.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE

COUNTY = County(
    "墨岑县",
    "www.mocen-sample.gov.cn",
    ("国土资源局", "环境保护局", "安全生产监督管理局"),
    ("城关镇", "黑山镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开年度报告", "{name}{year}年政府信息公开工作总结报告"),
    tables=("government",),
    nil="/",
)
COLUMNS = (
    ("1", "今日墨岑", "news", 320, 1_000),
    ("2", "通知通告", "notice", 180, 2_000),
    ("3", "政府文件", "policy", 60, 3_000),
    ("4", "规章制度", "near", 14, 4_000),
)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html")
    annual = disclosures(COUNTY, range(2012, 2020), HABIT, 6_000)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first)))
        for key, name, pool, count, first in COLUMNS
    ]
    columns.append(Column("8", "年度报告", tuple(newest([*annual, *heap(COUNTY, "annual", 9, 7_000)]))))
    skin = Skin(
        lambda c, n: f"/{_part(c)}/list.asp?lb={c.key}" + (f"&Paging={n}" if n > 1 else ""),
        lambda c, p: f"/{_part(c)}/shownews.asp?id={p.key}",
        _listing, _article, 10,
    )  # fmt: skip
    desk.publish(columns, skin)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _frameset())
    desk.page(
        "/top.htm",
        "list",
        "top",
        lambda ask: (
            _head("top")
            + f"<BODY TOPMARGIN=0><IMG SRC=images/top.jpg ALT='{COUNTY.name}人民政府公众信息网'></BODY>"
        ),
    )
    desk.page("/left.htm", "list", "left", lambda ask: _map())
    desk.page("/main.asp", "list", "main", lambda ask: _main(columns))
    desk.page("/gk/index.asp", "list", "信息公开", lambda ask: _cells(columns))
    return desk.site()


def _part(column: Column) -> str:
    return "news" if column.key in ("1", "2") else "gk"


def _head(title: str) -> str:
    return f'<HTML>\n<HEAD>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">\n<TITLE>{title}</TITLE>\n</HEAD>\n'


def _frameset() -> str:
    return _head(f"{COUNTY.name}公众信息网") + (
        '<FRAMESET ROWS="120,*" FRAMEBORDER=NO BORDER=0>\n<FRAME SRC="top.htm" NAME="top" SCROLLING=NO>\n<FRAMESET COLS="180,*">\n'
        '<FRAME SRC="left.htm" NAME="left">\n<FRAME SRC="main.asp" NAME="main">\n</FRAMESET>\n</FRAMESET>\n'
        "<NOFRAMES><BODY>您的浏览器不支持框架</BODY></NOFRAMES>\n</HTML>"
    )


def _map() -> str:
    areas = (
        ("main.asp", "首页"),
        ("news/list.asp?lb=1", "今日墨岑"),
        ("news/list.asp?lb=2", "通知通告"),
        ("gk/index.asp", "信息公开"),
    )
    shapes = "".join(
        f'<AREA SHAPE=RECT COORDS="0,{at * 40},160,{at * 40 + 38}" HREF="{path}" TARGET="main" ALT="{name}">\n'
        for at, (path, name) in enumerate(areas)
    )
    return (
        _head("menu")
        + f'<BODY BGCOLOR=#EEF4FF><IMG SRC="images/menu.gif" BORDER=0 USEMAP="#Map">\n<MAP NAME="Map">\n{shapes}</MAP>\n</BODY></HTML>'
    )


def _main(columns: list[Column]) -> str:
    items = rows(
        columns[0].papers[:12],
        lambda p: f'<TR><TD><A HREF="news/shownews.asp?id={p.key}" TARGET=_blank>{p.title}</A><TD>{p.date}',
    )
    return (
        _head(COUNTY.name)
        + f"<BODY><TABLE BORDER=0 WIDTH=760><TR><TD COLSPAN=2><B>今日墨岑</B>{items}</TABLE>{_foot()}"
    )


def _cells(columns: list[Column]) -> str:
    cells = "".join(
        f'<TR><TD HEIGHT=26 STYLE="cursor:hand" ONCLICK="location.href=\'list.asp?lb={c.key}\'">{c.name}\n'
        for c in columns[2:]
    )
    return _head("信息公开") + f"<BODY><TABLE WIDTH=760 BORDER=1 CELLPADDING=0>{cells}</TABLE>{_foot()}"


def _foot() -> str:
    return f"<HR SIZE=1><CENTER><FONT SIZE=2>{COUNTY.name}人民政府办公室主办<BR>最佳分辨率800*600　{NOTE}</FONT></CENTER></BODY>"


def _listing(sheet: Sheet, ask: Ask) -> str:
    column = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f"<TR height=22><TD>·<A HREF='#' ONCLICK=\"window.open('shownews.asp?id={p.key}','','width=800,height=600,scrollbars=yes');return false\">{p.title}</A><TD ALIGN=RIGHT>{p.date.replace('-0', '-')}"
        ),
    )
    ahead = (
        f"<A HREF=list.asp?lb={column.key}&Paging={sheet.after}>&gt;</A>" if sheet.number < sheet.of else ""
    )
    back = f"<A HREF=list.asp?lb={column.key}&Paging={sheet.before}>&lt;</A>" if sheet.number > 1 else ""
    return _head(column.name) + (
        f"<BODY><TABLE WIDTH=760 ALIGN=CENTER><TR><TD><FONT COLOR=RED>{column.name}</FONT><TR><TD><TABLE WIDTH=100%>{items}</TABLE>"
        f"<TR><TD ALIGN=CENTER>{back} 第{sheet.number}页 {ahead}</TABLE>{_foot()}"
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    year, month, day = paper.date.split("-")
    return _head(f"{paper.title}") + (
        f"<BODY><TABLE WIDTH=760 ALIGN=CENTER BORDER=0><TR><TD ALIGN=CENTER><FONT SIZE=5 FACE=黑体>{paper.title}</FONT>"
        f"<TR><TD ALIGN=CENTER BGCOLOR=#EEEEEE>发布日期：{year}-{int(month)}-{int(day)}　来源：{paper.source}　阅读：{paper.key % 900}次"
        f'<TR><TD CLASS=p14>{press.markup(paper.write(), "upper")}<TR><TD ALIGN=RIGHT><A HREF="javascript:window.close()">【关闭窗口】</A></TABLE>{_foot()}'
    )
