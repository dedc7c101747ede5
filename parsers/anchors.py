"""Anchors: every address that a page offers, made whole, with its whole text and the date that stands in its row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from lxml.html import HtmlElement

from .blocks import squeeze
from .hanzi import days
from .page import Page
from .stamps import iso
from .wording import FRAMES, HEADINGS, MAX_ROW, wording

MAX_URL = 2000  # characters: the longest address of a portal seen (a Hanweb nextgroup) has 420
NEAR = 4  # ancestors of a link among which its row is looked for: dl > dd > h4 > span holds the deepest seen
CELLS = frozenset({"td", "th", "li", "dd", "dt", "p", "div"})
MAX_NODES = 200  # elements of a row or a card: the largest captured has 30; a page of ten thousand links has no larger rows
ADDRESSES = ("href", "data-href", "data-url", "data-link")
TARGETS = (
    "data-target",
    "data-path",
    "data-to",
    "data-next",
    "data-uri",
    "data-jump",
)  # may be a selector or a word too
PLACES = f"//*[@onclick or {' or '.join(f'@{name}' for name in (*ADDRESSES, *TARGETS))} or self::iframe or self::frame or self::option[@value]]"
# What a script opens: whatever goes to a place, and any function that is handed an address as written, first or after
# `this` or `event` (eportal's queryArticleByCondition, SharePoint's RefreshPageTo); what is put together from pieces is for parsers/calls.py.
OPENED = re.compile(
    r"(?:\bopen|openUrl|goUrl|gotoUrl|jumpTo|jumpUrl|location\.(?:replace|assign))\s*\(\s*['\"]([^'\"]+)['\"](?!\s*\+)"
    r"|\blocation(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"](?!\s*\+)"
    r"|\b[A-Za-z_$][\w$.]{0,60}\(\s*(?:(?:this|event|e)\s*,\s*)?['\"]((?:https?:/|\.{0,2})/[^'\"\s]{1,600}|[\w/.-]{1,200}\.(?:[sj]?html?|jsp|aspx?|php|do|action)(?:\?[^'\"\s]{0,400})?)['\"](?!\s*\+)"
)
# The values of options that are addresses: /a/index_2.html, index_2.html, ?page=2; not the keys of a search.
CHOICE = re.compile(
    r"(?:https?:)?//|/|\?\w+=|\.{1,2}/|[\w/-]+\.(?:[sj]?html?|jsp|aspx?|php|do|action)(?:$|\?)"
)
# What is no address although it stands in one: templates that a script fills (平潭's el.chnldocurl, {{url}}).
TEMPLATE = re.compile(r"\{\{|\$\{|<%|\+\s*['\"]|['\"]\s*\+|#\{")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]+")
# Nine hrefs in ten need no rebuilding; telling them by one look halves the cost of a page.
PLAIN = re.compile(
    r"(?:https?://[a-z0-9][a-z0-9.-]*[a-z0-9])?/(?:[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*/?)?(?:\?[A-Za-z0-9_]+=[A-Za-z0-9_.-]*)?"
)
ORIGIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*[a-z0-9](?=/|$)")
PORTS = {"http": 80, "https": 443}
SESSION = re.compile(r"^(?:jsessionid|phpsessid|aspsessionid\w*)=", re.IGNORECASE)
PATH_SESSION = re.compile(r";jsessionid=[^/?;]*|\(S\([0-9a-z]{20,}\)\)/?", re.IGNORECASE)
BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
DOTS = re.compile(r"/\.{1,2}(?:/|$)")
# A sign of an address as a script may write it: \u0026, \x26, \/
WRITTEN = re.compile(r"\\(?:u00|x)([0-9A-Fa-f]{2})|\\/")


@dataclass(frozen=True, eq=False)
class Anchor:
    """One address of a page: absolute http(s), with the whole text and the element it stands on."""

    url: str
    text: str
    element: HtmlElement

    @cached_property  # asked by the rows of a list, and again where one of them is a report
    def date(self) -> str | None:
        """The date in its row, ISO 8601; the text of the anchor itself does not count."""
        return beside(self.element)


# The generic reader, a family and the navigation of one page ask for them one after the other.
@lru_cache(maxsize=1)
def anchors(page: Page) -> tuple[Anchor, ...]:
    """The anchors of an HTML page in document order; none for anything else."""
    return () if page.tree is None else tuple(offered(page.tree, root(page), page.encoding))


def offered(tree: HtmlElement, base: str, encoding: str = "utf-8") -> Iterator[Anchor]:
    """The anchors of a tree, a fragment too: links, frames, options, and elements that a script opens."""
    for element in tree.xpath(PLACES):
        if element.tag in {"link", "base"}:
            continue
        if url := _address(element, base, encoding):
            yield Anchor(url, wording(element), element)


def root(page: Page) -> str:
    """What relative addresses of a page are relative to: its `<base>`, else its own address."""
    node = None if page.tree is None else page.tree.find(".//base[@href]")
    return page.url if node is None else resolve(str(node.get("href")), page.url) or page.url


def resolve(href: str, base: str, encoding: str = "utf-8") -> str | None:
    """An absolute http(s) address without fragment and session id, None where `href` is none.

    >>> resolve("../../t1.htm#top", "http://a.gov.cn/x/y/z/index.html"), resolve("javascript:void(0)", "http://a.gov.cn/")
    ('http://a.gov.cn/x/t1.htm', None)
    """
    href = CONTROL.sub("", href).strip().replace("&amp;", "&")
    if not href or href.startswith("#") or len(href) > MAX_URL or TEMPLATE.search(href):
        return None
    if (scheme := SCHEME.match(href)) and scheme[0].lower() not in {"http:", "https:"}:
        return None
    if PLAIN.fullmatch(href) and "/." not in href and "sess" not in href.lower():
        origin = ORIGIN.match(base) if href[0] == "/" else None
        if origin or href[0] != "/":
            return origin[0] + href if origin else href
    path, mark, query = href.partition("?")
    try:
        return _whole(urlsplit(urljoin(base, path.replace("\\", "/") + mark + query)), encoding)
    except ValueError:  # http://[…, ports of letters: no address
        return None


def parts(url: str) -> SplitResult:
    """The parts of an address; an address that is none (`http://[`) is all path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def number(url: str, name: str) -> int | None:
    """The number that the query of an address gives to `name`, None where it gives none."""
    found = re.search(rf"[?&]{re.escape(name)}=(\d{{1,9}})(?=&|$)", url)
    return int(found[1]) if found else None


