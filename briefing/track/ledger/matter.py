"""Whether an expectation and a report speak of one thing: what is handed over, where to, by whose names. Pure.

Two handovers on one day share their verb, their parties and often their place; the words behind the verb tell them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, dropwhile, islice, pairwise, takewhile

from briefing.comparing import FUNCTION_WORDS, vocabulary
from briefing.data import table
from briefing.gazetteer import EntityKind, is_never_a_name, mentions
from briefing.horizon.words import MONTHS, NUMBERS, WEEKDAYS
from briefing.text import fold, strip_controls, word_spans
from briefing.track.ledger.clauses import cue_pattern, cue_words
from briefing.track.ledger.parties import capitalised, entities_in
from briefing.track.terms import stem_of

_BREAK = re.compile(r",(?![0-9]{3})|[;:()]|\s[–—-]+\s|[.?!](?:\s|$)")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their"})
_LEADING = _DETERMINERS | {"on", "over", "about", "to", "with"}
_TOPIC = frozenset({"on", "over", "about"})
_OF = frozenset(
    {"of", "on", "over", "about", "against", "for", "a", "an", "the", "its", "his", "her", "their", "and"}
)
_TIMES = frozenset((*MONTHS, *WEEKDAYS, "today", "yesterday", "tomorrow", "last", "next"))
_TITLES = frozenset({"mr", "ms", "mrs", "president", "minister"})
_REACHING = frozenset({"achieving", "getting", "having", "obtaining", "reaching", "securing", "winning"})
_ENDING = re.compile(r"(?:ing|ed|es|e|s)$")
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_NUMBER = rf"(?:\d[\d.]*|{'|'.join(sorted(NUMBERS))}|{'|'.join(_SCALES)})"
_SOME_OF = re.compile(rf"\W*(?:(?:only|just|merely|barely) )?{_NUMBER}(?: {_NUMBER})? (?:out )?of\b")
_LESS = re.compile(
    r"\b(?:less|fewer|lower|smaller) than (?!(?:an?|[\w-]+) (?:minute|hour|day|night|week|fortnight|month|year|mile|kilometre|kilometer)s?\b)"
    rf"|\b(?:short|shy) of (?:the|its|his|her|their|what|{_NUMBER})\b|\b(?:well|far|way|just) below (?:the|its|his|her|their|what)\b"
    rf"|\b(?:only|just|merely|barely|a mere) (?:{_NUMBER} )+(?:out )?of\b|\b(?:instead of|rather than|not) the (?:full |entire )?{_NUMBER}\b"
    r"|\ba fraction of\b|\bbut not (?:all|the rest|the others)\b"
)
_FEWEST, _HALF, _MOST = 2, 0.5, 0.6
_LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words that tell of an act: all of them, and those ``behind`` its verb."""

    whole: str
    behind: str


def is_other_matter(expected: Telling, reported: Telling, parties: str) -> bool:
    """Tell whether something else is done: another object, or one with another word in place; ``parties`` aside.

    A smaller number of the same thing is no other thing; see :func:`is_lesser`.
    """
    if _is_other_amount(expected.behind, reported.behind):
        return True
    aside = _stems(parties) | _TITLES
    behind = _without_sides(expected.behind, parties)
    wanted, done = _head(behind) - aside, _head(reported.behind) - aside
    if not wanted or not done:
        return False
    missing = _matter(behind) - aside - _meant_by(_stems(reported.whole))
    return not wanted & _meant_by(done) or bool(
        missing and _matter(reported.behind) - aside - _stems(expected.whole)
    )


def is_same_matter(expected: Telling, reported: Telling, parties: str, *, fewest: int) -> bool:
    """Tell whether a report has every word, ``fewest`` at least, behind the verb of an expectation but its date; ``parties`` aside.

    What a relative clause tells of the thing is not asked for: "a patrol boat that has been lying off the cape". A number
    need not be written alike: "eight" is "8".
    """
    asked = _without_sides(_RELATIVE.split(expected.behind)[0], parties)
    wanted = _told(asked) - _stems(parties) - _TITLES - cue_words("bounds") - _SCALES.keys()
    is_as_many = _amount(expected.behind) == _amount(reported.behind)
    missing = wanted - _meant_by(_stems(reported.whole)) - (NUMBERS.keys() if is_as_many else frozenset())
    return len(wanted) >= fewest and not missing


