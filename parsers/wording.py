"""Wording: what a link is called: by what it shows, by its `title=`, or by the row, the card or the box it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from .blocks import squeeze
from .titles import read_title

FRAMES = frozenset({"iframe", "frame"})
MAX_ROW = 200  # characters: more around one link is no row of a list but the text it stands in
MAX_SHOWN = 80  # characters: a longer anchor wraps title, date and summary of a row, not a title alone
CLIPPED = re.compile(r"(?:…|\.{2,}|。{2,})\s*$")
STAMP = re.compile(
    r"^[\[(【（〔]?\s*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[\])】）〕]?"
    r"|[\[(【（〔]?\s*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[\])】）〕]?$"
)
# 01-05, [24/01/05]: a day that leaves out its year, or half of it
SHORT = r"[\[(【（〔]?(?<!\d)(?:(\d\d)[-/.])?(0[1-9]|1[0-2])[-/.](0[1-9]|[12]\d|3[01])(?!\d)[\])】）〕]?"
BRIEF = re.compile(rf"^\s*{SHORT}(?=\s|\D)|(?<![\d.-])\s*{SHORT}\s*$")
DAY = re.compile(
    r"[\[(【（〔]?(?:(?:\d{1,2}\s*日?\s*)?(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]\s*\d{0,2}\s*日?)?"
    r"|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*(?:19|20)\d\d年?)?|\d{1,2}\s*日?\s*\d{1,2}\s*月)[\])】）〕]?"
)
BULLETS = " \t·•●■◆★▪▶►>»›-*、"
# What a link says that says nothing: its row says it (单位 | 2023年度报告 | 查看).
VIEW = re.compile(
    r"^[\[【(（]?(?:点击|点此|在线)?(?:查看|浏览|阅读|打开|下载|详情|详细|详见|链接|附件|全文|原文)(?:查看|浏览|阅读|下载|详情|全文|原文|内容|附件|链接|年报|报告)?[\])】）]?$|^[√✓✔●○◎■◆★☆]$"
)
# A sign that unfolds what stands behind it, and what those signs say; one that folds it again leads back.
UNFOLD = re.compile(
    r"^(?:\[?[+＋▶▸►⊞]\]?|(?:点击)?(?:展开|显示)(?:.{0,20}(?:详细资料|详细信息|明细|下级|子项|全部|内容))?|(?:expand|show details)(?:\s.{0,30})?)$",
    re.IGNORECASE,
)
# … and that its card says in a heading: 继续阅读, 阅读更多：苡溪县人民政府2023年度法治…
READ_ON = re.compile(
    r"^[\[(（]?(?:继续阅读|阅读(?:更多|全文|原文)|查看(?:更多|全文|详情)|了解(?:更多|详情)|read\s*(?:more|on))(?:\s*[:：“\"…».>].{0,90})?[\])）]?$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[\d\s年月日时分./:-]+")  # a day, a number: no title of a card
HEADINGS = "h1 h2 h3 h4 h5".split()
# A tooltip of many lines (动易): 文章标题：…, 作者：…, 更新时间：…
LABELLED = re.compile(r"(?:标题|名称|题名)\s*[:：]\s*([^\r\n]{2,200})")
DAYED = re.compile(r"(?:公开|发布|发文|公布)?(?:日期|时间)\s*[:：]")
IDLE = re.compile(
    r"^(?:操作|下载|查看|链接|附件|详情|详细|序号|\d*|\d+(?:\.\d+)?\s*(?:[KMG]?B|[KM]|字节))$", re.IGNORECASE
)  # cells that say nothing of their row
YEAR = re.compile(r"^(?:19|20)\d\d$")
MORE = re.compile(r"^[\[+>»\s]*(?:查看)?(?:更多|more|全部|进入|点击进入)[\]+>».…\s]*$", re.IGNORECASE)


def wording(element: HtmlElement) -> str:
    """The whole text: what is shown, or the `title=` where the shown text is cut or says less."""
    if element.tag in FRAMES:
        return squeeze(element.get("title") or element.get("name") or "")
    shown = squeeze("".join(_spoken(element))) if len(element) else ""
    shown = shown or squeeze("".join(element.itertext()))
    if len(element) and (headed := _headed(element) or _reported(element, shown)):
        shown = headed
    elif len(shown) > MAX_SHOWN and len(element):
        inner = [text for text in map(_inner, element.iterdescendants()) if text]
        shown = next((text for text in inner if not NUMBERED.fullmatch(text)), inner[0] if inner else shown)
    titled = _titled(element)
    short = CLIPPED.sub("", shown)
    if not shown and element.tag == "area":
        shown = squeeze(element.get("alt") or "")
    if titled and (
        not shown or (len(titled) > len(short) and (short in titled or short != shown or VIEW.match(shown)))
    ):
        shown = titled
    if not shown:
        shown = squeeze(
            " ".join(str(image.get("alt") or image.get("title") or "") for image in element.iter("img"))
        )
    if MORE.match(shown) or (not shown and "more" in (element.get("class") or "").lower()):
        shown = _heading(element) or shown
    pictured = (
        not shown and element.find("img") is not None and next(element.iterancestors(), element).tag == "td"
    )
    if READ_ON.match(shown):
        shown = _card(element) or shown
    if UNFOLD.match(shown):
        shown = _label(element) or shown
    if VIEW.match(shown) or pictured:
        shown = _row(element) or shown
    return trim(shown)


def _spoken(element: HtmlElement) -> Iterator[str]:
    """What a link says, without the boxes in it that are nothing but a day: 报告 | 05 | 2023-01."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not DAY.fullmatch(squeeze("".join(child.itertext()))):
            yield from _spoken(child)
        yield child.tail or ""


