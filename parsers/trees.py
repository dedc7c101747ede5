"""Trees: the catalogue that a script draws, as the nodes written in it: zNodes of zTree, nodes of layui, d.add(…) of dTree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .anchors import resolve, root
from .page import Page
from .script import Script

MAX_NODES = 2000  # a catalogue of a province with all its offices has some hundreds
MAX_ABOVE = 8  # steps up from a node: a catalogue is four deep, and one that goes round is none
NODE = re.compile(r"\{[^{}]{5,800}\}")
FIELD = re.compile(r"['\"]?\b(\w{1,24})['\"]?\s*:\s*(?:\"([^\"\n]{0,400})\"|'([^'\n]{0,400})'|(-?\w{1,40}))")
# of dTree: number, number of the one above, name, address
ADDED = re.compile(
    r"\.add\(\s*['\"]?(-?\w{1,40})['\"]?\s*,\s*['\"]?(-?\w{1,40})['\"]?\s*,\s*['\"]([^'\"\n]{1,100})['\"]\s*(?:,\s*['\"]([^'\"\n]{1,400})['\"])?"
)
NAMES = ("name", "title", "text", "label", "nodename", "channelname", "columnname", "menuname")
ADDRESSES = ("url", "href", "link", "linkurl", "path", "channelurl", "src")
UP = ("pid", "parentid", "parent", "parent_id", "fid", "topid")


@dataclass(frozen=True, slots=True)
class Node:
    """One column of a catalogue: its name, its address, and the names of those above it, nearest first."""

    name: str
    url: str
    above: tuple[str, ...] = ()


def nodes(page: Page) -> Iterator[Node]:
    """The nodes of the catalogues in a page's scripts that have an address, in their order."""
    if page.tree is None:
        return
    source = Script.of(page).source
    said = [_said(found[0]) for found, _ in zip(NODE.finditer(source), range(MAX_NODES), strict=False)]
    said += [
        {"id": own, "pid": up, "name": name, "url": url}
        for (own, up, name, url), _ in zip(ADDED.findall(source), range(MAX_NODES), strict=False)
    ]
    named = {one["id"]: one for one in said if one.get("id") and _of(one, NAMES)}
    for one in said:
        name, address = _of(one, NAMES), _of(one, ADDRESSES)
        url = resolve(address, root(page), page.encoding) if name and address else None
        if url:
            yield Node(name, url, tuple(_above(one, named)))


def _said(node: str) -> dict[str, str]:
    return {name.lower(): double or single or bare for name, double, single, bare in FIELD.findall(node)}


def _of(node: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((node[key] for key in keys if node.get(key)), "")


def _above(node: dict[str, str], named: dict[str, dict[str, str]]) -> Iterator[str]:
    for _ in range(MAX_ABOVE):
        up = named.get(_of(node, UP))
        if up is None:
            return
        yield _of(up, NAMES)
        node = up
