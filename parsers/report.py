"""The nouns: what a page is read into. Frozen, slotted, to and from JSON; nothing here reads or decides."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

# Raised by hand whenever the same bytes may now be read differently: `nianbao reparse` asks by it.
PARSER_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a report; `code` is a canonical code (`overview`, `proactive` …) or None where unknown.

    The sections of a report, in `ordinal` order, joined with line breaks, give its body back.
    """

    ordinal: int
    code: str | None
    number: str | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One statutory cell: codes of the codebook, the value as a number, and the place it was printed at.

    `state` is `value`, `nil` (a dash), `blank`, `text` or `glued`; only `value` has a `value`. `value_yuan` is
    None unless the unit is known.
    """

    form: str
    tbl: str
    row: str
    col: str
    value: float | int | None
    state: str
    raw: str
    unit: str | None = None
    value_yuan: float | int | None = None
    row_label: str | None = None
    col_label: str | None = None
    source_url: str | None = None
    source_table: int | None = None
    source_row: int | None = None
    source_col: int | None = None
    method: str = "dom"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in prose; `start` and `end` are character offsets into the text of section `section`."""

    code: str | None
    label: str
    value: float | int
    unit: str | None
    raw: str
    qualifier: str
    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Check:
    """One rule applied to one scope: `pass`, `fail` or `skip`, with both sides and a sentence for people."""

    rule: str
    scope: str
    status: str
    severity: str
    lhs: float | int | None = None
    rhs: float | int | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a report names; `status` says whether its content was read."""

    url: str
    label: str
    media_type: str | None = None
    sha256: str | None = None
    role: str = "other"
    status: str = "not_fetched"


@dataclass(frozen=True, slots=True)
class Cut:
    """One line taken off as site chrome: where it stood (`ordinal` among the lines as printed) and by which rule."""

    ordinal: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read from one page. Dates are ISO 8601 (`YYYY-MM-DD`, `YYYY-MM` where only that is known).

    `origins` says for each metadata field where it was read: `meta:PubDate`, `bar`, `title`, `body` …
    """

    kind: str
    year: int | None
    agency: str | None
    title: str
    url: str
    id: str
    agency_id: str | None = None
    division_code: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    coverage: str = "unknown"
    template: str | None = None
    script: str = "hans"
    medium: str = "html"
    published_at: str | None = None
    document_date: str | None = None
    source: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    official: bool = False
    body: str | None = None
    body_hans: str | None = None
    content_sha256: str | None = None
    parser_version: str = ""
    sections: tuple[Section, ...] = ()
    cells: tuple[Cell, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAReport:
    """A page that was read and is no report; `reason` says why, in words for people."""

    reason: str
    url: str
    title: str | None = None
    published_at: str | None = None
    source: str | None = None
    medium: str = "html"
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that could not be read at all; `reason` is a sentence for people, `status` that of an attachment."""

    reason: str
    url: str
    medium: str | None = None
    status: str = "unsupported"


Reading = Report | NotAReport | Unreadable

_NESTED: dict[str, type] = {
    "sections": Section,
    "cells": Cell,
    "figures": Figure,
    "checks": Check,
    "attachments": Attachment,
    "cuts": Cut,
}


def to_json(reading: Reading) -> str:
    """One JSON object in one line, keys as the field names; an `Unreadable` has `error` for its reason."""
    return json.dumps(to_dict(reading), ensure_ascii=False)


def to_dict(reading: Reading) -> dict[str, Any]:
    """The same as plain dicts and lists; `kind` is always there, None for a page that is no report."""
    record = _flat(reading)
    for name in _NESTED.keys() & record.keys():
        record[name] = [_flat(noun) for noun in record[name]]
    if isinstance(reading, Unreadable):
        record["error"] = record.pop("reason")
    record.setdefault("kind", None)
    return record


def from_dict(record: dict[str, Any]) -> Reading:
    """The reading that `to_dict` wrote.

    Raises TypeError on keys that no reading has.
    """
    fields = {key: _tuple(_NESTED[key], value) if key in _NESTED else value for key, value in record.items()}
    if record["kind"] is not None:
        return Report(**fields)
    del fields["kind"]
    if "error" in fields:
        return Unreadable(reason=fields.pop("error"), **fields)
    return NotAReport(**fields)


def from_json(line: str) -> Reading:
    """The reading that `to_json` wrote."""
    reading: dict[str, Any] = json.loads(line)
    return from_dict(reading)


def _flat(noun: DataclassInstance) -> dict[str, Any]:
    """The fields of one noun; dataclasses.asdict copies every string of 200 cells: six times the cost."""
    return {name: getattr(noun, name) for name in noun.__dataclass_fields__}


def _tuple(noun: type[T], records: list[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(noun(**record) for record in records)
