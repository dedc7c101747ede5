"""A city on a Vue site rendered by its server: /channel/88, /article/<16 hex>, a "加载更多" button that fetches JSON rows.

Habits: ordinary channels page as /channel/12/page/2; the disclosure channel 信息公开工作年度报告 shows its first eight rows, the rest comes from
data-url="/channel/88/rows?page=2" (rows with title, path, date); departments are pages /organ/<slug> with their own report channels
inside tabs; state is repeated in window.__NUXT__; protocol-relative links; law reports as /channel/95.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows, sheets
from .furniture import footer, head, hits

COUNTY = County(
    "澹溪市",
    "www.danxi-sample.gov.cn",
    ("科学技术局", "生态环境局", "商务局", "医疗保障局", "信访局", "统计局"),
    ("临江街道", "古渡镇", "望溪镇", "三河镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告",),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    nil="0",
    gap=0.05,
)
SLUGS = ("kjj", "sthjj", "swj", "ylbzj", "xfj", "tjj")
HEAPS = (
    ("11", "澹溪新闻", "news", 900, 1_000), ("12", "公示公告", "notice", 500, 3_000), ("31", "行政规范性文件", "policy", 110, 4_000),
    ("33", "财政信息", "budget", 210, 5_000), ("36", "统计公报", "annual", 60, 6_000), ("38", "政策图解与指南", "near", 40, 7_000),
)  # fmt: skip
MORE = """<script>
var page = 1;
function loadMore(el) {
  page++;
  fetch(el.getAttribute('data-url').replace(/page=\\d+/, 'page=' + page)).then(r => r.json()).then(function (d) {
    d.rows.forEach(function (r) { list.insertAdjacentHTML('beforeend', '<li><a href="' + r.path + '">' + r.title + '</a><time>' + r.date + '</time></li>'); });
    if (page >= d.pages) el.style.display = 'none';
  });
}
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    years = range(2017, 2024)
    city = Column(
        "88",
        "信息公开工作年度报告",
        tuple(disclosures(COUNTY, years, HABIT, 20_000, (COUNTY.government, *COUNTY.villages))),
    )
    law = Column(
        "95", "法治政府建设情况", tuple(laws(COUNTY, range(2020, 2024), HABIT, 24_000, COUNTY.offices[:4]))
    )
    desk.publish([*columns, law], Skin(_sheet, lambda c, p: _leaf(p), _listing, _article))
    _grow(desk, city, 8)
    for at, (slug, office) in enumerate(zip(SLUGS, COUNTY.bureaus, strict=True)):
        own = Column(
            f"{300 + at}", "公开年报", tuple(disclosures(COUNTY, years, HABIT, 30_000 + at * 100, (office,)))
        )
        _grow(desk, own, 5)
        desk.page(f"/organ/{slug}", "list", office.name, lambda ask, o=office, c=own: _organ(o.name, c))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(desk.root.removeprefix("http:"), columns))
    desk.page("/open", "list", "政务公开", lambda ask: _open(columns))
    desk.page("/organs", "list", "政府部门", lambda ask: _organs())
    return desk.site()


def _grow(desk: Desk, column: Column, size: int) -> None:
    """A list that grows: its first rows, and what the button fetches (page 1 as well, for whoever asks)."""
    pages = sheets(column, size)
    desk.page(f"/channel/{column.key}", "list", column.name, partial(_growing, pages[0]))
    desk.leaves(column, lambda c, p: _leaf(p), _article)
    for sheet in pages:
        listed = [{"title": paper.title, "path": _leaf(paper), "date": paper.date} for paper in sheet.rows]
        text = json.dumps(
            {"code": 0, "page": sheet.number, "pages": len(pages), "rows": listed}, ensure_ascii=False
        )
        desk.data(f"/channel/{column.key}/rows?page={sheet.number}", lambda ask, text=text: text)


def _leaf(paper: Paper) -> str:
    return f"/article/{hashlib.sha256(f'{COUNTY.host}{paper.key}'.encode()).hexdigest()[:16]}"


def _sheet(column: Column, number: int) -> str:
    return f"/channel/{column.key}" + (f"/page/{number}" if number > 1 else "")


