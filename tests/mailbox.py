"""A real SMTP server on loopback that keeps what it takes in."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """Takes mail in, except what ``refuse`` answers otherwise, by recipient or for all data."""

    def __init__(self, refuse: dict[str, str] | None = None) -> None:
        self.refuse = refuse or {}
        self.taken: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(self, *call: Any) -> str:  # noqa: N802  aiosmtpd asks for it by this name
        _, _, envelope, address, _ = call
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *call: Any) -> str:  # noqa: N802
        envelope = call[2]
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@contextmanager
def listening(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield int(port)
    finally:
        controller.stop()
