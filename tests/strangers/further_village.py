"""A hill county that bought one small ASP site for itself, for every town and for every village: /zhen/sql/list.asp?lm=3&page=2, /zhen/sql/view.asp?id=20034.

Habits: the county's own reports and its bureaus' stand in two columns of the main site; a town's stand among everything else in 政务公开 of the town's site;
villages publish their accounts; a drop-down turns pages; the bytes are GBK and the header says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from crawler.demo.places import Office
from crawler.demo.site import Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, clip, rows, sheets
from .furniture import NOTE, hits, old_head

COUNTY = County(
    "樨岭县",
    "www.xiling-sample.gov.cn",
    ("教育局", "民政局", "林业局", "扶贫开发办公室"),
    ("石泉岭镇", "茶亭坳乡", "栗木滩乡", "上桥头镇", "黄泥畈乡", "枫木冲乡", "大坳背镇"),
)
FOLDERS = dict(zip(COUNTY.villages, ("sql", "cta", "lmt", "sqt", "hnf", "fmc", "dab"), strict=True))
HAMLETS = ("上屋村", "老祠堂村", "井头村", "对门岭村")
HABIT = Habit(
    titles=("{name}{year}年政府信息公开年度报告", "{name}{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年度法治政府建设情况报告",),
    tables=("government", "department"),
)
PLAIN = Habit(
    titles=("{stem}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开年报", "{stem}{year}年度信息公开工作报告"),
    tables=(),
    gap=0.2,
)  # fmt: skip
HEAPS = (
    ("11", "樨岭要闻", "news", 360, 1_000), ("12", "通知公告", "notice", 230, 2_000), ("13", "政策文件", "policy", 60, 3_000), ("14", "财政信息", "budget", 90, 4_000),
    ("17", "人事信息", "staff", 50, 5_000), ("18", "公开指南与制度", "near", 30, 6_000),
)  # fmt: skip
ACCOUNTS = tuple(
    f"{{town}}{hamlet}{{year}}年第{quarter}季度村务财务公开表" for hamlet in HAMLETS for quarter in "一二三四"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One of the small sites: its folder, its name, its columns."""

    folder: str
    name: str
    columns: tuple[Column, ...]


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html")
    towns = [_town(at, office) for at, office in enumerate(COUNTY.villages)]
    main = _main()
    for place in (main, *towns):
        for column in place.columns:
            for sheet in sheets(column, 18):
                path = f"{place.folder}/list.asp?lm={column.key}&page={sheet.number}"
                desk.page(path, "list", column.name, lambda ask, p=place, s=sheet: _listing(p, s))
            desk.cover(
                f"{place.folder}/list.asp?lm={column.key}", column.name, partial(_first, place, column)
            )
            desk.leaves(
                column,
                lambda c, p, folder=place.folder: f"{folder}/view.asp?id={p.key}",
                lambda c, p, ask, place=place: _article(place, c, p),
            )
    for place in towns:
        desk.cover(f"{place.folder}/index.asp", place.name, partial(_small, place))
    desk.cover("/zhen/index.asp", "乡镇网站群", partial(_network, main, towns))
    desk.cover("/index.html", "首页", partial(_home, main))
    return desk.site()


def _main() -> Place:
    columns = [Column(key, name, tuple(heap(COUNTY, pool, n, at))) for key, name, pool, n, at in HEAPS]
    own = disclosures(COUNTY, range(2009, 2025), HABIT, 20_000, (COUNTY.government,))
    bureaus = disclosures(COUNTY, range(2016, 2024), HABIT, 21_000, COUNTY.bureaus)
    lawful = [
        *laws(COUNTY, range(2017, 2025), HABIT, 24_000, (COUNTY.government,)),
        *heap(COUNTY, "law", 40, 7_000),
    ]
    columns += [
        Column("15", "县政府信息公开年报", tuple(own)),
        Column("16", "部门信息公开年报", tuple(bureaus)),
        Column("19", "依法行政", tuple(newest(lawful))),
    ]
    return Place("", f"{COUNTY.name}人民政府", tuple(columns))


def _town(at: int, office: Office) -> Place:
    first = 40_000 + at * 1_000
    reports = disclosures(COUNTY, range(2018, 2024), PLAIN, first, (office,))
    around = [*heap(COUNTY, "near", 8, first + 100, office), *heap(COUNTY, "budget", 10, first + 200, office)]
    hamlets = [
        p for p in beside(COUNTY, ACCOUNTS, range(2020, 2023), first + 400, office) if office.stem in p.title
    ]
    columns = (
        Column("2", "乡镇动态", tuple(heap(COUNTY, "news", 36, first + 300, office))),
        Column("3", "政务公开", tuple(newest([*reports, *around]))),
        Column("4", "村务公开", tuple(hamlets)),
    )
    return Place(f"/zhen/{FOLDERS[office]}", office.name, columns)


