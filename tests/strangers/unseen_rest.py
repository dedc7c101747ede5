"""A county on a Vue site over a REST interface: lists are empty <ul data-url="/api/contents?…"> that a script fills, articles come whole.

Habits: the catalogue 政务公开 comes as JSON with children inside children; each answer names the next one as a whole address and ends with null; rows of towns are often
a PDF instead of an article; publish_time is ISO 8601 in lists, 2023/01/05 10:22 above the text; law reports have a channel of their own.
"""

from __future__ import annotations

import json

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, sheets
from .furniture import footer, head, hits

COUNTY = County(
    "缃源县",
    "www.xiangyuan-sample.gov.cn",
    ("教育局", "财政局", "水利局", "卫生健康局", "应急管理局", "林业局"),
    ("源头镇", "北塬镇", "椒园乡", "榆树街道"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告"),
    law_titles=("{name}{year}年法治政府建设年度报告",),
    nil="0",
    files=(("town", ("html", "pdf")),),
)
HEAPS = (
    ("11", "缃源新闻", "news", 540, 1_000), ("12", "通知公告", "notice", 300, 2_000), ("31", "政策文件", "policy", 80, 3_000), ("32", "财政预决算", "budget", 160, 4_000),
    ("33", "公开指南与制度", "near", 28, 5_000), ("34", "统计信息", "annual", 60, 6_000), ("35", "法治动态", "law", 50, 7_000), ("36", "公共资源交易", "tender", 90, 8_000),
)  # fmt: skip
YEARS = range(2018, 2024)
SIZE = 12
FILL = """<script>
(function () {
  var ul = document.querySelector('ul.rows'), next = ul.getAttribute('data-url');
  function row(r) {
    return '<li><a href="' + r.url + '" target="_blank">' + r.title + '</a><span>' + r.publish_time.slice(0, 10) + '</span></li>';
  }
  function more() {
    if (!next) { return; }
    fetch(next).then(function (x) { return x.json(); }).then(function (d) {
      ul.insertAdjacentHTML('beforeend', d.results.map(row).join(''));
      next = d.next;
    });
  }
  window.addEventListener('scroll', more);
  more();
})();
</script>"""
GROW = """<script>
fetch(document.getElementById('catalogue').dataset.url).then(function (x) { return x.json(); }).then(function draw(d) {
  d.results.forEach(function add(n) {
    document.getElementById('catalogue').insertAdjacentHTML('beforeend', '<a href="' + n.url + '">' + n.name + '</a>');
    n.children.forEach(add);
  });
});
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    plain = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = laws(COUNTY, range(2019, 2024), HABIT, 24_000, COUNTY.offices[:3])
    annual = [
        Column("171", "县政府年报", tuple(disclosures(COUNTY, YEARS, HABIT, 20_000, (COUNTY.government,)))),
        Column("172", "县直部门年报", tuple(disclosures(COUNTY, YEARS, HABIT, 21_000, COUNTY.bureaus))),
        Column("173", "乡镇（街道）年报", tuple(disclosures(COUNTY, YEARS, HABIT, 22_000, COUNTY.villages))),
    ]
    law = Column("25", "法治政府建设年度报告", tuple(newest(lawful)))
    for column in [*plain, *annual, law]:
        _channel(desk, column)
    desk.data("/api/channels?parent=3", lambda ask: _catalogue(plain[2:], annual, law))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home())
    desk.page("/open", "list", "政务公开", lambda ask: _open())
    return desk.site()


def _channel(desk: Desk, column: Column) -> None:
    """The shell of a list, the answers that fill it, and its articles and files."""
    desk.page(f"/channel/{column.key}", "list", column.name, lambda ask: _shell(column))
    for sheet in sheets(column, SIZE):
        desk.data(_api(column, sheet.number), lambda ask, sheet=sheet: _answer(desk.root, sheet))
    for paper in (paper for paper in column.papers if paper.medium == "pdf"):
        desk.attach(_leaf(paper), paper, "report")
        desk.expect(paper, _leaf(paper))
    read = Column(column.key, column.name, tuple(paper for paper in column.papers if paper.medium == "html"))
    desk.leaves(read, lambda c, p: _leaf(p), _article)


def _api(column: Column, number: int) -> str:
    return f"/api/contents?channel={column.key}&page={number}"


def _leaf(paper: Paper) -> str:
    return (
        f"/media/disclosure/{paper.date[:4]}/{paper.key}.pdf"
        if paper.medium == "pdf"
        else f"/detail/{paper.key}"
    )


def _answer(root: str, sheet: Sheet) -> str:
    c = sheet.column
    results = [
        {"id": p.key, "title": p.title, "source": p.source, "publish_time": f"{p.date}T10:22:00+08:00", "kind": "file" if p.medium == "pdf" else "article", "url": _leaf(p)}
        for p in sheet.rows
    ]  # fmt: skip
    return json.dumps(
        {
            "count": len(c.papers),
            "next": root + _api(c, sheet.after) if sheet.number < sheet.of else None,
            "previous": root + _api(c, sheet.before) if sheet.number > 1 else None,
            "results": results,
        },
        ensure_ascii=False,
    )


def _catalogue(plain: list[Column], annual: list[Column], law: Column) -> str:
    node = lambda c: {"id": int(c.key), "name": c.name, "url": f"/channel/{c.key}", "children": []}  # noqa: E731
    disclosed = {
        "id": 17,
        "name": "政府信息公开年报",
        "url": "/channel/171",
        "children": [node(c) for c in annual],
    }
    results = [*map(node, plain), disclosed, node(law)]
    return json.dumps(
        {"count": len(results), "next": None, "previous": None, "results": results}, ensure_ascii=False
    )


def _frame(title: str, middle: str) -> str:
    nav = "".join(
        f'<a class="el-link" href="{path}">{name}</a>'
        for path, name in (
            ("/", "首页"),
            ("/channel/11", "缃源新闻"),
            ("/channel/12", "通知公告"),
            ("/open", "政务公开"),
        )
    )
    return (
        head(
            f"{title} | {COUNTY.name}人民政府",
            more='<meta name="viewport" content="width=device-width,initial-scale=1"><link href="/static/css/app.7c1d.css" rel="stylesheet">',
        )
        + f'<body><div id="app"><header class="el-header">{nav}</header><section class="el-main">{middle}</section>{footer(COUNTY)}</div></body></html>'
    )


def _home() -> str:
    return _frame(
        "首页",
        f'<h2>最新消息<a href="/channel/11" class="more">更多</a></h2><ul class="rows" data-url="{_api(Column("11", ""), 1).replace("&", "&amp;")}"></ul>{FILL}',
    )


def _open() -> str:
    return _frame(
        "政务公开",
        f'<h2>政务公开目录</h2><nav id="catalogue" data-url="/api/channels?parent=3"></nav>{GROW}',
    )


def _shell(column: Column) -> str:
    return _frame(
        column.name,
        f'<div class="el-breadcrumb"><a href="/">首页</a> / {column.name}</div><h1>{column.name}</h1><ul class="rows" data-url="{_api(column, 1).replace("&", "&amp;")}"></ul><p class="tip">下拉加载更多</p>{FILL}',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="el-breadcrumb"><a href="/">首页</a> / <a href="/channel/{column.key}">{column.name}</a> / 正文</div><article class="detail"><h1 class="detail__title">{paper.title}</h1>'
        f'<div class="detail__meta"><span>{paper.date.replace("-", "/")} 10:22</span><span>{paper.source}</span><span>{hits(paper)} 次阅读</span></div>'
        f'<div class="detail__body ql-editor">{press.markup(paper.write(), "word" if paper.kind and paper.year % 2 == 0 else "plain")}</div></article>',
    )
