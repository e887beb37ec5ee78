"""What becomes of an entry (briefcraft 2.7): by a further report, by an outcome, by the clock. Pure.

Silence is never failure: what passes its date without a report is overdue, and thirty days later closed without report.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from briefing.comparing import span_of
from briefing.hedges import find_hedges
from briefing.track.ledger.matching import CLOSED
from briefing.track.ledger.stances import Turn, turn_between
from briefing.types import (
    AttributionType,
    DeskDecision,
    Direction,
    Evidence,
    Horizon,
    LedgerChange,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    Polarity,
    Trend,
)

DUE_WITHIN = timedelta(days=2)
CLOSED_AFTER = timedelta(days=30)
DORMANT_AFTER = timedelta(days=90)
REMEMBERED_FOR = timedelta(days=366)
RECAPPED_FOR = timedelta(days=30)
_DAY = timedelta(days=1)
_STRENGTH = {kind: rank for rank, kind in enumerate(AttributionType)}
ENDED = CLOSED | {LedgerStatus.ABANDONED, LedgerStatus.SETTLED}
_STILL = ENDED | {LedgerStatus.DORMANT, LedgerStatus.PARTLY_MET}
_ESCALATED = ("2.7 escalated: the report's own words", "2.7 escalated: a sharper act of the same party")
_EASED = ("2.7 eased: the report's own words", "2.7 eased: the same party gives way")
_UNTIMED = frozenset({LedgerStatus.ADVANCED, LedgerStatus.BLOCKED})
_Step = tuple[LedgerEntry, tuple[LedgerChange, ...]]


# ── a further report ──────────────────────────────────────────────────────────


def opened(entry: LedgerEntry, day: date) -> _Step:
    """Return a new entry with the change that opens it."""
    return entry, (_change(entry, day, "2.7 new: no match on file", before=None, words=entry.evidence),)


def seen_again(entry: LedgerEntry, fresh: LedgerEntry, day: date) -> _Step:
    """Return ``entry`` as a further report of it leaves it. Its words change where the report is no weaker and newer."""
    sightings = [each for each in fresh.sightings if each not in entry.sightings]
    if not sightings:
        return entry, ()
    known = replace(
        entry,
        sightings=tuple(
            sorted(
                (*entry.sightings, *sightings),
                key=lambda each: (each.published, each.article_id, each.item_id),
            )
        ),
        first_seen=min(entry.first_seen, fresh.first_seen),
        last_seen=max(entry.last_seen, fresh.last_seen),
    )
    newer = fresh.first_seen > entry.last_seen
    turn = _turn(entry, fresh) if newer else None
    stronger = _strength(fresh) < _strength(entry)
    if entry.status in CLOSED or not (stronger or (newer and _strength(fresh) == _strength(entry))):
        return _followed_up(known, fresh, day, turn) if newer else (known, ())
    told, changes = _retold(known, fresh, day, newer=newer)
    followed, more = _followed_up(told, fresh, day, turn) if newer else (told, ())
    return followed, (*changes, *more)


def _turn(entry: LedgerEntry, fresh: LedgerEntry) -> Turn | None:
    """Return how a dispute moves: by the report's own words for it, else by a party's sharper or milder act."""
    if entry.kind is not LedgerKind.DISPUTE:
        return None
    if fresh.trend is not None:
        return Turn(trend=fresh.trend, before=entry.trend.cue if entry.trend else None, is_act=False)
    return turn_between(entry, fresh)


def _strength(entry: LedgerEntry) -> int:
    return _STRENGTH[entry.attribution.type]


def _retold(entry: LedgerEntry, fresh: LedgerEntry, day: date, *, newer: bool) -> _Step:
    """Return ``entry`` in the words of ``fresh``, and what that changes where they are newer."""
    now = replace(
        entry,
        statement=fresh.statement,
        hedge=fresh.hedge,
        attribution=fresh.attribution,
        evidence=fresh.evidence,
        counterpart=fresh.counterpart or entry.counterpart,
        topic=fresh.topic or entry.topic,
    )
    if newer and _is_redated(entry, fresh):
        now = replace(now, horizon=fresh.horizon, check_after=fresh.check_after)
    differences = _differences(entry, now) if newer else ()
    return now, tuple(
        _change(
            now,
            day,
            f"2.7 changed: {field}",
            before=entry.status,
            words=fresh.evidence,
            difference=(field, old, new),
        )
        for field, old, new in differences
    )


def _is_redated(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    span = span_of(fresh.horizon)
    return span is not None and entry.parent is None and span != span_of(entry.horizon)


def _differences(old: LedgerEntry, new: LedgerEntry) -> Iterator[tuple[str, str | None, str | None]]:
    if _classes(old.hedge) != _classes(new.hedge):
        yield "hedge", old.hedge, new.hedge
    if span_of(old.horizon) != span_of(new.horizon):
        yield "horizon", written_span(old.horizon), written_span(new.horizon)
    if old.attribution.type is not new.attribution.type:
        yield "attribution", old.attribution.type.value, new.attribution.type.value


def _classes(hedge: str | None) -> frozenset[str]:
    """Return what a hedge comes to: "is expected to" and "are also expected to" are one."""
    return frozenset(each.hedge_class.value for each in find_hedges(hedge or "")) or frozenset([hedge or ""])


def written_span(horizon: Horizon | None) -> str | None:
    """Return a horizon's days as ISO 8601 writes an interval."""
    span = span_of(horizon)
    if span is None:
        return None
    start, end = (each.isoformat() for each in span)
    return start if start == end else f"{start}/{end}"


