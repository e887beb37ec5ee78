"""What was understood of one article."""

from dataclasses import dataclass

from briefing.types.engines import EngineInfo
from briefing.types.evidence import Evidence
from briefing.types.items import Actor, Dispute, Event, Expectation, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something found and not used, and why; ``replaced`` where its words stand in its place, ``against`` what the same article has to the contrary."""

    reason: str
    quote: str | None
    statement: str | None
    replaced: bool = False
    against: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """What one article says of objectives, disputes and expectations, each with its evidence."""

    article_id: str
    bottom_line: BottomLine
    actors: tuple[Actor, ...]
    objectives: tuple[Objective, ...]
    disputes: tuple[Dispute, ...]
    expectations: tuple[Expectation, ...]
    events: tuple[Event, ...]
    withheld: tuple[Withheld, ...]
    engine: EngineInfo
