"""A city on a JEECMS-like disclosure platform: a tree of columns that a script draws, tables by 索引号, pagers of buttons.

Habits: zNodes hold the addresses of every column; each row has a hidden card with 内容概述 and the whole title while the visible one is clipped; 下一页 is
<input type=button onclick="location.href='index_2.jhtml'">; departments' reports may be a PDF behind attachment.jspx; the city's reports begin in 2012.
"""

from __future__ import annotations

import json

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import head, metas, old_footer

COUNTY = County(
    "枫渚市",
    "www.fengzhu-sample.gov.cn",
    (
        "发展和改革委员会",
        "教育局",
        "工业和信息化局",
        "生态环境局",
        "卫生健康委员会",
        "国有资产监督管理委员会",
    ),
    ("渚前街道", "大枫镇", "石埠镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}{year}年法治政府建设情况报告", "{name}关于{year}年度法治政府建设情况的报告"),
    nil="0",
    files=(("department", ("html", "html", "pdf")),),
)
NODES = (
    ("jgzn", "机构职能", "notice", 90, 1_000), ("zcfg", "政策法规", "policy", 70, 2_000), ("ghjh", "规划计划", "annual", 60, 3_000), ("czxx", "财政信息", "budget", 170, 4_000),
    ("zfcg", "政府采购", "tender", 110, 5_000), ("rsxx", "人事信息", "staff", 80, 6_000), ("gkzd", "信息公开制度", "near", 26, 7_000), ("gzdt", "工作动态", "news", 560, 8_000),
)  # fmt: skip
SLUGS = ("fgw", "jyj", "gxj", "hbj", "wjw", "gzw")
SCRIPT = """<script type="text/javascript" src="/r/cms/jquery.ztree.core.js"></script>
<script type="text/javascript">
var setting = { data: { simpleData: { enable: true } } };
var zNodes = %s;
$(document).ready(function(){ $.fn.zTree.init($("#tree"), setting, zNodes); });
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    plain = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first)), "0")
        for key, name, pool, count, first in NODES
    ]
    lawful = [
        *laws(COUNTY, range(2018, 2024), HABIT, 24_000, COUNTY.offices[:3]),
        *heap(COUNTY, "law", 40, 9_000),
    ]
    annual = [
        Column("nb_szf", "市政府", _annual(range(2012, 2024), 20_000, COUNTY.government), "90"),
        *(
            Column(f"nb_{slug}", office.stem, _annual(range(2017, 2024), 30_000 + at * 100, office), "91")
            for at, (slug, office) in enumerate(zip(SLUGS, COUNTY.bureaus, strict=True))
        ),
        Column("nb_zj", "镇（街道）", _annual(range(2017, 2024), 22_000, *COUNTY.villages), "90"),
    ]
    columns = [*plain, Column("fzzf", "法治政府建设", tuple(newest(lawful)), "0"), *annual]
    tree = SCRIPT % json.dumps(_nodes(columns), ensure_ascii=False)
    desk.publish(
        columns,
        Skin(
            _sheet,
            lambda c, p: f"/xxgk/{c.key}/{p.key}.jhtml",
            lambda sheet, ask: _listing(sheet, tree),
            _article,
            8,
        ),
    )
    for paper in (paper for column in annual for paper in column.papers if paper.medium == "pdf"):
        desk.attach(_file(paper), paper, type="application/octet-stream")
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(plain))
    desk.page("/xxgk/index.jhtml", "list", "政府信息公开", lambda ask: _welcome(tree))
    return desk.site()


def _annual(years: range, first: int, *offices: Office) -> tuple[Paper, ...]:
    return tuple(disclosures(COUNTY, years, HABIT, first, offices))


def _nodes(columns: list[Column]) -> list[dict[str, object]]:
    """The nodes of the tree: folders have no address of their own."""
    folders = [
        {"id": 90, "pId": 0, "name": "政府信息公开年度报告", "open": False},
        {"id": 91, "pId": 90, "name": "市直部门", "open": False},
    ]
    return folders + [
        {"id": 100 + at, "pId": int(c.above), "name": c.name, "url": _sheet(c, 1), "target": "_self"}
        for at, c in enumerate(columns)
    ]


def _sheet(column: Column, number: int) -> str:
    return f"/xxgk/{column.key}/index" + (f"_{number}" if number > 1 else "") + ".jhtml"


def _file(paper: Paper) -> str:
    return f"/attachment.jspx?cid={paper.key}&i=0"


def _index(paper: Paper) -> str:
    """The 索引号: organ, class, year, number."""
    return f"FZ{paper.key % 89:03d}-0105-{paper.date[:4]}-{paper.key % 10_000:05d}"


def _frame(title: str, middle: str, more: str = "") -> str:
    return (
        head(f"{title}-{COUNTY.name}政府信息公开平台", more=more)
        + f'<body><div class="topbar"><a href="/">网站首页</a>|<a href="/xxgk/index.jhtml">信息公开首页</a>|<a href="/xxgk/gzdt/index.jhtml">工作动态</a></div>{middle}{old_footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    c = columns[-1]
    items = rows(
        c.papers[:10],
        lambda p: (
            f'<li><a href="/xxgk/{c.key}/{p.key}.jhtml" title="{p.title}">{clip(p.title, 20)}</a><em>{p.date[5:]}</em></li>'
        ),
    )
    return _frame(
        "首页",
        f'<div class="news"><h2>工作动态</h2><ul>{items}</ul></div><div class="entry"><a href="/xxgk/index.jhtml"><img src="/images/xxgk.png" alt="政府信息公开"></a></div>',
    )


def _welcome(tree: str) -> str:
    return _frame(
        "政府信息公开",
        '<div class="left"><h3>信息公开目录</h3><ul id="tree" class="ztree"></ul></div><div class="right"><p>本平台公布市政府及各部门应当主动公开的政府信息，请在左侧目录中选择。</p></div>',
        tree,
    )


def _listing(sheet: Sheet, tree: str) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr><td class="idx">{_index(p)}</td><td class="mc"><a href="{p.key}.jhtml" target="_blank" onmouseover="showcard({p.key})">{clip(p.title, 24)}</a>'
            f'<div class="card" id="card{p.key}" style="display:none"><p>索引号：{_index(p)}</p><p>信息名称：{p.title}</p><p>内容概述：{p.title[:12]}</p><p>发布机构：{p.source}</p></div></td>'
            f"<td>{p.source}</td><td>{p.date}</td></tr>"
        ),
    )
    button = lambda word, n: (  # noqa: E731
        f'<input type="button" value="{word}" onclick="location.href=\'{_sheet(c, n).rpartition("/")[2]}\'" />'
        if n != sheet.number
        else f'<input type="button" value="{word}" disabled="disabled" />'
    )
    pager = f'<div class="pagebar">共 {len(c.papers)} 条记录 {sheet.number}/{sheet.of} 页 {button("首 页", 1)} {button("上一页", sheet.before)} {button("下一页", sheet.after)} {button("尾 页", sheet.of)}</div>'
    table = f'<table class="catalog" width="100%"><thead><tr><th>索引号</th><th>信息名称</th><th>发布机构</th><th>发文日期</th></tr></thead><tbody>{items}</tbody></table>'
    return _frame(
        c.name,
        f'<div class="left"><ul id="tree" class="ztree"></ul></div><div class="right"><div class="where">当前位置：信息公开目录 &gt; {c.name}</div>{table}{pager}</div>',
        metas(COUNTY, c.name) + tree,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "br" if paper.kind else "plain")
    if paper.medium == "pdf":
        text = f'<div class="att">附件：<img src="/r/cms/www/pdf.gif"><a href="{_file(paper).replace("&", "&amp;")}">{paper.title}.pdf</a></div>'
    table = (
        f'<table class="xxgk-head" width="100%"><tr><th>索 引 号：</th><td>{_index(paper)}</td><th>信息分类：</th><td>{column.name}</td></tr><tr><th>发布机构：</th><td>{paper.source}</td>'
        f"<th>发文日期：</th><td>{paper.date}</td></tr><tr><th>信息名称：</th><td colspan=3>{paper.title}</td></tr><tr><th>文　　号：</th><td>无</td><th>有 效 性：</th><td>有效</td></tr></table>"
    )
    return _frame(
        paper.title,
        f'<div class="where">当前位置：<a href="/xxgk/index.jhtml">信息公开目录</a> &gt; <a href="index.jhtml">{column.name}</a></div>{table}<div class="title">{paper.title}</div><div id="zoom" class="txt">{text}</div>'
        '<div class="oper">【<a href="#" onclick="window.print()">打印</a>】【<a href="#" onclick="window.close()">关闭</a>】</div>',
        metas(COUNTY, column.name, paper),
    )
