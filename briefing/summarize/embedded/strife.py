"""Whether words for strife tell of a dispute that goes on: nothing disclaimed, told in passing, or over. Pure."""

from collections.abc import Sequence

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.cues import FoundCue
from briefing.summarize.embedded.naming import is_gerund
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BE,
    MODAL,
    NEGATION,
    PREPOSITION,
    RELATIVE,
    Form,
    Token,
    word_set,
)


def is_live(spoken: Spoken, found: FoundCue) -> bool:
    """Tell whether words for strife tell of a dispute that goes on, and are not only of its kind."""
    return not (
        is_disclaimed(spoken, found)
        or _is_an_effect(spoken, found)
        or _is_told_in_passing(spoken, found)
        or is_over(spoken, found)
    )


def is_disclaimed(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "not threatening": an act that is only disclaimed."""
    return (
        found.form not in (Form.NOUN, Form.FIXED)
        and found.cue.words != "deny"
        and any(
            token.bits & NEGATION for token in spoken.sentence.tokens[max(0, found.first - 3) : found.first]
        )
    )


def _is_an_effect(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of "arming Riga undermines Oslo" and of "the one thing that blocks it": no act of anybody named."""
    before = spoken.sentence.words(max(0, found.first - 4), found.first)
    if "that" in before and not _THINGS.isdisjoint(before[: before.index("that")]):
        return True
    subject = spoken.sentence.clause_at(found.first).subject
    tokens = spoken.sentence.tokens[slice(*subject)] if subject else ()
    return found.cue.strength < 3 and found.form is not Form.NOUN and is_gerund(tokens)


_THINGS = frozenset({"thing", "things", "something", "anything"})


def _is_told_in_passing(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of strife that is soothed or is a charge in court: "aimed at easing tensions", "held on espionage charges"."""
    if found.form is not Form.NOUN:
        return False
    before = spoken.sentence.words(max(0, found.first - _REACH), found.first)
    if _UNWANTED.intersection(before) and "neither" in spoken.sentence.vocabulary:
        return True
    near = before[-_REACH:] + spoken.sentence.words(
        found.last, min(found.last + 1, len(spoken.sentence.tokens))
    )
    return not (word_set("soothing").isdisjoint(before) and word_set("in_court").isdisjoint(near))


def is_over(spoken: Spoken, found: FoundCue) -> bool:
    """Tell of strife that is told as ended: "settling a two-year quarrel", "the dispute, which ended in May", "an end to the feud".

    "Talks on ending the quarrel" tell of one that goes on, as do "has not settled it" and "flared up again".
    """
    if is_told_as_over(spoken.sentence, found.first):
        return True
    if found.form is not Form.NOUN or not _REVIVED.isdisjoint(spoken.sentence.vocabulary):
        return False
    return _is_ended_before(spoken, found.first) or _is_ended_behind(spoken, found.last)


def is_told_as_over(sentence: Sentence, place: int) -> bool:
    """Tell of "the quarrel is over" and "the talks are over", which leave nothing to dispute."""
    if "over" not in sentence.vocabulary:
        return False
    clause = sentence.clause_at(place)
    inside = [token for token in sentence.tokens[clause.first : clause.last] if token.word not in _MARKS]
    over = len(inside) > 1 and inside[-1].word == "over" and bool(inside[-2].bits & BE)
    return over and not any(token.bits & (MODAL | NEGATION) for token in inside[-3:])


_MARKS = frozenset({".", ",", ";", '"'})


_REVIVED = frozenset({"again", "anew", "reopened", "revived", "flared", "resurfaced"})


def _is_ended_before(spoken: Spoken, noun: int) -> bool:
    """Tell whether the object of a verb that ends something holds ``noun``, and nothing makes the end a thing to come."""
    tokens = spoken.sentence.tokens
    near = range(noun - 1, max(-1, noun - _PHRASE), -1)
    verb = next((n for n in near if tokens[n].word in word_set("ended") or _is_led_to(tokens[n])), None)
    if verb is None:
        return False
    if tokens[verb].word not in word_set("ended"):
        return _is_brought_to_an_end(spoken.sentence.words(max(0, verb - 4), verb + 1))
    lead = tokens[max(0, verb - 3) : verb]
    open_still = any(token.bits & (NEGATION | MODAL) or token.word in ("if", "unless") for token in lead)
    return not open_still and not (lead and lead[-1].bits & PREPOSITION)


_PHRASE = 9  # words from a verb to the noun of its object


def _is_led_to(token: Token) -> bool:
    return bool(token.bits & PREPOSITION) or token.word == ","


def _is_brought_to_an_end(words: Sequence[str]) -> bool:
    """Tell of "put an end to" and "marked the end of", not of "called for an end to"."""
    return words[-2:-1] == ["end"] and words[-1] in ("to", "of") and not _ENDING.isdisjoint(words)


_ENDING = frozenset({"put", "puts", "putting", "brought", "marked", "marks", "marking", "sealed", "hailed"})


def _is_ended_behind(spoken: Spoken, noun: int) -> bool:
    """Tell of "the dispute was settled in May" and "a quarrel that has ended"."""
    for token in spoken.sentence.tokens[noun : noun + _TELLING]:
        if token.word in word_set("ended"):
            return not token.word.endswith("ing")
        if not (token.bits & (AUXILIARY | ADVERB | RELATIVE | BE) or token.word in (",", "that")):
            return False
        if token.bits & NEGATION:
            return False
    return False


_TELLING = 5  # words from strife to the verb that tells its end


_REACH = 4


_UNWANTED = frozenset({"want", "wants", "wanted", "seeks", "seek"})
