"""Chrome: whole lines at head and tail go, the same words in the body stay, and every cut can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import lines
from parsers.chrome import strip
from parsers.infobar import fields, is_bar
from parsers.residue import judge

TITLE = "松川市农业农村局2021年政府信息公开工作年度报告"
BODY = [
    "一、总体情况",
    "全年推进无障碍办事和网上分享平台建设，附件另行公布。",
    "二、主动公开政府信息情况",
    "本年度没有制发规章。",
    "松川市农业农村局",
    "2022年1月18日",
]
HEADS = [
    ["长者助手", "无障碍"],
    ["当前位置：首页 > 政务公开 > 政府信息公开年报"],
    ["简体 | 繁体 | 无障碍浏览 | 长者模式 | 手机版"],
]
BARS = [
    ["发布日期：2022-01-18 16:02 来源：松川市农业农村局 字号：[ 大 中 小 ] 浏览次数：306"],
    ["2022-01-18 来源: 本网", "【字号: 分享"],
    ["时间:2022-01-18 11:29"],
    ["2022年1月18日 16:02 来源：松川市农业农村局 点击：306"],
    ["松川市农业农村局 2022-01-18 阅读 51 次"],
    ["分享到：微信 微博 QQ空间", "发布时间：2022-01-18 信息来源：松川市农业农村局 浏览量： - A+大 A中 A-小"],
]
TAILS = [
    ["相关附件", "相关新闻"],
    ["附件下载", "扫一扫在手机上查看当前页面", "相关解读", "文字解读", "图片解读", "视频解读", "媒体报道"],
    ["【打印本页】【关闭窗口】", "上一篇：我市召开春耕现场会", "下一篇：没有了"],
    [
        "责任编辑：信息中心",
        "主办：松川市人民政府办公室 承办：信息中心",
        "松ICP备00000000号",
        "网站标识码：9901020001",
    ],
    ["相關詞條", "熱門詞條", "聯絡我們"],
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize("tail", TAILS)
def test_seed_shapes(head: list[str], bar: list[str], tail: list[str]) -> None:
    body = strip(lines("\n".join([*head, TITLE, *bar, *BODY, *tail])), TITLE)
    assert body.text.split("\n") == BODY


def test_the_bar_is_kept_as_fields() -> None:
    body = strip(lines("\n".join([TITLE, *BARS[0], *BODY])), TITLE)
    assert ("published", "2022-01-18 16:02") in body.bar
    assert ("source", "松川市农业农村局") in body.bar


@given(
    st.lists(st.sampled_from([line for block in (*HEADS, *BARS, *TAILS) for line in block]), max_size=5),
    st.lists(st.text(alphabet="政府信息公开，。一、0-（）分享附件", min_size=1, max_size=30), max_size=6),
    st.lists(st.sampled_from([line for block in TAILS for line in block]), max_size=5),
)
def test_every_cut_can_be_undone(head: list[str], middle: list[str], tail: list[str]) -> None:
    run = lines("\n".join([*head, TITLE, *middle, *tail]))
    body = strip(run, TITLE)
    cut = {c.ordinal: c.text for c in body.cuts}
    kept = iter(body.lines)
    assert [cut[n] if n in cut else next(kept).text for n in range(len(run))] == [line.text for line in run]
    assert next(kept, None) is None


@given(st.lists(st.sampled_from([*BODY, *TAILS[0], *TAILS[1], *BARS[0], "0", "-"]), max_size=14))
def test_stripping_settles(texts: list[str]) -> None:
    once = strip(lines("\n".join(texts)), TITLE)
    assert strip(once.lines, TITLE).text == once.text or once.cuts


def test_a_form_printed_a_cell_a_line_is_no_related_list() -> None:
    form = ["(七)总计", "0", "0", "0", "四、结转下年度继续办理", "0", "0", "0", "无"]
    assert strip(lines("\n".join([TITLE, "说明。", *form])), TITLE).text.split("\n") == ["说明。", *form]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("【打印本页】【关闭窗口】", "widget"),
        ("分享到：微信微博", "widget"),
        ("文字解读图片解读视频解读", "widget"),
        ("當前位置：首頁>政務公開", "crumb"),
        ("相關詞條", "related"),
        ("上一篇：我市召开现场会", "neighbour"),
        ("责任编辑：张三", "editor"),
        ("粤ICP备05012345号-1", "footer"),
        ("© 2025 松川市水务局　地址：滨河路1号，邮编990000", "footer"),
        ("您访问的链接即将离开本网站，是否继续？", "leaving"),
        ("{{item.title}}", "template"),
        ("发布日期：2018-03-15 来源：本网 浏览次数：", "bar"),
        ("大", None),
        ("无障碍办事大厅全年接待群众1200人次。", None),
        ("一、总体情况", None),
        ("附件", None),
        ("其他", None),
        ("联系电话：0990-1234567。", None),
        ("2018年3月", None),
    ],
)
def test_judge(line: str, verdict: str | None) -> None:
    assert judge(line) == verdict


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2018-03-15 来源: 本网", (("time", "2018-03-15"), ("source", "本网"))),
        ("时间:2020-01-08 11:29", (("time", "2020-01-08 11:29"),)),
        (
            "【发布时间：2018-02-23】【来源：市府办】【字号 大 中 小】【打印】",
            (("published", "2018-02-23"), ("source", "市府办")),
        ),
        ("来源：本网浏览次数：-字号：大中小", (("source", "本网"), ("count", "-"), ("widget", "大中小"))),
        ("来源：廣州市天河區人民政府", (("source", "廣州市天河區人民政府"),)),
        (
            "索 引 号：\t11330783/2018-00012\t发布机构：\t市府办",
            (("index_no", "11330783/2018-00012"), ("issuer", "市府办")),
        ),
        ("来源：市医保局 市政务局", (("source", "市医保局 市政务局"),)),
        ("本年度报告所列数据的统计期限自2017年1月1日起。", ()),
        ("规章\t0\t0", ()),
    ],
)
def test_fields(line: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert fields(line) == expected


@pytest.mark.parametrize("line", ["来源于基层的意见：全部采纳。", "时间紧、任务重：需要统筹。", "2018年3月"])
def test_prose_is_no_bar(line: str) -> None:
    assert not is_bar(line)
