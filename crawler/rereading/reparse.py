"""Reparse: the answers kept in the archive of a database, read by today's parsers and told against what it holds."""

from __future__ import annotations

from collections.abc import Callable

from crawler.addresses import host_of
from crawler.archive import ArchiveError
from crawler.storage import Archived, Store
from crawler.visits import Queued

from .crew import Crew, Job
from .told import Told


def reparse(
    store: Store, crew: Crew, portal: str | None, *, every: bool, tick: Callable[[Told], None]
) -> Told:
    """Read again what is kept of a portal, or of all; `every`: lists and pages that were no report too.

    Each page is told and marked as done in one transaction: a run that is killed goes on where it was. `tick` hears of
    every page.
    """
    rereading, told = store.reread(), Told()
    told.count("done before", rereading.done)
    told.count("not kept", rereading.number(portal, every=every, kept=False))
    told.count("to read", rereading.number(portal, every=every))
    jobs = ((page, _job(store, page)) for page in rereading.pages(portal, every=every))
    for page, visit in crew.work(jobs):
        if isinstance(visit, ArchiveError):
            rereading.pass_by(page)
            told.fault("unreadable", f"{page.url}: {visit}")
        else:
            told.count(rereading.tell(page, visit).value)
        tick(told)
    rereading.finish()
    return told


def _job(store: Store, page: Archived) -> Job:
    # a page that is no list was asked for as a report: were it none, the spider would call it `other`
    kind = "report" if page.kind == "other" else page.kind
    row = Queued(
        0, page.portal, host_of(page.url), page.asked, kind, 0, 0, method=page.method, form=page.form, label=page.label
    )  # fmt: skip
    if page.parent is None:
        return Job(row, page.kept, page.body_sha256)
    known = store.known(page.parent)
    label = known.label if known is not None else None
    parent = Queued(0, page.portal, host_of(page.parent), page.parent, "report", 0, 0, label=label or "")
    return Job(row, page.kept, page.body_sha256, (parent, known.kept if known is not None else None))
