"""The grammar of time phrases: which words make one, as patterns with named parts. Pure; no dates here.

Patterns are matched against folded text in small letters, which is twice as fast as matching without regard
to case; that months and days of the week are written with a capital is left to be seen afterwards. A space
in a pattern stands for a space or a line break.
"""

import re
import string
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any

from briefing.text import fold, words

MONTHS = words("January February March April May June July August September October November December")
WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_TO_TWELVE = words("one two three four five six seven eight nine ten eleven twelve")
_AND_MORE = {"fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
_IN_SHORT = {"a": 1, "an": 1, "a couple": 2, "a couple of": 2, "the couple": 2}
NUMBERS = dict(zip(_TO_TWELVE, count(1), strict=False)) | _AND_MORE | _IN_SHORT
EVENTS = words(
    "summit visit trip tour meeting talks conference session forum election vote referendum inauguration ceremony "
    "negotiation stay stopover gathering assembly hearing anniversary deadline dialogue consultation exercise drill "
    "G20 G-20 G7 G-7 APEC ASEAN Games Olympics"
)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SHORT = _any(["sept", *(month[:3] for month in MONTHS if month != "may")])
_MONTH = rf"(?:(?:{_any(MONTHS)})(?!\w)|(?:{_SHORT})\b\.?)(?!-(?!{_any(MONTHS)})[a-z])"
_WEEKDAY = rf"(?:{_any(WEEKDAYS)})(?!\w| (?:times|telegraph|mail|express|post|herald)\b)"
_COUNTED = (
    r"(?! (?:people|persons|civilians|soldiers|troops|others|more|thousand|million|billion|per ?cent|countries"
    r"|nations|states|years|members|votes|miles|kilomet\w+|km|tons|tonnes|gmt|hours|local)\b)"
)
_DAY = rf"(?<![\d.,$€£/])(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%/]|[,.]\d){_COUNTED}"
_YEAR = rf"(?<![$€£\d.,/])(?:19|20)\d\d(?![\w%/]|[,.]\d|-[a-z]){_COUNTED}"
_TO = r"(?: ?- ?| (?:to|through|until|and|or) )"
_WHICH = r"(?P<which>this coming|this past|the coming|the past|this|next|last|coming|past|the)"
_WHOSE = r"(?: of| in)? (?P<whose>this|next|last) year\b(?!')"
_UNIT = r"(?:hour|day|week|month|year|decade)s?\b"
_UNITS = r"(?:hours|days|weeks|months|years|decades)\b"
_WAY = r"next|coming|past|last|previous|recent"
_AMOUNT = rf"\d{{1,3}}|{_any(NUMBERS)}"
_COUNT = (
    r"(?:(?:about|around|roughly|nearly|another|up to|at least|less than|fewer than|under|as little as|the space of) )?"
    rf"(?:\d{{1,3}}-|(?:{_AMOUNT}) (?:to|or) )?(?P<count>{_AMOUNT}|several|a few|few|some|a matter of)\b"
)
_PART = (
    r"(?P<part>(?:the )?(?:very )?(?:beginning|start|middle|end|close) of|(?:the )?(?:first|second|latter) half of"
    r"|(?:the )?(?:rest|remainder) of|(?:later|earlier|early|late) in|later|earlier|early|middle|mid|late|end)(?: |-)"
)
_THEIR = r"the|an|a|its|his|her|their|our|this|that"
_DEFINITE = r"the|its|his|her|their|our|this|that|[\w.-]+'s?"
_WORD = r"(?: (?!(?:of|in|on|to|and|with|for|at|by|that|which|but|as|is|was|from|before|after|during|the|a|an)\b)[\w'.&()-]+)"
_EVENT = rf"(?:{_any(EVENTS)}|cop ?\d\d)s?\b"
_CLOSED = r"(?P<closed> (?:is|are) (?:out|over)| ends| runs out)?"

LEAD = (
    r"(?:(?P<lead>by|(?:on or )?before|prior to|ahead of|until|till|through|(?:no|not) later than|leading up to"
    r"|(?:no|not) (?:earlier|sooner) than"
    r"|in the (?:run|lead)-?up to|since|after|from|starting|beginning|as of|at|in|during|throughout|within|over|between"
    r"|as (?:soon|early|late) as) (?:(?:at least|about|around|roughly) )?)?"
)

DEADLINE = re.compile(
    r"(?:by|(?:on or )?before|prior to|ahead of|until|till|through|within|(?:no|not) later than|leading up to"
    r"|in the (?:run|lead)-?up to)\b".replace(" ", r"\s+")
)
"""What opens a deadline; the others of ``LEAD`` open a day, a beginning or a stretch."""

_MONTH_OR_DAYS = (
    rf"(?P<month>{_MONTH})(?: (?P<day>{_DAY})(?:{_TO}(?:(?P<month2>{_MONTH}) )?(?P<day2>{_DAY}))?)?"
)
_PERIOD = (
    rf"(?:{_PART})?(?:(?:the )?(?P<close>year|month|week)(?:-|'s )end\b|"
    rf"(?:{_WHICH} )?(?:(?P<month>{_MONTH})(?:(?:{_TO})(?P<month2>{_MONTH}))?|(?P<season>{_any(SEASONS)})\b"
    rf"|(?P<quarter>q[1-4]|(?:{_any(ORDINALS)})[ -]quarter)\b|(?P<unit>weekend|week|month|quarter|year)\b{_CLOSED})"
    rf"(?:(?:,? |,? of )(?P<year>{_YEAR})|{_WHOSE}| of (?P<whose_>the) year\b)?"
    rf"|(?:the )?(?:fiscal (?:year )?)?(?P<years>{_YEAR})(?:{_TO}(?P<years2>{_YEAR}))?"
    r"|(?P<new_year>the new year\b(?!'s)))"
)

PATTERNS: dict[str, str] = {
    "iso_day": r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)",
    "occasion_on": (
        rf"(?:{_THEIR})(?: (?:planned|upcoming|scheduled|proposed))? (?:{_MONTH_OR_DAYS}|(?P<weekday>{_WEEKDAY})"
        rf"|(?P<years>{_YEAR}))(?:'s)?{_WORD}{{0,4}} (?P<event>{_EVENT})"
    ),
    "days": (
        rf"(?P<week_of>the week (?:of|beginning|starting) )?(?:{_WEEKDAY},? )?(?:"
        rf"(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})"
        rf"(?:(?:, {_DAY})*,?{_TO}(?:(?P<month2>{_MONTH}) )?(?P<day2>{_DAY}))?(?:,? (?P<year>{_YEAR})|{_WHOSE})?"
        rf"|(?<!-)(?:the )?(?P<day_>{_DAY})(?: (?P<month_>{_MONTH}))?(?:{_TO}(?:the )?(?P<day2_>{_DAY}))?"
        rf" (?:of )?(?P<month2_>{_MONTH})(?:,? (?P<year_>{_YEAR})|{_WHOSE.replace('whose', 'whose_')})?)"
    ),
    "feast": r"(?P<feast>christmas|new year's) ?(?P<eve>eve\b|day\b|\b)",
    "weekday": (
        rf"(?:{_WHICH} )?(?:(?:late|early) (?:on )?)?(?P<weekday>{_WEEKDAY})(?:{_TO}(?P<weekday2>{_WEEKDAY}))?"
        r"(?: (?:morning|afternoon|evening|night)\b)?"
    ),
    "near_day": (
        r"(?P<near>the day after tomorrow|the day before yesterday|(?:earlier |later )?today(?!')|tonight"
        r"|tomorrow(?: (?:morning|afternoon|evening|night))?|yesterday|last night|this (?:morning|afternoon|evening))\b"
    ),
    "coming": (
        rf"(?P<det>the|this) (?P<way>{_WAY}) (?:{_COUNT} )?(?P<unit>{_UNIT})(?: (?:and|or) (?P<more>{_UNIT}))?(?! of\b)"
        rf"|(?P<way_>{_WAY}) (?:{_COUNT.replace('count', 'count_')} (?P<unit_>{_UNIT})"
        rf"|(?P<units>{_UNITS})(?: (?:and|or) (?P<more_>{_UNITS}))?)"
        rf"|the (?P<units_>{_UNITS})(?: (?:and|or) (?P<more__>{_UNITS}))? (?P<way__>ahead|to come)\b"
    ),
    "within": rf"(?P<frame>within|inside|in) (?:{_COUNT} )?(?P<unit>{_UNIT})(?:'? time\b)?(?! (?:of|since|old|ago)\b)",
    "apart": rf"(?:{_COUNT} )?(?P<unit>{_UNIT}) (?P<way>ago|from now|away|hence)\b(?! from\b)",
    "taking": rf"(?:(?<=take\s)|(?<=takes\s))(?P<taking>){_COUNT} (?P<unit>{_UNIT})",
    "period": _PERIOD,
    "occasion": (
        rf"(?P<frame>during|throughout|at|on the (?:sidelines|margins|fringes) of|ahead of|before|until|after|prior to"
        rf"|in the (?:run|lead)-?up to) (?:{_DEFINITE}){_WORD}{{0,3}} {_EVENT}"
    ),
    "some_time": (
        r"(?P<some_time>as soon as possible|in the (?:near|foreseeable|not[ -]too[ -]distant) future|at some point"
        r"|in due course|at a later (?:date|stage)|(?<!as\s)(?<!too\s)soon(?! (?:after|as|enough)\b))\b"
    ),
}


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(r"\b(?=\w)" + pattern.replace(" ", r"(?: {1,2}|\n)"))


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def rules() -> dict[str, re.Pattern[str]]:
    """Return each rule alone, with its named parts."""
    return {name: _compile(f"{LEAD}(?:{pattern})") for name, pattern in PATTERNS.items()}


