"""Replica of a TRS portal: static lists `index_1.htm` by createPageHTML, relative links, one column for all reports."""

from __future__ import annotations

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Item, Page, Site

from . import Crowd, place

PLACE = place("潮汀县", "990531", "chaoting")
MANNER = Manner()
ROOT = "/zwgk/zfxxgkzl/nb"
PER_PAGE = 10


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, Style(), 1)
    crowd = Crowd(
        20_000,
        _column,
        _article,
        _crowded,
        lambda title, text: _frame(title, f"<h1>{title}</h1><div class='TRS_Editor'><p>{text}</p></div>"),
    )
    pages: dict[str, Page] = dict(crowd.pages())
    folders = (
        ("/zwgk", "政务公开", ROOT.rpartition("/")[0]),
        (ROOT.rpartition("/")[0], "政府信息公开专栏", ROOT),
    )
    home = "".join(f"<li>{anchor(path, name)}</li>" for path, name in (("/zwgk/", "政务公开"), *crowd.heads))
    pages["/index.htm"] = page("list", "首页", lambda _ask: _frame("首页", f"<ul>{home}</ul>"))
    for path, name, below in folders:
        inner = f"<ul><li>{anchor(below + '/', '政府信息公开年报' if below == ROOT else '政府信息公开专栏')}</li></ul>"
        pages[f"{path}/index.htm"] = page(
            "list", name, lambda _ask, name=name, inner=inner: _frame(name, inner)
        )
    shelves = sheets(items, PER_PAGE)
    for n, shelf in enumerate(shelves):
        name = "index.htm" if n == 0 else f"index_{n}.htm"
        pages[f"{ROOT}/{name}"] = page(
            "list", "年报", lambda _ask, n=n, shelf=shelf: _list(n, shelf, len(shelves))
        )
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(origin, item))
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _column(k: int, n: int) -> str:
    return f"/c{k}/index.htm" if n == 0 else f"/c{k}/index_{n}.htm"


def _article(k: int, i: int) -> str:
    return f"/c{k}/202403/t202403{i % 28 + 1:02d}_{k * 1000 + i}.htm"


def _path(item: Item) -> str:
    return f"{ROOT}/{item.date[:7].replace('-', '')}/t{item.date.replace('-', '')}_{item.id}.htm"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    call = f'<a href="{onward}">下一页</a>' if onward else ""
    return _frame(title, f"<h2>{title}</h2><ul>{items}</ul>{call}")


def _list(n: int, shelf: tuple[Item, ...], pages: int) -> str:
    where = trail("当前位置：", (("/index.htm", "首页"), ("/zwgk/", "政务公开")), "政府信息公开年报")
    items = "".join(
        f"<li>{anchor('.' + _path(i).removeprefix(ROOT), i.title)}<span>{i.date}</span></li>" for i in shelf
    )
    call = f'<script>createPageHTML({pages}, {n}, "index", "htm");</script>'
    return _frame("政府信息公开年报", f"<div>{where}</div><ul>{items}</ul>{call}")


def _report(origin: str, item: Item) -> str:
    head = metas(PLACE, origin, "政府信息公开年报", item)
    text = f"<h1>{item.title}</h1><p>发布时间：{item.stamp} 来源：{item.source}</p><div class='TRS_Editor'>{body(item.blocks, MANNER)}</div>"
    return _frame(item.title, text, head)
