"""Replica of a Founder portal: dated folders, lists `node_N.htm` and `node_N_2.htm`, articles between comments.

Older articles say all in `enpproperty`, with markup in the title and the text marked twice; newer ones in elements.
"""

from __future__ import annotations

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Item, Page, Site

from . import Crowd, place

PLACE = place("澜岸县", "990535", "lanan")
MANNER = Manner()
NODE = 5557
PER_PAGE = 10


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, Style(), 1)
    crowd = Crowd(
        20_000, _column, _article, _crowded,
        lambda title, text: _frame(title, f"<founder-title>{title}</founder-title><founder-content><p>{text}</p></founder-content>"),
    )  # fmt: skip
    pages: dict[str, Page] = dict(crowd.pages())
    heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
    home = f"<p>{anchor(f'/html/node_{NODE}.htm', '信息公开年报')}</p><ul>{heads}</ul>"
    pages["/index.htm"] = page("list", "首页", lambda _ask: _frame("首页", home))
    shelves = sheets(items, PER_PAGE)
    for n, shelf in enumerate(shelves, 1):
        onward = _node(NODE, n) if n < len(shelves) else ""
        rows = [(_path(item), item.title, item.date) for item in shelf]
        pages[_node(NODE, n - 1)] = page(
            "list", "年报", lambda _ask, rows=rows, onward=onward: _crowded("信息公开年报", rows, onward)
        )
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(item))
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _node(serial: int, n: int) -> str:
    return f"/html/node_{serial}.htm" if n == 0 else f"/html/node_{serial}_{n + 1}.htm"


def _column(k: int, n: int) -> str:
    return _node(7000 + k, n)


def _article(k: int, i: int) -> str:
    return f"/html/2024-03/{i % 28 + 1:02d}/content_{k * 1000 + i}.htm"


def _path(item: Item) -> str:
    year, month, day = item.date.split("-")
    return f"/html/{year}-{month}/{day}/content_{item.id}.htm"


def _frame(title: str, inner: str) -> str:
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    where = trail("当前位置：", (("/index.htm", "首页"),), title)
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _frame(
        title, f"<div>{where}</div><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else "")
    )


def _report(item: Item) -> str:
    text = body(item.blocks, MANNER)
    if item.id % 2:
        return _frame(
            PLACE.name,
            f"<founder-title>{item.title}</founder-title><div><founder-date>{item.stamp}</founder-date> 来源：{item.source}</div>"
            f"<div id='ozoom'><founder-content>{text}</founder-content></div>",
        )
    return _frame(
        PLACE.name,
        f"<!--enpproperty <articleid>{item.id}</articleid><date>{item.stamp}:16.0</date><author></author><title><p>{item.title}</p></title>"
        f"<nodeid>{NODE}</nodeid><nodename>信息公开年报</nodename>/enpproperty--><h1>{item.title}</h1><p>来源：{item.source}</p>"
        f"<div><!--enpcontent--> <!--enpcontent-->{text}<!--/enpcontent--></div><p>【打印】 【关闭】</p>",
    )
