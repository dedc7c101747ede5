"""A city's bureau with a site of its own on old PHP: list-10-2.html, show-10-20034.html, a session id in every link until the cookie comes back.

Habits: reports of 2008 to 2023 lie in one column with guides, circulars and charts, and the titles of the bureau's own do not name it; its subordinate units have a
page each; tabs of 信息公开 change under the pointer; dates are 23-01-05 in lists, 2023年01月05日 above the text; some years are a PDF alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Page, Reply, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, head, hits

COUNTY = County(
    "砚泽市",
    "rsj.yanze-sample.gov.cn",
    ("人力资源和社会保障局", "社会保险事业管理中心", "公共就业服务中心", "劳动人事争议仲裁院"),
    ("北关街道", "墨池镇", "端溪镇"),
)
BUREAU, *UNITS = COUNTY.bureaus
OWN = Habit(
    titles=(
        "{year}年政府信息公开工作年度报告",
        "{year}年度政府信息公开工作报告",
        "{name}{year}年政府信息公开工作年度报告",
    ),
    law_titles=("关于{year}年度法治政府建设情况的报告", "{name}{year}年度法治政府建设情况报告"),
    nil="0",
    gap=0.05,
    files=(("department", ("html", "html", "html", "pdf")),),
)
LOWER = Habit(titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年信息公开年度报告"), nil="0")
HEAPS = (
    ("2", "人社要闻", "news", 470, 1_000), ("3", "通知公告", "notice", 280, 2_000), ("4", "政策法规", "policy", 60, 3_000), ("5", "财务信息", "budget", 90, 4_000),
    ("6", "人事考试", "staff", 140, 5_000), ("7", "统计与总结", "annual", 70, 6_000), ("9", "采购信息", "tender", 90, 7_000),
)  # fmt: skip
YEARS = range(2008, 2024)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, YEARS, OWN, 20_000, (BUREAU,)),
        *heap(COUNTY, "near", 40, 8_000, BUREAU),
    ]
    lawful = [
        *laws(COUNTY, range(2014, 2024), OWN, 24_000, (BUREAU,)),
        *heap(COUNTY, "law", 50, 9_000, BUREAU),
    ]
    columns += [
        Column("10", "政府信息公开", tuple(newest(annual))),
        Column("12", "法治人社", tuple(newest(lawful))),
    ]
    units = [
        Column(
            f"{21 + at}", f"{office.stem}信息公开", tuple(newest(_unit(office, 30_000 + at * 100))), str(at)
        )
        for at, office in enumerate(UNITS)
    ]
    desk.publish([*columns, *units], Skin(_sheet, _leaf, _listing, _article, 9))
    for paper in (paper for paper in columns[7].papers if paper.medium == "pdf"):
        desk.attach(_file(paper), paper)
    desk.page("/index.html", "list", BUREAU.name, lambda ask: _home(columns, ask))
    desk.page("/gk.html", "list", "信息公开", lambda ask: _tabs(columns[2:], ask))
    desk.page("/jgsz.html", "list", "机构设置", lambda ask: _units(units, ask))
    site = desk.site("User-agent: *\nDisallow: /admin/\nDisallow: /include/\n")
    pages = {path: replace(page, write=_greeting(page)) for path, page in site.pages.items()}
    return replace(site, name=BUREAU.name, seed=f"{desk.root}/ name={BUREAU.name}", pages=pages)


def _unit(office: Office, first: int) -> list[Paper]:
    return [
        *disclosures(COUNTY, range(2017, 2024), LOWER, first, (office,)),
        *heap(COUNTY, "budget", 8, first + 50, office),
    ]


def _greeting(page: Page) -> Callable[[Ask], Reply]:
    """A page that hands a session to whoever comes without a cookie."""

    def write(ask: Ask) -> Reply:
        reply, session = page.write(ask), _session(ask).partition("=")[2]
        cookie = ("Set-Cookie", f"PHPSESSID={session}; path=/")
        return replace(reply, headers=(*reply.headers, cookie)) if session else reply

    return write


def _session(ask: Ask) -> str:
    """What PHP adds to every link while it has not seen its cookie again."""
    if "PHPSESSID" in ask.headers.get("cookie", ""):
        return ""
    had = ask.query.get("PHPSESSID") or hashlib.sha256(str(ask.tick).encode()).hexdigest()[:26]
    return f"?PHPSESSID={had}"


def _sheet(column: Column, number: int) -> str:
    return f"/list-{column.key}-{number}.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/show-{column.key}-{paper.key}.html"


def _file(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"/uploadfile/{year}/{month}{day}/{paper.key}{month}{day}.pdf"


def _frame(title: str, middle: str, ask: Ask) -> str:
    sid = _session(ask)
    menu = "".join(
        f'<dd><a href="{path}{sid}">{name}</a></dd>'
        for path, name in (
            ("index.html", "首页"),
            ("list-2-1.html", "人社要闻"),
            ("list-3-1.html", "通知公告"),
            ("gk.html", "信息公开"),
            ("jgsz.html", "机构设置"),
        )
    )
    return (
        head(
            f"{title} - {BUREAU.name}",
            more=f'<meta name="keywords" content="{BUREAU.name}"><link href="css/style.css" rel="stylesheet"><script src="js/tab.js"></script>',
        )
        + f'<body><div id="head"><h1 class="logo">{BUREAU.name}</h1><dl class="menu">{menu}</dl></div><div id="main">{middle}</div>'
        f'<div id="foot">主办单位：{BUREAU.name}　地址：{COUNTY.name}端石路18号　{NOTE}</div></body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], ask: Ask, width: int = 28) -> str:
    sid = _session(ask)
    return rows(
        papers,
        lambda p: (
            f'<li><em>{p.date[2:]}</em>· <a href="{_leaf(column, p).lstrip("/")}{sid}" title="{p.title}" target="_blank">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(columns: list[Column], ask: Ask) -> str:
    boxes = "".join(
        f'<div class="box"><h3><span><a href="list-{c.key}-1.html{_session(ask)}">MORE</a></span>{c.name}</h3><ul>{_items(c, c.papers[:8], ask, 20)}</ul></div>'
        for c in columns[:2]
    )
    return _frame("首页", boxes, ask)


def _tabs(columns: list[Column], ask: Ask) -> str:
    of = len(columns)
    heads = "".join(
        f'<li id="one{at}"{" class=hover" if at == 1 else ""} onmouseover="setTab(\'one\',{at},{of})">{c.name}</li>'
        for at, c in enumerate(columns, 1)
    )
    bodies = "".join(
        f'<div id="con_one_{at}"{"" if at == 1 else " style=display:none"}><ul>{_items(c, c.papers[:6], ask)}</ul><p class="more"><a href="list-{c.key}-1.html{_session(ask)}">更多{c.name}&gt;&gt;</a></p></div>'
        for at, c in enumerate(columns, 1)
    )
    return _frame(
        "信息公开", f'<div class="tab"><ul class="tabhead">{heads}</ul><div class="tabbody">{bodies}</div></div>', ask
    )  # fmt: skip


def _units(units: list[Column], ask: Ask) -> str:
    items = "".join(
        f'<tr><td>{office.stem}</td><td>{COUNTY.name}端石路{20 + at}号</td><td><a href="list-{c.key}-1.html{_session(ask)}">信息公开</a></td></tr>'
        for at, (office, c) in enumerate(zip(UNITS, units, strict=True))
    )
    return _frame(
        "机构设置",
        f'<h2>局属单位</h2><table class="unit"><tr><th>单位名称</th><th>地址</th><th>信息公开</th></tr>{items}</table>',
        ask,
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c, sid = sheet.column, _session(ask)
    link = lambda word, n: f'<a href="list-{c.key}-{n}.html{sid}" class="a1">{word}</a>'  # noqa: E731
    numbers = " ".join(
        f"<span>{n}</span>" if n == sheet.number else link(str(n), n)
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 3) + 1)
    )
    pager = f'<div id="pages"><a class="a1">{len(c.papers)}条</a> {link("上一页", sheet.before)} {numbers} {link("下一页", sheet.after)}</div>'
    return _frame(
        c.name,
        f'<div class="pos">您的位置：<a href="index.html{sid}">首页</a> &gt; {c.name}</div><ul class="list">{_items(c, sheet.rows, ask)}</ul>{pager}',
        ask,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    sid = _session(ask)
    year, month, day = paper.date.split("-")
    text = press.markup(paper.write(), "divs" if paper.kind and paper.year < 2015 else "plain")
    if paper.medium == "pdf":
        text = (
            f'<p><img src="images/ext/pdf.gif"><a href="{_file(paper).lstrip("/")}">{paper.title}.pdf</a></p>'
        )
    return _frame(
        paper.title,
        f'<div class="pos">您的位置：<a href="index.html{sid}">首页</a> &gt; <a href="list-{column.key}-1.html{sid}">{column.name}</a> &gt; 正文</div><h1 class="tt">{paper.title}</h1>'
        f'<h5>{year}年{month}月{day}日 08:41　来源：{paper.source}　点击：{hits(paper)}</h5><div class="content">{text}</div><div class="near">上一篇：没有了　下一篇：没有了</div>',
        ask,
    )
