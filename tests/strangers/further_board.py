"""A city district that opened its office's intranet boards to the public: /board/7?p=2, /doc/20034, and annual reports that a script reads from files.

Habits: a board is a table of 序号, 标题, 发布单位, 发布时间; 年报公示 has a page a year whose rows jQuery takes from /data/nb/2023.json, departments and streets
together, clipped by nobody; a document begins with a red head and a grid of 发布单位, 文号, 日期 as in the office.
"""

from __future__ import annotations

import json
from functools import partial

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE, head, hits

COUNTY = County(
    "钿湖区",
    "www.dianhu-sample.gov.cn",
    ("教育局", "城市管理局", "审计局", "商务局", "退役军人事务局"),
    ("南门口街道", "新丰里街道", "塔影街道", "荷塘边街道"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{stem}{year}年度政府信息公开工作年度报告", "{name}政府信息公开工作年度报告（{year}年）"),
    law_titles=("{name}{year}年法治政府建设年度报告", "{stem}关于{year}年法治政府建设情况的报告"),
)  # fmt: skip
YEARS = range(2017, 2025)
HEAPS = (
    ("1", "区内要闻", "news", 380, 1_000), ("2", "通知公告", "notice", 260, 2_000), ("3", "政策文件", "policy", 90, 3_000), ("4", "预决算公开", "budget", 150, 4_000),
    ("5", "人事任免", "staff", 90, 5_000), ("6", "采购招标", "tender", 150, 6_000), ("8", "统计与总结", "annual", 80, 7_000), ("9", "政务公开工作", "beside", 80, 8_000),
)  # fmt: skip

FETCH = (
    '<script>\n$.ajax({\n  url: "/data/nb/YEAR.json",\n  dataType: "json",\n  success: function (res) {\n    var out = "";\n    $.each(res.rows, function (i, r) {\n'
    "      out += '<tr><td>' + (i + 1) + '</td><td><a target=\"_blank\" href=\"' + r.url + '\">' + r.subject + '</a></td><td>' + r.unit + '</td><td>' + r.time + '</td></tr>';\n"
    '    });\n    $("#nb tbody").html(out);\n  }\n});\n</script>'
)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [Column(key, name, tuple(heap(COUNTY, pool, n, at))) for key, name, pool, n, at in HEAPS]
    lawful = [
        *laws(COUNTY, range(2020, 2025), HABIT, 24_000, (COUNTY.government, *COUNTY.bureaus[:2])),
        *heap(COUNTY, "law", 70, 9_000),
    ]
    columns.append(Column("10", "法治政府建设", tuple(newest(lawful))))
    desk.publish(columns, Skin(_sheet, _leaf, partial(_listing, columns), _article, 20))
    annual = disclosures(COUNTY, YEARS, HABIT, 20_000)
    desk.leaves(Column("nb", "年报公示", tuple(annual)), _leaf, _article)
    for year in YEARS:
        mine = [paper for paper in annual if paper.year == year]
        desk.data(f"/data/nb/{year}.json", lambda ask, mine=mine: _rows(mine))
        desk.cover(f"/board/nb/{year}", "年报公示", partial(_year, columns, year))
    desk.cover("/board/nb", "年报公示", partial(_year, columns, YEARS[-1]))
    desk.cover("/index.html", "首页", _home, columns)
    return desk.site("User-agent: *\nDisallow: /oa/\n")


def _rows(papers: list[Paper]) -> str:
    lines = [
        {"id": p.key, "subject": p.title, "unit": p.office.name if p.office else "", "time": p.date, "url": f"/doc/{p.key}"} for p in papers
    ]  # fmt: skip
    return json.dumps({"code": 0, "count": len(lines), "rows": lines}, ensure_ascii=False)


def _sheet(column: Column, number: int) -> str:
    return f"/board/{column.key}" + (f"?p={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/doc/{paper.key}"


def _frame(title: str, middle: str, columns: list[Column] | None = None) -> str:
    boards = "".join(f'<li><a href="/board/{c.key}">{c.name}</a></li>' for c in columns or ())
    side = (
        f'<div class="left"><h4>公告板</h4><ul>{boards}<li><a href="/board/nb">年报公示</a></li></ul></div>'
        if columns
        else ""
    )
    return (
        head(f"{title} - {COUNTY.name}政务信息公开平台", more='<link rel="stylesheet" href="/layui/css/layui.css"><script src="/js/jquery-1.12.4.min.js"></script>')
        + f'<body class="layui-layout-body"><div class="top"><a href="/"><img src="/img/logo.png" alt="{COUNTY.name}"></a><b>{COUNTY.name}人民政府政务信息公开平台</b></div>{side}<div class="right">{middle}</div>'
        f'<div class="layui-footer">{COUNTY.name}人民政府办公室　{NOTE}</div></body></html>'
    )  # fmt: skip


def _home(title: str, columns: list[Column]) -> str:
    cards = "".join(
        f'<div class="layui-card"><div class="layui-card-header">{c.name}<a href="/board/{c.key}">更多</a></div><div class="layui-card-body">'
        + rows(
            c.papers[:6],
            lambda p: f'<p><a href="/doc/{p.key}" target="_blank">{p.title}</a><i>{p.date}</i></p>',
        )
        + "</div></div>"
        for c in columns[:4]
    )
    return _frame(title, cards, columns)


def _year(columns: list[Column], year: int, title: str) -> str:
    tabs = "".join(f'<li{" class=layui-this" if each == year else ""}><a href="/board/nb/{each}">{each}年度</a></li>' for each in reversed(YEARS))  # fmt: skip
    return _frame(
        title,
        f'<div class="pos">政府信息公开年报公示（{year}年度）</div><ul class="layui-tab-title">{tabs}</ul><table class="layui-table" id="nb"><thead><tr><th>序号</th><th>标题</th><th>发布单位</th><th>发布时间</th></tr></thead><tbody></tbody></table>{FETCH.replace("YEAR", str(year))}',
        columns,
    )


def _listing(columns: list[Column], sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    lines = "".join(
        f'<tr><td>{at}</td><td><a href="/doc/{p.key}" target="_blank">{p.title}</a></td><td>{p.source}</td><td>{p.date}</td></tr>'
        for at, p in enumerate(sheet.rows, (sheet.number - 1) * 20 + 1)
    )
    numbers = "".join(
        f'<span class="layui-laypage-curr"><em>{n}</em></span>' if n == sheet.number else f'<a href="{_sheet(c, n)}">{n}</a>'
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 3) + 1)
    )  # fmt: skip
    return _frame(
        c.name,
        f'<div class="pos">{c.name}</div><table class="layui-table"><thead><tr><th>序号</th><th>标题</th><th>发布单位</th><th>发布时间</th></tr></thead><tbody>{lines}</tbody></table><div class="layui-laypage">{numbers}<span class="layui-laypage-count">共 {len(c.papers)} 条</span></div>',
        columns,
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="doc"><table class="layui-table" lay-size="sm"><tr><td>发布单位</td><td>{paper.source}</td><td>发布时间</td><td>{paper.date} 1{paper.key % 8}:0{paper.key % 10}</td></tr><tr><td>公开方式</td><td>主动公开</td><td>阅读次数</td><td>{hits(paper)}</td></tr></table>'
        f'<h2 class="doc-title">{paper.title}</h2><hr class="layui-bg-red"><div class="doc-body">{press.markup(paper.write(), "divs")}</div></div>',
    )
