"""Rows: the anchors that are the rows of a list, told by what they share with each other and not by what systems call addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from .anchors import Anchor
from .hanzi import key

ALIKE = 3  # addresses of one shape: two may be an old and a new page of anything
SAID = 6  # characters of a title: 更多, a month or the name of a menu has fewer
# What tells the rows of one list apart in their addresses: numbers, universal numbers, names in no language.
COUNTED = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}|\d+", re.IGNORECASE)


def dated(found: Iterable[Anchor]) -> frozenset[str]:
    """The addresses of the anchors that stand with a day beside others of their shape: /x/DispForm.aspx?ID=7, /node-7F3A….

    Nobody dates the entries of a menu; the rows of a list of articles have each its own day.
    """
    shapes: defaultdict[str, dict[str, Anchor]] = defaultdict(dict)
    for anchor in found:
        if COUNTED.search(anchor.url) and len(key(anchor.text)) >= SAID:
            shapes[COUNTED.sub("#", anchor.url)].setdefault(anchor.url, anchor)
    return frozenset(
        url
        for alike in shapes.values()
        if len(alike) >= ALIKE
        for url, anchor in alike.items()
        if anchor.date is not None
    )
