"""Fetches: what the script of a list asks for its rows, where the page itself holds none; shapes are read, nothing is run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from .anchors import CHOICE, parts, resolve, root
from .blocks import squeeze
from .calls import CALLED, CALLING, options, owned, pressed, words
from .hanzi import fold
from .numbering import numbered
from .page import Page
from .pager import NEXT, STEP
from .script import GLOBAL, Script, Turn
from .sums import Names, Value, literal, split, values

# How a script writes the address of a row it has fetched: '<a href="/show/' + row.id + '.html">', `/show/${row.id}`
WRITTEN = re.compile(
    r"(?:href=\\?[\"']?|(?:location(?:\.href)?\s*=|\bopen\()\s*['\"`]|(?:path|url|to)\s*:\s*['\"`])(?P<before>[\w./?&=-]{1,200})"
    r"(?:['\"]\s*\+\s*[\w$]{1,30}(?:\.[\w$]{1,30})?\.(?P<name>\w{1,40})\b(?:\s*\+\s*['\"](?P<after>[\w./?&=-]{0,100}))?"
    r"|\$\{[\w$.]{1,30}\.(?P<name2>\w{1,40})\}(?P<after2>[\w./?&=-]{0,100}))"
)
MAX_FETCHES = 6  # requests of one page that are read: its list, its menu, its counters
MAX_CALL = 1500  # characters of one call
# $.ajax({url: '/api/list?id=7', …}), $.get('/rows.json', …), fetch(`…`), axios.get('…'), $('#x').load('…')
CALL = re.compile(
    r"(?:\bfetch|\baxios(?:\.get|\.post)?|\$\.(?:ajax|get|getJSON|post)|\bjQuery\.(?:ajax|get|getJSON|post)|\)\.load)\s*\(\s*"
)
URL = re.compile(r"\burl['\"]?\s*:\s*([^,;\n{}]{1,400})")
POSTS = re.compile(r"\b(?:type|method)['\"]?\s*:\s*['\"]post['\"]|(?:\.post)\s*\(\s*$", re.IGNORECASE)
DATA = re.compile(
    r"\b(?:data|params)['\"]?\s*:\s*(?:JSON\.stringify\(\s*)?\{([^{}]{0,600})\}|,\s*\{([^{}]{0,600})\}"
)
PAIR = re.compile(r"['\"]?([\w.]{1,40})['\"]?\s*:\s*([^,]{1,200})")
FILLED = re.compile(r"\$\{([\w.]{1,40})\}")  # `/api/list?id=${id}`: a sum in another spelling
# What functions call the number of the page they fetch; the script that calls them begins with the first.
FIRST: Names = dict.fromkeys(
    "page pageNo pageNum pageIndex pageNumber currentPage curPage currPage current index p n".split(), (1,)
)
ASSET = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|webp|woff2?|mp[34])(?:\?|$)", re.IGNORECASE)
# Where a box holds the address that it is filled from, and what it shows until then; {page} in it is the first.
FEEDS = (
    "data-url", "data-api", "data-src", "data-source", "data-json", "data-feed", "data-load", "data-remote", "data-ajax", "data-include",
    "hx-get", "w3-include-html",
)  # fmt: skip
BOXES = f"//body//*[{' or '.join(f'@{name}' for name in FEEDS)}][not(self::img or self::a or self::script or self::iframe or self::source or self::video or self::button)]"
WAITING = re.compile(
    r"(?:(?:正在|数据|内容|努力)*加载.{0,6}|请稍[候等后].{0,4}|loading.{0,4}|暂无.{0,4})?", re.IGNORECASE
)
SLOT = re.compile(r"\{(?:page\w{0,8}|p|n|num|index)\}", re.IGNORECASE)


def fetches(page: Page) -> Iterator[Turn]:
    """The requests that a page's script sends to its own host with addresses and fields that can be read."""
    if page.tree is not None:
        script = Script.of(page)
        yield from _asked(page, script.source, FIRST | script.names)


def summoned(page: Page) -> Iterator[tuple[str, Turn]]:
    """The rows that come into a box where a tab, a year or an office is clicked, with the text of that: onclick="load(2023)"."""
    script = Script.of(page)
    for node, code in pressed(page) if CALL.search(script.source) else ():
        chosen = (
            [(text, value) for _, text, value in options(node)]
            if node.tag == "select"
            else [(words(node), None)]
        )
        for text, value in chosen:
            asked = dict.fromkeys(_clicked(page, *owned(script, node, code, value)))
            if len(asked) == 1:
                yield text, next(iter(asked))


