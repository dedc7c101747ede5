"""The promised views: what readers of the file ask most, as plain SELECTs over cells and reports."""

# ruff: noqa: S608 — the names put into statements are those of our own tables; values are always bound

from __future__ import annotations

from sqlite_utils import Database

# How a printed cell is read where a number is needed. A dash is nought. A blank is nought only in a table that
# prints something: 上海 2019 leaves its noughts out, and the form of 螅镇 2022 is empty altogether and tells nothing.
# 上海 2019 also leaves most totals out: a total left blank over its parts is what they make.
PRINTS = """EXISTS (SELECT 1 FROM cells AS o WHERE o.report_id = c.report_id AND o.tbl = c.tbl
    AND o.state IN ('value', 'nil'))"""
PARTS = """(SELECT CASE WHEN sum(p.state IN ('text', 'glued')) THEN NULL ELSE coalesce(sum(p.value), 0) END
    FROM cells AS p WHERE p.report_id = c.report_id AND p.tbl = c.tbl AND p."row" = c."row" AND p.form = c.form
    AND p.col <> 'total')"""
TIDY = f"""
SELECT r.id AS report_id, r.kind, r.agency, r.agency_id, r.division_code, r.province, r.city, r.county, r.year,
  r.coverage, c.form, c.tbl, c."row", c.col, c.row_label, c.col_label, c.value, c.state, c.raw, c.unit, c.value_yuan,
  CASE c.state WHEN 'value' THEN c.value WHEN 'nil' THEN 0 WHEN 'blank' THEN CASE WHEN {PRINTS} THEN
    CASE WHEN c.col = 'total' AND c.tbl IN ('applications', 'review_litigation') THEN {PARTS} ELSE 0 END END
  END AS number,
  c.source_url, c.source_table, c.source_row, c.source_col, c.method
FROM cells AS c JOIN reports AS r ON r.id = c.report_id"""

# applications: the rows of the form, in its order. `other` is one row of form B; form C divides it in three.
HANDLING = (
    ("new", ("new",)),
    ("carried_in", ("carried_in",)),
    ("granted", ("granted",)),
    ("partial", ("partial",)),
    (
        "denied",
        (
            "deny_state_secret",
            "deny_law_forbids",
            "deny_three_safeties",
            "deny_third_party",
            "deny_internal_affairs",
            "deny_process",
            "deny_enforcement_file",
            "deny_admin_query",
        ),
    ),
    ("unable", ("unable_not_held", "unable_not_existing", "unable_unclear")),
    (
        "refused",
        ("refuse_petition", "refuse_repeat", "refuse_publication", "refuse_excessive", "refuse_confirm"),
    ),
    ("other", ("other", "other_no_correction", "other_unpaid_fee", "other_misc")),
    ("result_total", ("result_total",)),
    ("carried_out", ("carried_out",)),
)
# Forms B and C share everything in the litigation table.
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
ROUTES = ("review", "suit_direct", "suit_after_review")

