"""A city's tax service and its county bureaus on one site of 2018 and after: /xxgk/gknb/index_2.htm, /qx/yz/gknb/2023/0118/c41201.htm.

Habits: 信息公开 shows a drop-down of the bureaus below the city, each with a list of its reports; full names begin with 国家税务总局; a pager calls toPage(n); what
a bureau publishes is now and then a file behind a link; the reports on governing by law stand under 法治税务 with its news.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, head

COUNTY = County("蓂州市", "mingzhou.sample-tax.gov.cn", ("税务局",), ("城东街道", "沣口镇", "羊石乡"))
PLACES = (
    ("yz", "鄢竹县"),
    ("lp", "滦浦县"),
    ("cs", "沧石市"),
    ("td", "桐渡区"),
    ("bh", "柏桓区"),
    ("gx", "高新技术产业开发区"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告", "{year}年{name}政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}{year}年度法治政府建设情况报告"),
    files=(("town", ("html", "html", "html", "docx", "pdf")),),
    gap=0.04,
)  # fmt: skip
BESIDE = (
    "{place}税务局召开{year}年度政府信息公开年报编制工作部署会",
    "{place}税务系统{year}年政府信息公开工作要点",
    "关于报送{year}年政府信息公开工作年度报告的通知",
)
HEAPS = (
    ("xwdt/swyw", "税务要闻", "news", 380, 1_000), ("xwdt/tzgg", "通知公告", "notice", 300, 2_000), ("zcwj/zxwj", "最新文件", "policy", 80, 3_000),
    ("xxgk/ysjs", "预算决算", "budget", 90, 4_000), ("xxgk/rsxx", "人事信息", "staff", 120, 5_000), ("xxgk/zfcg", "政府采购", "tender", 160, 6_000),
    ("xxgk/tjsj", "统计数据", "annual", 90, 7_000), ("xxgk/gkzn", "信息公开指南", "near", 6, 8_000),
)  # fmt: skip


def _bureau(place: str) -> Office:
    if place == COUNTY.name:
        office, name = COUNTY.bureaus[0], f"国家税务总局{place}税务局"
    else:
        name = f"国家税务总局{COUNTY.name if place.endswith('开发区') else ''}{place}税务局"
        office = COUNTY.office(f"{place}税务局", "town", 6)
    return replace(office, key=f"{COUNTY.host}/{place}", name=name, stem=f"{place}税务局", we="我局")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    city, below = _bureau(COUNTY.name), [(key, _bureau(place)) for key, place in PLACES]
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2018, 2025), HABIT, 20_000, (city,)),
        *beside(COUNTY, BESIDE, range(2019, 2025), 9_000, city),
    ]
    lawful = [
        *laws(COUNTY, range(2018, 2025), HABIT, 24_000, (city,)),
        *heap(COUNTY, "law", 60, 10_000, city),
    ]
    columns += [
        Column("xxgk/gknb", "政府信息公开年报", tuple(newest(annual))),
        Column("xxgk/fzsw", "法治税务", tuple(newest(lawful))),
    ]
    units = [
        Column(
            f"qx/{key}/gknb",
            "政府信息公开年报",
            tuple(disclosures(COUNTY, range(2018, 2025), HABIT, 41_000 + at * 100, (office,))),
            office.name,
        )
        for at, (key, office) in enumerate(below)
    ]
    desk.publish([*columns, *units], Skin(_sheet, _leaf, _listing, _article, 15))
    for column in units:
        for paper in column.papers:
            if paper.medium != "html":
                desk.attach(_file(column, paper), paper)
    desk.cover("/index.html", "首页", _home, columns[:3])
    desk.cover("/xxgk/index.htm", "信息公开", _open, columns[3:], units)
    site = desk.site("User-agent: *\nAllow: /\n")
    return replace(site, name=city.name, seed=f"{desk.root}/ name={city.name}")


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number}'}.htm"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{paper.date[:4]}/{paper.date[5:].replace('-', '')}/c{paper.key}.htm"


def _file(column: Column, paper: Paper) -> str:
    return f"/attach/{paper.date[:4]}/{paper.key}_{column.key.split('/')[1]}.{paper.medium}"


def _frame(title: str, middle: str) -> str:
    nav = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (("/index.html", "首页"), ("/xxgk/index.htm", "信息公开"), ("/xwdt/swyw/index.htm", "新闻动态"), ("/zcwj/zxwj/index.htm", "政策文件"), ("/xwdt/tzgg/index.htm", "通知公告"))
    )  # fmt: skip
    return (
        head(f"{title} - 国家税务总局{COUNTY.name}税务局", more='<meta http-equiv="X-UA-Compatible" content="IE=edge"><link href="/style/style.css" rel="stylesheet">')
        + f'<body><div class="top"><div class="logo"><a href="/index.html"><img src="/images/logo.png" alt="国家税务总局{COUNTY.name}税务局"></a></div><ul id="nav">{nav}</ul></div><div class="center">{middle}</div>'
        f'<div class="bottom"><p>版权所有：国家税务总局{COUNTY.name}税务局　地址：{COUNTY.name}人民路118号　纳税服务热线：12366</p><p>网站标识码：bm99000001　{NOTE}</p></div></body></html>'
    )  # fmt: skip


def _items(column: Column, papers: tuple[Paper, ...], width: int = 60) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span>[{p.date}]</span><a href="{_leaf(column, p)}" title="{p.title}" target="_blank">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(
        title,
        "".join(
            f'<div class="news"><h2>{c.name}<a class="more" href="{_sheet(c, 1)}">更多</a></h2><ul>{_items(c, c.papers[:7], 24)}</ul></div>'
            for c in columns
        ),
    )


def _open(title: str, columns: list[Column], units: list[Column]) -> str:
    order = sorted(columns, key=lambda c: c.key not in ("xxgk/gkzn", "xxgk/gknb"))
    cards = "".join(
        f'<li class="card"><a href="{_sheet(c, 1)}"><i class="icon"></i><p>{c.name}</p></a></li>'
        for c in order
    )
    options = "".join(f'<option value="{_sheet(c, 1)}">{c.above}</option>' for c in units)
    return _frame(
        title,
        f'<div class="xxgk"><h2>信息公开</h2><ul class="cards">{cards}</ul><div class="qx"><label>各县（市、区）税务局政府信息公开年报</label>'
        f'<select id="qxj" onchange="window.open(this.value)"><option value="/xxgk/index.htm">请选择单位</option>{options}</select></div></div>',
    )


def _crumb(column: Column) -> str:
    unit = f" > {column.above}" if column.above else ""
    return f'<div class="place">您所在的位置：<a href="/index.html">首页</a> > <a href="/xxgk/index.htm">信息公开</a>{unit} > <a href="{_sheet(column, 1)}">{column.name}</a></div>'


def _call(n: int, word: str) -> str:
    return f'<a href="index.htm">{word}</a>' if n == 1 else f'<a href="javascript:toPage({n})">{word}</a>'


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    script = "<script>\nfunction toPage(n) {\n  window.location.href = 'index_' + n + '.htm';\n}\n</script>"
    numbers = "".join(
        f"<b>{n}</b>" if n == sheet.number else _call(n, str(n))
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 3) + 1)
    )
    pager = f'{script}<div class="fenye">共{sheet.of}页 {_call(1, "首页")} {_call(sheet.before, "上一页")} {numbers} {_call(sheet.after, "下一页")} {_call(sheet.of, "末页")}</div>'
    return _frame(
        c.name,
        f'{_crumb(c)}<div class="list_right"><h3>{c.above}{c.name}</h3><ul class="list">{_items(c, sheet.rows)}</ul>{pager if sheet.of > 1 else ""}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.key % 2 else "plain")
    if paper.medium != "html":
        path = _file(column, paper)
        text = f'<p>附件下载：</p><p><a href="{path}">{paper.title}.{paper.medium}</a></p>'
    return _frame(
        paper.title,
        f'{_crumb(column)}<div class="detail"><div class="title">{paper.title}</div><div class="sub"><span>来源：{paper.source}</span><span>发布日期：{paper.date}</span><span>字号：[<a href="javascript:void(0)">大</a>][<a href="javascript:void(0)">小</a>]</span></div>'
        f'<div class="info-cont" id="fontzoom">{text}</div></div>',
    )
