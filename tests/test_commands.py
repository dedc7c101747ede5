"""The words: what they print, what they refuse before anything is fetched, and their exit codes."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from loopback import article, environment, free_port, listing, nianbao, rows

from crawler.commands import WORDS, main
from crawler.commands.options import Wrong, project
from crawler.commands.walk import Walked

AGENCY = "广州市增城区人民政府办公室"


def say(*words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a word that starts no reactor."""
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def loads(words: tuple[str, ...]) -> set[str]:
    """The modules that a word imports."""
    code = "import sys\nfrom crawler.commands import main\nmain(sys.argv[1:], standalone_mode=False)\nprint(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(ran.stderr.split())


# --- help -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), *((word,) for word in WORDS)])
def test_every_word_explains_itself(words: tuple[str, ...]) -> None:
    code, out, _ = say(*words, "--help")
    assert code == 0
    assert "Usage" in out
    assert all(len(line) <= 100 for line in out.splitlines())


def test_every_option_is_explained() -> None:
    context = click.Context(main)
    for word in WORDS:
        command = main.get_command(context, word)
        assert command is not None
        assert command.help
        mute = [
            option.name for option in command.params if isinstance(option, click.Option) and not option.help
        ]
        assert not mute


def test_help_and_saved_pages_need_no_scrapy(tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(article(AGENCY, 2020), encoding="utf-8")
    for words in (("--help",), ("crawl", "--help"), ("parse", str(saved))):
        assert not {"scrapy", "twisted", "sqlite_utils"} & loads(words)


def test_an_unknown_word_is_wrong_usage() -> None:
    code, _, err = say("harvest")
    assert code == 2
    assert "harvest" in err


# --- parse ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def saved(tmp_path: Path) -> list[str]:
    pages = {
        "report.html": article(AGENCY, 2020).encode(),
        "gbk.html": article(AGENCY, 2019).replace("utf-8", "gb2312").encode("gb18030"),
        "list.html": listing("政府信息公开年报", ("1.html", "一"), ("2.html", "二")).encode(),
        "empty.html": b"",
        "scan.pdf": b"%PDF-1.4\n%%EOF",
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / name) for name in pages]


