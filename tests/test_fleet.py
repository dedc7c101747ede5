"""The fleet: real workers on a real redis-server, killed, ended, lied to; and the file of one machine in the end."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from authority import Authority, certify, serve
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from loopback import (
    Asked,
    Sites,
    article,
    crawl_words,
    environment,
    free_port,
    listing,
    named,
    nianbao,
    rows,
    serving,
)

pytest.importorskip("celery", reason="the extra `distributed` is not installed (make distributed)")

from fleet import REDIS, Server, fleet, redis, until
from shelf import Desk, told

from crawler.demo import replicas
from crawler.domains import domain
from crawler.fleet import Broker, BrokerError, Entry, Roster, ShardError, Shards, enlist
from crawler.fleet.jobs import Job, JobError, domains, key, shard
from crawler.fleet.leases import Lease, leased
from crawler.seeds import Seed, parse
from crawler.storage import Store

pytestmark = pytest.mark.skipif(
    REDIS is None, reason="there is no redis-server (Debian: apt install redis-server)"
)

RUN = "0123456789ab"
SEED = Seed("http://www.good.gov.cn/")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with redis(tmp_path) as running:
        yield running


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as running:
        yield running


def portal(sites: Sites, host: str, reports: int = 3, place: str = "示例县") -> str:
    """A small honest portal: a front page, one column, some reports."""
    links = [(f"/r{n}.html", named(f"{place}第{n}局", 2020)) for n in range(reports)]
    return sites.site(
        host,
        {
            "/": listing("政府信息公开", ("/nb/", "政府信息公开年报")),
            "/nb/": listing("政府信息公开年报", *links),
            **{f"/r{n}.html": article(f"{place}第{n}局", 2020) for n in range(reports)},
        },
    )


def seed_file(folder: Path, *lines: str) -> tuple[str, str]:
    (folder / "portals.txt").write_text("\n".join(lines), encoding="utf-8")
    return "--seeds", "portals.txt"


TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# The number of a run, what a view counter on the page changes, which text of a report was seen first, and where in the
# archive an answer stands.
ASIDE = {"run", "body_sha256", "etag", "edition", "editions.number", "archive_file", "archive_offset"}
# Working state, and runs: a fleet has one a portal.
LEFT = {"frontier", "readings", "stays", "runs", "_sqlite_migrations"}


def timeless(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row with its times told only as there or not."""
    return tuple("a time" if isinstance(value, str) and TIME.fullmatch(value) else value for value in row)


