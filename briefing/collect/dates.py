"""When a document was published: from its metadata, or from the head of its text before cleaning. Pure.

A wrong date is worse than none: it makes old news new and moves every "next week". So only dates written
with their year in an unmistakable form are believed, a clock time only with a zone that means one offset,
and nothing before 1900, at the epoch of computers' clocks, or more than 24 hours ahead.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import IntEnum
from functools import cache

from briefing.text import Span, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The local date as written, and the instant (UTC) where time of day and zone are known."""

    day: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date of publication; its words stand at ``start``:``end`` of the text."""

    published: Published
    start: int
    end: int


def parse_published(value: str | date | datetime, *, now: datetime | None = None) -> Published | None:
    """Return the publication date that metadata, front matter or a feed gives, ``None`` if it cannot be believed.

    Understood are ISO 8601 dates and datetimes, RFC 822 with numeric or well-known zones, and English dates
    with the month's name. Not understood, because they may mean two things or nothing: seconds since the
    epoch, "12/06/2026", "tomorrow". A time without a zone, or with an unknown one, gives the date alone.
    """
    if isinstance(value, str):
        match = _pattern(_MOMENT).fullmatch(fold(value).strip())
        published = _moment(match) if match else None
    elif isinstance(value, datetime):
        published = _of_datetime(value)
    else:
        published = Published(day=value)
    return published if published and _is_plausible(published, now) else None


def published_in_text(
    text: str, *, outside: Sequence[Span] = (), now: datetime | None = None
) -> FoundDate | None:
    """Return the publication date that a line at the head of ``text`` states, or ``None``.

    Only lines count that are made of a date and little else ("Published: March 3, 2025 14:05 GMT",
    "By A. Writer | June 16, 2023") and datelines with a year; a sentence of the body never does, nor a line
    that touches one of the spans to keep ``outside``. "Published" is believed before "updated".
    """
    found = [
        (rank, date_found)
        for rank, date_found in _stated(fold(text))
        if _is_plausible(date_found.published, now)
        and not any(date_found.start < span.end and date_found.end > span.start for span in outside)
    ]
    return min(found, key=lambda item: (item[0], item[1].start))[1] if found else None


# ── one moment ────────────────────────────────────────────────────────────────

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Tues|Wednes|Thurs|Satur)(?:day)?\.?"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DATE = (
    r"(?:(?P<iso_year>[12][0-9]{3})(?P<dash>[-/])(?P<iso_month>[0-9]{2})(?P=dash)(?P<iso_day>[0-9]{2})"
    rf"|(?P<month>{_MONTH}) (?P<day>{_DAY}),? (?P<year>[12][0-9]{{3}})"
    rf"|(?P<day_>{_DAY})[ -](?P<month_>{_MONTH}),?[ -](?P<year_>[12][0-9]{{3}}|[0-9]{{2}}(?= [0-9]{{2}}:)))"
    r"(?![0-9])"
)


def _clock(mark: str) -> str:
    """Return the pattern of a time of day and its zone; ``mark`` tells one that stands before the date."""
    return (
        rf"(?P<hour{mark}>[0-2]?[0-9])(?:[:.](?P<minute{mark}>[0-5][0-9]))?"
        rf"(?::(?P<second{mark}>[0-6][0-9])(?:[.,][0-9]+)?)?(?: ?(?P<half{mark}>[ap])\.?m\b\.?)?"
        rf"(?: ?(?P<zone{mark}>(?:GMT|UTC)?[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?|[A-Z]{{1,5}}(?![A-Za-z])))?(?: \([A-Z]+\))?"
    )


_MOMENT = (
    rf"(?:{_clock('_')},? (?:on )?)?(?:{_WEEKDAY},? )?{_DATE}"
    rf"(?:(?:T|,? (?:at )?| ?[/|,•·-] ?){_clock('')})?"
)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile at first use: the patterns are large, and not every command reads dates."""
    return re.compile(pattern, re.IGNORECASE)


_ZONES = {
    -8: "PST",
    -7: "PDT MST",
    -6: "MDT CST",
    -5: "CDT EST",
    -4: "EDT",
    0: "Z UT UTC GMT WET",
    1: "BST WEST CET",
    2: "CEST EET SAST",
    3: "EEST MSK",
    8: "HKT SGT",
    9: "JST KST",
    10: "AEST",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
}
_EAST_OF_UTC = {name: hours for hours, names in _ZONES.items() for name in names.split()}
"""Hours of zone names that mean one offset. RFC 822 fixes the American ones; IST, say, means three."""

_NUMERIC_ZONE = re.compile(r"[A-Za-z]*(?P<sign>[+-])(?P<hours>[0-9]{1,2}?):?(?P<minutes>[0-9]{2})?")
_FARTHEST_ZONE = timedelta(hours=14)


def _moment(match: re.Match[str]) -> Published | None:
    """Return what a match says, or ``None`` where there is no such day, time or offset."""
    try:
        day = _day(match)
        clock = next((mark for mark in ("", "_") if match.groupdict().get(f"hour{mark}")), None)
        if clock is None:
            return Published(day=day)
        local = _at_clock(day, match, clock)
        if local is None:
            return None
        offset = _offset(match[f"zone{clock}"])
    except (ValueError, OverflowError):
        return None
    if offset is None:
        return Published(day=local.date())
    return Published(day=local.date(), at=local.replace(tzinfo=timezone(offset)).astimezone(UTC))


def _day(match: re.Match[str]) -> date:
    if match["iso_year"]:
        return date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
    month = _MONTHS.index((match["month"] or match["month_"])[:3].lower()) + 1
    year = int(match["year"] or match["year_"])
    if year < 100:  # RFC 822 wrote two digits
        year += 2000 if year < 69 else 1900
    return date(year, month, int((match["day"] or match["day_"]).rstrip("stndrhSTNDRH")))


