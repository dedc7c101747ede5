"""A county-level city whose reports of all years and organs stand on one long page, year under year; static files of a publishing system.

Habits: 政务公开 → 政府信息公开 → 政府信息公开年报 is one page without a pager, the anchors are the short names of organs; what is older than 2014 are files in a folder of
the former site; the law reports have an ordinary list; articles say their date as 2023-01-05 10:12 and name the source behind it.
"""

from __future__ import annotations

from itertools import groupby

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, metas, old_footer, old_head, shown

COUNTY = County(
    "沚兰市",
    "www.zhilan-sample.gov.cn",
    ("发展和改革局", "教育局", "民政局", "水利局", "卫生健康局", "应急管理局"),
    ("泮桥街道", "青莼镇", "鹤汊镇", "枳湾乡"),
)
OLD = Habit(
    titles=("{stem}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设年度报告", "{name}{year}年度法治政府建设工作报告"),
)
HEAPS = (
    ("xwzx/zlyw", "沚兰要闻", "news", 420, 1_000), ("xwzx/gsgg", "公示公告", "notice", 260, 2_000), ("zwgk/zcwj", "政策文件", "policy", 90, 3_000),
    ("zwgk/czxx", "财政信息", "budget", 150, 4_000), ("zwgk/tjxx", "统计信息", "annual", 90, 5_000), ("zwgk/rsxx", "人事信息", "staff", 90, 6_000),
    ("zwgk/zfxxgk/zfxxgkzn", "政府信息公开指南", "near", 24, 7_000), ("zwgk/zfxxgk/gzdt", "公开工作动态", "beside", 70, 8_000), ("zwgk/fzjs", "法治建设", "law", 90, 9_000),
)  # fmt: skip
NEWS, OPEN, DISCLOSED = ("xwzx/zlyw", "xwzx/gsgg"), ("zwgk/zcwj", "zwgk/czxx", "zwgk/tjxx", "zwgk/rsxx", "zwgk/fzjs", "zwgk/fzzfjsbg"), ("zwgk/zfxxgk/zfxxgkzn", "zwgk/zfxxgk/gzdt")  # fmt: skip
GROUPS = (("government", "市政府"), ("department", "市直部门"), ("town", "乡镇街道"))


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    columns.append(
        Column("zwgk/fzzfjsbg", "法治政府建设年度报告", tuple(laws(COUNTY, range(2018, 2024), HABIT, 30_000)))
    )
    annual = Column(
        "zwgk/zfxxgk/zfxxgknb",
        "政府信息公开年报",
        tuple(
            newest(
                [
                    *disclosures(COUNTY, range(2008, 2014), OLD, 20_000, (COUNTY.government,)),
                    *disclosures(COUNTY, range(2014, 2019), HABIT, 21_000, (COUNTY.government,)),
                    *disclosures(COUNTY, range(2019, 2024), HABIT, 22_000),
                ]
            )
        ),
    )
    by_key = {column.key: column for column in columns}
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 18))
    desk.leaves(annual, _leaf, _article)
    desk.cover("/zwgk/zfxxgk/zfxxgknb/index.html", annual.name, _long, annual)
    desk.cover("/index.html", "首页", _hub, "", [by_key[key] for key in NEWS])
    desk.cover("/xwzx/index.html", "新闻中心", _hub, "/xwzx", [by_key[key] for key in NEWS])
    desk.cover("/zwgk/index.html", "政务公开", _hub, "/zwgk", [by_key[key] for key in OPEN])
    desk.cover("/zwgk/zfxxgk/index.html", "政府信息公开", _disclosed, [by_key[key] for key in DISCLOSED])
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number - 1}'}.html"


