"""The replica portals: they serve what they promise, their tables add up, and a patient reader finds every report."""

from __future__ import annotations

import html
import http.client
import json
import re
import socket
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest

from crawler.demo import Expected, Replicas
from crawler.demo import replicas as serve
from crawler.demo.forms import APPLICANTS, COURTS, OUTCOMES, form_of, leaves
from crawler.demo.mirror import taiwan
from crawler.demo.places import LINLAN, TINGYI, WIKI, XILAN, YUNZHUO
from crawler.demo.reports import Style, annual
from crawler.demo.site import INVENTED, Ask, lines
from parsers.regions import locate, place_of_code

OFFICIAL = (YUNZHUO.host, TINGYI.host, LINLAN.host, XILAN.host)
PROXY = "/module/jpage/dataproxy.jsp"
FORM = "col=1&appid=1&webid=3990&path=/&columnid={}&sourceContentType=1&unitid=6990398&webname=x&permissiontype=0"
ANNUAL = 1229990210
NEWS = "/xwzx/gzdt/index.html"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Decoded as the bytes are: GB18030 where they are no UTF-8."""
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            return self.body.decode("gb18030")


def ask(portals: Replicas, url: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    address = urlsplit(url)
    line = http.client.HTTPConnection("127.0.0.1", portals.port, timeout=10)
    named = {"Host": address.netloc, **{name.replace("_", "-"): value for name, value in headers.items()}}
    target = quote(address.path or "/", safe="/%") + (
        f"?{quote(address.query, safe='=&%')}" if address.query else ""
    )
    line.request(method, target, body, named)
    reply = line.getresponse()
    answer = Answer(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
    line.close()
    return answer


def at(portals: Replicas, host: str, path: str) -> str:
    return f"http://{host}:{portals.port}{path}"


def printed(text: str) -> list[str]:
    """The page's visible lines: its paragraphs, and its table rows with the cells separated by tabs."""
    found = []
    for element in lxml.html.fromstring(text).iter("p", "tr", "h1", "h3"):
        if element.tag == "tr":
            found.append("\t".join("".join(cell.itertext()).strip() for cell in element.iterchildren("td")))
        elif next(element.iterancestors("td"), None) is None:
            found.append("".join(element.itertext()).strip())
    return found


def contains(lines: list[str], wanted: tuple[str, ...]) -> bool:
    """Whether the lines hold the wanted ones in order, however much stands between."""
    left = iter(lines)
    return all(line in left for line in wanted)


def total(report: Expected, tbl: str, row: str, col: str) -> float:
    return report.cells[tbl, row, col].value or 0


def formal(portals: Replicas) -> list[Expected]:
    return [report for report in portals.expected if report.cells]


# --- what is promised is served ---------------------------------------------------------------------------------------


def test_every_report_is_at_its_addresses_with_title_and_body(replicas: Replicas) -> None:
    for report in replicas.expected:
        for url in (report.url, *report.copies):
            answer = ask(replicas, url)
            assert answer.status == 200, url
            assert f">{report.title}<" in answer.text or f">{report.title}-" in answer.text, url
            assert contains(printed(answer.text), report.lines), url
            assert report.published_at in answer.text, url
            assert report.source in answer.text, url


def test_mirrored_reports_stand_on_the_wiki_in_traditional_characters(replicas: Replicas) -> None:
    mirrored = [report for report in replicas.expected if report.mirrors]
    assert [(r.agency, r.year) for r in mirrored] == [("云濯区人民政府", 2022), ("临澜市人民政府", 2020)]
    for report in mirrored:
        (url,) = report.mirrors
        text = ask(replicas, url).text
        assert urlsplit(url).hostname == WIKI
        assert "政府信息公開工作年度報告</h1>" in text
        assert "檔案" in text
        assert [tail for tail in ("相關詞條", "熱門詞條", "聯絡我們") if tail not in text] == []
        numbers = [cell.raw for (tbl, *_), cell in report.cells.items() if tbl == "applications"]
        rows = [line for line in printed(text) if "\t" in line]
        assert Counter(numbers) <= Counter(cell for row in rows for cell in row.split("\t"))


def test_addresses_and_identities_are_unique(replicas: Replicas) -> None:
    urls = [url for report in replicas.expected for url in (report.url, *report.copies)]
    keys = [(report.kind, report.portal, report.agency, report.year) for report in replicas.expected]
    assert len(set(urls)) == len(urls)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("host", OFFICIAL)
