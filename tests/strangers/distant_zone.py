"""A development zone on a responsive site: cards with a date, a title and the first words of the text; a server renders what Vue then takes over.

Habits: addresses are /channel/57?page=2 and /article/20114; guides, rules and reports of the committee share one channel, 公开指南和年报; offices and streets have
a channel each behind a list of organs; cards carry the day above the month; the pager is ‹ 1 2 3 ›; texts name no source.
"""

from __future__ import annotations

import html
from dataclasses import replace

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE, head

COUNTY = County(
    "鹭汀高新技术产业开发区",
    "www.luting-sample.gov.cn",
    ("行政审批局", "科技创新局", "综合执法局"),
    ("学府街道", "云谷街道"),
)
COMMITTEE = replace(COUNTY.office("管理委员会", "government", 24), stem="鹭汀高新区")
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{stem}{year}年政府信息公开工作年度报告",
        "{stem}{year}年政府信息公开年度报告",
    ),
    law_titles=("{stem}{year}年法治政府建设情况报告", "{name}{year}年法治政府建设情况报告"),
    nil="0",
    gap=0.05,
)
PARTS = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开年报"), nil="/", gap=0.1
)
HEAPS = (
    ("12", "园区动态", "news", 420, 1_000), ("13", "通知公告", "notice", 260, 2_000), ("21", "政策文件", "policy", 70, 3_000), ("22", "财政预决算", "budget", 120, 4_000),
    ("23", "招标采购", "tender", 150, 5_000), ("24", "人事招聘", "staff", 80, 6_000), ("25", "统计信息", "annual", 70, 7_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    shared = [
        *disclosures(COUNTY, range(2013, 2025), HABIT, 20_000, (COMMITTEE,)),
        *heap(COUNTY, "beside", 22, 8_000),
        *heap(COUNTY, "near", 16, 8_500),
    ]
    lawful = [
        *laws(COUNTY, range(2018, 2025), HABIT, 21_000, (COMMITTEE,)),
        *heap(COUNTY, "law", 40, 9_000),
    ]
    columns += [
        Column("57", "公开指南和年报", tuple(newest(shared))),
        Column("58", "法治园区", tuple(newest(lawful))),
    ]
    organs = [
        Column(
            str(71 + at), f"{office.stem}信息公开", tuple(newest(_part(office, 30_000 + at * 1_000))), "organ"
        )
        for at, office in enumerate(COUNTY.offices[1:])
    ]
    skin = Skin(_sheet, lambda c, p: f"/article/{p.key}", _listing, lambda c, p, ask: _article(c, p), 10)
    desk.publish([*columns, *organs], skin)
    desk.cover("/index.html", "首页", _home, columns[:3])
    desk.cover("/open", "政务公开", _open, columns[2:])
    desk.cover("/organs", "机构信息公开", _organs, organs)
    name = COMMITTEE.name
    return replace(desk.site(), name=name, seed=f"{desk.root}/ name={name}")


def _part(office: Office, first: int) -> list[Paper]:
    """The channel of an office: its reports since 2018 and what else it publishes."""
    return [
        *disclosures(COUNTY, range(2018, 2025), PARTS, first, (office,)),
        *heap(COUNTY, "budget", 6, first + 500, office),
        *heap(COUNTY, "news", 22, first + 600, office),
    ]


def _sheet(column: Column, number: int) -> str:
    return f"/channel/{column.key}" + (f"?page={number}" if number > 1 else "")


def _frame(title: str, middle: str) -> str:
    links = "".join(
        f'<li class="nav-item"><a class="nav-link" href="{path}">{name}</a></li>'
        for path, name in (
            ("/", "首页"),
            ("/channel/12", "园区动态"),
            ("/channel/13", "通知公告"),
            ("/open", "政务公开"),
            ("/organs", "机构信息公开"),
        )
    )
    return (
        head(
            f"{title} | 鹭汀高新区",
            more='<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><link rel="stylesheet" href="/assets/app.3f1c.css">',
        )
        + f'<body><div id="app" data-server-rendered="true"><nav class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">鹭汀高新区</a><ul class="navbar-nav">{links}</ul></nav>'
        f'<div class="container" data-v-7ba5bd90>{middle}</div><footer class="footer text-muted"><p>主办：{COMMITTEE.name}</p><p>{NOTE}</p></footer></div><script src="/assets/app.3f1c.js" defer></script></body></html>'
    )


def _summary(paper: Paper) -> str:
    """The first words of a text, as a card prints them."""
    return html.escape(paper.write()[0].text[:60], quote=False) + "…"


def _card(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return (
        f'<a class="card" href="/article/{paper.key}" data-v-7ba5bd90><div class="card-date"><b>{day}</b><span>{year}-{month}</span></div>'
        f'<div class="card-body"><h3 class="card-title">{paper.title}</h3><p class="card-text">{_summary(paper)}</p></div></a>'
    )


def _home(title: str, columns: list[Column]) -> str:
    parts = "".join(
        f'<section class="row"><h2>{c.name}</h2><div class="cards">{rows(c.papers[:4], _card)}</div><a class="btn btn-link" href="/channel/{c.key}">查看更多</a></section>'
        for c in columns
    )
    return _frame(title, parts)


def _open(title: str, columns: list[Column]) -> str:
    tiles = "".join(
        f'<div class="col-6 col-md-3"><a class="tile" href="/channel/{c.key}"><i class="icon-{c.key}"></i><span>{c.name}</span></a></div>'
        for c in columns
    )
    return _frame(title, f'<h1 class="page-title">{title}</h1><div class="row">{tiles}</div>')


def _organs(title: str, organs: list[Column]) -> str:
    tiles = "".join(
        f'<li class="list-group-item"><a href="/channel/{c.key}">{office.name}</a></li>'
        for office, c in zip(COUNTY.offices[1:], organs, strict=True)
    )
    return _frame(title, f'<h1 class="page-title">{title}</h1><ul class="list-group">{tiles}</ul>')


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    link = lambda n, word: f'<li class="page-item"><a class="page-link" href="{_sheet(c, n)}">{word}</a></li>'  # noqa: E731
    near = range(max(1, sheet.number - 2), min(sheet.of, sheet.number + 2) + 1)
    numbers = "".join(
        f'<li class="page-item active"><span class="page-link">{n}</span></li>'
        if n == sheet.number
        else link(n, str(n))
        for n in near
    )
    back = link(sheet.before, "‹") if sheet.number > 1 else ""
    ahead = link(sheet.after, "›") if sheet.number < sheet.of else ""
    return _frame(
        c.name,
        f'<h1 class="page-title">{c.name}</h1><div class="cards">{rows(sheet.rows, _card)}</div><nav aria-label="分页"><ul class="pagination">{back}{numbers}{ahead}</ul></nav>',
    )


def _article(column: Column, paper: Paper) -> str:
    text = press.markup(paper.write(), "plain").replace("<table ", '<div class="table-responsive"><table ')
    return _frame(
        paper.title,
        f'<ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/channel/{column.key}">{column.name}</a></li></ol><article class="detail"><h1>{paper.title}</h1><div class="detail-meta"><time datetime="{paper.date}">{paper.date}</time></div>'
        f'<div class="detail-content rich-text">{text.replace("</table>", "</table></div>")}</div></article>',
    )
