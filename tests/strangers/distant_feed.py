"""A city district whose pages of lists are empty frames: a small script fills them with static JSON files, three tabs of organs beside each other.

Habits: news and notices are ordinary lists; everything under 政务公开 has data-url to /json/<column>/list_1.json, the next file is named in each; rows are docTitle, url,
pubTime and dept; streets publish a PDF here and there instead of a page; above a text the date is 2024-01-18 15:20:33.
"""

from __future__ import annotations

import json

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows, sheets
from .furniture import footer, head, metas

COUNTY = County(
    "汀鸿区",
    "www.tinghong-sample.gov.cn",
    ("教育局", "科技和工业信息化局", "民政局", "文化和旅游局", "退役军人事务局", "信访局"),
    ("望塔街道", "磨坊街道", "新堰街道", "龟岭镇"),
)
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{stem}{year}年度政府信息公开工作年度报告",
        "{name}关于{year}年政府信息公开工作的年度报告",
    ),
    law_titles=("{name}{year}年度法治政府建设年度报告",),
    nil="0",
    files=(("town", ("html", "html", "html", "pdf")),),
)
PLAIN = (("xwzx/thyw", "汀鸿要闻", "news", 400, 1_000), ("xwzx/tzgg", "通知公告", "notice", 220, 2_000))
FED = (
    ("zcwj", "政策文件", "policy", 70, 3_000), ("gkzd", "公开制度与指南", "near", 24, 4_000), ("gkdt", "公开工作推进", "beside", 66, 5_000), ("czyjs", "财政预决算", "budget", 130, 6_000),
    ("rszp", "人事招聘", "staff", 90, 7_000), ("tjfx", "统计与总结", "annual", 80, 8_000), ("xzzf", "行政执法", "law", 60, 9_000), ("cgzb", "采购招标", "tender", 120, 10_000),
)  # fmt: skip
GROUPS = (("nb-qzf", "区政府", "government", 2009), ("nb-bm", "区政府部门", "department", 2018), ("nb-jz", "街道、镇", "town", 2019))  # fmt: skip
SIZE = 20
FILL = """<script>
function fill(box, url) {
  $.getJSON(url, function (d) {
    $.each(d.rows, function (i, r) {
      box.append('<li><a href="' + r.url + '" target="_blank">' + r.docTitle + '</a><span>' + r.pubTime.substr(0, 10) + '</span></li>');
    });
    box.next('.pager').html(d.next ? '<button>加载更多</button>' : '没有更多了').find('button').click(function () { fill(box, d.next); });
  });
}
$('.json-list').each(function () { fill($(this), $(this).data('url')); });
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    plain = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in PLAIN
    ]
    fed = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in FED
    ]
    fed.append(
        Column(
            "fzzf", "法治政府建设年度报告", tuple(laws(COUNTY, range(2020, 2025), HABIT, 30_000, COUNTY.offices[:2]))
        )
    )  # fmt: skip
    annual = [
        Column(key, name, tuple(_reports(level, since, 20_000 + at * 1_000)))
        for at, (key, name, level, since) in enumerate(GROUPS)
    ]
    desk.publish(plain, Skin(_sheet, _leaf, _listing, _article, 15))
    for column in [*fed, *annual]:
        _feed(desk, column)
    for column in fed:
        desk.cover(f"/zwgk/{column.key}/index.html", column.name, _shell, [column], fed)
    desk.cover("/zwgk/zfxxgknb/index.html", "政府信息公开年报", _shell, annual, fed)
    desk.cover("/zwgk/index.html", "政务公开", _open, fed)
    desk.cover("/index.html", "首页", _home, plain)
    return desk.site()


def _reports(level: str, since: int, first: int) -> list[Paper]:
    offices = tuple(office for office in COUNTY.offices if office.level == level)
    return newest(disclosures(COUNTY, range(since, 2025), HABIT, first, offices))


def _feed(desk: Desk, column: Column) -> None:
    """The files of a column's list, and what they lead to."""
    for sheet in sheets(column, SIZE):
        desk.data(f"/json/{column.key}/list_{sheet.number}.json", lambda ask, sheet=sheet: _rows(sheet))
    for paper in column.papers:
        path = _leaf(column, paper)
        if paper.medium == "html":
            desk.leaves(Column(column.key, column.name, (paper,)), _leaf, _article)
        else:
            desk.attach(path, paper, "report")
            desk.expect(paper, path)


