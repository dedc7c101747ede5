"""A county on a 织梦-like CMS: static lists list_23_2.html behind a select box, clipped anchors, GB2312 that is GB18030.

Habits: the column is called 历年年报 and hangs three clicks down; reports of the government, departments and towns are mixed
with forms and circulars; law reports lie among the news of 依法行政; the header names no charset; /plus/list.php redirects.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import DISCLOSURE, County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import hits, old_footer, old_head

COUNTY = County(
    "青梧县",
    "www.qingwu-sample.gov.cn",
    ("教育局", "财政局", "水利局", "司法局"),
    ("柳埠镇", "石桥镇", "白杨乡"),
)
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开年度报告",
        "{name}{year}年政府信息公开工作年度报告",
        "{year}年{name}政府信息公开年报",
    ),
    law_titles=("{name}{year}年法治政府建设情况报告",),
    nil="0",
)
FOLDERS = {
    "12": ("zwdt", "政务动态"), "13": ("tzgg", "通知公告"), "15": ("zcwj", "政策文件"), "17": ("czxx", "财政信息"),
    "19": ("rsxx", "人事信息"), "20": ("yfxz", "依法行政"), "21": ("gkzn", "公开指南"), "23": ("lnnb", "历年年报"), "31": ("zbcg", "招标采购"),
}  # fmt: skip
HOT = ("一图看懂", "办事大厅", "县长信箱")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html")
    annual = disclosures(COUNTY, range(2016, 2024), HABIT, 30_000)
    lawful = laws(COUNTY, range(2018, 2024), HABIT, 40_000, COUNTY.offices[:3])
    papers: dict[str, list[Paper]] = {
        "12": heap(COUNTY, "news", 600, 1_000), "13": heap(COUNTY, "notice", 400, 3_000), "15": heap(COUNTY, "policy", 120, 5_000),
        "17": heap(COUNTY, "budget", 200, 6_000), "19": heap(COUNTY, "staff", 90, 7_000), "20": newest([*lawful, *heap(COUNTY, "law", 70, 8_000)]),
        "21": heap(COUNTY, "annual", 24, 9_000), "23": newest([*annual, *heap(COUNTY, "near", 20, 9_500)]), "31": heap(COUNTY, "tender", 150, 10_000),
    }  # fmt: skip
    columns = [Column(key, name, tuple(papers[key])) for key, (_, name) in FOLDERS.items()]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 18))
    for column in columns:
        desk.move(f"/plus/list.php?tid={column.key}", _sheet(column, 1))
        desk.page(f"{_folder(column.key)}/index.html", "list", column.name, lambda ask, c=column: _again(c))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page(
        "/a/zwgk/index.html", "list", "政务公开", lambda ask: _open(("15", "17", "19", "31"), "政务公开")
    )
    desk.page(
        "/a/zwgk/xxgk/index.html", "list", "信息公开", lambda ask: _open(("21", "23", "20"), "信息公开")
    )
    return desk.site("User-agent: *\nDisallow: /dede/\nDisallow: /templets/\n")


def _folder(key: str) -> str:
    return f"/a/zwgk/xxgk/{FOLDERS[key][0]}" if key in ("20", "21", "23") else f"/a/{FOLDERS[key][0]}"


def _sheet(column: Column, number: int) -> str:
    return f"{_folder(column.key)}/list_{column.key}_{number}.html"


def _leaf(column: Column, paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"{_folder(column.key)}/{year}/{month}{day}/{paper.key}.html"


def _frame(title: str, middle: str) -> str:
    links = "".join(
        f'<li><a href="/plus/list.php?tid={key}"><span>{name}</span></a></li>'
        for key, (_, name) in FOLDERS.items()
        if key in ("12", "13")
    )
    return (
        old_head(f"{title}_{COUNTY.name}人民政府")
        + f'<body class="articlelist"><div class="header"><div class="top"><img src="/images/logo.gif" alt="{COUNTY.name}人民政府" /></div>'
        f'<ul id="nav"><li><a href="/"><span>首页</span></a></li>{links}<li><a href="/a/zwgk/"><span>政务公开</span></a></li></ul>'
        '<form name="formsearch" action="/plus/search.php"><input type="hidden" name="kwtype" value="0" /><input name="q" type="text" '
        'value="在这里搜索..." /><button type="submit">搜索</button></form></div>'
        f'<div class="w960">{middle}</div>{old_footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<dl class="tbox"><dt><strong><a href="{_sheet(column, 1)}">{column.name}</a></strong><span class="more">'
        f'<a href="/plus/list.php?tid={column.key}">更多...</a></span></dt><dd><ul class="d1 ico3">'
        + rows(
            column.papers[:8],
            lambda paper, c=column: (
                f'<li><span>{paper.date[5:]}</span><a href="{_leaf(c, paper)}">{clip(paper.title, 22)}</a></li>'
            ),
        )
        + "</ul></dd></dl>"
        for column in columns
        if column.key in ("12", "13", "17")
    )
    return _frame("首页", boxes + "".join(f'<a href="javascript:;">{word}</a> ' for word in HOT))


def _open(keys: tuple[str, ...], title: str) -> str:
    below = "" if title == "信息公开" else '<li><a href="/a/zwgk/xxgk/">信息公开</a></li>'
    links = "".join(f'<li><a href="{_folder(key)}/">{FOLDERS[key][1]}</a></li>' for key in keys)
    return _frame(
        title,
        f'<div class="place"><strong>当前位置:</strong> <a href="/">主页</a> > {title} ></div><ul class="d6">{below}{links}</ul>',
    )


def _again(column: Column) -> str:
    return (
        f'<html><head><meta http-equiv="refresh" content="0;url=list_{column.key}_1.html"><title>{column.name}</title></head>'
        f'<body><a href="list_{column.key}_1.html">{column.name}</a></body></html>'
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    column = sheet.column
    items = rows(
        sheet.rows,
        lambda paper: (
            f'<li><a href="{_leaf(column, paper)}" class="title" title="{paper.title}">{clip(paper.title, 20).removesuffix("...")}</a>'
            f'<span class="info"><small>日期：</small>{paper.date}<small>点击：</small>{hits(paper)}</span></li>'
        ),
    )
    options = "".join(
        f"<option value='list_{column.key}_{number}.html'{' selected' if number == sheet.number else ''}>{number}</option>\n"
        for number in range(1, sheet.of + 1)
    )
    after = (
        f"<li><a href='list_{column.key}_{sheet.after}.html'>下一页</a></li>"
        if sheet.number < sheet.of
        else ""
    )
    pager = (
        f"<ul class=\"pagelist\"><li>首页</li>{after}<li><select name='sldd' style='width:36px' "
        f"onchange='location.href=this.options[this.selectedIndex].value;'>{options}</select></li>"
        f'<li><span class="pageinfo">共 <strong>{sheet.of}</strong>页<strong>{len(column.papers)}</strong>条</span></li></ul>'
    )
    return _frame(
        column.name,
        f'<div class="listbox"><ul class="e2">{items}</ul></div><div class="dede_pages">{pager}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "br" if paper.kind != DISCLOSURE or paper.year < 2019 else "word")
    at = column.papers.index(paper)
    near = "".join(
        f"<li>{word}：<a href='{_leaf(column, column.papers[to])}'>{column.papers[to].title}</a> </li>"
        for word, to in (("上一篇", at - 1), ("下一篇", at + 1))
        if 0 <= to < len(column.papers)
    )
    return _frame(
        paper.title,
        f'<div class="place"><strong>当前位置:</strong> <a href="/">主页</a> > <a href="{_folder(column.key)}/">{column.name}</a> ></div>'
        f'<div class="viewbox"><div class="title"><h2>{paper.title}</h2></div><div class="info"><small>时间:</small>{paper.date} 10:12'
        f"<small>来源:</small>{paper.source} <small>作者:</small>admin<small>点击:</small>{hits(paper)}次</div>"
        f'<div class="content"><table><tr><td>{text}</td></tr></table></div><div class="boxoff"><strong>------分隔线----------------------------</strong></div>'
        f'<div class="context"><ul>{near}</ul></div><div class="dede_comment">顶一下 (0) 踩一下 (0)</div></div>',
    )
