"""A county whose annual reports hang on the site map only, most of them PDF or DOCX straight in the list.

Habits: 网站地图 → 政府信息公开年度报告专栏 → year nodes (2023年度) → one page with the government's article and two tables of organs (部门, 乡镇)
whose cells link files by the organ's short name; base href; protocol-relative links; law reports are PDF files in a list with whole names.
"""

from __future__ import annotations

from functools import partial

from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import PDF, WORD, Column, Desk, Sheet, Skin, rows
from .furniture import footer, head

COUNTY = County(
    "芷陂县",
    "www.zhipi-sample.gov.cn",
    ("教育局", "民政局", "水利局", "林业局", "审计局"),
    ("安平镇", "桃源乡", "老营镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告",), law_titles=("{name}{year}年法治政府建设年度报告",), nil="0",
    files=(("department", ("pdf",)), ("town", ("docx", "pdf"))),
)  # fmt: skip
HEAPS = (
    ("zpxw", "芷陂新闻", "news", 450, 1_000), ("tzgg", "通知公告", "notice", 250, 2_000), ("zfwj", "政府文件", "policy", 60, 3_000),
    ("yjs", "预算决算", "budget", 120, 4_000), ("gkgz", "公开工作", "near", 26, 5_000), ("fzgz", "法治工作", "law", 40, 6_000),
)  # fmt: skip
YEARS = range(2018, 2024)
SPECIAL = Column("ndbg", "政府信息公开年度报告专栏")


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    desk.publish(
        columns,
        Skin(
            _sheet, lambda c, p: f"/{c.key}/{p.date[:7].replace('-', '')}/{p.key}.shtml", _listing, _article
        ),
    )
    reports = disclosures(COUNTY, YEARS, HABIT, 20_000)
    lawful = [_filed(paper) for paper in laws(COUNTY, range(2020, 2024), HABIT, 24_000, COUNTY.offices[:3])]
    for paper in [*reports, *lawful]:
        if paper.medium == "html":
            desk.page(_path(paper), "report", paper.title, partial(_article, SPECIAL, paper))
        else:
            desk.attach(_path(paper), paper, "report", PDF if paper.medium == "pdf" else WORD)
        desk.expect(paper, _path(paper))
    desk.page("/index.shtml", "list", COUNTY.name, lambda ask: _home(desk, columns))
    menu = partial(_menu, desk)
    desk.cover(
        "/zwgk/index.shtml", "政务公开", menu, [(f"/{column.key}/", column.name) for column in columns[2:]]
    )
    desk.page("/wzdt.shtml", "list", "网站地图", lambda ask: _map(desk, columns))
    years = [(f"/ndbg/{year}/", f"{year}年度") for year in reversed(YEARS)]
    desk.cover("/ndbg/index.shtml", "政府信息公开年度报告专栏", menu, years)
    for year in YEARS:
        own = [paper for paper in reports if paper.year == year]
        desk.page(
            f"/ndbg/{year}/index.shtml", "list", f"{year}年度", lambda ask, y=year, o=own: _year(desk, y, o)
        )
    desk.page("/fzzfjsndbg/index.shtml", "list", "法治政府建设年度报告", lambda ask: _files(desk, lawful))
    return desk.site("User-agent: *\nAllow: /\n")


def _filed(paper: Paper) -> Paper:
    return Paper(
        paper.key,
        paper.title,
        paper.date,
        paper.source,
        paper.write,
        paper.kind,
        paper.office,
        paper.year,
        medium="pdf",
    )


def _path(paper: Paper) -> str:
    if paper.medium == "html":
        return f"/ndbg/{paper.date[:7].replace('-', '')}/{paper.key}.shtml"
    return f"/upload/{paper.date.replace('-', '')}/{paper.key * 7919:012d}.{paper.medium}"


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/index{'' if number == 1 else f'_{number}'}.shtml"


