"""A county on ASP.NET WebForms: pagers that post __VIEWSTATE back, a menu of javascript:openUrl('…'), organs in a drop-down.

Habits: 年报 is three columns (县政府, 部门, 乡镇): the first one page, the second a drop-down whose onchange composes the address, the
third paged by __doPostBack only (a post without the view state is an error page, as in life); some towns publish a DOCX only.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from crawler.demo.site import Ask, Page, Reply, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws, newest
from .decoys import heap
from .desk import Column, Desk, Sheet, rows, sheets
from .furniture import footer, head, metas

COUNTY = County(
    "泊渚县", "www.bozhu-sample.gov.cn", ("发展和改革局", "教育局", "民政局", "农业农村局"),
    ("城南街道", "双河镇", "大湾镇", "青峰乡"),
)  # fmt: skip
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度信息公开工作报告"),
    law_titles=("{name}关于{year}年度法治政府建设情况的报告",),
    tables=("government", "department"),
    nil="0",
    files=(("town", ("html", "html", "docx")),),
)
SIZE = 8
MENU = (
    ("1001", "公开指南"), ("1003", "政策文件"), ("1007", "财政资金"), ("1012", "法治建设"), ("1015", "工作动态"),
    ("1016", "公示公告"), ("1019", "县政府年报"), ("1020", "部门年报"), ("1021", "乡镇（街道）年报"),
)  # fmt: skip
SCRIPT = """<script type="text/javascript">
//<![CDATA[
var theForm = document.forms['form1'];
function __doPostBack(eventTarget, eventArgument) {
    if (!theForm.onsubmit || (theForm.onsubmit() != false)) {
        theForm.__EVENTTARGET.value = eventTarget;
        theForm.__EVENTARGUMENT.value = eventArgument;
        theForm.submit();
    }
}
function openUrl(u) { window.location.href = u; }
//]]>
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port)
    years = range(2017, 2024)
    lawful = laws(COUNTY, range(2019, 2024), HABIT, 24_000, (COUNTY.government, COUNTY.bureaus[2]))
    papers: dict[str, list[Paper]] = {
        "1001": heap(COUNTY, "near", 12, 500), "1003": heap(COUNTY, "policy", 80, 1_000), "1007": heap(COUNTY, "budget", 160, 2_000),
        "1012": newest([*lawful, *heap(COUNTY, "law", 40, 3_000)]), "1015": heap(COUNTY, "news", 500, 4_000),
        "1016": heap(COUNTY, "notice", 300, 6_000), "1019": disclosures(COUNTY, years, HABIT, 20_000, (COUNTY.government,)),
        "1020": disclosures(COUNTY, years, HABIT, 21_000, COUNTY.bureaus), "1021": disclosures(COUNTY, years, HABIT, 22_000, COUNTY.villages),
    }  # fmt: skip
    columns = [Column(key, name, tuple(papers[key])) for key, name in MENU]
    for column in columns:
        if column.key != "1020":
            desk.put(
                f"/InfoPublic/List.aspx?cid={column.key}", Page("list", column.name, _posted(desk, column))
            )
            desk.leaves(column, _leaf, _article)
    _departments(desk, columns[7])
    for paper in (paper for column in columns for paper in column.papers if paper.medium == "docx"):
        desk.attach(f"/UploadFile/{paper.date[:7]}/{paper.key}.docx", paper, type="application/octet-stream")
    desk.move("/index.html", "/Default.aspx")
    desk.page("/Default.aspx", "list", COUNTY.name, lambda ask: _home(columns))
    desk.page(
        "/InfoPublic/Index.aspx",
        "list",
        "信息公开",
        lambda ask: _frame("信息公开", "<p>请在左侧选择公开目录。</p>", ""),
    )
    return desk.site()


def _departments(desk: Desk, column: Column) -> None:
    """The drop-down: every department has a list of its own, the column itself shows the first."""
    for at, office in enumerate(COUNTY.bureaus):
        own = tuple(paper for paper in column.papers if paper.office == office)
        part = Column(column.key, column.name, own)
        sheet = sheets(part, 99)[0]
        desk.page(
            f"/InfoPublic/List.aspx?cid=1020&dept={at + 11}",
            "list",
            office.name,
            lambda ask, sheet=sheet, at=at: _listing(sheet, ask, at),
        )
        if at == 0:
            desk.page(
                "/InfoPublic/List.aspx?cid=1020",
                "list",
                column.name,
                lambda ask, sheet=sheet: _listing(sheet, ask, 0),
            )
        desk.leaves(part, _leaf, _article)


def _leaf(column: Column, paper: Paper) -> str:
    return f"/InfoPublic/Show.aspx?id={paper.key}"


