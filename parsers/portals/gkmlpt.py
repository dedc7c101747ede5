"""gkmlpt (广东省统一政府信息公开目录管理平台): a catalogue for each office, its tree in a script, its lists as JSON.

An office has its catalogue under a folder (`www.haizhu.gov.cn/gzhzjy/gkmlpt/`) or a host of its own (`nr.gd.gov.cn/gkmlpt/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..anchors import number, parts, resolve
from ..attachments import attachments
from ..columns import ANNUAL, Column, below, kind, worth
from ..hanzi import key
from ..headline import detail
from ..link import DATA, Link, Links, is_article, leads_on, reports
from ..page import Page
from ..records import Record, carried, count, day, inner, listed, said, whole
from .nfcms import files
from .portal import Article, Mark, Portal, signs

PER_PAGE = 100  # articles an answer; page 0 is page 1 again (two independent sources), so nothing asks for it
MAX_ARTICLES = 10_000  # a column that states more is not one of reports: its further pages are not asked for
MAX_NODES = 20_000  # of a tree: Zengcheng has 1,571 columns
BASE = re.compile(r"https?://[^?#]*?(?=/gkmlpt(?:[/?#]|$))")
SID = re.compile(r"\bSID[\"']?\s*:\s*[\"']?(\d{1,12})")
LAW = re.compile("法治|依法行政")  # a column of such things holds the other reports, by the way
PAGE = re.compile(r"(?<=[?&]page=)\d+")
# When an article was published; `publish_time` is its last re-publication and `date` the day it was written.
PUBLISHED = ("display_publish_time", "first_publish_time")


def links(page: Page) -> Links:
    """The lists of annual reports that the tree of a catalogue names; the reports of such a list."""
    if page.medium == "json":
        record = whole(page.text)
        return Links() if record is None else _listed(page, record)
    return Links(tuple(_named(page)))


def article(page: Page) -> Article | None:
    """The article that a content page carries as `DETAIL`; None where the page does not, or where it is files only."""
    record = detail(page)
    html = record.get("content")
    if not isinstance(html, str) or not html.strip():
        return None
    about = inner(record, "gkml_data")
    return Article(
        title=said(record, "title"),
        html=html,
        published_at=day(record, *PUBLISHED),
        # of a text taken over from elsewhere DETAIL names the author and the meta tag says 本网, as the page prints it
        source=None if page.metas.get("contentsource") else said(record, "source") or None,
        issuer=said(about, "publisher") or said(record, "publisher") or None,
        index_no=said(about, "identifier") or said(record, "identifier") or None,
        doc_no=said(about, "document_number") or said(record, "document_number") or None,
        attachments=files(record, page.url) or attachments(page),
        url=resolve(said(record, "url"), page.url),
    )


def _named(page: Page) -> Iterator[Link]:
    """The first page of every list that may hold reports; a node that is a page elsewhere (`jump_url`) is that page."""
    base, sid = BASE.match(page.url), SID.search(page.text)
    root = base[0] if base else resolve("/", page.url)
    if root is None:  # a page without an address
        return
    for node, trail, value in _nodes(carried(page.text, "TREE")):
        name, serial = said(node, "name"), said(node, "id")
        if away := resolve(said(node, "jump_url"), page.url):
            yield Link(away, trail, "list", value)
        elif serial.isdecimal() and (value >= ANNUAL or LAW.search(key(name))):
            url = f"{root.rstrip('/')}/gkmlpt/api/all/{serial}?page=1" + (f"&sid={sid[1]}" if sid else "")
            yield Link(url, trail, "data", DATA if value >= ANNUAL else value)


def _nodes(tree: object) -> Iterator[tuple[Record, str, int]]:
    """The nodes of a tree that are worth something: each with the names above it from 年报 on, and its worth."""
    waiting = [(node, "") for node in reversed(listed({"tree": tree}, "tree"))]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, above = waiting.pop()
        name = said(node, "name")
        value = below(name, Column.ANNUAL if above else Column.OTHER)
        trail = f"{above} > {name}" if above else name
        if value:
            yield node, trail, value
        if value or not above:
            inside = trail if value >= ANNUAL else ""
            waiting += [(child, inside) for child in reversed(listed(node, "children"))]


def _listed(page: Page, record: Record) -> Links:
    """The reports of one answer. Only columns below 年报 are asked for, and some on 法治政府, which say so in their names."""
    name = said(inner(record, "classify"), "name")
    here = Column.DISCLOSURE if kind(worth(name)) is Column.DISCLOSURE else Column.ANNUAL
    articles = listed(record, "articles")
    rows = ((said(item, "title"), _address(page, item), day(item, *PUBLISHED)) for item in articles)
    found = reports(rows, here, page.url)
    total = count(record, "total")
    at = max(1, number(page.url, "page") or 1)
    if articles and at * PER_PAGE < min(total or 0, MAX_ARTICLES):
        score = leads_on(page, here, found, len(articles))
        onward = Link(PAGE.sub(str(at + 1), page.url), page.label, "next", score)
        found += [onward] if score and onward.url != page.url else []
    return Links(tuple(found), total)


def _address(page: Page, item: Record) -> str | None:
    """Where an article is to be read: `url` may be that of a WeChat post, `post_url` is the page on the portal."""
    given = [url for name in ("url", "post_url") if (url := resolve(said(item, name), page.url))]
    home = parts(page.url).hostname
    own = (
        url for url in given if "/gkmlpt/content/" in url or (parts(url).hostname == home and is_article(url))
    )
    return next(own, given[0] if given else None)


GKMLPT = Portal(
    name="gkmlpt",
    marks=(
        *signs(
            r"_CONFIG\s{0,4}=\s{0,4}\{(?s:.)*?\b(?:TREE|DETAIL)[\"']?\s*:\s*[\[{]",
            r"/gkmlpt/gkml/(?:pc|mobile|m)/",
        ),
        Mark(url=r"/gkmlpt/(?:content/|api/all/\d)"),
    ),
    # Both headings say the same; the second .article-content (.policy-article-content) is empty.
    title=(".title.document-number", ".print-title", "h1"),
    body=(".article-content",),
    links=links,
    article=article,
)
