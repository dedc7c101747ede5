"""Telling: what the rooms say of one page or file (body, title, metadata, sections), before anybody decides what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from . import chrome, content, files, headline, metadata
from .attachments import FILE, attachments
from .blocks import Block, blocks, mend
from .chrome import Body
from .files import Opened
from .metadata import Metadata
from .page import Page, PageKind, parse, select
from .portals import GENERIC, recognise
from .portals.portal import Article, Portal
from .report import Attachment, Section
from .sections import split
from .titles import Title, read_title

PROOF = frozenset({"proactive", "applications", "review_litigation", "problems"})
GIVEN = (
    "published_at",
    "source",
    "issuer",
    "index_no",
    "doc_no",
)  # what an article that comes as data may say of itself
BOXES = 3  # boxes around the body in which its files may be listed; further out they are other pages' files


@dataclass(frozen=True, slots=True)
class Told:
    """What the rooms said of one page. `method` is how its lines were had: dom, text, pdf or ocr."""

    body: Body
    about: Metadata
    title: Title
    attachments: tuple[Attachment, ...]
    sections: tuple[Section, ...]
    linked: float
    medium: str
    method: str

    @property
    def proof(self) -> int:
        """How many of the four headings that prove a disclosure report the text has."""
        return len(PROOF & {section.code for section in self.sections})


def tell(page: Page, *, ocr: bool = True) -> Told | Opened:
    """What a page or a file says; a file that does not open comes back as it is, with its reason.

    `ocr` false leaves scans alone: they take seconds a page.
    """
    if page.kind is PageKind.FILE:
        opened = files.open(page, ocr=ocr)
        return _file(page, opened) if opened.status == "read" else opened
    portal = recognise(page)
    article = portal.article(page) if portal.article else None
    if article:
        return _article(article, page)
    return _page(page, portal) if page.medium == "html" else _text(page)


def _page(page: Page, portal: Portal) -> Told:
    title, origin = headline.title(page, portal.title)
    found = content.find(page, title, (*portal.body, *GENERIC.body))
    body = chrome.strip(found.blocks, title, found.element)
    listed = {file.url: file for file in _listed(found.element, page.url)}
    for box in portal.files if page.tree is not None else ():
        listed |= {file.url: file for node in select(page.tree, box) for file in attachments(node, page.url)}
    told = _told(page, body, page.lines, (title, origin), tuple(listed.values()))
    return replace(told, about=replace(told.about, origins={**told.about.origins, "body": found.how}))


def _text(page: Page) -> Told:
    title = headline.first_title(page.lines)
    told = _told(page, chrome.strip(page.lines, title[0]), (), title)
    return replace(told, method="dom" if page.medium in {"json", "xml"} else "text")


def _file(page: Page, opened: Opened) -> Told:
    """A file reads like a page without chrome. Its own first title counts, else the link's, else what the file shows.

    Many a PDF does not print whose report it is.
    """
    lines = blocks(opened.tree) if opened.tree is not None else opened.lines
    title, origin = headline.first_title(lines)
    if not read_title(title).report or not read_title(title).year:
        better = [
            (said, where)
            for said, where in ((FILE.sub("", page.named), "link"), (opened.title, "file"))
            if read_title(said).report
        ]
        title, origin = better[0] if better else (title, origin)
    told = _told(page, chrome.strip(lines, title, opened.tree), (), (title, origin))
    return replace(told, medium=opened.medium, method=opened.method)


def _listed(element: HtmlElement | None, url: str) -> tuple[Attachment, ...]:
    """The files that the body names, else those of the nearest box around it (templates list them beside the text)."""
    for _ in range(BOXES):
        if element is None:
            return ()
        if found := attachments(element, url):
            return found
        element = element.getparent()
    return ()


def _article(article: Article, page: Page) -> Told:
    """What the data says counts before what the page around it prints; files that only the text links are its files too."""
    tree = parse(article.html)
    body = chrome.strip(() if tree is None else blocks(tree), article.title, tree)
    inside = () if tree is None else attachments(tree, page.url)
    files = {file.url: file for file in (*inside, *article.attachments)}
    told = _told(page, body, page.lines, (article.title, "json"), tuple(files.values()))
    given = {name: value for name in GIVEN if (value := getattr(article, name))}
    origins = {**told.about.origins, **dict.fromkeys(("body", *given), "json")}
    return replace(told, about=replace(told.about, **given, origins=origins), medium="html")


def _told(
    page: Page,
    body: Body,
    around: Sequence[Block],
    title: tuple[str, str],
    listed: tuple[Attachment, ...] = (),
) -> Told:
    about = metadata.gather(page, body.bar, around, title[0])
    whole = replace(body, lines=mend(body.lines))
    grammar = read_title(title[0])
    origins = {**about.origins, "title": title[1]} if title[0] else about.origins
    return Told(
        body=whole,
        about=replace(about, title=title[0], origins=origins),
        title=grammar,
        attachments=listed,
        sections=split([line.text for line in whole.lines], grammar.kind),
        linked=sum(line.linked for line in body.lines) / max(1, len(body.text)),
        medium=page.medium,
        method="dom",
    )
