"""Replica of an NFCMS portal with postmeta: trees of columns as JSON, lists that only a script fills, articles as data.

The tree says its name under `category`; below 年报 stand years, an office's column elsewhere (`jump_url`) and rows that
name an office and no more; that office's own column repeats its reports as `mpost_` copies; every fifth page is a shell.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from crawler.demo.columns import expect, page
from crawler.demo.furniture import Manner, anchor, body, footer, metas
from crawler.demo.reports import Style, annual
from crawler.demo.site import Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("澄墩区", "990537", "chengdun")
MANNER = Manner()
CHINA = timezone(timedelta(hours=8))
ROOT, OWN = "/zwgk/zfxxgk", "/jg/jyj/nb"
TREE, ANNUAL, OFFICES, TOWNS = 101, 200, 300, 400
Record = dict[str, object]


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, Style(), 1)
    crowd = Crowd(
        20_000,
        _column,
        _article,
        _crowded,
        lambda title, text: _frame(title, f"<h1>{title}</h1><p>{text}</p>", "post"),
    )
    pages: dict[str, Page] = dict(crowd.pages())
    heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
    home = f"<p>{anchor(f'{ROOT}/index.html', '政府信息公开')}</p><ul>{heads}</ul>"
    pages["/index.html"] = page("list", "首页", lambda _ask: _frame("首页", home, "page"))
    menu = f"<div id='menu'></div><script>$.getJSON('/postmeta/i/{TREE}.json', fill)</script>"
    pages[f"{ROOT}/index.html"] = page(
        "list", "政府信息公开", lambda _ask: _frame("政府信息公开", menu, "page")
    )
    levels = {office.name: office.level for office in PLACE.offices}
    told = {
        item.id: (levels[item.fact.agency], item.fact.agency, item.fact.year) for item in items if item.fact
    }
    offices = [item for item in items if told[item.id][0] == "department"]
    towns = [item for item in items if told[item.id][0] == "town"]
    school = [item for item in items if told[item.id][1].endswith("教育局")]
    years = dict(enumerate(PLACE.years, ANNUAL + 1))
    records: dict[int, Record] = {
        TREE: {"category": {"id": TREE, "name": "政府信息公开"}, "children": [
            _child(102, "政府信息公开指南"), _child(103, "政府信息公开制度"), _child(104, "法定主动公开内容"), _child(ANNUAL, "政府信息公开年报"),
        ]},
        104: {"id": 104, "name": "法定主动公开内容", "children": [], "articles": []},
        ANNUAL: {"id": ANNUAL, "name": "政府信息公开年报", "articles": [], "children": [
            *(_child(serial, f"{year}年") for serial, year in years.items()),
            _child(OFFICES, "部门"), _child(TOWNS, "镇街"), _child(0, "区教育局", f"{OWN}/index.html"),
        ]},
        OFFICES: {"id": OFFICES, "name": "部门", "articles": [_row(i, told[i.id][1].removeprefix(PLACE.name)) for i in offices]},
        TOWNS: {"name": "镇街", "publish_count": len(towns), "articles": [_row(i, i.title) for i in towns]},
    }  # fmt: skip
    for serial, year in years.items():
        own = [item for item in items if told[item.id][0] == "government" and told[item.id][2] == year]
        records[serial] = {
            "id": serial,
            "name": f"{year}年",
            "articles": [_row(i, f"{PLACE.name}{year}年年度报告") for i in own],
        }
    for serial, record in records.items():
        pages[f"/postmeta/i/{serial}.json"] = Page(
            "data", "column", lambda _ask, record=record: _json(record)
        )
    rows = [(_path(i, copy=True), i.title, i.date) for i in school]
    pages[f"{OWN}/index.html"] = page("list", "年报", lambda _ask: _crowded("教育局年报", rows, ""))
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(origin, item))
        path = f"/postmeta/p/{item.id // 1_000_000}/{item.id // 1000}/{item.id}.json"
        pages[path] = Page("data", item.title, lambda _ask, item=item: _json(_detail(item)))
    for item in school:
        pages[_path(item, copy=True)] = page(
            "copy", item.title, lambda _ask, item=item: _report(origin, item, copy=True)
        )
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _child(serial: int, name: str, away: str = "") -> Record:
    return {"id": serial, "name": name, "pub_point": f"zwgk/zfxxgk/c{serial}", "jump_url": away}


def _row(item: Item, title: str) -> Record:
    at = datetime.strptime(item.stamp, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    return {
        "id": item.id,
        "title": title,
        "url": _path(item),
        "display_publish_time": int(at.timestamp()),
        "json_ext": "[]",
    }


def _detail(item: Item) -> Record:
    about = json.dumps({"identifier": f"1199/{item.id}", "publisher": item.source})
    files = {"attachment": [], "gkml_data": about}
    return {**_row(item, item.title), **files, "source": item.source, "content": body(item.blocks, MANNER)}


def _json(record: Record) -> Reply:
    return html(json.dumps(record, ensure_ascii=False), "application/json")


def _column(k: int, n: int) -> str:
    return f"/c{k}/index.html" if n == 0 else f"/c{k}/index_{n + 1}.html"


def _article(k: int, i: int) -> str:
    return f"/c{k}/content/post_{k * 1000 + i}.html"


def _path(item: Item, *, copy: bool = False) -> str:
    return f"{OWN}/content/mpost_{item.id}.html" if copy else f"{ROOT}/nb/content/post_{item.id}.html"


def _frame(title: str, inner: str, kind: str, head: str = "") -> str:
    script = f'<script>window.NFCMS_SITE_ID="299137";window.NFCMS_PUB_TYPE="{kind}";</script>'
    return f"<html><head><meta charset='utf-8'><title>{title}</title>{head}{script}</head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    call = (
        f"<script>createPageHTML(25, 1, 'index', 'html'); var next = '{onward}';</script>" if onward else ""
    )
    return _frame(title, f"<h2>{title}</h2><ul>{items}</ul>{call}", "cat")


def _report(origin: str, item: Item, *, copy: bool = False) -> str:
    post = f'<script>window.NFCMS_SITE_ID="299137";window.NFCMS_POST_ID="{item.id}";</script>'
    if item.id % 5 == 0 and not copy:
        return f"<html><head><title></title>{post}</head><body><div id='app'></div></body></html>"
    head = metas(PLACE, origin, "政府信息公开年报", item) + post
    inner = (
        f"<h1 class='xl-tit'>{item.title}</h1><div class='xl-meg'>{item.date} 来源: {item.source} 【字号: 大 中 小 】 分享</div>"
        f"<div class='xl-cont'><div id='detailCon'>{body(item.blocks, MANNER)}</div><div class='fujian_tit'>相关附件</div>"
        f"<div class='gaojian_tit'>相关新闻</div></div>"
    )
    return _frame(item.title, inner, "post", head)
