"""`nianbao reparse`: today's parsers over the raw answers kept, or over WARC files of any tool; no network."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import ARCHIVE, DB, NO_ARCHIVE, QUIET, Wrong, archived, project

if TYPE_CHECKING:
    from crawler.rereading import Crew, Told
    from crawler.storage import Store

SAID = 10  # faults that are told in full; a damaged disk has thousands
READ = ("same", "changed", "new", "no longer a report", "no report", "unreadable")
BROUGHT = ("new report", "new edition", "new source", "known", "no report", "damaged")
ASIDE = {
    "passed by": "pictures, styles and scripts passed by",
    "repeats": "repeats of bodies that are not in these files",
    "not kept": "pages of which the archive has no raw answer",
    "done before": "pages were read before the last reparse was broken off",
}


@click.command("reparse")
@click.argument(
    "files",
    metavar="[FILE.warc.gz]...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@DB
@ARCHIVE
@NO_ARCHIVE
@click.option("--portal", metavar="URL", help="Only the pages of this portal.")
@click.option("--all", "every", is_flag=True, help="Lists, and pages that were no report, too.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read.  [default: one a core]")
@QUIET
def command(  # noqa: PLR0913 - click hands every option over
    *,
    files: tuple[Path, ...],
    db: Path,
    archive: Path | None,
    no_archive: bool,
    portal: str | None,
    every: bool,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Read the raw answers of the archive again, and tell what today's parsers make of them.

    A better reading takes the place of the one before; a report that does not read any more keeps what it has.

    With WARC files, of any tool: bring their pages and files into the database, each as of its own date. Exit codes: 0
    all was read, 1 some answers could not be read (named), 2 wrong usage, 3 stopped early: run it again.
    """
    from crawler.archive import beside  # noqa: PLC0415 - --help needs no archive

    folder = beside(db, project((), **archived(archive, no_archive=no_archive)).get("NIANBAO_ARCHIVE"))
    _check(files, db, folder, chosen=bool(portal or every))
    say = Progress(quiet=quiet)
    with _open(db, folder if files else None) as store:
        told = _read(store, files, _crew(store, folder, jobs), say, portal, every=every)
    say.end()
    report(told, say.seconds, BROUGHT if files else READ)
    click.get_current_context().exit(1 if told.faults else 0)


class Progress:
    """A word on stderr now and then: a line that is written over on a terminal, lines in a pipe."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._live = quiet, sys.stderr.isatty()
        self._begun = self._last = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._begun

    def end(self) -> None:
        """Leave the line that is written over."""
        if self._live and self._last != self._begun:
            click.echo(err=True)

    def __call__(self, told: Told) -> None:
        """Say how far it is, if it is time."""
        now = time.monotonic()
        if self._quiet or now - self._last < (0.5 if self._live else 10):
            return
        self._last = now
        done, of = sum(told.counts[word] for word in {*READ, *BROUGHT}), told.counts["to read"]
        line = f"{done} of {of} pages read" if of else f"{done} pages read"
        click.echo(f"\r{line}" if self._live else line, err=True, nl=not self._live)


def report(told: Told, seconds: float, words: tuple[str, ...]) -> None:
    """Print what came of it."""
    counts = told.counts
    read = sum(counts[word] for word in words)
    click.echo(
        f"{read} pages read in {seconds:.0f} s: " + ", ".join(f"{counts[word]} {word}" for word in words)
    )
    for word, sentence in ASIDE.items():
        if counts[word]:
            click.echo(f"  {counts[word]} {sentence}")
    for fault in told.faults[:SAID]:
        click.echo(f"  {fault}")
    if len(told.faults) > SAID:
        click.echo(f"  and {len(told.faults) - SAID} more")


def _check(files: tuple[Path, ...], db: Path, folder: Path | None, *, chosen: bool) -> None:
    from crawler.archive import is_warc  # noqa: PLC0415

    strange = [str(file) for file in files if not is_warc(file)]
    if strange:
        raise Wrong(f"no WARC: {', '.join(strange)}")
    if files and chosen:
        raise Wrong("--portal and --all choose among the pages of the database; of WARC files all is read")
    if not files and folder is None:
        raise Wrong("--no-archive leaves nothing to read")
    if not files and not db.is_file():
        raise Wrong(f"there is no file {db}; `nianbao crawl` makes it")


@contextmanager
def _open(db: Path, folder: Path | None) -> Iterator[Store]:
    """The database, and what stops it from being written told with the right exit code."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    from crawler.storage import Store, StoreError  # noqa: PLC0415

    try:
        store = Store(db, archive=folder)
    except StoreError as error:
        raise Wrong(str(error)) from error
    try:
        with store:
            yield store
    except (StoreError, BrokenProcessPool) as error:
        click.echo(f"stopped early: {error}", err=True)
        click.get_current_context().exit(3)


def _crew(store: Store, folder: Path | None, jobs: int | None) -> Crew:
    from crawler.rereading import Crew  # noqa: PLC0415
    from crawler.spiders.limits import Limits  # noqa: PLC0415

    settings = project(())
    seconds = settings.getfloat("NIANBAO_FILE_SECONDS")
    return Crew(store.seeds(), Limits.of(settings), seconds, folder, jobs or os.cpu_count() or 1)


def _read(
    store: Store, files: tuple[Path, ...], crew: Crew, say: Progress, portal: str | None, *, every: bool
) -> Told:
    from crawler.addresses import canonical  # noqa: PLC0415
    from crawler.rereading import bring, reparse  # noqa: PLC0415

    if files:
        return bring(store, crew, files, tick=say)
    key = canonical(portal) if portal else None
    only = next((seed.url for seed in crew.seeds if canonical(seed.url) == key), None)
    if key is not None and only is None:
        raise Wrong(f"{portal} is no portal of this file; `nianbao status` lists them")
    return reparse(store, crew, only, every=every, tick=say)