def facts(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, times aside."""
    names = [str(name) for (name,) in rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {}
    for name in sorted({*names} - LEFT):
        columns = [str(row[1]) for row in rows(db, f"PRAGMA table_info({name})")]
        listed = ", ".join(f'"{column}"' for column in columns if not {column, f"{name}.{column}"} & ASIDE)
        found[name] = sorted((timeless(row) for row in rows(db, f"SELECT {listed} FROM {name}")), key=repr)
    return found


def alike(one: Path, other: Path) -> None:
    """Row for row, times aside: what each of two files has that the other has not is nothing."""
    ours, theirs = facts(one), facts(other)
    differing = {
        name: [
            [row for row in ours[name] if row not in theirs[name]],
            [row for row in theirs[name] if row not in ours[name]],
        ]
        for name in theirs
        if ours[name] != theirs[name]
    }
    assert differing == {}


def agents(asked: Iterable[Asked]) -> dict[str, list[tuple[str, str]]]:
    """Domain -> (worker, path) of each request, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in asked:
        agent = one.headers["User-Agent"] if isinstance(one.headers, dict) else ""
        found.setdefault(domain(one.host) or one.host, []).append((agent, one.path))
    return found


def alone(visits: dict[str, list[tuple[str, str]]]) -> None:
    """No domain was visited by two workers at once: whoever comes after another begins with robots.txt, as a crawl does."""
    for name, asked in visits.items():
        for (before, _), (agent, path) in pairwise(asked):
            assert agent == before or path == "/robots.txt", (
                f"{agent} came to {name} while {before} was there"
            )


# --- a crawl of a fleet, whole ----------------------------------------------------------------------------------------


def test_a_fleet_makes_the_file_of_one_machine(server: Server, sites: Sites, tmp_path: Path) -> None:
    """Two workers, a domain with two portals, one portal that is not there; progress, outcomes, and the same rows."""
    lines = (
        portal(sites, "www.one.gov.cn", place="甲县") + " name=甲县",
        portal(sites, "gk.one.gov.cn", place="乙县") + " min=1",
        portal(sites, "www.two.gov.cn", reports=5, place="丙县"),
        f"http://www.lost.gov.cn:{free_port()}/",
    )
    sites.pages["www.lost.gov.cn"] = {}
    seeds = seed_file(tmp_path, *lines)
    with fleet(tmp_path, server.url, json.loads(sites.hosts)) as ours:
        for name in ("w1", "w2"):
            ours.worker(name, jobs=1)
        roster = Roster(Broker.of(server.url).client())
        until(lambda: len(roster.workers()) == 2)
        ran = nianbao(*ours.words(*seeds), cwd=tmp_path, code=1)
        told = nianbao("status", "--broker", server.url, "--json", cwd=tmp_path, code=0)
        people = nianbao("status", "--broker", server.url, cwd=tmp_path, code=0)
        assert {name: ours.end(name) for name in ("w1", "w2")} == {"w1": 0, "w2": 0}
    assert "unreachable: http://www.lost.gov.cn" in ran.stdout
    assert "4 done" in ran.stderr
    entries = [json.loads(line) for line in told.stdout.splitlines()]
    assert [entry["outcome"] for entry in entries].count("ok") == 3
    assert {entry["worker"] for entry in entries} <= {"w1", "w2"}
    assert "2 workers" in people.stdout
    visits = agents(sites.asked)
    assert {agent for asked in visits.values() for agent, _ in asked} == {"nianbao-w1", "nianbao-w2"}
    alone(visits)

    nianbao("collect", "--store", "store", "--db", "fleet.db", cwd=tmp_path, code=0)
    nianbao(*crawl_words(sites, *seeds), cwd=tmp_path, code=1)
    alike(tmp_path / "fleet.db", tmp_path / "reports.db")
    kept = rows(
        tmp_path / "fleet.db", "SELECT DISTINCT archive_file FROM pages WHERE archive_file IS NOT NULL"
    )
    assert len(kept) >= 3, "each crawl of a shard has archive files of its own"
    assert {(path.name,) for path in (tmp_path / "archive").iterdir()} >= set(kept)
    before = facts(tmp_path / "fleet.db")
    nianbao("collect", "--store", "store", "--db", "fleet.db", cwd=tmp_path, code=0)
    assert facts(tmp_path / "fleet.db") == before, "collecting again changes nothing"
    assert not list(tmp_path.glob("shards-*/*")), "what is shipped is no longer here"


@pytest.mark.slow
def test_a_worker_killed_and_redis_restarted_lose_nothing(tmp_path: Path) -> None:
    """Three workers walk the replicas in slices of seconds; one is killed -9, redis goes and comes back."""
    with redis(tmp_path) as server, replicas() as portals:
        seeds = seed_file(tmp_path, *portals.seeds)
        with fleet(tmp_path, server.url, portals.hosts, slice=4) as ours:
            for name in ("w1", "w2", "w3"):
                ours.worker(name)
            watching = subprocess.Popen(
                [sys.executable, "-m", "crawler", *ours.words(*seeds), "-s", "DOWNLOAD_DELAY=0.1"],
                cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            until(lambda: sum(asked.agent == "nianbao-w1" for asked in portals.requests) > 10)
            ours.kill("w1")
            killed = len(portals.requests)
            until(lambda: len(portals.requests) > killed + 20)
            server.stop()
            server.start()
            out, err = watching.communicate(timeout=600)
            assert watching.returncode == 0, out + err
        asked = portals.requests
        alone({host: [(one.agent, one.path) for one in asked if one.host == host] for host in portals.hosts})
        nianbao("collect", "--store", "store", "--db", "fleet.db", cwd=tmp_path, code=0)
        single = (
            "crawl",
            *seeds,
            "--delay",
            "0",
            "--allow-private",
            "-s",
            f"NIANBAO_HOSTS={json.dumps(portals.hosts)}",
        )
        nianbao(*single, cwd=tmp_path, code=0, timeout=240)
        assert len(facts(tmp_path / "fleet.db")["reports"]) > 150
        alike(tmp_path / "fleet.db", tmp_path / "reports.db")


@pytest.mark.slow
def test_a_worker_that_is_ended_ships_its_shard_and_another_goes_on(
    server: Server, sites: Sites, tmp_path: Path
) -> None:
    url = portal(sites, "www.good.gov.cn", reports=12)
    words = ("--delay", "0.3")  # click takes the last
    with fleet(tmp_path, server.url, json.loads(sites.hosts)) as ours:
        ours.worker("w1")
        nianbao(*ours.words(url, *words, "--detach"), cwd=tmp_path, code=0)
        until(lambda: len(sites.paths("www.good.gov.cn")) > 4)
        assert ours.end("w1") == 0
        left = sites.paths("www.good.gov.cn")
        assert len(left) < 14
        nianbao("collect", "--store", "store", "--db", "none.db", cwd=tmp_path, code=2)
        nianbao("collect", "--store", "store", "--db", "part.db", "--partial", cwd=tmp_path, code=0)
        assert rows(tmp_path / "part.db", "SELECT outcome FROM portals") == [("pending",)]
        assert rows(tmp_path / "part.db", "SELECT count(*) FROM reports") > [(0,)]
        ours.worker("w2")
        ran = nianbao(*ours.words(url, *words), cwd=tmp_path, code=0)
    assert "1 of a crawl that is not finished: continued" in ran.stderr
    paths = sites.paths("www.good.gov.cn")
    assert sorted(paths) == sorted(set(paths)), "nothing that was kept is asked again"
    nianbao("collect", "--store", "store", "--db", "all.db", cwd=tmp_path, code=0)
    assert rows(tmp_path / "all.db", "SELECT outcome, reports FROM portals") == [("ok", 12)]


def test_a_killed_worker_leaves_no_crawl_behind(server: Server, sites: Sites, tmp_path: Path) -> None:
    """The crawl ends when its worker does; started again in the same folder, it goes on with what was kept."""
    url = portal(sites, "www.good.gov.cn", reports=10)
    with fleet(tmp_path, server.url, json.loads(sites.hosts), lease=60) as ours:
        worker = ours.worker("w1")
        nianbao(*ours.words(url, "--delay", "0.3", "--detach"), cwd=tmp_path, code=0)
        until(lambda: len(sites.paths("www.good.gov.cn")) > 4)
        [crawl] = children(worker.pid)
        ours.kill("w1")
        until(lambda: not Path(f"/proc/{crawl}").exists(), 20)
        assert len(sites.paths("www.good.gov.cn")) < 12
    assert [path.name for path in (tmp_path / "shards-w1").glob("*.db")], "unshipped, for who comes next"


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    told = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in told for child in path.read_text(encoding="utf-8").split()]


@pytest.mark.slow
def test_ctrl_c_leaves_the_fleet_running(server: Server, sites: Sites, tmp_path: Path) -> None:
    url = portal(sites, "www.good.gov.cn")
    with fleet(tmp_path, server.url, json.loads(sites.hosts)) as ours:
        watching = subprocess.Popen(
            [sys.executable, "-m", "crawler", *ours.words(url)],
            cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert watching.stderr is not None
        until(lambda: "1 waiting" in watching.stderr.readline())
        watching.send_signal(signal.SIGINT)
        assert "the fleet goes on" in watching.communicate(timeout=30)[1]
        assert watching.returncode == 3
        ours.worker("w1")
        nianbao(*ours.words(url), cwd=tmp_path, code=0)


# --- what a worker believes, and when it gives up ---------------------------------------------------------------------


GOOD = Job.of(SEED, RUN, {"DOWNLOAD_DELAY": "0"}, private=False).told()


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        GOOD | {"more": 1},
        GOOD | {"seed": "file:///etc/passwd"},
        GOOD | {"seed": "http://www.good.gov.cn/ http://www.two.gov.cn/", "bare": False},
        GOOD | {"seed": "http://www.good.gov.cn/\nhttp://www.two.gov.cn/", "bare": False},
        GOOD | {"seed": "# nobody", "bare": False},
        GOOD | {"slice": "1"},
        GOOD | {"slice": True},
        GOOD | {"slice": -1},
        GOOD | {"run": "../../etc"},
        GOOD | {"dials": {"ITEM_PIPELINES": '{"os.system": 1}'}},
        GOOD | {"dials": {"LOG_FILE": "/etc/passwd"}},
        GOOD | {"dials": {"NIANBAO_ALLOW_PRIVATE": "True"}},
        GOOD | {"dials": {"DOWNLOAD_DELAY": "0 --db /etc/passwd"}},
        GOOD | {"dials": {"DOWNLOAD_DELAY": 0}},
    ],
)
def test_a_job_that_is_none_is_refused(given: object) -> None:
    with pytest.raises(JobError):
        Job.read(given)


