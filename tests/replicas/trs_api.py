"""Replica of a TRS portal of 福建: lists show their newest rows and leave the rest to a search service that takes POST.

The service needs the channel of the list (without it, it answers with the whole portal, twenty thousand documents of news),
a Referer, and at most 75 records a request; the towns' list holds all its rows at once, sliced by script as in 北京.
"""

from __future__ import annotations

import json

from crawler.demo.columns import expect, page
from crawler.demo.furniture import Manner, anchor, body, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("蒲汐县", "990561", "puxi")
MANNER = Manner()
LIBRARY, CHANNEL, LARGEST = "300417", "4910", 75
NEWEST, PER_PAGE = 3, 10
API = "/fjdzapp/search"
OPEN, ANNUAL, TOWNS = "/zwgk/zfxxgk", "/zwgk/zfxxgk/zfxxgknb", "/zwgk/zfxxgk/xznb"


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port, self.origin = port, f"http://{PLACE.host}:{port}"
        # sixteen years of reports: more than one request of the service gives
        towns = {office.name for office in PLACE.offices if office.level == "town"}
        items = annual(place(PLACE.name, PLACE.code, "puxi", tuple(range(2008, 2024))), Style(), 1)
        self.items = tuple(item for item in items if item.fact)
        self.towns = tuple(item for item in self.items if item.fact and item.fact.agency in towns)
        self.others = tuple(item for item in self.items if item not in self.towns)
        self.crowd = Crowd(
            20_000,
            _index,
            _story,
            _crowded,
            lambda title, text: _frame(title, f"<h1>{title}</h1><div class='TRS_Editor'><p>{text}</p></div>"),
        )

    def site(self) -> Site:
        """Everything the portal serves."""
        pages: dict[str, Page] = dict(self.crowd.pages())
        home = "".join(
            f"<li>{anchor(path, name)}</li>"
            for path, name in ((f"{OPEN}/", "政府信息公开"), *self.crowd.heads)
        )
        below = f"<ul><li>{anchor(f'{ANNUAL}/', '政府信息公开年报')}</li><li>{anchor(f'{TOWNS}/', '乡镇年报')}</li></ul>"
        sliced = f'<script>createPageHTML({len(self.towns)}, {-(-len(self.towns) // PER_PAGE)}, 0, "index", "htm");</script>'
        for path, name, inner in (
            ("", "首页", f"<ul>{home}</ul>"),
            (OPEN, "政府信息公开", below),
            (ANNUAL, "政府信息公开年报", f"{_rows(ANNUAL, self.others[:NEWEST])}{_template()}"),
            (TOWNS, "乡镇年报", f"{_rows(TOWNS, self.towns)}{sliced}"),
        ):
            pages[f"{path}/index.htm"] = page(
                "list", name, lambda _ask, name=name, inner=inner: _list(self.origin, name, inner)
            )
        for item in self.items:
            pages[self._path(item)] = page("report", item.title, lambda _ask, item=item: self._report(item))
        pages[API] = Page("data", "search", self._search)
        expected = tuple(
            expect(self.origin, self.port, item, self.origin + self._path(item)) for item in self.items
        )
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", pages, expected)

    def _path(self, item: Item) -> str:
        return _path(TOWNS if item in self.towns else ANNUAL, item)

    def _search(self, ask: Ask) -> Reply:
        """One page of the service's answer."""
        if ask.method != "POST" or not ask.headers.get("referer") or ask.form.get("channelid") != LIBRARY:
            return Reply(b"", status=403)
        size = min(LARGEST, int(ask.form.get("prepage", "10")))
        number = int(ask.form.get("page", "1"))
        if ask.form.get("classsql") != f"chnlid={CHANNEL}":
            rows = [
                {"doctitle": f"工作简报第{n}期", "docpuburl": _story(1, n), "docreltime": "2024-05-06"}
                for n in range(size)
            ]
            return html(json.dumps({"pageCount": 9999, "data": rows}), "application/json")
        shown = self.others[(number - 1) * size : number * size]
        rows = [
            {
                "doctitle": i.title,
                "docpuburl": self.origin + _path(ANNUAL, i),
                "chnldocurl": f"./{i.id}.htm",
                "docreltime": f"{i.stamp}:00",
            }
            for i in shown
        ]
        return html(
            json.dumps(
                {"code": 200, "pageCount": -(-len(self.others) // size), "data": rows}, ensure_ascii=False
            ),
            "application/json",
        )

    def _report(self, item: Item) -> str:
        text = f"<h1>{item.title}</h1><p>发布时间：{item.stamp} 来源：{item.source}</p><div class='TRS_Editor'>{body(item.blocks, MANNER)}</div>"
        return _frame(item.title, text, metas(PLACE, self.origin, "政府信息公开年报", item))


def _template() -> str:
    """The list as a script fills it, and what the script is told."""
    options = f"url: '{API}', channelid: SiteInfo.searchId, sortfield: '-docorderpri,-docreltime', classsql: 'chnlid={CHANNEL}', prepage: '{PER_PAGE}'"
    return (
        "<dl ms-for='el in @list'><dd><a ms-attr-href='el.chnldocurl'>{{el.doctitle}}</a></dd><dd>{{el.docreltime}}</dd></dl>"
        f"<script>var SiteInfo = {{}}; SiteInfo.searchId = '{LIBRARY}'; pager({{ {options} }});</script>"
    )


def _rows(root: str, items: tuple[Item, ...]) -> str:
    return "".join(
        f"<dl><dd>{anchor('.' + _path(root, i).removeprefix(root), i.title)}</dd><dd>{i.date}</dd></dl>"
        for i in items
    )


def _path(root: str, item: Item) -> str:
    return f"{root}/{item.date[:7].replace('-', '')}/t{item.date.replace('-', '')}_{item.id}.htm"


def _list(origin: str, name: str, inner: str) -> str:
    where = trail("当前位置：", (("/index.htm", "首页"), (f"{OPEN}/", "政府信息公开")), name)
    return _frame(name, f"<div>{where}</div><div>{inner}</div>", metas(PLACE, origin, name))


def _index(k: int, n: int) -> str:
    return f"/c{k}/index{f'_{n}' if n else ''}.htm"


def _story(k: int, i: int) -> str:
    return f"/c{k}/202403/t202403{i % 28 + 1:02d}_{k * 1000 + i}.htm"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _frame(
        title, f"<h2>{title}</h2><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else "")
    )
