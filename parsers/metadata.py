"""Metadata: title, dates, 来源, 索引号, 文号: each value with the place it was read at. Nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from .blocks import Block
from .hanzi import Day, day, days, fold, key
from .infobar import fields, is_bar
from .page import Page, PageKind, select
from .records import carried
from .residue import judge
from .titles import read_title

TITLE_METAS = ("articletitle", "title", "og:title", "dc.title")
STAMPED = (
    "//body//*[self::time or @itemprop='datePublished' or @property='dc:date' or @property='schema:dateCreated']"
    "[not(ancestor::li or ancestor::a or ancestor::td)]"
)
DATE_METAS = (
    "pubdate",
    "publishdate",
    "publishedtime",
    "article:published_time",
    "firstpublishedtime",
    "others_publishdate",
    "pub_date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dc.date.issued",
)
SOURCE_METAS = ("contentsource", "source", "og:source")
SUFFIX = re.compile(r"\s*[-_|–—·>]+\s*")
TOP_LINES = 60  # lines without a link among which a title may stand when no meta names it
# The dialects of article addresses that hold a day (facts/portals §3.1): t20200108_1.htm, /2018/2/23/art_, /2018-03/15/,
# /20180315/. Eight digits that are the whole name of a file are an id like any other.
DATED = re.compile(
    r"(?:/|[/_]t|ARTI|art_)(?P<y>(?:19|20)\d\d)"
    r"(?:[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.])|(?P<mm>0[1-9]|1[0-2])/?(?P<dd>0[1-9]|[12]\d|3[01])(?=[/_]))"
)
HAN = re.compile(r"[\u4e00-\u9fff]{2}")
UNSAID = frozenset({"", "无", "-", "--", "/", "null", "none", "undefined"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article; `origins` names the place each value was read at."""

    title: str = ""
    published_at: str | None = None
    source: str | None = None
    issuer: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    written_at: str | None = None
    origins: dict[str, str] = field(default_factory=dict)


def title(page: Page, selectors: tuple[str, ...] = ()) -> tuple[str, str]:
    """The title of an HTML page and where it was read; both empty where it has none.

    The name of a column (政府信息公开年报) is no title where another place says the same with its year.
    """
    places = ((said, origin) for origin, said in _titles(page, selectors) if said)
    first = next(places, ("", ""))
    if not _general(first[0]):
        return first
    kind = read_title(first[0]).kind
    told = ((place, read_title(place[0])) for place in places)
    return next((place for place, title in told if title.kind == kind and title.year), first)


def _general(text: str) -> bool:
    """Whether a title of a report says of no year and nobody: it is the name of a column, or a very short title."""
    told = read_title(text)
    return told.report and not told.year and not told.agency


