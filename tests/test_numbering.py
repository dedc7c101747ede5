"""Numbering: the number of a page, wherever an address or a form says it, and the request for the one after it."""

from __future__ import annotations

import pytest

from parsers.numbering import address_number, advanced

HERE = "http://www.yanbei.gov.cn/nb"


@pytest.mark.parametrize(
    ("tail", "number"),
    [
        ("/index_2.html", 2), ("?page=3", 3), ("?topage=4", 4), ("?curr_page=4", 4), ("?paged=2", 2), ("?pageCurrent=5", 5), ("/page/2/", 2), ("/p/2.html", 2),
        ("/index.php?s=/lists/cate/nb/p/2.html", 2), ("/index.php?s=%2Flists%2Fp%2F3.html&year=2023", 3), ("/index.php?s=/lists/cate/nb.html", None),
        ("?OpenView&Start=31&Count=30", 2), ("?offset=0&limit=20", 1), ("?start=40", None),
        ("?p_p_col_count=1&_101_INSTANCE_a7_delta=20&_101_INSTANCE_a7_cur=2", 2), ("/count/c0012_000000012.shtml", 12),
        ("?pagesize=20", None), ("?pageid=7", None), ("?homepage=1", None), ("?id=7", None), ("/2023.html", None),
    ],
)  # fmt: skip
def test_the_number_of_a_page(tail: str, number: int | None) -> None:
    assert address_number(HERE + tail) == number


def test_the_request_for_the_page_after() -> None:
    after = advanced(f"{HERE}?page=9&id=7")
    posted = advanced(HERE, b'{"id": 7, "pageNo": 1}')
    assert after is not None
    assert posted is not None
    assert (after.url, after.number) == (f"{HERE}?page=10&id=7", 10)
    assert (posted.form, posted.number) == (b'{"id": 7, "pageNo": 2}', 2)
    assert advanced(f"{HERE}?id=7") is None


def test_records_are_counted_on_by_the_size_of_a_page() -> None:
    after = advanced(f"{HERE}?offset=20&limit=20")
    posted = advanced(HERE, b'{"start": 0, "length": 15}')
    assert after is not None
    assert posted is not None
    assert (after.url, after.number) == (f"{HERE}?offset=40&limit=20", 3)
    assert (posted.form, posted.number) == (b'{"start": 15, "length": 15}', 2)
    assert advanced(f"{HERE}?offset=20") is None


@pytest.mark.parametrize(
    ("leaf", "current", "after"),
    [
        ("list_1.json", 1, "list_2.json"), ("c_000000009.shtml", 9, "c_000000010.shtml"),
        ("channel_12.json", None, None), ("channel_12.json", 1, None),
    ],
)  # fmt: skip
def test_the_number_in_a_path_is_that_of_a_page_where_the_answer_says_so(
    leaf: str, current: int | None, after: str | None
) -> None:
    turn = advanced(f"{HERE}/{leaf}", b"", current)
    assert (turn.url if turn else None) == (f"{HERE}/{after}" if after else None)
