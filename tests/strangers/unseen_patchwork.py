"""A county whose portal is sewn together: a static main site and subsites of departments on three systems that nobody migrated.

Habits: a topic page linked by a banner folds out the reports since 2019, organ by organ, each anchor only 2023年; older ones are in the subsites alone: feeds that
load pieces of HTML (data-url), list.php?fid=3&page=2 with [1] [2] for a pager, and hand-made GB2312 pages whose 下一页 is a picture; towns are chosen in a drop-down.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, footer, head, hits, shown

COUNTY = County(
    "蒹葭县",
    "www.jianjia-sample.gov.cn",
    ("教育局", "财政局", "民政局", "文化广电和旅游局", "司法局", "统计局"),
    ("白露镇", "宛丘镇", "水湄乡", "溯洄乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    tables=("government", "department"),
    nil="0",
)
SLUGS = ("jyj", "czj", "mzj", "wlj", "sfj", "tjj")
HEAPS = (
    ("jjxw", "蒹葭新闻", "news", 480, 1_000), ("tzgg", "通知公告", "notice", 280, 2_000), ("zcwj", "政策文件", "policy", 70, 3_000), ("tjzj", "统计总结", "annual", 60, 4_000),
)  # fmt: skip
SINCE = 2019
Stops = list[tuple[str, list[tuple[int, str]]]]  # what the topic folds out: organs, with years and addresses


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk, old = Desk(COUNTY, port), Desk(COUNTY, port, "gb18030", "text/html")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    government = disclosures(COUNTY, range(2015, 2024), HABIT, 20_000, (COUNTY.government,))
    columns += [
        Column("xzfnb", "县政府信息公开年报", tuple(government)),
        Column("fzzf", "法治政府建设年度报告", tuple(laws(COUNTY, range(2020, 2024), HABIT, 24_000))),
    ]
    desk.publish(columns, MAIN)
    stops = [_stop(COUNTY.government.name, columns[4], MAIN)]
    for at, (slug, office) in enumerate(zip(SLUGS, COUNTY.bureaus, strict=True)):
        own, skin = _subsite(at, slug), (NEW, CANDY, HAND)[at % 3]
        house = old if skin is HAND else desk
        house.publish(own, skin)
        house.cover(f"/{slug}/index.html", office.name, HOMES[at % 3], slug, own)
        stops.append(_stop(f"县{office.stem}", own[2], skin))
    for at, office in enumerate(COUNTY.villages):
        papers = disclosures(COUNTY, range(SINCE, 2024), HABIT, 22_000 + at * 100, (office,))
        town = Column("xznb", office.name, tuple(papers))
        desk.leaves(town, MAIN.leaf, _article)
        desk.cover(f"/xznb/town{at + 1}.html", office.name, _town, town)
        stops.append(_stop(office.stem, town, MAIN))
    desk.cover("/zt/gknb/index.html", "政府信息公开年度报告专题", _topic, stops)
    desk.cover("/zwgk/index.html", "政务公开", _open, columns[2:])
    desk.cover("/index.html", "首页", _home, columns[:2])
    desk.pages |= old.pages
    desk.truths |= old.truths
    return desk.site()


def _subsite(at: int, slug: str) -> list[Column]:
    """The columns of a department's own site: news, budgets, reports."""
    office, first = COUNTY.bureaus[at], 40_000 + at * 1_000
    annual = [
        *disclosures(COUNTY, range(2015, 2024), HABIT, 30_000 + at * 100, (office,)),
        *heap(COUNTY, "near", 4, first + 300, office),
    ]
    return [
        Column("1", "工作动态", tuple(heap(COUNTY, "news", 42, first, office)), slug),
        Column("2", "预决算公开", tuple(heap(COUNTY, "budget", 15, first + 200, office)), slug),
        Column("3", "信息公开年报", tuple(newest(annual)), slug),
    ]


def _stop(name: str, column: Column, skin: Skin) -> tuple[str, list[tuple[int, str]]]:
    told = [
        (paper.year, skin.leaf(column, paper))
        for paper in column.papers
        if paper.kind and paper.year >= SINCE
    ]
    return name, sorted(told, reverse=True)


# --- the main site ------------------------------------------------------------------------------------------------