def _frame(title: str, middle: str, base: str = "") -> str:
    links = (("/zpxw/", "芷陂新闻"), ("/zwgk/", "政务公开"), ("/tzgg/", "通知公告"))
    nav = "".join(f'<a href="{path}">{name}</a>' for path, name in links)
    return (
        head(f"{title}-{COUNTY.name}人民政府", more=base)
        + f'<body><div class="nav"><a href="/">首页</a>{nav}</div>{middle}<div class="links"><a href="/wzdt.shtml">网站地图</a> <a href="javascript:;">隐私声明</a></div>{footer(COUNTY)}</body></html>'
    )


def _based(desk: Desk, folder: str) -> str:
    return f'<base href="{desk.root}{folder}" target="_blank">'


def _home(desk: Desk, columns: list[Column]) -> str:
    host = desk.root.removeprefix("http:")
    boxes = "".join(
        f'<div><h3><a href="{host}/{c.key}/">{c.name}</a></h3><ul>'
        + rows(
            c.papers[:8],
            lambda p, c=c: (
                f'<li><a href="{host}/{c.key}/{p.date[:7].replace("-", "")}/{p.key}.shtml">{p.title}</a></li>'
            ),
        )
        + "</ul></div>"
        for c in columns[:2]
    )
    return _frame("首页", boxes)


def _menu(desk: Desk, title: str, links: list[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{path.lstrip("/")}">{name}</a></li>' for path, name in links)
    return _frame(title, f"<h2>{title}</h2><ul>{items}</ul>", _based(desk, "/"))


def _map(desk: Desk, columns: list[Column]) -> str:
    links = [(f"/{c.key}/", c.name) for c in columns] + [
        ("/ndbg/", "政府信息公开年度报告专栏"),
        ("/fzzfjsndbg/", "法治政府建设年度报告"),
    ]
    return _menu(desk, "网站地图", links)


def _year(desk: Desk, year: int, papers: list[Paper]) -> str:
    def link(paper: Paper, text: str) -> str:
        return f'<a href="..{_path(paper)}">{text}</a>'

    whole = "".join(
        f"<p>{link(paper, paper.title)}　<span>{paper.date}</span></p>"
        for paper in papers
        if paper.medium == "html"
    )
    tables = "".join(
        f'<h4>{head_}</h4><table border="1"><tr><th>单位</th><th>{year}年度报告</th><th>发布日期</th></tr>'
        + "".join(
            f"<tr><td>{p.office.stem}</td><td>{link(p, '查看')}</td><td>{p.date}</td></tr>"
            for p in papers
            if p.office and p.office.level == level
        )
        + "</table>"
        for head_, level in (("部门", "department"), ("乡镇", "town"))
    )
    return _frame(
        f"{year}年度", f"<h2>{year}年度政府信息公开工作年度报告</h2>{whole}{tables}", _based(desk, "/ndbg/")
    )


def _files(desk: Desk, papers: list[Paper]) -> str:
    items = "".join(
        f'<li><a href="{desk.root.removeprefix("http:")}{_path(p)}">{p.title}.pdf</a><span>{p.date}</span></li>'
        for p in papers
    )
    return _frame("法治政府建设年度报告", f"<ul class=down>{items}</ul>")


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    items = rows(
        sheet.rows,
        lambda p: (
            f'<li><a href="{p.date[:7].replace("-", "")}/{p.key}.shtml">{p.title}</a><span>{p.date}</span></li>'
        ),
    )
    links = "".join(
        f'<a href="{_sheet(c, n)}">{n}</a> '
        for n in range(max(1, sheet.number - 3), min(sheet.of, sheet.number + 4) + 1)
    )
    return _frame(
        c.name,
        f"<h2>{c.name}</h2><ul>{items}</ul><div class=page>{links}<a href='{_sheet(c, sheet.after)}'>下一页</a></div>",
        f'<base href="/{c.key}/">',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<div class="crumb">您现在的位置：<a href="/{column.key}/">{column.name}</a></div><h1>{paper.title}</h1><div class="bar"><span>发布时间：{paper.date} 11:20</span><span>信息来源：{paper.source}</span>'
        f'<span>作者：管理员</span></div><div class="txt">{press.markup(paper.write(), "plain")}</div><div class="tail">附件下载：无　责任编辑：办公室</div>',
    )
