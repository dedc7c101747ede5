"""A county on a Drupal-like system with an interface and texts in Traditional characters and addresses in English words.

Habits: /disclosure/annual-reports?page=1 is the second page (pages count from 0), articles are /node/<n> under an alias of their own,
views are tables, facets ?f[0]=… and a calendar multiply the lists; departments and towns have /organisation/<n>/annual-reports; what is written
is converted with OpenCC s2t, so titles, sources and lines of what is true are Traditional and agencies Simplified.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from opencc import OpenCC

from crawler.demo.places import Office
from crawler.demo.site import Block, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, hits

COUNTY = County(
    "澄琅县",
    "www.chenglang-sample.gov.cn",
    ("教育局", "民政局", "住房和城乡建设局", "文化体育局"),
    ("东埔镇", "沙尾镇", "北屏街道"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度信息公开年报"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    nil="-",
    gap=0.15,
)
HEAPS = (
    ("news", "新聞", "news", 480, 1_000), ("notices", "公告", "notice", 260, 2_000), ("policies", "政策", "policy", 60, 3_000),
    ("budgets", "預算與決算", "budget", 130, 4_000), ("guides", "指南", "near", 28, 5_000),
)  # fmt: skip
TURN = OpenCC("s2t")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = _columns()
    offices = [(f"organisation/{at + 101}", office) for at, office in enumerate(COUNTY.offices[1:])]
    organs = [
        Column(f"{path}/annual-reports", "信息公開年度報告", _annual(office, 30_000 + at * 100))
        for at, (path, office) in enumerate(offices)
    ]
    skin = Skin(
        _sheet, lambda c, p: f"/node/{p.key}", lambda s, a: _listing(s), lambda c, p, a: _article(c, p), 5
    )
    desk.publish([*columns, *organs], skin)
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    links = [(f"/{column.key}", column.name) for column in columns[2:]]
    desk.cover("/disclosure", "信息公開", _blocks, [*links, ("/organisations", "部門與鄉鎮")])
    named = [(f"/{path}", _turned(office.name)) for path, office in offices]
    desk.cover("/organisations", "部門與鄉鎮", _blocks, named)
    for (path, name), column in zip(named, organs, strict=True):
        desk.cover(path, name, _blocks, [(f"/{column.key}", column.name), (f"{path}#contact", "聯絡方式")])
    return desk.site("User-agent: *\nDisallow: /admin/\nDisallow: /search/\n")


def _columns() -> list[Column]:
    heaps = [
        Column(key, name, _converted(heap(COUNTY, pool, count, first)))
        for key, name, pool, count, first in HEAPS
    ]
    lawful = laws(COUNTY, range(2019, 2024), HABIT, 24_000, COUNTY.offices[:3])
    return [
        *heaps,
        Column("disclosure/annual-reports", "公開年報", _annual(COUNTY.government, 20_000)),
        Column("rule-of-law", "法治", _converted(newest([*lawful, *heap(COUNTY, "law", 40, 8_000)]))),
    ]


def _annual(office: Office, first: int) -> tuple[Paper, ...]:
    return _converted(disclosures(COUNTY, range(2017, 2024), HABIT, first, (office,)))


@cache
def _turned(text: str) -> str:
    return TURN.convert(text)


def _converted(papers: list[Paper]) -> tuple[Paper, ...]:
    """Papers as their authors would have written them in Traditional characters; cells lose their line breaks."""
    return tuple(
        replace(
            paper, title=_turned(paper.title), source=_turned(paper.source), write=partial(_blocks_of, paper)
        )
        for paper in papers
    )


def _blocks_of(paper: Paper) -> tuple[Block, ...]:
    return tuple(
        replace(
            block,
            text=_turned(block.text),
            grid=tuple(
                tuple(cell._replace(text=_turned(cell.text.replace("\n", ""))) for cell in row)
                for row in block.grid
            ),
        )
        for block in paper.write()
    )


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}" + (f"?page={number - 1}" if number > 1 else "")


def _frame(title: str, middle: str) -> str:
    links = (("/", "主頁"), ("/news", "新聞"), ("/notices", "公告"), ("/disclosure", "信息公開"))
    menu = "".join(
        f'<li class="menu-item"><a href="{path}" data-drupal-link-system-path="x">{name}</a></li>'
        for path, name in links
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-hant" dir="ltr"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 9" /><title>{title} | {_turned(COUNTY.name)}人民政府</title></head>'
        f'<body class="path-node"><a href="#main-content" class="visually-hidden">跳轉到主要內容</a><div class="dialog-off-canvas-main-canvas"><header><ul class="menu">{menu}</ul>'
        f'<a href="/zh-hans" hreflang="zh-hans">简体</a></header><main id="main-content">{middle}</main>{_turned(footer(COUNTY))}</div></body></html>'
    ).replace('<a href="/zh-hans" hreflang="zh-hans">', '<a href="javascript:void(0)" hreflang="zh-hans">')


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="block"><h2><a href="/{c.key}">{c.name}</a></h2>'
        + rows(
            c.papers[:8],
            lambda p: (
                f'<div class="views-row"><span class="field-content"><a href="/node/{p.key}" hreflang="zh-hant">{p.title}</a></span></div>'
            ),
        )
        + "</div>"
        for c in columns[:2]
    )
    return _frame("主頁", boxes)


def _blocks(title: str, links: list[tuple[str, str]]) -> str:
    return _frame(
        title,
        f'<h1 class="page-title">{title}</h1>'
        + "".join(f'<div class="views-row"><a href="{path}">{name}</a></div>' for path, name in links),
    )


def _listing(sheet: Sheet) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr><td class="views-field-title"><a href="/node/{p.key}" hreflang="zh-hant">{p.title}</a></td><td><time datetime="{p.date}T09:00:00+08:00">{p.date}</time></td></tr>'
        ),
    )
    numbers = "".join(
        f'<li class="pager__item"><a href="?page={n - 1}" title="Go to page {n}">{n}</a></li>'
        for n in range(max(1, sheet.number - 2), min(sheet.of, sheet.number + 2) + 1)
    )
    ahead = (
        f'<li class="pager__item pager__item--next"><a href="?page={sheet.after - 1}" rel="next"><span aria-hidden="true">››</span></a></li>'
        if sheet.number < sheet.of
        else ""
    )
    facets = "".join(
        f'<li><a href="/{c.key}?f%5B0%5D=year:{year}" rel="nofollow">{year} (12)</a></li>'
        for year in range(2015, 2025)
    )
    days = "".join(f'<td><a href="/calendar/2023-05-{day:02d}">{day}</a></td>' for day in range(1, 32))
    return _frame(
        c.name,
        f'<h1 class="page-title">{c.name}</h1><table class="views-table"><thead><tr><th><a href="?order=title&amp;sort=asc">標題</a></th><th>日期</th></tr></thead><tbody>{items}</tbody></table>'
        f'<nav class="pager"><ul>{numbers}{ahead}</ul></nav><aside><h3>按年份</h3><ul>{facets}</ul><table>{days}</table></aside>',
    )


def _article(column: Column, paper: Paper) -> str:
    return _frame(
        paper.title,
        f'<nav class="breadcrumb"><ol><li><a href="/">主頁</a></li><li><a href="/{column.key}">{column.name}</a></li></ol></nav><article class="node"><h1><span>{paper.title}</span></h1>'
        f'<div class="node__meta">發佈於 <time>{paper.date}</time>　來源：{paper.source}　閱讀次數：{hits(paper)}</div><div class="field field--name-body">{press.markup(paper.write(), "plain")}</div></article>',
    )