def is_same_object(expected: Telling, reported: Telling, parties: str) -> bool:
    """Tell whether a report has every word of the object of an expectation, two at least: "the inspection report"."""
    wanted = _matter(_without_sides(expected.behind, parties)) - _stems(parties) - _TITLES
    return len(wanted) >= _FEWEST and wanted <= _meant_by(_stems(reported.whole))


@lru_cache(maxsize=16384)
def _without_sides(text: str, parties: str) -> str:
    """Return a text without the words that only say which of the ``parties`` is meant: "the Armenian side", "of Armenian origin"."""
    plain = strip_controls(text)
    for each in reversed(mentions(plain)):
        side = cue_pattern("side").match(plain, each.end + 1)
        if side and each.entity.name in entities_in(parties):
            plain = f"{plain[: each.start].rstrip()}{plain[side.end() :]}"
    return plain


def without_receiver(behind: str, parties: str) -> str:
    """Return what stands behind a verb without who of the ``parties`` receives it: "pay Yemen the sum"."""
    plain = strip_controls(behind)
    for each in mentions(plain)[:1]:
        is_first = not plain[: each.start].strip() and each.entity.name in entities_in(parties)
        if is_first and _THING.match(plain, each.end):
            return plain[each.end :]
    return behind


_THING = re.compile(rf" (?:[$€£]|(?:an?|the|its|his|her|their|at least|{_NUMBER})(?!\w))")


def is_on_another_topic(expected: Telling, reported: Telling) -> bool:
    """Tell whether both tell what an act is on, and it is not the same: a vote on the budget, a vote on the toll bill."""
    wanted, told = _topic(expected.behind), _topic(reported.behind)
    return bool(wanted and told) and told.isdisjoint(_meant_by(_stems(expected.whole)))


def _topic(behind: str) -> frozenset[str]:
    """Return the stems of what stands behind the first "on" or "over" that no date follows."""
    for found in _ON.finditer(behind):
        if head := _head(behind[found.end() :]):
            return head
    return frozenset()


_ON = re.compile(r"\b(?:on|over|about)\b")


_RELATIVE = re.compile(r"(?<=\w) (?:that|which|who|whose) (?:has|have|had|is|are|was|were)\b")


def is_lesser(expected: Telling, reported: Telling, rest: str) -> bool:
    """Tell whether less is done than was expected: a smaller number, a part of one, or as ``rest`` of the sentence tells."""
    wanted, done = _amount(expected.behind), _amount(reported.behind)
    if wanted and done and max(done) < max(wanted):
        return True
    behind, known = (fold(each.behind).lower() for each in (reported, expected))
    of_them = _SOME_OF.match(behind)
    return bool(of_them and not _SOME_OF.match(known)) or tells_of_less(f"{behind} {rest}")


def is_mere_sum(expected: Telling) -> bool:
    """Tell whether money and nothing else is expected: "pay 12 million dollars"."""
    head = _head(expected.behind)
    return bool(head) and head <= _CURRENCIES


def tells_of_less(text: str) -> bool:
    """Tell whether words say that something fell short: "far less than the 100 million that was asked for"."""
    return _LESS.search(fold(text).lower()) is not None


def is_met_by_others(reported: Telling, expected: str) -> bool:
    """Tell whether somebody stands behind "met" or "held talks with" whom the words of an expectation do not name."""
    rest = list(_words_up_to_a_break(reported.behind))
    if rest[:1] and rest[0] in _TOPIC:
        return False
    met = _head(reported.behind) - _TITLES
    return bool(met) and not met & _stems(expected)


def is_meeting_with_state(expected: str, reported: Telling, parties: str) -> bool:
    """Tell whether somebody of the one state that an expectation of meetings names, or a place in it, stands behind "met"."""
    named = _names(expected) - _names(parties)
    return len(named) == 1 and named <= entities_in(expected) & entities_in(reported.behind)


