"""Replica of the rarer dialects under one roof: eportal, iList.jsp, a form filled by a script of another file, `.jhtml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Site

from . import Crowd, place

PLACE = place("琅湾市", "990537", "langwan", (2019, 2020, 2021, 2022, 2023))
MANNER = Manner()
SIZE = 4


class Dialect(NamedTuple):
    """Whose reports it has, the addresses of its list pages (from 1) and articles, the link of its pager, its container."""

    name: str
    offices: tuple[str, ...]
    path: Callable[[int], str]
    article: Callable[[int], str]
    pager: Callable[[int], str]
    container: str


def _eportal(n: int) -> str:
    return "/eportal/ui?pageId=383041" + (f"&currentPage={n}" if n > 1 else "")


def _module(n: int) -> str:
    return "/gk/bmnb/index.html" if n == 1 else f"/gk/bmnb/11040-{n}.html"


def _ilist(n: int) -> str:
    return "/info/iList.jsp?node_id=GKnyj&cat_id=15971" + (f"&cur_page={n}" if n > 1 else "")


def _jhtml(n: int) -> str:
    return "/igs/front/xznb/" + ("index.jhtml" if n == 1 else f"index_{n}.jhtml")


def _queried(path: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: (
        f"<a style='cursor:pointer' onclick=\"queryArticleByCondition(this,'{path(n)}')\" class='pagingNormal'>下一页</a>"
    )


DIALECTS = (
    Dialect("政府信息公开年报", ("zf",), _eportal, lambda n: f"/eportal/ui?pageId=383042&articleKey={n}&columnId=383041", _queried(_eportal), "content"),
    Dialect("部门年报", ("jyj", "czj"), _module, lambda n: f"/gk/bmnb/{n}/index.html", _queried(_module), "zoom"),
    Dialect("农业农村局信息公开年报", ("nyj",), _ilist, lambda n: f"/info/iList.jsp?node_id=GKnyj&cat_id=15971&tm_id={n}",
            lambda n: anchor(_ilist(n), "下一页"), "wz-detail"),
    Dialect("直属单位年报", ("swj", "zjj"), lambda _n: "/zrzy/list.jsp", lambda n: f"/zrzy/{n}.html",
            lambda n: "".join(f"<a href=\"javascript:page('{step}')\">{step}</a>" for step in range(1, n + 1)), "nlist"),
    Dialect("街镇年报", ("ylz", "sqjd"), _jhtml, lambda n: f"/igs/front/xznb/{n}.jhtml", lambda n: anchor(_jhtml(n), "下一页"), "article"),
)  # fmt: skip


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
        f"<li>{anchor(path, name)}</li>" for path, name in (("/gk/index.html", "政府信息公开"), *crowd.heads)
    )
    pages["/index.html"] = page("list", "首页", lambda _ask: _framed("首页", f"<ul>{heads}</ul>"))
    doors = "".join(f"<li>{anchor(each.path(1), each.name)}</li>" for each in DIALECTS)
    pages["/gk/index.html"] = page(
        "list", "政府信息公开", lambda _ask: _framed("政府信息公开", f"<ul>{doors}</ul>")
    )
    slugs = {office.name: office.slug for office in PLACE.offices}
    expected = []
    for each in DIALECTS:
        own = tuple(i for i in items if i.fact and slugs[i.fact.agency] in each.offices)
        _shelve(pages, each, sheets(own, SIZE))
        for item in own:
            path = each.article(item.id)
            pages[path] = page(
                "report", item.title, lambda _ask, item=item, each=each: _report(origin, each, item)
            )
            expected.append(expect(origin, port, item, origin + path))
    seed = f"{origin}/ name={PLACE.government} region={PLACE.code}"
    return Site(PLACE.host, PLACE.government, seed, f"{origin}/", pages, tuple(expected))


def _shelve(pages: dict[str, Page], dialect: Dialect, shelves: list[tuple[Item, ...]]) -> None:
    """The list pages of a dialect; the one that is paged by a form answers all of them under one address."""
    for n in range(1, len(shelves) + 1):

        def write(ask: Ask, n: int = n) -> str:
            return _list(
                dialect,
                shelves,
                int(ask.form.get("cpage", "1"))
                if "list.jsp" in dialect.path(1) and "cpage" in ask.form
                else n,
            )

        pages.setdefault(dialect.path(n), page("list", dialect.name, write))


def _list(dialect: Dialect, shelves: list[tuple[Item, ...]], at: int) -> str:
    where = trail("当前位置：", (("/index.html", "首页"), ("/gk/index.html", "政府信息公开")), dialect.name)
    shelf = shelves[at - 1] if at <= len(shelves) else ()
    rows = "".join(
        f'<tr><td class="nlist">{anchor(dialect.article(i.id), i.title)}</td><td>{i.date}</td></tr>'
        for i in shelf
    )
    form = f'<form name="f" method="post" action="{dialect.path(1)}"><input type="hidden" name="cpage" value="{at}"></form>'
    script = f'<script src="/js/list.js"></script>{form}' if dialect.path(1) == dialect.path(2) else ""
    last = script or at < len(shelves)
    onward = dialect.pager(len(shelves) if script else at + 1) if last else "下一页"
    return _framed(dialect.name, f"<div>{where}</div><table>{rows}</table>{script}<div>{onward}</div>")


def _report(origin: str, dialect: Dialect, item: Item) -> str:
    bar = f"<p>发布时间：{item.stamp} 来源：{item.source}</p>"
    inner = f'<h1>{item.title}</h1>{bar}<div class="{dialect.container}">{body(item.blocks, MANNER)}</div>'
    return _framed(item.title, inner, metas(PLACE, origin, "政府信息公开年报", item))


def _column(k: int, n: int) -> str:
    return f"/xw/c{k}/index.html" if n == 0 else f"/xw/c{k}/{7000 + k}-{n + 1}.html"


def _article(k: int, i: int) -> str:
    return f"/xw/c{k}/{80_000 + i}/index.html"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _framed(title, f"<ul>{items}</ul>" + (_queried(lambda _n: onward)(2) if onward else ""))


def _framed(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"
