"""Pager: the page of a list that follows this one, and how much the list says it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from lxml.html import HtmlElement

from .anchors import Anchor, parts, resolve, root, saying
from .calls import jumps, offers
from .hanzi import fold
from .numbering import MAX_FORM, NAMES, address_number, first, offset
from .page import Page
from .script import Turn
from .sequel import DIGITS, bare, onward

MAX_PAGE = 1000  # no list of reports is so long; a pager that offers more leads round in a circle
MAX_BAR = 300  # characters: the longest pager seen, with its jump box, has 120
MAX_STEPS = 24  # numbered links in one box: a pager shows a dozen, a calendar has 28 and more
NEXT = re.compile(
    r"^[\[(<«←\s]*(?:[下后]一?页|下一[步组屏批]|[下后]\s?\d{1,3}\s?[条篇项个]|[向往]?[后下]翻页?|(?:点击)?(?:加载|显示)更多|(?:更早|早期|较早)的?(?:文章|信息|内容|日志|博文|帖子|记录)?|next(?:\s*page|\s\d{1,3}(?:\sitems)?)?|load\s*more|older(?:\s*(?:posts|entries))?)\s*[\])>›»→\s]*$",
    re.IGNORECASE,
)
LOADS = re.compile("加载|load", re.IGNORECASE)
BACK = re.compile(r"^[\[(<«←\s]*[上前]一?[页步组屏]", re.IGNORECASE)
LAST = re.compile(r"^[\[(<«←\s]*(?:尾页|末页|最[后末]一?页?|last)", re.IGNORECASE)
ARROW = re.compile(r"^[>›»→]+$")
STEP = re.compile(r"^\[?第?(\d{1,4})页?\]?$")
STEM = re.compile(r"/(?:([A-Za-z]+)(?:_\d{1,4})?\.(\w{2,5}))?$")
NUMBER = re.compile(r"\d{1,6}")
CURRENT = re.compile(r"第\D{0,3}(\d{1,5})\D{0,3}(?:/|页)|(\d{1,5})/共?\d{1,5}页|页[次数码]?:(\d{1,5})/")
# What plug-ins that draw a pager are told: $(".pagination").pagination({totalPage: 5, currentPage: 1}) (上海).
DRAWN = re.compile(
    r"\.(?:pagination|paging|page|render|jqPaginator|createPage|twbsPagination)\s*\(\s*\{([^{}]{0,1500})"
)
TOLD = re.compile(
    r"\b(total_?pages?|page_?count|current_?page|current|page_?index|page_?no)['\"]?\s*:\s*['\"]?(\d{1,5})\b",
    re.IGNORECASE,
)
PAGES = re.compile(r"共\D{0,4}(\d{1,5})\D{0,2}页|\d{1,5}/共?(\d{1,5})页|页[次数码]?:\d{1,5}/(\d{1,5})")
RECORDS = re.compile(r"共(?:有|计|找到)?\D{0,4}(\d{1,7})\D{0,2}(?:条|篇|项|个?记录|件)")


# … and how many records those are told there are: Ls.pagination({total: 8, pageSize: 2}), laypage.render({count: 8, limit: 2})
COUNTED = re.compile(
    r"\b(?:total|count|total_?(?:count|records?|rows?|num))['\"]?\s*:\s*['\"]?(\d{1,7})\b", re.IGNORECASE
)
SIZED = re.compile(r"\b(?:page_?size|limit|per_?page|size)['\"]?\s*:\s*['\"]?([1-9]\d{0,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a pager says of its list; None where it says nothing."""

    pages: int | None = None
    records: int | None = None
    current: int | None = None


def stated(page: Page) -> Stated:
    """How many pages and records the list says it has."""
    for box in saying(page, "页", "頁", "条", "條"):
        text = "".join(fold("".join(box.itertext())[: 4 * MAX_BAR]).split())[:MAX_BAR]
        pages, records = PAGES.search(text), RECORDS.search(text)
        if pages or records:
            return Stated(first(pages), first(records), first(CURRENT.search(text)))
    return Stated()


