"""The dates that a statement gives, held against those of its evidence: "10 March" is Tuesday's date. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from briefing.horizon import FoundHorizon, Granularity, find_horizons
from briefing.text import Span, fold
from briefing.types import Horizon, HorizonBasis

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What one or several passages say of time. ``ends`` are the first and last days of all
    their periods, ``days`` those of them that are beyond doubt."""

    text: str
    found: tuple[FoundHorizon, ...]
    marks: frozenset[str]
    ends: frozenset[date]
    days: frozenset[date]
    published: date | None


def times_in(passages: Iterable[str], published: date | None, known: Collection[date] = ()) -> Times:
    """Read the dates of the evidence, to which ``known`` ones belong; whether "Friday" is past or to come is left open."""
    texts = tuple(passages)
    found = tuple(one for text in texts for one in _horizons(text, published))
    whole = fold("\n".join(texts))
    ends = {day for one in found if not _is_year(one) for day in _borders(one.horizon, published)}
    meant = list(_days_meant(whole, published))
    return Times(
        text=whole.lower(),
        found=found,
        marks=frozenset(mark for _, mark in _marks(whole)),
        ends=frozenset(ends.union(known, *meant)),
        days=frozenset(ends.union(*(days for days in meant if len(days) == 1)) - {published}),
        published=published,
    )


def untold_times(statement: str, evidence: Times) -> tuple[list[Span], list[Span]]:
    """Return the dates of ``statement`` that the evidence does not tell, and where all its dates stand."""
    dated = [one for one in _horizons(statement, evidence.published) if _tells_a_date(one)]
    spans = [Span(one.start, one.end) for one in dated]
    untold = [
        Span(one.start, one.end)
        for one in dated
        if _contradicts_itself(one, evidence) or not _is_told(one, evidence)
    ]
    for span, mark in _marks(fold(statement)):
        if not any(whole.start <= span.start < whole.end for whole in spans):
            spans.append(span)
            if not _is_marked(mark, evidence):
                untold.append(span)
    return untold, spans


def _is_year(one: FoundHorizon) -> bool:
    """Tell whether a phrase gives a year by its number: then the number is compared, not the days it begins and ends."""
    return one.granularity is Granularity.YEAR and re.search(r"\d{4}", one.horizon.text) is not None


def _borders(one: Horizon, published: date | None) -> Iterator[date]:
    """Yield the first and the last day of a period; not that of publication, where a deadline runs from it."""
    if one.start is not None and (one.start != published or one.end == one.start):
        yield one.start
    if one.end is not None:
        yield one.end


@lru_cache(maxsize=512)
def _horizons(text: str, published: date | None) -> tuple[FoundHorizon, ...]:
    return find_horizons(text, published)


# ── phrases ───────────────────────────────────────────────────────────────────


def _tells_a_date(one: FoundHorizon) -> bool:
    """Tell whether a phrase says more than "soon" or "during the visit"."""
    if one.granularity is Granularity.OCCASION:
        return False
    return any(_marks(fold(one.horizon.text))) or _COUNTED_FROM_NOW.search(one.horizon.text) is not None


_COUNTED_FROM_NOW = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|(?:last|next|this|coming|past|previous)\s+(?:\w+\s+)?(?:week|month|year|quarter|"
    r"decade|weekend|night|morning|evening|spring|summer|autumn|fall|winter)s?|ago|end|half|early|late|mid|Christmas)\b",
    re.IGNORECASE,
)


def _is_told(one: FoundHorizon, evidence: Times) -> bool:
    core = _core(one.horizon.text)
    if re.search(rf"(?<!\w){re.escape(core)}(?!\w)", evidence.text):
        return True
    marks = [mark for _, mark in _marks(fold(one.horizon.text))]
    if one.granularity is Granularity.YEAR and marks:
        return all(_is_marked(mark, evidence) for mark in marks)
    start, end = one.horizon.start, one.horizon.end
    if one.horizon.basis is HorizonBasis.UNRESOLVED or (start is None and end is None):
        return all(mark in evidence.marks for mark in marks)
    days = {day for day in (start, end) if day is not None}
    if len(days) > 1:
        days.discard(evidence.published or date.min)
    if days <= evidence.ends or (_is_wide(one) and _holds_any(one, evidence)):
        return True
    meant = list(_days_meant(fold(one.horizon.text), evidence.published))
    if meant and all(any(day in evidence.ends for day in days) for days in meant):
        return True
    return bool(not marks and one.horizon.basis is HorizonBasis.CONVENTION and _is_vague(one, evidence))


def _contradicts_itself(one: FoundHorizon, evidence: Times) -> bool:
    """Tell whether the day of the week is not that of the date beside it: "Thursday 9 March" in 2026."""
    marks = [mark for _, mark in _marks(fold(one.horizon.text))]
    weekdays = [int(mark[1:]) for mark in marks if mark.startswith("d")]
    has_date = any(mark.isdigit() and len(mark) < 3 for mark in marks)
    if (
        len(weekdays) != 1
        or not has_date
        or one.horizon.start is None
        or one.horizon.start != one.horizon.end
    ):
        return False
    return one.horizon.start.weekday() != weekdays[0] and f"d{weekdays[0]}" not in evidence.marks


_LEAD = re.compile(
    r"^(?:(?:by|on|or|before|prior|to|ahead|of|until|till|through|not?|later|earlier|sooner|than|since|after|from|starting|"
    r"beginning|as|at|in|during|throughout|within|over|between|soon|early|late|the|an?|about|around|roughly|least)\s+)+"
)


