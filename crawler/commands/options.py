"""Options that several words share, and what is wrong with them said before anything is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from scrapy.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

BROWSING = ("auto", "never", "always")

DB = click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), default="reports.db", show_default=True,
    help="The SQLite file.",
)  # fmt: skip
ARCHIVE = click.option(
    "--archive", type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the raw answers (WARC).  [default: archive, beside the database]",
)  # fmt: skip
NO_ARCHIVE = click.option("--no-archive", is_flag=True, help="Keep no raw answers.")
PRIVATE = click.option(
    "--allow-private",
    is_flag=True,
    help="Private and loopback addresses too, for the hosts named by a seed only.",
)
BROWSER = click.option(
    "--browser", type=click.Choice(BROWSING),
    help="For pages that a script writes.  [default: auto, where Chromium is installed]",
)  # fmt: skip
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


def archived(archive: Path | None, *, no_archive: bool) -> dict[str, object]:
    """The setting that `--archive` and `--no-archive` turn. Raises Wrong where both are given."""
    if no_archive and archive is not None:
        raise Wrong("--archive and --no-archive exclude each other")
    if no_archive:
        return {"NIANBAO_ARCHIVE": ""}
    return {} if archive is None else {"NIANBAO_ARCHIVE": str(archive.absolute())}


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
    if name == "NIANBAO_BROWSER" and value not in BROWSING:
        raise Wrong(f"-s {name}={value}: not {', '.join(BROWSING)}")
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
