"""Files: real PDF, DOCX, XLS(X), OFD and pictures written for the test; every limit; every way in which a file can be no good."""

import io
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zlib
from pathlib import Path

import documents
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers import Page, Report, files, read
from parsers.blocks import blocks
from parsers.files import archive, image, layout, medium, pdf, sheet, word
from parsers.files.layout import mend
from parsers.files.opened import Opened

XLS = Path(__file__).parent / "files" / "form.xls"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def opened(data: bytes, url: str = "") -> Opened:
    return files.open(Page(data, url))


def said(found: Opened) -> list[str]:
    run = blocks(found.tree) if found.tree is not None else found.lines
    return [line.text for line in run]


def rows(values: dict[str, list[documents.Row]], *tables: str) -> list[str]:
    return ["\t".join(row) for table in tables or ("once", "applications", "review") for row in values[table]]


def refused(data: bytes, status: str, words: str) -> None:
    found = opened(data)
    assert (found.status, found.tree, found.lines) == (status, None, ())
    assert words in (found.reason or ""), found.reason


# --- what a file is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLE + b"\0" * 500 + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"{\\rtf1\\ansi\\deff0 text}", "rtf"),
        (documents.zipped({"word/document.xml": "<x/>"}), "docx"),
        (documents.zipped({"xl/workbook.xml": "<x/>"}), "xlsx"),
        (documents.zipped({"xl/workbook.bin": "x"}), "xlsb"),
        (documents.zipped({"OFD.xml": "<x/>"}), "ofd"),
        (documents.zipped({"年报.docx": documents.zipped({"word/document.xml": "<x/>"})}), "zip"),
        (b"\xef\xbb\xbf junk %PDF-1.7 before its head", "pdf"),
    ],
)
def test_a_file_is_what_its_bytes_are(data: bytes, kind: str) -> None:
    assert medium(data, Page(data).medium) == kind


def test_what_is_no_document_says_so() -> None:
    web = opened(b"<html><body>404</body></html>", "http://example.gov.cn/2023.pdf")
    assert (web.medium, web.status) == ("html", "unsupported")
    assert "web page" in (web.reason or "")
    refused(b"", "unsupported", "empty")
    refused(b'{"rows": []}', "unsupported", "program")
    refused(b"\x00\x01\x02\x03" * 50, "unsupported", "no known kind")
    refused(
        documents.zipped({"a.pdf": b"%PDF", "b.doc": b"x"}),
        "unsupported",
        "an archive of 2 files (a.pdf, b.doc)",
    )


def test_plain_text_is_its_lines() -> None:
    found = opened("标题\n\n正文一行。\n".encode())
    assert (found.medium, found.method, found.status, said(found)) == (
        "text",
        "text",
        "read",
        ["标题", "正文一行。"],
    )


def test_a_file_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    refused(documents.docx(documents.figures(1)), "failed", "bytes")


# --- PDF ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_pdf_gives_every_row_and_every_paragraph(ruled: bool, seed: int) -> None:
    values = documents.figures(seed, blanks=seed * 0.05)
    found = opened(documents.pdf(values, ruled, head="示例县人民政府办公室"))
    lines = said(found)
    assert (found.medium, found.method, found.status, found.pages) == ("pdf", "pdf", "read", 3)
    assert found.title == documents.TITLE
    # Without ruled lines a row without a figure is only its label.
    assert [row for row in rows(values) if row not in lines and (ruled or row.strip() not in lines)] == []
    assert [text for text in (*documents.PROSE, *documents.CLOSING) if text not in lines] == []
    assert not [line for line in lines if line.startswith("- ") or line.endswith("办公室")], (
        "head or page number left"
    )


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium, which prints PDFs its own way")
@pytest.mark.parametrize("border", ["border: 1px solid #000", "padding: 3px"], ids=["ruled", "unruled"])
def test_a_pdf_printed_by_a_browser_is_read_too(border: str, tmp_path: Path) -> None:
    values = documents.figures(9, blanks=0.05)
    style = f"p {{text-indent: 2em}} table {{border-collapse: collapse; width: 100%; font-size: 12px}} td {{{border}}}"
    (tmp_path / "page.html").write_text(
        documents.page(values, style + ".side {width: 1.2em}"), encoding="utf-8"
    )
    printed = tmp_path / "page.pdf"
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}",
        f"--print-to-pdf={printed}",
    ]
    subprocess.run(
        ["chromium", *options, str(tmp_path / "page.html")], capture_output=True, timeout=120, check=True
    )
    lines = said(opened(printed.read_bytes()))
    assert [row for row in rows(values) if row not in lines and row.strip() not in lines] == []
    assert [
        text for text in (documents.TITLE, *documents.PROSE, *documents.CLOSING) if text not in lines
    ] == []


