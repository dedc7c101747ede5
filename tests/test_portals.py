"""The seam: recorded pages of each family beside their expected links, recognition, articles as data, and the laws of links."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.listing import Link
from parsers.page import Page
from parsers.portals import GENERIC, ROLL, Mark, Portal, links, recognise
from parsers.portals.nfcms import NFCMS

PAGES = Path(__file__).parent / "pages"
GOLDEN = sorted(PAGES.rglob("*.links.json"))
FIELDS = ("family", "total", "found")
GIVEN = {"url", "form"}


def recorded(golden: Path) -> Page:
    """The page beside a golden file, as it came: its bytes, the address and the form it was asked with."""
    stem = golden.name.removesuffix(".links.json")
    path = next(
        path for ending in ("html", "json", "xml") if (path := golden.with_name(f"{stem}.{ending}")).exists()
    )
    asked = json.loads(golden.read_text("utf-8"))
    return Page(path.read_bytes(), asked["url"], form=asked.get("form", "").encode())


def told(link: Link) -> dict[str, object]:
    """A link as it stands in a golden file: what is empty is left out."""
    record = dataclasses.asdict(link)
    record["form"] = link.form.decode()
    record["headers"] = [list(pair) for pair in link.headers]
    return {name: value for name, value in record.items() if value and (name, value) != ("method", "GET")}


def reading(golden: Path) -> dict[str, object]:
    found = links(recorded(golden))
    return {"family": found.family, "total": found.total, "found": [told(link) for link in found.found]}


@pytest.mark.parametrize(
    "golden", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name.partition('.')[0]}"
)
@pytest.mark.parametrize("field", FIELDS)
def test_golden(golden: Path, field: str) -> None:
    """To add a page: put `{"url": …}` beside it, run once with NIANBAO_ACCEPT=1, read what was written, commit both."""
    expected = json.loads(golden.read_text("utf-8"))
    if field not in expected and os.environ.get("NIANBAO_ACCEPT"):
        given_keys = {name: value for name, value in expected.items() if name in GIVEN}
        golden.write_text(
            json.dumps({**given_keys, **reading(golden)}, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        pytest.fail(f"{golden.name} was written: read it")
    assert reading(golden)[field] == expected[field]


def test_every_family_has_recorded_pages() -> None:
    assert {portal.name for portal in ROLL} <= {golden.parent.name for golden in GOLDEN}


def test_every_recorded_page_is_of_its_own_family() -> None:
    names = {portal.name for portal in ROLL}
    known = {golden: recognise(recorded(golden)).name for golden in GOLDEN if golden.parent.name in names}
    assert known == {golden: golden.parent.name for golden in known}


# ---- recognition


@pytest.mark.parametrize(
    ("text", "url", "family"),
    [
        ('<script>window.NFCMS_SITE_ID="1"</script>', "http://a.gov.cn/", "nfcms"),
        ('{"id": 1}', "http://a.gov.cn/postmeta/i/1.json", "nfcms"),
        ("<div class='TRS_Editor'></div><script>NFCMS_POST_ID=1</script>", "http://a.gov.cn/", "nfcms"),
        ("<script>$('#1').jpage({})</script>", "http://a.gov.cn/", "jcms"),
        ("<datastore></datastore>", "http://a.gov.cn/module/jpage/dataproxy.jsp", "jcms"),
        ("<p>x</p>", "http://a.gov.cn/art/2024/1/2/art_12_345.html", "jcms"),
        ("<!--ZJEG_RSS.content.begin--><div class='TRS_Editor'>", "http://a.gov.cn/", "jcms"),
        ("<script>createPageHTML(2,0,'index','htm')</script>", "http://a.gov.cn/", "trs"),
        ("<div class='TRS_Editor'></div>", "http://a.gov.cn/", "trs"),
        ("<p>x</p>", "http://a.gov.cn/zw/202001/t20200108_1.shtml", "trs"),
        ("<h3>相關詞條</h3><h3>熱門詞條</h3><a>聯絡我們</a>", "http://wiki.example.org/1", "wiki"),
        ("<h3>相關詞條</h3><h3>熱門詞條</h3><a>聯絡我們</a>", "http://www.a.gov.cn/1", "generic"),
        ("<p>政府信息公开</p>", "http://a.gov.cn/", "generic"),
        ("%PDF-1.4 NFCMS_SITE_ID", "http://a.gov.cn/", "generic"),
        ("", "", "generic"),
    ],
)  # fmt: skip
def test_recognition_by_marks(text: str, url: str, family: str) -> None:
    whole = f"<html><body>{text}</body></html>" if text.startswith("<") and "datastore" not in text else text
    assert recognise(Page(whole.encode(), url)).name == family


def test_a_family_is_not_known_by_its_host() -> None:
    for golden in GOLDEN:
        page = recorded(golden)
        moved = Page(
            page.data, page.url.replace(urlsplit(page.url).netloc, "www.elsewhere.gov.cn"), form=page.form
        )
        if golden.parent.name != "wiki":
            assert recognise(moved) is recognise(page)


def test_a_mark_of_two_signs_needs_both() -> None:
    mark = Mark(text="abc", url=r"/x/")
    assert mark(Page(b"<p>abc</p>", "http://a.cn/x/"))
    assert not mark(Page(b"<p>abc</p>", "http://a.cn/y/"))
    assert not mark(Page(b"<p>abd</p>", "http://a.cn/x/"))
    assert not Portal("none").bears(Page(b"<p>abc</p>", "http://a.cn/x/"))


def test_selectors_of_every_family_are_valid() -> None:
    page = Page(b"<html><body><p>x</p></body></html>")
    assert page.tree is not None
    for portal in (*ROLL, GENERIC):
        for selector in (*portal.title, *portal.body):
            assert isinstance(page.tree.cssselect(selector), list), selector


def test_names_are_told_apart() -> None:
    names = [portal.name for portal in (*ROLL, GENERIC)]
    assert len(set(names)) == len(names)


# ---- articles as data


def test_an_nfcms_article_comes_whole() -> None:
    article = NFCMS.article and NFCMS.article(recorded(PAGES / "nfcms" / "postmeta-article.links.json"))
    assert article is not None
    assert article.title == "澄岭区水务局2024年政府信息公开工作年度报告"
    assert article.html.startswith("<p>一、总体情况</p>")
    assert (
        article.published_at == "2025-01-10"
    )  # display_publish_time is 0, publish_time that of a later re-publication
    assert article.source == "澄岭区水务局"
    assert article.index_no == "114499017/2025-00012"
    assert article.doc_no == "澄水〔2025〕3号"
    assert article.url == "https://www.chengling.gov.cn/zwgk/zfxxgk/nb/bm/content/post_9610007.html"
    assert [(file.url, file.role) for file in article.attachments] == [
        ("https://www.chengling.gov.cn/attachment/9/9610/9610300/9610007.docx", "full_report")
    ]


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"content": 3}', '{"children": []}', '"x"', "[" * 5000, '{"a": NaN}']
)
def test_other_data_is_no_article(text: str) -> None:
    assert NFCMS.article is not None
    assert NFCMS.article(Page(text.encode(), "http://a.gov.cn/postmeta/p/1/1/1.json")) is None


@pytest.mark.parametrize(
    "said",
    [
        {"content": "<p>x</p>", "gkml_data": {"identifier": "1/2"}},
        {"content": "<p>x</p>", "gkml_data": '{"identifier": "1/2"}'},
    ],
)
def test_gkml_data_is_an_object_or_text(said: dict[str, object]) -> None:
    assert NFCMS.article is not None
    article = NFCMS.article(Page(json.dumps(said).encode(), "http://a.gov.cn/postmeta/p/1/1/1.json"))
    assert article is not None
    assert article.index_no == "1/2"


# ---- chains


def test_a_datastore_is_walked_to_its_end_and_no_further() -> None:
    """From the column page, each request follows from the answer before it: 46-90, 91-135, and then the list is over."""
    page, asked = recorded(PAGES / "jcms" / "column.links.json"), []
    answer = (PAGES / "jcms" / "answer.xml").read_bytes()
    while onward := [link for link in links(page).found if link.role == "next"]:
        (link,) = onward
        asked.append(link)
        page = Page(answer, link.url, form=link.form)
    assert [link.url.partition("?")[2] for link in asked] == [
        "startrecord=46&endrecord=90&perpage=15",
        "startrecord=91&endrecord=135&perpage=15",
    ]
    assert len({link.form for link in asked}) == 1
    assert all(link.method == "POST" for link in asked)


@pytest.mark.parametrize(
    ("call", "url", "found"),
    [
        ('createPageHTML(3, 0, "index", "htm")', "/nb/index.htm", "/nb/index_1.htm"),
        ('createPageHTML(3,1,"index","htm");', "/nb/index_1.htm", "/nb/index_2.htm"),
        ('createPageHTML(3, 2, "index", "htm")', "/nb/index_2.htm", None),
        (
            "createPageHTML('page_div', 10, 1, 'zwgklist', 'shtml', 200)",
            "/nb/zwgklist.shtml",
            "/nb/zwgklist_2.shtml",
        ),
        ("createPageHTML('page_div', 10, 10, 'zwgklist', 'shtml', 200)", "/nb/zwgklist_10.shtml", None),
        ('createPage(5, 0, "index", "html")', "/nb/", "/nb/index_1.html"),
        ('createPageHTML(61, 5, 0, "index", "html")', "/nb/", "/nb/index_1.html"),
        ('createPageHTML(2, 0, "t20250108_1", "htm")', "/nb/t20250108_1.htm", None),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", "/nb/", None),
        ('/* createPageHTML(9, 0, "index", "htm") */', "/nb/", None),
        ('createPageHTML(9, 0, "../../x", "htm")', "/nb/", None),
    ],
)
def test_pager_calls(call: str, url: str, found: str | None) -> None:
    row = '<li><a href="/a/t20250121_1.htm">沙渚区民政局2024年政府信息公开工作年度报告</a></li>'
    html = f"<html><body>{row}<div class='TRS_Editor'></div><script>{call}</script></body></html>"
    onward = [
        link.url for link in links(Page(html.encode(), f"http://s.gov.cn{url}")).found if link.role == "next"
    ]
    assert onward == ([f"http://s.gov.cn{found}"] if found else [])


# ---- laws

WORDS = some.sampled_from(
    [
        "<a href='", "'>", "</a>", "<li>", "</li>", "政府信息公开年报", "砚北市2024年政府信息公开工作年度报告", "2019年", "下一页", "javascript:x", "./t20200101_1.htm",
        "http://", "//a.cn", "<datastore><record><![CDATA[", "]]></record></datastore>", "totalRecord:99", ".jpage({proxyUrl:'/p',ajaxParam:{a:1}})", "dataproxy.jsp",
        "createPageHTML(3, 0, 'index', 'htm')", "<script>", "</script>", "NFCMS_CAT_ID=\"7\"", "NFCMS_SITE_ID", "/postmeta/i/9.json", "当前位置：首页 > 年报", "<iframe src='x.htm'>",
        "<base href='http://b.cn/'>", "<title>政府信息公开年报</title>", "共3页", "\x00", "<!--", "-->", "[2025-01-10]", "相關詞條熱門詞條", "funGoPage('/s',2)", "<nextgroup><a href='/g?page=2'>", "99999999999999999999", "²",
    ]
)  # fmt: skip
ADDRESSES = some.sampled_from(
    ["http://a.gov.cn/nb/index.html", "http://a.gov.cn/module/jpage/dataproxy.jsp?startrecord=46&endrecord=90", "http://a.gov.cn/module/jpage/dataproxy.jsp?page=2", "http://a.gov.cn/postmeta/i/7.json",
     "", "x", "http://[", "http://a.gov.cn/nb/index_2.htm?page=99999999999"]
)  # fmt: skip


def lawful(page: Page) -> None:
    found = links(page)
    assert found == links(Page(page.data, page.url, form=page.form))
    seen = set()
    for link in found.found:
        parts = urlsplit(link.url)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert link.role in {"report", "list", "next", "data", "attachment"}
        assert 0 < link.score <= 1000
        assert (link.method, link.form) == ("GET", b"") or link.method == "POST"
        assert (link.url, link.method) != (page.url, "GET")
        assert (link.url, link.method, link.form) not in seen
        seen.add((link.url, link.method, link.form))
    assert sum(link.role == "next" for link in found.found) <= 2
    assert [link.score for link in found.found] == sorted((link.score for link in found.found), reverse=True)


@settings(deadline=None)
@given(some.binary(max_size=600), ADDRESSES, some.binary(max_size=40))
def test_any_bytes_have_links_or_none(data: bytes, url: str, form: bytes) -> None:
    lawful(Page(data, url, form=form))


@settings(max_examples=300, deadline=None)
@given(
    some.lists(WORDS, max_size=40).map("".join),
    ADDRESSES,
    some.sampled_from([b"", b"currpage=1&x=%FF", b"col=1"]),
)
def test_any_soup_of_portal_words_has_links_or_none(text: str, url: str, form: bytes) -> None:
    lawful(Page(f"<html><body>{text}".encode("utf-8", "surrogatepass"), url, form=form))
    lawful(Page(text.encode("utf-8", "surrogatepass"), url, form=form))


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=4)
    | some.dictionaries(some.sampled_from(["id", "name", "category", "children", "articles", "title", "url", "date", "jump_url", "pub_point", "content", "attachment", "gkml_data", "publish_time"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(deadline=None)
@given(
    JSON, some.sampled_from(["http://a.gov.cn/postmeta/i/7.json", "http://a.gov.cn/postmeta/p/0/0/7.json"])
)
def test_any_data_has_links_or_none(record: object, url: str) -> None:
    page = Page(json.dumps(record).encode(), url)
    lawful(page)
    assert NFCMS.article is not None
    article = NFCMS.article(page)
    assert article is None or isinstance(article.html, str)
