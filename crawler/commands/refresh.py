"""`nianbao refresh`: ask the portals of a file what is new, what has changed and what is gone; cheaply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from .options import Wrong
from .walking import Turns, turned, walking

if TYPE_CHECKING:
    from crawler.seeds import Seed


@click.command("refresh")
@click.option(
    "--portal", "portals", metavar="URL|NAME", multiple=True, help="This portal only; may be given again."
)
@click.option(
    "--year", "years", type=int, multiple=True,
    help="Of the known reports only those on this year; may be given again.",
)  # fmt: skip
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="Of the known reports only those published or last changed since this day.",
)  # fmt: skip
@click.option("--lists-only", is_flag=True, help="Only the lists that bore reports, and what is new on them.")
@walking
def command(
    *,
    portals: tuple[str, ...],
    years: tuple[int, ...],
    since: datetime | None,
    lists_only: bool,
    db: Path,
    **turns: Unpack[Turns],
) -> None:
    """Visit the portals of the database again: add what is new, record what changed, moved or vanished.

    Lists and known reports are asked with the validators their servers gave; of the lists only what is new is followed.
    Every so often a portal is walked whole. An interrupted refresh goes on where it stopped. Exit codes as for crawl.
    """
    from crawler.storage import Scope, Store, StoreError  # noqa: PLC0415 - --help needs no database

    from .walk import report, walk  # noqa: PLC0415

    settings = turned(**turns)
    if not db.is_file():
        raise Wrong(f"there is no file {db}; `nianbao crawl` makes it")
    try:
        with Store(db) as store:
            known = store.seeds()
    except StoreError as error:
        raise Wrong(str(error)) from error
    if not known:
        raise Wrong(f"{db}: no portals in it")
    scope = Scope(
        lists_only,
        years,
        since.date().isoformat() if since else None,
        settings.getfloat("NIANBAO_FULL_WALK_DAYS"),
        settings.getint("NIANBAO_OLD_YEARS"),
        settings.getfloat("NIANBAO_OLD_DAYS"),
    )
    walked = walk(settings, chosen(known, portals) if portals else known, db, scope=scope)
    click.get_current_context().exit(report(walked, db))


def chosen(known: Sequence[Seed], named: Iterable[str]) -> tuple[Seed, ...]:
    """The portals that are meant, by address or name. Raises Wrong for one that is not there."""
    from crawler.addresses import canonical  # noqa: PLC0415

    found: dict[str, Seed] = {}
    for one in named:
        meant = [seed for seed in known if one == seed.name or canonical(one) == canonical(seed.url)]
        if not meant:
            raise Wrong(f"no such portal in the file: {one}")
        found |= {seed.url: seed for seed in meant}
    return tuple(found.values())
