"""The strangers are fair: a dumb walker that knows hrefs, simple scripts and forms reaches every report, and every page reads."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from itertools import product
from urllib.parse import unquote, urlencode, urljoin, urlsplit

import pytest
from lxml import html
from strangers import EVERY

from crawler.demo.server import Switchboard
from crawler.demo.site import Ask, Reply, Site

PORT = 8099
pytestmark = pytest.mark.slow  # they change only when somebody changes them
TRAPS = re.compile(r"[?&](day|month|order|style|q|f%5B0%5D|f\[0\]|sort|kw|tag|cal|view)=|/calendar/|/search")
CALL = re.compile(r"(?:javascript:)?\s*(?:return )?(\w+)\(([^()]*)\)")
FUNCTION = r"function %s\s*\(([^)]*)\)\s*\{(.*?)\n\}"
CHAIN = re.compile(r"""(?:'[^'\n]*'|"[^"\n]*"|[\w.]+)(?:\s*\+\s*(?:'[^'\n]*'|"[^"\n]*"|[\w.]+))+""")
QUOTED = re.compile(r"""['\"]([^'\"\s,]*[./?=][^'\"\s,]*)['\"]""")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")  # as scripts write & and /
FIELD = re.compile(r"""document\.(\w+)(?:\.(\w+)|\[["']([\w.]+)["']\])\.value\s*=\s*(\w+)""")
ATTACHED = "//a[contains(@href, '.pdf') or contains(@href, '.docx') or contains(@href, 'download.jsp') or contains(@href, 'DownFile') or contains(@href, 'attachment.jspx')]"
CONTINUED = "//div[@class='content-pages']/a/@href"  # the further pages of one article
WRITTEN = re.compile(r'createPageHTML\((\d+), \d+, "(\w+)", "(\w+)"\)')  # a pager that a script writes
TREE = re.compile(r'\burl"?: ?"([^"]+)"')  # the nodes of a tree that a script draws
SESSION = re.compile(r";jsessionid=[0-9A-F]+|[?&]PHPSESSID=[0-9a-z]+")
LED = ("url", "path", "next")  # the keys of JSON whose values are addresses
PRESSED = "self::*[@name and not(@onchange) and not(option[contains(@value, '/') or contains(@value, '.')])]/ancestor::form[.//input[@type='submit' and @value='查询']]"
IDLE = re.compile(  # pictures, scripts and counters that no page needs; branches of gotoPage that the walker cannot decide
    r"images?/|\.(js|css|gif|jpg|png|ico)$|_nuxt|login|ViewClick|/list_\d+\.html"
)
Step = tuple[str, str, str]  # method, address, form


def say(chain: str, words: dict[str, str]) -> str:
    """What `'list_' + n + '.html'` says; an empty text where a word is unknown."""
    said = ""
    for part in re.split(r"\s*\+\s*", chain):
        if part[0] not in "'\"" and part not in words:
            return ""
        said += part[1:-1] if part[0] in "'\"" else words[part]
    return said


def called(script: str, page: html.HtmlElement, source: str) -> list[Step]:
    """Where a piece of script in an attribute leads, by the function that stands in the page."""
    script = ESCAPED.sub(lambda match: chr(int(match[1], 16)), script)
    found: list[Step] = [("GET", address, "") for address in QUOTED.findall(script)]
    for name, said in CALL.findall(script):
        arguments = [word.strip().strip("'\"") for word in said.split(",")]
        if name == "__doPostBack":
            hidden = {field.name: field.value or "" for field in page.cssselect("form input") if field.name}
            found.append(
                (
                    "POST",
                    "",
                    urlencode({**hidden, "__EVENTTARGET": arguments[0], "__EVENTARGUMENT": arguments[1]}),
                )
            )
        for parameters, body in re.findall(FUNCTION % name, source, re.DOTALL):
            words = dict(zip((word.strip() for word in parameters.split(",")), arguments, strict=False))
            found += [("GET", said, "") for chain in CHAIN.findall(body) if (said := say(chain, words))]
            found += [
                sent(page, form, {dotted or bracketed: words[value]})
                for form, dotted, bracketed, value in FIELD.findall(body)
                if value in words
            ]
    return found


def sent(page: html.HtmlElement, name: str, more: dict[str, str]) -> Step:
    """A form with some fields set, sent as its method says."""
    form = next(form for form in page.forms if form.get("name") == name)
    held = {field.name: field.value or "" for field in form.cssselect("input") if field.name}
    if form.method == "POST":
        return ("POST", form.get("action"), urlencode({**held, **more}))
    return ("GET", f"{form.get('action')}?{urlencode({**held, **more})}", "")


def chosen(page: html.HtmlElement) -> list[Step]:
    """Where the options of drop-downs lead."""
    found: list[Step] = []
    for select in page.cssselect("select"):
        script, values = (
            select.get("onchange") or "",
            [option.get("value") or "" for option in select.cssselect("option")],
        )
        chains = [chain for chain in CHAIN.findall(script) if "this.value" in chain]
        if "form.submit" in script:
            form = next(select.iterancestors("form"))
            held = {field.name: field.value or "" for field in form.cssselect("input") if field.name}
            found += [
                ("GET", f"{form.get('action')}?{urlencode({**held, select.get('name'): value})}", "")
                for value in values
            ]
        elif chains:
            found += [("GET", say(chain, {"this.value": value}), "") for chain in chains for value in values]
        elif not select.xpath(PRESSED):
            found += [("GET", value, "") for value in values]
    return found + [step for form in page.forms for step in inquired(form)]


