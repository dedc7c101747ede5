"""Replica of an old ASP portal: frames, GB18030 under every wrong label, tables without ends, popups, titles cut off."""

from __future__ import annotations

from urllib.parse import quote

from crawler.demo.columns import expect, sheets
from crawler.demo.furniture import Manner, body, footer
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site

from . import Crowd, place

PLACE = place("汀堰县", "990535", "tingyan", (2014, 2015, 2016, 2018))
MANNER = Manner(indent="　　", paragraph="<P>", table='<TABLE border=1 width="98%">', bold=("<B>", "</B>"))
PER_PAGE = 7
# What a page says of its encoding, in its header and in its meta tag: right, wrong twice, and not at all.
LABELS = (
    ("text/html", '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">'),
    ("text/html; charset=utf-8", ""),
    ("text/html; charset=iso-8859-1", '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">'),
    ("text/html", ""),
)
TOWNS = quote("乡镇年报".encode("gb18030"))  # a browser writes queries in the encoding of the page
CUT = 22  # characters that the list of the old pages shows of a title


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://{PLACE.host}:{port}"
        self.items = annual(PLACE, Style(), 1)
        self.pages: dict[str, Page] = {}
        self.serial = 0

    def site(self) -> Site:
        """Everything the portal serves."""
        crowd = Crowd(
            20_000,
            _column,
            _article,
            _crowded,
            lambda title, text: _framed(title, f"<P>{title}</P><P>{text}"),
        )
        self.pages.update(crowd.pages())
        self._put(
            "/index.html",
            "list",
            "首页",
            '<FRAMESET ROWS="90,*"><FRAME SRC="top.asp" NAME=top><FRAME SRC="main.asp" NAME=main></FRAMESET>',
        )
        self._put("/top.asp", "list", "页首", _framed("", '<A HREF="main.asp" TARGET=main>首页</A>'))
        heads = "".join(
            f'<TR><TD><A HREF="{path}">{name}</A>'
            for path, name in (("zwgk/default.asp", "政务公开"), *crowd.heads)
        )
        self._put("/main.asp", "list", "首页", _framed("首页", f"<TABLE>{heads}</TABLE>"))
        doors = (
            '<A HREF="list.asp?classid=45">信息公开年报</A><BR><A HREF="list.asp?lb=乡镇年报">乡镇年报</A>'
        )
        self._put("/zwgk/default.asp", "list", "政务公开", _framed("政务公开", doors))
        towns = {office.name for office in PLACE.offices if office.level == "town"}
        self._list(
            "classid=45",
            "信息公开年报",
            tuple(i for i in self.items if i.fact and i.fact.agency not in towns),
        )
        self._list(
            f"lb={TOWNS}", "乡镇年报", tuple(i for i in self.items if i.fact and i.fact.agency in towns)
        )
        expected = []
        for item in self.items:
            path = f"/zwgk/shownews.asp?id={item.id}"
            self._put(path, "report", item.title, _report(item))
            expected.append(expect(self.origin, self.port, item, self.origin + path))
        self._put("/zwgk/hits.asp", "forbidden", "点击数", "document.write(1)")
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, tuple(expected))

    def _put(self, path: str, kind: str, title: str, text: str) -> None:
        """A page under the next of the four labels."""
        self.serial += 1
        header, meta = LABELS[self.serial % len(LABELS)]
        text = text.replace("<HEAD>", f"<HEAD>{meta}").replace("\n", "\r\n")
        data = text.encode("gb18030")

        def write(_ask: Ask) -> Reply:
            return Reply(data, header)

        self.pages[path] = Page(kind, title, write)

    def _list(self, query: str, name: str, items: tuple[Item, ...]) -> None:
        whole = sheets(items, PER_PAGE)
        for at, shelf in enumerate(whole, 1):
            rows = "\n".join(_row(n, item) for n, item in enumerate(shelf))
            onward = f'<A HREF="list.asp?{query}&Paging={at + 1}">下一页</A> <A HREF="list.asp?{query}&Paging={len(whole)}">尾页</A>'
            bar = f"共 {len(items)} 条 第 {at}/{len(whole)} 页 {onward if at < len(whole) else '下一页 尾页'}"
            path = f"/zwgk/list.asp?{query}" + (f"&Paging={at}" if at > 1 else "")
            self._put(path, "list", name, _framed(name, f'<TABLE WIDTH="99%">{rows}</TABLE><DIV>{bar}</DIV>'))


def _row(n: int, item: Item) -> str:
    """One row, without end tags: a link, a popup, or a link whose title is cut."""
    url = f"shownews.asp?id={item.id}"
    text = item.title if n % 3 < 2 else f"{item.title[:CUT]}..."
    link = (
        f'HREF="{url}" TARGET=_blank'
        if n % 3 != 1
        else f"HREF=\"#\" ONCLICK=\"window.open('{url}','','width=760,height=520')\""
    )
    year, month, day = item.date.split("-")
    return f"<TR HEIGHT=22><TD><IMG SRC=dot.gif><A {link}>{text}</A><TD>[{year}-{int(month)}-{int(day)}]"


def _report(item: Item) -> str:
    year, month, day = item.date.split("-")
    bar = f"作者：政府办 来源：本站 点击数：<SCRIPT SRC='hits.asp?id={item.id}'></SCRIPT> 更新时间：{year}-{int(month)}-{int(day)}"
    tools = '【<A HREF="javascript:window.print()">打印</A>】【<A HREF="javascript:window.close()">关闭</A>】'
    return _framed(
        "",
        f"<TABLE WIDTH=760>\n<TR><TD ALIGN=center><B>{item.title}</B>\n<TR><TD ALIGN=center>{bar}\n"
        f"<TR><TD ID=fontzoom STYLE='line-height:28px'>\n{body(item.blocks, MANNER)}\n<TR><TD ALIGN=right>{tools}</TABLE>",
    )


def _column(k: int, n: int) -> str:
    return f"/list.asp?classid={100 + k}&Paging={n + 1}"


def _article(k: int, i: int) -> str:
    return f"/shownews.asp?id={k * 1000 + i}"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f'<TR HEIGHT=22><TD><A HREF="{path}">{text}</A><TD>[{day}]' for path, text, day in rows)
    return _framed(title, f"<TABLE>{items}</TABLE>" + (f'<A HREF="{onward}">下一页</A>' if onward else ""))


def _framed(title: str, inner: str) -> str:
    return f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD>\n<BODY BGCOLOR=#FFFFFF>\n{inner}\n{footer(PLACE)}</BODY></HTML>"
