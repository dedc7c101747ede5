"""Replica of an ASP.NET WebForms portal: pagers and a column that only a posted form opens, each with the state of its page."""

from __future__ import annotations

import base64
import hashlib

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, esc, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("砚涪区", "990534", "yanfu", (2019, 2020, 2021, 2022, 2023))
MANNER = Manner()
GRID, PAGER, MENU, PLAIN = "gv", "AspNetPager1", "menu", "plain"
# Address, offices and rows a page of each list; the list of the towns has no address of its own, a menu opens it.
LISTS = {
    GRID: ("/zfxxgk/NbList.aspx", ("zf", "jyj", "czj"), 5),
    PAGER: ("/zfxxgk/BmNb.aspx", ("swj", "zjj"), 4),
    MENU: ("/zfxxgk/Index.aspx", ("ylz", "sqjd"), 4),
    PLAIN: ("/zfxxgk/InfoPublic.aspx", ("nyj",), 2),
}
NAMES = {GRID: "政府信息公开年报", PAGER: "部门年报", MENU: "乡镇街道年报", PLAIN: "农业农村局信息公开年报"}


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://{PLACE.host}:{port}"
        self.items = annual(PLACE, Style(), 1)
        slugs = {office.name: office.slug for office in PLACE.offices}
        self.shelves = {
            name: sheets(tuple(i for i in self.items if i.fact and slugs[i.fact.agency] in own), size)
            for name, (_, own, size) in LISTS.items()
        }
        self.pages: dict[str, Page] = {}

    def site(self) -> Site:
        """Everything the portal serves."""
        crowd = Crowd(
            20_000,
            _column,
            _article,
            _crowded,
            lambda title, text: _framed(title, f"<h1>{title}</h1><p>{text}</p>"),
        )
        self.pages.update(crowd.pages())
        heads = "".join(
            f"<li>{anchor(path, name)}</li>"
            for path, name in (("/zfxxgk/Index.aspx", "政府信息公开"), *crowd.heads)
        )
        self.pages["/index.html"] = page("list", "首页", lambda _ask: _framed("首页", f"<ul>{heads}</ul>"))
        self.pages[LISTS[MENU][0]] = Page("list", "政府信息公开", self._index)
        for name in (GRID, PAGER):
            self.pages[LISTS[name][0]] = Page(
                "list", NAMES[name], lambda ask, name=name: self._paged(name, ask)
            )
        self.pages[LISTS[PLAIN][0]] = Page("list", NAMES[PLAIN], self._plain)
        expected = []
        for item in self.items:
            self.pages[_path(item)] = page("report", item.title, lambda _ask, item=item: self._report(item))
            expected.append(expect(self.origin, self.port, item, self.origin + _path(item)))
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, tuple(expected))

    def _index(self, ask: Ask) -> Reply:
        """The door: columns by address, one by a menu of the form, which answers under the same address."""
        if ask.method == "POST":
            return self._paged(MENU, ask)
        columns = "".join(f"<li>{anchor(LISTS[name][0], NAMES[name])}</li>" for name in (GRID, PAGER))
        plain = anchor(f"{LISTS[PLAIN][0]}?cid=1019&pid=971&page=1", NAMES[PLAIN])
        menu = f"<li>{_call(MENU, '3', NAMES[MENU])}</li><li>{_call(MENU, '2', '通知公告')}</li>"
        return html(
            _formed("政府信息公开", f"<ul>{columns}<li>{plain}</li>{menu}</ul>", _state(MENU, 0, ask.tick))
        )

    def _paged(self, name: str, ask: Ask) -> Reply:
        """One page of a list: the first on GET, another for a form whose state is that of a page which offers it."""
        at = 1
        if ask.method == "POST":
            known, stood = _read(ask.form)
            target, argument = ask.form.get("__EVENTTARGET"), ask.form.get("__EVENTARGUMENT", "")
            asked = {
                GRID: argument.removeprefix("Page$"),
                PAGER: argument,
                MENU: "1" if (target, argument) == (MENU, "3") else str(stood + 1),
            }[name]
            at = int(asked) if asked.isdecimal() else 0
            if (
                known != name
                or not 1 <= at <= len(self.shelves[name])
                or target not in {GRID, PAGER, MENU, "lnkNext"}
            ):
                return Reply("验证视图状态 MAC 失败".encode(), status=500)
        shelf, last = self.shelves[name][at - 1], len(self.shelves[name])
        numbers = range(1, last + 1)
        pager = {
            GRID: "".join(
                f"<td>{n}</td>" if n == at else f"<td>{_call(GRID, f'Page${n}', str(n))}</td>"
                for n in numbers
            ),
            PAGER: _call(PAGER, "1", "首页")
            + (_call(PAGER, str(at + 1), "下一页") if at < last else "<a disabled='disabled'>下一页</a>"),
            MENU: f"第{at}页/共{last}页 "
            + (_call("lnkNext", "", "下一页") if at < last else "<a class='aspNetDisabled'>下一页</a>"),
        }[name]
        rows = "".join(f"<tr><td>{anchor(_path(i), i.title)}</td><td>{i.date}</td></tr>" for i in shelf)
        where = trail("当前位置：", (("/", "首页"), (LISTS[MENU][0], "政府信息公开")), NAMES[name])
        return html(
            _formed(
                NAMES[name],
                f"<div>{where}</div><table>{rows}</table><div>{pager}</div>",
                _state(name, at, ask.tick),
            )
        )

    def _plain(self, ask: Ask) -> Reply:
        at, last = int(ask.query.get("page", "1")), len(self.shelves[PLAIN])
        rows = "".join(
            f"<li>{anchor(_path(i), i.title)}<span>{i.date}</span></li>" for i in self.shelves[PLAIN][at - 1]
        )
        onward = anchor(f"InfoPublic.aspx?cid=1019&pid=971&page={at + 1}", "下一页") if at < last else ""
        return html(_formed("信息列表", f"<ul>{rows}</ul>共{last}页 {onward}", _state(PLAIN, at, ask.tick)))

    def _report(self, item: Item) -> str:
        head = metas(PLACE, self.origin, "政府信息公开年报", item)
        bar = f"<p>发布时间：{item.stamp} 来源：{item.source}</p>"
        return _formed(
            item.title,
            f"<h1>{item.title}</h1>{bar}<div id='ctl00_content'>{body(item.blocks, MANNER)}</div>",
            "",
            head,
        )


