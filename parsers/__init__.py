"""The front door: bytes in, values out. Pure: nothing here fetches, stores or logs, and nothing knows Scrapy."""

from .checks import across, check, gathered
from .chrome import Body
from .enclosure import adopt, emptied, enclosed, thin
from .entries import Entry, codebook_rows
from .fingerprint import (
    agency_id,
    agency_level,
    agency_type,
    content_hash,
    coverage,
    likeness,
    report_id,
    sketch,
)
from .hanzi import fold, key, script, simplify
from .link import GUESS, SCARCE, WIDE, Link, Links
from .navigation import guesses
from .page import Page, PageKind
from .portals import links, recognise
from .reader import read, strip
from .regions import Place, place_of_code
from .report import (
    PARSER_VERSION,
    Attachment,
    Cell,
    Check,
    Cut,
    Figure,
    NotAReport,
    Reading,
    Report,
    Section,
    Unreadable,
    from_dict,
    from_json,
    to_dict,
    to_json,
)
from .titles import Title, read_title

__all__ = [
    "GUESS",
    "PARSER_VERSION",
    "SCARCE",
    "WIDE",
    "Attachment",
    "Body",
    "Cell",
    "Check",
    "Cut",
    "Entry",
    "Figure",
    "Link",
    "Links",
    "NotAReport",
    "Page",
    "PageKind",
    "Place",
    "Reading",
    "Report",
    "Section",
    "Title",
    "Unreadable",
    "across",
    "adopt",
    "agency_id",
    "agency_level",
    "agency_type",
    "check",
    "codebook_rows",
    "content_hash",
    "coverage",
    "emptied",
    "enclosed",
    "fold",
    "from_dict",
    "from_json",
    "gathered",
    "guesses",
    "key",
    "likeness",
    "links",
    "place_of_code",
    "read",
    "read_title",
    "recognise",
    "report_id",
    "script",
    "simplify",
    "sketch",
    "strip",
    "thin",
    "to_dict",
    "to_json",
]
