"""The manners: which addresses are public, what a failure is called, and what Scrapy must still be like."""

from __future__ import annotations

import ipaddress
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import environment
from scrapy.core.downloader import Slot
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import HtmlResponse, Request, Response
from scrapy.settings import Settings

from crawler.manners import Forbidden, Pace, Refused, explain, goal, public
from crawler.manners.tact import asked_rest
from crawler.manners.transfer import CURABLE
from crawler.seeds import Seed

PRIVATE = """
    127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 224.0.0.1 239.1.1.1
    240.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1
    2002:7f00:1:: 2001:db8::1
""".split()
PUBLIC = "1.2.4.8 114.114.114.114 223.5.5.5 ::ffff:1.2.4.8 2400:3200::1 64:ff9b::102:408".split()

RESOLVE = """
import json, sys
from twisted.internet import reactor, task
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred, inlineCallbacks
from twisted.internet.error import DNSLookupError
from crawler.manners import Guard

class Answers:
    "A name server that gives the answers told, one after the other, and then those of the machine."
    def __init__(self, told, otherwise):
        self.told, self.otherwise = told, otherwise
    def resolveHostName(self, receiver, name, port=0, kinds=None, way="TCP"):
        if name not in self.told:
            return self.otherwise.resolveHostName(receiver, name, port, kinds, way)
        receiver.resolutionBegan(None)
        for found in self.told[name].pop(0):
            receiver.addressResolved((IPv6Address if ":" in found else IPv4Address)("TCP", found, port))
        receiver.resolutionComplete()

class Receiver:
    def __init__(self):
        self.found, self.done = [], Deferred()
    def resolutionBegan(self, _): pass
    def addressResolved(self, address): self.found.append(address.host)
    def resolutionComplete(self): self.done.callback(self.found)

@inlineCallbacks
def main(reactor):
    told, names = json.loads(sys.argv[1]), sys.argv[2:]
    guard = Guard(reactor, 0, {"www.table.gov.cn": "127.0.0.1", "www.six.gov.cn": "2400:3200::1"})
    guard.original_resolver = Answers(told, guard.original_resolver)
    guard.install_on_reactor()
    guard.exempt = lambda name: name == "127.0.0.9"
    for name in names:
        receiver = Receiver()
        reactor.nameResolver.resolveHostName(receiver, name, 80)
        found = yield receiver.done
        print(name, ",".join(found) or "none", guard.refused.get(name.rstrip("."), "-"))
    try:
        yield reactor.resolve("localhost")
    except DNSLookupError:
        print("side door shut")

task.react(main)
"""


def resolve(*names: str, told: str = "{}") -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", RESOLVE, told, *names],
        env=environment(), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return ran.stdout.splitlines()


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is(address: str) -> None:
    assert public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_one_is_judged_the_same(address: ipaddress.IPv4Address) -> None:
    assert public(f"::ffff:{address}") == public(f"64:ff9b::{address}") == public(str(address))


@given(
    st.ip_addresses(network="10.0.0.0/8")
    | st.ip_addresses(network="fc00::/7")
    | st.ip_addresses(network="127.0.0.0/8")
)
def test_no_private_network_has_a_public_corner(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert not public(str(address))


def test_the_guard_judges_what_a_name_resolves_to() -> None:
    """Numbers that only the resolver understands, names of the host table, one that is exempt; the old door is shut too."""
    private = ["0", "2130706433", "0x7f.1", "127.1", "www.table.gov.cn", "www.table.gov.cn.", "127.0.0.1"]
    *said, door = resolve(
        *private, "localhost", "::1", "::ffff:127.0.0.1", "127.0.0.9", "www.six.gov.cn", "2400:3200::1"
    )
    for line, name in zip(said, private, strict=False):
        assert line in {f"{name} none 127.0.0.1", f"{name} none 0.0.0.0"}
    assert said[len(private)] in {"localhost none 127.0.0.1", "localhost none ::1"}
    assert said[len(private) + 1 :] == [
        "::1 none ::1",
        "::ffff:127.0.0.1 none ::ffff:7f00:1",
        "127.0.0.9 127.0.0.9 -",
        "www.six.gov.cn 2400:3200::1 -",
        "2400:3200::1 2400:3200::1 -",
    ]
    assert door == "side door shut"


def test_of_several_addresses_the_private_ones_are_dropped() -> None:
    """A name may have addresses of both kinds, and another one at the next look: each look is judged anew."""
    told = """{"both.cn": [["10.0.0.1", "1.2.4.8", "::1", "2400:3200::1"]], "six.cn": [["2400:3200::1"]],
      "rebound.cn": [["1.2.4.8"], ["127.0.0.1"], ["1.2.4.8"]], "mapped.cn": [["::ffff:10.0.0.1", "fe80::1%lo"]]}"""
    names = ("both.cn", "six.cn", "rebound.cn", "rebound.cn", "rebound.cn", "mapped.cn")
    assert resolve(*names, told=told)[:-1] == [
        "both.cn 1.2.4.8,2400:3200::1 -",
        "six.cn 2400:3200::1 -",
        "rebound.cn 1.2.4.8 -",
        "rebound.cn none 127.0.0.1",
        "rebound.cn 1.2.4.8 -",
        "mapped.cn none fe80::1%lo",
    ]


def test_the_private_attribute_of_scrapy_is_still_there() -> None:
    """Else every page costs a third more CPU, and a line in the log says so."""
    assert CURABLE


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (DownloadConnectionRefusedError("111"), "connection refused"),
        (DownloadTimeoutError("x"), "no answer in time"),
        (CannotResolveHostError("x"), "no such host"),
        (Forbidden("robots.txt forbids this address"), "robots.txt forbids this address"),
        (Refused("address refused: a is b"), "address refused: a is b"),
        (
            IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE (1 B) during decompression"),
            "larger than DOWNLOAD_MAXSIZE",
        ),
        (KeyError("name"), "KeyError: 'name'"),
    ],
)
def test_a_failure_is_told_in_words(failure: Exception, words: str) -> None:
    assert explain(failure) == words


