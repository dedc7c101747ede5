"""Strangers: portals of systems that no family names, written from how such sites look and not from how they are read.

One module a portal, by sets: `open_*` were looked at from the first, `sealed_*` by the same author were not; the authors of all
others had not read the parsers or the crawler. Each set was walked blind once, and taught us what it had to teach. A builder
takes the port of the loopback server.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from crawler.demo.site import Site

Builder = Callable[[int], Site]


def _set(name: str) -> tuple[Builder, ...]:
    modules = sorted(each.name for each in iter_modules(__path__) if each.name.startswith(f"{name}_"))
    return tuple(import_module(f".{module}", __name__).build for module in modules)


SETS = OPEN, SEALED, UNSEEN, DISTANT, REMOTE, FOREIGN, OTHER, FURTHER = tuple(
    map(_set, ("open", "sealed", "unseen", "distant", "remote", "foreign", "other", "further"))
)
EVERY = tuple(build for each in SETS for build in each)
