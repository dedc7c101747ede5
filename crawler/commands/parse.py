"""`nianbao parse`: the reports read from saved files or live pages, on stdout; no database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from parsers import NotAReport, Page, Reading, Report, Unreadable, read, to_dict

from .options import DIALS, PRIVATE, Wrong, project

FIELDS = ("kind", "year", "agency", "title", "published_at", "document_date", "source", "index_no", "doc_no")


@click.command("parse")
@click.argument("inputs", metavar="FILE|URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line an input.")
@PRIVATE
@DIALS
def command(*, inputs: tuple[str, ...], as_json: bool, allow_private: bool, dials: tuple[str, ...]) -> None:
    """Read reports from saved pages, or from live ones, and print them in the order given.

    A WARC file is as many inputs as it holds pages and files that came (HTTP 200), each named FILE#URL. Exit code 1 if
    any input could not be read; a page that is no report is no error.
    """
    worst = 0
    for given, reading in readings(inputs, dials, allow_private=allow_private):
        worst = max(worst, int(isinstance(reading, Unreadable)))
        click.echo(
            json.dumps({"input": given, **to_dict(reading)}, ensure_ascii=False)
            if as_json
            else told(given, reading)
        )
    click.get_current_context().exit(worst)


def readings(
    inputs: tuple[str, ...], dials: tuple[str, ...], *, allow_private: bool
) -> Iterator[tuple[str, Reading]]:
    """Each input as given, with what it reads as, in order."""
    settings = project(dials, NIANBAO_ALLOW_PRIVATE=allow_private, LOG_LEVEL="WARNING") if dials else None
    live = [given for given in inputs if given.startswith(("http://", "https://"))]
    pages: dict[str, Page | Unreadable] = {}
    if live:
        from crawler.seeds import SeedsError, seed_of  # noqa: PLC0415 - Scrapy is not needed to read files

        from .once import fetch  # noqa: PLC0415

        try:
            for url in live:
                seed_of(url)
        except SeedsError as error:
            raise Wrong(str(error)) from error
        dialled = settings or project((), NIANBAO_ALLOW_PRIVATE=allow_private, LOG_LEVEL="WARNING")
        pages = fetch(live, dialled)
    for given in inputs:
        saved = [(given, pages[given])] if given in pages else _saved(given)
        for name, page in saved:
            yield name, page if isinstance(page, Unreadable) else read(page)


def told(given: str, reading: Reading) -> str:
    """A reading for people, some lines long."""
    if isinstance(reading, Unreadable):
        return f"{given}\n  cannot be read: {reading.reason}\n"
    record = to_dict(reading)
    lines = [given]
    if isinstance(reading, NotAReport):
        lines.append(f"  not a report: {reading.reason}")
    lines += [f"  {name + ':':15}{record[name]}" for name in FIELDS if record.get(name) is not None]
    if isinstance(reading, Report):
        lines += _contents(reading)
    lines += [f"  attachment:    {attachment.label} {attachment.url}" for attachment in reading.attachments]
    return "\n".join([*lines, ""])


def _contents(report: Report) -> list[str]:
    place = " ".join(part for part in (report.province, report.city, report.county) if part)
    failing = [check for check in report.checks if check.status == "fail"]
    return [
        *([f"  {'place:':15}{place}"] if place else []),
        f"  {'id:':15}{report.id}",
        f"  {'body:':15}{len(report.body or '')} characters, {report.medium}, {report.script}",
        *(
            f"    {section.title or '(no heading)'}: {len(section.text)} characters"
            for section in report.sections
        ),
        f"  {'statistics:':15}{len(report.cells)} cells, {len(report.figures)} figures, {len(failing)} checks failing",
        *(f"    {check.rule} {check.scope}: {check.detail or ''}" for check in failing),
    ]


def _saved(given: str) -> Iterator[tuple[str, Page | Unreadable]]:
    """What a file holds: itself, or the pages of an archive; one that is damaged is an input of its own, by its place."""
    from crawler.archive import Damage, answers, is_warc, page  # noqa: PLC0415 - not needed for --help

    if not is_warc(Path(given)):
        yield given, _file(given)
        return
    empty = True
    try:
        for found in answers((Path(given),)):
            if isinstance(found, Damage):
                empty = False
                yield (
                    f"{given}#{found.offset}",
                    Unreadable(f"damaged at byte {found.offset}: {found.reason}", ""),
                )
            elif found.status == 200 and (shown := page(found)) is not None:
                empty = False
                yield f"{given}#{found.url}", shown
    except OSError as error:
        empty = False
        yield given, Unreadable(error.strerror or str(error), "")
    if empty:
        yield given, Unreadable("an archive without a page", "")


def _file(given: str) -> Page | Unreadable:
    try:
        return Page(Path(given).read_bytes())
    except OSError as error:
        return Unreadable(error.strerror or str(error), "")
