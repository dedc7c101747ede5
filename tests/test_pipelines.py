"""The pipelines: a report without identity is not kept, and that is counted and said."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from crawler.pipelines import Keep, Vet, fault
from crawler.visits import Visit
from parsers import NotAReport, Report

REPORT = Report(
    kind="disclosure_annual",
    year=2020,
    agency="示例县人民政府",
    title="年报",
    url="http://a.gov.cn/1",
    id="disclosure_annual-1",
)


def reported(**wrong: object) -> Report:
    import dataclasses

    return dataclasses.replace(REPORT, **wrong)  # type: ignore[arg-type]


def visit(reading: Report | NotAReport | None) -> Visit:
    return Visit(
        1, "http://a.gov.cn/", "http://a.gov.cn/1", "http://a.gov.cn/1", "report", "ok", 200, reading=reading
    )


@pytest.fixture
def crawler() -> SimpleNamespace:
    counts: Counter[str] = Counter()
    kept: list[Visit] = []
    return SimpleNamespace(
        stats=SimpleNamespace(inc_value=lambda key: counts.update([key])),
        engine=SimpleNamespace(scheduler=SimpleNamespace(keep=kept.append)),
        counts=counts,
        kept=kept,
    )


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (REPORT, None),
        (reported(agency=None), None),
        (reported(body=None, medium="pdf"), None),
        (reported(year=datetime.now(UTC).year), None),
        (reported(kind=""), "no kind"),
        (reported(year=None, body="一、总体情况"), None),
        (reported(year=None, body=None), "neither year nor text"),
        (reported(year=datetime.now(UTC).year + 1), "a year that cannot be"),
        (reported(year=202), "a year that cannot be"),
        (reported(id=""), "no identity"),
    ],
)
def test_what_a_report_needs(report: Report, reason: str | None) -> None:
    assert fault(report) == reason


def test_a_faulty_report_is_taken_off_its_visit_and_counted(crawler: SimpleNamespace) -> None:
    found = Vet(crawler).process_item(visit(reported(year=None, body=None)))  # type: ignore[arg-type]
    assert (found.reading, found.kind, found.detail) == (
        None,
        "other",
        "a report not kept: neither year nor text",
    )
    assert found.outcome == "ok"
    assert crawler.counts == {"vet/neither year nor text": 1}


@pytest.mark.parametrize("reading", [REPORT, None, NotAReport("a list", "http://a.gov.cn/1")])
def test_everything_else_passes_as_it_is(
    crawler: SimpleNamespace, reading: Report | NotAReport | None
) -> None:
    item = visit(reading)
    assert Vet(crawler).process_item(item) is item  # type: ignore[arg-type]
    assert crawler.counts == {}


def test_a_visit_is_kept_by_the_frontier(crawler: SimpleNamespace) -> None:
    item = visit(REPORT)
    assert Keep(crawler).process_item(item) is item  # type: ignore[arg-type]
    assert crawler.kept == [item]
