"""A web site on loopback whose every answer is written out, byte by byte if need be."""

import gzip
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from socket import socket

Say = bytes | Callable[[socket], None]
"""What a site answers on one path: these bytes, or what a function does with the connection."""


@dataclass(frozen=True, slots=True)
class Site:
    """``answers`` maps paths to answers; ``asked`` lists the requests that came, with their headers."""

    base: str
    answers: dict[str, Say]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def reply(body: bytes | str = b"", status: int = 200, kind: str = "text/html", **headers: str) -> bytes:
    """Return a whole HTTP response; underscores in the names of ``headers`` stand for hyphens."""
    data = body.encode() if isinstance(body, str) else body
    given = {
        "Content-Type": kind,
        "Content-Length": str(len(data)),
        "Connection": "close",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{n}: {v}" for n, v in given.items())]
    return "\r\n".join([*lines, "", ""]).encode() + data


def gzipped(body: bytes) -> bytes:
    return reply(gzip.compress(body), Content_Encoding="gzip")


@contextmanager
def site(answers: Mapping[str, Say] | None = None) -> Iterator[Site]:
    """Serve ``answers`` on a port of loopback; what is not among them is answered with 404."""

    class Visitor(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                path = self.rfile.readline().split()[1].decode()
                headers = {}
                while line := self.rfile.readline().decode("latin-1").strip():
                    name, _, value = line.partition(":")
                    headers[name.lower()] = value.strip()
                served.asked.append((path, headers))
                answer = served.answers.get(path, reply(b"not here", 404))
                if callable(answer):
                    answer(self.connection)
                else:
                    self.connection.sendall(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Visitor) as server:
        served = Site(f"http://127.0.0.1:{server.server_address[1]}", dict(answers or {}))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
