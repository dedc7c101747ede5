"""Postbacks: forms of ASP.NET and forms that a script fills: what is sent, in which order, and where it ends."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.listing import links
from parsers.page import Page
from parsers.postback import BLIND, MAX_FORM, turn, turned

HERE = "http://www.yanbei.gov.cn/gk/List.aspx?cid=12"
ROW = '<li><a href="Show.aspx?id=7">砚北县2020年政府信息公开工作年度报告</a></li>'
STATE = '<input type="hidden" name="__VIEWSTATE" value="dDw+AB==/1"><input type="hidden" name="__EVENTVALIDATION" value="e1">'


def page(inside: str, form: bytes = b"", action: str = "List.aspx?cid=12", data: str = "utf-8") -> Page:
    text = (
        f'<html><body><form method="post" action="{action}" id="form1">{STATE}{inside}</form></body></html>'
    )
    return Page(text.encode(data), HERE, form=form)


def call(target: str, argument: str, text: str) -> str:
    return f'<a href="javascript:__doPostBack(&#39;{target}&#39;,&#39;{argument}&#39;)">{text}</a>'


def sent(post: object) -> dict[str, str]:
    assert post is not None
    return dict(parse_qsl(post.form.decode(), keep_blank_values=True))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pager", "form", "target", "argument"),
    [
        ("<span>1</span>" + call("gv", "Page$2", "2") + call("gv", "Page$3", "3"), b"", "gv", "Page$2"),
        (call("gv", "Page$1", "1") + "<span>2</span>" + call("gv", "Page$3", "3"), b"__EVENTTARGET=gv&__EVENTARGUMENT=Page%242", "gv", "Page$3"),
        (call("gv", "Page$10", "10") + call("gv", "Page$12", "..."), b"__EVENTTARGET=gv&__EVENTARGUMENT=Page%2411", "gv", "Page$12"),
        (call("AspNetPager1", "2", "下一页") + call("AspNetPager1", "9", "尾页"), b"", "AspNetPager1", "2"),
        (call("ctl00$lnkNext", "", "下一页"), b"", "ctl00$lnkNext", ""),
        (call("rpt$ctl01$lb", "", "2") + call("rpt$ctl02$lb", "", "3"), b"", "rpt$ctl01$lb", ""),
        ('<a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("lbNext", "", true, "", "", false, true))\'>下一页</a>', b"", "lbNext", ""),
        # two lists: the pager that was turned is the one that is turned on
        (call("left", "Page$3", "3") + call("right", "Page$3", "3"), b"__EVENTTARGET=right&__EVENTARGUMENT=Page%242", "right", "Page$3"),
    ],
)  # fmt: skip
def test_the_step_of_a_pager(pager: str, form: bytes, target: str, argument: str) -> None:
    post = turned(page(pager, form))
    given = sent(post)
    assert (given["__EVENTTARGET"], given["__EVENTARGUMENT"]) == (target, argument)
    assert (given["__VIEWSTATE"], given["__EVENTVALIDATION"]) == ("dDw+AB==/1", "e1")
    assert post is not None
    assert post.url == HERE


@pytest.mark.parametrize(
    ("pager", "form"),
    [
        (call("gv", "Page$1", "1") + call("gv", "Page$2", "2"), b"__EVENTTARGET=gv&__EVENTARGUMENT=Page%243"),
        ("<a disabled='disabled' href=\"javascript:__doPostBack('n','')\">下一页</a>", b""),
        ("<a>下一页</a>", b""),
        ("共3页" + call("n", "", "下一页"), b"__EVENTTARGET=n&nianbao_step=3"),
        (call("n", "", "下一页"), b"__EVENTTARGET=n&nianbao_step=%d" % BLIND),
        (call("menu", "2", "通知公告") + call("menu", "3", "年报"), b""),
        (call("Calendar1", "8767", "2") + call("Calendar1", "V8766", "&gt;"), b""),
        (f"<input type='hidden' name='big' value='{'x' * MAX_FORM}'>" + call("gv", "Page$2", "2"), b""),
    ],
)  # fmt: skip
def test_where_there_is_no_step(pager: str, form: bytes) -> None:
    limit = 3 if "共3页" in pager else None
    assert turned(page(pager, form), limit) is None


def test_a_form_that_leads_elsewhere_is_not_sent() -> None:
    assert turned(page(call("gv", "Page$2", "2"), action="http://other.gov.cn/x.aspx")) is None


def test_a_blind_pager_is_counted() -> None:
    post = turned(page(call("n", "", "下一页"), b"__EVENTTARGET=n&nianbao_step=4"))
    assert turn(post.form if post else b"") == 5


def test_the_other_fields_are_sent_as_a_browser_sends_them() -> None:
    inside = (
        '<input name="q" value="公开"><input type="checkbox" name="off" value="1"><input type="checkbox" name="on" checked>'
        '<select name="y"><option>2020</option><option selected value="21">2021</option></select><input type="submit" name="go" value="搜索">'
        '<input name="dead" value="1" disabled><textarea name="t">甲</textarea>'
    )
    post = turned(page(inside + call("gv", "Page$2", "2"), data="gb18030"))
    assert post is not None
    given = dict(parse_qsl(post.form.decode(), keep_blank_values=True, encoding="gb18030"))
    assert {name: given.get(name) for name in ("q", "off", "on", "y", "go", "dead", "t")} == {
        "q": "公开", "off": None, "on": "on", "y": "21", "go": None, "dead": None, "t": "甲",
    }  # fmt: skip


def test_a_button_is_pressed() -> None:
    given = sent(
        turned(
            page(
                '<input type="submit" name="btnPrev" value="上一页"><input type="submit" name="btnNext" value="下一页">'
            )
        )
    )
    assert given["btnNext"] == "下一页"
    assert "btnPrev" not in given


@pytest.mark.parametrize(("asked", "after"), [(b"", 2), (b"cpage=2&k=7", 3), (b"cpage=3&k=7", None)])
def test_a_script_fills_the_number_in(asked: bytes, after: int | None) -> None:
    pager = "".join(f"<a href=\"javascript:page('{n}')\">{n}</a>" for n in (1, 2, 3))
    text = f"<html><body><form name='f' method='post' action='list.jsp'><input type='hidden' name='cpage' value='1'><input type='hidden' name='k' value='7'></form>{pager}</body></html>"
    post = turned(Page(text.encode(), "http://a.gov.cn/x/list.jsp", form=asked))
    assert (post and sent(post)) == ({"cpage": str(after), "k": "7"} if after else None)


def test_news_is_not_turned() -> None:
    news = '<li><a href="Show.aspx?id=7">砚北县召开推进会</a></li>' + call("gv", "Page$2", "2")
    assert [link for link in links(page(news)).found if link.role == "next"] == []
    (onward,) = (link for link in links(page(ROW + call("gv", "Page$2", "2"))).found if link.role == "next")
    assert (onward.method, onward.url, dict(onward.headers)["Referer"]) == ("POST", HERE, HERE)


def test_columns_behind_a_form_are_opened_once() -> None:
    menu = (
        ROW + call("m", "3", "政府信息公开年报") + call("m", "动态", "工作动态") + call("m", "w", "政务公开")
    )
    found = [link for link in links(page(menu)).found if link.method == "POST"]
    assert [(link.text, link.role, link.score) for link in found] == [("政府信息公开年报", "list", 790)]
    assert [
        link
        for link in links(page(menu, b"__EVENTTARGET=m&__EVENTARGUMENT=x")).found
        if link.method == "POST"
    ] == []


SOUP = some.lists(
    some.sampled_from(
        ["<form method=post>", "</form>", "<form action='http://[' method=post>", STATE, ROW, call("a", "Page$2", "2"), call("b", "", "下一页"), "<input name=page value=1>",
         "<a href='javascript:go(2)'>2</a>", "<select name=s multiple><option>", "<select name=z>", "<input type=submit name=n value=下一页>", "<button name=b>下一页</button>", "<textarea name=t>",
         "__doPostBack('", "<a onclick=\"__doPostBack('x','9999')\">9999</a>", "<input name='\u3000&amp;=' value='\ud800'>", "共2页", "<title>政府信息公开年报</title>", "<input type=radio name=r>"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    SOUP,
    some.binary(max_size=30)
    | some.sampled_from(
        [b"__EVENTARGUMENT=9999", b"nianbao_step=99999999", b"page=2", b"nianbao_step=\xc2\xb2"]
    ),
)
def test_any_form_is_sent_or_not(text: str, form: bytes) -> None:
    for post in (turned(Page(f"<html><body>{text}".encode("utf-8", "surrogatepass"), HERE, form=form)),):
        assert post is None or (turn(post.form) or 2) > (turn(form) or 1)
