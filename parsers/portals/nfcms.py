"""NFCMS (南方网 CMS, Guangdong): lists in HTML, and beside them whole columns and whole articles as static JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from ..anchors import resolve
from ..attachments import attachment
from ..columns import ANNUAL, Column, column, kind, worth
from ..listing import DATA, Link, Links, is_article, weigh
from ..page import Page, PageKind
from .portal import Article, Mark, Portal

CHINA = timezone(timedelta(hours=8))
CATEGORY = re.compile(r"NFCMS_CAT_ID\s*=\s*['\"]?(\d+)")
POST = re.compile(r"NFCMS_POST_ID\s*=\s*['\"]?(\d+)")
MENU = re.compile(r"/postmeta/i/(\d+)\.json")  # a side menu filled by script names the column it shows
TREE = 640  # the JSON of a column that is not one of annual reports itself: it names those below it
STAMPS = ("display_publish_time", "first_publish_time", "visible_publish_time", "publish_time")


def links(page: Page) -> Links:
    """The JSON of a column, from its page; its columns and reports, from that JSON."""
    if page.medium == "json":
        record = _record(page)
        return Links() if record is None else _listed(page, record)
    here = column(page)
    if here < Column.DISCLOSURE or is_article(page.url):
        post = POST.search(page.text) if page.kind is PageKind.SHELL else None
        return Links(tuple(_point(page, f"/postmeta/p/{_steps(int(post[1]))}.json", DATA)) if post else ())
    serials = dict.fromkeys(each[1] for mark in (CATEGORY, MENU) for each in mark.finditer(page.text))
    score = DATA if here is Column.ANNUAL else TREE
    return Links(
        tuple(link for serial in serials for link in _point(page, f"/postmeta/i/{serial}.json", score))
    )


def article(page: Page) -> Article | None:
    """The article of a `/postmeta/p/` reply; None for anything else."""
    record = _record(page)
    if record is None or not isinstance(record.get("content"), str):
        return None
    gkml = record.get("gkml_data")
    about = _object(gkml) if isinstance(gkml, str) else gkml if isinstance(gkml, dict) else {}
    files = [file for file in _list(record, "attachment") if _text(file, "url")]
    return Article(
        title=_text(record, "title"),
        html=record["content"],
        published_at=_date(record),
        source=_text(record, "source") or None,
        index_no=_text(about or {}, "identifier") or None,
        doc_no=_text(about or {}, "document_number")
        or _text(record, "EXT_zh")
        or _text(record, "EXT_wh")
        or None,
        attachments=tuple(
            attachment(url, _text(file, "name"))
            for file in files
            if (url := resolve(_text(file, "url"), page.url))
        ),
        url=resolve(_text(record, "url"), page.url),
    )


def _listed(page: Page, record: dict[str, Any]) -> Links:
    category = record.get("category")
    nested = category if isinstance(category, dict) else {}
    name = _text(record, "name") or _text(nested, "name")
    here = kind(worth(name))
    found: list[Link] = []
    for child in (*_list(record, "children"), *_list(nested, "children")):
        found += _child(page, child, here)
    articles = _list(record, "articles")
    for item in articles:
        url = resolve(_text(item, "url"), page.url)
        link = weigh(_text(item, "title"), url, here, page.url) if url else None
        if link and link.role == "report":
            found.append(Link(link.url, link.text, "report", link.score, _date(item)))
    return Links(tuple(found), len(articles) if articles else None)


def _child(page: Page, child: dict[str, Any], here: Column) -> Iterable[Link]:
    """A column below: its JSON, and its page where that is somewhere else (`jump_url`)."""
    name, serial = _text(child, "name"), _text(child, "id")
    away = resolve(_text(child, "jump_url"), page.url) if _text(child, "jump_url") else None
    place = away or resolve(f"/{_text(child, 'pub_point').strip('/')}/index.html", page.url)
    link = weigh(name, place, here, page.url) if place else None
    if link is None and here is not Column.ANNUAL:
        return
    score = max(link.score if link else 0, ANNUAL if here is Column.ANNUAL else 0)
    if away:
        yield Link(away, name, "list", score)
    elif serial.isdigit():
        yield from _point(page, f"/postmeta/i/{serial}.json", DATA if score >= ANNUAL else score, name)


def _point(page: Page, path: str, score: int, text: str = "") -> Iterable[Link]:
    if url := resolve(path, page.url):
        yield Link(url, text, "data", score)


def _steps(serial: int) -> str:
    return f"{serial // 1_000_000}/{serial // 1000}/{serial}"


def _record(page: Page) -> dict[str, Any] | None:
    return _object(page.text) if page.medium == "json" else None


def _object(text: str) -> dict[str, Any] | None:
    try:
        record = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _list(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    said = record.get(name)
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _text(record: dict[str, Any], name: str) -> str:
    said = record.get(name)
    return str(said).strip() if isinstance(said, str | int) and not isinstance(said, bool) else ""


def _date(record: dict[str, Any]) -> str | None:
    """The day of publication in China: the printed date, else the first time that is not 0."""
    said = re.match(r"\d{4}-\d\d-\d\d(?!\d)", _text(record, "date"))
    if said:
        return said[0]
    stamp = next(
        (record[name] for name in STAMPS if isinstance(record.get(name), int) and record[name] > 0), None
    )
    if stamp is None or stamp > 4_102_444_800:  # the year 2100: milliseconds, or nonsense
        return None
    return datetime.fromtimestamp(stamp, UTC).astimezone(CHINA).date().isoformat()


NFCMS = Portal(
    name="nfcms",
    marks=(Mark(text=r"\bNFCMS_(?:SITE|CAT|POST|PAGE)_ID\b|\bNFCMS_PUB_TYPE\b"), Mark(url=r"/postmeta/[ip]/[\d/]+\.json")),
    title=(".content_title", "h1.title", "h1.info_title", ".xl-tit", "h1"),
    # www.zc.gov.cn prints 相关附件 and 相关新闻 inside .xl-cont, so the inner box; .info_cont is that of policy files.
    body=(
        "#detailCon", "#zoomcon ucapcontent", "#zoomcon", "#info_cont", "article.content_article", ".content_article",
        ".article-content", ".newsMain", ".news_cont_d_wrap", ".articleBox", ".xl_main", ".tyxxy_main",
    ),
    links=links,
    article=article,
)  # fmt: skip