def _frame(title: str, middle: str, state: object = None) -> str:
    nav = "".join(
        f'<a href="{path}" class="nuxt-link">{name}</a>'
        for path, name in (
            ("/", "首页"),
            ("/channel/11", "新闻"),
            ("/open", "政务公开"),
            ("/organs", "政府部门"),
        )
    )
    data = json.dumps({"layout": "default", "data": [state], "serverRendered": True}, ensure_ascii=False)
    return (
        head(
            title,
            more='<meta data-n-head="ssr" name="viewport" content="width=device-width"><link rel="preload" href="/_nuxt/9f31c0e.js" as="script">',
        )
        + f'<body><div data-server-rendered="true" id="__nuxt"><!----><div id="__layout"><header><nav data-v-2f1c>{nav}</nav></header><main>{middle}</main>{footer(COUNTY)}</div></div>'
        f'<script>window.__NUXT__={data};</script><script src="/_nuxt/9f31c0e.js" defer></script></body></html>'
    )


def _home(root: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<section><h2>{c.name}<a href="{_sheet(c, 1)}">查看更多</a></h2><ul>'
        + rows(
            c.papers[:9],
            lambda p: f'<li data-v-77><a href="{root}{_leaf(p)}">{p.title}</a><time>{p.date}</time></li>',
        )
        + "</ul></section>"
        for c in columns[:2]
    )
    return _frame(f"{COUNTY.name}人民政府", boxes)


def _open(columns: list[Column]) -> str:
    links = [(_sheet(column, 1), column.name) for column in columns[2:]] + [
        ("/channel/95", "法治政府建设情况"),
        ("/channel/88", "信息公开工作年度报告"),
    ]
    return _frame(
        "政务公开",
        "<ul class=grid>"
        + "".join(
            f'<li><a href="{path}"><i class="icon"></i><span>{name}</span></a></li>' for path, name in links
        )
        + "</ul>",
    )


def _organs() -> str:
    return _frame(
        "政府部门",
        "<div class=organs>"
        + "".join(
            f'<a href="/organ/{slug}">{office.name}</a>'
            for slug, office in zip(SLUGS, COUNTY.bureaus, strict=True)
        )
        + "</div>",
    )


def _organ(name: str, column: Column) -> str:
    tabs = f'<div role="tablist"><a role="tab" href="#duty">机构职能</a><a role="tab" href="/channel/{column.key}">公开年报</a><a role="tab" href="/channel/33">财政信息</a></div>'
    return _frame(
        name, f"<h1>{name}</h1>{tabs}<p>主要职责：贯彻执行有关法律法规和政策，承办市政府交办的其他事项。</p>"
    )


def _items(sheet: Sheet) -> str:
    return rows(
        sheet.rows,
        lambda p: (
            f'<li data-v-77><a href="{_leaf(p)}" title="{p.title}">{p.title}</a><time>{p.date}</time></li>'
        ),
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    column = sheet.column
    numbers = "".join(
        f'<li class="number"><a href="{_sheet(column, n)}">{n}</a></li>'
        for n in range(max(1, sheet.number - 2), min(sheet.of, sheet.number + 3) + 1)
    )
    return _frame(
        column.name,
        f'<h1>{column.name}</h1><ul id="list">{_items(sheet)}</ul><ul class="el-pager">{numbers}</ul>',
        {"channel": column.key},
    )


def _growing(sheet: Sheet, ask: Ask) -> str:
    column = sheet.column
    button = (
        f'<button class="more" data-url="/channel/{column.key}/rows?page=2" onclick="loadMore(this)">加载更多</button>{MORE}'
        if sheet.of > 1
        else ""
    )
    return _frame(
        column.name,
        f'<h1>{column.name}</h1><ul id="list">{_items(sheet)}</ul>{button}',
        {"channel": column.key, "pages": sheet.of},
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    middle = (
        f'<div class="breadcrumb">当前位置：<a href="/">首页</a> / <a href="{_sheet(column, 1)}">{column.name}</a></div><article><h1>{paper.title}</h1><div class="meta"><span>发布时间：{paper.date} 16:02</span>'
        f'<span>来源：{paper.source}</span><span>浏览量：{hits(paper)}</span></div><div class="rich-text">{press.markup(paper.write(), "plain")}</div></article>'
        '<div class="share">分享到：<i>微信</i><i>微博</i></div><div class="qr">扫一扫在手机打开当前页</div>'
    )
    return _frame(f"{paper.title}_{COUNTY.name}人民政府", middle, {"id": paper.key})
