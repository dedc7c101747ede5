"""The bench: how fast pages are read and the replica portals crawled on this machine (`make bench`); it asserts nothing."""

import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from parsers import Page, links, read, recognise, strip

PAGES = Path(__file__).parent / "pages"
ROUNDS = 5  # the best of five: what else the machine does only ever adds
STEPS: dict[str, Callable[[Page], object]] = {
    "decode and parse": lambda page: page.tree,
    "recognise the family": recognise,
    "find the links": links,
    "strip the chrome": strip,
    "read the report": read,  # all of it, from the bytes
}


def seconds(step: Callable[[Page], object], data: bytes) -> float:
    """Seconds of one step over one page that nothing has looked at yet: the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        page = Page(data, "http://www.example.gov.cn/zwgk/1.html", "text/html")
        started = time.perf_counter()
        step(page)
        best = min(best, time.perf_counter() - started)
    return best


def reading() -> None:
    """Milliseconds a recorded page takes, step by step; each step does again what it needs of those before it."""
    pages = [path.read_bytes() for path in sorted(PAGES.rglob("*.htm*"))]
    print(
        f"{len(pages)} recorded pages, {statistics.median(map(len, pages)) / 1024:.0f} KB in the middle; ms a page:"
    )
    for name, step in STEPS.items():
        taken = sorted(seconds(step, data) * 1000 for data in pages)
        print(f"  {name:22} median {statistics.median(taken):7.2f}   slowest {taken[-1]:7.2f}")


def crawling() -> None:
    """Pages, seconds, pages a second of CPU and memory of one `nianbao demo`, start and replicas included."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "crawler", "demo", "--db", str(db)], check=True, stdout=subprocess.DEVNULL
        )
        wall = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        [pages], [reports] = sqlite3.connect(db).execute(
            "select count(*) from pages union all select count(*) from reports"
        )
    cpu = used.ru_utime + used.ru_stime
    unit = 1024 if sys.platform == "linux" else 1024 * 1024  # ru_maxrss is in KB on Linux, in bytes on macOS
    print(f"nianbao demo: {pages} pages, {reports} reports in {wall:.1f} s")
    print(f"  {pages / cpu:.0f} pages a CPU-second, {used.ru_maxrss / unit:.0f} MB at most")


if __name__ == "__main__":
    reading()
    crawling()
