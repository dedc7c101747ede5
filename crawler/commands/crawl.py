"""`nianbao crawl`: walk portals, write one SQLite file."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from .options import Wrong
from .walking import Turns, turned, walking


@click.command("crawl")
@click.argument("urls", metavar="[URL]...", nargs=-1)
@click.option(
    "--seeds", type=click.Path(dir_okay=False, path_type=Path), default="seeds.txt", show_default=True,
    help="The portals, where no URL is given.",
)  # fmt: skip
@walking
def command(*, urls: tuple[str, ...], seeds: Path, db: Path, **turns: Unpack[Turns]) -> None:
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
    click.get_current_context().exit(report(walk(turned(**turns), portals, db), db))
