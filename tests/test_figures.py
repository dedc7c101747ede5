"""The figures: numbers in prose with their words, places and codes. All sentences here are ours."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import Page, Report, read
from parsers.figures import BY_CODE, INDICATORS, figures
from parsers.figures.said import hear
from parsers.hanzi import fold
from parsers.report import Figure, Section

SHARED = Path(__file__).resolve().parents[2] / "shared"
HEADS = {
    "overview": "一、概述",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、依申请公开政府信息情况",
    "fees": "四、收费及减免情况",
    "review_litigation": "五、行政复议、行政诉讼情况",
    "staff": "六、机构建设、保障经费和培训会议情况",
    "problems": "七、存在的主要问题",
    "other": "八、其他需要报告的事项",
}


def told(
    text: str, code: str = "overview", kind: str | None = "disclosure_annual", year: int = 2017
) -> tuple[Figure, ...]:
    """The figures of one section with its heading, each checked against the text it claims to stand in."""
    section = Section(4, code, None, HEADS[code], f"{HEADS[code]}\n{text}")
    found = figures([section], kind, year)
    for each in found:
        assert each.section == 4
        assert section.text[each.start : each.end] == each.raw != ""
    return found


def values(text: str, code: str = "overview") -> list[tuple[float, str | None, str]]:
    return [(each.value, each.unit, each.qualifier) for each in told(text, code)]


def codes(text: str, code: str, year: int = 2017) -> dict[str, float]:
    return {each.code: each.value for each in told(text, code, year=year) if each.code}


# ---------------------------------------------------------------- what is a figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年受理业务96.8万次。", (968000, "次", "exact")),
        ("大厅受理业务7.56万宗。", (75600, "宗", "exact")),
        ("收录数据约 15 万条。", (150000, "条", "approx")),
        ("设置评价器 340 多个。", (340, "个", "over")),
        ("接听来电10余万次。", (100000, "次", "over")),
        ("导入数据323万多条。", (3230000, "条", "over")),
        ("人流量在2000人以上。", (2000, "人", "over")),
        ("网站访问量超过3亿次。", (300000000, "次", "over")),
        ("累计办件近500件。", (500, "件", "approx")),
        ("参会人员50人左右。", (50, "人", "approx")),
        ("逾期率不足3%。", (3, "%", "under")),
        ("群众等候低于10分钟。", (10, "分钟", "under")),
        ("发布信息82,966条。", (82966, "条", "exact")),
        ("发布信息１，２３４条。", (1234, "条", "exact")),
        ("办件量４５６件。", (456, "件", "exact")),
        ("按时办结率99.51%。", (99.51, "%", "exact")),
        ("满意率100％。", (100, "%", "exact")),
        ("采购金额62075.67万元。", (62075.67, "万元", "exact")),
        ("项目投资350万。", (3500000, None, "exact")),
        ("已答复件数0、其余无。", (0, "件", "exact")),
        ("工单数为12,均已办结。", (12, None, "exact")),
        ("2.12件已办结。", (12, "件", "exact")),
        ("办理时限缩短至1.5个工作日。", (1.5, "个工作日", "exact")),
        ("发布公告\u200b3\u200b条。", (3, "条", "exact")),
        ("代号7“”12件。", (12, "件", "exact")),
        ("2017 12件。", (12, "件", "exact")),
    ],
)
def test_value_unit_and_qualifier(text: str, expected: tuple[float, str | None, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "依据某政发〔2017〕24号文件办理。",
        "开通12345热线。",
        "国务院令第711号公布。",
        "2017年3月15日起施行。",
        "电话:020-12345678,邮编:511300。",
        "(一)1.加强领导。",
        "排名第3位,位列第 2 名。",
        "第十三届会议第4次全会。",
        "每天10-20件。",
        "约3至5个工作日办结。",
        "从5件到8件不等。",
        "印发《2017年30条措施》。",
        "2017条例第49条。",
        "已有32部门入驻。",
        "信息公开(相同信息计1条)。",
        "28项“梳理并公开办事指南”。",
        "网址:www.example.gov.cn/2017/5个.html。",
        "7×24小时服务。",
        "A4纸规格,编号Q/AB 308.15-2014。",
        "一个平台、两个中心。",
        "处理了33处理决定。",
    ],
)
def test_no_figure(text: str) -> None:
    assert told(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "行政许可\t3件\t5件",
        "本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
        "规范性文件 3件 5件 12件",
        "政府集中采购 12项 30.5万元",
        "452件",
        "4890",
        " １２ ",
        "行政处罚 | 3件 | 5件",
        "收到申请数 12 /",
    ],
)
def test_rows_and_cells_of_tables_are_no_prose(line: str) -> None:
    assert told(line, "applications") == ()


def test_a_cell_a_line_form_has_no_figures() -> None:
    form = "第二十条第(一)项\n规章\n0\n0\n3件\n一、本年新收政府信息公开申请数量\n2\n(三)不予公开\n1.属于国家秘密\n0"
    assert told(form, "applications") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("共下发服务质量通报5期。", ["下发服务质量通报"]),
        ("88项个人服务事项已实现通办。", ["个人服务事项"]),
        ("涵盖26个领域,梳理事项2533项。", ["领域", "梳理事项"]),
        ("法规类信息12条,占7.2%。", ["法规类信息", "法规类信息占比"]),
        ("2017年,网站发布信息82条(其中:新闻类31条,服务类14条)。", ["网站发布信息", "新闻类", "服务类"]),
        ("有47项纳入“一窗”事项,占比达70.5%。", ["纳入一窗事项", "纳入一窗事项占比"]),
    ],
)
def test_labels(text: str, names: list[str]) -> None:
    assert [each.label for each in told(text)] == names


def test_raw_carries_label_number_and_unit() -> None:
    assert [each.raw for each in told("其中,“便民”类事项12个;约34万个要素得到规范。")] == [
        "“便民”类事项12个",
        "约34万个要素得到规范",
    ]


def test_reading_order_and_places() -> None:
    sections = [Section(n, "overview", None, None, f"甲类{n}件。\n乙类{n}件,丙类{n}件。") for n in (3, 5)]
    found = figures(sections, "disclosure_annual")
    assert [(each.section, each.label) for each in found] == [
        (n, f"{name}类") for n in (3, 5) for name in "甲乙丙"
    ]
    assert [sections[0].text[each.start : each.end] for each in found[:3]] == [
        "甲类3件",
        "乙类3件",
        "丙类3件",
    ]


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize("indicator", [each for each in INDICATORS if each.words], ids=lambda each: each.code)
def test_every_indicator_is_known_by_the_words_of_the_form(indicator: Any) -> None:
    said = {
        "A14.4.1": "行政复议数量9件,其中维持具体行政行为数{}",
        "A14.4.2": "行政复议数量9件,其中被依法纠错数{}",
        "A14.4.3": "行政复议数量9件,其中其他情形数{}",
        "A14.5.1": "行政诉讼数量9件,其中维持具体行政行为或者驳回原告诉讼请求数{}",
        "A14.5.2": "行政诉讼数量9件,其中被依法纠错数{}",
        "A14.5.3": "行政诉讼数量9件,其中其他情形数{}",
        "C.fee.notices": "信息处理费方面,发出收费通知{}",
        "C.fee.charged_yuan": "信息处理费收费通知的总金额{}",
        "C.fee.collected_yuan": "实际收取信息处理费{}",
        "A14.3.3.4.4": "危及国家安全、公共安全、经济安全和社会稳定{}",
    }.get(indicator.code, indicator.label + "{}")
    topic = "other" if indicator.topic == "processing_fee" else indicator.topic
    got = {
        each.code: (each.value, each.unit) for each in told(said.format(f"7{indicator.unit}") + "。", topic)
    }
    assert got[indicator.code] == (7, indicator.unit)
    assert not {code for code in got if code and code != indicator.code and got[code][0] == 7}


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("proactive", "我镇主动公开政府信息22条,其中网上公开15条。", {"A14.1.1": 22}),
        ("proactive", "全市主动公开信息300条,其中乡镇主动公开信息100条。", {"A14.1.1": 300}),
        ("proactive", "全县各级各部门主动公开政府信息1,200条。乡镇主动公开政府信息100条。", {"A14.1.1": 1200}),
        ("proactive", "主动公开政府信息数（不同渠道和方式公开相同信息计1条）25条。", {"A14.1.1": 25}),
        ("proactive", "全年累计主动公开政府信息100余条。", {"A14.1.1": 100}),
        ("proactive", "通过政府网站、公开栏等渠道主动公开政府信息32条。", {"A14.1.1": 32}),
        ("proactive", "在政府网站上共公开85条信息,在微信公众平台上公开16条信息。", {"A14.1.2.2": 85, "A14.1.2.4": 16}),
        ("proactive", "举办新闻发布会4次,其中主要负责同志参加新闻发布会2次。", {"A14.2.2.1": 4, "A14.2.2.1.1": 2}),
        ("applications", "全年共收到政府信息公开申请91件。", {"A14.3.1": 91}),
        ("applications", "全年收到4件信息公开申请,其中网络申请3件,信函申请1件。", {"A14.3.1": 4, "A14.3.1.3": 3, "A14.3.1.4": 1}),
        ("applications", "收到依申请公开5件。", {"A14.3.1": 5}),
        ("applications", "受理申请的数量为0、主要方式暂无。", {"A14.3.1": 0}),
        ("applications", "本局收到政府信息公开申请两件。", {"A14.3.1": 2}),
        ("applications", "收到的政府信息公开申请为零。", {"A14.3.1": 0}),
        ("applications", "收到申请9件(含上年结转3件),结转下年度1件。", {"A14.3.1": 9}),
        ("applications", "“同意公开”的54件,“同意部分公开”的 14 件。", {"A14.3.3.2": 54, "A14.3.3.3": 14}),
        ("overview", "答复政府信息公开申请805件。", {"A14.3.3": 805}),
        ("overview", "信息公开类行政复议7件,诉讼9件。", {"A14.4": 7, "A14.5": 9}),
        ("review_litigation", "行政复议、行政诉讼0件。", {"A14.4": 0, "A14.5": 0}),
        ("review_litigation", "行政复议和行政诉讼案件各2件。", {"A14.4": 2, "A14.5": 2}),
        ("review_litigation", "发生1起行政复议。", {"A14.4": 1}),
        ("fees", "依申请公开信息收取的费用3.2万元。", {"A14.7": 3.2}),
        ("fees", "收取费用0元。", {"A14.7": 0}),
        ("staff", "落实了3名专职人员,设立2个公共查阅点。", {"A14.8.3.1": 3, "A14.8.2": 2}),
        ("other", "发出信息处理费收费通知3件,应收信息处理费1200元,实际收取信息处理费0.08万元。",
         {"C.fee.notices": 3, "C.fee.charged_yuan": 1200, "C.fee.collected_yuan": 800}),
        ("other", "有1件申请收取信息处理费 380 元。", {"C.fee.collected_yuan": 380}),
    ],
)  # fmt: skip
def test_codes(section: str, text: str, expected: dict[str, float]) -> None:
    assert codes(text, section) == expected


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("proactive", "其中市直部门主动公开政府信息300条。"),
        ("proactive", "乡镇主动公开政府信息数1125条。"),
        ("proactive", "自2008年以来主动公开政府信息3000条。"),
        ("proactive", "截至2017年底,累计主动公开政府信息3000条。"),
        ("proactive", "下一步计划主动公开政府信息300条。"),
        ("proactive", "平均每月主动公开政府信息30条。"),
        ("proactive", "2016年主动公开政府信息300条。"),
        ("proactive", "较上年主动公开政府信息300条有所增长。"),
        ("proactive", "通过微博主动发布信息300条。"),
        ("proactive", "回应解读和主动公开政府信息共300条。"),
        ("proactive", "主动公开政府信息300人。"),
        ("applications", "收到行政许可申请300件。"),
        ("applications", "收到重复申请2件,补正申请1件。"),
        ("applications", "当面、网络、信函申请分别为4件、2件、1件。"),
        ("applications", "网上申请、信函申请共5件。"),
        ("applications", "网络答复21件,通过网站公开21件。"),
        ("applications", "不予公开117件,部分公开14件。"),
        ("applications", "已答复件数0、待答复件数0,办理完毕。"),
        ("overview", "按时办结4685件,服务大厅收到申请42件。"),
        ("overview", "全局办理行政复议案件120件。"),
        ("review_litigation", "行政复议、行政诉讼案件共5件。"),
        ("review_litigation", "尚未审结的行政诉讼1件,维持原行政行为的行政复议3件。"),
        ("review_litigation", "被依法纠错数1件。"),
        ("fees", "收取费用320元。"),
        ("fees", "减免费用2万元。"),
        ("other", "全市总金额300元。"),
    ],
)
def test_no_code_where_the_words_do_not_settle_it(section: str, text: str) -> None:
    assert codes(text, section) == {}


def test_money_in_another_unit_than_the_form_keeps_its_number_and_gets_no_code() -> None:
    (fee,) = told("收取费用320元。", "fees")
    assert (fee.code, fee.value, fee.unit) == (None, 320, "元")


def test_two_values_for_one_code_are_believed_only_at_home() -> None:
    first = Section(0, "overview", "一", "概述", "一、概述\n本办公室收到政府信息公开申请5件。")
    second = Section(
        1, "applications", "三", "依申请公开情况", "三、依申请公开情况\n收到政府信息公开申请91件。"
    )
    third = Section(2, "applications", "四", "申请情况", "四、申请情况\n收到政府信息公开申请92件。")
    assert [(each.code, each.value) for each in figures([first, second], None)] == [
        (None, 5),
        ("A14.3.1", 91),
    ]
    assert [each.code for each in figures([first, second, third], None)] == [None, None, None]


def test_the_same_value_twice_is_no_contradiction() -> None:
    assert [each.code for each in told("收到申请3件。全年共受理申请3件。", "applications")] == ["A14.3.1"] * 2


def test_a_heading_inside_the_section_says_what_follows() -> None:
    text = "(一)主动公开情况\n受理申请4件。\n(二)依申请公开情况\n受理申请5件。"
    assert codes(text, "overview") == {"A14.3.1": 5}


def test_the_year_of_the_text_is_the_one_it_names_most() -> None:
    text = "三、依申请公开情况\n2018年,2018年,2018年收到申请9件。2017年收到申请7件。"
    assert [(each.code, each.value) for each in figures([Section(0, "applications", "三", "", text)], None)] == [
        ("A14.3.1", 9), (None, 7),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["law_government_annual", "school_disclosure_annual"])
def test_other_kinds_of_report_have_figures_without_codes(kind: str) -> None:
    text = "收到信息公开申请250件。未发生行政复议。"
    assert [(each.code, each.value) for each in told(text, "applications", kind)] == [(None, 250)]


# ---------------------------------------------------------------- denials


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("applications", "本局未收到依申请公开政务信息的申请。", {"A14.3.1"}),
        ("applications", "本镇没有接到群众要求公开政府信息的申请。", {"A14.3.1"}),
        ("applications", "未收到公民、法人和其他组织的政府信息公开申请。", {"A14.3.1"}),
        ("applications", "本年度无依申请公开事项。", {"A14.3.1"}),
        ("applications", "本年度没有公民、法人或其他组织向我镇申请公开政府信息。", {"A14.3.1"}),
        ("applications", "依申请公开政府信息情况:无。", {"A14.3.1"}),
        ("overview", "全年未接到信息公开申请。", {"A14.3.1"}),
        ("review_litigation", "未发生因政府信息公开引起的行政复议和诉讼。", {"A14.4", "A14.5"}),
        ("review_litigation", "行政复议、行政诉讼均未发生。", {"A14.4", "A14.5"}),
        ("review_litigation", "未被申请行政复议,未被提起行政诉讼。", {"A14.4", "A14.5"}),
        ("review_litigation", "没有发生行政复议。", {"A14.4"}),
        ("review_litigation", "未发生投诉举报、行政复议和行政诉讼。", {"A14.4", "A14.5", "A14.6"}),
        ("review_litigation", "暂无。", {"A14.4", "A14.5"}),
        ("review_litigation", "2017年度我局未发生此类情况。", {"A14.4", "A14.5"}),
        ("overview", "未发生涉及政府信息公开的行政诉讼。", {"A14.5"}),
        ("fees", "未发生收取政府信息公开费用。", {"A14.7"}),
        ("fees", "本市对政府信息公开免收费。", {"A14.7"}),
        ("fees", "没有向申请人收费的情况。", {"A14.7"}),
        ("fees", "无收费及减免情况。", {"A14.7"}),
        ("fees", "收费情况:无。", {"A14.7"}),
        ("fees", "无。", {"A14.7"}),
        ("other", "本年度未收取信息处理费。", {"C.fee.notices", "C.fee.charged_yuan", "C.fee.collected_yuan"}),
        ("other", "按照《政府信息公开信息处理费管理办法》,未收取费用。",
         {"C.fee.notices", "C.fee.charged_yuan", "C.fee.collected_yuan"}),
        ("other", "未发出信息处理费收费通知。", {"C.fee.notices", "C.fee.charged_yuan"}),
    ],
)  # fmt: skip
def test_denials_are_nil_for_what_they_name(section: str, text: str, expected: set[str]) -> None:
    found = told(text, section)
    assert {each.code for each in found} == expected
    assert {(each.value, each.qualifier) for each in found} == {(0, "negation")}
    assert all(each.unit == BY_CODE[each.code or ""].unit for each in found)


def test_a_notice_without_money_is_not_denied_with_the_money() -> None:
    assert codes("发出信息处理费收费通知1件。未收取信息处理费。", "other") == {
        "C.fee.notices": 1,
        "C.fee.collected_yuan": 0,
    }


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("applications", "未收到依申请公开信息的咨询。"),
        ("applications", "未收到其他部门转办的公开申请。"),
        ("applications", "未收到传真方式的公开申请。"),
        ("applications", "未出现逾期未答复的政府信息公开申请。"),
        ("applications", "2016年未收到政府信息公开申请。"),
        ("applications", "尚无发现应公开而未予公开的情况。"),
        ("applications", "数量居前的申请事项暂无。"),
        ("overview", "全年未收到行政许可申请。"),
        ("overview", "未发生行政复议。"),
        ("review_litigation", "未发生行政复议败诉案件。"),
        ("review_litigation", "无因信息公开被撤销的行政复议。"),
        ("review_litigation", "未经复议直接起诉的情况见附表。"),
        ("review_litigation", "未发生与诉讼有关的费用支出。"),
        ("fees", "无减免费用情况。"),
        ("fees", "未制定收费标准。"),
        ("fees", "除成本费外未收取其他费用。"),
        ("fees", "免费提供政府信息。"),
        ("problems", "制度还没有落实,公开不够及时。"),
        ("other", "无。"),
    ],
)
def test_denials_of_something_else(section: str, text: str) -> None:
    assert told(text, section) == ()


# ---------------------------------------------------------------- scripts and places


def test_traditional_text_is_read_and_kept_as_printed() -> None:
    (figure,) = told("2017年，我局共收到政府信息公開申請３件。", "applications")
    assert (figure.code, figure.value, figure.raw) == ("A14.3.1", 3, "我局共收到政府信息公開申請３件")


def test_words_that_fold_to_another_length_keep_their_place() -> None:
    text = "打造智慧型平台,收到(shōu)政府資訊公開(kāi)申請9件,註銷帳號12個。"
    found = told(text, "applications")
    assert [(each.code, each.value) for each in found] == [("A14.3.1", 9), (None, 12)]
    assert found[0].raw == "收到(shōu)政府資訊公開(kāi)申請9件"


@given(st.text(st.sampled_from("收到(gào)發智慧型資訊 ３3,，“”㎡①\u200b…\xa0件網際網路e\u0301"), max_size=40))
def test_every_character_heard_was_printed_where_it_says(line: str) -> None:
    said = hear(line)
    assert len(said.text) == len(said.starts) == len(said.ends)
    for n in range(len(said.text)):
        start, end = said.span(n, n + 1)
        assert 0 <= start < end <= len(line)
        assert said.text[n] in fold(line[start:end]) or said.text[n] in fold(line)


# ---------------------------------------------------------------- laws

WORDS = (
    "主动公开政府信息 收到 申请 依申请公开 行政复议 行政诉讼 未发生 未收到 无 没有 收费 信息处理费 其中 占 共 约 余 万 12 3,456 7.2 "
    "96.8万 件 条 次 % 元 万元 2017年 3月 第 《 》 ( ) 、 ， 。 ； \n \t 当面 网络 同意公开 為 公開 申請 ３ \u200b (gào) “ ” 各 0 零 为"
).split(" ")
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map("".join))


@settings(max_examples=300)
@given(TEXTS, st.sampled_from([None, "applications", "review_litigation", "fees", "other", "annex"]))
def test_laws_of_every_text(text: str, code: str | None) -> None:
    for each in figures([Section(2, code, None, "收费、复议和诉讼", text)], "disclosure_annual"):
        assert text[each.start : each.end] == each.raw
        assert each.value >= 0
        assert each.code is None or BY_CODE[each.code].fits(each.unit, each.value)
        if each.qualifier != "negation":
            assert _stands(each)


def _stands(figure: Figure) -> bool:
    """Whether the number occurs in its own words: as figures (perhaps before 万), or in Chinese."""
    raw = fold(figure.raw).replace(",", "")
    numbers = [float(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", raw)]
    numbers += [float(part) for part in re.findall(r"[0-9]+", raw)]
    scales = [10**n for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 12)]
    return bool(re.search("[零〇一二两三四五六七八九十百]", raw)) or any(
        abs(number * scale - figure.value) <= 1e-6 * scale for number in numbers for scale in scales
    )


@pytest.mark.parametrize(
    "piece",
    ["1", "1,111", "1.", "申请1件", "收到公开", "未收到公开", "无,", "《a", "(", "“", "其中主动公开政府信息1条", "2017年主动公开政府信息1条,",
     "占1%", "数0、", "為資訊智慧型", "㎡1件", "1件\n", "为零", "一百", "\0", "\ud800", "复议、诉讼", "1 ", " ", "的"],
)  # fmt: skip
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """200 KB without a stop. What is asserted is the laws; a wording that backtracks would not come back."""
    text = (
        "收到政府信息公开申请3件。"
        + piece * (200_000 // len(piece.encode("utf-8", "replace")))
        + "。同意公开的2件。"
    )
    found = figures([Section(0, "applications", "三", "x", text)], "disclosure_annual")
    assert all(text[each.start : each.end] == each.raw for each in found)
    assert found or piece == "1 "


# ---------------------------------------------------------------- known answers


def _answers(seed: str) -> tuple[Report, list[dict[str, Any]], list[str]]:
    answers = json.loads((SHARED / "gold" / f"{seed}.json").read_text("utf-8"))
    path = SHARED / "seeds" / answers["source_file"]
    report = read(Page(path.read_bytes(), path.as_uri()))
    assert isinstance(report, Report)
    return report, answers["figures"], path.read_text("utf-8").split("\n")


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared folder with known answers is not beside the project"
)
@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_seeds(seed: str) -> None:
    """Every known figure is found with its value, unit, code and line, and nothing else has a code."""
    report, answers, lines = _answers(seed)
    found = figures(report.sections, report.kind, report.year)
    known = {each["code"]: each["value"] for each in answers}
    for each in answers:
        line = "".join(lines[each["line"] - 1].split())
        code = each["code"] if not each["code"].startswith("x.") else None
        assert any(
            (got.value, got.unit) == (each["value"], each["unit"])
            and (code is None or got.code == code)
            and "".join(got.raw.split()) in line
            for got in found
        ), each
    for got in found:
        assert got.code is None or known[got.code] == got.value, got
