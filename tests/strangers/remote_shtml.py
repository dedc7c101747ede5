"""A county of static pages by day: /system/2019/01/18/010020034.shtml, and a folder for every organ (/bm/jyj/xxgknb/index.shtml).

Habits: the first sheet of a column is its folder's index, the others /system/count/c0012003_000000002.shtml, numbered from the oldest; departments and towns are
chosen from tables of names; every organ's folder has 机构概况, 工作动态 and 年度报告; dates are 2019/01/18 in lists and 2019-01-18 08:30 above the text.
"""

from __future__ import annotations

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, old_head

COUNTY = County(
    "棣亭县",
    "www.diting-sample.gov.cn",
    ("教育局", "公安局", "交通运输局", "林业局", "水利局"),
    ("棣亭镇", "沙窝镇", "枣庄子乡", "大王店镇"),
)
EARLY = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开年度报告"),
    tables=("government",), gap=0.3,
)  # fmt: skip
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{year}年{name}政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告"),
    law_titles=("{name}{year}年法治政府建设年度报告", "{name}{year}年度法治政府建设年度报告"),
    tables=("government", "department"),
    nil="0",
    gap=0.2,
)  # fmt: skip
SLUGS = ("jyj", "gaj", "jtj", "lyj", "slj", "dtz", "swz", "zzzx", "dwdz")
BESIDE = (
    "{place}{year}年政府信息公开工作年度报告解读",
    "{place}召开会议部署{year}年度政府信息公开年报发布工作",
    "{place}{year}年政府信息公开申请办理情况统计（第四季度）",
)
HEAPS = (
    ("zwdt/dtyw", "棣亭要闻", "news", 460, 1_000), ("zwdt/tzgg", "通知公告", "notice", 290, 2_000), ("zwgk/zfwj", "政府文件", "policy", 70, 3_000),
    ("zwgk/czxx", "财政信息", "budget", 150, 4_000), ("zwgk/rsrm", "人事任免", "staff", 70, 5_000), ("zwgk/tjgb", "统计公报", "annual", 70, 6_000),
    ("zwgk/xxgkzn", "政务公开制度", "near", 26, 7_000), ("zwgk/zbcg", "招标采购", "tender", 90, 8_000),
)  # fmt: skip
SIZE = 18


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2009, 2023), EARLY, 20_000, (COUNTY.government,)),
        *beside(COUNTY, BESIDE, range(2014, 2023), 9_000),
    ]
    lawful = [
        *laws(COUNTY, range(2018, 2023), HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[1])),
        *heap(COUNTY, "law", 40, 9_500),
    ]
    columns += [
        Column("zwgk/xxgknb", "县政府信息公开年报", tuple(newest(annual))),
        Column("zwgk/fzzf", "法治政府建设", tuple(newest(lawful))),
    ]
    skin = Skin(_sheet, _leaf, lambda sheet, ask: _listing(sheet), _article, SIZE)
    desk.publish(columns, skin)
    for at, (slug, office) in enumerate(zip(SLUGS, COUNTY.offices[1:], strict=True)):
        own = _folder(slug, office, 30_000 + at * 400)
        desk.publish(own, skin)
        desk.cover(f"{_home_of(slug)}index.shtml", office.name, _organ, slug, own)
    desk.cover("/bm/index.shtml", "部门信息公开", _names, SLUGS[:5], COUNTY.bureaus)
    desk.cover("/xz/index.shtml", "乡镇信息公开", _names, SLUGS[5:], COUNTY.villages)
    desk.cover("/zwgk/index.shtml", "政务公开", _channel, columns[2:])
    desk.cover("/index.shtml", "首页", _home, columns)
    return desk.site()


def _home_of(slug: str) -> str:
    return f"/{'bm' if slug in SLUGS[:5] else 'xz'}/{slug}/"


def _folder(slug: str, office: Office, first: int) -> list[Column]:
    """The columns of one organ."""
    above = _home_of(slug).strip("/")
    since = 2016 if office.level == "department" else 2018
    return [
        Column(f"{above}/gzdt", "工作动态", tuple(heap(COUNTY, "news", 14, first, office)), office.name),
        Column(f"{above}/ys", "预算决算", tuple(heap(COUNTY, "budget", 6, first + 100, office)), office.name),
        Column(
            f"{above}/xxgknb", "年度报告", tuple(disclosures(COUNTY, range(since, 2023), HABIT, first + 200, (office,))), office.name
        ),
    ]  # fmt: skip