def has_other_names(expected: Telling, reported: Telling, parties: str) -> bool:
    """Tell whether other names than the expected stand behind the verb: another strait, another town; ``parties`` aside."""
    missing = _names(expected.behind) - _names(reported.whole) - _names(parties)
    return bool(missing and _names(reported.behind) - _names(expected.whole))


def has_strangers(statement: str, clause: str) -> bool:
    """Tell whether a clause names a state that an expectation does not, and not all of those that it does."""
    expected, told = entities_in(statement), entities_in(clause)
    return not told <= expected and not expected <= told


def is_elsewhere(statement: str, report: str) -> bool:
    """Tell whether both name where something is to be, and no place in common: "talks in Tacna", "the round in Arica".

    Of a report that is what stands behind its verb: "the ministry in Lima called off the talks" tells where the ministry is.
    What was planned for one place may be held in another.
    """
    off, planned = _OFF.search(report), _PLANNED.search(report)
    expected, told = _places(statement), _places(report[off.end() :] if off else report)
    if planned:
        told |= _places(planned[0])
    return bool(expected and told) and expected.isdisjoint(told)


def _places(text: str) -> frozenset[str]:
    return frozenset(place for place in _PLACE.findall(text) if place.lower() not in _TIMES)


_OFF = re.compile(r"\b(?:call|put|cancel|postpone|move|suspend|delay|scrap)\w*\b(?: off)?")
_PLANNED = re.compile(r"\b(?:planned|scheduled|set|due|slated|fixed)\b[^,;]*")
_PLACE = re.compile(r"\b(?:in|at) (?:the )?([A-ZÀ-ÖØ-Þ][\w’'-]*\w)")


def is_alike(words: frozenset[str], about: str, parties: str) -> bool:
    """Tell whether what a report is about has enough of the telling ``words`` of an entry: half of them, or most of its own."""
    wanted = frozenset(stem_of(each) for each in words if _tells(each)) - _stems(parties)
    told = _told(about) - _stems(parties)
    shared = wanted & _stems(about)
    return len(shared) >= max(_FEWEST, _HALF * len(wanted)) or len(told & wanted) >= max(
        _FEWEST, _MOST * len(told)
    )


def stems_told(about: str) -> frozenset[str]:
    """Return the stems of the words that tell what a report is about."""
    return frozenset(stem_of(word) for word in vocabulary(about) if _tells(word))


def opens_with_words_of(statement: str, about: str, parties: str) -> bool:
    """Tell whether the first word that tells what a report is about is one of ``statement``, and no other object behind it."""
    told = fold(about)
    for span in word_spans(told):
        word = span.of(told).lower()
        if _tells(word) and word not in _REACHING and stem_of(word) not in _stems(parties):
            behind = Telling(whole=about, behind=about[span.end :])
            return any(
                not is_other_matter(Telling(whole=statement, behind=each), behind, parties)
                for each in _behind_word(statement, word)
            )
    return False


def _behind_word(text: str, word: str) -> Iterator[str]:
    """Yield what stands behind a word in a text, whatever the ending of its verb: "returned" is "return"."""
    folded = fold(text)
    for span in word_spans(folded):
        if _ENDING.sub("", span.of(folded).lower()) == _ENDING.sub("", word):
            yield text[span.end :]


@lru_cache(maxsize=16384)
def _head(behind: str) -> frozenset[str]:
    """Return the stems of what stands right behind a verb: its object, or where it leads, or what it is on."""
    return frozenset(stem_of(word) for word in islice(takewhile(_tells, _words_behind(behind)), _LONGEST))


def _is_other_amount(expected: str, reported: str) -> bool:
    """Tell whether another number than the expected is done, and neither less nor, where it was a lower bound, more."""
    wanted, done = _amount(expected), _amount(reported)
    if not wanted or not done - wanted:
        return False
    if len(wanted) > 1 or len(done) > 1:
        return True
    return max(done) > max(wanted) and not _AT_LEAST.match(fold(expected).lower())


_AT_LEAST = re.compile(r"\W*(?:at least|no fewer than|no less than|more than|over)\b")


