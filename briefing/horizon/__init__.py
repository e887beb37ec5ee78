"""When: words for time in a text, and the dates that they mean. Pure calendar arithmetic.

Practice of TimeML: phrases are resolved against the date of publication, never against the clock, and
the source's words are kept. What words leave open is settled by these conventions, marked as such:

* early, mid and late are the thirds of a period: 1-10, 11-20 and 21-end of a month, four months of a year;
  the start and the end of a year are its first and last month.
* seasons are those of the northern hemisphere, in whole months; a winter bears the year of its December.
* the coming days are 7 days, weeks 2 months, months 6 months; the coming years have no end.
* "next Friday" is the first Friday after publication, "last Friday" the last one before it.
* a deadline ("by", "before", "until", "ahead of", "leading up to") runs from publication to its day.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from briefing.horizon import words as timewords
from briefing.horizon.periods import Granularity
from briefing.horizon.phrases import RESOLVERS, Dates, Phrase
from briefing.horizon.tense import Tense
from briefing.types import Horizon, HorizonBasis

__all__ = ["FoundHorizon", "Granularity", "Tense", "find_horizons", "opens_deadline"]


class FoundHorizon(NamedTuple):
    """A horizon and where its words stand: ``text[start:end] == horizon.text``."""

    horizon: Horizon
    start: int
    end: int
    granularity: Granularity


def opens_deadline(words: str) -> bool:
    """Tell of words for a time that name a last day: "by 20 March", "no later than Friday", "within ten days"."""
    return bool(timewords.DEADLINE.match(timewords.small(words)))


@lru_cache(maxsize=64)  # an event and the items on it share their clause
def find_horizons(
    text: str, published: date | None, *, tense: Tense = Tense.UNKNOWN
) -> tuple[FoundHorizon, ...]:
    """Return the time phrases of ``text`` in order, resolved against the date of publication.

    ``tense`` says which Monday or June a sentence means; a verb right before the phrase outweighs it, and
    without it the words around decide, then nearness. Without ``published`` only dates written with their
    year resolve. Occasions that have no date of their own ("during his visit") stay unresolved.
    """
    small = timewords.small(text)
    return tuple(_phrases(text, small, published, tense))


def _phrases(text: str, small: str, published: date | None, tense: Tense) -> Iterator[FoundHorizon]:
    position, last = 0, timewords.last_hint(text, small)
    while position <= last and (hit := _next(small, position)):
        rule, start = hit
        match = timewords.rules()[rule].match(small, start)
        phrase = Phrase(match=match, published=published, tense=tense) if match else None
        dates = phrase and _is_written(text, phrase.match) and _dates_of(rule, phrase)
        if phrase and dates:
            yield _found(text, phrase.match, dates)
        position = phrase.match.end() if phrase and dates else start + 1


@lru_cache(maxsize=64)  # a clause is read anew for another tense
def _next(small: str, position: int) -> tuple[str, int] | None:
    """Return the rule that holds next from ``position`` on, and where."""
    hit = timewords.any_rule().search(small, position)
    return (str(hit.lastgroup), hit.start()) if hit else None


def _found(text: str, match: re.Match[str], dates: Dates) -> FoundHorizon:
    start, end = match.span()
    horizon = Horizon(text=text[start:end], start=dates.start, end=dates.end, basis=dates.basis)
    return FoundHorizon(horizon=horizon, start=start, end=end, granularity=dates.granularity)


def _is_written(text: str, match: re.Match[str]) -> bool:
    """Return whether the months and weekdays of a match have their capital in ``text``: "may" is no month."""
    return all(
        text[match.start(name)].isupper()
        for name in match.re.groupindex
        if name.startswith(("month", "weekday")) and match[name]
    )


def _dates_of(rule: str, phrase: Phrase) -> Dates | None:
    """Return the dates of one match, or ``None`` where it is no time phrase or no day of the calendar."""
    try:
        dates = RESOLVERS[rule](phrase)
        framed = dates and _framed(dates, phrase)
    except (ValueError, OverflowError, StopIteration):
        return None
    if framed is None or phrase.published or phrase.has_year:
        return framed
    return framed._replace(start=None, end=None, basis=HorizonBasis.UNRESOLVED)


_FROM_THEN = re.compile(r"after|from|starting|beginning|as of|(no|not) (earlier|sooner)")


def _framed(dates: Dates, phrase: Phrase) -> Dates | None:
    """Return ``dates`` as the word before them bounds them; ``None`` where the two do not go together."""
    lead = phrase.get("lead")
    if not lead or dates.start is None or dates.end is None:
        return dates
    if phrase.is_deadline:
        return _up_to(dates, dates.start, dates.end, phrase)
    if lead == "since":
        return dates._replace(end=phrase.published) if dates.start <= phrase.day else None
    if _FROM_THEN.match(lead) and not phrase.is_range:
        start = dates.end if lead == "after" else dates.start
        return dates._replace(start=start, end=None) if dates.start >= phrase.day else None
    return None if phrase.after.startswith("'s") else dates


def _up_to(dates: Dates, start: date, end: date, phrase: Phrase) -> Dates:
    """Return the time from publication to the deadline; "before November" ends with October."""
    is_whole = dates.granularity is not Granularity.DAY and not phrase.get("part", "event", "closed", "close")
    if is_whole and phrase.get("lead").endswith(("before", "prior to")):
        end = start - timedelta(days=1)
    if phrase.published is None:
        return dates._replace(start=None, end=end)
    return dates._replace(start=phrase.published if phrase.published <= end else min(start, end), end=end)
