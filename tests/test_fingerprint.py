"""Fingerprints: one body has one id, one report one identity, one text one hash."""

import string
import unicodedata
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.fingerprint import (
    agency_id,
    agency_level,
    agency_type,
    content_hash,
    coverage,
    likeness,
    report_id,
    sketch,
)
from parsers.hanzi import simplify
from parsers.regions import Place, locate, place_of_code

SHARED = Path(__file__).resolve().parents[2] / "shared"

HAN = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=80)
PROSE = st.text(
    alphabet="本年度報告由辦公室編制，全文包括總體情況。主動公开政府信息０12件（其中）資訊 發布 乾隆瞭望看著\u3000\n“”、-",
    max_size=200,
)


def place(code: str | None) -> Place | None:
    return place_of_code(code) if code else None


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("广州市天河区人民政府", "consolidated"),
        ("廣州市天河區人民政府", "consolidated"),
        ("东阳市人民政府", "consolidated"),
        ("东阳市", "consolidated"),
        ("上海市人民政府", "consolidated"),
        ("内蒙古自治区人民政府", "consolidated"),
        ("示例区人民政府", "consolidated"),
        ("某县政府", "consolidated"),
        ("会仪镇人民政府", "own"),
        ("某县某乡人民政府", "own"),
        ("某镇政府", "own"),
        ("东阳市人民政府办公室", "own"),
        ("福建省人民政府办公厅", "own"),
        ("广州市增城区人民政府政务管理办公室", "own"),
        ("鲤城区行政服务中心管委会", "own"),
        ("天河区石牌街道办事处", "own"),
        ("教育部", "own"),
        ("某市教育局", "own"),
        (None, "unknown"),
        ("", "unknown"),
    ],
)
def test_coverage_follows_the_name_alone(agency: str | None, expected: str) -> None:
    assert coverage(agency) == expected


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("广州市天河区人民政府", "government", "county"),
        ("上海市人民政府", "government", "province"),
        ("延边州人民政府", "government", "prefecture"),
        ("天河区人民政府办公室", "government_office", "county"),
        ("福建省人民政府办公厅", "government_office", "province"),
        ("广州市增城区人民政府政务管理办公室", "department", "county"),
        ("鲤城区行政服务中心管委会", "department", "county"),
        ("东阳市教育局", "department", "county"),
        ("会仪镇人民政府", "township", "township"),
        ("天河区石牌街道办事处", "street", "township"),
        ("广州经济技术开发区管委会", "dev_zone", "unknown"),
        ("国家税务总局广州市天河区税务局", "vertical", "county"),
        ("东阳市人民医院", "institution", "county"),
        ("复旦大学", "school", "unknown"),
        ("教育部", "department", "national"),
        ("某某", "unknown", "unknown"),
    ],
)
def test_type_and_level(name: str, kind: str, level: str) -> None:
    assert (agency_type(name), agency_level(name)) == (kind, level)


def test_level_of_a_name_without_place_is_that_of_the_portal() -> None:
    assert agency_level("教育局", place("440118")) == "county"
    assert agency_level("市教育局", place("440118")) == "prefecture"
    assert agency_level("省教育厅", place("440118")) == "province"


@pytest.mark.parametrize(
    ("one", "near", "other"),
    [
        ("广州市天河区人民政府", None, "天河区人民政府"),
        ("广东省广州市天河区人民政府", None, "天河区政府"),
        ("廣州市天河區人民政府", None, "天河区"),
        ("北京市朝阳区人民政府", "110000", "朝阳区人民政府"),
        ("东阳市教育局", "330783", "市教育局"),
        ("东阳市教育局", "330783", "教育局"),
        ("广州市教育局", "440118", "市教育局"),
        ("广东省教育厅", "440118", "省教育厅"),
        ("增城区教育局", "440118", "区教育局"),
        ("东阳市市场监督管理局", "330783", "市场监督管理局"),
        ("天河区石牌街道办事处", None, "天河区石牌街道"),
        ("某县会仪镇人民政府", None, "某县会仪镇"),
        ("鲤城区行政服务中心管委会", None, "泉州市鲤城区行政服务中心管理委员会"),
        ("增城市人民政府", None, "增城区人民政府"),
    ],
)
def test_one_body_has_one_id(one: str, near: str | None, other: str) -> None:
    assert agency_id(one, place(near), "www.x.gov.cn") == agency_id(other, place(near), "www.x.gov.cn")


@pytest.mark.parametrize(
    ("one", "near", "other", "there"),
    [
        ("天河区人民政府", None, "海珠区人民政府", None),
        ("天河区人民政府", None, "天河区人民政府办公室", None),
        ("城关镇人民政府", "330783", "城关镇人民政府", "440118"),
        ("教育局", "330783", "教育局", "440118"),
        ("朝阳区人民政府", "110000", "朝阳区人民政府", "220100"),
        ("萝岗区人民政府", None, "黄埔区人民政府", None),
        ("增城区教育局", "440118", "市教育局", "440118"),
        ("东阳市教育局", None, "东阳市教育局招生办公室", None),
    ],
)
def test_two_bodies_have_two_ids(one: str, near: str | None, other: str, there: str | None) -> None:
    assert agency_id(one, place(near)) != agency_id(other, place(there))


