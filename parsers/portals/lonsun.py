"""Lonsun (龙讯; 安徽, 四川平昌, 江西庐山): disclosure by organ under fixed addresses, lists in fragments that a script asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from ..anchors import anchors, number, parts, resolve, root
from ..columns import Column, column
from ..link import DATA, NEXT, Link, Links, grade, is_article, leads_on
from ..page import Page, PageKind
from ..records import day, inner, said, whole
from .portal import Article, Mark, Portal, signs

# Types of an organ's columns: 1 制度, 2 指南, 3 年报, 4 目录, 5 依申请 (facts/portals §4.7).
ANNUAL_TYPE = 3
ORGANS = 480  # the list of all organs: better than an office by its name, which it leads to
ANNUALS = 700  # the 年报 of an organ that a page names: its address is fixed, whether it holds anything is not known
MAX_ORGANS = 400  # a city with its counties and towns has some 200; a page that names more is made up
MAX_PAGE = 200  # of one organ's reports; a region's whole 目录 has thousands of pages and is not walked
REPORT = 905
# /zwgk/public/column/6596781?type=3&action=list · /openness/public/6596781/40011221.html; the folders before differ.
ORGAN = re.compile(r"^(https?://[^?#]*?)/public/(?:column/(\d{1,12})/?(?=[?#]|$)|(\d{1,12})/\d+\.html)")
LABEL = re.compile(r"['\"]([^'\"\s]{0,200}/site/label/\d+)(?:\?([^'\"]{0,2000}))?['\"]")
ANSWER = re.compile(r"/site/label/\d+(?:\?|$)")
LISTED = re.compile(r"publicInfoList|organId|page_public_info")
GIVEN = re.compile(r"\bdata\s*:\s*\{([^{}]{0,4000})\}")
PAIR = re.compile(
    r"['\"]?(\w{1,40})['\"]?\s*:\s*(?:'([^']{0,400})'|\"([^\"]{0,400})\"|(true|false|\d{1,12})(?=\s*[,}\n]|\s*$))"
)
SITE = re.compile(r"\bsiteId['\"]?\s*[:=]\s*['\"]?(\d{1,12})")
FILE = re.compile(r"['\"]?\bfile['\"]?\s*[:=]\s*['\"]([^'\"]{0,200}publicInfoList[^'\"]{0,100})['\"]")
PAGES = re.compile(r"\bpageCount['\"]?\s*[:=]\s*['\"]?(\d{1,6})")
TOTAL = re.compile(
    r"(?:\bpagination|page_public_info)[^;]{0,600}?\btotal(?:Count|Num)?['\"]?\s*[:=]\s*['\"]?(\d{1,7})"
)
YEARLY = re.compile(r"/XxgkAnnualReport/show/\d+", re.IGNORECASE)
DETAIL = re.compile(r"publicContentDetail")
ASKED = ("X-Requested-With", "XMLHttpRequest")  # without it and a Referer the server refuses
TYPED = ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
# What the script of every list sends, in its order; the page's own values come before these.
USUAL = {
    "labelName": "publicInfoList", "pageSize": "15", "action": "list", "fuzzySearch": "false", "fromCode": "title", "sortType": "1",
    "isDate": "true", "dateFormat": "yyyy-MM-dd", "length": "80",
}  # fmt: skip


class Asking(NamedTuple):
    """What a page's script asks its list with: where, which fields, and how many pages there are, None where unsaid."""

    url: str
    form: dict[str, str]
    pages: int | None


def links(page: Page) -> Links:
    """The 年报 of every organ that a page names, and the list (or its following page) that its script asks for."""
    if page.medium not in {"html", "text"}:
        return Links()
    if ANSWER.search(page.url):
        return _answered(page)
    found = [*_organs(page), *_detail(page)]
    found += [
        Link(each.url, each.text, "report", REPORT) for each in anchors(page) if YEARLY.search(each.url)
    ]
    if not is_article(page.url):
        found += _listed(page)
    return Links(tuple(found))


