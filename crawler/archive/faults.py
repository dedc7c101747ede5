"""What can go wrong with the archive, told in a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A quota or a limit on the size of files is a disk that is full.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message names file or folder. `full`: the disk is."""

    def __init__(self, message: str, *, full: bool = False) -> None:
        super().__init__(message)
        self.full = full


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise as ArchiveError what the system says about a file or folder of the archive."""
    try:
        yield
    except OSError as error:
        full = error.errno in FULL
        why = "the disk that holds it is full" if full else error.strerror or str(error)
        raise ArchiveError(f"the archive {path} cannot be written to: {why}", full=full) from error
