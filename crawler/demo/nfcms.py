"""Replica of a Guangdong portal (NFCMS) that publishes its columns as static JSON beside the HTML.

Disclosure reports stand three columns deep (本级, 部门, 镇街); those of departments a second time, as `mpost_`, in the
department's own column. The tail blocks 相关附件 and 相关新闻 stand inside the box of the body (`.xl-cont`), as in Zengcheng.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from . import ordinary
from .columns import Column, expect, file, moved, page, sheets, shown, sourced, split
from .furniture import BLANK, HOT, Manner, anchor, body, footer, menu, metas, trail
from .places import YUNZHUO as PLACE
from .reports import Style, annual
from .site import Item, Page, Reply, Site

SIZE = 15
CHINA = timezone(timedelta(hours=8))
SITE_ID = "299102"
MANNER = Manner(indent="&emsp;&emsp;", paragraph="<p>", bold=("", ""), cell=("<p><span>", "</span></p>"))
STYLE = Style(prose_title="{year}年{stem}政府信息公开工作年度报告", nils=("0", "0", "0", "-", "0", ""))
ROBOTS = "User-agent: *\nDisallow: /search/\nDisallow: /nb-preview/\n"
PREVIEW = "nb-preview/content"


def build(port: int, epoch: int) -> Site:
    """The portal as it stands in an epoch, on a port."""
    return _Portal(port, epoch).site()


class _Portal:
    def __init__(self, port: int, epoch: int) -> None:
        self.port, self.epoch = port, epoch
        self.origin = f"http://{PLACE.host}:{port}"
        towns = [office.name for office in PLACE.offices if office.level == "town"]
        self.reports = sourced(annual(PLACE, STYLE, epoch), "本网", towns)
        self.draft = ordinary.draft(PLACE, PLACE.years[-1])
        self.root = self._tree(ordinary.shelves(PLACE, epoch))
        self.pages: dict[str, Page] = {}

    def _tree(self, shelves: ordinary.Shelves) -> Column:
        def own(level: str, extra: tuple[Item, ...] = ()) -> tuple[Item, ...]:
            names = {office.name for office in PLACE.offices if office.level == level}
            return shown(
                tuple(i for i in self.reports if i.fact and i.fact.agency in names) + extra, self.epoch
            )

        def shelf(path: str, key: str, serial: int) -> Column:
            return Column(path, ordinary.SHELVES[key], serial, shown(shelves[key], self.epoch))

        yearly = Column(
            "zfxxgkml/zfxxgknb", "政府信息公开年报", 3100,
            below=(
                Column("zfxxgkml/zfxxgknb/bj", "本级", 3101, own("government", ordinary.lures(PLACE))),
                Column("zfxxgkml/zfxxgknb/bm", "部门", 3102, own("department")),
                Column("zfxxgkml/zfxxgknb/zj", "镇街", 3103, own("town")),
            ),
        )  # fmt: skip
        guide = Column("zfxxgkml/zn", "政府信息公开指南", 3090)
        open_ = Column(
            "zfxxgkml", "政府信息公开", 3000, below=(guide, yearly, shelf("zfxxgkml/wzbb", "network", 3200))
        )
        known = (
            ("tzgg", "notice"),
            ("czyjs", "budget"),
            ("tjsj", "stats"),
            ("ghjh", "plan"),
            ("zcjd", "reading"),
        )
        affairs = tuple(shelf(f"zwgk/{path}", key, 2001 + at) for at, (path, key) in enumerate(known))
        return Column("", "首页", 1, below=(
            Column("xwzx", "新闻中心", 1000, below=(shelf("xwzx/gzdt", "news", 1001),)),
            Column("zwgk", "政务公开", 2000, below=(*affairs, open_)),
            Column("jg", "机构职能", 4000, below=self._departments()),
        ))  # fmt: skip

    def _departments(self) -> tuple[Column, ...]:
        found = []
        for at, office in enumerate(o for o in PLACE.offices if o.level == "department"):
            items = tuple(i for i in self.reports if i.fact and i.fact.agency == office.name)
            nb = Column(
                f"jg/qzfbm/{office.slug}/nb", "政府信息公开年报", 4011 + 10 * at, shown(items, self.epoch)
            )
            found.append(Column(f"jg/qzfbm/{office.slug}", office.name, 4010 + 10 * at, below=(nb,)))
        return tuple(found)

    def site(self) -> Site:
        """Everything the portal serves."""
        expected = []
        for column in self.root.all():
            self._lists(column)
            for item in column.items:
                if not (column.path.startswith("jg/") or item.fact):
                    self._put(self._path(column, item), "ordinary", column, item)
        for item in self.reports:
            column, copies = self._homes(item)
            paths = [self._path(home, item) for home in (column, *copies)]
            if not (item.fact and item.fact.change == "removed"):
                for at, home in enumerate((column, *copies)):
                    self._put(paths[at], "copy" if at else "report", home, item)
            if item.was:
                self.pages[f"/{column.path}/content/post_{item.was}.html"] = moved(
                    item.title, self.origin + paths[0]
                )
            urls = [self.origin + path for path in paths]
            expected.append(expect(self.origin, self.port, item, urls[0], tuple(urls[1:])))
        self._put(f"/{PREVIEW}/post_{self.draft.id}.html", "forbidden", self.root, self.draft)
        there, removed = split(expected)
        seed = f'{self.origin}/ name="{PLACE.government}" region={PLACE.code}'
        return Site(
            PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, there, removed, ROBOTS,
            frozenset({"etag", "date"}),
        )  # fmt: skip

    def _homes(self, item: Item) -> tuple[Column, list[Column]]:
        """The central column of a report, and the further columns that carry it."""
        agency = item.fact.agency if item.fact else ""
        office = next(o for o in PLACE.offices if o.name == agency)
        folder = {"government": "bj", "department": "bm", "town": "zj"}[office.level]
        every = list(self.root.all())
        central = next(c for c in every if c.path == f"zfxxgkml/zfxxgknb/{folder}")
        return central, [c for c in every if c.path == f"jg/qzfbm/{office.slug}/nb"]

    def _path(self, column: Column, item: Item) -> str:
        return f"/{column.path}/content/{'mpost' if column.path.startswith('jg/') else 'post'}_{item.id}.html"

    def _put(self, path: str, kind: str, column: Column, item: Item) -> None:
        self.pages[path] = page(kind, item.title, lambda _ask: self._article(column, item, path))
        if kind in {"report", "ordinary"}:
            record = {**self._record(column, item), **self._detail(item)}
            self.pages[f"/postmeta/p/{item.id // 1_000_000}/{item.id // 1000}/{item.id}.json"] = _data(
                item.title, record
            )
        if item.attachment:
            self.pages[_file(item)] = file(item)

    def _lists(self, column: Column) -> None:
        parts = sheets(column.items, SIZE)
        for at, part in enumerate(parts, 1):
            self._sheet(column, part, at, len(parts))
        record = {
            "id": column.serial, "name": column.name, "category": {"id": column.serial, "name": column.name},
            "pub_point": column.path, "publish_count": len(column.items), "updated": "2024-04-01 09:00:00",
            "children": [
                {"id": c.serial, "name": c.name, "pub_point": c.path, "jump_url": "", "publish_count": len(c.items)}
                for c in column.below
            ],
            "articles": [self._record(column, item) for item in column.items] + self._drafts(column),
        }  # fmt: skip
        self.pages[f"/postmeta/i/{column.serial}.json"] = _data(column.name, record)

    def _sheet(self, column: Column, part: tuple[Item, ...], at: int, of: int) -> None:
        path = f"/{column.path}/{_leaf(at)}".replace("//", "/")
        if column is self.root:
            self.pages[path] = page("list", column.name, lambda _ask: self._home(column))
        else:
            self.pages[path] = page("list", column.name, lambda _ask: self._list(column, part, at, of))

    def _record(self, column: Column, item: Item) -> dict[str, object]:
        seconds = int(datetime.strptime(item.stamp, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA).timestamp())
        return {
            "id": item.id, "title": item.title, "source": item.source, "date": item.date, "publish_time": seconds,
            "display_publish_time": seconds, "visible_publish_time": seconds, "abstract": "",
            "url": self.origin + self._path(column, item), "json_ext": "[]", "EXT_zh": "", "EXT_fwdw": "",
        }  # fmt: skip

    def _drafts(self, column: Column) -> list[dict[str, object]]:
        if not column.path.endswith("/bj"):
            return []
        return [
            {**self._record(column, self.draft), "url": f"{self.origin}/{PREVIEW}/post_{self.draft.id}.html"}
        ]

    def _detail(self, item: Item) -> dict[str, object]:
        files = [{
            "id": item.id + 1, "name": item.attachment, "type": "pdf", "mime": "application/pdf", "size": "600",
            "url": self.origin + _file(item),
        }] if item.attachment else []  # fmt: skip
        return {
            "content": body(item.blocks, MANNER), "attachment": files, "keywords": "", "origin_url": "", "gkml_url": "",
            "gkml_data": "", "related_posts": [], "expired_time": 0,
        }  # fmt: skip

    def _frame(self, head: str, inner: str) -> str:
        urls = (
            "/index.html",
            "/index.html",
            "/xwzx/index.html",
            "/zwgk/index.html",
            "/index.html",
            "/index.html",
            "/index.html",
        )
        hot = "".join(f"<a href='/search/?q={word}'>{word}</a>" for word in HOT)
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>\n'
            '<div class="header"><ul class="btnList"><li><a id="slh" href="javascript:void(0)" onclick="aria.start()">长者助手</a></li>'
            '<li><a id="wza" href="javascript:void(0)" onclick="aria.start()">无障碍</a></li></ul>'
            f'<div class="hotword">热门搜索：{hot}</div><div class="nav">{menu(PLACE, urls)}</div></div>\n{inner}\n{footer(PLACE)}</body></html>'
        )

    def _home(self, column: Column) -> str:
        head = f"{metas(PLACE, self.origin, '首页')}<title>{PLACE.government}门户网站</title>"
        blocks = "".join(
            f'<div class="box"><h2>{anchor(f"/{c.path}/index.html", c.name)}</h2><ul class="news_list">{self._rows(c, c.items[:8])}</ul></div>'
            for top in column.below
            for c in (top, *top.below)
        )
        return self._frame(head, f'<div class="main">{blocks}</div>')

    def _rows(self, column: Column, items: tuple[Item, ...]) -> str:
        return "".join(
            f"<li>{anchor(self.origin + self._path(column, item), item.title, more=BLANK)}<span>{item.date}</span></li>"
            for item in items
        )

    def _list(self, column: Column, part: tuple[Item, ...], at: int, of: int) -> str:
        script = f'window.NFCMS_SITE_ID="{SITE_ID}";window.NFCMS_PUB_TYPE="cat";window.NFCMS_CAT_ID="{column.serial}";'
        head = f"{metas(PLACE, self.origin, column.name)}<title>{column.name} - {PLACE.government}</title><script>{script}</script>"
        rows = self._rows(column, part)
        if column.path.endswith("/bj") and at == 1:
            rows += f"<li>{anchor(f'/{PREVIEW}/post_{self.draft.id}.html', self.draft.title)}<span>{self.draft.date}</span></li>"
        side = "".join(f"<li>{anchor(f'/{c.path}/index.html', c.name)}</li>" for c in column.below)
        pager = (
            "".join(f'<a href="{_leaf(n)}">{n}</a>' for n in range(1, of + 1))
            + f'<a class="last" href="{_leaf(of)}">尾页</a>'
        )
        where = trail("当前位置：", (("/index.html", "首页"), ("/zwgk/index.html", "政务公开")), column.name)
        return self._frame(
            head,
            f'<div class="wz">{where}</div><div class="side"><ul>{side}</ul></div>'
            f'<ul class="news_list">{rows}</ul><div class="page">{pager}<span>共{of}页 第{at}页</span></div>',
        )

    def _article(self, column: Column, item: Item, path: str) -> str:
        tags = (
            "" if item.id % 7 == 0 else metas(PLACE, self.origin, column.name, item, url=self.origin + path)
        )
        script = (
            f'window.NFCMS_SITE_ID="{SITE_ID}";window.NFCMS_PUB_TYPE="post";window.NFCMS_POST_ID="{item.id}";'
        )
        where = trail(
            "当前位置：", (("/index.html", "首页"), (f"/{column.path}/index.html", column.name)), "正文"
        )
        files = (
            f'<li><a class="nfw-cms-attachment" href="{_file(item)}">{item.attachment}</a></li>'
            if item.attachment
            else ""
        )
        others = [i for i in column.items if i is not item][self.epoch : self.epoch + 4]
        return self._frame(
            f"{tags}<title>{item.title}-{PLACE.government}</title><script>{script}</script>",
            f'<div class="wz">{where}</div><div class="xl"><h1 class="xl-tit">{item.title}</h1><div class="xl-meg"><span>{item.date}</span> '
            f"<span>来源: {item.source}</span><br>【字号: <a>大</a> <a>中</a> <a>小</a> 】 "
            '<div class="social-share">分享 <a class="share-wechat">微信</a> <a class="share-weibo">微博</a></div></div>\n'
            f'<div class="xl-cont"><div id="detailCon">{body(item.blocks, MANNER)}</div>\n'
            '<div class="ewm"><p>扫一扫在手机打开当前页</p></div>'
            f'<div class="xl-wz"><div class="fujian_tit">相关附件</div><ul>{files}</ul></div>'
            f'<div class="gaojianBox"><div class="gaojian_tit">相关新闻</div><ul>{self._rows(column, tuple(others))}</ul></div></div></div>',
        )


def _leaf(at: int) -> str:
    return "index.html" if at == 1 else f"index_{at}.html"


def _file(item: Item) -> str:
    serial = item.id + 1
    return f"/attachment/{serial // 1_000_000}/{serial // 1000}/{serial}/{item.id}.pdf"


def _data(title: str, record: dict[str, object]) -> Page:
    return Page(
        "data",
        title,
        lambda _ask: Reply(json.dumps(record, ensure_ascii=False, indent=1).encode(), "application/json"),
    )
