"""Forms: the statutory tables of the reports, cell by cell, in every form and medium."""

from .fill import Filled, Note, fill
from .proof import proved

__all__ = ["Filled", "Note", "fill", "proved"]
