"""The dates of a brief: the calendar, and the marks on the time line."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """A date ahead: what is fixed for it or, with ``item_id`` and ``holder`` of a followed item, what is expected then.

    ``deadline`` tells that it is expected by that day, not on it.
    """

    start: date
    end: date
    status: str
    said: Line
    item_id: str | None = None
    holder: str | None = None
    deadline: bool = False


class MarkKind(StrEnum):
    """What a mark on the time line stands for: told as done, planned, foreseen, answered, or passed in silence."""

    OCCURRED = "occurred"
    SCHEDULED = "scheduled"
    EXPECTED = "expected"
    ANSWERED = "answered"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One date of the time line. ``status`` says where a row of the ledger stands, and ``holder`` whose act it is; ``None`` for an event."""

    start: date
    end: date
    kind: MarkKind
    status: ExpectationStatus | None
    said: Line
    holder: str | None = None
