"""The register of places: codes, names, and which of several bearers of a name is meant."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import regions
from parsers.regions import Place, locate, place_of_code, wholly


def place(code: str) -> Place:
    found = place_of_code(code)
    assert found
    return found


REGISTER = regions._register()
CODES = sorted(REGISTER.names)


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        ("440118", ("广东省", "广州市", "增城区")),
        ("440100", ("广东省", "广州市", None)),
        ("440000", ("广东省", None, None)),
        ("110105", ("北京市", None, "朝阳区")),
        ("110000", ("北京市", None, None)),
        ("429006", ("湖北省", None, "天门市")),
        ("419001", ("河南省", None, "济源市")),
        ("441900", ("广东省", "东莞市", None)),
        ("442000", ("广东省", "中山市", None)),
        ("659001", ("新疆维吾尔自治区", None, "石河子市")),
        ("659012", ("新疆维吾尔自治区", None, "白杨市")),
        ("330113", ("浙江省", "杭州市", "临平区")),
        ("370116", ("山东省", "济南市", "莱芜区")),
    ],
)
def test_place_of_code(code: str, levels: tuple[str, str | None, str | None]) -> None:
    found = place(code)
    assert (found.code, found.province, found.city, found.county) == (code, *levels)
    assert found.name == "".join(level for level in levels if level)


@pytest.mark.parametrize(
    ("was", "now", "name"),
    [
        ("440183", "440118", "增城区"),
        ("320829", "320813", "洪泽区"),
        ("440116", "440112", "黄埔区"),
        ("330183", "330111", "富阳区"),
    ],
)
def test_a_code_that_was_given_up_leads_to_its_successor(was: str, now: str, name: str) -> None:
    assert place(was).code == now
    assert place(was).county == name


@pytest.mark.parametrize(
    "code", ["", "999999", "44", "4401", "44010", "440118000000", "abcdef", "４４０１１８"]
)
def test_codes_that_the_register_does_not_know(code: str) -> None:
    assert place_of_code(code) is None


def test_the_register_is_whole() -> None:
    assert len(CODES) > 3100
    assert all(re.fullmatch(r"\d{6}", code) for code in CODES)
    assert len({code[:2] for code in CODES if code.endswith("0000")}) == 34
    assert all(code[:2] + "0000" in REGISTER.names for code in CODES)
    assert all(now in REGISTER.names for now in REGISTER.former.values())
    assert all(code not in REGISTER.names for code in REGISTER.former)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,15}", name) for name in REGISTER.names.values())


@given(st.sampled_from(CODES))
def test_every_place_is_found_by_its_full_name(code: str) -> None:
    expected = place(code)
    found = locate(expected.name + "人民政府")
    assert found.place == expected
    assert found.rest == "人民政府"
    assert wholly(expected.name)
    assert expected.within(place(code[:2] + "0000"))


@given(st.sampled_from(CODES))
def test_a_name_is_settled_by_its_own_region(code: str) -> None:
    expected = place(code)
    own = expected.own
    found = locate(own + "财政局", expected)
    assert found.place == expected
    alone = locate(own + "财政局")
    assert alone.place in {None, expected} or expected not in alone.candidates


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_near_settles_only_for_what_lies_near(code: str, near: str) -> None:
    name = place(code).own + "财政局"
    without, found = locate(name), locate(name, place(near))
    if without.place is None and found.place:
        assert found.place.code[:2] == near[:2]


@pytest.mark.parametrize(
    ("name", "code", "rest"),
    [
        ("广州市海珠区人民政府政务管理办公室", "440105", "人民政府政务管理办公室"),
        ("海珠区政务办", "440105", "政务办"),
        ("广东省广州市海珠区", "440105", ""),
        ("广东省海珠区政府", "440105", "政府"),
        ("广州海珠区政府", "440105", "政府"),
        ("廣州市天河區人民政府", "440106", "人民政府"),
        ("淮安市洪泽区政府", "320813", "政府"),
        ("洪泽县人民政府", "320813", "人民政府"),
        ("增城市教育局", "440118", "教育局"),
        ("萝岗区政府", "440112", "政府"),
        ("保定市新市区政府", "130602", "政府"),
        ("浙江东阳市教育局", "330783", "教育局"),
        ("上海市人民政府", "310000", "人民政府"),
        ("北京市朝阳区人民政府", "110105", "人民政府"),
        ("重庆市江北区人民政府", "500105", "人民政府"),
        ("湖北省天门市财政局", "429006", "财政局"),
        ("吉林省吉林市财政局", "220200", "财政局"),
        ("吉林市财政局", "220200", "财政局"),
        ("恩施州人民政府", "422800", "人民政府"),
        ("恩施土家族苗族自治州恩施市政府", "422801", "政府"),
        ("长阳县政府", "420528", "政府"),
        ("内蒙古自治区教育厅", "150000", "教育厅"),
        ("东阳市场监督管理局", "330783", "市场监督管理局"),
        ("东阳市市场监督管理局", "330783", "市场监督管理局"),
        ("国家税务总局广州市天河区税务局", "440106", "国家税务总局税务局"),
        ("中共天门市委机构编制委员会办公室", "429006", "中共委机构编制委员会办公室"),
        ("新疆生产建设兵团第八师石河子市", "659001", "新疆生产建设兵团第八师"),
        ("梅县区政府", "441403", "政府"),
        ("雄安新区管委会", "133100", "管委会"),
    ],
)
def test_locate(name: str, code: str, rest: str) -> None:
    found = locate(name)
    assert found.place == place(code)
    assert found.rest == rest


@pytest.mark.parametrize(
    "name",
    [
        "教育部",
        "市教育局",
        "示例市人民政府",
        "东区街道办事处",
        "南京路街道办事处",
        "广州海事法院",
        "城区街道办",
        "",
        "东区人民政府",
    ],
)
def test_names_without_a_place(name: str) -> None:
    assert locate(name).place is None


def test_a_shared_name_is_never_guessed() -> None:
    found = locate("朝阳区人民政府")
    assert found.place is None
    assert [each.name for each in found.candidates] == ["北京市朝阳区", "吉林省长春市朝阳区"]
    assert found.rest == "人民政府"


@pytest.mark.parametrize(
    ("name", "near", "code"),
    [
        ("朝阳区人民政府", "110000", "110105"),
        ("朝阳区人民政府", "110105", "110105"),
        ("朝阳区人民政府", "110108", "110105"),
        ("朝阳区人民政府", "220100", "220104"),
        ("朝阳区人民政府", "440000", None),
        ("鼓楼区政府", "320100", "320106"),
        ("鼓楼区政府", "320000", None),
        ("鼓楼区政府", "320300", "320302"),
        ("城区政府", "140500", "140502"),
        ("城区政府", "140000", None),
        ("东区政府", "510400", "510402"),
        ("东区政府", "440000", None),
        ("新市区政府", "130600", "130602"),
        ("新市区政府", "650100", "650104"),
        ("铜仁市政府", "520000", "520600"),
        ("海珠区政府", "330000", "440105"),
        ("南京市政府", "440000", "320100"),
        ("北京市朝阳区政府", "220100", "110105"),
    ],
)
def test_what_near_settles(name: str, near: str, code: str | None) -> None:
    assert locate(name, place(near)).place == (place(code) if code else None)


@pytest.mark.parametrize(
    "name", ["东阳市", "广东省广州市海珠区", "海珠区", "朝阳区", "浙江东阳市", "增城市", "恩施州"]
)
def test_names_that_are_wholly_a_place(name: str) -> None:
    assert wholly(name)


@pytest.mark.parametrize("name", ["", "广州", "东阳市教育局", "示例市", "市", "高新区"])
def test_names_that_are_not_only_a_place(name: str) -> None:
    assert not wholly(name)


def test_a_place_is_a_value() -> None:
    one = place("440118")
    assert one == place("440118")
    assert hash(one) == hash(place("440118"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.code = "1"  # type: ignore[misc]


@given(st.text(max_size=30), st.none() | st.sampled_from(CODES))
def test_locate_never_raises_and_loses_nothing(name: str, near: str | None) -> None:
    found = locate(name, place(near) if near else None)
    assert found.rest is not None
    assert found.place is None or found.printed
