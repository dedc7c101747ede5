"""Days in the ways of other lists and other countries, and what is none."""

from __future__ import annotations

import pytest

from parsers.stamps import iso


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23-01-05", "2023-01-05"),
        ("January 5, 2023", "2023-01-05"),
        ("Sept. 5th, 2023 by admin", "2023-09-05 by admin"),
        ("5 Jan 2023", "2023-01-05"),
        ("05 2023-01", "2023-01-05"),
        ("05 2023年1月", "2023-01-05"),
        ("2023.01 05", "2023-01-05"),
        ("01-05 2023", "2023-01-05"),
        ("1月5日 2023", "2023-01-05"),
        ("2023-01-05 08:30", "2023-01-05 08:30"),
        ("2023-01 08:30", "2023-01 08:30"),
        ("第5号 2023-01-15", "第5号 2023-01-15"),
        ("01-05 2023年报告", "01-05 2023年报告"),
        ("电话 010-23-01-05", "电话 010-23-01-05"),
    ],
)
def test_days_become_those_of_the_calendar(text: str, expected: str) -> None:
    assert iso(text) == expected
