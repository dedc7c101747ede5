"""Word: DOCX by mammoth; DOC and RTF by an external program on the PATH (catdoc, else LibreOffice): the only room that runs one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..blocks import Block, squeeze
from ..page import parse
from . import archive
from .layout import mend
from .opened import Opened, ShutError

MAX_MARKS = 150_000  # elements of all parts: mammoth takes 10 s for so many, a report of 60 pages has 40,000
MAX_SECONDS = 60  # LibreOffice needs 5 s for a report and 20 for its first start; catdoc 0.01
CATDOC = (
    "-w",
    "-d",
    "utf-8",
)  # no wrapping, so that a paragraph is a line and a table row one line with tabs
OFFICE = ("soffice", "libreoffice")
CELLS = re.compile(r"[\t\x07]")


def read_docx(data: bytes) -> Opened:
    """A DOCX as a tree; merged cells, footnotes and text boxes as mammoth gives them. Macros are never looked at."""
    import mammoth  # noqa: PLC0415 - 60 ms that a crawl without a DOCX need not pay

    found = archive.parts(data)
    if (marks := sum(part.count(b"<") for part in found.values()) // 2) > MAX_MARKS:
        raise ShutError(f"{marks:,} marks: no report has more than {MAX_MARKS:,}")
    told = mammoth.convert_to_html(
        archive.repacked(found),
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=mammoth.images.img_element(lambda _: {}),
    )
    tree = parse(f"<html><body>{mend(told.value)}</body></html>")
    if tree is None or not "".join(tree.itertext()).strip():
        raise ShutError("a document of pictures: no text in it", "needs_ocr")
    return Opened("docx", "dom", tree)


def read_doc(data: bytes, medium: str = "doc") -> Opened:
    """A DOC or RTF by whichever program is there. Raises ShutError (`unsupported`) where none is."""
    catdoc = shutil.which("catdoc")
    office = next((path for path in map(shutil.which, OFFICE) if path), None)
    if catdoc is None and office is None:
        raise ShutError(
            f"{medium.upper()} needs catdoc or LibreOffice on the PATH; neither is there", "unsupported"
        )
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        source = Path(folder, f"document.{medium}")
        source.write_bytes(data)
        if catdoc is not None:
            said = _run([catdoc, *CATDOC, source.name], folder)
            lines = _lines(said.decode("utf-8", "replace"))
            if lines:
                return Opened("doc", "text", None, lines)
        if office is None:
            raise ShutError("catdoc found no text in it: damaged, encrypted, or pictures")
        profile = Path(folder, "profile").as_uri()
        _run(
            [
                office,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--norestore",
                "--convert-to",
                "docx",
                source.name,
            ],
            folder,
        )
        target = Path(folder, "document.docx")
        if not target.is_file():
            raise ShutError("LibreOffice could not open it: damaged or encrypted")
        opened = read_docx(target.read_bytes())
    return Opened("doc", opened.method, opened.tree)


def _run(command: Sequence[str], folder: str) -> bytes:
    """What a program says; it, and whatever it started, is gone afterwards. Raises ShutError after MAX_SECONDS."""
    alone = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - a list, no shell; the file's own name never stands in it
        list(command),
        cwd=folder,
        env=alone,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            said, _ = running.communicate(timeout=MAX_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ShutError(f"{Path(command[0]).name} took over {MAX_SECONDS} s") from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    return said


def _lines(text: str) -> tuple[Block, ...]:
    """The text of catdoc as lines: cells of a table row are parted by tabs, and a blank one keeps its place."""
    made: list[Block] = []
    for line in mend(text.replace("\x07", "\t")).splitlines():
        cells = [squeeze(cell) for cell in CELLS.split(line)]
        if sum(1 for cell in cells if cell) > 1 or (cells[0] and len(cells) > 2):
            made.append(Block("\t".join(cells), row=True))
        elif any(cells):
            made.append(Block("".join(cells)))
    return tuple(made)