def inquired(form: html.HtmlElement) -> list[Step]:
    """What a form with drop-downs and a button asks for, with every choice of its drop-downs."""
    selects = [select for select in form.cssselect("select") if select.xpath(PRESSED)]
    held = {field.name: field.value or "" for field in form.cssselect("input[type=hidden]") if field.name}
    names = [select.get("name") for select in selects]
    options = [[option.get("value") for option in select.cssselect("option")] for select in selects]
    asked = [urlencode({**held, **dict(zip(names, choice, strict=True))}) for choice in product(*options)]
    return [("GET", f"{form.get('action')}?{words}", "") for words in asked] if selects else []


def told(value: object) -> list[str]:
    """The addresses in JSON, however deep they stand."""
    if isinstance(value, list):
        return [address for inner in value for address in told(inner)]
    if not isinstance(value, dict):
        return []
    here = [value[key] for key in LED if isinstance(value.get(key), str)]
    return here + [address for inner in value.values() for address in told(inner)]


def links(reply: Reply, text: str) -> list[Step]:
    """Everywhere that a page leads."""
    if "json" in reply.type:
        return [("GET", address, "") for address in told(json.loads(text))]
    page = html.fromstring(text)
    found = chosen(page) + [("GET", address, "") for address in TREE.findall(text)]
    for name in ("href", "src", "data-url", "data-href", "data-next"):
        for value in page.xpath(f"//@{name}"):
            found += called(value, page, text) if value.startswith("javascript:") else [("GET", value, "")]
    for name in ("onclick", "ondblclick"):
        for value in page.xpath(f"//@{name}"):
            found += called(value, page, text)
    found += [
        ("GET", value.partition("url=")[2], "")
        for value in page.xpath("//meta[@http-equiv='refresh']/@content")
    ]
    pages = re.search(r'"pages": (\d+)', text)
    for value in page.xpath("//button/@data-url"):
        found += [
            ("GET", re.sub(r"page=\d+", f"page={number}", value), "")
            for number in range(2, int(pages[1]) + 1 if pages else 2)
        ]
    for count, stem, suffix in WRITTEN.findall(text):
        found += [("GET", f"{stem}_{number}.{suffix}", "") for number in range(1, int(count))]
    base = page.xpath("//base/@href")
    return [(method, urljoin(base[0], address) if base else address, form) for method, address, form in found]


def walk(site: Site) -> tuple[dict[str, Reply], dict[str, int]]:
    """Every address of a portal that links lead to, with its answer, and how many clicks it takes."""
    board = Switchboard()
    board.show({site.host: site}, {})
    start: Step = ("GET", site.portal, "")
    depths, replies = {start: 0}, {}
    queue = deque([start])
    while queue:
        step = queue.popleft()
        method, url, form = step
        address = urlsplit(url)
        target = address.path + (f"?{address.query}" if address.query else "")
        reply = board.answer(site.host, method, target, {}, form.encode())
        replies[f"{method} {url} {form}".strip() if form else url] = reply
        location = dict(reply.headers).get("Location")
        if reply.status == 200 and reply.type.startswith(("text/html", "application/json")):
            steps = links(reply, decoded(reply))
        else:
            steps = [("GET", location, "")] if location else []
        for kind, link, data in steps:
            to = SESSION.sub("", urljoin(url, link.strip().replace("\n", "")).partition("#")[0])
            if (
                urlsplit(to).netloc == urlsplit(site.portal).netloc
                and not TRAPS.search(to)
                and (kind, to, data) not in depths
            ):
                depths[kind, to, data] = depths[step] + 1
                queue.append((kind, to, data))
    return replies, {url: depth for (method, url, form), depth in depths.items() if not form}


def decoded(reply: Reply) -> str:
    """The text of a reply; the portals write in UTF-8 or in GB18030."""
    try:
        return reply.body.decode()
    except UnicodeDecodeError:
        return reply.body.decode("gb18030")


def body(reply: Reply) -> str:
    """What a page says."""
    return html.fromstring(decoded(reply)).text_content()


@pytest.mark.parametrize("build", EVERY, ids=lambda build: build.__module__.rpartition(".")[2])
def test_every_report_can_be_reached_by_clicking(build) -> None:
    site = build(PORT)
    replies, depths = walk(site)
    unreached = [report.url for report in site.expected if report.url not in replies]
    assert not unreached, (len(unreached), unreached[:5])
    assert all(replies[report.url].status == 200 for report in site.expected)
    assert max(depths[report.url] for report in site.expected) <= 12
    dead = [url for url, reply in replies.items() if reply.status >= 400 and not IDLE.search(url)]
    assert not dead, (len(dead), dead[:5])


@pytest.mark.parametrize("build", EVERY, ids=lambda build: build.__module__.rpartition(".")[2])
def test_what_is_true_is_said_once_and_stands_on_its_page(build) -> None:
    site = build(PORT)
    assert len({report.url for report in site.expected}) == len(site.expected) >= 20
    twice = Counter((report.agency, report.year, report.kind) for report in site.expected)
    assert not [key for key, count in twice.items() if count > 1]
    assert len(site.pages) > 500
    for report in site.expected:
        path = report.url.removeprefix(site.portal.rstrip("/"))
        reply = (site.pages.get(path) or site.pages[unquote(path)]).write(Ask(urlsplit(path).path))
        if "html" not in reply.type:
            assert reply.body.startswith((b"%PDF", b"PK")), path
            continue
        page = html.fromstring(decoded(reply))
        further = sorted(set(page.xpath(CONTINUED)))
        sheets = [site.pages[urlsplit(urljoin(report.url, href)).path].write(Ask("")) for href in further]
        text = "".join("".join([page.text_content(), *map(body, sheets)]).split())
        assert "".join(report.title.split()) in text, path
        if not page.xpath(ATTACHED):
            missing = [line for line in report.lines if "".join(line.split()) not in text]
            assert not missing, (path, missing[:3])
