"""Replica of a Hanweb JCMS portal: columns embed their first 45 records and page on by POST to dataproxy.jsp.

Anchors are cut and their `title` is whole, hrefs stand in single quotes, the view counter is printed by the server and
grows with every request, and no page carries a validator: nothing but the text says whether a report changed.
"""

from __future__ import annotations

from urllib.parse import quote

from . import ordinary
from .columns import Column, expect, file, moved, page, shown, split
from .furniture import Manner, anchor, body, cut, footer, menu, metas, trail
from .places import LINLAN as PLACE
from .reports import Style, annual
from .site import Ask, Item, Page, Reply, Site, html

PAGE, GROUP = 15, 45
WEB, UNIT = 3990, 6990398
PROXY = "/module/jpage/dataproxy.jsp"
WEBNAME = f"{PLACE.government}门户网站"
MANNER = Manner(
    paragraph='<p style="text-indent:2em">',
    table='<table border="1" cellpadding="0" cellspacing="0" width="100%">',
)
STYLE = Style(nils=("0", "0", "0", "0", "0", "0", "-", "0"), joined=False, signed=False)
ROBOTS = "User-agent: *\nDisallow: /module/xxgk/\nDisallow: /preview/\nAllow: /\n"


def build(port: int, epoch: int) -> Site:
    """The portal as it stands in an epoch, on a port."""
    return _Portal(port, epoch).site()