def test_a_job_is_read_as_it_was_written() -> None:
    [seed], _ = parse(
        'http://www.good.gov.cn/ name="示例 县" region=110101 hosts=a.example.cn delay=0.5 min=3 columns=/x/'
    )
    job = Job.of(seed, RUN, {"RETRY_TIMES": "1"}, private=True)
    assert Job.read(json.loads(json.dumps(job.told()))) == job
    assert job.asked() == seed
    assert not job.asked().bare
    assert Job.read(GOOD).asked().bare
    assert domains(seed) == ("example.cn", "good.gov.cn")


def test_poison_in_the_queue_stops_nobody(server: Server, sites: Sites, tmp_path: Path) -> None:
    """Refused jobs are told, their portals do not wait for ever, and the others are walked."""
    url = portal(sites, "www.good.gov.cn")
    broker = Broker.of(server.url)
    app, roster = broker.app(0), Roster(broker.client())
    enlist(app, roster, [SEED], {}, private=False)
    app.control.purge()
    bad = GOOD | {"run": next(iter(roster.entries().values())).run, "dials": {"ITEM_PIPELINES": "{}"}}
    app.send_task("nianbao.walk", args=[key(SEED), bad], queue="nianbao")
    app.send_task("nianbao.walk", args=["somebody else", GOOD], queue="nianbao")
    app.send_task("nianbao.walk", args=[GOOD], queue="nianbao")
    app.send_task("os.system", args=["true"], queue="nianbao")
    app.send_task("nianbao.walk", args=[key(SEED), GOOD], queue="nianbao", serializer="pickle")
    roster.client.lpush("nianbao", "not even a message")
    with fleet(tmp_path, server.url, json.loads(sites.hosts)) as ours:
        ours.worker("w1", jobs=1)
        nianbao(*ours.words(url), cwd=tmp_path, code=0)
        told = nianbao("status", "--broker", server.url, cwd=tmp_path, code=0)
        assert ours.workers["w1"].poll() is None
    assert roster.entries()[key(SEED)].state == "failed"
    assert "ITEM_PIPELINES" in told.stdout
    assert "another portal" in told.stdout


