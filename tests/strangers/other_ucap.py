"""A district of a western city on a bought publishing system: /jyj/c128711/list.shtml, /2023-01/19/content_<32 hex>.shtml, tags <ucaptitle>.

Habits: the district's own reports stand in 政府信息公开年报; each department and street has a small 信息公开 site with its own list of that name; articles say 发布时间 and
来源 above the text; the newest reports of streets are PDF.
"""

from __future__ import annotations

import hashlib

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head, metas

COUNTY = County(
    "筼岭区",
    "www.yunling-sample.gov.cn",
    ("教育局", "民政局", "农业农村局", "卫生健康局", "市场监督管理局"),
    ("凤栖街道", "双堰镇", "石盘镇"),
)
CODES = ("jyj", "mzj", "nyncj", "wsjkj", "scjgj", "fqjd", "syz", "spz")
OWN = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}人民政府政府信息公开工作年度报告（{year}年）"),
    law_titles=("{name}关于{year}年度法治政府建设情况的报告", "{name}{year}年度法治政府建设工作情况报告"),
)
LOWER = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作年度报告（{year}年度）", "{stem}{year}年政府信息公开年度报告"),
    files=(("town", ("html", "html", "pdf")),),
    gap=0.06,
)  # fmt: skip
BESIDE = (
    "【图解】{place}{year}年政府信息公开工作年度报告",
    "{place}{next}年政务公开工作要点",
    "{place}开展{year}年度政府信息公开年报审核工作",
)
HEAPS = (
    ("ylyw/c128601", "筼岭要闻", "news", 430, 1_000), ("tzgg/c128602", "通知公告", "notice", 280, 2_000), ("zcwj/c128603", "政策文件", "policy", 80, 3_000),
    ("czxx/c128604", "财政信息", "budget", 120, 4_000), ("rsxx/c128605", "人事信息", "staff", 80, 5_000), ("tjxx/c128606", "统计信息", "annual", 90, 6_000),
    ("zfcg/c128607", "政府采购", "tender", 90, 7_000), ("zwgkgz/c128608", "政务公开工作", "near", 50, 8_000),
)  # fmt: skip
OPEN = ("zcwj/c128603", "czxx/c128604", "rsxx/c128605", "tjxx/c128606", "zfcg/c128607", "zwgkgz/c128608")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    own = [
        *disclosures(COUNTY, range(2012, 2025), OWN, 20_000, (COUNTY.government,)),
        *beside(COUNTY, BESIDE, range(2018, 2025), 9_000),
    ]
    lawful = [*laws(COUNTY, range(2019, 2025), OWN, 24_000), *heap(COUNTY, "law", 40, 10_000)]
    columns += [
        Column("nb/c128621", "政府信息公开年报", tuple(newest(own))),
        Column("fzzf/c128622", "法治政府建设", tuple(newest(lawful))),
    ]
    units = dict(zip(CODES, COUNTY.offices[1:], strict=True))
    within = {code: _unit(code, office, at) for at, (code, office) in enumerate(units.items())}
    by_key = {column.key: column for column in columns}
    desk.publish(
        [*columns, *(column for unit in within.values() for column in unit)],
        Skin(_sheet, _leaf, _listing, _article, 20),
    )
    for column in (unit[2] for unit in within.values()):
        for paper in column.papers:
            if paper.medium == "pdf":
                desk.attach(_file(column, paper), paper)
    desk.cover("/index.shtml", "首页", _home, columns[:2])
    desk.cover("/zwgk/index.shtml", "政务公开", _open, [by_key[key] for key in OPEN], columns[-2:], units)
    for code, office in units.items():
        desk.cover(f"/{code}/zfxxgk.shtml", f"{office.name}信息公开", _site, within[code])
    return desk.site()


def _unit(code: str, office: Office, at: int) -> list[Column]:
    first = 40_000 + at * 1_000
    return [
        Column(f"{code}/c{128_700 + at * 10}", "政府信息公开指南", tuple(heap(COUNTY, "near", 3, first, office)), office.name),
        Column(f"{code}/c{128_701 + at * 10}", "预算/决算", tuple(heap(COUNTY, "budget", 10, first + 100, office)), office.name),
        Column(f"{code}/c{128_702 + at * 10}", "政府信息公开年报", tuple(disclosures(COUNTY, range(2018, 2025), LOWER, first + 300, (office,))), office.name),
    ]  # fmt: skip


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/list{'' if number == 1 else f'_{number}'}.shtml"


def _hash(paper: Paper) -> str:
    return hashlib.sha256(f"yl{paper.key}".encode()).hexdigest()[:32]


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{paper.date[:7]}/{paper.date[8:]}/content_{_hash(paper)}.shtml"


