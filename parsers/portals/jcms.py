"""Hanweb JCMS (浙江 until about 2022, 江苏, 山东 …): lists as datastores of records, fetched in groups of 45 by POST."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

from ..anchors import Anchor, anchors, number, offered, resolve, root
from ..columns import Column, column, named
from ..link import NEXT, WIDE, WIDE_PAGES, Link, Links, grade, is_article, leads_on, posted, weigh
from ..page import Page, parse
from .portal import Mark, Portal, signs
from .xxgk import catalogue, searched

PER_PAGE, PAGES = 15, 3  # records a visible page, pages a group: 45 records an answer
MAX_RECORDS = 50_000  # no list of reports is so long; a datastore that states more is not asked on
RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.{0,20000}?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
TOTAL = re.compile(
    r"<totalrecord>\s*(\d{1,9})\s*</totalrecord>|\btotalRecord['\"]?\s*:\s*['\"]?(\d{1,9})", re.IGNORECASE
)
GROUP = re.compile(r"<nextgroup>.{0,400}?href\s*=\s*(['\"])(.{0,2000}?)\1", re.DOTALL | re.IGNORECASE)
CALL = re.compile(r"\.jpage\s*\(\s*\{(.{0,8000}?)\}\s*\)", re.DOTALL)
PROXY = re.compile(r"proxyUrl['\"]?\s*:\s*['\"]([^'\"]+)")
PARAMETERS = re.compile(r"ajaxParam['\"]?\s*:\s*\{([^{}]*)", re.DOTALL)
PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([^,\s'\"{}]+))")
SIZE = re.compile(r"\b(perPage|groupSize)['\"]?\s*:\s*['\"]?(\d{1,4})")
SPAN = re.compile(r"(?:startrecord|endrecord|perpage)=")
ANSWER = re.compile(r"dataproxy\.jsp", re.IGNORECASE)


def links(page: Page) -> Links:
    """The records that a page or an answer holds, and the request for the group of records after them."""
    if page.medium not in {"html", "xml", "text"}:
        return Links()
    here = column(page)
    rows, around = _rows(page), anchors(page)
    found = [link for row in rows if (link := grade(row, here, page.url))]
    found += catalogue(page, here, around)
    said = TOTAL.search(page.text)
    total = int(said[1] or said[2]) if said else None
    if ANSWER.search(page.url):
        score = _group_score(page, here, found, len(rows)) if rows else 0
        onward = _answered(page, total) if score else None
    else:
        plain = [link for anchor in around if (link := weigh(anchor.text, anchor.url, here, page.url))]
        articles = sum(is_article(anchor.url) for anchor in (*rows, *around))
        score = leads_on(page, here, (*found, *plain), articles)
        onward = _asked(page, total, len(rows)) or searched(page) if score else None
    if onward:
        found.append(replace(onward, text=named(page, here), score=score))
    return Links(tuple(found), total)


def _group_score(page: Page, here: Column, found: list[Link], rows: int) -> int:
    """What the group after an answer is worth; where its link did not say of which column it is, its reports must."""
    groups = (number(page.url, "startrecord") or 0) // (PER_PAGE * PAGES) or number(page.url, "page") or 0
    return leads_on(page, here, found, rows, groups) or (WIDE if groups < WIDE_PAGES else 0)


def _rows(page: Page) -> list[Anchor]:
    """The anchors of the records; they stand as text in a script, or in the XML of an answer."""
    found: list[Anchor] = []
    for record in RECORD.finditer(page.text):
        tree = parse(f"<html><body>{record[1]}</body></html>")
        if tree is not None:
            found += offered(tree, root(page), page.encoding)
    return found


def _asked(page: Page, total: int | None, held: int) -> Link | None:
    """The first request after a column page: by the page's own parameters, else by the address of its next group."""
    for call in CALL.finditer(page.text):
        proxy, given = PROXY.search(call[1]), PARAMETERS.search(call[1])
        if proxy and given and total is not None:
            sizes = {name: int(size) for name, size in SIZE.findall(call[1])}
            per = sizes.get("perPage") or PER_PAGE
            group = per * (sizes.get("groupSize") or PAGES)
            pairs = [
                (name, single or double or plain) for name, single, double, plain in PAIR.findall(given[1])
            ]
            first = group + 1 if held else 1
            return _group(
                page, resolve(proxy[1], page.url), (first, group, per), total, urlencode(pairs).encode()
            )
    return _named(page) if total is None or total > held else None


def _answered(page: Page, total: int | None) -> Link | None:
    """The request after an answer: the same, one group further; by the answer's own next group where it names one."""
    start, end = number(page.url, "startrecord"), number(page.url, "endrecord")
    if start is not None and end is not None:
        span = (end + 1, max(1, end - start + 1), number(page.url, "perpage") or PER_PAGE)
        return _group(page, page.url, span, total, page.form)
    at = number(page.url, "page") or 0
    if named := _named(page):
        then = number(named.url, "page") or 0
        return named if at < then <= MAX_RECORDS // (PER_PAGE * PAGES) else None
    if not at or total is None or at * PER_PAGE * PAGES >= min(total, MAX_RECORDS):
        return None
    return Link(re.sub(r"([?&]page=)\d+", rf"\g<1>{at + 1}", page.url), "", "next", NEXT)


def _named(page: Page) -> Link | None:
    """The request that a datastore itself names for its next group; ids may be encrypted (医保局), so it is kept whole."""
    group = GROUP.search(page.text)
    url = resolve(group[2], page.url) if group else None
    return Link(url, "", "next", NEXT) if url else None


def _group(
    page: Page, proxy: str | None, span: tuple[int, int, int], total: int | None, form: bytes
) -> Link | None:
    start, size, per = span
    if proxy is None or total is None or start > min(total, MAX_RECORDS):
        return None
    path, _, query = proxy.partition("?")  # the ids of a column stand in the form, or here (医保局)
    kept = [pair for pair in query.split("&") if pair and not SPAN.match(pair)]
    kept += [f"startrecord={start}", f"endrecord={start + size - 1}", f"perpage={per}"]
    sent = posted(page) if form else ()
    return Link(f"{path}?{'&'.join(kept)}", "", "next", NEXT, None, "POST" if form else "GET", form, sent)


JCMS = Portal(
    name="jcms",
    marks=(
        *signs(
            "<datastore>",
            r"\.jpage\(",
            r"jquery\.jpage",
            r"dataproxy\.jsp",
            r"ZJEG_RSS\.content\.",
            r"/module/visitcount/articlehits\.jsp",
        ),
        Mark(
            url=r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html|/col/col\d+/|/module/(?:web/)?(?:jpage|xxgk)/"
        ),
    ),
    title=(".main-fl-tit", "p.title", ".xxgk-title", "h1"),
    # 东阳's container is div.Main-p.floatL around #zoom; .artile_zw is 江苏's own spelling.
    body=("#zoom", ".bt_content", ".artile_zw", ".main-txt", ".wzzw-article", "div.Main-p.floatL", ".nb_con"),
    links=links,
)