def test_every_portal_has_years_offices_and_forms(replicas: Replicas, host: str) -> None:
    reports = [report for report in replicas.expected if urlsplit(report.url).hostname == host]
    annual = [report for report in reports if report.kind == "disclosure_annual"]
    assert len({report.agency for report in annual}) >= 5
    assert len({report.year for report in annual}) >= 3
    assert {report.template for report in annual} == {"A", "B", "C"}
    assert len({report.lines for report in reports}) == len(reports)


def test_texts_differ_by_more_than_numbers(replicas: Replicas) -> None:
    def words(report: Expected) -> str:
        return re.sub(r"\d+", "", "".join(line for line in report.lines if "\t" not in line))

    assert len({words(report) for report in replicas.expected}) == len(replicas.expected)


def test_the_oldest_reports_on_law_have_torn_sentences(replicas: Replicas) -> None:
    torn = [
        report
        for report in replicas.expected
        if report.kind == "law_government_annual" and report.year < 2019
    ]
    assert torn
    for report in torn:
        assert any(
            line[-1] not in "。）" and not re.match("[一二三四五六七八九十]、", line) for line in report.lines
        )


@pytest.mark.parametrize("host", [*OFFICIAL, WIKI])
def test_reports_are_few_among_ordinary_pages(replicas: Replicas, host: str) -> None:
    kinds = Counter(page.kind for page in replicas.sites[host].pages.values())
    assert kinds["ordinary"] >= 200
    assert kinds["list"] >= 8


@pytest.mark.parametrize("host", [*OFFICIAL, WIKI])
def test_every_page_answers_and_says_that_it_is_invented(replicas: Replicas, host: str) -> None:
    for path, page in replicas.sites[host].pages.items():
        answer = ask(replicas, at(replicas, host, path))
        assert answer.status == 200, path
        if page.kind in {"report", "copy", "ordinary", "forbidden"}:
            assert taiwan(INVENTED) in answer.text if host == WIKI else INVENTED in answer.text, path


def test_nothing_here_exists() -> None:
    for place in (YUNZHUO, TINGYI, LINLAN, XILAN):
        assert place_of_code(place.code) is None
        assert [office.name for office in (*place.offices, *place.law) if locate(office.name).place] == []
        assert place.host.endswith("-yanshi.gov.cn")


