"""Listing: what an anchor is worth, which lists are walked on, what a page leads to."""

from __future__ import annotations

import pytest

from parsers.columns import Column, column
from parsers.link import EVIDENT, SCARCE, WIDE, Link, best, is_article, weigh
from parsers.listing import links
from parsers.page import Page

HERE = "http://www.yanbei.gov.cn/zfxxgk/nb/index.html"
ROW = '<li><a href="/zfxxgk/nb/202501/t20250121_1.htm">砚北市民政局2024年政府信息公开工作年度报告</a></li>'


def page(body: str, url: str = HERE, head: str = "") -> Page:
    return Page(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), url)


ARTICLE = "http://www.yanbei.gov.cn/nb/202501/t20250121_1.htm"
FOLDER = "http://www.yanbei.gov.cn/a/"


@pytest.mark.parametrize(
    ("text", "url", "here", "role"),
    [
        ("砚北市民政局2024年政府信息公开工作年度报告", ARTICLE, Column.OTHER, "report"),
        ("砚北市民政局2024年法治政府建设年度报告", ARTICLE, Column.OTHER, "report"),
        ("砚北大学2023-2024学年信息公开工作年度报告", ARTICLE, Column.OTHER, "report"),
        ("砚北市民政局2024年政府信息公开工作年度报告", FOLDER, Column.OTHER, "report"),
        ("政府信息公开工作年度报告", FOLDER, Column.OTHER, "list"),
        ("政府信息公开工作年度报告", ARTICLE, Column.OTHER, "list"),
        ("2024年政府信息公开年报", FOLDER, Column.OTHER, "list"),
        ("2019年", FOLDER, Column.ANNUAL, "list"),
        ("2019年度", ARTICLE, Column.ANNUAL, "list"),
        ("2019年", FOLDER, Column.OTHER, None),
        ("砚北市民政局", ARTICLE, Column.ANNUAL, "report"),
        ("砚北市民政局", "http://www.yanbei.gov.cn/org/show.jsp?id=12", Column.ORGANS, "list"),
        ("砚北市民政局", "http://www.yanbei.gov.cn/org/show.jsp?id=12", Column.DISCLOSURE, None),
        ("砚北市民政局", FOLDER, Column.ANNUAL, "list"),
        ("砚北市民政局", "http://mzj.yanbei.gov.cn/", Column.DISCLOSURE, "list"),
        ("邻市民政局", "http://mzj.linshi.gov.cn/", Column.DISCLOSURE, None),
        ("砚北市民政局", FOLDER, Column.OTHER, None),
        ("砚北市退役军人事务局2024年政府信…", ARTICLE, Column.ANNUAL, "report"),
        ("砚北市退役军人事务局2024年政府信…", ARTICLE, Column.OTHER, None),
        ("砚北市政府新闻办公室", ARTICLE, Column.ANNUAL, "report"),
        ("砚北市举行新闻发布会介绍2024年…", ARTICLE, Column.ANNUAL, None),
        ("关于做好2024年政府信息公开年度报告编制工作的通知", ARTICLE, Column.ANNUAL, None),
        ("图解：砚北市2024年政府信息公开工作年度报告", ARTICLE, Column.ANNUAL, None),
        ("砚北市政府网站工作年度报表（2024年度）", ARTICLE, Column.ANNUAL, None),
        ("《砚北市2024年政府信息公开工作年度报告》编制说明", ARTICLE, Column.ANNUAL, None),
        ("砚北市民政局2024年部门决算公开", ARTICLE, Column.ANNUAL, None),
        ("政务公开", ARTICLE, Column.OTHER, None),
        ("政务公开", FOLDER, Column.OTHER, "list"),
        ("下一页", "http://www.yanbei.gov.cn/zfxxgknb/", Column.OTHER, None),
        ("3", "http://www.yanbei.gov.cn/zfxxgknb/", Column.OTHER, None),
    ],
)
def test_roles(text: str, url: str, here: Column, role: str | None) -> None:
    link = weigh(text, url, here, "http://www.yanbei.gov.cn/")
    assert (link.role if link else None) == role


