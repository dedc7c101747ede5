"""The statutory tables with invented numbers: forms B (2019, 2020) and C (2021 onwards), whose identities hold.

The numbers of a year begin where those of the year before ended: what was carried out is carried in, and the
documents in force are those of last year with this year's added and taken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .places import Office
from .site import Cells, Grid, Printed, Td, dice

FIRST = 2019  # the first year with a form; nothing is carried into it but what the dice say
APPLICANTS = (
    ("natural_person", "自然人", 0.86), ("business", "商业企业", 0.08), ("research", "科研机构", 0.01),
    ("charity", "社会公益组织", 0.01), ("legal_service", "法律服务机构", 0.03), ("other_org", "其他", 0.01),
)  # fmt: skip
DENY = (
    ("deny_state_secret", "1.属于国家秘密"), ("deny_law_forbids", "2.其他法律行政法规禁止公开"),
    ("deny_three_safeties", "3.危及“三安全一稳定”"), ("deny_third_party", "4.保护第三方合法权益"),
    ("deny_internal_affairs", "5.属于三类内部事务信息"), ("deny_process", "6.属于四类过程性信息"),
    ("deny_enforcement_file", "7.属于行政执法案卷"), ("deny_admin_query", "8.属于行政查询事项"),
)  # fmt: skip
UNABLE = (
    ("unable_not_held", "1.本机关不掌握相关政府信息"), ("unable_not_existing", "2.没有现成信息需要另行制作"),
    ("unable_unclear", "3.补正后申请内容仍不明确"),
)  # fmt: skip
REFUSE = (
    ("refuse_petition", "1.信访举报投诉类申请"), ("refuse_repeat", "2.重复申请"), ("refuse_publication", "3.要求提供公开出版物"),
    ("refuse_excessive", "4.无正当理由大量反复申请"), ("refuse_confirm", "5.要求行政机关确认或重新出具已获取信息"),
)  # fmt: skip
OTHER = {
    "B": (("other", "（六）其他处理"),),
    "C": (
        ("other_no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ("other_unpaid_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        ("other_misc", "3.其他"),
    ),
}  # fmt: skip
LIKELY = {
    "granted": 40,
    "partial": 9,
    "unable_not_held": 18,
    "unable_not_existing": 8,
    "refuse_petition": 5,
    "other": 7,
}
OUTCOMES = (("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"))
COURTS = ("review", "suit_direct", "suit_after_review")
WIDTH = 4
CHANGE = ("items_prev", "items_delta", "decisions")
HEAD_B = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
HEAD_C = ("信息内容", "本年处理决定数量")
ART20: dict[str, tuple[tuple[str, tuple[str, ...], str, dict[str, str], tuple[str, ...]], ...]] = {
    "B": (  # caption, header, tbl, rows, cols
        (
            "第二十条第（一）项", ("信息内容", "本年新\n制作数量", "本年新\n公开数量", "对外公开\n总数量"), "art20_1",
            {"rules": "规章", "normative_docs": "规范性文件"}, ("made", "published", "public_total"),
        ),
        ("第二十条第（五）项", HEAD_B, "art20_5", {"licence": "行政许可", "external_service": "其他对外管理服务事项"}, CHANGE),
        ("第二十条第（六）项", HEAD_B, "art20_6", {"penalty": "行政处罚", "compulsion": "行政强制"}, CHANGE),
        ("第二十条第（八）项", HEAD_B[:3], "art20_8", {"admin_fee": "行政事业性收费"}, CHANGE[:2]),
        (
            "第二十条第（九）项", ("信息内容", "采购项目数量", "采购总金额"), "art20_9",
            {"procurement": "政府集中采购"}, ("procurement_items", "procurement_amount"),
        ),
    ),
    "C": (
        (
            "第二十条第（一）项", ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), "art20_1",
            {"rules": "规章", "normative_docs": "行政规范性文件"}, ("issued", "repealed", "in_force"),
        ),
        ("第二十条第（五）项", HEAD_C, "art20_5", {"licence": "行政许可"}, ("decisions",)),
        ("第二十条第（六）项", HEAD_C, "art20_6", {"penalty": "行政处罚", "compulsion": "行政强制"}, ("decisions",)),
        ("第二十条第（八）项", ("信息内容", "本年收费金额（单位：万元）"), "art20_8", {"admin_fee": "行政事业性收费"}, ("fee_amount",)),
    ),
}  # fmt: skip
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

Counts = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Filled:
    """One year's tables of one office: grids to print (by section) and the cells they hold."""

    form: str
    proactive: tuple[Grid, ...]
    applications: Grid
    litigation: Grid
    cells: Cells


