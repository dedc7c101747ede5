"""What several rooms of tests share: the replica portals, served once for the whole session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.demo import Replicas
from crawler.demo import replicas as serve

# The files that take longest, before all others: whichever came last would keep one core waiting.
SLOWEST = (
    "test_fleet", "test_families", "test_reparse", "test_strangers", "test_browser", "test_commands", "test_hostile", "test_generated",
    "test_engine", "test_refresh", "test_walk", "test_archive", "test_files", "test_sightings",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: SLOWEST.index(item.path.stem) if item.path.stem in SLOWEST else len(SLOWEST))


@pytest.fixture(scope="session")
def replicas() -> Iterator[Replicas]:
    """The replicas in epoch 1. Tests that let a year pass (`turn`) open their own with `crawler.demo.replicas()`."""
    with serve() as portals:
        yield portals
