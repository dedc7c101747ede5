"""The ground floor: scripts, matching forms, numerals, dates."""

import datetime as dt
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import hanzi
from parsers.hanzi import Day, day, days, fold, key, numeral, script, simplify

SHARED = Path(__file__).resolve().parents[2] / "shared"

# Traditional, Simplified, Taiwan words, dates and the odd characters that pages hold, so that chance meets them.
SCRAPS = st.sampled_from(
    "資訊 檔案 檔案館 規範性檔案 公開 發布 報告(gào) 複議 乾隆 瞭望 看著 民眾 入口網站 政府 信息 2019 年 月 日 元月 729 民國 109 "
    "○ 〇 二 十 - / . : ∶ （ ） ０ １ ⼀ ⻓ \x00 \ud800 \u200b \u3000 \xa0 今天是 2020-02-30 2018-03-15 \n".split(
        " "
    )
)
WRITING = st.lists(SCRAPS | st.text(max_size=4), max_size=12).map("".join)


def test_the_converter_is_the_real_one() -> None:
    assert hasattr(opencc, "opencc_clib"), "a twin of OpenCC has installed its module over it"


def test_the_dictionaries_are_loaded_when_they_are_needed() -> None:
    code = (
        "import importlib.util as u, sys; spec = u.spec_from_file_location('hanzi', sys.argv[1]);"
        "sys.modules['hanzi'] = room = u.module_from_spec(spec); spec.loader.exec_module(room);"
        "print('opencc' in sys.modules, room.fold('報告'), 'opencc' in sys.modules)"
    )
    path = hanzi.__file__
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, path], capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.split() == ["False", "报告", "True"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府信息公開年度報告", "hant"),
        ("政府信息公开年度报告", "hans"),
        ("報告 报告", "mixed"),
        ("annual report 2019", "hans"),
        ("", "hans"),
        ("一二三", "hans"),
    ],
)
def test_script(text: str, expected: str) -> None:
    assert script(text) == expected


@pytest.mark.parametrize(
    ("seed", "expected"),
    [("000", "hans"), ("001", "hans"), ("002", "hant"), ("003", "hans"), ("004", "hans")],
)
def test_script_of_the_seeds(seed: str, expected: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared seeds are not beside this checkout")
    (path,) = (SHARED / "seeds").glob(f"{seed}_*.txt")
    assert script(path.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("梳理髮布", "梳理发布"),
        ("行政複議", "行政复议"),
        ("重新製作", "重新制作"),
        ("屬於行政查詢事項", "属于行政查询事项"),
        ("規範性檔案", "规范性档案"),
        ("a\x00b發\ud800布", "ab发布"),
        ("政府信息公开", "政府信息公开"),
        ("乾安县人民政府", "乾安县人民政府"),
        ("乾淨", "干净"),
    ],
)
def test_simplify_changes_characters_never_words(printed: str, read: str) -> None:
    assert simplify(printed) == read


@pytest.mark.parametrize(
    ("printed", "matched"),
    [
        ("政府資訊公開", "政府信息公开"),
        ("規範性檔案", "规范性文件"),
        ("市檔案館、檔案局、人事檔案", "市档案馆、档案局、人事档案"),
        ("最佳化入口網站視窗功能", "优化门户网站窗口功能"),
        ("企業民眾滿意度", "企业民众满意度"),
        ("政府资讯、档案", "政府资讯、档案"),  # a mainland text may say so, and means it
        ("２０１９年　（試行）", "2019年 (试行)"),
        ("⽉⽇⻓⻔⺠", "月日长门民"),
        ("報告(gào)發(fā)(fu)(fu)布", "报告发布"),
        ("乾安县与乾安縣", "乾安县与乾安县"),
        ("手机(app)、附件(pdf)、(a)", "手机(app)、附件(pdf)、(a)"),
        ("09∶40", "09:40"),
        ("政\u200b府\ufeff信\xad息", "政府信息"),
    ],
)
def test_fold(printed: str, matched: str) -> None:
    assert fold(printed) == matched


def test_key_of_two_prints_is_one() -> None:
    assert key("3.危及“三安全一穩定”") == key("３．危及 三安全一稳定") == "3危及三安全一稳定"


@given(WRITING)
def test_simplify_and_fold_are_settled_after_one_time(text: str) -> None:
    assert simplify(simplify(text)) == simplify(text)
    assert fold(fold(text)) == fold(text)
    assert "\x00" not in fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=300))
def test_fold_of_long_and_short_texts_is_the_same_fold(text: str) -> None:
    assert fold(text + " " * 300).rstrip() == fold(text)


# ---- numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("１２", 12), ("82,966", 82966), ("-13", -13), ("+83", 83), ("96.8万", 968000), ("1.5亿", 150000000),
        ("一百二十三", 123), ("二〇一七", 2017), ("二○一五", 2015), ("十", 10), ("十五", 15), ("二十", 20), ("两千", 2000),
        ("一百零五", 105), ("一万二千三百", 12300), ("一万亿", 10**12), ("壹佰貳拾", 120), ("二〇〇八", 2008),
    ],
)  # fmt: skip
def test_numeral(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "-", "无", "340多", "约15万", "3.5", "1,23", "万", "十百", "二三百", "三百五", "12件", "一 二"],
)
def test_what_is_no_whole_number(text: str) -> None:
    assert numeral(text) is None


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_every_number_is_read_in_every_dress(number: int) -> None:
    assert numeral(str(number)) == numeral(f"{number:,}") == number
    wide = "".join(chr(ord(char) + 0xFEE0) for char in str(number))
    assert unicodedata.normalize("NFKC", wide) == str(number)
    assert numeral(wide) == number


