"""Which dates lie ahead: what is fixed for a day, and what is expected by then and has no row in the ledger. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from briefing.brief.dates import CalendarRow
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationRow, ExpectationStatus
from briefing.comparing import FUNCTION_WORDS, SAME, named_span, overlap, span_of
from briefing.day import Day, Edition, LedgerNews
from briefing.gazetteer import mentions
from briefing.horizon import opens_deadline
from briefing.publish.dates import day_and_month
from briefing.publish.followed import news_of
from briefing.publish.horizons import is_deadline
from briefing.publish.ledger import reported
from briefing.publish.lines import is_by_analyst, shortened, without_dateline
from briefing.publish.quotation import is_fragment
from briefing.publish.sources import EMBEDDED
from briefing.text import strip_controls, words
from briefing.types import (
    Event,
    EventStatus,
    LedgerChange,
    LedgerEntry,
    LedgerStatus,
    ObjectiveSubkind,
    Polarity,
)

CALENDAR, ENTRY_WORDS = 24, 20
SOON = timedelta(days=2)
PUT_OFF = 0.5
NOON = 12


def calendar_rows(
    day: Day, ledger: Sequence[ExpectationRow], fresh: Collection[str]
) -> tuple[CalendarRow, ...]:
    """Return what is fixed for a day to come, soonest first; what the ``ledger`` tells already is not repeated.

    What a ``fresh`` article tells again is told as that has it.
    A model words an appointment in few words: what is cut is a sentence that stands in place of words that failed, and is left out.
    """
    rows: list[CalendarRow] = []
    moved = _moved_from(news_of(day))
    called_off = list(_called_off(day))
    scheduled = [
        row
        for summary in reported(day)
        for event in summary.events
        for row in _calendar_row(event, summary.article_id, day)
        if summary.engine.name == EMBEDDED or not row.said.cut
    ]
    for row in sorted(scheduled, key=lambda each: (_is_on_file(each, fresh), *_soonest(each))):
        known = any(_same_entry(row, each) for each in rows) or any(_told_by(row, each) for each in ledger)
        is_off = any(_is_moved(row, *each) for each in moved) or any(
            _is_off(row, day, *each) for each in called_off
        )
        if not known and not is_off:
            rows.append(row)
    return tuple(sorted(rows, key=_soonest)[:CALENDAR])


def with_expected(
    calendar: Sequence[CalendarRow], ledger: Sequence[ExpectationRow], first: date
) -> tuple[CalendarRow, ...]:
    """Return the calendar with what the rows ``ledger``, which stand nowhere else, expect to happen on a day that is named, from the day ``first`` on, soonest first."""
    expected = [
        CalendarRow(
            start=span[1],
            end=span[1],
            status=row.status,
            said=row.said,
            item_id=row.id,
            holder=row.holder,
            deadline=is_deadline(row.horizon, row.first_seen),
        )
        for row in ledger
        if row.status in (ExpectationStatus.OPEN, ExpectationStatus.DUE)
        and not any(_told_by(each, row) for each in calendar)
        and not is_fragment(row.said)
        and not _is_aim_on_a_day(row)
        and row.polarity is not Polarity.NEGATIVE
        and _is_public(row.holder)
        and not is_by_analyst(row.said)
        and (span := named_span(row.horizon))
        and span[1] >= first
    ]
    return tuple(sorted([*calendar, *expected], key=_soonest))


def _is_aim_on_a_day(row: ExpectationRow) -> bool:
    """Tell of an aim that is pursued on a day, such as that of a meeting: the meeting stands there, and only a deadline is a date of its own."""
    is_aim, time = row.subkind in list(ObjectiveSubkind), row.horizon.text.lower() if row.horizon else ""
    return is_aim and not opens_deadline(time) and not time.startswith("this ")


def _is_public(holder: str) -> bool:
    """Tell of a state, a body or somebody with a name, not of "the old men of the quarter"."""
    return bool(mentions(strip_controls(holder)) or _FULL_NAME.search(holder))


_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+ [A-Z]")


def nearest(
    rows: Sequence[CalendarRow], files: Collection[str], fresh: Collection[str], today: date, at_most: int
) -> tuple[CalendarRow, ...]:
    """Return so many of the rows, in order of time: the next two days' first, of what is on file the next day's, then those that articles
    of lead stories, ``files``, tell before those of other ``fresh`` articles and these before what is on file; of each an appointment before what
    somebody says will be, one of each day before its second. What names nobody and no place comes last.
    """
    of_day = Counter[tuple[int, bool, date]]()
    ranked = []
    for row in sorted(rows, key=_soonest):
        place, is_said = _place_of(row, files, fresh), row.said.speaker is not None
        of_day[place, is_said, row.start] += 1
        is_next = row.start <= today + (SOON / 2 if place == _ON_FILE else SOON) and place < _UNNAMED
        order = (0, 0) if is_next else (is_said, of_day[place, is_said, row.start])
        ranked.append((not is_next, place, *order, row))
    chosen = sorted(ranked, key=lambda each: (*each[:4], *_soonest(each[4])))[:at_most]
    return tuple(sorted((row for *_, row in chosen), key=_soonest))


_LEADS, _FRESH, _ON_FILE, _UNNAMED = range(4)


def _place_of(row: CalendarRow, files: Collection[str], fresh: Collection[str]) -> int:
    if not names_anything(row.said.text):
        return _UNNAMED
    if not _is_on_file(row, files):
        return _LEADS
    return _ON_FILE if _is_on_file(row, fresh) else _FRESH


def with_days_of_report(
    rows: Sequence[CalendarRow], fresh: Collection[str], day: Day
) -> tuple[CalendarRow, ...]:
    """Return the rows, those of which neither a ``fresh`` article nor the story of one tells with the day of the last report that does: it may be overtaken."""
    known = {*fresh, *(each for story in day.stories for each in story.background_ids)}
    return tuple(_as_of(row, day) if _is_on_file(row, known) else row for row in rows)


def _as_of(row: CalendarRow, day: Day) -> CalendarRow:
    days = (day.articles[each.article_id].published for each in row.said.evidence)
    last = max((each for each in days if each), default=None)
    if last is None:
        return row
    label = day.labels("lines.as_of", day=day_and_month(last, day.labels))
    return replace(row, said=replace(row.said, label=label))


def _is_on_file(row: CalendarRow, fresh: Collection[str]) -> bool:
    return all(each.article_id not in fresh for each in row.said.evidence)


def first_day_ahead(edition: Edition) -> date:
    """Return the first day that lies ahead of an edition: its own only where the information ends before noon."""
    ends = edition.cut_off.astimezone(ZoneInfo(edition.time_zone))
    return edition.day if ends.hour < NOON else edition.day + timedelta(days=1)


def _soonest(row: CalendarRow) -> tuple[date, date, str]:
    return (row.start, row.end, row.said.text)


def _moved_from(news: LedgerNews) -> list[tuple[LedgerChange, LedgerEntry]]:
    """Return what was put off: each change with the date it was to be on, as ISO 8601 writes it, and its entry."""
    changes = (each for some in news.history.values() for each in some if each.after is LedgerStatus.MOVED)
    return [
        (each, news.entries[each.entry_id]) for each in changes if each.old and each.entry_id in news.entries
    ]


def _called_off(day: Day) -> Iterator[tuple[date, str, date]]:
    """Yield the day on which something was to end, what, and when it was reported to be cancelled."""
    for summary in reported(day):
        published = day.articles[summary.article_id].published
        for each in summary.events:
            if each.status is EventStatus.CANCELLED and published and (span := span_of(each.when)):
                yield span[1], each.what, published


def _is_off(row: CalendarRow, day: Day, end: date, what: str, told: date) -> bool:
    """Tell of a row that a report which is not older says that it will not be."""
    planned = day.articles[row.said.evidence[0].article_id].published
    is_older = planned is None or planned <= told
    return is_older and row.end == end and overlap(row.said.text, what) >= PUT_OFF


def _is_moved(row: CalendarRow, change: LedgerChange, entry: LedgerEntry) -> bool:
    """Tell of a row that a report has put off since: on the old date, and much in the words of what was put off or, over days,
    by a report that planned for that date."""
    if row.start.isoformat() not in (change.old or ""):
        return False
    planned = {each.article_id for each in entry.sightings if each.published and each.published < change.day}
    around = row.end > row.start and not planned.isdisjoint(each.article_id for each in row.said.evidence)
    return around or overlap(row.said.text, entry.statement) >= PUT_OFF


def _is_to_come(last: date, article_id: str, day: Day) -> bool:
    """Tell whether an appointment lies ahead, or is of an edition's own day and no story of that day goes on from its report and tells of it."""
    told = {each for story in day.stories for each in (*story.article_ids, *story.background_ids)}
    is_untold_today = last == day.edition.day and article_id not in told
    return last >= first_day_ahead(day.edition) or is_untold_today


