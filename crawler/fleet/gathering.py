"""Gathering: the shards of the store are folded into one database; they stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from crawler.storage import Lock, merge

from .shards import ShardError, Shards

BATCH = 50  # shards fetched and folded in at once: what the temporary folder has to hold


@dataclass(slots=True)
class Gathered:
    """What came of it: shards folded in, shards left out because their walk is not done, what was torn or gone."""

    folded: int = 0
    unfinished: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def gather(
    shards: Shards, db: Path, *, partial: bool, progress: Callable[[int, int], None] | None = None
) -> Gathered:
    """Fold the newest shard of each portal that is done (with `partial`, the newest) into `db`.

    Repeating it changes nothing, killed or not. Raises ShardError for a store, and StoreError for a file, that cannot be
    used, or that is being collected into.
    """
    gathered = Gathered()
    names = shards.names()
    for at in range(0, len(names), BATCH):
        with _folder(db.with_name(f"{db.name}.shards")) as folder:
            batch = names[at : at + BATCH]
            fetched = [_fetched(shards, name, folder, gathered, partial=partial) for name in batch]
            files = [path for path in fetched if path is not None]
            if files:
                merge(db, files)
            gathered.folded += len(files)
        if progress is not None:
            progress(min(at + BATCH, len(names)), len(names))
    return gathered


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """A folder for shards, empty: a collect that was killed leaves its own behind. One process at a time has it."""
    lock = Lock(path)
    try:
        rmtree(path, ignore_errors=True)
        path.mkdir()
        yield path
    finally:
        rmtree(path, ignore_errors=True)
        lock.release()


def _fetched(shards: Shards, name: str, folder: Path, gathered: Gathered, *, partial: bool) -> Path | None:
    path = folder / f"{name}.db"
    tried: set[str] = set()
    while left := [v for v in shards.versions(name) if (v.done or partial) and v.path not in tried]:
        tried.add(left[0].path)
        try:
            shards.fetch(left[0], path)
        except ShardError as error:
            if left[0] in shards.versions(name):  # else a worker replaced it meanwhile
                gathered.troubles.append(str(error))
        else:
            return path
    if not tried:
        gathered.unfinished.append(name)
    return None
