"""Link: one request worth making, and what an anchor is worth as one: the scale by which all lists of all families are read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from .anchors import Anchor, parts
from .attachments import is_file
from .columns import BRANCH, CATALOGUE, NEVER, YEAR, Column, path_worth, worth
from .hanzi import key
from .numbering import address_number, offset
from .offices import is_office
from .page import Page
from .postback import turn
from .titles import promises, read_title
from .wording import CLIPPED, FRAMES

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
HOUSED = (
    420  # an office that has its pages on this very host; elsewhere a list of offices is one of other sites
)
SHARE = 4  # a list of which every fourth article is a report is one of reports; one that shows fewer has them by the way
WIDE = 360  # the following page of a list that has reports by the way, or should have: walked after everything better
WIDE_PAGES = 10  # of such a list that shows none; 政府信息公开目录 alone may hold 80,000 items (Zengcheng, 2017), news more
SCARCE = 200  # the page after one of a list's further pages that shows no report: how long it is worth it is for the walk to say
GUESS = 190  # below it: a column of which only its place in the navigation speaks, looked at where nothing else is left
EVIDENT = 380  # a column of any name that shows reports: 通知公告 of a home page that lists one
FRAME, REFRESH = 600, 600
SINGLE = 600  # a list under the address of an article must be worth so much: 政府信息公开年报 may be one page, 政务公开 not
# What every title of a report holds, in both scripts: most anchors of a page end here, before anything is folded.
TRIGGER = re.compile("公[开開]|法[治制]|依法|年[报報]|[报報]告|[总總]结|總結")
# Query parameters that name a column and not an article: InfoPublic.aspx?cid=1019&pid=971 is a list (hrss.yn.gov.cn).
_COLUMNS = (
    "(?:[cpf]|cat|cate|category|(?:big|small|sub|news|info)?class|col|column|channel|node|sort|(?:news|info)?type|kind"
    "|menu|lm|lanmu|site|dept|department|org|organ|area|parent|page|tree|folder)_?id="
)
ARTICLE = re.compile(  # addresses of articles: facts/portals §3.1
    r"/[tc]?\d{8}_\d+\.\w+$|/art/\d{4}/|/art_\w+\.\w+$|/m?post_\d+\.|/(?:content|c|pnidpv|arti|info|a|news|article|id|show)_?\d+(?:_\d+)*\.[sj]?html?$"
    r"|/c\d+_\d+\.[sj]?html?$|/\d{8}/[0-9a-f]{8,32}(?:/c)?\.html?|/\d{12,}/index\.[sj]?html|/arti\d+|/\d{5,9}/index\.html?$|/c\d{5,}/content\.[sj]?html|/[0-9a-f]{16,32}\.[sj]?html?$"
    r"|/\d{4}-\d\d-?\d\d/|/\d{4}-\d\d/\d\d/|/\d{4}/\d{1,2}/\d{1,2}/|/info/\d+/\d+\.html?|/\d{4,}\.[sj]?html?$|/[0-9a-f]{8}-[0-9a-f-]{27}\.html?"
    r"|/(?!\w*(?:list|class|column|more|index|search|type))\w*(?:show|view|detail|content|info|news|article|read)\w*\.\w{2,5}"
    rf"\?(?:.*&)?(?!{_COLUMNS})\w*id=\w+"
    # Drupal, WordPress, SiteServer, 动易: /node/77, /archives/77, /?p=77, /contents/12/77.html, /Item/77.aspx
    r"|/(?:node|archives|posts?)/\d+(?:\.html?)?/?$|//[^/]+/\?p=\d+$|/contents/\d+/\d+\.\w{4,5}$|/item/\d+\.aspx$|/\d{4,}\.(?:aspx|jsp|php|asp)$"
    r"|[?&]view=article&"
    # PHPCMS and its like: /show-12-24027-1.html
    r"|/(?:show|view|detail|content|article|news|info)(?:-\d+){1,4}\.[sj]?html?$"
    # ThinkPHP and its like: /article/detail/id/77.html, /show/77
    r"|/(?:detail|show|view|read|article)s?/(?:(?!list|class|column|cat|channel|index|type|more|page|node|lm)\w{1,12}/)?\d+(?:\.[sj]?html?)?$"
    # eportal and 博达's content.jsp tell a list and its articles apart by one parameter only.
    r"|[?&](?:article_?(?:key|id)|(?:wb)?news_?id|info_?id|content_?id|doc_?id)=\w+",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    "公开|法治|依法|20\\d\\d年"
)  # in a title that its list cut off, and in a column of reports, enough
YEARED = re.compile(
    r"(?:19|20)\d\d年?度?"
)  # 教育局 2023年: the row and the column of a table of offices and years
REPORTLIKE = re.compile("报告|年报|总结")
PAGER = re.compile("^(?:上一?页|下一?页|首页|尾页|末页|第?\\d+页|返回.*)$")
ELSEWHERE = re.compile("通知|解读|图解|一图|图片版|说明|意见|公告|通报|报表|模板|格式|制度|方案|新闻")


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


def posted(page: Page, *more: tuple[str, str], form: bytes = b"") -> tuple[tuple[str, str], ...]:
    """The headers of a form, or of an object of JSON, that the script of a page sends: endpoints look at who asks."""
    kind = "application/json" if form.startswith(b"{") else "application/x-www-form-urlencoded"
    return (("Content-Type", kind), ("Referer", page.url), *more)


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


def weigh(
    text: str, url: str, here: Column = Column.OTHER, base: str = "", *, row: bool = False
) -> Link | None:
    """What an anchor with this text is worth on a page that is such a column; None where it is not worth fetching.

    `row` says that it stands among the rows of a list of articles, whatever its address looks like.
    """
    title = read_title(text) if TRIGGER.search(text) else None
    article = row or is_article(url)
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
    return hint if hint >= CATALOGUE or not said else 0


def leads_on(
    page: Page, here: Column, found: Iterable[Link], rows: int = 0, current: int | None = None
) -> int:
    """The score of this list's following page, 0 where it should not be walked on: news has thousands of pages.

    A list of another name was come to because it showed a report (通知公告 of a bureau has one a year): SCARCE.

    `found` are the links of the page that are worth something, `rows` how many articles it lists in all, `current` the
    number of this page where its address does not say it.
    """
    reports = sum(link.role == "report" for link in found)
    if here is Column.ANNUAL or (reports and reports * SHARE >= rows):
        return NEXT
    begun = offset(page.url)  # in records: about how many pages that is, the rows of this one say
    number = current or address_number(page.url) or turn(page.form) or (begun or 0) // max(rows, 1) + 1
    if reports or (here is Column.DISCLOSURE and number < WIDE_PAGES):
        return WIDE
    return SCARCE if number > 1 and here is not Column.DISCLOSURE else 0


def is_article(url: str) -> bool:
    """Whether an address looks like that of an article or a file, and not of a column."""
    return ARTICLE.search(url) is not None or is_file(url)


def grade(anchor: Anchor, here: Column, base: str, rows: Collection[str] = ()) -> Link | None:
    """What one anchor of a list is worth, a report with the date of its row; None where it is not worth fetching."""
    if anchor.element.tag in FRAMES:
        return None
    link = weigh(anchor.text, anchor.url, here, base, row=anchor.url in rows)
    return replace(link, date=anchor.date) if link and link.role == "report" else link


def shown(page: Page, here: Column, around: Sequence[Anchor]) -> tuple[int, int]:
    """How many articles a page lists among these anchors, and the score of the page after it."""
    found = [link for anchor in around if (link := weigh(anchor.text, anchor.url, here, page.url))]
    rows = articles(around, found)
    return rows, leads_on(page, here, found, rows)


def articles(around: Iterable[Anchor], found: Iterable[Link] = (), rows: Iterable[str] = ()) -> int:
    """How many articles are listed: by their addresses, as `rows` of a list, or as the reports that were found among them."""
    known = {*rows, *(link.url for link in found if link.role == "report")}
    return sum(is_article(anchor.url) or anchor.url in known for anchor in around)


def reports(rows: Iterable[tuple[str, str | None, str | None]], here: Column, base: str) -> list[Link]:
    """The reports among the records of an answer, each a title, an address and a day; a record may lack any of them."""
    graded = ((weigh(title, url, here, base), day) for title, url, day in rows if url)
    return [replace(link, date=day) for link, day in graded if link and link.role == "report"]


def _row(text: str, url: str, here: Column, *, article: bool, base: str) -> Link | None:
    """What only the column around an anchor tells: bare years, names of offices, 部门/镇街."""
    said = key(text)
    office = is_office(text)
    if here is Column.ANNUAL and (office or not (NEVER.search(said) or ELSEWHERE.search(said))):
        if YEAR.match(said):
            return Link(url, text, "list", YEARS)
        if is_office(YEARED.sub("", said)) and YEARED.search(said):
            return Link(url, text, "report", ROW)
        if article and (office or REPORTLIKE.search(said) or (CLIPPED.search(text) and SUBJECT.search(said))):
            return Link(url, text, "report", ROW)
        if not article and len(said) <= 16 and (BRANCH.search(said) or office) and _akin(url, base):
            return Link(url, text, "list", max(BRANCHES, worth(text)))
    if article and here is Column.DISCLOSURE and CLIPPED.search(text) and promises(text):
        return Link(url, text, "report", CUT)
    # /org/show.jsp?id=12 is the page of an office where offices are listed, whatever else has such an address
    if office and _akin(url, base) and (here is Column.ORGANS or (here is Column.DISCLOSURE and not article)):
        return Link(url, text, "list", OFFICES)
    return None


def _akin(url: str, other: str) -> bool:
    """Whether two addresses belong to one portal: gaj.sample.gov.cn and www.sample.gov.cn share sample.gov.cn."""
    return _domain(url) == _domain(other)


def _domain(url: str) -> list[str]:
    labels = (parts(url).hostname or "").split(".")
    return labels[-3:] if labels[-2:] == ["gov", "cn"] else labels