@given(st.text())
def test_any_failure_is_one_line(said: str) -> None:
    line = explain(ValueError(said))
    assert line.startswith("ValueError")
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("location", "where"),
    [
        ("/zwgk/", "http://www.a.gov.cn/zwgk/"),
        ("http://b.gov.cn/", "http://b.gov.cn/"),
        ("//b.gov.cn/x", "http://b.gov.cn/x"),
        ("file:///etc/passwd", None),
        ("javascript:void(0)", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_where_a_redirect_leads(location: str, where: str | None) -> None:
    response = Response("http://www.a.gov.cn/old", status=302, headers={"Location": location})
    assert goal(response) == where


def test_a_page_is_no_redirect() -> None:
    assert goal(HtmlResponse("http://www.a.gov.cn/", headers={"Location": "/x"})) is None


@pytest.mark.parametrize(("said", "seconds"), [("7", 7), ("0", 0), ("soon", 30), ("", 30), ("-5", 30)])
def test_retry_after_in_seconds(said: str, seconds: float) -> None:
    response = Response("http://a/", headers={"Retry-After": said}, request=Request("http://a/"))
    assert asked_rest(response, 30) == seconds


def test_retry_after_as_a_date() -> None:
    now = datetime.now(UTC)
    later = Response(
        "http://a/", headers={"Retry-After": format_datetime(now + timedelta(hours=1), usegmt=True)}
    )
    past = Response(
        "http://a/", headers={"Retry-After": format_datetime(now - timedelta(hours=1), usegmt=True)}
    )
    assert 3500 < asked_rest(later, 30) <= 3600
    assert asked_rest(past, 30) == 0


@pytest.mark.parametrize(("own", "delay", "given"), [(None, 2.0, False), (5.0, 5.0, False), (0.5, 0.5, True)])
def test_the_delay_of_a_seed_goes_before_the_default(own: float | None, delay: float, given: bool) -> None:
    """One that is shorter, too: AutoThrottle would go back to the default after every answer."""
    slot = Slot(1, 2.0, 0.5)
    downloader = SimpleNamespace(slots={"a.gov.cn": slot})
    spider = SimpleNamespace(seeds={"http://a.gov.cn/": Seed("http://a.gov.cn/", delay=own)})
    crawler = SimpleNamespace(
        settings=Settings({"DOWNLOAD_DELAY": 2}), engine=SimpleNamespace(downloader=downloader), spider=spider
    )
    row = SimpleNamespace(portal="http://a.gov.cn/")
    request = Request("http://a.gov.cn/", meta={"download_slot": "a.gov.cn", "row": row})
    Pace(crawler).hold(request)  # type: ignore[arg-type]
    assert (slot.delay, request.meta["autothrottle_dont_adjust_delay"]) == (delay, given)


def test_jitter_goes_upwards_only() -> None:
    """Scrapy's jitter goes as far below the delay as above it; ours is added to the end of a request."""
    dials = Settings({"DOWNLOAD_DELAY": 2, "DOWNLOAD_DELAY_JITTER": 0.5})
    slot = Slot(1, 2.0, 0.5)
    downloader = SimpleNamespace(slots={"a.gov.cn": slot})
    crawler = SimpleNamespace(settings=dials, engine=SimpleNamespace(downloader=downloader))
    pace = Pace(crawler)  # type: ignore[arg-type]
    request = Request("http://a.gov.cn/", meta={"download_slot": "a.gov.cn"})
    pace.hold(request)
    assert slot.download_delay() == 2.0
    rests = set()
    for _ in range(50):
        slot.lastseen, before = 0, monotonic()
        pace.rest(request)
        assert before <= slot.lastseen <= monotonic() + 1.0
        rests.add(round(slot.lastseen - before, 1))
    assert len(rests) > 1