def test_a_report_outranks_a_page_outranks_a_column() -> None:
    report = weigh("砚北市民政局2024年政府信息公开工作年度报告", ARTICLE)
    annual, home = weigh("政府信息公开年报", FOLDER), weigh("政务公开", FOLDER)
    assert report is not None
    assert annual is not None
    assert home is not None
    assert 1000 >= report.score >= 900 > annual.score >= 700 > home.score >= 500


@pytest.mark.parametrize(
    "path",
    ["/a/202001/t20200108_2313558.htm", "/art/2024/1/21/art_1229_59.html", "/art/2022/art_0123456789abcdef0123456789abcdef.html", "/a/content/mpost_88.html",
     "/2019-03/18/content_52345.htm", "/2018-03-15/1.html", "/20180315/12345678.html", "/info/1041/31887.htm", "/public/6596781/40011221.html", "/c112289c/202602/c01_1108994.shtml",
     "/node/77", "/archives/77", "/?p=77", "/contents/12/77.html", "/Item/77.aspx", "/index.php?option=com_content&view=article&id=7",
     "/shownews.asp?id=12", "/a/1.pdf", "/download.jsp?classid=0&filename=1f.docx"],
)  # fmt: skip
def test_addresses_of_articles(path: str) -> None:
    assert is_article(f"http://www.yanbei.gov.cn{path}")


@pytest.mark.parametrize(
    "path", ["/", "/zfxxgk/nb/", "/zfxxgk/nb/index_2.html", "/col/col1229281234/index.html", "/list.asp?classid=45", "/public/column/7001?type=3&action=list", "/a/2018n/"]
)  # fmt: skip
def test_addresses_of_columns(path: str) -> None:
    assert not is_article(f"http://www.yanbei.gov.cn{path}")


def test_news_is_not_walked_on() -> None:
    news = '<ul><li><a href="/xw/202501/t20250121_1.htm">砚北市召开政务公开推进会</a></li></ul><a href="index_2.html">下一页</a>'
    assert not links(page(news, "http://www.yanbei.gov.cn/xw/index.html", "<title>要闻</title>")).found


def test_a_list_without_rows_ends() -> None:
    empty = '<a href="index_2.html">下一页</a>'
    assert not [link for link in links(page(empty)).found if link.role == "next"]


@pytest.mark.parametrize(("at", "role"), [(2, "next"), (10, None)])
def test_a_disclosure_column_without_reports_is_walked_a_little(at: int, role: str | None) -> None:
    body = f'<li><a href="/a/t20250121_1.htm">砚北市水务规划</a></li><a href="index_{at + 1}.html">下一页</a>'
    found = links(
        page(body, f"http://www.yanbei.gov.cn/zfxxgk/index_{at}.html", "<title>政府信息公开</title>")
    ).found
    assert [link.role for link in found if link.role == "next"] == ([role] if role else [])


def test_an_article_has_no_following_page() -> None:
    body = f'<ul>{ROW}</ul><a href="t20250101_1_2.htm">下一页</a>'
    found = links(
        page(
            body,
            "http://www.yanbei.gov.cn/zfxxgk/nb/202501/t20250101_1.htm",
            "<title>政府信息公开年报</title>",
        )
    ).found
    assert {link.role for link in found} == {"report"}


def test_the_best_role_of_an_address_wins_and_the_page_itself_is_no_link() -> None:
    found = best(
        (
            Link("http://a.cn/1", "年", "list", 700),
            Link("http://a.cn/1", "报告", "report", 950),
            Link(HERE, "", "list", 900),
        ),
        HERE,
    )
    assert found == (Link("http://a.cn/1", "报告", "report", 950),)


def test_a_request_by_form_is_another_request() -> None:
    one, two = (Link("http://a.cn/", "", "next", 820, None, "POST", form) for form in (b"page=1", b"page=2"))
    assert best((one, two, one)) == (one, two)


@pytest.mark.parametrize("body", ["页面不存在", "您访问的页面不存在或已删除", "404错误"])
def test_nothing_is_followed_from_a_page_that_is_none(body: str) -> None:
    assert not links(
        page(
            f"<p>{body}</p><a href='/'>返回首页</a><a href='/nb/'>政府信息公开年报</a><script>location.href='/'</script>"
        )
    ).found