# art20: (column of the panel, tbl, row, col, form). The count of rules and documents means another thing in form C
# (制发/废止/现行有效) than in form B (新制作/新公开/对外公开总数), so neither stands in a column of the other.
ACTIVE = (
    ("rules_made_b", "art20_1", "rules", "made", "B"),
    ("rules_published_b", "art20_1", "rules", "published", "B"),
    ("rules_public_total_b", "art20_1", "rules", "public_total", "B"),
    ("normative_made_b", "art20_1", "normative_docs", "made", "B"),
    ("normative_published_b", "art20_1", "normative_docs", "published", "B"),
    ("normative_public_total_b", "art20_1", "normative_docs", "public_total", "B"),
    ("rules_issued_c", "art20_1", "rules", "issued", "C"),
    ("rules_repealed_c", "art20_1", "rules", "repealed", "C"),
    ("rules_in_force_c", "art20_1", "rules", "in_force", "C"),
    ("normative_issued_c", "art20_1", "normative_docs", "issued", "C"),
    ("normative_repealed_c", "art20_1", "normative_docs", "repealed", "C"),
    ("normative_in_force_c", "art20_1", "normative_docs", "in_force", "C"),
    ("licence_items_b", "art20_5", "licence", "items_prev", "B"),
    ("licence_items_change_b", "art20_5", "licence", "items_delta", "B"),
    ("licence_decisions", "art20_5", "licence", "decisions", None),
    ("service_items_b", "art20_5", "external_service", "items_prev", "B"),
    ("service_items_change_b", "art20_5", "external_service", "items_delta", "B"),
    ("service_decisions_b", "art20_5", "external_service", "decisions", "B"),
    ("penalty_items_b", "art20_6", "penalty", "items_prev", "B"),
    ("penalty_items_change_b", "art20_6", "penalty", "items_delta", "B"),
    ("penalty_decisions", "art20_6", "penalty", "decisions", None),
    ("compulsion_items_b", "art20_6", "compulsion", "items_prev", "B"),
    ("compulsion_items_change_b", "art20_6", "compulsion", "items_delta", "B"),
    ("compulsion_decisions", "art20_6", "compulsion", "decisions", None),
    ("fee_items_b", "art20_8", "admin_fee", "items_prev", "B"),
    ("fee_items_change_b", "art20_8", "admin_fee", "items_delta", "B"),
    ("procurement_items_b", "art20_9", "procurement", "procurement_items", "B"),
)
# Money, in yuan; NULL where the unit is not printed (form B has none for 采购总金额).
MONEY = (
    ("fee_yuan_c", "art20_8", "admin_fee", "fee_amount", "C"),
    ("procurement_yuan_b", "art20_9", "procurement", "procurement_amount", "B"),
)
# Of the fee statement of form C, which stands in prose (国办函〔2020〕109号).
FEES = (
    ("fee_notices_c", "C.fee.notices"),
    ("fee_charged_yuan_c", "C.fee.charged_yuan"),
    ("fee_collected_yuan_c", "C.fee.collected_yuan"),
)
# Form A has no table of applications; its annex of 2014 has these, printed as a table or told in prose. Later reports
# use its words too: there the table is what counts, and the prose stays in figures.
ANNEX = (
    ("disclosed_a14", "1.1"),
    ("received_a14", "3.1"),
    ("answered_a14", "3.3"),
    ("granted_a14", "3.3.2"),
    ("partial_a14", "3.3.3"),
    ("denied_a14", "3.3.4"),
    ("reviews_a14", "4"),
    ("suits_a14", "5"),
)


def _cell(tbl: str, row: str, col: str, form: str | None = None, what: str = "number") -> str:
    only = f" AND form = '{form}'" if form else ""
    return f"max(CASE WHEN tbl = '{tbl}' AND \"row\" = '{row}' AND col = '{col}'{only} THEN {what} END)"


def _rows(rows: tuple[str, ...], where: str = "") -> str:
    """The sum of the printed rows of a group; NULL if none is printed as a number, or one of them is no number at all."""
    mine = where + '"row" IN (' + ", ".join(f"'{row}'" for row in rows) + ")"
    made = f"sum(CASE WHEN {mine} THEN number END)"
    if len(rows) == 1:
        return made
    return f"CASE WHEN total(CASE WHEN {mine} THEN state IN ('text', 'glued') END) = 0 THEN {made} END"


def _told(code: str) -> str:
    """The first number that the prose of a report tells under a code."""
    return f"(SELECT f.value FROM figures AS f WHERE f.report_id = r.id AND f.code = '{code}' ORDER BY f.ordinal LIMIT 1)"


