"""A banner of the northern grasslands on the publishing system most governments bought: ./202301/t20230118_2210347.html, index_1.html, createPageHTML.

Habits: 政府信息公开年报 of the banner, and under 部门（苏木镇）信息公开 a folder for each organ whose page lists its reports and budgets; relative addresses throughout; pagers
that a script writes; a door page in two languages.
"""

from __future__ import annotations

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import footer, head, metas

COUNTY = County(
    "查干诺木旗",
    "www.chaganm-sample.gov.cn",
    ("教育局", "农牧局", "林业和草原局", "水利局", "文化旅游体育局", "医疗保障局"),
    ("诺木镇", "白音温都苏木", "额仁街道"),
)
CODES = ("jyj", "nmj", "lcj", "slj", "wltj", "ybj", "nmz", "bywd", "erjd")
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告", "{stem}{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设工作报告", "{name}{year}年度法治政府建设情况报告"),
    nil="0",
    gap=0.12,
)  # fmt: skip
BESIDE = (
    "{place}{year}年政府信息公开工作年度报告解读",
    "{place}人民政府办公室关于开展{year}年度政府信息公开年报编制工作的通知",
)
HEAPS = (
    ("xwzx/qqyw", "全旗要闻", "news", 430, 1_000), ("xwzx/tzgg", "通知公告", "notice", 280, 2_000), ("zwgk/zcwj", "政策文件", "policy", 80, 3_000), ("zwgk/czzj", "财政资金", "budget", 140, 4_000),
    ("zwgk/rsxx", "人事信息", "staff", 90, 5_000), ("zwgk/tjxx", "统计信息", "annual", 90, 6_000), ("zwgk/cgzb", "采购招标", "tender", 130, 7_000), ("zfxxgk/zfxxgkzd", "政府信息公开制度", "near", 22, 8_000),
)  # fmt: skip
ANNUAL = "zfxxgk/zfxxgknb"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    own = [
        *disclosures(COUNTY, range(2008, 2025), HABIT, 20_000, (COUNTY.government,)),
        *beside(COUNTY, BESIDE, range(2015, 2025), 9_000),
    ]
    lawful = [
        *laws(COUNTY, range(2019, 2025), HABIT, 24_000, COUNTY.offices[:2]),
        *heap(COUNTY, "law", 60, 10_000),
    ]
    columns += [
        Column(ANNUAL, "政府信息公开年报", tuple(newest(own))),
        Column("zfxxgk/fzzf", "法治政府建设", tuple(newest(lawful))),
    ]
    units = [
        Column(f"zfxxgk/bmxxgk/{code}", office.name, tuple(_unit(office, at)), "部门（苏木镇）信息公开")
        for at, (code, office) in enumerate(zip(CODES, COUNTY.offices[1:], strict=True))
    ]
    desk.publish([*columns, *units], Skin(_sheet, _leaf, _listing, _article, 15))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _door())
    desk.cover("/home/index.html", "首页", _home, columns[:2])
    desk.cover("/zwgk/index.html", "政务公开", _hub, [c for c in columns if c.key.startswith("zwgk/")])
    desk.cover(
        "/zfxxgk/index.html", "政府信息公开", _disclosed, [c for c in columns if c.key.startswith("zfxxgk/")]
    )
    desk.cover("/zfxxgk/bmxxgk/index.html", "部门（苏木镇）信息公开", _organs, units)
    return desk.site()


def _unit(office: Office, at: int) -> list[Paper]:
    first = 40_000 + at * 500
    return newest(
        [
            *disclosures(COUNTY, range(2019, 2025), HABIT, first, (office,)),
            *heap(COUNTY, "budget", 9, first + 200, office),
        ]
    )


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number - 1}'}.html"


