"""Whether the words of a row tell a reader anything by themselves. Pure."""

import re

from briefing.publish.clauses import SAYING
from briefing.publish.verbs import is_finite
from briefing.text import words

_VAGUE = re.compile(
    r"\W*(?:that )?(?i:it|this|that|he|she|they|these|those) (?:is|are|was|were|(?:has|have|had|would|will) (?:not )?be(?:en)?)"
    r"(?: not|n['’]t| never)?(?: an?| the)? [“\"‘]?(?:[a-z]+ly )?[a-z-]+[”\"’]?\W*"
)


_THE_SAME = re.compile(
    r"\b(?:to|will|would|should|must|could|may|might) (?:do (?:the same|so|likewise)|follow suit)\b"
)


def says_something(text: str) -> bool:
    """Tell of words that stand for more than "it is evidence" and "he was “cautiously optimistic”".

    There a pronoun and a copula stand without the noun that the sentence before has; who says so adds nothing to it. Nor does
    "she expected Chile to do the same" say what.
    """
    if (same := _THE_SAME.search(text)) and not _tells_twice(text[: same.start()]):
        return False
    said = SAYING.search(text)
    is_introduced = said is not None and not _tells(text[: said.start()])
    told = text[said.end() :] if said and is_introduced else text
    return _VAGUE.fullmatch(told) is None


def _tells(introduction: str) -> bool:
    """Tell of "rejected the charge and" in front of "said": more than who speaks."""
    return _verbs(introduction) > 0


def _tells_twice(introduction: str) -> bool:
    """Tell of "freed the men and expected Chile" in front of "to do the same": an act, and that another is expected."""
    return _verbs(introduction) > 1 or _UNDONE.search(introduction) is not None


_UNDONE = re.compile(r"^\W*(?:if|when|once|unless|after|as|because|while)\b", re.IGNORECASE)


def _verbs(text: str) -> int:
    tokens = words(text)
    return sum(is_finite(tokens, place) for place in range(1, len(tokens)))
