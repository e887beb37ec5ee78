"""When something is to be: the source's words for it, and the dates they mean. Pure."""

from datetime import date, timedelta

from briefing.brief import Brief
from briefing.brief.dates import CalendarRow, Mark
from briefing.brief.rows import ExpectationRow, ExpectationStatus
from briefing.comparing import named_span, span_of
from briefing.horizon import opens_deadline
from briefing.labels import Labels
from briefing.publish.dates import day_and_month, full_date, period
from briefing.types import Horizon

LONGEST = timedelta(days=14)


def when(row: ExpectationRow, labels: Labels) -> str:
    """Return the source's words for the time, and the dates they mean where they name a day."""
    if row.horizon is None:
        return labels("when.no_date")
    span, words = named_span(row.horizon), row.horizon.text
    if span is None:
        return f"“{words}”"
    if opens_deadline(words):
        return labels("when.meaning", words=words, dates=full_date(span[1], labels))
    resolved = within(row.horizon, row.first_seen, labels)
    return resolved if words in resolved else labels("when.meaning", words=words, dates=resolved)


def due(row: ExpectationRow, today: date, labels: Labels) -> str:
    """Return the deadline of a row of the ledger, its dates without the year of the edition."""
    told = deadline(row, labels)
    return without_year(told, today, labels) if named_span(row.horizon) else told


def deadline(row: ExpectationRow, labels: Labels) -> str:
    """Return the dates alone, or the source's words where no day is known or named."""
    if row.horizon and named_span(row.horizon):
        return within(row.horizon, row.first_seen, labels)
    return f"“{row.horizon.text}”" if row.horizon else labels("when.no_date")


def within(horizon: Horizon, published: date | None, labels: Labels) -> str:
    """Return the days of a horizon, of a deadline the last: "by 20 May 2024"."""
    span = span_of(horizon)
    if span is None:
        return labels("when.no_date")
    if is_deadline(horizon, published):
        return labels("when.by", date=full_date(span[1], labels))
    return period(*span, labels)


def is_deadline(horizon: Horizon | None, published: date | None) -> bool:
    """Tell of a last day: what is to be "within ten days", or on days that run from that of publication, may be done before.

    A row knows the day of its first report alone, and the days of its horizon may be those of a later one: there the words tell.
    """
    span = span_of(horizon)
    if horizon is None or span is None:
        return False
    return opens_deadline(horizon.text) or (published is not None and span[0] <= published < span[1])


def is_on_last_day(horizon: Horizon | None, published: date | None) -> bool:
    """Tell of what stands on the last of its days in a calendar: a deadline, and what may be on any day of more than a fortnight."""
    span = span_of(horizon)
    return is_deadline(horizon, published) or (span is not None and span[1] - span[0] > LONGEST)


def written_period(interval: str | None, labels: Labels) -> str:
    """Return an ISO interval in words."""
    if interval is None:
        return labels("when.no_date")
    days = [date.fromisoformat(each) for each in interval.split("/")]
    return period(days[0], days[-1], labels)


def without_year(dates: str, today: date, labels: Labels) -> str:
    """Return written dates without the year that the edition is of: " 2026", " de 2026"."""
    return dates.replace(full_date(today, labels).removeprefix(day_and_month(today, labels)), "")


# ── the calendar ──────────────────────────────────────────────────────────────


def calendar_days(brief: Brief, labels: Labels) -> list[tuple[str, list[CalendarRow]]]:
    """Return the entries of the calendar by their dates, without the year of the edition."""
    days: dict[str, list[CalendarRow]] = {}
    for row in brief.calendar:
        day = without_year(calendar_date(row, labels), brief.header.day, labels)
        days.setdefault(day, []).append(row)
    return list(days.items())


def calendar_date(row: CalendarRow | Mark, labels: Labels) -> str:
    """Return the day or days of a calendar entry, or by when it is expected."""
    if isinstance(row, CalendarRow) and row.deadline:
        return labels("when.by", date=full_date(row.end, labels))
    return period(row.start, row.end, labels)


def empty_calendar(brief: Brief, labels: Labels) -> str:
    """Return why a calendar is empty: no date is ahead, or the ledger or the stories tell those that are."""
    in_stories = (row for story in brief.stories for row in story.expectations)
    told = (("in_ledger", brief.ledger), ("in_stories", in_stories))
    place = next((name for name, rows in told if any(_is_ahead(row, brief.header.day) for row in rows)), None)
    return labels(f"calendar.{place}") if place else labels("empty.calendar")


def _is_ahead(row: ExpectationRow, today: date) -> bool:
    span = span_of(row.horizon)
    return span is not None and span[1] >= today and row.status not in _ANSWERED


_ANSWERED = (
    ExpectationStatus.MET,
    ExpectationStatus.MISSED,
    ExpectationStatus.CONTRADICTED,
    ExpectationStatus.BORNE_OUT,
    ExpectationStatus.SUPERSEDED,
    ExpectationStatus.ABANDONED,
    ExpectationStatus.WITHDRAWN,
    ExpectationStatus.CLOSED,
)
