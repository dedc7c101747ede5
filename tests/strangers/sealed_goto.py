"""A district on an in-house JSP system that writes static files: gotoPage(2) composes list_2.html, year tabs call showYear('2022').

Habits: home → 公开 → 信息公开年度报告专栏 (the tabs) → nb_2022.html: government and departments; towns behind a drop-down 镇街 whose options are addresses;
hrefs carry spaces and line feeds; long titles are clipped with a whole title=; some towns give a PDF only.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, hits

COUNTY = County(
    "棠泾区",
    "www.tangjing-sample.gov.cn",
    ("发展和改革委员会", "住房和城乡建设委员会", "城市管理局", "医疗保障局"),
    ("棠东街道", "泾河街道", "大石镇", "南桥镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}关于{year}年度政府信息公开工作的报告"), law_titles=("{name}{year}年度法治政府建设年度报告",), nil="0",
    files=(("town", ("html", "html", "pdf")),),
)  # fmt: skip
YEARS = range(2017, 2024)
SLUGS = ("tdjd", "jhjd", "dsz", "nqz")
HEAPS = (
    ("zx/tjyw", "棠泾要闻", "news", 640, 1_000), ("zx/tzgg", "通知公告", "notice", 300, 2_000), ("gk/wj", "行政公文", "policy", 70, 3_000), ("gk/czgk", "财政公开", "budget", 160, 4_000),
    ("gk/rsrm", "人事任免", "staff", 60, 5_000), ("gk/gkgd", "公开规定", "near", 26, 6_000), ("gk/ghjh", "规划与总结", "annual", 50, 7_000),
)  # fmt: skip
GOTO = """<script language="javascript">
var total = %d;
function gotoPage(n) {
  if (n < 1 || n > total) { alert('没有了'); return; }
  if (n == 1) { window.location.href = 'list.html'; return; }
  window.location.href = 'list_' + n + '.html';
}
</script>"""
TABS = """<script language="javascript">
function showYear(y) {
  window.location.href = 'nb_' + y + '.html';
}
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    columns.append(
        Column(
            "gk/fzzf", "法治政府", tuple(laws(COUNTY, range(2018, 2024), HABIT, 24_000, COUNTY.offices[:4]))
        )
    )
    towns = [
        Column(
            f"gk/nbzl/{slug}",
            office.stem,
            tuple(disclosures(COUNTY, YEARS, HABIT, 30_000 + at * 100, (office,))),
        )
        for at, (slug, office) in enumerate(zip(SLUGS, COUNTY.villages, strict=True))
    ]
    desk.publish([*columns, *towns], Skin(_sheet, _leaf, _listing, _article, 6))
    for paper in (paper for column in towns for paper in column.papers if paper.medium == "pdf"):
        desk.attach(f"/upfile/{paper.date[:4]}/{paper.key}.pdf", paper)
    special = disclosures(COUNTY, YEARS, HABIT, 20_000, (COUNTY.government, *COUNTY.bureaus))
    for year in YEARS:
        part = Column(
            "gk/nbzl",
            "信息公开年度报告专栏",
            tuple(paper for paper in special if paper.year == year),
            str(year),
        )
        desk.page(f"/gk/nbzl/nb_{year}.html", "list", part.name, lambda ask, c=part: _year(c))
        desk.leaves(part, _leaf, _article)
        if year == YEARS[-1]:
            desk.page("/gk/nbzl/index.html", "list", part.name, lambda ask, c=part: _year(c))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page("/gk/index.html", "list", "公开", lambda ask: _open(columns))
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/list{'' if number == 1 else f'_{number}'}.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{paper.date[:7].replace('-', '')}/c{paper.key}.html"


def _frame(title: str, middle: str) -> str:
    nav = "".join(
        f'<a href=" {path} ">{name}</a>'
        for path, name in (
            ("/", "首页"),
            ("/zx/tjyw/list.html", "要闻"),
            ("/zx/tzgg/list.html", "公告"),
            ("/gk/", "公开"),
        )
    )
    return (
        head(title)
        + f'<body><div class="wrap"><div class="nav">{nav}</div>{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="mod"><h2 onclick="window.location=\'{_sheet(c, 1)}\'">{c.name}</h2>'
        + rows(
            c.papers[:8],
            lambda p, c=c: f'<p><a href="\n{_leaf(c, p)}\n" title="{p.title}">{clip(p.title, 18)}</a></p>',
        )
        + "</div>"
        for c in columns[:2]
    )
    return _frame(f"{COUNTY.name}人民政府", boxes)


def _open(columns: list[Column]) -> str:
    links = [(_sheet(c, 1), c.name) for c in columns[2:]] + [("/gk/nbzl/", "信息公开年度报告专栏")]
    return _frame(
        "公开",
        "".join(
            f'<div class="item" data-href="{path}"><a href="{path}">{name}</a></div>' for path, name in links
        ),
    )


def _rows(column: Column, papers: tuple[Paper, ...]) -> str:
    def line(paper: Paper) -> str:
        path = _leaf(column, paper).removeprefix(f"/{column.key}/")
        return f'<li><a href=" ./{path}\n" target="_blank" title="{paper.title}">{clip(paper.title, 17)}</a><em>({paper.date})</em></li>'

    return f'<ul class="rows">{rows(papers, line)}</ul>'


def _year(column: Column) -> str:
    tabs = "".join(
        f'<span class="tab{" on" if str(year) == column.above else ""}" onclick="showYear(\'{year}\')">{year}</span>'
        for year in reversed(YEARS)
    )
    towns = "".join(
        f'<option value="{slug}/list.html">{office.stem}</option>'
        for slug, office in zip(SLUGS, COUNTY.villages, strict=True)
    )
    choice = f'<select onchange="if(this.value)window.location.href=this.value"><option value="">镇街</option>{towns}</select>'
    return _frame(
        f"{column.name}-{COUNTY.name}",
        f"<h1>{column.name}</h1>{TABS}<div class=tabs>{tabs}{choice}</div>{_rows(column, column.papers)}",
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    moves = "".join(
        f'<a href="javascript:gotoPage({n})">{word}</a> '
        for word, n in (
            ("首页", 1),
            ("上页", sheet.number - 1),
            ("下页", sheet.number + 1),
            ("末页", sheet.of),
        )
    )
    return _frame(
        f"{c.name}-{COUNTY.name}",
        f"<h1>{c.name}</h1>{_rows(c, sheet.rows)}{GOTO % sheet.of}<div class=pg>{sheet.number}/{sheet.of} {moves}</div>",
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "plain")
    if paper.medium == "pdf":
        text = f'<p style="text-align:center"><a href="/upfile/{paper.date[:4]}/{paper.key}.pdf">点击查看：{paper.title}.pdf</a></p>'
    return _frame(
        paper.title,
        f'<div class="pos">所在位置：<a href="/">首页</a> - {column.name}</div><div class="art"><div class="art-t">{paper.title}</div><div class="art-i"><span>{paper.date} 14:40</span> <span>来源：{paper.source}</span>'
        f'<span>浏览次数：{hits(paper)}</span><span>字号：[<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a>]</span></div><div class="art-c">{text}</div></div>'
        '<div class="op"><a href="javascript:window.print();">打印</a> <a href="javascript:window.close();">关闭</a></div>',
    )
