"""The codebook: an entry for every cell of every form, in the file as in the parsers, and no oftener written than changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import sqlite_utils
from shelf import rows

from crawler.storage import Store, codebook, schema
from parsers import codebook_rows
from parsers.entries import ENGLISH
from parsers.figures import BY_CODE
from parsers.forms.codebook import codebook as forms


def test_every_cell_of_every_form_has_one_entry() -> None:
    entries = codebook_rows()
    seats = [(each.template, each.tbl, each.row, each.col) for each in entries]
    assert len(set(seats)) == len(seats)
    wanted = {
        (form, name, row, column.code)
        for (form, name), table in forms().tables.items()
        if form in {"B", "C"}
        for row in table.rows
        for column in table.columns
    }
    assert {seat for seat in seats if seat[0] in {"B", "C"} and seat[1] != "figures"} == wanted
    assert Counter(seat[0] for seat in wanted) == {"B": 198, "C": 200}
    told = {
        f"A14.{each.row}" if each.template == "A14" else each.row for each in entries if each.col == "value"
    }
    assert told == set(ENGLISH)
    assert told >= set(BY_CODE)


def test_an_entry_says_what_its_cell_means_in_both_languages() -> None:
    entries = {(each.template, each.tbl, each.row, each.col): each for each in codebook_rows()}
    for each in entries.values():
        assert all((each.row_zh, each.col_zh, each.row_en, each.col_en)), each
        assert each.type in {"int", "sint", "money", "heading"}
    said = {
        ("B", "art20_5", "licence", "items_delta"): ("行政许可", "sint", "项"),
        ("B", "art20_9", "procurement", "procurement_amount"): ("政府集中采购", "money", None),
        ("C", "art20_8", "admin_fee", "fee_amount"): ("行政事业性收费", "money", "万元"),
        ("A14", "annexA14", "7", "value"): ("七、依申请公开信息收取的费用", "money", "万元"),
        ("A14", "annexA14", "3", "value"): ("三、依申请公开情况", "heading", None),
        ("C", "figures", "C.fee.notices", "value"): (BY_CODE["C.fee.notices"].label, "int", "件"),
    }
    for seat, wanted in said.items():
        assert (entries[seat].row_zh, entries[seat].type, entries[seat].unit) == wanted


def test_the_entries_of_a_form_are_in_its_order() -> None:
    for form in ("A14", "B", "C"):
        mine = [each for each in codebook_rows() if each.template == form]
        assert [each.ordinal for each in mine] == list(range(len(mine)))
    annex = [each.row for each in codebook_rows() if each.template == "A14"]
    assert (
        annex.index("3.1.4")
        < annex.index("3.3")
        < annex.index("3.3.4.6")
        < annex.index("3.3.5")
        < annex.index("9.3")
    )


def test_the_file_holds_the_codebook_from_its_first_day(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"
    Store(path).close()
    found = rows(path, 'SELECT template, tbl, "row", col, row_zh, col_en FROM codebook')
    assert len(found) == len(codebook_rows())
    assert ("C", "applications", "granted", "natural_person", "(一)予以公开", "natural persons") in found


@pytest.mark.parametrize(
    "drift",
    [
        "UPDATE codebook SET row_en = 'something else' WHERE tbl = 'applications' AND \"row\" = 'new'",
        "DELETE FROM codebook WHERE template = 'C'",
        "INSERT INTO codebook (template, tbl, \"row\", col) VALUES ('B', 'art20_7', 'gone', 'gone')",
    ],
)
def test_what_an_older_version_left_is_brought_up_to_date_and_nothing_else_is_written(drift: str) -> None:
    db = sqlite_utils.Database(memory=True)
    schema.migrate(db)
    codebook.lay(db)
    whole = sorted(db.execute("SELECT * FROM codebook").fetchall(), key=repr)
    with db.atomic():
        changed = db.execute(drift).rowcount
    before = db.conn.total_changes
    codebook.lay(db)
    assert sorted(db.execute("SELECT * FROM codebook").fetchall(), key=repr) == whole
    assert db.conn.total_changes - before <= 2 * changed
    before = db.conn.total_changes
    codebook.lay(db)
    assert db.conn.total_changes == before
    db.close()
