"""Replica of portals of no known system, in one: pagers that call scripts, post forms, or are drawn by a plug-in.

The government's reports stand in an archive as in 上海 (/xgkYYYY/index.html, index_1.html, .pagination({totalPage: …})), those of
the departments behind a form that is sent by script (`cpage`), those of the towns behind an address that a script composes.
"""

from __future__ import annotations

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Site

from . import Crowd, place

PLACE = place("松江浦区", "990571", "songpu")
MANNER = Manner()
ROOT, ARCHIVE, OFFICES, TOWNS = "/xxgk/", "/xgk", "/list.jsp", "/town/list"
PER_PAGE = 2
NAMES = {ROOT: "政府信息公开", ARCHIVE: "政府信息公开年报", OFFICES: "部门年报", TOWNS: "街镇年报"}


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
            lambda title, text: _frame(
                title, f"<h1>{title}</h1><div class='Article_content'><p>{text}</p></div>"
            ),
        )

    def _of(self, *levels: str) -> tuple[Item, ...]:
        names = {office.name for office in PLACE.offices if office.level in levels}
        return tuple(item for item in self.items if item.fact and item.fact.agency in names)

    def site(self) -> Site:
        """Everything the portal serves."""
        pages: dict[str, Page] = dict(self.crowd.pages())
        home = "".join(
            f"<li>{anchor(path, name)}</li>" for path, name in ((ROOT, NAMES[ROOT]), *self.crowd.heads)
        )
        pages["/index.html"] = page("list", "首页", lambda _ask: _frame("首页", f"<ul>{home}</ul>"))
        heads = "".join(
            f"<li>{anchor(path, NAMES[name])}</li>"
            for name, path in (
                (ARCHIVE, f"{ARCHIVE}/"),
                (OFFICES, f"{OFFICES}?cid=7"),
                (TOWNS, f"{TOWNS}.html"),
            )
        )
        pages[f"{ROOT}index.html"] = page(
            "list", NAMES[ROOT], lambda _ask: self._list(NAMES[ROOT], f"<ul>{heads}</ul>")
        )
        years = "".join(
            f"<li>{anchor(f'{ARCHIVE}{year}/index.html', f'{year}年')}</li>" for year in PLACE.years
        )
        pages[f"{ARCHIVE}/index.html"] = page(
            "list", NAMES[ARCHIVE], lambda _ask: self._list(NAMES[ARCHIVE], f"<ul>{years}</ul>")
        )
        for year in PLACE.years:
            self._archive(pages, year)
        towns = sheets(self._of("town"), PER_PAGE)
        for n, shelf in enumerate(towns, 1):
            name = f"{TOWNS}{f'_{n}' if n > 1 else ''}.html"
            pages[name] = page(
                "list",
                NAMES[TOWNS],
                lambda _ask, n=n, shelf=shelf: self._list(
                    NAMES[TOWNS], _rows(shelf) + _composed(n, len(towns))
                ),
            )
        pages[OFFICES] = page("list", NAMES[OFFICES], self._posted)
        for item in self.items:
            pages[_path(item)] = page("report", item.title, lambda _ask, item=item: self._report(item))
        expected = tuple(
            expect(self.origin, self.port, item, self.origin + _path(item)) for item in self.items
        )
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", pages, expected)

    def _archive(self, pages: dict[str, Page], year: int) -> None:
        """The year of an archive: the government's report, and three old notices on a page of their own."""
        mine = tuple(item for item in self._of("government") if item.fact and item.fact.year == year)
        notices = tuple(
            (f"/c1/20240101/{n:032x}.html", "关于做好政府信息公开年度报告编制工作的通知") for n in range(3)
        )
        first = "".join(f"<li>{anchor(path, text)}<span>2024-01-01</span></li>" for path, text in notices)
        for n, inner in enumerate((f"<ul>{first}</ul>", _rows(mine))):
            drawn = f"<div class='pagination'></div><script>$('.pagination').pagination({{totalPage: 2, currentPage: {n + 1}}});</script>"
            name = f"{ARCHIVE}{year}/index{f'_{n}' if n else ''}.html"
            pages[name] = page(
                "list",
                f"{year}年",
                lambda _ask, inner=inner, drawn=drawn: self._list(f"{year}年政府信息公开年报", inner + drawn),
            )

    def _posted(self, ask: Ask) -> str:
        """The departments' list: its pages come for a posted `cpage` only."""
        shelves = sheets(self._of("department"), PER_PAGE)
        asked = ask.form.get("cpage", "1") if ask.method == "POST" and ask.form.get("cid") == "7" else "1"
        number = min(max(1, int(asked)), len(shelves)) if asked.isdecimal() else 1
        form = (
            f"<form name='turn' method='post' action='{OFFICES}'><input type='hidden' name='cid' value='7'><input type='hidden' name='cpage' value='{number}'></form>"
            f"<div>共{len(shelves)}页 <a href='javascript:page({number - 1})'>上一页</a> <a href='javascript:page({number + 1})'>下一页</a></div>"
            "<script>function page(n) {\n  if (n < 1) return;\n  document.turn.cpage.value = n;\n  document.turn.submit();\n}</script>"
        )
        return self._list(NAMES[OFFICES], _rows(shelves[number - 1]) + form)

    def _list(self, name: str, inner: str) -> str:
        where = trail("当前位置：", (("/index.html", "首页"), (ROOT, NAMES[ROOT])), name)
        return _frame(name, f"<div>{where}</div>{inner}", metas(PLACE, self.origin, name))

    def _report(self, item: Item) -> str:
        text = f"<h1>{item.title}</h1><p>发布时间：{item.stamp} 来源：{item.source}</p><div class='Article_content' id='ivs_content'>{body(item.blocks, MANNER)}</div>"
        return _frame(item.title, text, metas(PLACE, self.origin, "政府信息公开年报", item))


def _composed(number: int, pages: int) -> str:
    onward = (
        f"<a onclick=\"goPage('list', {number + 1}); return false;\" href='#'>下一页</a>"
        if number < pages
        else ""
    )
    return f"<p>{onward}</p><script>function goPage(name, n) {{ var url = name + '.html'; if (n > 1) {{ url = name + '_' + n + '.html'; }} location.href = url; }}</script>"


def _rows(items: tuple[Item, ...]) -> str:
    return (
        "<ul>"
        + "".join(f"<li>{anchor(_path(i), i.title)}<span>{i.date}</span></li>" for i in items)
        + "</ul>"
    )


def _path(item: Item) -> str:
    return f"/xgk/{item.date.replace('-', '')}/{item.id:032x}.html"


def _index(k: int, n: int) -> str:
    return f"/c{k}/index{f'_{n}' if n else ''}.html"


def _story(k: int, i: int) -> str:
    return f"/c{k}/202403{i % 28 + 1:02d}/{k * 100_000 + i:032x}.html"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _frame(
        title, f"<h2>{title}</h2><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else "")
    )
