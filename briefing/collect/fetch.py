"""One address is asked for, politely and within limits: GET, at most five redirects, 15 MiB, 30 seconds in all."""

import re
import ssl
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import PurePath

import httpx2

from briefing import __version__
from briefing.collect.guard import GuardedTransport, RefusedError, check_url
from briefing.deadline import Lookup, asked_wait, causes, http_date, look_up
from briefing.errors import FetchError
from briefing.text import is_web, strip_controls
from briefing.types import FetchState

USER_AGENT = f"briefing/{__version__}"
MAX_BODY = 15 * 2**20
"""Bytes of a body that are accepted, counted after decompression."""
MAX_REDIRECTS = 5
DEADLINE = 30.0
"""Seconds for one address, redirects included, from its name to the last byte of its body."""
MAX_WAIT = timedelta(hours=24)
"""A server that asks for more patience than this is asked again after this."""

Refusal = Callable[[str], str | None]
"""From an address to why it must not be asked, or ``None``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: ``url`` after redirects; ``body`` is ``None`` where nothing changed since ``state``."""

    url: str
    body: bytes | None
    media_type: str
    charset: str | None
    state: FetchState


class TryLaterError(FetchError):
    """The server asked not to be asked before ``state.retry_after``, now or on an earlier run."""

    def __init__(self, message: str, *, source: str, status: int | None, state: FetchState) -> None:
        super().__init__(message, source=source, status=status)
        self.state = state


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """How addresses are asked for.

    ``allow`` names hosts that may have private addresses and any port. ``transport`` takes the
    place of the network. A fetcher holds no connection, so threads and processes can share one.
    """

    allow: frozenset[str] = frozenset()
    deadline: float = DEADLINE
    transport: httpx2.BaseTransport | None = None
    lookup: Lookup = look_up
    clock: Callable[[], float] = time.monotonic

    def get(
        self,
        url: str,
        *,
        source: str,
        states: Mapping[str, FetchState],
        now: datetime,
        refusal: Refusal | None = None,
    ) -> Answer:
        """Return the answer to a GET of ``url``, conditional on what ``states`` hold of it.

        ``refusal`` is asked about ``url`` and each redirect. Raises ``FetchError``, and
        ``TryLaterError`` where the server names a time, each with ``source`` as its source.
        """
        state = _sendable(states.get(url) or FetchState(url=url))
        try:
            self._check_patience(url, source, states, now)
            with self._client() as client:
                response = self._follow(client, url, _conditions(state), refusal)
                with closing(response):
                    return self._answer(response, state, source, now)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, httpx2.CookieConflict) as error:
            raise FetchError(f"{shown(url)}: {_reason(error, self.deadline)}", source=source) from error
        except RefusedError as error:
            raise FetchError(f"{shown(url)}: {error}", source=source) from error
        except ValueError as error:  # an address that can be taken apart, with a host that can be no name
            raise FetchError(f"{shown(url)}: {_NO_ADDRESS} ({_one_line(error)})", source=source) from error

    def _check_patience(self, url: str, source: str, states: Mapping[str, FetchState], now: datetime) -> None:
        for key in (url, self._scope(url)):
            state = states.get(key)
            if state and state.retry_after and state.retry_after > now:
                raise TryLaterError(
                    f"{shown(url)}: was not asked; the server wants no request before {_minute(state.retry_after)}",
                    source=source,
                    status=None,
                    state=state,
                )

    def _scope(self, url: str) -> str:
        """Return what a server's wish to be left alone covers: a public host, but one address of an allowed one."""
        try:
            address = httpx2.URL(url)
        except httpx2.InvalidURL:
            return url
        return url if address.host in self.allow else str(address.copy_with(raw_path=b"/", fragment=None))

    def _client(self) -> httpx2.Client:
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
        return httpx2.Client(transport=self.transport or self._guarded(), headers=headers, trust_env=False)

    def _guarded(self) -> GuardedTransport:
        end = self.clock() + self.deadline
        return GuardedTransport(allow=self.allow, lookup=self.lookup, seconds_left=lambda: end - self.clock())

    def _follow(
        self, client: httpx2.Client, url: str, headers: dict[str, str], refusal: Refusal | None
    ) -> httpx2.Response:
        target = httpx2.URL(url)
        for _ in range(MAX_REDIRECTS + 1):
            check_url(target, allow=self.allow)
            reason = refusal(str(target)) if refusal else None
            if reason:
                raise RefusedError(reason)
            response = _sent(client, target, headers)
            if not response.has_redirect_location:
                return response
            response.close()
            target = response.url.join(response.headers["location"])
        raise RefusedError(f"is given up after {MAX_REDIRECTS} redirects; give the address it ends at")

    def _answer(self, response: httpx2.Response, state: FetchState, source: str, now: datetime) -> Answer:
        if response.status_code == HTTPStatus.NOT_MODIFIED and (state.etag or state.last_modified):
            return Answer(url=str(response.url), body=None, media_type="", charset=None, state=state)
        self._check_status(response, state.url, source, now)
        body = b"".join(_capped(_decompressed(response)))
        if is_challenge(response.headers, body):
            raise FetchError(f"{shown(state.url)}: {_CHALLENGED}", source=source)
        return Answer(
            url=str(response.url),
            body=body,
            media_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=response.charset_encoding,
            state=_state_after(state.url, response.headers, now),
        )

    def _check_status(self, response: httpx2.Response, url: str, source: str, now: datetime) -> None:
        status = response.status_code
        if status in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
            return
        if is_challenge(response.headers, b""):
            raise FetchError(f"{shown(url)}: {_CHALLENGED}", source=source, status=status)
        until = retry_after(response.headers, now)
        if until and status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            raise TryLaterError(
                f"{shown(url)}: answered {status}; it is asked again after {_minute(until)}",
                source=source,
                status=status,
                state=FetchState(url=self._scope(url), retry_after=until),
            )
        raise FetchError(f"{shown(url)}: answered {status}; {_remedy(status)}", source=source, status=status)