def test_rows_are_rows_and_group_labels_are_not_in_them() -> None:
    found = opened(documents.pdf(documents.figures(1)))
    told = {line.text: line.row for line in found.lines}
    assert told[documents.RESULTS] is False
    assert told["（三）不予公开"] is False
    assert all(line.row for line in found.lines if line.text.count("\t") == 7)
    assert sum(line.text == documents.NOTE + "\t申请人情况" for line in found.lines) == 1, "header repeated"


def test_pages_on_their_side_are_read_like_the_others() -> None:
    values = documents.figures(2)
    upright = said(opened(documents.pdf(values)))
    for turn in (90, 180, 270):
        lines = said(opened(turned(documents.pdf(values), turn)))
        assert lines == upright, f"turned by {turn}"


def turned(data: bytes, turn: int) -> bytes:
    """Every page lies on its side, and its /Rotate turns it back before the reader's eyes."""
    import pypdfium2
    from pypdfium2 import raw

    source = pypdfium2.PdfDocument(data)
    packed = io.BytesIO()
    for page in source:
        width, height = page.get_size()
        matrix = {
            90: (0, 1, -1, 0, height, 0),
            180: (-1, 0, 0, -1, width, height),
            270: (0, -1, 1, 0, 0, width),
        }[turn]
        size = (width, height) if turn == 180 else (height, width)
        raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*matrix), raw.FS_RECTF(-2000, 2000, 2000, -2000))
        page.set_mediabox(0, 0, *size)
        page.set_cropbox(0, 0, *size)
        page.set_rotation(turn)
    source.save(packed)
    source.close()
    return packed.getvalue()


@pytest.mark.parametrize(
    ("printed", "meant"), [("⼈⺠政府", "人民政府"), ("⻓效⻔户", "长效门户"), ("金\u200b额", "金额")]
)
def test_radicals_are_mended(printed: str, meant: str) -> None:
    assert mend(printed) == meant


def test_a_number_torn_in_its_cell_is_no_value() -> None:
    """4087 over 4, in an unruled column too narrow for 40874: nobody may read 4087, nor a blank."""

    def line(text: str, x: float, y: float) -> list[layout.Glyph]:
        wide = [5.0 if char.isascii() else 10.0 for char in text]
        return [
            layout.Glyph(char, x + sum(wide[:n]), y, x + sum(wide[: n + 1]), y + 10)
            for n, char in enumerate(text)
        ]

    from parsers.files.flow import flow

    glyphs = [*line("1.属于国家秘密", 50, 100)]
    for n, text in enumerate(("5", "4087", "0", "12", "0", "0", "17")):
        glyphs += line(text, 200 + 40 * n, 100 if n != 1 else 95)
    glyphs += line("4", 240, 106)
    glyphs += [glyph for n in range(7) for glyph in line("3", 200 + 40 * n, 130)] + line(
        "2.重复申请", 50, 130
    )
    lines, _ = flow([layout.Leaf(1, 595, 842, tuple(glyphs))])
    [row] = [line.text.split("\t") for line in lines if line.text.startswith("1.")]
    assert len(row) == 8
    assert not row[2].isdigit()
    assert row[2] != ""
    assert lines[-1].text == "2.重复申请" + "\t3" * 7


def test_a_scan_needs_ocr_and_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "present", lambda: False)
    refused(blank(3), "needs_ocr", "nianbao[ocr]")
    refused(png(), "needs_ocr", "nianbao[ocr]")
    assert opened(blank(3)).pages == 3


