"""Calendar periods: months, ISO weeks, thirds and halves of them. Pure; both ends of a period belong to it.

Every function raises ``ValueError`` or ``OverflowError`` where a date would leave the years 1 to 9999.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


class Granularity(StrEnum):
    """How fine a time is told. An ``OCCASION`` ("during his visit") has no date of its own."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    PERIOD = "period"
    OCCASION = "occasion"


class Period(NamedTuple):
    start: date
    end: date

    def distance(self, day: date) -> timedelta:
        """Return how far ``day`` lies outside the period."""
        return max(self.start - day, day - self.end, timedelta())


def add_months(day: date, months: int) -> date:
    """Return the day ``months`` later; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_units(day: date, count: int, unit: str) -> date:
    """Return the day ``count`` hours, days, weeks, months, quarters, years or decades later; hours fill days."""
    if unit in _MONTHS:
        return add_months(day, count * _MONTHS[unit])
    return day + timedelta(days=-(-count // 24) if unit == "hour" else count * (7 if unit == "week" else 1))


def months(year: int, month: int, count: int = 1) -> Period:
    """Return ``count`` whole months from the first of ``month``."""
    first = date(year, month, 1)
    return Period(first, add_months(first, count) - timedelta(days=1))


def week(day: date) -> Period:
    """Return the ISO week of ``day``, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def weekend(day: date) -> Period:
    """Return Saturday and Sunday of the ISO week of ``day``."""
    sunday = week(day).end
    return Period(sunday - timedelta(days=1), sunday)


def unit_around(day: date, unit: str, offset: int = 0) -> Period:
    """Return the week, weekend, month, quarter or year of ``day``, or one ``offset`` of them later."""
    if unit == "week":
        return week(day + timedelta(weeks=offset))
    if unit == "weekend":
        return weekend(day + timedelta(weeks=offset))
    if unit == "year":
        return months(day.year + offset, 1, 12)
    size = 3 if unit == "quarter" else 1
    first = add_months(day.replace(day=1), offset * size)
    return months(first.year, (first.month - 1) // size * size + 1, size)


def slice_of(period: Period, count: int, index: int) -> Period:
    """Return part ``index`` of a period cut into ``count``.

    Whole months where they divide; a month falls into days 1-10, 11-20 and 21-end, or 1-15 and 16-end.
    """
    length = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if period == months(period.start.year, period.start.month, length) and length % count == 0:
        first = add_months(period.start, index * length // count)
        return Period(first, add_months(first, length // count) - timedelta(days=1))
    days = (period.end - period.start).days + 1
    if days < count:
        return period
    size = (30 if 28 <= days <= 31 else days) // count
    start = period.start + timedelta(days=index * size)
    return Period(start, period.end if index == count - 1 else start + timedelta(days=size - 1))
