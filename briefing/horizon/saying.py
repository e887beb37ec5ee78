"""From when a time counts that somebody named some time ago: "said in May that it would pay by 15 May". Pure."""

import re
from datetime import date, timedelta
from functools import cache

from briefing.data import table
from briefing.horizon.periods import Period
from briefing.horizon.words import MONTHS
from briefing.types import Horizon

_WEEK, _OUT_OF_SIGHT, _SEASON = timedelta(days=7), timedelta(days=270), timedelta(days=95)
_ENDS = re.compile(r"(?<=[a-z]{3})[.!?]\s|;")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:next|last|this|year|\d{4})\b", re.IGNORECASE)
_SAID_THEN = re.compile(r"\b\w+(?: \w+)?(?: on| in)? $")
_OPENS = re.compile(r"(?:^|[.;!?,] ?|\b(?:[Bb]ut|[Aa]nd) )(?:[Ii]n |[Oo]n )?$")
_SINCE = re.compile(r"since|from|after|until|by", re.IGNORECASE)
_THEN_SAID = re.compile(r",?(?: [\w’'-]+){1,6}")


def tells_saying(words: str) -> bool:
    """Tell whether anything is said in ``words``, in the past."""
    return bool(_saying().search(words))


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('tense')['saying'].split())})\b")


def ends_between(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence or its part ends between two offsets: what was said before it is said no more."""
    return bool(_ENDS.search(text, start, end))


def time_of_saying(text: str, start: int, end: int, when: Horizon, published: date) -> Period | None:
    """Return a time more than a week back that tells when something was said: "said in May", "in May Oslo said"."""
    if when.start is None or when.end is None or when.end > published or when.start >= published - _WEEK:
        return None
    if _SINCE.match(when.text):
        return None
    opens = _OPENS.search(text, 0, start)
    beside = (_SAID_THEN.search(text, 0, start), _THEN_SAID.match(text, end) if opens else None)
    is_said = any(words and tells_saying(words[0]) for words in beside)
    return Period(when.start, when.end) if is_said else None


def day_meant(when: Horizon, said: Period) -> date:
    """Return from which day of the time of the saying another counts: a date from the first, "within ten days" from the last."""
    return said.start if _MONTH.search(when.text) else said.end


def day_before_it(when: Horizon, published: date, before: str) -> date | None:
    """Return a day before one that was named without its year and would be most of a year ahead: it has gone by."""
    told = _ENDS.split(before)[-1]
    is_far = when.end is not None and when.end - published > _OUT_OF_SIGHT
    is_bare = bool(_MONTH.search(when.text)) and not _YEAR.search(when.text)
    return published - _SEASON if is_far and is_bare and tells_saying(told) else None
