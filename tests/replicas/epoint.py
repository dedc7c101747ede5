"""Replica of an Epoint portal: a folder paged by a script (1/3 …), and a catalogue whose list is a shell filled by POST.

The number of the site stands in a script of its own; the endpoint answers nothing to another number or to a GET.
"""

from __future__ import annotations

import json
import uuid

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("洮梧区", "990536", "taowu")
MANNER = Manner()
ROOT, SHELL = "/003/003005", "/dynamic/zwgk/govInfoPub.html"
ENDPOINT = "/EWB-TW/rest/lightfrontaction/getgovinfolist"
CATEGORY, SITE = "003005002", "9c1f7a52-4f0d-4c39-9d57-1f2e3d4c5b6a"
PER_PAGE, GROUP = 3, 20


def build(port: int) -> Site:
    """The portal on a port."""
    origin = f"http://{PLACE.host}:{port}"
    items = annual(PLACE, Style(), 1)
    names = {office.name for office in PLACE.offices if office.level == "department"}
    below = tuple(item for item in items if item.fact and item.fact.agency in names)
    own = tuple(item for item in items if item not in below)
    crowd = Crowd(
        20_000, _column, _article, _crowded,
        lambda title, text: _frame(title, f"<h3 class='ewb-article-tt'>{title}</h3><div class='ewb-article-info'><p>{text}</p></div>"),
    )  # fmt: skip
    pages: dict[str, Page] = dict(crowd.pages())
    heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
    home = (
        f"<p>{anchor(f'{ROOT}/about.html', '政府信息公开年报')} {anchor(f'{SHELL}?categorynum={CATEGORY}&deptcode=bm', '部门年报')} "
        f"{anchor(f'{SHELL}?categorynum=003001', '政府信息公开指南')}</p><ul>{heads}</ul>"
    )
    pages["/index.html"] = page("list", "首页", lambda _ask: _frame("首页", home))
    shelves = sheets(own, PER_PAGE)
    for n, shelf in enumerate(shelves, 1):
        inner = _rows([(_path(i), i.title, i.date) for i in shelf]) + _pager(n, len(shelves))
        name = "about" if n == 1 else str(n)
        pages[f"{ROOT}/{name}.html"] = page(
            "list", "年报", lambda _ask, inner=inner: _frame("政府信息公开年报", inner)
        )
    shell = "<html><head><title>信息公开</title></head><body><div id='app'></div><script src='/js/webBuilderCommon.js'></script></body></html>"
    pages[SHELL] = page("list", "目录", lambda _ask: shell)
    script = f'var siteInfo = {{"siteGuid": "{SITE}", "projectName": "/EWB-TW"}};\nvar row = "<li><div>" + title + "</div></li>";'
    pages["/js/webBuilderCommon.js"] = Page(
        "data", "script", lambda _ask: html(script, "application/javascript")
    )
    rows = [{"title": f"通知{k}", "infourl": f"/003/003005/20240101/{k}.html"} for k in range(GROUP)]
    rows += [{"realtitle": i.title, "infourl": _path(i).lstrip("/"), "infodate": i.date} for i in below]
    pages[ENDPOINT] = Page("data", "list", lambda ask: _answer(ask, rows))
    for item in items:
        pages[_path(item)] = page("report", item.title, lambda _ask, item=item: _report(origin, item))
    expected = tuple(expect(origin, port, item, origin + _path(item)) for item in items)
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, expected)


def _answer(ask: Ask, rows: list[dict[str, str]]) -> Reply:
    """The records of one page (the first is 0), to a POST of JSON by a script that names list, office and site."""
    try:
        asked = json.loads(ask.body)
    except ValueError:
        asked = {}
    wanted = {"deptcode": "bm", "categorynum": CATEGORY, "siteGuid": SITE}
    known = ask.headers.get("x-requested-with") == "XMLHttpRequest" and wanted.items() <= asked.items()
    at = int(asked.get("pageIndex", 0)) * GROUP
    custom = {"data": rows[at : at + GROUP], "total": len(rows)} if known else {"data": [], "total": 0}
    return html(json.dumps({"custom": custom, "status": {"code": 1}}), "application/json")


def _column(k: int, n: int) -> str:
    return f"/{100 + k}/about.html" if n == 0 else f"/{100 + k}/{n + 1}.html"


def _article(k: int, i: int) -> str:
    return f"/{100 + k}/202403{i % 28 + 1:02d}/{uuid.UUID(int=k * 1000 + i)}.html"


def _path(item: Item) -> str:
    return f"{ROOT}/{item.date.replace('-', '')}/{uuid.UUID(int=item.id)}.html"


def _rows(rows: list[tuple[str, str, str]]) -> str:
    return (
        '<ul class="ewb-info-items">'
        + "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
        + "</ul>"
    )


def _pager(n: int, of: int) -> str:
    """A pager that only calls a function; where the reader stands is said by 2/7."""
    call = "javascript:ShowAjaxNewPage(window.location.pathname,'categorypagingcontent',{})"
    steps = "".join(
        f'<li class="ewb-page-li"><a href="{call.format(at)}">{at}</a></li>' for at in range(1, of + 1)
    )
    return f'<ul class="ewb-page-items">{steps}<li class="ewb-page-li ewb-page-num"><span>{n}/{of}</span></li></ul>'


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body><div class='ewb-container'>{inner}</div>{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    return _frame(title, f"<h2>{title}</h2>{_rows(rows)}" + (_pager(1, 25) if onward else ""))


def _report(origin: str, item: Item) -> str:
    inner = (
        f"<h3 class='ewb-article-tt'>{item.title}</h3><div class='ewb-article-sources'>【信息时间：{item.stamp}】 来源：{item.source} "
        f"【打印】 【关闭】</div><div class='ewb-article-info'>{body(item.blocks, MANNER)}</div>"
    )
    return _frame(item.title, inner, metas(PLACE, origin, "政府信息公开年报", item) if item.id % 2 else "")
