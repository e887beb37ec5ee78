"""Promises and offers that are none: such as nobody made, and such as were refused or taken back. Pure."""

import re
from functools import cache

from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.words import word_set


def is_undone(reading: Reading, draft: Draft) -> bool:
    """Tell of "we never agreed to a surcharge" and of "an offer of passage was refused": nothing of it is to come.

    "Will never agree to a surcharge" foretells, and what "is expected to be refused" is open.
    """
    told = draft.clause.of(reading.text)
    return draft.kind is Kind.EXPECTATION and bool(
        _never_made().search(told) or _had_its_answer().search(told)
    )


@cache
def _never_made() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_set("undertaking")))
    return re.compile(
        r"^(?!\W*(?:if|unless|until|once|when)\b)(?:(?!\b(?:will|would|shall|may|might|could|can|must|should|expect\w*|likely)\b).)*?"
        rf"(?:\bnever|\bnot(?! only\b)|n['’]t) (?:\w+ly |once )?(?:been )?(?:{verbs})\b",
        re.IGNORECASE,
    )


@cache
def _had_its_answer() -> re.Pattern[str]:
    nouns, answers = ("|".join(sorted(word_set(name))) for name in ("offered", "refused"))
    return re.compile(
        rf"\b(?:{nouns})\b[^,;]*\b(?:was|were|ha(?:s|d|ve) been) (?:\w+ly )?(?:{answers})\b", re.IGNORECASE
    )
