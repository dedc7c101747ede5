"""A county on a disclosure platform: organs in three groups, every organ one page with five tabs that a script shows and hides.

Habits: 指南, 制度, 法定主动公开内容, 年报 and 依申请公开 stand all in the organ's page; the tab of reports is whole there, the catalogue under 法定主动公开内容 leads on to
lists of ten; numbers for organs, ids for articles; law reports are a node of the catalogue; a table of 索引号 and 发文日期 over each text.
"""

from __future__ import annotations

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, metas, shown

COUNTY = County(
    "浍岚县",
    "www.huilan-sample.gov.cn",
    ("教育和体育局", "财政局", "自然资源局", "市场监督管理局", "医疗保障局"),
    ("城郊镇", "砚池镇", "老窑镇", "芦花荡乡"),
)
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{stem}{year}年政府信息公开工作年度报告",
        "{year}年{name}政府信息公开年度报告",
    ),
    law_titles=("{name}{year}年度法治政府建设工作情况报告",),
    nil="0",
    joined=False,
)
NODES = (
    ("jgzn", "机构职能", "notice", 9),
    ("gfxwj", "规范性文件", "policy", 12),
    ("czyjs", "财政预决算", "budget", 24),
    ("zfcg", "政府采购", "tender", 26),
    ("rsxx", "人事信息", "staff", 14),
    ("xzzf", "行政执法公开", "law", 16),
    ("tjxx", "统计信息", "annual", 12),
)
FIRST = 1001  # the number of the first organ


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    news = Column("xwdt", "浍岚动态", tuple(heap(COUNTY, "news", 260, 1_000)))
    desk.publish([news], Skin(_sheet, _leaf, _listing, _article, 20))
    for at, office in enumerate(COUNTY.offices):
        first, organ = 10_000 * (at + 1), str(FIRST + at)
        nodes = [
            Column(node, name, tuple(heap(COUNTY, pool, count, first + n * 100, office)), organ)
            for n, (node, name, pool, count) in enumerate(NODES)
        ]
        if at < 4:
            nodes.append(
                Column(
                    "fzzf", "法治政府建设年度报告", tuple(laws(COUNTY, range(2021, 2024), HABIT, first + 2_000, (office,))), organ
                )
            )  # fmt: skip
        rules = Column(
            "zd", "政府信息公开制度", tuple(heap(COUNTY, "beside", 8, first + 1_000, office)), organ
        )
        since = 2015 if at == 0 else 2018 if at < 6 else 2019
        annual = Column(
            "nb", "政府信息公开年报", tuple(disclosures(COUNTY, range(since, 2025), HABIT, first + 3_000, (office,))), organ
        )  # fmt: skip
        desk.publish(nodes, Skin(_sheet, _leaf, _listing, _article, 10))
        for column in (rules, annual):
            desk.leaves(column, _leaf, _article)
        desk.cover(f"/xxgk/{organ}/index.html", office.name, _organ, office, nodes, rules, annual)
    desk.cover("/index.html", "首页", _home, news)
    desk.cover("/xxgk/index.html", "政府信息公开平台", _organs)
    return desk.site("User-agent: *\nDisallow: /manage/\n")


def _sheet(column: Column, number: int) -> str:
    if not column.above:
        return f"/{column.key}/" + ("index.html" if number == 1 else f"list_{number}.htm")
    return f"/xxgk/{column.above}/{column.key}" + (f"/{number}.html" if number > 1 else ".html")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/xxgk/{column.above}/content/{paper.key}.html" if column.above else f"/xwdt/{paper.key}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    return (
        head(
            f"{title}-{COUNTY.name}政府信息公开平台",
            more=f'{more}<link href="/xxgk/static/css/main.css" rel="stylesheet">',
        )
        + f'<body><div class="top-bar"><a href="/">{COUNTY.name}人民政府</a> <a href="/xwdt/">浍岚动态</a> <a href="/xxgk/">政府信息公开</a></div>'
        f'<div class="w1200">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _home(title: str, news: Column) -> str:
    items = rows(
        news.papers[:12],
        lambda p: f'<li><a href="/xwdt/{p.key}.html">{clip(p.title, 30)}</a> <em>{p.date[5:]}</em></li>',
    )
    return _frame(
        title,
        f'<div class="focus"><h2>浍岚动态</h2><ul>{items}</ul></div><div class="entry"><a href="/xxgk/"><i></i>政府信息公开</a></div>',
    )


def _organs(title: str) -> str:
    def group(name: str, level: str) -> str:
        links = "".join(
            f'<li><a href="/xxgk/{FIRST + at}/index.html">{office.name if at == 0 else office.stem}</a></li>'
            for at, office in enumerate(COUNTY.offices)
            if office.level == level
        )
        return f'<div class="jg-group"><div class="jg-tit">{name}</div><ul class="jg-list clearfix">{links}</ul></div>'

    return _frame(
        title,
        f"<h1>{title}</h1>{group('县政府', 'government')}{group('县政府工作部门', 'department')}{group('乡镇人民政府', 'town')}",
    )


def _items(column: Column, papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><a href="{_leaf(column, p)}" target="_blank">{p.title}</a><span class="date">{p.date}</span></li>'
        ),
    )