def _call(target: str, argument: str, text: str) -> str:
    return f'<a href="javascript:__doPostBack(&#39;{target}&#39;,&#39;{argument}&#39;)">{esc(text)}</a>'


def _state(name: str, at: int, tick: int) -> str:
    """An encrypted state: another text at each request, although it says the same."""
    text = f"{name}|{at}|{tick}"
    return base64.b64encode(f"{text}|{_seal(text)}".encode()).decode()


def _read(form: object) -> tuple[str, int]:
    """The list and the page whose state a form carries; nothing where it was not ours."""
    said = dict(form)  # type: ignore[call-overload]
    *parts, seal = base64.b64decode(said.get("__VIEWSTATE", "")).decode("utf-8", "replace").split("|")
    valid = seal == _seal("|".join(parts)) and said.get("__EVENTVALIDATION") == _seal(seal)
    return (parts[0], int(parts[1])) if valid else ("", 0)


def _seal(text: str) -> str:
    return hashlib.sha256(f"secret {text}".encode()).hexdigest()


def _path(item: Item) -> str:
    return f"/zfxxgk/InfoShow.aspx?id={item.id}"


def _column(k: int, n: int) -> str:
    return f"/xw/NewsList.aspx?lm={k}&page={n + 1}"


def _article(k: int, i: int) -> str:
    return f"/xw/NewsShow.aspx?id={k * 1000 + i}"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    pager = _call("gvNews", "Page$2", "2") + (anchor(onward, "下一页") if onward else "")
    return _formed(title, f"<h2>{title}</h2><ul>{items}</ul>{pager}", _state("news", 1, 0))


def _formed(title: str, inner: str, state: str, head: str = "") -> str:
    seal = base64.b64decode(state).decode().rpartition("|")[2]
    fields = "".join(
        f'<input type="hidden" name="{name}" id="{name}" value="{value}" />'
        for name, value in (
            ("__EVENTTARGET", ""),
            ("__EVENTARGUMENT", ""),
            ("__VIEWSTATE", state),
            ("__EVENTVALIDATION", _seal(seal)),
        )
    )
    search = (
        '<input name="ctl00$txtKey" type="text" /><input type="submit" name="ctl00$btnSearch" value="搜索" />'
    )
    return _framed(
        title, f'<form method="post" action="" id="aspnetForm">{fields}{search}{inner}</form>', head
    )


def _framed(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"
