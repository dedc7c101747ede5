"""The issuer and the year where the title alone does not say, and where each was read."""

from __future__ import annotations

import pytest

from parsers import read_title
from parsers.issuer import Issuer, find_issuer, find_year

BARE = "2019年政府信息公开工作年度报告"
PROSE = "全年主动公开政府信息三百余条，办结依申请公开四件。"


@pytest.mark.parametrize(
    ("title", "lines", "said", "expected"),
    [
        (f"松川市教育局{BARE}", [PROSE], "松川市信息中心", Issuer("松川市教育局", "title")),
        (
            BARE,
            ["本报告由松川市水务局根据《中华人民共和国政府信息公开条例》编制。", PROSE],
            None,
            Issuer("松川市水务局", "preamble"),
        ),
        (BARE, [PROSE, "松川市林业局", "2020年1月18日"], "本网", Issuer("松川市林业局", "signature")),
        (BARE, [PROSE], "松川市统计局", Issuer("松川市统计局", "issuer")),
        # a title may leave out of which county a town is
        (f"云岭镇{BARE}", [PROSE, "松川市云岭镇人民政府"], None, Issuer("松川市云岭镇人民政府", "signature")),
        (f"云岭镇{BARE}", [PROSE], "松川市云岭镇人民政府", Issuer("松川市云岭镇人民政府", "issuer")),
        (f"云岭镇{BARE}", [PROSE, "中共松川市委办公室"], "松川市信息中心", Issuer("云岭镇人民政府", "title")),
        (f"云岭街道{BARE}", [PROSE], "松川市云岭街道办事处", Issuer("松川市云岭街道办事处", "issuer")),
        (f"松川市云岭街道{BARE}", [PROSE], "松川市云岭街道办事处", Issuer("松川市云岭街道办事处", "issuer")),
        (
            f"松川高新区{BARE}",
            [PROSE, "松川高新技术产业开发区管理委员会"],
            None,
            Issuer("松川高新技术产业开发区管理委员会", "signature"),
        ),
        (f"松川高新区{BARE}", [PROSE], "松川经济技术开发区管委会", Issuer("松川高新区", "title")),
        # a zone and its offices shorten the kind of the zone, its own name and its committee
        (
            f"松川经开区管委会{BARE}",
            [PROSE, "松川经济开发区管理委员会"],
            None,
            Issuer("松川经济开发区管理委员会", "signature"),
        ),
        (
            f"经开区财政局{BARE}",
            [PROSE, "松川经济技术开发区财政局"],
            None,
            Issuer("松川经济技术开发区财政局", "signature"),
        ),
        (
            f"开发区财政局{BARE}",
            [PROSE],
            "松川高新技术产业开发区财政局",
            Issuer("松川高新技术产业开发区财政局", "issuer"),
        ),
        (f"经开区财政局{BARE}", [PROSE, "松川经济开发区招商局"], None, Issuer("经开区财政局", "title")),
        (
            f"经开区财政局{BARE}",
            [PROSE, "松川高新技术产业开发区财政局"],
            None,
            Issuer("经开区财政局", "title"),
        ),
        (f"教育局{BARE}", [PROSE], "松川市示范区管委会教育局", Issuer("教育局", "title")),
        (f"省水利厅{BARE}", [PROSE], "松川省水利厅", Issuer("松川省水利厅", "issuer")),
        (f"省水文站{BARE}", [PROSE], "松川省水文站", Issuer("松川省水文站", "issuer")),
        (f"水利厅{BARE}", [PROSE], "松川水利厅", Issuer("水利厅", "title")),
        (BARE, [PROSE], "本网", Issuer()),
        (BARE, [PROSE], "松川市政府网站", Issuer()),
        (BARE, [PROSE], "松川市统计局 松川市信息中心", Issuer()),
        (BARE, [PROSE, "下一步，我们将加强与各办"], None, Issuer()),
        (
            "2020年政府信息公開工作年度報告",
            ["松川市農業農村局"],
            None,
            Issuer("松川市农业农村局", "signature"),
        ),
    ],
)
def test_issuer(title: str, lines: list[str], said: str | None, expected: Issuer) -> None:
    assert find_issuer(read_title(title), lines, said) == expected


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        (BARE, [], (2019, "title")),
        (
            "政府信息公开工作年度报告",
            ["所列数据的统计期限为2018年1月1日至2018年12月31日。"],
            (2018, "preamble"),
        ),
        ("政府信息公开工作年度报告", ["所列数据的统计期限自2018年9月1日至2019年8月31日。"], (None, "")),
        ("政府信息公开工作年度报告", ["本报告于2019年1月20日发布。"], (None, "")),
        ("政府信息公开工作年度报告", [PROSE], (None, "")),
    ],
)
def test_year(title: str, lines: list[str], expected: tuple[int | None, str]) -> None:
    assert find_year(read_title(title), lines) == expected


@pytest.mark.parametrize(
    ("owner", "text", "expected"),
    [
        ("松川市水务局", "我局全年主动公开信息三百余条。", "松川市水务局"),
        ("松川市水务局", "我市全年主动公开信息三百余条。", "松川市水务局"),
        ("松川市水务局", PROSE, "松川市水务局"),
        ("松川市水务局", "我中心全年主动公开信息三百余条。", None),
        ("松川市信访办公室", "我办办理依申请公开两件。", "松川市信访办公室"),
        ("松川市人民政府", "我局全年主动公开信息三百余条，我市营商环境改善。", None),
        ("松川市人民政府", "我市全年主动公开信息三百余条。", "松川市人民政府"),
        ("松川市人民政府", PROSE, None),
        ("松川市云岭镇人民政府", "我镇全年主动公开信息三百余条。", "松川市云岭镇人民政府"),
        ("松川市人民政府", "我镇全年主动公开信息三百余条，我市营商环境改善。", None),
        (None, PROSE, None),
    ],
)
def test_the_owner_of_the_site_reports_unless_the_text_speaks_as_another(
    owner: str | None, text: str, expected: str | None
) -> None:
    assert find_issuer(read_title(BARE), [text], "本网", owner) == Issuer(
        expected, "site" if expected else ""
    )


def test_the_owner_says_a_short_name_in_full() -> None:
    """A zone calls itself 高新区 in its titles, and its committee by its whole name at the foot of every page."""
    owner, title = "松川高新技术产业开发区管理委员会", read_title(f"松川高新区{BARE}")
    assert find_issuer(title, [PROSE], None, owner) == Issuer(owner, "site")
    assert find_issuer(read_title(f"松川市{BARE}"), [PROSE], None, "示例省松川市人民政府") == Issuer(
        "松川市人民政府", "title"
    )


def test_whoever_is_named_comes_before_the_owner() -> None:
    got = find_issuer(read_title(BARE), ["我局公开三百余条。", "松川市林业局"], None, "松川市水务局")
    assert got == Issuer("松川市林业局", "signature")