def _followed_up(entry: LedgerEntry, fresh: LedgerEntry, day: date, turn: Turn | None) -> _Step:
    """Return the status that a newer report gives: pursued, sharper or milder, awake or taken up again."""
    trend = turn.trend if turn else None
    if entry.status in CLOSED or _is_recapped(entry, fresh, trend):
        return entry, ()
    after, rule = _status_by_report(entry, turn)
    if after is entry.status and (trend is None or trend == entry.trend):
        return entry, ()
    now = replace(entry, status=after, trend=trend, closed_on=None)
    difference = ("trend", turn.before, turn.trend.cue) if turn else None
    return now, (_change(now, day, rule, before=entry.status, words=fresh.evidence, difference=difference),)


def _is_recapped(entry: LedgerEntry, fresh: LedgerEntry, trend: Trend | None) -> bool:
    """Tell whether what was given up or settled is only told once more soon after; a sharper word takes it up again."""
    if entry.closed_on is None or (trend and trend.direction is Direction.UP):
        return False
    return fresh.first_seen <= entry.closed_on + RECAPPED_FOR


def _status_by_report(entry: LedgerEntry, turn: Turn | None) -> tuple[LedgerStatus, str]:
    if entry.kind is LedgerKind.DISPUTE:
        return _status_of_dispute(entry, turn)
    if entry.status is LedgerStatus.NEW:
        return LedgerStatus.PURSUED, "2.7 pursued: reported again"
    if entry.status is LedgerStatus.ABANDONED:
        return LedgerStatus.PURSUED, "2.7 pursued again: reported after it was given up"
    if entry.status is LedgerStatus.DORMANT:
        aim = entry.kind is LedgerKind.OBJECTIVE
        return (LedgerStatus.PURSUED if aim else LedgerStatus.OPEN), "2.7 seen again"
    return entry.status, ""


def _status_of_dispute(entry: LedgerEntry, turn: Turn | None) -> tuple[LedgerStatus, str]:
    if turn is None and entry.status is LedgerStatus.SETTLED:
        return LedgerStatus.UNCHANGED, "2.7 unchanged: reported again long after it was settled"
    if turn is None:
        return LedgerStatus.UNCHANGED, "2.7 unchanged: reported again, no word of a trend"
    if turn.trend.direction is Direction.UP:
        return LedgerStatus.ESCALATED, _ESCALATED[turn.is_act]
    return LedgerStatus.EASED, _EASED[turn.is_act]


# ── the clock ─────────────────────────────────────────────────────────────────


def turns_on(entry: LedgerEntry) -> date | None:
    """Return the day on which the clock alone changes an entry next, ``None`` for never."""
    if entry.status in _STILL:
        return None
    if entry.check_after is None:
        return entry.last_seen + DORMANT_AFTER + _DAY
    if entry.status in _UNTIMED:
        return None
    try:
        return _next_turn(entry, entry.check_after)
    except OverflowError:
        return None


def _next_turn(entry: LedgerEntry, check_after: date) -> date:
    if entry.status is LedgerStatus.OVERDUE:
        return check_after + CLOSED_AFTER + _DAY
    if entry.status is LedgerStatus.DUE or span_of(entry.horizon) is None:
        return check_after + _DAY
    return max(check_after - DUE_WITHIN, entry.first_seen)