@lru_cache(maxsize=16384)
def _amount(behind: str) -> frozenset[float]:
    """Return the numbers that stand in the object right behind a verb: "two barges", "at least 100 million", but no date."""
    told = dropwhile(
        lambda word: word in _DETERMINERS or word in cue_words("bounds"), _words_up_to_a_break(behind)
    )
    of_object = takewhile(lambda pair: _tells(pair[0]) or _is_digits(pair[0]), pairwise((*told, "")))
    found: list[float] = []
    is_before = False
    for word, after in of_object:
        number = _number(word)
        if number is not None and is_before and word in _SCALES:
            found[-1] *= number
        elif number is not None and after not in _TIMES:
            found.append(number)
        is_before = number is not None and bool(found)
    return frozenset(found)


def _number(word: str) -> float | None:
    if word in _SCALES:
        return _SCALES[word]
    if word in NUMBERS:
        return NUMBERS[word]
    return float(word) if _is_digits(word) else None


def _is_digits(word: str) -> bool:
    return _DIGITS.fullmatch(word) is not None


_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=16384)
def _meant_by(stems: frozenset[str]) -> frozenset[str]:
    """Return the stems of a report with those that mean any of their kind: whoever expected a ship has the trawler."""
    kinds = [general for general, all_ in _kinds() if not all_.isdisjoint(stems)]
    return stems.union(*kinds)


@cache
def _kinds() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the words for any of each kind, and all words of that kind."""
    kinds = [(frozenset(each["general"]), frozenset(each["special"])) for each in table("kinds").values()]
    return tuple((general, general | special) for general, special in kinds)


@lru_cache(maxsize=16384)
def _matter(behind: str) -> frozenset[str]:
    """Return the stems of the object with what it is of, for and about."""
    told = takewhile(lambda word: _tells(word) or word in _OF, _words_behind(behind))
    return frozenset(stem_of(word) for word in told if _tells(word))


def _words_behind(behind: str) -> Iterator[str]:
    """Yield the words behind a verb from the object on; how many there are of it is told by :func:`_amount`."""
    told = dropwhile(lambda word: word in _LEADING, _words_up_to_a_break(behind))
    first = next(told, "")
    if first not in cue_words("bounds") and _number(first) is None:
        return chain((first,) if first else (), told)
    return dropwhile(
        lambda word: word in cue_words("bounds") or _number(word) is not None or word in _OF,
        chain((first,), told),
    )


@lru_cache(maxsize=16384)
def _told(behind: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in _words_up_to_a_break(behind) if _tells(word))


def _words_up_to_a_break(text: str) -> Iterator[str]:
    folded = _in_words(_THOUSANDS.sub("", fold(text)))
    stop = _BREAK.search(folded)
    return (span.of(folded).lower() for span in word_spans(folded[: stop.start() if stop else None]))


def _in_words(text: str) -> str:
    """Return a text in which every sum is written alike: "$12 million", "the amount of 12 million United States dollars"."""
    text = _SIGNED.sub(lambda found: f"{found[2]} {_SIGNS[found[1]]}", text)
    return _NATIONS_DOLLARS.sub("dollars", _SUM_OF.sub("", text))


_SIGNS = {"$": "dollars", "€": "euros", "£": "pounds"}
_CURRENCIES = frozenset({"dollar", "euro", "pound"})
_SIGNED = re.compile(rf"(?:\bUS)?([$€£]) ?(\d[\d.]*(?: (?:{'|'.join(_SCALES)}))?)")
_SUM_OF = re.compile(r"\b(?:[\w-]+ )?(?:amount|sum|total) of (?=\d)")
_NATIONS_DOLLARS = re.compile(r"\b(?:United States|US|U\.S\.) dollars\b")


def _tells(word: str) -> bool:
    return word not in FUNCTION_WORDS and word not in _TIMES and not word.isdigit()


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    folded = _in_words(fold(text))
    return frozenset(stem_of(span.of(folded)) for span in word_spans(folded))


@lru_cache(maxsize=16384)
def _names(text: str) -> frozenset[str]:
    """Return the names in a text: of states and organisations as one, else each capitalised word."""
    known = [each for each in mentions(strip_controls(text)) if each.entity.kind is not EntityKind.PLACE]
    words = frozenset(word for each in known for word in capitalised(each.surface))
    others = frozenset(each for each in capitalised(text) - words if not is_never_a_name(each))
    return others | frozenset(each.entity.name for each in known)
