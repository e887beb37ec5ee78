"""An HTTP transport whose every step takes the seconds that are left of the whole, and what a server says of time.

The time limits of HTTP libraries are those of one read, which a server that drips never exceeds.
"""

import functools
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpcore2
import httpx2

T = TypeVar("T")

Lookup = Callable[[str, int], Sequence[str]]
"""From host and port to the addresses of the host. Raises ``OSError`` or ``UnicodeError`` where there are none."""


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses that the system's resolver knows of ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def in_background(work: Callable[[], T]) -> Future[T]:
    """Return what ``work`` will come to in a thread of its own, which the end of the process does not wait for.

    No thread can be interrupted in a lookup or a handshake, but who waits for it can: cancelling lets go at once.
    """
    coming: Future[T] = Future()

    def settle() -> None:
        with suppress(InvalidStateError):
            try:
                coming.set_result(work())
            except BaseException as error:  # noqa: BLE001  (it is raised again where the result is asked for)
                coming.set_exception(error)

    threading.Thread(target=settle, daemon=True).start()
    return coming


def look_up_within(seconds: float, lookup: Lookup) -> Lookup:
    """Return ``lookup`` with a time limit, which resolvers do not have. Raises ``httpcore2.ConnectTimeout``."""

    def limited(host: str, port: int) -> Sequence[str]:
        try:
            return in_background(lambda: lookup(host, port)).result(seconds)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout from error

    return limited


class DeadlineTransport(httpx2.HTTPTransport):
    """Gives up when ``seconds_left`` has run out, whatever it is doing: names, connections, TLS, each byte.

    ``addresses`` says which addresses of a host may be connected to, given a lookup that keeps the
    limit; what it raises passes through. ``seconds_left`` is asked in the thread that sends the
    request. Configured proxies are not used.
    """

    def __init__(
        self,
        *,
        seconds_left: Callable[[], float],
        addresses: Callable[[str, int, Lookup], Sequence[str]],
        lookup: Lookup = look_up,
    ) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_tls(),
            max_connections=None,
            network_backend=_LimitedBackend(seconds_left, addresses, lookup),
        )


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class _LimitedBackend(httpcore2.NetworkBackend):
    def __init__(
        self,
        seconds_left: Callable[[], float],
        addresses: Callable[[str, int, Lookup], Sequence[str]],
        lookup: Lookup,
    ) -> None:
        self._seconds_left = seconds_left
        self._addresses = addresses
        self._lookup = lookup
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
        for address in self._addresses(host, port, lookup):
            left = _positive(self._seconds_left())
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
                return _LimitedStream(stream, self._seconds_left)
            except httpcore2.ConnectError as failed:
                error = failed
        raise error


class _LimitedStream(httpcore2.NetworkStream):
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


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield ``error``, what it came of, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, in seconds or as a date (RFC 9110, 10.2.3).

    A date is taken against the server's own ``Date``, whose clock may not be ours. ``None`` for what
    cannot be read, or is negative.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,6})?", value):
        return float(value)
    until = http_date(value)
    if until is None:
        return None
    seconds = (until - (http_date(headers.get("date", "")) or now)).total_seconds()
    return seconds if seconds >= 0 else None


def http_date(value: str) -> datetime | None:
    """Return the instant that a header names, or ``None`` for what is no date."""
    try:
        found = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
