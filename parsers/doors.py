"""Doors: where a page leads that lists nothing itself: its frames, its refresh, the way in, the offices housed behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .anchors import Anchor, parts, resolve, root
from .attachments import is_file
from .columns import DISCLOSURE, Column, is_front, named, path_worth, worth
from .link import ASIDE, FRAME, HOUSED, REFRESH, Link, is_article
from .offices import is_office
from .page import Page
from .wording import FRAMES

REFRESHED = re.compile(r"^\s*\d*\s*;?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"](?!\s*\+)|location\.replace\(\s*['\"]([^'\"]+)['\"](?!\s*\+)"
)
# How a page that only welcomes, or says that the site has moved, names the way on.
ENTER = re.compile(
    r"^[>»\s]*(?:请?(?:点击|点此)|跳过|直接)?(?:这里|此处)?(?:进入|访问|前往)[^。，]{0,10}(?:首页|主页|主站|门户|网站|官网|新版|站点|>|»)?[^。，]{0,4}$|^(?:网站|门户)?(?:首页|主页)$"
)


def doors(page: Page, found: Sequence[Anchor], here: Column, *, leads: bool) -> Iterable[Link]:
    """Where a page that says nothing itself leads: its frames, its refresh, the address its script goes to.

    The frames of a page that has words but nothing that `leads` anywhere are looked at last.
    """
    host = parts(page.url).netloc
    frames = [
        each
        for each in found
        if each.element.tag in FRAMES and parts(each.url).netloc == host and not is_file(each.url)
    ]
    for frame in frames:
        name = (
            named(page, here) if here else frame.text
        )  # what stands in a frame is the column of the page around it
        if page.bare or here >= Column.DISCLOSURE:
            yield Link(frame.url, name, "list", FRAME if here or page.bare else DISCLOSURE)
        elif score := max(worth(frame.text), path_worth(frame.url), 0 if leads else ASIDE):
            yield Link(frame.url, name, "list", score)
    if not leads and parts(page.url).path in {"", "/"}:
        # a cover leads by a picture that says nothing
        yield from (
            Link(each.url, each.text, "list", DISCLOSURE)
            for each in found
            if ENTER.match(each.text) or (page.bare and not each.text and each.element.tag in {"a", "area"})
        )
    if (leads and not page.bare) or page.tree is None:
        return
    said = [
        REFRESHED.match(str(meta.get("content") or ""))
        for meta in page.tree.iter("meta")
        if meta.get("http-equiv")
    ]
    if page.bare:  # elsewhere a script may send telephones to a page of their own
        said += [SCRIPTED.search(script.text or "") for script in page.tree.iter("script")]
    for door in said:
        url = resolve(next((part for part in door.groups() if part), ""), root(page)) if door else None
        if url:
            yield Link(url, "", "list", REFRESH)


def housed(page: Page, found: Iterable[Anchor]) -> Iterable[Link]:
    """The offices that have their pages on this very host, from a first page: elsewhere a list of offices may be facets."""
    if not is_front(page):
        return
    host = parts(page.url).netloc
    for each in found:
        if is_office(each.text) and parts(each.url).netloc == host and not is_article(each.url):
            yield Link(each.url, each.text, "list", HOUSED)
