"""Replica of a UCAP portal: three lists below 年报: by the search endpoint, by loadData (POST), and static with a page call.

Endpoints answer empty beyond the end and for a channel they do not know; the static list says its pages in a call.
"""

from __future__ import annotations

import hashlib
import json

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("汐屿市", "990533", "xiyu", (2017, 2021, 2022, 2023))
STYLE = Style()
MANNER = Manner()
ROOT = "/xysrmzf/zfxxgknb"
PER_PAGE = 5
GOVERNMENT, TOWNS = hashlib.md5(b"government").hexdigest(), hashlib.md5(b"towns").hexdigest()
LOAD = "/szinf/interfacesWebManu/loadDataByChannelIdAndDeptIdBackSort"
CODE = "11990533MB0000001X"


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, STYLE, 1)
    crowd = Crowd(
        20_000, _column, _article, _crowded,
        lambda title, text: _frame(title, f"<h1><UCAPTITLE>{title}</UCAPTITLE></h1><UCAPCONTENT><p>{text}</p></UCAPCONTENT>"),
    )  # fmt: skip
    pages: dict[str, Page] = dict(crowd.pages())
    heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
    home = f"<p>{anchor(f'{ROOT}/list.shtml', '政府信息公开年报')}</p><ul>{heads}</ul>"
    pages["/index.shtml"] = page("list", "首页", lambda _ask: _frame("首页", home))
    kinds = (("本级", "sj"), ("部门", "bm"), ("镇街", "zj"))
    doors = "".join(f"<li>{anchor(f'{ROOT}/{key}/common_list.shtml', name)}</li>" for name, key in kinds)
    pages[f"{ROOT}/list.shtml"] = page(
        "list", "年报", lambda _ask: _frame("政府信息公开年报", f"<ul>{doors}</ul>")
    )
    shares = {key: [item for item in items if _level(item) == key] for _, key in kinds}
    search = f"<div id='list'></div><script>$.get('/common/search/{GOVERNMENT}?_isAgg=true&_isJson=true&page=' + n, fill)</script>"
    load = f"<script>var channelId = '{TOWNS}', deptCode = '{CODE}'; $.post('{LOAD}', {{channelId: channelId}}, fill)</script>"
    pages[f"{ROOT}/sj/common_list.shtml"] = page("list", "本级", lambda _ask: _list("本级", search))
    pages[f"{ROOT}/zj/common_list.shtml"] = page("list", "镇街", lambda _ask: _list("镇街", load))
    pages[f"/common/search/{GOVERNMENT}"] = Page("data", "search", lambda ask: _searched(ask, shares["sj"]))
    pages[LOAD] = Page("data", "loadData", lambda ask: _loaded(ask, shares["zj"]))
    shelves = sheets(tuple(shares["bm"]), PER_PAGE)
    for n, shelf in enumerate(shelves, 1):
        rows = "".join(f"<li>{anchor(_path(i), i.title)}<span>{i.date}</span></li>" for i in shelf)
        call = f"<script>createPageHTML('page_div',{len(shelves)}, {n},'common_list','shtml',{len(shares['bm'])});</script>"
        name = "common_list.shtml" if n == 1 else f"common_list_{n}.shtml"
        inner = f"<ul>{rows}</ul><div id='page_div'></div>{call}"
        pages[f"{ROOT}/bm/{name}"] = page("list", "部门", lambda _ask, inner=inner: _list("部门", inner))
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(origin, item))
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _level(item: Item) -> str:
    agency = item.fact.agency if item.fact else ""
    level = next(o.level for o in PLACE.offices if o.name == agency)
    return {"government": "sj", "department": "bm", "town": "zj"}[level]


def _searched(ask: Ask, items: list[Item]) -> Reply:
    """The answer of the search: a page of records, with the whole text of each."""
    at, size = int(ask.query.get("page", "1")), min(3, int(ask.query.get("_pageSize", "15")))
    size = size if ask.query.get("_isJson") == "true" else 0
    rows = [
        {"title": i.title, "url": _path(i), "publishedTimeStr": f"{i.stamp}:00"}
        for i in items[(at - 1) * size : at * size]
    ]
    return html(
        json.dumps({"data": {"total": len(items), "page": at, "rows": size, "results": rows}}),
        "application/json",
    )


def _loaded(ask: Ask, items: list[Item]) -> Reply:
    """The answer of loadData: to a POST that names the channel and the office."""
    scripted = ask.headers.get("x-requested-with") == "XMLHttpRequest"
    known = (
        scripted
        and ask.method == "POST"
        and (ask.form.get("channelId"), ask.form.get("deptCode")) == (TOWNS, CODE)
    )
    at, size = int(ask.form.get("pageIndex", "1")), PER_PAGE
    rows = [
        {"TITLE": i.title, "URL": _path(i), "PUBLISHED_TIME_FORMAT": i.date}
        for i in (items if known else [])[(at - 1) * size : at * size]
    ]
    return html(
        json.dumps({"code": "0", "data": {"allRow": len(items), "totalPage": 2, "list": rows}}),
        "application/json",
    )


def _column(k: int, n: int) -> str:
    return f"/c{100000 + k}/common_list.shtml" if n == 0 else f"/c{100000 + k}/common_list_{n + 1}.shtml"


def _article(k: int, i: int) -> str:
    return f"/c{100000 + k}/202403/{k * 1000 + i:032x}.shtml"


def _path(item: Item) -> str:
    return f"{ROOT}/{item.date[:7].replace('-', '')}/{item.id:032x}.shtml"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"


def _list(name: str, inner: str) -> str:
    trail = (
        f"当前位置：{anchor('/', '首页')} &gt; {anchor(ROOT + '/list.shtml', '政府信息公开年报')} &gt; {name}"
    )
    return _frame(name, f"<div>{trail}</div>{inner}", '<meta name="channelid" content="0">')


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    call = "<script>createPageHTML('page_div',50, 1,'common_list','shtml',1000);</script>" if onward else ""
    return _frame(title, f"<h2>{title}</h2><ul>{items}</ul>{call}")


def _report(origin: str, item: Item) -> str:
    text = body(item.blocks, MANNER)
    if item.date < "2019":  # long texts are cut into screens by the browser
        middle = text.index("</p>", len(text) // 2) + 4
        text = f"{text[:middle]}<p>#PAGE_BREAK#</p>{text[middle:]}"
    head = metas(PLACE, origin, "政府信息公开年报", item) if item.id % 2 else ""
    inner = (
        f"<h1><UCAPTITLE>{item.title}</UCAPTITLE></h1><div class='info'>发布时间：<PUBLISHTIME>{item.stamp}</PUBLISHTIME> 来源：{item.source} "
        f"字体：【大 中 小】 打印</div><div id='zoomcon'><div id='UCAP-CONTENT'><UCAPCONTENT>{text}</UCAPCONTENT></div></div>"
    )
    return _frame(item.title, inner, head)
