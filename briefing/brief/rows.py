"""The rows of the tables of a brief: who wants what, who quarrels over what, what is expected of whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.brief.lines import Line
from briefing.types import Horizon, Polarity, Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow:
    """Who wants what. ``credibility`` is the Admiralty digit, computed (L8).

    A row is ``repeated`` where the edition before had it already (F10).
    """

    id: str
    holder: str
    counterpart: str | None
    subkind: str
    topic: str | None
    polarity: Polarity
    credibility: int
    said: Line
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party's position; ``said`` is ``None`` where no position is reported.

    ``hedges`` are those of what is expected of the party, where the words rest on that.
    """

    party: str
    said: Line | None
    hedges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """What several rows of a story are about, in one row of its table; ``sides`` are what a model wrote of each party in it.

    Editions of earlier versions have no ``sides``: there the rows' own words stand side by side.
    """

    name: str | None
    item_ids: tuple[str, ...]
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """A dispute with all its sides in one row (F9), each in its own words for the thing (D4); ``topic_text`` is the source's name of it."""

    id: str
    topic: str | None
    subkind: str
    trend: Trend | None
    sides: tuple[Side, ...]
    credibility: int
    said: Line
    repeated: bool = False
    topic_text: str | None = None


class ExpectationStatus(StrEnum):
    """Where an expectation stands: by the calendar alone, or as the ledger knows."""

    OPEN = "open"
    DUE = "due"
    PASSED = "date_passed"
    UNDATED = "undated"
    MOVED = "moved"
    OVERDUE = "overdue"
    MET = "met"
    PARTLY_MET = "partly_met"
    ADVANCED = "advanced"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"
    CLOSED = "closed_without_report"
    SUPERSEDED = "superseded"
    NOT_CONTRADICTED = "not_contradicted"
    CONTRADICTED = "contradicted"
    BORNE_OUT = "borne_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One change of an entry of the ledger, the rule that made it, and the words of the report that it rests on."""

    day: date
    before: str | None
    after: str
    rule: str
    field: str | None
    old: str | None
    new: str | None
    article_id: str | None
    said: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRow:
    """What is expected of ``holder``; ``first_seen`` is the date of the oldest report that says so.

    ``entry_id`` and ``history`` are those of the ledger, ``closing`` the report that gave the row its status, ``outlet`` has the report that says so.
    """

    id: str
    holder: str
    subkind: str
    topic: str | None
    polarity: Polarity
    hedge: str | None
    band: str | None
    horizon: Horizon | None
    status: ExpectationStatus
    first_seen: date | None
    credibility: int
    said: Line
    repeated: bool = False
    entry_id: str | None = None
    closing: Line | None = None
    history: tuple[HistoryRow, ...] = ()
    outlet: str | None = None


Row = ObjectiveRow | DisputeRow | ExpectationRow