def _sheet(column: Column, number: int) -> str:
    if number == 1:
        return f"/{column.key}/index.shtml"
    of = -(-len(column.papers) // SIZE)
    code = sum(ord(letter) * at for at, letter in enumerate(column.key, 3))
    return f"/system/count/{code:07d}/c{code:07d}_{of - number + 1:09d}.shtml"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/system/{paper.date.replace('-', '/')}/{10_000_000 + paper.key:09d}.shtml"


def _frame(title: str, middle: str) -> str:
    menu = "".join(
        f'<td align="center"><a href="{path}">{name}</a></td>'
        for path, name in (
            ("/", "首页"),
            ("/zwdt/dtyw/index.shtml", "棣亭要闻"),
            ("/zwgk/index.shtml", "政务公开"),
            ("/bm/index.shtml", "部门信息公开"),
            ("/xz/index.shtml", "乡镇信息公开"),
        )
    )
    return (
        old_head(f"{title}--{COUNTY.name}人民政府", "utf-8")
        + f'<body><table width="980" border="0" align="center"><tr>{menu}</tr></table><div class="wrap">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _lines(column: Column, papers: tuple[Paper, ...], width: int = 80) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr><td height="28">·<a href="{_leaf(column, p)}" target="_blank">{clip(p.title, width)}</a></td><td width="90">{p.date.replace("-", "/")}</td></tr>'
        ),
    )


def _box(column: Column, count: int) -> str:
    return (
        f'<table width="100%" class="box"><tr><th align="left">{column.name}</th><td align="right"><a href="{_sheet(column, 1)}"><img src="/images/more.gif" alt="更多" border="0" /></a></td></tr>'
        f"{_lines(column, column.papers[:count], 22)}</table>"
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(title, _box(columns[0], 10) + _box(columns[1], 10) + _box(columns[2], 5))


def _channel(title: str, columns: list[Column]) -> str:
    names = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns)
    return _frame(
        title,
        f'<div class="left"><h2>{title}</h2><ul>{names}</ul></div><div class="right">{_box(columns[0], 8)}{_box(columns[1], 8)}</div>',
    )


def _names(title: str, slugs: tuple[str, ...], offices: tuple[Office, ...]) -> str:
    """A table of organs, three in a row."""
    cells = [
        f'<td width="33%" align="center"><a href="{_home_of(slug)}">{office.name.removeprefix(COUNTY.name)}</a></td>'
        for slug, office in zip(slugs, offices, strict=True)
    ]
    trs = "".join(f"<tr>{''.join(cells[at : at + 3])}</tr>" for at in range(0, len(cells), 3))
    return _frame(
        title, f'<h2>{title}</h2><table width="90%" border="1" cellpadding="6" align="center">{trs}</table>'
    )


def _organ(title: str, slug: str, own: list[Column]) -> str:
    return _frame(
        title,
        f'<h1 class="organ">{title}</h1>{"".join(_box(c, 6) for c in own)}<p>办公地址：{COUNTY.name}城内</p>',
    )


def _listing(sheet: Sheet) -> str:
    c = sheet.column
    move = lambda word, n: f'<a href="{_sheet(c, n)}">{word}</a>' if n != sheet.number else ""  # noqa: E731
    pager = f'<tr><td colspan="2" align="center" class="pagenav">{move("[首页]", 1)} {move("[上一页]", sheet.before)} {move("[下一页]", sheet.after)} {move("[末页]", sheet.of)}</td></tr>'
    where = f'<a href="/{c.key.rpartition("/")[0]}/">{c.above}</a> &gt; ' if c.above else ""
    return _frame(
        c.name,
        f'<div class="here">当前位置：<a href="/">首页</a> &gt; {where}{c.name}</div><table width="96%" border="0" align="center">{_lines(c, sheet.rows)}{pager}</table>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "plain" if not paper.kind or paper.year >= 2019 else "br")
    return _frame(
        paper.title,
        f'<div class="here">当前位置：<a href="/">首页</a> &gt; <a href="{_sheet(column, 1)}">{column.name}</a></div>'
        f'<table width="96%" border="0" align="center"><tr><td align="center" class="biaoti">{paper.title}</td></tr><tr><td align="center" class="fbt">{COUNTY.name}人民政府网站　{paper.date} 08:30　来源：{paper.source}</td></tr>'
        f'<tr><td class="xilan"><!--enpcontent-->{text}<!--/enpcontent--></td></tr><tr><td align="right">责任编辑：信息中心</td></tr></table>',
    )
