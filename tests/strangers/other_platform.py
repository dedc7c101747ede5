"""A county of an eastern province on its open-government platform: /gongkai/site_jyj/channel_c_7004_nb/, doc_<hex>.html, reports by a drop-down of years.

Habits: the platform's page 政府信息公开年报 shows one year as three lists (county, departments, towns) whose anchors are short names, other years by a form that
sends ?nd=2021; each organ's own directory shows its documents but not its reports; the law reports have a column of the county's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, metas

COUNTY = County(
    "岱棣县",
    "www.daidi-sample.gov.cn",
    ("发展和改革局", "教育和体育局", "财政局", "水利局", "退役军人事务局", "行政审批服务局"),
    ("棣城街道", "大沽河镇", "柳行镇", "店子乡"),
)
CODES = ("xzf", "fgj", "jtj", "czj", "slj", "tyjrj", "spj", "dcjd", "dghz", "lhz", "dzx")
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{year}年{name}政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作年度报告"),
    law_titles=("{name}{year}年度法治政府建设情况报告", "{name}关于{year}年法治政府建设工作情况的报告"),
    files=(("town", ("html", "html", "docx")), ("department", ("html", "html", "html", "pdf"))),
    gap=0.05,
)  # fmt: skip
YEARS = range(2014, 2025)
BESIDE = (
    "关于印发《{place}{next}年政务公开工作要点》的通知",
    "{place}{year}年度政府信息公开工作年度报告图解",
    "{place}政府信息公开年度报告发布情况检查通报（{year}年）",
)
NEWS = (
    ("xwzx/ddyw", "岱棣要闻", "news", 420, 1_000),
    ("xwzx/gsgg", "公示公告", "notice", 260, 2_000),
    ("xwzx/zbxx", "招标信息", "tender", 90, 3_000),
)
OWN = (
    ("policy", "政策文件", "policy", 14),
    ("budget", "财政信息", "budget", 20),
    ("staff", "人事信息", "staff", 8),
    ("zn", "公开指南", "near", 4),
)
GROUPS = (("government", "县政府"), ("department", "县直部门单位"), ("town", "镇街"))
REPORTS = "gongkai/nianbao"


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    units = dict(zip(CODES, COUNTY.offices, strict=True))
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in NEWS
    ]
    lawful = [*laws(COUNTY, range(2018, 2025), HABIT, 28_000), *heap(COUNTY, "law", 60, 10_000)]
    columns += [
        Column("gongkai/site_xzf/channel_c_7009_fz", "法治政府建设", tuple(newest(lawful))),
        Column(
            "gongkai/site_xzf/channel_c_7010_gk",
            "政务公开工作推进",
            tuple(beside(COUNTY, BESIDE, range(2013, 2025), 9_000)),
        ),
    ]
    own = {code: _own(code, office, at) for at, (code, office) in enumerate(units.items())}
    desk.publish(
        [*columns, *(column for unit in own.values() for column in unit)],
        Skin(_sheet, _leaf, _listing, _article, 15),
    )
    papers = [
        *disclosures(COUNTY, YEARS[:5], HABIT, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, YEARS[5:], HABIT, 21_000),
    ]
    annual = Column(REPORTS, "政府信息公开年报", tuple(papers))
    desk.leaves(annual, _leaf, _article)
    for paper in papers:
        if paper.medium != "html":
            desk.attach(_file(paper), paper)
    for year in YEARS:
        of_year = [paper for paper in papers if paper.year == year]
        desk.cover(f"/{REPORTS}/index.jsp?nd={year}", annual.name, _year, annual, of_year, year)
    desk.cover(
        f"/{REPORTS}/index.jsp",
        annual.name,
        _year,
        annual,
        [paper for paper in papers if paper.year == YEARS[-1]],
        YEARS[-1],
    )
    desk.cover("/index.html", "首页", _home, columns[:3])
    desk.cover("/gongkai/index.html", "政务公开", _platform, units, columns[3:])
    for code, office in units.items():
        desk.cover(f"/gongkai/site_{code}/index.html", office.name, _unit, own[code])
    return desk.site()


def _own(code: str, office: Office, at: int) -> list[Column]:
    return [
        Column(f"gongkai/site_{code}/channel_c_{7100 + at}_{key}", name, tuple(heap(COUNTY, pool, count, 40_000 + at * 1_000 + step * 100, office)), office.name)
        for step, (key, name, pool, count) in enumerate(OWN)
    ]  # fmt: skip


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number}'}.html"


def _hex(paper: Paper) -> str:
    return hashlib.sha256(f"dd{paper.key}".encode()).hexdigest()[:32]


def _leaf(column: Column, paper: Paper) -> str:
    return f"/{column.key}/doc_{_hex(paper)}.html"


def _file(paper: Paper) -> str:
    return f"/gongkai/upload/{paper.date[:7].replace('-', '')}/{_hex(paper)[:20]}.{paper.medium}"


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<a href="{path}">{name}</a>'
        for path, name in (
            ("/", "首页"),
            ("/xwzx/ddyw/", "新闻"),
            ("/xwzx/gsgg/", "公示公告"),
            ("/gongkai/", "政务公开"),
        )
    )
    return (
        head(
            f"{COUNTY.name}人民政府 {title}",
            more=f'{more}<link rel="stylesheet" href="/gongkai/css/style.css"><script src="/js/jquery-1.12.4.min.js"></script>',
        )
        + f'<body><div class="banner"><div class="w"><h1>{COUNTY.name}人民政府</h1><div class="nav">{nav}</div></div></div><div class="w content-box">{middle}</div>{footer(COUNTY)}</body></html>'
    )


def _items(column: Column, papers: Iterable[Paper], width: int = 46) -> str:
    return rows(
        papers,
        lambda p: (
            f'<li><span class="fr">{p.date}</span><a href="{_leaf(column, p)}" title="{p.title}" target="_blank">{clip(p.title, width)}</a></li>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="module"><h2><a href="/{c.key}/">{c.name}</a></h2><ul>{_items(c, c.papers[:8], 28)}</ul></div>'
        for c in columns
    )
    return _frame(
        title, f'{boxes}<p><a href="/gongkai/"><img src="/images/gk.jpg" alt="政务公开平台"></a></p>'
    )


def _called(office: Office) -> str:
    return {"government": "县政府（县政府办公室）", "department": f"县{office.stem}"}.get(
        office.level, office.stem
    )


def _platform(title: str, units: dict[str, Office], columns: list[Column]) -> str:
    groups = "".join(
        f'<dl class="dw"><dt>{name}</dt><dd>'
        + "".join(
            f'<a href="/gongkai/site_{code}/">{_called(office)}</a>'
            for code, office in units.items()
            if office.level == level
        )
        + "</dd></dl>"
        for level, name in GROUPS
    )
    entries = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/gongkai/site_xzf/channel_c_7100_zn/", "政府信息公开指南"),
            (f"/{REPORTS}/index.jsp", "政府信息公开年报"),
            *((f"/{c.key}/", c.name) for c in columns),
        )
    )
    return _frame(
        title,
        f'<ul class="entries clearfix">{entries}</ul><div class="units"><h3>法定主动公开内容</h3>{groups}</div>',
    )


def _unit(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="module"><h3>{c.name}<a class="more" href="/{c.key}/">更多</a></h3><ul>{_items(c, c.papers[:4])}</ul></div>'
        for c in columns
    )
    return _frame(
        title,
        f'<div class="crumbs"><a href="/">首页</a> &gt; <a href="/gongkai/">政务公开</a> &gt; {title}</div>{boxes}',
    )


def _year(title: str, annual: Column, papers: list[Paper], year: int) -> str:
    options = "".join(
        f'<option value="{each}"{" selected" if each == year else ""}>{each}年</option>'
        for each in reversed(YEARS)
    )
    form = f'<form class="nd" action="/{REPORTS}/index.jsp" method="get">年度：<select name="nd" onchange="this.form.submit()">{options}</select></form>'
    lists = "".join(
        f'<div class="nb"><h3>{name}</h3><ul class="clearfix">'
        + "".join(
            f'<li><a href="{_leaf(annual, p)}" target="_blank">{_called(p.office)}</a></li>'
            for p in reversed(papers)
            if p.office and p.office.level == level
        )
        + "</ul></div>"
        for level, name in GROUPS
        if any(p.office and p.office.level == level for p in papers)
    )
    return _frame(
        title,
        f'<div class="crumbs"><a href="/">首页</a> &gt; <a href="/gongkai/">政务公开</a> &gt; {title}</div><h2>{title}</h2>{form}{lists}',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    link = lambda n, word: f'<a href="{_sheet(c, n)}">{word}</a>'  # noqa: E731
    numbers = "".join(
        f'<span class="cur">{n}</span>' if n == sheet.number else link(n, n)
        for n in range(max(1, sheet.number - 4), min(sheet.of, sheet.number + 4) + 1)
    )
    return _frame(
        c.name,
        f'<div class="crumbs"><a href="/">首页</a> &gt; <a href="/gongkai/">政务公开</a> &gt; {c.above} {c.name}</div><ul class="doclist">{_items(c, sheet.rows)}</ul>'
        f'<div class="pagelist">{link(1, "首页")}{link(sheet.before, "上一页")}{numbers}{link(sheet.after, "下一页")}{link(sheet.of, "尾页")}　共{sheet.of}页</div>',
        metas(COUNTY, c.name),
    )  # fmt: skip


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.key % 2 else "plain")
    if paper.medium != "html":
        text = f'<p>　　{paper.title}（详见附件）</p><ul class="fujian"><li>附件1：<a href="{_file(paper)}">{paper.title}.{paper.medium}</a></li></ul>'
    fields = "".join(
        f"<li><b>{name}：</b>{value}</li>"
        for name, value in (("索引号", f"1137{paper.key:06d}/{paper.date[:4]}-{paper.key % 97_000:05d}"), ("公开方式", "主动公开"), ("发布机构", paper.source), ("发布日期", paper.date))
    )  # fmt: skip
    return _frame(
        paper.title,
        f'<div class="crumbs"><a href="/">首页</a> &gt; <a href="/gongkai/">政务公开</a> &gt; {column.name}</div><ul class="people-desc clearfix">{fields}</ul>'
        f'<h1 class="title">{paper.title}</h1><div class="art_con" id="article">{text}</div>',
        metas(COUNTY, column.name, paper),
    )