def saying(page: Page, *words: str) -> Iterator[HtmlElement]:
    """The elements of the body in which one of these words is printed: the one around the text, then the one around that."""
    test = " or ".join(f"contains(., '{word}')" for word in words)
    for said in () if page.tree is None else page.tree.xpath(f"//body//text()[{test}]"):
        near = said.getparent()
        # the parent of a text after an element is, to lxml, that element; a comment can be one
        around = near.getparent() if said.is_tail else near
        for box in () if around is None else (around, around.getparent()):
            if box is not None and box.tag not in {"script", "style", "option", "html"}:
                yield box


def beside(element: HtmlElement) -> str | None:
    """The date in the row of a link: in the largest element around it that holds no other link, or right after that."""
    row, own = element, "".join(element.itertext())
    for _ in range(NEAR):
        above = row.getparent()
        if above is None or not _alone(element, above):
            break
        row = above
    after = row.getnext()
    rest = "".join(_cells(row)).replace(own, " ", 1) if row is not element else ""
    alone = (
        after is not None and isinstance(after.tag, str) and after.tag != "a" and after.find(".//a") is None
    )
    beyond = "".join(after.itertext()) if after is not None and alone else ""
    near = next((date for text in (rest, own, row.tail or "", beyond) if (date := _date(text))), None)
    return near or _posted(element)


def _cells(row: HtmlElement) -> Iterator[str]:
    """The text of a row, its cells apart: 367KB | 2025-01-30 | 519 are three things."""
    yield row.text or ""
    for child in row:
        apart = " " if child.tag in CELLS else ""
        yield apart
        yield from _cells(child) if isinstance(child.tag, str) else ()
        yield apart + (child.tail or "")


def _alone(element: HtmlElement, above: HtmlElement) -> bool:
    """Whether a box is the row of a link: short, and with no other link."""
    said = 0
    for n, node in enumerate(above.iter()):
        said += len(node.text or "") + len((node.tail if node is not above else None) or "")
        other = node.tag == "a" and node is not element and node.get("href") != element.get("href")
        if other or said > MAX_ROW or n > MAX_NODES:
            return False
    return True


def _posted(element: HtmlElement) -> str | None:
    """The day that the card of a link marks as its own: the one <time> beside the one heading of the box."""
    for above, _ in zip(element.iterancestors(), range(NEAR), strict=False):
        inside = list(islice(above.iter(), MAX_NODES + 1))
        times = [node for node in inside if node.tag == "time"]
        if len(inside) > MAX_NODES or sum(node.tag in HEADINGS for node in inside) > 1:
            return None
        if times:
            return _date("".join(times[0].itertext())) or _date(str(times[0].get("datetime") or "")[:10])
    return None


def _date(text: str) -> str | None:
    if len(text) > MAX_ROW:
        return None
    return next((found.day.value for found in days(iso(squeeze(text))) if found.day.precision == "day"), None)


def _address(element: HtmlElement, base: str, encoding: str) -> str | None:
    names = ("src",) if element.tag in FRAMES else ("value",) if element.tag == "option" else ADDRESSES
    for name in names:
        said = element.get(name)
        if element.tag == "option" and not CHOICE.match(said or ""):
            continue
        if said and (url := resolve(said, base, encoding)):
            return url
    for name in TARGETS:
        if (said := element.get(name)) and CHOICE.match(said) and (url := resolve(said, base, encoding)):
            return url
    for name in ("onclick", "href"):
        if opened := OPENED.search(WRITTEN.sub(_sign, element.get(name) or "")):
            return resolve(opened[opened.lastindex or 0], base, encoding)
    return None


def _sign(written: re.Match[str]) -> str:
    return chr(int(written[1], 16)) if written[1] else "/"


def _whole(split: SplitResult, encoding: str) -> str | None:
    scheme, host = split.scheme.lower(), (split.hostname or "").lower().rstrip(".")
    if scheme not in PORTS or split.username is not None:
        return None
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    port = f":{split.port}" if split.port and split.port != PORTS[scheme] else ""
    path = _escaped(PATH_SESSION.sub("", split.path) or "/", "utf-8", "/:@!$&'()*+,;=~")
    if DOTS.search(path):
        path = urlsplit(urljoin(f"{scheme}://{host}/", path)).path
    query = "&".join(pair for pair in split.query.split("&") if not SESSION.match(pair))
    query = _escaped(query, encoding, "/?:@!$&'()*+,;=~[]")
    url = f"{scheme}://{host}{port}{path or '/'}{'?' + query if query else ''}"
    return url if len(url) <= 2 * MAX_URL else None


def _escaped(text: str, encoding: str, safe: str) -> str:
    """Text as it travels in an address; browsers send paths in utf-8 and queries in the encoding of the page."""
    return quote(BAD_ESCAPE.sub("%25", text), safe=safe + "%", encoding=encoding, errors="replace")
