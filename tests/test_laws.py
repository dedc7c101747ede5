"""Laws of the reader: any bytes end in one of three readings, every number stands in the text, JSON goes both ways."""

from __future__ import annotations

import re
from pathlib import Path

import documents
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parsers import NotAReport, Page, Report, Unreadable, from_json, links, read, strip, to_json

RECORDED = sorted((Path(__file__).parent / "pages").rglob("*.html"))
FIGURES = documents.figures(7)
WHOLE = (
    *(path.read_bytes() for path in RECORDED),
    documents.page(FIGURES).encode(),
    documents.docx(FIGURES),
    documents.xlsx(FIGURES),
    documents.ofd(FIGURES),
    documents.pdf(FIGURES),
)
URL = "http://www.songchuan.gov.cn/zwgk/t20220118_1.htm"
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def held(data: bytes, label: str = "") -> None:
    page = Page(data, URL, label=label)
    reading = read(page, ocr=False)
    assert isinstance(reading, Report | NotAReport | Unreadable)
    assert from_json(to_json(reading)) == reading
    assert isinstance(strip(page).text, str)
    links(page)
    if isinstance(reading, Report):
        stands(reading)


def stands(report: Report) -> None:
    """Every number of the cells and figures stands in the text that is kept."""
    body = "".join((report.body or "").split())
    for cell in report.cells:
        assert "".join(cell.raw.split()) in body, cell
        assert (cell.value is not None) == (cell.state == "value"), cell
    for figure in report.figures:
        assert report.sections[figure.section].text[figure.start : figure.end] == figure.raw
    assert "\n".join(section.text for section in report.sections) == (report.body or "")


@quick
@given(st.binary(max_size=600), st.text(max_size=30))
@example(b"", "")
@example(b"\x00", "")
@example(b"<html>", "")
@example(b"%PDF-1.7", "")
@example(b"PK\x03\x04", "")
@example("第二十条第（一）项\n规章\n0".encode("utf-16"), "")
def test_any_bytes(data: bytes, label: str) -> None:
    held(data, label)


@quick
@given(st.sampled_from(WHOLE), st.data())
def test_any_damage(whole: bytes, data: st.DataObject) -> None:
    """A page or file cut short, with a stretch lost and some bytes changed."""
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 400)))
    noise = data.draw(st.binary(max_size=8))
    held((whole[:start] + noise + whole[end:])[: data.draw(st.integers(0, len(whole)))])


@pytest.mark.parametrize("whole", WHOLE, ids=lambda data: data[:4].decode("latin-1").strip() or "page")
def test_whole_ones(whole: bytes) -> None:
    held(whole)


@quick
@given(st.lists(st.sampled_from(re.findall(r"<[^>]+>|[^<]+", documents.page(FIGURES))), max_size=60))
def test_any_order_of_its_pieces(pieces: list[str]) -> None:
    held("".join(pieces).encode())


@pytest.mark.parametrize(
    "hostile",
    [
        b"<div>" * 60_000,
        b"<table><tr><td>" * 3_000,
        "一、".encode() * 60_000,
        "（".encode() * 100_000,
        ("发布日期：" * 20_000).encode(),
        ("2021年" * 40_000).encode(),
        ("<p>" + "分享到" * 30_000).encode(),
        b"<a href='" + b"x" * 200_000 + b"'>1</a>",
        b"<td colspan=99999 rowspan=99999>1</td>" * 500,
        b"&#" * 100_000,
    ],
    ids=lambda data: data[:12].decode("utf-8", "replace"),
)
def test_hostile_shapes_end(hostile: bytes) -> None:
    held(b"<html><body>" + hostile)
    held(hostile)
