"""A prefecture of 2014 with a catalogue of disclosure on JSP: /govopen/list.jspx?unit=12&cat=0105, later pages by POST, info/12/2016/20391.html.

Habits: the government's reports are one node of its catalogue and every bureau's another of its own; two drop-downs of organs lead to the nodes; rows are
numbered and carry an index number; some bureaus give a PDF; news are plain static pages.
"""

from __future__ import annotations

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import beside, heap
from .desk import Column, Desk, Sheet, Skin, clip, rows
from .furniture import NOTE, old_head

COUNTY = County(
    "禾滨市",
    "www.hebinshi-sample.gov.cn",
    ("教育局", "民政局", "司法局", "国土资源局", "水务局", "商务局", "旅游局"),
    ("稻香镇", "双桥镇", "渔矶镇"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告", "{stem}{year}年政府信息公开年度报告"),
    law_titles=("{name}关于{year}年法治政府建设情况的报告", "{name}{year}年度法治政府建设工作情况报告"),
    tables=("government", "department"),
    nil="0",
    joined=False,
    gap=0.15,
    files=(("department", ("html", "html", "html", "html", "pdf")),),
)  # fmt: skip
NODES = (("0101", "机构职能", "notice", 10), ("0102", "规范性文件", "policy", 24), ("0103", "工作动态", "news", 70), ("0104", "财政资金", "budget", 24), ("0106", "指南和制度", "beside", 12))  # fmt: skip
NEWS = (("hbyw", "禾滨要闻", "news", 320, 300_000), ("gsgg", "公示公告", "notice", 180, 310_000), ("zbtb", "招标投标", "tender", 80, 320_000))  # fmt: skip
TOLD = ("{office}{year}年度政府信息公开工作总结会召开", "{office}{year}年第四季度政府信息公开工作统计表")
SCRIPT = """<script type="text/javascript">
function goPage(n) {
  document.pageForm.p.value = n;
  document.pageForm.submit();
}
</script>"""
SIZE = 10


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    for at, office in enumerate((COUNTY.government, *COUNTY.bureaus)):
        columns = _nodes(office, 11 + at, 10_000 * (at + 1))
        desk.publish(columns, Skin(_sheet, _leaf, _listing, _article, SIZE))
        for column in columns:
            for paper in (paper for paper in column.papers if paper.medium == "pdf"):
                desk.attach(_file(column, paper), paper)
        desk.cover(f"/govopen/unit_{11 + at}.html", office.name, _catalogue, columns)
    news = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in NEWS
    ]
    desk.publish(news, Skin(_static, _story, _news, _article, 20))
    desk.cover("/govopen/index.html", "政府信息公开目录", _organs)
    desk.cover("/govopen/nb.html", "政府信息公开年度报告", _annual)
    desk.cover("/index.html", "首页", _home, news)
    return desk.site()


def _nodes(office: Office, unit: int, first: int) -> list[Column]:
    """The catalogue of one organ: unit and node make the key."""
    years = range(2009, 2021) if office.level == "government" else range(2013, 2021)
    found = [
        Column(f"{unit}.{node}", name, tuple(heap(COUNTY, pool, count, first + n * 200, office)), office.name)
        for n, (node, name, pool, count) in enumerate(NODES)
    ]
    annual = [
        *disclosures(COUNTY, years, HABIT, first + 5_000, (office,)),
        *beside(COUNTY, TOLD, range(2014, 2020), first + 7_000, office),
    ]
    found.append(Column(f"{unit}.0105", "年度报告", tuple(newest(annual)), office.name))
    if office.level == "government" or office.stem == "司法局":
        lawful = laws(COUNTY, range(2015, 2021), HABIT, first + 6_000, (office,))
        found.append(Column(f"{unit}.0107", "法治政府建设", tuple(newest([*lawful, *heap(COUNTY, "law", 20, first + 6_500, office)])), office.name))  # fmt: skip
    return found


def _sheet(column: Column, number: int) -> str:
    unit, cat = column.key.split(".")
    return f"/govopen/list.jspx?unit={unit}&cat={cat}" + (f"&p={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    return f"/govopen/info/{column.key.partition('.')[0]}/{paper.date[:4]}/{paper.key}.html"


def _file(column: Column, paper: Paper) -> str:
    return f"/govopen/upload/{column.key.partition('.')[0]}/{paper.date.replace('-', '')}{paper.key}.pdf"


def _static(column: Column, number: int) -> str:
    return f"/{column.key}/" + ("index.html" if number == 1 else f"index{number}.html")


def _story(column: Column, paper: Paper) -> str:
    return f"/{column.key}/{paper.date[:4]}/{paper.date[5:].replace('-', '')}/{paper.key}.html"


def _frame(title: str, middle: str, more: str = "") -> str:
    menu = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in (("/index.html", "首页"), ("/hbyw/index.html", "新闻"), ("/gsgg/index.html", "公告"), ("/govopen/index.html", "信息公开"), ("/zbtb/index.html", "招投标"))
    )  # fmt: skip
    return (
        old_head(f"{title}-中国·禾滨", "utf-8", f'<link href="/css/css.css" rel="stylesheet" type="text/css" />{more}')
        + f'<body><div id="top"><div id="logo"></div></div><div id="menu"><ul>{menu}</ul></div><div id="box">{middle}</div>'
        f'<div id="bottom">禾滨市人民政府主办　禾滨市电子政务办公室承办<br />{NOTE}</div></body></html>'
    )  # fmt: skip


