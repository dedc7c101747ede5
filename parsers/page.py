"""Page: bytes into text into a tree, the national meta tags, and what kind of page it is."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import lxml.etree
import lxml.html
from lxml.cssselect import CSSSelector

from .blocks import Block, blocks, lines
from .decoding import decode, sniff
from .hanzi import fold

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from lxml.html import HtmlElement

# Longest text that is parsed: libxml2 holds some 20 bytes a character; the longest report seen is 60,000 characters.
MAX_CHARS = 8_000_000

# Attributes of one tag. libxml2 takes the square of their number: 200,000 of them, in 2 MB, take minutes. No honest tag
# has thirty; and each needs one of these bytes before it, so that most pages need not be looked at.
MOST_ATTRIBUTES = 1000
SEPARATORS = b" \t\n\r\f/\"'"

WORDS = 4000  # characters that decide what kind of page this is
FEW = 60  # characters: a page that says less is a door (frames, a refresh, a script), no list and no article

CHALLENGES = (  # facts of facts/portals: what stands in the page when a guard answers instead of the portal
    ("ruishu", re.compile(r"\$_ts\s*=\s*window\['\$_ts'\]|<meta[^<>]{1,400}\br='m'")),
    (
        "jsl",
        re.compile(r"__jsl_clearance(?:_s)?\s*=|document\.cookie\s*=.{0,400}location\.href\s*=", re.DOTALL),
    ),
    ("acw", re.compile(r"var\s+arg1\s*=\s*'[0-9A-F]{40}'|acw_sc__v2")),
    ("wzws", re.compile(r"wzws[-_](?:ray|sessionid|waf)", re.IGNORECASE)),
    ("waf", re.compile(r"访问异常页面|您的请求已被拦截|安全狗|请求被阻断|网站防火墙|事件ID")),
)
LOST = re.compile(
    r"页面不存在|页面未找到|找不到(?:该|您|此|相关|指定)?.{0,8}页|页面.{0,6}(?:丢失|已删除|无法访问|走丢)|信息不存在|栏目不存在"
    r"|文章不存在|404\s*(?:错误|not\s*found|error)|^\s*404\s*$",
    re.IGNORECASE,
)
# libxml2 stops at the first </html>; browsers read on (a 国务院公报 page closes twice and has its body after the first)
ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
# Where the browser cuts a long text into screens (开普云): the source holds all of them, and the mark is none of it.
SCREENS = re.compile(r"#PAGE_BREAK#|</?pagebreak\s*/?>", re.IGNORECASE)
# A page that says nothing itself, and where its words come from: a script, a frame, another page it goes on to.
SCRIPTED = re.compile(
    r"<script|<i?frame\b|http-equiv\s*=\s*[\"']?refresh|id=[\"'](?:app|root)[\"']", re.IGNORECASE
)


# The day of its row, which a link to a report carries behind its text.
ROW_DAY = re.compile(r" ((?:19|20)\d\d-\d\d-\d\d)$")
# How the script of a list writes the addresses of its rows: what a link to its data carries behind its text.
ROW_LEAF = re.compile(r" (\S*\{(\w+)\}\S*)$")


class PageKind(enum.StrEnum):
    """What a page is, before anybody asks what it says."""

    ARTICLE = "article"
    LIST = "list"
    SHELL = "shell"
    CHALLENGE = "challenge"
    SOFT404 = "soft404"
    EMPTY = "empty"
    DATA = "data"
    FILE = "file"


class Page:
    """One response: its bytes, where they came from, and everything that is read off them once and shared.

    `form` is the body of the POST that asked for it (Hanweb and Lonsun page their lists so); `label` the text of the link
    that led here: the answer of an endpoint does not say of which column it is. A day at its end is that of the row.
    """

    def __init__(
        self, data: bytes, url: str = "", content_type: str = "", form: bytes = b"", label: str = ""
    ) -> None:
        self.data = data
        self.url = url
        self.content_type = content_type
        self.form = form
        self.label = label

    def __repr__(self) -> str:
        return f"Page({len(self.data)} bytes, {self.url!r})"

    @property
    def named(self) -> str:
        """The text of the link that led here, without the day of its row or the address of rows."""
        return ROW_LEAF.sub("", ROW_DAY.sub("", self.label))

    @property
    def listed_at(self) -> str | None:
        """The day in the row of the link that led here, ISO 8601; None where it has none."""
        found = ROW_DAY.search(self.label)
        return found[1] if found else None

    def row_address(self, row: Mapping[str, object]) -> str | None:
        """The address of a row of this data as the script of its list writes it; None where nothing said how."""
        written = ROW_LEAF.search(self.label)
        value = row.get(written[2]) if written else None
        return written[1].replace(f"{{{written[2]}}}", str(value)) if written and value else None

    @cached_property
    def medium(self) -> str:
        """What the bytes are, by their first bytes and never by name: html, text, json, xml, pdf, docx …"""
        return sniff(self.data)

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.data, self.content_type)

    @property
    def text(self) -> str:
        """The whole text as decoded by score; `encoding` names the codec that won."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        return self._decoded[1]

    @cached_property
    def tree(self) -> HtmlElement | None:
        """The lxml root of an HTML page, None for anything else or where there is nothing to parse."""
        if self.medium != "html":
            return None
        return parse(self.text)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The same page for people who write `links()` rules over lists."""
        from bs4 import BeautifulSoup  # noqa: PLC0415 - six times the cost of lxml: only where it is asked for

        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def metas(self) -> dict[str, str]:
        """The meta tags, names in lower case, the first that is not empty wins."""
        found: dict[str, str] = {}
        if self.tree is None:
            return found
        for meta in self.tree.iter("meta"):
            name = str(meta.get("name") or meta.get("property") or "").strip().lower()
            content = " ".join(str(meta.get("content") or "").split())
            if name and content and not found.get(name):
                found[name] = content
        return found

    @cached_property
    def lines(self) -> tuple[Block, ...]:
        """Every line of the page in document order, chrome and all."""
        if self.tree is not None:
            return blocks(self.tree)
        return lines(self.text) if self.medium == "text" else ()

    @cached_property
    def title_tag(self) -> str:
        """The text of `<title>`, one line."""
        node = None if self.tree is None else self.tree.find(".//title")
        return "" if node is None else " ".join((node.text or "").split())

    @cached_property
    def words(self) -> str:
        """The visible text without white space, enough of it to tell a kind."""
        said: list[str] = []
        for line in self.lines:
            said.append("".join(line.text.split()))
            if sum(map(len, said[-200:])) > WORDS:
                break
        return "".join(said)[:WORDS]

    @property
    def bare(self) -> bool:
        """Whether the page itself says next to nothing."""
        return len(self.words) < FEW

    @cached_property
    def guard(self) -> str | None:
        """The name of the guard whose challenge this is, None on an ordinary page."""
        if len(self.words) > 600:
            return None
        return next((name for name, mark in CHALLENGES if mark.search(self.text[:60_000])), None)

    @cached_property
    def kind(self) -> PageKind:
        """What this page is; ARTICLE or LIST where it is an ordinary page."""
        if not self.data.strip():
            return PageKind.EMPTY
        if self.medium in {"json", "xml"}:
            return PageKind.DATA
        if self.medium not in {"html", "text"}:
            return PageKind.FILE
        if self.guard:
            return PageKind.CHALLENGE
        if len(self.words) < 400 and LOST.search(fold(f"{self.title_tag}\n{self.words}")):
            return PageKind.SOFT404
        if self.medium == "html" and self.bare and SCRIPTED.search(self.text):
            return PageKind.SHELL
        if not self.words:  # the menu of a frameset may be one picture with links on it
            linked_ = self.tree is not None and self.tree.find(".//area[@href]") is not None
            return PageKind.LIST if linked_ else PageKind.EMPTY
        if self.medium == "text" or {"articletitle", "pubdate"} & self.metas.keys():
            return PageKind.ARTICLE
        linked = sum(line.linked for line in self.lines)
        return PageKind.LIST if linked * 2 > sum(len(line.text) for line in self.lines) else PageKind.ARTICLE


def parse(text: str) -> HtmlElement | None:
    """An HTML text as a tree, None where it holds nothing, or a tag made to hurt. Never raises: libxml2 mends what it can."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    whole = SCREENS.sub("<br>", ENDS.sub("", text[:MAX_CHARS].replace("\x00", "")))
    source = whole.encode("utf-8", "replace")
    if _attributes(source) > MOST_ATTRIBUTES:
        return None
    try:
        root = lxml.html.document_fromstring(source, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    return root


class _Widest:
    """Listens to a parser that builds no tree, and keeps the largest number of attributes."""

    most = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def _attributes(source: bytes) -> int:
    """The most attributes that any tag has; 0 where it cannot be many."""
    if len(source) - len(source.translate(None, SEPARATORS)) <= MOST_ATTRIBUTES * 10:
        return 0
    listener: Any = _Widest()
    parser = lxml.etree.HTMLParser(encoding="utf-8", huge_tree=True, target=listener)
    try:
        most: Any = lxml.etree.fromstring(
            source, parser
        )  # a parser with a target gives what its close() gives
        return int(most)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return 0


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements under `root` that a CSS selector names, in document order.

    Raises cssselect.SelectorError where the selector is none.
    """
    found: list[HtmlElement] = _compiled(selector)(root)
    return found


@lru_cache(maxsize=512)
def _compiled(selector: str) -> Callable[[HtmlElement], Any]:
    return CSSSelector(selector, translator="html")
