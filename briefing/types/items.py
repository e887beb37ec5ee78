"""What an article tells: objectives, disputes, expectations, events, and the actors in them."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.types.evidence import Attribution, Evidence, Horizon


class ActorKind(StrEnum):
    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """``country`` is an ISO 3166-1 alpha-2 code, or ``None``."""

    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    OPEN = "open"


class ObjectiveSubkind(StrEnum):
    GOAL = "goal"
    MESSAGE = "message"
    DEMAND = "demand"
    IMPUTED = "imputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An outcome or act that ``holder`` wants or sets out to bring about."""

    id: str
    statement: str
    subkind: ObjectiveSubkind
    holder: str
    counterpart: str | None
    topic: str | None
    polarity: Polarity
    hedge: str | None
    attribution: Attribution
    horizon: Horizon | None
    evidence: tuple[Evidence, ...]


class DisputeSubkind(StrEnum):
    BILATERAL = "bilateral"
    CONCERN = "concern"
    UMBRELLA = "umbrella"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A dispute getting sharper or milder, with the words that say so."""

    direction: Direction
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a dispute; ``position`` is ``None`` where the article gives it no words."""

    party: str
    position: str | None
    attribution: Attribution | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Incompatible positions, or an objection to another's conduct, on one topic.

    ``topic_text`` names what it is about in the source's own words, where one is found: "landing rule".
    """

    id: str
    statement: str
    subkind: DisputeSubkind
    topic: str | None
    attribution: Attribution
    parties: tuple[Party, ...]
    trend: Trend | None
    evidence: tuple[Evidence, ...]
    topic_text: str | None = None


class ExpectationSubkind(StrEnum):
    FORECAST = "forecast"
    AGENDA = "agenda"
    NEGATIVE = "negative"
    CONDITIONAL = "conditional"
    RISK = "risk"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How likely a future state of affairs is said to be; reality can answer it.

    ``hedge`` is the source's wording. ``band`` is the row of ICD 203's table that the
    hedge maps to, or ``None`` where it gives no odds.
    """

    id: str
    statement: str
    subkind: ExpectationSubkind
    holder: str
    counterpart: str | None
    topic: str | None
    polarity: Polarity
    hedge: str | None
    band: str | None
    attribution: Attribution
    horizon: Horizon | None
    evidence: tuple[Evidence, ...]


class EventStatus(StrEnum):
    SCHEDULED = "scheduled"
    OCCURRED = "occurred"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNDER_WAY = "under_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    what: str
    status: EventStatus
    when: Horizon | None
    evidence: tuple[Evidence, ...]


Item = Objective | Dispute | Expectation