@pytest.mark.parametrize(
    "door",
    [
        "<FRAMESET ROWS='90,*'><FRAME SRC='/zwgk/main.asp'></FRAMESET>",
        "<html><head><meta http-equiv='Refresh' content='0; url=/zwgk/main.asp'></head><body></body></html>",
        "<html><body><iframe src='/zwgk/main.asp'></iframe></body></html>",
        "<html><script>location.href='/zwgk/main.asp'</script></html>",
    ],
)
def test_a_page_without_words_that_leads_on_is_not_empty(door: str) -> None:
    bare = Page(door.encode(), "http://www.yanbei.gov.cn/")
    assert bare.kind == "shell"
    assert [link.url for link in links(bare).found] == ["http://www.yanbei.gov.cn/zwgk/main.asp"]


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("InfoPublic.aspx?cid=1019&pid=971&page=1", False),
        ("InfoShow.aspx?cid=1019&id=3", True),
        ("NewsList.aspx?id=3", False),
        ("Article_Class.asp?ClassID=5", False),
        ("Article_Show.asp?ArticleID=5", True),
        ("detail.aspx?ClassId=5&NewsId=7", True),
        ("iList.jsp?node_id=GK&cat_id=15971&cur_page=2", False),
        ("ui?pageId=383041&currentPage=2", False),
        ("ui?pageId=383041&articleKey=71&columnId=3", True),
        ("list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1041", False),
        ("content.jsp?urltype=news.NewsContentUrl&wbtreeid=1041&wbnewsid=31887", True),
        ("6590001/40011221.jhtml", True),
    ],
)
def test_one_parameter_tells_an_article_from_its_list(path: str, article: bool) -> None:
    assert is_article(f"http://www.yanbei.gov.cn/info/{path}") is article


def test_reports_at_addresses_of_no_known_form_lead_on() -> None:
    row = '<li><a href="/gk/open?k=a7f">砚北市民政局2024年政府信息公开工作年度报告</a></li>'
    onward = [
        link.url
        for link in links(page(row + "<a href='index_2.html'>下一页</a>")).found
        if link.role == "next"
    ]
    assert onward == ["http://www.yanbei.gov.cn/zfxxgk/nb/index_2.html"]


SCRIPT = """<script>
function show(id) { window.open('view.jsp?newsid=' + id); }
function turn(n) { if (n == 1) location.href = 'index.html'; else location.href = 'index_' + n + '.html'; }
</script>"""


def test_rows_that_call_a_script_are_rows() -> None:
    title = "砚北市民政局2024年政府信息公开工作年度报告"
    body = f"{SCRIPT}<ul><li><a href='javascript:show(71)'>{title}</a> 2025-01-08</li><li onclick='show(72)'>工作简报</li></ul>"
    report, onward = links(
        page(f"{body}<a href='javascript:turn(1)'>首页</a><a href='javascript:turn(2)'>下一页</a>")
    ).found
    assert (report.url, report.text) == ("http://www.yanbei.gov.cn/zfxxgk/nb/view.jsp?newsid=71", title)
    assert (onward.url, onward.role) == ("http://www.yanbei.gov.cn/zfxxgk/nb/index_2.html", "next")


OPTIONS = "<option value='11' selected>教育局</option><option value='12'>民政局</option><option value='13'>云岭镇</option><option value=''>选择</option>"