def _calendar_row(event: Event, article_id: str, day: Day) -> Iterator[CalendarRow]:
    span = named_span(event.when)
    planned = event.status in (EventStatus.SCHEDULED, EventStatus.POSTPONED)
    if planned and span and event.evidence and _is_to_come(span[1], article_id, day):
        published = day.articles[article_id].published
        line = Line(text=without_dateline(event.what), voice=Voice.FACT, evidence=event.evidence)
        if is_fragment(line) or not _PRONOUNS.isdisjoint(words(line.text)[:1]):
            return
        has_begun = published is not None and span[0] <= published
        yield CalendarRow(
            start=span[1] if has_begun else span[0],
            end=span[1],
            status=event.status,
            said=shortened(line, ENTRY_WORDS),
        )


def names_anything(text: str) -> bool:
    """Tell of words that somebody or some place is named in them: "the round is scheduled to end on Friday" is of no file by itself."""
    shown = strip_controls(text)
    opens, *rest = [*shown.split(), ""]
    capitals = [each for each in rest if each.lstrip("“\"'(")[:1].isupper() and not _OF_TIME.match(each)]
    return bool(capitals or mentions(shown)) or opens.lower() not in FUNCTION_WORDS


_OF_TIME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "these", "those"})
"""Away from their sentence nobody knows who is meant."""


def _same_entry(one: CalendarRow, other: CalendarRow) -> bool:
    """Tell whether two entries are of one appointment: much the same words, or what one report has the same person do on the same days."""
    if one.start != other.start:
        return False
    same_report = one.end > one.start and one.said.evidence[0].article_id == other.said.evidence[0].article_id
    same_person = one.end == other.end and words(one.said.text)[:2] == words(other.said.text)[:2]
    return overlap(one.said.text, other.said.text) >= SAME or (same_report and same_person)


def _told_by(row: CalendarRow, expected: ExpectationRow) -> bool:
    """Tell whether an expectation tells what a row does: much the same words, by the same last day."""
    span = span_of(expected.horizon)
    same_end = span is not None and span[1] == row.end
    return same_end and overlap(row.said.text, expected.said.text) >= SAME
