"""Replica of a gkmlpt portal: a catalogue for each office under its own folder, trees in scripts, lists as JSON of 100.

Page 0 is page 1 again, a wrong `sid` and a page beyond the end are answered empty. The town reports stand on the
second page of a list, behind notices; one office has year columns, one has its column elsewhere (`jump_url`).
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from crawler.demo.columns import expect, page
from crawler.demo.furniture import Manner, anchor, body, footer, metas
from crawler.demo.reports import Style, annual
from crawler.demo.site import Ask, Item, Page, Reply, Site, html

from . import TOWNS, Crowd, place

PLACE = place("汀榆区", "990532", "tingyu")
STYLE = Style(title="{year}年{stem}政府信息公开工作年度报告")
MANNER = Manner()
CHINA = timezone(timedelta(hours=8))
PER_PAGE = 100
ELSEWHERE = "/zwgk/swjnb/index.html"  # the column that the tree of the water office names as its own
NOTICES = 104  # rows before the town reports
Record = dict[str, object]


def build(port: int) -> Site:
    """The portal on a port."""
    return _Portal(port).site()


class _Portal:
    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://{PLACE.host}:{port}"
        self.items = annual(PLACE, STYLE, 1)
        self.pages: dict[str, Page] = {}
        self.lists: dict[tuple[str, int], list[Record]] = {}

    def site(self) -> Site:
        crowd = Crowd(
            20_000,
            _column,
            _article,
            _crowded,
            lambda title, text: _frame(title, f"<h1>{title}</h1><p>{text}</p>"),
        )
        self.pages = dict(crowd.pages())
        offices = [("", PLACE.offices[0].name)] + [
            (f"/{o.slug}", o.name) for o in PLACE.offices if o.level == "department"
        ]
        links = "".join(f"<li>{anchor(f'{base}/gkmlpt/index', name)}</li>" for base, name in offices[1:])
        heads = "".join(f"<li>{anchor(path, name)}</li>" for path, name in crowd.heads)
        home = f"<p>{anchor('/gkmlpt/index', '政府信息公开')}</p><div class='wqlj'><ul>{links}</ul></div><ul>{heads}</ul>"
        self.pages["/index.html"] = page("list", "首页", lambda _ask: _frame("首页", home))
        for at, (base, name) in enumerate(offices):
            self._catalogue(base, name, 5000 + 100 * at)
        expected = []
        for item in self.items:
            path = _path(self._base(item), item)
            self.pages[path] = page("report", item.title, lambda _ask, item=item: self._content(item))
            expected.append(expect(self.origin, self.port, item, self.origin + path))
        seed = f"{self.origin}/ name={PLACE.government} region={PLACE.code}"
        return Site(PLACE.host, PLACE.government, seed, f"{self.origin}/", self.pages, tuple(expected))

    def _base(self, item: Item) -> str:
        agency = item.fact.agency if item.fact else ""
        office = next(o for o in PLACE.offices if o.name == agency)
        return f"/{office.slug}" if office.level == "department" else ""

    def _catalogue(self, base: str, name: str, first: int) -> None:
        """The page of one office's catalogue, and what its endpoint answers for each column."""
        own = [item for item in self.items if self._base(item) == base]
        annual_ = _node(first + 3, "政府信息公开工作年度报告" if first % 200 else "政府信息公开年报")
        children: list[Record] = []
        if not base:  # the government's own reports in one column, those of the towns in another
            towns = [
                item for item in own if item.fact and item.fact.agency.endswith(tuple(t for t, _ in TOWNS))
            ]
            children = [_node(first + 11, "区政府年报"), _node(first + 12, "镇街年报")]
            self.lists[base, first + 11] = [self._row(item) for item in own if item not in towns]
            self.lists[base, first + 12] = [*self._notices(), *map(self._row, towns)]
        elif base == "/jyj":
            children = [_node(first + 20 + at, f"{year}年") for at, year in enumerate(PLACE.years)]
            for node, year in zip(children, PLACE.years, strict=True):
                self.lists[base, int(str(node["id"]))] = [
                    self._row(i) for i in own if i.fact and i.fact.year == year
                ]
        elif base == "/swj":
            annual_["jump_url"] = ELSEWHERE
            rows = "".join(f"<li>{anchor(_path(base, i), i.title)}<span>{i.date}</span></li>" for i in own)
            self.pages[ELSEWHERE] = page(
                "list", "年报", lambda _ask: _frame("水务局年报", f"<ul>{rows}</ul>")
            )
        else:
            self.lists[base, first + 3] = [self._row(item) for item in own]
        annual_["children"] = children
        tree = [
            _node(first + 1, "政府信息公开指南"),
            {**_node(first + 2, "政府信息依申请公开"), "jump_url": "https://ysq.tingyu-apply.cn/form"},
            {
                **_node(first + 4, "法定主动公开内容"),
                "children": [_node(first + 40 + k, f"栏目{k}") for k in range(30)],
            },
            annual_,
        ]
        config = _config(first, tree)
        self.pages[f"{base}/gkmlpt/index"] = page(
            "list", name, lambda _ask: _frame("政府信息公开目录", "<div id='app'></div>", config)
        )
        for cat in (first + 3, *(int(str(child["id"])) for child in children)):
            self.pages[f"{base}/gkmlpt/api/all/{cat}"] = Page(
                "data", name, lambda ask, cat=cat: self._answer(ask, base, cat, first)
            )

    def _answer(self, ask: Ask, base: str, cat: int, sid: int) -> Reply:
        rows = self.lists.get((base, cat), []) if ask.query.get("sid") == f"29{sid}" else []
        at = max(1, int(ask.query.get("page", "1")))
        record = {
            "classify": {"id": cat, "post_count": len(rows)}, "total": len(rows),
            "articles": rows[(at - 1) * PER_PAGE : at * PER_PAGE],
        }  # fmt: skip
        return html(json.dumps(record), "application/json")

    def _row(self, item: Item) -> Record:
        return {
            **self._record(item),
            "url": self.origin + _path(self._base(item), item),
            "post_url": "",
            "attachment": [],
        }

    def _notices(self) -> list[Record]:
        rows = [
            {
                "id": 100 + k, "title": f"关于报送第{k}批政府信息公开年度报告的通知", "url": f"{self.origin}/gkmlpt/content/0/0/post_{100 + k}.html",
                "first_publish_time": 1_700_000_000, "display_publish_time": 0,
            }
            for k in range(NOTICES)
        ]  # fmt: skip
        away = {
            **rows[0],
            "title": "图解：2023年政府信息公开工作年度报告",
            "url": "https://mp.weixin.qq.com/s/x",
        }
        return [away, *rows]

    def _record(self, item: Item) -> Record:
        at = datetime.strptime(item.stamp, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
        first, wrong = int(at.timestamp()), int((at + timedelta(days=300)).timestamp())
        shown = item.id % 2 == 0  # an editor gave it a date; first_publish_time is then another
        return {
            "id": item.id, "title": item.title, "source": item.source, "first_publish_time": wrong if shown else first,
            "display_publish_time": first if shown else 0, "publish_time": wrong, "date": item.stamp,
        }  # fmt: skip

    def _content(self, item: Item) -> str:
        base, text = self._base(item), body(item.blocks, MANNER)
        about = {
            "identifier": f"1199/{item.id}",
            "publisher": item.source,
            "document_number": "",
            "date": 1_600_000_000,
        }
        held = json.dumps(about) if item.id % 3 else about
        record = {**self._record(item), "content": text, "attachment": [], "gkml_data": held}
        tags = metas(PLACE, self.origin, "政府信息公开年报", item) if item.id % 2 else ""
        inner = (
            f'<h1 class="print-title">{item.title}</h1><div class="classify"><table><tr><td class="first">发布机构：</td>'
            f'<td class="td-value">{item.source}</td><td class="second">发布日期：</td><td class="td-value-r">{item.date}</td></tr></table></div>'
            f'<h1 class="title document-number">{item.title}</h1><div>【打印】 【字体：大 中 小】 分享到：</div>'
            f'<div class="article-content">{text}</div><div class="article-content policy-article-content"></div>'
            f"<script src='{base}/gkmlpt/gkml/pc/js/content.js'></script>"
        )
        return _frame(item.title, inner, tags + _config(9, [], record))


def _node(serial: int, name: str) -> Record:
    return {"id": serial, "name": name, "parent": 0, "jump_url": None, "children": []}


def _config(first: int, tree: list[Record], detail: Record | None = None) -> str:
    dump = lambda value: json.dumps(value).replace("<", "\\u003C").replace(">", "\\u003E")  # noqa: E731 - as the platform escapes
    article = f" DETAIL: {dump(detail)}," if detail else ""
    return f"<script>window._CONFIG = {{ isMobile: false, SID: '29{first}',{article} TREE: {dump(tree)}, ENV: 'x' }};</script>"


def _path(base: str, item: Item) -> str:
    return f"{base}/gkmlpt/content/{item.id // 1_000_000}/{item.id // 1000}/{'m' if base else ''}post_{item.id}.html"


def _column(k: int, n: int) -> str:
    return f"/c{k}/index.html" if n == 0 else f"/c{k}/index_{n + 1}.html"


def _article(k: int, i: int) -> str:
    return f"/c{k}/content/post_{k * 1000 + i}.html"


def _frame(title: str, inner: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{inner}{footer(PLACE)}</body></html>"


def _crowded(title: str, rows: list[tuple[str, str, str]], onward: str) -> str:
    items = "".join(f"<li>{anchor(path, text)}<span>{day}</span></li>" for path, text, day in rows)
    return _frame(
        title, f"<h2>{title}</h2><ul>{items}</ul>" + (f'<a href="{onward}">下一页</a>' if onward else "")
    )
