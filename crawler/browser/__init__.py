"""The browser: for pages that a script writes and for simple challenges; it has no network but the crawler's requests."""

from .ladder import Ladder, document
from .middleware import Browser

__all__ = ["Browser", "Ladder", "document"]