def test_a_text_layer_that_is_none_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "present", lambda: False)
    refused(scrawl("Xq7 ¤¶ÐþßØ ÆÐÞ öøü " * 30, "Helvetica"), "needs_ocr", "no Chinese")
    refused(
        scrawl("".join(chr(0x4E00 + 37 * n % 20900) for n in range(900)), "STSong-Light"),
        "needs_ocr",
        "scrambled",
    )


def test_nothing_is_recognised_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "_engine", lambda: pytest.fail("the recogniser was woken"))
    for data in (blank(2), png()):
        assert files.open(Page(data), ocr=False).status == "needs_ocr"


def test_a_scan_of_a_hundred_pages_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "present", lambda: True)
    refused(blank(image.MAX_PAGES + 1), "needs_ocr", f"more than the {image.MAX_PAGES}")


def test_a_picture_page_among_others_is_told() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(documents.pdf(documents.figures(1)))
    document.new_page(595, 842, 1)
    packed = io.BytesIO()
    document.save(packed)
    document.close()
    found = opened(packed.getvalue())
    assert (found.status, found.pages) == ("read", 4)
    assert "page 2 of 4" in (found.reason or "")


def test_locked_damaged_and_endless_pdfs_are_told() -> None:
    whole = documents.pdf(documents.figures(1))
    refused(documents.pdf(documents.figures(1), lock="geheim"), "failed", "encrypted")
    refused(whole[:700], "failed", "damaged")
    refused(b"%PDF-1.7\n" + b"\x00\xff" * 5000, "failed", "damaged")
    refused(many(10_000), "failed", "10000 pages")


def test_a_pdf_that_swells_is_not_unpacked() -> None:
    start = time.monotonic()
    refused(stuffed(zlib.compress(b"BT ET " * 10_000_000, 9)), "failed", "zip bomb")
    refused(
        stuffed(zlib.compress(zlib.compress(b" " * 10_000_000)), b"[/FlateDecode /FlateDecode]"),
        "failed",
        "bomb",
    )
    assert time.monotonic() - start < 60, "stalled"


def test_time_and_characters_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    data = documents.pdf(documents.figures(1))
    monkeypatch.setattr(pdf, "MAX_CHARS", 100)
    refused(data, "failed", "no page of a report")
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    refused(data, "failed", "after -1 s")


def blank(pages: int) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed)
    for _ in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return packed.getvalue()


def scrawl(text: str, font: str) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    packed = io.BytesIO()
    canvas = Canvas(packed)
    canvas.setFont(font, 10)
    for n, line in enumerate(textwrap.wrap(text, 45)):
        canvas.drawString(60, 780 - 14 * n, line)
    canvas.save()
    return packed.getvalue()


def png() -> bytes:
    packed = zlib.compress(b"\x00" * 11 * 10)
    chunks = (
        (b"IHDR", b"\x00\x00\x00\x0a\x00\x00\x00\x0a\x08\x00\x00\x00\x00"),
        (b"IDAT", packed),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in chunks
    )


def stuffed(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter %s>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    ) % (len(stream), filters, stream)


def many(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(3, pages + 3))
    head = b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj\n"
    each = b"".join(
        b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" % n for n in range(3, pages + 3)
    )
    return head % (kids, pages) + each + b"trailer<</Root 1 0 R>>\n"


# --- Word ---------------------------------------------------------------------------------------------------------------


def test_a_docx_is_a_tree_with_its_merged_cells() -> None:
    values = documents.figures(5, blanks=0.2)
    found = opened(documents.docx(values, {"word/vbaProject.bin": OLE, "word/media/image1.png": png()}))
    assert (found.medium, found.method, found.status, found.lines) == ("docx", "dom", "read", ())
    lines = said(found)
    assert [row for row in rows(values, "once", "review") if row not in lines] == []
    assert [
        row for row in rows(values, "applications") if not any(line.endswith(row) for line in lines)
    ] == []
    assert [text for text in (documents.TITLE, *documents.PROSE) if text not in lines] == []
    assert found.tree is not None
    assert {cell.get("rowspan") for cell in found.tree.iter("td")} >= {"8", "3", "5"}


