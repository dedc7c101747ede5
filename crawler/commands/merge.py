"""`nianbao merge`: the files of several workers become one."""

from __future__ import annotations

from pathlib import Path

import click

from .options import QUIET, Wrong

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("merge")
@click.argument("out", metavar="OUT.db", type=FILE)
@click.argument("given", metavar="IN.db...", type=FILE, nargs=-1, required=True)
@QUIET
def command(*, out: Path, given: tuple[Path, ...], quiet: bool) -> None:
    """Fold databases into OUT.db, which is created if it is not there. The others are only read.

    The order of the files makes no difference, and merging again changes nothing. Where two files differ, the
    official, then the newer sighting is current; the other stays an edition. All of it is written, or nothing: killed
    in the middle, OUT.db is what it was. Exit codes: 0 merged, 2 a file cannot be used and nothing was written,
    3 stopped early.
    """
    from crawler.storage import DiskFullError, StoreError, merge  # noqa: PLC0415 - --help needs no database

    def progress(path: Path, number: int) -> None:
        if not quiet:
            click.echo(f"{path}: {number} reports", err=True)

    try:
        merged = merge(out, given, progress)
    except DiskFullError as error:
        click.echo(f"stopped early: {error}; {out} is what it was", err=True)
        click.get_current_context().exit(3)
    except StoreError as error:
        raise Wrong(str(error)) from error
    told = [f"{number} {table} ({number - merged.before[table]} new)" for table, number in merged.now.items()]
    click.echo(f"{', '.join(told)} -> {out}")