def _frame(title: str, middle: str) -> str:
    options = "".join(
        f'<option value="/{slug}/">{office.stem}</option>'
        for slug, office in zip(SLUGS, COUNTY.bureaus, strict=True)
    )
    nav = "".join(
        f'<a href="{path}">{name}</a> '
        for path, name in (
            ("/", "首页"),
            ("/jjxw/p/1", "新闻"),
            ("/tzgg/p/1", "公告"),
            ("/zwgk/", "政务公开"),
        )
    )
    return (
        head(f"{title}_{COUNTY.name}人民政府网站")
        + f'<body><div class="top">{nav}</div><div class="wrap">{middle}</div><div class="sites"><select onchange="window.open(this.value)"><option value="">--部门网站--</option>{options}</select></div>{footer(COUNTY)}</body></html>'
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="half"><div class="bt"><b>{c.name}</b><a href="/{c.key}/p/1">更多</a></div>'
        + rows(
            c.papers[:8],
            lambda p, c=c: (
                f'<p><a href="{MAIN.leaf(c, p)}" title="{p.title}">{clip(p.title, 18)}</a><i>{p.date[5:]}</i></p>'
            ),
        )
        + "</div>"
        for c in columns
    )
    banner = '<a href="/zt/gknb/"><img src="/images/gknb_banner.jpg" alt="政府信息公开年度报告专题" width="1000"></a>'
    return _frame(title, boxes + banner)


def _open(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="/{c.key}/p/1">{c.name}</a></li>' for c in columns)
    return _frame(
        title, f'<h2>{title}</h2><ul>{links}<li><a href="/zt/gknb/">政府信息公开年度报告专题</a></li></ul>'
    )


def _topic(title: str, stops: Stops) -> str:
    folds = "".join(
        f'<h4 class="acc-head" onclick="$(this).next().slideToggle()">{name}<i class="arrow"></i></h4><div class="acc-body" style="display:none">'
        + "".join(f'<a href="../..{path}" target="_blank">{year}年</a>\n' for year, path in years)
        + "</div>"
        for name, years in stops
    )
    towns = "".join(
        f'<option value="/xznb/town{at + 1}.html">{office.stem}</option>'
        for at, office in enumerate(COUNTY.villages)
    )
    return _frame(
        title,
        f'<h2>{title}</h2><div class="accordion">{folds}</div><p>乡镇：<select onchange="if(this.value)location.href=this.value"><option value="">请选择</option>{towns}</select></p>',
    )


def _town(title: str, column: Column) -> str:
    items = rows(column.papers, lambda p: f'<p><a href="{p.key}.html">{p.title}</a><i>{p.date[5:]}</i></p>')
    return _frame(title, f"<h2>{title}信息公开年报</h2>{items}")


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<p><a href="{MAIN.leaf(c, p)}" title="{p.title}">{clip(p.title, 30)}</a><i>{p.date}</i></p>'
        ),
    )
    ahead = f'<a href="/{c.key}/p/{sheet.after}">下一页</a>' if sheet.number < sheet.of else "<s>下一页</s>"
    back = f'<a href="/{c.key}/p/{sheet.before}">上一页</a>' if sheet.number > 1 else "<s>上一页</s>"
    return _frame(c.name, f"<h2>{c.name}</h2>{items}<div>{back} {sheet.number}/{sheet.of} {ahead}</div>")


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year % 2 else "plain")
    return _frame(
        paper.title,
        f'<div class="where">当前位置：<a href="/">首页</a> &gt; {column.name}</div><h1>{paper.title}</h1><div class="from">{paper.source}　{paper.date}　阅读 {hits(paper)} 次</div><div id="text">{text}</div>',
    )


# --- the subsites: feeds, list.php, hand-made ---------------------------------------------------------------------


def _shop(title: str, slug: str, middle: str) -> str:
    """The frame of the feeds and of list.php."""
    office = COUNTY.bureaus[SLUGS.index(slug)]
    return (
        head(f"{title}-{office.name}")
        + f'<body><div class="logo">{office.name}</div><div class="menu"><a href="/{slug}/">本站首页</a><a href="/">县政府</a></div>{middle}<div class="foot">主办：{office.name}　{NOTE}</div></body></html>'
    )


def _cards(title: str, slug: str, columns: list[Column]) -> str:
    go = "location.href=this.dataset.href"
    tile = '<div class="tile" data-href="/{}/c{}.html" onclick="{}"><h3>{}</h3></div>'
    return _shop(title, slug, "".join(tile.format(slug, c.key, go, c.name) for c in columns))


def _feed(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><a href="/{c.above}/v-{p.key}.html"><h4>{p.title}</h4><time>{p.date.replace("-0", "-").replace("-", "/")}</time></a></li>'
        ),
    )
    more = (
        f'<li class="loadmore" data-url="/{c.above}/feed?c={c.key}&amp;p={sheet.after}">点击加载更多</li>'
        if sheet.number < sheet.of
        else ""
    )
    script = "<script>$('.feed').on('click', '.loadmore', function () { var b = $(this); $.get(b.data('url'), function (h) { b.replaceWith(h); }); });</script>"
    whole = f'<h2>{c.name}</h2><ul class="feed">{items}{more}</ul>{script}'
    return _shop(c.name, c.above, whole) if sheet.number == 1 else items + more


