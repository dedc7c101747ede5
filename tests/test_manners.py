"""The manners: which addresses are public, what a failure is called, and what Scrapy must still be like."""

from __future__ import annotations

import ipaddress
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import environment
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import HtmlResponse, Request, Response

from crawler.manners import Forbidden, Refused, explain, goal, public
from crawler.manners.tact import asked_rest
from crawler.manners.transfer import CURABLE

PRIVATE = """
    127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 224.0.0.1 239.1.1.1
    240.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1
    2002:7f00:1:: 2001:db8::1
""".split()
PUBLIC = "1.2.4.8 114.114.114.114 223.5.5.5 ::ffff:1.2.4.8 2400:3200::1 64:ff9b::102:408".split()

RESOLVE = """
import sys
from twisted.internet import reactor, task
from twisted.internet.error import DNSLookupError
from crawler.manners import Guard

def main(reactor):
    guard = Guard(reactor, 0, 5.0, {"www.table.gov.cn": "127.0.0.1"})
    guard.exempt = lambda name: name == "127.0.0.9"
    def ask(names):
        if not names:
            return None
        found = guard.getHostByName(names[0])
        found.addCallbacks(lambda address: print(names[0], address), lambda f: print(names[0], f.check(DNSLookupError) is not None))
        return found.addCallback(lambda _: ask(names[1:]))
    from twisted.internet.defer import maybeDeferred
    return maybeDeferred(ask, sys.argv[1:])

task.react(main)
"""


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
    """Numbers that only the resolver understands, a name of the host table, and one that is exempt."""
    names = ["localhost", "0", "2130706433", "0x7f.1", "127.1", "www.table.gov.cn", "127.0.0.1", "::1"]
    ran = subprocess.run(
        [sys.executable, "-c", RESOLVE, *names, "127.0.0.9"],
        env=environment(), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert ran.stdout.splitlines() == [*(f"{name} True" for name in names), "127.0.0.9 127.0.0.9"]


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
