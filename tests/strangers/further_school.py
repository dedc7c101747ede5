"""A city's bureau of education and sports on the web package that its schools use: /class.php?fid=23&p=2, /html/2023/0118/20034.html.

Habits: columns keep the names of a school (校务, 教研), the author is 办公室 or a person, every article has 上一篇 and 下一篇; the bureau's reports stand in
局务公开 under 信息公开年报, those of the institutions below it in a column of their own; GBK, nothing but PHP.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, hits, shown

COUNTY = County(
    "榕汊市",
    "jtj.rongcha-sample.gov.cn",
    ("教育体育局", "教育考试中心", "教师发展中心", "体育运动学校"),
    ("实验小学", "第三中学", "职业中专", "特殊教育学校"),
)
BUREAU, EXAMS, TEACHERS, SPORTS = COUNTY.bureaus
HABIT = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告",
        "{name}{year}年度政府信息公开年度报告",
        "{year}年{name}政府信息公开工作年度报告",
    ),
    law_titles=("{name}{year}年法治政府建设工作报告", "{name}关于{year}年度法治政府建设情况的报告"),
    gap=0.0,
)
OLD = replace(
    HABIT, titles=("{stem}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告")
)
BELOW = Habit(
    titles=("{name}{year}年信息公开年度报告", "{name}{year}年度信息公开工作年度报告"), tables=(), gap=0.05
)
TOLD = (
    "关于报送{year}年度信息公开年报的通知",
    "{place}教育体育局{year}年信息公开情况统计（第四季度）",
    "我局{year}年信息公开年报已在网站发布",
    "{place}{town}{year}年校务公开工作小结",
)
HEAPS = (
    ("3", "教育快讯", "news", 360, 1_000), ("4", "校园之窗", "news", 260, 2_000), ("5", "通知公告", "notice", 220, 3_000), ("21", "政策法规", "policy", 60, 4_000),
    ("22", "财务公开", "budget", 90, 5_000), ("25", "招考招聘", "staff", 80, 6_000), ("26", "招标采购", "tender", 90, 7_000), ("27", "计划总结", "annual", 80, 8_000),
)  # fmt: skip


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html; charset=gbk")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, n, at, BUREAU))) for key, name, pool, n, at in HEAPS
    ]
    own = [
        *disclosures(COUNTY, range(2008, 2014), OLD, 20_000, (BUREAU,)),
        *disclosures(COUNTY, range(2014, 2025), HABIT, 20_500, (BUREAU,)),
    ]
    lawful = [
        *laws(COUNTY, range(2016, 2025), HABIT, 24_000, (BUREAU,)),
        *heap(COUNTY, "law", 40, 9_500, BUREAU),
    ]
    columns += [
        Column("23", "信息公开年报", tuple(newest(own))),
        Column(
            "24",
            "直属单位年报",
            tuple(disclosures(COUNTY, range(2019, 2025), BELOW, 21_000, (EXAMS, TEACHERS, SPORTS))),
        ),
        Column("28", "依法治教", tuple(newest(lawful))),
        Column("29", "公开工作", tuple(beside(COUNTY, TOLD, range(2014, 2024), 9_000, BUREAU))),
    ]
    desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, 20))
    desk.cover("/jwgk.php", "局务公开", _open, columns[3:])
    desk.cover("/index.html", "首页", _home, columns[:3])
    return replace(desk.site(), name=BUREAU.name, seed=f"{desk.root}/ name={BUREAU.name}")


def _sheet(column: Column, number: int) -> str:
    return f"/class.php?fid={column.key}" + (f"&p={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"/html/{year}/{month}{day}/{paper.key}.html"


def _frame(title: str, middle: str) -> str:
    menu = "".join(
        f'<li><a href="{path}"><span>{name}</span></a></li>'
        for path, name in (("/", "首 页"), ("/class.php?fid=3", "教育快讯"), ("/class.php?fid=4", "校园之窗"), ("/class.php?fid=5", "通知公告"), ("/jwgk.php", "局务公开"))
    )  # fmt: skip
    return (
        f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=gbk">\n<title>{title} - {BUREAU.name}</title>\n<link rel="stylesheet" href="/skin/school/blue.css">\n</head>\n<body>'
        f'<div id="wrap"><div id="banner"><img src="/skin/school/banner.jpg" width="980" height="180"></div><ul id="menu">{menu}</ul><div id="main">{middle}</div>'
        f'<div id="foot">{BUREAU.name}　校园网管理系统 V5.2　{NOTE}</div></div></body></html>'
    )


def _items(column: Column, papers: tuple[Paper, ...], width: int) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span class="date">[{p.date[5:]}]</span><a href="{_leaf(column, p)}" target="_blank">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    return _frame(
        title,
        "".join(
            f'<div class="box"><h3><a href="/class.php?fid={c.key}">{c.name}</a></h3><ul>{_items(c, c.papers[:10], 18)}</ul></div>' for c in columns
        ),
    )  # fmt: skip


def _open(title: str, columns: list[Column]) -> str:
    links = "".join(f'<li><a href="/class.php?fid={c.key}">{c.name}</a></li>' for c in columns)
    return _frame(
        title,
        f'<div id="side"><h3>{title}</h3><ul>{links}</ul></div><div id="right"><h3>机构简介</h3><p>{BUREAU.name}是主管全市教育和体育工作的市政府工作部门，下设教育考试中心、教师发展中心和体育运动学校。</p></div>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<tr><td class="t"><img src="/skin/school/dot.gif"> <a href="{_leaf(c, p)}" target="_blank">{p.title}</a></td><td class="d">{p.date}</td></tr>'
        ),
    )
    numbers = " ".join(
        f"<b>{n}</b>" if n == sheet.number else f'<a href="{_sheet(c, n)}">[{n}]</a>'
        for n in range(max(1, sheet.number - 5), min(sheet.of, sheet.number + 5) + 1)
    )
    last = f'<a href="{_sheet(c, sheet.of)}">末页</a>' if sheet.of > 1 else ""
    return _frame(
        c.name,
        f'<div id="pos">当前位置：<a href="/">首页</a> → {c.name}</div><table id="list" width="100%">{items}</table><div class="page">{numbers} {last} 共 {len(c.papers)} 篇</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    at = column.papers.index(paper)
    near = "".join(
        f'<p>{word}：<a href="{_leaf(column, column.papers[to])}">{column.papers[to].title}</a></p>'
        for word, to in (("上一篇", at - 1), ("下一篇", at + 1))
        if 0 <= to < len(column.papers)
    )
    who = ("办公室", "信息中心", "管理员")[paper.key % 3]
    hand = "word" if paper.key % 4 == 1 else "plain"
    return _frame(
        paper.title,
        f'<div id="pos">当前位置：<a href="/">首页</a> → <a href="{_sheet(column, 1)}">{column.name}</a> → 文章内容</div><h1 class="title">{paper.title}</h1>'
        f'<div class="info">作者：{who}　时间：{shown(paper)}　点击：{hits(paper)} 次　【字体：大 中 小】</div><div id="content">{press.markup(paper.write(), hand)}</div><div class="near">{near}</div>',
    )
