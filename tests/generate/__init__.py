"""A press for made-up reports: statutory tables with numbers that add up, printed in every way that pages print them.

`draw` makes the numbers (a `Sheet`), a `Manner` says how they are printed, `rows` sets them as table rows, and the media
(`html`, `divs`, `plain`, `docx`, `xlsx`, `pdf`) put the rows on a page. `Printing.cells` are the known answers.
"""

from .manner import Manner, manners, printed
from .markup import divs, html, page
from .office import docx, pdf, xlsx
from .plain import plain
from .rows import Printing, Row, press
from .sheet import FORMS, Sheet, draw
from .sums import broken, scopes

__all__ = [
    "FORMS", "Manner", "Printing", "Row", "Sheet", "broken", "divs", "docx", "draw", "html", "manners", "page", "pdf", "plain", "press", "printed",
    "scopes", "xlsx",
]  # fmt: skip
