"""A county's disclosure platform of .do actions: /govinfo/infoList.do?catalogId=…, pages turned by posting a form, /govinfo/infoDetail.do?infoId=….

Habits: the news is plain static HTML, everything else is the platform; catalogues are a nested list; lists are tables 序号, 索引号, 标题, 发布机构, 发布日期; the
reports of all organs are one catalogue of fifteen a page; articles open with a table of 索引号, 成文日期 (empty) and 发布日期.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.demo.site import Ask, Page, Reply, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows, sheets
from .furniture import footer, head, metas, shown

COUNTY = County(
    "郜原县",
    "www.gaoyuan-sample.gov.cn",
    ("发展和改革局", "财政局", "文化和旅游局", "应急管理局", "水利局", "行政审批服务局"),
    ("郜城街道", "马家铺镇", "石佛镇", "龙尾乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}政府信息公开工作年度报告（{year}年）"),
    law_titles=("{name}{year}年度法治政府建设工作情况报告", "{name}{year}年法治政府建设年度报告"),
    nil="0",
    gap=0.15,
)
BESIDE = (
    "{office}{year}年度政府信息主动公开情况统计",
    "关于开展{year}年度政府信息公开工作年度报告自查的通知",
    "一图读懂{place}{year}年度政府信息公开工作年度报告",
)
NEWS = (("gyxw", "郜原新闻", "news", 470, 1_000), ("tzgg", "通知公告", "notice", 300, 2_000))
HEAPS = (
    ("A0101", "公开指南", "near", 24, 3_000), ("A0201", "规范性文件", "policy", 80, 4_000), ("A0301", "财政预决算", "budget", 180, 5_000), ("A0302", "政府采购", "tender", 100, 6_000),
    ("A0401", "人事信息", "staff", 80, 7_000), ("A0501", "规划统计", "annual", 80, 8_000),
)  # fmt: skip
SIZE = 15
SCRIPT = """<script type="text/javascript">
function turnPage(n) {
  document.listForm.pageNo.value = n;
  document.listForm.submit();
}
</script>"""
FOLDERS = (
    ("A01", "指南与制度"),
    ("A02", "政策法规"),
    ("A03", "财政与采购"),
    ("A04", "人事"),
    ("A05", "规划统计"),
    ("A06", "年度报告"),
)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    news = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in NEWS
    ]
    desk.publish(
        news, Skin(_sheet, lambda c, p: f"/{c.key}/{p.key}.html", lambda s, ask: _static(s), _article, 20)
    )
    catalogues = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    annual = [
        *disclosures(COUNTY, range(2015, 2018), HABIT, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, range(2018, 2025), HABIT, 21_000),
        *beside(COUNTY, BESIDE, range(2018, 2025), 9_000),
    ]
    lawful = [
        *laws(COUNTY, range(2019, 2025), HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[3])),
        *heap(COUNTY, "law", 40, 9_500),
    ]
    catalogues += [
        Column("A0601", "政府信息公开工作年度报告", tuple(newest(annual))),
        Column("A0602", "法治政府建设年度报告", tuple(newest(lawful))),
    ]
    for column in catalogues:
        desk.put(_address(column), Page("list", column.name, _posted(desk, column, catalogues)))
        desk.leaves(column, _leaf, _article)
    desk.put("/govinfo/infoList.do", Page("list", "信息列表", _asked(desk, catalogues)))
    desk.cover("/govinfo/index.do", "政府信息公开", _welcome, catalogues)
    desk.cover("/index.html", "首页", _home, news)
    return desk.site("User-agent: *\nDisallow: /govinfo/admin/\n")


def _address(column: Column) -> str:
    return f"/govinfo/infoList.do?catalogId={column.key}"


def _leaf(column: Column, paper: Paper) -> str:
    number = hashlib.sha256(str(paper.key).encode()).hexdigest()[:24]
    return f"/govinfo/infoDetail.do?infoId=8a8b8c8d{number}"


def _sheet(column: Column, number: int) -> str:
    return f"/{column.key}/{'index' if number == 1 else f'list_{column.key}_{number}'}.html"


def _posted(desk: Desk, column: Column, columns: list[Column]) -> Callable[[Ask], Reply]:
    """A catalogue, of which a posted form asks for the further pages."""
    pages = sheets(column, SIZE)

    def write(ask: Ask) -> Reply:
        wanted = ask.form.get("pageNo", "1")
        number = int(wanted) if wanted.isdigit() else 1
        return desk.reply(_listing(pages[max(1, min(number, len(pages))) - 1], columns))

    return write


def _asked(desk: Desk, columns: list[Column]) -> Callable[[Ask], Reply]:
    """The action itself: the form says which catalogue is meant."""
    writers = {column.key: _posted(desk, column, columns) for column in columns}

    def write(ask: Ask) -> Reply:
        key = ask.form.get("catalogId") or ask.query.get("catalogId") or columns[0].key
        return writers.get(key, writers[columns[0].key])(ask)

    return write


def _index(paper: Paper) -> str:
    return f"GY{paper.key % 97:03d}/{paper.date[:4]}-{paper.key:06d}"


def _frame(title: str, middle: str, more: str = "") -> str:
    return (
        head(f"{title}-{COUNTY.name}人民政府", more=more)
        + f'<body><div class="top"><a href="/">网站首页</a><a href="/gyxw/index.html">郜原新闻</a><a href="/tzgg/index.html">通知公告</a><a href="/govinfo/index.do">政府信息公开</a></div>{middle}{footer(COUNTY)}</body></html>'
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<div class="box"><div class="tit"><b>{c.name}</b><a href="{_sheet(c, 1)}">更多</a></div><ul>'
        + rows(
            c.papers[:9],
            lambda p, c=c: (
                f'<li><a href="/{c.key}/{p.key}.html" title="{p.title}">{clip(p.title, 22)}</a><i>{p.date[5:]}</i></li>'
            ),
        )
        + "</ul></div>"
        for c in columns
    )
    return _frame(
        title,
        f'{boxes}<a class="gk" href="/govinfo/index.do"><img src="/images/zfxxgk.jpg" alt="政府信息公开专栏"></a>',
    )


def _tree(columns: list[Column]) -> str:
    """The catalogues as a nested list."""
    branches = "".join(
        f'<li><span class="folder">{name}</span><ul>'
        + "".join(
            f'<li><span class="file"><a href="{_address(c)}">{c.name}</a></span></li>'
            for c in columns
            if c.key.startswith(folder)
        )
        + "</ul></li>"
        for folder, name in FOLDERS
    )
    return (
        f'<div class="menuleft"><h3>信息公开目录</h3><ul id="browser" class="filetree">{branches}</ul></div>'
    )


def _welcome(title: str, columns: list[Column]) -> str:
    latest = newest(paper for c in columns[1:5] for paper in c.papers[:3])
    items = rows(
        latest, lambda p: f'<li><a href="{_leaf(columns[0], p)}">{clip(p.title, 30)}</a><i>{p.date}</i></li>'
    )
    return _frame(title, f'{_tree(columns)}<div class="menuright"><h3>最新公开</h3><ul>{items}</ul></div>')


def _static(sheet: Sheet) -> str:
    c = sheet.column
    items = rows(sheet.rows, lambda p: f'<li><a href="{p.key}.html">{p.title}</a><i>{p.date}</i></li>')
    numbers = " ".join(
        f"<b>{n}</b>"
        if n == sheet.number
        else f'<a href="{urlsplit(_sheet(c, n)).path.rpartition("/")[2]}">{n}</a>'
        for n in range(1, sheet.of + 1)
    )
    return _frame(
        c.name,
        f'<h2>{c.name}</h2><ul class="list">{items}</ul><div class="fy">{numbers}</div>',
        metas(COUNTY, c.name),
    )


def _listing(sheet: Sheet, columns: list[Column]) -> str:
    c = sheet.column
    start = (sheet.number - 1) * SIZE + 1
    items = "\n".join(
        f'<tr><td>{at}</td><td>{_index(p)}</td><td align="left"><a href="{_leaf(c, p)}" target="_blank" title="{p.title}">{clip(p.title, 26)}</a></td><td>{p.source}</td><td>{p.date}</td></tr>'
        for at, p in enumerate(sheet.rows, start)
    )
    turn = lambda word, n: (  # noqa: E731
        f'<a href="#" onclick="turnPage({n});return false;">{word}</a>'
        if n != sheet.number
        else f"<span>{word}</span>"
    )
    form = (
        f'{SCRIPT}<form name="listForm" method="post" action="/govinfo/infoList.do"><input type="hidden" name="catalogId" value="{c.key}"><input type="hidden" name="pageNo" value="{sheet.number}"></form>'
        f'<div class="pages">共{len(c.papers)}条 第{sheet.number}/{sheet.of}页 {turn("首页", 1)} {turn("上一页", sheet.before)} {turn("下一页", sheet.after)} {turn("末页", sheet.of)}</div>'
    )
    names = "".join(f"<th>{name}</th>" for name in ("序号", "索引号", "标题", "发布机构", "发布日期"))
    return _frame(
        c.name,
        f'{_tree(columns)}<div class="menuright"><h3>{c.name}</h3><table class="infolist" width="100%"><tr>{names}</tr>{items}</table>{form}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year in (2018, 2021) else "plain")
    if "一图读懂" in paper.title:
        text = f'<p align="center"><img src="/images/tj/{paper.key}.png"></p>'
    if column.key in {key for key, *_ in NEWS}:
        info = f'<p class="ly">来源：{paper.source}　发布时间：{shown(paper)}</p>'
    else:
        cells = (("索 引 号", _index(paper)), ("信息分类", column.name), ("发布机构", paper.source), ("成文日期", ""), ("发布日期", paper.date), ("有 效 性", "有效"))  # fmt: skip
        info = '<table class="infohead" border="1" width="100%"><tr>' + "</tr><tr>".join(
            f"<td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td>" for (a, b), (c, d) in zip(cells[::2], cells[1::2], strict=True)
        ) + "</tr></table>"  # fmt: skip
    return _frame(
        paper.title,
        f'<div class="con"><h1 class="bt">{paper.title}</h1>{info}<div class="zw">{text}</div><div class="gn"><a href="javascript:window.print()">打印本页</a></div></div>',
        metas(COUNTY, column.name, paper),
    )
