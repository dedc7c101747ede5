"""The seam: recorded pages of each family beside their expected links, recognition, articles as data, and the laws of links."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from crawler.commands.record import trails
from parsers import NotAReport, Report, read
from parsers.page import Page
from parsers.portals import GENERIC, ROLL, Mark, Portal, links, recognise
from parsers.portals.founder import FOUNDER
from parsers.portals.gkmlpt import GKMLPT
from parsers.portals.nfcms import NFCMS
from parsers.telling import Told, tell

PAGES = Path(__file__).parent / "pages"
GOLDEN = sorted(PAGES.rglob("*.links.json"))
FIELDS = ("family", "total", "found")
GIVEN = {"url", "form", "label"}


def recorded(golden: Path) -> Page:
    """The page beside a golden file, as it came: its bytes, the address, the form and the link that asked for it."""
    stem = golden.name.removesuffix(".links.json")
    path = next(
        path for ending in ("html", "json", "xml") if (path := golden.with_name(f"{stem}.{ending}")).exists()
    )
    asked = json.loads(golden.read_text("utf-8"))
    return Page(
        path.read_bytes(), asked["url"], form=asked.get("form", "").encode(), label=asked.get("label", "")
    )


def reading(golden: Path) -> dict[str, object]:
    return trails(recorded(golden))


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


# ---- recognition


@pytest.mark.parametrize(
    ("text", "url", "family"),
    [
        ("<script>window._CONFIG = { SID: '1', TREE: [] }</script>", "http://a.gov.cn/x/", "gkmlpt"),
        ("<script src='/a/gkmlpt/gkml/pc/js/app.js'></script><script>NFCMS_SITE_ID=1</script>", "http://a.gov.cn/", "gkmlpt"),
        ('{"articles": []}', "http://a.gov.cn/jyj/gkmlpt/api/all/7?page=1&sid=1", "gkmlpt"),
        ("<a href='/gkmlpt/index'>x</a><script>NFCMS_SITE_ID=1</script>", "http://a.gov.cn/", "nfcms"),
        ('<script>window.NFCMS_SITE_ID="1"</script>', "http://a.gov.cn/", "nfcms"),
        ('{"id": 1}', "http://a.gov.cn/postmeta/i/1.json", "nfcms"),
        ("<div class='TRS_Editor'></div><script>NFCMS_POST_ID=1</script>", "http://a.gov.cn/", "nfcms"),
        ("<script src='/jpaas/unitbuild.js'></script><div class='TRS_Editor'></div>", "http://a.gov.cn/col/col1/index.html", "jpaas"),
        ("<script parseType='bulidstatic' url='/x' queryData=\"{'parseType':'bulidstatic'}\"></script>", "http://a.gov.cn/", "jpaas"),
        ('{"success":true}', "http://a.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?a=1", "jpaas"),
        ("<p>x</p>", "http://a.gov.cn/col/col1/art/2024/art_0123456789abcdef0123456789abcdef.html", "jpaas"),
        ("<script>$('#1').jpage({})</script>", "http://a.gov.cn/", "jcms"),
        ("<datastore></datastore>", "http://a.gov.cn/module/jpage/dataproxy.jsp", "jcms"),
        ("<p>x</p>", "http://a.gov.cn/art/2024/1/2/art_12_345.html", "jcms"),
        ("<!--ZJEG_RSS.content.begin--><div class='TRS_Editor'>", "http://a.gov.cn/", "jcms"),
        ("<UCAPCONTENT><div class='TRS_Editor'></div></UCAPCONTENT>", "http://a.gov.cn/", "ucap"),
        ('<meta name="channelId" content="1"><script>createPageHTML(\'page_div\',2,1,\'list\',\'shtml\',30)</script>', "http://a.gov.cn/", "ucap"),
        ('{"data": {"results": []}}', "http://a.gov.cn/searchList/" + "0a" * 16 + "?page=1", "ucap"),
        ("<!--enpproperty <title>x</title>/enpproperty--><div class='TRS_Editor'></div>", "http://a.gov.cn/", "founder"),
        ("<founder-content>x</founder-content>", "http://a.gov.cn/", "founder"),
        ("<ul class='l ewb-info-items'></ul>", "http://a.gov.cn/", "epoint"),
        ("<script src='/js/webBuilderCommon.js'></script>", "http://a.gov.cn/", "epoint"),
        ("<div class='ewb-main'><div class='TRS_Editor'></div></div>", "http://a.gov.cn/", "trs"),
        ("<ucapcontent></ucapcontent><script>NFCMS_POST_ID=1</script>", "http://a.gov.cn/", "nfcms"),
        ("<script>createPageHTML(2,0,'index','htm')</script>", "http://a.gov.cn/", "trs"),
        ("<div class='TRS_Editor'></div>", "http://a.gov.cn/", "trs"),
        ("<p>x</p>", "http://a.gov.cn/zw/202001/t20200108_1.shtml", "trs"),
        ('{"data": []}', "http://a.gov.cn/fjdzapp/search", "trs"),
        ("<script>SiteInfo.searchId = 7</script>", "http://a.gov.cn/", "trs"),
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


def test_every_recorded_page_is_of_its_own_family() -> None:
    families = {portal.name for portal in ROLL}
    known = [(golden.name, golden.parent.name, recognise(recorded(golden)).name) for golden in GOLDEN]
    assert [each for each in known if each[1] in families and each[1] != each[2]] == []


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
    assert article.source == article.issuer == "澄岭区水务局"
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


def test_a_gkmlpt_page_carries_its_article() -> None:
    article = GKMLPT.article and GKMLPT.article(recorded(PAGES / "gkmlpt" / "content.links.json"))
    assert article is not None
    # first_publish_time, for display_publish_time is 0; publish_time is half a year later and means a re-publication
    assert (article.published_at, article.issuer, article.source) == ("2025-01-14", "澄岭区司法局", None)
    assert (article.index_no, article.doc_no) == ("11449901K/2025-00007", "澄司〔2025〕2号")
    assert GKMLPT.article(recorded(PAGES / "gkmlpt" / "content-broken.links.json")) is None
    assert GKMLPT.article(recorded(PAGES / "gkmlpt" / "index.links.json")) is None


def test_what_an_article_is_may_stand_in_comments() -> None:
    article = FOUNDER.article and FOUNDER.article(recorded(PAGES / "founder" / "article.links.json"))
    assert article is not None
    assert (article.title, article.published_at) == (
        "坪塘县交通运输局2018年政府信息公开工作年度报告",
        "2019-03-18",
    )
    assert article.html.startswith("<p>根据")
    assert "相关新闻" not in article.html
    for stem in ("node", "elements"):
        assert FOUNDER.article(recorded(PAGES / "founder" / f"{stem}.links.json")) is None


def test_the_files_of_an_article_are_those_of_the_data_and_those_its_text_links() -> None:
    record = {
        "title": "澄岭区司法局2024年政府信息公开工作年度报告", "content": "<p>一</p><a href='/attachment/1/2/3/b.pdf'>b</a>",
        "attachment": [{"name": "全文.pdf", "url": "/attachment/1/2/3/a.pdf"}],
    }  # fmt: skip
    told = tell(Page(json.dumps(record).encode(), "http://a.gov.cn/postmeta/p/0/0/7.json"))
    assert isinstance(told, Told)
    assert [file.url.rpartition("/")[2] for file in told.attachments] == ["b.pdf", "a.pdf"]


# ---- chains


def test_a_catalogue_is_asked_to_its_end_and_no_further() -> None:
    """203 articles: pages 1, 2 and 3; page 0 is never asked, an empty answer ends the list."""
    page = recorded(PAGES / "gkmlpt" / "answer.links.json")
    for number in (2, 3):
        (link,) = (link for link in links(page).found if link.role == "next")
        assert link.url.endswith(f"/api/all/5401?page={number}&sid=299077")
        page = Page(page.data, link.url, label=link.text)
    assert [link.url for link in links(page).found if link.role == "next"] == []
    empty = Page(b'{"classify":{},"total":203,"articles":[]}', page.url.replace("page=3", "page=2"))
    assert links(empty).found == ()


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


def test_a_post_is_repeated_with_the_next_number() -> None:
    """loadData gives five records whatever is asked for, and says that there are two pages."""
    (link,) = (
        link for link in links(recorded(PAGES / "ucap" / "loaded.links.json")).found if link.role == "next"
    )
    assert (link.method, b"pageIndex=2" in link.form, b"deptCode=11990534K" in link.form) == (
        "POST",
        True,
        True,
    )
    page = recorded(PAGES / "ucap" / "loaded.links.json")
    assert all(link.role != "next" for link in links(Page(page.data, link.url, form=link.form)).found)


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
        ('createPageHTML(1, 2, 0, "index", "html")', "/nb/", None),  # all rows are here
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


def test_units_are_walked_to_the_end_that_they_state() -> None:
    page, asked = recorded(PAGES / "jpaas" / "column.links.json"), []
    answer = (PAGES / "jpaas" / "answer.json").read_text("utf-8")
    while onward := [link for link in links(page).found if link.role in {"next", "data"}]:
        (link,) = onward
        asked.append(link.url.partition("&paramJson=")[2])
        number = str(len(asked))
        page = Page(answer.replace('pageNo=\\"1', f'pageNo=\\"{number}').encode(), link.url, label=link.text)
    assert asked == ["", *(f"%7B%22pageNo%22%3A{number}%2C%22pageSize%22%3A3%7D" for number in (2, 3))]


def test_a_list_beside_that_of_the_column_is_not_walked_for_ever() -> None:
    story = '<li><a href="/col/col1/art/2024/art_0123456789abcdef0123456789abcd{:02}.html">工作简报</a></li>'
    url = "http://a.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?tagId=x"
    for number in range(1, 30):
        html = story.format(number) + f'<div class="pagination" rows="1" count="900" pageNo="{number}"></div>'
        answer = json.dumps({"success": True, "data": {"html": html}}).encode()
        onward = [
            link for link in links(Page(answer, url, label="政府信息公开年报")).found if link.role == "next"
        ]
        if not onward:
            break
        url = onward[0].url
    assert number == 10


def test_a_search_service_is_asked_to_the_last_page_it_states() -> None:
    (first,) = (
        link for link in links(recorded(PAGES / "trs" / "service.links.json")).found if link.method == "POST"
    )
    answer = (PAGES / "trs" / "service-answer.json").read_bytes()
    (second,) = (
        link
        for link in links(Page(answer, first.url, form=first.form, label=first.text)).found
        if link.role == "next"
    )
    assert second.form == first.form.replace(b"page=1", b"page=2")
    last = links(Page(answer, second.url, form=second.form, label=second.text))
    assert [link.role for link in last.found] == ["report", "report"]


ROWS = [
    {"id": 1, "artTitle": "<em>砚北市</em>民政局2024年政府信息公开工作年度报告", "cover": "/a.jpg", "visitPath": "/article/0a1b", "releaseTime": "2025-01-08 10:00"},
    {"name": "工作简报", "href": "/article/0a1c"},
    {"channel": {"name": "部门年报", "link": "/channel/9"}},
]  # fmt: skip


@pytest.mark.parametrize(
    "around", ["{}", '{{"data": {{"records": {}, "total": 5}}}}', '{{"code": 0, "list": {}, "pages": 2}}']
)
def test_data_of_a_system_nobody_described(around: str) -> None:
    """Rows are known by what they hold, under whatever names; the page after them by the number in the address."""
    answer = around.format(json.dumps(ROWS)).encode()
    first = links(Page(answer, "http://www.yanbei.gov.cn/rows?page=1&size=3", label="政府信息公开年报"))
    report, onward, column = first.found
    assert (report.url, report.date) == ("http://www.yanbei.gov.cn/article/0a1b", "2025-01-08")
    assert (onward.url, onward.text) == ("http://www.yanbei.gov.cn/rows?page=2&size=3", "政府信息公开年报")
    assert (column.url, column.role) == ("http://www.yanbei.gov.cn/channel/9", "list")
    second = links(Page(answer, onward.url, label=onward.text))
    assert any(link.role == "next" for link in second.found) == (around == "{}")


def test_a_form_of_data_is_sent_with_the_next_number() -> None:
    url, form = "http://www.yanbei.gov.cn/rows.do", b"id=7&pageNo=2"
    (onward,) = (
        link
        for link in links(Page(json.dumps(ROWS).encode(), url, form=form, label="年报")).found
        if link.role == "next"
    )
    assert (onward.url, onward.method, onward.form) == (url, "POST", b"id=7&pageNo=3")
    body = b'{"id": 7, "pageNo": 2, "pageSize": 3}'
    (onward,) = (
        link
        for link in links(Page(json.dumps(ROWS).encode(), url, form=body, label="年报")).found
        if link.role == "next"
    )
    assert onward.form == b'{"id": 7, "pageNo": 3, "pageSize": 3}'
    assert ("Content-Type", "application/json") in onward.headers


def test_an_article_of_a_system_nobody_described() -> None:
    title, text = "砚北市民政局2024年政府信息公开工作年度报告", "全年主动公开政府信息三百余条。" * 20
    record = {
        "code": 0,
        "data": {
            "id": 7,
            "articleTitle": title,
            "summary": "<p>三百余条</p>",
            "contentHtml": f"<p>{text}</p>",
            "pubTime": 1736300000,
            "source": "市民政局",
        },
    }
    shell = "<html><title>文章</title><div id=app></div><script>$.get('/api/article/7', show)</script>"
    (link,) = links(Page(shell.encode(), "http://www.yanbei.gov.cn/detail/7", label=title)).found
    assert (link.url, link.text, link.role) == ("http://www.yanbei.gov.cn/api/article/7", title, "data")
    report = read(Page(json.dumps(record).encode(), link.url, label=link.text))
    assert isinstance(report, Report)
    assert (report.title, report.published_at, report.source) == (title, "2025-01-08", "市民政局")
    assert report.body == text


def test_a_page_that_its_script_fills_may_carry_its_rows() -> None:
    state = json.dumps({"props": {"rows": ROWS}})
    shell = f"<html><title>年报</title><div id=app></div><script>window.__INITIAL_STATE__ = {state}</script>"
    assert [link.role for link in links(Page(shell.encode(), "http://www.yanbei.gov.cn/nb/")).found] == [
        "report",
        "list",
    ]


# ---- the annual reports of the disclosure module

MODULE = "http://www.hejin.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=113399990026&fbtime="


def yearly(name: str, year: int) -> Page:
    return Page((PAGES / "jcms" / f"{name}.html").read_bytes(), f"{MODULE}{year}")


def around(page: Page) -> list[str]:
    return [link.text for link in links(page).found if link.role == "next"]


def test_a_report_that_comes_inline_is_read() -> None:
    report = read(yearly("yearly", 2023))
    assert isinstance(report, Report)
    assert (report.agency, report.year, report.origins["year"]) == ("禾津县人民政府", 2023, "title")
    assert report.title == "禾津县人民政府2023年政府信息公开工作年度报告"


def test_the_year_asked_for_is_evidence_where_the_page_says_none() -> None:
    report = read(yearly("yearly-plain", 2021))
    assert isinstance(report, Report)
    assert (report.agency, report.origins["agency"]) == ("禾津县水务局", "signature")
    assert (report.year, report.origins["year"]) == (2021, "url")
    elsewhere = read(Page(yearly("yearly-plain", 2021).data, "http://www.hejin.gov.cn/nb.jsp?fbtime=2021"))
    assert isinstance(elsewhere, Report)
    assert elsewhere.year is None


def test_a_year_without_a_report_is_none() -> None:
    assert isinstance(read(yearly("yearly-empty", 2017)), NotAReport)


def test_a_report_leads_to_the_years_around_it_and_anything_else_nowhere() -> None:
    assert around(yearly("yearly-plain", 2021)) == ["2020年", "2022年"]
    assert around(yearly("yearly-empty", 2017)) == []
    assert around(yearly("yearly", 2016)) == []  # asked for 2016, it answers with another year
    first = yearly("yearly-plain", 2021).data.replace("2021年".encode(), "2008年".encode())
    assert around(Page(first, f"{MODULE}2008")) == ["2009年"]


# ---- laws

WORDS = some.sampled_from(
    [
        "<a href='", "'>", "</a>", "<li>", "</li>", "政府信息公开年报", "砚北市2024年政府信息公开工作年度报告", "2019年", "下一页", "javascript:x", "./t20200101_1.htm",
        "http://", "//a.cn", "<datastore><record><![CDATA[", "]]></record></datastore>", "totalRecord:99", ".jpage({proxyUrl:'/p',ajaxParam:{a:1}})", "dataproxy.jsp",
        "createPageHTML(3, 0, 'index', 'htm')", "<script>", "</script>", "NFCMS_CAT_ID=\"7\"", "NFCMS_SITE_ID", "/postmeta/i/9.json", "当前位置：首页 > 年报", "<iframe src='x.htm'>",
        "<base href='http://b.cn/'>", "<title>政府信息公开年报</title>", "共3页", "\x00", "<!--", "-->", "[2025-01-10]", "相關詞條熱門詞條", "funGoPage('/s',2)", "funclick('A1','年报')\">年报<", "/module/xxgk/search.jsp?infotypeId=A1'", "/module/xxgk/xxgkAnnualReport.jsp?fbtime=2020&area=123456'",
        "/module/xxgk/tree.jsp?area=123456'", "<i url='/jpaas-x/page/unit' querydata=\"{'tagId':'当前栏目list','a':", "'b'}\">", "<p class=pagination rows=3 count=99 pageno=1>", ".pagination({totalPage: 9})",
        "<a onclick='page(2)'>下一页</a>", "function page(n){location.href='index_'+n+'.html'}", "<nextgroup><a href='/g?page=2'>", "99999999999999999999", "²",
        "window._CONFIG = { SID: '1', TREE: [{\"id\":1,\"name\":\"年报\",\"children\":[", "]}]", "DETAIL: {\"content\":\"", "index_3.html", "createPageHTML(9,",
        '<meta name="channelid" content="4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f">', "<ucapcontent>", "<!--enpproperty <title>", "</title>", "/enpproperty-->", "enpcontent-->", "<div class='ewb-page'>", "ShowAjaxNewPage(", ">1/9<", '"siteGuid": "12345678"', "<!--/", "/common/search/", "'/szinf/interfacesWebX/loadData'", "deptCode='1'",
    ]
)  # fmt: skip
ADDRESSES = some.sampled_from(
    ["http://a.gov.cn/nb/index.html", "http://a.gov.cn/module/jpage/dataproxy.jsp?startrecord=46&endrecord=90", "http://a.gov.cn/module/jpage/dataproxy.jsp?page=2", "http://a.gov.cn/postmeta/i/7.json",
     "http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2020&area=123456", "http://a.gov.cn/module/xxgk/search.jsp?area=1",
     "http://a.gov.cn/js/webBuilderCommon.js?categorynum=1", "http://a.gov.cn/x.html?categorynum=1",
     "", "x", "http://[", "http://a.gov.cn/nb/index_2.htm?page=99999999999"]
)  # fmt: skip


def lawful(page: Page) -> None:
    found = links(page)
    assert found == links(Page(page.data, page.url, form=page.form, label=page.label))
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
    assert sum(link.role == "next" for link in found.found) <= 4
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
    | some.dictionaries(some.sampled_from(["id", "name", "category", "children", "articles", "title", "url", "date", "jump_url", "pub_point", "content", "attachment", "gkml_data", "publish_time", "data", "pageCount", "doctitle", "docpuburl", "docreltime", "classify", "total", "post_url", "first_publish_time", "results", "list", "rows", "totalPage", "TITLE", "URL", "custom", "pageIndex", "pageSize"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


SERVICE = "http://a.gov.cn/fjdzapp/search?page=1&prepage=2"
UNIT = "http://a.gov.cn/jpaas-publish-server/front/page/build/unit?tagId=a"


@settings(deadline=None)
@given(
    some.none() | some.integers() | some.text(max_size=8) | some.lists(WORDS, max_size=20).map("".join),
    some.sampled_from(["", "&paramJson=%7B%22pageNo%22%3A2%7D", "&paramJson=2", "&paramJson=[[["]),
    some.sampled_from(["data", "html"]),
)
def test_any_unit_has_links_or_none(html: object, asked: str, place: str) -> None:
    answer = {"success": True, "data": html if place == "data" else {"html": html}}
    lawful(Page(json.dumps(answer).encode(), UNIT + asked, label="年报"))


@settings(deadline=None)
@given(
    JSON,
    some.sampled_from(
        [
            "http://a.gov.cn/postmeta/i/7.json",
            "http://a.gov.cn/postmeta/p/0/0/7.json",
            "http://a.gov.cn/gkmlpt/api/all/7?page=1&sid=1",
            "http://a.gov.cn/api/list?page=1&size=20",
            "http://a.gov.cn/EWB-FRONT/rest/lightfrontaction/getgovinfolist",
            "http://a.gov.cn/common/search/4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f?page=2&_pageSize=1",
            UNIT,
            SERVICE,
        ]
    ),
)
def test_any_data_has_links_or_none(record: object, url: str) -> None:
    page = Page(json.dumps(record).encode(), url, form=json.dumps(record).encode())
    lawful(page)
    assert NFCMS.article is not None
    article = NFCMS.article(page)
    assert article is None or isinstance(article.html, str)