def turns(page: Page, found: Sequence[Anchor], said: Stated) -> tuple[Turn, ...]:
    """The requests for the next page of this list: by its links, else by what their script asks for; none at its end."""
    if url := following(page, found, said.pages):
        return (Turn(url),)
    if said.current and said.pages and said.current >= said.pages:
        return ()
    own = address_number(page.url)
    after = max(_sent(page).values(), default=said.current or own or 1) + 1
    cap = min(MAX_PAGE, said.pages or MAX_PAGE)

    def wanted(text: str) -> bool:
        step = STEP.match(text)
        return int(step[1]) == after if step else NEXT.match(fold(text)) is not None

    for text, turn in offers(page, wanted, after):
        if _leads(turn, page, cap, least=1 if NEXT.match(fold(text)) else 2):
            return (turn,)
    if drawn := tuple(_drawn(page, own)):
        return drawn
    if said.pages and after <= said.pages:
        return tuple(turn for turn in jumps(page, NAMES, after) if _leads(turn, page, cap, least=2))[:1]
    return ()


def _leads(turn: Turn, page: Page, cap: int, *, least: int) -> bool:
    """Whether a request is for a further page; `least` is the smallest number that a second page may have."""
    if turn.number is None:
        return onward(turn.url, page.url, address_number(page.url), cap)
    now = _sent(page).get(turn.name)
    return (least <= turn.number if now is None else now < turn.number) and turn.number <= cap


def _sent(page: Page) -> dict[str, int]:
    """The numbers in the form that asked for this page, those of fields that name a page."""
    given = parse_qs(page.form[:MAX_FORM].decode("utf-8", "replace"))
    return {
        name: int(said[0])
        for name, said in given.items()
        if NUMBER.fullmatch(said[0]) and NAMES.fullmatch(name)
    }