def _leaf(column: Column, paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    if _former(paper):
        return f"/old/xxgk/nb/{paper.year}nb{paper.key}.htm"
    return f"/{column.key}/{year}{month}/t{year}{month}{day}_{paper.key + 310_000}.html"


def _former(paper: Paper) -> bool:
    return bool(paper.kind) and paper.year < 2014


def _old(paper: Paper) -> str:
    """A page of the former site."""
    return old_head(f"{paper.title}-{COUNTY.name}政府网", "utf-8") + (
        f'<body><table width="1000" align="center"><tr><td><a href="/">返回首页</a></td></tr><tr><td align="center" class="bt"><b>{paper.title}</b></td></tr>'
        f'<tr><td align="center">{shown(paper)}　{paper.source}</td></tr><tr><td>{press.markup(paper.write(), "br")}</td></tr></table>{old_footer(COUNTY)}</body></html>'
    )


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/", "网站首页"),
            ("/xwzx/", "新闻中心"),
            ("/zwgk/", "政务公开"),
            ("/zwgk/zfxxgk/", "政府信息公开"),
        )
    )
    return (
        head(
            f"{title}_{COUNTY.name}人民政府",
            more=f'{more}<link rel="stylesheet" href="/images/public.css"><script src="/images/jquery.js"></script>',
        )
        + f'<body><div class="header"><img src="/images/logo.png" alt="{COUNTY.name}人民政府门户网站"><ul class="nav">{nav}</ul></div><div class="container">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" target="_blank" title="{p.title}">{clip(p.title, 36)}</a><span>{p.date}</span></li>'
        ),
    )


def _hub(title: str, at: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="mod"><div class="mod-hd"><h2>{c.name}</h2><a class="more" href="/{c.key}/">更多&gt;</a></div><ul>{_items(c, c.papers[:7])}</ul></div>'
        for c in columns
    )
    door = '<p class="ban"><a href="/zwgk/zfxxgk/"><img src="/images/xxgk.jpg" alt="政府信息公开"></a></p>'
    return _frame(title, (door if at != "/xwzx" else "") + boxes)


def _side(columns: list[Column]) -> str:
    links = "".join(f'<li><a href="/{c.key}/">{c.name}</a></li>' for c in columns)
    return f'<div class="side"><h2>政府信息公开</h2><ul>{links}<li><a href="/zwgk/zfxxgk/zfxxgknb/">政府信息公开年报</a></li></ul></div>'


def _disclosed(title: str, columns: list[Column]) -> str:
    fresh = "".join(f"<h3>{c.name}</h3><ul>{_items(c, c.papers[:5])}</ul>" for c in columns)
    return _frame(title, f'{_side(columns)}<div class="main">{fresh}</div>')


def _called(office: Office) -> str:
    """An organ as the long page calls it."""
    if office.level == "government":
        return COUNTY.name
    return office.stem if office.level == "town" else f"市{office.stem}"


def _long(title: str, annual: Column) -> str:
    order = {office: at for at, office in enumerate(COUNTY.offices)}
    papers = sorted(annual.papers, key=lambda p: (-p.year, order.get(p.office, 0)))
    anchors = "".join(
        f'<a href="#y{year}">{year}</a> ' for year in sorted({p.year for p in papers}, reverse=True)
    )
    parts = []
    for year, of_year in groupby(papers, key=lambda p: p.year):
        here = tuple(of_year)
        parts.append(f'<h3 class="nd" id="y{year}">{year}年度</h3>')
        for level, group in GROUPS:
            links = "".join(
                f'<a href="{_leaf(annual, p)}" target="_blank">{_called(p.office)}</a>\n'
                for p in here
                if p.office and p.office.level == level
            )
            if links:
                parts.append(f'<dl class="nb"><dt>{group}</dt><dd>{links}</dd></dl>')
    return _frame(
        title,
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/zfxxgk/">政府信息公开</a> &gt; {title}</div>'
        f'<div class="years">{anchors}</div><div class="allyears">{"".join(parts)}</div>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>' if n != sheet.number else f"<b>{word}</b>"  # noqa: E731
    numbers = " ".join(
        to(n, str(n)) for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    return _frame(
        c.name,
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; {c.name}</div><ul class="list">{_items(c, sheet.rows)}</ul>'
        f'<div class="page">{to(1, "首页")} {to(sheet.before, "上一页")} {numbers} {to(sheet.after, "下一页")} {to(sheet.of, "尾页")}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    if _former(paper):
        return _old(paper)
    hand = "word" if paper.key % 2 and paper.kind else "plain"
    return _frame(
        paper.title,
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/{column.key}/">{column.name}</a></div><div class="article"><h1>{paper.title}</h1>'
        f'<div class="info"><span>发布时间：{paper.date} 1{paper.key % 8}:12</span><span>来源：{paper.source}</span><span>字号：[<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a>]</span></div>'
        f'<div class="TRS_Editor">{press.markup(paper.write(), hand)}</div></div>',
        metas(COUNTY, column.name, paper),
    )
