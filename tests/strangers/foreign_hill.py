"""A county site of 2008 that its webmaster made at home: FrontPage pages by hand for disclosure, a small ASP for the news; GB2312, tables, <font>.

Habits: reports are hand-made pages (gk/nb/2009/jyj.htm), a page of links a year, two columns of names; the news come from news/list.asp?lm=3&page=2;
dates are 2009-3-6; the name of the organ is printed short in the lists, in full on the page; nothing was added after 2015.
"""

from __future__ import annotations

from crawler.demo.places import Office
from crawler.demo.site import Ask, Site

from . import press
from .county import County, Habit, Paper, disclosures
from .decoys import heap
from .desk import Column, Desk, Sheet, Skin, rows
from .furniture import NOTE

COUNTY = County(
    "磻石县",
    "www.panshixian-sample.gov.cn",
    ("教育局", "民政局", "农业局", "卫生局", "交通运输局", "环境保护局", "档案局"),
    ("城关镇", "黄泥坡镇", "石磨乡", "响水乡"),
)
HABIT = Habit(
    titles=("{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告", "{stem}{year}年政府信息公开年度报告"), tables=(),
)  # fmt: skip
BUREAU = Habit(
    titles=(
        "{name}{year}年政府信息公开工作年度报告", "{name}{year}年度政府信息公开工作报告", "县{stem}{year}年政府信息公开工作年报",
        "{name}政府信息公开工作{year}年度报告",
    ),
    tables=(),
    gap=0.2,
)  # fmt: skip
TOWN = Habit(
    titles=("{stem}{year}年政府信息公开工作年度报告", "{stem}{year}年度信息公开工作报告", "{name}{year}年政府信息公开年度报告"), tables=(), gap=0.25,
)  # fmt: skip
SLUGS = ("xzf", "jyj", "mzj", "nyj", "wsj", "jtj", "hbj", "daj", "cgz", "hnp", "smx", "xsx")
HEAPS = (
    ("1", "磻石新闻", "news", 560, 1_000), ("2", "公告通知", "notice", 260, 2_000), ("3", "政府文件", "policy", 90, 3_000), ("5", "财政公开", "budget", 120, 4_000),
    ("6", "人事任免", "staff", 80, 5_000), ("7", "招标投标", "tender", 90, 6_000), ("8", "统计资料", "annual", 70, 7_000), ("9", "信息公开工作动态", "beside", 60, 8_000),
)  # fmt: skip
YEARS = range(2008, 2016)


def build(port: int) -> Site:
    """The portal with all its pages."""
    desk = Desk(COUNTY, port, "gb18030", "text/html")
    columns = [
        Column(key, name, tuple(heap(COUNTY, pool, count, first))) for key, name, pool, count, first in HEAPS
    ]
    desk.publish(columns, Skin(_sheet, lambda c, p: f"/news/show.asp?id={p.key}", _listing, _article, 25))
    papers = [
        *disclosures(COUNTY, YEARS, HABIT, 20_000, (COUNTY.government,)),
        *disclosures(COUNTY, YEARS, BUREAU, 21_000, COUNTY.bureaus),
        *disclosures(COUNTY, YEARS, TOWN, 22_000, COUNTY.villages),
    ]
    annual = Column("nb", "政府信息公开年度报告", tuple(papers))
    desk.leaves(annual, _leaf, _report)
    for year in YEARS:
        desk.cover(f"/gk/nb/{year}.htm", f"{year}年政府信息公开年度报告", _year, annual, year)
    desk.cover("/gk/nb/index.htm", "政府信息公开年度报告", _years)
    desk.cover("/gk/zn.htm", "政府信息公开指南", _guide)
    desk.cover("/gk/index.htm", "政府信息公开", _open, columns)
    desk.cover("/index.htm", f"{COUNTY.name}人民政府公众信息网", _home, columns)
    return desk.site()


def _sheet(column: Column, number: int) -> str:
    return f"/news/list.asp?lm={column.key}" + (f"&page={number}" if number > 1 else "")


def _leaf(column: Column, paper: Paper) -> str:
    assert paper.office
    return f"/gk/nb/{paper.year}/{SLUGS[COUNTY.offices.index(paper.office)]}.htm"


def _day(paper: Paper) -> str:
    year, month, day = paper.date.split("-")
    return f"{year}-{int(month)}-{int(day)}"


def _frame(title: str, middle: str) -> str:
    menu = "　|　".join(
        f'<a href="{path}"><font color="#FFFFFF">{name}</font></a>'
        for path, name in (
            ("/index.htm", "首 页"), ("/news/list.asp?lm=1", "磻石新闻"), ("/news/list.asp?lm=2", "公告通知"), ("/gk/index.htm", "政府信息公开"),
        )
    )  # fmt: skip
    return (
        '<html>\n<head>\n<meta http-equiv="Content-Language" content="zh-cn">\n<meta http-equiv="Content-Type" content="text/html; charset=gb2312">\n'
        f'<meta name="GENERATOR" content="Microsoft FrontPage 5.0">\n<title>{title}</title>\n</head>\n<body topmargin="0" background="/images/bg.gif">\n<div align="center"><center>\n'
        f'<table border="0" width="776" cellspacing="0" cellpadding="0"><tr><td height="110" background="/images/top.jpg"></td></tr><tr><td bgcolor="#B40000" align="center" height="26">{menu}</td></tr></table>\n'
        f'<table border="0" width="776" bgcolor="#FFFFFF"><tr><td>{middle}</td></tr></table>\n'
        f'<table border="0" width="776"><tr><td align="center"><hr size="1" color="#B40000"><font size="2">中共磻石县委 磻石县人民政府主办　县信息中心制作维护<br>{NOTE}</font></td></tr></table></center></div>\n</body>\n</html>'
    )


