"""Noun phrases as a reader would name a party: short, without article, clause or adjunct. Pure."""

import re
from collections.abc import Sequence

from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    ING,
    MODAL,
    PREPOSITION,
    PRONOUN,
    SPEECH,
    TIME,
    Token,
    word_set,
)

_MOST_WORDS = 6
_SHORT_ENOUGH = 4
_ENDS = frozenset(
    {",", "(", "--", "—", "–", "-", ";", ":", "who", "which", "that", "whose", "where", "when", '"'}
)
_TRAILING = _ENDS | {"next", "last"}  # of "next year", whose noun has gone
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "such", "'s"})
_EMPTY = frozenset(
    {
        "no",
        "how",
        "why",
        "people",
        "what",
        "nothing",
        "nobody",
        "anything",
        "something",
        "everything",
        "one",
        "none",
        "all",
        "some",
        "others",
        "few",
    }
)


def noun_phrase(text: str, tokens: Sequence[Token]) -> str | None:
    """Return the noun phrase ``tokens`` of ``text`` as a name for a party, or ``None`` where it makes none."""
    phrase = without_adjunct(_head(tokens))
    while phrase and (phrase[0].word in _ARTICLES or phrase[0].bits & ADVERB):
        phrase = phrase[1:]
    while phrase and (phrase[-1].bits & (ADVERB | TIME | PREPOSITION) or phrase[-1].word in _TRAILING):
        phrase = phrase[:-1]
    if not phrase or len(phrase) > _MOST_WORDS or not _is_nominal(phrase):
        return None
    return " ".join(text[phrase[0].start : phrase[-1].end].split()).strip("“”\"'‘’ ")


def without_article(name: str | None) -> str | None:
    """Return ``name`` as it stands in a table: "officials" for "the officials"."""
    return _ARTICLE.sub("", name) if name else None


_ARTICLE = re.compile(r"^(?:the|a|an) (?=\S)", re.IGNORECASE)


def head_noun(tokens: Sequence[Token]) -> str:
    """Return the noun that a phrase turns on: "talks" of "the next talks between Oslo and Riga"."""
    phrase = _head(tokens)
    end = next((n for n, token in enumerate(phrase) if n and token.bits & PREPOSITION), len(phrase))
    return phrase[end - 1].word if end else ""


def is_gerund(tokens: Sequence[Token]) -> bool:
    """Tell of "seeking the help of Oslo": a subject that is an act, in which nobody named is who acts."""
    return len(tokens) > 1 and bool(tokens[0].bits & ING)


def is_joint(noun: str) -> bool:
    """Tell whether what ``noun`` names takes two: talks, an agreement, a cease-fire."""
    return noun in word_set("joint") or noun.removesuffix("s") in word_set("joint")


def is_empty(tokens: Sequence[Token]) -> bool:
    """Tell whether a subject only stands for what is told later or elsewhere: "it", "there", "what"."""
    return (
        not tokens
        or tokens[0].word in _EMPTY
        or bool(tokens[0].bits & PRONOUN and not tokens[0].bits & DETERMINER)
        or "'" in tokens[0].word[1:]
    )


def is_some_of(words: Sequence[str]) -> bool:
    """Tell of "two of the diplomats": some, whose noun stands behind their number."""
    return len(words) > 2 and words[0] in _NUMBERS and words[1] == "of"


_NUMBERS = frozenset({"one", "two", "three", "four", "several", "some", "many", "most", "both"})


def is_of_two(words: Sequence[str]) -> bool:
    """Tell of "both sides", "each side", "neither government" and "their leaders": two whom the words do not name."""
    if _OF_TWO.isdisjoint(words):
        return False
    plain = [word for word in words if word not in ("the", "of", "these")]
    if plain in (["sides"], ["parties"], ["delegations"]):
        return True
    if words[0] == "their":
        return words[-1] in _THEIRS
    counted = plain[:1] == ["two"] and (words[0] in ("the", "these") or len(plain) == 1)
    return (counted or not _EACH.isdisjoint(plain[:1])) and (
        len(plain) == 1 or (len(plain) <= _PAIR and plain[-1] in word_set("both_of"))
    )


_EACH = frozenset({"both", "each", "neither", "either"})
_OF_TWO = _EACH | {"their", "two", "sides", "parties", "delegations"}
_THEIRS = frozenset({"officials", "governments", "leaders", "ministers", "delegations"})
_PAIR = 3


def noun_of_state(noun: str) -> bool:
    """Tell whether "the ``noun``" is a state, or those who act for it: "the government", "the ministry"."""
    return noun in word_set("of_the_state")


def _head(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a phrase up to what is only added to it; a long one also without its prepositions."""
    end = next((n for n, token in enumerate(tokens) if n and token.word in _ENDS), len(tokens))
    if end > _SHORT_ENOUGH and not tokens[0].bits & PREPOSITION:
        end = next((n for n in range(1, end) if tokens[n].bits & PREPOSITION and tokens[n].word != "of"), end)
    return tokens[:end]


def without_adjunct(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return "the mission" of "without outside fuel the mission"."""
    if not tokens or not tokens[0].bits & PREPOSITION:
        return tokens
    starts = [
        n for n, token in enumerate(tokens) if n > 1 and token.word in ("the", "a", "an", "its", "their")
    ]
    return tokens[starts[-1] :] if starts and starts[-1] > 1 and _is_free(tokens[starts[-1] - 1]) else ()


def _is_free(before: Token) -> bool:
    return not before.bits & PREPOSITION


def _is_nominal(phrase: Sequence[Token]) -> bool:
    if (
        is_empty(phrase)
        or phrase[0].bits & PREPOSITION
        or is_gerund(phrase)
        or re.fullmatch(r"\W+", phrase[0].word)
    ):
        return False
    if any(token.word in ("the", "a", "an") for token in phrase[1:] if "of" not in (t.word for t in phrase)):
        return False
    if phrase[0].word in ("neither", "either", "both", "each", "sides") or phrase[-1].word == "sides":
        return False
    if phrase[-1].word.endswith("ed") and not phrase[-1].capital:
        return False
    return not any(
        token.bits & (MODAL | AUXILIARY) or (token.bits & SPEECH and token.word.endswith("ed"))
        for token in phrase
    )
