"""Replica of an NFCMS portal without postmeta (404): HTML lists `index_2.html` under three templates, none with 下一页.

One pager shows the first three pages and an icon to the last, one is a call in a script, one is written by a script.
"""

from __future__ import annotations

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Item, Page, Site

from . import Crowd, place

PLACE = place("涟墩县", "990538", "liandun", (2018, 2020, 2021, 2022, 2023))
MANNER = Manner()
ROOT = "/zwgk/xxgkndbg"
PER_PAGE = 4
NAMES = {"government": ("bj", "本级"), "department": ("bm", "部门"), "town": ("zj", "镇街")}


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, Style(), 1)
    crowd = Crowd(
        20_000,
        _column,
        _article,
        _crowded,
        lambda title, text: _frame(title, f"<h1>{title}</h1><p>{text}</p>"),
    )
    pages: dict[str, Page] = dict(crowd.pages())
    heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
    home = f"<p>{anchor(f'{ROOT}/index.html', '政府信息公开工作年度报告')}</p><ul>{heads}</ul>"
    pages["/index.html"] = page("list", "首页", lambda _ask: _frame("首页", home))
    doors = "".join(f"<li>{anchor(f'{key}/index.html', name)}</li>" for key, name in NAMES.values())
    pages[f"{ROOT}/index.html"] = page(
        "list", "年报", lambda _ask: _list("政府信息公开工作年度报告", doors, "")
    )
    for level, (key, name) in NAMES.items():
        known = {office.name for office in PLACE.offices if office.level == level}
        shelves = sheets(tuple(i for i in items if i.fact and i.fact.agency in known), PER_PAGE)
        for n, shelf in enumerate(shelves, 1):
            rows = "".join(
                f"<li><h4>{anchor(_path(i), i.title)}</h4><span class='time'>[ {i.date} ]</span></li>"
                for i in shelf
            )
            call = _pager(key, n, len(shelves))
            pages[f"{ROOT}/{key}/{_leaf(n)}"] = page(
                "list", name, lambda _ask, name=name, rows=rows, call=call: _list(name, rows, call)
            )
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(origin, item))
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _pager(key: str, n: int, of: int) -> str:
    """The pager of a template: numbers and an icon; a call; a string that a script writes into the page."""
    if key == "bm":
        shown = "".join(f'<a href="{_leaf(at)}">{at}</a>' for at in range(1, min(of, 3) + 1) if at != n)
        return f'<div id="page_div">{shown}<a class="last" href="{_leaf(of)}"><i></i></a></div>'
    if key == "bj":
        return f'<div class="page"></div><script>createPageHTML({of}, {n}, "index", "html");</script>'
    links = "".join(f"<a href='{_leaf(at)}'>{at}</a>" for at in range(1, of + 1))
    return f'<script>document.write("{links}");</script>'


def _leaf(n: int) -> str:
    return "index.html" if n == 1 else f"index_{n}.html"


def _column(k: int, n: int) -> str:
    return f"/c{k}/{_leaf(n + 1)}"


def _article(k: int, i: int) -> str:
    return f"/c{k}/content/post_{k * 1000 + i}.html"


def _path(item: Item) -> str:
    return f"{ROOT}/content/post_{item.id}.html"


def _frame(title: str, inner: str, head: str = "", serial: str = "1059") -> str:
    script = f'<script>var NFCMS_SITE_ID="299138",NFCMS_CAT_ID="{serial}";</script>'
    return f"<html><head><meta charset='utf-8'><title>{title}</title>{head}{script}</head><body>{inner}{footer(PLACE)}</body></html>"


def _list(name: str, rows: str, call: str) -> str:
    where = trail(
        "您当前所在的位置：",
        (("/index.html", "首页"), (f"{ROOT}/index.html", "政府信息公开工作年度报告")),
        name,
    )
    return _frame(name, f"<div>{where}</div><ul class='infoList'>{rows}</ul>{call}")


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _frame(
        title,
        f"<h2>{title}</h2><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else ""),
        serial="7",
    )


def _report(origin: str, item: Item) -> str:
    text = body(item.blocks, MANNER)
    held = f"<ucapcontent>{text}</ucapcontent>" if item.id % 2 else text
    inner = (
        f"<h1 class='info_title'>{item.title}</h1><div>发表时间： {item.stamp} 信息来源： {item.source} 浏览字号： 大 中 小</div>"
        f"<div id='zoomcon' class='content'>{held}</div><p>您是第 - 位访客</p>"
    )
    return _frame(item.title, inner, metas(PLACE, origin, "政府信息公开年报", item) if item.id % 3 else "")
