"""A county of 2013 where everything hangs on the organ: 机构设置 leads to /org/show.jsp?id=12, whose tabs are further addresses (&tab=gknb).

Habits: the tab 公开年报 is a definition list, a year the term, 查看 the anchor, the date beside it; the government's own reports hang on its own organ page; law
reports are in the same tab under a second heading; lists elsewhere are tables with a pager by ?id=…&cur=2.
"""

from __future__ import annotations

from functools import partial

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import LAW, County, Habit, Paper, disclosures, laws
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import hits, old_footer, old_head, shown

COUNTY = County(
    "泠溪县",
    "www.lingxi-sample.gov.cn",
    ("民政局", "财政局", "自然资源局", "住房和城乡建设局", "文化旅游局"),
    ("樟潭镇", "大源口镇", "小满乡", "城南街道"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开年报", "{stem}{year}年政府信息公开工作报告"),
    law_titles=("{name}{year}年度法治政府建设工作情况报告",),
    joined=False,
    nil="",
    gap=0.15,
)  # fmt: skip
TABS = (("jgjj", "机构简介"), ("nszz", "主要职责"), ("bmdt", "工作动态"), ("gknb", "公开年报"))
TOLD = (
    "关于{year}年度政府信息公开年报报送情况的通报",
    "{place}开展{year}年政府信息公开年报编写业务辅导",
    "{office}{year}年度信息公开统计表",
)
HEAPS = (
    ("101", "泠溪动态", "news", 360, 1_000), ("102", "公告公示", "notice", 230, 2_000), ("103", "规范性文件", "policy", 80, 3_000), ("104", "预算决算", "budget", 130, 4_000),
    ("105", "人事信息", "staff", 80, 5_000), ("106", "项目招标", "tender", 110, 6_000), ("107", "统计年报", "annual", 70, 7_000), ("108", "法治建设", "law", 60, 8_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [Column(key, name, tuple(heap(COUNTY, pool, n, at))) for key, name, pool, n, at in HEAPS]
    columns.append(Column("109", "公开工作动态", tuple(beside(COUNTY, TOLD, range(2014, 2024), 9_000))))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 20))
    for number, office in enumerate(COUNTY.offices, 11):
        own = _own(number, office)
        news = Column(
            "org", f"{office.name}工作动态", tuple(heap(COUNTY, "news", 14, number * 1_000, office))
        )
        desk.leaves(news, _leaf, _article)
        desk.leaves(Column("org", "公开年报", tuple(own)), _leaf, _article)
        for tab, name in TABS:
            write = partial(_organ, number, office, tab, news.papers, own)
            desk.page(_tab(number, tab), "list", name, lambda ask, write=write: write())
    desk.cover("/org/index.jsp", "机构设置", _organs)
    desk.cover("/xxgk/index.jsp", "信息公开", _open, columns[2:])
    desk.cover("/index.html", "首页", _home, columns[:2])
    return desk.site()


def _own(number: int, office: Office) -> list[Paper]:
    """What one organ reported, newest first."""
    first = number * 1_000 + 500
    if office.level == "government":
        return [
            *disclosures(COUNTY, range(2010, 2025), HABIT, first, (office,)),
            *laws(COUNTY, range(2018, 2025), HABIT, first + 200, (office,)),
        ]
    start = 2015 if office.level == "department" else 2019
    return disclosures(COUNTY, range(start, 2024), HABIT, first, (office,))


def _tab(number: int, tab: str) -> str:
    return f"/org/show.jsp?id={number}" + ("" if tab == "jgjj" else f"&tab={tab}")


def _sheet(column: Column, number: int) -> str:
    return f"/xxgk/list.jsp?id={column.key}" + (f"&cur={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/xxgk/info.jsp?id={paper.key}"


def _frame(title: str, middle: str) -> str:
    menu = " | ".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (("/", "首页"), ("/org/index.jsp", "机构设置"), ("/xxgk/index.jsp", "信息公开"), ("/xxgk/list.jsp?id=101", "泠溪动态"), ("/xxgk/list.jsp?id=102", "公告公示"))
    )  # fmt: skip
    return (
        old_head(f"{title}-中国泠溪", "utf-8")
        + f'<body><div id="top"><img src="/images/banner.jpg" width="1000" height="150" alt="中国泠溪"></div><div id="nav">{menu}</div><div id="box">{middle}</div>{old_footer(COUNTY)}</body></html>'
    )


def _items(papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr><td><a href="{_leaf(Column("", ""), p)}" target="_blank">{p.title}</a></td><td width="100" align="center">{p.date}</td></tr>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="half"><h3>{c.name} <a href="{_sheet(c, 1)}">更多…</a></h3><table>{_items(c.papers[:10])}</table></div>' for c in columns
    )  # fmt: skip
    return _frame(title, boxes)


def _open(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns)
    return _frame(title, f'<h3>{title}</h3><ul class="cate">{links}</ul><p>各单位的机构职能、工作动态和公开年报请在<a href="/org/index.jsp">机构设置</a>中按单位查阅。</p>')  # fmt: skip


def _organs(title: str) -> str:
    groups = (("县政府", (COUNTY.government,)), ("政府部门", COUNTY.bureaus), ("乡镇街道", COUNTY.villages))
    number = {office: at for at, office in enumerate(COUNTY.offices, 11)}
    blocks = "".join(
        f"<fieldset><legend>{name}</legend>"
        + "".join(f'<a class="org" href="{_tab(number[office], "jgjj")}" title="{office.name}">{office.stem if office.level != "government" else office.name}</a> ' for office in offices)
        + "</fieldset>"
        for name, offices in groups
    )  # fmt: skip
    return _frame(title, f'<div class="pos">当前位置：<a href="/">首页</a> &gt; {title}</div>{blocks}')


def _organ(number: int, office: Office, tab: str, news: tuple[Paper, ...], own: list[Paper]) -> str:
    tabs = "".join(f'<li{" class=cur" if key == tab else ""}><a href="{_tab(number, key)}">{name}</a></li>' for key, name in TABS)  # fmt: skip
    said = {
        "jgjj": f"<p>{office.name}内设办公室等股室，办公地址：泠溪县沿江路{number}号，办公时间：工作日8:30—17:30，联系电话：0000-{number}00012。</p>",
        "nszz": "<p>"
        + "</p><p>".join(f"（{at}）负责{topic}有关工作；" for at, topic in enumerate(office.topics, 1))
        + "</p>",
        "bmdt": f'<table width="100%">{_items(news)}</table>',
        "gknb": _terms("政府信息公开年度报告", [p for p in own if p.kind != LAW])
        + _terms("法治政府建设年度报告", [p for p in own if p.kind == LAW]),
    }[tab]
    return _frame(
        office.name,
        f'<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/org/index.jsp">机构设置</a> &gt; {office.name}</div><h2>{office.name}</h2><ul class="tab">{tabs}</ul><div class="con">{said}</div>',
    )


def _terms(name: str, papers: list[Paper]) -> str:
    if not papers:
        return ""
    pairs = rows(
        sorted(papers, key=lambda p: -p.year),
        lambda p: (
            f'<dt>{p.year}年</dt><dd><a href="{_leaf(Column("", ""), p)}" target="_blank">查看</a>　公开日期：{p.date}</dd>'
        ),
    )
    return f"<h4>{name}</h4><dl>{pairs}</dl>"


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    return _frame(
        c.name,
        f'<div class="pos">当前位置：<a href="/">首页</a> &gt; {c.name}</div><table width="100%" class="list">{_items(sheet.rows)}</table>'
        f'<div class="page">第 {sheet.number}/{sheet.of} 页 {to(1, "首页")} {to(sheet.before, "前一页")} {to(sheet.after, "后一页")} {to(sheet.of, "尾页")}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="pos">当前位置：<a href="/">首页</a> &gt; {column.name}</div><h1 class="bt">{paper.title}</h1><div class="fbt">{shown(paper)}　　来源：{paper.source}　　点击数：{hits(paper)}</div><div class="nr">{press.markup(paper.write(), "word" if paper.key % 5 == 0 else "plain")}</div><div class="gb"><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div>',
    )
