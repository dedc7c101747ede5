"""Enclosure: the page that only says 详见附件, and the file that is the report; the two are one report."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from .checks import check
from .report import Attachment, Check, Reading, Report, Unreadable

THIN = 300  # characters: a page with less text than this and one file says nothing but that there is a file (seed 003)
FORMS_SINCE = (
    2019  # from then on a disclosure report without a single cell has its tables in a file, or in a picture
)
SAID = ("published_at", "document_date", "source", "index_no", "doc_no")  # what a file may leave to its page
IDENTITY = (
    "id", "kind", "agency", "agency_id", "year", "coverage", "title", "division_code", "province", "city", "county",
)  # fmt: skip
DOCUMENTS = ("pdf", "word", "wordprocessingml", "excel", "spreadsheetml", "ofd", "rtf", "ms-works")


def enclosed(report: Report) -> Attachment | None:
    """The one file of a page that is, or completes, its report; None where the page says it all or the file is not sure.

    Only for a report that is known without its text: by agency and year.
    """
    if report.cells or not (report.agency_id and report.year):
        return None
    documents = [file for file in report.attachments if _document(file)]
    whole = [file for file in documents if file.role == "full_report"]
    if thin(report):
        sure = whole or [file for file in documents if file.role != "graphic"]
    elif report.kind == "disclosure_annual" and report.year >= FORMS_SINCE:
        sure = whole
    else:
        return None
    return sure[0] if len({file.url for file in sure}) == 1 else None


def thin(report: Report) -> bool:
    """Whether the page has so little text that its file must be the report."""
    return len("".join((report.body or "").split())) < THIN


def emptied(report: Report) -> Report:
    """A thin page's report without its few words: they must not stand for the text of the file."""
    bare = replace(report, body=None, body_hans=None, content_sha256=None, sections=(), figures=(), cells=())
    return replace(bare, checks=check(bare))


def adopt(reading: Reading, parent: Report, url: str) -> tuple[Report | None, str]:
    """The file's report under the identity of the page that names it, and what became of the file: its status.

    What the file does not say (date, 来源, 索引号, the list of files) the page does. None where the file holds no report.
    """
    if isinstance(reading, Unreadable):
        return None, reading.status
    if not isinstance(reading, Report) or not reading.body:
        return None, "read"
    if reading.year != parent.year and reading.origins.get("title") == "line":
        return None, "read"  # last year's file was put up again, and is not this report
    files = tuple(replace(file, status="read") if file.url == url else file for file in parent.attachments)
    told = {name: getattr(reading, name) or getattr(parent, name) for name in SAID}
    same = {name: getattr(parent, name) for name in IDENTITY}
    origins = {**parent.origins, **reading.origins}
    adopted = replace(reading, attachments=files, origins=origins, **told, **same)
    return replace(adopted, checks=_checks(adopted, reading)), "read"


def _checks(adopted: Report, reading: Report) -> tuple[Check, ...]:
    """The file's own checks, but for those that look at identity and dates, which the page has settled."""
    settled = tuple(found for found in check(adopted) if found.rule.startswith("META-"))
    return (*settled, *(found for found in reading.checks if not found.rule.startswith("META-")))


def _document(file: Attachment) -> bool:
    """Whether a file can hold a text; one whose address does not say what it is can, if it bears the title of a report."""
    kind = file.media_type or urlsplit(file.url).path.rsplit(".", 1)[-1].lower()
    return any(word in kind for word in DOCUMENTS) or (file.media_type is None and file.role == "full_report")
