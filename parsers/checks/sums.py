"""Sums: what the tables of forms B and C print as totals, against what their own cells add up to."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.codebook import codebook
from .case import Case
from .findings import Finding, at_most, equal, skipped
from .ledger import APPLICANTS, OUTCOMES

COLUMNS = (*APPLICANTS, "total")
ROUTES = {"review": "行政复议", "suit_direct": "未经复议直接起诉", "suit_after_review": "复议后起诉"}


def balance(case: Case) -> Iterator[Finding]:
    """新收 + 上年结转 = 办理结果总计 + 结转下年度, in each of the seven columns."""
    if _absent(case, "applications"):
        yield skipped("applications", "The table of applications (收到和处理…申请情况) is not printed.")
        return
    term = case.ledger.term
    for col in COLUMNS:
        said = f"{_label('cols', col)}: 新收 + 上年结转 against 办理结果(七)总计 + 结转下年度"
        left = [term("applications", row, col) for row in ("new", "carried_in")]
        right = [term("applications", row, col) for row in ("result_total", "carried_out")]
        yield equal(col, said, left, right)


def results(case: Case) -> Iterator[Finding]:
    """(七)总计 = the results that the form of the table has: 19 in form B, 21 in form C."""
    if _absent(case, "applications"):
        yield skipped("applications", "The table of applications (收到和处理…申请情况) is not printed.")
        return
    term, leaves = case.ledger.term, case.ledger.leaves()
    for col in COLUMNS:
        said = f"{_label('cols', col)}: the {len(leaves)} kinds of result against (七)总计"
        parts = [term("applications", row, col) for row in leaves]
        yield equal(col, said, parts, [term("applications", "result_total", col)])


def applicants(case: Case) -> Iterator[Finding]:
    """总计 = 自然人 + the five kinds of 法人或其他组织, in each row."""
    table = case.ledger.table("applications")
    if table is None:
        yield skipped("applications", "The table of applications (收到和处理…申请情况) is not printed.")
        return
    term = case.ledger.term
    for row in table.rows:
        said = f"{_label('rows', row)}: the six kinds of applicant against 总计"
        parts = [term("applications", row, col) for col in APPLICANTS]
        yield equal(row, said, parts, [term("applications", row, "total")])


def outcomes(case: Case) -> Iterator[Finding]:
    """总计 = 维持 + 纠正 + 其他 + 尚未审结, for each of the three routes."""
    if _absent(case, "review_litigation"):
        yield skipped(
            "review_litigation", "The table of reviews and lawsuits (行政复议、行政诉讼情况) is not printed."
        )
        return
    term = case.ledger.term
    for route, zh in ROUTES.items():
        parts = [term("review_litigation", route, col) for col in OUTCOMES]
        said = f"{zh}: the four outcomes against 总计"
        yield equal(route, said, parts, [term("review_litigation", route, "total")])


def published(case: Case) -> Iterator[Finding]:
    """本年新公开数量 is not more than 对外公开总数量 (form B)."""
    if case.ledger.forms.get("art20_1") != "B":
        return
    term = case.ledger.term
    for row in ("rules", "normative_docs"):
        said = f"{_label('rows', row)}: 本年新公开数量 against 对外公开总数量"
        yield at_most(row, said, [term("art20_1", row, "published")], [term("art20_1", row, "public_total")])


def _absent(case: Case, tbl: str) -> bool:
    return case.ledger.table(tbl) is None


def _label(axis: str, code: str) -> str:
    return codebook().labels[axis, code][0].partition("(区分")[0]
