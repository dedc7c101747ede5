"""Hanweb jpaas (浙江 since about 2022, 江苏, some ministries): lists are units of a page, fetched as HTML inside JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from lxml.html import HtmlElement

from ..anchors import anchors, offered, parts, resolve, root
from ..columns import Column, column, named
from ..link import DATA, FRAME, NEXT, WIDE, WIDE_PAGES, Link, Links, grade, is_article, leads_on
from ..page import Page, parse
from ..pager import MAX_PAGE
from ..records import whole
from .portal import Mark, Portal, signs

ROWS = 15  # records a page where a unit does not say
MAX_UNITS = 12  # units of one page that are asked for; the fullest page seen has 9
# queryData="{'webId':'3096','tagId':'当前栏目list',…}": a literal of another language, of which only the pairs count.
PAIR = re.compile(r"['\"](\w{1,40})['\"]\s*:\s*(?:'([^']{0,400})'|\"([^\"]{0,400})\"|(\w{1,40}))")
# What units are called (tagId). Lists: 当前栏目list, 信息列表, 内容区域, ajax分页; the furniture of a page is none.
FURNITURE = re.compile(
    "位置|面包屑|头部|底部|页头|页脚|顶部|尾部|版权|友情|链接|搜索|检索|登录|天气|访问|轮播|图片|标题|名称|推荐|热点|漂浮|浮窗"
    "|logo|banner|head|foot|crumb|search",
    re.IGNORECASE,
)
OWN = re.compile("当前栏目|本栏目|分页")  # the list of the column itself, where others stand beside it
MENU = re.compile("菜单|导航|子栏目|栏目树|左侧|目录|nav|menu|tree", re.IGNORECASE)
UNIT = re.compile(r"/jpaas-[\w-]+/.*/unit\b")


class Stand(NamedTuple):
    """How far a list is shown: its page, the records a page and in all, as `<div class="pagination" rows= count= pageNo=>`."""

    number: int | None
    rows: int
    total: int | None

    def leads_on(self, current: int) -> bool:
        """Whether a page follows; an answer that shows another page than was asked for goes round in circles."""
        known = self.total is None or current * self.rows < self.total
        return known and current < MAX_PAGE and self.number in {None, current}


def links(page: Page) -> Links:
    """The units of a column that are lists, from its page; the rows of a unit and the request after it, from an answer."""
    if page.medium == "json":
        return _answered(page) if UNIT.search(page.url) else Links()
    if page.tree is None or is_article(page.url):
        return Links()
    here = column(page)
    units = tuple(_units(page))
    if not page.bare and here < Column.DISCLOSURE:
        return Links()
    score = DATA if here is Column.ANNUAL else FRAME if page.bare else WIDE
    plain = [pairs for _, pairs in units if not (FURNITURE.search(_tag(pairs)) or MENU.search(_tag(pairs)))]
    lists = [pairs for pairs in plain if OWN.search(_tag(pairs))] or plain
    # Where a disclosure page has its menu written by script, the way to its annual reports is in there.
    menus = [
        pairs for _, pairs in units if MENU.search(_tag(pairs)) and (page.bare or here is Column.DISCLOSURE)
    ]
    url = units[0][0] if units else ""
    stand = _stand(page.tree)
    shown = sum(is_article(anchor.url) for anchor in anchors(page))
    if stand and shown and len(lists) == 1:  # the first page stands in the page itself
        asked = [(lists[0], 2)] if stand.leads_on(1) else []
    else:
        asked = [(pairs, 1) for pairs in lists]
    asked += [(pairs, 1) for pairs in menus]
    name = named(page, here)
    rows = stand.rows if stand else ROWS
    found = (_asked(page, url, pairs, number, rows, Link("", name, "data", score)) for pairs, number in asked)
    return Links(tuple(found), stand.total if stand else None)


def _answered(page: Page) -> Links:
    """The rows of a unit and the request for those after them."""
    tree = _fragment(page)
    if tree is None:
        return Links()
    here = column(page)
    rows = tuple(offered(tree, root(page), page.encoding))
    found = [link for row in rows if (link := grade(row, here, page.url))]
    stand = _stand(tree)
    pairs = dict(parse_qsl(parts(page.url).query))
    current = _number(pairs.pop("paramJson", "")) or 1
    shown = sum(is_article(row.url) for row in rows)
    total = stand.total if stand else None
    if stand is None or not shown or not stand.leads_on(current):
        return Links(tuple(found), total)
    score = leads_on(page, here, found, shown, current)
    if score == NEXT and all(link.role != "report" for link in found):
        # other lists stand beside that of the column, and an answer does not say whose it is
        score = WIDE if current < WIDE_PAGES else 0
    if score:
        onward = Link("", page.label, "next", score)
        found.append(_asked(page, page.url.partition("?")[0], pairs, current + 1, stand.rows, onward))
    return Links(tuple(found), total)


def _units(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    """The units of a page: the address of each and what it is asked with."""
    for node in [] if page.tree is None else page.tree.xpath("//*[@url and @querydata]")[:MAX_UNITS]:
        url = resolve(str(node.get("url")), root(page))
        pairs = {
            name: one or other or plain
            for name, one, other, plain in PAIR.findall(str(node.get("querydata")))
        }
        if url and pairs and parts(url).netloc == parts(page.url).netloc:
            yield url, pairs


def _tag(pairs: dict[str, str]) -> str:
    return pairs.get("tagId", "")


def _asked(page: Page, url: str, pairs: dict[str, str], number: int, rows: int, link: Link) -> Link:
    """The request for one page of a unit. A bare `pageNo=` is ignored and gives page 1 for ever: it goes into paramJson."""
    if number > 1:
        turn = json.dumps({"pageNo": number, "pageSize": rows}, separators=(",", ":"))
        pairs = {**pairs, "paramJson": turn}
    headers = (("Referer", page.url), ("X-Requested-With", "XMLHttpRequest"))  # miit answers 403 without
    return Link(f"{url}?{urlencode(pairs)}", link.text, link.role, link.score, headers=headers)


def _fragment(page: Page) -> HtmlElement | None:
    """The HTML of an answer; None where it failed or is something else."""
    record = whole(page.text) or {}
    data = record.get("data") if record.get("success") is not False else None
    html = data.get("html") if isinstance(data, dict) else data
    return parse(f"<html><body>{html}</body></html>") if isinstance(html, str) else None


def _stand(tree: HtmlElement) -> Stand | None:
    for node in tree.xpath("//*[@rows and (@count or @pageno) and not(self::textarea)]"):
        rows = _count(node.get("rows"))
        if rows:
            return Stand(_count(node.get("pageno")), rows, _count(node.get("count")))
    return None


def _count(said: str | None) -> int | None:
    return int(said) if said and re.fullmatch(r"[0-9]{1,7}", said.strip()) else None


def _number(said: str) -> int | None:
    """The page that a `paramJson` asks for."""
    found = re.search(r"['\"]?pageNo['\"]?\s*:\s*['\"]?(\d{1,5})\b", said)
    return int(found[1]) if found else None


JPAAS = Portal(
    name="jpaas",
    marks=(
        *signs("unitbuild\\.js", "/jpaas-publish-server/", r"parseType['\"]?\s{0,4}[:=]\s{0,4}['\"]?bu\w{2,5}static"),
        Mark(url=r"/jpaas-[\w-]+/|/art/\d{4}/art_[0-9a-f]{32}\.html"),
    ),
    title=("p.title", ".article-title", ".xxgk-title", "h1"),
    body=("#zoom", ".wzzw-article", ".article-content", ".bt_content", ".main-txt"),
    links=links,
)  # fmt: skip
