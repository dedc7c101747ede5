"""The ladder without a browser: which answers are for it, how often, and how its tabs are shared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response
from shelf import HOST, PORTAL, visit

from crawler.browser import Ladder
from crawler.browser.chromium import NAMES, find
from crawler.browser.ladder import STOOD, Cause, cause
from crawler.browser.middleware import needed
from crawler.frontier import Tabs, policy
from crawler.seeds import Seed
from crawler.spiders.judgement import judge
from crawler.storage import Quota, Store
from crawler.visits import Outlink, Queued, Visit
from parsers import NotAReport, Page

ROW = Queued(7, PORTAL, HOST, PORTAL, "list", 790, 2)
RUISHU = "<script>$_ts=window['$_ts']</script>"
SHELL = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'
TEXT = "<html><body><p>" + "政府信息公开的一段话。" * 60 + "</p></body></html>"
SCRIPTED = TEXT.replace("</body>", '<script src="/rows.js"></script></body>')
MARKED = TEXT.replace("</body>", "<script>$('#list').jpage({})</script></body>")
MENU = Outlink(f"{PORTAL}zwgk/", "list", 550, 3, "政务公开")


def answered(body: str, status: int = 200, row: Queued = ROW, *links: Outlink) -> tuple[Visit, Queued, Page]:
    """An answer as the spider has read it."""
    page = Page(body.encode(), row.url)
    outcome, detail = judge(status, page)
    seen = Visit(row.id, row.portal, row.url, row.url, row.kind, outcome, status, detail, links=links)
    return replace(seen, reading=NotAReport("no words of a report", row.url)), row, page


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (RUISHU, 200, Cause.CHALLENGE),
        (RUISHU, 403, Cause.CHALLENGE),
        (RUISHU, 404, None),
        (TEXT, 412, Cause.CHALLENGE),
        ("", 521, Cause.CHALLENGE),
        ("", 202, Cause.CHALLENGE),
        ("", 200, None),
        (TEXT, 403, None),
        (TEXT, 401, None),
        (TEXT, 429, None),
        ("<p>您的请求已被拦截</p>", 412, None),
        (SHELL, 404, None),
        (SHELL, 500, None),
        (SHELL, 200, Cause.SHELL),
        (TEXT, 200, None),
        (SCRIPTED, 200, Cause.LIST),
    ],
)
def test_which_answers_are_for_the_browser(body: str, status: int, why: Cause | None) -> None:
    assert cause(*answered(body, status)) == why


@pytest.mark.parametrize(
    ("body", "row", "links", "why"),
    [
        (SHELL, ROW, (replace(MENU, depth=2),), None),  # the JSON of its list was found
        (SHELL, replace(ROW, kind="report"), (), Cause.SHELL),
        (SHELL, replace(ROW, priority=500), (MENU,), None),
        (
            SHELL,
            replace(ROW, priority=500),
            (replace(MENU, rejected="a host of another portal"),),
            Cause.SHELL,
        ),
        (SCRIPTED, ROW, (MENU,), Cause.LIST),
        (SCRIPTED, ROW, (MENU, replace(MENU, kind="report")), None),
        (SCRIPTED, ROW, (MENU, replace(MENU, text="2021年")), None),
        (SCRIPTED, replace(ROW, priority=500), (MENU,), None),  # nobody promised reports there
        (SCRIPTED, replace(ROW, priority=1000), (MENU,), None),
        (SCRIPTED, replace(ROW, kind="report"), (), None),
        (MARKED, replace(ROW, priority=500), (MENU,), None),  # a Hanweb list of anything else
        (MARKED, replace(ROW, priority=500), (), Cause.LIST),
        (MARKED, replace(ROW, priority=1000, depth=0), (replace(MENU, depth=1),), Cause.LIST),
    ],
)
def test_what_was_found_without_it_counts(
    body: str, row: Queued, links: tuple[Outlink, ...], why: Cause | None
) -> None:
    assert cause(*answered(body, 200, row, *links)) == why


def test_the_end_of_a_visit() -> None:
    seed = Seed(PORTAL)
    ladder = Ladder("auto", "/usr/bin/chromium", most=2)
    seen, row, page = answered(SHELL)
    seen = replace(seen, etag='"1"', body_sha256="0" * 64)
    sent = ladder.climb(seen, row, page, seed, None)
    assert (sent.again, sent.etag, sent.body_sha256) == ("shell", None, None)
    back = ladder.climb(seen, row, page, seed, ("cdn.example.org",))
    assert back.again is None
    assert back.detail == (
        "a shell: its text is written by a script; no better in the browser, "
        "without cdn.example.org (hosts= can add them)"
    )
    assert ladder.climb(*answered(TEXT), seed, ()).detail == "from the browser"
    assert ladder.climb(*answered(SHELL), seed, None).again == "shell"
    spent = ladder.climb(*answered(SHELL), seed, None)
    assert spent.again is None
    assert "2 pages" in str(spent.detail)
    assert ladder.climb(*answered(SHELL), Seed("http://b.gov.cn/"), None).again == "shell"
    posted = answered(SHELL, 200, replace(ROW, method="POST"))
    assert ladder.climb(*posted, seed, None) == posted[0]


def test_a_challenge_that_stands_is_left_alone_until_one_passes() -> None:
    seed, ladder = Seed(PORTAL), Ladder("auto", "/usr/bin/chromium")
    for _ in range(STOOD):
        assert ladder.obstacle(seed, HOST) is None
        assert "no better" in str(ladder.climb(*answered(RUISHU, 412), seed, ()).detail)
    assert "3 times in a row" in str(ladder.obstacle(seed, HOST))
    assert ladder.obstacle(seed, "gk.zc.gov.cn") is None
    ladder.climb(*answered(TEXT), seed, ())
    assert ladder.obstacle(seed, HOST) is None


@pytest.mark.parametrize(
    ("usual", "own", "word"),
    [
        ("auto", None, "auto"),
        ("auto", "always", "always"),
        ("auto", "never", "never"),
        ("always", "auto", "auto"),
        ("always", "never", "never"),
        ("never", "always", "never"),
        ("never", None, "never"),
    ],
)
def test_never_wins_whoever_says_it(usual: str, own: str | None, word: str) -> None:
    assert policy(usual, Seed(PORTAL, browser=own)) == word


@pytest.mark.parametrize(
    ("body", "status", "why", "is_needed"),
    [
        (RUISHU, 412, "challenge", True),
        (TEXT, 200, "challenge", False),  # the cookie was won by another page meanwhile
        (SHELL, 200, "challenge", True),
        (SHELL, 200, "shell", True),
        (TEXT, 200, "shell", False),
        (TEXT, 200, "list", True),
        (TEXT, 200, "always", True),
        (TEXT, 404, "always", False),
        ('{"rows": []}', 200, "always", False),
        ("%PDF-1.4 x", 200, "always", False),
    ],
)
def test_what_comes_plainly_after_all_is_not_rendered(
    body: str, status: int, why: str, is_needed: bool
) -> None:
    assert needed(Response(PORTAL, status, body=body.encode()), why) == is_needed


def test_tabs_are_lent_in_order() -> None:
    tabs = Tabs(1)
    plain, first, second, third = (
        Request(PORTAL, meta={"row": replace(ROW, id=number), "browser": why})
        for number, why in enumerate((None, "shell", "shell", "always"))
    )
    assert tabs.enter(plain)
    assert tabs.enter(first)
    assert not tabs.enter(second)
    assert not tabs.enter(third)
    assert tabs
    assert tabs.next() is None
    tabs.leave(0)
    assert tabs.next() is None, "a plain request had none to give back"
    tabs.leave(1)
    assert tabs.next() is second
    tabs.leave(2)
    assert tabs.next() is third
    assert not tabs


def test_a_row_waits_again_for_the_browser_within_the_same_budget(tmp_path: Path) -> None:
    with Store(tmp_path / "reports.db", quota=Quota(1)) as store:
        store.begin("crawl", store.clock(), [Seed(PORTAL)])
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, links=[MENU], detail="a shell", again="shell"))
        assert store.pending() == 1, "the budget of one page is spent on it"
        (again,) = store.take(HOST, 2)
        assert (again.id, again.browser) == (row.id, "shell")
    with Store(tmp_path / "reports.db", quota=Quota(1)) as store:  # the process died
        store.begin("crawl", store.clock(), [Seed(PORTAL)])
        (again,) = store.take(HOST, 2)
        assert (again.id, again.browser) == (row.id, "shell")
        store.commit(visit(again))
        assert store.take(HOST, 1) == ()


def test_where_chromium_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    assert find("") is None
    assert find(str(tmp_path / "mine")) is None
    for path in (
        tmp_path / "downloads/chromium-1200/chrome-linux/chrome",
        tmp_path / "mine",
        *(tmp_path / "bin" / name for name in reversed(NAMES)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o755)
        assert find("") == str(path) or path.name == "mine"
    assert find(str(tmp_path / "mine")) == str(tmp_path / "mine")
