"""TRS WCM (拓尔思; 北京, 福建, 湖北, many ministries): static lists whose pagers are calls in a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..anchors import Anchor, anchors, resolve, root
from ..columns import column
from ..link import Link, Links, is_article, shown
from ..page import Page
from . import docsearch
from .portal import Mark, Portal, signs

# createPageHTML(25, 0, "index", "shtml") · createPageHTML('page_div', 10, 1, 'zwgklist', 'shtml', 200) · createPage(…)
# · createPageHTML(records, pages, current, name, ext); a definition of the function has names for arguments and is none.
CALL = re.compile(r"\bcreatePage(?:HTML)?\s*\(\s*([^()]{5,160}?)\s*\)")
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<![:\"'])//[^\n]*", re.DOTALL)
NAME = re.compile(r"[A-Za-z][\w-]{0,40}")
MAX_PAGE = 1000  # the longest list captured has 500 pages


class Pager(NamedTuple):
    """One pager call: how many pages, the number of this one counted from `first`, and how a page is named."""

    pages: int
    current: int
    first: int
    name: str
    ending: str
    records: int | None


def links(page: Page) -> Links:
    """The following page of a list by its pager call, and what its search service has beyond the rows that it shows.

    On an article the call names the article and means nothing.
    """
    if page.medium == "json":
        return docsearch.read(page) if docsearch.ANSWER.search(page.url) else Links()
    if page.tree is None or is_article(page.url):
        return Links()
    more = tuple(docsearch.asked(page))
    pager = calls(page)
    if pager is None:
        return Links(more)
    found = anchors(page)
    # A page without rows is a stub (deep pages of 300 to 400 bytes were captured): the list ends there.
    rows, score = shown(page, column(page), found)
    after = pager.current + 1
    last = pager.pages - 1 + pager.first
    url = resolve(f"./{pager.name}_{after}.{pager.ending}", root(page))
    if not score or not rows or not url or after > min(last, MAX_PAGE) or _whole(pager, found):
        return Links(more, pager.records)
    return Links((*more, Link(url, "", "next", score)), pager.records)


def _whole(pager: Pager, found: Sequence[Anchor]) -> bool:
    """Whether a page holds all rows of its list and its script shows them by fifteens (北京): there is no second page."""
    boxes = (anchor.element.xpath("../..") for anchor in found if is_article(anchor.url))
    largest = max(Counter(box[0] for box in boxes if box).values(), default=0)
    return pager.records is not None and pager.pages > 1 and largest >= pager.records


def calls(page: Page) -> Pager | None:
    """The pager call of a page, None where it has none that can be read."""
    if page.tree is None:
        return None
    for script in page.tree.iter("script"):
        for call in CALL.finditer(COMMENT.sub("", script.text or "")):
            if pager := _pager([part.strip().strip("'\"") for part in call[1].split(",")]):
                return pager
    return None


def _pager(given: list[str]) -> Pager | None:
    numbers = [int(part) if re.fullmatch(r"\d{1,6}", part) else None for part in given]
    pager = None
    match numbers:
        case [None, int(pages), int(current), None, None, int(records)]:
            pager = Pager(pages, current, 1, given[3], given[4], records)
        case [int(records), int(pages), int(current), None, None, *_]:
            pager = Pager(pages, current, 0, given[3], given[4], records)
        case [int(pages), int(current), None, None, *_]:
            pager = Pager(pages, current, 0, given[2], given[3], None)
    if pager and NAME.fullmatch(pager.name) and re.fullmatch(r"\w{2,5}", pager.ending):
        return pager
    return None


TRS = Portal(
    name="trs",
    marks=(
        *signs(
            r"createPage(?:HTML)?\s{0,9}\(",
            "TRS_(?:Editor|UEDITOR)",
            "trs_editor_view",
            "/was5/web/",
            "OLDSRC=",
            r"SiteInfo\.searchId\b",
            r"chnldocurl\b",
            r"/fjdzapp/search\b",
        ),
        Mark(url=r"/t(?:19|20)\d{6}_\d+\.s?html?$|/(?:fjdzapp|was5/web)/search\b"),
    ),
    title=(".xl_title", "h1"),
    body=(
        ".trs_editor_view",
        ".TRS_UEDITOR",
        ".TRS_Editor",
        "#zoom",
        "#Zoom",
        "#mainText",
        "#detailCont",
        ".view",
    ),
    links=links,
)
