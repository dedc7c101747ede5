"""`nianbao reparse`: an archive read again equals its crawl; killed, damaged or without a page it loses nothing; wget's WARCs come in."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import documents
import pytest
from loopback import Answer, Sites, article, crawl_words, environment, listing, named, nianbao, rows, serving

from crawler.archive import records

DB = "reports.db"
WGET = shutil.which("wget")
needs_wget = pytest.mark.skipif(WGET is None, reason="wget is not installed")
HOST = "127.0.0.1"  # wget knows no other name of a loopback site
AGENCY = "示例县人民政府"  # as the files of `documents` print it
TITLE = named(AGENCY, 2023)
NUMBER = 12

# What a reading leaves in the file, in an order that is the same for equal files.
TABLES = (
    "reports", "editions", "sources", "readings", "sections", "cells", "figures", "checks", "attachments", "agencies",
)  # fmt: skip


LISTED = "SELECT published_at, json_extract(origins, '$.published_at') FROM reports WHERE medium = 'docx'"


def site(sites: Sites) -> str:
    """Reports as pages, one as a file that its page names, one as a file that a list names, one at two addresses."""
    links = [(f"/r{n}.html", named(f"示例县第{n}局", 2020)) for n in range(NUMBER)]
    whole = f"<p>公开年报见附件。</p><p>附件：<a href='/files/nb.docx'>{TITLE}</a></p>"
    named_by_list = ("/files/10.pdf", named("示例县教育局", 2022))
    copied = ("/z.html", named("示例县第1局", 2020))
    return sites.site(
        HOST,
        {
            "/": listing("示例县政府信息公开", ("/nb/", "政府信息公开年报")),
            "/nb/": listing("政府信息公开年报", *links, copied, ("/thin.html", TITLE), named_by_list)
            + "<link rel=stylesheet href='/s.css'><img src='/p.png'><a href='/lost.html'>2019年报</a>",
            **{f"/r{n}.html": article(f"示例县第{n}局", 2020) for n in range(NUMBER)},
            "/z.html": article("示例县第1局", 2020),
            "/thin.html": f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{whole}</body></html>",
            "/files/nb.docx": Answer(documents.docx(documents.figures(1)), type="application/octet-stream"),
            "/files/10.pdf": Answer(documents.pdf(documents.figures(2)), type="application/pdf"),
            "/s.css": Answer("p {}", type="text/css"),
            "/p.png": Answer(b"\x89PNG\r\n\x1a\n" + bytes(64), type="image/png"),
        },
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a crawl, its archive, and what wget made of the same site: packed, and plain."""
    folder = tmp_path_factory.mktemp("crawled")
    with serving() as sites:
        url = site(sites)
        nianbao(*crawl_words(sites, url, "--quiet"), cwd=folder, code=0)
        for name, more in (("packed", ()), ("plain", ("--no-warc-compression",))) if WGET else ():
            wget = ["wget", "-q", "-r", "-l", "4", "-p", "-P", "mirror", f"--warc-file={name}", *more, url]
            subprocess.run(wget, cwd=folder, check=False, timeout=60)
        shutil.rmtree(folder / "mirror", ignore_errors=True)
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to do with as one likes."""
    return Path(shutil.copytree(crawled, tmp_path / "copy"))


def state(db: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """All that readings left in a file, but for some columns."""
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        for table in TABLES:
            every = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for row in every:
                if "packed" in row:
                    row["packed"] = json.dumps(json.loads(zlib.decompress(row["packed"])), sort_keys=True)
            found[table] = sorted(str({k: v for k, v in row.items() if k not in without}) for row in every)
    return found


def write(db: Path, *statements: str) -> None:
    with closing(sqlite3.connect(db)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def say(folder: Path, *words: str, code: int = 0) -> str:
    jobs = () if "--jobs" in words else ("--jobs", "1")  # each process costs a second to begin
    return nianbao("reparse", *words, *jobs, cwd=folder, code=code).stdout


# What a parser of before could have left: other words, numbers and texts, and no trace of some reports.
WORSE = (
    "UPDATE reports SET parser_version = '0', title = '首页 ' || title, digest = 'x', content_sha256 = 'x' || id",
    "UPDATE editions SET content_sha256 = 'x' || report_id, body = '首页'",
    "UPDATE sources SET content_sha256 = 'x' || report_id, digest = 'x' || address",
    "DELETE FROM readings",
    "DELETE FROM cells",
    "DELETE FROM checks",
)


# --- the archive of a crawl -------------------------------------------------------------------------------------------


def test_an_archive_read_again_equals_its_crawl(folder: Path) -> None:
    before = state(folder / DB)
    assert rows(folder / DB, "SELECT count(*) FROM reports") == [(NUMBER + 2,)]
    assert rows(folder / DB, "SELECT count(*) > 100 FROM cells") == [(1,)]
    # the page of this one has no day of its own, nor has its file: that of its row in the list stands for both
    assert rows(folder / DB, LISTED) == [("2021-01-20", "list")]
    assert f"{NUMBER + 4} pages read" in say(folder)
    assert state(folder / DB) == before
    out = say(folder, "--all", "--jobs", "2")
    assert f"{NUMBER + 4} same, 0 changed, 0 new, 0 no longer a report, 3 no report, 0 unreadable" in out
    assert state(folder / DB) == before
    assert rows(folder / DB, "SELECT count(*) FROM runs") == [(1,)]


def test_a_file_without_reports_gets_them_all_back(folder: Path) -> None:
    before = state(folder / DB)
    write(folder / DB, *(f"DELETE FROM {table}" for table in TABLES))
    assert f"{NUMBER + 4} new" in say(folder)
    assert state(folder / DB) == before


@pytest.mark.slow
def test_better_parsers_put_right_what_earlier_ones_left(folder: Path) -> None:
    before = state(folder / DB)
    write(folder / DB, *WORSE)
    assert state(folder / DB) != before
    assert f"0 same, {NUMBER + 4} changed, 0 new" in say(folder)
    assert state(folder / DB) == before
    assert rows(folder / DB, "SELECT DISTINCT edition FROM reports") == [(1,)]


@pytest.mark.slow
def test_one_portal_alone(folder: Path) -> None:
    [(portal,)] = rows(folder / DB, "SELECT url FROM portals")
    assert f"{NUMBER + 4} same" in say(folder, "--portal", str(portal))
    nianbao("reparse", "--portal", "http://www.else.gov.cn/", cwd=folder, code=2)


KILLED = """
import os, signal, sys
from crawler.commands import main, reparse
from crawler.storage import Store