def spoken(number: int) -> str:
    """Chinese for 1 to 9999, written from the rules of the language, not from the reader."""
    said, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if gap and said else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return said.removeprefix("一") if said.startswith("一十") else said


@given(st.integers(min_value=1, max_value=9999))
def test_every_spoken_number_is_read(number: int) -> None:
    assert numeral(spoken(number)) == number
    assert numeral(spoken(number) + "万") == number * 10000


# ---- dates


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("2018-03-15 来源: 本网", "2018-03-15", None),
        ("发布日期: 2018-02-23 09:40 来源: 某市", "2018-02-23", None),
        ("2018-03-15 09∶40", "2018-03-15", None),
        ("2018-03-15\xa009:40", "2018-03-15", None),
        ("2018-03-15  09:40", "2018-03-15", None),
        ("2018-03-1509:40", "2018-03-15", None),
        ("2018/3/5", "2018-03-05", None),
        ("2018.03.15", "2018-03-15", None),
        ("2018年03月15日", "2018-03-15", None),
        ("２０１８年３月１５日", "2018-03-15", None),
        ("(2024年3 月 26日)", "2024-03-26", None),
        ("二○二○年一月十五日", "2020-01-15", None),
        ("二〇一七年十二月三十一日", "2017-12-31", None),
        ("2020年元月2日", "2020-01-02", None),
        ("民國109年1月8日", "2020-01-08", None),
        ("二〇二〇年一月", "2020-01", None),
        ("2018年3月", "2018-03", None),
        ("2020年元月2  ", "2020-01-02", "repaired"),
        ("2019729日", "2019-07-29", "repaired"),
        ("20191126日", "2019-11-26", "repaired"),
        ("20198月", "2019-08", "repaired"),
        ("201711日", "2017-01-01", "repaired"),
        ("2018年1231日", "2018-12-31", "repaired"),
        ("20180315", "2018-03-15", None),
        ("20200108112900", "2020-01-08", None),
        ("2019年度报告，2020年1月20日发布", "2020-01-20", None),
        ("2020年1月 印于 2020-02-03", "2020-02-03", None),
        ("今天是：星期四 2019年10月31日 发布时间：2021-01-20", "2021-01-20", None),
    ],
)
def test_day(text: str, value: str, flag: str | None) -> None:
    assert day(text) == Day(value, "day" if len(value) == 10 else "month", flag)


@pytest.mark.parametrize(
    "text",
    [
        "", "2019111日", "2020年2月30日", "2018-13-01", "2019-02-29", "2026-02-00018", "11330783002609-2020-02-0018",
        "今天是:2019年10月31日 星期四", "国办发〔2017〕24号", "2022-2023学年", "2017年", "电话020-82628332", "13.5万元",
        "1.2.3", "20181301", "一二三", "0000-00-00", "１２３４５６７８９",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert day(text) is None


def test_days_stand_where_they_were_found() -> None:
    text = "统计期限自２０１７年１月１日至2017年12月31日，二〇一八年三月编制，2018年公布"
    assert [(text[found.start : found.end], found.day.value) for found in days(text)] == [
        ("２０１７年１月１日", "2017-01-01"),
        ("2017年12月31日", "2017-12-31"),
        ("二〇一八年三月", "2018-03"),
        ("2018年", "2018"),
    ]


def test_the_days_of_the_losses_of_a_text() -> None:
    assert [found.day.value for found in days("2018年11日至2018年1231日")] == ["2018-01-01", "2018-12-31"]


@given(WRITING)
def test_days_never_raise_and_never_make_up(text: str) -> None:
    for start, end, found in days(text):
        assert 0 <= start < end <= len(text)
        assert any(char.isdigit() or char in "元〇零○OoＯ一二三四五六七八九十" for char in text[start:end])
        assert len(found.value) == {"day": 10, "month": 7, "year": 4}[found.precision]


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_in_every_dress(date: dt.date) -> None:
    y, m, d = date.year, date.month, date.day
    han = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(y)) + f"年{spoken(m)}月{spoken(d)}日"
    for text in (date.isoformat(), f"{y}年{m}月{d}日", f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02} 10:00", han):
        assert day(text) == Day(date.isoformat(), "day"), text


def test_dates_of_the_gold() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared gold files are not beside this checkout")
    for path in sorted((SHARED / "gold").glob("00?.json")):
        report = json.loads(path.read_text(encoding="utf-8"))["report"]
        for name in ("published", "document_date"):
            value = report.get(name + "_at") or report.get(name)
            raw = report.get(name + "_raw")
            if raw:
                found = day(raw)
                assert found, (path.name, raw)
                assert value.startswith(found.value)
