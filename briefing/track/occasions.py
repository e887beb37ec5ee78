"""When the event of an article happens, as far as summaries tell, and how far apart two events are. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product

from briefing.types import ArticleSummary, Event, Section

_LEAD = 500
_LONGEST_DAYS = 7

_Interval = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The days of the events in an article's title and lead, and the day of its publication."""

    events: tuple[_Interval, ...]
    published: date | None


def occasion_of(published: date | None, summary: ArticleSummary | None) -> Occasion:
    """Return when the events of an article's lead happen; a horizon of more than a week dates nothing."""
    leading = (event for event in (summary.events if summary else ()) if _is_in_lead(event))
    return Occasion(events=tuple(_intervals(leading)), published=published)


def days_apart(one: Occasion, other: Occasion) -> int:
    """Return the days between the nearest events of both.

    Where one article dates no event, its publication stands for the event, and then the other's publication
    may as well. Without any date there is nothing between them.
    """
    if one.events and other.events:
        pairs = product(one.events, other.events)
    else:
        pairs = product(_with_publication(one), _with_publication(other))
    return min((_gap(first, second) for first, second in pairs), default=0)


def _is_in_lead(event: Event) -> bool:
    return any(
        each.section is Section.TITLE or (each.section is Section.BODY and each.start < _LEAD)
        for each in event.evidence
    )


def _intervals(events: Iterable[Event]) -> Iterable[_Interval]:
    for event in events:
        if event.when is None or event.when.start is None:
            continue
        end = event.when.end or event.when.start
        if (end - event.when.start).days <= _LONGEST_DAYS:
            yield event.when.start, end


def _with_publication(occasion: Occasion) -> tuple[_Interval, ...]:
    if occasion.published is None:
        return occasion.events
    return (*occasion.events, (occasion.published, occasion.published))


def _gap(one: _Interval, other: _Interval) -> int:
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)
