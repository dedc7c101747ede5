"""A bureau of a city on MetInfo: /news/news.php?lang=cn&class2=45&page=2, shownews.php?lang=cn&id=120, a module for downloads.

Habits: the reports up to 2018 are articles of 公开年报; the later ones were entered as downloads, a line of introduction and a PDF behind 点击下载; the titles of
the bureau do not name it, the branches are named; the day stands below the text as 更新时间：2019-01-18 16:20:11 and [2019-01-18] in lists.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, hits

BUREAU_NAME = "自然资源和规划局"
COUNTY = County(
    "蓼洲市",
    "zrzy.liaozhou-sample.gov.cn",
    (BUREAU_NAME, f"{BUREAU_NAME}蓼东分局", f"{BUREAU_NAME}盐埠分局", f"{BUREAU_NAME}高新区分局"),
    ("蓼东街道", "盐埠镇", "苇塘乡"),
)
BUREAU, *BRANCHES = COUNTY.bureaus
OWN = Habit(
    titles=("{year}年政府信息公开工作年度报告", "{year}年度政府信息公开年报", "{name}{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年度法治政府建设情况报告", "{year}年法治政府建设工作情况报告"),
)  # fmt: skip
LOWER = Habit(titles=("{name}{year}年政府信息公开工作年度报告",), gap=0.1)
FILED = Habit(titles=OWN.titles[2:], files=(("department", ("pdf",)),), gap=0.0)
BESIDE = (
    "我局{year}年政府信息公开年度报告按时发布",
    "{year}年度政府信息公开情况统计表（季报汇总）",
    "关于各分局报送{year}年度信息公开年报材料的通知",
)
HEAPS = (
    ("41", "工作动态", "news", 430, 1_000), ("42", "通知公告", "notice", 300, 2_000), ("43", "政策法规", "policy", 70, 3_000), ("44", "财务公开", "budget", 120, 4_000),
    ("46", "公开指南", "near", 24, 5_000), ("47", "人事教育", "staff", 80, 6_000), ("48", "交易信息", "tender", 120, 7_000), ("49", "统计数据", "annual", 90, 8_000),
)  # fmt: skip
SIZE = 12


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2009, 2019), OWN, 20_000, (BUREAU,)),
        *disclosures(COUNTY, range(2014, 2019), LOWER, 21_000, tuple(BRANCHES)),
        *beside(COUNTY, BESIDE, range(2012, 2019), 9_000, BUREAU),
    ]
    filed = disclosures(COUNTY, range(2019, 2024), FILED, 22_000, COUNTY.bureaus)
    lawful = [
        *laws(COUNTY, range(2017, 2024), OWN, 24_000, (BUREAU,)),
        *heap(COUNTY, "law", 50, 10_000),
    ]
    columns += [
        Column("45", "公开年报", tuple(newest(annual))),
        Column("50", "法治建设", tuple(newest(lawful))),
    ]
    downloads = Column("62", "公开年报下载", tuple(filed))
    desk.publish(
        [*columns, downloads], Skin(_sheet, _leaf, lambda s, ask: _listing(s, columns), _article, SIZE)
    )
    for paper in filed:
        desk.attach(_file(paper), paper)
    desk.page("/index.html", "list", BUREAU.name, lambda ask: _home(columns))
    desk.page("/about/show.php?lang=cn&id=19", "ordinary", "本局概况", lambda ask: _about())
    site = desk.site("User-agent: *\nDisallow: /admin/\nDisallow: /install/\n")
    return replace(site, name=BUREAU.name, seed=f"{desk.root}/ name={BUREAU.name}")


def _module(column: Column) -> str:
    return "download" if column.key == "62" else "news"


def _sheet(column: Column, number: int) -> str:
    module = _module(column)
    return f"/{module}/{module}.php?lang=cn&class2={column.key}" + (f"&page={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{_module(column)}/show{_module(column)}.php?lang=cn&id={paper.key}"


def _file(paper: Paper) -> str:
    return f"/upload/file/{paper.date[:7].replace('-', '')}/{1_500_000_000 + paper.key * 7919}.pdf"


def _frame(title: str, middle: str) -> str:
    menu = '<li class="line"></li>'.join(
        f'<li><a href="..{path}" title="{name}" class="nav"><span>{name}</span></a></li>'
        for path, name in (
            ("/index.html", "网站首页"),
            ("/about/show.php?lang=cn&id=19", "本局概况"),
            ("/news/news.php?lang=cn&class2=41", "工作动态"),
            ("/news/news.php?lang=cn&class2=42", "通知公告"),
            ("/news/news.php?lang=cn&class2=46", "信息公开"),
        )
    )
    return (
        '<!DOCTYPE HTML>\n<html>\n<head>\n<meta charset="utf-8" />\n'
        f'<title>{title}-{BUREAU.name}</title>\n<meta name="generator" content="MetInfo 5.3" />\n<link rel="stylesheet" href="../templates/gov/images/css/metinfo.css" />\n</head>\n'
        f'<body>\n<header><div class="inner"><div class="top-logo"><a href="../index.html" title="{BUREAU.name}"><img src="../upload/images/logo.png" alt="{BUREAU.name}" /></a></div><nav><ul class="list-none">{menu}</ul></nav></div></header>\n'
        f'{middle}\n<footer><div class="foot-text"><p>{BUREAU.name} 版权所有</p><p>地址：{COUNTY.name}苇塘路6号　{NOTE}</p></div></footer>\n</body>\n</html>'
    )


def _about() -> str:
    return _frame(
        "本局概况",
        f"<div class='editor'><p>{BUREAU.name}负责全市土地、矿产、规划和测绘管理，下设{len(BRANCHES)}个分局。</p></div>",
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int = 60) -> str:
    return rows(
        papers,
        lambda p: (
            f"<li class='list'><span>[{p.date}]</span><a href='..{_leaf(column, p)}' title='{p.title}' target='_self'>{clip(p.title, width)}</a></li>"
        ),
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f"<div class='index-box'><h3 class='title'><span class='myCorner'>{c.name}</span><a href='..{_sheet(c, 1)}' class='more'>更多&gt;&gt;</a></h3><ul>{_items(c, c.papers[:8], 20)}</ul></div>"
        for c in columns[:2]
    )
    return _frame("首页", boxes)


def _aside(columns: list[Column]) -> str:
    rest = "".join(f"<dl><dt><a href='..{_sheet(c, 1)}'>{c.name}</a></dt></dl>" for c in columns[2:])
    return f"<aside><div class='sb_nav'><h3 class='title'>信息公开</h3>{rest}<dl><dt><a href='../download/download.php?lang=cn&class2=62'>公开年报下载</a></dt></dl></div></aside>"


def _listing(sheet: Sheet, columns: list[Column]) -> str:
    c = sheet.column
    numbers = "".join(
        f'<a href="{_last(c, n)}"{" class=metpager_ok" if n == sheet.number else ""}>{n}</a>'
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    pager = f"<div class='met_pager'><a href='{_last(c, 1)}' class='PreA'>首页</a><a href=\"{_last(c, sheet.before)}\" class='PreA'>上一页</a>{numbers}<a href=\"{_last(c, sheet.after)}\" class='NextA'>下一页</a><a href=\"{_last(c, sheet.of)}\">尾页</a><span class='PageText'>共{sheet.of}页</span></div>"
    return _frame(
        c.name,
        f"<div class='sidebar inner'>{_aside(columns)}<article><h3 class='title'><div class='position'>当前位置：<a href='../index.html'>网站首页</a> &gt; {c.name}</div></h3>"
        f"<div class='active' id='newslist'><ul class='list-none metlist'>{_items(c, sheet.rows)}</ul>{pager}</div></article></div>",
    )


def _last(column: Column, number: int) -> str:
    return _sheet(column, number).rpartition("/")[2].replace("&", "&amp;")


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year < 2013 else "divs")
    if paper.medium == "pdf":
        text = (
            f"<ul class='paralist'><li><span>文件大小：</span>{180 + paper.key % 90} KB</li><li><span>更新时间：</span>{paper.date}</li></ul><p>请下载查看全文。</p>"
            f"<div class='down'><a href='..{_file(paper)}' target='_blank' title='{paper.title}'>点击下载</a></div>"
        )
    return _frame(
        paper.title,
        f"<div class='sidebar inner'><article><div class='position'>当前位置：<a href='../index.html'>网站首页</a> &gt; <a href='{_last(column, 1)}'>{column.name}</a></div>"
        f"<div id='shownews'><h1 class='title'>{paper.title}</h1><div class='editor'>{text}</div>"
        f"<div class='met_hits'><div class='metjiathis'></div>点击次数：<span>{hits(paper)}</span>　更新时间：{paper.date} 16:20:11　【<a href='javascript:window.print()'>打印此页</a>】　【<a href='javascript:self.close()'>关闭</a>】</div></div></article></div>",
    )