def _core(phrase: str) -> str:
    """Return a time phrase without the words that lead to it."""
    folded = fold(phrase).lower()
    return _LEAD.sub("", folded) or folded


def _is_wide(one: FoundHorizon) -> bool:
    return one.granularity not in (Granularity.DAY, Granularity.OCCASION)


def _holds_any(one: FoundHorizon, evidence: Times) -> bool:
    """Tell whether the period of ``one`` holds a whole one of the evidence: March holds the 10th.

    Of a deadline ("by March") the period that it names counts, not the time up to it.
    """
    alone = _horizons("in " + _LEAD.sub("", fold(one.horizon.text)), evidence.published)
    mine = alone[0].horizon if alone else one.horizon
    if mine.start is None or mine.end is None or mine.end - mine.start > _LONGEST:
        return False
    return any(_is_within(mine, other.horizon) for other in evidence.found) or any(
        mine.start <= day <= mine.end for day in evidence.days
    )


_LONGEST = timedelta(days=400)


def _is_within(mine: Horizon, theirs: Horizon) -> bool:
    if mine.start is None or mine.end is None or theirs.start is None or theirs.end is None:
        return False
    return mine.start <= theirs.start <= theirs.end <= mine.end


def _is_vague(one: FoundHorizon, evidence: Times) -> bool:
    """Tell whether "the coming weeks" stands for something that the evidence says with other words."""
    unit = re.search(r"(week|month|year|day|decade)", one.horizon.text.lower())
    return bool(unit and unit[1] in evidence.text) or any(_overlaps(one, other) for other in evidence.found)


def _overlaps(one: FoundHorizon, other: FoundHorizon) -> bool:
    mine, theirs = one.horizon, other.horizon
    return (mine.start or date.min) <= (theirs.end or date.max) and (theirs.start or date.min) <= (
        mine.end or date.max
    )


# ── names of months and days, and years ───────────────────────────────────────


def _marks(text: str) -> Iterator[tuple[Span, str]]:
    """Yield months ("m3"), days of the week ("d0"), days of a month ("3") and years ("2026")."""
    for match in _MARK.finditer(text):
        month, weekday, year, day = match.group("month", "weekday", "year", "day")
        day = day or match["before"]
        if month:
            yield Span(*match.span("month")), f"m{_MONTHS.index(month[:3].lower()) + 1}"
        if weekday:
            yield Span(*match.span("weekday")), f"d{_DAYS.index(weekday[:3].lower())}"
        if year:
            yield Span(*match.span("year")), year
        if day:
            yield Span(*match.span("day" if match["day"] else "before")), day


_MONTH_NAMES = (
    r"January|February|April|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mar)\b\.?(?= \d|,? \d{4})|"
    r"(?:(?<=[a-z] )|(?<=\d )|(?<=mid-))March|(?:March|May)(?= \d)|(?:(?<=\d )|(?<=[Ii]n )|(?<=[Bb]y )|(?<=[a-z] of )|(?<=ince )|(?<=ast )|"
    r"(?<=ext )|(?<=his )|(?<=ntil )|(?<=efore )|(?<=fter )|(?<=uring ))May"
)
_MARK = re.compile(
    rf"(?:\b(?P<before>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?:of )?)?\b(?P<month>{_MONTH_NAMES})(?!\w)(?: (?P<day>(?:[12]\d|3[01]|0?[1-9])(?!\d|[.,]\d)))?"
    r"|\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:s|\b)"
    r"|(?<![\w$€£¥.,-])(?P<year>1[5-9]\d\d|20\d\d)(?=s?\b)(?![,.]\d|%| (?:people|troops|soldiers|men|women|tons|tonnes|megawatts|"
    r"metres|miles|kilomet|licences|fishermen|dollars|euros|jobs|members|workers|monitors|migrants|refugees|cases|deaths))"
)


def _days_meant(text: str, published: date | None) -> Iterator[tuple[date, ...]]:
    """Yield for each day that ``text`` names the dates it may mean: of a Friday the last one and the next."""
    if published is None:
        return
    for match in _MARK.finditer(text):
        month, weekday, day = match.group("month", "weekday", "day")
        if _WITH_YEAR.match(text, match.end()):
            continue
        if weekday:
            ahead = timedelta(days=(_DAYS.index(weekday[:3].lower()) - published.weekday()) % 7)
            yield published + ahead, published + ahead - timedelta(days=7)
        elif month and (number := day or match["before"]):
            yield from _nearest(published, _MONTHS.index(month[:3].lower()) + 1, int(number))


_WITH_YEAR = re.compile(r"(?:, )?,? ?(?:1[5-9]|20)\d\d\b")


def _nearest(published: date, month: int, day: int) -> Iterator[tuple[date, ...]]:
    years = range(max(published.year - 1, 1), min(published.year + 2, 9999))
    with suppress(ValueError):
        yield (min((date(year, month, day) for year in years), key=lambda one: abs(one - published)),)


def _is_marked(mark: str, evidence: Times) -> bool:
    if mark in evidence.marks:
        return True
    if mark.startswith("m"):
        return any(day.month == int(mark[1:]) for day in evidence.days)
    if mark.startswith("d"):
        return any(day.weekday() == int(mark[1:]) for day in _single_days(evidence.found))
    return any(day.year == int(mark) for day in evidence.days) if len(mark) == 4 else False


def _single_days(found: Sequence[FoundHorizon]) -> Iterator[date]:
    for one in found:
        for day in (one.horizon.start, one.horizon.end):
            if one.granularity is Granularity.DAY and day is not None:
                yield day
