"""Shards: the files of the portals in the store, a folder or any fsspec address. A file that is torn is never read.

    STORE/www.zc.gov.cn-1f0c…/00000007.done.9a7b….db      portal / number, whether its walk is done, its digest
    STORE/archive/nianbao-20240301….warc.gz               raw answers, in files that are never written again

The digest in the name is that of the content, so whoever fetches a shard knows that it is whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import fsspec

NAME = re.compile(r"([0-9]{8})\.(done|open)\.([0-9a-f]{16})\.db\Z")
KEPT = 2  # versions of a shard, beside the last one that is done: should the newest prove torn
RAW = "archive"
PART = ".part"  # what is still being written
CHUNK = 1024 * 1024


class ShardError(Exception):
    """The store, or a shard of it, cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One state of a shard; the order is that of age."""

    number: int
    done: bool
    digest: str
    path: str


class Shards:
    """The shard store. Raises ShardError where it cannot be used."""

    def __init__(self, url: str) -> None:
        self.shown = (
            url if "@" not in urlsplit(url).netloc else f"{urlsplit(url).scheme}://{urlsplit(url).hostname}"
        )
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError, OSError) as error:
            raise ShardError(f"the shard store {self.shown}: {error}") from error

    def names(self) -> tuple[str, ...]:
        """The shards that are there."""
        return tuple(sorted({_last(path) for path in self._listed(self._root)} - {RAW}))

    def versions(self, shard: str) -> list[Version]:
        """The versions of a shard, the newest first."""
        named = ((NAME.search(path), path) for path in self._listed(f"{self._root}/{shard}"))
        found = (Version(int(name[1]), name[2] == "done", name[3], path) for name, path in named if name)
        return sorted(found, reverse=True)

    def fetch(self, version: Version, to: Path) -> None:
        """Bring a version to this disk, whole. Raises ShardError where it is torn, or gone."""
        part = to.with_name(f"{to.name}{PART}")
        try:
            self._files.get_file(version.path, str(part))
            if digest(part) != version.digest:
                raise ShardError(f"{version.path} is torn; an older one is taken")
            part.replace(to)
        except OSError as error:
            raise ShardError(f"{version.path}: {error}") from error
        finally:
            part.unlink(missing_ok=True)

    def ship(self, shard: str, number: int, path: Path, *, done: bool) -> None:
        """Put a new version into the store, and take away what it replaces."""
        self._put(path, shard, f"{number:08d}.{'done' if done else 'open'}.{digest(path)}.db")
        with self._told():
            self._prune(shard)

    def keep(self, path: Path) -> None:
        """Put a file of raw answers into the store, under its own name."""
        self._put(path, RAW, path.name)

    def bring(self, folder: Path) -> int:
        """Bring the raw answers to a folder of this disk, as far as they are not there; how many files were brought."""
        missing = [
            path for path in self._listed(f"{self._root}/{RAW}") if not (folder / _last(path)).exists()
        ]
        wanted = [path for path in missing if not path.endswith(PART)]
        with self._told():
            for path in wanted:
                folder.mkdir(parents=True, exist_ok=True)
                part = folder / f"{_last(path)}{PART}"
                self._files.get_file(path, str(part))
                part.replace(folder / _last(path))
        return len(wanted)

    def _put(self, path: Path, where: str, name: str) -> None:
        folder = f"{self._root}/{where}"
        part = f"{folder}/{uuid.uuid4().hex}{PART}"
        with self._told():
            self._files.makedirs(folder, exist_ok=True)
            self._files.put_file(str(path), part)
            self._files.mv(part, f"{folder}/{name}")

    def _prune(self, shard: str) -> None:
        versions = self.versions(shard)
        keep = {version.path for version in versions[:KEPT]}
        keep |= {version.path for version in [version for version in versions if version.done][:1]}
        for path in self._listed(f"{self._root}/{shard}"):
            if path not in keep:  # the half of a worker killed while it shipped, too
                self._files.rm_file(path)

    def _listed(self, folder: str) -> list[str]:
        with self._told():
            try:
                self._files.invalidate_cache(folder)  # other machines write here too
                return [str(path) for path in self._files.ls(folder, detail=False)]
            except FileNotFoundError:
                return []

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ShardError(f"the shard store {self.shown}: {error}") from error


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def digest(path: Path) -> str:
    """The digest of a file, as it stands in a name."""
    told = hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(CHUNK):
            told.update(piece)
    return told.hexdigest()[:16]


def local(folder: Path) -> Path:
    """A folder for the shards in work, created if it is not there. Raises ShardError where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShardError(f"{folder} cannot be created: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ShardError(f"{folder} cannot be written to")
    return folder.resolve()
