"""Which addresses may be fetched, and a connection that goes to a checked address and to no other.

A host name is resolved once, every address it has is checked, and the connection is made to a
checked one: a name that changes its answer between check and connection (DNS rebinding) gains nothing.
"""

import functools
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from typing import Any

import httpcore2
import httpx2

Lookup = Callable[[str, int], Sequence[str]]
"""From host and port to the addresses of the host. Raises ``OSError`` or ``UnicodeError`` where there are none."""

WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})

# IANA special-purpose address registries (RFC 6890 and what was added since), and multicast
_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_LOCAL_NAME = re.compile(r"(?:.*\.)?localhost(?:\.localdomain)?\.?", re.IGNORECASE)


class RefusedError(Exception):
    """Something must not be fetched; the message says why, as the end of a sentence about it."""


def is_public(address: str) -> bool:
    """Tell whether ``address``, an IP address, is one of the public internet.

    Mapped, translated and tunnelled IPv4 (``::ffff:0:0/96``, NAT64, 6to4, Teredo) is not: it can hide a private one.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_V4)
    return ip in _GLOBAL_V6 and not any(ip in network for network in _NOT_PUBLIC_V6)


def check_url(url: httpx2.URL, *, allow: Collection[str]) -> None:
    """Raise :class:`RefusedError` where ``url`` must not be asked, whatever its host resolves to.

    A host in ``allow`` may have any port and any address.
    """
    if url.scheme not in ("http", "https"):
        raise RefusedError("is refused: only http and https addresses are fetched")
    if not url.host:
        raise RefusedError("is refused: the address names no host")
    if url.userinfo:
        raise RefusedError("is refused: an address must not carry a user name or a password")
    if url.host in allow:
        return
    if _LOCAL_NAME.fullmatch(url.host):
        raise RefusedError(f"is refused: {url.host} is this machine; {_REMEDY}")
    if url.port is not None and url.port not in WEB_PORTS:
        raise RefusedError(f"is refused: port {url.port} is not a port of the web; {_REMEDY}")


_REMEDY = "add the host to allow_hosts under [fetch] if it is yours"


def checked_addresses(host: str, port: int, *, allow: Collection[str], lookup: Lookup) -> Sequence[str]:
    """Return the addresses of ``host``, all of them public or the host allowed.

    One private address among public ones refuses the host: which of them answers is not ours to choose.
    Raises :class:`RefusedError`.
    """
    try:
        addresses = lookup(host, port)
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"cannot be reached: there is no host {host}") from error
    private = [address for address in addresses if not is_public(address)]
    if private and host not in allow:
        raise RefusedError(f"is refused: {host} is at {private[0]}, which is not a public address; {_REMEDY}")
    return addresses


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses that the system's resolver knows of ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def look_up_within(seconds: float, lookup: Lookup) -> Lookup:
    """Return ``lookup`` with a time limit, which resolvers do not have. Raises ``httpcore2.ConnectTimeout``."""

    def limited(host: str, port: int) -> Sequence[str]:
        answer: Future[Sequence[str]] = Future()

        def settle() -> None:
            try:
                answer.set_result(lookup(host, port))
            except (OSError, UnicodeError) as error:
                answer.set_exception(error)

        threading.Thread(target=settle, daemon=True).start()
        try:
            return answer.result(seconds)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout from error

    return limited


class GuardedTransport(httpx2.HTTPTransport):
    """Connects to checked addresses only, and gives up when ``seconds_left`` has run out.

    The limit holds for everything together: names, connections, TLS, each byte that is read.
    Configured proxies are not used.
    """

    def __init__(self, *, allow: Collection[str], lookup: Lookup, seconds_left: Callable[[], float]) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_tls(), network_backend=_CheckedBackend(allow, lookup, seconds_left)
        )


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class _CheckedBackend(httpcore2.NetworkBackend):
    def __init__(self, allow: Collection[str], lookup: Lookup, seconds_left: Callable[[], float]) -> None:
        self._allow = allow
        self._lookup = lookup
        self._seconds_left = seconds_left
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  (the limit is for all together)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        lookup = look_up_within(_positive(self._seconds_left()), self._lookup)
        error: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in checked_addresses(host, port, allow=self._allow, lookup=lookup):
            left = _positive(self._seconds_left())
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
                return _LimitedStream(stream, self._seconds_left)
            except httpcore2.ConnectError as failed:
                error = failed
        raise error


class _LimitedStream(httpcore2.NetworkStream):
    """A stream whose every step may take the seconds that are left of the whole.

    The time limits that httpcore gives are those of one read, which a server that drips never exceeds.
    """

    def __init__(self, stream: httpcore2.NetworkStream, seconds_left: Callable[[], float]) -> None:
        self._stream = stream
        self._seconds_left = seconds_left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, _positive(self._seconds_left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, _positive(self._seconds_left()))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        left = _positive(self._seconds_left())
        return _LimitedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._seconds_left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _positive(seconds: float) -> float:
    if seconds <= 0:
        raise httpcore2.ReadTimeout
    return seconds
