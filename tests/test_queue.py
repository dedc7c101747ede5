"""The queue, the runs and what comes of a portal; the page log beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelf import HOST, PORTAL, Clock, begun, page, report, rows, visit

from crawler.seeds import Seed
from crawler.storage import News, Quota, Reader, Store
from crawler.visits import Outlink, Past
from parsers import Attachment, Cell, Check, Figure, NotAReport, Section


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reports.db"


# ---- the queue


def test_rows_come_best_first_and_a_request_is_queued_once(path: Path) -> None:
    with Store(path) as store:
        begun(
            store,
            page(1, 500),
            page(2, 900),
            Outlink("https://www.zc.gov.cn/2.html#top", "list", 300, 1),
            page(3, 700),
            Outlink(
                f"http://{HOST}/list", "list", 800, 1, method="POST", form=b"p=1", headers=(("Referer", "x"),)
            ),
            Outlink(f"http://{HOST}/list", "list", 800, 1, method="POST", form=b"p=2"),
        )
        taken = store.take(HOST, 10)
    assert [row.priority for row in taken] == [900, 800, 800, 700, 500]
    assert (taken[1].method, taken[1].form, taken[1].headers) == ("POST", b"p=1", (("Referer", "x"),))
    assert taken[2].form == b"p=2"


def test_a_better_anchor_lifts_a_row_that_waits(path: Path) -> None:
    with Store(path) as store:
        begun(store, page(1, 300), page(2, 500), page(1, 900))
        assert [row.url[-6:-5] for row in store.take(HOST, 2)] == ["1", "2"]


def test_a_rejected_link_is_recorded_and_never_queued(path: Path) -> None:
    with Store(path) as store:
        begun(store, Outlink("http://elsewhere.com/a", "report", 900, 1, rejected="another portal's host"))
        assert store.hosts() == ()
        assert store.known("http://elsewhere.com/a") is None
    found = rows(path, "SELECT url, outcome, detail FROM pages WHERE status IS NULL")
    assert found == [("http://elsewhere.com/a", "rejected", "another portal's host")]


def test_a_link_without_a_host_is_never_handed_out(path: Path) -> None:
    with Store(path) as store:
        begun(store, Outlink("javascript:void(0)", "list", 900, 1), Outlink("http://[::1", "list", 900, 1))
        assert store.hosts() == ()
        assert store.pending() == 0


def test_every_outcome_brings_its_row_to_a_named_end(path: Path) -> None:
    ends = {
        "ok": "done",
        "unchanged": "done",
        "moved": "done",
        "gone": "gone",
        "blocked": "blocked",
        "failed": "failed",
        "robots": "robots",
        "rejected": "rejected",
    }
    with Store(path) as store:
        begun(store, *(page(number) for number in range(len(ends))))
        for outcome, row in zip(ends, store.take(HOST, 10), strict=True):
            store.commit(visit(row, outcome))
        assert store.pending() == 0
    found = rows(path, "SELECT state FROM frontier WHERE id > 1 ORDER BY id")
    assert [state for (state,) in found] == list(ends.values())


def test_rows_given_back_wait_again(path: Path) -> None:
    with Store(path) as store:
        begun(store, page(1), page(2))
        taken = store.take(HOST, 2)
        assert store.hosts() == ()
        store.give_back(taken[1:])
        assert store.hosts() == (HOST,)
        assert store.take(HOST, 5) == (taken[1],)


def test_the_page_budget_of_a_portal_holds_and_is_told(path: Path) -> None:
    with Store(path, quota=Quota(3)) as store:
        begun(store, *(page(number) for number in range(6)))
        taken = store.take(HOST, 10)
        assert len(taken) == 2
        for row in taken:
            store.commit(visit(row, links=[page(row.id + 100)]))
        assert store.pending() == 0
        store.settle(PORTAL)
    assert rows(path, "SELECT state, count(*) FROM frontier GROUP BY 1") == [("done", 3), ("skipped", 6)]
    ((detail,),) = rows(path, "SELECT detail FROM portals")
    assert "6 not asked: beyond the page budget" in str(detail)


def test_a_smaller_budget_holds_from_the_start_and_a_larger_one_goes_on(path: Path) -> None:
    with Store(path) as store:
        begun(store, *(page(number) for number in range(6)))
    for budget, pending, taken in ((1, 0, 0), (4, 6, 3), (None, 6, 6)):
        with Store(path, quota=Quota(budget)) as store:
            assert store.begin("crawl", store.clock(), [Seed(PORTAL)]).resumed
            assert store.pending() == pending
            assert len(store.take(HOST, 10)) == store.pending() == taken


def test_the_budget_of_one_portal_leaves_the_other_alone(path: Path) -> None:
    other = Seed("http://gk.zc.gov.cn/", hosts=(HOST,))
    with Store(path, quota=Quota(2)) as store:
        store.begin("crawl", store.clock(), [Seed(PORTAL), other])
        (mine,) = store.take(HOST, 1)
        (theirs,) = store.take("gk.zc.gov.cn", 1)
        store.commit(visit(mine, links=[page(number, 900) for number in range(4)]))
        store.commit(visit(theirs, links=[page(number, 500) for number in range(10, 14)]))
        assert [row.portal for row in store.take(HOST, 10)] == [PORTAL, other.url]
        assert store.hosts() == ()


# ---- runs


def test_a_finished_run_is_walked_anew_and_a_stopped_one_goes_on(path: Path) -> None:
    with Store(path) as store:
        run = store.begin("crawl", "2024-03-01T08:00:00Z", [Seed(PORTAL)])
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, links=[page(1), page(2)]))
        store.take(HOST, 1)
        assert store.finish(run, "shutdown") == {PORTAL: "pending"}
    with Store(path) as store:
        run = store.begin("crawl", "2024-03-02T08:00:00Z", [Seed(PORTAL)])
        assert (run.id, run.resumed) == (1, True)
        taken = store.take(HOST, 5)
        assert [row.url[-6] for row in taken] == ["1", "2"]
        for row in taken:
            store.commit(visit(row, reading=report(id=str(row.id), content_sha256=str(row.id)), size=100))
        assert store.finish(run, "finished", {"requests": 1}) == {PORTAL: "ok"}
    with Store(path) as store:
        run = store.begin("crawl", "2024-03-03T08:00:00Z", [Seed(PORTAL)])
        assert (run.id, run.resumed) == (2, False)
        assert [row.url for row in store.take(HOST, 5)] == [PORTAL]
    found = rows(path, "SELECT id, finish_reason, requests, bytes, reports_new FROM runs")
    assert found == [(1, "finished", 4, 200, 2), (2, None, 0, 0, 0)]


def test_another_portal_does_not_disturb_the_one_that_was_broken_off(path: Path) -> None:
    other = Seed("http://www.haizhu.gov.cn/")
    with Store(path) as store:
        store.begin("crawl", store.clock(), [Seed(PORTAL)])
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, links=[page(1)]))
    with Store(path) as store:
        run = store.begin("crawl", store.clock(), [other])
        assert not run.resumed
        assert store.hosts() == ("www.haizhu.gov.cn",)
        (row,) = store.take("www.haizhu.gov.cn", 1)
        store.commit(visit(row))
        assert store.finish(run, "finished") == {other.url: "empty"}
    with Store(path) as store:
        run = store.begin("crawl", store.clock(), [Seed(PORTAL), other])
        assert run.resumed
        assert set(store.hosts()) == {HOST, "www.haizhu.gov.cn"}
        assert [row.url for row in store.take(HOST, 5)] == [page(1).url]


def test_another_command_walks_anew(path: Path) -> None:
    with Store(path) as store:
        begun(store, page(1))
    with Store(path) as store:
        assert not store.begin("refresh --delay 2", store.clock(), store.seeds()).resumed
        assert [row.url for row in store.take(HOST, 5)] == [PORTAL]


def test_seed_keys_are_stored_and_a_bare_url_takes_none_away(path: Path) -> None:
    seed = Seed(
        PORTAL,
        name="增城",
        region="440118",
        hosts=("a.cn",),
        min=3,
        delay=0.5,
        browser="never",
        columns=(f"{PORTAL}gk/",),
        line=1,
    )
    with Store(path) as store:
        store.begin("crawl", store.clock(), [seed])
        assert {row.url for row in store.take(HOST, 5)} == {PORTAL, f"{PORTAL}gk/"}
    with Store(path) as store:
        assert store.seeds() == (seed,)
        assert store.begin("crawl", store.clock(), [Seed(PORTAL)]).seeds == (seed,)
        # the same portal, spelled anew and with fewer keys in the file
        fewer = Seed("https://www.zc.gov.cn/", min=1, line=1)
        assert store.begin("crawl", store.clock(), [fewer]).seeds == (fewer,)
        assert store.seeds() == (fewer,)


# ---- outcomes


@pytest.mark.parametrize(
    ("first", "status", "rest", "outcome"),
    [
        ("unreachable", None, [], "unreachable"),
        ("failed", None, [], "failed"),
        ("failed", 500, [], "failed"),
        ("rejected", None, [], "failed"),
        ("gone", 404, [], "failed"),
        ("robots", None, [], "robots"),
        ("blocked", 412, [], "blocked"),
        ("ok", 200, ["ok"], "empty"),
        ("ok", 200, ["report", "failed"], "ok"),
        ("ok", 200, ["blocked", "blocked", "blocked"], "blocked"),
        ("ok", 200, ["report", "gone", "gone", "gone"], "ok"),
    ],
)
def test_the_outcome_of_a_portal(
    path: Path, first: str, status: int | None, rest: list[str], outcome: str
) -> None:
    with Store(path) as store:
        run = store.begin("crawl", store.clock(), [Seed(PORTAL)])
        (row,) = store.take(HOST, 1)
        store.commit(
            visit(row, first, status=status, detail="why", links=[page(n) for n in range(len(rest))])
        )
        for end, row in zip(rest, store.take(HOST, 10), strict=True):
            if end == "report":
                store.commit(visit(row, reading=report()))
            else:
                store.commit(visit(row, end, detail="why"))
        assert store.finish(run, "finished") == {PORTAL: outcome}
    ((detail,),) = rows(path, "SELECT detail FROM portals")
    assert (detail is None) == (outcome == "ok" and "failed" not in rest and "gone" not in rest)


def test_short_is_fewer_than_expected_or_than_last_time(path: Path) -> None:
    clock = Clock()
    with Store(path, clock=clock) as store:
        for clock.day, numbers, outcome in (
            (1, (1, 2), "ok"),
            (2, (1,), "short"),
            (3, (1,), "ok"),
            (4, (1,), "short"),
        ):
            seed = Seed(PORTAL, min=2 if clock.day == 4 else None, line=1)
            run = store.begin("crawl", clock(), [seed])
            (row,) = store.take(HOST, 1)
            store.commit(visit(row, links=[page(number) for number in numbers]))
            for row in store.take(HOST, 10):
                store.commit(visit(row, reading=report(id=row.url, content_sha256=row.url)))
            assert store.finish(run, "finished") == {PORTAL: outcome}, clock.day


def test_status_tells_years_found_missing_and_removed(path: Path) -> None:
    clock = Clock()
    years = {1: 2017, 2: 2018, 4: 2021}
    failing = Check("APP-BAL", "total", "fail", "error")
    with Store(path, clock=clock) as store:
        run = begun(store, *(page(number) for number in years))
        for row in store.take(HOST, 10):
            year = years[int(row.url[-6])]
            store.commit(
                visit(
                    row, reading=report(id=str(year), year=year, content_sha256=str(year), checks=(failing,))
                )
            )
        store.finish(run, "finished")
        clock.day = 2
        begun(store, page(2), page(9))
        gone, blocked = store.take(HOST, 10)
        store.commit(visit(gone, "gone", status=404))
        store.commit(visit(blocked, "blocked", status=412))
        (standing,) = store.status()
    assert [(year.year, year.found, year.missing, year.removed, year.failing) for year in standing.years] == [
        (2017, 1, 0, 0, 1),
        (2018, 0, 0, 1, 1),
        (2019, 0, 1, 0, 0),
        (2020, 0, 1, 0, 0),
        (2021, 1, 0, 0, 1),
    ]
    assert standing.missing == (2019, 2020)
    assert (standing.blocked, standing.gone, standing.removed, standing.failing) == (1, 1, 1, 3)


# ---- the page log


def test_validators_are_those_of_the_last_answer_with_a_body(path: Path) -> None:
    clock = Clock()
    with Store(path, clock=clock) as store:
        begun(store, page(1))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, etag='"1"', last_modified="Mon", body_sha256="b1"))
        for day, outcome, told in ((2, "unchanged", {}), (3, "failed", {}), (4, "ok", {"body_sha256": "b1"})):
            clock.day = day
            store.commit(visit(row, outcome, **told))
            known = store.known(row.url)
            assert known is not None
            assert (known.body_sha256, known.last_changed, known.last_seen) == (
                "b1",
                "2024-03-01T08:00:00Z",
                clock(),
            )
            assert known.etag == (None if day == 4 else '"1"')
        clock.day = 5
        store.commit(visit(row, body_sha256="b2"))
        known = store.known(row.url)
        assert known is not None
        assert known.last_changed == clock()
        assert store.pending() == 0  # a row ends once, however often its page is told


def test_a_refusal_does_not_take_the_place_of_the_page(path: Path) -> None:
    with Store(path) as store:
        begun(store, page(1), page(2))
        first, second = store.take(HOST, 2)
        store.commit(visit(first, kind="report", etag='"1"', body_sha256="page"))
        for outcome in ("blocked", "gone", "moved"):
            store.commit(visit(first, outcome, kind="list", etag='"2"', body_sha256=f"words of {outcome}"))
        store.commit(visit(second, "blocked", body_sha256="evidence"))
    kept = rows(
        path, f"SELECT outcome, kind, etag, body_sha256 FROM pages WHERE url <> '{PORTAL}' ORDER BY url"
    )
    assert kept == [("moved", "report", '"1"', "page"), ("blocked", "report", None, "evidence")]


def test_what_another_tool_saw_earlier_is_no_news(path: Path) -> None:
    clock = Clock()
    clock.day = 5
    with Store(path, clock=clock) as store:
        begun(store, page(1))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, body_sha256="new"))
        for day, body in ((2, "old"), (7, "newer")):
            store.commit(visit(row, body_sha256=body, past=Past(f"2024-03-0{day}T08:00:00Z", "年报")))
            store.flush()
            found = rows(
                path,
                "SELECT body_sha256, substr(first_seen, 10, 1), substr(last_seen, 10, 1) FROM pages WHERE url LIKE '%1.html'",
            )
            assert found == [("new" if day == 2 else body, "2", str(max(day, 5)))]


def test_a_redirect_leaves_both_addresses_in_the_log(path: Path) -> None:
    with Store(path) as store:
        begun(store, page(1))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, url=f"{PORTAL}new.html", reading=NotAReport("a column", f"{PORTAL}new.html")))
    assert rows(
        path, "SELECT url, outcome, detail FROM pages WHERE url <> 'http://www.zc.gov.cn/' ORDER BY url"
    ) == [
        (f"{PORTAL}1.html", "moved", f"to {PORTAL}new.html"),
        (f"{PORTAL}new.html", "ok", None),
    ]


def test_a_file_fetched_is_written_to_the_report_that_names_it(path: Path) -> None:
    file = f"{PORTAL}a.pdf"
    named = report(attachments=(Attachment(file, "附件"), Attachment(f"{PORTAL}b.doc", "附件二")))
    with Store(path) as store:
        begun(store, page(1), Outlink(file, "attachment", 600, 2))
        first, second = store.take(HOST, 2)
        store.commit(visit(first, reading=named))
        store.commit(visit(second, body_sha256="f1"))
        store.commit(visit(first, reading=report(attachments=named.attachments, title="改")))
    assert rows(path, "SELECT url, sha256, status FROM attachments ORDER BY url") == [
        (file, "f1", "unsupported"),
        (f"{PORTAL}b.doc", None, "not_fetched"),
    ]


def test_a_reading_comes_back_from_its_rows_as_it_was(path: Path) -> None:
    whole = report(
        sections=(Section(0, None, None, None, "引言"), Section(1, "overview", "一、", "总体情况", "内容")),
        cells=(
            Cell(
                "B",
                "applications",
                "new",
                "total",
                12,
                "value",
                "12件",
                "件",
                None,
                "一",
                "总计",
                PORTAL,
                3,
                4,
                9,
            ),
            Cell("B", "applications", "new", "charity", None, "nil", "-"),
            Cell(
                "B",
                "art20_9",
                "procurement",
                "procurement_amount",
                4890.5,
                "value",
                "4890.5万元",
                "万元",
                48905000,
            ),
        ),
        figures=(Figure("A14.3.1", "收到申请", 12, "件", "12件", "exact", 1, 0, 3),) * 2,
        checks=(Check("APP-BAL", "total", "pass", "error", 12, 12, "本年新收"),),
        attachments=(Attachment(f"{PORTAL}a.pdf", "附件", role="full_report"),),
        origins={"title": "bar"},
        published_at="2021-01",
    )
    with Store(path) as store:
        begun(store, page(1))
        (row,) = store.take(HOST, 1)
        assert store.commit(visit(row, reading=whole)).news is News.REPORT
        assert store.report("r1") == whole
    with Reader.open(path) as reader, pytest.raises(KeyError):
        reader.report("r2")


def test_a_part_given_twice_does_not_lose_the_report(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    twice = (
        Cell("B", "applications", "new", "total", 1, "value", "1"),
        Cell("B", "applications", "new", "total", 2, "value", "2"),
    )
    with Store(path) as store:
        begun(store, page(1))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, reading=report(cells=twice)))
    assert rows(path, "SELECT value FROM cells") == [(1,)]
    assert "given twice" in caplog.text


# ---- the columns that bore reports, and patience


def test_what_brings_no_report_for_long_is_left(path: Path) -> None:
    with Store(path, quota=Quota(patience=3)) as store:
        run = begun(store, *(page(number, 300 + number) for number in range(8)))
        for found in (True, False, False, False):
            (row,) = store.take(HOST, 1)
            store.commit(visit(row, reading=report() if found else None))
        assert store.take(HOST, 1) == ()
        store.finish(run, "finished")
    assert rows(path, "SELECT outcome, detail FROM portals") == [
        ("ok", "4 not asked: no report on the last 3 pages")
    ]


def test_a_portal_without_reports_is_looked_at_more_closely(path: Path) -> None:
    """Columns that only their place speaks for: after everything better, as many as the quota has, the likelier first."""
    with Store(path, quota=Quota(guesses=3)) as store:
        begun(store, page(1, 900), *(page(number, 100 + number) for number in range(2, 9)))
        asked = []
        while taken := store.take(HOST, 1):
            store.commit(visit(*taken))
            asked += [row.priority for row in taken]
        assert store.pending() == 0
        store.settle(PORTAL)
    assert asked == [900, 108, 107, 106]
    assert rows(path, "SELECT outcome, detail FROM portals") == [("empty", None)]


def test_a_portal_that_has_shown_its_reports_is_not_guessed_at(path: Path) -> None:
    guess = page(9, 150)
    with Store(path, quota=Quota(guesses=9)) as store:
        begun(store, page(1), page(2), page(3), guess)
        for number in (1, 2, 3):
            (row,) = store.take(HOST, 1)
            store.commit(visit(row, reading=report(id=f"r{number}", year=2020 + number, url=row.url)))
        assert store.take(HOST, 1) == ()
        assert store.pending() == 0
    assert (guess.url,) not in rows(path, "SELECT url FROM frontier")


def test_a_walk_that_goes_on_knows_what_it_guessed(path: Path) -> None:
    with Store(path, quota=Quota(guesses=2)) as store:
        begun(store, *(page(number, 100 + number) for number in range(5)))
        store.commit(visit(*store.take(HOST, 1)))
    with Store(path, quota=Quota(guesses=2)) as store:
        assert store.begin("crawl", store.clock(), [Seed(PORTAL)]).resumed
        assert [row.priority for row in store.take(HOST, 1)] == [103]
        assert store.take(HOST, 1) == ()


def test_the_next_walk_begins_with_the_columns_that_bore_reports(path: Path) -> None:
    column = Outlink(f"http://{HOST}/nb/", "list", 900, 1, method="POST", form=b"t=3", headers=(("X", "1"),))
    second = Outlink(f"http://{HOST}/nb/2", "list", 900, 1, paged=True)
    with Store(path) as store:
        run = begun(store, Outlink(f"http://{HOST}/news/", "list", 800, 1), column)
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, links=(second,)))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, links=(page(1, 950),)))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, reading=report()))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row))
        store.finish(run, "finished")
        store.begin("crawl", store.clock(), [Seed(PORTAL)])
        again = store.take(HOST, 5)
    assert [(row.url, row.method, row.form, row.headers) for row in again] == [
        (column.url, "POST", b"t=3", (("X", "1"),)),
        (PORTAL, "GET", b"", ()),
    ]


def test_a_column_that_is_gone_is_forgotten_and_the_first_page_asked(path: Path) -> None:
    with Store(path) as store:
        run = begun(store, Outlink(f"http://{HOST}/nb/", "list", 900, 1))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, links=(page(1, 950),)))
        (row,) = store.take(HOST, 1)
        store.commit(visit(row, reading=report()))
        store.finish(run, "finished")
        run = store.begin("crawl", store.clock(), [Seed(PORTAL)])
        first, home = store.take(HOST, 5)
        store.commit(visit(first, "gone", status=404))
        store.commit(visit(home))
        store.finish(run, "finished")
        store.begin("crawl", store.clock(), [Seed(PORTAL)])
        assert [row.url for row in store.take(HOST, 5)] == [PORTAL]
