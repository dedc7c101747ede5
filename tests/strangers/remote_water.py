"""A province's department published as static files: ./202401/t20240123_3456789.html, pagers written by createPageHTML(4, 0, "index", "html").

Habits: the platform has the five doors of 2021 (政策, 指南, 法定主动公开内容, 政府信息公开年报, 依申请公开) in a shell of Vue that the server fills; the department's own
titles say 省水利厅 or nothing; its subordinate institutions share one column; since 2020 the same text hangs below as a file; law reports stand among notices.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE, head, metas

COUNTY = County(
    "澜荆省",
    "slt.lanjing-sample.gov.cn",
    ("水利厅", "水文水资源勘测局", "大型灌区管理中心", "水利工程建设质量监督站", "江堤管理局"),
    ("白洑县", "夏口湾区", "堰头市"),
)
DEPARTMENT, *UNITS = COUNTY.bureaus
OWN = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "省{stem}{year}年政府信息公开工作年度报告",
        "{name}关于{year}年度政府信息公开工作情况的报告",
    ),
    law_titles=("省{stem}{year}年度法治政府建设情况报告", "{name}{year}年法治政府建设年度报告"),
    nil="0",
    gap=0.0,
)
LOWER = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "省{stem}{year}年度信息公开工作年度报告"), nil="0", tables=("department",), gap=0.15
)  # fmt: skip
BESIDE = (
    "图解：省水利厅{year}年政府信息公开工作年度报告",
    "省水利厅办公室关于做好{year}年政府信息公开工作年度报告编制发布工作的通知",
    "{office}{year}年政府信息公开工作要点落实情况",
)
DOORS = (
    ("zc", "政策"),
    ("zfxxgkzn", "政府信息公开指南"),
    ("fdzdgknr", "法定主动公开内容"),
    ("zfxxgknb", "政府信息公开年报"),
)
HEAPS = (
    ("xwzx/slyw", "水利要闻", "news", 520, 1_001_000), ("xwzx/tzgg", "通知公告", "notice", 320, 1_002_000), ("zfxxgk/zc", "政策", "policy", 80, 1_003_000),
    ("zfxxgk/fdzdgknr/czyjs", "财政预决算", "budget", 120, 1_004_000), ("zfxxgk/fdzdgknr/rsxx", "人事信息", "staff", 80, 1_005_000),
    ("zfxxgk/fdzdgknr/ghtj", "规划统计", "annual", 90, 1_006_000), ("zfxxgk/fdzdgknr/zfcg", "政府采购", "tender", 90, 1_007_000),
    ("zfxxgk/zfxxgkzn", "政府信息公开指南", "near", 24, 1_008_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2008, 2024), OWN, 1_020_000, (DEPARTMENT,)),
        *beside(COUNTY, BESIDE, range(2018, 2024), 1_009_000, DEPARTMENT),
    ]
    lawful = [
        *laws(COUNTY, range(2015, 2024), OWN, 1_024_000, (DEPARTMENT,)),
        *heap(COUNTY, "law", 60, 1_010_000),
    ]
    lower = disclosures(COUNTY, range(2017, 2024), LOWER, 1_030_000, tuple(UNITS))
    columns += [
        Column("zfxxgk/zfxxgknb", "政府信息公开年报", tuple(newest(annual))),
        Column("zfxxgk/zfxxgknb/zsdw", "直属单位年报", tuple(lower)),
        Column("zfxxgk/fdzdgknr/fzzf", "法治政府建设", tuple(newest(lawful))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, lambda sheet, ask: _listing(sheet), _article, 20))
    for column in columns[-3:-1]:
        for paper in (paper for paper in column.papers if _doubled(paper)):
            desk.attach(_file(column, paper), replace(paper, medium="docx"))
    desk.page("/index.html", "list", DEPARTMENT.name, lambda ask: _home(columns))
    desk.page("/zfxxgk/index.html", "list", "政府信息公开", lambda ask: _platform(columns[2]))
    desk.page("/zfxxgk/fdzdgknr/index.html", "list", "法定主动公开内容", lambda ask: _contents(columns))
    return replace(desk.site(), name=DEPARTMENT.name, seed=f"{desk.root}/ name={DEPARTMENT.name}")


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{f'_{number - 1}' if number > 1 else ''}.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{_near(paper)}"


def _near(paper: Paper) -> str:
    day = paper.date.replace("-", "")
    return f"{day[:6]}/t{day}_{paper.key}.html"


def _doubled(paper: Paper) -> bool:
    """Whether the text hangs below as a file too."""
    return bool(paper.kind) and paper.year >= 2020


def _file(column: Column, paper: Paper) -> str:
    day = paper.date.replace("-", "")
    return f"/{column.key}/{day[:6]}/P0{day}{paper.key}.docx"


def _frame(title: str, middle: str, more: str = "") -> str:
    menu = "".join(
        f'<a href="{path}"{" class=on" if name == title else ""}>{name}</a>'
        for path, name in (
            ("/", "首页"),
            ("/xwzx/slyw/", "水利要闻"),
            ("/xwzx/tzgg/", "通知公告"),
            ("/zfxxgk/", "政府信息公开"),
        )
    )
    return (
        head(f"{title}_{DEPARTMENT.name}", more=more)
        + f'<body><div id="app" v-cloak><header class="header"><div class="logo" aria-label="{DEPARTMENT.name}"></div><nav class="nav">{menu}</nav></header>{middle}'
        f'<footer class="footer"><p>主办单位：{DEPARTMENT.name}　网站标识码：9900000033</p><p>{NOTE}</p></footer></div></body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], up: str = "./") -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{up}{_near(p)}" target="_blank" title="{p.title}">{p.title}</a><span>{p.date}</span></li>'
        ),
    )


def _home(columns: list[Column]) -> str:
    panes = "".join(
        f'<el-tab-pane label="{c.name}" name="t{at}"><ul class="news-list">{_items(c, c.papers[:8], f"./{c.key}/")}</ul><a class="more" href="./{c.key}/">更多</a></el-tab-pane>'
        for at, c in enumerate(columns[:2])
    )
    return _frame("首页", f'<el-tabs v-model="active">{panes}</el-tabs>')


def _doors() -> str:
    links = "".join(f'<li><a href="/zfxxgk/{key}/">{name}</a></li>' for key, name in DOORS)
    return f'<aside class="gk-left"><ul>{links}<li><a href="javascript:void(0)" @click="apply">依申请公开</a></li></ul></aside>'


def _platform(column: Column) -> str:
    return _frame(
        "政府信息公开",
        f'<div class="gk">{_doors()}<section class="gk-right"><h3>政策</h3><ul>{_items(column, column.papers[:10], "./zc/")}</ul></section></div>',
    )


def _contents(columns: list[Column]) -> str:
    boxes = "".join(
        f'<dl><dt><a href="/{c.key}/">{c.name}</a></dt></dl>' for c in columns if "fdzdgknr" in c.key
    )
    return _frame(
        "法定主动公开内容", f'<div class="gk">{_doors()}<section class="gk-right">{boxes}</section></div>'
    )


def _listing(sheet: Sheet) -> str:
    c = sheet.column
    tabs = ""
    if "zfxxgknb" in c.key:
        tabs = '<div class="tabs"><a href="/zfxxgk/zfxxgknb/">厅机关</a><a href="/zfxxgk/zfxxgknb/zsdw/">直属单位</a></div>'
    pager = f'<div class="page"><script language="javascript">createPageHTML({sheet.of}, {sheet.number - 1}, "index", "html");</script></div>'
    aside = _doors() if c.key.startswith("zfxxgk") else ""
    return _frame(
        c.name,
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; {c.name}</div><div class="gk">{aside}<section class="gk-right">{tabs}<ul class="list">{_items(c, sheet.rows)}</ul>{pager}</section></div>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year % 3 == 0 else "plain")
    if paper.title.startswith("图解"):
        text = f'<p align="center"><img src="./images/W02{paper.key}.jpg" /></p>'
    if _doubled(paper) and not column.key.endswith("fzzf"):
        name = _file(column, paper).rpartition("/")[2]
        text += f'<div class="appendix"><b>附件：</b><a href="./{name}" target="_blank">{paper.title}.docx</a></div>'
    return _frame(
        paper.title,
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/{column.key}/">{column.name}</a></div><article class="detail"><h1>{paper.title}</h1>'
        f'<div class="info"><span>来源：{paper.source}</span><span>发布时间：{paper.date} 10:24</span><span class="share">分享</span></div><div class="trs_editor_view TRS_UEDITOR trs_paper_default">{text}</div></article>',
        metas(COUNTY, column.name, paper),
    )