def _posted(desk: Desk, column: Column) -> Callable[[Ask], Reply]:
    """A list whose further sheets are posted for."""
    pages = sheets(column, SIZE)

    def write(ask: Ask) -> Reply:
        if ask.method == "POST" and ask.form.get("__VIEWSTATE") != _state(column):
            return desk.reply(
                "<html><head><title>运行时错误</title></head><body><h1>验证视图状态 MAC 失败。</h1></body></html>",
                500,
            )
        wanted = ask.form.get("__EVENTARGUMENT", "1")
        number = int(wanted) if wanted.isdigit() else 1
        return desk.reply(_listing(pages[min(number, len(pages)) - 1], ask))

    return write


def _state(column: Column) -> str:
    return base64.b64encode(f"/wEPDwUKLTk4{column.key}:{column.name}".encode()).decode()


def _frame(title: str, middle: str, action: str, more: str = "") -> str:
    menu = "".join(
        f"<li><a href=\"javascript:openUrl('List.aspx?cid={key}')\">{name}</a></li>" for key, name in MENU
    )
    return (
        head(f"{title} - {COUNTY.name}政府信息公开", more=more)
        + f'<body><form name="form1" method="post" action="{action}" id="form1"><div class="aspNetHidden">{SCRIPT}</div>'
        f'<div class="top"><a href="/Default.aspx">返回首页</a> <a href="Index.aspx">信息公开</a></div>'
        f'<div class="left"><h3>公开目录</h3><ul class="tree">{menu}</ul></div><div class="right">{middle}</div></form>{footer(COUNTY)}</body></html>'
    )


def _home(columns: list[Column]) -> str:
    boxes = "".join(
        f"<div class=box><h2>{column.name}</h2><ul>"
        + rows(
            column.papers[:7],
            lambda paper: (
                f"<li><a href='InfoPublic/Show.aspx?id={paper.key}' target=_blank>{paper.title}</a></li>"
            ),
        )
        + f"</ul><a class=more href='InfoPublic/List.aspx?cid={column.key}'>更多&gt;&gt;</a></div>"
        for column in columns[4:6]
    )
    return (
        head(f"{COUNTY.name}人民政府")
        + f"<body><div class=nav><a href=Default.aspx>网站首页</a><a href='InfoPublic/Index.aspx'>政府信息公开</a><a href='http://ly.example.com/'>旅游</a></div>{boxes}"
        + f"{footer(COUNTY)}</body></html>"
    )


def _listing(sheet: Sheet, ask: Ask, dept: int = -1) -> str:
    column = sheet.column
    items = rows(
        sheet.rows,
        lambda paper: (
            f'<tr><td class="t"><a href="Show.aspx?id={paper.key}" target="_blank">{paper.title}</a></td><td class="d">{paper.date.replace("-", "/")}</td></tr>'
        ),
    )
    pages = " ".join(
        f'<span style="color:red">{n}</span>'
        if n == sheet.number
        else f"<a href=\"javascript:__doPostBack('AspNetPager1','{n}')\">{n}</a>"
        for n in range(1, sheet.of + 1)
    )
    choice = ""
    if dept >= 0:
        options = "".join(
            f'<option value="{at + 11}"{" selected" if at == dept else ""}>{office.stem}</option>'
            for at, office in enumerate(COUNTY.bureaus)
        )
        choice = f'<p>选择单位：<select name="ddlDept" onchange="window.location.href=\'List.aspx?cid=1020&dept=\'+this.value">{options}</select></p>'
    hidden = "".join(
        f'<input type="hidden" name="{name}" id="{name}" value="{value}" />'
        for name, value in (
            ("__EVENTTARGET", ""),
            ("__EVENTARGUMENT", ""),
            ("__VIEWSTATE", _state(column)),
            ("__VIEWSTATEGENERATOR", "D4B8F1E2"),
        )
    )
    middle = (
        f'{hidden}<div class="pos">当前位置：信息公开 &gt; {column.name}</div>{choice}<table id="gvList" cellspacing="0">{items}</table>'
        f'<div id="AspNetPager1">共{sheet.of}页 {pages if sheet.of > 1 else ""}</div>'
    )
    return _frame(column.name, middle, f"List.aspx?cid={column.key}", metas(COUNTY, column.name))


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    if paper.medium == "docx":
        text = f'<p>附件：<a href="/UploadFile/{paper.date[:7]}/{paper.key}.docx">{paper.title}.docx</a></p>'
    else:
        text = press.markup(paper.write(), "divs" if paper.kind else "plain")
    middle = (
        f'<div class="pos">当前位置：信息公开 &gt; {column.name} &gt; 正文</div><table class="info"><tr><td>索引号</td><td>BZ{paper.key:08d}</td><td>发布机构</td>'
        f"<td>{paper.source}</td></tr><tr><td>发布日期</td><td>{paper.date}</td><td>公开方式</td><td>主动公开</td></tr></table>"
        f'<h1><span id="lblTitle">{paper.title}</span></h1><span id="lblContent">{text}</span><div class="tools">【<a href="javascript:window.print()">打印</a>】'
        '【<a href="javascript:window.close()">关闭</a>】</div>'
    )
    return _frame(paper.title, middle, f"Show.aspx?id={paper.key}", metas(COUNTY, column.name, paper))
