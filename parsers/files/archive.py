"""Archives: the parts of a zipped document, weighed before they are unpacked and repacked clean for the libraries."""

from __future__ import annotations

import io
import zipfile
import zlib

from .opened import ShutError

MAX_ENTRIES = 3000  # a workbook of 60 sheets has 200 parts
MAX_PART = 40_000_000  # bytes of one part unpacked: the body of a report of 60 pages is 4 MB
MAX_WHOLE = 80_000_000  # bytes of all parts unpacked
MAX_RATIO = 400  # of one part: Word's XML packs 10 to 60 to one, a bomb 1000 to one
SMALL = 1_000_000  # bytes: below this no ratio is suspicious
TEXTS = (".xml", ".rels")
FORBIDDEN = (
    b"<!DOCTYPE",
    b"<!ENTITY",
)  # no office program writes one; entities are how XML swells and reaches out


def names(data: bytes) -> frozenset[str]:
    """The names of the parts of a zip; empty where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return frozenset(packed.namelist()[:MAX_ENTRIES])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of a zipped document by name, pictures, macros and packed files left where they are.

    Raises ShutError where the zip is damaged, locked, too large, or a part declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _unpacked(packed)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ShutError(f"damaged: {error}") from error


def repacked(found: dict[str, bytes]) -> io.BytesIO:
    """The parts as a zip again, which holds nothing that was not weighed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name, part in found.items():
            target.writestr(name, part)
    packed.seek(0)
    return packed


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    entries = packed.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ShutError(f"{len(entries)} parts: no document has more than {MAX_ENTRIES}")
    found: dict[str, bytes] = {}
    whole = 0
    for entry in entries:
        if not entry.filename.lower().endswith(TEXTS) or entry.is_dir():
            continue
        if entry.flag_bits & 1:
            raise ShutError("encrypted: a password is needed")
        whole += entry.file_size
        swollen = entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if swollen or entry.file_size > MAX_PART or whole > MAX_WHOLE:
            raise ShutError(f"{entry.filename} unpacks to {entry.file_size:,} bytes: a zip bomb")
        part = packed.read(entry)  # reads no further than the size declared, which was weighed
        if any(mark in part.replace(b"\x00", b"") for mark in FORBIDDEN):
            raise ShutError(f"{entry.filename} declares a document type or entities: refused")
        found[entry.filename] = part
    return found
