"""Rows: a sheet set in the tables of its forms, with the liberties that a manner takes; and what should be read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from crawler.demo.forms import APPLICANTS, ART20, BALANCE, COURTS, DENY, OTHER, OUTCOMES, REFUSE, UNABLE
from crawler.demo.site import Td

from .manner import Manner, label, printed
from .sheet import Seat, Sheet

MONEY = {"fee_amount", "procurement_amount"}
COLUMNS = (*(code for code, _, _ in APPLICANTS), "total")
GROUPS = (("（三）不予公开", DENY), ("（四）无法提供", UNABLE), ("（五）不予处理", REFUSE))
YUAN = {"元": 1, "万元": 10_000}


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: `caption`, `header` or `data`; `code` is the row's code, None where no form knows the row."""

    role: str
    tbl: str
    labels: tuple[Td, ...]
    values: tuple[Td, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What should be read from one cell: raw and number as printed, state, and yuan where it is an amount of known unit."""

    raw: str
    value: int | float | None
    state: str
    yuan: float | None = None


@dataclass(slots=True)
class Printing:
    """The tables of one report: rows by table as they are printed, and the known answers."""

    manner: Manner
    forms: dict[str, str]
    tables: list[list[Row]] = field(default_factory=list)
    cells: dict[Seat, Answer] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def press(sheet: Sheet, manner: Manner) -> Printing:
    """The rows of one report in one manner."""
    rng = Random(f"{manner.seed} {manner.words}")
    forms = dict.fromkeys(("art20_1", "art20_5", "art20_6", "art20_8", "art20_9"), sheet.art20 or "")
    forms |= {"applications": sheet.applications or "", "review_litigation": sheet.applications or ""}
    press_ = _Press(rng, manner, sheet, Printing(manner, forms))
    art20 = [list(press_.art20(*table)) for table in ART20.get(sheet.art20 or "", ())]
    tables = [[row for table in art20 for row in table]] if art20 and manner.art20 == "one" else art20
    if manner.art20 == "pieces":
        tables = [[row] for table in tables for row in table]
    if sheet.applications:
        tables += [list(press_.applications()), list(press_.litigation())]
    out = press_.out
    out.tables = [piece for table in tables for piece in _broken(rng, manner, table)]
    return out


def _broken(rng: Random, manner: Manner, rows: list[Row]) -> Iterator[list[Row]]:
    """A table over a page end: cut in two before some data row, or with its header a second time there."""
    places = [n for n, row in enumerate(rows) if n and row.role == "data" and rows[n - 1].role == "data"]
    if not places or not (manner.cut or manner.header_again):
        yield rows
        return
    at = rng.choice(places)
    head = (
        [row for row in rows[:at] if row.tbl == rows[at].tbl and row.role == "header"]
        if manner.header_again
        else []
    )
    if manner.cut:
        yield rows[:at]
        yield [*head, *rows[at:]]
    else:
        yield [*rows[:at], *head, *rows[at:]]


@dataclass(slots=True)
class _Press:
    rng: Random
    manner: Manner
    sheet: Sheet
    out: Printing
    headings: dict[str, str] = field(default_factory=dict)

    def art20(
        self, caption: str, head: tuple[str, ...], tbl: str, rows: dict[str, str], cols: tuple[str, ...]
    ) -> Iterator[Row]:
        """One table of article 20, four columns wide; a skewed one has its spare width at another cell in every row."""
        spare = 4 - len(cols)
        words = [self.word("", text) for text in head]
        unit = self.unit(cols[-1])
        if unit is not None:
            words[-1] = words[-1].split("（")[0].split("(")[0] + unit
        extra = self.extra(len(cols)) if tbl == "art20_1" else None
        yield Row("caption", tbl, (Td(self.word("", caption), 4),))
        yield Row("header", tbl, self.spread(self.with_extra(words, extra, 1), spare))
        for code, text in rows.items():
            texts = [self.cell((tbl, code, col)) for col in cols]
            yield self.data(tbl, code, (self.word(code, text),), self.with_extra(texts, extra, 0, "7"), spare)
        if self.manner.extra_row and tbl == "art20_1":
            yield self.unseen(
                tbl, "其他主动公开文件", [str(self.rng.randint(0, 9)) for _ in cols], extra, spare
            )

    def applications(self) -> Iterator[Row]:
        form = self.sheet.applications or ""
        words = [self.word("", text) for _, text, _ in APPLICANTS]
        yield Row(
            "header", "applications", (Td(self.word("", BALANCE), 3, 3), Td(self.word("", "申请人情况"), 7))
        )
        yield Row(
            "header", "applications",
            (Td(words[0], 1, 2), Td(self.word("", "法人或其他组织"), 5), Td(self.word("", "总计"), 1, 2)),
        )  # fmt: skip
        yield Row("header", "applications", tuple(Td(word) for word in words[1:]))
        lines = list(self.lines(form))
        telling = {n for n, (code, _) in enumerate(lines) if code.startswith("other")}  # they tell the form
        skipped = set(self.rng.sample([*{*range(2, len(lines) - 2)} - telling], self.manner.left_out))
        damaged = self.rng.randrange(len(lines)) if self.manner.damaged else None
        grouped = self.manner.group_numbers
        told: set[str] = set()
        for n, (code, path) in enumerate(lines):
            if n in skipped or (code == "result_total" and self.manner.total == "missing"):
                continue
            inner = _hurt(self.rng, path[-1]) if n == damaged else self.word(code, path[-1])
            if code == "result_total" and self.manner.total == "合计":
                inner = "合计"
            outer = tuple(self.outer(text) for text in path[:-1])
            if grouped and len(path) == 3:
                if path[1] not in told:
                    told.add(path[1])
                    yield self.data("applications", None, outer, list(map(str, self.sums(form, path[1]))), 0)
                outer = outer[:1]
            texts = [self.cell(("applications", code, col)) for col in COLUMNS]
            yield self.data("applications", code, (*outer, inner), texts, 0)
            if self.manner.extra_row and code == "deny_admin_query":
                numbers = [str(self.rng.randint(0, 9)) for _ in COLUMNS]
                yield self.unseen("applications", "9.属于工作秘密", numbers, None, 0)

    def lines(self, form: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The rows of the applications with the labels above them, outermost first."""
        done = "三、本年度办理结果"
        yield "new", ("一、本年新收政府信息公开申请数量",)
        yield "carried_in", ("二、上年结转政府信息公开申请数量",)
        yield "granted", (done, "（一）予以公开")
        yield "partial", (done, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
        others = (("（六）其他处理", OTHER["C"]),) if form == "C" else ()
        for title, leaves in (*GROUPS, *others):
            for code, text in leaves:
                yield code, (done, title, text)
        if form == "B":
            yield "other", (done, OTHER["B"][0][1])
        yield "result_total", (done, "（七）总计")
        yield "carried_out", ("四、结转下年度继续办理",)

    def sums(self, form: str, group: str) -> list[int]:
        leaves = dict((*GROUPS, ("（六）其他处理", OTHER[form])))[group]
        return [
            sum(int(self.sheet.numbers["applications", code, col]) for code, _ in leaves) for col in COLUMNS
        ]

    def litigation(self) -> Iterator[Row]:
        outcomes = [self.word("", text) for _, text in OUTCOMES] + [self.word("", "总计")]
        tbl = "review_litigation"
        yield Row("header", tbl, (Td(self.word("", "行政复议"), 5), Td(self.word("", "行政诉讼"), 10)))
        yield Row(
            "header", tbl,
            (*(Td(word, 1, 2) for word in outcomes), Td(self.word("", "未经复议直接起诉"), 5), Td(self.word("", "复议后起诉"), 5)),
        )  # fmt: skip
        yield Row("header", tbl, tuple(Td(word) for word in outcomes * 2))
        cols = (*(code for code, _ in OUTCOMES), "total")
        yield Row(
            "data", tbl, (), tuple(Td(self.cell((tbl, row, col))) for row in COURTS for col in cols), "courts"
        )

    # ---- single cells

    def word(self, code: str, text: str) -> str:
        return label(self.rng, self.manner, code, text)

    def outer(self, text: str) -> str:
        """A label over several rows, the same above each of them."""
        if text not in self.headings:
            self.headings[text] = self.word("", text)
        return self.headings[text]

    def cell(self, seat: Seat) -> str:
        number, col = self.sheet.numbers[seat], seat[2]
        money = col in MONEY
        raw, state = printed(self.rng, self.manner, col, number, money=money)
        unit = "万元" if col == "fee_amount" else None
        if money and self.manner.money == "cell":
            unit = "元" if number == int(number) else "万元"
            raw += unit
        elif money and self.manner.money == "header":
            unit = "元" if self.header_unit == "元" else "万元"
        yuan = float(number) * YUAN[unit] if money and unit else None
        shown = " ".join(raw.replace("\xa0", " ").split())
        self.out.cells[seat] = Answer(shown, number if state == "value" else None, state, yuan)
        return raw

    @property
    def header_unit(self) -> str:
        return ("元", "万元")[self.manner.seed % 2]

    def unit(self, col: str) -> str | None:
        """What the header of an amount says of its unit, None for a column that is none."""
        if col not in MONEY:
            return None
        if self.manner.money == "header":
            return (
                f"（单位：{self.header_unit}）",
                f"（{self.header_unit}）",
                f"（单位：人民币{self.header_unit}）",
            )[self.manner.seed % 3]
        return "（单位：万元）" if col == "fee_amount" else ""

    def data(self, tbl: str, code: str | None, labels: tuple[str, ...], texts: list[str], spare: int) -> Row:
        cells = self.spread([*labels[-1:], *texts], spare)
        width = {1: 3, 2: 2}.get(len(labels), 1) if tbl == "applications" else cells[0].cols
        outer = tuple(Td(text) for text in labels[:-1])
        return Row("data", tbl, (*outer, Td(cells[0].text, width)), cells[1:], code)

    def spread(self, texts: list[str], spare: int) -> tuple[Td, ...]:
        """A row over the width of its table: what is spare goes to the last cell, or, skewed, to any one."""
        at = self.rng.randrange(len(texts)) if self.manner.spans == "skewed" else len(texts) - 1
        return tuple(Td(text, 1 + spare * (n == at)) for n, text in enumerate(texts))

    def unseen(self, tbl: str, text: str, numbers: list[str], extra: int | None, spare: int) -> Row:
        self.out.unknown.append(text)
        return self.data(tbl, None, (text,), self.with_extra(numbers, extra, 0, "7"), spare)

    def extra(self, size: int) -> int | None:
        """Where among `size` value columns a column stands that no form has."""
        return {"": None, "end": size, "amid": self.rng.randrange(1, size) if size > 1 else size}[
            self.manner.extra_column
        ]

    def with_extra(
        self, texts: list[str], at: int | None, shift: int, text: str = "其中网上公开"
    ) -> list[str]:
        return texts if at is None else [*texts[: at + shift], text, *texts[at + shift :]]


def _hurt(rng: Random, text: str) -> str:
    """A label that lost two or three characters in its middle, as that of 洪泽 2023 did."""
    at = rng.randrange(3, max(4, len(text) - 3))
    return text[:at] + text[at + rng.choice((2, 3)) :]