def test_every_input_is_one_line_of_json_in_order(saved: list[str], tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.html")
    code, out, _ = say("parse", "--json", *saved, missing, saved[0])
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [next(iter(line)) for line in lines] == ["input"] * 7
    assert [line["input"] for line in lines] == [*saved, missing, saved[0]]
    report, gbk, page, empty, scan, lost, again = lines
    assert (report["kind"], report["year"], report["agency"]) == ("disclosure_annual", 2020, AGENCY)
    assert {
        "body",
        "sections",
        "cells",
        "figures",
        "checks",
        "attachments",
        "content_sha256",
    } <= report.keys()
    assert gbk["year"] == 2019
    assert page["kind"] is None
    assert page["reason"]
    assert {"title", "published_at", "source", "body"} <= page.keys()
    assert all(line["error"] for line in (empty, scan, lost))
    assert all("error" not in line for line in (report, gbk, page))
    assert again == report


def test_a_page_that_is_no_report_is_no_error(saved: list[str]) -> None:
    assert say("parse", "--json", saved[0], saved[2])[0] == 0


def test_people_get_a_summary(saved: list[str]) -> None:
    code, out, _ = say("parse", *saved[:3])
    assert code == 0
    assert AGENCY in out
    assert "不存在" not in out
    assert "not a report" in out
    assert "一、总体情况" in out or "总体情况" in out


def test_parse_without_input_is_wrong_usage() -> None:
    assert say("parse")[0] == 2


# --- what is refused before anything is fetched -----------------------------------------------------------------------


def test_wrong_seeds_are_named_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "seeds.txt").write_text(
        "http://a.gov.cn/\nhttp://b.gov.cn/ colour=red\nnonsense\n", encoding="utf-8"
    )
    ran = nianbao("crawl", cwd=tmp_path, code=2)
    assert "seeds.txt:2" in ran.stderr
    assert "seeds.txt:3" in ran.stderr
    assert not (tmp_path / "reports.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("crawl",),  # there is no seeds.txt
        ("crawl", "ftp://a.gov.cn/"),
        ("crawl", "http://a.gov.cn/", "--max-pages", "0"),
        ("crawl", "http://a.gov.cn/", "--delay", "-1"),
        ("crawl", "http://a.gov.cn/", "--db", "no/such/folder/reports.db"),
        ("crawl", "http://a.gov.cn/", "--db", "."),
        ("crawl", "http://a.gov.cn/", "--browser", "sometimes"),
        ("crawl", "http://a.gov.cn/", "-s", "NIANBAO_BROWSER=sometimes"),
        ("crawl", "http://a.gov.cn/", "-s", "DEPTH_LIMIT=3"),
        ("crawl", "http://a.gov.cn/", "-s", "NO_SUCH_SETTING=3"),
        ("crawl", "http://a.gov.cn/", "-s", "DOWNLOAD_DELAY"),
        ("crawl", "http://a.gov.cn/", "-s", "DOWNLOAD_DELAY=soon"),
        ("crawl", "http://a.gov.cn/", "-s", "ROBOTSTXT_OBEY=perhaps"),
        ("crawl", "http://a.gov.cn/", "-s", "HTTPPROXY_ENABLED=True"),
        ("refresh",),  # there is no reports.db
        ("refresh", "--since", "yesterday"),
        ("parse", "http://"),
        ("status", "--db", "none.db"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = say(*words)
    assert code == 2
    assert err.startswith(("Error", "Usage"))
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_setting_without_effect_is_refused_by_name() -> None:
    with pytest.raises(Wrong, match=r"DEPTH_LIMIT.*NIANBAO_DEPTH_LIMIT"):
        project(["DEPTH_LIMIT=3"])
    with pytest.raises(Wrong, match="NO_SUCH"):
        project(["NO_SUCH=3"])


def test_settings_come_in_their_order() -> None:
    """The project, then the options of a word, then `-s`."""
    assert project([])["DOWNLOAD_DELAY"] == 1
    assert project([], DOWNLOAD_DELAY=2.5)["DOWNLOAD_DELAY"] == 2.5
    assert project(["DOWNLOAD_DELAY=3"], DOWNLOAD_DELAY=2.5).getfloat("DOWNLOAD_DELAY") == 3
    assert project(['NIANBAO_HOSTS={"a.gov.cn": "127.0.0.1"}']).getdict("NIANBAO_HOSTS") == {
        "a.gov.cn": "127.0.0.1"
    }


def test_what_is_no_database_or_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(
        "not a database, and longer than a header would be " * 20, encoding="utf-8"
    )
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table recipes (name text)")
    other.close()
    nianbao("crawl", f"http://127.0.0.1:{free_port()}/", "--db", "newer.db", "--quiet", cwd=tmp_path, code=1)
    newer = sqlite3.connect(tmp_path / "newer.db")
    newer.execute("pragma user_version = 99")
    newer.close()
    for name, word in (
        ("notes.txt", "not an SQLite database"),
        ("other.db", "something else"),
        ("newer.db", "schema 99"),
    ):
        before = (tmp_path / name).read_bytes()
        ran = nianbao("crawl", "http://127.0.0.1:1/", "--db", name, cwd=tmp_path, code=2)
        assert word in ran.stderr
        assert (tmp_path / name).read_bytes() == before


# --- exit codes and status --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "portals", "trouble", "code"),
    [
        ("finished", {"a": "ok", "b": "empty", "c": "short"}, None, 0),
        ("finished", {}, None, 0),
        *(
            ("finished", {"a": "ok", "b": outcome}, None, 1)
            for outcome in ("unreachable", "robots", "blocked", "failed")
        ),
        ("shutdown", {"a": "pending"}, None, 3),
        ("memusage_exceeded", {"a": "pending"}, None, 3),
        ("closespider_timeout", {"a": "pending"}, None, 3),
        ("storage", {}, "the disk is full", 3),
        ("no_address_guard", {"a": "pending"}, None, 2),
    ],
)
def test_exit_codes(reason: str, portals: dict[str, str], trouble: str | None, code: int) -> None:
    assert Walked(reason, portals, 10, 10, 0, 0, 1.0, trouble).code == code


def test_a_database_in_trouble_before_the_first_request_is_wrong_input() -> None:
    assert Walked("storage", {}, 0, 0, 0, 0, 1.0, "locked").code == 2


def test_status_shows_every_portal(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    nianbao("crawl", url, "--quiet", cwd=tmp_path, code=1)
    out = nianbao("status", cwd=tmp_path, code=0).stdout
    assert url in out
    assert "failed" in out
    [line] = nianbao("status", "--json", cwd=tmp_path, code=0).stdout.splitlines()
    record = json.loads(line)
    assert (record["url"], record["outcome"], record["reports"]) == (url, "failed", 0)
    assert rows(tmp_path / "reports.db", "select count(*) from runs") == [(1,)], "looking is not a run"


def test_the_log_file_has_what_stderr_has_not(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    ran = nianbao("crawl", url, "--quiet", "--log-file", "crawl.log", cwd=tmp_path, code=1)
    assert ran.stderr == ""
    assert "Spider closed" in (tmp_path / "crawl.log").read_text(encoding="utf-8")


# --- demo -------------------------------------------------------------------------------------------------------------


def test_the_demo_finds_everything_and_says_how_to_look(tmp_path: Path) -> None:
    ran = nianbao("demo", "--quiet", cwd=tmp_path, code=0, timeout=240)
    assert ran.stderr == ""
    assert "First visit" in ran.stdout
    assert "8 new, 4 changed, 4 moved, 4 gone" in ran.stdout
    assert "sqlite3 -box reports.db" in ran.stdout
    assert rows(tmp_path / "reports.db", "select count(*) > 100 from reports") == [(1,)]
    assert rows(tmp_path / "reports.db", "select distinct finish_reason from runs") == [("finished",)]


def test_the_demo_leaves_real_files_alone(tmp_path: Path) -> None:
    nianbao("crawl", f"http://127.0.0.1:{free_port()}/", "--quiet", cwd=tmp_path, code=1)
    before = (tmp_path / "reports.db").read_bytes()
    ran = nianbao("demo", cwd=tmp_path, code=2)
    assert "other portals" in ran.stderr
    assert (tmp_path / "reports.db").read_bytes() == before