def test_private_addresses_are_for_workers_that_allow_them(
    server: Server, sites: Sites, tmp_path: Path
) -> None:
    broker = Broker.of(server.url)
    url = portal(sites, "www.good.gov.cn")
    seed = Seed(url)
    enlist(broker.app(0), Roster(broker.client()), [seed], {}, private=True)
    words = ("worker", "--broker", server.url, "--store", "store", "--name", "careful")
    with (tmp_path / "careful.log").open("wb") as log:
        careful = subprocess.Popen(
            [sys.executable, "-m", "crawler", *words], cwd=tmp_path, env=environment(), stdout=log, stderr=log
        )
    try:
        roster = Roster(broker.client())
        until(lambda: roster.entries()[key(seed)].state == "failed", 30)
    finally:
        careful.terminate()
        careful.wait(30)
    assert "--allow-private" in str(roster.entries()[key(seed)].detail)
    assert sites.asked == []


def test_a_portal_that_fails_again_and_again_is_given_up_with_its_reason(
    server: Server, sites: Sites, tmp_path: Path
) -> None:
    """Here its shard in the store is of a newer nianbao; the fleet's exit code is that of a failed portal."""
    url = portal(sites, "www.good.gov.cn")
    newer = tmp_path / "newer.db"
    Store(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    Shards(str(tmp_path / "store")).ship(shard(Seed(url)), 1, newer, done=True)
    with fleet(tmp_path, server.url, json.loads(sites.hosts)) as ours:
        ours.worker("w1", "-s", "NIANBAO_SLICE_TRIES=2")
        ran = nianbao(*ours.words(url), cwd=tmp_path, code=1)
    assert "failed" in ran.stdout
    assert "newer nianbao" in ran.stdout


# --- the parts --------------------------------------------------------------------------------------------------------


def test_a_lease_is_one_workers_and_all_or_nothing(server: Server) -> None:
    client = Broker.of(server.url).client()

    def lease(*names: str, seconds: float = 30, rest: float = 0) -> Lease:
        return Lease(client, names, seconds, 0.1, rest)

    first, second, third = lease("a.cn", "b.cn"), lease("b.cn", "c.cn"), lease("c.cn")
    assert first.take()
    assert first.held
    assert not second.take()
    assert third.take(), "the second, which got nothing, holds nothing"
    with first:
        assert leased(client, ["b.cn"])
    assert not leased(client, ["a.cn", "b.cn"])
    resting = lease("a.cn", rest=0.3)
    assert resting.take()
    with resting:
        pass
    assert not lease("a.cn").take(), "a domain rests for the delay of its portal"
    until(lease("a.cn").take, 10)
    dead = lease("d.cn", seconds=0.3)
    assert dead.take()
    until(lease("d.cn").take, 10)
    assert not dead.held
    assert not dead.take()


def test_a_lease_lasts_as_long_as_it_is_needed(server: Server) -> None:
    client = Broker.of(server.url).client()
    mine = Lease(client, ["a.cn"], 0.6, 0.1, 0)
    assert mine.take()
    with mine:
        for _ in range(20):
            assert not Lease(client, ["a.cn"], 0.6, 0.1, 0).take()
            assert mine.held
            mine._over.wait(0.1)
        client.set("nianbao:lease:a.cn", "another", px=30_000)
        until(lambda: not mine.held, 5)


def test_a_torn_shard_is_never_read(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path / "store"))
    path, got = tmp_path / "shard.db", tmp_path / "got.db"
    for number in range(1, 5):
        path.write_bytes(bytes([number]) * 1000)
        shards.ship("one", number, path, done=number == 1)
    versions = shards.versions("one")
    assert [(version.number, version.done) for version in versions] == [(4, False), (3, False), (1, True)]
    Path(versions[0].path).write_bytes(b"half")
    (tmp_path / "store" / "one" / "5.part").write_bytes(b"half")
    with pytest.raises(ShardError, match="torn"):
        shards.fetch(versions[0], got)
    assert not got.exists()
    shards.fetch(versions[1], got)
    assert got.read_bytes() == bytes([3]) * 1000
    shards.ship("one", 6, path, done=True)
    assert [version.number for version in shards.versions("one")] == [6, 4]
    assert not (tmp_path / "store" / "one" / "5.part").exists()