def _rows(sheet: Sheet) -> str:
    c = sheet.column
    found = [
        {
            "docTitle": p.title,
            "url": _leaf(c, p),
            "pubTime": _moment(p),
            "dept": p.source,
        }
        for p in sheet.rows
    ]
    ahead = f"/json/{c.key}/list_{sheet.after}.json" if sheet.number < sheet.of else ""
    return json.dumps(
        {"channel": c.name, "total": len(c.papers), "pageNo": sheet.number, "pageCount": sheet.of, "next": ahead, "rows": found},
        ensure_ascii=False,
    )  # fmt: skip


def _moment(paper: Paper) -> str:
    return f"{paper.date} {9 + paper.key % 8:02d}:{paper.key % 60:02d}:33"


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/" + ("index.html" if number == 1 else f"index_{number}.html")


def _leaf(column: Column, paper: Paper) -> str:
    year, month, _ = paper.date.split("-")
    folder = column.key if "/" in column.key else f"zwgk/{column.key}"
    if paper.medium == "pdf":
        return f"/files/{year}{month}/{paper.key}.pdf"
    return f"/{folder}/{year}/{month}/{paper.key}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/", "首页"),
            ("/xwzx/thyw/", "汀鸿要闻"),
            ("/xwzx/tzgg/", "通知公告"),
            ("/zwgk/", "政务公开"),
        )
    )
    return (
        head(f"{title}_{COUNTY.name}人民政府", more=f'{more}<script src="/js/jquery-3.5.1.min.js"></script>')
        + f'<body><div class="header"><ul class="menu">{nav}</ul></div><div class="content-wrap">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: f'<li><a href="{_leaf(column, p)}">{clip(p.title, 32)}</a><span>{p.date}</span></li>',
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(
        title,
        "".join(
            f'<div class="panel"><h2>{c.name}<a href="/{c.key}/">更多</a></h2><ul>{_items(c, c.papers[:8])}</ul></div>'
            for c in columns
        ),
    )


def _menu(fed: list[Column]) -> str:
    links = "".join(f'<li><a href="/zwgk/{c.key}/">{c.name}</a></li>' for c in fed)
    return f'<ul class="left-menu">{links}<li><a href="/zwgk/zfxxgknb/">政府信息公开年报</a></li></ul>'


def _open(title: str, fed: list[Column]) -> str:
    return _frame(title, f"<h1>{title}</h1>{_menu(fed)}")


def _shell(title: str, shown: list[Column], fed: list[Column]) -> str:
    """A page whose lists are filled by a script."""
    tabs = "".join(f'<li class="tab">{c.name}</li>' for c in shown) if len(shown) > 1 else ""
    lists = "".join(
        f'<ul class="json-list" data-url="/json/{c.key}/list_1.json" data-total="{len(c.papers)}"></ul><div class="pager"></div>'
        for c in shown
    )
    return _frame(
        title,
        f'{_menu(fed)}<div class="right"><h1>{title}</h1><ul class="tabs">{tabs}</ul>{lists}</div>{FILL}',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    numbers = " ".join(
        f"<em>{n}</em>" if n == sheet.number else to(n, str(n))
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 3) + 1)
    )
    return _frame(
        c.name,
        f'<h1>{c.name}</h1><ul class="list">{_items(c, sheet.rows)}</ul><div class="pager">{to(sheet.before, "上一页")} {numbers} {to(sheet.after, "下一页")}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<h1 class="art-title">{paper.title}</h1><div class="art-info">发布时间：{_moment(paper)}　发布机构：{paper.source}</div><div class="art-con">{press.markup(paper.write(), "word" if paper.key % 4 == 0 else "plain")}</div>',
        metas(COUNTY, column.name, paper),
    )
