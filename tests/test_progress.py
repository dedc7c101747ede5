"""The progress: plain lines in a pipe, a bar on a terminal, nothing where quiet is asked for."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Sites, article, crawl_words, environment, listing, named, nianbao, serving


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as running:
        yield running


def portal(sites: Sites, reports: int) -> str:
    links = [(f"/r{n}.html", named(f"示例县第{n}局", 2020)) for n in range(reports)]
    pages = {f"/r{n}.html": article(f"示例县第{n}局", 2020) for n in range(reports)}
    return sites.site(
        "www.good.gov.cn",
        {"/": listing("政府信息公开年报", *links, ("/lost.html", named("示例县", 2019))), **pages},
    )


def test_plain_lines_in_a_pipe(sites: Sites, tmp_path: Path) -> None:
    words = crawl_words(sites, portal(sites, 8), "-s", "NIANBAO_PROGRESS_SECONDS=0.3", delay=0.1)
    ran = nianbao(*words, cwd=tmp_path, code=0)
    lines = ran.stderr.splitlines()
    assert lines
    assert all("pages" in line and "reports" in line and "to go" in line for line in lines)
    assert "\x1b" not in ran.stderr


def test_a_bar_on_a_terminal_leaves_the_results_alone(sites: Sites, tmp_path: Path) -> None:
    words = crawl_words(sites, portal(sites, 8), delay=0.1)
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler", *words],
        cwd=tmp_path, env=environment() | {"TERM": "xterm", "COLUMNS": "100"}, stdout=subprocess.PIPE, stderr=slave, text=True,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # the terminal is gone with the child
            break
        if not part:
            break
        shown += part
    os.close(master)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    assert "8 reports" in shown.decode("utf-8", "replace")
    assert "8 new" in out
    assert "\x1b" not in out


def test_quiet_is_quiet(sites: Sites, tmp_path: Path) -> None:
    words = crawl_words(sites, portal(sites, 3), "--quiet", "-s", "NIANBAO_PROGRESS_SECONDS=0.05", delay=0.05)
    assert nianbao(*words, cwd=tmp_path, code=0).stderr == ""
