"""Columns: what names and addresses are worth, which column a page is, breadcrumbs."""

from __future__ import annotations

import pytest

from parsers.columns import (
    ANNUAL,
    CATALOGUE,
    Column,
    below,
    column,
    crumbs,
    named,
    path_worth,
    worth,
)
from parsers.offices import is_office
from parsers.page import Page

HERE = "http://www.yanbei.gov.cn/zfxxgk/nb/index.html"


def page(body: str, url: str = HERE, head: str = "") -> Page:
    return Page(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), url)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        *((name, 700, 800) for name in (
            "政府信息公开年报", "政府信息公开工作年度报告", "信息公开年度报告", "政府資訊公開年報", "公开年报", "年报", "年度报告", "部门年报",
            "部门（单位）信息公开年度报告", "镇街年报", "街乡镇年报", "依法行政工作报告", "法治政府建设年度报告", "法治政府建设情况报告", "信息公开情况报告", "政务公开总结", "年报专区", "年度报告下载", "信息年报",
            "年度公开报告", "年度总结报告", "2023年度年报", "县级年报", "年报查询", "依法治县工作报告", "法治年报",
            "政府信息公开年度情况报告", "年度信息公开情况", "年度报告与总结", "公开指南与年报", "公开指南和年报", "政府信息公开制度与年报", "目录、指南、年报", "年报和制度", "法治政府建设报告公示",
            "历年年报文档（2008-2014）", "年度报告2008—2014年", "年报归档", "年报汇编", "法治政府建设报告查询", "历史年报", "2018年及以前年报", "2008至2014年年度报告", "年度报告（12条）",
        )),
        *((name, 500, 700) for name in (
            "政府信息公开", "信息公开目录", "政务公开", "法治政府建设", "依法行政", "法定主动公开内容", "砚北市教育局政府信息公开", "法治政府建设情况", "政务", "政务公开工作", "公开目录", "阳光政府", "法治", "依法治县", "机构信息公开", "各单位信息公开",
        )),
        *((name, 400, 500) for name in ("区直部门", "镇街", "乡镇、街道", "政府部门",  "重点领域信息公开", "市级气象局", "下属单位", "各街道", "机构职能", "网站地图", "部门频道", "单位公开", "网站群", "乡镇网站群", "部门站群", "镇街子站群导航", "市直机关", "县（市、区）", "各县区", "机构目录", "工作总结", "规划与总结", "专题专栏", "基层政务公开")),
        *((name, 0, 1) for name in (
            "部门预算", "部门决算公开", "统计年鉴", "统计年报", "企业年报公示", "社会组织年检", "政府网站工作年度报表", "新闻中心", "旅游天地", "天气",
            "登录", "依申请公开", "年报制度", "砚北市召开政府信息公开年报工作会", "砚北市2023年政府信息公开年报编写业务辅导", "年报编制指南", "指南与目录", "政府信息公开指南", "政府信息公开制度", "政务公开培训会", "砚北市推进政务公开工作", "年", "", "走进砚北", "区政府", "企业年报查询", "法治宣传", "政府工作报告",
        )),
    ],
)  # fmt: skip
def test_a_column_is_worth_what_its_name_says(name: str, low: int, high: int) -> None:
    assert low <= worth(name) < high


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/zwgk/zfxxgk/zfxxgknb/", True), ("/zfxxgkml/qzf/gkndbg/index.html", True), ("/zwgk/zfxxgknb/gknb2017/", True), ("/zl/2018nb/", True),
        ("/xxgk-xxgknb", True), ("/zfxxgk/zfxxgkndbg/list.shtml", True), ("/zfxxgk/zfxxgknb/202302/t20230220_80629.htm", False),
        ("/zfxxgknb/content/post_1.html", False), ("/xwzx/gzdt/", False), ("/", False), ("", False),
    ],
)  # fmt: skip
def test_an_address_hints_at_a_column_by_its_last_folder(path: str, found: bool) -> None:
    assert (path_worth(f"http://www.yanbei.gov.cn{path}") >= 700) is found


@pytest.mark.parametrize(
    ("name", "yes"),
    [("砚北市水利局", True), ("榕水镇人民政府", True), ("石桥街道办事处", True), ("政务服务中心", True), ("文化广电和旅游局", True), ("砚北县", True), ("砚东区", True),
     ("专题专区", False), ("超市", False), ("砚北社区", False),
     ("新闻中心", False), ("投诉举报中心", False), ("局", False), ("关于成立防汛办公室的通知", False)],
)  # fmt: skip
def test_offices_are_told_from_other_names(name: str, yes: bool) -> None:
    assert is_office(name) is yes


@pytest.mark.parametrize(
    ("head", "body", "url", "kind"),
    [
        ('<meta name="ColumnName" content="政府信息公开年报">', "", "/a/", Column.ANNUAL),
        ('<meta name="ColumnType" content="信息公开，信息公开年报">', "", "/a/", Column.ANNUAL),
        ("<title>部门年报_砚北市人民政府</title>", "", "/a/", Column.ANNUAL),
        ("", "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/nb'>政府信息公开年报</a> &gt; 镇街</div>", "/a/", Column.ANNUAL),
        ("", "", "/zfxxgk/zfxxgknb/2018n/xzjd/", Column.ANNUAL),
        ("<title>政府信息公开-砚北市</title>", "", "/a/", Column.DISCLOSURE),
        ("", "<p>您的位置：首页 &gt; 政务公开 &gt; 工作动态</p>", "/a/", Column.OTHER),
        ('<meta name="ColumnName" content="财政预决算">', "<p>当前位置：首页 &gt; 政务公开 &gt; 财政预决算</p>", "/zwgk/czyjs/", Column.OTHER),
        ("<title>部门导航</title>", "", "/a/", Column.ORGANS),
        ("", "", "/", Column.OTHER),
    ],
)  # fmt: skip
def test_a_page_is_a_column_by_its_own_name(head: str, body: str, url: str, kind: Column) -> None:
    assert column(page(body, f"http://www.yanbei.gov.cn{url}", head)) is kind