def _frame(place: Place, title: str, middle: str) -> str:
    links = "　".join(f'<a href="list.asp?lm={c.key}">{c.name}</a>' for c in place.columns)
    back = '<a href="/zhen/index.asp">乡镇网站群</a>　<a href="/">县政府网</a>'
    return (
        old_head(f"{title} - {place.name}")
        + f'<body topmargin="0"><table width="960" align="center" cellspacing="0"><tr><td height="110" background="images/top.jpg"><font size="6" color="#ffffff"><b>{place.name}</b></font></td></tr>'
        f'<tr><td bgcolor="#B22222" class="nav">{links}　{back}</td></tr></table>{middle}<hr width="960" color="#B22222"><center>{place.name} 版权所有　{NOTE}</center></body></html>'
    )


def _home(place: Place, title: str) -> str:
    boxes = "".join(_box(column) for column in place.columns[:4])
    return _frame(place, title, f'<table width="960" align="center"><tr>{boxes}</tr></table>')


def _small(place: Place, title: str) -> str:
    about = f"<td valign=top width=240><b>本地概况</b><br>{place.name}位于樨岭县境内，辖{len(HAMLETS)}个行政村：{'、'.join(HAMLETS)}。</td>"
    boxes = "".join(_box(column) for column in place.columns)
    return _frame(place, title, f'<table width="960" align="center"><tr>{about}{boxes}</tr></table>')


def _box(column: Column) -> str:
    items = rows(
        column.papers[:8],
        lambda p: f'·<a href="view.asp?id={p.key}" target="_blank">{clip(p.title, 16)}</a><br>',
    )
    return f'<td valign="top"><table border="0"><tr><td><b>{column.name}</b></td><td align="right"><a href="list.asp?lm={column.key}">更多&gt;&gt;</a></td></tr><tr><td colspan="2">{items}</td></tr></table></td>'


def _network(main: Place, towns: list[Place], title: str) -> str:
    cells = "".join(
        f'<td align="center" height="50"><a href="/{p.folder[1:]}/index.asp" target="_blank">{p.name}</a></td>'
        for p in towns
    )
    return _frame(
        Place("", title, ()), title, f'<table width="960" align="center" border="1"><tr>{cells}</tr></table>'
    )


def _first(place: Place, column: Column, title: str) -> str:
    return _listing(place, sheets(column, 18)[0])


def _listing(place: Place, sheet: Sheet) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr><td height="26">·<a href="view.asp?id={p.key}" target="_blank" title="{p.title}">{clip(p.title, 36)}</a></td><td width="90"><font color="#999999">{p.date}</font></td></tr>'
        ),
    )
    to = lambda n, word: f'<a href="list.asp?lm={c.key}&page={n}">{word}</a>'  # noqa: E731
    options = "".join(
        f'<option value="{n}"{" selected" if n == sheet.number else ""}>第{n}页</option>'
        for n in range(1, sheet.of + 1)
    )
    jump = f"<select onchange=\"location.href='list.asp?lm={c.key}&page='+this.value\">{options}</select>"
    return _frame(
        place,
        c.name,
        f'<table width="960" align="center"><tr><td colspan="2">位置：<a href="index.asp">首页</a> &gt; {c.name}</td></tr>{items}'
        f'<tr><td colspan="2" align="center">共{len(c.papers)}条 {to(1, "首页")} {to(sheet.before, "上页")} {to(sheet.after, "下页")} {to(sheet.of, "尾页")} 转到{jump}</td></tr></table>',
    ).replace('"index.asp"', f'"{place.folder}/index.asp"' if place.folder else '"/"')  # fmt: skip


def _article(place: Place, column: Column, paper: Paper) -> str:
    hand = "br" if paper.key % 3 else "upper"
    return _frame(
        place,
        paper.title,
        f'<table width="960" align="center" cellpadding="8"><tr><td>位置：<a href="list.asp?lm={column.key}">{column.name}</a> &gt; 正文</td></tr>'
        f'<tr><td align="center"><font size="5" color="#B22222"><b>{paper.title}</b></font></td></tr><tr><td align="center">发布时间：{paper.date}　信息来源：{paper.source}　浏览次数：{hits(paper)}</td></tr>'
        f'<tr><td class="content" style="line-height:200%">{press.markup(paper.write(), hand)}</td></tr></table>',
    )
