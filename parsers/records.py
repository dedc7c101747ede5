"""Records: JSON that portals answer or carry in a script, read without trust: what is missing or of another type is empty."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import Any

import lxml.etree

from .hanzi import day as day_of

Record = dict[str, Any]

CHINA = timezone(timedelta(hours=8))
ASSIGNED = re.compile(
    r"\s*(?:/\*.{0,200}?\*/\s*)?(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,60}\s*[=(]\s*(?=[\[{])"
)
DEEP = 12  # elements in each other: a feed has four
TRIES = 9  # places of a name in a script that are tried: a page of thousands is made to take long
MILLISECONDS = 100_000_000_000  # a larger stamp counts them: in seconds it would be the year 5138
LAST = 4_102_444_800  # the year 2100: a later day is nonsense


def parsed(text: str) -> object:
    """The value that a text is, None where it is no JSON."""
    try:
        value: object = json.loads(
            text, strict=False
        )  # raw control characters stand in the answers of real portals
    except (ValueError, RecursionError):
        return None
    return value


def assigned(text: str) -> object:
    """The value that a script is made of, `var rows = […];` or `show({…})`; None where it is none that is JSON."""
    begun = ASSIGNED.match(text)
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, begun.end())[0] if begun else None
    except (ValueError, RecursionError):
        return None


def spelled(data: bytes) -> object:
    """What an XML holds, as objects, lists and texts: <row day="…"><title>…</title></row>; None where it is none."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        tree = lxml.etree.fromstring(data, parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError):
        return None
    return None if tree is None else _spelled(tree, DEEP)


def _spelled(element: lxml.etree._Element, depth: int) -> object:
    held: dict[str, list[object]] = {str(name): [value] for name, value in element.attrib.items()}
    for child in element if depth else ():
        if isinstance(child.tag, str):
            held.setdefault(lxml.etree.QName(child).localname, []).append(_spelled(child, depth - 1))
    said = (element.text or "").strip()
    if len(element) == 0 and (said or not held):
        return said
    # <link href="…"/> of Atom is its address
    if len(element) == 0 and "href" in held:
        return held["href"][0]
    return {name: each[0] if len(each) == 1 else each for name, each in held.items()}


def whole(text: str) -> Record | None:
    """The object that a text is, None where it is none."""
    found = parsed(text)
    return found if isinstance(found, dict) else None


def beside(record: Record) -> Record:
    """What an answer states beside its rows; its own values count before those of an object in it."""
    nested = (each for each in record.values() if isinstance(each, dict))
    return {name: value for part in (*nested, record) for name, value in part.items()}


def carried(text: str, name: str) -> object:
    """The value that a script gives to a name (`TREE: […]`, `"DETAIL": {…}`), None where it gives none that is JSON."""
    for mark in islice(re.finditer(rf"\b{re.escape(name)}[\"']?\s*[:=]\s*(?=[\[{{])", text), TRIES):
        try:
            found, _ = json.JSONDecoder(strict=False).raw_decode(text, mark.end())
        except (ValueError, RecursionError):
            continue
        return found
    return None


def inner(record: Record, *names: str) -> Record:
    """The first object under one of these names; an object written as text counts too. Empty where there is none."""
    for name in names:
        held = record.get(name)
        found = whole(held) if isinstance(held, str) else held
        if isinstance(found, dict):
            return found
    return {}


def listed(record: Record, *names: str) -> list[Record]:
    """The objects of the first list under one of these names."""
    held: list[object] = next((record[name] for name in names if isinstance(record.get(name), list)), [])
    return [each for each in held if isinstance(each, dict)]


def said(record: Record, *names: str) -> str:
    """The first text or number under one of these names that is not empty."""
    for name in names:
        held = record.get(name)
        if isinstance(held, str | int) and not isinstance(held, bool) and (text := str(held).strip()):
            return text
    return ""


def count(record: Record, *names: str) -> int | None:
    """The first whole number under one of these names, as a number or in digits."""
    text = said(record, *names)
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def day(record: Record, *names: str) -> str | None:
    """The first day in China under one of these names: a printed date, or a Unix time that is not 0."""
    return next((found for name in names if (found := _day(said(record, name)))), None)


def _day(text: str) -> str | None:
    if not re.fullmatch(r"\d{9,13}", text):
        found = day_of(text[:40])
        return found.value if found and found.precision == "day" else None
    stamp = int(text) // 1000 if int(text) > MILLISECONDS else int(text)
    return datetime.fromtimestamp(stamp, UTC).astimezone(CHINA).date().isoformat() if stamp < LAST else None
