"""A server on loopback that speaks chat completions as badly as servers do: one route for each fault.

A fault's address is ``<base>/<fault>/v1``; ``/ok/v1`` answers well, and ``/mix/v1`` answers well or
with a fault as its seed says. Each request is kept, with its body.
"""

import gzip
import hashlib
import json
import random
import re
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from socket import SO_LINGER, SOL_SOCKET, socket
from typing import Any

from tests.site import reply

Content = Callable[[dict[str, Any]], str]
"""From the decoded request to the text that a model would answer well with."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request. ``number`` counts those to the same route with the same body, from 1."""

    connection: socket
    request: dict[str, Any]
    headers: dict[str, str]
    number: int
    content: Content
    closing: threading.Event

    def say(self, data: bytes) -> None:
        self.connection.sendall(data)

    def well(self) -> str:
        return self.content(self.request)


Fault = Callable[[Visit], None]


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class HostileServer:
    """Where it is, and what it was asked."""

    base: str
    asked: list[Asked] = field(default_factory=list)

    def url(self, fault: str) -> str:
        return f"{self.base}/{fault}/v1"

    def bodies(self) -> list[bytes]:
        return [each.body for each in self.asked]


# ── replies ───────────────────────────────────────────────────────────────────


def completion(
    content: object, *, finish: str | None = "stop", usage: object = None, **message: object
) -> bytes:
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": usage or {"prompt_tokens": 50, "completion_tokens": 20, "total_tokens": 70},
    }
    return as_json(body)


def as_json(body: object, status: int = 200, **headers: str) -> bytes:
    return reply(json.dumps(body), status, "application/json", **headers)


def refusal(
    status: int, message: str, *, code: str | None = None, param: str | None = None, **headers: str
) -> bytes:
    error: dict[str, Any] = {
        "message": message,
        "type": "invalid_request_error",
        "code": code,
        "param": param,
    }
    return as_json({"error": error}, status, **headers)


def events(pieces: list[str], *, finish: str = "stop", done: bool = True) -> bytes:
    """Return a reply as a stream of events, one for each piece of text."""
    said: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]} for piece in pieces
    ]
    said.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    lines = [": keep-alive\n\n", *(f"data: {json.dumps(each)}\n\n" for each in said)]
    if done:
        lines.append("data: [DONE]\n\n")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
    return head + "".join(lines).encode()


def _says(data: bytes) -> Fault:
    return lambda visit: visit.say(data)


def _content(change: Callable[[str], object], **message: Any) -> Fault:
    """A fault in what the model wrote: ``change`` makes it of a good answer."""
    return lambda visit: visit.say(completion(change(visit.well()), **message))


def _busy(value: str) -> Fault:
    return _says(refusal(429, "Rate limit reached", code="rate_limit_exceeded", Retry_After=value))


def _busy_until(visit: Visit) -> None:
    now = datetime.now(UTC)
    visit.say(
        refusal(
            429,
            "Rate limit reached",
            Date=format_datetime(now, usegmt=True),
            Retry_After=format_datetime(now + timedelta(seconds=1), usegmt=True),
        )
    )


def _twice_unavailable(visit: Visit) -> None:
    visit.say(refusal(503, "overloaded") if visit.number <= 2 else completion(visit.well()))


def _key_echoed(visit: Visit) -> None:
    key = visit.headers.get("authorization", "").removeprefix("Bearer ")
    visit.say(refusal(401, f"Incorrect API key provided: {key}.", code="invalid_api_key", X_Echo=key))


def _no_response_format(visit: Visit) -> None:
    if "response_format" in visit.request:
        visit.say(refusal(400, "Unknown parameter: 'response_format'.", param="response_format"))
    else:
        visit.say(completion(f"```json\n{visit.well()}\n```"))


# ── broken connections ────────────────────────────────────────────────────────


def _reset(visit: Visit) -> None:
    visit.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    visit.connection.close()


def _reset_in_body(visit: Visit) -> None:
    visit.say(completion(visit.well())[:-40])
    _reset(visit)


def _short_body(visit: Visit) -> None:
    visit.say(completion(visit.well())[:-40])


def _drip(visit: Visit) -> None:
    for byte in completion(visit.well()):
        if visit.closing.wait(0.02):
            return
        visit.say(bytes([byte]))


def _hang(visit: Visit) -> None:
    visit.connection.settimeout(0.05)
    while not visit.closing.is_set():
        with suppress(TimeoutError):
            if not visit.connection.recv(1):
                return


def _redirect(visit: Visit) -> None:
    visit.say(reply(b"", 307, Location="http://127.0.0.2:9/v1/chat/completions"))