def stepped(page: Page, after: int) -> Turn | None:
    """The page `after` of a list that a script fetches: by its pager, <a onclick="page(2)">, else as the reader scrolls."""
    script = Script.of(page)
    if page.tree is None or not CALL.search(script.source):
        return None
    for node in page.tree.xpath(CALLING):
        text = fold(words(node))
        step = STEP.match(text)
        if (step and int(step[1]) == after) or NEXT.match(text):
            code = f"{node.get('onclick') or ''}\n{node.get('href') or ''}".replace("javascript:", "")
            for turn in _clicked(page, script, code):
                if numbered(turn) == after:
                    return turn
    for number in (after, after - 1):  # load(page) and load(page + 1)
        for turn in _asked(page, script.source, script.names, dict.fromkeys(FIRST, (number,))):
            if numbered(turn) == after:
                return turn
    return None


def _clicked(page: Page, script: Script, code: str) -> Iterator[Turn]:
    """What a piece of script fetches, itself or by the functions that it hands its values to."""
    yield from _asked(page, code, FIRST | script.names)
    for called in islice(CALLED.finditer(code), MAX_FETCHES):
        of, inside = script.functions.get(called[1], ((), ""))
        given = [values(each, script.names) for each in split(code[called.end() : called.end() + MAX_CALL])]
        yield from _asked(page, inside, FIRST | script.names, dict(zip(of, given, strict=False)))


def _asked(page: Page, source: str, names: Names, given: Names | None = None) -> Iterator[Turn]:
    """The requests that a piece of script writes down, as far as these names, and those that it is given, say what they are."""
    names = names | {name: (literal(value),) for name, value in GLOBAL.findall(source)} | (given or {})
    for call in islice(CALL.finditer(source), MAX_FETCHES):
        said = source[call.end() : call.end() + MAX_CALL].partition("success")[0]
        said = FILLED.sub(r"'+\1+'", said).replace("`", "'")
        address = URL.search(said) if said.startswith("{") else None
        first = address[1] if address else split(said)[0]
        url = next((resolve(str(value), root(page)) for value in values(first, names)), None)
        fields = _fields(said, names)
        if not url or fields is None or ASSET.search(url) or parts(url).netloc != parts(page.url).netloc:
            continue
        if POSTS.search(call[0]) or POSTS.search(said):
            if "JSON.stringify" in said:
                yield Turn(url, json.dumps(dict(fields), ensure_ascii=False).encode())
                continue
            yield Turn(url, urlencode(fields).encode())
        else:
            yield Turn(f"{url}{'&' if '?' in url else '?'}{urlencode(fields)}" if fields else url)


def feeds(page: Page) -> Iterator[str]:
    """What empty boxes say they are filled from: <ul data-url="/api/contents?channel=11">, <div hx-get="/rows">正在加载</div>."""
    for box in () if page.tree is None else page.tree.xpath(BOXES):
        if box.get("href") or not WAITING.fullmatch(squeeze(box.text_content())):
            continue
        said = next((said for name in FEEDS if CHOICE.match(said := box.get(name) or "")), "")
        url = resolve(SLOT.sub("1", said), root(page)) if said else None
        if url and not ASSET.search(url) and parts(url).netloc == parts(page.url).netloc:
            yield url


def leaf(page: Page) -> str:
    """How the script writes the address of a row by one of its fields, `http://…/show/{id}.html`; empty where it does not."""
    found = WRITTEN.search(Script.of(page).source)
    if found is None:
        return ""
    before = resolve(found["before"], root(page)) or found["before"]
    return f"{before}{{{found['name'] or found['name2']}}}{found['after'] or found['after2'] or ''}"


def _fields(said: str, names: Names) -> list[tuple[str, Value]] | None:
    """The fields that a call sends; None where the value of one is not known: half a question gets another answer."""
    given = DATA.search(said)
    pairs = PAIR.findall((given[1] or given[2] or "") if given else "")
    known = [(name, values(value, names)) for name, value in pairs]
    return [(name, value[0]) for name, value in known] if all(value for _, value in known) else None