def leaves(form: str) -> tuple[str, ...]:
    """The codes of the rows that add up to (七)总计: 19 in form B, 21 in form C."""
    return ("granted", "partial", *(code for code, _ in (*DENY, *UNABLE, *REFUSE, *OTHER[form])))


def form_of(year: int) -> str:
    """The form an office of ours uses for a year: A (prose), B or C."""
    return "A" if year < FIRST else "B" if year < 2021 else "C"


def fill(office: Office, year: int, *, revision: int = 0, nil: str = "0", joined: bool = True) -> Filled:
    """The tables of one office and year. `nil` is what it prints for nothing; `joined` puts art. 20 into one table.

    `revision` 1 is the corrected edition: two more requests of natural persons, granted.
    """
    form = form_of(year)
    counts = _applications(office, year)
    if revision:
        for row in ("new", "granted", "result_total"):
            for col in ("natural_person", "total"):
                counts[row, col] += 2
    cells = _print("applications", counts, nil)
    cells |= _print("review_litigation", _litigation(office, year), nil)
    cells |= _counts_c(office, year) if form == "C" else _counts_b(office, year)
    proactive = tuple(_art20_grid(*table, cells) for table in ART20[form])
    grids = (tuple(row for grid in proactive for row in grid),) if joined else proactive
    return Filled(form, grids, _application_grid(form, cells), _litigation_grid(cells), cells)


def _print(tbl: str, counts: Counts, nil: str) -> Cells:
    states = {"": "blank", "-": "nil"}
    return {
        (tbl, *key): Printed(str(count), count, "value")
        if count or nil not in states
        else Printed(nil, None, states[nil])
        for key, count in counts.items()
    }


