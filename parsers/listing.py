"""Listing: one page into the links worth following, each with a role and a score; the generic reader of all lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from .anchors import Anchor, anchors, parts
from .attachments import attachments
from .blocks import squeeze
from .calls import led
from .columns import (
    ANNUAL,
    CATALOGUE,
    TITLE,
    Column,
    climbed,
    column,
    named,
    worth,
)
from .doors import doors, housed
from .fetches import feeds, fetches, leaf, stepped, summoned
from .link import (
    ASIDE,
    ATTACHMENT,
    BRANCHES,
    DATA,
    EVIDENT,
    Link,
    Links,
    articles,
    best,
    grade,
    is_article,
    leads_on,
    posted,
    weigh,
)
from .numbering import address_number, advanced, sized
from .offices import is_place
from .page import Page, PageKind
from .pager import MAX_PAGE, Stated, drawn, following, stated, turns
from .postback import BLIND, switches, turn, turned
from .rows import dated
from .script import Turn
from .titles import Title, read_title
from .trees import nodes
from .wording import MORE, trim

SEVERAL = 4  # reports on a page that is none itself: so many are no related articles any more
BOXES = 5  # boxes around a row among which the one with its 更多 is looked for
MAX_BOX = 60  # links: a box of the home page has a dozen, one with more is the page
FULL = 10  # rows: fewer are the last page of a list that says nothing of its pages
WHOLE = re.compile(
    r"<(?:html|body|head)\b", re.IGNORECASE
)  # what only a page has; rows that a script asked for have none
FRUITLESS = frozenset({PageKind.CHALLENGE, PageKind.SOFT404, PageKind.FILE})


def links(page: Page) -> Links:
    """The links of any HTML page worth following. Never raises; an ordinary page of news yields its columns at most."""
    if page.tree is None or page.kind in FRUITLESS:
        return Links()
    here, calls, report = column(page), tuple(led(page)), _reports(page)
    called = (Anchor(call.url, trim(text), node) for text, node, call in calls if not call.form)
    found = (*anchors(page), *called)
    article = _article(page)
    own = _files(page) if article or report else ()
    files = {file.url for file in own}
    # a place in the chrome of a report is no row of a list of offices
    rest = (each for each in found if each.url not in files and not (report and is_place(each.text)))
    listed = dated(each for each in found if not is_article(each.url))
    kept = [link for anchor in rest if (link := grade(anchor, here, page.url, listed))]
    # /c3.html is an article by its address, and a list by what stands there; a report of any address is one by its title
    rows, few = articles(found, kept, listed), sum(link.role == "report" for link in kept) < SEVERAL
    paged = not report and rows >= SEVERAL and following(page, found) is not None
    article = (report and (article or few)) or (article and few and not paged)
    kept += (*own, *doors(page, found, here, leads=bool(kept or article)))
    kept += housed(page, found) if not (here or article) else ()
    kept += _evident(page, found, kept, report=report, article=article)
    score = leads_on(page, here, kept, rows) if rows and not article else 0
    said = stated(page) if score else Stated()
    if (here is Column.ANNUAL or page.kind is PageKind.SHELL) and not rows and (page.bare or not article):
        asked = (
            _sent(
                page, call.url, call.form, Link("", f"{named(page, here)} {leaf(page)}".strip(), "data", DATA)
            )
            for call in fetches(page)
        )
        kept += asked
    kept += (*_drawn(page, here), *_fed(page, here))
    kept += _summoned(page, here)
    sent = [(text, call.url, call.form) for text, _, call in calls if call.form]
    kept += (
        *(_following(page, here, found, said, score, rows) if score else ()),
        *_switched(page, here, sent),
    )
    return Links(best(kept, page.url), said.records)


def _following(
    page: Page, here: Column, found: Sequence[Anchor], said: Stated, score: int, rows: int
) -> Iterable[Link]:
    """The page of this list after this one: by links and scripts, else by the form that the page itself sends back."""
    asked = [(step.url, step.form) for step in turns(page, found, said)]
    if not asked and (post := turned(page, said.pages)):
        asked = [(post.url, post.form)]
    number = said.current or address_number(page.url) or turn(page.form) or 1
    if not asked and number < (said.pages or MAX_PAGE) and (more := stepped(page, number + 1)):
        asked = [(more.url, more.form)]
    if not asked and not WHOLE.search(page.text) and (rest := _continued(page, said, rows)):
        asked = [(rest.url, rest.form)]
    # the answer may be a fragment or data, and not say of which column it is
    text = named(page, here) if asked else ""
    for url, form in asked:
        yield _sent(page, url, form, Link("", text, "next", score))


def _continued(page: Page, said: Stated, rows: int) -> Turn | None:
    """The rows after those that a script fetched into a box, which have no pager of their own: until a page is not full."""
    after = advanced(page.url, page.form)
    pages = said.pages or drawn(page)
    last = min(MAX_PAGE, pages or BLIND)
    full = rows >= (sized(f"{page.url}&{page.form.decode('utf-8', 'replace')}") or FULL)
    return after if after and after.number and after.number <= last and (pages or full) else None


def _sent(page: Page, url: str, form: bytes, link: Link) -> Link:
    """A link as the request that sends a form to this address, where there is one to send."""
    link = replace(link, url=url)
    return replace(link, method="POST", form=form, headers=posted(page, form=form)) if form else link


def _switched(page: Page, here: Column, sent: Iterable[tuple[str, str, bytes]]) -> Iterable[Link]:
    """The columns that a page opens by sending its form: 政府信息公开年报, and below it years and offices."""
    for text, url, form in (*switches(page), *sent):
        link = weigh(text, url, here, page.url)
        if link and link.role == "list" and link.score >= (BRANCHES if here is Column.ANNUAL else ANNUAL):
            yield _sent(page, url, form, link)


def _summoned(page: Page, here: Column) -> Iterable[Link]:
    """The columns, years and offices whose rows a script fetches into a box of this page: an answer does not say which it is."""
    for text, asked in summoned(page):
        link = weigh(text, asked.url, here, page.url)
        if link and link.role == "list" and link.score >= (BRANCHES if here is Column.ANNUAL else ANNUAL):
            label = text if worth(text) >= ANNUAL else f"{named(page, here)} > {text}"
            yield _sent(
                page, asked.url, asked.form, replace(link, text=f"{label} {leaf(page)}".strip(), role="data")
            )


def _drawn(page: Page, here: Column) -> Iterable[Link]:
    """The columns of a catalogue that a script draws; what stands below 政府信息公开年报 has its office for a name, or its year."""
    for node in nodes(page):
        above = next((name for name in node.above if worth(name) >= ANNUAL), "")
        link = weigh(node.name, node.url, Column.ANNUAL if above else here, page.url)
        if above and not is_article(node.url):
            yield Link(node.url, f"{above} {node.name}", "list", max(BRANCHES, link.score if link else 0))
        elif link:
            yield link


def _fed(page: Page, here: Column) -> Iterable[Link]:
    """What the empty boxes of a column say they are filled from."""
    if here >= Column.DISCLOSURE:
        score = DATA if here is Column.ANNUAL else CATALOGUE
        yield from (Link(url, named(page, here), "data", score) for url in feeds(page))


def _evident(
    page: Page, found: Sequence[Anchor], kept: Sequence[Link], *, report: bool, article: bool
) -> Iterable[Link]:
    """The columns of which this page shows that they hold reports, whatever they are called.

    The 更多 of a box in which a report is listed (通知公告 of a home page), and the last step of the breadcrumb of a report.
    """
    linked = {anchor.element: anchor for anchor in found}
    reports = {link.url for link in kept if link.role == "report"}
    shown = [anchor.element for anchor in found if anchor.url in reports and not article]
    steps = [step for step in climbed(page) if step in linked] if report else []
    mores = [more for row in shown if (more := _more(row)) is not None]
    for element in dict.fromkeys((*mores, *steps[-1:])):
        anchor = linked.get(element)
        if (
            anchor
            and not is_article(anchor.url)
            and parts(anchor.url).netloc == parts(page.url).netloc
            and len(parts(anchor.url).path) + len(parts(anchor.url).query) > 1
        ):
            yield Link(anchor.url, anchor.text, "list", max(EVIDENT, worth(anchor.text)))


def _more(row: HtmlElement) -> HtmlElement | None:
    """The 更多 of the smallest box around a row that has one."""
    for box in islice(row.iterancestors(), BOXES):
        links = list(box.iter("a"))
        if len(links) > MAX_BOX:
            return None
        for each in links:
            if (
                MORE.match(squeeze("".join(each.itertext())))
                or "more" in str(each.get("class") or "").lower()
            ):
                return each
    return None


def _reports(page: Page) -> bool:
    """Whether a page is one report by its title: it names the year and the office."""
    return any(
        title.report and title.year and title.agency for title in (*_titles(page), read_title(page.named))
    )


def _titles(page: Page) -> Iterator[Title]:
    """The titles that a page gives itself; the name of its column may stand before it in `<title>`, that of the site behind it."""
    own = (page.metas.get("articletitle", ""), page.title_tag, *TITLE.split(page.title_tag))
    yield from (read_title(said) for said in own if said)


def _article(page: Page) -> bool:
    return bool(page.metas.get("articletitle")) or is_article(page.url)


def _files(page: Page) -> tuple[Link, ...]:
    """The files of a page that holds a report by its title; a file that names another office or year is no part of it."""
    titles = [title for title in _titles(page) if title.report]
    title = next((title for title in titles if title.year), titles[0] if titles else None)
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
