"""Options that several words share, and what is wrong with them said before anything is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from scrapy.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

DB = click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), default="reports.db", show_default=True,
    help="The SQLite file.",
)  # fmt: skip
PRIVATE = click.option(
    "--allow-private",
    is_flag=True,
    help="Private and loopback addresses too, for the hosts named by a seed only.",
)
QUIET = click.option("--quiet", is_flag=True, help="No progress on stderr.")
DIALS = click.option(
    "-s",
    "dials",
    metavar="NAME=VALUE",
    multiple=True,
    help="Any Scrapy or NIANBAO_ setting that has an effect.",
)
BROKER = click.option(
    "--broker",
    metavar="URL",
    help="Redis: redis://[:PASSWORD@]HOST:PORT/NUMBER, rediss:// for TLS; the password also in NIANBAO_BROKER_PASSWORD.",
)
STORE = click.option(
    "--store",
    metavar="FOLDER|URL",
    required=True,
    help="Where the fleet keeps its shards: a folder that all machines see, or any fsspec address.",
)


class Wrong(click.ClickException):
    """Wrong usage or unreadable input: nothing was fetched."""

    exit_code = 2


def project(dials: Iterable[str], **ours: object) -> Settings:
    """The settings of this project, from anywhere, with what the command and then `-s` turn.

    Raises Wrong for a setting that has no effect or cannot have that value.
    """
    from scrapy.settings import Settings  # noqa: PLC0415 - half a second that --help does not need

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    for name, value in ours.items():
        settings.set(name, value, priority="spider")
    for dial in dials:
        name, equals, value = dial.partition("=")
        name = name.strip()
        if not equals:
            raise Wrong(f"-s {dial}: not NAME=VALUE")
        why = settings.getdict("NIANBAO_VOID").get(name)
        if why is not None or name not in settings:
            raise Wrong(
                f"-s {name} has no effect here: {why or 'neither Scrapy nor nianbao has such a setting'}"
            )
        _fits(settings, name, value)
        settings.set(name, value, priority="cmdline")
    return settings


def _fits(settings: Settings, name: str, value: str) -> None:
    usual = settings[name]
    try:
        if isinstance(usual, bool):
            _truth(value)
        elif isinstance(usual, int | float) and name != "TELNETCONSOLE_ENABLED":
            float(value)
    except ValueError:
        kind = "True or False" if isinstance(usual, bool) else "a number"
        raise Wrong(f"-s {name}={value}: not {kind}") from None


def _truth(value: str) -> None:
    if value.lower() not in {"true", "false", "1", "0"}:
        raise ValueError(value)
