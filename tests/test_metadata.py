"""Metadata: which place is believed, in which order, and that nothing is made up."""

from __future__ import annotations

import pytest

from parsers import Page, headline, metadata
from parsers.blocks import lines

HEAD = '<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{date}"><meta name="ContentSource" content="{source}">'
TITLE = "松川市农业农村局2021年政府信息公开工作年度报告"


def page(head: str = "", body: str = "", url: str = "http://www.songchuan.gov.cn/nb.html") -> Page:
    return Page(f"<html><head>{head}</head><body>{body}<p>正文，</p></body></html>".encode(), url)


def told(got: Page) -> metadata.Metadata:
    return metadata.gather(got, (), got.lines)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (HEAD.format(title=TITLE, date="", source=""), "<h1>别的标题</h1>", (TITLE, "meta:articletitle")),
        ("<title>松川市人民政府</title>", f"<div>首页</div><div><b>{TITLE}</b></div>", (TITLE, "line")),
        ("<title>春耕备耕工作全面展开_松川市人民政府</title>", "<div>春耕备耕工作</div><div>全面展开</div>", ("春耕备耕工作全面展开", "title tag")),
        ("", "<h1>春耕备耕工作全面展开</h1>", ("春耕备耕工作全面展开", "h1")),
        ("<title>松川</title>", "<div>春耕备耕工作全面展开</div><div>发布日期：2022-01-18 来源：本网</div>", ("春耕备耕工作全面展开", "over the bar")),
        ("", "<div>松川市人民政府2019年</div><div>政府信息公开工作年度报告</div>", ("松川市人民政府2019年政府信息公开工作年度报告", "line")),
        # the name of the column over the title, or before it in the tag
        ("", "<h1>政府信息公开年报</h1><h2>2019年政府信息公开工作年度报告</h2>", ("2019年政府信息公开工作年度报告", "line")),
        (f"<title>政府信息公开年报 - {TITLE}</title>", f"<h2>政府信息公开年报</h2><table><tr><td>标题</td><td>{TITLE}</td></tr></table>", (TITLE, "title tag")),
        ("<title>松川市民政局</title>", "<h1>政府信息公开年报</h1>", ("政府信息公开年报", "line")),
    ],
)  # fmt: skip
def test_title(head: str, body: str, expected: tuple[str, str]) -> None:
    assert headline.title(page(head, body)) == expected


@pytest.mark.parametrize(
    ("head", "body", "url", "expected"),
    [
        ("", "<ul><li><time datetime='2020-05-01'>5月</time></li></ul><time datetime='2022-01-18T02:00:00Z'>1月18日</time>", "", ("2022-01-18", "time")),
        ("", "<div>发布于 2022年1月18日　阅读：3</div>", "", ("2022-01-18", "table")),
        ("", "<div>發佈於 <time>2022-01-18</time>　來源：民政局</div>", "", ("2022-01-18", "table")),
        ("", "<div>民政局 <time>2022-01-18</time></div>", "", ("2022-01-18", "time")),
        ("", "<p>发布日期：2022-03-01</p><time datetime='2022-01-18'></time>", "", ("2022-03-01", "table")),
        (HEAD.format(title=TITLE, date="2022-01-18 16:02", source=""), "<p>发布日期：2022-03-01</p>", "", ("2022-01-18", "meta:pubdate")),
        (HEAD.format(title=TITLE, date="2022年01月18日", source=""), "", "", ("2022-01-18", "meta:pubdate")),
        (HEAD.format(title=TITLE, date="2022-01-18\xa008∶30", source=""), "", "", ("2022-01-18", "meta:pubdate")),
        ("", "<p>成文日期：2021-12-01 发布日期：2022-01-18</p>", "", ("2022-01-18", "table")),
        ("", "<p>时间：2022-01-18 09:00 点击数：3</p>", "", ("2022-01-18", "table")),
        ("", "<p>今天是：2024年3月1日 星期五</p>", "", (None, None)),
        ("", "<p>索引号：2026-02-00018</p>", "", (None, None)),
        ("", "", "http://www.songchuan.gov.cn/zwgk/202201/t20220118_55.htm", ("2022-01-18", "url")),
        ("", "", "http://www.songchuan.gov.cn/art/2022/1/8/art_12_345.html", ("2022-01-08", "url")),
        ("", "", "http://www.songchuan.gov.cn/content/post_20220145.html", (None, None)),
        ("", "", "http://www.songchuan.gov.cn/nianbao/2022/01-18.html", (None, None)),
        ("", "", "http://www.shuku.example/wiki/20220107.html", (None, None)),
        ("", "", "http://www.songchuan.gov.cn/2018-03/15/content_52345.htm", ("2018-03-15", "url")),
        ("", "", "http://www.songchuan.gov.cn/zwgk/20180315/52345.html", ("2018-03-15", "url")),
        ("", "<p>时间：2022年1月</p>", "", (None, None)),
    ],
)  # fmt: skip
def test_published(head: str, body: str, url: str, expected: tuple[str | None, str | None]) -> None:
    got = told(page(head, body, url or "http://www.songchuan.gov.cn/nb.html"))
    assert (got.published_at, got.origins.get("published_at")) == expected


