"""Files are read apart: what hangs or dies there costs its own file and nothing else."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import documents
import pytest

from crawler.spiders.apart import Apart
from parsers import Page, Report, Unreadable

TITLE = "示例县人民政府2023年政府信息公开工作年度报告"


@pytest.fixture
def apart() -> Iterator[Apart]:
    reader = Apart(30)
    yield reader
    reader.close()


def word() -> Page:
    return Page(documents.docx(documents.figures(1)), "http://www.shili.gov.cn/nb.docx")


def test_it_reads_one_file_after_the_other(apart: Apart) -> None:
    first, second = (apart.read(word(), None, TITLE) for _ in range(2))
    assert isinstance(first, Report)
    assert first == second
    assert len(first.cells) >= 185


def test_one_that_takes_too_long_is_given_up_and_the_next_is_read(apart: Apart) -> None:
    assert isinstance(apart.read(word(), None, ""), Report)
    apart.seconds = 0.0
    late = apart.read(word(), None, "")
    assert isinstance(late, Unreadable)
    assert (late.status, "took more than" in late.reason) == ("failed", True)
    apart.seconds = 30
    assert isinstance(apart.read(word(), None, ""), Report)


def test_a_reader_that_dies_takes_nothing_with_it(apart: Apart) -> None:
    apart.read(word(), None, "")
    assert apart._child is not None
    os.kill(int(apart._child.pid or 0), signal.SIGSTOP)
    apart.seconds = 0.2
    assert isinstance(apart.read(word(), None, ""), Unreadable)
    apart.seconds = 30
    assert isinstance(apart.read(word(), None, ""), Report)
