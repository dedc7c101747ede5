"""The seam: which family a page is of, and all the links it offers. A new family is one small file and one line in ROLL."""

from __future__ import annotations

from functools import lru_cache

from .. import listing
from ..link import Links, best
from ..page import Page
from .epoint import EPOINT
from .founder import FOUNDER
from .generic import GENERIC
from .gkmlpt import GKMLPT
from .jcms import JCMS
from .jpaas import JPAAS
from .lonsun import LONSUN
from .nfcms import NFCMS
from .portal import Article, Mark, Portal
from .trs import TRS
from .ucap import UCAP
from .wiki import WIKI

__all__ = ["GENERIC", "ROLL", "Article", "Mark", "Portal", "links", "recognise"]

# The order in which families are tried (facts/portals §3). gkmlpt before NFCMS: its pages are of the same house and may
# carry its variables. NFCMS before the rest: its pages carry the containers and pager calls of the systems their texts
# were moved from. Of Hanweb's two, jpaas first: it keeps the addresses and the editors of the older. Hanweb and Lonsun
# before TRS: they quote TRS editors, TRS never their datastores; Lonsun after Hanweb: its addresses are its own, `jpage`
# is not. UCAP before TRS: it pages by the same call with six arguments, and its texts were often moved from TRS with
# their boxes; Founder's too. Epoint late: its class names are borrowed by templates of other systems (德阳's iList.jsp).
ROLL: tuple[Portal, ...] = (GKMLPT, NFCMS, JPAAS, JCMS, LONSUN, UCAP, FOUNDER, TRS, EPOINT, WIKI)
MEDIA = frozenset({"html", "json", "xml", "text"})


@lru_cache(maxsize=2)  # a page is asked for its links and for its reading
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
    # where a family knows what a script asks for, the shape of the script is no second opinion
    known = any(link.role == "data" for link in own.found)
    seen = (link for link in plain.found if not (known and link.role == "data"))
    return Links(best((*own.found, *seen), page.url), total, portal.name)
