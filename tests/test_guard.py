import ipaddress
import json
import socket
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpcore2
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect.fetch import Fetcher
from briefing.collect.guard import (
    RefusedError,
    check_url,
    checked_addresses,
    is_public,
)
from briefing.deadline import look_up, look_up_within
from briefing.errors import FetchError
from tests.site import reply, site

NOW = datetime(2025, 3, 10, 6, 30, tzinfo=UTC)

NAMES = {"example.org": ["93.184.215.14"], "localhost": ["127.0.0.1"], "localhost.": ["127.0.0.1"]}


def numeric_or_named(host: str, port: int) -> Sequence[str]:
    """Resolve as the system does, without asking any name server."""
    if host in NAMES:
        return NAMES[host]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def is_allowed(address: str) -> bool:
    try:
        url = httpx2.URL(address)
        check_url(url, allow=())
        checked_addresses(url.host, url.port or 80, allow=(), lookup=numeric_or_named)
    except (RefusedError, httpx2.InvalidURL):
        return False
    return True


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://127.1/", "http://0/", "http://017700000001/", "http://0x7f.0.0.1/",
        "http://10.1.2.3/", "http://172.20.0.1/", "http://192.168.0.10/", "http://169.254.169.254/",
        "http://100.65.0.1/", "http://198.19.255.255/", "http://192.0.0.8/", "http://233.252.0.1/",
        "http://255.255.255.255/", "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::10.0.0.1]/", "http://[2002:a00:1::]/",
        "http://[2001:0:7f00:1::]/", "http://[2001:db8::7]/", "http://[ff05::2]/", "http://[::7f00:1]/",
        "http://localhost/", "http://feeds.localhost/", "http://LocalHost./", "http://127。0。0。1/",
        "http://me:secret@example.org/", "http://example.org:25/", "http://example.org:6379/",
        "ftp://example.org/", "file:///etc/passwd", "data:text/html,x", "//example.org/", "example.org", "",
        "http:///feed", "http://[::1", "http://exa\nmple.org/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_public_web_is_refused(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://1.1.1.1/",
        "https://example.org:8443/feed",
        "http://[2606:4700:4700::1111]/",
        "http://172.32.0.1/",
    ],
)
def test_an_address_of_the_public_web_is_allowed(address: str) -> None:
    assert is_allowed(address)


def test_every_listed_attack_on_the_address_is_blocked_and_every_public_address_allowed(shared: Path) -> None:
    listed = (shared / "data" / "ours_ssrf.jsonl").read_text("utf-8")
    cases = [json.loads(line) for line in listed.splitlines()]
    static = [case for case in cases if "note" not in case]
    wrong = [case["url"] for case in static if is_allowed(case["url"]) is not (case["expect"] == "allowed")]
    assert len(static) == 87
    assert wrong == []


@given(st.ip_addresses())
def test_no_address_counts_as_public_that_python_knows_to_be_special(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert ip.is_global or not is_public(str(ip))


@given(st.integers(0, 2**32 - 1))
def test_ipv4_inside_ipv6_is_never_public(number: int) -> None:
    ip = ipaddress.IPv4Address(number)
    assert not is_public(f"::ffff:{ip}")
    assert not is_public(f"64:ff9b::{ip}")
    assert not is_public(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")


def test_a_zone_behind_an_address_does_not_hide_it() -> None:
    assert not is_public("fe80::1%lo")


@pytest.mark.parametrize("addresses", [["1.1.1.1", "127.0.0.1"], ["1.1.1.1", "::1"], ["10.0.0.1"]])
def test_a_host_with_one_private_address_is_refused(addresses: list[str]) -> None:
    with pytest.raises(RefusedError, match="not a public address"):
        checked_addresses("multi.test", 80, allow=(), lookup=lambda *_: addresses)


def test_an_allowed_host_may_have_any_address_and_any_port() -> None:
    check_url(httpx2.URL("http://intranet.test:9000/feed"), allow={"intranet.test"})
    assert checked_addresses("intranet.test", 9000, allow={"intranet.test"}, lookup=lambda *_: ["10.0.0.1"])


def test_allowing_a_host_allows_no_other() -> None:
    with pytest.raises(RefusedError):
        check_url(httpx2.URL("http://evil.intranet.test:9000/"), allow={"intranet.test"})


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 80, "a..b"])
def test_a_host_that_does_not_exist_is_named(host: str) -> None:
    def nowhere(host: str, port: int) -> Sequence[str]:
        host.encode("idna")
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(RefusedError, match=f"there is no host {host}"):
        checked_addresses(host, 80, allow=(), lookup=nowhere)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    connected: list[str] = []

    def connect(self: Any, host: str, *rest: Any, **named: Any) -> httpcore2.NetworkStream:
        connected.append(host)
        raise httpcore2.ConnectError("unplugged")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    fetcher = Fetcher(lookup=lambda *_: next(answers))
    with pytest.raises(FetchError, match="unplugged"):
        fetcher.get("http://rebind.test/", source="s", states={}, now=NOW)
    assert connected == ["93.184.215.14"]


def test_a_name_is_looked_up_once_for_each_connection() -> None:
    asked: list[str] = []

    def once(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with site({"/": reply("hello")}) as served:
        address = served.base.replace("127.0.0.1", "named.test")
        fetcher = Fetcher(allow=frozenset({"named.test"}), lookup=once)
        assert fetcher.get(f"{address}/", source="s", states={}, now=NOW).body == b"hello"
    assert asked == ["named.test"]


def test_a_resolver_that_never_answers_is_not_waited_for() -> None:
    released = threading.Event()

    def silent(host: str, port: int) -> Sequence[str]:
        released.wait(10)
        return []

    with pytest.raises(httpcore2.ConnectTimeout):
        look_up_within(0.05, silent)("slow.test", 80)
    released.set()


def test_the_resolver_gives_each_address_once() -> None:
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]
