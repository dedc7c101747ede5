"""The bundled replica portals: invented places on the loopback interface, for `nianbao demo` and for the tests.

>>> with replicas() as portals:          # doctest: +SKIP
...     portals.seeds                    # lines of a seeds file
...     portals.expected                 # what a perfect crawl would find
...     portals.turn(2)                  # a year passes
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from . import hanweb, mirror, nfcms, nfcms_html, trs
from .server import LOOPBACK, Asked, Switchboard, open_server
from .site import Expected, Page, Printed, Site

__all__ = ["Asked", "Expected", "Page", "Printed", "Replicas", "Site", "replicas"]

BUILDERS = (nfcms.build, nfcms_html.build, hanweb.build, trs.build, mirror.build)


class Replicas:
    """The running replicas. All hosts answer on `port` of 127.0.0.1; nothing else resolves their names.

    `hosts` maps each invented name to its address, `seeds` are lines of a seeds file, `expected` the true reports of
    the epoch shown, `removed` those that are gone in it, `requests` what was asked so far.
    """

    def __init__(self, board: Switchboard, port: int, epoch: int) -> None:
        self._board, self.port, self.epoch = board, port, 0
        self.sites: dict[str, Site] = {}
        self.turn(epoch)

    def turn(self, epoch: int) -> None:
        """Shows another epoch on the same port: 1, or 2 for a year later. The log of requests goes on."""
        if epoch == self.epoch:
            return
        self.sites = _build(self.port, epoch)
        self._board.show(self.sites, _build(self.port, 1) if epoch > 1 else {})
        self.epoch = epoch

    @property
    def hosts(self) -> dict[str, str]:
        """Invented host name -> loopback address."""
        return dict.fromkeys(self.sites, LOOPBACK)

    @property
    def seeds(self) -> tuple[str, ...]:
        """One line a portal, with name= and region=."""
        return tuple(site.seed for site in self.sites.values())

    @property
    def expected(self) -> tuple[Expected, ...]:
        """Every true report of the official portals, once."""
        return tuple(report for site in self.sites.values() for report in site.expected)

    @property
    def removed(self) -> tuple[Expected, ...]:
        """The reports that were there in epoch 1 and answer 404 now."""
        return tuple(report for site in self.sites.values() for report in site.removed)

    @property
    def requests(self) -> tuple[Asked, ...]:
        """What was asked so far, in order."""
        return tuple(self._board.log)

    def forget(self) -> None:
        """Begins a new log of requests."""
        # the view counters go on: they count since the server started
        self._board.log.clear()


def _build(port: int, epoch: int) -> dict[str, Site]:
    return {site.host: site for site in (build(port, epoch) for build in BUILDERS)}


@contextmanager
def replicas(port: int = 0, epoch: int = 1) -> Iterator[Replicas]:
    """Serves the replicas on the loopback interface while the block runs; `port` 0 takes a free one.

    Raises OSError where the port is taken.
    """
    board = Switchboard()
    server = open_server(board, port)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="replicas", daemon=True
    )
    try:
        portals = Replicas(board, server.server_port, epoch)
        thread.start()
        yield portals
    finally:
        if thread.is_alive():
            server.shutdown()
            thread.join()
        server.server_close()
