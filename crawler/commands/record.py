"""`nianbao record`: for contributors: a page written beside what is read from it, as a test to review."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from parsers import Link, Page, Report, Unreadable, links, read, recognise, to_dict

from .options import DIALS, PRIVATE, Wrong, project

# What a careful person can check by eye; cells have tests of their own.
KEPT = (
    "kind", "reason", "title", "agency", "year", "coverage", "published_at", "document_date", "source", "index_no", "doc_no",
    "script", "body", "cuts", "sections", "attachments", "origins",
)  # fmt: skip
ENDINGS = {"html": "html", "json": "json", "xml": "xml", "text": "html"}
ODD = re.compile(r"[^a-z0-9]+")
REMINDER = "Before you commit: cut the page below 100 KB, replace every name and sentence by invented ones, run again."


@click.command("record")
@click.argument("given", metavar="URL|FILE")
@click.option("--url", help="The address that a FILE came from.")
@click.option("--form", default="", help="The body of the POST that a FILE answered.")
@click.option(
    "--label",
    default="",
    help="The text of the link that led to a FILE: an answer does not say of which column it is.",
)
@click.option("--name", help="Name of the page; else taken from its address.")
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), default="tests/pages", show_default=True,
    help="The folder of recorded pages.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write over what is there.")
@PRIVATE
@DIALS
def command(  # noqa: PLR0913 - click hands every option over
    *,
    given: str,
    url: str | None,
    form: str,
    label: str,
    name: str | None,
    to: Path,
    force: bool,
    allow_private: bool,
    dials: tuple[str, ...],
) -> None:
    """Write a page and the result expected of it, for review: tests then hold the parsers to it.

    The folder is that of its CMS family. A list gets NAME.links.json (family, total, links), a report NAME.json (its fields).
    """
    page = _page(given, dials, allow_private=allow_private)
    if isinstance(page, Unreadable):
        raise Wrong(f"{given}: {page.reason}")
    page = Page(page.data, url or page.url, page.content_type, form.encode(), label)
    ending = ENDINGS.get(page.medium)
    if ending is None:
        raise Wrong(f"{given} is {page.medium}: pages and answers of portals are recorded, files are not")
    path = to / recognise(page).name / f"{name or slug(page.url or given)}.{ending}"
    written = {path: page.data, **{place: _lines(told) for place, told in expected(page, path).items()}}
    there = [place for place in written if place.exists() and not force]
    if there:
        raise Wrong(f"{there[0]} is there already: another --name, or --force")
    path.parent.mkdir(parents=True, exist_ok=True)
    for place, data in written.items():
        place.write_bytes(data)
        click.echo(f"{place}  {len(data):,} bytes")
    click.echo(REMINDER, err=True)


def expected(page: Page, path: Path) -> dict[Path, dict[str, object]]:
    """The golden files of a page: its links where it is no report, its fields where it is one."""
    if isinstance(read(page), Report):
        return {path.with_suffix(".json"): {"url": page.url, **fields(page)}}
    asked = {"url": page.url, "form": page.form.decode(), "label": page.label}
    given = {name: value for name, value in asked.items() if value or name == "url"}
    return {path.with_suffix(".links.json"): {**given, **trails(page)}}


def fields(page: Page) -> dict[str, object]:
    """What the reader makes of a page, in the shape of the golden files: lists of lines instead of long texts."""
    record = to_dict(read(page))
    told = {name: record.get(name) for name in KEPT}
    told["body"] = str(record["body"]).split("\n") if record.get("body") else None
    told["cuts"] = [cut["text"] for cut in record.get("cuts", ())]
    told["sections"] = [section["code"] for section in record.get("sections", ())]
    told["attachments"] = [
        [file["label"], file["url"], file["role"]] for file in record.get("attachments", ())
    ]
    return told


def trails(page: Page) -> dict[str, object]:
    """Where a page leads, in the shape of the golden files."""
    found = links(page)
    return {"family": found.family, "total": found.total, "found": [_told(link) for link in found.found]}


def slug(address: str) -> str:
    """A short file name out of an address: a portal's own names are never taken as they are.

    >>> slug("http://www.a.gov.cn/zwgk/../Nb/%E5%B9%B4/index.html?x=1")
    'nb-index'
    """
    words = ODD.sub("-", unquote(urlsplit(address).path).rpartition(".")[0].lower()).strip("-") or "page"
    return "-".join(words.split("-")[-2:])[:40]


def _page(given: str, dials: tuple[str, ...], *, allow_private: bool) -> Page | Unreadable:
    if not given.startswith(("http://", "https://")):
        try:
            return Page(Path(given).read_bytes())
        except OSError as error:
            return Unreadable(error.strerror or str(error), "")
    from crawler.seeds import SeedsError  # noqa: PLC0415 - Scrapy is not needed to record a file

    from .once import fetch  # noqa: PLC0415

    try:
        return fetch([given], project(dials, NIANBAO_ALLOW_PRIVATE=allow_private, LOG_LEVEL="WARNING"))[given]
    except SeedsError as error:
        raise Wrong(str(error)) from error


def _told(link: Link) -> dict[str, object]:
    record = dataclasses.asdict(link)
    record["form"] = link.form.decode()
    record["headers"] = [list(pair) for pair in link.headers]
    return {name: value for name, value in record.items() if value and (name, value) != ("method", "GET")}


def _lines(told: dict[str, object]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
