"""Headline: the title of a page or a text, and where it was read: the places that may name it, in the order they are believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from .blocks import Block
from .hanzi import key
from .infobar import is_bar
from .page import Page, select
from .records import carried
from .residue import judge
from .titles import read_title

TITLE_METAS = ("articletitle", "title", "og:title", "dc.title")
SUFFIX = re.compile(r"\s*[-_|–—·>]+\s*")
TOP_LINES = 60  # lines without a link among which a title may stand when no meta names it
HAN = re.compile(r"[\u4e00-\u9fff]{2}")


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
