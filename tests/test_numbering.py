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
