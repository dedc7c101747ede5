"""`nianbao worker`: walk the portals that a fleet's broker hands out."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path

import click

from .options import BROKER, DIALS, NO_ARCHIVE, PRIVATE, STORE, Wrong, project


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
    from crawler.fleet import Ground, Patience, ShardError, Shards, local, serve  # noqa: PLC0415 - an extra

    name = name or f"{socket.gethostname()}-{os.getpid()}"
    try:
        ground = Ground(
            Shards(store), local(folder), settings.getfloat("NIANBAO_SLICE_SECONDS"),
            settings.getfloat("NIANBAO_SLICE_OVERTIME"), not no_archive, allow_private, dials,
        )  # fmt: skip
        ground.shards.names()
    except ShardError as error:
        raise Wrong(str(error)) from error
    patience = Patience(
        settings.getfloat("NIANBAO_LEASE_SECONDS"),
        settings.getint("NIANBAO_SLICE_TRIES"),
        settings.getfloat("NIANBAO_SLICE_REST"),
    )
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("crawler.fleet").setLevel(logging.INFO)
    click.echo(
        f"worker {name}: {jobs} portals at once, from {reached.shown}, shards to {ground.shards.shown}",
        err=True,
    )
    serve(reached, ground, name, jobs, patience)