def _headed(element: HtmlElement) -> str:
    """The one heading of a link that is a whole card, with its day and its summary."""
    said = list(element.iter(*HEADINGS)) or element.xpath(
        ".//*[contains(@class, 'title') or contains(@class, 'tit ')]"
    )
    return squeeze("".join(said[0].itertext())) if len(said) == 1 else ""


def _reported(element: HtmlElement, shown: str) -> str:
    """The one piece of a link that has the title of a report, where title and author run into each other: 报告|示例县教育局."""
    if read_title(shown).kind:
        return ""
    said = {text for text in map(squeeze, element.itertext()) if read_title(text).report}
    named = [text for text in said if read_title(text).year]
    return named[0] if len(named) == 1 else ""


def _titled(element: HtmlElement) -> str:
    """The title= of a link; of one of many lines what it calls the title, else its first line."""
    said = (element.get("title") or "").strip()
    if "\n" not in said and "\r" not in said:
        return squeeze(said)
    labelled = LABELLED.search(said)
    return squeeze(labelled[1] if labelled else said.splitlines()[0])


def _card(element: HtmlElement) -> str:
    """The one heading of the box around a link that only says to read on."""
    for above in element.iterancestors():
        if said := list(above.iter(*HEADINGS)):
            return squeeze("".join(said[0].itertext())) if len(said) == 1 else ""
    return ""


def _row(element: HtmlElement) -> str:
    """What the row of a link says beside it: in a table the cells without links and the head of its column.

    A row may have fewer cells than the head, where its group stands in a cell over several rows: both end together.
    """
    cell = next((above for above in element.iterancestors("td") if above.getparent().tag == "tr"), None)
    if cell is None:
        box = element.getparent()
        said = "".join(box.itertext()) if box is not None and len(list(box.iter("a"))) == 1 else ""
        if box is not None and box.tag == "dd" and (term := _term(box)):
            rest = STAMP.sub(
                "", DAYED.sub("", said.replace("".join(element.itertext()), " ", 1)).strip(BULLETS)
            )
            return squeeze(f"{term} {rest}")
        return (
            trim(squeeze(said.replace("".join(element.itertext()), " ", 1))) if len(said) <= MAX_ROW else ""
        )
    row = cell.getparent()
    beside_ = [_plain(other) for other in row if other is not cell and other.find(".//a") is None]
    head = next(next(row.iterancestors("table"), row).iter("tr"))
    at = len(head) - len(row) + row.index(cell)
    above = _plain(head[at]) if head is not row and 0 <= at < len(head) else ""
    words = [word for word in beside_ if re.search(r"\w", STAMP.sub("", word)) and not IDLE.match(word)]
    words += [above] if above and (YEAR.match(above) or not IDLE.match(above)) else []
    return " ".join(word for word in words if len(word) <= MAX_SHOWN)


def _label(element: HtmlElement) -> str:
    """What a sign unfolds: what stands behind it in its line, <a><img alt="展开"></a> <b>2019年度</b> (Domino), else before it."""
    said = [element.tail or ""]
    for after in element.itersiblings():
        if after.tag in {"a", "br", "ul", "ol", "div", "table"} or after.find(".//a") is not None:
            break
        said += ["".join(after.itertext()) if isinstance(after.tag, str) else "", after.tail or ""]
    label = squeeze("".join(said))
    if not label and not element.xpath("preceding-sibling::a"):
        before = element.xpath("preceding-sibling::text() | preceding-sibling::*//text()")
        label = squeeze("".join(before))
    return label if len(label) <= MAX_SHOWN else ""


def _term(box: HtmlElement) -> str:
    """What a definition list calls its entry: 2015年 | 查看."""
    before = next((above for above in box.itersiblings("dt", preceding=True)), None)
    return "" if before is None else _plain(before)


def _plain(cell: HtmlElement) -> str:
    return squeeze("".join(cell.itertext()))


def _inner(element: HtmlElement) -> str:
    return squeeze("".join(element.itertext())) if isinstance(element.tag, str) and not len(element) else ""


def trim(text: str) -> str:
    """A title without the date and the bullets that its row prints around it."""
    whole = STAMP.sub("", STAMP.sub("", text.strip(BULLETS)).strip(BULLETS)).strip(BULLETS)
    bare = BRIEF.sub("", whole).strip(BULLETS)
    return bare or text.strip()


def _heading(element: HtmlElement) -> str:
    """The words that a 更多 belongs to: the first short text of the box around it."""
    own = squeeze("".join(element.itertext()))
    for above, _ in zip(element.iterancestors(), range(3), strict=False):
        said = next((text for text in map(squeeze, above.itertext()) if text and text != own), "")
        if 2 <= len(said) <= 24:
            return said
    return ""
