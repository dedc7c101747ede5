"""Layout: is it the form of its year, with all its sections and cells, and was everything that is printed taken in."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms import Note
from ..forms.codebook import codebook
from .case import STATUTORY, Case
from .findings import Finding, failed, passed, skipped

WHOLE = "report"
SIX = ("overview", "proactive", "applications", "review_litigation", "problems", "other")
NARRATIVE = (*SIX, "interpretation", "consult", "fees", "staff", "annex")
FEWEST = 4  # sections of a narrative report; 建新镇 2018 has four
MOST = 0.9  # of the cells; with fewer the report is not to be used without looking at it
FORMS = ((2018, "A"), (2020, "B"))  # last report year of a form; C since then
# What a form could not take in, and the rule that tells it; kinds that are not listed are told by TPL-LABEL.
TOLD_BY = {"twice": "TPL-DUP", "glued": "TPL-GLUE"}
WORDS = {
    "label": "no row or column of the form goes by this label",
    "unread": "its values are not as many as the form has columns, none was taken",
    "column": "no column of the form goes by this label, its values were not taken",
    "group": "a heading of the form, which has no values of its own; what is printed beside it was left out",
    "twice": "a second row with this label and other values; the first stands",
    "glued": "its values run together and cannot be told apart",
    "form": "nothing printed tells form B from form C here; it was read as C",
}


def form_of_year(year: int) -> str:
    """A, B or C, as the law of that report year has it."""
    return next((form for last, form in FORMS if year <= last), "C")


def template(case: Case) -> Iterator[Finding]:
    """The form by its labels is that of the report year; art20 and the applications are asked apart, real reports mix them."""
    year, ledger = case.report.year, case.ledger
    if year is None:
        yield skipped(WHOLE, "The report year is not known.")
        return
    wanted = form_of_year(year)
    art20 = next((ledger.forms[tbl] for tbl in case.tables if tbl.startswith("art20")), None)
    printed = {"art20": art20, "applications": ledger.forms.get("applications")}
    seen = {scope: form for scope, form in printed.items() if form}
    if not seen and case.report.template:
        seen = {WHOLE: case.report.template[:1]}
    if not seen:
        yield skipped(
            WHOLE, f"The form cannot be told: no table of a form is printed; {year} has form {wanted}."
        )
    for scope, form in seen.items():
        tell = passed if form == wanted else failed
        yield tell(scope, f"Form {form} by its labels; report year {year} has form {wanted}.")


def outline(case: Case) -> Iterator[Finding]:
    """All six statutory sections; in a narrative report four of those that are usual."""
    if not case.report.body:
        yield skipped(WHOLE, "No text could be read.")
        return
    narrative = form_of_year(case.report.year or 0) == "A" if case.report.year else not case.tables
    narrative = (narrative or case.report.template == "A") and not case.tables
    known, needed = (NARRATIVE, FEWEST) if narrative else (SIX, len(SIX))
    codes = {section.code for section in case.report.sections}
    found = [code for code in known if code in codes]
    if len(found) >= needed:
        yield passed(WHOLE, f"Sections found: {', '.join(found)}.", len(found), needed)
    else:
        missing = (
            "at least four are usual"
            if narrative
            else "not found: " + ", ".join(c for c in known if c not in codes)
        )
        yield failed(WHOLE, f"Sections found: {', '.join(found) or 'none'}; {missing}.", len(found), needed)


def cells(case: Case) -> Iterator[Finding]:
    """All statutory cells: 198 of form B, 200 of form C, 186 of form C with the 23 rows of form B; by table, not by document."""
    forms = _forms(case)
    if not case.tables and case.report.template == "A":
        yield skipped(WHOLE, "A narrative in the form of the years before 2019: it has no tables.")
        return
    if not case.tables and pictures(case):
        yield skipped(WHOLE, "The tables are in a picture or a file that was not read.")
        return
    missing: list[str] = []
    wanted = found = 0
    for tbl, form in forms.items():
        table = codebook().table(form, tbl)
        if table is None:
            continue
        seats = [(tbl, row, column.code) for row in table.rows for column in table.columns]
        there = [seat for seat in seats if seat in case.ledger.cells]
        wanted, found = wanted + len(seats), found + len(there)
        if len(there) < len(seats):
            missing.append(f"{len(seats) - len(there)} of {tbl}")
    if found == wanted:
        yield passed(WHOLE, f"All {wanted} cells of the form are printed.", found, wanted)
    else:
        severity = "error" if found < MOST * wanted else "warn"
        said = f"{found} of {wanted} cells of the form are printed; missing: {', '.join(missing)}."
        yield Finding(WHOLE, "fail", found, wanted, said, severity)


def _forms(case: Case) -> dict[str, str]:
    """The form of each statutory table; of a table that is not printed, that of its neighbours, else that of the year."""
    printed = {tbl: case.ledger.forms[tbl] for tbl in case.tables}
    art20 = next((form for tbl, form in printed.items() if tbl.startswith("art20")), None)
    other = printed.get("applications") or printed.get("review_litigation")
    year = form_of_year(case.report.year or 9999)
    usual = art20 or other or ("B" if year == "A" else year)
    forms = {
        tbl: printed.get(tbl) or (usual if tbl.startswith("art20") else other or usual) for tbl in STATUTORY
    }
    return dict(sorted(forms.items()))


def labels(case: Case) -> Iterator[Finding]:
    """No label of a statutory table is unknown, and nothing printed in one was left over."""
    mine = [note for note in case.notes if TOLD_BY.get(note.kind, "TPL-LABEL") == "TPL-LABEL"]
    if not mine:
        yield _clean(case, "Every row and column that is printed was taken in.")
    for note in mine:
        # a heading with numbers beside it is told and no fault: what it sums up stands in the rows below it
        tell = skipped if note.kind == "group" else failed
        yield tell(_scope(note), f"{note.label}: {WORDS.get(note.kind, note.kind)}.")


def twice(case: Case) -> Iterator[Finding]:
    """No row of a table is printed twice with different values."""
    mine = [note for note in case.notes if note.kind == "twice"]
    seen: set[tuple[str, str, str]] = set()
    for cell in case.report.cells:
        if cell.tbl in STATUTORY and (cell.tbl, cell.row, cell.col) in seen:
            mine.append(Note("twice", cell.row_label or cell.row, cell.tbl))
        seen.add((cell.tbl, cell.row, cell.col))
    if not mine:
        yield _clean(case, "No row stands twice.")
    for note in dict.fromkeys(mine):
        yield failed(_scope(note), f"{note.label}: {WORDS['twice']}.")


def glued(case: Case) -> Iterator[Finding]:
    """No cells ran together."""
    mine = [(_scope(note), note.label) for note in case.notes if note.kind == "glued"]
    noted = {note.table for note in case.notes if note.kind == "glued"}
    mine += [
        (f"{cell.tbl}.{cell.row}.{cell.col}", cell.raw)
        for cell in case.report.cells
        if cell.state == "glued" and cell.tbl not in noted
    ]
    if not mine:
        yield _clean(case, "No cells ran together.")
    for scope, raw in mine:
        yield failed(scope, f"{raw[:40]}: {WORDS['glued']}.")


def pictured(case: Case) -> Iterator[Finding]:
    """The tables are printed, and not a picture or a file."""
    if case.tables:
        yield passed(WHOLE, "The tables are printed.")
    elif files := pictures(case):
        yield failed(
            WHOLE, f"No table is printed; a picture or a file may hold them: {', '.join(files)[:200]}."
        )
    else:
        yield skipped(WHOLE, "No table is printed, and no picture or file is named that may hold them.")


def pictures(case: Case) -> tuple[str, ...]:
    """The files that may hold the tables, and were not read."""
    roles = {"full_report", "annex", "table_image"}
    files = tuple(
        each.label or each.url
        for each in case.report.attachments
        if each.role in roles and each.status != "read"
    )
    return files or ((case.report.title,) if case.report.medium == "image" and not case.report.body else ())


def _scope(note: Note) -> str:
    return f"{note.table}: {note.label}" if note.table else note.label


def _clean(case: Case, said: str) -> Finding:
    """Nothing is wrong with the tables, if there are any."""
    return passed(WHOLE, said) if case.ledger.cells else skipped(WHOLE, "No table is printed.")
