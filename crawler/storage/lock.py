"""One writer a file: a lock beside the database that dies with the process that holds it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from .faults import StoreError

try:
    import fcntl
except ImportError:  # Windows: SQLite's own locks still keep two writers from tearing the file
    fcntl = None  # type: ignore[assignment]


class Lock:
    """Held from construction to `release`. The lock file itself means nothing: kill -9 may leave it, unlocked.

    It stands beside the database because closing any handle on the database file itself would drop the locks that
    SQLite holds on it in this process (POSIX).
    """

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        self._handle = self._take(path)

    def release(self) -> None:
        """Let the next writer in and take the lock file away. Twice is no harm."""
        if self._handle is None:
            return
        # away first, then unlocked: whoever waits on the old file notices below that it is not the one in the folder
        with suppress(OSError):
            self.path.unlink()
        os.close(self._handle)
        self._handle = None

    def _take(self, path: Path) -> int | None:
        while True:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            except OSError as error:
                raise StoreError(
                    f"{path} cannot be written to: {error.strerror} ({self.path.parent})"
                ) from error
            if fcntl is None:
                return handle
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
                os.close(handle)
                who = f"process {holder}" if holder else "another process"
                raise StoreError(
                    f"{path} is being written by {who}; wait for it, or name another file"
                ) from error
            if self._stands(handle):
                os.ftruncate(handle, 0)
                os.pwrite(handle, str(os.getpid()).encode(), 0)
                return handle
            os.close(handle)

    def _stands(self, handle: int) -> bool:
        """Is the file locked still the one in the folder, or did its last holder take it away meanwhile."""
        try:
            there = self.path.stat()
        except FileNotFoundError:
            return False
        held = os.fstat(handle)
        return (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino)