def _applications(office: Office, year: int) -> Counts:
    form = form_of(year)
    before = _applications(office, year - 1) if year > FIRST else {}
    rng = dice("applications", office.key, year)
    counts: Counts = {}
    for col, _, share in APPLICANTS:
        new = round(office.scale * share * rng.uniform(0.7, 1.3))
        carried = before.get(("carried_out", col), 0)
        out = rng.randint(0, max(0, (new + carried) // 12))
        counts["new", col], counts["carried_in", col] = new, carried
        for row, count in zip(leaves(form), _scatter(rng, new + carried - out, form), strict=True):
            counts[row, col] = count
        counts["result_total", col], counts["carried_out", col] = new + carried - out, out
    for row in ("new", "carried_in", *leaves(form), "result_total", "carried_out"):
        counts[row, "total"] = sum(counts[row, col] for col, _, _ in APPLICANTS)
    return counts


def _scatter(rng: Random, total: int, form: str) -> list[int]:
    rows = leaves(form)
    drawn = rng.choices(rows, weights=[LIKELY.get(row, 1.5) for row in rows], k=total)
    return [drawn.count(row) for row in rows]


def _litigation(office: Office, year: int) -> Counts:
    rng = dice("litigation", office.key, year)
    counts: Counts = {}
    for row in COURTS:
        for col, _ in OUTCOMES:
            counts[row, col] = rng.randint(0, office.scale // 60) if rng.random() < 0.7 else 0
        counts[row, "total"] = sum(counts[row, col] for col, _ in OUTCOMES)
    return counts


def _stock(office: Office, year: int, what: str, start: int, swing: int) -> tuple[int, int, int]:
    """How many there were, how many came and how many went in a year; the next year begins with the sum."""
    held = start if year <= FIRST else sum(_change(_stock(office, year - 1, what, start, swing)))
    rng = dice(what, office.key, year)
    return held, rng.randint(0, swing), rng.randint(0, min(swing // 2, held))


def _change(stock: tuple[int, int, int]) -> tuple[int, int]:
    held, came, went = stock
    return held, came - went


def _plain(value: float) -> Printed:
    return Printed(str(value), value, "value")


def _signed(value: int) -> Printed:
    return Printed(f"{value:+d}" if value else "0", value, "value")


def _counts_b(office: Office, year: int) -> Cells:
    rng = dice("art20", office.key, year)
    cells: Cells = {("art20_1", "rules", col): _plain(0) for col in ("made", "published", "public_total")}
    held, came, _ = _stock(office, year, "documents", office.scale // 6, 2 + office.scale // 40)
    for col, count in (("made", came), ("published", came), ("public_total", held + came)):
        cells["art20_1", "normative_docs", col] = _plain(count)
    for _, _, tbl, rows, cols in ART20["B"]:
        for row in rows if "items_prev" in cols else ():
            stock = _stock(office, year, row, office.scale // 2, 4)
            cells[tbl, row, "items_prev"] = _plain(stock[0])
            cells[tbl, row, "items_delta"] = _signed(_change(stock)[1])
            if "decisions" in cols:
                cells[tbl, row, "decisions"] = _plain(rng.randint(0, office.scale * 40))
    spent = round(rng.uniform(0, office.scale * 9), 2)
    cells["art20_9", "procurement", "procurement_items"] = _plain(rng.randint(0, office.scale // 3))
    cells["art20_9", "procurement", "procurement_amount"] = Printed(f"{spent}万元", spent, "value")
    return cells


def _counts_c(office: Office, year: int) -> Cells:
    rng = dice("art20", office.key, year)
    cells: Cells = {("art20_1", "rules", col): _plain(0) for col in ("issued", "repealed", "in_force")}
    held, came, went = _stock(office, year, "documents", office.scale // 6, 2 + office.scale // 40)
    for col, count in (("issued", came), ("repealed", went), ("in_force", held + came - went)):
        cells["art20_1", "normative_docs", col] = _plain(count)
    for tbl, row in (("art20_5", "licence"), ("art20_6", "penalty"), ("art20_6", "compulsion")):
        cells[tbl, row, "decisions"] = _plain(rng.randint(0, office.scale * 40))
    fee = round(rng.uniform(0, office.scale * 3), 2) if office.level != "town" else 0
    cells["art20_8", "admin_fee", "fee_amount"] = _plain(fee)
    return cells


def _art20_grid(
    caption: str, head: tuple[str, ...], tbl: str, rows: dict[str, str], cols: tuple[str, ...], cells: Cells
) -> Grid:
    """One table of article 20, four columns wide: where it has fewer, the last one takes what is left."""
    wide = WIDTH - len(cols)
    return (
        (Td(caption, WIDTH),),
        tuple(Td(word, wide if word == head[-1] else 1) for word in head),
        *(
            (Td(label), *(Td(cells[tbl, row, col].raw, wide if col == cols[-1] else 1) for col in cols))
            for row, label in rows.items()
        ),
    )


def _application_grid(form: str, cells: Cells) -> Grid:
    cols = (*(code for code, _, _ in APPLICANTS), "total")

    def row(code: str, *labels: Td) -> tuple[Td, ...]:
        return (*labels, *(Td(cells["applications", code, col].raw) for col in cols))

    def group(title: str, rows: tuple[tuple[str, str], ...]) -> list[tuple[Td, ...]]:
        (code, label), *rest = rows
        return [
            row(code, Td(title, 1, len(rows)), Td(label)),
            *(row(code, Td(label)) for code, label in rest),
        ]

    others = OTHER[form]
    return (
        (Td(BALANCE, 3, 3), Td("申请人情况", 7)),
        (Td("自然人", 1, 2), Td("法人或其他组织", 5), Td("总计", 1, 2)),
        tuple(Td(label) for _, label, _ in APPLICANTS[1:]),
        row("new", Td("一、本年新收政府信息公开申请数量", 3)),
        row("carried_in", Td("二、上年结转政府信息公开申请数量", 3)),
        row("granted", Td("三、本年度办理结果", 1, 19 + len(others)), Td("（一）予以公开", 2)),
        row("partial", Td("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2)),
        *group("（三）不予公开", DENY),
        *group("（四）无法提供", UNABLE),
        *group("（五）不予处理", REFUSE),
        *(group("（六）其他处理", others) if len(others) > 1 else [row("other", Td(others[0][1], 2))]),
        row("result_total", Td("（七）总计", 2)),
        row("carried_out", Td("四、结转下年度继续办理", 3)),
    )


def _litigation_grid(cells: Cells) -> Grid:
    words = (*(label for _, label in OUTCOMES), "总计")
    codes = (*(code for code, _ in OUTCOMES), "total")
    return (
        (Td("行政复议", 5), Td("行政诉讼", 10)),
        (
            *(Td(word.replace("结果", "结果\n"), 1, 2) for word in words),
            Td("未经复议直接起诉", 5),
            Td("复议后起诉", 5),
        ),
        tuple(Td(word) for word in words * 2),
        tuple(Td(cells["review_litigation", row, col].raw) for row in COURTS for col in codes),
    )
