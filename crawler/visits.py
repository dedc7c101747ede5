"""What passes between the rooms of the crawler: a row of the frontier, what came of asking for it, and the raw answer."""

from __future__ import annotations

from dataclasses import dataclass

from parsers import NotAReport, Report

OWN_ERROR = (
    "our own error"  # how the detail of a visit begins that failed by a defect of ours, and not of the portal
)


@dataclass(frozen=True, slots=True)
class Queued:
    """One row handed out of the frontier: a request to make, whole (Hanweb and Lonsun page by POST).

    `browser` is why the row is asked once more, in the browser: `challenge`, `shell` or `list`.
    """

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
    browser: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the file holds of a page that is asked again: its address as `canonical` has it, its hash, its validators."""

    address: str
    body_sha256: str
    etag: str | None = None
    last_modified: str | None = None


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
class Exchange:
    """One request and its answer as they went over the wire; of the answer's body, transfer and content coding are undone.

    `at` is when the answer came (`2024-03-01T08:00:00Z`); headers are pairs in their order, latin-1.
    """

    url: str
    at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    protocol: str = "HTTP/1.1"
    ip: str | None = None
    method: str = "GET"
    asked: tuple[tuple[str, str], ...] = ()
    form: bytes = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the archive keeps a body: a file of its folder, the offset of the record in it, and when it was received."""

    file: str
    offset: int
    at: str


@dataclass(frozen=True, slots=True)
class Past:
    """A visit that was made at another time, by another tool: when, and how its archive says the page was come by.

    `label` is the text of a link to it, `parent` the page whose report this file is.
    """

    at: str
    label: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What one request came to. The pipeline commits it whole, in one transaction: links, report and the done mark.

    `kind` is `list`, `report`, `attachment` or `other`; `outcome` is `ok`, `unchanged`, `moved`, `gone`, `blocked`,
    `unreachable`, `failed`, `rejected` or `robots`; `detail` says in words what happened where it is not `ok`, `remark`
    what a person should know of the portal beyond this page. `file` is what became of an attachment: `read`,
    `unsupported`, `needs_ocr` or `failed`. `again` says why this is not the end of the row: it is asked once more, in
    the browser (see Queued). `raw` goes into the archive; `past` is None for what comes from the network now.
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
    again: str | None = None
    raw: Exchange | None = None
    past: Past | None = None
