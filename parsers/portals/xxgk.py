"""The disclosure module of Hanweb JCMS (/module/xxgk/): trees of categories, lists by POST, annual reports by year and organ."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlencode, urlunsplit

from ..anchors import Anchor, number, parts, resolve, root
from ..attachments import attachments
from ..columns import ANNUAL, Column, named, worth
from ..hanzi import days, fold, key
from ..headline import title
from ..link import DATA, FRAME, NEXT, WIDE, Link, posted
from ..page import Page
from ..pager import MAX_PAGE
from ..postback import turn
from ..sections import split
from ..titles import read_title

Pairs = dict[str, str]
REPORT = 905  # a page that is a report by its address: below one whose link has the title of a report
MAX_AREAS = 300  # organs of one page: the largest county has some 120
FIRST, LAST = 2008, 2099  # years reported on: the first Regulation came into force in May 2008
# A year with which an organ's chain of reports begins: the first under the Regulation of 2019, of which every office that
# existed reports. From there the chain goes both ways, as far as there are reports.
COMMON = 2019
BEGUN = 2  # the newest years with which a chain begins too: of the last an office may not have reported yet
PLACE = "/module/xxgk/"
# What a page loads of the module, in a frame or by its script; an address that goes on with a variable is none.
LOADED = re.compile(
    r"(/module/(?:web/)?xxgk/(?:tree|subjectinfo|subjectlist)\.jsp\?[^'\"\s<>\\]{1,400})['\"](?!\s*\+)"
)
LISTED = re.compile(r"(/module/(?:web/)?xxgk/search\.jsp\?[^'\"\s<>\\]{1,600})['\"](?!\s*\+)")
MODULE = re.compile(r"/module/(?:web/)?xxgk/xxgkAnnualReport\.jsp\b", re.IGNORECASE)
YEARLY = re.compile(r"/xxgkAnnualReport\.jsp\?", re.IGNORECASE)
AREA = re.compile(r"\b(?:vc_xxgk)?area=([0-9A-Za-z]{6,40})\b")
YEAR = re.compile(r"(?:fbtime=|<option[^>]{0,80}>\s*)(20\d\d)(?=\D)")
# Nodes of a tree: funclick('A0203','…')">年报</a> · d.add(3,1,'年报',"javascript:funclick('A0203')")
NODE = re.compile(r"funclick\(\s*\\?['\"](\w{1,40})\\?['\"][^()]{0,120}\)[^<>]{0,60}>\s*([^<>]{2,40})")
ADDED = re.compile(
    r"['\"]([^'\"<>]{2,40})['\"]\s*,\s*\\?['\"]?(?:javascript:)?\s*funclick\(\s*\\?['\"](\w{1,40})\\?['\"]"
)
WEBSITE = re.compile(r"\bjdid['\"]?\s*[=:]\s*['\"]?(\d{1,9})\b")
STEP = re.compile(r"funGoPage\(\s*['\"]([^'\"]+)['\"]\s*,\s*(\d{1,5})\s*\)")
EMPTY = (
    "texttype",
    "fbtime",
    "vc_all",
    "vc_filenumber",
    "vc_title",
    "vc_number",
)  # the fields of its search, all left open
OUTLINE = frozenset({"overview", "proactive", "applications", "review_litigation", "problems"})
ENOUGH = 200  # characters without links: the page of a year without a report says less


def catalogue(page: Page, here: Column, around: Sequence[Anchor]) -> list[Link]:
    """What a page leads to in the module: trees and lists that it loads, lists of the nodes of a tree, annual reports."""
    found = [Link(each.url, each.text, "report", REPORT) for each in around if YEARLY.search(each.url)]
    if PLACE not in page.url and PLACE not in page.text and "/module/web/xxgk/" not in page.text:
        return found
    found += _loaded(page, here)
    found += _nodes(page)
    found += _chain(page) if YEARLY.search(page.url) else _begun(page)
    return found


def _loaded(page: Page, here: Column) -> Iterator[Link]:
    """The trees and lists that the script of a disclosure page loads."""
    if here < Column.DISCLOSURE and not page.bare:
        return
    text, said = named(page, here), html.unescape(page.text)
    for path in dict.fromkeys(LOADED.findall(said)):
        if url := resolve(path, root(page)):
            yield Link(url, text, "list", FRAME)
    for path in dict.fromkeys(LISTED.findall(said)):
        if dict(parse_qsl(parts(path).query)).get("infotypeId"):
            yield from _list(
                page, path, {}, text, DATA if here is Column.ANNUAL else FRAME if page.bare else WIDE
            )


def searched(page: Page) -> Link | None:
    """The following page of a list of the module: the same form with another `currpage`."""
    current = turn(page.form) or 1
    steps = ((resolve(path, page.url), int(step)) for path, step in STEP.findall(page.text))
    url = next((url for url, step in steps if url and step == current + 1), None)
    if url is None or current >= MAX_PAGE:
        return None
    asked = parts(url)._replace(query=parts(url).query or parts(page.url).query)
    given = dict(parse_qsl(page.form.decode("utf-8", "replace"), keep_blank_values=True))
    form = urlencode({**given, "currpage": str(current + 1)}).encode()
    return Link(urlunsplit(asked), "", "next", NEXT, None, "POST", form, posted(page))


def _nodes(page: Page) -> Iterator[Link]:
    """The lists of the nodes of a tree that are annual reports by name, and of those below them (codes begin alike)."""
    nodes = {code: name.strip() for name, code in ADDED.findall(page.text)}
    nodes |= {code: name.strip() for code, name in NODE.findall(page.text)}
    yearly = {code: name for code, name in nodes.items() if worth(name) >= ANNUAL}
    asked = dict(parse_qsl(parts(page.url).query, keep_blank_values=True))
    website = WEBSITE.search(page.text)
    for code in nodes:
        above = next((name for up, name in yearly.items() if code.startswith(up)), None)
        if above is None:
            continue
        given = {
            "divid": asked.get("divid", "div4"),
            "infotypeId": code,
            "jdid": asked.get("jdid") or (website[1] if website else "1"),
        }
        given |= {"area": asked.get("area", ""), "sortfield": ",compaltedate:0"}
        yield from _list(page, f"{PLACE}search.jsp?{urlencode(given, safe=',:')}", asked, above, DATA)


def _list(page: Page, path: str, asked: Pairs, text: str, score: int) -> Iterator[Link]:
    """The first page of a list of the module."""
    form = {
        "standardXxgk": asked.get("standardXxgk", "1"),
        "isAllList": "1",
        **dict.fromkeys(EMPTY, ""),
        "currpage": "1",
    }
    if url := resolve(path, root(page)):
        sent = posted(page, ("X-Requested-With", "XMLHttpRequest"))
        yield Link(url, text, "data", score, None, "POST", urlencode(form).encode(), sent)


def _begun(page: Page) -> Iterator[Link]:
    """Where the chains of reports of the organs that a page names begin: BEGUN years that it speaks of, and COMMON."""
    module = MODULE.search(page.text)
    if module is None:
        return
    areas = dict.fromkeys(AREA.findall(html.unescape(page.text)))
    years = {int(year) for year in YEAR.findall(page.text)}
    if not years:  # what was published in a year reports on the year before
        printed = days(fold("\n".join(line.text for line in page.lines)))
        years = {int(found.day.value[:4]) - 1 for found in printed}
    newest = sorted(year for year in years if FIRST <= year <= LAST)[-BEGUN:]
    for area in list(areas)[:MAX_AREAS]:
        for year in sorted({COMMON, *newest}):
            yield from _year(page, module[0], year, area, "report")


def _chain(page: Page) -> Iterator[Link]:
    """The years around a page of the module that is a report of the year it was asked for; an empty one ends the chain."""
    year, area = number(page.url, "fbtime"), AREA.search(page.url)
    if year is None or area is None or not _told(page, year):
        return
    for other in (year - 1, year + 1):
        if FIRST <= other <= LAST:
            # as pages of one list: an answer that is another one's word for word ends them too
            yield from _year(page, parts(page.url).path, other, area[1], "next")


def _year(page: Page, path: str, year: int, area: str, role: str) -> Iterator[Link]:
    if url := resolve(f"{path}?fbtime={year}&area={area}", root(page)):
        yield Link(url, f"{year}年", role, REPORT)


def _told(page: Page, year: int) -> bool:
    """Whether a page of the module holds the report of a year: its outline or its title says so, and it names the year."""
    lines = [line.text for line in page.lines if line.link_share < 0.5]
    if str(year) not in key("".join(lines)):
        return False
    if len(OUTLINE & {section.code for section in split(lines)}) > 1:
        return True
    told = read_title(title(page)[0])
    return (
        told.report
        and (told.year or year) == year
        and (sum(map(len, lines)) >= ENOUGH or bool(attachments(page)))
    )
