"""Dates as a brief prints them: in the language of its labels, whatever the machine's locale. Pure."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.labels import Labels


def day_and_month(day: date, labels: Labels) -> str:
    """Return "20 May"."""
    return labels("dates.day_and_month", day=_number(day, labels), month=_month(day, labels))


def full_date(day: date, labels: Labels) -> str:
    """Return "20 May 2024"."""
    return labels("dates.full", day=_number(day, labels), month=_month(day, labels), year=_year(day))


def weekday_date(day: date, labels: Labels) -> str:
    """Return "Monday 20 May 2024"."""
    weekday = labels.all("dates.weekdays")[day.weekday()]
    return labels("dates.weekday", weekday=weekday, date=full_date(day, labels))


def period(start: date, end: date, labels: Labels) -> str:
    """Return a stretch of days as briefly as it can be read: "18–19 June 2023", "June 2023" for the whole month."""
    if start == end:
        return full_date(start, labels)
    if start.day == 1 and end == _last_of_month(start):
        return labels("dates.whole_month", month=_month(end, labels), year=_year(end))
    if (start.year, start.month) == (end.year, end.month):
        return labels(
            "dates.of_one_month",
            first=_number(start, labels),
            last=_number(end, labels),
            month=_month(end, labels),
            year=_year(end),
        )
    write = day_and_month if start.year == end.year else full_date
    return labels("dates.of_two", first=write(start, labels), last=full_date(end, labels))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def instant(moment: datetime, time_zone: str, labels: Labels) -> str:
    """Return an instant as its readers' clocks show it: "24 April 2024, 20:00 UTC"."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return labels(
        "dates.instant", date=full_date(local.date(), labels), time=f"{local:%H:%M}", zone=time_zone
    )


def _number(day: date, labels: Labels) -> str:
    return labels("dates.first") if day.day == 1 else str(day.day)


def _month(day: date, labels: Labels) -> str:
    return labels.all("dates.months")[day.month - 1]


def _year(day: date) -> str:
    return f"{day.year:04d}"