@pytest.mark.parametrize("make", [documents.docx, documents.xlsx, documents.ofd], ids=["docx", "xlsx", "ofd"])
def test_an_office_file_that_is_damaged_says_so(make) -> None:
    whole = make(documents.figures(1))
    for part in (whole[: len(whole) // 2], whole[:-40], whole[:200] + b"\xff" * 300 + whole[500:]):
        found = opened(part)
        assert found.status in {"failed", "unsupported"}
        assert found.reason


def test_entities_are_never_resolved() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for head in (bomb, outside):
        body = f'{head}<w:document xmlns:w="{documents.W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
        refused(documents.zipped({**documents.DOCX, "word/document.xml": body}), "failed", "entities")
        wide = body.encode("utf-16")
        refused(documents.zipped({**documents.DOCX, "word/document.xml": wide}), "failed", "entities")


def test_zip_bombs_are_weighed_not_unpacked() -> None:
    refused(documents.docx(documents.figures(1), {"word/x.xml": b" " * 50_000_000}), "failed", "zip bomb")
    crowd = {f"word/{n}.xml": b"<x/>" for n in range(archive.MAX_ENTRIES + 1)}
    refused(documents.docx(documents.figures(1), crowd), "failed", "parts")
    # Packed files inside are not opened at all, whatever they hold.
    nest = documents.zipped({"bomb.zip": documents.zipped({"0": b" " * 50_000_000})})
    assert (
        opened(documents.docx(documents.figures(1), {"word/embeddings/oleObject1.zip": nest})).status
        == "read"
    )


def test_a_docx_of_pictures_needs_ocr() -> None:
    body = f'<w:document xmlns:w="{documents.W}"><w:body><w:p/></w:body></w:document>'
    refused(documents.zipped({**documents.DOCX, "word/document.xml": body}), "needs_ocr", "pictures")


def test_a_docx_that_takes_minutes_is_not_begun() -> None:
    body = (
        f'<w:document xmlns:w="{documents.W}"><w:body>'
        + "<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 60_000
        + "</w:body></w:document>"
    )
    refused(documents.zipped({**documents.DOCX, "word/document.xml": body}), "failed", "marks")


def test_depth_ends_in_a_status() -> None:
    body = (
        f'<w:document xmlns:w="{documents.W}"><w:body>'
        + "<w:sdt>" * 50_000
        + "</w:sdt>" * 50_000
        + "</w:body></w:document>"
    )
    assert opened(documents.zipped({**documents.DOCX, "word/document.xml": body})).status in {
        "failed",
        "needs_ocr",
    }


def test_a_locked_office_file_says_so() -> None:
    refused(OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "failed", "encrypted")


DOC = OLE + b"\0" * 500 + "WordDocument".encode("utf-16-le")


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{textwrap.dedent(script)}", encoding="utf-8")
    path.chmod(0o755)


def test_a_doc_without_a_program_is_unsupported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(DOC, "unsupported", "catdoc or LibreOffice")
    rtf = opened(b"{\\rtf1 x}")
    assert (rtf.medium, rtf.status) == ("doc", "unsupported")
    assert "RTF" in (rtf.reason or "")


def test_catdoc_gives_rows_with_their_blanks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program(
        tmp_path,
        "catdoc",
        """
        import pathlib, sys
        assert sys.argv[1:-1] == ["-w", "-d", "utf-8"] and pathlib.Path(sys.argv[-1]).read_bytes()[:2] == b"\\xd0\\xcf"
        sys.stdout.buffer.write("标题\\n\\t二、总体  情况\\n1.属于国家秘密\\t3\\t\\t0\\n".encode())
        """,
    )
    found = opened(DOC)
    assert (found.medium, found.method, found.status) == ("doc", "text", "read")
    assert [(line.text, line.row) for line in found.lines] == [
        ("标题", False),
        ("二、总体 情况", False),
        ("1.属于国家秘密\t3\t\t0", True),
    ]


def test_libreoffice_takes_over_where_catdoc_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    values = documents.figures(1)
    made = tmp_path / "made.docx"
    made.write_bytes(documents.docx(values))
    monkeypatch.setenv("PATH", str(tmp_path))
    program(
        tmp_path,
        "soffice",
        f"""
        import pathlib, shutil, sys
        assert sys.argv[1].startswith("-env:UserInstallation=file:///") and "--headless" in sys.argv
        shutil.copy({str(made)!r}, pathlib.Path.cwd() / "document.docx")
        """,
    )
    found = opened(DOC)
    assert (found.medium, found.method, found.status) == ("doc", "dom", "read")
    assert rows(values, "review")[0] in said(found)


def test_a_program_that_hangs_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "pids"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(word, "MAX_SECONDS", 2)
    program(
        tmp_path,
        "catdoc",
        f"""
        import os, pathlib, subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        pathlib.Path({str(told)!r}).write_text(f"{{os.getpid()}} {{child.pid}} {{os.getcwd()}}")
        time.sleep(600)
        """,
    )
    refused(DOC, "failed", "took over 2 s")
    parent, child, folder = told.read_text(encoding="utf-8").split()
    assert not Path(folder).exists(), "temporary folder left"
    for pid in (int(parent), int(child)):
        for _ in range(50):
            if gone(pid):
                break
            time.sleep(0.1)
        assert gone(pid)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


def test_a_program_that_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "catdoc", "raise SystemExit(1)")
    refused(DOC, "failed", "no text")


# --- sheets -------------------------------------------------------------------------------------------------------------


def test_a_workbook_is_a_tree_of_its_visible_sheets() -> None:
    values = documents.figures(6, blanks=0.2)
    found = opened(documents.xlsx(values, state="hidden"))
    assert (found.medium, found.method, found.status) == ("xlsx", "dom", "read")
    lines = said(found)
    assert [row for row in rows(values, "once", "review") if row not in lines] == []
    assert [
        row for row in rows(values, "applications") if not any(line.endswith(row) for line in lines)
    ] == []
    assert lines[0] == documents.TITLE
    assert "不在此列" not in lines
    assert "不在此列" in said(opened(documents.xlsx(values)))


def test_an_old_workbook_is_read_too() -> None:
    values = documents.figures(4, blanks=0.2)
    found = opened(XLS.read_bytes())
    assert (found.medium, found.status) == ("xls", "read")
    lines = said(found)
    assert [
        row for row in rows(values, "applications") if not any(line.endswith(row) for line in lines)
    ] == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1136.0, "1136"),
        (7730.280000000001, "7730.28"),
        (0.1 + 0.2, "0.3"),
        (-13, "-13"),
        (1e17, "100000000000000000"),
        (" 无 ", "无"),
    ],
)
def test_numbers_read_as_people_print_them(value: float | str, text: str) -> None:
    assert sheet.printed(value) == text