def _short(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"./{year}{month}/t{year}{month}{day}_{2_200_000 + paper.key}.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{_short(paper).removeprefix('./')}"


def _frame(title: str, middle: str, up: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{up}{path}">{name}</a></li>'
        for path, name in (
            ("home/", "首页"),
            ("xwzx/qqyw/", "新闻中心"),
            ("zwgk/", "政务公开"),
            ("zfxxgk/", "政府信息公开"),
        )
    )
    return (
        head(
            f"{title}_{COUNTY.name}人民政府",
            more=f'{more}<link href="{up}images/style.css" rel="stylesheet"><script src="{up}images/jquery.js"></script>',
        )
        + f'<body><div class="top w1200"><img src="{up}images/logo.png"><ul class="nav">{nav}</ul></div><div class="w1200 main">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _up(column: Column) -> str:
    """How a list of a column gets to the root."""
    return "../" * (column.key.count("/") + 1)


def _door() -> str:
    return head(f"{COUNTY.name}人民政府") + (
        f'<body class="door"><div class="center"><h1>{COUNTY.name}人民政府</h1><p><a href="./home/">中文版</a>　<a href="javascript:void(0)">ᠮᠣᠩᠭᠣᠯ</a></p></div>{footer(COUNTY)}</body></html>'
    )


def _items(papers: tuple[Paper, ...], at: str = "") -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_short(p) if not at else at + _short(p)[2:]}" title="{p.title}" target="_blank">{p.title}</a><span>{p.date}</span></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="mk"><div class="mk-t"><b>{c.name}</b><a href="../{c.key}/">更多</a></div><ul>{_items(c.papers[:7], f"../{c.key}/")}</ul></div>'
        for c in columns
    )
    return _frame(title, boxes, "../")


def _hub(title: str, columns: list[Column]) -> str:
    near = [(c, f"./{c.key.partition('/')[2]}/") for c in columns]
    boxes = "".join(
        f'<div class="mk"><div class="mk-t"><b>{c.name}</b><a href="{path}">更多</a></div><ul>{_items(c.papers[:5], path)}</ul></div>'
        for c, path in near
    )
    return _frame(title, boxes, "../")


def _disclosed(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="./{c.key.partition("/")[2]}/">{c.name}</a></li>' for c in columns)
    return _frame(
        title,
        f'<ul class="zfxxgk-nav">{links}<li><a href="./bmxxgk/">部门（苏木镇）信息公开</a></li></ul>',
        "../",
    )


def _organs(title: str, units: list[Column]) -> str:
    items = "".join(
        f'<li><a href="./{c.key.rpartition("/")[2]}/" target="_blank">{c.name.removeprefix(COUNTY.name)}</a></li>'
        for c in units
    )
    return _frame(title, f'<h2>{title}</h2><ul class="organs clearfix">{items}</ul>', "../../")


def _crumb(column: Column, up: str) -> str:
    parts = [("首页", f"{up}home/")]
    if column.key.startswith("zfxxgk"):
        parts.append(("政府信息公开", f"{up}zfxxgk/"))
    if column.above:
        parts.append((column.above, f"{up}zfxxgk/bmxxgk/"))
    parts.append((column.name, f"{up}{column.key}/"))
    links = "&nbsp;&gt;&nbsp;".join(
        f'<a href="{path}" class="CurrChnlCls">{name}</a>' for name, path in parts
    )
    return f'<div class="local">当前位置：{links}</div>'


def _listing(sheet: Sheet, ask: Ask) -> str:
    c, up = sheet.column, _up(sheet.column)
    pager = f'<div class="fanye"><script>createPageHTML({sheet.of}, {sheet.number - 1}, "index", "html");</script></div>'
    return _frame(
        c.name,
        f'{_crumb(c, up)}<ul class="list-con">{_items(sheet.rows)}</ul>{pager}',
        up,
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    up = "../" + _up(column)
    hand = "word" if paper.kind and paper.key % 3 else "plain"
    return _frame(
        paper.title,
        f'{_crumb(column, up)}<div class="xl"><h2 class="xl-title">{paper.title}</h2><div class="xl-info"><span>发布时间：{paper.date} 1{paper.key % 7}:1{paper.key % 10}</span><span>信息来源：{paper.source}</span>'
        f'<span class="size">【字体：<a href="javascript:doZoom(20)">大</a> <a href="javascript:doZoom(16)">中</a>】</span></div>'
        f'<div class="view TRS_UEDITOR trs_paper_default">{press.markup(paper.write(), hand)}</div></div>',
        up,
        metas(COUNTY, column.name, paper),
    )