def _organ(title: str, office: Office, nodes: list[Column], rules: Column, annual: Column) -> str:
    catalogue = "".join(f'<li><a href="{_sheet(c, 1)}">{c.name}</a></li>' for c in nodes)
    fresh = _items(nodes[1], nodes[1].papers[:5])
    panes = (
        ("政府信息公开指南", _guide(office)),
        ("政府信息公开制度", f"<ul>{_items(rules, rules.papers)}</ul>"),
        ("法定主动公开内容", f'<ul class="tree">{catalogue}</ul><ul>{fresh}</ul>'),
        ("政府信息公开年报", f"<ul>{_items(annual, annual.papers)}</ul>"),
        ("依申请公开", "<p>申请人可当面、邮寄或者通过网上平台提交申请。受理电话见公开指南。</p>"),
    )
    tabs = "".join(
        f'<li{" class=on" if at == 2 else ""} data-tab="p{at}">{name}</li>'
        for at, (name, _) in enumerate(panes)
    )
    bodies = "".join(
        f'<div class="pane" id="p{at}"{"" if at == 2 else " style=display:none"}>{inner}</div>'
        for at, (_, inner) in enumerate(panes)
    )
    script = "<script>$('.tabs li').click(function(){$(this).addClass('on').siblings().removeClass('on');$('.pane').hide();$('#'+$(this).data('tab')).show();});</script>"
    return _frame(
        title, f'<h1>{title}</h1><ul class="tabs">{tabs}</ul><div class="panes">{bodies}</div>{script}'
    )


def _guide(office: Office) -> str:
    return (
        f"<h3>{office.name}政府信息公开指南</h3><p>为方便公民、法人和其他组织获取信息，{office.name}编制本指南，每年更新一次。</p>"
        "<p>公开范围：机构职能、规划计划、财政收支、办事程序等。公开期限：自信息形成或变更之日起20个工作日内。</p><p>咨询时间：工作日8:30至17:30。</p>"
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    to = lambda n, word: f'<a href="{_sheet(c, n)}" class="pg">{word}</a>'  # noqa: E731
    numbers = "".join(to(n, str(n)) for n in range(1, sheet.of + 1))
    pager = (
        f'<div class="pager">{to(sheet.before, "上页")}{numbers}{to(sheet.after, "下页")} 共{len(c.papers)}条</div>'
        if sheet.of > 1
        else ""
    )
    up = f'<a href="/xxgk/{c.above}/index.html">返回机构主页</a>' if c.above else ""
    return _frame(c.name, f'<h2>{c.name}</h2>{up}<ul class="news-list">{_items(c, sheet.rows)}</ul>{pager}')


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    card = (
        f'<table class="xxgk-table"><tr><th>索引号</th><td>HL{column.above}-{paper.key:06d}</td><th>主题分类</th><td>{column.name}</td></tr>'
        f"<tr><th>发布机构</th><td>{paper.source}</td><th>发文日期</th><td>{shown(paper)}</td></tr><tr><th>标题</th><td colspan='3'>{paper.title}</td></tr></table>"
        if column.above
        else f"<p class='src'>{shown(paper)}　来源：{paper.source}</p>"
    )
    return _frame(
        paper.title,
        f'{card}<h1 class="title">{paper.title}</h1><div id="zoom">{press.markup(paper.write(), "plain")}</div><p class="tools"><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></p>',
        metas(COUNTY, column.name, paper),
    )
