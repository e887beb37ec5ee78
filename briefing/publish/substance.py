"""Whether the words of a row tell a reader anything by themselves. Pure."""

import re

from briefing.publish.clauses import SAYING
from briefing.publish.verbs import is_finite
from briefing.text import words

_VAGUE = re.compile(
    r"\W*(?:that )?(?i:it|this|that|he|she|they|these|those) (?:is|are|was|were|(?:has|have|had|would|will) (?:not )?be(?:en)?)"
    r"(?: not|n['’]t| never)?(?: an?| the)? [“\"‘]?(?:[a-z]+ly )?[a-z-]+[”\"’]?\W*"
)


def says_something(text: str) -> bool:
    """Tell of words that stand for more than "it is evidence" and "he was “cautiously optimistic”".

    There a pronoun and a copula stand without the noun that the sentence before has; who says so adds nothing to it.
    """
    said = SAYING.search(text)
    is_introduced = said is not None and not _tells(text[: said.start()])
    told = text[said.end() :] if said and is_introduced else text
    return _VAGUE.fullmatch(told) is None


def _tells(introduction: str) -> bool:
    """Tell of "rejected the charge and" in front of "said": more than who speaks."""
    tokens = words(introduction)
    return any(is_finite(tokens, place) for place in range(1, len(tokens)))
