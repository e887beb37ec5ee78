"""Promises and offers that are none: such as nobody made, and such as were refused or taken back. Pure."""

import re
from functools import cache

from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.words import word_set
from briefing.text import small


def is_undone(reading: Reading, draft: Draft) -> bool:
    """Tell of "we never agreed to a surcharge" and of "an offer of passage was refused": nothing of it is to come.

    "Will never agree to a surcharge" foretells, and what "is expected to be refused" is open.
    """
    if draft.kind is Kind.EXPECTATION:
        told = small(draft.clause.of(reading.text))
        if _never_made().search(told) or _had_its_answer().search(told):
            return True
    return _is_turned_down(reading, draft)


def _is_turned_down(reading: Reading, draft: Draft) -> bool:
    """Tell of "Oslo offered to host the talks" where the rest of the sentence or the next one says that the offer was refused.

    So it is of an invitation, whichever kind of item it makes; another aim that is refused is wanted all the same.
    """
    own = reading.spoken[draft.sentence].sentence
    following = [each.sentence for each in reading.spoken[draft.sentence + 1 : draft.sentence + 2]]
    if all(_REFUSING.isdisjoint(each.vocabulary) for each in (own, *following)):  # most of all sentences
        return False
    said = reading.text[own.start : own.end]
    invites = _INVITING.match(reading.text, draft.cue.start) is not None
    offers = _offering().search(said) is not None
    if not invites and (draft.kind is not Kind.EXPECTATION or not (offers or _READY.search(said))):
        return False
    if _refusal(reading.text[draft.cue.end : own.end], by_name=not offers):
        return True
    found = (_refusal(reading.text[each.start : each.end], by_name=not offers) for each in following)
    return any(each is not None and _is_of_the_offer(each) for each in found)


_REFUSING = frozenset(
    {"refused", "rejected", "declined", "rebuffed", "spurned", "snubbed", "dismissed", "turned", "no"}
)


def _refusal(words: str, *, by_name: bool) -> re.Match[str] | None:
    """Return where ``words`` say that what was offered was refused: "turned it down", "an offer that Riga rejected".

    ``by_name`` asks for a word for the offer, as behind "is ready to sign the treaty", which "rejected it" may mean.
    """
    found = _turned_down().search(words)
    if found is None or _LEFT_OPEN.search(words, 0, found.start()):
        return None
    is_named = not word_set("offered").isdisjoint(found.group().lower().split())
    return found if is_named or not by_name else None


def _is_of_the_offer(refusal: re.Match[str]) -> bool:
    """Tell of "rejected it" and "the offer was refused", not of "rejected the plan for a new tax": anybody has plans."""
    words = refusal.string
    return _PLAN.search(refusal.group()) is None and _FURTHER.match(words, refusal.end()) is None


_PLAN = re.compile(r"\b(?:plan|proposal)s?\b", re.IGNORECASE)
_FURTHER = re.compile(r"\s+(?:of|for|to|that|about|from|the|an?)\b")
_INVITING = re.compile(r"(?:ha[sd] |have |is |was )?(?:also )?(?:invit|offer)", re.IGNORECASE)
_READY = re.compile(r"\b(?:ready|willing|prepared) to\b", re.IGNORECASE)
_LEFT_OPEN = re.compile(  # with a small letter: "by May" leaves nothing open
    r"(?:\b(?:not|never|if|unless|whether|would|will|may|might|could|expected|likely|about|set|without|nobody|nor)|n['’]t)"
    r"(?:[\s“”-]+[\w'’]+){0,4}\s*$"
)


@cache
def _offering() -> re.Pattern[str]:
    nouns = "|".join(sorted(word_set("offered") - {"plan", "plans"}))
    return re.compile(rf"\b(?:{nouns}|offer(?:ed|ing)|invit(?:ed?|es|ing))\b", re.IGNORECASE)


@cache
def _turned_down() -> re.Pattern[str]:
    """Return words for a refusal with what is refused: an offer by any noun for it, "it", or nothing at the end of a clause."""
    nouns = "|".join(sorted(word_set("offered")))
    offer = rf"(?:(?:the|that|this|its|his|her|their|both|any|such) (?:\w+ ){{0,2}}?(?:{nouns})|it|them|both|this|that)"
    refused = r"(?:refused|rejected|declined|rebuffed|spurned|snubbed|dismissed)"
    acts = r"(?:refused|declined) to (?:attend|come|go|send|travel|join|accept|take (?:part|up|it))"
    return re.compile(
        rf"\b(?:{refused} {offer}\b|{acts}\b|turned (?:{offer} )?down\b|(?:refused|declined)(?=[.,;:]| (?:and|but|on|because|at)\b)"
        rf"|(?:{nouns}|which|it) (?:was|were|has been|had been) (?:\w+ly |at once )?(?:{refused}|turned down)\b"
        rf"|(?:{nouns}) (?:that|which) (?:\w+ ){{1,3}}{refused}\b|said no\b|only to be (?:{refused}|turned down)\b)",
        re.IGNORECASE,
    )


@cache
def _never_made() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_set("undertaking")))
    return re.compile(
        r"^(?!\W*(?:if|unless|until|once|when)\b)(?:(?!\b(?:will|would|shall|may|might|could|can|must|should|expect\w*|likely)\b).)*?"
        rf"(?:\bnever|\bnot(?! only\b)|n['’]t) (?:\w+ly |once )?(?:been )?(?:{verbs})\b"
    )


@cache
def _had_its_answer() -> re.Pattern[str]:
    nouns, answers = ("|".join(sorted(word_set(name))) for name in ("offered", "refused"))
    return re.compile(rf"\b(?:{nouns})\b[^,;]*\b(?:was|were|ha(?:s|d|ve) been) (?:\w+ly )?(?:{answers})\b")
