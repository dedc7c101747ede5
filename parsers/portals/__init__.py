"""The seam: which family a page is of, and all the links it offers. A new family is one small file and one line in ROLL."""

from __future__ import annotations

from .. import listing
from ..listing import Links, best
from ..page import Page
from .generic import GENERIC
from .jcms import JCMS
from .lonsun import LONSUN
from .nfcms import NFCMS
from .portal import Article, Mark, Portal
from .trs import TRS
from .wiki import WIKI

__all__ = ["GENERIC", "ROLL", "Article", "Mark", "Portal", "links", "recognise"]

# The order in which families are tried (facts/portals §3). NFCMS before all: its pages carry the containers and pager
# calls of the systems their texts were moved from. Hanweb before TRS: it quotes TRS editors, TRS never its datastores. Lonsun
# before TRS for the same reason, and after Hanweb: its addresses are its own, `jpage` and the datastores are not.
ROLL: tuple[Portal, ...] = (NFCMS, JCMS, LONSUN, TRS, WIKI)
MEDIA = frozenset({"html", "json", "xml", "text"})


def recognise(page: Page) -> Portal:
    """The family of a page by the marks it bears, never by its host; `generic` where it bears none."""
    if page.medium not in MEDIA:
        return GENERIC
    return next((portal for portal in ROLL if portal.bears(page)), GENERIC)


def links(page: Page) -> Links:
    """Everything worth fetching that a page offers: what its family knows and what the generic reader sees, best first."""
    portal = recognise(page)
    plain = listing.links(page)
    own = portal.links(page) if portal.links else Links()
    total = own.total if own.total is not None else plain.total
    return Links(best((*own.found, *plain.found), page.url), total, portal.name)
