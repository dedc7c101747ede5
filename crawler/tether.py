"""The tether: `python -m crawler.tether WORDS…` is `nianbao WORDS…` that ends when standard input ends.

Whoever started it holds the other end: it closes it to stop the crawl cleanly, and if it dies, the system closes it. So
no crawl outlives its worker, whatever killed that one, on any system.
"""

from __future__ import annotations

import os
import runpy
import signal
import threading
import time

GRACE_SECONDS = 20  # to close the file and end; answers under way are waited for


def _hold() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)  # the frontier bears it; the processes that read files end as well


if __name__ == "__main__":
    threading.Thread(target=_hold, name="tether", daemon=True).start()
    runpy.run_module("crawler", run_name="__main__", alter_sys=True)