def test_collect_takes_the_older_shard_for_a_torn_one_and_says_so(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path / "store"))
    path = tmp_path / "one.db"
    with Store(path) as store:
        run = store.begin("crawl", "2024-01-01T00:00:00Z", [SEED])
        store.take("www.good.gov.cn", 1)
        store.finish(run, "finished")
    shards.ship("one", 1, path, done=True)
    shards.ship("one", 2, path, done=True)
    Path(shards.versions("one")[0].path).write_bytes(b"half")
    ran = nianbao("collect", "--store", "store", "--db", "all.db", cwd=tmp_path, code=1)
    assert "torn" in ran.stderr
    assert rows(tmp_path / "all.db", "SELECT url FROM portals") == [(SEED.url,)]


KILLED = textwrap.dedent("""
    import os, signal, sys
    from crawler.commands import main
    from crawler.storage import folding

    take, left = folding.take, [int(sys.argv[1])]
    def killed(*given):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        take(*given)
    folding.take = killed
    main(sys.argv[2:])
    """)


def test_kill_9_of_collect_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path / "store"))
    for host in ("a", "b", "c"):
        with Desk(tmp_path / f"{host}.db") as desk:
            for number in range(20):
                url = f"http://www.{host}.gov.cn/{number}.html"
                desk.see(told(url, id=f"{host}{number}", content_sha256=f"{host}{number}"))
        shards.ship(host, 1, tmp_path / f"{host}.db", done=True)
    words = ("collect", "--store", "store", "--db", "all.db", "--no-archive")
    nianbao(*words, cwd=tmp_path, code=0)
    with Desk(tmp_path / "c.db") as desk:
        for number in range(20, 40):
            url = f"http://www.c.gov.cn/{number}.html"
            desk.see(told(url, id=f"c{number}", content_sha256=f"c{number}"), 2)
    shards.ship("c", 2, tmp_path / "c.db", done=True)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, "75", *words], cwd=tmp_path, env=environment(), check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert rows(tmp_path / "all.db", "SELECT count(*) FROM reports") == [(60,)]
    nianbao(*words, cwd=tmp_path, code=0)
    assert rows(tmp_path / "all.db", "SELECT count(*) FROM reports") == [(80,)]
    assert rows(tmp_path / "all.db", "PRAGMA integrity_check") == [("ok",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "all.db", "b.db", "c.db", "store"]


def test_a_crawl_that_lost_its_jobs_is_healed_by_the_same_command(server: Server) -> None:
    broker = Broker.of(server.url)
    app, roster = broker.app(0), Roster(broker.client())
    seeds = [SEED, Seed("http://www.two.gov.cn/")]
    assert enlist(app, roster, seeds, {}, private=False).continued == 0
    assert roster.client.llen("nianbao") == 2
    assert enlist(app, roster, seeds, {}, private=False).continued == 2
    assert roster.client.llen("nianbao") == 2, "nothing is queued twice"
    roster.client.delete("nianbao")
    enlist(app, roster, seeds, {}, private=False)
    assert roster.client.llen("nianbao") == 2
    for name, entry in roster.entries().items():
        roster.write(name, replace(entry, state="done"))
    assert enlist(app, roster, seeds, {}, private=False).continued == 0
    assert {entry.state for entry in roster.entries().values()} == {"waiting"}


def test_a_job_done_long_ago_is_not_done_again(server: Server) -> None:
    roster = Roster(Broker.of(server.url).client())
    job = Job.read(GOOD)
    assert roster.current("x", job)
    entry = Entry(SEED.url, None, job.following().told(), "running")
    for state, given, current in (
        ("waiting", job, False),
        ("running", job.following(), True),
        ("running", job.following().following(), True),
        ("done", job.following(), False),
        ("running", replace(job.following(), run="ab" * 6), False),
    ):
        roster.write("x", replace(entry, state=state))
        assert roster.current("x", given) is current, state


# --- the way to Redis -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "redis://",
        "redis://127.0.0.1:nine/",
        "redis://:secret@127.0.0.1/?ssl_cert_reqs=none",
        "amqp://h",
    ],
)
def test_a_broker_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BrokerError) as refused:
        Broker.of(url)
    assert "secret" not in str(refused.value)


