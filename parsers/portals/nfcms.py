"""NFCMS (南方网 CMS, Guangdong): lists in HTML, and beside them whole columns and whole articles as static JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..anchors import anchors, resolve, root
from ..attachments import attachment
from ..columns import ANNUAL, Column, below, column, kind, named, worth
from ..link import DATA, Link, Links, is_article, reports, shown, weigh
from ..page import Page, PageKind
from ..records import Record, day, inner, listed, said, whole
from ..report import Attachment
from .portal import Article, Mark, Portal, signs

CATEGORY = re.compile(r"NFCMS_CAT_ID\s*=\s*['\"]?(\d{1,12})")
POST = re.compile(r"NFCMS_POST_ID\s*=\s*['\"]?(\d{1,12})")
MENU = re.compile(r"/postmeta/i/(\d{1,12})\.json")  # a side menu filled by script names the column it shows
TREE = 640  # the JSON of a column that is not one of annual reports itself: it names those below it
# The pages of a list: index.html, index_2.html, … How many there are is said by the pager's links (rsj.gz: a.last) or by
# createPageHTML(N, …; both may stand in a script, where the generic reader does not look.
LEAF = re.compile(r"/(?:index(?:_(\d{1,4}))?\.html?)?$")
LEAVES = re.compile(r"\bindex_(\d{1,4})\.html?\b")
CALL = re.compile(r"\bcreatePageHTML\s*\(\s*(\d{1,4})\s*,")
PUBLISHED = ("date", "display_publish_time", "first_publish_time", "visible_publish_time", "publish_time")


def links(page: Page) -> Links:
    """The JSON of a column and its following page, from its page; its columns and reports, from that JSON."""
    if page.medium == "json":
        record = whole(page.text)
        return Links() if record is None else _listed(page, record)
    post = POST.search(page.text) if page.kind is PageKind.SHELL else None
    if post or is_article(page.url):
        return Links(tuple(_point(page, f"/postmeta/p/{_steps(int(post[1]))}.json", DATA)) if post else ())
    here = column(page)
    found = list(_following(page, here))
    if here >= Column.DISCLOSURE:
        score = DATA if here is Column.ANNUAL else TREE
        for mark, name in (
            (CATEGORY, named(page, here)),
            (MENU, ""),
        ):  # a menu may be that of the column above
            for serial in mark.findall(page.text):
                found += _point(page, f"/postmeta/i/{serial}.json", score, name)
    return Links(tuple(found))


def article(page: Page) -> Article | None:
    """The article of a `/postmeta/p/` reply; None for anything else."""
    record = whole(page.text) if page.medium == "json" else None
    if record is None or not isinstance(record.get("content"), str):
        return None
    about = inner(record, "gkml_data")
    return Article(
        title=said(record, "title"),
        html=record["content"],
        published_at=day(record, *PUBLISHED),
        source=said(record, "source") or None,
        issuer=said(about, "publisher") or said(record, "EXT_fwdw", "EXT_fbjg") or None,
        index_no=said(about, "identifier") or None,
        doc_no=said(about, "document_number") or said(record, "EXT_zh", "EXT_wh") or None,
        attachments=files(record, page.url),
        url=resolve(said(record, "url"), page.url),
    )


def files(record: Record, base: str) -> tuple[Attachment, ...]:
    """The `attachment` list of an article, here and on the gkmlpt platform, which is of the same house."""
    named_ = ((resolve(said(file, "url"), base), said(file, "name")) for file in listed(record, "attachment"))
    return tuple(attachment(url, name) for url, name in named_ if url)


def _listed(page: Page, record: Record) -> Links:
    nested = inner(record, "category")
    name = said(record, "name") or said(nested, "name")
    here = max(kind(worth(name)), column(page))
    found: list[Link] = []
    for child in (*listed(record, "children"), *listed(nested, "children")):
        found += _child(page, child, here, name)
    articles = listed(record, "articles")
    found += reports(
        (
            (said(each, "title"), resolve(said(each, "url", "gkml_url"), page.url), day(each, *PUBLISHED))
            for each in articles
        ),
        here,
        page.url,
    )
    return Links(tuple(found), len(articles) if articles else None)


def _child(page: Page, child: Record, here: Column, above: str) -> Iterator[Link]:
    """A column below: its JSON, and its page where that is somewhere else (`jump_url`)."""
    name, serial = said(child, "name"), said(child, "id")
    away = resolve(said(child, "jump_url"), page.url)
    place = away or resolve(f"/{said(child, 'pub_point').strip('/')}/index.html", page.url)
    link = weigh(name, place, here, page.url) if place else None
    score = max(link.score if link else 0, below(name, here))
    if score and away:
        yield Link(away, name, "list", score)
    elif score and serial.isdecimal():
        trail = f"{page.label or above} > {name}" if here is Column.ANNUAL else name
        yield from _point(page, f"/postmeta/i/{serial}.json", DATA if score >= ANNUAL else score, trail)


def _following(page: Page, here: Column) -> Iterator[Link]:
    """The page after this one, where more pages are named anywhere in the source than this one's number."""
    leaf = LEAF.search(page.url)
    if page.tree is None or leaf is None:
        return
    rows, score = shown(page, here, anchors(page))
    if not (rows and score):
        return
    last = max((int(each[1]) for mark in (LEAVES, CALL) for each in mark.finditer(page.text)), default=1)
    after = int(leaf[1] or 1) + 1
    url = resolve(f"./index_{after}.html", root(page)) if after <= last else None
    if url:
        yield Link(url, "", "next", score)


def _point(page: Page, path: str, score: int, text: str = "") -> Iterator[Link]:
    if url := resolve(path, page.url):
        yield Link(url, text, "data", score)


def _steps(serial: int) -> str:
    return f"{serial // 1_000_000}/{serial // 1000}/{serial}"


NFCMS = Portal(
    name="nfcms",
    marks=(*signs(r"NFCMS_(?:(?:SITE|CAT|POST|PAGE)_ID|PUB_TYPE)\b"), Mark(url=r"/postmeta/[ip]/[\d/]+\.json")),
    title=(".content_title", "h1.title", "h1.info_title", ".xl-tit", "h1"),
    # www.zc.gov.cn prints 相关附件 and 相关新闻 inside .xl-cont, so the inner box; .info_cont is that of policy files.
    body=(
        "#detailCon", "#zoomcon ucapcontent", "#zoomcon", "#info_cont", "article.content_article", ".content_article",
        ".article-content", ".newsMain", ".news_cont_d_wrap", ".articleBox", ".xl_main", ".tyxxy_main",
    ),
    links=links,
    article=article,
)  # fmt: skip
