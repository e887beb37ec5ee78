"""One HTTP request to a model's API through the openai SDK, with an end that holds whatever the server does."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from typing import Any, cast

import httpcore2
import httpx2

from briefing.deadline import DeadlineTransport, Lookup, causes, in_background
from briefing.summarize.model.endpoint import Endpoint
from briefing.summarize.model.exchange import Exchange, Loss, Lost, Received
from briefing.summarize.model.reply import EventStream

MOST_BYTES = 8 * 2**20
"""Bytes of a body that are accepted; as events, an answer takes some twenty times its length."""


class Connection:
    """Sends requests to ``endpoint``. Threads can share it, each with an end of its own.

    No redirect is followed, no cookie kept, no proxy used, nothing sent twice. ``transport`` takes the place
    of the network.
    """

    def __init__(
        self, endpoint: Endpoint, clock: Callable[[], float], transport: httpx2.BaseTransport | None = None
    ) -> None:
        import openai

        self._clock = clock
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._closed = False
        self._coming: set[Future[Exchange]] = set()
        transport = transport or _Transport(seconds_left=self._seconds_left, addresses=_all_addresses)
        self._http = httpx2.Client(transport=transport, trust_env=False, follow_redirects=False)
        self._headers = _headers(endpoint)
        self._sdk = openai.OpenAI(
            # Without one the SDK looks for a key of its own; the header is left out all the same.
            api_key=endpoint.key.reveal() if endpoint.key else "none",
            base_url=endpoint.base_url,
            http_client=self._http,
            max_retries=0,
        )

    def send(
        self, body: Mapping[str, Any], *, seconds: float, progress: Callable[[int], None] | None = None
    ) -> Exchange:
        """Return what came of sending ``body``, within ``seconds``, or at once where the connection is closed.

        ``progress`` hears of a reply in pieces.
        """
        with self._lock:
            if self._closed:
                return _LET_GO
            coming = in_background(lambda: self._exchange(body, seconds, progress))
            self._coming.add(coming)
        try:
            return coming.result()
        except CancelledError:
            return _LET_GO
        finally:
            self._coming.discard(coming)

    def _exchange(
        self, body: Mapping[str, Any], seconds: float, progress: Callable[[int], None] | None
    ) -> Exchange:
        import openai

        self._mine.end = self._clock() + seconds
        try:
            with cast(Any, self._sdk.chat.completions.with_streaming_response).create(
                **body, timeout=seconds, extra_headers=self._headers
            ) as response:
                return _received(response.http_response, progress)
        except openai.APIStatusError as error:
            return Received(
                status=error.status_code, headers=_plain(error.response), body=error.response.content
            )
        except (*_EXPECTED, openai.OpenAIError) as error:
            return Lost(loss=_loss(error), reason=type(error).__name__)

    def close(self) -> None:
        """Let go of the replies that are waited for, and close what is open."""
        with self._lock:
            self._closed = True
            coming = tuple(self._coming)
        for each in coming:
            each.cancel()
        self._http.close()

    def _seconds_left(self) -> float:
        return 0.0 if self._closed else float(self._mine.end - self._clock())


_LET_GO = Lost(loss=Loss.BROKEN, reason="closed")


_EXPECTED = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    httpx2.CookieConflict,
    # httpx2 has its own for these, but not wherever a reply is closed.
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpcore2.ConnectionNotAvailable,
    OSError,
    # The SDK decodes the body of an error reply, and httpx2 the target of a redirect, without care.
    ValueError,
    LookupError,
    RecursionError,
)


def _headers(endpoint: Endpoint) -> dict[str, Any]:
    """Return headers: nothing compressed, and who the user is at OpenAI is for OpenAI alone."""
    from openai import Omit

    headers: dict[str, Any] = {"Accept-Encoding": "identity"}
    if endpoint.key is None:
        headers["Authorization"] = Omit()
    if not endpoint.is_openai:
        headers |= {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return headers


def _all_addresses(host: str, port: int, lookup: Lookup) -> Sequence[str]:
    try:
        return lookup(host, port)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(f"there is no host {host}") from error


def _received(response: httpx2.Response, progress: Callable[[int], None] | None) -> Received:
    headers = _plain(response)
    if not headers.get("content-type", "").lower().startswith("text/event-stream"):
        return Received(status=response.status_code, headers=headers, body=response.read())
    stream = EventStream(progress)
    for chunk in response.iter_bytes():
        if not stream.hear(chunk):
            break
    return Received(status=response.status_code, headers=headers, body=b"", stream=stream)


def _plain(response: httpx2.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


class _OversizeError(httpx2.RemoteProtocolError):
    pass


def _loss(error: BaseException) -> Loss:
    found = list(causes(error))
    for kind, loss in (
        (_OversizeError, Loss.OVERSIZE),
        (ssl.SSLCertVerificationError, Loss.UNTRUSTED),
        (httpx2.ConnectError, Loss.UNREACHED),
        (httpx2.ConnectTimeout, Loss.UNREACHED),
        (httpx2.TimeoutException, Loss.LATE),
    ):
        if any(isinstance(cause, kind) for cause in found):
            return loss
    return Loss.BROKEN


class _Transport(DeadlineTransport):
    """Refuses a body that is too large, or compressed, which was not asked for and can hide a larger one."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = super().handle_request(request)
        response.headers.pop("set-cookie", None)
        if response.headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
            response.close()
            raise httpx2.DecodingError("the reply is compressed, which was not asked for")
        response.stream = _CappedStream(cast(httpx2.SyncByteStream, response.stream))
        return response


class _CappedStream(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if size > MOST_BYTES:
                raise _OversizeError("the reply is larger than any answer")
            yield chunk

    def close(self) -> None:
        self._stream.close()
