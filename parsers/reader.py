"""The reader: one page into one report. Asks each room once, in order, and decides nothing that a room can decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from . import chrome, content, metadata
from .attachments import attachments
from .blocks import Block, blocks, mend
from .chrome import Body
from .fingerprint import agency_id, content_hash, coverage, report_id
from .forms import fill
from .hanzi import script, simplify
from .issuer import find_issuer, find_year
from .metadata import Metadata
from .page import Page, PageKind, parse
from .portals import GENERIC, recognise
from .portals.portal import Article, Portal
from .regions import Place, locate, place_of_code
from .report import PARSER_VERSION, Attachment, NotAReport, Reading, Report, Section, Unreadable
from .sections import split
from .titles import Title, read_title

PROOF = frozenset({"proactive", "applications", "review_litigation", "problems"})
PROVED = 2  # of the four outline words that make a text a disclosure report (facts/statute §6)
NARRATIVE = frozenset(
    {"fees", "consult", "staff", "annex", "interpretation"}
)  # sections that only form A has
SURE = 3  # of them when the title does not say so
BOXES = 3  # boxes around the body in which its files may be listed; further out they are other pages' files
SPEECHLESS = {
    "pdf": "PDF", "doc": "DOC or XLS", "docx": "DOCX", "xlsx": "XLSX", "ofd": "OFD", "image": "image", "zip": "archive",
}  # fmt: skip


def strip(page: Page) -> Body:
    """The body of a page without its chrome; the info bar kept aside as fields, every cut line kept with its rule."""
    return _body(page, recognise(page)).body


def read(page: Page, place: Place | None = None) -> Reading:
    """One page as a report, as a page that is none, or as unreadable. Never raises.

    `place` is the portal's own region: it settles names that many places share, and is never used to make one up.
    """
    if page.medium == "empty":
        return Unreadable("the file is empty", page.url, "empty")
    if page.kind is PageKind.FILE:
        what = SPEECHLESS.get(page.medium, "binary")
        return Unreadable(f"{what} files are not read by this version", page.url, page.medium)
    portal = recognise(page)
    article = portal.article(page) if portal.article else None
    told = _article(article, page) if article else _body(page, portal)
    if reason := _reason(page, told):
        return _not(page, told, reason)
    return _report(page, told, place)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rooms said of one page, before anybody decides what it is."""

    body: Body
    about: Metadata
    title: Title
    attachments: tuple[Attachment, ...]
    sections: tuple[Section, ...]
    linked: float

    @property
    def proof(self) -> int:
        return len(PROOF & {section.code for section in self.sections})


def _body(page: Page, portal: Portal) -> _Told:
    if page.medium != "html":
        title, origin = metadata.first_title(page.lines)
        body = chrome.strip(page.lines, title)
        return _told(page, body, (), title, origin, ())
    title, origin = metadata.title(page, portal.title)
    found = content.find(page, title, (*portal.body, *GENERIC.body))
    body = chrome.strip(found.blocks, title, found.element)
    files = _files(found.element, page.url)
    told = _told(page, body, page.lines, title, origin, files)
    return replace(told, about=replace(told.about, origins={**told.about.origins, "body": found.how}))


def _files(element: HtmlElement | None, url: str) -> tuple[Attachment, ...]:
    """The files that the body names, else those of the nearest box around it (templates list them beside the text)."""
    for _ in range(BOXES):
        if element is None:
            return ()
        if files := attachments(element, url):
            return files
        element = element.getparent()
    return ()


def _article(article: Article, page: Page) -> _Told:
    tree = parse(article.html)
    body = chrome.strip(() if tree is None else blocks(tree), article.title, tree)
    told = _told(page, body, (), article.title, "json", article.attachments)
    about = replace(
        told.about,
        published_at=article.published_at or told.about.published_at,
        source=article.source or told.about.source,
        index_no=article.index_no or told.about.index_no,
        doc_no=article.doc_no or told.about.doc_no,
        origins={**told.about.origins, "body": "json", "published_at": "json", "source": "json"},
    )
    return replace(told, about=about)


