"""`nianbao crawl`: walk portals, write one SQLite file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from .options import (
    ARCHIVE,
    BROKER,
    BROWSER,
    DB,
    DIALS,
    NO_ARCHIVE,
    PRIVATE,
    QUIET,
    Wrong,
    archived,
    project,
)

if TYPE_CHECKING:
    from crawler.seeds import Seed


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
@BROKER
@click.option("--detach", is_flag=True, help="With --broker: queue the portals and leave.")
@DIALS
@click.pass_context
def command(  # noqa: PLR0913 - click hands every option over
    context: click.Context,
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
    broker: str | None,
    detach: bool,
    dials: tuple[str, ...],
) -> None:
    """Walk the portals given, else those of the seeds file, and write the database.

    An interrupted crawl goes on where it stopped. With --broker, the portals are walked by the workers of a fleet
    (`nianbao worker`), each into its shard, and `nianbao collect` folds the shards into the database.

    Exit codes: 0 all portals answered, 1 at least one failed or was blocked, 2 wrong usage and nothing was fetched,
    3 stopped early.
    """
    portals = given(urls, seeds)
    pace = paces(max_pages, delay, browser)
    turns = turned(log_file, allow_private=allow_private, quiet=quiet)
    settings = project(dials, **turns, **pace, **archived(archive, no_archive=no_archive))
    if broker is None and not detach:
        from .walk import report, walk  # noqa: PLC0415

        context.exit(report(walk(settings, portals, db), db))
    from .spread import spread  # noqa: PLC0415

    local(context)
    travelling = pace | dict(dial.replace(" ", "").split("=", 1) for dial in dials)
    context.exit(spread(broker, portals, travelling, private=allow_private, quiet=quiet, detach=detach))


def given(urls: tuple[str, ...], path: Path) -> tuple[Seed, ...]:
    """The portals of the command line, else of the seeds file. Raises Wrong."""
    from crawler.seeds import SeedsError, read_seeds, seed_of  # noqa: PLC0415

    try:
        portals = tuple(seed_of(url) for url in urls) if urls else read_seeds(path)
    except SeedsError as error:
        raise Wrong(str(error)) from error
    if not portals:
        raise Wrong(f"{path}: no portals in it")
    return portals


def local(context: click.Context) -> None:
    """Raises Wrong for an option that is about files: with --broker, those are the workers' and `collect`'s."""
    for option in ("db", "archive", "no_archive", "log_file"):
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE:
            raise Wrong(
                f"--{option.replace('_', '-')} has no effect with --broker: see `nianbao worker` and `collect`"
            )


def turned(log_file: Path | None, *, allow_private: bool, quiet: bool) -> dict[str, object]:
    """The settings that the options of this word turn."""
    turns: dict[str, object] = {
        "NIANBAO_ALLOW_PRIVATE": allow_private,
        "NIANBAO_PROGRESS": not quiet,
        "LOG_LEVEL": "WARNING" if log_file is None else "INFO",
    }
    if log_file is not None:
        turns["LOG_FILE"] = str(log_file)
    return turns


def paces(max_pages: int | None, delay: float | None, browser: str | None) -> dict[str, str]:
    """The settings behind `--max-pages`, `--delay` and `--browser`, as `-s` would name them."""
    turns = {}
    if max_pages is not None:
        turns["NIANBAO_PAGES_PER_PORTAL"] = str(max_pages)
    if delay is not None:
        turns |= dict.fromkeys(("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"), f"{delay:f}")
    if browser is not None:
        turns["NIANBAO_BROWSER"] = browser
    return turns
