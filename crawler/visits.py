"""What passes between the rooms of the crawler: a row of the frontier, and what came of asking for it."""

from __future__ import annotations

from dataclasses import dataclass

from parsers import NotAReport, Report

OWN_ERROR = (
    "our own error"  # how the detail of a visit begins that failed by a defect of ours, and not of the portal
)


@dataclass(frozen=True, slots=True)
class Queued:
    """One row handed out of the frontier: a request to make, whole (Hanweb and Lonsun page by POST)."""

    id: int
    portal: str
    host: str
    url: str
    kind: str
    priority: int
    depth: int
    tries: int = 0
    method: str = "GET"
    form: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    label: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Outlink:
    """One link found on a page. `rejected` names why it is recorded but never fetched (another portal's host …).

    `parent` is, for a file that is the report of its page, what that page said, as JSON. `paged`: a following page of
    the list it was found on.
    """

    url: str
    kind: str
    priority: int
    depth: int
    text: str = ""
    method: str = "GET"
    form: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    rejected: str | None = None
    parent: str | None = None
    paged: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """What one request came to. The pipeline commits it whole, in one transaction: links, report and the done mark.

    `kind` is `list`, `report`, `attachment` or `other`; `outcome` is `ok`, `unchanged`, `moved`, `gone`, `blocked`,
    `unreachable`, `failed`, `rejected` or `robots`; `remark` is what a person should know of the portal beyond this page; `detail` says in words what happened where it is not `ok`. `file` is what became of
    an attachment: `read`, `unsupported`, `needs_ocr` or `failed`.
    """

    request: int
    portal: str
    asked: str
    url: str
    kind: str
    outcome: str
    status: int | None = None
    detail: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    size: int = 0
    cms: str | None = None
    links: tuple[Outlink, ...] = ()
    reading: Report | NotAReport | None = None
    file: str | None = None
    remark: str | None = None