def _viewed(column: Column, paper: Paper, ask: Ask) -> str:
    return _shop(
        paper.title,
        column.above,
        f'<div class="view"><h2>{paper.title}</h2><p class="meta">{paper.source} 发表于 {paper.date.replace("-0", "-").replace("-", "/")} 08:30</p>{press.markup(paper.write(), "divs")}</div>',
    )


def _candy_home(title: str, slug: str, columns: list[Column]) -> str:
    cells = "".join(f'<td><a href="list.php?fid={c.key}">{c.name}</a></td>' for c in columns)
    return _shop(title, slug, f'<table class="nav"><tr>{cells}</tr></table>')


def _candies(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr><td class="b"><a href="bencandy.php?fid={c.key}&id={p.key}" target="_blank">{p.title}</a></td><td class="p">{p.source}</td><td class="t">{p.date}</td></tr>'
        ),
    )
    numbers = " ".join(
        f"[{n}]" if n == sheet.number else f'[<a href="list.php?fid={c.key}&page={n}">{n}</a>]'
        for n in range(1, sheet.of + 1)
    )
    return _shop(c.name, c.above, f'<table class="list">{items}</table><div class="ShowPage">{numbers}</div>')


def _candy(column: Column, paper: Paper, ask: Ask) -> str:
    return _shop(
        paper.title,
        column.above,
        f'<table class="content"><tr><td class="h">{paper.title}</td></tr><tr><td class="i">发布日期：{paper.date} 09:00:00　发布：{paper.source}　浏览 {hits(paper)} 次</td></tr><tr><td class="c">{press.markup(paper.write(), "br")}</td></tr></table>',
    )


def _hand_page(title: str, slug: str, middle: str) -> str:
    office = COUNTY.bureaus[SLUGS.index(slug)]
    return f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><H3>{office.name}</H3><A HREF="index.html">首页</A><HR>{middle}<HR><CENTER>{office.name}　{NOTE}</CENTER></BODY></HTML>'


def _hand_home(title: str, slug: str, columns: list[Column]) -> str:
    links = "".join(f'<LI><A HREF="c{c.key}.htm"><FONT COLOR=blue>{c.name}</FONT></A>' for c in columns)
    return _hand_page(title, slug, f"<UL>{links}</UL>")


def _hand_list(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows, lambda p: f'<LI><A HREF="{p.key}.htm">{p.title}</A> <FONT SIZE=2>({shown(p)})</FONT>'
    )
    ahead = (
        f'<A HREF="c{c.key}-{sheet.after}.htm"><IMG SRC="images/next.gif" ALT="下一页" BORDER=0></A>'
        if sheet.number < sheet.of
        else ""
    )
    return _hand_page(c.name, c.above, f"<B>{c.name}</B><UL>{items}</UL><P ALIGN=CENTER>{ahead}")


def _hand(column: Column, paper: Paper, ask: Ask) -> str:
    return _hand_page(
        paper.title,
        column.above,
        f"<CENTER><FONT SIZE=5>{paper.title}</FONT><BR><FONT SIZE=2>{shown(paper)}　{paper.source}</FONT></CENTER>{press.markup(paper.write(), 'upper')}",
    )


MAIN = Skin(lambda c, n: f"/{c.key}/p/{n}", lambda c, p: f"/{c.key}/{p.key}.html", _listing, _article, 12)
NEW = Skin(
    lambda c, n: f"/{c.above}/feed?c={c.key}&p={n}" if n > 1 else f"/{c.above}/c{c.key}.html",
    lambda c, p: f"/{c.above}/v-{p.key}.html", _feed, _viewed, 6,
)  # fmt: skip
CANDY = Skin(
    lambda c, n: f"/{c.above}/list.php?fid={c.key}" + (f"&page={n}" if n > 1 else ""),
    lambda c, p: f"/{c.above}/bencandy.php?fid={c.key}&id={p.key}", _candies, _candy, 7,
)  # fmt: skip
HAND = Skin(
    lambda c, n: f"/{c.above}/c{c.key}" + (f"-{n}" if n > 1 else "") + ".htm",
    lambda c, p: f"/{c.above}/{p.key}.htm", _hand_list, _hand, 8,
)  # fmt: skip
HOMES = (_cards, _candy_home, _hand_home)
