"""What a report tells of an act: the noun that outcomes are found as and answers are judged by. Pure."""

from dataclasses import dataclass
from datetime import date

from briefing.track.ledger.matter import Telling
from briefing.types import EventStatus, Evidence, Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An act that a report tells of. ``when`` is the day of it, or the one on which it was not done (then CANCELLED).

    Of a postponement ``planned`` is the old date, ``when`` the new; what is called off has no ``when``. ``doers`` are the
    words in which a doer must be named, ``sentence`` those in which anybody else must, ``telling`` the clause of the act;
    ``evidence`` is the part of the sentence that tells it, ``at`` where in the sentence its verb or noun stands.
    ``leaders`` are the countries whose heads of state or government it names; ``is_early`` tells that it was done earlier
    than promised, ``is_late`` that it was later, by ``days_late`` where that is told. Of what is put off or called off
    ``is_bare`` tells that it is named by the act alone ("the blockade"), ``topic`` are the words behind the act, in which it is
    told what it is on. What ``is_pending`` is not done yet; where that ``is_passive``, it is not told who was to do it, but
    ``officials`` are the countries of those in office whom the words before it name.
    """

    acts: frozenset[str]
    status: EventStatus
    when: Horizon | None
    planned: Horizon | None
    doers: str
    sentence: str
    telling: Telling
    is_noun: bool
    at: int
    published: date
    evidence: Evidence
    leaders: frozenset[str] = frozenset()
    is_early: bool = False
    is_late: bool = False
    days_late: int | None = None
    is_bare: bool = False
    is_pending: bool = False
    is_passive: bool = False
    officials: frozenset[str] = frozenset()
    topic: str = ""
