"""`nianbao worker`: walk the portals that a fleet's broker hands out."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import BROKER, DIALS, NO_ARCHIVE, PRIVATE, STORE, Wrong, project

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.fleet import Ground, Patience


@click.command("worker")
@BROKER
@STORE
@click.option(
    "--jobs", type=click.IntRange(min=1), default=4, show_default=True, help="Portals walked at once."
)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default="shards", show_default=True,
    help="Shards in work, on a disk of this machine (never a network drive).",
)  # fmt: skip
@click.option("--name", help="How the fleet calls this worker.  [default: host and process]")
@NO_ARCHIVE
@PRIVATE
@DIALS
def command(  # noqa: PLR0913 - click hands every option over
    *,
    broker: str | None,
    store: str,
    jobs: int,
    folder: Path,
    name: str | None,
    no_archive: bool,
    allow_private: bool,
    dials: tuple[str, ...],
) -> None:
    """Take portals from the broker, walk each for some minutes at a time, and put its shard into the store.

    Ctrl-C or SIGTERM end it cleanly: what it has walked is shipped, and other workers go on with it. Settings given
    here with -s hold for this machine and go before those of the crawl. Exit code 2: broker or store cannot be used.
    """
    settings = project(dials)
    from .spread import reach  # noqa: PLC0415

    reached = reach(broker)
    from crawler.fleet import serve  # noqa: PLC0415 - an extra

    name = name or f"{socket.gethostname()}-{os.getpid()}"
    ground = grounds(settings, store, folder, dials, archive=not no_archive, private=allow_private)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("crawler.fleet").setLevel(logging.INFO)
    shown = ground.shards.shown
    click.echo(f"worker {name}: {jobs} portals at once, from {reached.shown}, shards to {shown}", err=True)
    serve(reached, ground, name, jobs, patience(settings))


def grounds(
    settings: Settings, store: str, folder: Path, dials: tuple[str, ...], *, archive: bool, private: bool
) -> Ground:
    """Where this worker walks. Raises Wrong where store or folder cannot be used."""
    from crawler.fleet import Ground, ShardError, Shards, local  # noqa: PLC0415 - an extra

    seconds, overtime = (settings.getfloat(f"NIANBAO_SLICE_{name}") for name in ("SECONDS", "OVERTIME"))
    try:
        shards = Shards(store)
        shards.names()
        return Ground(shards, local(folder), seconds, overtime, archive, private, dials)
    except ShardError as error:
        raise Wrong(str(error)) from error


def patience(settings: Settings) -> Patience:
    """How long this worker holds a domain, and what it bears."""
    from crawler.fleet import Patience  # noqa: PLC0415 - an extra

    return Patience(
        settings.getfloat("NIANBAO_LEASE_SECONDS"),
        settings.getint("NIANBAO_SLICE_TRIES"),
        settings.getfloat("NIANBAO_SLICE_REST"),
    )