@pytest.mark.parametrize(
    ("box", "asked"),
    [
        ("<select onchange=\"location.href='list.aspx?dept='+this.value\">{}</select>", ["list.aspx?dept=12", "list.aspx?dept=13"]),
        ("<form action='list.do'><input name='id' value='7'><select name='dept' onchange='this.form.submit()'>{}</select></form>",
         ["list.do?id=7&dept=12", "list.do?id=7&dept=13"]),
        ("<form action='list.do' method='post'><select name='dept' onchange='this.form.submit()'>{}</select></form>",
         ["list.do dept=12", "list.do dept=13"]),
        ("<form action='list.do'><select name='dept'>{}</select><button>查询</button></form>", ["list.do?dept=12", "list.do?dept=13"]),
        ("<select id='d'>{}</select><script>$('#d').change(function () {{ location.href = 'list.aspx?dept=' + $(this).val(); }});</script>",
         ["list.aspx?dept=12", "list.aspx?dept=13"]),
        ("<select id='d' onchange='go()'>{}</select><script>function go() {{ var d = document.getElementById('d').value; location = 'list.aspx?dept=' + d; }}</script>",
         ["list.aspx?dept=12", "list.aspx?dept=13"]),
        ("<select id='d' onchange='go()'>{}</select><script>function go() {{ location = 'list.aspx?dept=' + $('#other').val(); }}</script>", []),
        ("<form action='search.do'><input name='q'><select name='dept'>{}</select><input type='submit'></form>", []),
        ("<form action='list.do'><select name='dept'>{}</select></form>", []),
        ("<form action='login.do' method='post'><input type='password'><select name='dept' onchange='this.form.submit()'>{}</select></form>", []),
        ("<select name='dept' onchange='change(this)'>{}</select>", []),
    ],
)  # fmt: skip
def test_what_may_be_chosen_is_a_list(box: str, asked: list[str]) -> None:
    found = [link for link in links(page(box.format(OPTIONS))).found if link.role == "list"]
    assert [f"{link.url.rpartition('/')[2]} {link.form.decode()}".strip() for link in found] == asked
    assert {link.text for link in found} <= {"民政局", "云岭镇"}


def test_boxes_of_a_page_that_is_no_column_of_reports_are_left_alone() -> None:
    box = f"<select onchange=\"location.href='l.asp?d='+this.value\">{OPTIONS}</select>"
    news = Page(
        f"<html><title>工作动态</title><body>{'动态' * 90}{box}".encode(), "http://www.yanbei.gov.cn/gzdt/"
    )
    assert links(news).found == ()


@pytest.mark.parametrize(
    ("url", "title", "found"),
    [
        ("http://www.yanbei.gov.cn/", "首页", True),
        ("http://www.yanbei.gov.cn/index.shtml", "砚北市人民政府门户网站", True),
        ("http://www.yanbei.gov.cn/web/home/yb-0100", "国家税务总局砚北市税务局", True),
        ("http://www.yanbei.gov.cn/gzdt/", "工作动态", False),
    ],
)
def test_offices_that_live_on_the_host_are_entered_from_its_first_page(
    url: str, title: str, found: bool
) -> None:
    homes = "<a href='/web/home/yb-0101'>云岭县税务局</a><a href='http://jyj.other.gov.cn/'>邻市教育局</a>"
    first = Page(f"<html><title>{title}</title><body>{'欢迎' * 90}{homes}".encode(), url)
    assert [link.text for link in links(first).found] == ["云岭县税务局"] * found


def test_a_table_of_offices_and_years_holds_reports() -> None:
    table = "<tr><td>单位</td><td>2022年</td><td>2023年</td></tr><tr><td>教育局</td><td><a href='/d/22.pdf'>查看</a></td><td><a href='/d/23.pdf'>查看</a></td></tr>"
    found = [(link.text, link.role) for link in links(page(f"<table>{table}</table>")).found]
    assert found == [("教育局 2022年", "report"), ("教育局 2023年", "report")]


WORDY = "<p>" + "本栏目公开政府信息，欢迎社会监督。" * 9


def test_a_frame_holds_the_column_of_the_page_around_it() -> None:
    (frame,) = links(page(f"{WORDY}<iframe src='list.jsp?id=7' name='main'></iframe>")).found
    assert (frame.url, frame.text) == ("http://www.yanbei.gov.cn/zfxxgk/nb/list.jsp?id=7", "年报")
    untitled = Page(b"<html><title>list</title><body><p>x", frame.url, label=frame.text)
    assert column(untitled) is Column.ANNUAL


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<iframe src='menu.html'></iframe>", [("menu.html", 300)]),
        ("<iframe src='menu.html' title='信息公开'></iframe>", [("menu.html", 560)]),
        ("<iframe src='menu.html'></iframe><a href='gk/'>信息公开</a>", [("gk/", 560)]),
        ("<iframe src='http://tianqi.example.com/'></iframe>", []),
    ],
)
def test_the_frames_of_a_page_that_leads_nowhere_are_looked_at_last(
    body: str, found: list[tuple[str, int]]
) -> None:
    home = Page(
        f"<html><title>砚北县人民政府</title><body>{WORDY}{body}".encode(), "http://www.yanbei.gov.cn/"
    )
    assert [(link.url.removeprefix(home.url), link.score) for link in links(home).found] == found