class _Portal:
    def __init__(self, port: int, epoch: int) -> None:
        self.port, self.epoch = port, epoch
        self.origin = f"http://{PLACE.host}:{port}"
        self.reports = annual(PLACE, STYLE, epoch)
        self.draft = ordinary.draft(PLACE, PLACE.years[-1])
        self.root = self._tree(ordinary.shelves(PLACE, epoch))
        self.pages: dict[str, Page] = {}

    def _tree(self, shelves: ordinary.Shelves) -> Column:
        def shelf(serial: int, key: str) -> Column:
            return _column(serial, ordinary.SHELVES[key], shown(shelves[key], self.epoch))

        yearly = _column(
            1229990210, "政府信息公开年报", shown(self.reports + ordinary.lures(PLACE), self.epoch)
        )
        guide = _column(1229990201, "政府信息公开指南")
        public = _column(1229990200, "政府信息公开", below=(guide, yearly, shelf(1229990220, "network")))
        affairs = tuple(
            shelf(1229990110 + at, key)
            for at, key in enumerate(("notice", "budget", "stats", "plan", "reading"))
        )
        offices = []
        for at, office in enumerate(PLACE.offices[1:5]):
            own = tuple(i for i in self.reports if i.fact and i.fact.agency == office.name)
            offices.append(_column(1229990310 + at, f"{office.name}信息公开年报", shown(own, self.epoch)))
        return Column("", "首页", 0, below=(
            _column(1229990100, "政务公开", below=(public, *affairs)),
            _column(1229990130, "新闻中心", below=(shelf(1229990131, "news"),)),
            _column(1229990300, "部门信息公开", below=tuple(offices)),
        ))  # fmt: skip

    def site(self) -> Site:
        """Everything the portal serves."""
        expected, homes = [], {}
        for column in self.root.all():
            self._list(column)
            for item in column.items:
                if item.fact is None:
                    self._put("ordinary", column, item)
                elif column.serial >= 1229990300:
                    homes[item.id] = column
        central = next(c for c in self.root.all() if c.serial == 1229990210)
        for item in self.reports:
            path = _path(central, item)
            copies = [homes[item.id]] if item.id in homes else []
            if not (item.fact and item.fact.change == "removed"):
                self._put("report", central, item)
                for home in copies:
                    self._put("copy", home, item)
            if item.was:
                self.pages[path.replace(str(item.id), str(item.was))] = moved(item.title, self.origin + path)
            urls = tuple(self.origin + _path(home, item) for home in copies)
            expected.append(expect(self.origin, self.port, item, self.origin + path, urls))
        self.pages[self._preview()] = page(
            "forbidden", self.draft.title, lambda ask: self._article(self.root, self.draft, ask)
        )
        self.pages[PROXY] = Page("data", "dataproxy", self._proxy)
        there, removed = split(expected)
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code} min={len(PLACE.years) * 4}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, there, removed, ROBOTS)

    def _put(self, kind: str, column: Column, item: Item) -> None:
        self.pages[_path(column, item)] = page(kind, item.title, lambda ask: self._article(column, item, ask))
        if item.attachment:
            self.pages[_file(item)] = file(item, "application/octet-stream")

    def _preview(self) -> str:
        return f"/preview/art_1229990210_{self.draft.id}.html"

    def _frame(self, head: str, inner: str) -> str:
        urls = (
            "/index.html",
            "/index.html",
            "/col/col1229990130/index.html",
            "/col/col1229990100/index.html",
        )
        return (
            f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />{head}'
            '<script src="/module/jslib/jquery/jpage/jquery.jpage.min.js"></script></head><body>\n'
            f'<div class="top_link"><a href="javascript:void(0)">简体</a>|<a href="javascript:void(0)" id="StranLink">繁体</a>|'
            f'<a href="javascript:void(0)">无障碍浏览</a>|<a href="javascript:void(0)">长者模式</a></div>'
            f'<div class="nav">{menu(PLACE, urls)}</div>\n{inner}\n{footer(PLACE)}</body></html>'
        )

    def _list(self, column: Column) -> None:
        path = "/index.html" if column is self.root else f"/{column.path}/index.html"
        write = self._home if column is self.root else self._column
        self.pages[path] = page("list", column.name, lambda _ask: write(column))

    def _home(self, column: Column) -> str:
        head = f"{metas(PLACE, self.origin, '首页')}<title>{WEBNAME}</title>"
        boxes = "".join(
            f'<div class="box"><h3>{anchor(_index(c), c.name)}</h3><ul>{"".join(_row(c, item) for item in c.items[:7])}</ul></div>'
            for top in column.below
            for c in (top, *top.below)
        )
        return self._frame(head, f'<div class="main">{boxes}</div>')

    def _column(self, column: Column) -> str:
        where = trail(
            "您当前所在位置：",
            (("/index.html", "首页"), ("/col/col1229990100/index.html", "政务公开")),
            column.name,
        )
        side = "".join(f"<li>{anchor(_index(c), c.name)}</li>" for c in column.below)
        head = f"{metas(PLACE, self.origin, column.name)}<title>{column.name}</title>"
        store = (
            self._store(column, column.items[:GROUP], group=f"{PROXY}?page=2&{_terms(column)}")
            if column.items
            else ""
        )
        call = (
            f"$(function(){{$('#{UNIT}').jpage({{themeName:'default',dataBefore:'<ul>',dataAfter:'</ul>',showMode:'full',perPage:{PAGE},"
            f"startRecord:1,groupSize:{GROUP // PAGE},barPosition:'bottom',totalRecord:{len(column.items)},proxyUrl:'{PROXY}',"
            f"ajaxParam:{{col:1,appid:1,webid:{WEB},path:'/',columnid:{column.serial},sourceContentType:1,unitid:{UNIT},"
            f"webname:'{WEBNAME}',permissiontype:0}}}});}});"
        )
        body_ = (
            f'<div id="{UNIT}" class="default_pgContainer"></div><script type="text/xml">{store}</script><script>{call}</script>'
            if store
            else ""
        )
        kept = f"<p>{anchor(self._preview(), self.draft.title)}</p>" if column.serial == 1229990210 else ""
        return self._frame(
            head, f'<div class="dqwz">{where}</div><div class="left"><ul>{side}</ul></div>{body_}{kept}'
        )

    def _store(self, column: Column, items: tuple[Item, ...], *, group: str = "") -> str:
        records = "\n".join(f"<record><![CDATA[\n{_row(column, item)}]]></record>" for item in items)
        following = (
            f'<nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup>\n'
            if group and len(column.items) > GROUP
            else ""
        )
        total = len(column.items)
        return (
            f"<datastore>\n{following}<totalrecord>{total}</totalrecord><totalpage>{-(-total // PAGE)}</totalpage>"
            f"<recordset>\n{records}\n</recordset></datastore>"
        )

    def _proxy(self, ask: Ask) -> Reply:
        """One group of at most 45 records: by startrecord (as the page's script asks) or by the older page=N."""
        asked = {**ask.query, **ask.form}
        column = next(
            (c for c in self.root.all() if str(c.serial) == asked.get("columnid") and c.items), None
        )
        if column is None or str(asked.get("unitid")) != str(UNIT):
            return html("<datastore><totalrecord>0</totalrecord></datastore>", "text/xml; charset=utf-8")
        start = _count(asked, "startrecord") or (max(_count(asked, "page"), 1) - 1) * GROUP + 1
        end = min(_count(asked, "endrecord") or start + GROUP - 1, start + GROUP - 1)
        text = self._store(column, column.items[start - 1 : end])
        return html(text, "text/xml; charset=utf-8")

    def _article(self, column: Column, item: Item, ask: Ask) -> str:
        tags = (
            "" if item.id % 6 == 0 else metas(PLACE, self.origin, column.name, item, url=_path(column, item))
        )
        where = trail("您当前所在位置：", (("/index.html", "首页"), (_index(column), column.name)), "正文")
        files = f'<p class="fj">附件：{anchor(_file(item), item.attachment)}</p>' if item.attachment else ""
        near = [i for i in column.items if i is not item][:2]
        links = "".join(
            f"<p>{word}：{anchor(_path(column, i), i.title)}</p>"
            for word, i in zip(("上一篇", "下一篇"), near, strict=False)
        )
        return self._frame(
            f"{tags}<title>{item.title}</title>",
            f'<div class="dqwz">{where}</div><div id="article" class="Main-p floatL"><!--<$[标题]>begin--><p class="title">{item.title}</p>'
            f'<!--<$[标题]>end--><p class="con-time">发布日期: {item.stamp} 来源: {item.source} 字号: [ <a href="javascript:doZoom(18)">大</a> '
            f'<a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a> ] 浏览次数: {1000 + ask.tick}</p>\n'
            f'<div id="zoom"><!--ZJEG_RSS.content.begin-->{body(item.blocks, MANNER)}<!--ZJEG_RSS.content.end--></div>{files}\n'
            '<div class="fx"><div class="bshare-custom">分享到：<a class="bshare-weixin">微信</a><a class="bshare-more">更多平台</a></div>'
            '<a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a></div>'
            f'<div class="sxp">{links}</div></div>',
        )


def _column(serial: int, name: str, items: tuple[Item, ...] = (), below: tuple[Column, ...] = ()) -> Column:
    return Column(f"col/col{serial}", name, serial, items, below)


def _index(column: Column) -> str:
    return f"/{column.path}/index.html" if column.path else "/index.html"


def _path(column: Column, item: Item) -> str:
    year, month, day = item.date.split("-")
    return f"/art/{year}/{int(month)}/{int(day)}/art_{column.serial}_{item.id}.html"


def _row(column: Column, item: Item) -> str:
    whole = item.title.replace("'", "&#39;")
    return f"<li><a href='{_path(column, item)}' title='{whole}' target='_blank'>{cut(item.title, 22)}</a><span>{item.date}</span></li>"


def _count(asked: dict[str, str], name: str) -> int:
    return int(asked[name]) if asked.get(name, "").isdecimal() else 0


def _file(item: Item) -> str:
    return f"/module/download/downfile.jsp?classid=0&filename={item.id:032x}.pdf"


def _terms(column: Column) -> str:
    return f"appid=1&webid={WEB}&path=/&columnid={column.serial}&unitid={UNIT}&webname={quote(quote(WEBNAME))}&permissiontype=0"
