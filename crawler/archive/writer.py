"""The archive, written: WARC 1.1, one gzip member a record, in files of its own for every run."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from crawler.settings import VERSION
from crawler.visits import Exchange, Kept

from .faults import told

LARGEST = 1_000_000_000  # bytes a file: what the WARC standard advises, and what can still be copied whole
STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
REVISIT = "http://netpreserve.org/warc/1.1/revisit/"
# True of the answer on the wire and no longer of the body as it is kept: the words stay, under another name.
UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
ORIGINAL = "X-Archive-Orig-"


class Archive:
    """The folder, opened to write. Every run begins a file of its own, so a file that a kill tore is never written again.

    Each answer is on its way to the disk when `keep` returns, in one write: a process that dies leaves at most one torn
    record, at the end of its file. `flush` waits for the disk. Raises ArchiveError where the folder cannot be written.
    """

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self.folder = folder
        self.largest = largest
        # the time, and 48 random bits: no two machines, and no two runs of one, ever name a file alike
        self._run = f"nianbao-{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(6)}"
        self._number = 0
        self._unsure = False
        self._there: set[str] = set()
        self._builder = RecordBuilder(warc_version="1.1")
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._open()

    def keep(self, exchange: Exchange, before: Kept | None = None) -> Kept | None:
        """Write an answer and its request; where its body can be read back.

        `before` is where the same body of the same request is kept already: then only a revisit is written. None for a
        304 to something that was never kept.
        """
        if before is not None and not self._holds(before.file):
            before = None
        with told(self._path):
            if self._size >= self.largest:
                self._shut()
                self._open()
            answer = self._answer(exchange, before)
            at = self._size
            self._write(answer, self._request(exchange, answer))
        if answer.rec_type == "revisit":
            return before
        return Kept(self._path.name, at, exchange.at)

    def flush(self) -> None:
        """Wait until the disk has what was kept: a row of the database must never point at what a power cut took."""
        if self._unsure:
            with told(self._path):
                os.fsync(self._file.fileno())
            self._unsure = False

    def close(self) -> None:
        """End the file; one that holds no answer is taken away, and so is a folder without files."""
        if self._file.closed:
            return
        with told(self._path):
            self._shut()
        with suppress(OSError):
            self.folder.rmdir()

    def _open(self) -> None:
        self._path = self.folder / f"{self._run}-{self._number:05}.warc.gz"
        self._number += 1
        self._file = self._path.open("xb", buffering=0)
        self._size = 0
        self._unsure = False
        about = {"software": f"nianbao/{VERSION}", "format": "WARC File Format 1.1", "conformsTo": STANDARD}
        self._write(self._builder.create_warcinfo_record(self._path.name, about))
        self._empty = self._size
        self._there.add(self._path.name)

    def _shut(self) -> None:
        try:
            if self._unsure:
                os.fsync(self._file.fileno())
        finally:
            self._file.close()
            if self._size <= self._empty:
                self._path.unlink(missing_ok=True)

    def _write(self, *records: ArcWarcRecord) -> None:
        packed = BytesIO()
        writer = WARCWriter(packed, gzip=True, warc_version="1.1")
        for record in records:
            writer.write_record(record)
        whole = packed.getbuffer()
        done = 0
        try:
            while done < len(whole):
                done += self._file.write(whole[done:])
        except OSError:
            with suppress(
                OSError
            ):  # half a record at the end would hide nothing, but needs no reader's patience
                self._file.truncate(self._size)
            raise
        self._size += done
        self._unsure = True

    def _holds(self, name: str) -> bool:
        """Is the file of an earlier answer still in this folder."""
        if name not in self._there and (self.folder / name).is_file():
            self._there.add(name)
        return name in self._there

    def _answer(self, exchange: Exchange, before: Kept | None) -> ArcWarcRecord:
        head = Wire(_status(exchange), _true(exchange), protocol=exchange.protocol)
        said = {"WARC-Date": exchange.at, "WARC-Record-ID": self._builder._make_warc_id()}  # noqa: SLF001 - its only maker
        if exchange.ip:
            said["WARC-IP-Address"] = exchange.ip
        unsent = exchange.status == HTTPStatus.NOT_MODIFIED
        if before is None and not unsent:
            return self._builder.create_warc_record(
                exchange.url, "response", BytesIO(exchange.body), len(exchange.body), "", said, None, head
            )
        said["WARC-Profile"] = REVISIT + ("server-not-modified" if unsent else "identical-payload-digest")
        if not unsent:
            digester = Digester("sha1")
            digester.update(exchange.body)
            said["WARC-Payload-Digest"] = str(digester)
        if before is not None:
            said |= {"WARC-Refers-To-Target-URI": exchange.url, "WARC-Refers-To-Date": before.at}
        return self._builder.create_warc_record(
            exchange.url, "revisit", warc_headers_dict=said, http_headers=head
        )

    def _request(self, exchange: Exchange, answer: ArcWarcRecord) -> ArcWarcRecord:
        where = urlsplit(exchange.url)
        target = (where.path or "/") + (f"?{where.query}" if where.query else "")
        sent = [("Host", where.netloc), *((name, value) for name, value in exchange.asked if name != "Host")]
        if exchange.form:
            sent = [pair for pair in sent if pair[0].lower() != "content-length"]
            sent.append(("Content-Length", str(len(exchange.form))))
        said = {
            "WARC-Date": exchange.at,
            "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
        }
        head = Wire(f"{exchange.method} {target} HTTP/1.1", sent, is_http_request=True)
        body = BytesIO(exchange.form)
        return self._builder.create_warc_record(
            exchange.url, "request", body, len(exchange.form), "", said, None, head
        )


class Wire(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """The head of a message with its bytes as they were: warcio would write %-escapes for GBK file names."""

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:  # noqa: ARG002 - warcio's signature
        """The head, in the one encoding that gives every byte back."""
        return "".join(f"{line}\r\n" for line in self._lines()).encode("latin-1", "replace") + b"\r\n"

    def _lines(self) -> list[str]:
        first = f"{self.protocol} {self.statusline}".rstrip()
        return [first, *(" ".join(f"{name}: {value}".split("\r\n")) for name, value in self.headers)]


def _status(exchange: Exchange) -> str:
    known = {status.value: status.phrase for status in HTTPStatus}
    return f"{exchange.status} {known.get(exchange.status, 'Unknown')}"


def _true(exchange: Exchange) -> list[tuple[str, str]]:
    """The headers as received; those that the kept body belies renamed, and its length said."""
    length = ("Content-Length", str(len(exchange.body)))
    if exchange.status == HTTPStatus.NOT_MODIFIED:
        return list(exchange.headers)
    if length in exchange.headers and not any(
        name.lower() in UNDONE - {"content-length"} for name, _ in exchange.headers
    ):
        return list(exchange.headers)
    kept = [(ORIGINAL + name if name.lower() in UNDONE else name, value) for name, value in exchange.headers]
    return [*kept, length]
