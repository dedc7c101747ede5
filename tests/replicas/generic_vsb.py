"""Replica of a 博达 VSB portal: lists that count downwards, articles under info/, a dynamic list by `a204t`, `list2.htm`."""

from __future__ import annotations

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Item, Page, Site

from . import Crowd, place

PLACE = place("麓湾区", "990536", "luwan", (2019, 2020, 2021, 2022, 2023))
MANNER = Manner()
TREE = "urltype=tree.TreeTempUrl&wbtreeid=1041"
SIZE = 4
# The three manners of paging that such portals have, and whose reports each list holds.
DOWN, DYNAMIC, SUFFIX = ("zf", "jyj", "czj"), ("swj", "zjj", "nyj"), ("ylz", "sqjd")


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, Style(), 1)
    crowd = Crowd(
        20_000,
        _column,
        _article,
        _crowded,
        lambda title, text: _framed(title, f"<h1>{title}</h1><p>{text}</p>"),
    )
    pages: dict[str, Page] = dict(crowd.pages())
    heads = "".join(
        f"<li>{anchor(path, name)}</li>" for path, name in (("/zwgk.htm", "政务公开"), *crowd.heads)
    )
    pages["/index.htm"] = page("list", "首页", lambda _ask: _framed("首页", f"<ul>{heads}</ul>"))
    doors = (
        ("zwgk/nb.htm", "政府信息公开年报"),
        (f"list.jsp?{TREE}", "部门年报"),
        ("1043/list.htm", "街镇年报"),
    )
    inner = "".join(f"<li>{anchor(path, name)}</li>" for path, name in doors)
    pages["/zwgk.htm"] = page("list", "政务公开", lambda _ask: _framed("政务公开", f"<ul>{inner}</ul>"))
    pages.update(_lists(items))
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(origin, item))
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _lists(items: tuple[Item, ...]) -> dict[str, Page]:
    slugs = {office.name: office.slug for office in PLACE.offices}

    def own(offices: tuple[str, ...]) -> list[tuple[Item, ...]]:
        return sheets(tuple(i for i in items if i.fact and slugs[i.fact.agency] in offices), SIZE)

    pages: dict[str, Page] = {}

    def put(name: str, shelves: list[tuple[Item, ...]], paths: list[str]) -> None:
        for n, (path, shelf) in enumerate(zip(paths, shelves, strict=True)):
            onward = paths[n + 1] if n + 1 < len(paths) else ""
            text = _list(name, shelf, onward, n + 1, len(paths), sum(map(len, shelves)))
            pages[path] = page("list", name, lambda _ask, text=text: text)

    down, dynamic, suffix = own(DOWN), own(DYNAMIC), own(SUFFIX)
    put(
        "政府信息公开年报",
        down,
        ["/zwgk/nb.htm", *(f"/zwgk/nb/{n}.htm" for n in range(len(down) - 1, 0, -1))],
    )
    later = (
        f"/list.jsp?a204t={len(dynamic)}&a204p={n}&a204c={SIZE}&{TREE}" for n in range(2, len(dynamic) + 1)
    )
    put("部门年报", dynamic, [f"/list.jsp?{TREE}", *later])
    put("街镇年报", suffix, ["/1043/list.htm", *(f"/1043/list{n}.htm" for n in range(2, len(suffix) + 1))])
    return pages


def _path(item: Item) -> str:
    return f"/info/1041/{item.id % 100_000}.htm"


def _column(k: int, n: int) -> str:
    return f"/xw/c{k}.htm" if n == 0 else f"/xw/c{k}/{100 - n}.htm"


def _article(k: int, i: int) -> str:
    return f"/info/{2000 + k}/{k * 1000 + i}.htm"


def _framed(title: str, inner: str, head: str = "") -> str:
    frame = '<script language="javascript" src="/system/resource/js/counter.js"></script><script>_jsq_(1041,"/list.jsp",-1,1)</script>'
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}-{PLACE.government}</title></head><body>{inner}{footer(PLACE)}{frame}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(
        f'<li id="line_u9_{n}">{anchor(path, text)}<span>{day}</span></li>'
        for n, (path, text, day) in enumerate(rows)
    )
    return _framed(title, f"<ul>{items}</ul>" + (anchor(onward, "下页") if onward else ""))


def _list(name: str, shelf: tuple[Item, ...], onward: str, at: int, last: int, total: int) -> str:
    where = trail("您的位置：", (("/index.htm", "首页"), ("/zwgk.htm", "政务公开")), name)
    rows = "".join(
        f'<li id="line_u9_{n}">{anchor(_path(i), i.title)}<span>{i.date}</span></li>'
        for n, i in enumerate(shelf)
    )
    steps = f"{anchor(onward, '下页')} 尾页" if onward else "下页 尾页"
    bar = f'<table class="fanye"><tr><td>共{total}条&nbsp;&nbsp;{at}/{last}&nbsp;</td><td>首页 上页 {steps}</td></tr></table>'
    return _framed(name, f"<div>{where}</div><ul>{rows}</ul>{bar}")


def _report(origin: str, item: Item) -> str:
    head = metas(PLACE, origin, "政府信息公开年报", item)
    bar = f'<p>发布时间：{item.stamp} 来源：{item.source} 点击：[<script>_showDynClicks("wbnews", 1, {item.id})</script>]</p>'
    inner = f'<form name="_newscontent_fromname"><h1>{item.title}</h1>{bar}<div id="vsb_content_2"><div class="v_news_content">'
    return _framed(item.title, f"{inner}{body(item.blocks, MANNER)}</div></div></form>", head)