def test_source_index_and_number_from_an_information_table() -> None:
    table = (
        "<table><tr><td>索 引 号：</td><td>11990102/2022-00012</td><td>发布机构：</td><td>松川市农业农村局</td></tr>"
        "<tr><td>文 号：</td><td></td><td>发布日期：</td><td>2022-01-18</td></tr></table>"
    )
    got = told(page("", table))
    assert (got.index_no, got.issuer, got.doc_no, got.published_at) == (
        "11990102/2022-00012",
        "松川市农业农村局",
        None,
        "2022-01-18",
    )


@pytest.mark.parametrize("said", ["", "无", "-", "null"])
def test_an_empty_source_is_none(said: str) -> None:
    assert told(page(HEAD.format(title=TITLE, date="", source=said))).source is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正文。\n松川市农业农村局\n2022年1月18日", "2022-01-18"),
        ("松川市农业农村局\n2018年3月\n正文，正文。", "2018-03"),
        ("（2022年1月 18日）\n正文。", "2022-01-18"),
        ("正文。\n二〇二二年一月十八日", "2022-01-18"),
        ("正文说到2022年1月18日召开会议。", None),
    ],
)
def test_signed(text: str, expected: str | None) -> None:
    assert metadata.signed(lines(text)) == expected


TITLED = f"<div>2026年11月22日 星期日</div><h1>{TITLE}</h1>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>松川市农业农村局　2022-01-18　阅读 51 次</p>", "2022-01-18"),
        ("<p>松川市农业农村局 发表于 2022/1/18 08:30</p>", "2022-01-18"),
        ("<p>2022年1月18日</p>", "2022-01-18"),
        ("<p>发布于 <a href='/?p=7'>2022年1月18日</a> 由 <a href='/?author=2'>松川市农业农村局</a></p>", "2022-01-18"),
        ("<p>Posted on <a href='/?p=7'>January 18, 2022</a> by admin</p>", "2022-01-18"),
        ("<p>18 Jan 2022</p>", "2022-01-18"),
        ("<p>22-01-18</p>", "2022-01-18"),
        ("<div>18</div><div>2022-01</div>", "2022-01-18"),
        ("<p>副标题</p><p>编辑 张三 2022-01-18</p>", "2022-01-18"),
        ("<p>（2022年1月18日发布）</p>", "2022-01-18"),
        # days of something else, and the document's own
        ("<p>（2022年1月18日）</p>", None),
        ("<p>（2022年1月18日市政府令第3号发布）</p>", None),
        ("<p>2022年1月18日市政府第3次常务会议通过</p>", None),
        ("<p>2021年1月1日至2021年12月31日</p>", None),
        ("<p>成文日期 2022-01-18</p>", None),
        ("<p>现将2021年工作报告如下。</p><p>松川市农业农村局 2022-01-18</p>", None),
        ("<p><a href='/8.html'>松川市水务局动态 2022-01-18</a></p>", None),
        ("<p>上一篇 水务局动态 2022-01-18</p>", None),
    ],
)  # fmt: skip
def test_the_day_right_under_the_title(body: str, expected: str | None) -> None:
    got = page("", TITLED + body)
    about = metadata.gather(got, (), got.lines, TITLE)
    assert (about.published_at, about.origins.get("published_at")) == (expected, expected and "byline")


def test_the_day_in_a_box_before_the_title() -> None:
    got = page("", f"<div class=d><b>18</b><p>2022-01</p></div><h1>{TITLE}</h1>")
    assert metadata.gather(got, (), got.lines, TITLE).published_at == "2022-01-18"


def test_the_day_of_the_row_is_that_of_a_page_without_one() -> None:
    url, label = "http://www.songchuan.gov.cn/nb.html", f"{TITLE} 2022-01-18"
    for data in (b"%PDF-1.4", b"<html><body><p>\xe6\xad\xa3\xe6\x96\x87</p></body></html>"):
        got = told(Page(data, url, label=label))
        assert (got.published_at, got.origins["published_at"]) == ("2022-01-18", "list")
    own = told(Page("<html><body><p>发布日期：2022-01-20</p></body></html>".encode(), url, label=label))
    assert (own.published_at, own.origins["published_at"]) == ("2022-01-20", "table")
    assert told(page("", "", url)).published_at is None
    assert Page(b"", label=label).named == TITLE
