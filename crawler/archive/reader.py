"""The archive, read back: the answers in any tool's WARC file, gzipped by record, whole or not at all; damage is passed by."""

from __future__ import annotations

import io
import mmap
import zlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.visits import Kept

from .coding import undone
from .faults import ArchiveError

MOST = (
    64 * 1024 * 1024
)  # bytes of one record: twice what a crawl accepts; a film in somebody's archive is passed by
GZIP = b"\x1f\x8b\x08"
CHUNK = 1 << 16
WANTED = frozenset({"response", "resource", "revisit"})
WEB = ("http://", "https://")
DAMAGES = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, zlib.error)

_LOADER = ArcWarcRecordLoader(verify_http=False)


@dataclass(frozen=True, slots=True)
class Record:
    """One answer of an archive: its head, and its body with transfer and content coding undone.

    `offset` is the byte at which its gzip member (or, unpacked, its first line) begins. A `revisit` has no body: that of
    `digest` stands in an earlier record.
    """

    file: Path
    offset: int
    type: str
    url: str
    at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of this name (in lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in a file where no record can be read; reading goes on with the next one."""

    file: Path
    offset: int
    reason: str


def is_warc(path: Path) -> bool:
    """Whether a file is a WARC, by its first bytes; one that is damaged there, by its name."""
    if path.name.lower().endswith((".warc", ".warc.gz")):
        return path.is_file()
    try:
        with path.open("rb") as file:
            head = file.read(CHUNK)
    except OSError:
        return False
    return head.startswith(b"WARC/") or _opens(head)


def records(path: Path, start: int = 0) -> Iterator[Record | Damage]:
    """The answers in a file, in its order. Raises OSError where the file cannot be opened."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            at = start
            while at < len(data):
                if data[at : at + 1] in {b"\r", b"\n"}:  # between records that are not packed
                    at += 1
                    continue
                try:
                    at = yield from _told(path, file, data, at)
                except DAMAGES as error:
                    yield Damage(path, at, str(error) or type(error).__name__)
                    at = _after(data, at + 1)


def answers(paths: Iterable[Path]) -> Iterator[Record | Damage]:
    """The answers in some files; a revisit whose body stands earlier in them has it. Others come as they are."""
    kept: dict[str, tuple[Path, int]] = {}
    for path in paths:
        for found in records(path):
            if isinstance(found, Damage) or found.digest is None:
                yield found
            elif found.type != "revisit":
                kept.setdefault(found.digest, (path, found.offset))
                yield found
            else:
                yield _whole(found, kept.get(found.digest))


def recall(folder: Path, kept: Kept) -> Record:
    """The answer that a row of the database points to. Raises ArchiveError where it is not there or cannot be read."""
    path = folder / Path(kept.file).name  # a file of the folder, whatever the row says
    try:
        found = next(records(path, kept.offset), None)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
    if found is None or found.offset != kept.offset:
        raise ArchiveError(f"{path}: no answer at byte {kept.offset}")
    if isinstance(found, Damage):
        raise ArchiveError(f"{path}: damaged at byte {found.offset}: {found.reason}")
    return found


def _told(
    path: Path, file: io.BufferedReader, data: mmap.mmap, at: int
) -> Generator[Record | Damage, None, int]:
    """The records from `at` on: those of one gzip member, or one that is not packed; the byte after them."""
    if data[at : at + len(GZIP)] != GZIP:
        file.seek(at)
        raw = _head(file)
        if raw is not None and (found := _record(path, at, raw)) is not None:
            yield found
        return file.tell()
    member = _Member(data, at)
    stream = io.BufferedReader(member, CHUNK)
    held = None
    while (raw := _head(stream)) is not None:
        if held is not None:
            yield held
        held = _record(path, at, raw)
    if held is not None:  # only now: the checksum at the end of its member has said that it is whole
        yield held
    return member.end


def _head(stream: io.BufferedIOBase) -> ArcWarcRecord | None:
    """The next record of a stream, its own head read; None at the end."""
    line = stream.readline()
    while line and not line.strip():
        line = stream.readline()
    if not line:
        return None
    return _LOADER.parse_record_stream(stream, line, "warc", no_record_parse=True)


def _record(path: Path, at: int, raw: ArcWarcRecord) -> Record | Damage | None:
    """A record read to its end; None for one that is no answer of a web server."""
    head = raw.rec_headers
    if raw.length is None:
        raise ValueError("a record that does not say its length")
    url = head.get_header("WARC-Target-URI") or ""
    wanted = raw.rec_type in WANTED and url.startswith(WEB)
    if not wanted or raw.length > MOST:
        while raw.raw_stream.read(CHUNK):
            pass
        _finish(raw)
        return Damage(path, at, f"{url} has {raw.length} bytes: passed by") if wanted else None
    status, headers = 200, [("Content-Type", head.get_header("Content-Type") or "")]
    if raw.rec_type != "resource" and raw.length:
        http = _LOADER.http_parser.parse(raw.raw_stream)
        status, headers = int(http.get_statuscode()), http.headers
    body = raw.raw_stream.read()
    _finish(raw)
    return Record(
        path, at, raw.rec_type, url, _date(head.get_header("WARC-Date") or ""), status, tuple(headers), undone(body, headers, MOST),
        head.get_header("WARC-Payload-Digest"),
    )  # fmt: skip


def _date(said: str) -> str:
    """A WARC-Date to the second; the standard allows `2016` and `2016-09-19T17:20Z`, and fractions."""
    known = said.rstrip("Z")[:19]
    date = known + "0001-01-01T00:00:00"[len(known) :]
    datetime.strptime(date, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    return f"{date}Z"


def _finish(raw: ArcWarcRecord) -> None:
    if raw.raw_stream.limit > 0:
        raise EOFError("the file ends within this record")


def _whole(revisit: Record, where: tuple[Path, int] | None) -> Record:
    """A revisit with the body it repeats, where that can be had."""
    first = next(records(*where), None) if where else None
    if not isinstance(first, Record) or first.digest != revisit.digest:
        return revisit
    return replace(revisit, type="response", status=first.status, headers=first.headers, body=first.body)


def _after(data: mmap.mmap, at: int) -> int:
    """Where the next record begins that can be told from here on; the end of the file where there is none."""
    plain = data.find(b"\nWARC/", at - 1)
    packed = data.find(GZIP, at)
    while packed >= 0 and not _opens(data[packed : packed + CHUNK]):
        packed = data.find(GZIP, packed + 1)
    return min((place for place in (plain + 1, packed) if place >= at), default=len(data))


def _opens(head: bytes) -> bool:
    """Whether gzipped bytes begin with a record."""
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


class _Member(io.RawIOBase):
    """One gzip member of a file as a stream; `end` is the byte after it, once it was read to its end."""

    def __init__(self, data: mmap.mmap, at: int) -> None:
        self._data = data
        self._at = at
        self._inflate = zlib.decompressobj(31)

    @property
    def end(self) -> int:
        return self._at - len(self._inflate.unused_data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes a memoryview
        while not self._inflate.eof:
            feed = self._inflate.unconsumed_tail
            if not feed:
                feed = self._data[self._at : self._at + CHUNK]
                self._at += len(feed)
            out = self._inflate.decompress(feed, len(buffer))
            if out:
                buffer[: len(out)] = out
                return len(out)
            if not feed:
                raise EOFError("the file ends within this record")
        return 0