def _sent(client: httpx2.Client, target: httpx2.URL, headers: dict[str, str]) -> httpx2.Response:
    """Ask for ``target``. httpx2 prepares the next request whether or not it is wanted, and fails on a redirect to no host."""
    try:
        return client.send(client.build_request("GET", target, headers=headers), stream=True)
    except ValueError as error:
        raise RefusedError("is redirected to what is no address; give the one it should end at") from error


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the instant before which the server wants no request, never later than a day from ``now``."""
    wait = asked_wait(headers, now)
    return now + min(timedelta(seconds=wait), MAX_WAIT) if wait else None


def is_challenge(headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether this is a page that asks the visitor to prove to be human, in place of the one asked for."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    return len(body) < _LONGEST_CHALLENGE and _CHALLENGE.search(body) is not None


def shown(location: str) -> str:
    """Return an address as a message may show it: without user, password and query, which can be secret.

    A path is shown as it is.
    """
    if not is_web(location):
        return " ".join(strip_controls(location).splitlines())
    address, query, _ = re.sub(r"//[^/?#]*@", "//", location).partition("?")
    return " ".join(strip_controls(address + ("?…" if query else "")).split())


def name_of(location: str) -> str:
    """Return what a brief calls a location: an address as it is shown, of a path the file alone, as the brief is the same wherever that lies."""
    if is_web(location):
        return shown(location)
    path, mark, entry = location.partition("#")  # an entry of a feed that is a file
    return shown(f"{PurePath(path).name}{mark}{entry}")


_NO_ADDRESS = "is not an address of the web"
_CHALLENGED = "answered with a page that only a person with a browser gets past; use another source"
_LONGEST_CHALLENGE = 200_000
_CHALLENGE = re.compile(
    rb"<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloudflare|DDoS-Guard)|_cf_chl_opt"
    rb"|challenge-error-text|captcha-delivery\.com|src=[\"'][^\"']{0,40}_Incapsula_Resource|id=[\"']px-captcha",
    re.IGNORECASE,
)


def _conditions(state: FetchState) -> dict[str, str]:
    given = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in given.items() if value}


def _state_after(url: str, headers: Mapping[str, str], now: datetime) -> FetchState:
    """Return the validators to send next time; a date in the future would hide every change until then."""
    modified = headers.get("last-modified")
    changed = http_date(modified or "")
    future = changed is not None and changed > now + MAX_WAIT
    state = FetchState(url=url, etag=headers.get("etag"), last_modified=None if future else modified)
    return _sendable(state)


def _sendable(state: FetchState) -> FetchState:
    """Return ``state`` without validators that no request can bear; servers do send them, and older stores hold some."""
    etag, modified = (
        value if value and value.isascii() and value.isprintable() else None
        for value in (state.etag, state.last_modified)
    )
    return replace(state, etag=etag, last_modified=modified)


def _decompressed(response: httpx2.Response) -> Iterator[bytes]:
    """Yield the body, no more than 64 KiB at a time out of little; httpx2's own decoder takes a cut end for an end."""
    if response.is_stream_consumed:  # a transport that is no network may hand over a body that was read
        return iter((response.content,))
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return response.iter_raw()
    if coding in ("gzip", "x-gzip"):
        return _gunzipped(response.iter_raw())
    raise RefusedError(f"is compressed by “{coding}”, which was not asked for")


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a body holds, which may be several gzip files in a row (RFC 1952, 2.2); what follows them is none of it."""
    engine = zlib.decompressobj(wbits=_GZIP)
    coming = iter(chunks)
    for chunk in coming:
        rest = chunk
        while rest:
            if engine.eof and not _GZIP_MAGIC.startswith(rest[: len(_GZIP_MAGIC)]):
                deque(coming, maxlen=0)  # a connection that breaks off is a fault all the same
                return
            if engine.eof:
                engine = zlib.decompressobj(wbits=_GZIP)
            yield _inflated(engine, rest)
            rest = engine.unconsumed_tail or engine.unused_data
    while more := _inflated(engine, b""):
        yield more
    if not engine.eof:
        raise httpx2.DecodingError("the compressed body is cut off")


_GZIP, _GZIP_MAGIC = 31, b"\x1f\x8b"


def _inflated(engine: "zlib._Decompress", data: bytes) -> bytes:
    try:
        return engine.decompress(data, 2**16)
    except zlib.error as error:
        raise httpx2.DecodingError("the body is not compressed as it says") from error


def _capped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BODY:
            raise RefusedError(f"is larger than {MAX_BODY >> 20} MiB; no article or feed is")
        yield chunk


def _reason(error: Exception, deadline: float) -> str:
    """Say in one line why an address could not be fetched."""
    tls = next((cause for cause in causes(error) if isinstance(cause, ssl.SSLError)), None)
    if isinstance(error, httpx2.TimeoutException):
        return f"took longer than {deadline:g} s; it is tried again on the next run"
    if tls is not None:
        why = getattr(tls, "verify_message", None) or tls.reason or "no TLS"
        return f"has no secure connection that can be trusted ({why}); it is not fetched without"
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return f"{_NO_ADDRESS} ({_one_line(error)})"
    if isinstance(error, httpx2.ConnectError):
        return f"cannot be reached ({_one_line(error)})"
    return f"broke off ({_one_line(error)}); what came is not used"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _remedy(status: int) -> str:
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return "nothing is there any more: correct or remove the address"
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "the server refuses access"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "the server failed, and is asked again on the next run"
    return "that is no document"


def _minute(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
