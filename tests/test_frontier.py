"""The frontier: which request comes next, over a real database; Scrapy's engine is played by a few attributes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.frontier import HEARTBEAT, Frontier
from crawler.seeds import Seed
from crawler.visits import Outlink, Queued, Visit


class Stats:
    """What the frontier counts."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def inc_value(self, key: str) -> None:
        self.values[key] = self.values.get(key, 0) + 1

    def set_value(self, key: str, value: object) -> None:
        self.values[key] = value

    def get_value(self, key: str, default: object = None) -> object:
        return self.values.get(key, default)


def engine(path: Path, *seeds: str, **dials: object) -> Frontier:
    """A frontier that is open, as Scrapy opens it."""
    project = Settings()
    project.setmodule("crawler.settings", priority="project")
    for name, value in dials.items():
        project.set(name, value, priority="spider")
    walker = SimpleNamespace(
        scope=None,
        db=str(path / "reports.db"),
        seeds={url: Seed(url) for url in seeds},
        answer=lambda response: None,
        failure=lambda failure: None,
    )
    crawler = SimpleNamespace(
        settings=project,
        stats=Stats(),
        spider=walker,
        engine=SimpleNamespace(downloader=SimpleNamespace(slots={})),
    )
    crawler.signals = SignalManager(crawler)
    frontier = Frontier.from_crawler(crawler)  # type: ignore[arg-type]
    frontier.open(walker)  # type: ignore[arg-type]
    return frontier


def row(request: Request | None) -> Queued:
    assert request is not None
    found: Queued = request.meta["row"]
    return found


def link(url: str, priority: int = 500, **more: Any) -> Outlink:
    return Outlink(url, "list", priority, 1, **more)


def answer(frontier: Frontier, request: Request | None, *links: Outlink) -> str:
    """The visit of a request comes in; what had been asked."""
    asked = row(request)
    frontier.keep(Visit(asked.id, asked.portal, asked.url, asked.url, "list", "ok", 200, links=links))
    return asked.url


def drain(frontier: Frontier) -> list[str]:
    """Everything that is left, each answered before the next is asked."""
    urls = []
    while (request := frontier.next_request()) is not None:
        urls.append(answer(frontier, request))
    return urls


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    opened = engine(tmp_path, "http://a.gov.cn/", "http://b.gov.cn/", "http://c.gov.cn/")
    yield opened
    opened.close("shutdown")


def test_the_hosts_take_turns_and_each_is_asked_one_thing_at_a_time(frontier: Frontier) -> None:
    requests = [frontier.next_request() for _ in range(4)]
    assert [row(request).host for request in requests[:3]] == ["a.gov.cn", "b.gov.cn", "c.gov.cn"]
    assert requests[3] is None
    answer(frontier, requests[1], link("http://b.gov.cn/1"))
    assert row(frontier.next_request()).url == "http://b.gov.cn/1"
    assert frontier.next_request() is None


def test_best_first_however_late_it_was_found(frontier: Frontier) -> None:
    first = frontier.next_request()
    answer(frontier, first, *(link(f"http://a.gov.cn/{n}", 500) for n in range(3)))
    frontier.next_request()
    frontier.next_request()
    second = frontier.next_request()
    assert row(second).url == "http://a.gov.cn/0"
    answer(frontier, second, link("http://a.gov.cn/report", 900))
    assert row(frontier.next_request()).url == "http://a.gov.cn/report"


def test_a_request_is_whole(tmp_path: Path) -> None:
    frontier = engine(tmp_path, "http://a.gov.cn/")
    form = link(
        "http://a.gov.cn/list.jsp", method="POST", form=b"page=2", headers=(("Referer", "http://a.gov.cn/"),)
    )
    answer(frontier, frontier.next_request(), form)
    request = frontier.next_request()
    assert request is not None
    assert (request.method, request.body) == ("POST", b"page=2")
    assert request.headers["Referer"] == b"http://a.gov.cn/"
    assert request.headers["Content-Type"] == b"application/x-www-form-urlencoded"
    assert request.callback is frontier.crawler.spider.answer  # type: ignore[union-attr]
    assert request.errback is frontier.crawler.spider.failure  # type: ignore[union-attr]
    assert not request.dont_filter
    frontier.close("shutdown")


def test_a_retry_comes_before_the_rows_of_its_host(frontier: Frontier) -> None:
    first = frontier.next_request()
    assert first is not None
    again = first.replace(dont_filter=True)  # as RetryMiddleware does
    again.meta["download_slot"] = "a.gov.cn"
    assert frontier.enqueue_request(again)
    frontier.next_request()
    frontier.next_request()
    request = frontier.next_request()
    assert row(request) is row(first)
    assert request is not None
    assert not request.dont_filter


