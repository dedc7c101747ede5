"""Records: JSON read without trust."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parsers.records import carried, count, day, inner, listed, said, whole


@pytest.mark.parametrize("text", ["", "[]", "{", "7", "null", '"x"', "[" * 9000, '{"a":' * 9000])
def test_what_is_no_object_is_none(text: str) -> None:
    assert whole(text) is None


def test_raw_control_characters_stand_in_real_answers() -> None:
    assert whole('{"a": "x\ty\n"}') == {"a": "x\ty\n"}


def test_a_script_carries_values_by_name() -> None:
    script = (
        r"""window._CONFIG = { SID: '7', DETAIL: {"content":"\u003Cp\u003E"}, "TREE":[{"id":1}], X: '' }"""
    )
    assert carried(script, "TREE") == [{"id": 1}]
    assert carried(script, "DETAIL") == {"content": "<p>"}
    assert carried(script, "SID") is None
    assert carried("TREE: [" * 3000, "TREE") is None


def test_objects_lists_and_texts_of_other_types_are_empty() -> None:
    record = {
        "o": {"a": 1},
        "t": '{"a": 2}',
        "l": [{"b": 1}, 3, None],
        "n": 0,
        "s": " x ",
        "f": 1.5,
        "y": True,
    }
    assert inner(record, "none", "o") == {"a": 1}
    assert inner(record, "t") == {"a": 2}
    assert inner(record, "l", "s", "n") == {}
    assert listed(record, "o", "l") == [{"b": 1}]
    assert listed(record, "s") == []
    assert said(record, "f", "y", "o", "s") == "x"
    assert said(record, "f") == ""
    assert (count(record, "n"), count(record, "s"), count({"c": "12"}, "c")) == (0, None, 12)
    assert count({"c": "9" * 30}, "c") is None


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (1706580000, "2024-01-30"),
        ("1706580000", "2024-01-30"),
        (1706580000000, "2024-01-30"),
        (1706630399, "2024-01-30"),  # 23:59:59 in China
        (1706630400, "2024-01-31"),
        ("2024-01-30 09:00:00", "2024-01-30"),
        ("2024年1月30日", "2024-01-30"),
        ("2024-01", None),
        (0, None),
        ("", None),
        (-5, None),
        (99999999999, None),
        (None, None),
        (True, None),
    ],
)
def test_days(value: object, found: str | None) -> None:
    assert day({"d": value}, "none", "d") == found


def test_the_first_time_that_says_anything_counts() -> None:
    assert (
        day({"display": 0, "first": 1706580000, "again": 1800000000}, "display", "first", "again")
        == "2024-01-30"
    )


@given(
    some.dictionaries(
        some.text(max_size=3),
        some.none() | some.integers() | some.floats() | some.text() | some.lists(some.integers()),
    )
)
def test_nothing_raises(record: dict[str, object]) -> None:
    names = tuple(record)
    assert day(record, *names) is None or len(str(day(record, *names))) == 10
    assert isinstance(said(record, *names), str)
    assert inner(record, *names) == {}
    assert listed(record, *names) == []
