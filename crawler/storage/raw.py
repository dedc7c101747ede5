"""Raw answers on their way into the archive, in step with the batch: no row points to what the disk does not have."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from crawler.archive import Archive
from crawler.visits import Kept, Visit

from . import pages
from .batch import Batch


class Raw:
    """The archive of a store, if it has one (`folder`). Raises ArchiveError where the folder cannot be written."""

    def __init__(self, db: Database, batch: Batch, folder: Path | None, largest: int) -> None:
        self._db = db
        self._archive = None if folder is None else Archive(folder, largest)
        if self._archive is not None:
            batch.before_commit(self._archive.flush)

    def keep(self, visit: Visit) -> Kept | None:
        """Write the raw answer of a visit; where its body is kept, now or since an earlier visit."""
        raw = visit.raw
        if self._archive is None or raw is None:
            return None
        known = pages.known(self._db, visit.url, raw.method, raw.form)
        if known is None:
            return self._archive.keep(raw)
        if visit.past is not None and visit.past.at <= known.last_seen and known.kept is not None:
            return None  # seen by another tool and not later than by us: its own archive has it
        same = raw.status == 304 or known.body_sha256 == visit.body_sha256
        return self._archive.keep(raw, known.kept if same else None)

    def close(self) -> None:
        """End the file that is open."""
        if self._archive is not None:
            self._archive.close()
