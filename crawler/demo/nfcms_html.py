"""Replica of a Guangdong portal (NFCMS) without postmeta: HTML lists only, one mixed column, and reports on governing by law.

Its column is named 政府信息公开工作年度报告, not 年报 (three of three captured Guangzhou trees); bodies are hidden until
a script runs; old bodies stand in a `<ucapcontent>` inside the page, as after a migration.
"""

from __future__ import annotations

from . import ordinary
from .columns import Column, expect, file, page, sheets, shown, split
from .furniture import BLANK, Manner, anchor, body, footer, menu, metas, trail
from .places import TINGYI as PLACE
from .reports import Style, annual, law
from .site import Item, Page, Site

SIZE = 10
SITE_ID = "299221"
WORD = (
    '<p class="MsoNormal" style="mso-pagination:widow-orphan;text-align:center"><span style="mso-bidi-font-size:12.0pt">',
    "</span><span></span></p>",
)
MANNER = Manner(indent="　　", paragraph='<p style="margin: 0px; line-height: 200%;">', cell=WORD)
STYLE = Style(
    title="{stem}{year}年政府信息公开年度报告", prose_title="{stem}{year}年度政府信息公开工作报告", nils=("0", "0", "", "0", "-"), signed=False
)  # fmt: skip
GUIDE = (
    "本指南说明如何查阅和申请获取政府信息。主动公开的信息可在网站和镇村公开栏查阅。",
    "申请获取信息的，可当面或来信提交申请表，受理点设在双桂塘便民服务大厅一楼。",
)


def build(port: int, epoch: int) -> Site:
    """The portal as it stands in an epoch, on a port."""
    return _Portal(port, epoch).site()


