"""Strangers: portals of systems that no family names, written from how such sites look and not from how they are read.

`OPEN` may be looked at while working; `SEALED` are there to measure with. Each builder takes the port of the loopback server.
"""

from __future__ import annotations

from collections.abc import Callable

from crawler.demo.site import Site

from . import open_dede, open_aspnet, open_vsb, open_phpcms, open_struts, open_frames, open_nuxt, open_sitemap

OPEN: tuple[Callable[[int], Site], ...] = tuple(portal.build for portal in (open_dede, open_aspnet, open_vsb, open_phpcms, open_struts, open_frames, open_nuxt, open_sitemap))
SEALED: tuple[Callable[[int], Site], ...] = ()
