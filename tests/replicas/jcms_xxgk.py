"""Replica of a JCMS portal with the disclosure module: reports of organs by year, inline; those of towns in a tree's lists.

The page of the organs composes its addresses by script and names two years, of which one organ has not reported on the
last; a year without a report answers 200 and says so.
The lists answer to POST with a Referer only, show page 1 again for a `currpage` beyond the end, and hold one notice.
"""

from __future__ import annotations

from crawler.demo.columns import expect, page, sheets
from crawler.demo.furniture import Manner, anchor, body, cut, footer, metas, trail
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Expected, Item, Page, Reply, Site, html

from . import Crowd, place

PLACE = place("禾溪县", "990551", "hexi")
MANNER = Manner(paragraph='<p style="text-indent:2em">')
MODULE = "/module/xxgk"
OPEN, ORGANS = "/col/col1229551000/index.html", "/col/col1229551100/index.html"
AREA, SITE, NODE = "113399551000", "3551", "A0203"
PER_PAGE = 2
NOTE = "公民、法人和其他组织可以按照目录查阅，也可以输入名称或者索引号检索；查阅纸质文本的，请到本机关政务公开专区办理，工作日均可。"


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port, self.origin = port, f"http://{PLACE.host}:{port}"
        late = (PLACE.offices[2].name, PLACE.years[-1])
        self.items = tuple(
            i for i in annual(PLACE, Style(), 1) if i.fact and (i.fact.agency, i.fact.year) != late
        )
        self.areas = {
            office.name: f"{AREA}{n:03d}" for n, office in enumerate(PLACE.offices) if office.level != "town"
        }
        self.towns = tuple(item for item in self.items if item.fact and item.fact.agency not in self.areas)
        self.crowd = Crowd(
            20_000,
            _index,
            _story,
            _crowded,
            lambda title, text: _frame(
                title, f"<p class='title'>{title}</p><div id='zoom'><p>{text}</p></div>"
            ),
        )

    def site(self) -> Site:
        """Everything the portal serves."""
        pages: dict[str, Page] = dict(self.crowd.pages())
        home = "".join(
            f"<li>{anchor(path, name)}</li>" for path, name in ((OPEN, "政府信息公开"), *self.crowd.heads)
        )
        organs = "".join(
            f"<li>{anchor(f'{MODULE}/subjectinfo.jsp?area={area}', name)}</li>"
            for name, area in self.areas.items()
        )
        script = f"<script>function show(area){{ window.open('{MODULE}/xxgkAnnualReport.jsp?fbtime='+$('#y').val()+'&area='+area) }}</script>"
        loads = (
            f"<script>$('#tree').load('{MODULE}/tree.jsp?standardXxgk=1&area={AREA}&divid=div4');"
            f"loadDynamic('{MODULE}/search.jsp?standardXxgk=1&infotypeId='+a+'&area={AREA}','div4')</script>"
        )
        for path, name, inner in (
            ("/index.html", "首页", f"<ul>{home}</ul>"),
            (
                OPEN,
                "政府信息公开",
                f"<ul><li>{anchor(ORGANS, '政府信息公开年报')}</li></ul><p>{NOTE}</p>{loads}",
            ),
            (
                ORGANS,
                "政府信息公开年报",
                f"<select id='y'><option>{PLACE.years[-1]}年</option><option>{PLACE.years[-2]}年</option></select><ul>{organs}</ul><p>{NOTE}</p>{script}",
            ),
        ):
            pages[path] = page(
                "list", name, lambda _ask, name=name, inner=inner: _list(self.origin, name, inner)
            )
        pages[f"{MODULE}/tree.jsp"] = page("list", "目录", lambda _ask: _tree())
        pages[f"{MODULE}/subjectinfo.jsp"] = page(
            "list", "概况", lambda _ask: _frame("机构概况", f"<p>{NOTE}</p>")
        )
        pages[f"{MODULE}/search.jsp"] = Page("data", "目录", self._search)
        pages[f"{MODULE}/xxgkAnnualReport.jsp"] = page("report", "年报", self._yearly)
        for item in self.towns:
            pages[_path(item)] = page("report", item.title, lambda _ask, item=item: self._report(item))
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(
            PLACE.host, PLACE.government, seed, f"{self.origin}/", pages, tuple(map(self._expect, self.items))
        )

    def _expect(self, item: Item) -> Expected:
        area = self.areas.get(item.fact.agency) if item.fact else None
        path = (
            f"{MODULE}/xxgkAnnualReport.jsp?fbtime={item.fact.year}&area={area}"
            if item.fact and area
            else _path(item)
        )
        return expect(self.origin, self.port, item, self.origin + path)

    def _yearly(self, ask: Ask) -> str:
        """The report of one organ and year, or the word that there is none."""
        for item in self.items:
            fact = item.fact
            if (
                fact
                and self.areas.get(fact.agency) == ask.query.get("area")
                and str(fact.year) == ask.query.get("fbtime")
            ):
                bar = f"<p>发布日期：{item.stamp} 来源：{item.source}</p>"
                return f"<html><head><title>{PLACE.government}</title></head><body><h2>{item.title}</h2>{bar}<div class='nb_con'>{body(item.blocks, MANNER)}</div></body></html>"
        return f"<html><head><title>{PLACE.name}政府信息公开年报</title></head><body><div class='nb_con'>暂无{ask.query.get('fbtime', '')}年政府信息公开年度报告</div></body></html>"

    def _search(self, ask: Ask) -> Reply:
        """One page of a list of the tree."""
        if ask.method != "POST" or not ask.headers.get("referer"):
            return Reply(b"", status=403)
        if (
            ask.query.get("infotypeId") != NODE
            or ask.query.get("jdid") != SITE
            or ask.query.get("area") != AREA
        ):
            return html("<table></table>")
        notice = f"<tr class='tr_main_value_even'><td>{anchor(_story(1, 7), '关于报送2023年政府信息公开工作年度报告的通知')}</td><td></td><td>2023-12-20</td></tr>"
        shelves = sheets(self.towns, PER_PAGE)
        asked = ask.form.get("currpage", "")
        number = int(asked) if asked.isdecimal() and 0 < int(asked) <= len(shelves) else 1
        rows = "".join(
            f"<tr class='tr_main_value_odd'><td><a href='{_path(i)}' gkfs='主动公开' title='{i.title}'>{cut(i.title, 18)}</a></td><td>{i.source}</td><td>{i.date}</td></tr>"
            for i in shelves[number - 1]
        )
        onward = (
            f"<a href=\"javascript:funGoPage('{MODULE}/search.jsp',{number + 1});\">下一页</a>"
            if number < len(shelves)
            else ""
        )
        return html(
            f"<table>{rows}{notice}</table><table><tr><td>第{number}页/共&nbsp;{len(shelves)}&nbsp;页&nbsp;共&nbsp;{len(self.towns)}&nbsp;条</td><td>{onward}</td></tr></table>"
        )

    def _report(self, item: Item) -> str:
        bar = f"<p class='con-time'>发布日期: {item.stamp} 来源: {item.source} 浏览次数:</p>"
        return _frame(
            item.title,
            f"<p class='title'>{item.title}</p>{bar}<div id='zoom'>{body(item.blocks, MANNER)}</div>",
            metas(PLACE, self.origin, "政府信息公开", item),
        )


