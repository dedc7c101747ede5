"""Towns: small portals whose editor works between two visits of a crawler; each answers as its server would."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from loopback import Answer, Asked, Page, Sites, article, listing, named

OFFICES = ("教育局", "财政局", "水务局", "农业农村局")
YEARS = (2020, 2021, 2022)
ROWS = 4  # of a list page
DATED = "Mon, 15 Apr 2024 08:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Posted:
    """One report of a town: its address, whose and for which year, and what was printed differently since."""

    path: str
    agency: str
    year: int
    correction: str = ""


@dataclass(slots=True)
class Town:
    """A portal of one column, newest first, `ROWS` on a page; `marks` says whether its server sends validators.

    Without them each page prints how many were read, so that no two answers are the same. `other`: what some paths
    answer instead; `sent` counts the bytes of pages.
    """

    name: str
    marks: bool = True
    posted: tuple[Posted, ...] = ()
    other: dict[str, Answer] = field(default_factory=dict)
    walled: bool = False
    reads: int = 0
    sent: int = 0

    def open(self, sites: Sites) -> str:
        """Serves the town; the address of its portal."""
        self.posted = tuple(
            Posted(f"/gk/nb/{year}{at}.html", f"{self.name}{office}", year)
            for year in reversed(YEARS)
            for at, office in enumerate(OFFICES)
        )
        return sites.site(self.host, _Pages(self))

    @property
    def host(self) -> str:
        """Its invented host."""
        return f"www.town{hashlib.sha256(self.name.encode()).hexdigest()[:6]}.gov.cn"

    def post(self, *reports: Posted) -> None:
        """New reports stand first."""
        self.posted = (*reports, *self.posted)

    def correct(self, at: int) -> Posted:
        """A number of one report is another one now."""
        return self._put(at, correction="更正：全年收到申请九件。")

    def move(self, at: int) -> Posted:
        """A report stands at another address; the old one leads there."""
        old = self.posted[at].path
        moved = self._put(at, path=old.replace("/nb/", "/nb/new"))
        self.other[old] = Answer(status=301, headers=(("Location", moved.path),))
        return moved

    def remove(self, at: int) -> Posted:
        """A report is taken down."""
        removed = self.posted[at]
        self.posted = (*self.posted[:at], *self.posted[at + 1 :])
        return removed

    def shuffle(self) -> None:
        """The same reports in another order."""
        self.posted = tuple(sorted(self.posted, key=lambda report: (report.agency, report.year)))

    def answer(self, asked: Asked) -> Answer:
        """What the server says to a request."""
        if self.walled:
            return Answer("forbidden", 403)
        if asked.path in self.other:
            return self.other[asked.path]
        page = self.page(asked.path)
        if page is None:
            return Answer("nothing here", 404)
        self.reads += 1
        if not self.marks:
            page = page.replace("</body>", f"<p>浏览次数：{self.reads}</p></body>")
        etag = f'"{hashlib.sha256(page.encode()).hexdigest()[:12]}"'
        if self.marks and asked.headers.get("If-None-Match") == etag:
            return Answer(status=304, headers=(("ETag", etag),))
        self.sent += len(page.encode())
        return Answer(page, headers=(("ETag", etag), ("Last-Modified", DATED)) if self.marks else ())

    def _put(self, at: int, **fields: str) -> Posted:
        report = replace(self.posted[at], **fields)
        self.posted = (*self.posted[:at], report, *self.posted[at + 1 :])
        return report

    def page(self, path: str) -> str | None:
        """What a path shows, None if there is nothing."""
        if path == "/":
            return listing("首页", ("/gk/", "政府信息公开"), ("/news/", "新闻动态"))
        if path == "/gk/":
            return listing("政府信息公开", ("/gk/nb/", "政府信息公开年报"), ("/gk/zn/", "政府信息公开指南"))
        if path.startswith("/gk/nb/index_") or path == "/gk/nb/":
            return self._list(1 if path == "/gk/nb/" else int(path[13:-5]))
        report = next((one for one in self.posted if one.path == path), None)
        if report is None:
            return None
        return article(report.agency, report.year).replace("</div>", f"<p>{report.correction}</p></div>")

    def _list(self, number: int) -> str | None:
        here = self.posted[(number - 1) * ROWS : number * ROWS]
        if not here:
            return None
        links = [(report.path, named(report.agency, report.year)) for report in here]
        if number * ROWS < len(self.posted):
            links.append((f"/gk/nb/index_{number + 1}.html", "下一页"))
        return listing("政府信息公开年报", *links)


class _Pages(dict[str, Page]):
    """The pages of a town as the server looks them up: by path, as it is now."""

    def __init__(self, town: Town) -> None:
        super().__init__()
        self.town = town

    def get(self, path: str, default: Page | None = None) -> Page | None:  # type: ignore[override]
        """A page answers for itself: the server calls it with the request."""
        if path == "/robots.txt":
            return default
        return self.town.answer
