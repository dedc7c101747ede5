"""Anchors: addresses made whole, wherever they stand; whole texts; dates of rows."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.anchors import anchors, beside, resolve
from parsers.page import Page
from parsers.wording import trim

HERE = "http://www.yanbei.gov.cn/zfxxgk/nb/index.html"


def page(body: str, url: str = HERE, head: str = "") -> Page:
    return Page(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), url)


def only(body: str, url: str = HERE) -> str:
    (anchor,) = anchors(page(body, url))
    return anchor.url


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("./t1.htm", "http://www.yanbei.gov.cn/zfxxgk/nb/t1.htm"),
        ("../../t1.htm", "http://www.yanbei.gov.cn/t1.htm"),
        ("../../../../t1.htm", "http://www.yanbei.gov.cn/t1.htm"),
        ("//jyj.yanbei.gov.cn/a", "http://jyj.yanbei.gov.cn/a"),
        ("?page=2", "http://www.yanbei.gov.cn/zfxxgk/nb/index.html?page=2"),
        (" \n/a.html\t", "http://www.yanbei.gov.cn/a.html"),
        ("/a\n/b.html", "http://www.yanbei.gov.cn/a/b.html"),
        ("\\zwgk\\nb.html", "http://www.yanbei.gov.cn/zwgk/nb.html"),
        ("HTTPS://WWW.Yanbei.gov.cn:443/A", "https://www.yanbei.gov.cn/A"),
        ("http://www.yanbei.gov.cn./a", "http://www.yanbei.gov.cn/a"),
        ("/年报?y=1", "http://www.yanbei.gov.cn/%E5%B9%B4%E6%8A%A5?y=1"),
        ("/a%E5%B9", "http://www.yanbei.gov.cn/a%E5%B9"),
        ("/a%zz", "http://www.yanbei.gov.cn/a%25zz"),
        ("/a b", "http://www.yanbei.gov.cn/a%20b"),
        ("/a?x=1&amp;y=2", "http://www.yanbei.gov.cn/a?x=1&y=2"),
        ("/a#top", "http://www.yanbei.gov.cn/a"),
        ("/a;jsessionid=0F3?JSESSIONID=1&id=2", "http://www.yanbei.gov.cn/a?id=2"),
        ("http://中国.cn/", "http://xn--fiqs8s.cn/"),
        *((nothing, None) for nothing in (
            "", "#", "#top", "javascript:void(0)", "JavaScript:go('/a')", "mailto:a@b.cn", "tel:010", "ftp://a.cn/b", "data:text/html,x", "file:///a",
            "http://[::", "http://a.cn:port/", "http://u:p@a.cn/", "{{el.url}}", "${url}", "/a/' + id + '.html", "about:blank", "/" + "a" * 3000,
        )),
    ],
)  # fmt: skip
def test_addresses_are_made_whole(href: str, whole: str | None) -> None:
    assert resolve(href, HERE.replace("index.html", "index.html")) == whole


@settings(deadline=None)
@given(
    some.text(max_size=60) | some.text(alphabet="abZ01/.-_?=:h tp#;%", max_size=24),
    some.sampled_from([HERE, "https://a.cn", "", "not an address", "http://a.cn/x?y=z"]),
)
def test_an_address_is_absolute_or_none_and_stays_as_it_is(href: str, base: str) -> None:
    url = resolve(href, base)
    if url is not None:
        assert url.startswith(("http://", "https://"))
        assert url.isascii()
        assert "#" not in url
        assert resolve(url, url) == url


@pytest.mark.parametrize(
    "element",
    [
        "<a href='/x/'>年报</a>",
        '<a href="javascript:void(0)" onclick="window.open(\'/x/\')">年报</a>',
        "<a href=\"javascript:window.open('/x/')\">年报</a>",
        "<div onclick=\"location.href='/x/'\">年报</div>",
        '<li data-href="/x/">年报</li>',
        '<span data-url="/x/">年报</span>',
        '<map><area href="/x/" title="年报"></map>',
        '<select><option value="/x/">年报</option><option value="2">二</option></select>',
        "<iframe src='/x/'></iframe>",
        '<a href="javascript:" onclick=\'turnTo(event, "\\u002fx\\/");return false;\'>年报</a>',
    ],
)
def test_addresses_are_found_wherever_they_stand(element: str) -> None:
    assert only(element) == "http://www.yanbei.gov.cn/x/"


def test_a_base_element_counts() -> None:
    head = '<base href="/portal/">'
    (anchor,) = anchors(page("<a href='a/'>年报</a>", HERE, head))
    assert anchor.url == "http://www.yanbei.gov.cn/portal/a/"


def test_the_encoding_of_a_page_is_that_of_its_queries() -> None:
    data = '<html><head><meta charset="gb2312"></head><body><a href="/s?q=年报">政府信息公开年报，由本机关编制</a></body></html>'
    (anchor,) = anchors(Page(data.encode("gb18030"), HERE))
    assert anchor.url == "http://www.yanbei.gov.cn/s?q=%C4%EA%B1%A8"


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<a href='/x' title='砚北市教育局2024年年报'>砚北市教育局2024…</a>", "砚北市教育局2024年年报"),
        ("<a href='/x' title='砚北市教育局2024年年报'>砚北市教育局...</a>", "砚北市教育局2024年年报"),
        ("<a href='/x' title='点击查看'>砚北市教育局2024年年报</a>", "砚北市教育局2024年年报"),
        ("<a href='/x' title='年报'></a>", "年报"),
        ("<a href='/x'><img src='1.png' alt='信息公开年报'></a>", "信息公开年报"),
        ("<a href='/x'><p>砚北市年报</p><span>2025-01-20</span></a>", "砚北市年报"),
        ("<a href='/x'>[2025-01-20] 砚北市年报</a>", "砚北市年报"),
        ("<a href='/x'>· 砚北市年报 »</a>", "砚北市年报"),
        ("<a href='/x'><p>砚北市2024年年报</p><span><i>05</i><em>2025-01</em></span></a>", "砚北市2024年年报"),
        ("<a href='/x'><strong>2022</strong><span>年度</span></a>", "2022年度"),
        ("<a href='/x'><b>17</b><span>2025-01</span><h3>砚北市2024年政府信息公开年报</h3><p>根据有关规定编制本报告……</p></a>", "砚北市2024年政府信息公开年报"),
        ("<a href='/x'><i>17</i><div class='card-title'>砚北市2024年政府信息公开年报</div><p>根据有关规定编制本报告……</p></a>", "砚北市2024年政府信息公开年报"),
        # title and author, neither called so
        ("<a href='/x'><b>砚北市关于2024年度法治政府建设情况的报告</b><em>砚北市司法局</em><i>2025.01.21</i></a>", "砚北市关于2024年度法治政府建设情况的报告"),
        ("<a href='/x'><i>1</i>砚北市2024年政府信息公开年报<em>砚北市政务办</em></a>", "砚北市2024年政府信息公开年报"),
        ("<a href='/x'><span>砚北市教育局</span><span>2024年政府信息公开年报</span></a>", "砚北市教育局2024年政府信息公开年报"),
        ("<a href='/x'><span>砚北市2024年政府信息公开年报</span><span>编制说明</span></a>", "砚北市2024年政府信息公开年报编制说明"),
        ("<a href='/x'>2024年</a>", "2024年"),
        ("<div><h3>部门年报</h3><a href='/x'>更多&gt;&gt;</a></div>", "部门年报"),
        ("<div><h3>部门年报</h3><p><a href='/x'>MORE</a></p></div>", "部门年报"),
    ],
)  # fmt: skip
def test_the_text_of_an_anchor_is_whole_and_bare(element: str, text: str) -> None:
    assert anchors(page(element))[0].text == text


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='/x'>年报</a><span>2025-01-10</span></li>",
        "<li><span>2025-01-10</span><a href='/x'>年报</a></li>",
        "<li><h4><a href='/x'>年报</a></h4><span class='time'>[ 2025-01-10 ]</span></li>",
        "<li><a href='/x'>年报</a><b>2025-\n01-\n10</b></li>",
        "<table><tr><td><a href='/x'>年报</a></td><td>办公室</td><td>2025年1月10日</td></tr></table>",
        "<dl><dd><a href='/x'>年报</a></dd><dd>2025/01/10</dd></dl>",
        "<ul><li class='mc'><a href='/x'>年报</a></li><li class='rq'><i>2025.1.10</i></li></ul>",
        "<ul><li class='mc'><a href='/x'>年报</a></li><li class='rq'>2025-01-10</li><li><a href='/y'>乙</a></li><li>2024-01-01</li></ul>",
        "<li><span>[25/01/10]</span><a href='/x'>年报</a></li>",
        "<p><a href='/x'>年报</a> 2025-01-10<br><a href='/y'>乙</a> 2024-01-01</p>",
        "<li><a href='/x'>年报 2025-01-10</a></li>",
        "<table><tr><td>年报</td><td>367KB</td><td>2025-01-10</td><td>519</td><td><a href='/x'>下载年报</a></td></tr></table>",
        "<li><a href='/x'><img src='n.gif'></a><a href='/x'>年报</a><em>2025-01-10</em></li>",
    ],
)
def test_the_date_of_a_row(row: str) -> None:
    tree = lxml.html.document_fromstring(row)
    element = next(
        node for node in tree.iter("a") if node.get("href") == "/x" and "年报" in node.text_content()
    )
    assert beside(element) == "2025-01-10"


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='/x'>年报</a></li>",
        "<li><a href='/x'>年报</a><span>2026-02-00018</span></li>",  # an 索引号 that looks like a date
        "<li><a href='/x'>年报</a><span>2025-02-30</span></li>",
        "<li><a href='/x'>年报</a><span>01-10</span></li>",
        "<div><p>本报告的统计期限自2024年1月1日起至2024年12月31日止，"
        + "公开内容包括机构职能和规范性文件，" * 12
        + "</p><a href='/x'>年报</a></div>",
    ],
)
def test_no_date_is_made_up(row: str) -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{row}</body></html>")
    assert beside(next(tree.iter("a"))) is None


def test_trimming_leaves_something() -> None:
    assert trim("2025-01-10") == "2025-01-10"
    assert trim("  »  ") == "»"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<map><area href='a.asp' alt='信息公开'></map>", ["信息公开"]),
        ("<table><tr><th>单位</th><th>2023年度报告</th><th>日期</th></tr><tr><td>教育局</td><td><a href='a'>查看</a></td><td>2024-01-08</td></tr></table>", ["教育局 2023年度报告"]),
        ("<table><tr><td>序号</td><td>名称</td><td>操作</td></tr><tr><td>1</td><td>教育局2023年年报</td><td><a href='a'>点击查看</a></td></tr></table>", ["教育局2023年年报"]),
        ("<table><tr><th>单位</th><th>2022年</th><th>2023年</th></tr><tr><td>教育局</td><td><a href='a'>下载</a></td><td><a href='b'>下载</a></td></tr></table>", ["教育局 2022年", "教育局 2023年"]),
        ("<table><thead><tr><th>类别</th><th>单位</th><th>2022</th><th>2023</th></tr></thead><tbody><tr><td rowspan=2>部门</td><th>教育局</th><td></td><td><a href='a'>√</a></td></tr><tr><th>民政局</th><td><a href='b'><img src='i.gif'></a></td><td>—</td></tr></tbody></table>", ["部门 教育局 2023", "民政局 2022"]),
        ("<ul><li>教育局2023年年报 <a href='a'>[查看]</a></li></ul>", ["教育局2023年年报"]),
        ("<table><tr><th>名称</th><th>大小</th><th>操作</th></tr><tr><td>教育局2023年年报</td><td>367KB</td><td><a href='a'>下载</a></td></tr></table>", ["教育局2023年年报"]),
        ("<dl><dt>2015年</dt><dd><a href='a'>查看</a>　公开日期：2016-03-01</dd><dt>2014年</dt><dd><a href='b'>查看</a>　民政局</dd></dl>", ["2015年", "2014年 民政局"]),
        ("<p>甲 <a href='a'>查看</a> 乙 <a href='b'>查看</a></p>", ["查看", "查看"]),
        ("<a href='a'>查看2023年年报</a>", ["查看2023年年报"]),
        # a link that is a whole card
        ("<a href='a'><div><b>13</b><span>2019-06</span></div><h3>民政局2018年年报</h3><p>为保障公众知情权</p></a>", ["民政局2018年年报"]),
        ("<a href='a'><span>06-13</span><p class='card-title'>民政局2018年年报</p><p>为保障公众知情权</p></a>", ["民政局2018年年报"]),
        (f"<a href='a'><i>13</i><i>2019年6月</i><p>民政局2018年年报</p><p>{'为保障公众知情权' * 20}</p></a>", ["民政局2018年年报"]),
        ("<a href='a'><h3>甲</h3><h3>乙</h3></a>", ["甲乙"]),
        # signs that unfold a year or an office; one that folds it says what it says
        ("<table><tr><td><a href='a'><img alt='显示 2022 的详细资料'></a><b><font>2022年度</font></b></td></tr></table>", ["2022年度"]),
        ("<ul><li><a href='a'>+</a> 教育局<ul><li><a href='b'>年报</a></li></ul></li></ul>", ["教育局", "年报"]),
        ("<p>民政局 <a href='a'>[展开]</a></p>", ["[展开]"]),
        ("<p><b>民政局</b> <a href='a'>展开</a></p>", ["民政局"]),
        ("<td><a href='a'><img alt='隐藏 2022 的详细资料'></a><b>2022年度</b></td>", ["隐藏 2022 的详细资料"]),
        ("<p><a href='a'>&gt;</a> 第2页</p>", [">"]),
    ],
)  # fmt: skip
def test_what_a_link_does_not_say_its_place_says(body: str, texts: list[str]) -> None:
    assert [anchor.text for anchor in anchors(page(body))] == texts
