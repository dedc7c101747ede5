"""Rereading: what an archive keeps goes through the door of the crawl again, on all cores, without a network."""

from .bring import bring
from .crew import Crew
from .reparse import reparse
from .told import Told

__all__ = ["Crew", "Told", "bring", "reparse"]
