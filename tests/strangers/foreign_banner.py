"""A banner of herders on TRS WCM: ./202301/t20230118_2045117.html, index_1.html for the second page, a pager that a script writes.

Habits: offices are 苏木 and 镇 beside departments; titles of departments leave the banner out; lists clip titles and say the whole in `title`; the zone of
disclosure shows four tabs, the last with three short lists and 更多; law reports lie in 法治建设 among other papers; a link promises a Mongolian edition.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, metas, shown

COUNTY = County(
    "查兰图旗",
    "www.chalantu-sample.gov.cn",
    ("农牧和科技局", "林业和草原局", "教育局", "卫生健康委员会", "统计局"),
    ("巴彦淖镇", "哈日根镇", "希热图苏木", "额仁乌素苏木"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开年报"),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}{year}年度法治政府建设情况的报告"),
    nil="0",
)
PARTS = Habit(
    titles=("{stem}{year}年政府信息公开工作年度报告", "{stem}{year}年度政府信息公开工作年度报告", "{name}{year}年政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设工作报告",),
    nil="0",
    gap=0.15,
)  # fmt: skip
HEAPS = (
    ("xwzx/qndt", "旗内动态", "news", 460, 1_000), ("xwzx/tzgg", "通知公告", "notice", 240, 2_000), ("zwgk/zfxxgk/fdzdgknr/qzfwj", "旗政府文件", "policy", 80, 3_000),
    ("zwgk/zfxxgk/fdzdgknr/czxx", "财政信息", "budget", 140, 4_000), ("zwgk/zfxxgk/fdzdgknr/rsxx", "人事信息", "staff", 80, 5_000),
    ("zwgk/zfxxgk/fdzdgknr/tjsj", "统计数据", "annual", 70, 6_000), ("zwgk/zfxxgk/fdzdgknr/zbcg", "招标采购", "tender", 110, 7_000),
    ("zwgk/zfxxgk/zfxxgkzd", "政府信息公开制度", "beside", 26, 8_000),
)  # fmt: skip
TOLD = ("{place}召开{year}年度政府信息公开年度报告编制培训会", "{place}{year}年政务公开工作自查报告")
ZONE = "/zwgk/zfxxgk"
SCRIPT = """<script>
function createPageHTML(count, at, stem, suffix){
  for (var i = 0; i < count; i++) document.write('<a href="' + (i ? stem + '_' + i : stem) + '.' + suffix + '">' + (i + 1) + '</a>');
}
</script>"""  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    lawful = [
        *laws(COUNTY, range(2018, 2025), HABIT, 24_000, (COUNTY.government,)),
        *laws(COUNTY, range(2021, 2025), PARTS, 25_000, COUNTY.bureaus[:2]),
        *heap(COUNTY, "law", 44, 9_000),
    ]
    columns.append(Column("zwgk/zfxxgk/fdzdgknr/fzjs", "法治建设", tuple(newest(lawful))))
    own = [
        *disclosures(COUNTY, range(2013, 2025), HABIT, 20_000, (COUNTY.government,)),
        *beside(COUNTY, TOLD, range(2018, 2025), 9_500, COUNTY.government),
    ]
    annual = [
        Column("zwgk/zfxxgk/zfxxgknb/qzf", "旗政府", tuple(newest(own))),
        Column("zwgk/zfxxgk/zfxxgknb/qzbm", "旗直部门", tuple(disclosures(COUNTY, range(2019, 2025), PARTS, 21_000, COUNTY.bureaus))),
        Column("zwgk/zfxxgk/zfxxgknb/smxz", "苏木镇", tuple(disclosures(COUNTY, range(2020, 2025), PARTS, 22_000, COUNTY.villages))),
    ]  # fmt: skip
    desk.publish([*columns, *annual], Skin(_sheet, _leaf, _listing, _article, 14))
    desk.cover(f"{ZONE}/index.html", "政府信息公开", _zone, columns, annual)
    desk.cover(f"{ZONE}/zfxxgknb/index.html", "政府信息公开年报", _annual, annual)
    desk.cover("/index.html", "首页", _home, columns)
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/" + ("index.html" if number == 1 else f"index_{number - 1}.html")


def _near(paper: Paper) -> str:
    return f"./{paper.date[:4]}{paper.date[5:7]}/t{paper.date.replace('-', '')}_{paper.key + 2_041_000}.html"


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{_near(paper)[2:]}"


def _frame(title: str, middle: str, more: str = "") -> str:
    menu = "".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (
            ("/", "网站首页"), ("/xwzx/qndt/", "新闻中心"), (f"{ZONE}/", "政务公开"), ("/xwzx/tzgg/", "互动交流"),
            ("javascript:alert('正在建设')", "ᠮᠣᠩᠭᠣᠯ"),
        )
    )  # fmt: skip
    return (
        head(f"{title}_{COUNTY.name}人民政府", more=more)
        + f'<body><div class="header"><h2>{COUNTY.name}人民政府</h2><div class="menu">{menu}</div></div><div class="main">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int = 30) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span>{p.date}</span><a href="{_leaf(column, p)}" title="{p.title}" target="_blank">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="news"><div class="tit"><b>{c.name}</b><a href="{_sheet(c, 1)}">更多</a></div><ul>{_items(c, c.papers[:8], 22)}</ul></div>'
        for c in columns[:2]
    )
    return _frame(title, boxes + f'<div class="gk"><a href="{ZONE}/"><img src="/images/zfxxgk.png" alt="政府信息公开"></a></div>')  # fmt: skip


def _brief(annual: list[Column]) -> str:
    return "".join(
        f'<div class="nb"><h4>{c.name}</h4><ul>{_items(c, c.papers[:6])}</ul><a class="more" href="{_sheet(c, 1)}">更多&gt;</a></div>'
        for c in annual
    )


def _zone(title: str, columns: list[Column], annual: list[Column]) -> str:
    legal = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in columns if "fdzdgknr" in c.key)
    system = next(c for c in columns if c.key.endswith("zfxxgkzd"))
    tabs = (
        ("政府信息公开指南", f"<h3>{COUNTY.name}政府信息公开指南</h3><p>本指南说明政府信息的分类、编排体系、获取方式和公开机构的联系方式。</p>"),
        ("政府信息公开制度", f'<ul>{_items(system, system.papers[:10])}</ul><a class="more" href="{_sheet(system, 1)}">更多&gt;</a>'),
        ("法定主动公开内容", f'<ul class="ml">{legal}</ul>'),
        ("政府信息公开年报", _brief(annual)),
    )  # fmt: skip
    heads = "".join(
        f'<li class="{"cur" if at == 2 else ""}">{name}</li>' for at, (name, _) in enumerate(tabs)
    )
    bodies = "".join(
        f'<div class="tabcon"{"" if at == 2 else " style=display:none"}>{body}</div>'
        for at, (_, body) in enumerate(tabs)
    )
    return _frame(
        title, f'<ul class="tabs">{heads}</ul>{bodies}<p><a href="{ZONE}/zfxxgknb/">年报专栏</a></p>'
    )


def _annual(title: str, annual: list[Column]) -> str:
    return _frame(title, f'<div class="dqwz"><a href="/">首页</a>&gt;<a href="../">政府信息公开</a>&gt;{title}</div>{_brief(annual)}')  # fmt: skip


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><span>{p.date}</span><a href="{_near(p)}" title="{p.title}" target="_blank">{clip(p.title, 30)}</a></li>'
        ),
    )
    return _frame(
        c.name,
        f'<div class="dqwz"><a href="/">首页</a>&gt;{c.name}</div><ul class="gl">{items}</ul><div class="fy"><script>createPageHTML({sheet.of}, {sheet.number - 1}, "index", "html");</script></div>',
        metas(COUNTY, c.name) + SCRIPT,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    cells = (("索 引 号", f"11150900MB{paper.key:05d}/{paper.date[:4]}-{paper.key % 900:05d}"), ("发文机关", paper.source), ("信息分类", column.name), ("成文日期", shown(paper)))  # fmt: skip
    box = (
        '<table class="tablexl">'
        + "".join(f"<tr><td><b>{name}：</b></td><td>{value}</td></tr>" for name, value in cells)
        + "</table>"
    )
    return _frame(
        paper.title,
        f'<div class="dqwz"><a href="/">首页</a>&gt;<a href="../">{column.name}</a></div>{box if "fdzdgknr" in column.key else ""}<div class="xl-tit">{paper.title}</div>'
        f'<div class="xl-sm">发布日期：{paper.date} 15:{10 + paper.key % 50}　　信息来源：{paper.source}</div>'
        f'<div class="view TRS_UEDITOR trs_paper_default">{press.markup(paper.write(), "word" if paper.key % 3 == 0 else "plain")}</div>',
        metas(COUNTY, column.name, paper),
    )
