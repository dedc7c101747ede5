"""UCAP (开普云; 黑龙江, 海南, 四川, 苏州, 证监会 …): static lists, lists as JSON by GET (search) and by POST (loadData)."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from ..anchors import anchors, number, resolve, root
from ..columns import Column, column, kind, named, worth
from ..link import DATA, Link, Links, is_article, leads_on, reports, shown
from ..page import Page
from ..records import Record, count, day, inner, listed, said, whole
from . import trs
from .portal import Mark, Portal, signs

PER_PAGE = 15  # records an answer, as the scripts of the lists ask for them
MAX_RECORDS = 50_000  # no list of reports is so long; one that states more is not asked on
CHANNEL = re.compile(
    r"channel_?id['\"]?\s{0,3}(?:[:=,]\s{0,3}|content\s{0,3}=\s{0,3})['\"]([0-9a-f]{32})['\"]",
    re.IGNORECASE,
)
DEPARTMENT = re.compile(r"deptCode['\"]?\s{0,3}[:=]\s{0,3}['\"](\w{1,40})['\"]", re.IGNORECASE)
# /common/search/817052cb… (黑龙江), /searchList/a1a078ee… (证监会); the id may stand in a variable of its own
SEARCH = re.compile(r"(/(?:common/search|searchList))/([0-9a-f]{32})?", re.IGNORECASE)
LOAD = re.compile(r"['\"]([^'\"\s]{0,200}/interfacesWeb\w{1,40}/loadData\w{0,60})[?'\"]")
PAGE = re.compile(r"(?<=[?&]page=)\d+")
TITLES = ("title", "TITLE")
ADDRESSES = ("url", "URL", "link", "URL_COMMP")
PUBLISHED = ("publishedTimeStr", "PUBLISHED_TIME_FORMAT", "pubtime", "publishedTime")


def links(page: Page) -> Links:
    """The reports of an answer and the request for the answer after it; of a page, its pager and its endpoint."""
    if page.medium == "json":
        return _answered(page)
    static = trs.links(page)
    if page.tree is None or is_article(page.url):
        return static
    here = column(page)
    rows, score = shown(page, here, anchors(page))
    score = DATA if here is Column.ANNUAL else score
    asked = _asked(page, static=bool(rows)) if score else None
    found = (replace(asked, text=named(page, here), score=score),) if asked else ()
    return Links((*static.found, *found), static.total)


def _asked(page: Page, *, static: bool) -> Link | None:
    """The request by which the script of a list fills it; without a script that says so, only for a list without rows."""
    channel = CHANNEL.search(page.text)
    if channel and (load := LOAD.search(page.text)):
        url, department = resolve(load[1], root(page)), DEPARTMENT.search(page.text)
        form = {"channelId": channel[1], "channel_id": channel[1], "pageSize": PER_PAGE, "pageIndex": 1}
        return _post(page, url, {**form, "deptCode": department[1]} if department else form) if url else None
    search = SEARCH.search(page.text)
    serial = (search and search[2]) or (channel and channel[1])
    if not serial or (static and not search):
        return None
    url = resolve(f"{search[1] if search else '/common/search'}/{serial}", page.url)
    size = f"page=1&_pageSize={PER_PAGE}&_isAgg=true&_isJson=true&_template=index"
    return Link(f"{url}?{size}", "", "data", 0) if url else None


def _answered(page: Page) -> Links:
    record = whole(page.text) or {}
    data = inner(record, "data") or record
    here = max(column(page), kind(worth(said(data, "channelName"))))
    rows = listed(data, "results", "list", "infolist")
    home = (
        resolve("/", page.url) or page.url
    )  # addresses without a slash are those of the site, not of the endpoint
    told = ((said(row, *TITLES), resolve(said(row, *ADDRESSES), home), day(row, *PUBLISHED)) for row in rows)
    found = reports(told, here, page.url)
    total = count(data, "total", "allRow")
    score = leads_on(page, here, found, len(rows)) if rows else 0
    onward = _onward(page, data, len(rows), total) if score else None
    return Links((*found, *([replace(onward, text=page.label, score=score)] if onward else ())), total)


def _onward(page: Page, data: Record, rows: int, total: int | None) -> Link | None:
    """The request after an answer: the same, one page further, while the answer says that there is more.

    It may hold fewer records than were asked for; then it says how many make a page, or how many pages there are.
    """
    form = dict(parse_qsl(page.form.decode("utf-8", "replace"), keep_blank_values=True))
    at = count(form, "pageIndex") or number(page.url, "page") or 1
    size = count(data, "rows") or count(form, "pageSize") or number(page.url, "_pageSize") or rows
    pages = count(data, "totalPage") or -(-(total or 0) // max(1, size))
    if at >= pages or at * size >= MAX_RECORDS:
        return None
    if "pageIndex" in form:
        return _post(page, page.url, {**form, "pageIndex": at + 1})
    url = PAGE.sub(str(at + 1), page.url)
    return Link(url, "", "next", 0) if url != page.url else None


def _post(page: Page, url: str, form: dict[str, object]) -> Link:
    typed = (
        ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", page.url),
    )
    role = "next" if page.medium == "json" else "data"
    return Link(url, "", role, 0, None, "POST", urlencode(form).encode(), typed)


UCAP = Portal(
    name="ucap",
    marks=(
        *signs(
            r"<(?i:ucap(?:title|content)|publishtime)\b", r"id=[\"'](?i:ucap-content)", r"cmspro_documents\b", r"<(?i:meta)[^<>]{1,80}name=[\"'](?i:channelid)[\"']",
            r"common/search/[0-9a-f]{32}", r"searchList/[0-9a-f]{32}", r"/interfacesWeb\w{1,40}/loadData", r"\A\s{0,20}\{(?s:.){0,400}?\"infolist\"\s{0,3}:",
        ),
        Mark(url=r"(?i)(?:common/search|searchList)/[0-9a-f]{32}|/interfacesWeb\w+/loadData"),
    ),
    title=("ucaptitle", ".title", "h1"),
    body=("ucapcontent", "#UCAP-CONTENT", "#zoomcon", ".article_content"),
    files=("#cmspro_documents",),
    links=links,
)  # fmt: skip
