"""The reader: one page into one report. Asks each room once, in order, and decides nothing that a room can decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from . import chrome, content, metadata
from .attachments import attachments
from .blocks import Block, blocks, mend
from .chrome import Body
from .fingerprint import agency_id, content_hash, coverage, report_id
from .hanzi import days, fold, script, simplify
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
SURE = 3  # of them when the title does not say so
PERIOD = re.compile(r"(?:统计|数据|报告|时间)?期限|自\d{4}年1月1日|编制")
COMPILED = re.compile(
    r"(?:^|[，,。；、])(?:本(?:年度|年)?报告)?(?:系|是)?由(?P<name>[\u4e00-\u9fff（）()]{4,40}?)(?:综合|根据|依据|按照|负责)?[^，,。]{0,40}编制"
)
AGENCY = re.compile(
    r"(?:人民政府|办公室|办公厅|委员会|管委会|局|厅|处|中心|街道|街道办事处|镇|乡|院|部|署|办|大队|支队|总队|公司|集团)$"
)
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
    origins = dict(told.about.origins)
    host = urlsplit(page.url).hostname or ""
    body = told.body.text or None
    kind = told.title.kind or "disclosure_annual"
    origins["kind"] = "title" if told.title.kind else "outline"
    near = place or place_of_code(page.metas.get("siteidcode", "")[:6])
    year = told.title.year or _period(told, origins)
    agency = _agency(told, origins)
    where = locate(agency, near).place if agency else None
    known = agency_id(agency, near, host) if agency else None
    digest = content_hash(body) if body else None
    kind_coverage = coverage(agency)
    return Report(
        kind=kind,
        year=year,
        agency=agency,
        title=told.body.title,
        url=page.url,
        id=report_id(kind, known, year, kind_coverage, digest or ""),
        agency_id=known,
        division_code=where.code if where else None,
        province=where.province if where else None,
        city=where.city if where else None,
        county=where.county if where else None,
        coverage=kind_coverage,
        script=script(body or told.body.title),
        medium="html" if page.medium in {"html", "json"} else page.medium,
        published_at=told.about.published_at,
        document_date=metadata.signed(told.body.lines),
        source=told.about.source or told.about.issuer,
        index_no=told.about.index_no,
        doc_no=told.about.doc_no,
        official=host == "gov.cn" or host.endswith(".gov.cn"),
        body=body,
        body_hans=simplify(body) if body else None,
        content_sha256=digest,
        parser_version=PARSER_VERSION,
        sections=told.sections,
        attachments=told.attachments,
        origins=origins,
        cuts=told.body.cuts,
    )


def _period(told: _Told, origins: dict[str, str]) -> int | None:
    """The year of the period that the preamble states (自2017年1月1日至2017年12月31日), never that of publication."""
    for line in told.body.lines[:8]:
        text = fold(line.text)
        years = {found.day.value[:4] for found in days(text) if found.day.value[4:] in {"-01-01", "-12-31"}}
        if PERIOD.search(text) and len(years) == 1:
            origins["year"] = "preamble"
            return int(years.pop())
    return None


def _agency(told: _Told, origins: dict[str, str]) -> str | None:
    """Who reports: the title says; else the preamble, the signature or the issuer field, and which one is recorded."""
    if told.title.agency:
        origins["agency"] = "title"
        return told.title.agency
    for line in told.body.lines[:4]:
        if named := COMPILED.search(fold(line.text)):
            return _named(named.group("name"), "preamble", origins)
    for line in told.body.lines[-4:]:
        text = fold(line.text).replace(" ", "")
        if len(text) <= 30 and AGENCY.search(text) and not re.search(r"[，。：:；\d]", text):
            return _named(text, "signature", origins)
    issuer = told.about.issuer or told.about.source or ""
    if AGENCY.search(fold(issuer)) and len(issuer.split()) == 1:
        return _named(fold(issuer), "issuer", origins)
    return None


def _named(name: str, origin: str, origins: dict[str, str]) -> str:
    origins["agency"] = origin
    return simplify(name)
