"""What several rooms of tests share: the replica portals, served once for the whole session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.demo import Replicas
from crawler.demo import replicas as serve


@pytest.fixture(scope="session")
def replicas() -> Iterator[Replicas]:
    """The replicas in epoch 1. Tests that let a year pass (`turn`) open their own with `crawler.demo.replicas()`."""
    with serve() as portals:
        yield portals
