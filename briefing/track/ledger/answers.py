"""What an outcome proves of an entry: met, missed, moved, contradicted, or nothing. Pure.

Outcomes are judged, not intentions (T1): the act, everybody concerned and the date must stand in the report. A different
event of the same kind after the horizon proves nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

from briefing.comparing import entity_called, party_key, span_of, vocabulary
from briefing.text import words
from briefing.track.ledger.acts import acts_expected, is_mutual, marks_expected
from briefing.track.ledger.clauses import cue_words
from briefing.track.ledger.lifecycle import moved_to, turned_to
from briefing.track.ledger.matching import VERBATIM, shared_run
from briefing.track.ledger.matter import (
    Telling,
    has_other_names,
    has_strangers,
    is_elsewhere,
    is_lesser,
    is_meeting_with_state,
    is_mere_sum,
    is_met_by_others,
    is_on_another_topic,
    is_other_matter,
    is_same_matter,
    is_same_object,
    without_receiver,
)
from briefing.track.ledger.outcome import Outcome
from briefing.track.ledger.parties import entities_in, has_acting, meeting_leaders, names, parts_of
from briefing.track.ledger.reports import concerned_words, doer_of, told_parties
from briefing.track.terms import stem_of
from briefing.types import (
    AttributionType,
    EventStatus,
    LedgerChange,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    ObjectiveSubkind,
    Polarity,
    Section,
)

_ALIKE, _VERY_ALIKE, _PUT_OFF, _BARE = 0.5, 0.8, 0.35, 0.25
_FEWEST_WORDS, _MANY_WORDS = 4, 8
_SHORT_TIME = 31
_WHOLE = 2
_ANSWERABLE = frozenset(
    {
        LedgerStatus.NEW,
        LedgerStatus.PURSUED,
        LedgerStatus.ADVANCED,
        LedgerStatus.BLOCKED,
        LedgerStatus.ABANDONED,
        LedgerStatus.PARTLY_MET,
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
    """Tell whether a report can still answer an entry: any but a dispute, also after the clock closed it."""
    return entry.kind is not LedgerKind.DISPUTE and entry.status in _ANSWERABLE


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
    verdict = _verdict(entry, outcome)
    if verdict is None or verdict.status is entry.status:
        return None
    return turned_to(entry, verdict.status, day, verdict.rule, outcome.evidence)


def _verdict(entry: LedgerEntry, outcome: Outcome) -> _Verdict | None:
    if outcome.status is EventStatus.OCCURRED:
        verdict = _occurred(entry, outcome)
        if verdict is None or not _is_lesser(entry, outcome):
            return verdict
        return _in_part(entry) if verdict.status is LedgerStatus.MET else None
    return _called_off(entry, outcome) if outcome.when is None else _not_done(entry, outcome)


def _is_about(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a report names the act and all parties of an entry, and did not itself tell of the expectation."""
    if not outcome.acts & acts_expected(entry.statement) or outcome.published < entry.first_seen:
        return False
    if any(each.article_id == outcome.evidence.article_id for each in entry.sightings):
        return False
    if not _names_parties(entry, outcome) or not _is_doer(entry, outcome):
        return False
    if outcome.status is not EventStatus.OCCURRED and is_elsewhere(entry.statement, outcome.sentence):
        return False
    return _is_meeting_there(entry, outcome) or _is_of_same_matter(entry, outcome)