def test_a_broker_that_does_not_answer_is_wrong_usage(tmp_path: Path) -> None:
    url = f"redis://:secret@127.0.0.1:{free_port()}/0"
    for words in (
        ("crawl", "--broker", url, SEED.url),
        ("status", "--broker", url),
        ("worker", "--broker", url, "--store", "store"),
    ):
        ran = nianbao(*words, cwd=tmp_path, code=2)
        assert "127.0.0.1" in ran.stderr
        assert "secret" not in ran.stderr + ran.stdout
    assert (
        "ITEM_PIPELINES"
        in nianbao("crawl", "--broker", url, SEED.url, "-s", "ITEM_PIPELINES={}", cwd=tmp_path, code=2).stderr
    )
    assert "--db" in nianbao("crawl", "--broker", url, SEED.url, "--db", "x.db", cwd=tmp_path, code=2).stderr
    assert "--broker" in nianbao("crawl", SEED.url, "--detach", cwd=tmp_path, code=2).stderr


def test_a_password_is_asked_for_and_never_shown(
    sites: Sites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = portal(sites, "www.good.gov.cn")
    with (
        redis(tmp_path, "--requirepass", "s3cret/@:") as server,
        fleet(tmp_path, server.url, json.loads(sites.hosts)) as ours,
    ):
        assert "authenticat" in nianbao(*ours.words(url), cwd=tmp_path, code=2).stderr
        monkeypatch.setenv("NIANBAO_BROKER_PASSWORD", "wrong")
        nianbao(*ours.words(url), cwd=tmp_path, code=2)
        monkeypatch.setenv("NIANBAO_BROKER_PASSWORD", "s3cret/@:")
        ours.worker("w1")
        ran = nianbao(*ours.words(url), cwd=tmp_path, code=0)
        ours.end("w1")
    said = ran.stdout + ran.stderr + ours.log("w1").read_text(encoding="utf-8")
    assert "1 done" in said
    assert "s3cret" not in said


def test_tls_is_verified_both_ways(tmp_path: Path, sites: Sites) -> None:
    """A crawl over rediss:// with authority and certificate; without either, or by another name, nobody is let in."""
    authority = Authority.found("the fleet")
    trusted = authority.file(tmp_path / "ca.pem")
    pair = paired(tmp_path, authority, "localhost")
    port = str(free_port())
    tls = ("--tls-port", port, "--port", "0", "--tls-cert-file", pair, "--tls-key-file", pair)
    url = portal(sites, "www.good.gov.cn")
    base, known, ours_ = (
        f"rediss://localhost:{port}/0",
        f"ssl_ca_certs={trusted}",
        f"ssl_certfile={pair}&ssl_keyfile={pair}",
    )
    with redis(tmp_path, *tls, "--tls-ca-cert-file", str(trusted)):
        other = base.replace("localhost", "127.0.0.1")
        for wrong in (
            base,
            f"{base}?{ours_}",
            f"{base}?{known}",
            f"{other}?{known}&{ours_}",
            f"redis://localhost:{port}/0",
        ):
            with pytest.raises(BrokerError):
                Broker.of(wrong).reach()
        with fleet(tmp_path, f"{base}?{known}&{ours_}", json.loads(sites.hosts)) as ours:
            ours.worker("w1")
            nianbao(*ours.words(url), cwd=tmp_path, code=0)


def paired(folder: Path, authority: Authority, host: str) -> str:
    """A certificate of this host with its key, in one file."""
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = certify(name, own, authority.name, authority.key, host=host)
    serve(folder, certificate, own)
    return str(folder / f"{certificate.serial_number}.pem")


def test_without_the_extra_the_words_say_what_to_install(tmp_path: Path) -> None:
    bare = textwrap.dedent("""
        import importlib.util, sys
        real = importlib.util.find_spec
        importlib.util.find_spec = lambda name, *more: None if name == "celery" else real(name, *more)
        from crawler.commands import main
        main(sys.argv[1:])
        """)
    for words in (
        ("crawl", "--broker", "redis://127.0.0.1/", SEED.url),
        ("worker", "--broker", "redis://127.0.0.1/", "--store", "store"),
        ("collect", "--store", "store"),
        ("status", "--broker", "redis://127.0.0.1/"),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", bare, *words],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 2
        assert "nianbao[distributed]" in ran.stderr