def _tree() -> str:
    nodes = (
        ("A01", "机构职能"),
        (NODE, "政府信息公开年报"),
        ("A0304", "财政预决算"),
        ("A0307", "政府网站工作年度报表"),
    )
    added = "".join(
        f"d.add({n},0,'{name}',\"javascript:funclick('{code}','{name}')\");\n"
        for n, (code, name) in enumerate(nodes, 1)
    )
    return f"<html><head></head><body><script>var jdid='{SITE}'; d = new dTree('d');\n{added}</script></body></html>"


def _list(origin: str, name: str, inner: str) -> str:
    where = trail("当前位置：", (("/index.html", "首页"), (OPEN, "政府信息公开")), name)
    return _frame(name, f"<div>{where}</div>{inner}", metas(PLACE, origin, name))


def _index(k: int, n: int) -> str:
    return f"/col/col{1229000 + k}/index{f'_{n + 1}' if n else ''}.html"


def _story(k: int, i: int) -> str:
    return f"/art/2024/3/{i % 28 + 1}/art_{1229000 + k}_{i}.html"


def _path(item: Item) -> str:
    year, month, day = item.date.split("-")
    return f"/art/{year}/{int(month)}/{int(day)}/art_1229551100_{item.id}.html"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}<title>{title}</title></head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<b>{day}</b></li>" for path, text, day in rows)
    return _frame(
        title, f"<h2>{title}</h2><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else "")
    )
