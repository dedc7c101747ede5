"""Encyclopaedia mirrors (Traditional, seed 002, and their Simplified sisters): copies of reports under a wiki's footer."""

from __future__ import annotations

from .portal import Mark, Portal

WIKI = Portal(
    name="wiki",
    # The three words of the footer, on a host that is no government's: portals print 相关词条 nowhere.
    marks=(
        Mark(
            text=r"(?s)相[關关][詞词][條条].{0,20000}?(?:熱門[詞词]條|热门词条|聯絡我們|联络我们)",
            url=r"^(?!https?://[^/?#]*\.gov\.cn(?:[:/]|$))",
        ),
    ),
    title=("h1",),
    body=("article", ".wiki-content", ".entry-content", "#bodyContent"),
)
