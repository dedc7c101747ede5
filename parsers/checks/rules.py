"""The rules: every one by its id, with how grave it is, which reports it looks at, and the verb that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import amounts, annex, layout, meta, prose, sums, years
from .case import Case, annexed, anything, disclosure, numeric, tabled
from .findings import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `error` is arithmetic or form that cannot be right, `warn` is doubtful, `info` worth knowing."""

    id: str
    severity: str
    on: Callable[[Case], bool]
    find: Callable[[Case], Iterable[Finding]]


RULES = (
    Rule("META-YEAR", "error", anything, meta.year),
    Rule("META-PUB", "warn", anything, meta.published),
    Rule("META-DUE", "info", disclosure, meta.due),
    Rule("META-KIND", "warn", anything, meta.kind),
    Rule("META-HOST", "info", anything, meta.host),
    Rule("TPL-YEAR", "warn", disclosure, layout.template),
    Rule("TPL-SECT", "warn", disclosure, layout.outline),
    Rule("TPL-CELLS", "warn", tabled, layout.cells),  # error where less than nine in ten are there
    Rule("TPL-LABEL", "warn", numeric, layout.labels),
    Rule("TPL-DUP", "error", numeric, layout.twice),
    Rule("TPL-GLUE", "error", numeric, layout.glued),
    Rule("TPL-PIC", "info", tabled, layout.pictured),
    Rule("VAL-INT", "error", numeric, amounts.counts),
    Rule("VAL-TEXT", "warn", numeric, amounts.texts),
    Rule("VAL-UNIT", "warn", numeric, amounts.units),
    Rule("VAL-RULES", "warn", numeric, amounts.rules),
    Rule("APP-BAL", "error", tabled, sums.balance),
    Rule("APP-SUM", "error", tabled, sums.results),
    Rule("APP-ROW", "error", tabled, sums.applicants),
    Rule("REV-SUM", "error", tabled, sums.outcomes),
    Rule("DIS-PUB", "warn", tabled, sums.published),
    Rule("A14-IN", "error", annexed, annex.whole("A14-IN")),
    Rule("A14-DONE", "error", annexed, annex.whole("A14-DONE")),
    Rule("A14-REPLY", "error", annexed, annex.whole("A14-REPLY")),
    Rule("A14-DENY", "error", annexed, annex.whole("A14-DENY")),
    Rule("A14-REV", "error", annexed, annex.whole("A14-REV")),
    Rule("A14-STAFF", "error", annexed, annex.whole("A14-STAFF")),
    Rule("A14-CHAN", "info", annexed, annex.channels),
    Rule("A14-PRESS", "info", annexed, annex.press),
    Rule("NAR-TAB", "warn", disclosure, prose.tables),
    Rule("NAR-SUM", "info", anything, prose.sums),
    Rule("NAR-PCT", "info", anything, prose.percents),
)

# Rules that take two reports or more; the storage asks them where the reports meet.
ACROSS = years.SEVERITY
