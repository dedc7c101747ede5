"""`nianbao demo`: replica portals on the loopback interface, crawled twice, a year apart, and how to look at the result."""

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
    from crawler.demo import Replicas
    from crawler.storage import Standing

PORT = 8642  # the same whenever it is free, so that a second demo meets the portals of the first

LOOK = """
Look at it:
  sqlite3 -box {db} "select agency, year, published_at, url from reports order by agency_id, year limit 10"
  sqlite3 -box {db} "select name, outcome, pages, reports, detail from portals"
  python3 -c "import sqlite3; print(*sqlite3.connect('{db}').execute('select title, length(body) from reports'), sep='\\n')"
  nianbao status --db {db}"""


@click.command("demo")
@DB
@QUIET
def command(*, db: Path, quiet: bool) -> None:
    """Crawl bundled replica portals on this machine, without the internet, and show what was found."""
    with ExitStack() as stack:
        portals = _open(stack)
        _refuse_others(db, portals)
        click.echo(
            f"{len(portals.seeds)} replica portals of invented places on 127.0.0.1:{portals.port}\n\nFirst visit"
        )
        codes = [_crawl(portals, db, quiet=quiet)]
        first = Counter(asked.host for asked in portals.requests)
        portals.turn(2)
        portals.forget()
        click.echo("\nA year passes: new reports, a corrected one, one that moved, one removed. Second visit")
        codes.append(_crawl(portals, db, quiet=quiet))
        second = Counter(asked.host for asked in portals.requests)
        missing = show(portals, _standings(db), first, second)
    click.echo(LOOK.format(db=db))
    click.get_current_context().exit(1 if missing else max(codes))


def show(portals: Replicas, standings: list[Standing], first: Counter[str], second: Counter[str]) -> int:
    """Print what was found, of how many that are there; the number of reports that were not found."""
    from rich.box import SIMPLE  # noqa: PLC0415 - only here
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    there = Counter(_host(expected.portal) for expected in portals.expected)
    table = Table("portal", "family", "outcome", box=SIMPLE)
    for head in ("reports", "of", "requests", "again", "a report"):
        table.add_column(head, justify="right")
    missing = 0
    for host, site in portals.sites.items():
        standing = next(s for s in standings if _host(s.url) == host)
        missing += max(0, there[host] - standing.reports)
        cost = f"{second[host] / standing.reports:.1f}" if standing.reports else ""
        asked = (str(standing.reports), str(there[host] or ""), str(first[host]), str(second[host]), cost)
        table.add_row(site.name, standing.cms or "", standing.outcome, *asked)
    Console(width=None if sys.stdout.isatty() else 100).print(table)
    return missing


def _open(stack: ExitStack) -> Replicas:
    from crawler.demo import replicas  # noqa: PLC0415 - --help needs no portals

    try:
        return stack.enter_context(replicas(PORT))
    except OSError:
        return stack.enter_context(replicas())


def _crawl(portals: Replicas, db: Path, *, quiet: bool) -> int:
    """One crawl, as anybody would start it: in a process of its own, because Scrapy's reactor runs once."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds.txt"
        seeds.write_text("\n".join(portals.seeds), encoding="utf-8")
        words = ["crawl", "--seeds", str(seeds), "--db", str(db), "--delay", "0", "--allow-private"]
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