def _truncated_json(visit: Visit) -> None:
    whole = completion(visit.well()).partition(b"\r\n\r\n")[2]
    visit.say(reply(whole[: len(whole) // 2], kind="application/json"))


def _not_utf8(visit: Visit) -> None:
    whole = completion(visit.well().replace('": "', '": "caf@', 1)).partition(b"\r\n\r\n")[2]
    visit.say(reply(whole.replace(b"caf@", b"caf\xe9"), kind="application/json"))


def _duplicate_keys(good: str) -> str:
    return good.rstrip().removesuffix("}") + "," + good.lstrip().removeprefix("{")


def _other_quotes(change: Callable[[str, str], str]) -> Callable[[str], str]:
    """Return a change of every quotation; it is given the quotation and the one before it."""

    def changed(good: str) -> str:
        quotes = re.findall(r'"quote": ?"((?:[^"\\]|\\.)*)"', good)
        for before, quote in zip([*quotes[-1:], *quotes], quotes, strict=False):
            good = good.replace(json.dumps(quote)[1:-1], change(quote, before))
        return good

    return changed


def _halves(quote: str, other: str) -> str:
    return quote[: len(quote) // 2].rstrip("\\") + other[len(other) // 2 :]


def _reworded(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a change of every text in an answer that is no single word, which could be one of a set."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return change(value) if " " in value else value
        if isinstance(value, list):
            return [walk(each) for each in value]
        return {key: walk(each) for key, each in value.items()} if isinstance(value, dict) else value

    return lambda good: json.dumps(walk(json.loads(good)))


def _wrong_form(good: str) -> str:
    read = json.loads(good)
    first, last = next(iter(read)), list(read)[-1]
    return json.dumps(
        {key: 7 if key == first else read[key] for key in read if key != last} | {"sure": "very"}
    )


def _thousandfold(good: str) -> str:
    read = json.loads(good)
    return json.dumps({key: each * 1000 if isinstance(each, list) else each for key, each in read.items()})


def _prompt(visit: Visit) -> None:
    visit.say(completion(visit.request["messages"][-1]["content"].replace("{", "(").replace("}", ")")))


def _schema(visit: Visit) -> None:
    schema = visit.request.get("response_format", {}).get("json_schema", {}).get("schema", {"type": "object"})
    visit.say(completion(json.dumps(schema)))


_USAGES: tuple[object, ...] = (
    "missing",
    "lots",
    {"prompt_tokens": float("nan"), "completion_tokens": "lots"},
    {"prompt_tokens": -5, "completion_tokens": -5},
    {"prompt_tokens": 10**12, "completion_tokens": 10**12},
)


def _odd_usage(visit: Visit) -> None:
    body = completion(visit.well(), usage="@").partition(b"\r\n\r\n")[2].replace(b'"@"', b"%s")
    usage = json.dumps(_USAGES[len(visit.request["messages"][-1]["content"]) % len(_USAGES)])
    usage = "null" if usage == '"missing"' else usage.replace("NaN", '"NaN"')
    visit.say(reply(body % usage.encode(), kind="application/json"))


def well(visit: Visit) -> None:
    """Answer as a good server does, in pieces if asked to."""
    text = visit.well()
    if visit.request.get("stream"):
        visit.say(events([text[i : i + 7] for i in range(0, len(text), 7)]))
    else:
        visit.say(completion(text))


FAULTS: dict[str, Fault] = {
    "B01": _busy("1"),
    "B02": _busy("3600"),
    "B03": _busy_until,
    "B04": _busy("soon"),
    "B04-negative": _busy("-7"),
    "B05": _says(refusal(429, "You exceeded your current quota.", code="insufficient_quota")),
    "B06": _says(reply("<html>Internal Server Error</html>", 500)),
    "B07": _says(reply("<html>Bad Gateway</html>", 502)),
    "B08": _twice_unavailable,
    "B09": _says(reply("", 504)),
    "B10": _says(refusal(408, "Request timeout")),
    "B11": _says(refusal(402, "Insufficient funds")),
    "B12": _says(
        b"HTTP/1.1 529 Overloaded\r\nContent-Length: 2\r\nContent-Type: application/json\r\n"
        b"Connection: close\r\n\r\n{}"
    ),
    "B13": _says(
        refusal(
            400,
            "This model's maximum context length is 8192 tokens. Please reduce max_tokens.",
            code="context_length_exceeded",
        )
    ),
    "B14": _says(refusal(400, "Your request violates our content policy.", code="content_policy_violation")),
    "B15": _key_echoed,
    "B16": _says(refusal(403, "Country, region, or territory not supported")),
    "B17": _says(refusal(404, "The model `gone` has been deprecated", code="model_not_found")),
    "B17-address": _says(reply("<html>404 Not Found</html>", 404)),
    "B18": _no_response_format,
    "B19": _says(reply("<html><form>Please log in</form></html>")),
    "B20": _says(reply(b"", kind="application/json")),
    "B21": _truncated_json,
    "B22": _says(reply(b"null", kind="application/json")),
    "B23": _says(reply(b"[1, 2]", kind="application/json")),
    "B24": _says(as_json({"error": {"message": "upstream failed", "code": 502}})),
    "B25": _says(as_json({"choices": []})),
    "B26": _says(as_json({"choices": None})),
    "B27": _content(lambda _: None),
    "B28": _content(lambda good: [{"type": "text", "text": good[:9]}, {"type": "text", "text": good[9:]}]),
    "B29": _not_utf8,
    "B30": _content(lambda good: good.replace('": "', '": "\\ud800\\u0000', 1)),
    "B31": _reset,
    "B32": _reset,
    "B33": _reset_in_body,
    "B34": _short_body,
    "B35": _drip,
    "B36": _hang,
    "B37": _says(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 300_000 + b"\r\n\r\n{}"),
    "B38": _says(reply(gzip.compress(b"{}")[:-4], kind="application/json", Content_Encoding="gzip")),
    "B38-redirect": _redirect,
    "B39": _content(lambda good: good[: len(good) // 2], finish="length"),
    "B40": _content(lambda _: None, finish="length"),
    "B41": _content(lambda _: "", finish="content_filter"),
    "B42": _content(lambda _: None, refusal="I'm sorry, I can't help with that."),
    "B43": _content(
        lambda good: good,
        finish="tool_calls",
        tool_calls=[{"id": "1", "type": "function", "function": {"name": "rm", "arguments": "{}"}}],
    ),
    "B44": _content(lambda good: f"```json\n{good}\n```"),
    "B45": _content(lambda good: f"Here is what you asked for {{as JSON}}:\n{good}\nI hope that this helps!"),
    "B46": _content(_duplicate_keys),
    "B47": _content(_wrong_form),
    "B48": _schema,
    "B49": _prompt,
    "B50": _content(_reworded(lambda _: "Die Gespräche werden fortgesetzt.")),
    "B51": _content(_thousandfold),
    "B52": _content(lambda good: good.replace('": "', '": "' + "x" * 2_000_000, 1)),
    "B53": _content(lambda _: "the " * 5000, finish="length"),
    "B53-stop": _content(lambda _: "the " * 5000),
    "B54": _content(_reworded(lambda _: "")),
    "B55": _content(_other_quotes(lambda _quote, _other: "No article has ever said these words.")),
    "B56": _content(_other_quotes(_halves)),
    "B57": _content(
        _other_quotes(lambda _quote, _other: "Words that stand in another article of the batch.")
    ),
    "B58": _content(_other_quotes(lambda quote, _other: f"It is not so that {quote}".replace("1", "7"))),
    "B59": _odd_usage,
}
"""Every fault of which a server is the cause. B31, a refused connection, is a reset here: see ``refused_url``."""

SLOW = frozenset({"B35", "B36"})
"""Faults that last until the caller gives up."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Draws a fault for ``share`` of the requests, by ``seed`` and the request's own bytes.

    So the same requests meet the same faults, in whatever order threads send them; the same request sent
    again is drawn for anew. ``faults`` are those to draw from, of :data:`FAULTS`.
    """

    seed: int
    share: float = 0.3
    faults: tuple[str, ...] = tuple(name for name in FAULTS if name not in SLOW)

    def draw(self, body: bytes, number: int) -> str | None:
        """Return the fault for the request's ``number``-th sending, or ``None``."""
        chance = random.Random(hashlib.sha256(b"%d %d " % (self.seed, number) + body).digest())  # noqa: S311
        return chance.choice(self.faults) if chance.random() < self.share else None


def refused_url() -> str:
    """Return an address at which nothing listens."""
    with socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/v1"


@contextmanager
def hostile(
    content: Content, *, mix: Mix | None = None, more: Mapping[str, Fault] | None = None
) -> Iterator[HostileServer]:
    """Serve the faults, and those of ``more``, on a port of loopback; ``content`` makes the good answers."""
    faults = {"ok": well, **FAULTS, **(more or {})}
    counts: dict[tuple[str, bytes], int] = {}
    lock, closing = threading.Lock(), threading.Event()

    class Visitor(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                words = self.rfile.readline().split()
                if len(words) > 1:
                    self.answer(words[1].decode())

        def answer(self, path: str) -> None:
            headers = {}
            while line := self.rfile.readline().decode("latin-1").strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            size = int(headers.get("content-length", 0))
            if len(body := self.rfile.read(size)) < size:
                return  # whose time ran out while sending
            route = path.split("/")[1]
            with lock:
                server.asked.append(Asked(path, headers, body))
                number = counts[route, body] = counts.get((route, body), 0) + 1
            if route == "mix":
                route = (mix.draw(body, number) if mix else None) or "ok"
            visit = Visit(self.connection, json.loads(body), headers, number, content, closing)
            faults.get(route, well)(visit)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            broken.append(str(request))
            super().handle_error(request, client_address)

    broken: list[str] = []
    with Server(("127.0.0.1", 0), Visitor) as listening:
        server = HostileServer(f"http://127.0.0.1:{listening.server_address[1]}")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            closing.set()
            listening.shutdown()
            thread.join()
    assert not broken, "the hostile server itself failed"
