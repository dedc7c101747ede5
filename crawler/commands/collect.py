"""`nianbao collect`: the shards of a fleet become one database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import ARCHIVE, DB, NO_ARCHIVE, QUIET, STORE, Wrong, archived

if TYPE_CHECKING:
    from crawler.fleet import Gathered


@click.command("collect")
@STORE
@DB
@ARCHIVE
@NO_ARCHIVE
@click.option(
    "--partial", is_flag=True, help="Portals too whose walk is not done, as far as they were walked."
)
@QUIET
def command(
    *, store: str, db: Path, archive: Path | None, no_archive: bool, partial: bool, quiet: bool
) -> None:
    """Fold the shards of a fleet into the database. They stay in the store; collecting again changes nothing.

    The raw answers that the workers kept are brought into the archive, as far as they are not there.
    Exit codes: 0 all shards are in it, 1 a shard was torn or could not be fetched (an older one was taken, where there
    is one), 2 store or database cannot be used, 3 the walk of some portals is not done: collect again later.
    """
    from .spread import equipped  # noqa: PLC0415

    equipped()
    from crawler import settings  # noqa: PLC0415
    from crawler.archive import beside  # noqa: PLC0415
    from crawler.fleet import ShardError, Shards, gather  # noqa: PLC0415 - an extra
    from crawler.storage import DiskFullError, StoreError  # noqa: PLC0415

    def progress(number: int, among: int) -> None:
        if not quiet:
            click.echo(f"{number} of {among} shards", err=True)

    kept = archived(archive, no_archive=no_archive).get("NIANBAO_ARCHIVE", settings.NIANBAO_ARCHIVE)
    if not db.resolve().parent.is_dir():
        raise Wrong(f"{db} cannot be created: there is no folder {db.resolve().parent}")
    try:
        shards = Shards(store)
        folder = beside(db, str(kept))
        brought = 0 if folder is None else shards.bring(folder)  # first: rows of the file point into it
        gathered = gather(shards, db, partial=partial, progress=progress)
    except DiskFullError as error:
        click.echo(f"stopped early: {error}; collect again", err=True)
        click.get_current_context().exit(3)
    except (ShardError, StoreError) as error:
        raise Wrong(str(error)) from error
    if not gathered.folded:
        raise Wrong(f"{shards.shown}: no shard of a portal whose walk is done (--partial: of any)")
    click.get_current_context().exit(report(gathered, db, brought))


def report(gathered: Gathered, db: Path, brought: int) -> int:
    """Print what was collected; the exit code."""
    from crawler.storage import Reader  # noqa: PLC0415

    with Reader.open(db) as reader:
        standings = reader.status()
        held = reader.held(standing.url for standing in standings)
    answers = f"; {brought} files of raw answers" if brought else ""
    click.echo(f"{gathered.folded} shards{answers}: {len(standings)} portals, {held} reports -> {db}")
    for trouble in gathered.troubles:
        click.echo(f"  {trouble}", err=True)
    for name in gathered.unfinished:
        click.echo(f"  not done: {name}", err=True)
    return 1 if gathered.troubles else 3 if gathered.unfinished else 0