def _panel() -> str:
    total = "tbl = 'applications' AND col = 'total' AND "
    columns = [f"  {_rows(rows, where=total)} AS applications_{name}" for name, rows in HANDLING]
    columns += [
        f"  {_cell('review_litigation', route, outcome)} AS {route}_{outcome}"
        for route in ROUTES
        for outcome in OUTCOMES
    ]
    columns += [f"  {_cell(tbl, row, col, form)} AS {name}" for name, tbl, row, col, form in ACTIVE]
    columns += [
        f"  {_cell(tbl, row, col, form, 'value_yuan')} AS {name}" for name, tbl, row, col, form in MONEY
    ]
    columns += [f"  {_cell('annexA14', code, 'value')} AS {name}" for name, code in ANNEX]
    named = [name for name, *_ in (*ACTIVE, *MONEY)]
    measures = [f"m.applications_{name}" for name, _ in HANDLING]
    measures += [f"m.{route}_{outcome}" for route in ROUTES for outcome in OUTCOMES]
    measures += [f"m.{name}" for name in named]
    measures += [f"{_told(code)} AS {name}" for name, code in FEES]
    measures += [
        f"coalesce(m.{name}, CASE WHEN m.form IS NULL THEN {_told(f'A14.{code}')} END) AS {name}"
        for name, code in ANNEX
    ]
    return f"""
WITH m AS (
SELECT report_id,
  max(CASE WHEN tbl = 'applications' THEN form END) AS form,
{", ".join(chr(10) + column for column in columns)}
FROM tidy GROUP BY report_id)
SELECT r.agency_id, r.agency, a.level, a.type, r.division_code, r.province, r.city, r.county, r.year, r.coverage,
  r.id AS report_id, r.template, m.form AS applications_form, r.published_at, r.url, r.official, r.gone_at,
  {("," + chr(10) + "  ").join(measures)},
  (SELECT count(*) FROM checks AS k WHERE k.report_id = r.id AND k.status = 'fail' AND k.severity = 'error')
    AS failing
FROM reports AS r LEFT JOIN agencies AS a ON a.id = r.agency_id LEFT JOIN m ON m.report_id = r.id
WHERE r.kind = 'disclosure_annual'"""


def _applications() -> str:
    leaves = tuple(leaf for _, rows in HANDLING if len(rows) > 1 for leaf in rows if leaf != "other")
    columns = [f"{_rows(rows)} AS {name}" for name, rows in HANDLING]
    columns += [f"{_rows((leaf,))} AS {leaf}" for leaf in leaves]
    return f"""
SELECT report_id, agency, agency_id, province, city, county, year, coverage, max(form) AS form, col AS applicant,
  {("," + chr(10) + "  ").join(columns)}
FROM tidy WHERE tbl = 'applications' GROUP BY report_id, col"""


def _litigation() -> str:
    columns = [f"max(CASE WHEN col = '{outcome}' THEN number END) AS {outcome}" for outcome in OUTCOMES]
    return f"""
SELECT report_id, agency, agency_id, province, city, county, year, coverage, max(form) AS form, "row" AS route,
  {", ".join(columns)}
FROM tidy WHERE tbl = 'review_litigation' GROUP BY report_id, "row\""""


# Every year between the first and the last report of an agency, per kind: an agency that never reported is no gap.
COVERAGE = """
WITH RECURSIVE span(agency_id, kind, year, last) AS (
  SELECT agency_id, kind, min(year), max(year) FROM reports
  WHERE agency_id IS NOT NULL AND year IS NOT NULL GROUP BY agency_id, kind
  UNION ALL SELECT agency_id, kind, year + 1, last FROM span WHERE year < last)
SELECT s.agency_id, a.name AS agency, a.level, a.type, a.province, a.city, a.county, s.kind, s.year,
  CASE WHEN r.id IS NULL THEN 'missing' WHEN r.gone_at IS NOT NULL THEN 'gone' WHEN r.body IS NULL THEN 'unread'
    ELSE 'found' END AS status,
  r.coverage, r.id AS report_id, r.portal, r.url
FROM span AS s LEFT JOIN agencies AS a ON a.id = s.agency_id
LEFT JOIN reports AS r ON r.agency_id = s.agency_id AND r.kind = s.kind AND r.year = s.year"""

# The lines of two editions that follow each other, compared as sets. A body becomes a JSON array of its lines:
# json_quote escapes it, and its backslashes are spelled out first so that only line breaks are written \n.
_LINES = """json_each('[' || replace(replace(json_quote({body}), '\\\\', '\\u005c'), '\\n', '","') || ']')"""

# The parts of two editions side by side, as `parts` has them: those that are not the same in both.
_MOVED = """(SELECT group_concat({told}, char(10)) FROM (
    SELECT now.key AS part, was.value AS was, now.value AS now FROM json_each(n.parts, '$.{part}') AS now
    LEFT JOIN json_each(o.parts, '$.{part}') AS was ON was.key = now.key WHERE was.value IS NOT now.value
    UNION ALL SELECT was.key, was.value, NULL FROM json_each(o.parts, '$.{part}') AS was
    WHERE was.key NOT IN (SELECT key FROM json_each(n.parts, '$.{part}')))
  WHERE o.parts IS NOT NULL AND n.parts IS NOT NULL)"""
