"""Epoint (国泰新点; 徐州, 营口, 宣城, trading centres): lists in folders with pages 1.html, 2.html …, and lists as JSON by POST.

A list of disclosure is a shell: its number stands in its address, that of the site in a script which all pages share.
"""

from __future__ import annotations

import json
import re

from ..anchors import anchors, resolve, root
from ..columns import Column, column, named
from ..link import DATA, Link, Links, is_article, leads_on, reports, shown
from ..page import Page
from ..records import Record, count, day, inner, listed, said, whole
from .portal import Mark, Portal, signs

PER_PAGE = 20  # records an answer, as the scripts of 徐州 ask for them; the first page is 0
MAX_RECORDS = 50_000  # no list of reports is so long; one that states more is not asked on
SCRIPT = "/js/webBuilderCommon.js"
ENDPOINT = "/rest/lightfrontaction/getgovinfolist"
SITE = re.compile(r"siteGuid['\"]?\s{0,4}:\s{0,4}['\"]([0-9A-Za-z-]{8,40})['\"]")
PROJECT = re.compile(r"projectName['\"]?\s{0,4}:\s{0,4}['\"](/[\w/-]{1,60})['\"]")
LISTED = re.compile(r"[?&](categorynum|deptcode)=([\w-]{1,60})", re.IGNORECASE)
# A pager without addresses: its numbers call this, which fetches 2.html of the same folder into the page.
CALL = re.compile(r"\bShowAjaxNewPage\(")
PLACE = re.compile(r">\s{0,9}(\d{1,4})\s{0,4}/\s{0,4}(\d{1,4})\s{0,9}<")
TITLES = ("title", "realtitle")
ADDRESSES = ("infourl", "visiturl", "linkurl", "href")
PUBLISHED = ("infodate", "handsdate")
TYPED = (("Content-Type", "application/json;charset=UTF-8"), ("X-Requested-With", "XMLHttpRequest"))


def links(page: Page) -> Links:
    """Of a shell, the script that knows the site; of that script, the list; of an answer, its reports and the next answer."""
    if page.medium == "json":
        return _answered(page)
    wanted = {name.lower(): value for name, value in LISTED.findall(page.url)}
    link = _asked(page, wanted) if "categorynum" in wanted else _following(page)
    return Links((link,) if link else ())


def _asked(page: Page, wanted: dict[str, str]) -> Link | None:
    """The request for a list of reports, or for the script that names the site, on behalf of that list."""
    here, site = column(page), SITE.search(page.text)
    scripted = SCRIPT in page.url
    if not scripted and here is not Column.ANNUAL:
        return None
    name = page.label if scripted else named(page, here)
    if site is None:
        query = "&".join(f"{key}={value}" for key, value in sorted(wanted.items()))
        url = None if scripted else resolve(f"{SCRIPT}?{query}", page.url)
        return Link(url, name, "data", DATA) if url else None
    project = PROJECT.search(page.text)
    url = resolve(f"{project[1].rstrip('/') if project else '/EWB-FRONT'}{ENDPOINT}", page.url)
    form = {
        "deptcode": wanted.get("deptcode", ""), "categorynum": wanted["categorynum"], "pageIndex": 0, "pageSize": PER_PAGE, "siteGuid": site[1],
    }  # fmt: skip
    return Link(url, name, "data", DATA, None, "POST", json.dumps(form).encode(), TYPED) if url else None


def _answered(page: Page) -> Links:
    record = whole(page.text) or {}
    custom = inner(record, "custom") or record
    here, rows = column(page), listed(custom, "data", "Table", "infodata")
    home = (
        resolve("/", page.url) or page.url
    )  # addresses without a slash are those of the site, not of the endpoint
    told = ((said(row, *TITLES), resolve(said(row, *ADDRESSES), home), day(row, *PUBLISHED)) for row in rows)
    found = reports(told, here, page.url)
    total = count(custom, "total", "totalcount")
    score = leads_on(page, here, found, len(rows)) if rows else 0
    onward = _onward(page, total or 0, score) if score else None
    return Links((*found, *((onward,) if onward else ())), total)


def _onward(page: Page, total: int, score: int) -> Link | None:
    """The request after an answer: the same body with the next number, while the total says that there is more."""
    form: Record = whole(page.form.decode("utf-8", "replace")) or {}
    at, size = count(form, "pageIndex"), count(form, "pageSize")
    if at is None or not size or (at + 1) * size >= min(total, MAX_RECORDS):
        return None
    then = json.dumps({**form, "pageIndex": at + 1}).encode()
    return Link(page.url, page.label, "next", score, None, "POST", then, TYPED)


def _following(page: Page) -> Link | None:
    """The page after this one where the pager only calls a function: it says 1/7, and the pages are 1.html … 7.html."""
    place = PLACE.search(page.text)
    if page.tree is None or not CALL.search(page.text) or place is None or is_article(page.url):
        return None
    at, last = int(place[1]), int(place[2])
    rows, score = shown(page, column(page), anchors(page))
    url = resolve(f"./{at + 1}.html", root(page)) if score and rows and at < last else None
    return Link(url, "", "next", score) if url else None


EPOINT = Portal(
    name="epoint",
    marks=(
        *signs(
            r"class=[\"'][^\"'<>]{0,80}\bewb-",
            "[wW]ebBuilderCommon",
            r"ShowAjaxNewPage\(",
            "epoint-httpserver",
        ),
        Mark(url=r"/webBuilderCommon\.js|(?i:/rest/\w{1,40}action/getgovinfolist)"),
    ),
    title=(".ewb-article-tt", ".ewb-article-title", ".info-title", "h1", "h3"),
    # .ewb-job and #symbol are 德阳's, which prints its files in the fourth box of its information table
    body=(
        ".ewb-article-detail",
        ".ewb-article-info",
        "#mainContent",
        ".article-info",
        ".mian-cont",
        "#ivs_content",
    ),
    files=("#symbol",),
    links=links,
)
