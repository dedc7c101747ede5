"""The generic family: any page that bears no marks; what real portals call the box of an article, and lists that come as data."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from ..anchors import offered, parts, resolve, root
from ..columns import column
from ..link import (
    BRANCHES,
    NEXT,
    WIDE,
    WIDE_PAGES,
    Link,
    Links,
    articles,
    grade,
    is_article,
    leads_on,
    posted,
    weigh,
)
from ..numbering import address_number, advanced, sized
from ..page import Page, PageKind, parse
from ..pager import MAX_PAGE
from ..records import Record, assigned, beside, carried, count, day, inner, parsed, said, spelled
from ..rows import dated
from ..script import Turn
from .portal import Article, Portal

MAX_OBJECTS = 5000  # of one answer: the largest column captured as JSON has 2,500 articles
# The keys of a row by what they mean: doc_title, articleTitle, name; href, visitUrl, path; pubDate, releaseTime.
TITLES = re.compile(r"title|subject|caption|name$|^(?:bt|biaoti|mc)$", re.IGNORECASE)
ADDRESSES = re.compile(r"ur[li]|href|link|path|address|src", re.IGNORECASE)
TIMES = re.compile(r"date|time|day|publish|^(?:fbrq|fbsj|rq|sj)$", re.IGNORECASE)
# What an address looks like; the picture of a row is none of an article.
ADDRESS = re.compile(
    r"(?:https?:)?//|\.{0,2}/[^/]|[\w/-]+\.(?:[sj]?html?|jsp|aspx?|php|do|pdf|docx?)(?:\?|$)"
)
SOURCES = re.compile(r"source|origin|^(?:ly|xxly|laiyuan)$", re.IGNORECASE)
LINKED = re.compile(r"<a\s[^<>]{0,400}(?:href|onclick)", re.IGNORECASE)
ENOUGH = 200  # characters: the text of an article, not the summary of a row
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico|css|js)(?:\?|$)", re.IGNORECASE)
PAGES = (
    "pages",
    "pageCount",
    "page_count",
    "totalPage",
    "totalPages",
    "total_pages",
    "pageTotal",
    "lastPage",
    "last_page",
)
TOTALS = (
    "total",
    "totalCount",
    "total_count",
    "totalElements",
    "totalRecord",
    "records",
    "recordCount",
    "count",
)
CURRENTS = tuple(
    "pageNo page_no pageNum pageNumber pageIndex currentPage current_page curPage current page".split()
)
# What an answer says of the page after it: {"next": "/rows_2.json"}, {"links": {"next": …}}, hasNextPage, "last": true
AHEAD = re.compile(
    r"^(?:@?odata\.)?next(?:_?(?:page|data|list))?(?:_?(?:url|link|href|path|address))?$", re.IGNORECASE
)
MORE = re.compile(r"^has_?(?:next|more)(?:_?page)?$", re.IGNORECASE)
ENDED = re.compile(r"^(?:is_?)?(?:last|end|finish(?:ed)?|no_?more)(?:_?page)?$", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{1,80}>")
MAX_TITLE = 200  # characters
READERS: dict[str, Callable[[Page], object]] = {
    "json": lambda page: parsed(page.text),
    "xml": lambda page: spelled(page.data),
    "text": lambda page: assigned(page.text),
}
STATES = ("__NUXT__", "__INITIAL_STATE__", "__NEXT_DATA__")  # what a page of Vue or React was made from


def links(page: Page) -> Links:
    """The reports and columns among the rows of data, and the request for the rows after them.

    Data is an answer of JSON or XML, a script that is nothing else, or what a page that only its script fills carries for that script.
    """
    if read := READERS.get(page.medium):
        return _answered(page, read(page))
    states = [carried(page.text, name) for name in STATES] if page.kind is PageKind.SHELL else []
    return Links(tuple(link for state in states for link in _found(page, state)[1]))


def article(page: Page) -> Article | None:
    """The article that an answer of JSON is: the object with a title and a long text of HTML; None where there is none."""
    if page.medium != "json":
        return None
    for each in islice(_objects(parsed(page.text)), MAX_OBJECTS):
        html = max((text for name in each if "<" in (text := said(each, name))), key=len, default="")
        title = _said(each, TITLES)
        if title and len(TAG.sub("", html)) >= ENOUGH:
            source = said(each, *(name for name in each if SOURCES.search(name))) or None
            return Article(title, html, day(each, *(name for name in each if TIMES.search(name))), source)
    return None


def _answered(page: Page, value: object) -> Links:
    rows, found = _found(page, value)
    around = beside(value) if isinstance(value, dict) else {}
    total, pages = count(around, *TOTALS), count(around, *PAGES)
    score = leads_on(page, column(page), found, rows) if rows else 0
    named, over = _onward(page, value) if score else (None, False)
    after = named or advanced(page.url, page.form, count(around, *CURRENTS)) if score else None
    # some name the next page nowhere and always; what the answer counts is believed first
    if after is None or (over and total is None and pages is None):
        return Links(tuple(found), total)
    # the column is only that of the link: the answer may be of all columns
    if score == NEXT and not found:
        number = after.number or address_number(after.url)
        score = WIDE if number and (address_number(page.url) or 0) < number <= WIDE_PAGES else 0
    if score and (named or _held(page, after, rows, total, pages)):
        method, sent = ("POST", posted(page, form=after.form)) if after.form else ("GET", ())
        found.append(Link(after.url, page.label, "next", score, None, method, after.form, sent))
    return Links(tuple(found), total)


def _held(page: Page, after: Turn, rows: int, total: int | None, pages: int | None) -> bool:
    """Whether the list has the page that a request is for, by the pages or the records that the answer says it has."""
    number = after.number or 0
    size = max(rows, sized(f"{page.url}&{page.form.decode('utf-8', 'replace')}"))
    known = total is None or pages is not None or (number - 1) * size < total
    return known and number <= min(MAX_PAGE, MAX_PAGE if pages is None else pages)


def _onward(page: Page, value: object) -> tuple[Turn | None, bool]:
    """The page after this one as an answer names it beside its rows, and whether it says that there is none."""
    over, waiting = False, deque([value])
    while waiting:
        each = waiting.popleft()
        if not isinstance(each, dict):
            continue
        for key, held in each.items():
            if AHEAD.search(key):
                text = said(inner(each, key), "href", "url") or said(each, key)
                url = resolve(text, page.url) if ADDRESS.match(text) or text.startswith("?") else None
                if url and url != page.url and parts(url).netloc == parts(page.url).netloc:
                    return Turn(url), False
                over = over or not held
            over = over or (held is False and MORE.search(key) is not None)
            over = over or (held is True and ENDED.search(key) is not None)
        waiting.extend(each.values())
    return None, over


def _found(page: Page, value: object) -> tuple[int, list[Link]]:
    """How many rows with a title and an address there are, and those that are worth something."""
    here, base, rows, found = column(page), root(page), 0, list[Link]()
    for each in islice(_objects(value), MAX_OBJECTS):
        title = _said(each, TITLES)
        written = page.row_address(each)
        given = [written] if written else _addresses(each)
        url = next((url for said in given if (url := resolve(said, base))), None)
        if not title or not url:
            continue
        link = weigh(title, url, here, page.url)
        rows += is_article(url) or (link is not None and link.role == "report")
        if link and (link.role == "report" or link.score >= BRANCHES):
            found.append(replace(link, date=day(each, *(name for name in each if TIMES.search(name)))))
    if rows:
        return rows, found
    # rows that the server has put into words already: {"html": "<li><a href=…", "pages": 3}
    drawn = [
        anchor
        for html in _markup(value)
        if (tree := parse(html)) is not None
        for anchor in offered(tree, base)
    ]
    kept = [link for anchor in drawn if (link := grade(anchor, here, page.url, dated(drawn)))]
    return articles(drawn, kept, dated(drawn)), [*found, *kept]


def _markup(value: object) -> Iterator[str]:
    """The texts of an answer that hold links, itself where it is one text."""
    texts = (
        [held for each in _objects(value) for held in each.values()]
        if not isinstance(value, str)
        else [value]
    )
    yield from (held for held in texts if isinstance(held, str) and LINKED.search(held))


def _objects(value: object) -> Iterator[Record]:
    """Every object in a value, from the outside in."""
    waiting: deque[object] = deque([value])
    while waiting:
        each = waiting.popleft()
        if isinstance(each, dict):
            yield each
        inside = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        waiting.extend(held for held in inside if isinstance(held, dict | list))


def _said(row: Record, keys: re.Pattern[str]) -> str:
    """The longest text under a key of this meaning: a row may have a title, a short title and the name of its column."""
    held = (said(row, name) for name in row if keys.search(name))
    return TAG.sub("", max(held, key=len, default=""))[:MAX_TITLE].strip()


def _addresses(row: Record) -> list[str]:
    """The values that look like addresses, those first whose key says that they are."""
    texts = [
        (name, text) for name in row if ADDRESS.match(text := said(row, name)) and not PICTURE.search(text)
    ]
    return [text for _, text in sorted(texts, key=lambda pair: ADDRESSES.search(pair[0]) is None)]


GENERIC = Portal(
    name="generic",
    title=("h1", ".title", ".article-title"),
    body=(  # facts/portals §5.1; .v_news_content is 博达's
        "ucapcontent", "#UCAP-CONTENT", ".trs_editor_view", ".TRS_UEDITOR", ".TRS_Editor", "#zoom", "#Zoom", "#detailCon",
        "#zoomcon", "#fontzoom", "#info_cont", ".article-content", ".news_cont_d_wrap", ".articleBox", ".content_article",
        ".newsMain", ".j-fontContent", ".tyxxy_main", ".wzzw-article", ".bt_content", ".artile_zw", ".main-txt", "#ivs_content",
        ".Article_content", ".ewb-article-detail", "founder-content", "#ozoom", "#mainText", ".v_news_content",
        "#content",
    ),
    links=links,
    article=article,
)  # fmt: skip
