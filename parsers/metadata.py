"""Metadata: title, dates, 来源, 索引号, 文号: each value with the place it was read at. Nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from .blocks import Block
from .hanzi import Day, day, days, fold, key
from .infobar import fields
from .page import Page
from .stamps import PUBLISHED, byline, iso

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
# The dialects of article addresses that hold a day (facts/portals §3.1): t20200108_1.htm, /2018/2/23/art_, /2018-03/15/,
# /20180315/. Eight digits that are the whole name of a file are an id like any other, /2018/02-05.html a chapter of that year.
DATED = re.compile(
    r"(?:/|[/_]t|ARTI|art_)(?P<y>(?:19|20)\d\d)(?!/\d\d?-\d\d?\.)"
    r"(?:[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.])|(?P<mm>0[1-9]|1[0-2])/?(?P<dd>0[1-9]|[12]\d|3[01])(?=[/_]))"
)
UNDER = 4  # lines under a title among which its day may stand: subtitle, number, office
BOXED = re.compile(
    r"[\d\s./年月日-]{6,14}$"
)  # nothing but a day: what stands over a title is else of the site, today's date too
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


def gather(
    page: Page, bar: Sequence[tuple[str, str]], lines: Sequence[Block] = (), title: str = ""
) -> Metadata:
    """Dates, source and numbers: national metas, then the script's record, then the bar, then the information table.

    Where none of these has a day: the line at the title, the address, the row of the list that led here.
    """
    origins: dict[str, str] = {}
    told = _Told(page, bar, lines, origins, key(title))
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
        self,
        page: Page,
        bar: Sequence[tuple[str, str]],
        lines: Sequence[Block],
        origins: dict[str, str],
        title: str,
    ) -> None:
        self.page = page
        self.bar = tuple(bar)
        self.lines = lines
        self.origins = origins
        self.title = title

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
        for origin, said in self._unlabelled():
            if found := _whole(said):
                self.origins["published_at"] = origin
                return found
        return None

    def _unlabelled(self) -> Iterator[tuple[str, str]]:
        """Days that no word calls that of publication, the surest first; that of the row is not the page's own."""
        yield "time", self._stamp() or ""
        yield "byline", self._byline() or ""
        mark = DATED.search(self.page.url)
        yield "url", f"{mark['y']}-{mark['m'] or mark['mm']}-{mark['d'] or mark['dd']}" if mark else ""
        yield "list", self.page.listed_at or ""

    def _byline(self) -> str | None:
        """The day right under the title, or in the box before it."""
        for n, line in enumerate(self.lines):
            said = key(line.text)
            if (
                not said
                or line.link_share > 0.5
                or not self.title.endswith(said)
                or len(said) * 2 < len(self.title)
            ):
                continue
            under = _leading(self.lines[n + 1 : n + 1 + UNDER])
            boxes = [*pairwise(under), self.lines[max(0, n - 2) : n]]
            boxed = (" ".join(each.text for each in box) for box in boxes)
            found = [*(byline(each.text) for each in under), *(iso(box) for box in boxed if BOXED.match(box))]
            if day_ := next((each for each in found if each and _whole(each)), None):
                return day_
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


def _leading(lines: Sequence[Block]) -> list[Block]:
    """The lines before the first sentence or row, without those that link to other pages."""
    end = next(
        (n for n, line in enumerate(lines) if line.row or re.search(r"[。；;]", line.text)), len(lines)
    )
    return [line for line in lines[:end] if line.link_share < 0.5 or PUBLISHED.match(fold(line.text))]


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
