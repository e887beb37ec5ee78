"""The dates of a brief on one line of time: those over, those to come. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from briefing.brief.dates import CalendarRow, Mark, MarkKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationRow, ExpectationStatus
from briefing.comparing import SAME, overlap, span_of
from briefing.day import Day
from briefing.publish.horizons import LONGEST, is_on_last_day
from briefing.publish.lines import shortened, without_dateline
from briefing.types import Event, EventStatus

PAST, WORDS = 6, 12
REMEMBERED = timedelta(days=366)
_KINDS = {
    ExpectationStatus.MET: MarkKind.ANSWERED,
    ExpectationStatus.MISSED: MarkKind.ANSWERED,
    ExpectationStatus.CONTRADICTED: MarkKind.ANSWERED,
    ExpectationStatus.BORNE_OUT: MarkKind.ANSWERED,
    ExpectationStatus.SUPERSEDED: MarkKind.ANSWERED,
    ExpectationStatus.ABANDONED: MarkKind.ANSWERED,
    ExpectationStatus.WITHDRAWN: MarkKind.ANSWERED,
    ExpectationStatus.OVERDUE: MarkKind.SILENT,
    ExpectationStatus.CLOSED: MarkKind.SILENT,
    ExpectationStatus.PASSED: MarkKind.SILENT,
    ExpectationStatus.NOT_CONTRADICTED: MarkKind.SILENT,
}


def timeline(
    calendar: Sequence[CalendarRow], rows: Iterable[ExpectationRow], past: Iterable[Mark], today: date
) -> tuple[Mark, ...]:
    """Return a mark for each date that the brief tells, and for what is over, in order; a row that stands twice has one."""
    once = {row.id: row for row in rows}
    marks = [
        *(mark for row in once.values() for mark in _mark_of_row(row, today)),
        *(_mark_of_entry(each) for each in calendar),
    ]
    marks += [each for each in past if not any(_is_one(each, mark) for mark in marks)]
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.said.text)))


def _is_one(mark: Mark, other: Mark) -> bool:
    return mark.end == other.end and overlap(mark.said.text, other.said.text) >= SAME


def _mark_of_entry(row: CalendarRow) -> Mark:
    if row.item_id is None:
        return Mark(start=row.start, end=row.end, kind=MarkKind.SCHEDULED, status=None, said=row.said)
    status = ExpectationStatus(row.status)
    return Mark(
        start=row.start,
        end=row.end,
        kind=MarkKind.EXPECTED,
        status=status,
        said=shortened(row.said, WORDS),
        holder=row.holder,
    )


def _mark_of_row(row: ExpectationRow, today: date) -> Iterator[Mark]:
    """Yield where a row stands on the line: a deadline or a long stretch on its last day, an answer never after today."""
    span = span_of(row.horizon)
    if span is None:
        return
    kind = _KINDS.get(row.status, MarkKind.EXPECTED)
    start, end = span
    if is_on_last_day(row.horizon, row.first_seen):
        start = end
    if kind is MarkKind.ANSWERED and end > today:
        start = end = row.history[-1].day if row.history else today
    yield Mark(
        start=start, end=end, kind=kind, status=row.status, said=shortened(row.said, WORDS), holder=row.holder
    )


# ── what is over ──────────────────────────────────────────────────────────────


def past_events(day: Day, related: Collection[str]) -> tuple[Mark, ...]:
    """Return what ``related`` articles tell of the year before, the latest first: what occurred, what was planned."""
    told = [
        mark
        for article_id in sorted(related & day.summaries.keys())
        for event in day.summaries[article_id].events
        for mark in _mark_of_event(event, day.edition.day)
    ]
    found: list[Mark] = []
    for mark in sorted(told, key=lambda each: (each.end, each.start, each.said.text), reverse=True):
        if not any(_is_one(each, mark) for each in found):
            found.append(mark)
    return tuple(found[:PAST])


def _mark_of_event(event: Event, today: date) -> Iterator[Mark]:
    kinds = {EventStatus.OCCURRED: MarkKind.OCCURRED, EventStatus.SCHEDULED: MarkKind.SCHEDULED}
    span, kind = span_of(event.when), kinds.get(event.status)
    if kind is None or span is None or not event.evidence:
        return
    start, end = span
    if today - REMEMBERED <= end < today and end - start <= LONGEST:
        line = Line(text=without_dateline(event.what), voice=Voice.FACT, evidence=event.evidence)
        yield Mark(start=start, end=end, kind=kind, status=None, said=shortened(line, WORDS))