def test_a_far_cell_is_not_laid_out() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refused(documents.xlsx(documents.figures(1), far), "failed", "1,048,576 rows of 16,384 columns")


# --- OFD ----------------------------------------------------------------------------------------------------------------


def test_an_ofd_gives_rows_and_paragraphs_over_the_page_end() -> None:
    values = documents.figures(7, blanks=0.2)
    found = opened(documents.ofd(values))
    assert (found.medium, found.method, found.status, found.pages) == ("ofd", "pdf", "read", 2)
    assert [
        text
        for text in (documents.TITLE, *documents.PROSE, *rows(values, "applications"))
        if text not in said(found)
    ] == []


def test_an_ofd_of_pictures_needs_ocr() -> None:
    refused(documents.ofd(documents.figures(1), pictures=True), "needs_ocr", "pictures")


# --- pictures -----------------------------------------------------------------------------------------------------------


def test_a_damaged_or_enormous_picture_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr", reason="the extra [ocr] is not installed")
    refused(png()[:40], "failed", "damaged")
    monkeypatch.setattr(image, "MAX_PIXELS", 50)
    refused(png(), "failed", "10 × 10 dots")


@pytest.mark.slow
def test_a_scanned_table_is_recognised_row_by_row() -> None:
    pytest.importorskip("rapidocr", reason="the extra [ocr] is not installed")
    values = documents.figures(8)
    found = opened(scanned(documents.pdf(values)))
    assert (found.medium, found.method, found.status) == ("pdf", "ocr", "read")
    right = [
        row
        for row in rows(values, "applications")
        if row.split("\t", 1)[1] in {line.partition("\t")[2] for line in said(found)}
    ]
    assert len(right) >= 20, f"{len(right)} of 28 rows"


