"""A district whose reports hang in one great table: a row an agency, a column a year, cells that say 查看; a splash page before the home page.

Habits: the splash moves on by meta refresh; /open-government/annual/2022/edu.html are English words; the table stands inside an article called 历年政府信息公开年度报告汇总,
which is linked from 专题专栏 only; some cells lead to a PDF; law reports are tabs by year in /open-government/rule-of-law; plain lists page by /p2.html.
"""

from __future__ import annotations

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import footer, head, hits, metas

COUNTY = County(
    "沄嶂区",
    "www.yunzhang-sample.gov.cn",
    ("发展和改革局", "教育局", "卫生健康局", "生态环境分局", "统计局"),
    ("东风街道", "沄河街道", "嶂山镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告",),
    law_titles=("{name}关于{year}年法治政府建设情况的报告",),
    nil="0",
    files=(("town", ("html", "pdf")), ("department", ("html", "html", "html", "pdf"))),
)
WORDS = (
    "government",
    "development",
    "education",
    "health",
    "environment",
    "statistics",
    "dongfeng",
    "yunhe",
    "zhangshan",
)
HEAPS = (
    ("news/headlines", "沄嶂要闻", "news", 600, 1_000), ("news/notices", "公告", "notice", 300, 2_000), ("open-government/documents", "政策文件", "policy", 80, 3_000), ("open-government/finance", "财政信息", "budget", 150, 4_000),
    ("open-government/guide", "公开工作", "near", 30, 5_000), ("open-government/statistics", "统计与总结", "annual", 60, 6_000), ("open-government/law-news", "法治动态", "law", 50, 7_000),
)  # fmt: skip
YEARS = range(2016, 2024)
TABLE = "/special/collection/20240402.html"
SPECIALS = [("/news/headlines/", "创建文明城区"), (TABLE, "历年政府信息公开年度报告汇总")]


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    desk.publish(columns, Skin(_sheet, lambda c, p: f"/{c.key}/{p.key}.html", _listing, _article, 12))
    annual = disclosures(COUNTY, YEARS, HABIT, 20_000)
    for paper in annual:
        if paper.medium == "pdf":
            desk.attach(_path(paper), paper, "report")
            desk.expect(paper, _path(paper))
    desk.leaves(
        Column("special/collection", "政府信息公开年度报告", tuple(p for p in annual if p.medium == "html")),
        lambda c, p: _path(p),
        _article,
    )
    for year in range(2020, 2024):
        part = Column(
            f"open-government/rule-of-law/{year}",
            "法治政府建设年度报告",
            tuple(laws(COUNTY, (year,), HABIT, 24_000 + year * 50, COUNTY.offices[:5])),
        )
        desk.publish([part], Skin(_sheet, lambda c, p: f"/{c.key}/{p.key}.html", _listing, _article, 12))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _splash())
    desk.page("/portal/index.html", "list", COUNTY.name, lambda ask: _home(columns))
    links = [(f"/{column.key}/", column.name) for column in columns[2:]]
    links.append(("/open-government/rule-of-law/2023/", "法治政府建设年度报告"))
    desk.cover("/open-government/index.html", "政务公开", _links, links)
    desk.cover("/special/index.html", "专题专栏", _links, SPECIALS)
    desk.page(TABLE, "list", "历年政府信息公开年度报告汇总", lambda ask: _matrix(annual))
    return desk.site()


def _path(paper: Paper) -> str:
    assert paper.office is not None
    word = WORDS[COUNTY.offices.index(paper.office)]
    return f"/open-government/annual/{paper.year}/{word}.{'pdf' if paper.medium == 'pdf' else 'html'}"


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/{'index' if number == 1 else f'p{number}'}.html"


def _splash() -> str:
    return (
        head(COUNTY.name, more='<meta http-equiv="refresh" content="3;url=/portal/index.html">')
        + '<body><div class="splash"><img src="/images/spring.jpg"><p>3秒后自动进入首页</p></div></body></html>'
    )


def _frame(title: str, middle: str, more: str = "") -> str:
    nav = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (
            ("/portal/", "首页"),
            ("/news/headlines/", "新闻"),
            ("/news/notices/", "公告"),
            ("/open-government/", "政务公开"),
            ("/special/", "专题专栏"),
        )
    )
    return (
        head(f"{title}_{COUNTY.name}人民政府", more=more)
        + f'<body><ul class="menu">{nav}</ul><section>{middle}</section>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="card"><h3><a href="/{c.key}/">{c.name}</a></h3><ul>'
        + rows(
            c.papers[:8],
            lambda p, c=c: (
                f'<li><a href="/{c.key}/{p.key}.html" title="{p.title}">{clip(p.title, 19)}</a></li>'
            ),
        )
        + "</ul></div>"
        for c in columns[:2]
    )
    return _frame("首页", boxes)


def _links(title: str, links: list[tuple[str, str]]) -> str:
    return _frame(
        title, f"<h2>{title}</h2>" + "".join(f'<p><a href="{path}">{name}</a></p>' for path, name in links)
    )


def _matrix(papers: list[Paper]) -> str:
    have = {(paper.office, paper.year): paper for paper in papers}

    def cell(paper: Paper | None) -> str:
        return (
            f'<td><a href="{_path(paper)}" title="{paper.title}">查看</a><br><small>{paper.date}</small></td>'
            if paper
            else "<td>-</td>"
        )

    header = "<tr><th>单位</th>" + "".join(f"<th>{year}年</th>" for year in reversed(YEARS)) + "</tr>"
    body = "".join(
        f"<tr><td>{office.stem}</td>"
        + "".join(cell(have.get((office, year))) for year in reversed(YEARS))
        + "</tr>"
        for office in COUNTY.offices
    )
    return _frame(
        "历年政府信息公开年度报告汇总",
        f'<h1>历年政府信息公开年度报告汇总</h1><p>发布时间：2024-04-02　来源：{COUNTY.name}人民政府办公室</p><div class="content"><table border="1">{header}{body}</table></div>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(sheet.rows, lambda p: f'<li><a href="{p.key}.html">{p.title}</a><span>{p.date}</span></li>')
    tabs = ""
    if "rule-of-law" in c.key:
        tabs = (
            '<div class="tabs">'
            + "".join(f'<a href="../{year}/">{year}</a>' for year in range(2023, 2019, -1))
            + "</div>"
        )
    numbers = (
        "".join(f'<a href="{_sheet(c, n)}">{n}</a>' for n in range(1, sheet.of + 1)) if sheet.of > 1 else ""
    )
    return _frame(
        c.name,
        f'<h2>{c.name}</h2>{tabs}<ul>{items}</ul><p class="pages">{numbers}</p>',
        metas(COUNTY, c.name),
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="path">位置：<a href="/portal/">首页</a> &gt; {column.name}</div><h1>{paper.title}</h1><div class="inf"><i>{paper.date} 17:05</i><i>来源：{paper.source}</i><i>阅读：{hits(paper)}</i></div>'
        f'<div class="body">{press.markup(paper.write(), "word" if paper.year % 2 and paper.kind else "plain")}</div><div class="bottom">打印　关闭　分享到微信</div>',
        metas(COUNTY, column.name, paper),
    )
