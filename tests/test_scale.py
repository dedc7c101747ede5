"""Five thousand portals in one run on the loopback interface: memory, open files, fairness, and three kill -9s on the way."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from loopback import article, environment, listing, named, rows

PORTALS = 5000
YEARS = (2021, 2022)
EACH = 2 + len(YEARS)  # the first page, the column, the reports
MEMORY = 1_500_000  # kilobytes: the promise


@dataclass
class Crowd:
    """5,000 portals behind one port; each answers at a loopback address of its own, and keeps its connection open."""

    port: int = 0
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)
    pages: int = 0

    @staticmethod
    def name(number: int) -> str:
        return f"第{3000 + number}县人民政府"  # no number that could be a year

    @staticmethod
    def address(number: int) -> str:
        return f"127.1.{number // 250}.{number % 250 + 1}"

    def seed(self, number: int) -> str:
        return f"http://{self.address(number)}:{self.port}/ name={self.name(number)}"

    def body(self, host: str, path: str) -> bytes | None:
        third, fourth = map(int, host.split(".")[2:])
        agency = self.name(third * 250 + fourth - 1)
        if path == "/":
            return listing("首页", ("/gk/", "政府信息公开年报"), ("/news/", "新闻动态")).encode()
        if path == "/gk/":
            return listing(
                "政府信息公开年报", *((f"/gk/{year}.html", named(agency, year)) for year in YEARS)
            ).encode()
        year = path.removeprefix("/gk/").removesuffix(".html")
        return article(agency, int(year)).encode() if year.isdecimal() else None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                path = lines[0].split(" ")[1]
                host = next(line[6:] for line in lines if line.lower().startswith("host: ")).partition(":")[0]
                body = self.body(host, path)
                if path != "/robots.txt":
                    self.asked[host, path] += 1
                    self.order.append(host)
                    self.pages += 1
                status = "404 Not Found" if body is None else "200 OK"
                kind = "Content-Type: text/html; charset=utf-8"
                body = body or b""
                writer.write(
                    f"HTTP/1.1 {status}\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@contextmanager
def crowd() -> Iterator[Crowd]:
    found = Crowd()
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        opening = asyncio.start_server(found.serve, "0.0.0.0", 0, backlog=512)
        server = loop.run_until_complete(opening)
        found.port = server.sockets[0].getsockname()[1]
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield found
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()  # the runner ends what still talks, and the loop


def crawl(folder: Path) -> subprocess.Popen[bytes]:
    words = ["crawl", "--delay", "0", "--allow-private", "--quiet", "-s", "LOG_LEVEL=ERROR"]
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", *words], cwd=folder, env=environment(), stdout=subprocess.DEVNULL
    )


def used(pid: int) -> tuple[int, int]:
    """Open files, and the most memory so far in kilobytes, of a process that runs."""
    try:
        files = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
        said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0, 0
    peak = next((line.split()[1] for line in said.splitlines() if line.startswith("VmHWM")), "0")
    return files, int(peak)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="127.1.x.y are loopback addresses on Linux only")
def test_five_thousand_portals_and_three_kills(tmp_path: Path) -> None:
    with crowd() as portals:
        (tmp_path / "seeds.txt").write_text("\n".join(map(portals.seed, range(PORTALS))), encoding="utf-8")
        seen = [(0, 0)]
        for share in (0.25, 0.5, 0.75, 1.0):
            process = crawl(tmp_path)
            while process.poll() is None and (share == 1.0 or portals.pages < share * PORTALS * EACH):
                seen.append(used(process.pid))
                time.sleep(0.2)
            if share < 1.0:
                process.send_signal(signal.SIGKILL)
            code = process.wait()
        files, memory = (max(column) for column in zip(*seen, strict=True))
        print(f"most open files {files}, most memory {memory} KB, asked {sum(portals.asked.values())}")
        assert code == 0
        db = tmp_path / "reports.db"
        assert rows(db, "SELECT count(*), count(DISTINCT agency) FROM reports") == [
            (PORTALS * len(YEARS), PORTALS)
        ]
        assert rows(db, "SELECT outcome, count(*) FROM portals GROUP BY 1") == [("ok", PORTALS)]
        assert len(portals.asked) >= PORTALS * EACH, "every address was asked"
        twice = sum(portals.asked.values()) - len(portals.asked)
        assert twice < 0.05 * len(portals.asked)
        assert files < 900, "a common limit is 1,024 open files"
        assert memory < MEMORY
        # fair: when the first quarter of all pages was asked, most portals had had their turn
        assert len(set(portals.order[: len(portals.order) // 4])) > PORTALS * 0.6
