"""`nianbao crawl`: walk portals, write one SQLite file; or have them walked by a fleet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click
from click.core import ParameterSource

from .options import BROKER, Wrong
from .walking import Turns, paces, turned, walking

if TYPE_CHECKING:
    from crawler.seeds import Seed


@click.command("crawl")
@click.argument("urls", metavar="[URL]...", nargs=-1)
@click.option(
    "--seeds", type=click.Path(dir_okay=False, path_type=Path), default="seeds.txt", show_default=True,
    help="The portals, where no URL is given.",
)  # fmt: skip
@walking
@BROKER
@click.option("--detach", is_flag=True, help="With --broker: queue the portals and leave.")
@click.pass_context
def command(
    context: click.Context,
    *,
    urls: tuple[str, ...],
    seeds: Path,
    db: Path,
    broker: str | None,
    detach: bool,
    **turns: Unpack[Turns],
) -> None:
    """Walk the portals given, else those of the seeds file, and write the database.

    An interrupted crawl goes on where it stopped. With --broker, the portals are walked by the workers of a fleet
    (`nianbao worker`), each into its shard, and `nianbao collect` folds the shards into the database.

    Exit codes: 0 all portals answered, 1 at least one failed or was blocked, 2 wrong usage and nothing was fetched,
    3 stopped early.
    """
    portals = given(urls, seeds)
    if broker is None and not detach:
        from .walk import report, walk  # noqa: PLC0415

        context.exit(report(walk(turned(**turns), portals, db), db))
    from .spread import spread  # noqa: PLC0415

    local(context)
    turned(**turns)  # what does not go together is told here, not by a worker
    dialled = dict(dial.replace(" ", "").split("=", 1) for dial in turns["dials"])
    private, quiet = turns["allow_private"], turns["quiet"]
    context.exit(spread(broker, portals, paces(turns) | dialled, private=private, quiet=quiet, detach=detach))


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
