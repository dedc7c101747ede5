"""The publishing desk of the strangers: puts pages under addresses, whole columns at once, and remembers what is true."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.demo.site import Ask, Expected, Page, Reply, Site, lines

from . import press
from .county import County, Paper

PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Write = Callable[[Ask], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a portal: its number, its name, the papers in it; `above` is the name of the column it hangs under."""

    key: str
    name: str
    papers: tuple[Paper, ...] = ()
    above: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a column's list: `number` from 1, `of` pages in all."""

    column: Column
    number: int
    of: int
    rows: tuple[Paper, ...]

    @property
    def before(self) -> int:
        """The number of the page before, or of this one where it is the first."""
        return max(1, self.number - 1)

    @property
    def after(self) -> int:
        """The number of the next page, or of this one where it is the last."""
        return min(self.of, self.number + 1)


Leaf = Callable[[Column, Paper], str]
Article = Callable[[Column, Paper, Ask], str]


@dataclass(frozen=True, slots=True)
class Skin:
    """How a portal addresses and draws its columns: the nth sheet of a list, an article, and what both look like."""

    sheet: Callable[[Column, int], str]
    leaf: Leaf
    listing: Callable[[Sheet, Ask], str]
    article: Article
    size: int = 15


class Desk:
    """Collects the pages of one portal. `encoding` is what the bytes are in, `type` what the header says."""

    def __init__(
        self,
        county: County,
        port: int,
        encoding: str = "utf-8",
        type: str = "text/html; charset=utf-8",  # noqa: A002 - as in Reply
    ) -> None:
        self.county, self.encoding, self.type = county, encoding, type
        self.root = f"http://{county.host}:{port}"
        self.pages: dict[str, Page] = {}
        self.truths: dict[int, Expected] = {}
        self._asked: dict[str, list[tuple[frozenset[tuple[str, str]], Page]]] = defaultdict(list)

    def page(self, path: str, kind: str, title: str, write: Write, status: int = 200) -> None:
        """An HTML page under a path."""
        self.put(path, Page(kind, title, lambda ask: self.reply(write(ask), status)))

    def cover(self, path: str, title: str, draw: Callable[..., str], *given: object) -> None:
        """A page of links that `draw(title, *given)` writes."""
        self.page(path, "list", title, lambda ask: draw(title, *given))

    def reply(self, text: str, status: int = 200, type: str = "") -> Reply:  # noqa: A002 - as in Reply
        """A text in the portal's bytes."""
        return Reply(text.encode(self.encoding, "xmlcharrefreplace"), type or self.type, status)

    def data(self, path: str, write: Write, type: str = "application/json; charset=utf-8") -> None:  # noqa: A002 - as in Reply
        """What scripts fetch: UTF-8 whatever the pages are in."""
        self.put(path, Page("data", path, lambda ask: Reply(write(ask).encode(), type)))

    def file(self, path: str, title: str, make: Callable[[], bytes], type: str, kind: str = "file") -> None:  # noqa: A002 - as in Reply
        """A file."""
        self.put(path, Page(kind, title, lambda ask: Reply(make(), type)))

    def attach(self, path: str, paper: Paper, kind: str = "file", type: str = "") -> None:  # noqa: A002 - as in Reply
        """A paper as a file of its medium."""
        make = press.pdf if paper.medium == "pdf" else press.docx
        self.file(
            path,
            paper.title,
            lambda: make(paper.title, paper.write()),
            type or (PDF if paper.medium == "pdf" else WORD),
            kind,
        )

    def move(self, path: str, to: str, status: int = 302) -> None:
        """A redirect."""
        self.put(
            path, Page("moved", path, lambda ask: Reply(b"", status=status, headers=(("Location", to),)))
        )

    def publish(self, columns: Iterable[Column], skin: Skin) -> None:
        """All sheets of columns and all their articles."""
        for column in columns:
            for sheet in sheets(column, skin.size):
                write = partial(skin.listing, sheet)
                self.page(skin.sheet(column, sheet.number), "list", column.name, write)
            self.leaves(column, skin.leaf, skin.article)

    def leaves(self, column: Column, leaf: Leaf, article: Article) -> None:
        """The articles of a column; true reports are expected at the first address they get."""
        for paper in column.papers:
            path = leaf(column, paper)
            kind = "ordinary" if not paper.kind else "copy" if paper.key in self.truths else "report"
            self.page(path, kind, paper.title, partial(article, column, paper))
            self.expect(paper, path)

    def expect(self, paper: Paper, path: str, *copies: str) -> None:
        """Notes a true report under the address it got; nothing is noted of ordinary papers or a second time."""
        if not paper.kind or paper.key in self.truths or paper.office is None:
            return
        self.truths[paper.key] = Expected(
            paper.kind, paper.office.name, paper.year, paper.title, paper.date, paper.source, self.root + path,
            f"{self.root}/", lines(paper.write()), paper.form, paper.cells, tuple(self.root + copy for copy in copies),
        )  # fmt: skip

    def site(self, robots: str | None = None) -> Site:
        """The finished portal."""
        pages = dict(self.pages)
        for path, choices in self._asked.items():
            if path not in pages:
                pages[path] = Page("list", path, self._any(choices))
        name = f"{self.county.name}人民政府"
        return Site(
            self.county.host, name, f"{self.root}/ name={name}", f"{self.root}/", pages, tuple(self.truths.values()), robots=robots
        )  # fmt: skip

    def put(self, path: str, page: Page) -> None:
        """Any page; one with a query also answers with its pairs in another order, or with more of them."""
        assert path not in self.pages, f"two pages at {path}"
        address = urlsplit(path)
        self.pages[path if address.query else unquote(path)] = page
        if address.query:
            self._asked[unquote(address.path)].append((frozenset(parse_qsl(address.query)), page))

    def _any(self, choices: list[tuple[frozenset[tuple[str, str]], Page]]) -> Callable[[Ask], Reply]:
        def write(ask: Ask) -> Reply:
            pairs = {*ask.query.items(), *ask.form.items()}
            fits = [choice for choice in choices if choice[0] <= pairs]
            if not fits:
                return self.reply(
                    "<html><head><title>提示</title></head><body>您访问的内容不存在或已删除</body></html>",
                    404,
                )
            return max(fits, key=lambda choice: len(choice[0]))[1].write(ask)

        return write


def sheets(column: Column, size: int) -> list[Sheet]:
    """A column cut into pages; an empty column has one."""
    papers = column.papers
    of = max(1, -(-len(papers) // size))
    return [Sheet(column, at + 1, of, papers[at * size : (at + 1) * size]) for at in range(of)]


def clip(title: str, width: int) -> str:
    """A title as a narrow list prints it."""
    return html.escape(title if len(title) <= width else f"{title[:width]}...", quote=False)


def rows(papers: Iterable[Paper], line: Callable[[Paper], str]) -> str:
    """One line a paper."""
    return "\n".join(map(line, papers))