def article(page: Page) -> Article | None:
    """The article that `labelName=publicContentDetail` answers with; None for anything else.

    No real answer was seen: one without these three names (`title`, `content`, `publishDate`) is left alone.
    """
    if page.medium != "json" or not (ANSWER.search(page.url) and DETAIL.search(page.url)):
        return None
    record = whole(page.text) or {}
    record = inner(record, "data") or record
    title, html = said(record, "title"), said(record, "content")
    return Article(title, html, day(record, "publishDate")) if title and html else None


def _organs(page: Page) -> Iterable[Link]:
    """The 年报 of every organ: by the page's own link to it, else by its fixed address; and once the list of all organs."""
    names: dict[tuple[str, str], str] = {}
    known: dict[tuple[str, str], str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    rel = False
    for url, text in (*((each.url, each.text) for each in anchors(page)), (page.url, "")):
        if not (shown := ORGAN.match(url)):
            continue
        organ = (shown[1], shown[2] or shown[3])
        seen[organ] += 1
        rel = rel or "action=rel" in url
        if text and "/column/" in url:
            names.setdefault(organ, text)
        if "/column/" in url and number(url, "type") == ANNUAL_TYPE:
            known.setdefault(organ, url)
    for prefix, serial in list(seen)[:MAX_ORGANS]:
        fixed = f"{prefix}/public/column/{serial}?type={ANNUAL_TYPE}&action=list"
        yield Link(known.get((prefix, serial), fixed), names.get((prefix, serial), ""), "list", ANNUALS)
    if seen and not rel and not ORGAN.match(page.url):
        (prefix, serial), _ = seen.most_common(1)[0]
        yield Link(f"{prefix}/public/column/{serial}?type=4&action=rel", "", "list", ORGANS)


def _detail(page: Page) -> Iterable[Link]:
    """The data of an article whose page is a shell."""
    serial, site = re.search(r"/(\d{3,12})\.html$", page.url), _site(page)
    if serial and site and page.kind is PageKind.SHELL and DETAIL.search(page.text):
        query = urlencode(
            {"labelName": "publicContentDetail", "siteId": site, "contentId": serial[1], "isJson": "true"}
        )
        if url := resolve(f"/site/label/8888?{query}", page.url):
            yield Link(url, "", "data", DATA, headers=(ASKED, ("Referer", page.url)))


def _listed(page: Page) -> Iterable[Link]:
    """The rows of a column page, and its list: the first page where the page itself holds no report, else the second."""
    here = _here(page)
    rows = _rows(page, here)
    yield from rows
    reports = [link for link in rows if link.role == "report"]
    articles = sum(is_article(each.url) for each in anchors(page))
    score = leads_on(page, here, reports, articles)
    asking = _asking(page) if score == NEXT else None
    if asking is None:
        return
    size = int(asking.form["pageSize"])
    more = asking.pages > 1 if asking.pages is not None else articles >= size
    if not reports:
        yield _request(asking, 1, page.url, "data", DATA)
    elif more:
        yield _request(asking, 2, page.url, "next", score)


def _answered(page: Page) -> Links:
    """The rows of a fragment, and the request for the one after it while it has rows and its pager goes on."""
    text = page.form.decode("utf-8", "replace") or parts(page.url).query
    given = dict(parse_qsl(text, keep_blank_values=True))
    here = Column.ANNUAL if given.get("type") == str(ANNUAL_TYPE) else Column.OTHER
    found = _rows(page, here)
    rows = len({each.url for each in anchors(page) if is_article(each.url)})
    at, size = _count(given, "pageIndex", 1), _count(given, "pageSize", 15)
    pages = _pages(page.text, size)
    score = leads_on(page, here, found, rows)
    if score and rows and at < MAX_PAGE and (at < pages if pages is not None else rows >= size):
        asking = Asking(page.url.partition("?")[0], given, pages)
        found.append(_request(asking, at + 1, _referer(page, given), "next", score))
    return Links(tuple(found))


def _rows(page: Page, here: Column) -> list[Link]:
    return [link for each in anchors(page) if (link := grade(each, here, page.url))]


def _here(page: Page) -> Column:
    """A 年报 by its address or by its own name; of any other column only the reports that it shows lead on."""
    fixed = ORGAN.match(page.url) is not None and number(page.url, "type") == ANNUAL_TYPE
    if fixed or column(page) is Column.ANNUAL:
        return Column.ANNUAL
    return Column.OTHER


def _asking(page: Page) -> Asking | None:
    """How the script of a column page asks for its list; None where it asks for none or does not say of which site."""
    if not LISTED.search(page.text):
        return None
    path, given = _call(page.text)
    address, organ = dict(parse_qsl(parts(page.url).query)), ORGAN.match(page.url)
    site, template = _site(page), FILE.search(page.text)
    form = {
        **USUAL,
        **({"siteId": site} if site else {}),
        **({"organId": organ[2] or organ[3]} if organ else {}),
        **{name: address[name] for name in ("type", "catId") if address.get(name)},
        **({"file": template[1]} if template else {}),
    }
    form |= {name: value for name, value in given.items() if value or name not in form}
    if given and "labelName" not in given:
        form.pop("labelName")  # /site/label/165919 (庐山): the number alone says which list
    url = resolve(path, root(page))
    if url is None or not {"siteId", "organId"} <= form.keys() or parts(url).netloc != parts(page.url).netloc:
        return None
    form["pageSize"] = str(_count(form, "pageSize", 15))
    return Asking(url, form, _pages(page.text, int(form["pageSize"])))


def _call(text: str) -> tuple[str, dict[str, str]]:
    """The address and the fields of the call that asks for the list of an organ's articles."""
    for call in LABEL.finditer(text):
        given = dict(parse_qsl(call[2] or ""))
        after = GIVEN.search(text, call.end(), call.end() + 5000)
        for name, single, double, plain in PAIR.findall(f"{after[1]}\n" if after else ""):
            given.setdefault(name, single or double or plain)
        if given.get("labelName", "publicInfoList") == "publicInfoList" and given.keys() & {
            "organId",
            "siteId",
            "pageSize",
        }:
            return call[1], given
    return "/site/label/8888", {}


def _request(asking: Asking, index: int, referer: str, role: str, score: int) -> Link:
    form = urlencode({**asking.form, "pageIndex": str(index)}).encode()
    return Link(asking.url, "", role, score, None, "POST", form, (ASKED, TYPED, ("Referer", referer)))


def _referer(page: Page, given: dict[str, str]) -> str:
    """The column page that an answer belongs to: a browser names it with each step."""
    asked = {name: given[name] for name in ("type", "catId", "action") if given.get(name)}
    path = f"/public/column/{given.get('organId', '')}?{urlencode(asked)}"
    return resolve(path, page.url) or page.url


def _site(page: Page) -> str | None:
    given = SITE.search(page.text)
    meta = page.metas.get("siteid", "")
    return given[1] if given else meta if meta.isdecimal() else None


def _pages(text: str, size: int) -> int | None:
    """How many pages the pager's script states, by itself or by the number of articles."""
    pages, total = PAGES.search(text), TOTAL.search(text)
    if pages:
        return int(pages[1])
    return -(-int(total[1]) // size) if total else None


def _count(given: dict[str, str], name: str, otherwise: int) -> int:
    text = given.get(name, "")
    return int(text) if re.fullmatch(r"[1-9]\d{0,3}", text) else otherwise


LONSUN = Portal(
    name="lonsun",
    marks=(
        *signs(
            r"Ls\.(?:ajax|pagination|comm)\b",
            "Ls-Language",
            r"lonsun\b",
            r"id=['\"]page_public_info",
            "labelName=publicInfoList",
        ),
        Mark(
            url=r"/public/column/\d+(?:\?|$)|/public/(?:\d+|content)/\d+\.html$|/site/label/\d+(?:\?|$)|/XxgkAnnualReport/show/\d+"
        ),
    ),
    title=(".newstitle", ".gk_title", "h1"),
    # Two captures from 安徽 have .j-fontContent, one of them with id="zoom"; .contentxxgk is 庐山's.
    body=(".j-fontContent", ".contentxxgk", "#zoom", ".newscontnet", ".wzcon", "#J_content"),
    links=links,
    article=article,
)
