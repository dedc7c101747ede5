"""The data dictionary: a line for each table, view and column of the file, and the page written from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from .schema import WORKING

HEAD = """# Data dictionary

What stands in the SQLite file. Written from `crawler/storage/dictionary.toml` by
`python -m crawler.storage.dictionary`; edit that file, not this one. Dates are ISO 8601, times UTC with `Z`.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table or a view: its own line, and a line a column in the order of the columns."""

    name: str
    view: bool
    about: str
    columns: dict[str, str]

    @property
    def working(self) -> bool:
        """Is it state of the crawl only: not promised, and not published."""
        return self.name in WORKING


def entries() -> tuple[Entry, ...]:
    """Every table, then every view."""
    text = resources.files(__package__).joinpath("dictionary.toml").read_text(encoding="utf-8")
    book = tomllib.loads(text)
    found = []
    for group in ("tables", "views"):
        for name, lines in book[group].items():
            columns = {key: line for key, line in lines.items() if key != "about"}
            found.append(Entry(name, group == "views", lines["about"], columns))
    return tuple(found)


def page() -> str:
    """docs/dictionary.md."""
    parts = [HEAD]
    for title, chosen in (
        ("Tables", [entry for entry in entries() if not entry.view and not entry.working]),
        ("Views", [entry for entry in entries() if entry.view]),
        ("Working tables", [entry for entry in entries() if entry.working]),
    ):
        parts.append(f"## {title}\n")
        for entry in chosen:
            rows = [f"| `{name}` | {line} |" for name, line in entry.columns.items()]
            parts.append(
                "\n".join([f"### {entry.name}\n", f"{entry.about}\n", "| column | |", "|---|---|", *rows])
                + "\n"
            )
    return "\n".join(parts)


if __name__ == "__main__":
    Path("docs/dictionary.md").write_text(page(), encoding="utf-8")
