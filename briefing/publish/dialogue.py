"""A dialogue with an SMTP server that has an end, in time and in size, whatever the server does.

The time limit of smtplib is that of one read, which a server that drips never exceeds, and it keeps all lines of a reply.
"""

import io
import smtplib
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

LONGEST_REPLY = 2**16
"""Bytes of one reply, all its lines; that to EHLO has some hundreds."""
_PIECE = 2**14  # what TLS encrypts at once


class EndlessReplyError(smtplib.SMTPException):
    """A reply of more lines than any has."""


class Dialogue(smtplib.SMTP):
    """Gives up when ``seconds`` have passed since it or its present message began, in whatever step, and one step after ``timeout``."""

    def __init__(self, host: str, port: int, own_name: str, *, seconds: float, **options: Any) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._replies: _Replies | None = None
        super().__init__(host, port, own_name, **options)

    def getreply(self) -> tuple[int, bytes]:
        """Return what :class:`smtplib.SMTP` does, of a reply that comes to an end in time."""
        if self.sock and (self.file is None or self._replies is None):
            self._replies = _Replies(self.sock, self._seconds_left)
            self.file = io.BufferedReader(self._replies)
        if self._replies:
            self._replies.left = LONGEST_REPLY
        return super().getreply()

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        """Begin a message, as :class:`smtplib.SMTP` does, with a time of its own: a long list of recipients is no fault."""
        self._end = time.monotonic() + self._seconds
        return super().mail(sender, options)

    def send(self, s: Any) -> None:
        """Send as :class:`smtplib.SMTP` does, in pieces: over TLS each has the time that one is given."""
        data = s.encode(self.command_encoding) if isinstance(s, str) else s
        for start in range(0, len(data), _PIECE):
            if self.sock:
                self.sock.settimeout(self._seconds_left())
            super().send(data[start : start + _PIECE])

    def _seconds_left(self) -> float:
        """Return how long the next step may take. Raises ``TimeoutError`` where no time is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return min(left, self.timeout)


class EncryptedDialogue(Dialogue, smtplib.SMTP_SSL):
    """The same, encrypted from its beginning."""


class _Replies(io.RawIOBase):
    """What a server says, as a file of which no more than ``left`` bytes can be read."""

    def __init__(self, sock: socket.socket, seconds_left: Callable[[], float]) -> None:
        self.left = LONGEST_REPLY
        self._sock = sock
        self._seconds_left = seconds_left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.left <= 0:
            raise EndlessReplyError("the reply has no end")
        self._sock.settimeout(self._seconds_left())
        read = self._sock.recv_into(buffer)
        self.left -= read
        return read
