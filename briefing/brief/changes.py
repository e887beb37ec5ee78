"""What a brief has that the edition before had not, or had otherwise."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.brief.lines import Line


class ChangeKind(StrEnum):
    """What an edition has that the one before had not, or had otherwise.

    ``DUE`` stands in editions of earlier versions alone: the ledger tells what is due. ``CALLED_OFF`` is what was missed before its time.
    """

    FIRST = "first"
    NEW = "new"
    CONTINUED = "continued"
    CHANGED = "changed"
    DUE = "due"
    PASSED = "passed"
    LATE = "late"
    CORRECTED = "corrected"
    QUIET = "quiet"
    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    CALLED_OFF = "called_off"
    CONTRADICTED = "contradicted"
    DENIED = "denied"
    BORNE_OUT = "borne_out"
    MOVED = "moved"
    ADVANCED = "advanced"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"
    ESCALATED = "escalated"
    EASED = "eased"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    CLOSED = "closed_without_report"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference from the edition before; ``item_id`` and ``previous_item_id`` name the items compared (T4).

    ``entry_id`` names the entry of the ledger that changed.
    """

    kind: ChangeKind
    line: Line
    story_id: str | None = None
    item_id: str | None = None
    previous_item_id: str | None = None
    entry_id: str | None = None
