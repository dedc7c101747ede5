"""Attachments: the files that a report names: links, viewers, downloads that a script opens, files named in a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement

from .anchors import parts, resolve, root
from .blocks import squeeze
from .hanzi import fold
from .page import Page
from .report import Attachment
from .titles import read_title

TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "wps": "application/vnd.ms-works",
    "xls": "application/vnd.ms-excel",
    "et": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "rtf": "application/rtf",
    "ofd": "application/ofd",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}
_NAMES = "|".join(TYPES)
# A file by the end of its path, or of a value in its query: downfile.jsp?classid=0&filename=1f….pdf
FILE = re.compile(rf"\.({_NAMES})(?=$|[?#&;])", re.IGNORECASE)
# A program that hands out a file: /e/DownSys/DownFile/?id=7, /download.do?id=7; what it is its label says.
DOWNLOAD = re.compile(
    r"/(?:\w{0,20}(?:down(?:load|file|attach)|attach(?:ment)?|getfile)\w{0,12})(?:[/.?]|$)", re.IGNORECASE
)
ASSET = re.compile(r"/(?:js|css|images?|plugins?|static|lib)/[^?]*$", re.IGNORECASE)
VIEWER = re.compile(r"[?&](?:file|url|src|pdf|path)=([^&#]+)", re.IGNORECASE)
# The lengths keep these linear: a script of 200,000 letters is one word to try at every letter otherwise.
OPENED = re.compile(
    rf"\b\w{{1,60}}\(\s*['\"]([^'\"]{{1,2000}}\.(?:{_NAMES})(?:\?[^'\"]{{0,2000}})?)['\"]", re.IGNORECASE
)
NAMED = re.compile(
    rf"\b\w{{0,40}}?(?:pdf|file|doc|fj|attach)\w{{0,40}}\s*[=:]\s*['\"]([^'\"\s<>]{{1,2000}}\.(?:{_NAMES})[^'\"\s<>]{{0,2000}})['\"]",
    re.IGNORECASE,
)
OFFERS = "descendant-or-self::*[@href or @src or @data or @onclick or @data-pdf or @data-file or @data-href or @data-url]"
HOLDERS = ("href", "data-pdf", "data-file", "data-href", "data-url", "src", "data")
WHOLE = re.compile(
    r"全文|正文|完整版|年度?报告?\.\w+$|年报\.\w+$|年报$|年度报告$|(?:pdf|word|文字|文本|ofd)版",
    re.IGNORECASE,
)
ANNEX = re.compile(r"附表|统计表|情况表|汇总表|一览表|明细|清单|目录")
GRAPHIC = re.compile(r"图解|一图|长图|图片版|海报|图示")
MAX_LABEL = 200  # characters: the longest file name allowed on the systems these files come from is 255 bytes


def attachments(source: Page | HtmlElement, url: str = "") -> tuple[Attachment, ...]:
    """The files that a page, or one element of the page at `url`, names: in page order, each address once.

    Files on other hosts are kept; whether an address answers with a file is for its first bytes to say.
    """
    if isinstance(source, Page):
        if source.tree is None:
            return ()
        return attachments(source.tree, root(source))
    found: dict[str, Attachment] = {}
    for href, label in _offers(source):
        address = resolve(href, url)
        if address and address not in found and not ASSET.search(parts(address).path):
            found[address] = attachment(address, label)
    return tuple(found.values())


def attachment(url: str, label: str = "") -> Attachment:
    """One file as an attachment: its type by its name, its role by its label (its file name where it has none)."""
    name = FILE.search(url) or FILE.search(label)
    label = label or unquote(parts(url).path.rpartition("/")[2])
    return Attachment(url, label[:MAX_LABEL], TYPES[name[1].lower()] if name else None, role=role(label))


def is_file(url: str) -> bool:
    """Whether an address names a file that may hold a report."""
    return FILE.search(url) is not None


def role(label: str) -> str:
    """What a file is by its label: full_report, annex, graphic or other.

    >>> role("附件：示例市教育局2023年政府信息公开工作年度报告.pdf"), role("附表1.xls"), role("1f3c.pdf")
    ('full_report', 'annex', 'other')
    """
    said = "".join(fold(label).split())
    if GRAPHIC.search(said):
        return "graphic"
    stem = FILE.sub("", re.sub(r"^附件\d*[:：.、]?", "", said))
    if read_title(stem).report:
        return "full_report"
    if ANNEX.search(said):
        return "annex"
    return "full_report" if WHOLE.search(said) else "other"


def _offers(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Addresses of files with their labels, as written."""
    for node in tree.xpath(OFFERS):
        if node.tag == "img":
            continue
        if href := _held(node) or _called(node):
            yield href, _label(node)
    for script in tree.iter("script"):
        for named in NAMED.finditer(script.text or ""):
            yield named[1], ""


def _held(node: HtmlElement) -> str | None:
    """The address of the file that an element holds: its own, the one its viewer shows, the one its script opens."""
    for name in HOLDERS:
        said = str(node.get(name) or "")
        if not said or said.lower().startswith("javascript:"):
            continue
        shown = VIEWER.search(said) if "viewer" in said.lower() else None
        if shown and FILE.search(unquote(shown[1])):
            return unquote(shown[1])
        if FILE.search(said):
            return said
    opened = (OPENED.search(str(node.get(name) or "")) for name in ("onclick", "href"))
    return next((each[1] for each in opened if each), None)


def _called(node: HtmlElement) -> str | None:
    """The address of a link that calls itself a file by name (….pdf), whatever it is: download.jsp?wbfileid=7 (博达).

    One that is a download counts too where it bears the title of a report.
    """
    href = str(node.get("href") or "")
    if node.tag != "a" or not href or href.startswith(("#", "javascript:")):
        return None
    said = "".join(node.itertext()).strip()
    if FILE.search(said[-6:]) or (DOWNLOAD.search(href) and read_title(said).report):
        return href
    return None


def _label(node: HtmlElement) -> str:
    shown = (
        squeeze("".join(node.itertext())) if node.tag not in {"iframe", "embed", "object", "script"} else ""
    )
    named = next(
        (squeeze(node.get(name) or "") for name in ("title", "download", "alt") if node.get(name)), ""
    )
    image = next((squeeze(str(image.get("alt") or "")) for image in node.iter("img")), "")
    return shown or named or image
