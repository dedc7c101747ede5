"""A coastal city on a workflow house's site of 2012: /showinfo/MoreInfo.aspx?CategoryNum=003006001&Paging=2, InfoDetail/?InfoID=<guid>&CategoryNum=….

Habits: 信息公开年报 has a page of three boxes (city, departments, towns) with the newest of each, and a list behind 更多; pagers are table cells with onclick; reports
of a year have titles that begin with the year; texts stand in <td id="TDContent">.
"""

from __future__ import annotations

import uuid

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import hits, old_footer, old_head

COUNTY = County(
    "洙浦市",
    "www.zhupu-sample.gov.cn",
    ("发展和改革委员会", "教育局", "公安局", "民政局", "交通运输局", "商务局", "城市管理局"),
    ("临港街道", "乐余镇", "凤浦镇", "南沙镇"),
)
HABIT = Habit(
    titles=("{year}年{name}政府信息公开工作年度报告", "{name}{year}年政府信息公开工作年度报告", "{stem}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}{year}年度法治政府建设工作报告", "{year}年{name}法治政府建设年度报告"),
    gap=0.15,
)  # fmt: skip
BESIDE = ("{place}召开{year}年政府信息公开工作会议", "{place}政府信息公开工作{year}年第四季度统计表")
HEAPS = (
    ("001001", "洙浦新闻", "news", 460, 1_000), ("001002", "公示公告", "notice", 300, 2_000), ("003001", "规范性文件", "policy", 90, 3_000), ("003002", "财政信息", "budget", 140, 4_000),
    ("003003", "人事信息", "staff", 90, 5_000), ("003004", "统计信息", "annual", 90, 6_000), ("003005", "信息公开指南和制度", "near", 20, 7_000), ("004002", "招投标信息", "tender", 140, 8_000),
)  # fmt: skip
GROUPS = (
    ("003006001", "市政府年报", "government"),
    ("003006002", "部门年报", "department"),
    ("003006003", "区镇街道年报", "town"),
)
ANNUAL = "信息公开年报"
SPACE = uuid.UUID("5b2e7d0a-0000-4000-8000-6f8d00000099")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    groups = [
        Column(key, name, tuple(_group(level, at)), ANNUAL) for at, (key, name, level) in enumerate(GROUPS)
    ]
    lawful = [*laws(COUNTY, range(2018, 2024), HABIT, 28_000), *heap(COUNTY, "law", 50, 10_000)]
    columns.append(Column("003007", "法治政府建设", tuple(newest(lawful))))
    desk.publish([*columns, *groups], Skin(_sheet, _leaf, _listing, _article, 20))
    desk.cover("/index.html", "首页", _home, columns[:2])
    desk.cover(
        "/zwgk/default.aspx", "政务公开", _open, [c for c in columns if c.key.startswith(("003", "004"))]
    )
    desk.cover("/showinfo/Category.aspx?CategoryNum=003006", ANNUAL, _boxes, groups)
    return desk.site()


def _group(level: str, at: int) -> list[Paper]:
    if level == "government":
        return newest(
            [
                *disclosures(COUNTY, range(2008, 2024), HABIT, 20_000, (COUNTY.government,)),
                *beside(COUNTY, BESIDE, range(2012, 2020), 9_000),
            ]
        )
    offices = tuple(office for office in COUNTY.offices if office.level == level)
    return disclosures(COUNTY, range(2018, 2024), HABIT, 20_000 + at * 2_000, offices)


def _sheet(column: Column, number: int) -> str:
    return f"/showinfo/MoreInfo.aspx?CategoryNum={column.key}" + (f"&Paging={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/InfoDetail/Default.aspx?InfoID={uuid.uuid5(SPACE, str(paper.key))}&CategoryNum={column.key}"


def _href(path: str) -> str:
    return path.replace("&", "&amp;")


def _frame(title: str, middle: str) -> str:
    menu = "".join(
        f'<td width="110" align="center"><a href="{path}" class="menu">{name}</a></td>'
        for path, name in (("/index.html", "首页"), (f"/showinfo/MoreInfo.aspx?CategoryNum={HEAPS[0][0]}", "新闻中心"), ("/zwgk/default.aspx", "政务公开"), (f"/showinfo/MoreInfo.aspx?CategoryNum={HEAPS[1][0]}", "公示公告"))
    )  # fmt: skip
    return (
        old_head(f"{title}", "utf-8", '<link href="/Template/Default/css/css.css" rel="stylesheet" type="text/css" />')
        + f'<body><form name="form1" method="post" action="#" id="form1"><table width="1000" align="center" border="0"><tr><td colspan="4"><img src="/images/banner.jpg" alt="中国·{COUNTY.name.removesuffix("市")}" /></td></tr><tr>{menu}</tr></table>'
        f'{middle}{old_footer(COUNTY)}</form></body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...], width: int) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr height="25"><td width="20" align="right"><img src="/images/dot.gif" /></td><td align="left"><a href="{_href(_leaf(column, p))}" target="_blank" title="{p.title}">{clip(p.title, width)}</a></td>'
            f'<td align="right" width="90"><font color="#000000">[{p.date}]</font></td></tr>'
        ),
    )


