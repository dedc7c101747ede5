"""`nianbao demo`: replica portals on the loopback interface, crawled, refreshed, a year on refreshed again, and how to look at it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import DB, QUIET, Wrong

if TYPE_CHECKING:
    from rich.table import Table

    from crawler.demo import Replicas
    from crawler.storage import Standing

PORT = 8642  # the same whenever it is free, so that a second demo meets the portals of the first

VISITS = (
    ("First visit", "crawl", 1),
    ("The same day again: nothing has changed but the view counters. A refresh", "refresh", 1),
    ("A year passes: new reports, a corrected one, one that moved, one removed. A refresh", "refresh", 2),
)

LOOK = """
Look at it:
  sqlite3 -box {db} "select agency, year, published_at, url from reports order by agency_id, year limit 10"
  sqlite3 -box {db} "select agency, year, template, applications_new, applications_granted from panel limit 10"
  python3 -c "import sqlite3; print(*sqlite3.connect('{db}').execute('select title, length(body) from reports'), sep='\\n')"
  {nianbao} status --db {db}"""


@click.command("demo")
@DB
@QUIET
def command(*, db: Path, quiet: bool) -> None:
    """Crawl bundled replica portals on this machine, without the internet, and show what was found."""
    with ExitStack() as stack:
        portals = _open(stack)
        _refuse_others(db, portals)
        click.echo(f"{len(portals.seeds)} replica portals of invented places on 127.0.0.1:{portals.port}")
        visits: list[Counter[str]] = []
        codes: list[int] = []
        for head, word, epoch in VISITS:
            click.echo(f"\n{head}")
            if epoch != 1:
                portals.turn(epoch)
            portals.forget()
            codes.append(_walk(word, portals, db, quiet=quiet))
            visits.append(Counter(asked.host for asked in portals.requests))
        missing = show(portals, _standings(db), visits[0], visits[-1])
    tell(db)
    click.echo(LOOK.format(db=db, nianbao=sys.argv[0] if sys.argv[0].endswith("nianbao") else "nianbao"))
    click.get_current_context().exit(1 if missing else max(codes))


def tell(db: Path) -> None:
    """Print what the reports add up to: cells read, sums that hold, and one agency through its years."""
    from crawler.storage import Reader  # noqa: PLC0415 - --help needs no database

    with Reader.open(db) as reader:
        told = reader.tally()
    click.echo(
        f"{told.cells:,} statutory cells; {told.passed:,} sums and rules hold, {told.failed:,} do not.\n"
        f"{told.agency} through the years (form A is prose):"
    )
    table = _table("year", "form", right=("received", "carried in", "dealt with", "carried out"))
    for year in told.years:
        figures = (year.received, year.carried_in, year.dealt_with, year.carried_out)
        table.add_row(str(year.year), year.form or "", *("" if n is None else str(n) for n in figures))
    _print(table)


def _table(*left: str, right: tuple[str, ...]) -> Table:
    from rich.box import SIMPLE  # noqa: PLC0415 - only here
    from rich.table import Table  # noqa: PLC0415

    table = Table(*left, box=SIMPLE)
    for head in right:
        table.add_column(head, justify="right")
    return table


def _print(table: Table) -> None:
    from rich.console import Console  # noqa: PLC0415 - only here

    Console(width=None if sys.stdout.isatty() else 100).print(table)


def show(portals: Replicas, standings: list[Standing], first: Counter[str], second: Counter[str]) -> int:
    """Print what was found, of how many that are there; the number of reports that were not found."""
    there = Counter(_host(expected.portal) for expected in portals.expected)
    table = _table("portal", "family", "outcome", right=("reports", "of", "requests", "again", "a report"))
    missing = 0
    for host, site in portals.sites.items():
        standing = next(s for s in standings if _host(s.url) == host)
        missing += max(0, there[host] - standing.reports)
        cost = f"{second[host] / standing.reports:.1f}" if standing.reports else ""
        asked = (str(standing.reports), str(there[host] or ""), str(first[host]), str(second[host]), cost)
        table.add_row(site.name, standing.cms or "", standing.outcome, *asked)
    _print(table)
    return missing


def _open(stack: ExitStack) -> Replicas:
    from crawler.demo import replicas  # noqa: PLC0415 - --help needs no portals

    try:
        return stack.enter_context(replicas(PORT))
    except OSError:
        return stack.enter_context(replicas())


def _walk(word: str, portals: Replicas, db: Path, *, quiet: bool) -> int:
    """One crawl or refresh, as anybody would start it: in a process of its own, because Scrapy's reactor runs once."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds.txt"
        seeds.write_text("\n".join(portals.seeds), encoding="utf-8")
        words = [word, *(["--seeds", str(seeds)] if word == "crawl" else [])]
        words += ["--db", str(db), "--delay", "0", "--allow-private"]
        words += ["-s", f"NIANBAO_HOSTS={json.dumps(portals.hosts)}", *(["--quiet"] if quiet else [])]
        sys.stdout.flush()
        process = subprocess.Popen([sys.executable, "-m", "crawler", *words])  # noqa: S603 - our own words
        try:
            code = process.wait()
        except KeyboardInterrupt:  # Ctrl-C reaches the crawl too: let it close its file
            process.wait()
            code = 3
    if code > 1:
        click.get_current_context().exit(code)
    return code


def _refuse_others(db: Path, portals: Replicas) -> None:
    """Invented reports do not belong into a file of real ones."""
    strangers = [s.url for s in _standings(db) if _host(s.url) not in portals.hosts] if db.exists() else []
    if strangers:
        raise Wrong(f"{db} holds other portals ({strangers[0]}); name another file with --db")


def _standings(db: Path) -> list[Standing]:
    from crawler.storage import Reader, StoreError  # noqa: PLC0415

    try:
        with Reader.open(db) as reader:
            return list(reader.status())
    except StoreError as error:
        raise Wrong(str(error)) from error


def _host(url: str) -> str:
    from crawler.addresses import host_of  # noqa: PLC0415

    return host_of(url)