def test_a_function_that_asks_what_it_was_called_with_goes_one_way() -> None:
    script = """<script>function go(type, id) {
      if (type == 'list') { location.href = 'list.jsp?cid=' + id; } else if (type == 'show') { location.href = 'show.jsp?newsid=' + id; } else { alert(id); }
    }</script>"""
    body = f"{script}<a href=\"javascript:go('list', 7)\">部门年报</a><a onclick=\"go('show', 8)\">砚北县民政局2024年政府信息公开工作年度报告</a>"
    assert [link.url.rpartition("/")[2] for link in links(page(body)).found] == [
        "show.jsp?newsid=8",
        "list.jsp?cid=7",
    ]


def found(body: str, url: str, head: str = "") -> dict[str, tuple[str, int]]:
    return {link.url: (link.role, link.score) for link in links(page(body, url, head)).found}


BOX = (
    '<div class="box"><h3>通知公告<a href="/tzgg/">更多&gt;&gt;</a></h3><ul>{row}</ul></div>'
    '<div class="box"><h3>部门动态<a href="/bmdt/">更多&gt;&gt;</a></h3><ul><li><a href="/a/t20250101_9.htm">砚北市召开例会</a></li></ul></div>'
)


def test_a_box_that_shows_a_report_has_more_of_them_whatever_it_is_called() -> None:
    home = found(BOX.format(row=ROW), "http://www.yanbei.gov.cn/", "<title>砚北市人民政府</title>")
    assert home["http://www.yanbei.gov.cn/tzgg/"] == ("list", EVIDENT)
    assert "http://www.yanbei.gov.cn/bmdt/" not in home
    other = '<li><a href="/a/t20250101_8.htm">关于停水的通知</a></li>'
    assert not found(BOX.format(row=other), "http://www.yanbei.gov.cn/", "<title>砚北市人民政府</title>")


@pytest.mark.parametrize("crumbs", ['<div>当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a> &gt; 正文</div>',
    '<nav class="breadcrumb"><ol><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li></ol></nav>'])  # fmt: skip
@pytest.mark.parametrize(
    ("title", "role"),
    [("砚北市民政局2024年政府信息公开工作年度报告", "list"), ("砚北市2024年停水通知", None)],
)
def test_the_column_of_a_report_holds_others(crumbs: str, title: str, role: str | None) -> None:
    got = found(f"{crumbs}<h1>{title}</h1>", ARTICLE, f"<title>{title}-砚北市人民政府</title>")
    assert got.get("http://www.yanbei.gov.cn/tzgg/", (None, 0))[0] == role
    assert "http://www.yanbei.gov.cn/" not in got


@pytest.mark.parametrize(
    ("body", "head", "there"),
    [
        ("<p>{words}</p>", '<meta http-equiv="refresh" content="5;url=/portal/">', True),
        ("<p>{words}</p><a href='/portal/'>点击进入网站首页</a>", "", True),
        ("<p>{words}</p><a href='/portal/'>进入新版网站 &gt;&gt;</a>", "", True),
        ("<p>{words}</p><a href='/portal/'>砚北风光</a>", "", False),
        ("<p>{words}</p><script>if (phone) location.href = '/portal/';</script>", "", False),
    ],
)
def test_a_page_that_only_welcomes_has_a_way_on(body: str, head: str, there: bool) -> None:
    words = (
        "欢迎访问砚北市人民政府门户网站，本站已于近日完成改版，请您更新收藏夹中的地址，感谢一直以来的关注。"
        * 2
    )
    got = found(body.format(words=words), "http://www.yanbei.gov.cn/", f"<title>砚北市</title>{head}")
    assert ("http://www.yanbei.gov.cn/portal/" in got) == there


def test_a_row_of_office_and_year_is_a_report_at_any_address() -> None:
    table = (
        "<table><tr><th>单位</th><th>2023年</th></tr><tr><td>民政局</td><td><a href='/gk/2023/civil.html'>查看</a></td></tr>"
        "<tr><td>财政局</td><td><a href='/gk/2023/money.html' title='砚北市财政局2023年政府信息公开工作年度报告'>查看</a></td></tr></table>"
    )
    got = found(table, HERE, "<title>历年政府信息公开年度报告汇总</title>")
    assert [role for role, _ in got.values()] == ["report", "report"]


