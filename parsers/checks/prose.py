"""Prose: the numbers in sentences against the tables, against the wholes they divide, and against the percents beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..forms.values import yuan
from ..report import Figure
from .annex import amount_of
from .case import Case
from .divisions import Division, divisions
from .findings import Finding, Number, Term, even, failed, passed, skipped, spelled, tidy
from .passages import PLAIN, Passage, near, passages, rates, shares

# An indicator of the annex, and the rows of the later forms that count the same. Reports go on using its words in prose.
LATER: dict[str, tuple[tuple[str, str], ...]] = {
    "3.1": (("applications", "new"),),
    "3.3": (("applications", "result_total"),),
    "3.3.2": (("applications", "granted"),),
    "3.3.3": (("applications", "partial"),),
    "3.3.4": tuple(
        ("applications", f"deny_{kind}")
        for kind in (
            "state_secret", "law_forbids", "three_safeties", "third_party", "internal_affairs", "process",
            "enforcement_file", "admin_query",
        )
    ),
    "4": (("review_litigation", "review"),),
    "5": (("review_litigation", "suit_direct"), ("review_litigation", "suit_after_review")),
}  # fmt: skip


def tables(case: Case) -> Iterator[Finding]:
    """A number told in prose is that of the table; of several told under one code one has to be."""
    told: dict[str, list[Figure]] = {}
    for figure in case.report.figures:
        if figure.code and figure.code.startswith("A14."):
            told.setdefault(figure.code, []).append(figure)
    for code, figures in told.items():
        where = _where(case, code.removeprefix("A14."))
        if where is None:
            continue
        name, printed, unit = where
        exact = [figure for figure in figures if figure.qualifier in PLAIN]
        if printed is None or not exact:
            why = "the table does not tell it" if printed is None else "it is told in prose only roughly"
            yield skipped(code, f"{figures[0].label}: {why}.")
            continue
        fits = next((figure for figure in exact if _same(figure, printed, unit)), None)
        figure = fits or exact[0]
        said = f"{figure.label}: {figure.raw[:40]} in the text, {tidy(printed)} in the table ({name})"
        yield (passed if fits else failed)(code, f"{said}.", figure.value, printed)


def sums(case: Case) -> Iterator[Finding]:
    """Parts told after 其中 or in brackets, by publisher, or with their percents, make the whole they divide."""
    for passage in _passages(case):
        for division in divisions(passage):
            yield from _divided(division)


def percents(case: Case) -> Iterator[Finding]:
    """A percent is the ratio of the two numbers it stands beside, as near as its decimals allow."""
    for passage in _passages(case):
        for group in shares(passage):
            for share in group.shares:
                base = group.base or share.base
                if base is None:
                    yield skipped(
                        f"{share.part.value}",
                        f"{share.percent.raw}: of what is not told ({share.part.raw[:40]}).",
                    )
                else:
                    yield _ratio(share.part, base, share.percent, share.decimals)
        for rate in rates(passage):
            yield _ratio(rate.part, rate.whole, rate.percent, rate.decimals)


def _passages(case: Case) -> Sequence[Passage]:
    return passages(case.report.sections, case.report.figures)


def _where(case: Case, code: str) -> tuple[str, Number | None, str | None] | None:
    """What is printed in a table under an indicator: the name of the place, the number, its unit; None without a table."""
    cell = case.ledger.cells.get(("annexA14", code, "value"))
    if cell is not None:
        return f"annexA14 {code}", amount_of(case, code), cell.unit
    rows = LATER.get(code, ())
    if not rows or any(tbl not in case.ledger.forms for tbl, _ in rows):
        return None
    amounts = [case.ledger.told(tbl, row) for tbl, row in rows]
    whole = None if None in amounts else sum(amount for amount in amounts if amount is not None)
    return " + ".join(dict.fromkeys(f"{tbl} {row}" for tbl, row in rows)), whole, None


def _same(figure: Figure, printed: Number, unit: str | None) -> bool:
    money, other = yuan(figure.value, figure.unit), yuan(printed, unit)
    return even(money, other) if money is not None and other is not None else even(figure.value, printed)


def _divided(division: Division) -> Iterator[Finding]:
    parts = [Term(part.label, part.value) for part in division.parts]
    made, whole = tidy(sum(part.value for part in division.parts)), tidy(division.whole.value)
    scope = "+".join(str(part.value) for part in division.parts)[:120]
    said = f"{division.whole.label}: {spelled(parts)}"
    if even(made, whole):
        yield passed(scope, f"{said}, as the text says.", made, whole)
    elif division.entire or made > whole:
        yield failed(scope, f"{said}, but the text says {whole}.", made, whole)
    else:
        yield skipped(scope, f"{said} of {whole}; the text need not tell all parts.", made, whole)


def _ratio(part: Figure, base: Figure, percent: Figure, decimals: int) -> Finding:
    ratio, printed = round(100 * part.value / base.value, 2), percent.value
    scope = f"{part.value}/{base.value}"
    said = f"{part.label}: {part.value} of {base.value} is {ratio}%"
    if near(part.value, base.value, printed, decimals):
        return passed(scope, f"{said}, printed {percent.value}%.", ratio, printed)
    return failed(scope, f"{said}, but {percent.value}% is printed.", ratio, printed)