Store.__init__.__kwdefaults__["batch_size"] = 2
def tick(self, told):
    if told.counts["changed"] == 7:
        os.kill(os.getpid(), signal.SIGKILL)
reparse.Progress.__call__ = tick
if __name__ == "__main__":
    main(["reparse", "--jobs", "2"])
"""


def test_kill_9_loses_nothing_and_the_next_run_goes_on(folder: Path) -> None:
    before = state(folder / DB)
    write(folder / DB, *WORSE)
    # its output is read to the end: no process of the crew outlives the one that was killed
    killed = subprocess.run(
        [sys.executable, "-c", KILLED],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert rows(folder / DB, "PRAGMA integrity_check") == [("ok",)]
    assert rows(folder / DB, "SELECT count(*) FROM reports") == [(NUMBER + 2,)]
    [(done,)] = rows(folder / DB, "SELECT count(*) FROM reread")
    assert 0 < int(str(done)) < 8
    out = say(folder)
    assert f"{NUMBER + 4 - int(str(done))} pages read" in out
    assert f"{done} pages were read before the last reparse was broken off" in out
    assert state(folder / DB) == before
    assert rows(folder / DB, "SELECT count(*) FROM reread") == [(0,)]


@pytest.mark.slow
def test_a_full_disk_stops_it_and_the_next_run_goes_on(folder: Path) -> None:
    before = state(folder / DB)
    write(folder / DB, *WORSE)
    shell = 'ulimit -f 40; trap "" XFSZ; exec "$0" -m crawler reparse'
    full = subprocess.run(
        ["bash", "-c", shell, sys.executable],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert full.returncode == 3, full.stdout + full.stderr
    assert "disk" in full.stderr
    say(folder)
    assert state(folder / DB) == before


@pytest.mark.slow
def test_answers_that_cannot_be_had_are_named_and_cost_nothing(folder: Path) -> None:
    before = state(folder / DB)
    [archive] = (folder / "archive").iterdir()
    [(place,)] = rows(folder / DB, "SELECT archive_offset FROM pages WHERE url LIKE '%/r3.html'")
    data = bytearray(archive.read_bytes())
    data[int(str(place)) + 30 : int(str(place)) + 60] = bytes(30)
    archive.write_bytes(data)
    write(folder / DB, "UPDATE pages SET archive_file = NULL WHERE url LIKE '%/thin.html'")
    out = say(folder, code=1)
    assert "2 unreadable" in out  # the page, and the file whose page is not kept
    assert "r3.html" in out
    assert f"damaged at byte {place}" in out
    assert "1 pages of which the archive has no raw answer" in out
    assert state(folder / DB) == before
    archive.unlink()
    assert f"0 same, 0 changed, 0 new, 0 no longer a report, 0 no report, {NUMBER + 3} unreadable" in say(
        folder, code=1
    )
    assert state(folder / DB) == before


def test_bytes_that_are_not_those_of_the_row_are_not_read(folder: Path) -> None:
    write(folder / DB, "UPDATE pages SET body_sha256 = 'x' WHERE url LIKE '%/r3.html'")
    assert "another body" in say(folder, code=1)


@pytest.mark.parametrize(
    "words",
    [
        ("none.warc.gz",),
        (DB,),
        ("packed.warc.gz", "--all"),
        ("--no-archive",),
        ("--db", "none.db"),
        ("--archive", "a", "--no-archive"),
    ],
)
def test_wrong_usage(folder: Path, words: tuple[str, ...]) -> None:
    before = sorted(path.name for path in folder.iterdir())
    nianbao("reparse", *words, cwd=folder, code=2)
    assert sorted(path.name for path in folder.iterdir()) == before


# --- archives of other tools ------------------------------------------------------------------------------------------

# What depends on when and by whom a page was seen, not on what it says.
WHEN = ("first_seen", "last_seen", "last_changed", "seen_at", "official_at", "since")


@needs_wget
@pytest.mark.parametrize("name", ["packed.warc.gz", pytest.param("plain.warc", marks=pytest.mark.slow)])
def test_what_wget_saved_is_what_a_crawl_finds(folder: Path, name: str) -> None:
    out = say(folder, name, "--db", "import.db")
    assert f"{NUMBER + 2} new report, 1 new edition, 1 new source, 0 known" in out
    assert "pictures, styles and scripts passed by" in out
    assert state(folder / "import.db", without=WHEN) == state(folder / DB, without=WHEN)
    [(url, outcome, reports, run)] = rows(
        folder / "import.db", "SELECT url, outcome, reports, run FROM portals"
    )
    assert (str(url).split(":")[1], outcome, reports, run) == (f"//{HOST}", "ok", NUMBER + 2, None)
    assert rows(folder / "import.db", "SELECT outcome FROM pages WHERE url LIKE '%/lost.html'") == [("gone",)]
    # as of the day they were saved, and again changes nothing
    before = state(folder / "import.db")
    [(first,)] = rows(folder / "import.db", "SELECT min(first_seen) FROM reports")
    [(saved,)] = rows(folder / DB, "SELECT max(last_seen) FROM pages")
    assert str(first) >= str(saved)
    kept = sorted((folder / "archive").iterdir())
    assert "0 new report, 0 new edition, 0 new source" in say(folder, name, "--db", "import.db")
    assert state(folder / "import.db") == before
    assert sorted((folder / "archive").iterdir()) == kept
    # what was brought in is kept like a crawl's own
    assert f"{NUMBER + 4} same, 0 changed" in say(folder, "--db", "import.db")
    assert state(folder / "import.db") == before


@pytest.mark.slow
def test_our_own_archive_rebuilds_a_lost_file(folder: Path) -> None:
    (folder / "archive").rename(folder / "saved")
    files = [str(path) for path in (folder / "saved").iterdir()]
    say(folder, *files, "--db", "new.db", "--no-archive")
    assert state(folder / "new.db", without=WHEN) == state(folder / DB, without=WHEN)
    assert not (folder / "archive").exists()


def test_the_day_of_a_row_is_known_wherever_its_list_stands(folder: Path) -> None:
    [archive] = (folder / "archive").iterdir()
    data, starts = archive.read_bytes(), sorted(each.offset for each in records(archive))
    members = [data[start:end] for start, end in pairwise([*starts, len(data)])]
    (folder / "backwards.warc.gz").write_bytes(b"".join(reversed(members)))
    say(folder, "backwards.warc.gz", "--db", "new.db", "--no-archive")
    assert rows(folder / "new.db", LISTED) == [("2021-01-20", "list")]
    assert rows(folder / "new.db", "SELECT count(*) FROM reports") == [(NUMBER + 2,)]


@needs_wget
def test_an_archive_of_known_pages_adds_what_it_saw_and_takes_nothing_away(folder: Path) -> None:
    before = state(folder / DB, without=(*WHEN, "detail"))
    out = say(folder, "packed.warc.gz")
    assert f"0 new report, 0 new edition, 0 new source, {NUMBER + 4} known" in out
    assert state(folder / DB, without=(*WHEN, "detail")) == before
    assert rows(folder / DB, "SELECT outcome FROM portals") == [("ok",)]
    assert f"{NUMBER + 4} same" in say(folder)


@needs_wget
def test_a_torn_archive_brings_what_it_has(folder: Path) -> None:
    path = folder / "packed.warc.gz"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 4 // 5])
    out = say(folder, path.name, "--db", "import.db", code=1)
    assert "damaged at byte" in out
    assert rows(folder / "import.db", "SELECT count(*) > 3 FROM reports") == [(1,)]


@needs_wget
def test_an_archive_is_parsed_page_by_page(folder: Path) -> None:
    out = nianbao("parse", "--json", "packed.warc.gz", cwd=folder, code=0).stdout
    lines = {line["input"]: line for line in map(json.loads, out.splitlines())}
    names = {name.rpartition("/")[2]: line for name, line in lines.items()}
    assert all(name.startswith(f"packed.warc.gz#http://{HOST}:") for name in lines)
    assert {"", "r0.html", "z.html", "thin.html", "nb.docx", "10.pdf"} <= names.keys()
    assert not {"s.css", "p.png", "lost.html", "robots.txt"} & names.keys()
    assert names["r0.html"]["kind"] == "disclosure_annual"
    assert names["r0.html"]["url"].endswith("/r0.html")
    assert names["nb.docx"]["cells"]
    assert names[""]["kind"] is None
    people = nianbao("parse", "plain.warc", cwd=folder, code=0).stdout
    assert people.count("disclosure_annual") == len([1 for line in lines.values() if line["kind"]])
    path = folder / "packed.warc.gz"
    path.write_bytes(path.read_bytes()[:-100])
    torn = nianbao("parse", "--json", path.name, cwd=folder, code=1).stdout.splitlines()
    assert "damaged at byte" in json.loads(torn[-1])["error"]
    (folder / "empty.warc").touch()
    assert "without a page" in nianbao("parse", "empty.warc", cwd=folder, code=1).stdout