class _Portal:
    def __init__(self, port: int, epoch: int) -> None:
        self.port, self.epoch = port, epoch
        self.origin = f"http://{PLACE.host}:{port}"
        self.reports, self.laws = annual(PLACE, STYLE, epoch), law(PLACE, STYLE)
        self.root = self._tree(ordinary.shelves(PLACE, epoch))
        self.pages: dict[str, Page] = {}

    def _tree(self, shelves: ordinary.Shelves) -> Column:
        def shelf(path: str, key: str, extra: tuple[Item, ...] = ()) -> Column:
            return Column(path, ordinary.SHELVES[key], 0, shown(shelves[key] + extra, self.epoch))

        self.yearly = Column(
            "zwgk/xxgk/gkndbg",
            "政府信息公开工作年度报告",
            0,
            shown(self.reports + ordinary.lures(PLACE), self.epoch),
        )
        plans = tuple(i for i in shelves["plan"] if "计划" in i.title)
        self.lawful = Column("zwgk/fzzfjs", "法治政府建设", 0, shown(self.laws + plans, self.epoch))
        guide = Column(
            "zwgk/xxgk/zn",
            "政府信息公开指南",
            0,
            (ordinary.article(PLACE, "汀漪县政府信息公开指南", "2021-08-02 10:00", *GUIDE),),
        )
        rules = Column("zwgk/xxgk/zd", "政府信息公开制度", 0)
        open_ = Column(
            "zwgk/xxgk",
            "政府信息公开",
            0,
            below=(guide, rules, self.yearly, shelf("zwgk/xxgk/wzbb", "network")),
        )
        affairs = (
            shelf("zwgk/tzgg", "notice"),
            shelf("zwgk/czxx", "budget"),
            shelf("zwgk/tjxx", "stats"),
            shelf("zwgk/zcjd", "reading"),
        )
        return Column("", "首页", 0, below=(
            Column("zwgk", "政务公开", 0, below=(open_, self.lawful, *affairs)),
            Column("xwdt", "新闻动态", 0, below=(shelf("xwdt/tydt", "news"),)),
        ))  # fmt: skip

    def site(self) -> Site:
        """Everything the portal serves."""
        for column in self.root.all():
            parts = sheets(column.items, SIZE)
            for at, part in enumerate(parts, 1):
                self._sheet(column, part, at, len(parts))
            for item in column.items:
                self._put(column, item)
        expected = [
            expect(self.origin, self.port, item, self.origin + _path(column, item))
            for column, items in ((self.yearly, self.reports), (self.lawful, self.laws))
            for item in items
        ]
        there, removed = split(expected)
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(
            PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, there, removed, None, frozenset({"date"})
        )  # fmt: skip

    def _sheet(self, column: Column, part: tuple[Item, ...], at: int, of: int) -> None:
        path = f"/{column.path}/{_leaf(at)}".replace("//", "/")
        self.pages[path] = page("list", column.name, lambda _ask: self._list(column, part, at, of))

    def _put(self, column: Column, item: Item) -> None:
        kind = "report" if item.fact else "ordinary"
        self.pages[_path(column, item)] = page(kind, item.title, lambda _ask: self._article(column, item))
        if item.attachment:
            self.pages[_file(item)] = file(item)

    def _frame(self, head: str, inner: str, *, hidden: bool = False) -> str:
        urls = ("/index.html", "/index.html", "/xwdt/index.html", "/zwgk/index.html")
        style = " style='visibility: hidden'" if hidden else ""
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">{head}</head><body{style}>\n'
            "<script>document.write(\"<div class='header'>网站支持IPv6</div>\");</script>"
            '<div class="topbar"><a id="slh" href="javascript:void(0)">长者专区</a> <a id="wza" href="javascript:void(0)">无障碍</a> '
            f'<a href="javascript:void(0)" id="StranLink">繁體</a></div><div class="nav">{menu(PLACE, urls)}</div>\n{inner}\n'
            f'<div class="hits">您是第 - 位访客</div>{footer(PLACE)}</body></html>'
        )

    def _list(self, column: Column, part: tuple[Item, ...], at: int, of: int) -> str:
        kind = "cat" if column.items else "page"
        script = f'var NFCMS_SITE_ID="{SITE_ID}",NFCMS_PUB_TYPE="{kind}";'
        head = f"{metas(PLACE, self.origin, column.name)}<title>{column.name}-{PLACE.government}</title><script>{script}</script>"
        where = trail("您当前所在的位置：", (("/index.html", "首页"),), column.name)
        boxes = "".join(
            f'<div class="box"><h3>{anchor(f"/{c.path}/index.html", c.name)}</h3><ul class="infoList">{self._rows(c, c.items[:6])}</ul></div>'
            for top in column.below
            for c in ((top, *top.below) if column is self.root else (top,))
        )
        pager = (
            "".join(f'<a href="{_leaf(n)}">{n}</a>' for n in range(1, min(of, 4) + 1))
            + f'<a class="last" href="{_leaf(of)}">&gt;&gt;</a>'
        )
        return self._frame(
            head,
            f'<div class="position">{where}</div>{boxes}<ul class="infoList">{self._rows(column, part)}</ul>'
            f'<div id="page_div"><span class="arrow">{pager}</span> 第{at}页</div>',
        )

    def _rows(self, column: Column, items: tuple[Item, ...]) -> str:
        return "".join(
            f'<li><h4>{anchor(_path(column, item), item.title, more=BLANK)}</h4><span class="time">[ {item.date} ]</span></li>'
            for item in items
        )

    def _article(self, column: Column, item: Item) -> str:
        tags = (
            ""
            if item.id % 5 == 0
            else metas(PLACE, self.origin, column.name, item, url=self.origin + _path(column, item))
        )
        script = f'var NFCMS_SITE_ID="{SITE_ID}",NFCMS_PUB_TYPE="post",NFCMS_POST_ID="{item.id}";'
        where = trail(
            "您当前所在的位置：",
            (("/index.html", "首页"), (f"/{column.path}/index.html", column.name)),
            "正文",
        )
        text = body(item.blocks, MANNER)
        if item.date < "2019":
            text = f"<ucapcontent>{text}</ucapcontent>"
        files = (
            f'<p><a class="nfw-cms-attachment" href="{_file(item)}">{item.attachment}</a></p>'
            if item.attachment
            else ""
        )
        picture = (
            '<p style="text-align: center;"><img src="/img/tj.png" alt=""></p>'
            if item.title.startswith("图解")
            else ""
        )
        return self._frame(
            f"{tags}<title>{item.title}-{PLACE.government}门户网站</title><script>{script}</script>",
            f'<div class="position">{where}</div><div class="content"><h1 class="title">{item.title}</h1>'
            f'<div class="content_attr"><span>发表时间： {item.stamp}</span> <span>信息来源： {item.source}</span> <span>浏览量： -</span> '
            '<span class="zoom"><a>A+大</a> <a>A中</a> <a>A-小</a></span></div>\n'
            f'<div class="article-content" id="zoomcon">{text}{picture}</div>{files}\n'
            '<div class="share_box">分享到： <a>微信</a> <a>微博</a> <a>QQ空间</a></div><div id="qrcode"><p>扫一扫在手机打开当前页</p></div>'
            '<div class="tools"><a href="javascript:window.print()">打印页面</a> <a>关闭本页</a> <a>返回顶部</a></div></div>',
            hidden=True,
        )


def _leaf(at: int) -> str:
    return "index.html" if at == 1 else f"index_{at}.html"


def _path(column: Column, item: Item) -> str:
    return f"/{column.path}/content/post_{item.id}.html"


def _file(item: Item) -> str:
    serial = item.id + 1
    return f"/attachment/{serial // 1_000_000}/{serial // 1000}/{serial}/{item.id}.pdf"