@pytest.mark.slow
def test_of_a_scan_only_rows_that_add_up_keep_their_values() -> None:
    """The figures of this scan are random: hardly a row adds up, and then none of its cells is a value."""
    pytest.importorskip("rapidocr", reason="the extra [ocr] is not installed")
    values = documents.figures(8)
    adding = [("规章", "0", "0", "0", "0", "0", "0", "0")]
    for n, row in enumerate(values["applications"]):
        parts = [str(n % 7 + k) for k in range(6)]
        total = sum(map(int, parts)) + (n == 4)
        adding.append((row[0], *parts, str(total)))
    values["applications"] = adding[1:]
    report = read(Page(scanned(documents.pdf(values)), "http://www.shili.gov.cn/1.pdf"))
    assert isinstance(report, Report)
    assert {cell.method for cell in report.cells} == {"ocr"}
    kept = {cell.row for cell in report.cells if cell.tbl == "applications" and cell.state == "value"}
    wrong = {cell.row for cell in report.cells if cell.tbl == "applications" and cell.row not in kept}
    assert len(kept) >= 18, f"{len(kept)} rows kept, {wrong} not"
    assert (
        "deny_state_secret" not in kept
    )  # the fifth row of the form, printed with a total that its parts do not make
    printed = {row[1:] for row in values["applications"]}
    for code in kept:
        assert (
            tuple(cell.raw for cell in report.cells if (cell.tbl, cell.row) == ("applications", code))
            in printed
        )


def scanned(data: bytes) -> bytes:
    """The pages as pictures: what a scanner makes of them."""
    import pypdfium2

    source, target = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for page in source:
        picture = pypdfium2.PdfImage.new(target)
        picture.set_bitmap(page.render(scale=2.1))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
        leaf = target.new_page(*page.get_size())
        leaf.insert_obj(picture)
        leaf.gen_content()
    packed = io.BytesIO()
    target.save(packed)
    return packed.getvalue()


# --- laws ---------------------------------------------------------------------------------------------------------------

WHOLE = {
    "pdf": documents.pdf(documents.figures(1)),
    "docx": documents.docx(documents.figures(1)),
    "xlsx": documents.xlsx(documents.figures(1)),
    "ofd": documents.ofd(documents.figures(1)),
    "xls": XLS.read_bytes(),
}
STATUSES = {"read", "unsupported", "needs_ocr", "failed"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    place=st.floats(0, 1),
    junk=st.binary(max_size=40),
    length=st.integers(0, 400),
)
def test_any_damage_ends_in_a_status(kind: str, place: float, junk: bytes, length: int) -> None:
    whole = WHOLE[kind]
    cut = int(place * len(whole))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image, "present", lambda: False)
        found = opened(whole[:cut] + junk + whole[cut + length :])
    assert found.status in STATUSES
    assert found.reason or found.status == "read"
    assert (found.status == "read") == bool(found.lines or found.tree is not None)


@settings(max_examples=100, deadline=None)
@given(
    head=st.sampled_from((b"%PDF-1.7", OLE, b"PK\x03\x04", b"\x89PNG\r\n", b"{\\rtf1", b"")),
    rest=st.binary(max_size=300),
)
def test_any_bytes_end_in_a_status(head: bytes, rest: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image, "present", lambda: False)
        patch.setenv("PATH", "/nowhere")
        assert opened(head + rest).status in STATUSES


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), blanks=st.sampled_from((0.0, 0.1, 0.4)))
def test_every_medium_gives_the_same_rows(seed: int, blanks: float) -> None:
    values = documents.figures(seed, blanks)
    want = [row.split("\t")[1:] for row in rows(values, "applications")]
    for data in (
        documents.pdf(values),
        documents.docx(values),
        documents.xlsx(values),
        documents.ofd(values),
    ):
        lines = [line.split("\t")[-7:] for line in said(opened(data)) if line.count("\t") in {7, 8, 9}]
        assert [line for line in lines if line in want or any(map(str.isdigit, line))] == want


def test_nothing_is_left_running() -> None:
    assert signal.getsignal(signal.SIGCHLD) in {signal.SIG_DFL, None}
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "comm="], capture_output=True, text=True, check=False
    )
    assert not {"catdoc", "soffice", "soffice.bin"} & set(listed.stdout.split())