def drawn(page: Page) -> int | None:
    """How many pages a list has by what a plug-in is told that draws its pager, None where nothing is told."""
    for call in DRAWN.finditer(page.text):
        told = {name.lower().replace("_", "")[:5]: int(value) for name, value in TOLD.findall(call[1])}
        records, size = COUNTED.search(call[1]), SIZED.search(call[1])
        pages = -(-int(records[1]) // int(size[1])) if records and size else None
        if known := told.get("total", told.get("pagec", pages)):
            return known
    return None


def _drawn(page: Page, own: int | None) -> Iterator[Turn]:
    """The next page of a pager that a plug-in draws over static pages, index_1.html or index_2.html after index.html.

    Whether the second page is 1 or 2 only the second page tells (its number against that of its address), so the first
    asks for both.
    """
    for script in () if page.tree is None else page.tree.iter("script"):
        if not (call := DRAWN.search(script.text or "")):
            continue
        told = {name.lower().replace("_", "")[:5]: int(value) for name, value in TOLD.findall(call[1])}
        pages, current = (
            told.get("total", told.get("pagec", 0)),
            told.get("curre", told.get("pagei", told.get("pagen"))),
        )
        shift = current - own if current is not None and own is not None else 0
        last = min(pages - shift, MAX_PAGE)
        stem = STEM.search(parts(page.url).path)
        if stem is None or pages < 2:
            continue
        for number in (1, 2) if own is None else (own + 1,):
            if number <= last and (
                url := resolve(f"{stem[1] or 'index'}_{number}.{stem[2] or 'html'}", root(page))
            ):
                yield Turn(url)
        return


def following(page: Page, found: Sequence[Anchor], limit: int | None = None) -> str | None:
    """The address of the next page of this list, None on the last page and where there is no pager.

    `limit` is the number of pages that the list states: no address beyond it is ever given.
    """
    own = address_number(page.url)
    cap = min(MAX_PAGE, limit if limit is not None else MAX_PAGE)
    falling = _falls(found, page.url, own)
    for anchor in found:
        if _says_next(anchor) and (
            onward(anchor.url, page.url, own, cap) or _loads(anchor, page.url) or anchor.url == falling
        ):
            return anchor.url
    steps = _steps(found, page.url)
    beyond = steps.get(_current(steps, page.url, own) + 1)
    if beyond and onward(beyond, page.url, own, cap):
        return beyond
    arrows = (anchor for anchor in found if ARROW.match(anchor.text) and _numbers(anchor.element.getparent()))
    return next((arrow.url for arrow in arrows if _numbered(arrow.url, page.url, own, cap)), None)


def _falls(found: Sequence[Anchor], here: str, own: int | None) -> str | None:
    """The page after this one in a list numbered from its oldest page: one less, where the way back is one more or none.

    `None` where no link says 上一页 or 尾页 in a way that shows it: a wrong 下一页 would lead back.
    """
    if own is None:
        return None
    shape = DIGITS.sub("#", here)
    below = next((a.url for a in found if _says_next(a) and DIGITS.sub("#", a.url) == shape), None)
    back = [address_number(a.url) for a in found if BACK.match(fold(a.text)) and a.url != here]
    last = [address_number(a.url) for a in found if LAST.match(fold(a.text))]
    shown = own + 1 in back or (None in back and 1 in last)
    return below if below and shown and address_number(below) == own - 1 else None


def _says_next(anchor: Anchor) -> bool:
    """Whether a link says that it is the next page: by its relation, its words, or its class where it is a bare icon."""
    said = {*(anchor.element.get("class") or "").lower().split()}
    icon = bool({"next", "nextpage", "next-page", "page-next"} & said) and not anchor.text
    return anchor.element.get("rel") == "next" or NEXT.match(fold(anchor.text)) is not None or icon


def _loads(anchor: Anchor, here: str) -> bool:
    """Whether a button loads more rows from another address of this host: /feed?c=3&p=2 for /c3.html."""
    there, own = parts(anchor.url), parts(here)
    return bool(LOADS.search(anchor.text)) and there.netloc == own.netloc and there.path != own.path


def _numbered(url: str, here: str, own: int | None, cap: int) -> bool:
    return address_number(url) is not None and onward(url, here, own, cap)


def _steps(found: Sequence[Anchor], here: str) -> dict[int, str]:
    """The numbered links of the pager by their number; the days of a calendar have no page number in their addresses."""
    steps: dict[int, str] = {}
    host = parts(here).netloc
    for anchor in found:
        step = STEP.match(anchor.text)
        own = bare(anchor.url) == bare(here)
        numbered = (
            own
            or (address_number(anchor.url), offset(anchor.url)) != (None, None)
            or anchor.url.rstrip("/") == _folder(here, step)
            or _counted(anchor.url, here, step)
        )
        if step and parts(anchor.url).netloc == host and numbered:
            steps.setdefault(int(step[1]), anchor.url)
    return steps if len(steps) <= MAX_STEPS else {}


def _counted(url: str, here: str, step: re.Match[str] | None) -> bool:
    """Whether an address is that of this page but for its last number, which is the one the link says: 5_2.html of 5_1.html."""
    if step is None or DIGITS.sub("#", url) != DIGITS.sub("#", here):
        return False
    there, own = DIGITS.findall(url), DIGITS.findall(here)
    return there[:-1] == own[:-1] and there[-1:] == [step[1]]


def _folder(here: str, step: re.Match[str] | None) -> str:
    """The address of a page that is a folder of its list, or beside this one: /nb/2 of /nb/ and of /nb/3."""
    stem, _, leaf = here.rstrip("/").rpartition("/")
    return (
        f"{stem if leaf.isdecimal() and len(leaf) < 4 else here.rstrip('/')}/{int(step[1]) if step else ''}"
    )


def _current(steps: dict[int, str], here: str, own: int | None) -> int:
    """The number of the page at `here` in its own pager: the step that leads here, else the gap in the row of steps."""
    if not steps:
        return 0
    for step, url in steps.items():
        if bare(url) == bare(here):
            return step
    low, high = min(steps), max(steps)
    gap = next((step for step in range(low, high) if step not in steps), None)
    if gap is not None:
        return gap
    return max(1, low - 1) if own is None or own < low else high


def _numbers(box: HtmlElement | None) -> bool:
    """Whether a box holds a pager's numbers (and not the days of a calendar)."""
    said = (
        ()
        if box is None
        else (text.strip() for node in box.iter() for text in (node.text, node.tail) if text)
    )
    count = sum(STEP.match(text) is not None for text in said)
    return 0 < count <= MAX_STEPS
