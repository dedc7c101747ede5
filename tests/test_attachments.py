"""Attachments: the files that a page names, and what each one is."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.attachments import attachments, role
from parsers.page import Page

HERE = "http://www.yanbei.gov.cn/zfxxgk/nb/index.html"


def page(body: str, url: str = HERE, head: str = "") -> Page:
    return Page(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), url)


def test_files_are_found_wherever_they_are_named() -> None:
    body = """
    <a href="./P020250108.pdf" oldsrc="/protect/P02.pdf">砚北市2024年政府信息公开工作年度报告.pdf</a>
    <a href="/module/download/downfile.jsp?classid=0&amp;filename=1f3c.docx" title="附表：统计表">下载</a>
    <a href="javascript:void(0)" onclick="down3('/upload/A.PDF')">全文</a>
    <iframe src="/web/viewer.html?file=%2Fupload%2Fb.pdf"></iframe><embed src="c.ofd"><div data-pdf="/upload/d.pdf"></div>
    <script>var pdfurl = "/upload/e.pdf"; var other = "";</script>
    <a href="./P020250108.pdf">再次</a><a href="/nb.html">网页</a><a href="/js/x.zip">脚本包</a><a href="http://files.example.com/f.xls">图解长图</a>
    """
    found = attachments(page(body))
    assert [(file.url.rpartition("/")[2], file.label, file.role) for file in found] == [
        ("P020250108.pdf", "砚北市2024年政府信息公开工作年度报告.pdf", "full_report"),
        ("downfile.jsp?classid=0&filename=1f3c.docx", "下载", "other"),
        ("A.PDF", "全文", "full_report"),
        ("b.pdf", "b.pdf", "other"),
        ("c.ofd", "c.ofd", "other"),
        ("d.pdf", "d.pdf", "other"),
        ("f.xls", "图解长图", "graphic"),
        ("e.pdf", "e.pdf", "other"),
    ]
    assert found[0].media_type == "application/pdf"
    assert found[0].status == "not_fetched"


def test_a_link_may_call_itself_a_file() -> None:
    body = """<a href="/system/download.jsp?wbfileid=7">砚北市2024年政府信息公开工作年度报告.pdf</a><a href="#">x.pdf</a>
    <a href="/system/download.jsp?wbfileid=8">下载</a>"""
    (file,) = attachments(page(body))
    assert file.url.endswith("wbfileid=7")
    assert (file.media_type, file.role) == ("application/pdf", "full_report")


def test_the_files_of_an_element_are_relative_to_its_page() -> None:
    tree = lxml.html.fragment_fromstring("<div><a href='a.doc'>附件</a></div>")
    assert [file.url for file in attachments(tree, HERE)] == ["http://www.yanbei.gov.cn/zfxxgk/nb/a.doc"]


@pytest.mark.parametrize(
    ("label", "what"),
    [("砚北市民政局2024年法治政府建设年度报告.doc", "full_report"), ("2024年年报.pdf", "full_report"), ("pdf版", "full_report"), ("附表1.xls", "annex"),
     ("政府信息公开情况统计表.xlsx", "annex"), ("一图读懂.pdf", "graphic"), ("附件1", "other"), ("1f3c.pdf", "other"), ("", "other")],
)  # fmt: skip
def test_a_file_is_what_its_label_says(label: str, what: str) -> None:
    assert role(label) == what


@settings(deadline=None)
@given(some.binary(max_size=400))
def test_any_bytes_have_attachments_or_none(data: bytes) -> None:
    for file in attachments(Page(data, HERE)):
        assert file.url.startswith(("http://", "https://"))


def test_a_download_with_the_title_of_a_report_is_a_file() -> None:
    title = "砚北市民政局2024年政府信息公开工作年度报告"
    body = f"<a href='/e/DownSys/DownFile/?id=7'>{title}</a><a href='/download.do?id=8'>下载中心</a><a href='/a/9.html'>{title}</a>"
    assert [(file.url.rpartition("=")[2], file.role) for file in attachments(page(body))] == [
        ("7", "full_report")
    ]
