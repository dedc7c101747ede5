"""Walking: the options of every word that walks portals, and the settings that they turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from .options import ARCHIVE, BROWSER, DB, DIALS, NO_ARCHIVE, PRIVATE, QUIET, F, archived, project

if TYPE_CHECKING:
    from scrapy.settings import Settings

OPTIONS = (
    DB,
    ARCHIVE,
    NO_ARCHIVE,
    click.option("--max-pages", type=click.IntRange(min=1), help="Pages of each portal at most."),
    click.option(
        "--delay",
        type=click.FloatRange(min=0),
        help="Seconds between two requests to one host.  [default: 1]",
    ),
    BROWSER,
    PRIVATE,
    QUIET,
    click.option(
        "--log-file", type=click.Path(dir_okay=False, path_type=Path), help="Every event, a line each."
    ),
    DIALS,
)


def walking(command: F) -> F:
    """Gives a word these options; all but `db` are for `turned`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


class Turns(TypedDict):
    """What click hands over for these options."""

    archive: Path | None
    no_archive: bool
    max_pages: int | None
    delay: float | None
    browser: str | None
    allow_private: bool
    quiet: bool
    log_file: Path | None
    dials: tuple[str, ...]


def turned(**turns: Unpack[Turns]) -> Settings:
    """The settings of the project, as the options turn them. Raises Wrong for what does not go together."""
    log = turns["log_file"]
    ours: dict[str, object] = {
        **paces(turns),
        "NIANBAO_ALLOW_PRIVATE": turns["allow_private"],
        "NIANBAO_PROGRESS": not turns["quiet"],
        "LOG_LEVEL": "WARNING" if log is None else "INFO",
    }
    if log is not None:
        ours["LOG_FILE"] = str(log)
    ours |= archived(turns["archive"], no_archive=turns["no_archive"])
    return project(turns["dials"], **ours)


def paces(turns: Turns) -> dict[str, str]:
    """The settings behind `--max-pages`, `--delay` and `--browser`, as `-s` would name them."""
    found = {}
    if turns["max_pages"] is not None:
        found["NIANBAO_PAGES_PER_PORTAL"] = str(turns["max_pages"])
    if turns["delay"] is not None:
        found |= dict.fromkeys(("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"), f"{turns['delay']:f}")
    if turns["browser"] is not None:
        found["NIANBAO_BROWSER"] = turns["browser"]
    return found