@pytest.mark.parametrize(("column_", "text", "there"), [
    ("政务公开工作", "砚北市民政局2020年…", True), ("政务公开工作", "砚北市扶贫开发办公室20…", True), ("政务公开工作", "2020年砚北市民政局政府信…", True),
    ("政务公开工作", "砚北市民政局2020年部门预…", False), ("政务公开工作", "关于做好2020年…", False), ("部门动态", "砚北市民政局2020年…", False),
])  # fmt: skip
def test_a_title_cut_off_early_may_be_one(column_: str, text: str, there: bool) -> None:
    body = f"<li><a href='/article.jsp?id=7'>{text}</a></li>"
    assert bool(found(body, "http://www.yanbei.gov.cn/list.jsp?type=5", f"<title>{column_}</title>")) == there


def test_the_places_of_a_list_of_offices() -> None:
    offices = (
        "<dl><dd><a href='dept.do?id=1'>砚北县</a></dd><dd><a href='dept.do?id=2'>政策专区</a></dd></dl>"
    )
    got = found(offices, "http://www.yanbei.gov.cn/xxgk/index.do", "<title>信息公开</title>")
    assert list(got) == ["http://www.yanbei.gov.cn/xxgk/dept.do?id=1"]


def test_rows_of_no_known_address_are_reports_by_their_column() -> None:
    rows = "".join(
        f'<li><a href="/nb/main?key=7{n}">20{n}年政府信息公开工作年度报告</a> 20{n + 1}-01-05</li>'
        for n in range(19, 23)
    )
    found = links(page(f"<ul>{rows}</ul>", head="<title>政府信息公开年报</title>")).found
    assert [(link.role, link.date) for link in found] == [("report", f"20{n}-01-05") for n in range(20, 24)]


def test_news_of_no_known_address_is_news() -> None:
    rows = "".join(
        f'<li><a href="/x?key=7{n}">砚北市召开工作会议</a> 2023-01-0{n}</li>' for n in range(1, 10)
    )
    onward = '<a href="?offset=150">下一页</a>'

    def roles(row: str) -> list[tuple[str, int]]:
        news = page(f"<ul>{row}{rows}</ul>{onward}", f"{HERE}?offset=140", "<title>通知公告</title>")
        return [(link.role, link.score) for link in links(news).found]

    assert roles(ROW) == [("report", 950), ("next", WIDE)]
    assert roles("") == [("next", SCARCE)]


def test_a_list_at_the_address_of_an_article_goes_on() -> None:
    rows = "".join(f'<li><a href="/c/t20230105_{n}.htm">砚北市召开工作会议</a></li>' for n in range(9))
    body = f'<ul>{ROW}{rows}</ul><a href="c0012_0000003.html">下一页</a>'
    found = links(
        page(body, "http://www.yanbei.gov.cn/x/c0012_0000002.html", "<title>政府信息公开年报</title>")
    ).found
    assert [link.role for link in found] == ["report", "next"]


@pytest.mark.parametrize("tag", ["{title}", "政府信息公开年报 - {title}", "{title}_砚北市"])
def test_the_file_of_a_report_at_any_address(tag: str) -> None:
    title = tag.format(title="砚北市民政局2024年政府信息公开工作年度报告")
    found = links(
        page(
            '<p>附件：<a href="2024.docx">2024.docx</a></p>',
            "http://www.yanbei.gov.cn/x?key=7",
            f"<title>{title}</title>",
        )
    ).found
    assert [link.role for link in found] == ["attachment"]


def test_a_cover_leads_where_its_picture_leads() -> None:
    cover = '<a href="/gb/"><img src="gb.jpg"></a><a href="http://x.com/">技术支持</a>'
    home = "http://www.yanbei.gov.cn/"
    assert [link.url for link in links(page(cover, home)).found] == [f"{home}gb/"]
    assert links(page(cover, f"{home}about/")).found == ()
    assert links(page(f"<p>{'欢迎访问' * 90}</p>{cover}", home)).found == ()
