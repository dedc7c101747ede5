"""A page that only says 详见附件, and the file that is the report: crawled, they are one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import documents
import pytest
from loopback import Answer, Sites, crawl_words, listing, named, nianbao, rows, serving

from parsers import Attachment, NotAReport, Page, Report, Unreadable, adopt, emptied, enclosed, read, thin

AGENCY = "示例县人民政府"  # as the files of `documents` print it
TITLE = named(AGENCY, 2023)
HEAD = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-01-20"><meta name="ContentSource" content="县政府办">'
FILE = "/files/nb2021.docx"
THIN = f'<html><head>{HEAD}</head><body><h1>{TITLE}</h1><p>现将报告予以公布，详见附件。</p><p>附件：<a href="{FILE}">{TITLE}</a></p></body></html>'
URL = "http://www.shili.gov.cn/nb.html"


def page(html: str = THIN) -> Report:
    got = read(Page(html.encode(), URL))
    assert isinstance(got, Report)
    return got


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as running:
        yield running


def test_a_thin_page_with_one_file_is_completed_by_it() -> None:
    report = page()
    assert thin(report)
    file = enclosed(report)
    assert file is not None
    assert file.url == f"http://www.shili.gov.cn{FILE}"


@pytest.mark.parametrize(
    "change",
    [
        {"agency_id": None},
        {"year": None},
        {"attachments": ()},
        {
            "attachments": tuple(
                Attachment(f"http://a.gov.cn/{n}.pdf", TITLE, role="full_report") for n in (1, 2)
            )
        },
        {"attachments": (Attachment("http://a.gov.cn/1.jpg", "一图读懂", role="graphic"),)},
        {"body": "字" * 400, "year": 2017},
        {"body": "字" * 400, "attachments": (Attachment("http://a.gov.cn/1.pdf", "附表", role="annex"),)},
    ],
)
def test_where_it_is_not_sure_no_file_stands_for_the_report(change: dict[str, object]) -> None:
    assert enclosed(replace(page(), **change)) is None  # type: ignore[arg-type]


def test_a_page_whose_tables_stand_in_its_file() -> None:
    assert enclosed(replace(page(), body="字" * 400)) is not None


def test_the_page_says_what_the_file_does_not() -> None:
    parent = page()
    file = read(Page(documents.docx(documents.figures(1)), "http://www.shili.gov.cn/nb.docx", label=TITLE))
    adopted, status = adopt(file, parent, f"http://www.shili.gov.cn{FILE}")
    assert status == "read"
    assert adopted is not None
    assert (adopted.id, adopted.published_at, adopted.source) == (parent.id, "2024-01-20", "县政府办")
    assert (adopted.medium, adopted.attachments[0].status) == ("docx", "read")
    assert {"art20_1", "art20_5", "applications"} <= {cell.tbl for cell in adopted.cells}
    assert emptied(parent).body is None


def test_checks_follow_what_the_report_has_become() -> None:
    parent = page()
    file = read(Page(documents.docx(documents.figures(1)), "http://www.shili.gov.cn/nb.docx", label=TITLE))
    adopted, _ = adopt(file, parent, f"http://www.shili.gov.cn{FILE}")
    assert isinstance(file, Report)
    assert adopted is not None
    dated = {found.status for found in adopted.checks if found.rule == "META-PUB"}
    assert "pass" in dated  # the date is the page's; the file alone has none
    assert "pass" not in {found.status for found in file.checks if found.rule == "META-PUB"}
    assert [f for f in adopted.checks if f.rule == "APP-ROW"] == [
        f for f in file.checks if f.rule == "APP-ROW"
    ]


def test_what_cannot_be_adopted() -> None:
    other = read(Page(documents.docx(documents.figures(1)), "http://www.shili.gov.cn/nb.docx"))
    assert adopt(other, replace(page(), year=2022), "u") == (None, "read")
    assert adopt(Unreadable("no reader", "u", "doc", "unsupported"), page(), "u") == (None, "unsupported")
    assert adopt(NotAReport("a budget", "u"), page(), "u") == (None, "read")


def test_a_file_that_cannot_be_read_is_the_report_that_its_link_names() -> None:
    got = read(Page(b"%PDF-1.4 broken", "http://www.shili.gov.cn/1.pdf", label=TITLE))
    assert isinstance(got, Report)
    assert (got.agency, got.year, got.body, got.medium) == (AGENCY, 2023, None, "pdf")
    assert isinstance(read(Page(b"%PDF-1.4 broken", "http://www.shili.gov.cn/1.pdf")), Unreadable)


@pytest.fixture
def portal(sites: Sites) -> str:
    word = Answer(documents.docx(documents.figures(1)), type="application/octet-stream")
    return sites.site(
        "www.shili.gov.cn",
        {
            "/": listing("政府信息公开年报", ("/nb.html", TITLE), ("/2019.doc", named(AGENCY, 2019))),
            "/nb.html": THIN,
            FILE: word,
            "/2019.doc": Answer(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" + bytes(600)),
        },
    )  # fmt: skip


def test_crawled_they_are_one_report(sites: Sites, portal: str, tmp_path: Path) -> None:
    nianbao(*crawl_words(sites, portal), cwd=tmp_path, code=0)
    db = tmp_path / "reports.db"
    found = rows(db, "SELECT year, medium, published_at, body IS NULL FROM reports ORDER BY year")
    assert found == [
        (2019, "doc", "2021-01-20", 1),
        (2023, "docx", "2024-01-20", 0),
    ]  # a file has the day of its row
    cells = rows(
        db, "SELECT count(*) FROM cells JOIN reports ON reports.id = report_id WHERE tbl = 'applications'"
    )
    assert cells == [(175,)]
    assert rows(db, "SELECT status, role FROM attachments") == [("read", "full_report")]
    assert rows(db, "SELECT role FROM sources JOIN reports ON reports.id = report_id WHERE year = 2023 ORDER BY role") == [
        ("canonical",),
        ("copy",),
    ]  # fmt: skip


@pytest.mark.slow
def test_a_second_crawl_changes_nothing(sites: Sites, portal: str, tmp_path: Path) -> None:
    nianbao(*crawl_words(sites, portal), cwd=tmp_path, code=0)
    before = rows(
        tmp_path / "reports.db", "SELECT id, content_sha256, edition, last_changed FROM reports ORDER BY id"
    )
    ran = nianbao(*crawl_words(sites, portal), cwd=tmp_path, code=0)
    assert "0 new, 0 changed" in ran.stdout
    after = rows(
        tmp_path / "reports.db", "SELECT id, content_sha256, edition, last_changed FROM reports ORDER BY id"
    )
    assert after == before
    assert rows(tmp_path / "reports.db", "SELECT count(*) FROM editions") == [(1,)]


def test_titles_of_other_reports_are_no_text_of_one() -> None:
    rows_ = "".join(f"<li>{named(AGENCY, year)} {year + 1}-01-10</li>" for year in (2023, 2022, 2021))
    got = read(
        Page(f"<html><title>年报</title><ul>{rows_}</ul></html>".encode(), "http://www.shili.gov.cn/nb/")
    )
    assert isinstance(got, NotAReport)
    assert got.reason == "a list of titles of reports"