def test_a_breadcrumb_is_read_whatever_stands_between_its_steps() -> None:
    for mark in (" &gt; ", " > ", "&gt;&gt;", " » ", " / ", " | "):
        assert crumbs(
            page(f"<div><span>当前位置：</span><a>首页</a>{mark}<a>政务公开</a>{mark}年报</div>")
        ) == ("政务公开", "年报")


def test_a_breadcrumb_may_follow_a_comment() -> None:
    assert crumbs(page("<div><!-- trail -->当前位置：首页 &gt; 年报</div>")) == ("年报",)


@pytest.mark.parametrize(
    ("head", "trail", "label", "kind", "name"),
    [
        ('<meta name="ColumnName" content="部门年报">', "", "", Column.ANNUAL, "部门年报"),
        ("<title>2023年</title>", "当前位置：首页 > 政府信息公开年报 > 2023年", "", Column.ANNUAL, "政府信息公开年报"),
        ("<title>2023年</title>", "", "政府信息公开年报", Column.OTHER, "2023年"),
        ("", "", "政府信息公开年报", Column.ANNUAL, "政府信息公开年报"),
        ("", "", "工作动态", Column.OTHER, "工作动态"),
    ],
)  # fmt: skip
def test_what_a_page_does_not_say_its_link_said(
    head: str, trail: str, label: str, kind: Column, name: str
) -> None:
    text = f"<html><head>{head}</head><body><p>{trail}</p></body></html>"
    answer = Page(text.encode(), "http://www.yanbei.gov.cn/a/search.jsp", label=label)
    assert column(answer) is kind
    assert named(answer, kind) == name


def test_data_is_the_column_that_its_link_names() -> None:
    """An answer of JSON has no name; a year below 年报 is a column of reports only through what stands above it."""
    url = "http://a.gov.cn/api/list?page=1"
    assert column(Page(b"{}", url)) is Column.OTHER
    assert column(Page(b"{}", url, label="政府信息公开年报")) is Column.ANNUAL
    assert column(Page(b"{}", url, label="政府信息公开年报 > 2023年")) is Column.ANNUAL
    assert column(Page(b"{}", url, label="政务公开 > 2023年")) is Column.OTHER
    page_ = Page("<html><title>通知公告</title></html>".encode(), url, label="政府信息公开年报")
    assert column(page_) is Column.OTHER  # a page has a name of its own


@pytest.mark.parametrize("title", ["示例区人民政府", "示例区人民政府门户网站", "首页"])
def test_a_title_that_is_the_name_of_the_site_names_no_column(title: str) -> None:
    page_ = Page(
        f"<html><title>{title}</title><p>x".encode(), "http://a.gov.cn/c/7", label="政府信息公开年报"
    )
    assert column(page_) is Column.ANNUAL


@pytest.mark.parametrize(
    ("html", "url", "name"),
    [
        ("<title>信息公开年报-示例区人民政府</title>", "http://a.gov.cn/x/", "信息公开年报"),
        ("<title>示例区人民政府</title>", "http://a.gov.cn/zwgk/xxgknb/index.html", "年报"),
    ],
)
def test_the_name_under_which_a_column_is_asked_for_its_data(html: str, url: str, name: str) -> None:
    page_ = Page(f"<html><head>{html}</head><body><p>x</p></body></html>".encode(), url)
    assert named(page_, column(page_)) == name
    assert column(Page(b"{}", "http://a.gov.cn/1.json", label=name)) is Column.ANNUAL


@pytest.mark.parametrize(
    ("name", "above", "value"),
    [
        ("2023年", Column.ANNUAL, 700),
        ("示例区教育局", Column.ANNUAL, 700),
        ("部门年报", Column.ANNUAL, 760),
        ("政府网站工作年度报表", Column.ANNUAL, 0),
        ("2023年", Column.DISCLOSURE, 0),
    ],
)
def test_what_stands_below_a_column_of_reports_holds_reports(name: str, above: Column, value: int) -> None:
    assert below(name, above) == value


def test_the_address_of_a_catalogue_says_what_it_is() -> None:
    assert path_worth("http://www.a.gov.cn/gzhzjy/gkmlpt/index") == CATALOGUE
    assert path_worth("http://nr.a.gov.cn/gkmlpt/mindex/") == CATALOGUE
    assert path_worth("http://nr.a.gov.cn/gkmlpt/annualreport") >= ANNUAL
    assert path_worth("http://nr.a.gov.cn/gkmlpt/content/8/8800/post_8800000.html") == 0


def test_a_tab_on_the_page_of_an_office_is_what_its_link_says() -> None:
    show = "http://www.yanbei.gov.cn/org/show.jsp"
    body = "<div>当前位置：首页 &gt; 机构设置 &gt; 砚北市民政局</div><h2>砚北市民政局</h2>"
    organ = f"<html><title>砚北市民政局-中国砚北</title>{body}".encode()
    assert column(Page(organ, f"{show}?id=12&tab=gknb", label="公开年报")) is Column.ANNUAL
    assert column(Page(organ, f"{show}?id=12&tab=bmdt", label="工作动态")) is not Column.ANNUAL
