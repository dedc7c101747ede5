"""Guesses: the columns of a portal that says nothing of reports, the likelier first."""

from __future__ import annotations

import pytest

from parsers import GUESS, Page, guesses

HOME = "http://www.shili.gov.cn/"


def told(*anchors: tuple[str, str], url: str = HOME, title: str = "示例县人民政府") -> dict[str, int]:
    """Names and scores of what is guessed on a page with these links."""
    menu = "".join(f"<li><a href='{href}'>{name}</a></li>" for name, href in anchors)
    page = Page(f"<html><title>{title}</title><ul>{menu}</ul></html>".encode(), url)
    return {link.text: link.score for link in guesses(page)}


def test_the_likelier_come_first_and_all_are_worth_less_than_anything_known() -> None:
    found = told(("百姓园地", "/byd/"), ("公示通告", "/gs/"), ("工作总结", "/zj/"), ("示例县水务局", "/swj/"))
    assert list(found) == ["工作总结", "公示通告", "示例县水务局", "百姓园地"]
    assert max(found.values()) < GUESS


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("要闻", "/yw/"), ("招标采购", "/cg/"), ("县长信箱", "/xx/"), ("办事大厅", "/bs/"), ("下一页", "/2.html"), ("12", "/12/"),
        ("English", "/en/"), ("公示公告", "http://www.other.gov.cn/gs/"), ("公示公告", "/"), ("公示公告", "/t20240105_123.html"),
        ("示例县水务局关于防汛值班安排有关事项的公示", "/gs/"),
    ],
)  # fmt: skip
def test_what_is_no_guess(name: str, href: str) -> None:
    assert told((name, href)) == {}


def test_what_stands_below_the_disclosure_column_is_likelier() -> None:
    (below,) = told(("综合", "/zh/"), url=f"{HOME}zwgk/", title="政务公开").values()
    (beside,) = told(("综合", "/zh/")).values()
    assert beside < below < GUESS


def test_an_article_leads_nowhere() -> None:
    assert told(("公示公告", "/gs/"), url=f"{HOME}gs/t20240105_123.html") == {}