def _told(
    page: Page, body: Body, around: Sequence[Block], title: str, origin: str, files: tuple[Attachment, ...]
) -> _Told:
    about = metadata.gather(page, body.bar, around)
    whole = replace(body, lines=mend(body.lines))
    told = read_title(title)
    linked = sum(line.linked for line in body.lines) / max(1, len(body.text))
    sections = split([line.text for line in whole.lines], told.kind)
    return _Told(
        whole,
        replace(about, title=title, origins={**about.origins, **({"title": origin} if title else {})}),
        told,
        files,
        sections,
        linked,
    )


def _reason(page: Page, told: _Told) -> str | None:
    """Why this is no report, None when it is one."""
    if page.kind is PageKind.CHALLENGE:
        return f"a guard answered instead of the portal ({page.guard})"
    if page.kind is PageKind.SOFT404:
        return "the page says that there is no such page"
    title = told.title
    if title.kind and not title.report:
        return title.reason or f"the title is that of another kind: {title.kind}"
    if not title.report and told.proof < SURE:
        return title.reason or "neither title nor outline is that of an annual report"
    if told.linked > 0.5 and not told.attachments:
        return "a list of links under the title of a report"
    if title.report and not (title.year or title.agency) and told.proof < PROVED:
        return "a column of reports: the title names neither year nor agency, and no outline follows"
    if title.report and not title.year and told.proof == 0 and title.kind != "law_government_annual":
        return "the title names no year, and no outline of a report follows"
    return None


def _not(page: Page, told: _Told, reason: str) -> NotAReport:
    return NotAReport(
        reason=reason,
        url=page.url,
        title=told.body.title or None,
        published_at=told.about.published_at,
        source=told.about.source or told.about.issuer,
        medium=page.medium,
        body=told.body.text or None,
        attachments=told.attachments,
        origins=told.about.origins,
        cuts=told.body.cuts,
    )


def _report(page: Page, told: _Told, place: Place | None) -> Report:
    host = urlsplit(page.url).hostname or ""
    near = place or place_of_code(page.metas.get("siteidcode", "")[:6])
    lines = [line.text for line in told.body.lines]
    issuer = find_issuer(told.title, lines, told.about.issuer or told.about.source)
    year, year_origin = find_year(told.title, lines)
    where = locate(issuer.name, near).place if issuer.name else None
    known = agency_id(issuer.name, near, host) if issuer.name else None
    kind = told.title.kind or "disclosure_annual"
    body = told.body.text or None
    digest = content_hash(body) if body else None
    filled = fill(told.body.lines, page.url, "dom" if page.medium in {"html", "json"} else "text")
    origins = {
        "kind": "title" if told.title.kind else "outline",
        "agency": issuer.origin,
        "year": year_origin,
    }
    return Report(
        kind=kind,
        year=year,
        agency=issuer.name,
        title=told.body.title,
        url=page.url,
        id=report_id(kind, known, year, coverage(issuer.name), digest or ""),
        agency_id=known,
        coverage=coverage(issuer.name),
        template=filled.template or _outline(told),
        medium="html" if page.medium in {"html", "json"} else page.medium,
        official=host == "gov.cn" or host.endswith(".gov.cn"),
        parser_version=PARSER_VERSION,
        sections=told.sections,
        cells=filled.cells,
        attachments=told.attachments,
        origins={**told.about.origins, **{name: origin for name, origin in origins.items() if origin}},
        cuts=told.body.cuts,
        **_placed(where),
        **_printed(told, body, digest),
    )


def _placed(where: Place | None) -> dict[str, Any]:
    if where is None:
        return {}
    return {
        "division_code": where.code,
        "province": where.province,
        "city": where.city,
        "county": where.county,
    }


def _printed(told: _Told, body: str | None, digest: str | None) -> dict[str, Any]:
    """What the page prints, in the fields of a report."""
    return {
        "published_at": told.about.published_at,
        "document_date": metadata.signed(told.body.lines),
        "source": told.about.source or told.about.issuer,
        "index_no": told.about.index_no,
        "doc_no": told.about.doc_no,
        "script": script(body or told.body.title),
        "body": body,
        "body_hans": simplify(body) if body else None,
        "content_sha256": digest,
    }


def _outline(told: _Told) -> str | None:
    """Form A where the outline is that of the narrative years and no table of a later form is printed; else not known."""
    codes = {section.code for section in told.sections}
    narrative = told.title.kind != "law_government_annual" and NARRATIVE & codes and told.proof >= PROVED
    return "A" if narrative else None