def _at_clock(day: date, match: re.Match[str], mark: str) -> datetime | None:
    """Return the local time; 24:00 and the leap second 60 belong to what follows."""
    hour, minute, second = (int(match[name + mark] or 0) for name in ("hour", "minute", "second"))
    half = (match["half" + mark] or "").lower()
    if not half and match["minute" + mark] is None:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(zone: str | None) -> timedelta | None:
    """Return how far a zone is east of UTC, ``None`` if unknown. Raises ``ValueError`` for one that cannot be."""
    if not zone:
        return None
    numeric = _NUMERIC_ZONE.fullmatch(zone)
    if not numeric:
        hours = _EAST_OF_UTC.get(zone.upper())
        return None if hours is None else timedelta(hours=hours)
    offset = timedelta(hours=int(numeric["hours"]), minutes=int(numeric["minutes"] or 0))
    if offset > _FARTHEST_ZONE or int(numeric["minutes"] or 0) > 59:
        raise ValueError(f"{zone} is no offset from UTC")
    return offset if numeric["sign"] == "+" else -offset


def _of_datetime(value: datetime) -> Published | None:
    if value.tzinfo is None or value.utcoffset() is None:
        return Published(day=value.date())
    try:
        return Published(day=value.date(), at=value.astimezone(UTC))
    except OverflowError:
        return None


_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EPOCH = (date(1969, 12, 31), date(1970, 1, 1))
_AHEAD = timedelta(hours=24)


def _is_plausible(published: Published, now: datetime | None) -> bool:
    if not _FIRST_YEAR <= published.day.year <= _LAST_YEAR or published.day in _EPOCH:
        return False
    if now is None:
        return True
    begins = published.at or datetime.combine(published.day, time(), UTC)
    return begins <= now + _AHEAD


# ── lines at the head of a text ───────────────────────────────────────────────

_HEAD_CHARACTERS = 3000
_HEAD_LINES = 30
_LONGEST_LINE = 160
_EDGE = r"[\s>*_#•·|()\[\]-]*"
_MARK = r" ?[|/•·;()-]+ ?"
_PUBLISHED = r"(?:first |originally )?(?:published|posted|issued|released|created)(?: online)?|(?:publication |pub )?date"
_UPDATED = r"(?:last |first )?(?:updated|modified|revised|edited)"
_LABEL = (
    rf"(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))\b"
    r"(?: by [^\d|:]{2,40}?)?(?: on| at)?[*_]* ?[:|-]?[*_]* ?"
)
_NAME = r"(?-i:[A-Z])[\w.'&-]*(?:,? (?:(?:and|of|the|for|de|van|von|al) )?(?-i:[A-Z])[\w.'&-]*){0,5}"
_PLACE = r"(?-i:[A-Z])[^\W\d_.]+(?:[ -](?-i:[A-Z])[^\W\d_.]+)?"


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=dash)", "[-/]")


_MOMENT_AGAIN = _without_names(_MOMENT)
_REST = (
    rf"(?:(?:{_MARK}|,? )(?:{_without_names(_LABEL)}{_MOMENT_AGAIN}|{_MOMENT_AGAIN}|(?:by )?(?>{_NAME})"
    rf"|[0-9]+ min(?:ute)?s?(?: read)?))*+{_EDGE}"
)
_LABELLED = rf"{_EDGE}{_LABEL}(?P<moment>{_MOMENT})(?![^\W_]){_REST}"
_DATE_LINE = (
    rf"{_EDGE}(?:by {_NAME}(?:{_MARK}|,? (?:on )?)|{_NAME} ?[|/•·]+ ?|(?<=\n){_PLACE}, )?"
    rf"(?P<moment>{_MOMENT})(?![^\W_]){_REST}"
)
_DATELINE = (
    r"(?-i:[A-Z])[\w.'-]+(?:[ /](?-i:[A-Z])[\w.'-]+){0,3}(?:, (?-i:[A-Z])[\w.]+){0,2}(?:,| --?) "
    rf"(?P<moment>{_DATE}) ?(?:\([^)]{{2,40}}\) ?)?(?:-|:)(?! ?[0-9])"
)


class _Rank(IntEnum):
    """How much a line is believed, best first."""

    PUBLISHED = 0
    DATE_LINE = 1
    UPDATED = 2


def _stated(text: str) -> Iterator[tuple[_Rank, FoundDate]]:
    """Yield each date that a line at the head of a folded text states, and how much it is believed."""
    for line in _head(text):
        if found := _reading(text, line):
            rank, match = found
            if published := _moment(match):
                start, end = match.span("moment")
                yield rank, FoundDate(published=published, start=start, end=end)


def _head(text: str) -> Iterator[Span]:
    """Yield the first lines that are not blank."""
    start, lines = 0, 0
    for line in text[:_HEAD_CHARACTERS].split("\n"):
        if line.strip() and lines < _HEAD_LINES:
            lines += 1
            yield Span(start, start + len(line))
        start += len(line) + 1


def _reading(text: str, line: Span) -> tuple[_Rank, re.Match[str]] | None:
    if line.end - line.start <= _LONGEST_LINE:
        if labelled := _pattern(_LABELLED).fullmatch(text, *line):
            return (_Rank.PUBLISHED if labelled["published"] else _Rank.UPDATED), labelled
        if alone := _pattern(_DATE_LINE).fullmatch(text, *line):
            return _Rank.DATE_LINE, alone
    dateline = _pattern(_DATELINE).match(text, *line)
    return (_Rank.DATE_LINE, dateline) if dateline else None
