"""The reader: one page into one report. Asks each room once, in order, and decides nothing that a room can decide."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from . import metadata
from .checks import check
from .chrome import Body
from .figures import figures
from .files import Opened
from .fingerprint import agency_id, content_hash, coverage, report_id
from .forms import Filled, fill, proved
from .hanzi import script, simplify
from .issuer import find_issuer, find_year
from .owner import owner
from .page import Page, PageKind
from .regions import Place, locate, place_of_code
from .report import PARSER_VERSION, NotAReport, Reading, Report, Unreadable
from .telling import Told, tell
from .titles import read_title
from .wording import trim

PROVED = 2  # of the four outline words that make a text a disclosure report (facts/statute §6)
SURE = 3  # of them when the title does not say so
NOTHING = re.compile(
    "暂无|尚未|没有(?:找到|相关|数据|内容)|未(?:查|找)到"
)  # what a module says of a year without a report
SHORT = 60  # characters: whoever says no more than this does not report
FEW = 200  # characters: the longest footer captured has 180, and density finds it on a page that is nothing but links
NARRATIVE = frozenset(
    {"fees", "consult", "staff", "annex", "interpretation"}
)  # sections that only form A has


def strip(page: Page) -> Body:
    """The body of a page without its chrome; the info bar kept aside as fields, every cut line with its rule. No scans."""
    told = tell(page, ocr=False)
    return told.body if isinstance(told, Told) else Body("", ())


def read(page: Page, place: Place | None = None, *, ocr: bool = True) -> Reading:
    """One page or file as a report, as one that is none, or as unreadable. Never raises.

    `place` is the portal's own region: it settles names that many places share, and is never used to make one up.
    A file that cannot be read is still the report that its link names (`page.named`).
    `ocr` false leaves scans for later (they take seconds a page, and the extra `[ocr]`).
    """
    if page.medium == "empty":
        return Unreadable("the file is empty", page.url, "empty")
    told = tell(page, ocr=ocr)
    if isinstance(told, Opened):
        return _shut(page, told, place)
    if reason := _reason(page, told):
        return _not(page, told, reason)
    return _report(page, told, place)


def _shut(page: Page, opened: Opened, place: Place | None) -> Reading:
    """A file that does not open: a report without text where its link names one, else unreadable."""
    reason = opened.reason or opened.status
    title = read_title(page.named)
    if not (title.report and title.year and title.agency):
        return Unreadable(reason, page.url, opened.medium, opened.status)
    empty = tell(Page(page.named.encode(), page.url))
    if isinstance(empty, Opened):
        return Unreadable(reason, page.url, opened.medium, opened.status)
    about = replace(empty.about, published_at=empty.about.published_at or page.listed_at)
    report = _report(page, replace(empty, medium=opened.medium, about=about), place)
    return replace(report, origins={**report.origins, "title": "link", "body": f"{opened.status}: {reason}"})


def _reason(page: Page, told: Told) -> str | None:
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
    if NOTHING.search(told.body.text) and len(told.body.text) <= SHORT and not told.attachments:
        return "the page says that there is no report yet"
    if told.linked > 0.5 and not told.attachments:
        return "a list of links under the title of a report"
    unnamed = not (title.agency or told.about.issuer or told.about.source)
    if not told.proof and (_listed(told) * 2 > len(told.body.text) > 0 or (unnamed and _several(told))):
        return "a list of titles of reports"
    if title.report and not (title.year or title.agency) and told.proof < PROVED:
        return "a column of reports: the title names neither year nor agency, and no outline follows"
    several = sum(file.role in {"full_report", "other"} for file in told.attachments) > 1
    if title.report and unnamed and several and told.proof == 0:
        return "a list of reports that are files: the title names nobody"
    if title.report and unnamed and not told.attachments and told.proof == 0 and len(told.body.text) < FEW:
        return "a column of reports: its title names nobody, and next to nothing follows"
    if title.report and not title.year and told.proof == 0 and title.kind != "law_government_annual":
        return "the title names no year, and no outline of a report follows"
    return None


def _several(told: Told) -> bool:
    """Whether lines of the text are titles of reports on other years: headings over rows of offices."""
    titles = (read_title(trim(line.text)) for line in told.body.lines)
    return any(title.report and title.year not in {None, told.title.year} for title in titles)


def _listed(told: Told) -> int:
    """How many characters of the text are titles of other reports: rows that a script opens are no links to see."""
    own = (told.title.agency, told.title.year)
    titles = ((line.text, read_title(trim(line.text))) for line in told.body.lines)
    named = ((text, (title.agency, title.year)) for text, title in titles if title.report)
    return sum(len(text) for text, said in named if all(said) and said != own)


def _not(page: Page, told: Told, reason: str) -> NotAReport:
    return NotAReport(
        reason=reason,
        url=page.url,
        title=told.body.title or None,
        published_at=told.about.published_at,
        source=told.about.source or told.about.issuer,
        medium=_medium(told.medium),
        body=told.body.text or None,
        attachments=told.attachments,
        origins=told.about.origins,
        cuts=told.body.cuts,
    )


def _report(page: Page, told: Told, place: Place | None) -> Report:
    host = urlsplit(page.url).hostname or ""
    near = place or place_of_code(page.metas.get("siteidcode", "")[:6])
    lines = [line.text for line in told.body.lines]
    issuer = find_issuer(told.title, lines, told.about.issuer or told.about.source, owner(page))
    year, year_origin = find_year(told.title, lines, page.url)
    where = locate(issuer.name, near).place if issuer.name else None
    known = agency_id(issuer.name, near, host) if issuer.name else None
    kind = told.title.kind or "disclosure_annual"
    body = told.body.text or None
    digest = content_hash(body) if body else None
    filled = _filled(told, page.url)
    origins = {
        "kind": "title" if told.title.kind else "outline",
        "agency": issuer.origin,
        "year": year_origin,
    }
    report = Report(
        kind=kind,
        year=year,
        agency=issuer.name,
        title=told.body.title,
        url=page.url,
        id=report_id(kind, known, year, coverage(issuer.name), digest or ""),
        agency_id=known,
        coverage=coverage(issuer.name),
        template=filled.template or _outline(told),
        medium=_medium(told.medium),
        official=host == "gov.cn" or host.endswith(".gov.cn"),
        parser_version=PARSER_VERSION,
        sections=told.sections,
        cells=filled.cells,
        figures=figures(told.sections, kind, year),
        attachments=told.attachments,
        origins={**told.about.origins, **{name: origin for name, origin in origins.items() if origin}},
        cuts=told.body.cuts,
        **_placed(where),
        **_printed(told, body, digest),
    )
    return replace(report, checks=check(report, filled.notes))


def _filled(told: Told, url: str) -> Filled:
    """The statutory cells; of a recognised picture only the rows that their own sum proves keep their values."""
    filled = fill(told.body.lines, url, told.method)
    return replace(filled, cells=proved(filled.cells)) if told.method == "ocr" else filled


def _medium(sniffed: str) -> str:
    return "html" if sniffed in {"html", "json", "xml"} else sniffed


def _placed(where: Place | None) -> dict[str, Any]:
    if where is None:
        return {}
    return {
        "division_code": where.code,
        "province": where.province,
        "city": where.city,
        "county": where.county,
    }


def _printed(told: Told, body: str | None, digest: str | None) -> dict[str, Any]:
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


def _outline(told: Told) -> str | None:
    """Form A where the outline is that of the narrative years and no table of a later form is printed; else not known."""
    codes = {section.code for section in told.sections}
    narrative = told.title.kind != "law_government_annual" and NARRATIVE & codes and told.proof >= PROVED
    return "A" if narrative else None
