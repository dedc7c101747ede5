"""A county-level city whose column of reports is a stored query of its search engine: hits with marked words, a snippet, an address and a date.

Habits: 政务公开 → 政府信息公开年报 leads to /was5/web/outline?channelid=…&searchword=…, ten hits a page, and the engine finds notices and news about reports too;
articles lie in folders of pinyin by organ, /bmxx/jyj/; all else is static lists; law reports stand in a list of their own.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows, sheets
from .furniture import head, hits, metas, old_footer

COUNTY = County(
    "旃坪市",
    "www.zhanping-sample.gov.cn",
    ("教育局", "公安局", "财政局", "农业农村局", "统计局"),
    ("坪东街道", "石拱镇", "枫香镇", "梨园乡"),
)
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{stem}{year}年政府信息公开工作年度报告",
        "{name}{year}年度政府信息公开年度报告",
    ),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    tables=("government", "department"),
    nil="0",
)
FOLDERS = dict(zip(COUNTY.offices, ("szf", "jyj", "gaj", "czj", "nyncj", "tjj", "pdjd", "sgz", "fxz", "lyx"), strict=True))  # fmt: skip
HEAPS = (
    ("xwzx/zpxw", "旃坪新闻", "news", 440, 1_000), ("xwzx/gggs", "公告公示", "notice", 230, 2_000), ("zwgk/szfwj", "市政府文件", "policy", 70, 3_000), ("zwgk/czxx", "财政信息", "budget", 140, 4_000),
    ("zwgk/rsrm", "人事任免", "staff", 90, 5_000), ("zwgk/tjsj", "统计数据", "annual", 80, 6_000), ("zwgk/gkzn", "公开指南", "near", 14, 7_000), ("zwgk/zbtb", "招标投标", "tender", 110, 9_000),
)  # fmt: skip
ENGINE, CHANNEL, WORD = "/was5/web/outline", "227631", "信息公开年度报告"
MARKED = re.compile("信息公开|年度报告")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    columns.append(
        Column("zwgk/fzzfjs", "法治政府建设年度报告", tuple(laws(COUNTY, range(2019, 2025), HABIT, 30_000)))
    )
    columns.append(Column("zwgk/gkdt", "政务公开动态", tuple(heap(COUNTY, "beside", 90, 8_000))))
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 16))
    annual = [
        *disclosures(COUNTY, range(2010, 2025), HABIT, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, range(2018, 2025), HABIT, 21_000, COUNTY.bureaus),
        *disclosures(COUNTY, range(2020, 2025), HABIT, 22_000, COUNTY.villages),
    ]
    desk.leaves(Column("bmxx", "政府信息公开年报", tuple(annual)), _leaf, _article)
    about = [
        (column, paper)
        for column in (columns[6], columns[9])
        for paper in column.papers
        if "信息公开" in paper.title and "报告" in paper.title
    ]
    where = {paper.key: _leaf(column, paper) for column, paper in about}
    found = Column(CHANNEL, WORD, tuple(newest([*annual, *(paper for _, paper in about)])))
    for sheet in sheets(found, 10):
        desk.page(
            _outline(sheet.number), "list", WORD, lambda ask, sheet=sheet: _found(sheet, where, desk.root)
        )
    desk.cover("/zwgk/index.html", "政务公开", _open, columns[2:])
    desk.cover("/index.html", "首页", _home, columns[:2])
    return desk.site()


def _outline(number: int) -> str:
    page = f"page={number}&" if number > 1 else ""
    return f"{ENGINE}?{page}channelid={CHANNEL}&searchword={quote(WORD)}&orderby=-docreltime"


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/" + ("index.html" if number == 1 else f"index_{number}.html")


def _leaf(column: Column, paper: Paper) -> str:
    day = paper.date.replace("-", "")
    if column.key == "bmxx" and paper.office:
        return f"/bmxx/{FOLDERS[paper.office]}/xxgk/{day[:6]}/t{day}_{paper.key + 60_000}.shtml"
    return f"/{column.key}/{day[:6]}/t{day}_{paper.key + 60_000}.shtml"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = " | ".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (
            ("/", "网站首页"),
            ("/xwzx/zpxw/", "旃坪新闻"),
            ("/xwzx/gggs/", "公告公示"),
            ("/zwgk/", "政务公开"),
        )
    )
    box = f'<form action="{ENGINE}" method="get" target="_blank"><input type="hidden" name="channelid" value="{CHANNEL}"><input name="searchword"><input type="submit" value="搜索"></form>'
    return (
        head(f"{title} {COUNTY.name}人民政府", more=more)
        + f'<body><div id="header"><div class="menu">{nav}</div>{box}</div><div id="content">{middle}</div>{old_footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int = 34) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" target="_blank" title="{p.title}">{clip(p.title, width)}</a><span>[{p.date}]</span></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="box"><h3>{c.name}<a href="/{c.key}/">更多</a></h3><ul>{_items(c, c.papers[:9], 22)}</ul></div>'
        for c in columns
    )
    return _frame(title, boxes)


def _open(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="/{c.key}/">{c.name}</a></li>' for c in columns)
    door = f'<li><a href="{html.escape(_outline(1))}" target="_blank">政府信息公开年报</a></li>'
    return _frame(title, f'<h2>{title}</h2><ul class="lanmu">{links}{door}</ul>')


def _found(sheet: Sheet, where: dict[int, str], root: str) -> str:
    """A page of hits."""
    annual = Column("bmxx", "")

    def hit(paper: Paper) -> str:
        address = where.get(paper.key) or _leaf(annual, paper)
        title = MARKED.sub(lambda word: f'<font color="red">{word[0]}</font>', paper.title)
        snippet = html.escape(paper.write()[0].text[:80], quote=False)
        return (
            f'<div class="hit"><p class="t"><a href="{address}" target="_blank">{title}</a></p><p class="s">{snippet}...</p>'
            f'<p class="u">{root}{address}　<span>{paper.date.replace("-", ".")}</span></p></div>'
        )

    to = lambda n, word: f'<a href="{html.escape(_outline(n))}">{word}</a>'  # noqa: E731
    numbers = " ".join(f"<b>{n}</b>" if n == sheet.number else to(n, str(n)) for n in range(1, sheet.of + 1))
    ahead = to(sheet.after, "下一页") if sheet.number < sheet.of else ""
    back = to(sheet.before, "上一页") if sheet.number > 1 else ""
    return _frame(
        "政府信息公开年报",
        f'<div class="sum">在“全站”中检索到 <b>{len(sheet.column.papers)}</b> 条与“{WORD}”相关的信息</div>{rows(sheet.rows, hit)}<div class="pages">{back} {numbers} {ahead}</div>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    return _frame(
        c.name,
        f'<div class="pos">您现在的位置：<a href="/">首页</a> &gt;&gt; {c.name}</div><ul class="list">{_items(c, sheet.rows)}</ul>'
        f'<div class="pages">第{sheet.number}页 共{sheet.of}页 {to(1, "首页")} {to(sheet.before, "上一页")} {to(sheet.after, "下一页")} {to(sheet.of, "尾页")}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="pos">您现在的位置：<a href="/">首页</a> &gt;&gt; {column.name}</div><div class="tt">{paper.title}</div><div class="ly">来源：{paper.source}　发布时间：{paper.date}　访问量：{hits(paper)}</div>'
        f'<div class="TRS_Editor" id="zoom">{press.markup(paper.write(), "br" if paper.kind and paper.year < 2014 else "plain")}</div>',
        metas(COUNTY, column.name, paper),
    )
