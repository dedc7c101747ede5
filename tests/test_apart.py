"""Files are read apart: what hangs or dies there costs its own file and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import cast

import documents
import pytest

from crawler.spiders.apart import Apart, Broken
from crawler.spiders.examination import BULKY
from parsers import Page, Reading, Report, Unreadable

TITLE = "示例县人民政府2023年政府信息公开工作年度报告"


@pytest.fixture
def apart() -> Iterator[Apart]:
    reader = Apart(30)
    yield reader
    reader.close()


def word(host: str = "www.shili.gov.cn", label: str = "") -> Page:
    return Page(documents.docx(documents.figures(1)), f"http://{host}/nb.docx", label=label)


def told(apart: Apart, page: Page, status: int = 200) -> Reading | None:
    return asyncio.run(apart.examine(status, page, None)).reading


def test_it_reads_one_file_after_the_other(apart: Apart) -> None:
    first, second = (told(apart, word(label=TITLE)) for _ in range(2))
    assert isinstance(first, Report)
    assert first == second
    assert len(first.cells) >= 185


def test_one_that_takes_too_long_is_given_up_and_the_next_is_read(apart: Apart) -> None:
    assert isinstance(told(apart, word()), Report)
    apart.seconds = 0.0
    late = told(apart, word())
    assert isinstance(late, Unreadable)
    assert (late.status, "took more than" in late.reason) == ("failed", True)
    apart.seconds = 30
    assert isinstance(told(apart, word()), Report)


def test_a_reader_that_dies_takes_nothing_with_it(apart: Apart) -> None:
    told(apart, word())
    assert apart._child is not None
    os.kill(int(apart._child.pid or 0), signal.SIGSTOP)
    apart.seconds = 0.2
    assert isinstance(told(apart, word()), Unreadable)
    apart.seconds = 30
    assert isinstance(told(apart, word()), Report)


def test_a_host_of_slow_files_gets_no_more_time(apart: Apart) -> None:
    told(apart, word())
    apart.seconds, apart.most = 0.0, 2
    late = [told(apart, word()) for _ in range(3)]
    assert ["took more than" in str(reading) for reading in late] == [True, True, False]
    assert isinstance(late[2], Unreadable)
    assert late[2].reason == "not read: 2 files of www.shili.gov.cn took too long"
    apart.seconds = 30
    assert isinstance(told(apart, word("www.other.gov.cn")), Report)


def test_a_large_page_comes_with_its_links(apart: Apart) -> None:
    rows = (
        '<li><a href="/2023.html">2023年示例县政府信息公开工作年度报告</a></li>'
        + f"<p>{'公开' * 500}</p>" * (BULKY // 3000)
    )
    page = Page(
        f"<html><title>政府信息公开年报</title><ul>{rows}</ul></html>".encode(), "http://www.shili.gov.cn/nb/"
    )
    seen = asyncio.run(apart.examine(200, page, None))
    assert (seen.outcome, [link.url for link in seen.found.found]) == (
        "ok",
        ["http://www.shili.gov.cn/2023.html"],
    )


def test_a_defect_of_our_own_is_none_of_the_file(apart: Apart) -> None:
    """A status that is no number breaks the reader in the child: the crawl hears of it, and the child goes on."""
    with pytest.raises(Broken, match=r"^TypeError: ") as raised:
        told(apart, word(), cast("int", "200"))
    assert "Traceback" in "".join(raised.value.__notes__)
    child = apart._child
    assert isinstance(told(apart, word()), Report)
    assert apart._child is child


def test_a_large_page_that_failed_stays_failed_whatever_happens_to_the_reader(apart: Apart) -> None:
    apart.seconds = 0.0
    seen = asyncio.run(apart.examine(500, word(), None))
    assert (seen.outcome, seen.reading) == ("failed", None)
