"""Founder (方正; newspapers and the portals made like them): what an article is stands in comments around its text."""

from __future__ import annotations

import re

from ..blocks import squeeze
from ..page import Page
from ..records import day
from .portal import Article, Portal, signs

# <!--enpproperty <articleid>…</articleid><date>2019-04-18 11:18:16.0</date>…/enpproperty--> … <!--enpcontent-->…<!--/enpcontent-->
# Each end is looked for from its beginning on; a pattern for both would try every beginning against the whole page.
PROPERTY, PROPERTY_END = re.compile(r"<!--\s{0,4}enpproperty\b"), re.compile(r"/enpproperty\s{0,4}-->")
CONTENT = re.compile(r"(?:<!--\s{0,4}enpcontent\s{0,4}-->\s{0,99})+")
CONTENT_END = re.compile(r"<!--\s{0,4}/enpcontent\s{0,4}-->")
MAX_VALUE = 400  # characters of one property: the longest title seen has 60
VALUE = re.compile(rf"<(title|date)>(.{{0,{MAX_VALUE}}}?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^<>]{1,200}>")


def article(page: Page) -> Article | None:
    """The article between the comments; None for a page without them, and for one whose text is marked by elements."""
    if page.medium != "html":
        return None
    head, text = _between(page.text, PROPERTY, PROPERTY_END), _between(page.text, CONTENT, CONTENT_END)
    given = {name: squeeze(TAG.sub("", value)) for name, value in VALUE.findall(head)}
    if not given.get("title") or not text.strip():
        return None
    return Article(title=given["title"], html=text, published_at=day(given, "date"))


def _between(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    start = opening.search(text)
    end = closing.search(text, start.end()) if start else None
    return text[start.end() : end.start()] if start and end else ""


FOUNDER = Portal(
    name="founder",
    marks=(*signs(r"<!--\s{0,4}(?:enpproperty|/?enpcontent)\b", r"<founder-(?:title|content|date)\b"),),
    title=("founder-title", "h1"),
    body=("founder-content", "#ozoom"),
    article=article,
)
