"""The grammar of titles: kind, year, agency; and everything that only looks like a report."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.titles import REPORTS, Title, promises, read_title

SHARED = Path(__file__).resolve().parents[2] / "shared"

D, L, S = "disclosure_annual", "law_government_annual", "school_disclosure_annual"

TITLES = [
    # year before and after the agency, spaced, in Chinese figures, without 年, on its own line
    ("2017年广州市增城区人民政府政务管理办公室政府信息公开工作年度报告", D, 2017, "广州市增城区人民政府政务管理办公室"),
    ("广州市海珠区人民政府政务管理办公室 2016 年度依法行政工作报告", L, 2016, "广州市海珠区人民政府政务管理办公室"),
    ("二〇一七年某县财政局政府信息公开年度报告", D, 2017, "某县财政局"),
    ("鼓楼区二○一五年度政府信息公开工作年度报告", D, 2015, "鼓楼区人民政府"),
    ("2009上海市政府信息公开年度报告", D, 2009, "上海市人民政府"),
    ("宿州市人民政府2016年\n政府信息公开工作年度报告", D, 2016, "宿州市人民政府"),
    ("某市交通局政府信息公开2018年度报告", D, 2018, "某市交通局"),
    ("某市交通局政府信息公开2018年报", D, 2018, "某市交通局"),
    ("某市交通局信息公开2016年工作年度报告", D, 2016, "某市交通局"),
    ("政府信息公开工作年度报告（2017年度）", D, 2017, None),
    ("民國109年度政府資訊公開年報", D, 2020, None),
    ("示例省交通运输厅2018年度法治政府部门建设工作报告", L, 2018, "示例省交通运输厅"),
    ("示例县税务局2019年法治税务建设情况报告", L, 2019, "示例县税务局"),
    # the place alone, and what never is one
    ("东阳市2017年政府信息公开工作年度报告", D, 2017, "东阳市人民政府"),
    ("绍兴市2012年度政府信息公开年度工作报告", D, 2012, "绍兴市人民政府"),
    ("河源市源城区2020年政府信息公开工作年度报告", D, 2020, "河源市源城区人民政府"),
    ("上海市2013年政府信息公开工作年度报告", D, 2013, "上海市人民政府"),
    ("洪泽县2012年政府信息公开年报", D, 2012, "洪泽县人民政府"),
    ("示例市2023年政府信息公开工作年度报告", D, 2023, "示例市人民政府"),
    ("新塘镇2021年政府信息公开工作年度报告", D, 2021, "新塘镇人民政府"),
    ("某某高新区2021年政府信息公开工作年度报告", D, 2021, "某某高新区"),
    ("广州经济技术开发区管委会2019年信息公开年度报告", D, 2019, "广州经济技术开发区管委会"),
    ("鲤城区行政服务中心管委会2019年政府信息公开工作年度报告", D, 2019, "鲤城区行政服务中心管委会"),
    # the barrier
    ("会仪镇人民政府2021年信息公开年度报告", D, 2021, "会仪镇人民政府"),
    ("会仪镇人民政府信息公开年度报告(2021)", D, 2021, "会仪镇人民政府"),
    ("某区人民政府办公室信息公开年报", D, None, "某区人民政府办公室"),
    ("某区政府2016年政府信息公开年报", D, 2016, "某区政府"),
    # all sorts of issuers
    ("教育部2020年政府信息公开工作年度报告", D, 2020, "教育部"),
    ("国务院办公厅2018年政府信息公开工作年度报告", D, 2018, "国务院办公厅"),
    ("国家税务总局广州市天河区税务局2021年政府信息公开工作年度报告", D, 2021, "国家税务总局广州市天河区税务局"),
    ("某市公安局交警支队2019年政府信息公开工作年度报告", D, 2019, "某市公安局交警支队"),
    ("天河区石牌街道办事处2021年政府信息公开工作年度报告", D, 2021, "天河区石牌街道办事处"),
    ("中共某市委机构编制委员会办公室2019年政府信息公开年报", D, 2019, "中共某市委机构编制委员会办公室"),
    ("某市统计局2019年政府信息公开年报", D, 2019, "某市统计局"),
    ("某市住房公积金管理中心2025年政府信息公开工作年度报告", D, 2025, "某市住房公积金管理中心"),
    ("福建省人民政府办公厅2009年政府信息公开工作年度报告", D, 2009, "福建省人民政府办公厅"),
    # 关于 … 的报告, and other turns
    ("关于某市教育局2019年政府信息公开工作情况的报告", D, 2019, "某市教育局"),
    ("某市教育局关于2019年政府信息公开工作情况的报告", D, 2019, "某市教育局"),
    ("某市教育局关于2008年度《政府信息公开条例》实施情况的报告", D, 2008, "某市教育局"),
    ("贯彻落实《中华人民共和国政府信息公开条例》情况年度报告", D, None, None),
    ("某县环保局2010年度政府环境信息公开年度报告", D, 2010, "某县环保局"),
    ("天河区2015年政务公开年度报告", D, 2015, "天河区人民政府"),
    ("某局2018年信息公开工作总结", D, 2018, "某局"),
    # Traditional, Taiwan words, other dress
    ("廣州市天河區人民政府2020年政府信息公開工作年度報告", D, 2020, "广州市天河区人民政府"),
    ("廣州市天河區人民政府2020年政府資訊公開工作年度報告", D, 2020, "广州市天河区人民政府"),
    ("《天河区人民政府2020年政府信息公开工作年度报告》", D, 2020, "天河区人民政府"),
    ("【年报】某市教育局２０２０年政府信息公开工作年度报告", D, 2020, "某市教育局"),
    ("· 某市教育局2020年政府信息公开工作年度报告 2021-01-20", D, 2020, "某市教育局"),
    ("[2021-01-20] 某市教育局2020年政府信息公开工作年度报告", D, 2020, "某市教育局"),
    ("附件1：某市财政局2019年政府信息公开工作年度报告.docx", D, 2019, "某市财政局"),
    ("某管委会_某管委会2024年政府信息公开工作年度报告.html", D, 2024, "某管委会"),
    ("某市财政局2017年政府信息公开工作年度报告-某市人民政府", D, 2017, "某市财政局"),
    ("2018年政府信息公开年度报告（某市教育局）", D, 2018, "某市教育局"),
    ("2022年政府信息公开工作年度报告——某县审计局", D, 2022, "某县审计局"),
    ("某县审计局：2021年政府信息公开工作年度报告", D, 2021, "某县审计局"),
    ("(1)某县审计局2021年政府信息公开工作年度报告", D, 2021, "某县审计局"),
    ("某县审计局2020年政府信息公开工作年度报告20210128", D, 2020, "某县审计局"),
    ("某县审计局2020年1-12月政府信息公开工作总结", D, 2020, "某县审计局"),
    ("某县审计局2020年政府信息公开年度报告（2020年1月1日至12月31日）", D, 2020, "某县审计局"),
    ("宿迁某新区年政府信息公开工作年度报告", D, None, "宿迁某新区"),
    ("某市政府信息公开工作领导小组办公室2018年政府信息公开工作年度报告", D, 2018, "某市政府信息公开工作领导小组办公室"),
    ("各乡镇街道2019年政府信息公开年度报告", D, 2019, None),
    ("某市审计局政府信息公开年报（2008-2022）", D, None, "某市审计局"),
    ("乾安县2019年政府信息公开工作年度报告", D, 2019, "乾安县人民政府"),
    # nobody, and no year: generic titles and names of columns
    ("2019年政府信息公开工作年度报告", D, 2019, None),
    ("政府信息公开年报", D, None, None),
    ("信息公开年报", D, None, None),
    ("历年政府信息公开年度报告", D, None, None),
    ("法治政府建设年度报告", L, None, None),
    # law
    ("关于海珠区2021年度法治政府建设情况的报告", L, 2021, "海珠区人民政府"),
    ("云南省人民政府关于 2018 年度法治政府建设情况的报告", L, 2018, "云南省人民政府"),
    ("某区司法局关于天河区2021年法治政府建设情况的报告", L, 2021, "天河区人民政府"),
    ("2020年法治政府建设工作总结", L, 2020, None),
    ("依法行政工作报告", L, None, None),
    ("龙岗区2016年依法行政和法治政府建设工作情况报告", L, 2016, "龙岗区人民政府"),
    ("某局2021年法治政府建设工作情况和2022年工作计划", L, 2021, "某局"),
    ("某市人民政府2020年度推进法治政府建设情况报告", L, 2020, "某市人民政府"),
    ("关于2025年度法治政府建设情况的年度报告", L, 2025, None),
    ("2022年度主要负责人履行推进法治建设第一责任人职责及法治政府建设情况报告", L, 2022, None),
    # what stands in brackets before a report itself
    *(
        (f"{before}示例县教育局2023年政府信息公开工作年度报告", D, 2023, "示例县教育局")
        for before in ("【政府信息公开年报】", "[置顶]", "【县教育局】", "【图文】", "[组图]", "图文：", "【年报及解读】")
    ),
    # schools and the like
    ("义乌工商职业技术学院2022—2023学年度信息公开工作年度报告", S, 2023, "义乌工商职业技术学院"),
    ("某大学2021-2022学年信息公开年度报告", S, 2022, "某大学"),
    ("某大学2021学年信息公开年度报告", S, 2022, "某大学"),
    ("某大学信息公开年度报告（2021-2022学年度）", S, 2022, "某大学"),
    ("某市第一人民医院2020年信息公开年度报告", S, 2020, "某市第一人民医院"),
    ("某市幼儿师范高等专科学校2020年信息公开年度报告", S, 2020, "某市幼儿师范高等专科学校"),
    ("某市体育运动学校2020年信息公开年度报告", D, 2020, "某市体育运动学校"),
    ("某市第三中学2020-2021学年信息公开年度报告", S, 2021, "某市第三中学"),
    ("某市第一人民医院2020年政府信息公开年度报告", D, 2020, "某市第一人民医院"),
]  # fmt: skip

OTHERS = [
    ("暂无2017年政府信息公开年度报告", None),
    ("某县尚未报送2017年政府信息公开年度报告", None),
    ("关于做好2019年政府信息公开工作年度报告编制和发布工作的通知", "other_notice"),
    ("关于印发《政府信息公开工作年度报告格式》的通知", "other_notice"),
    ("某市人民政府关于报送2019年政府信息公开年度报告的函", "other_notice"),
    ("某市2017年政府信息公开工作年度报告出炉", "other_notice"),
    ("2019年度全市政府信息公开工作情况通报", "other_notice"),
    ("政府信息公开年度报告编制说明", "other_notice"),
    ("政府信息公开指南", "other_notice"),
    ("政府信息公开制度", "other_notice"),
    ("2019年政务公开工作要点", "other_notice"),
    ("2023年政府信息公开工作年度报告编制培训会", "other_notice"),
    ("政府信息公开情况统计表", "other_notice"),
    ("企业年报公示", "other_notice"),
    ("关于开展2019年企业年报工作的公告", "other_notice"),
    ("国务院办公厅关于印发2018年政务公开工作要点的通知", "other_notice"),
    ("图解：天河区2020年政府信息公开年度报告", "graphic"),
    ("一图读懂2020年政府信息公开年报", "graphic"),
    *(
        (f"{before}示例县教育局2023年政府信息公开工作年度报告{after}", "graphic")
        for before, after in (
            ("【图解】", ""), ("[图解]", ""), ("〔图解〕", ""), ("【政策图解】", ""), ("【图文解读】", ""), ("【政策解读】", ""), ("【年报解读】", ""),
            ("（一图读懂）", ""), ("一图看懂｜", ""), ("一张图读懂", ""), ("图说：", ""), ("【漫画】", ""), ("【长图】", ""), ("【动画】", ""), ("[视频]", ""),
            ("【音频解读】", ""), ("【H5】", ""), ("H5｜", ""), ("", "（图解）"), ("", "【图解】"), ("", "[视频解读]"), ("", "【H5】"),
        )
    ),
    ("2020年部门预算", "budget"),
    ("某局2021年部门预算信息公开情况说明", "budget"),
    ("2019年度部门决算公开", "final_accounts"),
    ("财政预决算公开年度报告", "final_accounts"),
    ("我市发布2019年政府信息公开年度报告", None),
    ("天河区人民政府网站2019年工作年度报表", None),
    ("政府网站工作年度报表（2019年度）", None),
    ("2019年统计年鉴", None),
    ("2020年政府工作报告", None),
    ("2019年国民经济和社会发展统计公报", None),
    ("2021年行政执法年度报告", None),
    ("某局2022年度履行推进法治建设第一责任人职责情况报告", None),
    ("某区政府信息公开第三方评估报告", "other_notice"),
    ("某局2020年上半年政府信息公开工作总结", None),
    ("某局2020年第一季度政府信息公开工作报告", None),
    ("某局2019年政府信息公开工作年度报告（摘要）", None),
    ("2019年年报", None),
    ("事业单位法人年度报告书", "other_notice"),
    ("图解2020年政府工作要点", None),
    ("首页", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "year", "agency"), TITLES)
def test_a_report_is_known_by_its_title(text: str, kind: str, year: int | None, agency: str | None) -> None:
    title = read_title(text)
    assert (title.kind, title.year, title.agency) == (kind, year, agency)
    assert title.report
    assert title.reason is None


@pytest.mark.parametrize(("text", "kind"), OTHERS)
def test_what_only_looks_like_a_report(text: str, kind: str | None) -> None:
    title = read_title(text)
    assert title.kind == kind
    assert not title.report
    assert title.agency is None
    assert title.reason


@pytest.mark.parametrize(
    ("suffix", "edition"),
    [
        ("（图片版）", "图片版"),
        ("（超链版）", "超链版"),
        ("(修订版)", "修订版"),
        ("（全文）", "全文"),
        ("（英文版）", "英文版"),
        ("（含附表）", "含附表"),
        (" PDF版", "PDF版"),
        ("（2020年度）", None),
        ("", None),
    ],
)
def test_editions(suffix: str, edition: str | None) -> None:
    title = read_title("某市教育局2020年政府信息公开工作年度报告" + suffix)
    assert (title.kind, title.year, title.agency, title.edition) == (D, 2020, "某市教育局", edition)


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("某市教育局2017年政府信息公开工作年度...", D, 2017),
        ("某市教育局2017年政府信息公开工…", D, 2017),
        ("某市2021年度法治政府建设情…", L, 2021),
        ("关于做好2017年政府信息公开工作年度...", "other_notice", 2017),
        ("某市召开政府信息公开工作...", None, None),
    ],
)
def test_anchors_cut_off_by_the_list(text: str, kind: str | None, year: int | None) -> None:
    title = read_title(text)
    assert (title.kind, title.year, title.agency) == (kind, year, None)


def test_text_is_kept_as_printed() -> None:
    printed = "· 廣州市天河區人民政府2020年\n政府信息公開工作年度報告"
    assert read_title(printed).text == "廣州市天河區人民政府2020年政府信息公開工作年度報告"


def test_the_titles_of_the_gold() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared gold files are not beside this checkout")
    for path in sorted((SHARED / "gold").glob("00?.json")):
        report = json.loads(path.read_text(encoding="utf-8"))["report"]
        title = read_title(report["title"])
        assert (title.kind, title.year, title.agency) == (
            report["kind"],
            report["report_year"],
            report["agency"],
        )


@given(
    st.sampled_from(
        ["某市教育局", "天河区石牌街道办事处", "会仪镇人民政府", "国家税务总局某市税务局", "某开发区管委会"]
    ),
    st.integers(min_value=2003, max_value=2030),
    st.sampled_from(
        [
            "{a}{y}年{t}",
            "{y}年{a}{t}",
            "{a} {y} 年度{t}",
            "{y}年度{a}{t}",
            "{a}{t}（{y}年）",
            "关于{a}{y}年{t}",
        ]
    ),
    st.sampled_from(
        [
            "政府信息公开工作年度报告",
            "政府信息公开年度报告",
            "政府信息公开年报",
            "信息公开工作年度报告",
            "政府信息公开工作情况的报告",
        ]
    ),
)
def test_every_turn_of_the_same_title_says_the_same(agency: str, year: int, turn: str, tail: str) -> None:
    title = read_title(turn.format(a=agency, y=year, t=tail))
    assert (title.kind, title.year, title.agency) == (D, year, agency)


@given(
    st.text(
        alphabet="政府信息公开年度报告总结情况工作的关于2019 年《》（）()-_法治依行图解第…\n市区县镇人民",
        max_size=40,
    )
)
def test_no_title_is_too_odd(text: str) -> None:
    title = read_title(text)
    assert isinstance(title, Title)
    assert title.report == (title.kind in REPORTS)
    assert title.year is None or 1900 < title.year < 2101
    assert title.agency != ""


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("砚北市民政局2020年…", True), ("砚北市民政局20...", True), ("2020年砚北市民政局政府信…", True), ("关于砚北市民政局2020年度法治政…", True),
        ("砚北市民政局2020年部门预…", False), ("2020年政府信…", True), ("政府信息公…", False), ("砚北市民政局召开2020年…", False),
    ],
)  # fmt: skip
def test_what_is_left_of_a_title_may_begin_like_one(text: str, may: bool) -> None:
    assert promises(text) == may
