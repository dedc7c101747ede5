"""The codebook in the file: what each cell of each form means, as today's parsers know it."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from dataclasses import astuple, fields
from functools import cache

from sqlite_utils import Database

from parsers import Entry, codebook_rows

COLUMNS = tuple(field.name for field in fields(Entry))
LISTED = ", ".join(f'"{name}"' for name in COLUMNS)
MARKS = ", ".join("?" * len(COLUMNS))


def lay(db: Database) -> None:
    """Bring the table to what the parsers know; a file that has it already is not written to."""
    wanted = _wanted()
    stands = set(db.execute(f"SELECT {LISTED} FROM codebook").fetchall())
    if stands == wanted:
        return
    with db.atomic():
        for template, tbl, row, col, *_ in stands - wanted:
            where = (template, tbl, row, col)
            db.execute('DELETE FROM codebook WHERE template = ? AND tbl = ? AND "row" = ? AND col = ?', where)
        entries = sorted(wanted - stands, key=repr)
        db.conn.executemany(f"INSERT INTO codebook ({LISTED}) VALUES ({MARKS})", entries)


@cache
def _wanted() -> frozenset[tuple[object, ...]]:
    return frozenset(astuple(entry) for entry in codebook_rows())