def is_forgotten(entry: LedgerEntry, day: date) -> bool:
    """Tell of an entry that was closed or fell asleep more than a year before a day: nothing answers it any more."""
    if turns_on(entry) is not None:
        return False
    ended = entry.closed_on or entry.last_seen + DORMANT_AFTER + _DAY
    return ended.toordinal() < day.toordinal() - REMEMBERED_FOR.days


def by_the_clock(entry: LedgerEntry, day: date) -> _Step:
    """Return ``entry`` as the calendar alone leaves it on ``day``."""
    changes: list[LedgerChange] = []
    while (turn := turns_on(entry)) is not None and turn <= day:
        after, rule = _status_by_clock(entry)
        before = entry.status
        entry = replace(entry, status=after, closed_on=day if after in CLOSED else None)
        changes.append(_change(entry, day, rule, before=before))
    return entry, tuple(changes)


def _status_by_clock(entry: LedgerEntry) -> tuple[LedgerStatus, str]:
    if entry.check_after is None:
        return LedgerStatus.DORMANT, "2.7 dormant: not seen for 90 days"
    if entry.status is LedgerStatus.OVERDUE:
        return LedgerStatus.CLOSED, "2.7 closed without report: 30 days overdue"
    if entry.status is not LedgerStatus.DUE and span_of(entry.horizon) is not None:
        return LedgerStatus.DUE, "2.7 due: within 2 days"
    if entry.polarity is Polarity.NEGATIVE:
        return (
            LedgerStatus.NOT_CONTRADICTED,
            "2.7 not contradicted: its time passed without a report against it",
        )
    return LedgerStatus.OVERDUE, "2.7 overdue: its time passed without a report"


# ── changes ───────────────────────────────────────────────────────────────────


def turned_to(
    entry: LedgerEntry, status: LedgerStatus, day: date, rule: str, evidence: Evidence | None
) -> _Step:
    """Return ``entry`` as a report turns it on ``day``, closed if ``status`` ends it."""
    now = replace(entry, status=status, closed_on=day if status in ENDED else None)
    return now, (_change(now, day, rule, before=entry.status, words=(evidence,) if evidence else ()),)


def withdrawn_by(entry: LedgerEntry, day: date, article_id: str, evidence: Evidence | None) -> _Step:
    """Return ``entry`` taken back by a note of ``article_id``; one that stands outside the body has no ``evidence``."""
    rule = "2.7 withdrawn: corrected by its outlet"
    now, (change,) = turned_to(entry, LedgerStatus.WITHDRAWN, day, rule, evidence)
    return now, (replace(change, article_id=article_id),)


def overruled(entry: LedgerEntry, decision: DeskDecision | None) -> _Step:
    """Return ``entry`` as the desk's word leaves it: withdrawn, or as it was worked out where that is taken back."""
    if decision is None:
        return entry, ()
    day = decision.at.date()
    now = replace(entry, status=LedgerStatus.WITHDRAWN, closed_on=day)
    if decision.rejected:
        return now, (_change(now, day, "2.7 withdrawn: rejected by the desk", before=entry.status),)
    return entry, (_change(entry, day, "2.7 restored by the desk", before=LedgerStatus.WITHDRAWN),)


def moved_to(entry: LedgerEntry, horizon: Horizon, day: date, rule: str, evidence: Evidence) -> _Step:
    """Return ``entry`` with the new date that a report gives it; it is open again until then."""
    span = span_of(horizon)
    now = replace(
        entry,
        horizon=horizon,
        check_after=span[1] if span else entry.check_after,
        status=LedgerStatus.MOVED,
        closed_on=None,
    )
    difference = ("horizon", written_span(entry.horizon), written_span(horizon))
    return now, (_change(now, day, rule, before=entry.status, words=(evidence,), difference=difference),)


def _change(
    entry: LedgerEntry,
    day: date,
    rule: str,
    *,
    before: LedgerStatus | None,
    words: tuple[Evidence, ...] = (),
    difference: tuple[str, str | None, str | None] | None = None,
) -> LedgerChange:
    field, old, new = difference or (None, None, None)
    return LedgerChange(
        entry_id=entry.id,
        day=day,
        rule=rule,
        before=before,
        after=entry.status,
        field=field,
        old=old,
        new=new,
        article_id=words[0].article_id if words else None,
        evidence=words[0] if words else None,
    )