_SECTIONS = _MOVED.format(
    part="sections",
    told="part || CASE WHEN was IS NULL THEN ' (new)' WHEN now IS NULL THEN ' (gone)' ELSE '' END",
)
_CELLS = _MOVED.format(part="cells", told="part || ': ' || coalesce(was, '') || ' -> ' || coalesce(now, '')")
CHANGES = f"""
SELECT n.report_id, r.agency, r.agency_id, r.kind, r.year, o.number AS from_edition, n.number AS to_edition,
  n.seen_at AS changed_at, o.title AS title_before, n.title AS title_after, o.url AS url_before, n.url AS url_after,
  o.official AS official_before, n.official AS official_after,
  length(n.body) - length(o.body) AS characters,
  (SELECT group_concat(value, char(10)) FROM {_LINES.format(body="o.body")} WHERE trim(value) <> '' AND value NOT IN
    (SELECT value FROM {_LINES.format(body="n.body")})) AS removed,
  (SELECT group_concat(value, char(10)) FROM {_LINES.format(body="n.body")} WHERE trim(value) <> '' AND value NOT IN
    (SELECT value FROM {_LINES.format(body="o.body")})) AS added,
  {_SECTIONS} AS sections, {_CELLS} AS cells,
  n.number = r.edition AS current
FROM editions AS n JOIN editions AS o ON o.report_id = n.report_id AND o.number = n.number - 1
JOIN reports AS r ON r.id = n.report_id"""

FAILING = """
SELECT r.id AS report_id, r.agency, r.agency_id, r.kind, r.year, r.template, k.rule, k.scope, k.severity, k.lhs,
  k.rhs, k.detail, r.portal, r.url
FROM checks AS k JOIN reports AS r ON r.id = k.report_id WHERE k.status = 'fail'"""

# Evidence, never a merge. `numbers` asks for five different numbers: the tables of two towns that had nothing to
# report agree in every nought.
ALIASES = """
WITH witness AS (
  SELECT report_id, group_concat(spelled, ' ') AS numbers FROM (
    SELECT report_id, tbl || '.' || "row" || '.' || col || '=' || value AS spelled FROM cells
    WHERE state = 'value' AND value <> 0 AND tbl IN ('applications', 'review_litigation')
    ORDER BY report_id, tbl, "row", col)
  GROUP BY report_id HAVING count(DISTINCT substr(spelled, instr(spelled, '=') + 1)) >= 5),
found AS (
  SELECT a.id AS one, b.id AS other, 'text' AS evidence FROM reports AS a
  JOIN reports AS b ON b.content_sha256 = a.content_sha256 AND b.kind = a.kind AND b.year IS a.year AND a.id < b.id
  UNION ALL
  SELECT a.id, b.id, 'title' FROM reports AS a
  JOIN reports AS b ON b.kind = a.kind AND b.year = a.year AND b.title = a.title AND a.id < b.id
  UNION ALL
  SELECT a.id, b.id, 'numbers' FROM witness AS w JOIN witness AS v ON v.numbers = w.numbers
  JOIN reports AS a ON a.id = w.report_id JOIN reports AS b ON b.id = v.report_id
  WHERE a.id < b.id AND a.kind = b.kind AND a.year = b.year)
SELECT a.kind, a.year, a.agency, a.agency_id, b.agency AS other_agency, b.agency_id AS other_agency_id,
  group_concat(f.evidence, ', ') AS evidence, a.id AS report_id, b.id AS other_report_id, a.url, b.url AS other_url
FROM found AS f JOIN reports AS a ON a.id = f.one JOIN reports AS b ON b.id = f.other
WHERE a.agency_id IS NOT b.agency_id
GROUP BY a.id, b.id"""

VIEWS: dict[str, str] = {
    "tidy": TIDY,
    "panel": _panel(),
    "applications": _applications(),
    "litigation": _litigation(),
    "coverage": COVERAGE,
    "changes": CHANGES,
    "failing_checks": FAILING,
    "possible_aliases": ALIASES,
}


def lay(db: Database) -> None:
    """Create every view anew, as it is written here."""
    for name, select in VIEWS.items():
        db.execute(f"DROP VIEW IF EXISTS {name}")
        db.execute(f"CREATE VIEW {name} AS {select.strip()}")
