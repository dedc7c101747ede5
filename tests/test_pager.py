"""Pagers: the page that follows, what a list states, and the traps: calendars, facets, endless pagers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.anchors import anchors
from parsers.page import Page
from parsers.pager import following, stated, turns
from parsers.sums import values

HERE = "http://www.yanbei.gov.cn/zfxxgk/nb/index.html"


def page(body: str, url: str = HERE, head: str = "") -> Page:
    return Page(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), url)


def onward(body: str, url: str = HERE) -> str | None:
    asked = page(body, url)
    return following(asked, anchors(asked), stated(asked).pages)


@pytest.mark.parametrize(
    ("body", "url", "found"),
    [
        ("<a href='index_2.html'>下一页</a>", HERE, "index_2.html"),
        ("<a href='index_2.html'>下页</a>", HERE, "index_2.html"),
        ("<a href='index_2.html'>下一頁 &gt;</a>", HERE, "index_2.html"),
        ("<a href='index_2.html' rel='next'>…</a>", HERE, "index_2.html"),
        ("<a class='next' href='index_2.html'></a>", HERE, "index_2.html"),
        ("<b>1</b><a href='index_2.html'>2</a><a href='index_3.html'>3</a>", HERE, "index_2.html"),
        ("<a href='index.html'>1</a><b>2</b><a href='index_3.html'>3</a><a href='index_9.html'>尾页</a>", HERE.replace("index", "index_2"), "index_3.html"),
        ("<a href='index.html'>1</a><a href='index_1.html'>2</a><b>3</b><a href='index_3.html'>4</a>", HERE.replace("index", "index_2"), "index_3.html"),
        ("<a href='?page=1'>1</a><b>2</b><a href='?page=3'>&gt;</a>", HERE + "?page=2", "index.html?page=3"),
        ("<a href='?start=20'>下一页</a>", HERE, "index.html?start=20"),
        ("<a href='?start=40'>下一页</a>", HERE + "?start=20", "index.html?start=40"),
        ("<b>1</b><a href='list.shtml?2'>2</a><a href='list.shtml?3'>3</a>", HERE.replace("index.html", "list.shtml"), "list.shtml?2"),
        ("<a href='list.shtml?3'>下一页</a>", HERE.replace("index.html", "list.shtml?2"), "list.shtml?3"),
        ("<a href='node_5557_2.htm'>下一页</a>", HERE.replace("index.html", "node_5557.htm"), "node_5557_2.htm"),
        ("<a href='node_5557_3.htm'>下一页</a>", HERE.replace("index.html", "node_5557_2.htm"), "node_5557_3.htm"),
        ("<a href='2.html'>下一页</a>", HERE.replace("index", "about"), "2.html"),
        ("<a href='1.html'>上页</a><a href='3.html'>下页</a>", HERE.replace("index", "2"), "3.html"),
        # 博达 counts downwards, 苏迪 without a sign between name and number
        ("<a href='index/2.html'>下页</a>", HERE, "index/2.html"),
        ("<a href='2.html'>下页</a>", HERE.replace("index", "index/3"), "index/2.html"),
        ("<a href='list2.htm'>下一页</a>", HERE.replace("index.html", "list.htm"), "list2.htm"),
        ("<a href='list3.htm'>下一页</a>", HERE.replace("index.html", "list2.htm"), "list3.htm"),
        ("<a href='?a204t=3&amp;a204p=2&amp;a204c=15&amp;wbtreeid=7'>下页</a>", HERE + "?wbtreeid=7", "index.html?a204t=3&a204p=2&a204c=15&wbtreeid=7"),
        ("<a href='?pageId=383&amp;currentPage=2'>下一页</a>", HERE + "?pageId=383", "index.html?pageId=383&currentPage=2"),
        # eportal
        ("<a style='cursor:pointer' onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11040-2.html')\">下一页</a>", HERE, "11040-2.html"),
        ("<a onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11040-3.html')\">下一页</a>", HERE.replace("index", "11040-2"), "11040-3.html"),
        ("<a href='?id=7&amp;page.pageNo=2'>下一页</a>", HERE + "?id=7", "index.html?id=7&page.pageNo=2"),
        ("<a href='?id=7&amp;from=2'>下一页</a>", HERE + "?id=7", "index.html?id=7&from=2"),
        ("<a href='p/2.html'>下一页</a>", HERE, "p/2.html"),
        ("<a href='?Paging=1'>&lt;</a> 第2页 <a href='?Paging=3'>&gt;</a>", HERE + "?Paging=2", "index.html?Paging=3"),
        ("<table><tr><td><a href='?Paging=1'>&lt;</a> 第2页 <a href='?Paging=3'>&gt;</a></td></tr></table>", HERE + "?Paging=2", "index.html?Paging=3"),
        ("<table><tr><td>共9条<a class='next' href='?page=2'></a></td></tr></table>", HERE, "index.html?page=2"),
        ("<button data-url='rows?page=2' onclick='more(this)'>加载更多</button>", HERE, "rows?page=2"),
        ("<button data-next='/zfxxgk/nb/rows?page=2'>加载更多</button>", HERE, "rows?page=2"),
        ("<b>1</b> <a href='/zfxxgk/nb/2/'>2</a> <a href='/zfxxgk/nb/3/'>3</a>", HERE.removesuffix("index.html"), "2/"),
        ("<a href='/zfxxgk/nb/2/'>2</a> <b>3</b> <a href='/zfxxgk/nb/4/'>4</a>", HERE.replace("index.html", "3/"), "4/"),
        ("<b>1</b> <a href='?paged=2'>2</a>", HERE, "index.html?paged=2"),
        ("<b>1</b> <a href='index.php?s=/lists/cate/nb/p/2.html'>»</a>", HERE.replace("index.html", "index.php?s=/lists/cate/nb.html"), "index.php?s=/lists/cate/nb/p/2.html"),
        ("<b>2</b> <a href='index.php?s=/lists/cate/nb/p/3.html&amp;year=2023'>»</a>", HERE.replace("index.html", "index.php?s=%2Flists%2Fcate%2Fnb%2Fp%2F2.html&year=2023"), "index.php?s=/lists/cate/nb/p/3.html&year=2023"),
        # words, and counting in records: a portlet, Domino, SharePoint, a query after the last row
        ("<a href='?x_cur=2'>下一步</a>", HERE, "index.html?x_cur=2"),
        ("<a href='?OpenView&amp;Start=61&amp;Count=30'>下一页</a>", HERE + "?OpenView&Start=31&Count=30", "index.html?OpenView&Start=61&Count=30"),
        ("<b>1</b> <a href='?id=7&amp;offset=20'>2</a> <a href='?id=7&amp;offset=40'>3</a>", HERE + "?id=7", "index.html?id=7&offset=20"),
        ("<a href='?Paged=TRUE&amp;p_ID=77&amp;PageFirstRow=61&amp;View=x'>下一页</a>", HERE + "?Paged=TRUE&p_ID=99&PageFirstRow=31&View=x", "index.html?Paged=TRUE&p_ID=77&PageFirstRow=61&View=x"),
        ("<a href='?id=7&amp;before=2024-01-05&amp;last=3055'>下一页</a>", HERE + "?id=7", "index.html?id=7&before=2024-01-05&last=3055"),
        ("<a href='?id=7&amp;before=2023-02-01&amp;last=2990'>下一页</a>", HERE + "?id=7&before=2024-01-05&last=3055", "index.html?id=7&before=2023-02-01&last=2990"),
        ("<a href='?b_start:int=20'>后 20 条 »</a>", HERE, "index.html?b_start:int=20"),
        ("<a href='?tx_x[currentPage]=3&amp;cHash=7f'>下一页</a>", HERE + "?tx_x[currentPage]=2&cHash=aa", "index.html?tx_x[currentPage]=3&cHash=7f"),
        ("<a href='/zfxxgk/nb/tabid/7/currentpage/2/default.aspx'>2</a>", HERE.replace("index.html", "tabid/7/default.aspx"), "tabid/7/currentpage/2/default.aspx"),
        ("<a href='?c=nb&amp;pagefrom=%E6%95%99'>下一页</a>", HERE + "?c=nb", "index.html?c=nb&pagefrom=%E6%95%99"),
        ("<a href='?after=9a1c'>更早的文章</a>", HERE + "?after=7f3a", "index.html?after=9a1c"),
        # a folder of pages numbered from its oldest
        ("<a href='count/c01_000000003.shtml'>[下一页]</a>", HERE, "count/c01_000000003.shtml"),
        ("<a href='/nb/'>[上一页]</a><a href='c01_02.shtml'>[下一页]</a><a href='c01_01.shtml'>[末页]</a>", HERE.replace("index.html", "c01_03.shtml"), "c01_02.shtml"),
        ("<a href='c01_04.shtml'>上一页</a><a href='c01_02.shtml'>下一页</a>", HERE.replace("index.html", "c01_03.shtml"), "c01_02.shtml"),
        # traps
        ("<a href='c01_02.shtml'>上一页</a><a href='c01_02.shtml'>下一页</a>", HERE.replace("index.html", "c01_03.shtml"), None),
        ("<a href='?id=7&amp;offset=20'>下一页</a>", HERE + "?id=7&offset=40", None),
        ("<b>1</b> <a href='5_2.html'>2</a> <a href='5_3.html'>3</a>", HERE.replace("index", "5_1"), "5_2.html"),
        ("<b>1</b> <a href='6_2.html'>2</a>", HERE.replace("index", "5_1"), None),
        ("<a href='?id=7&amp;sort=time&amp;to=2024'>下一页</a>", HERE + "?id=7", None),
        ("<a href='/cal/2/'>2</a> <a href='/cal/3/'>3</a>", HERE.removesuffix("index.html"), None),
        ("<a href='?pagesize=20'>20</a> <a href='?pageid=2'>2</a>", HERE, None),
        ("<a href='?id=7&amp;sort=time'>下一页</a>", HERE + "?id=7", None),
        ("<a href='rows?page=2'>查看更多</a>", HERE, None),
        ("<a href='node_5558_2.htm'>下一页</a>", HERE.replace("index.html", "node_5557.htm"), None),
        ("<a onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11040-2.html')\">下一页</a>", HERE.replace("index", "11040-3"), None),
        ("<a onclick=\"queryArticleByCondition(this,'/zfxxgk/nb/11041-4.html')\">下一页</a>", HERE.replace("index", "11040-3"), None),
        ("<a href='3.html'>下页</a>", HERE.replace("index", "index/5"), None),
        ("<a href='../nb2/2.html'>下页</a>", HERE.replace("index", "index/3"), None),
        ("<a href='index_2.html'>下一篇</a><a href='index_2.html'>更多&gt;&gt;</a>", HERE, None),
        ("共3页<a href='index_4.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("第 3/3 页<a href='index_4.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("<a href='index_3.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("<a href='index_2.html'>下一页</a>", HERE.replace("index", "index_3"), None),
        ("<a href='index_1001.html'>下一页</a>", HERE.replace("index", "index_1000"), None),
        ("<a href='http://other.gov.cn/index_2.html'>下一页</a>", HERE, None),
        ("<a href='javascript:goPage(2)'>下一页</a>", HERE, None),
        ("<table><tr><td><a href='?month=1'>&lt;</a></td><td><a href='?month=3'>&gt;</a></td></tr><tr><td><a href='?day=1'>1</a></td><td><a href='?day=2'>2</a></td></tr></table>", HERE, None),
        ("".join(f"<a href='?page={day}'>{day}</a>" for day in range(1, 32)), HERE, None),
        ("<a href='?sort=hits&amp;page=1'>按热度</a>", HERE, None),
        ("<a href='print.html?page=2'>打印</a>", HERE, None),
    ],
)  # fmt: skip
def test_the_page_after_this(body: str, url: str, found: str | None) -> None:
    assert onward(f"<div>{body}</div>", url) == (
        f"http://www.yanbei.gov.cn/zfxxgk/nb/{found}" if found else None
    )


@pytest.mark.parametrize(
    ("words", "pages", "records"),
    [("页次：2/7", 7, None), ("共 23 条 第 1/2 页", 2, 23), ("共<em>3</em>页 第<em>1</em>页", 3, None), ("第1页/共&nbsp;2&nbsp;页&nbsp;共&nbsp;23&nbsp;条", 2, 23), ("页次：1/12", 12, None),
     ("共有100条记录", None, 100), ("上一页 下一页", None, None), ("2024/01/05 首页", None, None)],
)  # fmt: skip
def test_what_a_pager_states(words: str, pages: int | None, records: int | None) -> None:
    said = stated(page(f"<div>{words}</div>"))
    assert (said.pages, said.records) == (pages, records)


# ---- pagers that call a script


def asked(body: str, script: str = "", url: str = HERE, form: bytes = b"") -> list[tuple[str, str]]:
    """The requests for the next page, addresses from the folder of the list on."""
    html = f"<html><head><meta charset='utf-8'></head><body>{body}<script>{script}</script></body></html>"
    listed = Page(html.encode(), url, form=form)
    return [
        (turn.url.removeprefix("http://www.yanbei.gov.cn/zfxxgk/nb/"), turn.form.decode())
        for turn in turns(listed, anchors(listed), stated(listed))
    ]


SEND = "<form name='f' method='post' action='list.jsp'><input type='hidden' name='cpage' id='cp' value='{}'><input name='cid' value='7'><input type='submit' name='go'></form>"
ONWARD = "<a href='javascript:page(2)'>2</a> <a href='javascript:page(2)'>下一页</a>"


@pytest.mark.parametrize(
    ("body", "script", "found"),
    [
        # addresses put together
        (ONWARD, "function page(n){ location.href = 'index_' + n + '.html'; }", ("index_2.html", "")),
        (ONWARD, "function page(n){ window.location.href='index_'+(n-1)+'.html' }", ("index_1.html", "")),
        (ONWARD, "function page(n){ if(n==1){location='index.html'}else{location='index_'+n+'.html'} }", ("index_2.html", "")),
        (ONWARD, "function page(n){ location.href = n > 1 ? 'index_' + n + '.html' : 'index.html'; }", ("index_2.html", "")),
        (ONWARD, "function page(n){ var u = 'list.jsp?cid=3'; // the list\n u += '&page=' +\n n; self.location.replace(u); }", ("list.jsp?cid=3&page=2", "")),
        (ONWARD, "var page = function(p){ open(location.pathname + '?page=' + parseInt(p, 10), '_self') }", ("index.html?page=2", "")),
        ("<a onclick=\"goPage('x', 2); return false\">下页</a>", "function goPage(id, n){ location='index_'+n+'.html' }", ("index_2.html", "")),
        ("<a href='javascript:next()'>下一页</a>", "var cur = 1;\nfunction next(){ cur++;\n to(cur) }\nfunction to(n){ location = 'list_'+n+'.html' }", ("list_2.html", "")),
        ("<span onclick=\"location.href='?page='+2\">下一页</span>", "", ("index.html?page=2", "")),
        ("<input type='button' value='下一页' onclick=\"page('2')\">", "function page(n){ location='index_'+n+'.html' }", ("index_2.html", "")),
        # forms
        (SEND.format("") + ONWARD, "function page(n){ document.f.cpage.value = n; document.f.submit(); }", ("list.jsp", "cpage=2&cid=7")),
        (SEND.format(1) + ONWARD, "function page(n){ document.getElementById('cp').value=n; document.forms[0].submit() }", ("list.jsp", "cpage=2&cid=7")),
        (SEND.format(1) + ONWARD, "function page(n){ $('#cp').val(n); $('form').submit(); }", ("list.jsp", "cpage=2&cid=7")),
        (SEND.format(1) + ONWARD, "function page(n){ $(\"input[name='cpage']\").val(n); $('form').trigger('submit'); }", ("list.jsp", "cpage=2&cid=7")),
        (SEND.format(1) + ONWARD, "function page(n){ var f=document.f; f.action='more.jsp'; f.cpage.value=n; f.submit(); }", ("more.jsp", "cpage=2&cid=7")),
        (SEND.format(1).replace("'post'", "'get'") + ONWARD, "function page(n){ document.f.cpage.value=n; document.f.submit() }", ("list.jsp?cpage=2&cid=7", "")),
        # boxes
        ("<select onchange='location.href=this.value'><option value='index.html'>1</option><option value='index_2.html'>2</option></select>", "", ("index_2.html", "")),
        ("<select onchange='go(this.value)'><option value='1'>第1页</option><option value='2'>第2页</option></select>", "function go(n){ location='list_'+n+'.html' }", ("list_2.html", "")),
        ("<div>第1/5页 <form action='list.jsp'><input type='hidden' name='cid' value='4'><input name='page' size='3'><input type='submit' value='跳转'></form></div>", "", ("list.jsp?cid=4&page=2", "")),
        ("<div id='p'></div>", "$('#p').pagination({pageCount: 3, callback: function(n){ location.href='index_'+n+'.html'; }})", ("index_2.html", "")),
        ("<div id='p'></div>", "laypage({cont:'p', pages: 9, jump: function(o, first){ if(!first){ location.href='?page='+o.curr } }})", ("index.html?page=2", "")),
    ],
)  # fmt: skip
def test_a_call_is_read(body: str, script: str, found: tuple[str, str]) -> None:
    assert asked(body, script) == [found]


@pytest.mark.parametrize(
    ("body", "script"),
    [
        (ONWARD, ""),  # the function stands in a file of its own
        (ONWARD, "function page(n){ $.post('/list', {page: n}, show) }"),
        (ONWARD, "function page(n){ location.href = build(n); }"),
        (ONWARD, "function page(n){ location.href = 'index_' + total + '.html'; }"),
        (ONWARD, "function page(n){ location.href = 'http://elsewhere.gov.cn/index_' + n + '.html'; }"),
        (ONWARD, "function page(n){ page(n) }"),
        ("第1/1页" + ONWARD, "function page(n){ location.href = 'index_' + n + '.html'; }"),
        ("<a href='javascript:page(2)'>下一篇</a>", "function page(n){ location='index_'+n+'.html' }"),
        ("<a href='javascript:page(1)'>上一页</a>", "function page(n){ location='index_'+n+'.html' }"),
        (SEND.format(1) + ONWARD, "function page(n){ document.f.cpage.value = n; }"),
        (SEND.format(1).replace("list.jsp", "http://elsewhere.gov.cn/") + ONWARD, "function page(n){ document.f.cpage.value=n; document.f.submit() }"),
        (SEND.format(1).replace("<input name='cid'", "<input type='password' name='cid'") + ONWARD, "function page(n){ document.f.cpage.value=n; document.f.submit() }"),
        ("<div>第5/5页 <form><input name='page'></form></div>", ""),
        ("<div>共5页 <form><input name='keyword'></form></div>", ""),
        ("<div>", "$('#p').pagination({totalPage: 1})"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_leads_nowhere(body: str, script: str) -> None:
    assert asked(body, script) == []


def test_a_form_is_sent_until_the_last_page() -> None:
    script = "function page(n){ document.f.cpage.value=n; document.f.submit() }"
    form, sent = b"", []
    for current in range(1, 9):
        body = SEND.format(current) + f"<a href='javascript:page({min(current + 1, 4)})'>下一页</a>"
        onward = asked(body, script, form=form)
        if not onward:
            break
        sent.append(onward[0][1])
        form = sent[-1].encode()
    assert sent == ["cpage=2&cid=7", "cpage=3&cid=7", "cpage=4&cid=7"]


@pytest.mark.parametrize(
    ("url", "options", "found"),
    [
        # whether index_1.html is the second page only its own number tells
        ("index.html", "totalPage: 5, currentPage: 1", ["index_1.html", "index_2.html"]),
        ("index_1.html", "totalPage: 5, currentPage: 2", ["index_2.html"]),
        ("index_4.html", "totalPage: 5, currentPage: 5", []),
        ("index_4.html", "totalPage: 5, currentPage: 4", ["index_5.html"]),
        ("index_5.html", "totalPage: 5, currentPage: 5", []),
        ("index_4.html", "totalPage: 5", ["index_5.html"]),
        ("", "totalPage: 2", ["index_1.html", "index_2.html"]),
        ("index.html", "totalPage: 1", []),
    ],
)
def test_a_pager_that_a_plug_in_draws(url: str, options: str, found: list[str]) -> None:
    folder = HERE.removesuffix("index.html")
    script = "$('.pagination').pagination({" + options + "})"
    assert [turn for turn, _ in asked("<div class='pagination'></div>", script, folder + url)] == found


PIECES = some.sampled_from(
    ["function page(n){", "}", "location.href=", "'index_'", "+", "-", "n", "(", ")", ";", "\n", "document.f.cpage.value=", "document.f.submit();",
     "page(n+1)", "page(", "? ", ":", "'", '"', "99999999999", "n++", "var u=", "u+=u", "u", "$('#cp').val(", "//", "/*", "\\", "{", "²", ".pagination({totalPage: 9}"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(some.lists(PIECES, max_size=60).map("".join))
def test_any_script_has_an_end(script: str) -> None:
    for url, form in asked(SEND.format(1) + ONWARD, script):
        assert not url.startswith("http")
        assert form == "" or "cpage=" in form
    values(script, {"n": (2,), "u": ("x", 1)})


@pytest.mark.parametrize("word", ["/*", "page(n);", "a", "a=", "'", "if(n){", "page(page(", "u+=u;"])
def test_a_long_script_is_read_in_no_time(word: str) -> None:
    """Each of these took minutes where something is tried anew at every letter; the suite would hang."""
    flood = "function page(n){" + word * 500 + "}" + word * 100_000
    assert asked(ONWARD * 30, flood) == []
    assert asked(f'<a onclick="{word.replace(chr(34), "") * 50_000}">下一页</a>') == []
