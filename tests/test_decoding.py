"""The decoder: right on every liar, and never raising."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.decoding import decode, sniff

TEXT = (
    "松川市人民政府按照政府信息公开条例的要求编制本报告，所列数据的统计期限自一月一日起至十二月三十一日止。"
    * 3
)
HANT = (
    "松川市人民政府按照政府信息公開條例的要求編製本報告，所列數據的統計期限自一月一日起至十二月三十一日止。"
    * 3
)
LABELS = (
    "",
    '<meta charset="gb2312">',
    '<meta charset="utf-8">',
    '<meta charset="iso-8859-1">',
    '<meta charset="big5">',
)
HEADERS = ("", "text/html; charset=utf-8", "text/html; charset=gbk", "text/html; charset=iso-8859-1")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    ("text", "codec"), [(TEXT, "utf-8"), (TEXT, "gb18030"), (HANT, "big5"), (HANT, "utf-8")]
)
def test_whatever_is_declared(text: str, codec: str, label: str, header: str) -> None:
    data = f"<html>{label}<p>{text}</p>".encode(codec)
    assert text in decode(data, header)[0]


@pytest.mark.parametrize(("text", "codec"), [(TEXT, "utf-8"), (TEXT, "gb18030"), (HANT, "big5")])
@pytest.mark.parametrize("damage", ["one bad byte", "cut inside a character"])
def test_damaged(text: str, codec: str, damage: str) -> None:
    data = text.encode(codec)
    data = data[:101] + b"\xff" + data[101:] if damage == "one bad byte" else data[:-1]
    got, named = decode(data)
    assert named == codec
    assert got[:20] == text[:20]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_marks_go_first(codec: str) -> None:
    assert decode(f'<meta charset="gb2312">{TEXT}'.encode(codec))[0].endswith(TEXT)


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes(data: bytes, header: str) -> None:
    text, codec = decode(data, header)
    assert isinstance(text, str)
    assert codec
    assert sniff(data) in {
        "html", "text", "json", "xml", "pdf", "doc", "docx", "xlsx", "ofd", "image", "zip", "empty", "unknown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "medium"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"%PDF-1.4\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", "docx"),
        (b"PK\x03\x04" + b"\0" * 26 + b"OFD.xml", "ofd"),
        (b"\x89PNG\r\n", "image"),
        (b'{"articles": []}', "json"),
        (b"<datastore><recordset>", "xml"),
        (b"<?xml version='1.0'?><html xmlns='x'><body>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "html"),
        (b'<FRAMESET ROWS="90,*"><FRAME SRC="main.asp"></FRAMESET>', "html"),
        ("一、总体情况".encode(), "text"),
        (b"\x00\x01\x02\x03", "unknown"),
    ],
)
def test_sniff(data: bytes, medium: str) -> None:
    assert sniff(data) == medium
