"""What an outcome proves of an entry: met, missed, moved, contradicted, or nothing. Pure.

Outcomes are judged, not intentions (T1): the act, everybody concerned and the date must stand in the report. A different
event of the same kind after the horizon proves nothing.
"""

from dataclasses import dataclass
from datetime import date

from briefing.comparing import entity_called, party_key, span_of, vocabulary
from briefing.track.ledger.acts import acts_expected, is_mutual
from briefing.track.ledger.lifecycle import closed_by, moved_to
from briefing.track.ledger.matching import VERBATIM, shared_run
from briefing.track.ledger.outcomes import Outcome
from briefing.track.ledger.parties import names, parts_of
from briefing.track.ledger.reports import told_parties
from briefing.types import (
    EventStatus,
    LedgerChange,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    Polarity,
    Section,
)

_ALIKE, _VERY_ALIKE, _PUT_OFF = 0.5, 0.8, 0.35
_FEWEST_WORDS, _MANY_WORDS = 4, 8
_ANSWERABLE = frozenset(
    {
        LedgerStatus.OPEN,
        LedgerStatus.MOVED,
        LedgerStatus.DUE,
        LedgerStatus.OVERDUE,
        LedgerStatus.CLOSED,
        LedgerStatus.NOT_CONTRADICTED,
        LedgerStatus.DORMANT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    status: LedgerStatus
    rule: str


def is_answerable(entry: LedgerEntry) -> bool:
    """Tell whether a report can still answer an entry: anything dated or forecast, also after the clock closed it."""
    if entry.kind is LedgerKind.DISPUTE or entry.status not in _ANSWERABLE:
        return False
    return entry.kind is LedgerKind.EXPECTATION or span_of(entry.horizon) is not None


def answered(
    entry: LedgerEntry, outcome: Outcome, day: date
) -> tuple[LedgerEntry, tuple[LedgerChange, ...]] | None:
    """Return ``entry`` as ``outcome`` answers it, ``None`` where it proves nothing of it."""
    if not _is_about(entry, outcome):
        return None
    if outcome.status is EventStatus.POSTPONED:
        if outcome.when is None or not _is_put_off(entry, outcome):
            return None
        return moved_to(entry, outcome.when, day, "2.7 moved: put off to a new date", outcome.evidence)
    verdict = _called_off(entry, outcome) if outcome.when is None else _occurred(entry, outcome)
    return closed_by(entry, verdict.status, day, verdict.rule, outcome.evidence) if verdict else None


def _is_about(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a report names the act and all parties of an entry, and did not itself tell of the expectation."""
    if not outcome.acts & acts_expected(entry.statement) or outcome.published < entry.first_seen:
        return False
    if any(each.article_id == outcome.evidence.article_id for each in entry.sightings):
        return False
    return _names_parties(entry, outcome) and _is_doer(entry, outcome)


def _names_parties(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a report names everybody concerned: a counterpart may be missing where many words are the same."""
    first, *others = told_parties(entry)
    if not names(outcome.sentence, first):
        return False
    told = all(names(outcome.sentence, each) for each in others)
    return told or (not all(map(is_mutual, outcome.acts)) and _shared(entry, outcome) >= _MANY_WORDS)


def _shared(entry: LedgerEntry, outcome: Outcome) -> int:
    """Return how many words an expectation and its report share; "to vote" and "voted" count as one."""
    return len(vocabulary(entry.statement) & vocabulary(outcome.text)) + 1


def _alike(entry: LedgerEntry, outcome: Outcome) -> float:
    shorter = min(len(vocabulary(entry.statement)), len(vocabulary(outcome.text)))
    return _shared(entry, outcome) / shorter if shorter else 0.0


def _is_doer(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether the holder is the one who acts: "Bolivia handed over", not "was handed over to Bolivia"."""
    return all(map(is_mutual, outcome.acts)) or outcome.is_noun or names(outcome.doers, entry.holder)


# ── it happened ───────────────────────────────────────────────────────────────


def _occurred(entry: LedgerEntry, outcome: Outcome) -> _Verdict | None:
    span, when = span_of(entry.horizon), span_of(outcome.when)
    if when is None or not _is_same_thing(entry, outcome):
        return None
    start, end = span or (entry.first_seen, entry.check_after or date.max)
    if when[0] < start or when[1] < entry.first_seen:
        return None
    negative = entry.polarity is Polarity.NEGATIVE
    if when[1] <= end:
        told = " (caption)" if outcome.evidence.section is Section.CAPTION else ""
        if negative:
            return _Verdict(
                status=LedgerStatus.CONTRADICTED, rule=f"2.7 contradicted: event inside horizon{told}"
            )
        return _Verdict(status=LedgerStatus.MET, rule=f"2.7 met: event inside horizon{told}")
    if span and when[0] > end and not negative and entry.parent is None and _is_very_same(entry, outcome):
        return _Verdict(status=LedgerStatus.MET, rule="2.7 met late: the same event after its horizon")
    return None


def _is_same_thing(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether an event is the expected one: two named persons meet in a time named, or much the same words tell it."""
    if outcome.acts == {"meet"} and span_of(entry.horizon) and _are_two_persons(entry):
        return True
    return _alike(entry, outcome) >= _ALIKE and _shared(entry, outcome) > _FEWEST_WORDS


def _are_two_persons(entry: LedgerEntry) -> bool:
    persons = {
        party_key(part)
        for party in told_parties(entry)
        for part in parts_of(party)
        if entity_called(part) is None and any(word[:1].isupper() for word in part.split())
    }
    return len(persons) >= 2


def _is_very_same(entry: LedgerEntry, outcome: Outcome) -> bool:
    if shared_run(entry.statement, outcome.text) >= VERBATIM:
        return True
    expected = len(vocabulary(entry.statement))
    return _shared(entry, outcome) >= _VERY_ALIKE * expected and expected > _FEWEST_WORDS


# ── it did not, or not then ───────────────────────────────────────────────────


def _is_put_off(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether what a report puts off is the expected: its old date is the entry's, or the words are much the same."""
    span, new = span_of(entry.horizon), span_of(outcome.when)
    if span is None or new is None or new[0] <= span[1]:
        return False
    return _alike(entry, outcome) >= (_PUT_OFF if _is_planned_then(outcome, span) else _VERY_ALIKE)


def _is_planned_then(outcome: Outcome, span: tuple[date, date]) -> bool:
    planned = span_of(outcome.planned)
    return planned is not None and span[0] <= planned[0] and planned[1] <= span[1]


def _called_off(entry: LedgerEntry, outcome: Outcome) -> _Verdict | None:
    """Return what it proves that something was called off: a positive forecast missed, a negative one borne out."""
    span = span_of(entry.horizon)
    if outcome.status is not EventStatus.CANCELLED or span is None:
        return None
    if _alike(entry, outcome) < (_PUT_OFF if _is_planned_then(outcome, span) else _VERY_ALIKE):
        return None
    if entry.polarity is Polarity.NEGATIVE:
        return _Verdict(status=LedgerStatus.BORNE_OUT, rule="2.7 borne out: called off")
    return _Verdict(status=LedgerStatus.MISSED, rule="2.7 missed: called off")
