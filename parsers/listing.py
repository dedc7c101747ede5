"""Listing: one page into the links worth following, each with a role and a score; the generic reader of all lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .anchors import CLIPPED, FRAMES, Anchor, anchors, parts, resolve, root
from .attachments import attachments, is_file
from .columns import ANNUAL, BRANCH, DISCLOSURE, NEVER, YEAR, Column, column, is_office, path_worth, worth
from .hanzi import key
from .page import Page, PageKind
from .pager import Stated, address_number, following, stated
from .postback import Post, switches, turn, turned
from .titles import read_title

__all__ = ["Link", "Links", "attachments", "best", "is_article", "leads_on", "links", "weigh"]

# What each kind of report is worth as a link; a title that a list cut off comes last, it may be another's.
REPORTS = {"disclosure_annual": 950, "law_government_annual": 930, "school_disclosure_annual": 910}
CUT = 900
ROW = 880  # an article in an annual-report column whose title names an office or a report, no more
ATTACHMENT, NEXT, DATA = 860, 820, 850
ASIDE = 300  # a file that by its label is no report: an annex, a picture
YEARS, BRANCHES, OFFICES = (
    720,
    660,
    470,
)  # below an annual-report column: a year, 部门/镇街; elsewhere: an office by name
SHARE = 4  # a list of which every fourth article is a report is one of reports; one that shows fewer has them by the way
WIDE = 360  # the following page of a list that has reports by the way, or should have: walked after everything better
WIDE_PAGES = 10  # of such a list; 政府信息公开目录 alone may hold 80,000 items (Zengcheng, 2017), news more
FRAME, REFRESH = 600, 600
SINGLE = 600  # a list under the address of an article must be worth so much: 政府信息公开年报 may be one page, 政务公开 not
FEW_WORDS = 60  # characters: a page that says less is a door (frames, a refresh), no list
# What every title of a report holds, in both scripts: most anchors of a page end here, before anything is folded.
TRIGGER = re.compile("公[开開]|法[治制]|依法|年[报報]|[报報]告|[总總]结|總結")
# Query parameters that name a column and not an article: InfoPublic.aspx?cid=1019&pid=971 is a list (hrss.yn.gov.cn).
_COLUMNS = (
    "(?:[cpf]|cat|cate|category|(?:big|small|sub|news|info)?class|col|column|channel|node|sort|(?:news|info)?type|kind"
    "|menu|lm|lanmu|site|dept|department|org|organ|area|parent|page|tree|folder)_?id="
)
ARTICLE = re.compile(  # addresses of articles: facts/portals §3.1
    r"/[tc]?\d{8}_\d+\.\w+$|/art/\d{4}/|/art_\w+\.\w+$|/m?post_\d+\.|/(?:content|c|pnidpv|arti|info|a|news|article|id|show)_?\d+(?:_\d+)*\.[sj]?html?$"
    r"|/c\d+_\d+\.[sj]?html?$|/\d{8}/[0-9a-f]{8,32}(?:/c)?\.html?|/\d{12,}/index\.[sj]?html|/arti\d+|/\d{5,9}/index\.html?$|/c\d{5,}/content\.html|/[0-9a-f]{16,32}\.[sj]?html?$"
    r"|/\d{4}-\d\d-?\d\d/|/\d{4}-\d\d/\d\d/|/\d{4}/\d{1,2}/\d{1,2}/|/info/\d+/\d+\.html?|/\d{4,}\.[sj]?html?$|/[0-9a-f]{8}-[0-9a-f-]{27}\.html?"
    r"|/(?!\w*(?:list|class|column|more|index|search|type))\w*(?:show|view|detail|content|info|news|article|read)\w*\.\w{2,5}"
    rf"\?(?:.*&)?(?!{_COLUMNS})\w*id=\w+"
    # eportal and 博达's content.jsp tell a list and its articles apart by one parameter only.
    r"|[?&](?:article_?(?:key|id)|(?:wb)?news_?id|info_?id|content_?id|doc_?id)=\w+",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    "公开|法治|依法|20\\d\\d年"
)  # in a title that its list cut off, and in a column of reports, enough
REPORTLIKE = re.compile("报告|年报|总结")
PAGER = re.compile("^(?:上一?页|下一?页|首页|尾页|末页|第?\\d+页|返回.*)$")
ELSEWHERE = re.compile("通知|解读|图解|一图|图片版|说明|意见|公告|通报|报表|模板|格式|制度|方案|新闻")
REFRESHED = re.compile(r"^\s*\d*\s*;?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]|location\.replace\(\s*['\"]([^'\"]+)['\"]"
)
TYPED = ("Content-Type", "application/x-www-form-urlencoded")
FRUITLESS = frozenset({PageKind.CHALLENGE, PageKind.SOFT404, PageKind.FILE})


@dataclass(frozen=True, slots=True)
class Link:
    """One request worth making. `url` is absolute http(s); `score` 0 to 1000, higher is fetched first.

    `role`: `report` (the anchor has the title of an annual report), `list` (a column worth walking), `next` (the
    following page of this same list), `data` (the JSON or XML of a list), `attachment`. `date` is that of the row.
    """

    url: str
    text: str
    role: str
    score: int
    date: str | None = None
    method: str = "GET"
    form: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What one page leads to, best first; `total` is the number of records that the list states."""

    found: tuple[Link, ...] = ()
    total: int | None = None
    family: str = "generic"


