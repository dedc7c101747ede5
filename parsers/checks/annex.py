"""The annex: the indicators of the 2014 form, in its table or in prose, against one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from .case import Case
from .findings import Finding, Number, Term, at_most, equal, failed, passed, skipped, spelled, tidy

# rule: (whole, its parts); the codes are those of the annex (国办发〔2014〕32号)
WHOLES = {
    "A14-IN": (("3.1", ("3.1.1", "3.1.2", "3.1.3", "3.1.4")),),
    "A14-DONE": (("3.2", ("3.2.1", "3.2.2")),),
    "A14-REPLY": (("3.3", tuple(f"3.3.{n}" for n in range(1, 9))),),
    "A14-DENY": (("3.3.4", tuple(f"3.3.4.{n}" for n in range(1, 7))),),
    "A14-REV": (("4", ("4.1", "4.2", "4.3")), ("5", ("5.1", "5.2", "5.3"))),
    "A14-STAFF": (("8.3", ("8.3.1", "8.3.2")),),
}
# Where a whole is not told, what its parts may make instead: 东阳 2017 tells the replies, and only how many requests came in.
INSTEAD = {"3.3": ("3.2", "3.1")}
CHANNELS = tuple(f"1.2.{n}" for n in range(1, 6))
LED = (("2.2.1.1", "2.2.1"), ("2.2.2.1", "2.2.2"))  # 主要负责同志参加, of all


def whole(rule: str) -> Callable[[Case], Iterator[Finding]]:
    """The rule that a whole is the sum of its parts.

    A part that is not told is not nought. Parts that make the whole all the same pass, parts that make more fail, and
    parts that make less say nothing.
    """

    def find(case: Case) -> Iterator[Finding]:
        for col in columns(case):
            for code, parts in WHOLES[rule]:
                told = _told(case, parts, col)
                entire = amount_of(case, code, col)
                if entire is None and not told:
                    continue
                finding = _instead(case, code, told, col) if entire is None else None
                yield _at(col, finding or _compared(code, parts, told, entire))

    return find


def channels(case: Case) -> Iterator[Finding]:
    """The five channels make at least what was disclosed; asked only where all five are told."""
    for col in columns(case):
        told, entire = _told(case, CHANNELS, col), amount_of(case, "1.1", col)
        if not told:
            continue
        made = sum(told.values())
        if entire is None or len(told) < len(CHANNELS):
            missing = [code for code in CHANNELS if code not in told] + ["1.1"] * (entire is None)
            said = f"渠道和方式 against 主动公开政府信息数: {', '.join(missing)} not told."
            yield _at(col, skipped("1.1", said, made, entire))
            continue
        # everything disclosed went out by some channel, so that the whole is what may not be more
        said = "主动公开政府信息数 against the five 渠道和方式"
        finding = at_most("1.1", said, [Term("1.1", entire)], [Term(code, told[code]) for code in CHANNELS])
        yield _at(col, replace(finding, lhs=made, rhs=entire))


def press(case: Case) -> Iterator[Finding]:
    """Those that the head of the agency took part in are not more than all."""
    for col in columns(case):
        for part, entire in LED:
            left, right = amount_of(case, part, col), amount_of(case, entire, col)
            if left is None and right is None:
                continue
            said = f"{part} 主要负责同志参加 against {entire}"
            terms = [Term(part, left, why="is not told")], [Term(entire, right, why="is not told")]
            yield _at(col, at_most(part, said, *terms))


def columns(case: Case) -> tuple[str, ...]:
    """The columns of values of the annex: mostly one, in some places one for the government and one for its bodies."""
    return tuple(dict.fromkeys(col for tbl, _, col in case.ledger.cells if tbl == "annexA14")) or ("value",)


def _at(col: str, finding: Finding) -> Finding:
    return finding if col == "value" else replace(finding, scope=f"{finding.scope} {col}")


def _told(case: Case, codes: Sequence[str], col: str) -> dict[str, Number]:
    return {code: amount for code in codes if (amount := amount_of(case, code, col)) is not None}


def amount_of(case: Case, code: str, col: str = "value") -> Number | None:
    """An indicator: its cell in the annex, else the figure in prose; None where it is not told, or told in two ways."""
    if ("annexA14", code, col) in case.ledger.cells:
        return case.ledger.term("annexA14", code, col).amount
    if col != "value":
        return None
    values = {
        figure.value
        for figure in case.report.figures
        if figure.code == f"A14.{code}" and figure.qualifier in {"exact", "negation"}
    }
    return values.pop() if len(values) == 1 else None


def _instead(case: Case, code: str, told: dict[str, Number], col: str) -> Finding | None:
    made = tidy(sum(told.values()))
    for other in INSTEAD.get(code, ()):
        if (amount := amount_of(case, other, col)) is not None and amount == made:
            said = f"{code} is not told; its kinds {_sum(told)} make {other} = {tidy(amount)}"
            return passed(code, f"{said}.", made, amount)
    return None


def _compared(code: str, parts: Sequence[str], told: dict[str, Number], entire: Number | None) -> Finding:
    missing = [part for part in parts if part not in told]
    made = tidy(sum(told.values()))
    if entire is None:
        return skipped(code, f"{code}: the whole is not told; its parts make {_sum(told)}.", made)
    if not missing:
        terms = [Term(part, amount) for part, amount in told.items()]
        return equal(code, f"{code} against its parts", terms, [Term(code, entire)])
    if told and made == entire:
        return passed(
            code, f"{code}: {_sum(told)} make all of it; {', '.join(missing)} not told.", made, entire
        )
    if made > entire:
        return failed(code, f"{code}: {_sum(told)} is already more than the whole of {entire}.", made, entire)
    return skipped(code, f"{code}: {', '.join(missing)} not told.", made if told else None, entire)


def _sum(told: dict[str, Number]) -> str:
    return spelled([Term(code, amount) for code, amount in told.items()])
