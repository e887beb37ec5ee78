"""The bytes that a server sent, read as one chat completion, whether they came whole or as a stream of events."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from briefing.summarize.model.strict_json import read_json

LONGEST = 400_000
"""Characters of an answer that are read; no summary of an article has as many."""


class BrokenReplyError(ValueError):
    """The body is no chat completion; the message says why, as the end of a sentence about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """``text`` is ``None`` where the message has none. ``tokens_out`` is as reported, so it can be anything."""

    text: str | None
    finish: str | None
    refused: bool
    tokens_in: object
    tokens_out: object


def completion_of(read: Any) -> Completion:
    """Return the completion in a decoded body. Raises :class:`BrokenReplyError`."""
    reply = read if isinstance(read, dict) else {}
    choices = reply.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    choice = first if isinstance(first, dict) else {}
    message = choice.get("message")
    if not isinstance(message, dict):
        raise BrokenReplyError("holds no answer of a model")
    text, refused = _content(message.get("content"))
    finish, usage = choice.get("finish_reason"), reply.get("usage")
    if not isinstance(usage, dict):
        usage = {}
    return Completion(
        text=text,
        finish=finish if isinstance(finish, str) else None,
        refused=refused or bool(message.get("refusal")),
        tokens_in=usage.get("prompt_tokens"),
        tokens_out=usage.get("completion_tokens"),
    )


def _content(content: Any) -> tuple[str | None, bool]:
    """Return the text of a message, whole or in parts, and whether a part of it is a refusal."""
    if not isinstance(content, list):
        return (content if isinstance(content, str) else None), False
    parts = [part for part in content if isinstance(part, dict)]
    refused = any(part.get("type") == "refusal" for part in parts)
    texts = [part.get("text") for part in parts if part.get("type") in ("text", "output_text")]
    joined = "".join(text for text in texts if isinstance(text, str))
    return joined or None, refused


class EventStream:
    """A completion that comes in pieces (``text/event-stream``). ``progress`` is told the characters so far."""

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        self._progress = progress
        self._rest = b""
        self._texts: list[str] = []
        self._refused = False
        self._finish: str | None = None
        self._usage: Any = None
        self._error: Any = None
        self._broken = False
        self._ended = False
        self.length = 0

    def hear(self, chunk: bytes) -> bool:
        """Take in ``chunk``; return whether more is wanted."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        before = self.length
        for line in lines:
            if line.startswith(b"data:"):
                self._event(line[5:].strip())
        if self._progress and self.length > before:
            self._progress(self.length)
        return not self._ended and not self._broken and self.length <= LONGEST

    def body(self) -> Any:
        """Return what was heard in the form of a whole body. Raises :class:`BrokenReplyError`."""
        if not self._ended and self.length <= LONGEST:
            self.hear(b"\n")
        if self._error is not None:
            return {"error": self._error}
        if self._broken or not (self._ended or self._finish or self.length > LONGEST):
            raise BrokenReplyError("breaks off")
        message = {"content": "".join(self._texts) or None, "refusal": self._refused}
        return {"choices": [{"message": message, "finish_reason": self._finish}], "usage": self._usage}

    def _event(self, data: bytes) -> None:
        if data == b"[DONE]":
            self._ended = True
            return
        try:
            event = read_json(data.decode("utf-8", "replace"))
        except ValueError:
            event = None
        if not isinstance(event, dict):
            self._broken = True
            return
        self._error = event.get("error") or self._error
        self._ended = self._ended or self._error is not None
        self._usage = event.get("usage") or self._usage
        choices = event.get("choices")
        if isinstance(choices, list) and choices and isinstance(choices[0], dict):
            self._choice(choices[0])

    def _choice(self, choice: dict[str, Any]) -> None:
        if isinstance(finish := choice.get("finish_reason"), str):
            self._finish = finish
        delta = choice.get("delta")
        if isinstance(delta, dict):
            text, refused = _content(delta.get("content"))
            self._refused = self._refused or refused or bool(delta.get("refusal"))
            self._texts.append(text or "")
            self.length += len(text or "")


def error_in(read: Any) -> dict[str, Any] | None:
    """Return the error that a decoded body reports, with its values as they stand, or ``None``."""
    error = read.get("error") if isinstance(read, dict) else None
    if isinstance(error, dict):
        return error
    if error:
        return {"message": error if isinstance(error, str) else json.dumps(error)[:1000]}
    return None
