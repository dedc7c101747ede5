"""The data dictionary: nothing in the file without a line, no line without its column, and the page up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils

from crawler.storage import dictionary, schema

PAGE = Path(__file__).parent.parent / "docs" / "dictionary.md"


@pytest.fixture(scope="module")
def file() -> dict[str, list[str]]:
    db = sqlite_utils.Database(memory=True)
    schema.migrate(db)
    ours = [one for one in (*db.tables, *db.views) if not one.name.startswith("_sqlite")]
    columns = {one.name: [column.name for column in one.columns] for one in ours}
    db.close()
    return columns


def test_every_table_and_view_has_a_line_and_every_line_a_table(file: dict[str, list[str]]) -> None:
    assert {entry.name for entry in dictionary.entries()} == set(file)


@pytest.mark.parametrize("entry", dictionary.entries(), ids=lambda entry: entry.name)
def test_every_column_has_a_line_and_every_line_a_column(
    entry: dictionary.Entry, file: dict[str, list[str]]
) -> None:
    assert sorted(entry.columns) == sorted(file[entry.name])
    for line in (entry.about, *entry.columns.values()):
        assert line.endswith((".", "…")), line
        assert "|" not in line, line


def test_the_page_is_written_from_the_lines() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary.page(), "run: python -m crawler.storage.dictionary"


def test_working_tables_stand_apart() -> None:
    working = {entry.name for entry in dictionary.entries() if entry.working}
    assert working == schema.WORKING
    promised, own = dictionary.page().split("## Working tables")
    for name in working:
        assert f"### {name}\n" in own
        assert f"### {name}\n" not in promised
