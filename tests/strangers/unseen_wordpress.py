"""A new area on WordPress with plain addresses: /?p=20034, /?cat=12&paged=2, ← 早期文章, monthly archives in a drop-down.

Habits: posts are cards with an excerpt and 继续阅读; a report stands in 信息公开年报 and again in its bureau's category; authors, tags and a comment form
multiply addresses; bureaus often publish a PDF block only; the head of the place is a 管理委员会; dates are 2023年1月5日.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import NOTE, shown

COUNTY = County(
    "潋湖新区",
    "www.lianhu-sample.gov.cn",
    ("社会事业局", "财政金融局", "建设管理局", "应急管理局", "行政审批局"),
    ("沙汀街道", "月桥街道"),
)
COMMITTEE = COUNTY.office("管理委员会", "government", 60)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开年报"),
    law_titles=("{name}{year}年法治政府建设情况报告",),
    tables=("government", "department"),
    nil="0",
    files=(("department", ("html", "html", "pdf")),),
)
HEAPS = (
    ("2", "新区动态", "news", 540, 1_000), ("3", "通知公告", "notice", 260, 2_000), ("5", "政策文件", "policy", 70, 3_000), ("6", "财政公开", "budget", 150, 4_000),
    ("7", "公开指南与工作", "near", 30, 5_000), ("8", "招标投标", "tender", 120, 6_000), ("9", "总结与统计", "annual", 60, 7_000),
)  # fmt: skip
MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
YEARS = range(2016, 2024)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    offices = (COMMITTEE, *COUNTY.bureaus, *COUNTY.villages)
    annual = disclosures(COUNTY, YEARS, HABIT, 20_000, offices)
    lawful = laws(COUNTY, range(2019, 2024), HABIT, 24_000, offices[:3])
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    columns += [
        Column("12", "信息公开年报", tuple(annual)),
        Column("14", "法治建设", tuple(newest([*lawful, *heap(COUNTY, "law", 36, 8_000)]))),
    ]
    own = [
        Column(f"{21 + at}", office.stem, tuple(paper for paper in annual if paper.office == office), "12")
        for at, office in enumerate(offices)
    ]
    months = _months(columns)
    listing = lambda sheet, ask: _listing(columns, own, months, sheet)  # noqa: E731
    desk.publish(columns, Skin(_sheet, lambda c, p: f"/?p={p.key}", listing, _article, 10))
    for sheet in (sheet for column in [*own, *months] for sheet in sheets(column, 10)):
        desk.page(_sheet(sheet.column, sheet.number), "list", sheet.column.name, partial(listing, sheet))
    for paper in (paper for paper in annual if paper.medium == "pdf"):
        desk.attach(_file(paper), paper)
    newly = tuple(newest(columns[0].papers[:6] + columns[1].papers[:4]))
    desk.page(
        "/index.html", "list", COUNTY.name, lambda ask: _frame("首页", _cards(newly), columns, own, months)
    )
    return replace(
        desk.site("User-agent: *\nDisallow: /wp-admin/\n"),
        name=COMMITTEE.name,
        seed=f"{desk.root}/ name={COMMITTEE.name}",
    )


def _months(columns: list[Column]) -> list[Column]:
    """The archives, newest first; their keys are six digits."""
    found: dict[str, list[Paper]] = defaultdict(list)
    for paper in (paper for column in columns for paper in column.papers):
        found[paper.date[:7].replace("-", "")].append(paper)
    return [
        Column(key, f"{key[:4]}年{MONTHS[int(key[4:]) - 1]}月", tuple(newest(papers)))
        for key, papers in sorted(found.items(), reverse=True)
    ]


def _sheet(column: Column, number: int) -> str:
    name = "m" if len(column.key) == 6 else "cat"
    return f"/?{name}={column.key}" + (f"&paged={number}" if number > 1 else "")


def _file(paper: Paper) -> str:
    year, month, _ = paper.date.split("-")
    return f"/wp-content/uploads/{year}/{month}/gknb{paper.key}.pdf"


def _frame(title: str, middle: str, columns: list[Column], own: list[Column], months: list[Column]) -> str:
    links = lambda inner: "".join(  # noqa: E731
        f'<li class="cat-item cat-item-{c.key}"><a href="{_sheet(c, 1)}">{c.name}</a> ({len(c.papers)})'
        for c in inner
    )
    options = "".join(f"<option value='{_sheet(c, 1)}'> {c.name} </option>" for c in months)
    tags = "".join(
        f'<a href="/?tag={word}" class="tag-cloud-link">{word}</a> ' for word in ("campus", "budget", "rain")
    )
    side = (
        f'<aside id="secondary" class="widget-area"><section class="widget widget_categories"><h2 class="widget-title">分类目录</h2><ul>{links(columns)}</ul></section>'
        f'<section class="widget"><h2 class="widget-title">部门与街道年报</h2><ul>{links(own)}</ul></section>'
        '<section class="widget widget_archive"><h2 class="widget-title">归档</h2><select name="archive-dropdown" onchange="document.location.href=this.options[this.selectedIndex].value;">'
        f'<option value="">选择月份</option>{options}</select></section><section class="widget widget_tag_cloud">{tags}</section></aside>'
    )
    return _head(title) + f'<div id="primary"><main>{middle}</main></div>{side}{_foot()}'


def _head(title: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="UTF-8"><title>{title} &#8211; {COMMITTEE.name}</title><meta name="generator" content="WordPress 5.9" />'
        f'<link rel="stylesheet" href="/wp-content/themes/gov/style.css"></head><body class="hfeed"><header id="masthead"><p class="site-title"><a href="/" rel="home">{COMMITTEE.name}</a></p>'
        '<nav id="site-navigation"><ul id="menu-1"><li class="menu-item"><a href="/">首页</a></li><li class="menu-item"><a href="/?cat=2">新区动态</a></li>'
        '<li class="menu-item"><a href="/?cat=3">通知公告</a></li><li class="menu-item menu-item-has-children"><a href="#">政务公开</a><ul class="sub-menu">'
        '<li class="menu-item"><a href="/?cat=7">公开指南与工作</a></li><li class="menu-item"><a href="/?cat=12">信息公开年报</a></li></ul></li></ul></nav></header><div id="content">'
    )


def _foot() -> str:
    return (
        f'</div><footer id="colophon"><div class="site-info">主办：{COMMITTEE.name}　{NOTE}　<a href="https://cn.wordpress.org/">自豪地采用WordPress</a></div></footer>'
        '<script src="/wp-includes/js/wp-embed.min.js"></script></body></html>'
    )


def _cards(papers: tuple[Paper, ...]) -> str:
    return rows(papers, _card)


def _card(paper: Paper) -> str:
    lead = "" if paper.medium == "pdf" else paper.write()[0].text[:60]
    return (
        f'<article id="post-{paper.key}" class="post-{paper.key} post type-post hentry"><header class="entry-header"><h2 class="entry-title"><a href="/?p={paper.key}" rel="bookmark">{paper.title}</a></h2>'
        f'<div class="entry-meta">{_posted(paper)}</div></header><div class="entry-summary"><p>{lead}&hellip; <a class="more-link" href="/?p={paper.key}">继续阅读<span class="screen-reader-text">“{paper.title}”</span></a></p></div></article>'
    )


def _posted(paper: Paper) -> str:
    return (
        f'<span class="posted-on">发布于 <a href="/?p={paper.key}" rel="bookmark"><time class="entry-date published" datetime="{paper.date}T15:12:00+08:00">{shown(paper)}</time></a></span>'
        f'<span class="byline"> 由 <a class="url fn n" href="/?author={2 + paper.key % 3}">{paper.source}</a></span>'
    )


def _listing(columns: list[Column], own: list[Column], months: list[Column], sheet: Sheet) -> str:
    c = sheet.column
    older = (
        f'<div class="nav-previous"><a href="{_sheet(c, sheet.after)}"><span class="meta-nav">←</span> 早期文章</a></div>'
        if sheet.number < sheet.of
        else ""
    )
    newer = (
        f'<div class="nav-next"><a href="{_sheet(c, sheet.before)}">较新文章 <span class="meta-nav">→</span></a></div>'
        if sheet.number > 1
        else ""
    )
    word = "月份" if len(c.key) == 6 else "分类"
    middle = f'<header class="page-header"><h1 class="page-title">{word}：{c.name}</h1></header>{_cards(sheet.rows)}<nav class="navigation posts-navigation">{older}{newer}</nav>'
    return _frame(c.name, middle, columns, own, months)


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    if paper.medium == "pdf":
        text = (
            f'<div class="wp-block-file"><object class="wp-block-file__embed" data="{_file(paper)}" type="application/pdf" style="width:100%;height:600px"></object>'
            f'<a href="{_file(paper)}">{paper.title}</a><a href="{_file(paper)}" class="wp-block-file__button" download>下载</a></div>'
        )
    else:
        text = press.markup(paper.write(), "plain")
    return (
        _head(paper.title)
        + f'<div id="primary"><main><article id="post-{paper.key}" class="post type-post"><header class="entry-header"><h1 class="entry-title">{paper.title}</h1><div class="entry-meta">{_posted(paper)}</div></header>'
        f'<div class="entry-content">{text}</div><footer class="entry-footer"><span class="cat-links">发表在 <a href="{_sheet(column, 1)}" rel="category">{column.name}</a></span></footer></article>'
        f'<div id="comments"><h3 id="reply-title">发表评论</h3><form action="/wp-comments-post.php" method="post" id="commentform"><p class="comment-notes">您的邮箱地址不会被公开。</p><textarea name="comment"></textarea>'
        f'<input name="submit" type="submit" value="发表评论"><input type="hidden" name="comment_post_ID" value="{paper.key}"></form></div></main></div>{_foot()}'
    )
