"""`nianbao collect`: the shards of a fleet become one database."""

from __future__ import annotations

from pathlib import Path

import click

from .options import DB, QUIET, STORE, Wrong


@click.command("collect")
@STORE
@DB
@click.option(
    "--partial", is_flag=True, help="Portals too whose walk is not done, as far as they were walked."
)
@QUIET
def command(*, store: str, db: Path, partial: bool, quiet: bool) -> None:
    """Fold the shards of a fleet into the database. They stay in the store; collecting again changes nothing.

    Exit codes: 0 all shards are in it, 1 a shard was torn or could not be fetched (an older one was taken, where there
    is one), 2 store or database cannot be used, 3 the walk of some portals is not done: collect again later.
    """
    from .spread import equipped  # noqa: PLC0415

    equipped()
    from crawler.fleet import ShardError, Shards, gather  # noqa: PLC0415 - an extra
    from crawler.storage import DiskFullError, Reader, StoreError  # noqa: PLC0415

    def progress(number: int, among: int) -> None:
        if not quiet:
            click.echo(f"{number} of {among} shards", err=True)

    if not db.resolve().parent.is_dir():
        raise Wrong(f"{db} cannot be created: there is no folder {db.resolve().parent}")
    try:
        shards = Shards(store)
        gathered = gather(shards, db, partial=partial, progress=progress)
        if not gathered.folded:
            raise Wrong(f"{shards.shown}: no shard of a portal whose walk is done (--partial: of any)")
        with Reader.open(db) as reader:
            standings = reader.status()
            held = reader.held(standing.url for standing in standings)
    except DiskFullError as error:
        click.echo(f"stopped early: {error}; collect again", err=True)
        click.get_current_context().exit(3)
    except (ShardError, StoreError) as error:
        raise Wrong(str(error)) from error
    click.echo(f"{gathered.folded} shards: {len(standings)} portals, {held} reports -> {db}")
    for trouble in gathered.troubles:
        click.echo(f"  {trouble}", err=True)
    for name in gathered.unfinished:
        click.echo(f"  not done: {name}", err=True)
    click.get_current_context().exit(1 if gathered.troubles else 3 if gathered.unfinished else 0)
