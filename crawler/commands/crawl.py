"""`nianbao crawl`: walk portals, write one SQLite file."""

from __future__ import annotations

from pathlib import Path

import click

from .options import ARCHIVE, BROWSER, DB, DIALS, NO_ARCHIVE, PRIVATE, QUIET, Wrong, archived, project


@click.command("crawl")
@click.argument("urls", metavar="[URL]...", nargs=-1)
@click.option(
    "--seeds", type=click.Path(dir_okay=False, path_type=Path), default="seeds.txt", show_default=True,
    help="The portals, where no URL is given.",
)  # fmt: skip
@DB
@ARCHIVE
@NO_ARCHIVE
@click.option("--max-pages", type=click.IntRange(min=1), help="Pages of each portal at most.")
@click.option(
    "--delay", type=click.FloatRange(min=0), help="Seconds between two requests to one host.  [default: 1]"
)
@BROWSER
@PRIVATE
@QUIET
@click.option("--log-file", type=click.Path(dir_okay=False, path_type=Path), help="Every event, a line each.")
@DIALS
def command(  # noqa: PLR0913 - click hands every option over
    *,
    urls: tuple[str, ...],
    seeds: Path,
    db: Path,
    archive: Path | None,
    no_archive: bool,
    max_pages: int | None,
    delay: float | None,
    browser: str | None,
    allow_private: bool,
    quiet: bool,
    log_file: Path | None,
    dials: tuple[str, ...],
) -> None:
    """Walk the portals given, else those of the seeds file, and write the database.

    An interrupted crawl goes on where it stopped. Exit codes: 0 all portals answered, 1 at least one failed or was
    blocked, 2 wrong usage and nothing was fetched, 3 stopped early.
    """
    from crawler.seeds import SeedsError, read_seeds, seed_of  # noqa: PLC0415

    from .walk import report, walk  # noqa: PLC0415

    try:
        portals = tuple(seed_of(url) for url in urls) if urls else read_seeds(seeds)
    except SeedsError as error:
        raise Wrong(str(error)) from error
    if not portals:
        raise Wrong(f"{seeds}: no portals in it")
    turns = turned(max_pages, delay, browser, log_file, allow_private=allow_private, quiet=quiet)
    settings = project(dials, **turns, **archived(archive, no_archive=no_archive))
    click.get_current_context().exit(report(walk(settings, portals, db), db))


def turned(
    max_pages: int | None,
    delay: float | None,
    browser: str | None,
    log_file: Path | None,
    *,
    allow_private: bool,
    quiet: bool,
) -> dict[str, object]:
    """The settings that the options of this word turn."""
    turns: dict[str, object] = {
        "NIANBAO_ALLOW_PRIVATE": allow_private,
        "NIANBAO_PROGRESS": not quiet,
        "LOG_LEVEL": "WARNING" if log_file is None else "INFO",
    }
    if max_pages is not None:
        turns["NIANBAO_PAGES_PER_PORTAL"] = max_pages
    if delay is not None:
        turns |= {"DOWNLOAD_DELAY": delay, "AUTOTHROTTLE_START_DELAY": delay}
    if browser is not None:
        turns["NIANBAO_BROWSER"] = browser
    if log_file is not None:
        turns["LOG_FILE"] = str(log_file)
    return turns
