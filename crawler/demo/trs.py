"""Replica of a TRS WCM portal: relative links, two kinds of `createPageHTML`, and half of it in GB18030 that says gb2312.

The central column counts its pages from 0 (`index_1.htm` is the second) and ends in a stub without rows; the column of the
departments counts from 1 (`index_2.shtml` is the second). Every article ends in 附件下载, a QR line and five empty 解读.
"""

from __future__ import annotations

import posixpath

from . import ordinary
from .columns import Column, expect, file, page, sheets, shown, split
from .furniture import Manner, anchor, body, cut, footer, menu, metas, trail
from .places import XILAN as PLACE
from .reports import Style, annual
from .site import Item, Page, Site

SIZE = 12
MANNER = Manner(
    indent="　　",
    paragraph='<p class="MsoNormal" align="justify">',
    table='<table class="MsoTableGrid" border="1">',
)
STYLE = Style(nils=("0", "0", "", "0", "0", "-"), joined=False)
INLINE = '<style type="text/css">\n.TRS_Editor P{line-height:1.5;font-family:宋体;font-size:12pt;}</style>'
STUB = "<html><head><title>政府信息公开年报</title></head><body><ul class='list'></ul></body></html>"
READINGS = ("文字解读", "图片解读", "视频解读", "访谈解读", "媒体报道")
ROBOTS = "# 汐岚区门户\nUser-agent: *\nDisallow: /was5/\nDisallow: /cgk/\n"


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
        def shelf(path: str, key: str) -> Column:
            return Column(path, ordinary.SHELVES[key], 0, shown(shelves[key], self.epoch))

        def own(*levels: str) -> tuple[Item, ...]:
            names = {office.name for office in PLACE.offices if office.level in levels}
            return tuple(item for item in self.reports if item.fact and item.fact.agency in names)

        # the central column holds the government's and the towns' reports, the other one those of departments
        self.central = Column(
            "zwgk/zfxxgk/zfxxgknb", "政府信息公开年报", 0, shown(own("government", "town") + ordinary.lures(PLACE), self.epoch)
        )  # fmt: skip
        self.offices = Column("zwgk/qzbm/bmnb", "部门年报", 1, shown(own("department"), self.epoch))
        guide = Column("zwgk/zfxxgk/zfxxgkzn", "政府信息公开指南", 0)
        open_ = Column(
            "zwgk/zfxxgk",
            "政府信息公开",
            0,
            below=(guide, self.central, self.offices, shelf("zwgk/zfxxgk/wznb", "network")),
        )
        known = (
            ("tzgg", "notice"),
            ("czzj", "budget"),
            ("tjsj", "stats"),
            ("ghjh", "plan"),
            ("zcjd", "reading"),
        )
        affairs = tuple(shelf(f"zwgk/{path}", key) for path, key in known)
        news = Column("zxzx", "资讯中心", 0, below=(shelf("zxzx/gzdt", "news"),))
        return Column("", "首页", 0, below=(Column("zwgk", "政务公开", 0, below=(open_, *affairs)), news))

    def site(self) -> Site:
        """Everything the portal serves."""
        for column in self.root.all():
            self._lists(column)
            for item in column.items:
                self._put(column, item)
        self.pages[f"/cgk/t_{self.draft.id}.htm"] = page(
            "forbidden", self.draft.title, lambda _ask: self._article(self.central, self.draft)
        )
        expected = [
            expect(self.origin, self.port, item, self.origin + _path(self._home(item), item))
            for item in self.reports
        ]
        there, removed = split(expected)
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(
            PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, there, removed, ROBOTS, frozenset({"etag"})
        )  # fmt: skip

    def _home(self, item: Item) -> Column:
        departments = {office.name for office in PLACE.offices if office.level == "department"}
        return self.offices if item.fact and item.fact.agency in departments else self.central

    def _put(self, column: Column, item: Item) -> None:
        path, kind = _path(column, item), "report" if item.fact else "ordinary"
        legacy = _legacy(column, item)
        self.pages[path] = page(kind, item.title, lambda _ask: self._article(column, item), legacy=legacy)
        if item.attachment:
            self.pages[posixpath.join(posixpath.dirname(path), _file(item))] = file(item)

    def _frame(self, head: str, inner: str, *, legacy: bool = False) -> str:
        urls = ("/index.htm", "/index.htm", "/zxzx/index.htm", "/zwgk/index.htm")
        charset = "gb2312" if legacy else "UTF-8"  # what old pages declare; their bytes are GB18030
        return (
            f'<!doctype html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">{head}</head><body>\n'
            '<div class="header"><div class="topbar">欢迎访问政府门户网站 <a class="aged_link" href="javascript:void(0)">长者模式</a> '
            '<a class="aged_link" href="javascript:void(0)">退出长者模式</a> <a href="javascript:void(0)">无障碍浏览</a></div>'
            f'<div class="menu">{menu(PLACE, urls)}</div></div>\n{inner}\n{footer(PLACE)}</body></html>'
        )

    def _lists(self, column: Column) -> None:
        parts = sheets(column.items, SIZE)
        if column is self.central:  # its last page is a stub of a few hundred bytes, as deep pages are
            path = f"/{column.path}/{_leaf(column, len(parts))}"
            self.pages[path] = page("list", column.name, lambda _ask: STUB)
        for at, part in enumerate(parts):
            self._sheet(column, part, at, len(parts) + (column is self.central))

    def _sheet(self, column: Column, part: tuple[Item, ...], at: int, of: int) -> None:
        path = f"/{column.path}/{_leaf(column, at)}".replace("//", "/")
        self.pages[path] = page(
            "list", column.name, lambda _ask: self._list(column, part, at, of), legacy=_legacy(column)
        )

    def _list(self, column: Column, part: tuple[Item, ...], at: int, total: int) -> str:
        folder = f"/{column.path}".rstrip("/")
        where = trail("当前位置：", (("/index.htm", "首页"),), column.name)
        head = f"{metas(PLACE, self.origin, column.name)}<title>{column.name}</title>"
        inner = f'<div class="crumb">{where}</div>'
        for c in (b for top in column.below for b in ((top, *top.below) if column is self.root else (top,))):
            inner += f'<div class="box"><h2>{anchor(f"/{c.path}/{_leaf(c, 0)}", c.name)}</h2>{self._rows(folder, c, c.items[:7])}</div>'
        inner += self._rows(folder, column, part)
        if column is self.central and at == 0:
            inner += f"<p>{anchor(f'/cgk/t_{self.draft.id}.htm', self.draft.title)}</p>"
        if column.items and column.serial:
            call = f"createPageHTML('page_div', {total}, {at + 1}, 'index', 'shtml', {len(column.items)});"
        else:
            call = f'createPageHTML({total}, {at}, "index", "htm");'
        inner += f'<div class="page" id="page_div"><script>{call}</script></div>' if column.items else ""
        return self._frame(head, inner, legacy=_legacy(column))

    def _rows(self, folder: str, column: Column, items: tuple[Item, ...]) -> str:
        rows = (
            f"<li><span>{item.date}</span>{anchor(_relative(_path(column, item), folder), cut(item.title, 24), title=item.title)}</li>\n"
            for item in items
        )
        return f'<ul class="list">{"".join(rows)}</ul>'

    def _article(self, column: Column, item: Item) -> str:
        tags = (
            ""
            if item.id % 8 == 0
            else metas(
                PLACE, self.origin, column.name, item, url=f"./{posixpath.basename(_path(column, item))}"
            )
        )
        where = trail(
            "当前位置：",
            (("/index.htm", "首页"), (f"/{column.path}/{_leaf(column, 0)}", column.name)),
            "正文",
        )
        name = _file(item)
        files = (
            f'<li><a href="./{name}" OLDSRC="/protect/{name}">{item.attachment}</a></li>'
            if item.attachment
            else ""
        )
        leaf = posixpath.basename(_path(column, item)).removesuffix(".htm")
        return self._frame(
            f"{tags}<title>{item.title}</title>",
            f'<div class="crumb">{where}</div><div class="xl"><h1>{item.title}</h1><div class="xl_tit">时间:{item.stamp} &nbsp; 来源：{item.source} '
            '&nbsp; 浏览量：<script src="/was5/web/detail?record=1&amp;channelid=1"></script> 字号：<a>T</a>|<a>T</a></div>\n'
            f'<div id="detailCont"><div class="TRS_Editor">{INLINE}<div class="Custom_UnionStyle">{body(item.blocks, MANNER)}</div></div></div>\n'
            f'<div class="fujian"><h3>附件下载</h3><ul>{files}</ul></div><div class="ewm"><p>扫一扫在手机上查看当前页面</p></div>'
            f'<div class="xgjd"><h3>相关解读</h3><ul>{"".join(f"<li>{word}</li>" for word in READINGS)}</ul></div>'
            f'<script>createPageHTML(1, 0, "{leaf}", "htm");</script></div>',  # on articles too: no sign of a list by itself
            legacy=_legacy(column, item),
        )


def _legacy(column: Column, item: Item | None = None) -> bool:
    """Whether a page is still one of the old ones: the departments' lists, and all articles before 2020."""
    return item.date < "2020" if item else bool(column.serial)


def _leaf(column: Column, at: int) -> str:
    suffix = "shtml" if column.serial else "htm"
    number = at + 1 if column.serial else at  # six arguments count from 1, four from 0
    return f"index_{number}.{suffix}" if at else f"index.{suffix}"


def _path(column: Column, item: Item) -> str:
    day = item.date.replace("-", "")
    return f"/{column.path}/{day[:6]}/t{day}_{item.id}.htm"


def _relative(path: str, folder: str) -> str:
    found = posixpath.relpath(path, folder or "/")
    return found if found.startswith("..") else f"./{found}"


def _file(item: Item) -> str:
    return f"P0{item.date.replace('-', '')}{item.id:09d}.pdf"