def test_a_redirect_is_counted_to_the_host_it_leads_to(frontier: Frontier) -> None:
    first = frontier.next_request()
    assert first is not None
    moved = first.replace(url="http://c.gov.cn/new")
    moved.meta["download_slot"] = "a.gov.cn"
    frontier.enqueue_request(moved)
    seen = [frontier.next_request(), frontier.next_request()]
    assert {request.url for request in seen if request} == {"http://b.gov.cn/", "http://c.gov.cn/new"}
    assert all("download_slot" not in request.meta for request in seen if request)
    assert frontier.next_request() is None, (
        "c.gov.cn is busy with the redirect, and a.gov.cn has nothing left"
    )


def test_an_address_that_cannot_be_asked_ends_as_rejected(frontier: Frontier) -> None:
    frontier.next_request()
    frontier.next_request()
    answer(frontier, frontier.next_request(), link("http://c.gov.cn:port/", 900), link("http://c.gov.cn/1"))
    assert row(frontier.next_request()).url == "http://c.gov.cn/1"
    assert frontier.crawler.stats.get_value("nianbao/outcome/rejected") == 1


def test_a_request_of_nobody_is_dropped(frontier: Frontier) -> None:
    assert not frontier.enqueue_request(Request("http://a.gov.cn/x"))


def test_a_host_that_rests_is_passed_over_until_its_time_comes(frontier: Frontier) -> None:
    slot = Slot(1, 1.0, 0)
    frontier.crawler.engine.downloader.slots["a.gov.cn"] = slot
    slot.lastseen = monotonic() + HEARTBEAT + 60
    assert [row(frontier.next_request()).host for _ in range(2)] == ["b.gov.cn", "c.gov.cn"]
    assert frontier.next_request() is None
    assert frontier.has_pending_requests()
    slot.lastseen = 0
    frontier._turns._asleep = [(monotonic(), host) for _, host in frontier._turns._asleep]
    assert row(frontier.next_request()).host == "a.gov.cn"


def test_a_row_whose_answer_was_lost_ends_all_the_same(frontier: Frontier) -> None:
    """Else the run would never end, or its host would be left alone for good."""
    answer(frontier, frontier.next_request())
    lost = frontier.next_request()
    answer(frontier, frontier.next_request())
    assert lost is not None
    with pytest.raises(DontCloseSpider):
        frontier.idle()
    assert drain(frontier) == []
    assert not frontier.has_pending_requests()
    frontier.idle()
    assert frontier.store is not None
    assert frontier.store.pending() == 0


def test_a_file_that_cannot_be_used_closes_the_spider(tmp_path: Path) -> None:
    (tmp_path / "reports.db").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    frontier = engine(tmp_path, "http://a.gov.cn/")
    with pytest.raises(CloseSpider):
        frontier.opened()
    assert not frontier.has_pending_requests()
    frontier.close("storage")


@pytest.mark.parametrize(
    "name", ["DEPTH_LIMIT", "URLLENGTH_LIMIT", "JOBDIR", "DUPEFILTER_CLASS", "SCHEDULER_DISK_QUEUE"]
)
def test_a_setting_without_effect_is_refused_by_name(tmp_path: Path, name: str) -> None:
    project = Settings()
    project.setmodule("crawler.settings", priority="project")
    project.set(name, "1", priority="cmdline")
    with pytest.raises(ValueError, match=name):
        Frontier.from_crawler(SimpleNamespace(settings=project))  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30), st.integers(0, 1000)), max_size=40))
def test_every_row_is_asked_once_and_best_first(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, int, int]]
) -> None:
    frontier = engine(tmp_path_factory.mktemp("law"), "http://h0.gov.cn/", NIANBAO_PAGES_PER_PORTAL=0)
    links = {f"http://h{host}.gov.cn/{page}": priority for host, page, priority in reversed(found)}
    answer(frontier, frontier.next_request(), *(link(url, priority) for url, priority in links.items()))
    asked = drain(frontier)
    assert sorted(asked) == sorted(links)
    for host in range(5):
        of_host = [links[url] for url in asked if f"//h{host}." in url]
        assert of_host == sorted(of_host, reverse=True)
    assert not frontier.has_pending_requests()
    frontier.close("finished")


@pytest.mark.slow
def test_thousands_of_hosts(tmp_path: Path) -> None:
    """The stock scheduler looks at every host for every request, and holds a file open for each."""
    urls = [f"http://h{n}.gov.cn/" for n in range(15_000)]
    frontier = engine(tmp_path, *urls)
    waiting = [frontier.next_request() for _ in urls]
    assert frontier.next_request() is None
    assert [row(request).url for request in waiting] == urls
    for request in waiting:
        answer(frontier, request, link(f"{row(request).url}1"))
    assert len(drain(frontier)) == len(urls)
    frontier.close("finished")
