"""A county on an office-automation supplier's disclosure system: .do addresses, organs in a tree, openInfo('id'), GB18030.

Habits: no column gathers the reports: 信息公开 → organ (government, department, town) → catalogue of that organ, whose nodes call tree('3','0105') → list.do → view.do;
lists page by turn(2), which fills a GET form; the node is called 公开年报 and, for law reports, 法治政府建设; bodies are divisions.
"""

from __future__ import annotations

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures, laws
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import old_footer, old_head

COUNTY = County(
    "柘汀县",
    "www.zheting-sample.gov.cn",
    ("公安局", "司法局", "农业农村局", "文化和旅游局", "审计局"),
    ("汀源镇", "上湾镇", "大坪乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年政府信息公开工作情况年度报告"), law_titles=("{name}{year}年法治政府建设情况的报告",), tables=("government", "department"), nil="0",
    joined=False,
)  # fmt: skip
NODES = (
    ("0101", "机构概况", "notice", 8),
    ("0102", "法规公文", "policy", 14),
    ("0103", "工作动态", "news", 60),
    ("0104", "财政资金", "budget", 14),
    ("0106", "公开指南与制度", "near", 9),
)
VIEW = """<script>
function openInfo(id) {
  window.open('view.do?infoId=' + id);
}
function tree(dept, cat) {
  window.location.href = 'list.do?deptId=' + dept + '&catId=' + cat;
}
function turn(n) {
  document.frm.pageNo.value = n;
  document.frm.submit();
}
</script>"""


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html; charset=GB2312")
    for at, office in enumerate(COUNTY.offices):
        dept, first = at + 1, 10_000 * (at + 1)
        columns = [
            Column(
                f"{dept}.{node}", name, tuple(heap(COUNTY, pool, count, first + n * 200, office)), str(dept)
            )
            for n, (node, name, pool, count) in enumerate(NODES)
        ]
        columns.append(
            Column(
                f"{dept}.0105",
                "公开年报",
                tuple(disclosures(COUNTY, range(2016, 2024), HABIT, first + 5_000, (office,))),
                str(dept),
            )
        )
        if at < 4:
            columns.append(
                Column(
                    f"{dept}.0107",
                    "法治政府建设",
                    tuple(laws(COUNTY, range(2020, 2024), HABIT, first + 6_000, (office,))),
                    str(dept),
                )
            )
        desk.publish(
            columns, Skin(_sheet, lambda c, p: f"/xxgk/view.do?infoId={p.key}", _listing, _article, 5)
        )
        desk.page(
            f"/xxgk/dept.do?deptId={dept}", "list", office.name, lambda ask, o=office, c=columns: _organ(o, c)
        )
    news = Column("0.1", "县内新闻", tuple(heap(COUNTY, "news", 400, 200_000)), "0")
    desk.publish([news], Skin(_sheet, lambda c, p: f"/xxgk/view.do?infoId={p.key}", _listing, _article, 15))
    desk.page("/index.html", "list", COUNTY.name, lambda ask: _home(news))
    desk.page("/xxgk/index.do", "list", "信息公开", lambda ask: _tree())
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    dept, node = column.key.split(".")
    return f"/xxgk/list.do?deptId={dept}&catId={node}" + (f"&pageNo={number}" if number > 1 else "")


def _frame(title: str, middle: str) -> str:
    return old_head(title, "gb2312", VIEW) + (
        "<body leftmargin=0><table width=980 align=center><tr><td><a href=/>首页</a></td><td><a href=/xxgk/list.do?deptId=0&catId=1>新闻</a></td>"
        f"<td><a href=/xxgk/index.do>信息公开</a></td></tr></table>{middle}{old_footer(COUNTY)}</body></html>"
    )


def _home(news: Column) -> str:
    items = rows(
        news.papers[:15], lambda p: f"<tr><td><a href=/xxgk/view.do?infoId={p.key}>{p.title}</a><td>{p.date}"
    )
    return _frame(f"{COUNTY.name}人民政府", f"<table width=980 align=center>{items}</table>")


def _tree() -> str:
    def block(name: str, level: str) -> str:
        inner = "".join(
            f"<dd><a href='dept.do?deptId={at + 1}'>{office.stem}</a></dd>"
            for at, office in enumerate(COUNTY.offices)
            if office.level == level
        )
        return f"<dl><dt>{name}</dt>{inner}</dl>"

    return _frame(
        "信息公开",
        "<div id=organs>"
        + block("县政府", "government")
        + block("县直部门", "department")
        + block("乡镇", "town")
        + "</div>",
    )


def _organ(office: Office, columns: list[Column]) -> str:
    nodes = "".join(
        f"<li class=folder><span onclick=\"tree('{c.above}','{c.key.split('.')[1]}')\" style='cursor:pointer'>{c.name}</span></li>"
        for c in columns
    )
    return _frame(
        f"{office.name}信息公开",
        f"<table width=980 align=center><tr><td width=200><ul id=tree>{nodes}</ul></td><td>{office.name}信息公开目录，请点击左侧分类查看。</td></tr></table>",
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    dept, node = sheet.column.key.split(".")
    items = rows(
        sheet.rows,
        lambda p: (
            f"<tr bgcolor=#F7F7F7><td>{p.key}</td><td><a href=\"javascript:openInfo('{p.key}')\" title='{p.title}'>{p.title}</a></td><td>{p.source}</td><td>{p.date}</td></tr>"
        ),
    )
    moves = " ".join(
        f'<a href="javascript:turn({n})">{word}</a>'
        for word, n in (
            ("[首页]", 1),
            ("[上一页]", sheet.before),
            ("[下一页]", sheet.after),
            ("[尾页]", sheet.of),
        )
    )
    form = (
        f'<form name="frm" action="list.do" method="get"><input type="hidden" name="deptId" value="{dept}"><input type="hidden" name="catId" value="{node}">'
        f'<input type="hidden" name="pageNo" value="{sheet.number}">共{len(sheet.column.papers)}条 第{sheet.number}页/共{sheet.of}页 {moves}</form>'
    )
    return _frame(
        sheet.column.name,
        f"<table width=980 align=center border=1><tr><th>索引号</th><th>标题</th><th>发布机构</th><th>发布日期</th></tr>{items}</table>{form}",
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    middle = (
        f"<table width=980 align=center border=1 class=xxgk><tr><td>索引号：</td><td>ZT{paper.key:07d}</td><td>信息分类：</td><td>{column.name}</td></tr><tr><td>发布机构：</td><td>{paper.source}</td>"
        f"<td>发布日期：</td><td>{paper.date}</td></tr><tr><td>名称：</td><td colspan=3>{paper.title}</td></tr></table>"
        f"<table width=980 align=center><tr><td align=center><b style='font-size:22px'>{paper.title}</b></td></tr><tr><td>{press.markup(paper.write(), 'divs')}</td></tr>"
        "<tr><td align=right>[<a href='javascript:window.print()'>打印</a>] [<a href='javascript:window.close()'>关闭</a>]</td></tr></table>"
    )
    return _frame(paper.title, middle)
