"""Which part of a sentence tells a thing, and whether its words hope for it, doubt it or deny it. Pure."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from briefing.text import Span, fold, words

_CLAUSE = re.compile(r",(?![0-9]{3})|[;:()]|\s[–—-]+\s|\s(?:while|whereas|but|although|though|because)\s")
_PART = re.compile(r";|\s[–—]\s|\s(?:while|whereas)\s")
_REST_OF_A_LIST = re.compile(r"(?:,\s[\w’'-]+(?:\s[\w’'-]+){0,2})+,?\s(?:and|or)\s[^,;:()]+")
_THAT = re.compile(r"(\w+) that (?=[A-Z]|(?:the|its?|his|her|their|an?|they|he|she|both)\b)")
_HAD = re.compile(r"\s*(?:had|should|were)\b")
_REACH = 6


def clause_around(sentence: str, start: int, end: int) -> Span:
    """Return the clause that holds a place of a sentence."""
    return _within(_CLAUSE, sentence, start, end)


def part_around(sentence: str, start: int, end: int) -> Span:
    """Return the stretch of a sentence around a place in which a subject may still be the same."""
    return _within(_PART, sentence, start, end)


def _within(border: re.Pattern[str], sentence: str, start: int, end: int) -> Span:
    borders = [(found.start(), found.end()) for found in border.finditer(sentence)]
    first = max((after for _, after in borders if after <= start), default=0)
    last = min((before for before, _ in borders if before >= end), default=len(sentence))
    return Span(first, last)


def with_its_list(sentence: str, clause: Span) -> Span:
    """Return a clause as far as the list goes in whose middle it ends: "fuel|, food and flights"."""
    rest = _REST_OF_A_LIST.match(sentence, clause.end)
    return Span(clause.start, rest.end()) if rest else clause


def is_doubted(sentence: str) -> bool:
    """Tell whether a sentence asks, guesses or takes back what it tells."""
    return "?" in sentence or cue_pattern("doubted").search(fold(sentence).lower()) is not None


def is_thought_of(text: str) -> bool:
    """Tell whether words anywhere in a text hope for an act, plan it, guess at it or ask after it."""
    return "?" in text or not cue_words("thought_of").isdisjoint(words(text))


def tells_of_failure(text: str) -> bool:
    """Tell whether words say that something was called off, refused or not done."""
    small = fold(text).lower()
    return any(cue_pattern(cue).search(small) for cue in ("cancelled", "not_done", "lacking", "refused"))


def is_led(before: str) -> bool:
    """Tell whether the words before an act in its clause make a condition, a claim or a thought of it."""
    small = fold(before).lower()
    return bool(cue_pattern("led").search(small) or _HAD.match(small)) or any(
        found[1].lower() not in cue_words("said_that") for found in _THAT.finditer(before)
    )


def is_unproven(before: str, *, but: frozenset[str] = frozenset()) -> bool:
    """Tell whether the last words before an act hope for it, plan it or deny it; ``but`` are words that do not count."""
    return not (cue_words("unproven") - but).isdisjoint(words(before)[-_REACH:])


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of phrases for text in small letters, the longest first; for "~" see :func:`written`."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(written, longest_first))})(?!\w)")


def written(phrase: str) -> str:
    """Return the pattern of a phrase, in which "~" stands for up to four words that do not turn the verb into another."""
    between = r"(?: (?!(?:off|back|out|up)\b)[\w'-]+){0,4} "
    return between.join(map(re.escape, phrase.split(" ~ ")))


@cache
def cue_pattern(cue: str) -> re.Pattern[str]:
    """Return the pattern of the phrases under one heading of ``data/outcomes.toml``, for text in small letters."""
    return phrase_pattern(_cues()[cue])


def cue_words(cue: str) -> frozenset[str]:
    """Return the words under one heading of ``data/outcomes.toml``."""
    return _cues()[cue]


@cache
def _cues() -> dict[str, frozenset[str]]:
    text = files("briefing").joinpath("data/outcomes.toml").read_text(encoding="utf-8")
    return {name: frozenset(cues) for name, cues in tomllib.loads(text).items()}
