"""What is followed across days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefing.types.evidence import Attribution, Evidence, Horizon
from briefing.types.items import Polarity, Trend


class LedgerKind(StrEnum):
    OBJECTIVE = "objective"
    DISPUTE = "dispute"
    EXPECTATION = "expectation"


class LedgerStatus(StrEnum):
    """Where an entry of the ledger stands (briefcraft 2.7). Closing is reversible: later evidence may answer it still."""

    NEW = "new"
    PURSUED = "pursued"
    ADVANCED = "advanced"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"
    UNCHANGED = "unchanged"
    ESCALATED = "escalated"
    EASED = "eased"
    SETTLED = "settled"
    OPEN = "open"
    MOVED = "moved"
    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    CLOSED = "closed_without_report"
    SUPERSEDED = "superseded"
    NOT_CONTRADICTED = "not_contradicted"
    CONTRADICTED = "contradicted"
    BORNE_OUT = "borne_out"
    DORMANT = "dormant"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One article's item that an entry of the ledger was seen in. ``late`` if its day was past when it came."""

    article_id: str
    item_id: str
    published: date
    late: bool = False
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An objective, dispute or expectation as it is followed across days.

    Its words (``statement``, ``hedge``, ``attribution``, ``evidence``) are those of its strongest speaker, of the latest
    report where several are as strong. ``parties`` are a dispute's; ``holder`` is then the first of them. After
    ``check_after`` silence is told; without one nothing falls due. ``parent`` is the entry that a disjunct belongs to.
    """

    id: str
    kind: LedgerKind
    subkind: str
    holder: str
    holder_country: str | None
    counterpart: str | None
    parties: tuple[str, ...]
    topic: str | None
    polarity: Polarity | None
    statement: str
    hedge: str | None
    attribution: Attribution
    horizon: Horizon | None
    check_after: date | None
    trend: Trend | None
    status: LedgerStatus
    first_seen: date
    last_seen: date
    evidence: tuple[Evidence, ...]
    sightings: tuple[Sighting, ...]
    closed_on: date | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """By what the entries are found that may be told in the words of another: keys of all its meaningful words, and of the
    ``telling`` ones, without names and hedges. ``acts`` are the keys of its acts, where sharing one makes up for words.
    """

    words: frozenset[str]
    telling: frozenset[str]
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerChange:
    """One transition of an entry: what was so before and is so after, the report that says so, and the rule.

    ``field`` is the field that changed from ``old`` to ``new`` where the change is not of the status alone.
    """

    entry_id: str
    day: date
    rule: str
    before: LedgerStatus | None
    after: LedgerStatus
    field: str | None = None
    old: str | None = None
    new: str | None = None
    article_id: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDecision:
    """A reader's word on an entry: rejected for a reason, or restored; the latest counts."""

    entry_id: str
    rejected: bool
    reason: str | None
    at: datetime