def _home(title: str, news: list[Column]) -> str:
    boxes = "".join(
        f'<div class="xw"><div class="bt"><span>{c.name}</span><a href="{_static(c, 1)}">更多</a></div><ul>'
        + rows(c.papers[:9], lambda p, c=c: f'<li><a href="{_story(c, p)}" target="_blank">{clip(p.title, 20)}</a><em>{p.date[5:]}</em></li>')
        + "</ul></div>"
        for c in news
    )  # fmt: skip
    return _frame(title, f'{boxes}<div class="tu"><a href="/govopen/index.html"><img src="/images/gk.jpg" alt="信息公开" /></a><a href="/govopen/nb.html"><img src="/images/nb.jpg" alt="年度报告" /></a></div>')  # fmt: skip


def _organs(title: str) -> str:
    units = "".join(f'<li><a href="unit_{12 + at}.html">市{office.stem}</a></li>' for at, office in enumerate(COUNTY.bureaus))  # fmt: skip
    return _frame(
        title,
        f'<h3>市政府</h3><ul class="dw"><li><a href="unit_11.html">市政府及市政府办公室</a></li></ul><h3>市政府部门</h3><ul class="dw">{units}</ul><p><a href="nb.html">政府信息公开年度报告</a></p>',
    )


def _annual(title: str) -> str:
    """Two ways to the reports: the city's own by a link, the bureaus' by a drop-down."""
    options = "".join(
        f'<option value="/govopen/list.jspx?unit={12 + at}&amp;cat=0105">{office.name}</option>'
        for at, office in enumerate(COUNTY.bureaus)
    )
    return _frame(
        title,
        f'<h2>{title}</h2><p><a href="/govopen/list.jspx?unit=11&amp;cat=0105">{COUNTY.name}人民政府</a></p>'
        f'<p>市政府部门：<select name="bm" onchange="window.location.href=this.value"><option value="/govopen/nb.html">--请选择--</option>{options}</select></p>',
    )


def _catalogue(title: str, columns: list[Column]) -> str:
    nodes = "".join(f'<li><a href="{_sheet(c, 1).replace("&", "&amp;")}">{c.name}</a>({len(c.papers)})</li>' for c in columns)  # fmt: skip
    return _frame(title, f'<div class="left"><h3>{title}</h3><ul class="tree">{nodes}</ul></div><div class="right"><p>请在左侧选择信息类别。</p></div>')  # fmt: skip


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    unit, cat = c.key.split(".")
    items = "".join(
        f'<tr><td>{(sheet.number - 1) * SIZE + at}</td><td class="mc"><a href="{_leaf(c, p)}" target="_blank" title="{p.title}">{clip(p.title, 34)}</a></td><td>HB{unit}{cat}-{p.date[:4]}-{p.key % 997:05d}</td><td>{p.date}</td></tr>'
        for at, p in enumerate(sheet.rows, 1)
    )
    moves = " ".join(
        f'<a href="javascript:goPage({n})">{word}</a>'
        for word, n in (("首页", 1), ("上一页", sheet.before), ("下一页", sheet.after), ("末页", sheet.of))
    )
    return _frame(
        f"{c.name}-{c.above}",
        f'<div class="wz">当前位置：<a href="/govopen/index.html">信息公开</a> &gt; <a href="/govopen/unit_{unit}.html">{c.above}</a> &gt; {c.name}</div>'
        f'<table class="lb" width="100%"><tr><th>序号</th><th>名称</th><th>索引号</th><th>发布日期</th></tr>{items}</table>'
        f'<form name="pageForm" action="/govopen/list.jspx" method="post"><input type="hidden" name="unit" value="{unit}" /><input type="hidden" name="cat" value="{cat}" /><input type="hidden" name="p" value="{sheet.number}" />'
        f"共{len(c.papers)}条记录 第{sheet.number}/{sheet.of}页 {moves}</form>",
        SCRIPT,
    )


def _news(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    moves = " ".join(
        f'<a href="{_static(c, n)}">{word}</a>'
        for word, n in (("首页", 1), ("上一页", sheet.before), ("下一页", sheet.after), ("末页", sheet.of))
    )
    items = rows(sheet.rows, lambda p: f'<li><a href="{_story(c, p)}" target="_blank">{clip(p.title, 36)}</a><em>{p.date}</em></li>')  # fmt: skip
    return _frame(
        c.name,
        f'<div class="wz">当前位置：<a href="/index.html">首页</a> &gt; {c.name}</div><ul class="newslist">{items}</ul><div class="pg">{moves}</div>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    text = press.markup(paper.write(), "word" if paper.kind and paper.year > 2015 else "plain")
    if paper.medium == "pdf":
        text = f'<p>附件：<a href="{_file(column, paper)}">{paper.title}.pdf</a></p>'
    at = f'<a href="/govopen/unit_{column.key.partition(".")[0]}.html">{column.above}</a> &gt; ' if column.above else ""  # fmt: skip
    return _frame(
        paper.title,
        f'<div class="wz">当前位置：<a href="/index.html">首页</a> &gt; {at}{column.name}</div><div class="bt1">{paper.title}</div><div class="bt2">发布时间：{paper.date}　　信息来源：{paper.source}　　【<a href="javascript:window.print()">打印</a>】</div>'
        f'<div class="nr">{text}</div>',
    )
