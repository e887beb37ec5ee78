"""Whether the words around a time phrase tell of what was or of what is to come. Pure."""

import re
from enum import StrEnum
from functools import cache

from briefing.data import table


class Tense(StrEnum):
    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_WORDS = re.compile(r"[\w']+(?:-\w+)*")
_CLAUSE_END = re.compile(r"[,;:()]|(?<=[a-z]{3})[.!?]")
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?]")
_REACH = 12
_REACH_IF_TOLD = 3


def tense_at(before: str, after: str, told: Tense) -> Tense:
    """Return the tense of a phrase between ``before`` and ``after``, from the verbs about it.

    What the caller was ``told`` of the whole sentence holds unless a verb stands right before the phrase:
    in "said on Monday that it will" Monday is past. Without that, the clause before decides, then the
    words after, then the sentence before.
    """
    clause = _WORDS.findall(_CLAUSE_END.split(before)[-1])
    if told is not Tense.UNKNOWN:
        return _last_tense(clause, _REACH_IF_TOLD) or told
    return (
        _last_tense(clause, _REACH)
        or _first_tense(_WORDS.findall(re.split("[;.]", after)[0])[:_REACH])
        or _last_tense(_WORDS.findall(_SENTENCE_END.split(before)[-1]), _REACH)
        or Tense.UNKNOWN
    )


def _last_tense(words: list[str], reach: int) -> Tense | None:
    """Return the tense that the last of ``reach`` words shows; the "be" of "be held in Oslo" may stand before them."""
    first = max(0, len(words) - reach)
    tenses = (_tense_of(words, index) for index in range(len(words) - 1, first - 1, -1))
    return next((tense for tense in tenses if tense), None)


def _first_tense(words: list[str]) -> Tense | None:
    tenses = (_tense_of(words, index) for index in range(len(words)))
    return next((tense for tense in tenses if tense), None)


def _tense_of(words: list[str], index: int) -> Tense | None:
    """Return the tense that the word at ``index`` shows; "be held" and "to meet" are still to come."""
    cues, word = _cues(), words[index].lower()
    previous = _before(words, index)
    following = words[index + 1].lower() if index + 1 < len(words) else ""
    if word in cues["future"] or word.endswith("'ll") or previous == "be":
        return Tense.FUTURE
    if previous == "to" and (word in cues["after_to"] or word in cues["past"]):
        return Tense.FUTURE
    if word in cues["moved"] and following in ("to", "for", "until"):
        return Tense.FUTURE
    if word in cues["past"] or (_ends_as_past(word) and previous not in cues["before_nouns"]):
        return Tense.PAST
    return None


def _before(words: list[str], index: int) -> str:
    """Return the word before the one at ``index``, over an adverb: "be" of "be formally signed"."""
    back = index - 1 - (index > 1 and words[index - 1].lower().endswith("ly"))
    return words[back].lower() if index else ""


def _ends_as_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4 and word not in _cues()["no_past"]


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in table("tense").items()}
