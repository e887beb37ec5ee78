"""One time phrase: its words, what they are resolved against, and the dates that they mean. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from briefing.horizon import words as timewords
from briefing.horizon.periods import Granularity, Period, add_units, months, slice_of, unit_around, week
from briefing.horizon.tense import Tense, tense_at
from briefing.types import HorizonBasis

_ANY_DAY = date(2000, 1, 1)


class Dates(NamedTuple):
    start: date | None
    end: date | None
    granularity: Granularity
    basis: HorizonBasis = HorizonBasis.RELATIVE


class Phrase(NamedTuple):
    """One match and what it is resolved against."""

    match: re.Match[str]
    published: date | None
    tense: Tense

    def get(self, *names: str) -> str:
        """Return the first of the named parts that is there, or the empty string."""
        match, groups = self.match, self.match.re.groupindex
        for name in names:
            if name in groups and (part := match[name]):
                return " ".join(part.split())
        return ""

    @property
    def day(self) -> date:
        """The date of publication; without one any day, to see whether the words are a time at all."""
        return self.published or _ANY_DAY

    @property
    def has_year(self) -> bool:
        return bool(self.get("year", "year_", "years", "iso"))

    @property
    def basis(self) -> HorizonBasis:
        return HorizonBasis.STATED if self.has_year else HorizonBasis.RELATIVE

    @property
    def is_range(self) -> bool:
        return bool(self.get("month2", "day2", "day2_", "years2", "weekday2"))

    @property
    def before(self) -> str:
        return self.match.string[max(0, self.match.start() - 120) : self.match.start()]

    @property
    def after(self) -> str:
        return self.match.string[self.match.end() : self.match.end() + 80]

    @property
    def tense_here(self) -> Tense:
        """A deadline that no verb places lies ahead; what had first been set for a day may have been for one gone by."""
        if _FIRST_SET.search(self.before):
            return Tense.UNKNOWN
        tense = tense_at(self.before, self.after, self.tense)
        ahead = self.is_deadline or self.get("lead").startswith("as ")
        return Tense.FUTURE if tense is Tense.UNKNOWN and ahead else tense

    @property
    def is_deadline(self) -> bool:
        return bool(timewords.DEADLINE.match(self.get("lead")))


_FIRST_SET = re.compile(
    r"\b(?:first|originally|initially|previously) (?:set|scheduled|planned|due|slated|expected) (?:for |on )?(?:the )?$",
    re.IGNORECASE,
)


def _choose(periods: Iterable[Period], phrase: Phrase, grace: int = 0) -> Period:
    """Return the one of several recurrences, in order of time, that ``phrase`` means.

    A future one may lie ``grace`` days back: reports outlive the day that they announce.
    """
    found, day, which = [*periods], phrase.day, phrase.get("which")
    if which.endswith(("next", "coming")):
        return next(period for period in found if period.start > day)
    if which.endswith(("last", "past")):
        return next(period for period in reversed(found) if period.end < day)
    tense = phrase.tense_here
    if tense is Tense.FUTURE:
        return next(period for period in found if period.end >= day - timedelta(days=grace))
    if tense is Tense.PAST:
        return next(period for period in reversed(found) if period.start <= day)
    return min(found, key=lambda period: period.distance(day))


# ── days ──────────────────────────────────────────────────────────────────────

_GRACE = 7
_SHIFTS = {"next": 1, "coming": 1, "last": -1, "past": -1}
_FEASTS = {"christmas": (12, 25), "christmas eve": (12, 24), "new year's eve": (12, 31), "new year's": (1, 1)}
_PROPER_DAY = re.compile(r"(?:good|black|ash|bloody|palm|easter|holy|super|cyber|shrove|maundy|fat) $")


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(timewords.MONTHS, 1) if month[:3] == name[:3])


def _day_number(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _iso_day(phrase: Phrase) -> Dates:
    day = date.fromisoformat(phrase.get("iso"))
    return Dates(day, day, Granularity.DAY, HorizonBasis.STATED)


def _days(phrase: Phrase) -> Dates | None:
    """Resolve "June 18-19" and "28 June to 2 July 2024"."""
    first = (_month_number(phrase.get("month", "month_", "month2_")), _day_number(phrase.get("day", "day_")))
    last = (
        _month_number(phrase.get("month2", "month2_", "month")),
        _day_number(phrase.get("day2", "day2_", "day", "day_")),
    )
    if last < first and last[0] == first[0]:
        return None
    found = _recurrence(first, last, phrase)
    if phrase.get("week_of"):
        return Dates(*week(found.start), Granularity.WEEK, phrase.basis)
    return Dates(*found, Granularity.DAY, phrase.basis)


def _recurrence(first: tuple[int, int], last: tuple[int, int], phrase: Phrase) -> Period:
    """Return the days from ``first`` to ``last``, (month, day) each, in the year that is written or meant."""
    over_new_year = last < first
    if year := _year_of(phrase):
        return Period(date(year - over_new_year, *first), date(year, *last))
    reach = 8 if (2, 29) in (first, last) else 1
    years = range(phrase.day.year - reach, phrase.day.year + reach + 1)
    return _choose(_existing(first, last, years, over_new_year), phrase, _GRACE)


def _year_of(phrase: Phrase) -> int | None:
    """Return the year that is written ("2024") or counted ("next year")."""
    if whose := phrase.get("whose", "whose_"):
        return phrase.day.year + _SHIFTS.get(whose, 0)
    return int(phrase.get("year", "year_")) if phrase.get("year", "year_") else None


def _existing(
    first: tuple[int, int], last: tuple[int, int], years: Iterable[int], over_new_year: bool
) -> Iterator[Period]:
    for year in years:
        with suppress(ValueError):
            yield Period(date(year, *first), date(year + over_new_year, *last))


def _feast(phrase: Phrase) -> Dates | None:
    """Resolve "before Christmas" and "on New Year's Eve", but not "a Christmas truce"."""
    eve = phrase.get("eve")
    if not (eve or phrase.get("lead")):
        return None
    day = _FEASTS[phrase.get("feast") + (" eve" if eve == "eve" else "")]
    return Dates(*_recurrence(day, day, phrase), Granularity.DAY)


def _weekday(phrase: Phrase) -> Dates | None:
    if _PROPER_DAY.search(phrase.before):
        return None
    names = timewords.WEEKDAYS
    first, last = (names.index(phrase.get(*which)) for which in (("weekday",), ("weekday2", "weekday")))
    monday = week(phrase.day).start
    starts = (monday + timedelta(days=first + 7 * weeks) for weeks in range(-2, 3))
    length = timedelta(days=(last - first) % 7)
    return Dates(*_choose((Period(start, start + length) for start in starts), phrase), Granularity.DAY)


def _near_day(phrase: Phrase) -> Dates:
    words = phrase.get("near")
    shifts = {"day after": 2, "day before": -2, "tomorrow": 1, "yesterday": -1, "last night": -1}
    day = phrase.day + timedelta(days=next((days for key, days in shifts.items() if key in words), 0))
    return Dates(day, day, Granularity.DAY)


# ── stretches: "in the coming months", "within 90 days", "two weeks ago" ────────

_VAGUE = {"hour": (1, "day"), "day": (7, "day"), "week": (2, "month"), "month": (6, "month")}
_RECORD = re.compile(r"\b(?:first|only|time|once|most|least|worst|best|\w+est)\b[^.;]*$")


def _reach(phrase: Phrase, unit: str, sign: int) -> tuple[date | None, HorizonBasis]:
    """Return the far end of so many units; of a vague number of years there is none."""
    count = phrase.get("count", "count_")
    number = int(count) if count.isdecimal() else timewords.NUMBERS.get(count)
    if number is None and not count and phrase.get("det"):
        number = 1 if not phrase.get("unit").endswith("s") else None
    if number is not None:
        return add_units(phrase.day, sign * number, unit), HorizonBasis.RELATIVE
    if unit not in _VAGUE:
        return None, HorizonBasis.CONVENTION
    number, unit = _VAGUE[unit]
    return add_units(phrase.day, sign * number, unit), HorizonBasis.CONVENTION


def _coming(phrase: Phrase) -> Dates | None:
    unit = phrase.get("more", "more_", "more__", "unit", "unit_", "units", "units_").removesuffix("s")
    if phrase.get("unit") in ("day", "hour"):
        return None
    if phrase.get("way", "way_", "way__") in ("next", "coming", "ahead", "to come"):
        end, basis = _reach(phrase, unit, 1)
        return Dates(phrase.day, end, Granularity.PERIOD, basis)
    start, basis = _reach(phrase, unit, -1)
    return Dates(start, phrase.day, Granularity.PERIOD, basis)


def _within(phrase: Phrase) -> Dates | None:
    """Resolve "within 90 days" and "in two weeks", but not "the first in five years" or "fell in two days"."""
    unit, count = phrase.get("unit"), phrase.get("count")
    if not (count or (phrase.get("frame") != "in" and unit.endswith("s"))):
        return None
    if phrase.get("frame") == "in" and (_RECORD.search(phrase.before) or phrase.tense_here is Tense.PAST):
        return None
    end, basis = _reach(phrase, unit.removesuffix("s"), 1)
    return Dates(phrase.day, end, Granularity.PERIOD, basis)


def _apart(phrase: Phrase) -> Dates | None:
    unit = phrase.get("unit").removesuffix("s")
    if phrase.get("way") != "ago":
        end, basis = _reach(phrase, unit, 1)
        return Dates(phrase.day, end, Granularity.PERIOD, basis)
    start, basis = _reach(phrase, unit, -1)
    if start is None or basis is HorizonBasis.CONVENTION or unit in ("hour", "day", "decade"):
        end = start if basis is HorizonBasis.RELATIVE else phrase.day
        return Dates(start, end, Granularity.DAY if start == end else Granularity.PERIOD, basis)
    return Dates(*unit_around(start, unit), Granularity(unit))


# ── periods: "mid-June", "early next year", "the end of 2025", "this autumn" ───

_HANGING = re.compile(r"\b(?:for|of|between|scheduled) $")


def _period(phrase: Phrase) -> Dates | None:
    whole = _whole(phrase)
    part = phrase.get("part") or ("end" if phrase.get("close") else "")
    if whole is None or not part or (phrase.is_deadline and re.search("end|close", part)):
        return whole
    if re.search("later|earlier|rest|remainder", part):
        return _rest_of(whole, "earlier" in part, phrase.day)
    return _part_of(whole, part)


def _whole(phrase: Phrase) -> Dates | None:
    if unit := phrase.get("unit", "close"):
        return _unit(phrase, unit)
    if not _is_placed(phrase):
        return None
    if years := phrase.get("years"):
        last = int(phrase.get("years2") or years)
        period = Period(date(int(years), 1, 1), date(last, 12, 31))
        return Dates(*period, Granularity.YEAR, HorizonBasis.STATED) if int(years) <= last else None
    if phrase.get("new_year"):
        year = phrase.day.year + (phrase.day.month > 1)
        return Dates(*months(year, 1, 4), Granularity.PERIOD, HorizonBasis.CONVENTION)
    return _named(phrase)


def _is_placed(phrase: Phrase) -> bool:
    """Return whether a word says that a bare name or number is a time: "in March", not "March for peace"."""
    if (
        phrase.get("years")
        and phrase.get("lead") in ("over", "within", "at")
        and not phrase.get("event", "part")
    ):
        return False
    if phrase.get("season") and not phrase.has_year and re.match(r" of\b", phrase.after):
        return False
    if re.match("last|final", phrase.get("quarter")) and not phrase.get("year", "whose", "whose_"):
        return False
    marks = ("lead", "part", "year", "whose", "whose_", "month2", "event", "quarter", "new_year")
    if phrase.get(*marks) or phrase.get("which") not in ("", "the"):
        return True
    return phrase.get("month") != "may" and bool(_HANGING.search(phrase.before))


def _unit(phrase: Phrase, unit: str) -> Dates | None:
    which = phrase.get("which").rpartition(" ")[2]
    if which == "last" and re.match(r" of\b", phrase.after):
        return None
    if unit == "weekend" and which in ("", "the", "coming", "past") and phrase.get("which", "lead", "part"):
        found = _choose((unit_around(phrase.day, unit, weeks) for weeks in (-2, -1, 0, 1)), phrase)
    elif which in _SHIFTS or which == "this":
        found = unit_around(phrase.day, unit, _SHIFTS.get(which, 0))
    elif phrase.get("part", "closed", "close") or phrase.get("lead") == "within":
        found = unit_around(phrase.day, unit)
    else:
        return None
    return Dates(*found, Granularity.DAY if unit == "weekend" else Granularity(unit))


def _named(phrase: Phrase) -> Dates | None:
    """Resolve a month, a season or a quarter in the year that is written or meant."""
    granularity, month, count = _months_of(phrase)
    basis = HorizonBasis.CONVENTION if granularity is Granularity.SEASON else phrase.basis
    if year := _year_of(phrase):
        return Dates(*months(year, month, count), granularity, basis)
    years = range(phrase.day.year - 2, phrase.day.year + 3)
    return Dates(*_choose((months(year, month, count) for year in years), phrase), granularity, basis)


def _months_of(phrase: Phrase) -> tuple[Granularity, int, int]:
    """Return what is named, its first month, and how many months it has."""
    if season := phrase.get("season"):
        return Granularity.SEASON, timewords.SEASONS[season], 3
    if quarter := phrase.get("quarter"):
        number = timewords.ORDINALS.get(re.split("[ -]", quarter)[0]) or int(quarter[1])
        return Granularity.QUARTER, 3 * number - 2, 3
    first, last = (_month_number(phrase.get(*which)) for which in (("month",), ("month2", "month")))
    return Granularity.MONTH, first, (last - first) % 12 + 1


def _rest_of(whole: Dates, earlier: bool, day: date) -> Dates:
    """Return what of a period lies before or after ``day``; all of it where ``day`` lies outside."""
    if whole.start is None or whole.end is None or not whole.start <= day <= whole.end:
        return whole
    return whole._replace(end=day) if earlier else whole._replace(start=day)


def _part_of(whole: Dates, part: str) -> Dates:
    """Return a half or a third of a period, or the first or last month of a year."""
    if whole.start is None or whole.end is None:
        return whole
    count = 2 if "half" in part else 3
    if whole.granularity is Granularity.YEAR and re.search("beginning|start|end|close", part):
        count = 12
    index = 0 if re.search("early|beginning|start|first", part) else 1 if "mid" in part else count - 1
    basis = whole.basis if "half" in part else HorizonBasis.CONVENTION
    return Dates(*slice_of(Period(whole.start, whole.end), count, index), Granularity.PERIOD, basis)


# ── times without a date ──────────────────────────────────────────────────────


def _dated_occasion(phrase: Phrase) -> Dates | None:
    """Resolve "the May 20 inauguration" and "a September summit"."""
    if phrase.get("weekday"):
        return _weekday(phrase)
    return _days(phrase) if phrase.get("day") else _whole(phrase)


def _occasion(phrase: Phrase) -> Dates | None:
    if phrase.get("frame") == "after" and phrase.tense_here is not Tense.FUTURE:
        return None
    return Dates(None, None, Granularity.OCCASION, HorizonBasis.UNRESOLVED)


def _some_time(_: Phrase) -> Dates:
    return Dates(None, None, Granularity.PERIOD, HorizonBasis.UNRESOLVED)


RESOLVERS: dict[str, Callable[[Phrase], Dates | None]] = {
    "iso_day": _iso_day,
    "occasion_on": _dated_occasion,
    "days": _days,
    "feast": _feast,
    "weekday": _weekday,
    "near_day": _near_day,
    "coming": _coming,
    "within": _within,
    "apart": _apart,
    "taking": _within,
    "period": _period,
    "occasion": _occasion,
    "some_time": _some_time,
}