def test_the_same_stage_is_set_in_every_process() -> None:
    script = (
        "import hashlib; from crawler.demo import _build; from crawler.demo.site import Ask\n"
        "h = hashlib.sha256()\n"
        "for site in _build(80, 2).values():\n"
        "    for path, page in site.pages.items():\n"
        "        h.update(path.encode() + page.write(Ask(path)).body)\n"
        "print(h.hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]


# --- the tables add up ------------------------------------------------------------------------------------------------


def test_forms_have_all_their_cells(replicas: Replicas) -> None:
    assert Counter(len(report.cells) for report in replicas.expected if report.template == "B").keys() == {
        198
    }
    assert Counter(len(report.cells) for report in replicas.expected if report.template == "C").keys() == {
        200
    }
    assert {report.template for report in replicas.expected if not report.cells} == {"A", None}


def test_cells_are_what_the_tables_print(replicas: Replicas) -> None:
    for report in formal(replicas):
        shown = Counter(cell for line in report.lines for cell in line.split("\t"))
        assert Counter(cell.raw for cell in report.cells.values() if cell.raw) <= shown
        assert {cell.state for cell in report.cells.values()} <= {"value", "nil", "blank"}


def test_requests_balance(replicas: Replicas) -> None:
    cols = [*(code for code, _, _ in APPLICANTS), "total"]
    for report in formal(replicas):
        rows = {row for tbl, row, _ in report.cells if tbl == "applications"}
        counts = {(row, col): total(report, "applications", row, col) for row in rows for col in cols}
        for col in cols:
            assert (
                counts["new", col] + counts["carried_in", col]
                == counts["result_total", col] + counts["carried_out", col]
            )
            assert counts["result_total", col] == sum(
                counts[row, col] for row in leaves(form_of(report.year))
            )
        for row in rows:
            assert counts[row, "total"] == sum(counts[row, col] for col in cols[:-1])


def test_litigation_adds_up(replicas: Replicas) -> None:
    for report in formal(replicas):
        for row in COURTS:
            parts = sum(total(report, "review_litigation", row, col) for col, _ in OUTCOMES)
            assert total(report, "review_litigation", row, "total") == parts


def test_a_year_begins_where_the_last_one_ended(replicas: Replicas) -> None:
    held = {(r.portal, r.agency, r.year): r for r in formal(replicas)}
    followed = [
        (held[portal, agency, year - 1], r)
        for (portal, agency, year), r in held.items()
        if (portal, agency, year - 1) in held
    ]
    assert followed
    for before, after in followed:
        for col, _, _ in APPLICANTS:
            assert total(before, "applications", "carried_out", col) == total(
                after, "applications", "carried_in", col
            )
        if before.template == after.template == "B":
            assert total(before, "art20_5", "licence", "items_prev") + total(
                before, "art20_5", "licence", "items_delta"
            ) == total(after, "art20_5", "licence", "items_prev")
        if before.template == after.template == "C":
            grown = total(after, "art20_1", "normative_docs", "issued") - total(
                after, "art20_1", "normative_docs", "repealed"
            )
            kept = total(before, "art20_1", "normative_docs", "in_force")
            assert total(after, "art20_1", "normative_docs", "in_force") == kept + grown


def test_prose_says_what_the_table_says(replicas: Replicas) -> None:
    for report in formal(replicas):
        counted = f"申请{total(report, 'applications', 'new', 'total')}件"
        assert any("政府信息公开" + counted in line for line in report.lines)


# --- families ---------------------------------------------------------------------------------------------------------


def test_nfcms_columns_are_json_down_to_the_articles(replicas: Replicas) -> None:
    found, waiting = {}, [3100]
    while waiting:
        column = json.loads(
            ask(replicas, at(replicas, YUNZHUO.host, f"/postmeta/i/{waiting.pop()}.json")).body
        )
        assert column["name"] == column["category"]["name"]
        waiting += [child["id"] for child in column["children"]]
        found |= {article["url"]: article for article in column["articles"]}
    reports = [r for r in replicas.expected if urlsplit(r.url).hostname == YUNZHUO.host]
    assert {report.url for report in reports} <= found.keys()
    for report in reports[:3]:
        serial = found[report.url]["id"]
        record = json.loads(
            ask(
                replicas,
                at(
                    replicas,
                    YUNZHUO.host,
                    f"/postmeta/p/{serial // 1_000_000}/{serial // 1000}/{serial}.json",
                ),
            ).body
        )
        assert (record["title"], record["date"], record["source"]) == (
            report.title,
            report.published_at,
            report.source,
        )
        assert contains(printed(f"<div>{record['content']}</div>"), report.lines)


def test_the_other_nfcms_has_no_json(replicas: Replicas) -> None:
    assert ask(replicas, at(replicas, TINGYI.host, "/postmeta/i/3100.json")).status == 404
    assert "NFCMS_SITE_ID" in ask(replicas, at(replicas, TINGYI.host, "/zwgk/xxgk/gkndbg/")).text


def records(text: str) -> list[tuple[str, str, str]]:
    return re.findall(r"<li><a href='([^']+)' title='([^']+)' target='_blank'>([^<]+)</a>", text)


def test_jcms_embeds_45_records_and_serves_the_rest_by_post(replicas: Replicas) -> None:
    column = records(ask(replicas, at(replicas, LINLAN.host, f"/col/col{ANNUAL}/index.html")).text)
    rest = ask(
        replicas,
        at(replicas, LINLAN.host, f"{PROXY}?startrecord=46&endrecord=90&perpage=15"),
        "POST",
        FORM.format(ANNUAL),
    )
    beyond = ask(
        replicas,
        at(replicas, LINLAN.host, f"{PROXY}?startrecord=91&endrecord=135&perpage=15"),
        "POST",
        FORM.format(ANNUAL),
    )
    older = ask(replicas, at(replicas, LINLAN.host, f"{PROXY}?page=2&columnid={ANNUAL}&unitid=6990398"))
    other = ask(
        replicas, at(replicas, LINLAN.host, f"{PROXY}?startrecord=1&endrecord=45"), "POST", FORM.format(7)
    )
    assert len(column) == 45
    assert "<totalrecord>60</totalrecord>" in rest.text
    assert len(records(rest.text)) == 15
    assert older.body == rest.body
    assert (records(beyond.text), records(other.text)) == ([], [])
    hrefs = {href for href, _, _ in column + records(rest.text)}
    assert {
        urlsplit(r.url).path for r in replicas.expected if urlsplit(r.url).hostname == LINLAN.host
    } <= hrefs


def test_jcms_cuts_anchors_and_keeps_titles_whole(replicas: Replicas) -> None:
    rows = records(ask(replicas, at(replicas, LINLAN.host, f"/col/col{ANNUAL}/index.html")).text)
    cut = [(title, text) for _, title, text in rows if text != title]
    assert cut
    assert all(text.endswith("…") and title.startswith(text[:-1]) for title, text in cut)


def test_trs_pages_its_two_columns_in_two_ways(replicas: Replicas) -> None:
    central = ask(replicas, at(replicas, XILAN.host, "/zwgk/zfxxgk/zfxxgknb/index.htm")).text
    offices = ask(replicas, at(replicas, XILAN.host, "/zwgk/qzbm/bmnb/index.shtml")).text
    pages = int(re.search(r'createPageHTML\((\d+), 0, "index", "htm"\)', central)[1])
    records = re.search(r"createPageHTML\('page_div', (\d+), 1, 'index', 'shtml', (\d+)\)", offices)
    assert (records[1], records[2]) == ("2", "15")
    stub = ask(replicas, at(replicas, XILAN.host, f"/zwgk/zfxxgk/zfxxgknb/index_{pages - 1}.htm"))
    assert (stub.status, len(stub.body) < 600, "<li" in stub.text) == (200, True, False)
    assert ask(replicas, at(replicas, XILAN.host, f"/zwgk/zfxxgk/zfxxgknb/index_{pages}.htm")).status == 404
    assert ask(replicas, at(replicas, XILAN.host, "/zwgk/qzbm/bmnb/index_2.shtml")).status == 200
    assert 'href="./20' in central


def test_half_of_trs_is_gb18030_that_says_gb2312(replicas: Replicas) -> None:
    reports = [r for r in replicas.expected if urlsplit(r.url).hostname == XILAN.host]
    answers = {r.url: ask(replicas, r.url) for r in reports}
    old = {url for url, answer in answers.items() if b"charset=gb2312" in answer.body}
    assert old == {r.url for r in reports if r.published_at < "2020"}
    assert old
    assert len(old) < len(reports)
    for url in old:
        assert answers[url].headers["content-type"] == "text/html"
        with pytest.raises(UnicodeDecodeError):
            answers[url].body.decode("utf-8")
        answers[url].body.decode("gb18030")
    for url in answers.keys() - old:
        answers[url].body.decode("utf-8")


def test_some_pages_lack_the_national_metas(replicas: Replicas) -> None:
    for host in OFFICIAL:
        reports = [ask(replicas, r.url).text for r in replicas.expected if urlsplit(r.url).hostname == host]
        tagged = ["ArticleTitle" in text for text in reports]
        assert any(tagged)
        assert not all(tagged)


# --- manners ----------------------------------------------------------------------------------------------------------


def test_robots(replicas: Replicas) -> None:
    answers = {host: ask(replicas, at(replicas, host, "/robots.txt")) for host in (*OFFICIAL, WIKI)}
    assert [host for host, answer in answers.items() if answer.status == 404] == [TINGYI.host]
    assert "Crawl-delay: 1" in answers[WIKI].text
    for host, site in replicas.sites.items():
        barred = re.findall("Disallow: (/.+)", answers[host].text)
        decoys = [path for path, page in site.pages.items() if page.kind == "forbidden"]
        assert len(decoys) == (0 if host in {TINGYI.host, WIKI} else 1)
        for path in decoys:
            assert any(path.startswith(start) for start in barred)
            linked = [
                p
                for p, page in site.pages.items()
                if page.kind == "list" and path in page.write(Ask(p)).body.decode("utf-8", "ignore")
            ]
            assert linked
        assert not any(urlsplit(r.url).path.startswith(start) for r in site.expected for start in barred)


def test_missing_pages_and_hosts_are_404_and_folders_redirect(replicas: Replicas) -> None:
    assert ask(replicas, at(replicas, YUNZHUO.host, "/nothing.html")).status == 404
    assert ask(replicas, f"http://www.elsewhere-yanshi.gov.cn:{replicas.port}/").status == 404
    folder = ask(replicas, at(replicas, YUNZHUO.host, "/zfxxgkml/zfxxgknb"))
    assert (folder.status, folder.headers["location"]) == (301, "/zfxxgkml/zfxxgknb/")
    assert ask(replicas, at(replicas, YUNZHUO.host, "/zfxxgkml/zfxxgknb/")).status == 200


def test_head_has_the_headers_of_get_and_no_body(replicas: Replicas) -> None:
    url = at(replicas, YUNZHUO.host, "/")
    got, headed = ask(replicas, url), ask(replicas, url, "HEAD")
    assert (headed.status, headed.body) == (200, b"")
    assert headed.headers["content-length"] == str(len(got.body))


@pytest.mark.parametrize(
    ("host", "marks"),
    [(YUNZHUO.host, {"etag", "last-modified"}), (TINGYI.host, {"last-modified"}), (XILAN.host, {"etag"}), (LINLAN.host, set()), (WIKI, set())],
)  # fmt: skip
def test_validators_and_304(replicas: Replicas, host: str, marks: set[str]) -> None:
    url = at(replicas, host, "/")
    first = ask(replicas, url)
    assert first.headers.keys() & {"etag", "last-modified"} == marks
    if "etag" in marks:
        again = ask(replicas, url, if_none_match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert ask(replicas, url, if_none_match='"other"').status == 200
    if "last-modified" in marks:
        again = ask(replicas, url, if_modified_since=first.headers["last-modified"])
        assert (again.status, again.body) == (304, b"")
        assert ask(replicas, url, if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200


def test_only_view_counters_change_from_request_to_request(replicas: Replicas) -> None:
    for host in (*OFFICIAL, WIKI):
        report = next((r for r in replicas.expected if urlsplit(r.url).hostname == host), None)
        url = report.url if report else at(replicas, WIKI, "/index.html")
        one, two = ask(replicas, url).text, ask(replicas, url).text
        assert (one != two) == (host == LINLAN.host)
        assert re.sub(r"浏览次数: \d+", "", one) == re.sub(r"浏览次数: \d+", "", two)


def test_requests_are_logged(replicas: Replicas) -> None:
    ask(replicas, at(replicas, YUNZHUO.host, "/xwzx/?x=1"), User_Agent="tester")
    ask(replicas, at(replicas, YUNZHUO.host, "/nowhere"))
    found, lost = replicas.requests[-2:]
    assert (found.host, found.method, found.path, found.status) == (YUNZHUO.host, "GET", "/xwzx/?x=1", 200)
    assert (found.kind, found.agent) == ("list", "tester")
    assert (lost.kind, lost.status) == ("missing", 404)
    assert lost.at >= found.at


def test_the_server_can_be_used_as_a_proxy(replicas: Replicas) -> None:
    line = http.client.HTTPConnection("127.0.0.1", replicas.port, timeout=10)
    line.request("GET", f"http://{WIKI}/index.html", headers={"Host": "ignored.example"})
    reply = line.getresponse()
    assert (reply.status, "書海百科" in reply.read().decode()) == (200, True)
    line.close()


def test_an_asker_that_hangs_up_leaves_no_trace(capfd: pytest.CaptureFixture[str]) -> None:
    with serve() as portals:
        line = socket.create_connection(("127.0.0.1", portals.port))
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a reset
        line.sendall(b"GET / HTTP/1.1\r\n")
        line.close()
        assert ask(portals, at(portals, YUNZHUO.host, "/")).status == 200
    assert capfd.readouterr().err == ""


# --- a patient reader finds every report ------------------------------------------------------------------------------


def onward(url: str, text: str) -> Iterator[tuple[str, str | None]]:
    """Every link of a page, and the further pages that its script would ask for."""
    for href in re.findall(r"""href=["']([^"']+)["']""", text):
        yield urljoin(url, html.unescape(href)), None
    if four := re.search(r'createPageHTML\((\d+), 0, "index", "(\w+)"\)', text):
        yield from ((urljoin(url, f"index_{n}.{four[2]}"), None) for n in range(1, int(four[1])))
    if six := re.search(r"createPageHTML\('page_div', (\d+), 1, 'index', '(\w+)', \d+\)", text):
        yield from ((urljoin(url, f"index_{n}.{six[2]}"), None) for n in range(2, int(six[1]) + 1))
    if jpage := re.search(r"totalRecord:(\d+),proxyUrl:'([^']+)'.*columnid:(\d+)", text):
        for start in range(46, int(jpage[1]) + 1, 45):
            yield (
                urljoin(url, f"{jpage[2]}?startrecord={start}&endrecord={start + 44}&perpage=15"),
                FORM.format(jpage[3]),
            )


@pytest.mark.parametrize("host", OFFICIAL)
def test_every_report_is_reached_from_the_home_page(replicas: Replicas, host: str) -> None:
    site = replicas.sites[host]
    seen: set[tuple[str, str | None]] = set()
    waiting: list[tuple[str, str | None]] = [(site.portal, None)]
    while waiting:
        url, form = waiting.pop()
        address = urlsplit(url)
        page = site.at(address.path) if address.hostname == host else None
        if (url, form) in seen or page is None or page.kind not in {"list", "data"}:
            seen.add((url, form))
            continue
        seen.add((url, form))
        answer = ask(replicas, url, "POST" if form else "GET", form)
        waiting += onward(url, answer.text)
    assert {report.url for report in site.expected} <= {url for url, _ in seen}


# --- a year passes ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def later() -> Iterator[tuple[Replicas, dict[str, Answer], tuple[Expected, ...]]]:
    """Replicas in epoch 2, with the home pages and reports as they were in epoch 1."""
    with serve() as portals:
        urls = [report.url for report in portals.expected] + [at(portals, host, "/") for host in OFFICIAL]
        urls.append(at(portals, YUNZHUO.host, NEWS))
        before = {url: ask(portals, url) for url in urls}
        expected = portals.expected
        portals.turn(2)
        yield portals, before, expected


def test_a_year_adds_corrects_moves_and_removes(
    later: tuple[Replicas, dict[str, Answer], tuple[Expected, ...]],
) -> None:
    portals, before, expected = later
    for host in OFFICIAL:
        changes = Counter(r.change for r in portals.sites[host].expected if r.change)
        assert changes == {"added": 2, "corrected": 1, "moved": 1}, host
        assert len(portals.sites[host].removed) == 1
    for report in portals.removed:
        assert before[report.url].status == 200
        assert ask(portals, report.url).status == 404
    old = {(r.kind, r.portal, r.agency, r.year): r for r in expected}
    for report in portals.expected:
        past = old.get((report.kind, report.portal, report.agency, report.year))
        assert (past is None) == (report.change == "added")
        assert ask(portals, report.url).status == 200
        if past:
            assert (report.lines != past.lines) == (report.change == "corrected")
            assert (report.url != past.url) == (report.change == "moved")
        if past and report.change == "moved":
            gone = ask(portals, past.url)
            assert (gone.status, gone.headers.get("location", report.url)) in {
                (301, report.url),
                (404, report.url),
            }


def test_a_corrected_report_still_adds_up(
    later: tuple[Replicas, dict[str, Answer], tuple[Expected, ...]],
) -> None:
    test_requests_balance(later[0])


def test_validators_change_where_the_page_changed(
    later: tuple[Replicas, dict[str, Answer], tuple[Expected, ...]],
) -> None:
    portals, before, _ = later
    for url, answer in before.items():
        host, conditions = urlsplit(url).hostname, {}
        if "etag" in answer.headers:
            conditions["if_none_match"] = answer.headers["etag"]
        if "last-modified" in answer.headers:
            conditions["if_modified_since"] = answer.headers["last-modified"]
        now, plain = ask(portals, url, **conditions), ask(portals, url)
        if plain.status != 200 or host == LINLAN.host:
            assert now.status == plain.status
        else:
            assert (now.status == 304) == (plain.body == answer.body), url


def test_lists_stand_in_another_order_a_year_later(
    later: tuple[Replicas, dict[str, Answer], tuple[Expected, ...]],
) -> None:
    portals, before, _ = later
    for host in OFFICIAL:
        home = at(portals, host, "/")
        assert before[home].body != ask(portals, home).body
    news = at(portals, YUNZHUO.host, NEWS)
    old, new = (re.findall(r"post_(\d+)", answer.text) for answer in (before[news], ask(portals, news)))
    common = [serial for serial in old if serial in new]
    assert len(common) > 5
    assert common != [serial for serial in new if serial in common]


def test_bodies_are_lines_without_loss() -> None:
    for item in annual(YUNZHUO, Style(), 1):
        assert all(line.strip() for line in lines(item.blocks))
        assert not any("\n" in line for line in lines(item.blocks))


def test_turning_to_the_same_epoch_changes_nothing(replicas: Replicas) -> None:
    sites = replicas.sites
    replicas.turn(1)
    assert replicas.sites is sites
    assert replicas.hosts == dict.fromkeys(sites, "127.0.0.1")
    assert [urlsplit(line.split()[0]).hostname for line in replicas.seeds] == list(sites)


def test_dates_follow_their_years(replicas: Replicas) -> None:
    assert all(int(report.published_at[:4]) == report.year + 1 for report in replicas.expected)
    assert all("01-01" < report.published_at[5:] < "04-01" for report in replicas.expected)