def links(page: Page) -> Links:
    """The links of any HTML page worth following. Never raises; an ordinary page of news yields its columns at most."""
    if page.tree is None or page.kind in FRUITLESS:
        return Links()
    here, found = column(page), anchors(page)
    article = _article(page)
    own = _files(page) if article else ()
    files = {file.url for file in own}
    kept = [link for anchor in found if anchor.url not in files and (link := _link(anchor, here, page.url))]
    kept += (*own, *_doors(page, found, here))
    reports = {link.url for link in kept if link.role == "report"}
    rows = sum(is_article(anchor.url) or anchor.url in reports for anchor in found)
    score = leads_on(page, here, kept, rows) if rows and not article else 0
    said = stated(page) if score else Stated()
    if score and (url := following(page, found, said.pages)):
        kept.append(Link(url, "", "next", score))
    elif score and (post := turned(page, said.pages)):
        kept.append(_sent(page, post, "next", score))
    kept += _switched(page, here)
    return Links(best(kept, page.url), said.records)


def best(found: Iterable[Link], here: str = "") -> tuple[Link, ...]:
    """Every request once, under its best score, best first; the page itself is no link of its own."""
    kept: dict[tuple[str, str, bytes], Link] = {}
    for link in found:
        asked = (link.url, link.method, link.form)
        if link.method == "GET" and link.url == here:
            continue
        if asked not in kept or link.score > kept[asked].score:
            kept[asked] = link
    return tuple(sorted(kept.values(), key=lambda link: -link.score))


def weigh(text: str, url: str, here: Column = Column.OTHER, base: str = "") -> Link | None:
    """What an anchor with this text is worth on a page that is such a column; None where it is not worth fetching."""
    title = read_title(text) if TRIGGER.search(text) else None
    article = is_article(url)
    if title and title.kind and not (title.report or title.kind == "other_notice"):
        return None
    if (
        title
        and title.report
        and title.kind
        and (article or (title.year and title.agency))
        and (title.year or title.agency)
    ):
        return Link(url, text, "report", CUT if title.reason else REPORTS[title.kind])
    if link := _row(text, url, here, article=article, base=base):
        return link
    score = worth(text)
    if not score:
        score = _hint(text, url, base)
    if not score or (article and score < SINGLE):
        return None
    return Link(url, text, "list", score)


def _hint(text: str, url: str, base: str) -> int:
    """What the address says of a column whose name says nothing; the number of a page and a forbidden name say enough.

    An address with the path of the page itself is a facet, a calendar or a pager of it.
    """
    said = key(text)
    if parts(url).path == parts(base).path or said.isdecimal() or NEVER.search(said) or PAGER.search(said):
        return 0
    hint = path_worth(url)
    return hint if hint >= ANNUAL or not said else 0


def leads_on(page: Page, here: Column, found: Iterable[Link], rows: int = 0) -> int:
    """The score of this list's following page, 0 where it should not be walked on: news has thousands of pages.

    `found` are the links of the page that are worth something, `rows` how many articles it lists in all.
    """
    reports = sum(link.role == "report" for link in found)
    if here is Column.ANNUAL or (reports and reports * SHARE >= rows):
        return NEXT
    number = address_number(page.url) or turn(page.form) or 1
    return WIDE if (reports or here is Column.DISCLOSURE) and number < WIDE_PAGES else 0