def _titles(page: Page, selectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The places of a title in the order they are believed: `<title>` often names the column or the site alone."""
    yield f"meta:{TITLE_METAS[0]}", page.metas.get(TITLE_METAS[0], "")
    yield "script", str(detail(page).get("title") or "")
    lines = [line for line in page.lines if line.link_share < 0.5][:TOP_LINES]
    yield "line", _graded(lines)
    if page.tree is None:
        return
    for selector in selectors:
        yield selector, _said(select(page.tree, selector))
    yield "h1", _said(page.tree.iter("h1"))
    yield "title tag", _prefix(page.title_tag, lines)
    yield "over the bar", _over_bar(lines)
    for name in TITLE_METAS[1:]:
        yield f"meta:{name}", page.metas.get(name, "")
    yield from (("title tag", part) for part in SUFFIX.split(page.title_tag))


def _said(nodes: Iterable[HtmlElement]) -> str:
    """The text of some headings, empty unless they all say the same (gkmlpt prints its h1 twice)."""
    texts = {key(text): text for node in nodes if (text := " ".join(node.text_content().split()))}
    return next(iter(texts.values())) if len(texts) == 1 else ""


def first_title(lines: Sequence[Block]) -> tuple[str, str]:
    """The title of a plain text: its first line that is the title of a report, else its first line that is no chrome."""
    if said := _graded(lines[:TOP_LINES]):
        return said, "line"
    return next(((line.text, "line") for line in lines if judge(line.text) is None), ("", ""))


def _graded(lines: Sequence[Block]) -> str:
    """The first line, or two lines that belong together, with the title of a report; prose is not looked at.

    The name of a column counts where no line below it says more.
    """
    name = ""
    for n, line in enumerate(lines):
        if line.row or len(line.text) > 100 or judge(line.text) or re.search(r"[。；;]", line.text):
            continue
        told = read_title(line.text)
        if not told.kind or told.kind.startswith("other"):
            continue
        above = lines[n - 1].text if n and (told.agency is None or told.year is None) else ""
        if (
            above
            and len(above) < 50
            and not (judge(above) or _general(above))
            and not re.search(r"[。；;，,：:]", above)
        ):
            joined = read_title(above + line.text)
            if joined.kind == told.kind and joined.agency and joined.year:
                return above + line.text
        if not _general(line.text):
            return line.text
        name = name or line.text
    return name


def _prefix(tag: str, lines: Sequence[Block]) -> str:
    """The part of `<title>` that the page also prints, in one line or several: without the names of column and site."""
    parts = SUFFIX.split(tag)
    printed = "".join(key(line.text) for line in lines)
    whole = [tag, *(tag[: m.start()] for m in reversed(list(SUFFIX.finditer(tag)))), *parts]
    return next((part.strip() for part in whole if len(key(part)) > 5 and key(part) in printed), "")


def _over_bar(lines: Sequence[Block]) -> str:
    for n, line in enumerate(lines):
        if is_bar(line.text) and n:
            above = [other.text for other in lines[max(0, n - 3) : n] if judge(other.text) is None]
            return max((said for said in above if HAN.search(said)), key=len, default="")
    return ""


def detail(page: Page) -> dict[str, object]:
    """The article record that a page carries in a script (`DETAIL: {…}` of the gkmlpt platform), empty where none."""
    record = carried(page.text, "DETAIL") if page.medium == "html" else None
    return record if isinstance(record, dict) else {}


def gather(page: Page, bar: Sequence[tuple[str, str]], lines: Sequence[Block] = ()) -> Metadata:
    """Dates, source and numbers: national metas, then the script's record, then the bar, then the information table."""
    origins: dict[str, str] = {}
    told = _Told(page, bar, lines, origins)
    return Metadata(
        published_at=told.published(),
        source=told.said("source", SOURCE_METAS, ("source",)),
        issuer=told.said("issuer", (), ("issuer",)),
        index_no=told.said("index_no", (), ("index_no",)),
        doc_no=told.said("doc_no", (), ("doc_no",)),
        written_at=told.dated("written_at", ("written",)),
        origins=origins,
    )


class _Told:
    """The places a value may stand at, in the order they are believed."""

    def __init__(
        self, page: Page, bar: Sequence[tuple[str, str]], lines: Sequence[Block], origins: dict[str, str]
    ) -> None:
        self.page = page
        self.bar = tuple(bar)
        self.lines = lines
        self.origins = origins

    def said(self, name: str, metas: tuple[str, ...], labels: tuple[str, ...]) -> str | None:
        for meta in metas:
            if (said := self.page.metas.get(meta, "")).lower() not in UNSAID:
                self.origins[name] = f"meta:{meta}"
                return said
        for place, pairs in (("bar", self.bar), ("table", self.table)):
            for what, value in pairs:
                if what in labels and value.lower() not in UNSAID:
                    self.origins[name] = place
                    return value
        return None

    def published(self) -> str | None:
        for meta in DATE_METAS:
            if found := _whole(self.page.metas.get(meta, "")):
                self.origins["published_at"] = f"meta:{meta}"
                return found
        if found := self.dated("published_at", ("published",)) or self.dated(
            "published_at", ("time", "updated")
        ):
            return found
        if (stamp := self._stamp()) and (found := _whole(stamp)):
            self.origins["published_at"] = "time"
            return found
        mark = DATED.search(self.page.url)
        if mark and (found := _whole(f"{mark['y']}-{mark['m'] or mark['mm']}-{mark['d'] or mark['dd']}")):
            self.origins["published_at"] = "url"
            return found
        # a file has the day of its row; a page is read without its list too (rereading), and must say its own
        if self.page.kind is PageKind.FILE and self.page.listed_at:
            self.origins["published_at"] = "list"
            return self.page.listed_at
        return None

    def _stamp(self) -> str | None:
        """The first date that the markup itself calls one, outside of lists: `<time>`, `datePublished`."""
        marked = () if self.page.tree is None else self.page.tree.xpath(STAMPED)
        return next(
            (
                said
                for each in marked
                if (said := str(each.get("datetime") or each.get("content") or each.text_content()).strip())
            ),
            None,
        )

    def dated(self, name: str, labels: tuple[str, ...]) -> str | None:
        for place, pairs in (("bar", self.bar), ("table", self.table)):
            for what, value in pairs:
                if what in labels and (found := _whole(value)):
                    self.origins[name] = place
                    return found
        return None

    @cached_property
    def table(self) -> tuple[tuple[str, str], ...]:
        """The fields of information tables and lists that stand outside the body."""
        return tuple(pair for line in self.lines if line.link_share < 0.5 for pair in fields(line.text))


def _whole(text: str) -> str | None:
    """The one day a value names, None where it names none or only a month."""
    found: Day | None = day(text)
    return found.value if found and found.precision == "day" else None


def signed(lines: Sequence[Block]) -> str | None:
    """The document's own date: a line that is nothing but a date, under the signature or on the cover."""
    for line in (*reversed(lines[-6:]), *lines[:6]):
        text = fold(line.text).strip(" ()（）[]【】")
        found = days(text) if len(text) <= 24 else ()
        if found and len(key(text)) - len(key(text[found[0][0] : found[0][1]])) <= 2:
            return found[0][2].value
    return None
