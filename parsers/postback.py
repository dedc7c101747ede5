"""Postback: what a page offers only to those who send its own form back: pagers of ASP.NET, and forms that a script fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from lxml.html import FormElement, HtmlElement

from .anchors import parts, resolve, root
from .blocks import squeeze
from .calls import PAGING
from .hanzi import fold
from .numbering import address_number
from .page import Page
from .pager import MAX_PAGE, NEXT, STEP

# Bytes: a __VIEWSTATE, the whole state of a list, is sent and stored with every step; fifty steps of this size are 13 MB.
MAX_FORM = 256 * 1024
BLIND = 50  # steps of a pager that names no page: one that shows its last page for ever must end too
COUNT = "nianbao_step"  # our own field, where a form does not say its page; ASP.NET passes over what it does not know
CALLED = "//*[contains(@href, 'PostBack') or contains(@onclick, 'PostBack')]"
# __doPostBack('GridView1','Page$2') · WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("lbNext", "", true, …
CALL = re.compile(
    r"\b(?:__doPostBack|WebForm_PostBackOptions)\(\s*(['\"])(?P<target>[^'\"]{1,300})\1\s*,\s*(['\"])(?P<argument>[^'\"]{0,300})\3"
)
ARGUED = re.compile(r"(?:^|\$)(\d{1,4})$")
FILLED = re.compile(
    r"^(?:javascript:)?\s*(?:return\s+)?[A-Za-z_][\w.]{0,60}\(\s*['\"]?(\d{1,4})['\"]?\s*\)\s*;?",
    re.IGNORECASE,
)


class Post(NamedTuple):
    """One form as it is sent: where, and what; `text` is the name of the column that it opens, empty for a pager."""

    text: str
    url: str
    form: bytes


class Call(NamedTuple):
    """One link that sends a form of ASP.NET back, and the number of the page it asks for where it says one."""

    text: str
    number: int | None
    target: str
    argument: str
    element: HtmlElement


def turned(page: Page, limit: int | None = None) -> Post | None:
    """The form that asks for the page of this list after this one, None on the last and where no form pages it.

    `limit` is the number of pages that the list states.
    """
    if page.tree is None:
        return None
    after = (turn(page.form) or 1) + 1
    if after > min(MAX_PAGE, limit if limit is not None else MAX_PAGE):
        return None
    post = _called(page, after) or _pressed(page, after) or _filled(page, after)
    return post._replace(text="") if post else None


def turn(form: bytes) -> int | None:
    """The number of the page that a form asked for, None where it asked for none.

    >>> turn(b"__EVENTTARGET=g&__EVENTARGUMENT=Page%243"), turn(b"id=7&cpage=2"), turn(b"id=7")
    (3, 2, None)
    """
    if not form:
        return None
    text = form.decode("utf-8", "replace")
    said = dict(parse_qsl(text))
    argued = ARGUED.search(said.get("__EVENTARGUMENT", ""))
    counted = said.get(COUNT, "")
    if counted.isdecimal() and len(counted) < 5:
        return int(counted)
    if argued:
        return int(argued[1])
    return address_number(f"?{text}")


def switches(page: Page) -> Iterator[Post]:
    """The forms that links of a page send which are no pager's: columns, years, offices.

    Only on a page that was had by its address: each answer shows the same links again with another state, without end.
    """
    if page.form:
        return
    for call in _calls(page):
        if call.number is None and not NEXT.match(fold(call.text)) and (post := _sent(page, call)):
            yield post


def _calls(page: Page) -> Iterator[Call]:
    if page.tree is None or "PostBack" not in page.text:
        return
    for element in page.tree.xpath(CALLED):
        said = CALL.search(f"{element.get('href') or ''} {element.get('onclick') or ''}")
        if said is None or element.get("disabled") is not None:
            continue
        text = squeeze("".join(element.itertext()) or str(element.get("value") or element.get("title") or ""))
        named = (ARGUED.search(said["argument"]) or STEP.match(text)) if PAGING.match(text) else None
        yield Call(text, int(named[1]) if named else None, said["target"], said["argument"], element)


def _called(page: Page, after: int) -> Post | None:
    """The step by a call of __doPostBack: one that names the number, else 下一页."""
    asked = dict(parse_qsl(page.form.decode("utf-8", "replace"))).get("__EVENTTARGET")
    calls = sorted(_calls(page), key=lambda call: call.target != asked)  # a page may hold pagers of two lists
    numbered = next((call for call in calls if call.number == after), None)
    onward = next((call for call in calls if call.number is None and NEXT.match(fold(call.text))), None)
    if numbered is None and (onward is None or after > BLIND):
        return None
    call = numbered or onward
    return _sent(page, call, after) if call else None


def _sent(page: Page, call: Call, after: int | None = None) -> Post | None:
    form = _around(page, call.element)
    if form is None:
        return None
    own = {
        "__EVENTTARGET": call.target.replace("\\\\", "\\"),
        "__EVENTARGUMENT": call.argument.replace("\\\\", "\\"),
    }
    if after is None or not ARGUED.search(call.argument):
        own[COUNT] = str(
            after or 1
        )  # what a menu opens begins at its first page, whatever number the menu sends
    return _whole(page, form, own, call.text)


def _pressed(page: Page, after: int) -> Post | None:
    """The step by a button of ASP.NET that says 下一页."""
    if page.tree is None or after > BLIND:
        return None
    for button in page.tree.iter("input", "button"):
        name, text = button.get("name"), button.get("value") or "".join(button.itertext())
        kind = button.get("type") or ("submit" if button.tag == "button" else "text")
        if name and kind.lower() == "submit" and NEXT.match(fold(text)):
            form = _around(page, button) if button.get("disabled") is None else None
            if form is not None and "__VIEWSTATE" in form.fields:
                return _whole(page, form, {name: text, COUNT: str(after)}, text)
    return None


def _filled(page: Page, after: int) -> Post | None:
    """The step by a form that a script fills: `page('2')` puts the number into its field `cpage` (江苏 自然资源)."""
    for form in () if page.tree is None else page.tree.iter("form"):
        if not isinstance(form, FormElement) or form.method != "POST":
            continue
        field = next((name for name in form.fields.keys() if address_number(f"?{name}=1")), None)  # noqa: SIM118 - no dict
        if field and after in _offered(page):
            return _whole(page, form, {field: str(after)}, "")
    return None


def _offered(page: Page) -> set[int]:
    """The numbers that links of a page hand to a function, nothing else with them."""
    numbers: set[int] = set()
    for link in () if page.tree is None else page.tree.iter("a"):
        for name in ("href", "onclick"):
            if filled := FILLED.match(link.get(name) or ""):
                numbers.add(int(filled[1]))
    return numbers


def _around(page: Page, element: HtmlElement) -> FormElement | None:
    """The form an element stands in; the one with the state where broken markup closed it too early."""
    near = next((form for form in element.iterancestors("form") if isinstance(form, FormElement)), None)
    if near is not None or page.tree is None:
        return near
    forms = (form for form in page.tree.iter("form") if isinstance(form, FormElement))
    return next((form for form in forms if "__VIEWSTATE" in form.fields), None)


def _whole(page: Page, form: FormElement, own: dict[str, str], text: str) -> Post | None:
    """A form as a browser sends it, with these fields set; None where it leads to another host or is too large."""
    url = resolve(form.get("action") or page.url, root(page)) if page.url else None
    if url is None or parts(url).netloc != parts(page.url).netloc:
        return None
    kept = [(name, value or "") for name, value in form.form_values() if name not in own]
    # browsers write what the encoding of a page does not have as &#…;
    sent = urlencode([*kept, *own.items()], encoding=page.encoding, errors="xmlcharrefreplace").encode()
    return Post(text, url, sent) if len(sent) <= MAX_FORM else None