def _box(column: Column, count: int) -> str:
    return (
        f'<table width="98%" class="box" cellspacing="0"><tr><td class="boxtitle">{column.name}</td><td align="right"><a href="{_href(_sheet(column, 1))}"><font color="#000000">更多&gt;&gt;</font></a></td></tr>'
        f'<tr><td colspan="2"><table width="100%">{_items(column, column.papers[:count], 26)}</table></td></tr></table>'
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(
        f"{COUNTY.name}人民政府",
        f'<table width="1000" align="center"><tr>{"".join(f"<td width=500 valign=top>{_box(c, 8)}</td>" for c in columns)}</tr></table>',
    )


def _open(title: str, columns: list[Column]) -> str:
    links = [(c.name, _sheet(c, 1)) for c in columns]
    links.insert(4, (ANNUAL, "/showinfo/Category.aspx?CategoryNum=003006"))
    menu = "".join(
        f'<tr><td height="30" class="leftmenu"><a href="{path}">{name}</a></td></tr>' for name, path in links
    )
    return _frame(
        f"{title}-{COUNTY.name}人民政府",
        f'<table width="1000" align="center"><tr><td width="220" valign="top"><table width="100%">{menu}</table></td><td valign="top">{_box(columns[0], 8)}{_box(columns[1], 8)}</td></tr></table>',
    )


def _boxes(title: str, groups: list[Column]) -> str:
    return _frame(
        title,
        f'<table width="1000" align="center"><tr><td>当前位置：<a href="/index.html">首页</a>&gt;&gt;<a href="/zwgk/default.aspx">政务公开</a>&gt;&gt;{title}</td></tr><tr><td>{"".join(_box(c, 6) for c in groups)}</td></tr></table>',
    )


def _where(column: Column) -> str:
    above = (
        f'&gt;&gt;<a href="/showinfo/Category.aspx?CategoryNum=003006">{column.above}</a>'
        if column.above
        else ""
    )
    return f'<tr><td height="30">当前位置：<a href="/index.html">首页</a>&gt;&gt;<a href="/zwgk/default.aspx">政务公开</a>{above}&gt;&gt;<a href="{_href(_sheet(column, 1))}">{column.name}</a></td></tr>'


def _turn(column: Column, n: int, word: str) -> str:
    path = f"MoreInfo.aspx?CategoryNum={column.key}&amp;Paging={n}"
    return f"""<td valign="bottom" class="pageout" onclick="window.location.href='{path}'">{word}</td>"""


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f'<td class="pageon">{n}</td>' if n == sheet.number else _turn(c, n, str(n))
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    pager = f'<table align="center"><tr>{_turn(c, 1, "首页")}{_turn(c, sheet.before, "上页")}{numbers}{_turn(c, sheet.after, "下页")}{_turn(c, sheet.of, "末页")}<td class="huifont">{sheet.number}/{sheet.of}</td></tr></table>'
    return _frame(
        c.name,
        f'<table width="1000" align="center">{_where(c)}<tr><td><table id="MoreInfoList1_DataGrid1" width="100%" cellspacing="0">{_items(c, sheet.rows, 42)}</table>{pager if sheet.of > 1 else ""}</td></tr></table>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    year, month, day = paper.date.split("-")
    text = press.markup(
        paper.write(), "word" if paper.kind and paper.year > 2014 else "br" if paper.kind else "plain"
    )
    return _frame(
        paper.title,
        f'<table width="1000" align="center" id="tblInfo">{_where(column)}<tr><td id="tdTitle" align="center"><font color="#000000" style="font-size:25px"><b>{paper.title}</b></font><br /><br />'
        f'<font class="webfont">【信息时间：{year}/{int(month)}/{int(day)}　阅读次数：{hits(paper)}】【<a href="javascript:void(0)">我要打印</a>】【<a href="javascript:window.close()">关闭</a>】</font></td></tr>'
        f'<tr><td height="10"><hr size="1" /></td></tr><tr><td class="infodetail" id="TDContent" valign="top">{text}</td></tr><tr><td>信息来源：{paper.source}</td></tr></table>',
    )
