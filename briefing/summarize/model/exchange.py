"""What came of one HTTP request: a reply, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from briefing.summarize.model.reply import EventStream


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A reply that ended. ``stream`` heard the body if it came as events. Names of ``headers`` are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    stream: EventStream | None = None


class Loss(Enum):
    """Why there is no reply."""

    UNREACHED = auto()
    """No connection was made, so that nothing can have been spent."""
    UNTRUSTED = auto()
    """No secure connection was made, and trying again makes none."""
    LATE = auto()
    BROKEN = auto()
    OVERSIZE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """No reply. ``reason`` is one line of a library's, which can quote what the server sent."""

    loss: Loss
    reason: str = ""


Exchange = Received | Lost
