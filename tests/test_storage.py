"""The file: its schema, opening and refusing, the lock, batches, kill -9 and full disks. Real files throughout."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlite_utils
from shelf import HOST, PORTAL, begun, page, report, rows, visit

from crawler.seeds import Seed
from crawler.storage import DiskFullError, Reader, Store, StoreError, schema, utc
from crawler.storage.lock import Lock

ROOT = Path(__file__).parent.parent

# The contract, table by table.
PROMISED = {
    "reports": "id kind agency agency_id division_code province city county year coverage title template script medium "
    "published_at document_date source index_no doc_no url official portal body body_hans content_sha256 edition "
    "first_seen last_seen last_changed gone_at parser_version",
    "editions": "report_id number content_sha256 title body url seen_at",
    "sources": "url report_id edition role official first_seen last_seen",
    "attachments": "url report_id label media_type sha256 role status",
    "sections": "report_id ordinal code number title text",
    "cells": "report_id form tbl row col value state raw unit value_yuan row_label col_label source_url source_table "
    "source_row source_col method",
    "figures": "report_id code label value unit raw qualifier section start end",
    "checks": "report_id rule scope status severity lhs rhs detail",
    "portals": "url name region cms outcome detail pages reports last_crawled",
    "pages": "url portal kind status outcome etag last_modified body_sha256 archive_file archive_offset first_seen "
    "last_seen last_changed",
    "runs": "id command started_at finished_at finish_reason requests not_modified bytes reports_new reports_changed "
    "reports_gone",
    "codebook": "template tbl row col",
    "agencies": "id name level type division_code province city county official_host",
}
VIEWS = "panel applications litigation coverage changes failing_checks possible_aliases"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reports.db"


# ---- the file


def test_every_promised_column_and_view_is_there(path: Path) -> None:
    Store(path).close()
    db = sqlite_utils.Database(path)
    for table, columns in PROMISED.items():
        assert set(columns.split()) <= {column.name for column in db[table].columns}, table
    for view in VIEWS.split():
        assert list(db.query(f"SELECT * FROM {view}")) == []
    assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    plain = "".join(str(sql).upper() for (sql,) in db.execute("SELECT sql FROM sqlite_schema"))
    assert "WITHOUT ROWID" not in plain
    assert "GENERATED" not in plain
    db.close()


def test_nothing_stands_beside_a_closed_file(path: Path) -> None:
    with Store(path) as store:
        begun(store)
        assert (path.parent / "reports.db-wal").exists()
    assert [file.name for file in path.parent.iterdir()] == ["reports.db"]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert path.read_bytes()[18:20] == b"\1\1"  # not WAL: it opens in a folder that cannot be written, too


def test_opening_twice_changes_nothing(path: Path) -> None:
    Store(path).close()
    before = path.read_bytes()
    with Store(path) as store:
        assert store.seeds() == ()
    assert rows(path, "SELECT count(*) FROM _sqlite_migrations") == [(schema.VERSION,)]
    # WAL on and off counts up two numbers of the header; the content is the same
    assert path.read_bytes()[100:] == before[100:]


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.touch()
    with Store(path) as store:
        assert store.pending() == 0


def test_a_file_whose_first_migration_was_cut_short_is_ours(path: Path) -> None:
    db = sqlite_utils.Database(path)
    schema.migrations.ensure_migrations_table(db)
    db.close()
    with Store(path) as store:
        assert store.seeds() == ()


def test_an_older_schema_is_brought_up_to_date(path: Path) -> None:
    """A file of the first release, with a page that was still to be asked."""
    db = sqlite_utils.Database(path)
    schema.migrations.apply(db, stop_before="trails")
    db.execute("PRAGMA user_version = 1")
    db["portals"].insert({"url": PORTAL, "outcome": "pending", "run": 1})
    db["runs"].insert({"id": 1, "command": "crawl", "started_at": "2024-01-01T00:00:00Z"})
    db["frontier"].insert(
        {"fingerprint": "f", "portal": PORTAL, "host": HOST, "url": PORTAL, "kind": "list", "priority": 1, "depth": 0, "method": "GET"}
    )  # fmt: skip
    db.close()
    with Store(path) as store:
        store.begin("crawl", store.clock(), [Seed(PORTAL)])
        assert [(row.url, row.browser) for row in store.take(HOST, 1)] == [(PORTAL, None)]
    assert rows(path, "PRAGMA user_version") == [(schema.VERSION,)]


def test_a_newer_schema_is_refused_untouched(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=rf"reports\.db has schema {schema.VERSION + 1}.*newer nianbao"):
        Store(path)
    with pytest.raises(StoreError, match=f"has schema {schema.VERSION + 1}"), Reader.open(path):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_file_of_an_older_schema_keeps_every_row(path: Path, version: int) -> None:
    db = sqlite_utils.Database(path)
    names = [migration.name for migration in schema.migrations.pending(db)]
    assert len(names) == schema.VERSION
    schema.migrations.apply(db, stop_before=names[version])
    db.execute(f"PRAGMA user_version = {version}")
    held = {}
    for table in db.tables:
        if "sqlite" not in table.name:
            for number in range(3):
                said = {
                    column.name: f"{column.name} {number}"
                    for column in table.columns
                    if column.type != "INTEGER"
                }
                table.insert(
                    said | {column.name: number for column in table.columns if column.name not in said}
                )
            held[table.name] = (list(table.columns_dict), sorted(table.rows, key=repr))
    db.close()
    with pytest.raises(StoreError, match="is of an older schema"), Reader.open(path):
        pass
    Store(path).close()
    db = sqlite_utils.Database(path)
    assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    for table, (columns, before) in held.items():
        if table != "codebook":  # it follows the parsers of today
            after = [{name: row[name] for name in columns} for row in db[table].rows]
            assert sorted(after, key=repr) == before, table
    db.close()


def test_a_database_of_something_else_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="of something else"):
        Store(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("URL,name\n" * 200)
    with pytest.raises(StoreError, match="is not an SQLite database"):
        Store(path)
    assert path.read_text() == "URL,name\n" * 200
    assert [file.name for file in path.parent.iterdir()] == ["reports.db"]


def test_paths_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for wrong in (tmp_path, tmp_path / "none" / "reports.db", tmp_path / "file" / "reports.db"):
        with pytest.raises(StoreError, match=str(wrong)):
            Store(wrong)


@pytest.mark.skipif(
    not Path("/proc/version").exists(), reason="needs a folder in which nobody can create files"
)
def test_a_folder_in_which_nothing_can_be_created_is_refused() -> None:
    with pytest.raises(StoreError, match=r"/proc/reports\.db cannot be written to"):
        Store("/proc/reports.db")


def test_a_second_writer_is_told_who_holds_the_file(path: Path) -> None:
    with Store(path), pytest.raises(StoreError, match=f"is being written by process {os.getpid()}"):
        Store(path)
    Store(path).close()


def test_a_lock_that_was_let_go_meanwhile_is_not_taken_for_ours(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, flock = Lock(path), fcntl.flock

    def late(handle: int, how: int) -> None:
        monkeypatch.undo()
        first.release()  # between our opening of the lock file and our locking of it
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    second = Lock(path)
    with pytest.raises(StoreError, match="is being written"):
        Lock(path)
    second.release()


def test_a_second_process_is_refused_and_the_lock_dies_with_its_holder(path: Path) -> None:
    code = "import sys; from crawler.storage import Store; s = Store(sys.argv[1]); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"process {other.pid}"):
            Store(path)
        other.kill()
        other.wait()
    with Store(path) as store:
        begun(store)


def test_a_full_disk_is_told_and_costs_only_the_open_batch(path: Path) -> None:
    with Store(path, batch_size=1) as store:
        begun(store, *(page(number) for number in range(50)))
        store._db.execute(
            f"PRAGMA max_page_count = {store._db.execute('PRAGMA page_count').fetchone()[0] + 8}"
        )
        kept = []

        def fill() -> None:
            for row in store.take(HOST, 50):
                long = report(id=f"r{row.id}", url=row.url, body="字" * 3000, content_sha256=f"h{row.id}")
                kept.append(store.commit(visit(row, reading=long)))

        with pytest.raises(DiskFullError, match=r"the disk that holds .*reports\.db is full"):
            fill()
    assert kept
    assert rows(path, "SELECT count(*) FROM reports") == [(len(kept),)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


LIMITED = textwrap.dedent("""
    import resource, sys
    sys.path.insert(0, "tests")  # run in the root of the repository
    from shelf import *
    from crawler.storage import *

    store = Store(sys.argv[1], batch_size=1)
    begun(store, *(page(number) for number in range(500)))
    store.flush()
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    try:
        with store:
            for row in store.take(HOST, 500):
                long = report(id=f"r{row.id}", url=row.url, body="字" * 3000, content_sha256=f"h{row.id}")
                store.commit(visit(row, reading=long))
                print(row.id, flush=True)
    except DiskFullError as error:
        sys.exit(f"told: {error}")
    """)


def test_a_write_that_the_system_refuses_is_told_and_the_next_run_goes_on(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("told: "), done.stderr
    assert "reports.db cannot be written on" in done.stderr
    told = len(done.stdout.split())
    assert 0 < told < 500
    with Store(path) as store:
        assert store.begin("crawl", utc(), [Seed(PORTAL)]).resumed
        assert store.pending() == 500 - told
    assert rows(path, "SELECT count(*) FROM reports") == [(told,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_reader_that_stays_does_not_keep_the_writer_from_leaving(path: Path) -> None:
    store = Store(path)
    begun(store, page(1))
    store.flush()
    with Reader.open(path) as reader:
        store.close()
        assert reader.status()[0].url == PORTAL
    Store(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["reports.db"]


def test_a_reader_beside_the_writer_sees_whole_batches_only(path: Path) -> None:
    with Store(path, batch_seconds=3600, batch_size=10**6) as store:
        begun(store, page(1))
        store.flush()
        (row,) = store.take(HOST, 1)
        with Reader.open(path) as reader:
            store.commit(visit(row, reading=report()))
            assert reader.status()[0].years == ()
            store.flush()
            assert reader.status()[0].years == ()  # one moment, that of its opening
        with Reader.open(path) as reader:
            assert [year.found for year in reader.status()[0].years] == [1]
            assert reader.report("r1").title == report().title


def test_reading_what_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no file"), Reader.open(path):
        pass


KILLED = textwrap.dedent("""
    import os, signal, sys
    sys.path.insert(0, "tests")  # run in the root of the repository
    from shelf import *
    from crawler.storage import *

    store = Store(sys.argv[1], batch_seconds=3600, batch_size=20)
    begun(store, *(page(number) for number in range(100)))
    for number, row in enumerate(store.take(HOST, 90)):
        if number == 53:
            store.take(HOST, 3)
            os.kill(os.getpid(), signal.SIGKILL)
        store.commit(visit(row, reading=report(id=f"r{row.id}", url=row.url, content_sha256=f"h{row.id}")))
        print(row.id, flush=True)
    """)


def test_kill_9_loses_nothing_committed_and_hands_the_rest_out_again(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(done.stdout.split()) == 53
    with Store(path) as store:
        run = store.begin("crawl", utc(), [Seed(PORTAL)])
        assert (run.id, run.resumed) == (1, True)
        held = {row[0] for row in store._db.execute("SELECT id FROM reports")}
        ended = {
            f"r{row[0]}"
            for row in store._db.execute("SELECT id FROM frontier WHERE state = 'done' AND id > 1")
        }
        # batches of 20: of 3 + 53 operations 40 were committed, the first 3 of which were no reports
        assert held == ended
        assert len(held) == 37
        assert store.pending() == 100 - len(held)
        again = {row.id for row in store.take(HOST, 1000)}
        assert len(again) == 100 - len(held)
        assert store.take(HOST, 1) == ()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_an_error_inside_a_page_undoes_that_page_alone(path: Path) -> None:
    with Store(path, batch_seconds=3600, batch_size=10**6) as store:
        begun(store, page(1), page(2))
        first, second = store.take(HOST, 2)
        store.commit(visit(first, reading=report()))
        with pytest.raises(KeyError):
            store.commit(visit(second, "no such outcome", links=[page(3)]))
        assert store.pending() == 1
        store.commit(visit(second, "failed", status=None, detail="no answer"))
        assert store.pending() == 0
    assert rows(path, "SELECT url, outcome FROM pages ORDER BY url") == [
        (PORTAL, "ok"),
        ("http://www.zc.gov.cn/1.html", "ok"),
        ("http://www.zc.gov.cn/2.html", "failed"),
    ]
