"""Dates as a brief prints them: English, whatever the machine's locale. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_and_month(day: date) -> str:
    """Return "20 May"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """Return "20 May 2024"."""
    return f"{day_and_month(day)} {day.year:04d}"


def weekday_date(day: date) -> str:
    """Return "Monday 20 May 2024"."""
    return f"{_WEEKDAYS[day.weekday()]} {full_date(day)}"


def period(start: date, end: date) -> str:
    """Return a stretch of days as briefly as it can be read: "18–19 June 2023"."""
    if start == end:
        return full_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{full_date(end)}"
    if start.year == end.year:
        return f"{day_and_month(start)} – {full_date(end)}"
    return f"{full_date(start)} – {full_date(end)}"


def instant(moment: datetime, time_zone: str) -> str:
    """Return an instant as its readers' clocks show it: "24 April 2024, 20:00 UTC"."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{full_date(local.date())}, {local:%H:%M} {time_zone}"
