"""Replica of a jpaas portal: lists are units behind an API that looks at who asks, honours paramJson only, and may fail.

A bare `pageNo` gives page 1; the menu of the disclosure page is a unit, and beside the list of a column stands one of news
that goes on for ever; the column of the towns is written into its page whole; the departments hang below years.
"""

from __future__ import annotations

import hashlib
import json
import re

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, cut, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("砚汀市", "990541", "yanting")
MANNER = Manner(paragraph='<p style="text-indent:2em">')
API = "/api-gateway/jpaas-publish-server/front/page/build/unit"
ROWS = 3
OPEN, ANNUAL, OFFICES, TOWNS = "1229661000", "1229661100", "1229661200", "1229661300"
NAMES = {OPEN: "政府信息公开", ANNUAL: "政府信息公开年报", OFFICES: "部门年报", TOWNS: "镇街年报"}
NOTE = "本栏目由各单位自行维护，内容如有出入以印发的文本为准；查阅中遇到问题的，可以在工作时间致电网站底部所列的联系电话。"


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port, self.origin = port, f"http://{PLACE.host}:{port}"
        self.items = annual(PLACE, Style(), 1)
        self.crowd = Crowd(
            20_000,
            _index,
            _story,
            _crowded,
            lambda title, text: _frame(title, f"<h1>{title}</h1><div id='zoom'><p>{text}</p></div>"),
        )
        self.columns: dict[str, tuple[Item, ...]] = {ANNUAL: self._of("government"), TOWNS: self._of("town")}
        for year in PLACE.years:
            self.columns[f"{OFFICES}{year}"] = tuple(
                i for i in self._of("department") if i.fact and i.fact.year == year
            )

    def _of(self, level: str) -> tuple[Item, ...]:
        names = {office.name for office in PLACE.offices if office.level == level}
        return tuple(item for item in self.items if item.fact and item.fact.agency in names)

    def site(self) -> Site:
        """Everything the portal serves."""
        pages: dict[str, Page] = dict(self.crowd.pages())
        home = "".join(f"<li>{anchor(path, name)}</li>" for path, name in (_head(OPEN), *self.crowd.heads))
        pages["/index.html"] = page("list", "首页", lambda _ask: _frame("首页", f"<ul>{home}</ul>"))
        pages[_path(OPEN)] = page(
            "list", NAMES[OPEN], lambda _ask: self._list(OPEN, NAMES[OPEN], _unit(OPEN, "左侧菜单"))
        )
        years = "".join(
            f"<li>{anchor(f'/col/col{OFFICES}{year}/index.html', f'{year}年')}</li>" for year in PLACE.years
        )
        pages[_path(OFFICES)] = page(
            "list", NAMES[OFFICES], lambda _ask: self._list(OFFICES, NAMES[OFFICES], f"<ul>{years}</ul>")
        )
        for serial, items in self.columns.items():
            name = NAMES.get(serial) or f"{serial[len(OFFICES) :]}年"
            inner = (
                _rows(items)
                if serial == TOWNS
                else _unit(serial, "当前栏目list" if serial == ANNUAL else "信息列表")
                + _unit(serial, "最新动态list")
                + _unit(serial, "头部导航")
            )
            pages[_path(serial)] = page(
                "list",
                name,
                lambda _ask, serial=serial, name=name, inner=inner: self._list(serial, name, inner),
            )
            for item in items:
                pages[_article(item)] = page("report", item.title, lambda _ask, item=item: self._report(item))
        pages[API] = Page("data", "unit", self._answer)
        expected = tuple(
            expect(self.origin, self.port, item, self.origin + _article(item)) for item in self.items
        )
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", pages, expected)

    def _list(self, serial: str, name: str, inner: str) -> str:
        steps = (("/index.html", "首页"), _head(OPEN)) + (
            (_head(OFFICES),) if serial.startswith(OFFICES) else ()
        )
        return _frame(
            name,
            f"<div>{trail('当前位置：', steps, name)}</div>{inner}<p>{NOTE}</p>",
            metas(PLACE, self.origin, name),
        )

    def _answer(self, ask: Ask) -> Reply:
        """One page of one unit."""
        if PLACE.host not in ask.headers.get("referer", ""):
            return Reply(b"forbidden", status=403)
        tag, serial = ask.query.get("tagId", ""), ask.query.get("pageId", "")
        asked = re.search(r'"pageNo":(\d+)', ask.query.get("paramJson", ""))
        number = int(asked[1]) if asked else 1
        if tag == "左侧菜单":
            return _said("".join(f"<li>{anchor(*_head(each))}</li>" for each in (ANNUAL, OFFICES, TOWNS)))
        if tag == "最新动态list":
            stories = [f"<li>{anchor(_story(k, number), f'第{number}期工作简报')}</li>" for k in range(ROWS)]
            return _said("".join(stories) + _pager(ROWS * 900, number))
        if tag not in {"当前栏目list", "信息列表"} or serial not in self.columns:
            return html(
                json.dumps({"success": False, "code": 500, "message": "系统异常", "data": None}),
                "application/json",
            )
        items = self.columns[serial]
        shelf = sheets(items, ROWS)[number - 1] if number <= len(sheets(items, ROWS)) else ()
        return _said(_rows(shelf) + _pager(len(items), number))

    def _report(self, item: Item) -> str:
        head = metas(PLACE, self.origin, "政府信息公开年报", item)
        bar = f"<p class='con-time'>发布日期：{item.stamp} 来源：{item.source} 浏览次数：</p>"
        return _frame(
            item.title,
            f"<p class='title'>{item.title}</p>{bar}<div id='zoom' class='wzzw-article'>{body(item.blocks, MANNER)}</div>",
            head,
        )


def _said(rows: str) -> Reply:
    """An answer as the system sends it, with line feeds and tabs that JSON does not allow."""
    text = json.dumps(
        {"success": True, "code": 200, "data": {"html": f"<ul>{rows}</ul>"}}, ensure_ascii=False
    )
    return html(text.replace("<li>", "\n\t<li>"), "application/json; charset=utf-8")


def _pager(count: int, number: int) -> str:
    return f'<div class="pagination" rows="{ROWS}" count="{count}" pageNo="{number}"></div>'


def _rows(items: tuple[Item, ...]) -> str:
    rows = (f"{anchor(_article(i), cut(i.title, 20), title=i.title)}<b>{i.date}</b>" for i in items)
    return "".join(f"<li>{row}</li>" for row in rows)


def _unit(serial: str, tag: str) -> str:
    query = f"{{'parseType':'bulidstatic','webId':'4107','tplSetId':'qTplSet01','pageType':'column','tagId':'{tag}','editType':'null','pageId':'{serial}'}}"
    return f'<script parseType="bulidstatic" url="{API}" queryData="{query}"></script>'


def _head(serial: str) -> tuple[str, str]:
    return _path(serial), NAMES[serial]


def _path(serial: str) -> str:
    return f"/col/col{serial}/index.html"


def _article(item: Item) -> str:
    return f"/col/col{ANNUAL}/art/{item.date[:4]}/art_{hashlib.md5(item.title.encode(), usedforsecurity=False).hexdigest()}.html"


def _index(k: int, n: int) -> str:
    return f"/col/col{1229000 + k}/index{f'_{n + 1}' if n else ''}.html"


def _story(k: int, i: int) -> str:
    return f"/col/col{1229000 + k}/art/2024/art_{k * 100_000 + i:032x}.html"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title><script src='/resource/jpaas/unitbuild.js'></script></head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<b>{day}</b></li>" for path, text, day in rows)
    return _frame(
        title, f"<h2>{title}</h2><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else "")
    )
