"""Strangers: portals of systems that no family names, written from how such sites look and not from how they are read.

`OPEN` may be looked at while working; `SEALED` are there to measure with, and so are `UNSEEN` and `REMOTE`, whose authors had not read the parsers
or the crawler. Each builder takes the port of the loopback server.
"""

from __future__ import annotations

from collections.abc import Callable

from crawler.demo.site import Site

from . import (
    open_aspnet,
    open_dede,
    open_frames,
    open_nuxt,
    open_phpcms,
    open_sitemap,
    open_struts,
    open_vsb,
    remote_domino,
    remote_govinfo,
    remote_liferay,
    remote_metinfo,
    remote_powereasy,
    remote_sharepoint,
    remote_shtml,
    remote_water,
    sealed_col,
    sealed_drupal,
    sealed_empire,
    sealed_goto,
    sealed_iframe,
    sealed_matrix,
    sealed_oa,
    sealed_think,
    unseen_asp,
    unseen_bureau,
    unseen_jeecms,
    unseen_joomla,
    unseen_patchwork,
    unseen_rest,
    unseen_siteserver,
    unseen_wordpress,
)

OPEN: tuple[Callable[[int], Site], ...] = tuple(
    portal.build
    for portal in (
        open_dede,
        open_aspnet,
        open_vsb,
        open_phpcms,
        open_struts,
        open_frames,
        open_nuxt,
        open_sitemap,
    )
)
SEALED: tuple[Callable[[int], Site], ...] = tuple(
    portal.build
    for portal in (
        sealed_empire,
        sealed_think,
        sealed_drupal,
        sealed_goto,
        sealed_oa,
        sealed_col,
        sealed_iframe,
        sealed_matrix,
    )
)
UNSEEN: tuple[Callable[[int], Site], ...] = tuple(
    portal.build
    for portal in (
        unseen_siteserver,
        unseen_wordpress,
        unseen_joomla,
        unseen_jeecms,
        unseen_asp,
        unseen_rest,
        unseen_bureau,
        unseen_patchwork,
    )
)
REMOTE: tuple[Callable[[int], Site], ...] = tuple(
    portal.build
    for portal in (
        remote_domino,
        remote_govinfo,
        remote_liferay,
        remote_metinfo,
        remote_powereasy,
        remote_sharepoint,
        remote_shtml,
        remote_water,
    )
)
