"""`nianbao doctor`: what the crawler sees of a portal, step by step, in plain words; nothing is kept."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parsers import Report

from .options import DIALS, PRIVATE, Wrong, project

if TYPE_CHECKING:
    from crawler.spiders.watched import Step

PAGES = 12  # seed, disclosure, column, year, department and a few reports: the usual way is 4-6 clicks
SHOWN = 6  # links of a page that are listed
ADVICE = {
    "unreachable": "No connection. Try the address in a browser: many portals moved, or answer on http or https only.",
    "robots": "The portal asks not to be crawled, and it is not. Its reports may stand on the portal above it.",
    "blocked": "A guard answers instead of the portal. It is not broken open: try later, from another network, or ask the owner.",
    "failed": "The portal answers with errors, or its address is refused. See the details above.",
    "empty": "No report among the first pages. If you know the column: `columns=/path/to/it` in the seeds file.",
    "pending": "Stopped after the pages allowed here; a crawl would go on.",
}


@click.command("doctor")
@click.argument("url")
@click.option(
    "--pages", type=click.IntRange(min=1), default=PAGES, show_default=True, help="Pages asked at most."
)
@PRIVATE
@DIALS
def command(*, url: str, pages: int, allow_private: bool, dials: tuple[str, ...]) -> None:
    """Walk the first pages of a portal as a crawl would, and say what each step came to: robots.txt, address,
    encoding, CMS family, columns and reports found, guards. Nothing is kept.

    Exit code 1 if a crawl would fail here.
    """  # noqa: D205 - click prints the first paragraph whole
    from crawler.seeds import SeedsError, seed_of  # noqa: PLC0415
    from crawler.spiders.watched import Watched  # noqa: PLC0415
    from crawler.storage import Reader  # noqa: PLC0415

    from .walk import FAILED, walk  # noqa: PLC0415

    try:
        seed = seed_of(url)
    except SeedsError as error:
        raise Wrong(str(error)) from error
    ours = {
        "NIANBAO_ALLOW_PRIVATE": allow_private,
        "NIANBAO_PAGES_PER_PORTAL": pages,
        "NIANBAO_PROGRESS": False,
        "LOG_LEVEL": "ERROR",
    }
    story: list[Step] = []
    said: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "doctor.db"
        walked = walk(project(dials, **ours), (seed,), db, Watched, story=story, said=said)
        with Reader.open(db) as reader:
            [standing] = reader.status()
    for line in (*_robots(said), *_story(story), *_short(story, standing.outcome, standing.detail)):
        click.echo(line)
    click.get_current_context().exit(1 if FAILED & set(walked.portals.values()) else walked.code)


def _robots(said: dict[str, str]) -> Iterator[str]:
    if not said:
        yield "robots.txt: none to heed"
    for url, words in said.items():
        yield f"robots.txt of {url}: {words}"


def _story(story: list[Step]) -> Iterator[str]:
    for number, step in enumerate(story, 1):
        visit = step.visit
        yield ""
        yield f"{number}. {visit.asked}"
        if visit.url != visit.asked:
            yield f"   led to: {visit.url}"
        if step.page is not None:
            yield f"   answer: {_answered(step)}"
        yield f"   outcome: {visit.outcome}" + (f" ({visit.detail})" if visit.detail else "")
        if visit.outcome == "ok" and step.page is not None:
            yield from _seen(step)


def _answered(step: Step) -> str:
    page, visit = step.page, step.visit
    if page is None:
        return ""
    source = f" from {step.address}" if step.address else ""
    signed = f", certificate of {step.certificate}" if step.certificate else ""
    text = page.medium in {"html", "text", "json", "xml"}
    claimed = page.content_type.partition("charset=")[2].strip().lower()
    lies = f" (the header says {claimed})" if claimed and text and claimed != page.encoding else ""
    form = f"{page.medium} in {page.encoding}{lies}" if text else page.medium
    return f"HTTP {visit.status}{source}{signed}, {visit.size:,} bytes, {form}"


def _seen(step: Step) -> Iterator[str]:
    visit, page = step.visit, step.page
    kind = page.kind.value if page is not None else visit.kind
    yield f"   page: {kind}, family {visit.cms or 'unknown'}"
    if isinstance(visit.reading, Report):
        report = visit.reading
        failing = sum(check.status == "fail" for check in report.checks)
        yield f"   report: {report.agency} {report.year} ({report.kind}), published {report.published_at}"
        yield f"     {len(report.cells)} cells, {len(report.figures)} figures, {failing} checks failing"
    tally = Counter("rejected" if link.rejected else link.kind for link in visit.links)
    if tally:
        yield "   links worth following: " + ", ".join(
            f"{count} {kind}" for kind, count in tally.most_common()
        )
    best = sorted(visit.links, key=lambda link: -link.priority)[:SHOWN]
    for link in best:
        why = f"  [not asked: {link.rejected}]" if link.rejected else ""
        yield f"     {link.priority:4} {link.text or '(following page)'}  {link.url}{why}"


def _short(story: list[Step], outcome: str, detail: str | None) -> Iterator[str]:
    reports = [step.visit.reading for step in story if isinstance(step.visit.reading, Report)]
    families = {step.visit.cms for step in story if step.visit.cms} - {"generic"}
    yield ""
    yield f"In short: {outcome}" + (f" ({detail})" if detail else "")
    yield f"  {len(story)} pages asked, {len(reports)} reports read, family {', '.join(sorted(families)) or 'generic'}"
    if outcome in ADVICE:
        yield f"  {ADVICE[outcome]}"