def is_article(url: str) -> bool:
    """Whether an address looks like that of an article or a file, and not of a column."""
    return ARTICLE.search(url) is not None or is_file(url)


def _link(anchor: Anchor, here: Column, base: str) -> Link | None:
    if anchor.element.tag in FRAMES:
        return None
    link = weigh(anchor.text, anchor.url, here, base)
    if link is None or link.role != "report":
        return link
    return Link(link.url, link.text, link.role, link.score, anchor.date)


def _switched(page: Page, here: Column) -> Iterable[Link]:
    """The columns that a page opens by sending its form: 政府信息公开年报, and below it years and offices."""
    for post in switches(page):
        link = weigh(post.text, post.url, here, page.url)
        if link and link.role == "list" and link.score >= (BRANCHES if here is Column.ANNUAL else ANNUAL):
            yield _sent(page, post, "list", link.score)


def _sent(page: Page, post: Post, role: str, score: int) -> Link:
    return Link(post.url, post.text, role, score, None, "POST", post.form, (TYPED, ("Referer", page.url)))


def _row(text: str, url: str, here: Column, *, article: bool, base: str) -> Link | None:
    """What only the column around an anchor tells: bare years, names of offices, 部门/镇街."""
    said = key(text)
    office = is_office(text)
    if here is Column.ANNUAL and (office or not (NEVER.search(said) or ELSEWHERE.search(said))):
        if YEAR.match(said):
            return Link(url, text, "list", YEARS)
        if article and (office or REPORTLIKE.search(said) or (CLIPPED.search(text) and SUBJECT.search(said))):
            return Link(url, text, "report", ROW)
        if not article and len(said) <= 16 and (BRANCH.search(said) or office) and _akin(url, base):
            return Link(url, text, "list", max(BRANCHES, worth(text)))
    if office and here in {Column.DISCLOSURE, Column.ORGANS} and not article and _akin(url, base):
        return Link(url, text, "list", OFFICES)
    return None


def _akin(url: str, other: str) -> bool:
    """Whether two addresses belong to one portal: gaj.sample.gov.cn and www.sample.gov.cn share sample.gov.cn."""
    return _domain(url) == _domain(other)


def _domain(url: str) -> list[str]:
    labels = (parts(url).hostname or "").split(".")
    return labels[-3:] if labels[-2:] == ["gov", "cn"] else labels


def _article(page: Page) -> bool:
    return bool(page.metas.get("articletitle")) or is_article(page.url)


def _doors(page: Page, found: Sequence[Anchor], here: Column) -> Iterable[Link]:
    """Where a page that says nothing itself leads: its frames, its refresh, the address its script goes to."""
    bare = len(page.words) < FEW_WORDS
    host = parts(page.url).netloc
    if bare or here >= Column.DISCLOSURE:
        for anchor in found:
            if anchor.element.tag in FRAMES and parts(anchor.url).netloc == host and not is_file(anchor.url):
                yield Link(anchor.url, anchor.text, "list", FRAME if here or bare else DISCLOSURE)
    if not bare or page.tree is None:
        return
    said = [
        REFRESHED.match(str(meta.get("content") or ""))
        for meta in page.tree.iter("meta")
        if meta.get("http-equiv")
    ]
    said += [SCRIPTED.search(script.text or "") for script in page.tree.iter("script")]
    for door in said:
        url = resolve(next((part for part in door.groups() if part), ""), root(page)) if door else None
        if url:
            yield Link(url, "", "list", REFRESH)


def _files(page: Page) -> tuple[Link, ...]:
    """The files of a page that holds a report by its title; a file that names another office or year is no part of it."""
    titles = [read_title(said) for said in (page.metas.get("articletitle", ""), page.title_tag) if said]
    title = next((title for title in titles if title.report), None)
    if title is None:
        return ()
    kept = []
    for file in attachments(page):
        told = read_title(file.label)
        if not told.report or (told.agency or title.agency, told.year or title.year) == (
            title.agency,
            title.year,
        ):
            whole = file.role in {"full_report", "other"}
            kept.append(Link(file.url, file.label, "attachment", ATTACHMENT if whole else ASIDE))
    return tuple(kept)
