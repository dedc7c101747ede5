"""Replica of a Lonsun portal: organs under fixed addresses that nothing links, lists asked for by POST, an article as data."""

from __future__ import annotations

import json

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas
from crawler.demo.places import Office
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("渚桐县", "990533", "zhutong", (2019, 2020, 2021, 2022, 2023))
MANNER = Manner()
SITE = "9905331"
LABEL = "/site/label/8888"
TEMPLATE = "/zhutong/xxgk/publicInfoList_newest2022"
SIZE = 2  # rows a page: five years make three pages
FIRST = 6_590_001  # the organ of the government; those of the offices follow
# How the 年报 of an organ is shown: its rows on the page, only by script, years only, or as a report of its own module.
SHOWN = ("rows", "script", "years", "module", "rows", "rows", "script", "shell")


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://{PLACE.host}:{port}"
        items = annual(PLACE, Style(), 1)
        self.own = {
            FIRST + at: tuple(i for i in items if i.fact and i.fact.agency == office.name)
            for at, office in enumerate(PLACE.offices)
        }
        self.pages: dict[str, Page] = {}

    def site(self) -> Site:
        """Everything the portal serves."""
        crowd = Crowd(
            20_000, _column, _article, _crowded, lambda title, text: _framed(title, _told(title, "", text))
        )
        self.pages.update(crowd.pages())
        self.pages["/index.html"] = page("list", "首页", lambda _ask: self._home(crowd))
        self.pages[LABEL] = Page("data", "label", self._label)
        expected = []
        for at, office in enumerate(PLACE.offices):
            organ = FIRST + at
            self.pages[f"{_root(organ)}/public/column/{organ}"] = page(
                "list", office.name, lambda ask, organ=organ, office=office: self._organ(organ, office, ask)
            )
            for item in self.own[organ]:
                path = _path(organ, item)
                self.pages[path] = page(
                    "report", item.title, lambda _ask, organ=organ, item=item: self._report(organ, item)
                )
                expected.append(expect(self.origin, self.port, item, self.origin + path))
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, tuple(expected))

    def _home(self, crowd: Crowd) -> str:
        """No column of reports, no list of organs: only an announcement whose address has the number of an organ."""
        heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
        told = anchor(f"/public/{FIRST}/90011223.html", "关于河道清淤施工期间交通组织的公告")
        return _framed("首页", f"<ul>{heads}</ul><ul><li>{told}<span>2024-03-04</span></li></ul>")

    def _organ(self, organ: int, office: Office, ask: Ask) -> str:
        kind, action = ask.query.get("type"), ask.query.get("action")
        if (kind, action) == ("4", "rel"):
            organs = "".join(
                f"<li>{anchor(f'{_root(FIRST + at)}/public/column/{FIRST + at}?type=4&action=list', each.name)}</li>"
                for at, each in enumerate(PLACE.offices)
            )
            return _framed("信息公开目录", f'<ul class="clearfix">{organs}</ul>')
        if (kind, action) != ("3", "list"):
            return _framed("栏目", "<p>暂无相关信息</p>")
        shown = SHOWN[organ - FIRST]
        rows = self._rows(organ, 1) if shown == "rows" else ""
        if shown == "years":
            years = "".join(
                f"<li>{anchor(_path(organ, item), f'{_year(item)}年')}</li>" for item in self.own[organ]
            )
            return _framed("信息公开", f'<ul id="timeFrame">{years}</ul>')
        if shown == "module":
            links = "".join(
                f"<li>{anchor(_path(organ, item), f'{_year(item)}年度')}</li>" for item in self.own[organ]
            )
            return _framed("信息公开", f"<ul>{links}</ul>")
        call = (
            'Ls.ajax({dataType:"html", type:"POST", url:"' + LABEL + '", data:{labelName:"publicInfoList", siteId:"' + SITE
            + f'", pageSize:"{SIZE}", pageIndex:pageIndex, action:"list", isDate:"true", dateFormat:"yyyy-MM-dd", length:"80",'
            + f' organId:"{organ}", type:"3", catId:"", result:"暂无相关信息", file:"{TEMPLATE}"}}}})'
        )  # fmt: skip
        pager = f"Ls.pagination('#page_public_info', function(pageIndex){{{call}.done(show)}}, {{pageCount:{len(self._sheets(organ))}}});"
        return _framed(
            "信息公开",
            f'<div class="xxgk_lmcon">{rows}</div><div id="page_public_info"></div><script>{pager}</script>',
        )

    def _sheets(self, organ: int) -> list[tuple[Item, ...]]:
        return sheets(self.own[organ], SIZE)

    def _rows(self, organ: int, index: int) -> str:
        whole = self._sheets(organ)
        here = whole[index - 1] if 0 < index <= len(whole) else ()
        rows = "".join(
            f'<ul class="clearfix"><li class="mc">{anchor(_path(organ, item), item.title, more=" target=_blank")}</li>'
            f'<li class="rq"><span class="date">{item.date}</span></li></ul>'
            for item in here
        )
        return f'<div class="xxgk_navli">{rows}</div>' if rows else '<div class="nodata">暂无相关信息</div>'

    def _label(self, ask: Ask) -> Reply:
        """Only what a script of this portal asks: with its two headers, for this site, by its template."""
        asked = {**ask.query, **ask.form}
        own = ask.headers.get("referer", "").startswith(f"{self.origin}/")
        if ask.headers.get("x-requested-with") != "XMLHttpRequest" or not own:
            return Reply(b"forbidden", status=403)
        if asked.get("labelName") == "publicContentDetail":
            found = [i for items in self.own.values() for i in items if str(i.id) == asked.get("contentId")]
            told = [
                {"title": i.title, "content": body(i.blocks, MANNER), "publishDate": f"{i.stamp}:00"}
                for i in found
            ]
            return html(
                json.dumps({"status": 1, "data": told[0] if told else None}),
                "application/json; charset=utf-8",
            )
        organ = int(asked.get("organId", "0"))
        known = (
            organ in self.own
            and asked.get("siteId") == SITE
            and asked.get("file") == TEMPLATE
            and asked.get("type") == "3"
        )
        index = int(asked.get("pageIndex", "1"))
        return html(
            self._rows(organ, index)
            if known and ask.method == "POST"
            else '<div class="nodata">暂无相关信息</div>'
        )

    def _report(self, organ: int, item: Item) -> str:
        if SHOWN[organ - FIRST] == "shell":
            call = f'Ls.ajax({{url:"{LABEL}", data:{{labelName:"publicContentDetail", siteId:"{SITE}", contentId:"{item.id}", isJson:true}}}})'
            return f'<html><head><script src="/assets/js/Ls-Language.js"></script></head><body><div id="app"></div><script>{call}</script></body></html>'
        inner = f'<div class="j-fontContent newscontnet" id="zoom">{body(item.blocks, MANNER)}</div>'
        bar = f"<p>发布时间：{item.stamp} 信息来源：{item.source} 浏览次数：<span id='hits'></span></p>"
        return _framed(
            item.title, _told(item.title, bar, inner), metas(PLACE, self.origin, "政府信息公开年报", item)
        )


def _year(item: Item) -> int:
    return item.fact.year if item.fact else 0


def _root(organ: int) -> str:
    return "/openness" if organ == FIRST + 5 else ""


def _path(organ: int, item: Item) -> str:
    if SHOWN[organ - FIRST] == "module":
        return f"/XxgkAnnualReport/show/{item.id}.html"
    return f"{_root(organ)}/public/{organ}/{item.id}.html"


def _column(k: int, n: int) -> str:
    return f"/xwzx/c{k}/index.html" if n == 0 else f"/xwzx/c{k}/index_{n + 1}.html"


def _article(k: int, i: int) -> str:
    return f"/xwzx/c{k}/{8_000_000 + k * 1000 + i}.html"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _framed(title, f"<ul>{items}</ul>" + (anchor(onward, "下一页") if onward else ""))


def _told(title: str, bar: str, inner: str) -> str:
    return f'<div class="wenzhang"><h1 class="newstitle">{title}</h1>{bar}{inner}</div>'


def _framed(title: str, inner: str, head: str = "") -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}<script src="/assets/js/Ls-Language.js"></script></head>'
        f"<body>{inner}{footer(PLACE)}</body></html>"
    )
