"""The search service of TRS (/fjdzapp/search in 福建, /was5/web/search): lists beyond their newest rows, as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlencode

from ..anchors import parts, resolve, root
from ..columns import Column, column, named
from ..link import DATA, NEXT, WIDE, WIDE_PAGES, Link, Links, is_article, leads_on, posted, reports
from ..page import Page
from ..pager import MAX_PAGE
from ..records import Record, beside, count, day, said, whole

MAX_ARRAYS = 20  # arrays of an answer that are tried: facets and words to search by stand before the rows
ROWS = 75  # records a request, what the portals' own pages ask for
# Signed services (/ss/query/s, api.so-gov.cn) are not among these: they are not meant for others.
ENDPOINT = re.compile(
    r"['\"]((?:https?:)?//?[\w./:-]{0,80}(?:fjdzapp|was5/web)/search)(?:\?([^'\"]{0,600}))?['\"]"
)
ANSWER = re.compile(r"/(?:fjdzapp|was5/web)/search\b")
FIELDS = (
    "channelid",
    "templet",
    "sortfield",
    "classsql",
    "classcol",
    "classnum",
    "classsort",
    "cache",
    "prepage",
)
STATED = re.compile(rf"\b({'|'.join(FIELDS)})['\"]?\s*[:=]\s*['\"]([\w=,.* -]{{1,120}})['\"]", re.IGNORECASE)
LIBRARY = re.compile(r"\b(?:searchId|channelid)['\"]?\s*[:=]\s*['\"]?(\d{1,9})\b", re.IGNORECASE)
CHANNEL = re.compile(r"(?:\bchnlid|\bchannelId)['\"]?\s*[:=]\s*['\"]?(\d{1,9})\b")
ARRAY = re.compile(
    r"\"\w{1,20}\"\s*:\s*(?=\[\s*\{)"
)  # the rows of an answer that is no JSON around them (was5)
COUNTS = ("count", "total", "recordCount", "totalCount")
PAGES = ("pageCount", "totalPage", "totalPages", "pages")
SAID = re.compile(r"\"(\w{1,20})\"\s*:\s*\"?(\d{1,9})\b")
# The keys of a row by what they mean, best first: doctitle, docpuburl, chnldocurl, docreltime; title, url, time.
TITLES = re.compile(r"^_?(?:doc)?title\d?$", re.IGNORECASE)
PLACES = ("docpuburl", "chnldocurl", "puburl", "docurl", "url", "link")
TIMES = ("docreltime", "pubdate", "pubtime", "publishdate", "publishtime", "time", "date", "crtime")
TAG = re.compile(r"<[^<>]{1,80}>")


def asked(page: Page) -> Iterator[Link]:
    """The first request to the service that the script of a list names, with the channel it lists."""
    here = column(page)
    script = "\n".join(node.text or "" for node in page.tree.iter("script")) if page.tree is not None else ""
    endpoint = ENDPOINT.search(script)
    url = resolve(endpoint[1], root(page)) if endpoint else None
    if endpoint is None or url is None or here < Column.DISCLOSURE:
        return
    given = dict(parse_qsl(endpoint[2] or ""))
    fields = {name.lower(): value for name, value in STATED.findall(script)} | {
        name: given[name] for name in FIELDS if name in given
    }
    library, channel = LIBRARY.search(script), CHANNEL.search(script)
    if library and not fields.get("channelid", "").isdecimal():
        fields["channelid"] = library[1]
    if not re.fullmatch(r"chnlid=\d+.*", fields.get("classsql", "")):
        fields.pop("classsql", None)
        if channel:
            fields["classsql"] = f"chnlid={channel[1]}"
    if "channelid" not in fields:
        return
    # Without its channel a list is the whole portal: no more is walked of it than of any list that is not ours.
    filtered = "classsql" in fields
    text, score = (named(page, here), DATA) if filtered and here is Column.ANNUAL else ("", WIDE)
    fields = {"sortfield": "-docorderpri,-docreltime", **fields, "prepage": str(ROWS), "page": "1"}
    yield _request(page, url, fields, Link("", text, "data", score), posts="was5" not in url)


def read(page: Page) -> Links:
    """The rows of an answer and the request for those after them; none for anything else."""
    rows, here = _rows(page.text), column(page)
    places = [resolve(said(row, *PLACES), page.url) for row in rows]
    told = ((_title(row), url, day(row, *TIMES)) for row, url in zip(rows, places, strict=True))
    found = reports(told, here, page.url)
    given = dict(parse_qsl(_asking(page), keep_blank_values=True))
    current, size = count(given, "page") or 1, count(given, "prepage") or ROWS
    around = _around(page.text)
    total = count(around, *COUNTS)
    last = -(-total // size) if total is not None else current + (len(rows) >= size)
    last = min(MAX_PAGE, next((pages for name in PAGES if (pages := count(around, name)) is not None), last))
    shown = sum(is_article(url) for url in places if url)
    score = leads_on(page, here, found, shown, current) if shown and current < last else 0
    if score == NEXT and not found:  # a service that passes over the channel answers with the whole portal
        score = WIDE if current < WIDE_PAGES else 0
    if score:
        turned = {**given, "page": str(current + 1)}
        onward = Link("", page.label, "next", score)
        url = page.url if page.form else page.url.partition("?")[0]
        found.append(_request(page, url, turned, onward, posts=bool(page.form)))
    return Links(tuple(found), total)


def _asking(page: Page) -> str:
    return page.form.decode("utf-8", "replace") or parts(page.url).query


def _title(row: Record) -> str:
    return TAG.sub("", said(row, *(name for name in row if TITLES.match(name)))).strip()


def _request(page: Page, url: str, fields: dict[str, str], link: Link, *, posts: bool) -> Link:
    form = urlencode(fields)
    if posts:
        sent = posted(page, ("X-Requested-With", "XMLHttpRequest"))
        return Link(url, link.text, link.role, link.score, None, "POST", form.encode(), sent)
    return Link(f"{url}?{form}", link.text, link.role, link.score, headers=(("Referer", page.url),))


def _rows(text: str) -> list[Record]:
    """The records of an answer: the first array of objects with titles, wherever it stands."""
    for array in islice(ARRAY.finditer(text), MAX_ARRAYS):
        try:
            rows, _ = json.JSONDecoder(strict=False).raw_decode(text, array.end())
        except (ValueError, RecursionError):
            continue
        records = [row for row in rows if isinstance(row, dict)]
        if any(TITLES.match(name) for row in records for name in row):
            return records
    return []


def _around(text: str) -> Record:
    """What an answer states beside its rows; what stands inside of them belongs to something else."""
    record = whole(text)
    if record is None:
        return dict(SAID.findall(ARRAY.split(text, maxsplit=1)[0]))
    return beside(record)
