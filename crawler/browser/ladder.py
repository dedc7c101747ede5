"""The ladder: which answers are asked for once more, in the browser, and why others are not. A 404 stays a 404."""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawler.addresses import host_of
from crawler.frontier import policy
from crawler.manners import Purse
from crawler.seeds import Seed
from crawler.visits import Outlink, Queued, Visit
from parsers import Page, PageKind, Report

from .chromium import find

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

GONE = frozenset({404, 410})  # whatever a script would show instead
# Guards whose script sets a cookie and asks again, which any browser passes by itself; a waf page or a login does not.
SIMPLE = frozenset({"ruishu", "jsl", "acw", "wzws"})
STATUSES = frozenset({412, 521})  # how two of them answer, whatever stands in the page
# How lists say that a script fetches their rows (Hanweb, TRS, jeecms): facts/portals 6.1.
FILLED = re.compile(r"queryData|\bjpage\b|datacall|\.jhtml")
SCRIPT = re.compile(r"<script", re.IGNORECASE)
PROMISED = range(700, 1000)  # priorities of columns of annual reports; a seed (1000) is any page
YEAR = re.compile(r"(?:19|20)\d\d年?度?")  # a column of reports may lead on to one a year
NAMED = 3  # hosts that a detail names
STOOD = 3  # challenges of a host in a row that remained, after which no more of its pages are opened there


class Cause(enum.StrEnum):
    """Why an answer is not the end of its row."""

    CHALLENGE = "challenge"
    SHELL = "shell"
    LIST = "list"


WORDS = {Cause.LIST: "a list without rows: a script may fill it", Cause.SHELL: "a shell"}


def document(response: Response, form: bytes = b"", label: str = "") -> Page:
    """An answer as the parsers see it; `form` is the body of the POST that asked for it, `label` the text of its link."""
    said = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
    return Page(response.body, response.url, said, form, label)


def challenge(status: int, page: Page) -> bool:
    """Whether an answer is a challenge that one ordinary rendering passes."""
    if status in GONE:
        return False
    if page.kind is PageKind.CHALLENGE:
        return page.guard in SIMPLE
    return status in STATUSES or (status == 202 and page.kind is PageKind.EMPTY)


def cause(visit: Visit, row: Queued, page: Page) -> Cause | None:
    """Why an answer, read as it came, should be asked for in the browser; None where there is nothing more to be had."""
    if challenge(visit.status or 0, page):
        return Cause.CHALLENGE
    if visit.outcome != "ok" or isinstance(visit.reading, Report):
        return None
    blind = all(link.rejected for link in visit.links)
    if page.kind is PageKind.SHELL and blind:
        return Cause.SHELL
    if row.kind != "list" or page.medium != "html" or any(_row(link, row) for link in visit.links):
        return None
    # any other list without reports may well have rows: it has to say that they come by script, and lead nowhere else
    if row.priority in PROMISED:
        filled = SCRIPT.search(page.text)
    else:
        filled = FILLED.search(page.text) if blind or row.depth == 0 else None
    return Cause.LIST if filled else None


def _row(link: Outlink, row: Queued) -> bool:
    """Whether a link shows that its list has rows; a following page and the data of a list lie no deeper than itself."""
    return link.kind == "report" or link.depth == row.depth or YEAR.fullmatch(link.text) is not None


@dataclass(slots=True)
class Ladder:
    """What may be done about such answers in this crawl: `usual` is `auto`, `never` or `always`, `most` pages a portal.

    `chromium` is the program, None where there is none; `trouble` says why it could not be started. `purses`: what the
    rows that go on in the browser, by their number, have left.
    """

    usual: str = "never"
    chromium: str | None = None
    most: int = 0
    trouble: str | None = None
    opened: Counter[str] = field(default_factory=Counter)
    stood: Counter[str] = field(default_factory=Counter)
    purses: dict[int, Purse] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: BaseSettings) -> Ladder:
        """The ladder that the settings give; without the browser, nobody looks for one."""
        usual = settings["NIANBAO_BROWSER"]
        found = None if usual == "never" else find(settings["NIANBAO_CHROMIUM"])
        return cls(usual, found, settings.getint("NIANBAO_BROWSER_PAGES"))

    def climb(
        self, visit: Visit, row: Queued, page: Page, seed: Seed, rendered: tuple[str, ...] | None
    ) -> Visit:
        """The visit as it ends: sent to the browser, or with word of why it is not, or of what the browser made of it.

        `rendered`: it comes from there; the hosts that the page wanted something of, and that are not the portal's.
        """
        why = cause(visit, row, page)
        if rendered is not None:
            return self._rendered(visit, why, rendered)
        if why is None or row.method != "GET":
            return visit
        obstacle = self.obstacle(seed, host_of(row.url)) or self.spent(seed)
        if obstacle is not None:
            return replace(visit, detail=f"{visit.detail or WORDS[why]}; needs a browser; {obstacle}")
        self.opened[seed.url] += 1
        # validators and hash are those of the page that comes of it, and so is what the archive keeps
        return replace(visit, again=why, etag=None, last_modified=None, body_sha256=None, raw=None)

    def obstacle(self, seed: Seed, host: str) -> str | None:
        """Why no page of this host is opened in the browser, None if it can be."""
        if policy(self.usual, seed) == "never":
            return "not to be used here (browser=never)"
        if self.chromium is None:
            return "none is installed"
        if self.trouble is not None:
            return f"it did not start: {self.trouble}"
        if self.stood[host] >= STOOD:
            return f"a challenge of {host} remained there {self.stood[host]} times in a row"
        return None

    def spent(self, seed: Seed) -> str | None:
        """Whether the portal has had its pages, and how many that were."""
        if 0 < self.most <= self.opened[seed.url]:
            return f"the portal had its {self.most} pages there (NIANBAO_BROWSER_PAGES)"
        return None

    def _rendered(self, visit: Visit, why: Cause | None, wanted: tuple[str, ...]) -> Visit:
        if why is Cause.CHALLENGE:
            self.stood[host_of(visit.asked)] += 1
        else:
            self.stood.pop(host_of(visit.asked), None)
        said = "from the browser" if why is None else "no better in the browser"
        if why is not None and wanted:
            said += f", without {', '.join(wanted[:NAMED])} (hosts= can add them)"
        detail = f"{visit.detail}; {said}" if visit.detail else said
        # the validators are those of the bare document
        return replace(visit, detail=detail, etag=None, last_modified=None)