@cache
def any_rule() -> re.Pattern[str]:
    """Return all rules at once: ``lastgroup`` of a match names the rule that holds there."""
    alternatives = (f"(?P<{name}>{_without_names(pattern)})" for name, pattern in PATTERNS.items())
    return _compile(f"{_without_names(LEAD)}(?:{'|'.join(alternatives)})")


_NAMES = [form(name[:3]) for name in MONTHS for form in (str.capitalize, str.upper)]
_STEMS = [
    *words(
        "day week month year hour decade quarter night morning afternoon evening tomorrow soon future christmas"
    ),
    *("19", "20", "q1", "q2", "q3", "q4", "at some point", "in due course", "at a later", *SEASONS, *EVENTS),
]


def last_hint(text: str, small: str) -> int:
    """Return where in ``text``, also given in small letters, the last word begins that a time phrase needs; -1 for none.

    A cheap look: no phrase begins behind it.
    """
    stems, names = _looked_for()
    found = (
        *stems.find_matches_as_indexes(small, overlapping=True),
        *names.find_matches_as_indexes(text, overlapping=True),
    )
    return max([start for _, start, _ in found], default=-1)


@cache
def _looked_for() -> tuple[Any, Any]:
    """Return what finds the stems in one pass, and the names of months, which need their capital."""
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(_STEMS), AhoCorasick(_NAMES)


_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def small(text: str) -> str:
    """Return ``text`` folded and in small letters, each character by one character."""
    folded = fold(text)
    return folded.lower() if folded.isascii() else folded.translate(_SMALL)