def _is_of_same_matter(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a report tells of the same meeting or matter: with nobody else, of no other thing, in no other state."""
    if _tells_whom(outcome) and is_met_by_others(outcome.telling, concerned_words(entry)):
        return False
    if _is_meeting_of_the_named(entry, outcome):
        return True
    return not has_strangers(concerned_words(entry), outcome.telling.whole) and _is_same_matter(
        entry, outcome
    )


def _tells_whom(outcome: Outcome) -> bool:
    """Tell of a report whose verb is "met" or "held talks with": behind it stands whom."""
    return outcome.acts == {"meet"} and not outcome.is_noun


def _is_short(span: tuple[date, date] | None) -> bool:
    return span is not None and (span[1] - span[0]).days <= _SHORT_TIME


def _is_meeting_there(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether meetings in a state, on days that are named, are expected, and one there or with somebody of it is told."""
    return (
        _is_short(span_of(entry.horizon))
        and _tells_whom(outcome)
        and is_meeting_with_state(entry.statement, outcome.telling, entry.holder)
    )


def _is_same_matter(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether behind one of the verbs of an expectation stands what the report tells of, and no other name."""
    parties = f"{entry.holder} {entry.counterpart or ''}"
    topic = Telling(whole=outcome.telling.whole, behind=outcome.topic)
    return any(
        not is_other_matter(each, outcome.telling, parties)
        and not is_on_another_topic(each, topic)
        and not has_other_names(each, outcome.telling, parties)
        for each in _tellings(entry, outcome)
    )


def _tellings(entry: LedgerEntry, outcome: Outcome) -> list[Telling]:
    """Return the ways in which an expectation tells of the acts of an outcome."""
    parties = f"{entry.holder} {entry.counterpart or ''}"
    return [
        Telling(whole=entry.statement, behind=without_receiver(entry.statement[mark.end :], parties))
        for mark in marks_expected(entry.statement)
        if mark.act in outcome.acts
    ]


def _names_parties(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a report names everybody concerned: a counterpart may be missing where many words are the same.

    Where the leaders of states are to meet their names will do, and who hosts them is no party.
    """
    if _is_between_leaders(entry, outcome):
        return True
    first, *others = told_parties(entry)
    is_off = outcome.status is not EventStatus.OCCURRED
    is_named = partial(has_acting, outcome.sentence, noun=outcome.is_noun, off=is_off)
    if _is_owned_up_to(entry, outcome):
        return True
    if not is_named(first):
        return False
    told = all(map(is_named, others))
    return told or (not all(map(is_mutual, outcome.acts)) and _shared(entry, outcome) >= _MANY_WORDS)


def _shared(entry: LedgerEntry, outcome: Outcome) -> int:
    """Return how many words an expectation and its report share; "to vote" and "voted" count as one."""
    return len(_words(entry.statement) & _words(outcome.sentence)) + 1


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(map(stem_of, vocabulary(text)))


def _alike(entry: LedgerEntry, outcome: Outcome) -> float:
    shorter = min(len(_words(entry.statement)), len(_words(outcome.sentence)))
    return _shared(entry, outcome) / shorter if shorter else 0.0


def _is_owned_up_to(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether an official of whose act was expected says that it is not done: "the minister said it had not been handed over".

    He is known by his country, or as the one who had told that it would be.
    """
    if not outcome.is_passive or doer_of(entry) != entry.holder:
        return False
    foretold = entry.attribution
    is_same = foretold.type is AttributionType.NAMED_OFFICIAL and not foretold.imputed and foretold.name
    return entry.holder_country in outcome.officials or bool(is_same and names(outcome.doers, is_same))


def _is_doer(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether who acts is who was to: "Bolivia handed over", not "was handed over to Bolivia".

    A demand that names nobody is not met by whoever makes it.
    """
    if all(map(is_mutual, outcome.acts)) or outcome.is_noun or _is_owned_up_to(entry, outcome):
        return True
    is_of_nobody = entry.kind is LedgerKind.OBJECTIVE and entry.subkind == ObjectiveSubkind.DEMAND
    is_of_nobody = is_of_nobody and entry.counterpart is None
    return not is_of_nobody and has_acting(outcome.doers, doer_of(entry), noun=False)


# ── it happened ───────────────────────────────────────────────────────────────


def _occurred(entry: LedgerEntry, outcome: Outcome) -> _Verdict | None:
    span, when = span_of(entry.horizon), span_of(outcome.when)
    if when is None or not _is_same_thing(entry, outcome):
        return None
    start, end = span or (entry.first_seen, entry.check_after or date.max)
    if (when[0] < start and not outcome.is_early) or when[1] < entry.first_seen:
        return None
    negative = entry.polarity is Polarity.NEGATIVE and not _is_asked_for(entry, outcome)
    if when[1] <= end:
        told = " (caption)" if outcome.evidence.section is Section.CAPTION else ""
        if negative:
            return _Verdict(
                status=LedgerStatus.CONTRADICTED, rule=f"2.7 contradicted: event inside horizon{told}"
            )
        return _Verdict(status=LedgerStatus.MET, rule=f"2.7 met: event inside horizon{told}")
    is_late = when[0] > end and (_is_very_same(entry, outcome) or _is_told_late(outcome, when[0] - end))
    if span and is_late and not negative and entry.parent is None:
        return _Verdict(status=LedgerStatus.MET, rule="2.7 met late: the same event after its horizon")
    return None


def _is_told_late(outcome: Outcome, behind: timedelta) -> bool:
    """Tell whether a report calls what was done so many days ``behind`` the last one the promised thing, done late."""
    if outcome.days_late is not None:
        return outcome.days_late == behind.days
    return outcome.is_late and behind.days <= _SHORT_TIME


def _is_sum_for_another(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a mere sum may go to whom nobody expected it to: a promise that names no payee knows none.

    One that comes as many days late as a report tells is the promised one all the same.
    """
    if entry.counterpart or outcome.days_late or not any(map(is_mere_sum, _tellings(entry, outcome))):
        return False
    return not entities_in(outcome.telling.whole) <= entities_in(concerned_words(entry))


def _is_asked_for(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell of an aim against something that asks for the act itself: "wants Chile to withdraw", not "wants Chile not to sign"."""
    return entry.kind is LedgerKind.OBJECTIVE and any(
        mark.act in outcome.acts and cue_words("against").isdisjoint(words(entry.statement[: mark.start]))
        for mark in marks_expected(entry.statement)
    )


def _is_lesser(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether a report tells of less than was expected, in its number or in words behind the verb."""
    behind = outcome.telling.behind
    rest = outcome.sentence.partition(behind)[2] if behind else ""
    return any(is_lesser(each, outcome.telling, rest) for each in _tellings(entry, outcome))


def _in_part(entry: LedgerEntry) -> _Verdict:
    """Return what it proves that less was done than was expected: of a promise a part, of an aim progress."""
    if entry.kind is LedgerKind.OBJECTIVE:
        return _Verdict(status=LedgerStatus.ADVANCED, rule="2.7 advanced: a part of it is reported")
    return _Verdict(status=LedgerStatus.PARTLY_MET, rule="2.7 partly met: a part of it is reported")


def _is_same_thing(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether an event is the expected one: two named persons meet in a time named, or the words are much the same.

    In a time of a month at most it is enough that all that stood behind the verb stands there again. Of an aim without
    a time it must be two words at least.
    """
    span = span_of(entry.horizon)
    if entry.kind is LedgerKind.OBJECTIVE and span is None:
        return _is_very_same(entry, outcome) or _has_whole_matter(entry, outcome, _WHOLE)
    if span and (_is_meeting_of_the_named(entry, outcome) or _is_meeting_there(entry, outcome)):
        return True
    if _is_short(span) and _has_whole_matter(entry, outcome, 1) and not _is_sum_for_another(entry, outcome):
        return True
    return _alike(entry, outcome) >= _ALIKE and _shared(entry, outcome) > _FEWEST_WORDS


def _has_whole_matter(entry: LedgerEntry, outcome: Outcome, fewest: int) -> bool:
    parties = f"{entry.holder} {entry.counterpart or ''}"
    return any(
        is_same_matter(each, outcome.telling, parties, fewest=fewest) for each in _tellings(entry, outcome)
    )


def _is_meeting_of_the_named(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether the very persons meet whom an expectation names, or the leaders of its states."""
    return outcome.acts == {"meet"} and (_are_two_persons(entry) or _is_between_leaders(entry, outcome))


def _is_between_leaders(entry: LedgerEntry, outcome: Outcome) -> bool:
    leaders = meeting_leaders(entry.statement, entry.holder)
    return outcome.acts == {"meet"} and bool(leaders) and leaders <= outcome.leaders


def _are_two_persons(entry: LedgerEntry) -> bool:
    persons = {
        party_key(part)
        for party in told_parties(entry)
        for part in parts_of(party)
        if entity_called(part) is None and any(word[:1].isupper() for word in part.split())
    }
    return len(persons) >= 2


def _is_very_same(entry: LedgerEntry, outcome: Outcome) -> bool:
    if shared_run(entry.statement, outcome.sentence) >= VERBATIM:
        return True
    expected = len(_words(entry.statement))
    return _shared(entry, outcome) >= _VERY_ALIKE * expected and expected > _FEWEST_WORDS


# ── it did not, or not then ───────────────────────────────────────────────────


def _is_put_off(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether what a report puts off is the expected: its old date is the entry's, or the words are much the same.

    Where it names no old date, half of the words will do for what was expected within a month, and is again.
    """
    span, new = span_of(entry.horizon), span_of(outcome.when)
    if span is None or new is None or new[0] <= span[1]:
        return False
    if outcome.planned is None and _is_short((span[0], new[1])) and _shared(entry, outcome) >= _FEWEST_WORDS:
        return _alike(entry, outcome) >= _ALIKE
    return _alike(entry, outcome) >= _likeness_asked(entry, outcome, span)


def _not_done(entry: LedgerEntry, outcome: Outcome) -> _Verdict | None:
    """Return what it proves that something was not done by the last day on which it was expected, or not yet behind it."""
    span, when = span_of(entry.horizon), span_of(outcome.when)
    if span is None or when is None:
        return None
    is_over = when[1] > span[1] if outcome.is_pending else when[1] == span[1]
    if not is_over or not (_is_same_thing(entry, outcome) or _is_same_pending(entry, outcome)):
        return None
    return _failed(entry, "not done in its time")


def _is_same_pending(entry: LedgerEntry, outcome: Outcome) -> bool:
    """Tell whether the very object is not given to anybody yet: it need not be said to whom."""
    parties = f"{entry.holder} {entry.counterpart or ''}"
    is_short = outcome.is_pending and _is_short(span_of(entry.horizon))
    return is_short and any(
        is_same_object(each, outcome.telling, parties) for each in _tellings(entry, outcome)
    )


def _likeness_asked(entry: LedgerEntry, outcome: Outcome, span: tuple[date, date]) -> float:
    """Return how many words a report must share with what it puts off: few of its own where it names act, body and day alone."""
    if outcome.is_bare and span_of(outcome.planned) == span and _names_group(outcome, entry.holder):
        return _BARE
    return _PUT_OFF if _is_planned_then(outcome, span) else _VERY_ALIKE


def _names_group(outcome: Outcome, holder: str) -> bool:
    """Tell whether a report has half of the words of a holder: the dockers of a state are not its teachers."""
    wanted = _words(holder)
    return entity_called(holder) is not None or 2 * len(wanted & _words(outcome.sentence)) > len(wanted)


def _is_planned_then(outcome: Outcome, span: tuple[date, date]) -> bool:
    planned = span_of(outcome.planned)
    return planned is not None and span[0] <= planned[0] and planned[1] <= span[1]


def _called_off(entry: LedgerEntry, outcome: Outcome) -> _Verdict | None:
    """Return what it proves that something was called off: a positive forecast missed, a negative one borne out."""
    span = span_of(entry.horizon)
    if outcome.status is not EventStatus.CANCELLED or span is None:
        return None
    if _alike(entry, outcome) < _likeness_asked(entry, outcome, span):
        return None
    return _failed(entry, "called off")


def _failed(entry: LedgerEntry, how: str) -> _Verdict:
    if entry.polarity is Polarity.NEGATIVE:
        return _Verdict(status=LedgerStatus.BORNE_OUT, rule=f"2.7 borne out: {how}")
    return _Verdict(status=LedgerStatus.MISSED, rule=f"2.7 missed: {how}")
