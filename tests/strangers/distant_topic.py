"""A city district whose reports are a topic of their own: a banner, a page a year, a table of the streets; and a former site for older years.

Habits: 专题专栏 → 政府信息公开年报专题 → buttons of years → organs by name; the streets stand in one table, a column a year; what is from before 2019 is in the old
section, GB2312 and tables, where titles say 二〇一〇年; the law reports lie among other news of the rule of law.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, footer, head, hits, metas

COUNTY = County(
    "棹云区",
    "www.zhaoyunqu-sample.gov.cn",
    ("发展和改革局", "教育局", "住房和城乡建设局", "商务局", "审计局", "城市管理局"),
    ("柳堤街道", "红砖巷街道", "西仓街道", "渔火镇"),
)
FORMER = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年度政府信息公开工作年度报告"), tables=()
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
)
HEAPS = (
    ("zyxw", "棹云新闻", "news", 380, 1_000), ("tzgg", "通知公告", "notice", 200, 2_000), ("qzfwj", "区政府文件", "policy", 80, 3_000), ("czzj", "财政资金", "budget", 130, 4_000),
    ("zwgkdt", "政务公开动态", "beside", 64, 5_000), ("gkznzd", "公开指南和制度", "near", 24, 6_000), ("zbcg", "招标采购", "tender", 90, 7_000),
)  # fmt: skip
ONWARD = range(2019, 2025)
TOPIC = "/ztzl/zfxxgknb"
DIGITS = "〇一二三四五六七八九"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk, old = Desk(COUNTY, port), Desk(COUNTY, port, "gb18030", "text/html")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [*laws(COUNTY, range(2021, 2025), HABIT, 30_000), *heap(COUNTY, "law", 60, 8_000)]
    columns.append(Column("fzzf", "法治政府建设", tuple(newest(lawful))))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 15))
    annual = Column("zfxxgknb", "政府信息公开年报专题", tuple(disclosures(COUNTY, ONWARD, HABIT, 20_000)))
    desk.leaves(annual, _leaf, _article)
    for year in ONWARD:
        desk.cover(f"{TOPIC}/{year}n/index.html", f"{year}年政府信息公开年报", _year, annual, year)
    desk.cover(f"{TOPIC}/jdnb/index.html", "街道（镇）政府信息公开年报", _streets, annual)
    desk.cover(f"{TOPIC}/index.html", annual.name, _topic)
    former = [
        Column("1", "政务动态", tuple(heap(COUNTY, "news", 150, 10_000))),
        Column("2", "公告公示", tuple(heap(COUNTY, "notice", 90, 11_000))),
        Column("6", "信息公开年度报告", tuple(newest(_former()))),
    ]
    old.publish(former, Skin(_old_sheet, _old_leaf, _old_listing, _old_article, 12))
    old.cover("/old/index.html", "旧版网站", _old_home, former)
    desk.cover("/ztzl/index.html", "专题专栏", _topics)
    desk.cover("/zwgk/index.html", "政务公开", _open, columns[2:])
    desk.cover("/index.html", "首页", _home, columns)
    desk.pages |= old.site().pages
    desk.truths |= old.truths
    return desk.site()


def _former() -> list[Paper]:
    """The reports that never moved: the district's since 2009, two departments' since 2016; and what lay beside them."""
    first = disclosures(COUNTY, range(2009, 2013), FORMER, 21_000, (COUNTY.government,))
    return [
        *(replace(paper, title=paper.title.replace(str(paper.year), _spelt(paper.year))) for paper in first),
        *disclosures(COUNTY, range(2013, 2019), FORMER, 22_000, (COUNTY.government,)),
        *disclosures(COUNTY, range(2016, 2019), FORMER, 23_000, COUNTY.bureaus[:2]),
        *heap(COUNTY, "near", 9, 12_000),
    ]


def _spelt(year: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(year))


# --- the site of today ---------------------------------------------------------------------------------------------


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/" + ("index.html" if number == 1 else f"index_{number}.html")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/content/post_{paper.key + 4_100_000}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (
            ("/", "首页"),
            ("/zyxw/", "棹云新闻"),
            ("/zwgk/", "政务公开"),
            ("/ztzl/", "专题专栏"),
            ("/old/index.html", "旧版入口"),
        )
    )
    return (
        head(f"{title} - {COUNTY.name}人民政府门户网站", more=more)
        + f'<body><header class="hd"><div class="logo">{COUNTY.name}人民政府</div><nav>{nav}</nav></header><main class="wrap">{middle}</main>{footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int = 34) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" title="{p.title}">{clip(p.title, width)}</a><span class="time">{p.date}</span></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<section><h2><a href="/{c.key}/">{c.name}</a></h2><ul>{_items(c, c.papers[:8], 20)}</ul></section>'
        for c in columns[:2]
    )
    return _frame(
        title,
        boxes
        + f'<div class="zt"><a href="{TOPIC}/"><img src="/images/nb.jpg" alt="政府信息公开年报专题"></a><a href="/ztzl/">更多专题</a></div>',
    )


def _open(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<section><h2>{c.name}<a class="more" href="/{c.key}/">更多</a></h2><ul>{_items(c, c.papers[:4])}</ul></section>'
        for c in columns
    )
    return _frame(title, f'{boxes}<p class="link"><a href="{TOPIC}/">政府信息公开年报</a></p>')


def _topics(title: str) -> str:
    return _frame(
        title,
        f'<h1>{title}</h1><ul class="zt-list"><li><a href="{TOPIC}/"><img src="/images/nb_s.jpg" alt=""><p>政府信息公开年报专题</p></a></li>'
        '<li><a href="/fzzf/"><img src="/images/fz_s.jpg" alt=""><p>法治政府建设</p></a></li></ul>',
    )


def _topic(title: str) -> str:
    buttons = "".join(
        f'<a class="btn" href="{TOPIC}/{year}n/"><strong>{year}</strong>年</a>' for year in reversed(ONWARD)
    )
    return _frame(
        title,
        f'<div class="ztbanner"><h1>{title}</h1></div><p class="intro">这里汇集区政府、区直各部门和各街道（镇）编制的年度报告，欢迎查阅监督。</p><div class="btns">{buttons}</div>'
        f'<div class="btns"><a class="btn2" href="{TOPIC}/jdnb/">街道（镇）年报</a><a class="btn2" href="/old/list.asp?cid=6">2018年及以前年报</a></div>',
    )


def _year(title: str, annual: Column, year: int) -> str:
    def link(office: Office) -> str:
        found = [p for p in annual.papers if p.year == year and p.office == office]
        return "".join(f'<li><a href="{_leaf(annual, p)}">{_called(office)}</a></li>' for p in found)

    return _frame(
        title,
        f'<div class="pos"><a href="/">首页</a> &gt; <a href="{TOPIC}/">政府信息公开年报专题</a> &gt; {year}年</div><h2>区政府</h2><ul class="org">{link(COUNTY.government)}</ul>'
        f'<h2>区直部门</h2><ul class="org">{"".join(map(link, COUNTY.bureaus))}</ul>',
    )


def _called(office: Office) -> str:
    return office.name if office.level == "government" else f"区{office.stem}"


def _streets(title: str, annual: Column) -> str:
    def cell(office: Office, year: int) -> str:
        found = [p for p in annual.papers if p.year == year and p.office == office]
        return (
            f'<td><a href="{_leaf(annual, found[0])}" title="{found[0].title}">{year}年</a></td>'
            if found
            else "<td>-</td>"
        )

    lines = "".join(
        f"<tr><th>{office.stem}</th>{''.join(cell(office, year) for year in reversed(ONWARD))}</tr>"
        for office in COUNTY.villages
    )
    return _frame(
        title,
        f'<div class="pos"><a href="/">首页</a> &gt; <a href="{TOPIC}/">政府信息公开年报专题</a> &gt; {title}</div><table class="jd">{lines}</table>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    ahead = to(sheet.after, "下一页") if sheet.number < sheet.of else "<span>下一页</span>"
    back = to(sheet.before, "上一页") if sheet.number > 1 else "<span>上一页</span>"
    return _frame(
        c.name,
        f'<div class="pos"><a href="/">首页</a> &gt; {c.name}</div><ul class="news">{_items(c, sheet.rows)}</ul>'
        f'<div class="pages">共{sheet.of}页 {to(1, "首页")} {back} <span class="cur">{sheet.number}</span> {ahead} {to(sheet.of, "末页")}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    year, month, day = paper.date.split("-")
    return _frame(
        paper.title,
        f'<div class="pos"><a href="/">首页</a> &gt; {column.name}</div><article><h1>{paper.title}</h1><p class="meta">{year}/{month}/{day} 09:{10 + paper.key % 49}　来源：{paper.source}</p>'
        f'<div class="con">{press.markup(paper.write(), "word" if paper.kind else "plain")}</div></article>',
        metas(COUNTY, column.name, paper),
    )


# --- the former site -----------------------------------------------------------------------------------------------


def _old_sheet(column: Column, number: int) -> str:
    return f"/old/list.asp?cid={column.key}" + (f"&page={number}" if number > 1 else "")


def _old_leaf(column: Column, paper: Paper) -> str:
    return f"/old/view.asp?id={paper.key}"


def _old_frame(title: str, middle: str) -> str:
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}--{COUNTY.name}政府信息网</title></head><body bgcolor="#ffffff">'
        '<table width="778" align="center"><tr><td><a href="index.html">首页</a> | <a href="list.asp?cid=1">政务动态</a> | <a href="list.asp?cid=2">公告公示</a> | <a href="list.asp?cid=6">信息公开年度报告</a></td></tr></table>'
        f'{middle}<table width="778" align="center"><tr><td align="center">{COUNTY.name}人民政府主办 本页面为旧版网站历史内容，不再更新<br>{NOTE}</td></tr></table></body></html>'
    )


def _old_rows(papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr><td height="24"><img src="images/dot.gif"> <a href="view.asp?id={p.key}" target="_blank">{p.title}</a></td><td width="90">[{p.date}]</td></tr>'
        ),
    )


def _old_home(title: str, columns: list[Column]) -> str:
    tables = "".join(
        f'<table width="778" align="center"><tr><td bgcolor="#cc0000"><font color="#ffffff">{c.name}</font></td><td><a href="list.asp?cid={c.key}">更多</a></td></tr>{_old_rows(c.papers[:6])}</table>'
        for c in columns
    )
    return _old_frame(title, tables)


def _old_listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    moves = " ".join(
        f'<a href="list.asp?cid={c.key}&page={n}">{word}</a>'
        for word, n in (("首页", 1), ("上页", sheet.before), ("下页", sheet.after), ("尾页", sheet.of))
    )
    return _old_frame(
        c.name,
        f'<table width="778" align="center"><tr><td colspan="2"><b>{c.name}</b></td></tr>{_old_rows(sheet.rows)}<tr><td colspan="2" align="center">第{sheet.number}/{sheet.of}页 {moves}</td></tr></table>',
    )


def _old_article(column: Column, paper: Paper, ask: Ask) -> str:
    return _old_frame(
        paper.title,
        f'<table width="778" align="center"><tr><td align="center"><font size="4"><b>{paper.title}</b></font></td></tr><tr><td align="center">发布时间：{paper.date}　浏览次数：{hits(paper)}</td></tr>'
        f"<tr><td>{press.markup(paper.write(), 'br')}</td></tr></table>",
    )