def _file(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{paper.date[:7]}/{paper.date[8:]}/{_hash(paper)}/files/{_hash(paper)[8:24]}.pdf"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (("/", "首页"), ("/ylyw/c128601/list.shtml", "走进筼岭"), ("/zwgk/index.shtml", "政务公开"), ("/tzgg/c128602/list.shtml", "公告公示"))
    )  # fmt: skip
    return (
        head(f"{title}-{COUNTY.name}人民政府门户网站", more=more + '<link rel="stylesheet" href="/css/common.css"><script src="/js/jquery.min.js"></script>')
        + f'<body><div class="wrap"><div class="header clearfix"><a class="logo" href="/"><img src="/images/logo.png" alt="{COUNTY.name}人民政府"></a><ul class="nav clearfix">{nav}</ul></div>'
        f'{middle}</div>{footer(COUNTY)}</body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" target="_blank">{p.title}</a><span class="date">{p.date}</span></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="box"><div class="tit"><span>{c.name}</span><a href="{_sheet(c, 1)}">更多&gt;&gt;</a></div><ul>{_items(c, c.papers[:8])}</ul></div>'
        for c in columns
    )
    return _frame(
        title,
        f'<div class="main clearfix">{boxes}<a href="/zwgk/index.shtml"><img src="/images/zwgk.png" alt="政务公开"></a></div>',
    )


def _open(title: str, columns: list[Column], special: list[Column], units: dict[str, Office]) -> str:
    link = lambda c: f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>'  # noqa: E731
    called = lambda office: office.stem if office.level == "town" else f"区{office.stem}"  # noqa: E731
    groups = "".join(
        f'<div class="zt"><h4>{name}</h4><ul class="bm clearfix">'
        + "".join(
            f'<li><a href="/{code}/zfxxgk.shtml" target="_blank">{called(office)}</a></li>'
            for code, office in units.items()
            if office.level == level
        )
        + "</ul></div>"
        for name, level in (("区级部门", "department"), ("镇（街道）", "town"))
    )
    return _frame(
        title,
        f'<div class="main clearfix"><div class="left"><h3>政府信息公开</h3><ul class="menu">{"".join(map(link, special))}</ul><h3>法定主动公开内容</h3><ul class="menu">{"".join(map(link, columns))}</ul></div>'
        f'<div class="right"><h3>部门、镇（街道）信息公开</h3>{groups}</div></div>',
    )  # fmt: skip


def _site(title: str, columns: list[Column]) -> str:
    menu = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns)
    fresh = columns[1]
    return _frame(
        title,
        f'<div class="gk-title">{title}</div><div class="main clearfix"><div class="left"><ul class="menu">{menu}</ul></div><div class="right"><h3>最新公开</h3><ul class="list">{_items(fresh, fresh.papers[:6])}</ul></div></div>',
    )


def _crumb(column: Column) -> str:
    unit = (
        f'<a href="/{column.key.partition("/")[0]}/zfxxgk.shtml">{column.above}</a> &gt; '
        if column.above
        else ""
    )
    return f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/index.shtml">政务公开</a> &gt; {unit}<a href="{_sheet(column, 1)}">{column.name}</a></div>'


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    numbers = "".join(
        f'<a href="{_sheet(c, n)}"{" class=on" if n == sheet.number else ""}>{n}</a>'
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 3) + 1)
    )
    pager = f'<div id="page_div" class="page"><a href="{_sheet(c, 1)}">首页</a><a href="{_sheet(c, sheet.before)}">上一页</a>{numbers}<a href="{_sheet(c, sheet.after)}">下一页</a><a href="{_sheet(c, sheet.of)}">尾页</a></div>'
    return _frame(
        c.name,
        f'{_crumb(c)}<div class="main"><ul class="list">{_items(c, sheet.rows)}</ul>{pager if sheet.of > 1 else ""}</div>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.key % 3 == 0 and paper.kind else "plain")
    if paper.medium == "pdf":
        text = f'<p>附件：<a href="{_file(column, paper)}" target="_blank" title="{paper.title}.pdf">{paper.title}.pdf</a></p>'
    return _frame(
        paper.title,
        f'{_crumb(column)}<div class="main contmain"><h1 class="biaoti"><ucaptitle>{paper.title}</ucaptitle></h1><div class="info"><span>来源：<ucapsource>{paper.source}</ucapsource></span>'
        f'<span>发布时间：<publishtime>{paper.date} 1{paper.key % 8}:2{paper.key % 10}</publishtime></span><span>字体：[ <a href="javascript:void(0)">大</a> <a href="javascript:void(0)">小</a> ]</span></div>'
        f'<div id="zoom" class="content"><UCAPCONTENT>{text}</UCAPCONTENT></div><div class="share"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div></div>',
        metas(COUNTY, column.name, paper),
    )
