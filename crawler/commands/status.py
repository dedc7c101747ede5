"""`nianbao status`: what the file holds, portal by portal and year by year."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import BROKER, DB, Wrong

if TYPE_CHECKING:
    from crawler.storage import Standing


@click.command("status")
@DB
@BROKER
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a portal.")
def command(db: Path, broker: str | None, *, as_json: bool) -> None:
    """Show each portal of the database with its outcome and its reports by year; with --broker, how far the fleet is."""
    if broker is not None:
        from .spread import look  # noqa: PLC0415 - the fleet is an extra

        look(broker, as_json=as_json)
        return
    from crawler.storage import Reader, StoreError  # noqa: PLC0415 - --help needs no database

    try:
        with Reader.open(db) as reader:
            standings = reader.status()
    except StoreError as error:
        raise Wrong(str(error)) from error
    if as_json:
        for standing in standings:
            click.echo(json.dumps(dataclasses.asdict(standing), ensure_ascii=False))
        return
    for standing in standings:
        click.echo("\n".join(lines(standing)))


def lines(standing: Standing) -> list[str]:
    """One portal for people."""
    pages = {
        "blocked": standing.blocked,
        "failed": standing.failed,
        "moved": standing.moved,
        "gone": standing.gone,
    }
    counted = [f"{number} {name}" for name, number in pages.items() if number]
    years = [f"{year.year or 'no year'}: {year.found}" for year in standing.years if year.found]
    extra = {
        "detail": standing.detail,
        "pages": ", ".join([f"{standing.pages} asked", *counted]),
        "years": ", ".join(years),
        "missing": ", ".join(str(year) for year in standing.missing),
        "removed": str(standing.removed) if standing.removed else None,
        "failing": f"{standing.failing} checks" if standing.failing else None,
    }
    head = f"{standing.outcome:12} {standing.reports:4} reports  {standing.name or ''} {standing.url}"
    return [head, *(f"{'':13}{name + ':':9}{value}" for name, value in extra.items() if value)]