def test_a_name_without_place_takes_its_host() -> None:
    one = agency_id("市教育局", None, "www.a.gov.cn")
    assert one.startswith("a.gov.cn-")
    assert one == agency_id("市教育局", None, "A.gov.cn")
    assert one != agency_id("市教育局", None, "b.gov.cn")
    assert agency_id("市教育局").startswith("000000-")


def test_ids_stay_what_they_are() -> None:
    """They are keys in files that people keep: a change here is a migration."""
    assert agency_id("广州市天河区人民政府") == "440106-43012150c4"
    assert (
        report_id("disclosure_annual", "440106-43012150c4", 2020, "consolidated", "x") == "3ba181a47ffa7707"
    )


@given(
    st.sampled_from([None, "440106-43012150c4"]),
    st.sampled_from([None, 2020]),
    st.text(string.hexdigits),
    st.text(string.hexdigits),
)
def test_the_text_counts_only_where_there_is_no_identity(
    agency: str | None, year: int | None, one: str, other: str
) -> None:
    first, second = (report_id("disclosure_annual", agency, year, "own", digest) for digest in (one, other))
    assert (first == second) == (one == other or bool(agency and year))
    assert len(first) == 16
    assert set(first) <= set(string.hexdigits)


def test_every_part_of_the_key_counts() -> None:
    base = ("disclosure_annual", "440106-43012150c4", 2020, "own")
    ids = {
        report_id(*base),
        report_id("law_government_annual", *base[1:]),
        report_id(base[0], "440105-43012150c4", *base[2:]),
        report_id(*base[:2], 2021, base[3]),
        report_id(*base[:3], "consolidated"),
    }
    assert len(ids) == 5


# ---- editions


@given(PROSE)
def test_the_hash_does_not_see_spaces_width_punctuation_and_script(text: str) -> None:
    expected = content_hash(text)
    assert content_hash(simplify(text)) == expected
    assert content_hash(" \n".join(text)) == expected
    assert content_hash(unicodedata.normalize("NFKC", text)) == expected
    assert content_hash("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)) == expected
    assert content_hash(text + "。　——“”（）") == expected


@given(HAN)
def test_the_hash_of_every_script_is_the_same(text: str) -> None:
    assert content_hash(simplify(text)) == content_hash(text)


def test_the_hash_of_a_mirror() -> None:
    text = "2019年，某局未收到政府信息公开申请，无行政复议；通过网站发布信息98条，制定规范性文件0件。"
    mirror = opencc.OpenCC("s2t").convert(text)
    assert mirror != text
    assert content_hash(mirror) == content_hash(text)
    assert content_hash(text.replace("发布", "发(fā)布(bù)")) == content_hash(text)


@pytest.mark.parametrize(
    ("one", "other"), [("公开12件", "公开13件"), ("2019年", "2020年"), ("甲局", "乙局"), ("a", "")]
)
def test_the_hash_sees_every_word(one: str, other: str) -> None:
    assert content_hash(one) != content_hash(other)


def test_likeness_of_texts_that_are_told_in_other_words() -> None:
    text = "".join(
        f"第{n}项工作由第{n * 7 % 90}科室负责，全年办理{n * 13 % 97}件，满意度高。" for n in range(200)
    )
    other = "".join(f"本年新收申请{n}件，其中自然人{n * 3}件；结转{n * 5 % 89}件。" for n in range(200))
    cut = text[: len(text) * 4 // 5]
    assert likeness(sketch(text), sketch(text)) == 1
    assert likeness(sketch(text), sketch(opencc.OpenCC("s2t").convert(text))) == 1
    assert 0.6 < likeness(sketch(text), sketch(cut)) < 0.95
    assert likeness(sketch(text), sketch(other)) < 0.1


@given(PROSE, PROSE)
def test_sketches_are_small_ordered_and_fair(one: str, other: str) -> None:
    a, b = sketch(one), sketch(other)
    assert list(a) == sorted(set(a))
    assert len(a) <= 256
    assert 0 <= likeness(a, b) == likeness(b, a) <= 1
    assert likeness(a, a) == 1


def test_the_mirror_of_a_seed_is_its_kin() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared seeds are not beside this checkout")
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in (SHARED / "seeds").glob("00?_*.txt")}
    sketches = {name: sketch(text) for name, text in texts.items()}
    assert likeness(sketches["004"], sketch(opencc.OpenCC("s2twp").convert(texts["004"]))) > 0.7
    assert all(likeness(sketches[a], sketches[b]) < 0.5 for a in sketches for b in sketches if a < b)


@given(st.text(max_size=60), st.none() | st.sampled_from(["440118", "110000", "330783"]))
def test_any_name_has_an_id(name: str, near: str | None) -> None:
    known = agency_id(name, place(near), "h.gov.cn")
    assert len(known) < 40
    assert known == agency_id(name, place(near), "h.gov.cn")
    where = locate(name, place(near)).place
    assert where is None or known.startswith(where.code)