def _lines(papers: tuple[Paper, ...]) -> str:
    return rows(
        papers,
        lambda p: (
            f'<tr><td width="85%"><font size="2">・<a href="/news/show.asp?id={p.key}" target="_blank">{p.title}</a></font></td><td><font size="2" color="#808080">{_day(p)}</font></td></tr>'
        ),
    )


def _home(title: str, columns: list[Column]) -> str:
    boxes = "".join(
        f'<td valign="top" width="50%"><b><font color="#B40000">{c.name}</font></b> <a href="{_sheet(c, 1)}"><img border="0" src="/images/more.gif" alt="更多"></a>'
        f'<table width="100%">{_lines(c.papers[:8])}</table></td>'
        for c in columns[:2]
    )
    return _frame(
        title,
        f'<marquee scrollamount="3">热烈欢迎各界朋友到磻石观光考察、投资兴业！</marquee><table width="100%"><tr>{boxes}</tr></table>'
        '<p align="center"><a href="/gk/index.htm"><img border="0" src="/images/xxgk.gif" width="300" height="60"></a></p>',
    )


def _open(title: str, columns: list[Column]) -> str:
    links = [
        ("政府信息公开指南", "zn.htm"),
        *((c.name, _sheet(c, 1)) for c in columns[2:]),
        ("政府信息公开年度报告", "nb/index.htm"),
    ]
    items = "".join(
        f'<tr><td height="30"><img src="/images/arrow.gif"> <a href="{path}">{name}</a></td></tr>'
        for name, path in links
    )
    return _frame(title, f'<p align="center"><font size="5" face="黑体">{title}</font></p><table border="0" width="60%" align="center">{items}</table>')  # fmt: skip


def _guide(title: str) -> str:
    return _frame(
        title,
        f'<p align="center"><font size="5" face="黑体">{COUNTY.name}{title}</font></p><p>　　为便于群众查阅政府信息，按照政府信息公开条例的规定编制本指南，内容如有变动及时更新。</p>'
        "<p>　　一、公开范围：机构职能、文件、财政、人事、工程招标等。<br>　　二、公开形式：本网站、县档案馆查阅点、公告栏。<br>　　三、申请办法：填写申请表，送县政府办公室。</p>",
    )


def _years(title: str) -> str:
    items = "".join(f'<p align="center"><a href="{year}.htm"><font size="4">{year}年度</font></a></p>' for year in reversed(YEARS))  # fmt: skip
    return _frame(title, f'<p align="center"><font size="5" face="黑体">{title}</font></p>{items}<p align="right"><a href="../index.htm">返回</a></p>')  # fmt: skip


def _called(office: Office) -> str:
    return "县政府" if office.level == "government" else f"县{office.stem}" if office.level == "department" else office.stem  # fmt: skip


def _year(title: str, annual: Column, year: int) -> str:
    """The links of one year, two in a row."""
    cells = [
        f'<td width="50%" height="28">★ <a href="{year}/{_leaf(annual, p).rpartition("/")[2]}">{_called(p.office)}</a></td>'
        for office in COUNTY.offices
        for p in annual.papers
        if p.year == year and p.office == office
    ]
    cells += ["<td>&nbsp;</td>"] * (len(cells) % 2)
    lines = "".join(f"<tr>{left}{right}</tr>" for left, right in zip(cells[::2], cells[1::2], strict=True))
    return _frame(
        title,
        f'<p align="center"><font size="5" face="黑体">{title}</font></p><table border="1" width="80%" align="center" bordercolor="#C0C0C0">{lines}</table><p align="right"><a href="index.htm">返回</a></p>',
    )


def _report(column: Column, paper: Paper, ask: Ask) -> str:
    hand = "br" if paper.key % 2 else "upper"
    return _frame(
        paper.title,
        f'<p align="center"><b><font size="5" face="宋体">{paper.title}</font></b></p>{press.markup(paper.write(), hand)}'
        f'<p align="center"><font size="2" color="#808080">{paper.source}　{_day(paper)} 发布</font></p><p align="center"><a href="javascript:window.close()">关闭窗口</a></p>',
    )


def _listing(sheet: Sheet, ask: Ask) -> str:
    c = sheet.column
    moves = " ".join(
        f'<a href="list.asp?lm={c.key}&page={n}">{word}</a>'
        for word, n in (("首页", 1), ("上一页", sheet.before), ("下一页", sheet.after), ("尾页", sheet.of))
    )
    return _frame(
        c.name,
        f'<p><font color="#B40000"><b>{c.name}</b></font></p><table width="100%">{_lines(sheet.rows)}</table><p align="center"><font size="2">{moves} 页次：{sheet.number}/{sheet.of}页 共{len(c.papers)}条</font></p>',
    )


def _article(column: Column, paper: Paper, ask: Ask) -> str:
    return _frame(
        paper.title,
        f'<p align="center"><font size="4"><b>{paper.title}</b></font></p><p align="center"><font size="2">作者：{paper.source}　日期：{_day(paper)}　阅读：{40 + paper.key % 700}次</font></p>'
        f"<hr>{press.markup(paper.write(), 'br')}",
    )
