"""What a side of a dispute says for itself elsewhere in the article. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.names import Voice, side_of
from briefing.summarize.embedded.reasons import (
    is_bare,
    is_courtesy,
    names_nothing,
    only_points_back,
    with_reason,
    words_at,
)
from briefing.summarize.embedded.standing import is_position_of
from briefing.summarize.embedded.words import ADVERB, AUXILIARY, MODAL, NONFINITE, SPEECH, Token, word_set
from briefing.text import Span, words
from briefing.types import AttributionType

_NEAR = 3
_BESIDE = 2
_SHORT = 4
_TELLING = (Link.MAIN, Link.COORDINATE, Link.TAIL)
_STEM = 5
_MEMORY = 12  # sentences on each side that are searched for a side's words, so that time stays linear


def position_of(reading: Reading, draft: Draft, drafts: Sequence[Draft], party: str) -> Draft | None:
    """Return what ``party`` says or wants in the dispute ``draft``: its words there, the nearest item, its nearest words."""
    side = side_of(reading.names, party)
    near = [one for one in _items_near(reading, draft, drafts, side) if not is_courtesy(reading, one.clause)]
    if not draft.announced and is_position_of(reading, draft, party):
        told = with_reason(reading, draft, side)
        if told is not draft or not (is_bare(reading, draft) and names_nothing(reading, draft)):
            return told
        return _nearest(draft, [one for one in near if not is_bare(reading, one)]) or draft
    if nearest := _nearest(draft, near):
        return with_reason(reading, nearest, side)
    if draft.announced and (said := next(_said(reading, draft, drafts, side), None)) is not None:
        return said
    each = (
        (position_of(reading, draft, drafts, one) for one in party.split(" and ")) if " and " in party else ()
    )
    return next((one for one in each if one is not None), None)


def _nearest(draft: Draft, near: Sequence[Draft]) -> Draft | None:
    return min(near, key=lambda one: (abs(one.sentence - draft.sentence), -one.strength), default=None)


def _items_near(reading: Reading, draft: Draft, drafts: Sequence[Draft], side: str) -> list[Draft]:
    start = bisect_left(drafts, draft.sentence - _MEMORY, key=lambda one: one.sentence)
    end = bisect_left(drafts, draft.sentence + _MEMORY + 1, key=lambda one: one.sentence)
    near = [
        _of_side(reading, one, side)
        for one in drafts[start:end]
        if one.kind is not Kind.EXPECTATION
        and not one.announced
        and (abs(one.sentence - draft.sentence) <= _NEAR or one.evidence[0] in draft.evidence)
        and (one.sentence != draft.sentence or _stands_apart(draft, one))
    ]
    answers = (
        _with_what_it_answers(reading, draft, one) for one in near if is_position_of(reading, one, side)
    )
    of_side = [one for one in answers if one is not None]
    if all(abs(one.sentence - draft.sentence) <= _BESIDE for one in of_side):
        return of_side
    others = {side_of(reading.names, name) for name in (draft.holder, draft.counterpart) if name} - {side}
    matter = _stems(reading, draft.clause, side, *others)
    return [
        one
        for one in of_side
        if abs(one.sentence - draft.sentence) <= _BESIDE or _concerns(reading, one.clause, others, matter)
    ]


def _with_what_it_answers(reading: Reading, draft: Draft, other: Draft) -> Draft | None:
    """Return ``other``, "denied this" only with what stands before it in the dispute ``draft``, and not at all elsewhere."""
    if not only_points_back(reading, other.clause) or other.sentence == draft.sentence:
        return other
    before = reading.spoken[other.sentence - 1].sentence
    whole = Span(before.start, other.clause.end)
    rests = before.index == draft.sentence or any(
        before.start <= one.start < before.end for one in draft.evidence
    )
    together = before.paragraph == reading.spoken[other.sentence].sentence.paragraph
    return (
        other._replace(clause=whole)
        if rests and together and len(words(whole.of(reading.text))) <= _MOST
        else None
    )


_MOST = 45  # words of a charge and its denial


def _stands_apart(draft: Draft, other: Draft) -> bool:
    """Tell of "and Peru rejected the charge" behind the charge, and of an aim beside a quarrel that is only announced."""
    apart = other.clause.start >= draft.clause.end or other.clause.end <= draft.clause.start
    return apart or (draft.announced and other.kind is Kind.OBJECTIVE)


def _of_side(reading: Reading, draft: Draft, side: str) -> Draft:
    """Return of two positions side by side the one that is of ``side``."""
    if draft.positions is None:
        return draft
    sides = [side_of(reading.names, name) for name in (draft.holder, draft.counterpart) if name]
    return draft._replace(clause=draft.positions[sides.index(side)]) if side in sides else draft


def _said(reading: Reading, draft: Draft, drafts: Sequence[Draft], side: str) -> Iterator[Draft]:
    """Yield what ``side`` says to the other side or on the matter, the nearest sentence first."""
    others = {side_of(reading.names, name) for name in (draft.holder, draft.counterpart) if name} - {side}
    matter = _stems(reading, draft.clause, side, *others)
    forecasts = {one.sentence for one in drafts if one.kind is Kind.EXPECTATION}
    around = range(max(0, draft.sentence - _MEMORY), min(len(reading.spoken), draft.sentence + _MEMORY + 1))
    for index in sorted(around, key=lambda place: abs(place - draft.sentence)):
        spoken = reading.spoken[index]
        span = Span(spoken.sentence.start, spoken.sentence.end)
        if index == draft.sentence or index in forecasts:
            continue
        concerns = _concerns(reading, span, others, matter)
        for verb, voice, stance in _stances(spoken, side):
            place = words_at(reading, spoken, verb)
            matters = concerns or (stance > 1 and abs(index - draft.sentence) <= _BESIDE)
            says = _says_something(reading, place, spoken.sentence.tokens[verb])
            if matters and says and not is_courtesy(reading, place) and not only_points_back(reading, place):
                yield draft._replace(clause=place, sentence=index, voice=voice, own=True)


def _stances(spoken: Spoken, side: str) -> Iterator[tuple[int, Voice, int]]:
    """Yield the verbs by which ``side`` takes a stance in one sentence, with its voice and how firm the verb is."""
    for number, clause in enumerate(spoken.sentence.clauses):
        voice = spoken.subjects[number]
        if voice is None or clause.verb is None or clause.link not in _TELLING:
            continue
        if side not in (voice.side, voice.name) or voice.type is AttributionType.ANALYST:
            continue
        if stance := _takes_a_stance(spoken, clause.verb):
            yield clause.verb, voice, stance


def _says_something(reading: Reading, place: Span, verb: Token) -> bool:
    """Tell whether more than "the ministry said" is told: words after the verb, or those that it follows."""
    return place.end <= verb.start or len(words(reading.text[verb.end : place.end])) > 1


def _concerns(reading: Reading, span: Span, others: set[str], matter: frozenset[str]) -> bool:
    named = {mention.entity.name for mention in reading.names.entities(*span)}
    return bool(named & others or _stems(reading, span) & matter)


def _stems(reading: Reading, span: Span, *names: str) -> frozenset[str]:
    plain = " ".join(names).lower()
    return frozenset(
        word[:_STEM]
        for word in words(span.of(reading.text))
        if len(word) > _SHORT and word not in plain and word not in word_set("time_words")
    )


def _takes_a_stance(spoken: Spoken, verb: int) -> int:
    """Return 2 for a verb that takes a position by itself ("rejects"), 1 for one of speech, 0 for others."""
    for token in spoken.sentence.tokens[verb : verb + 5]:
        if token.word in word_set("stance"):
            return 2
        if token.bits & SPEECH:
            return 1
        if not token.bits & (ADVERB | AUXILIARY | MODAL | NONFINITE):
            return 0
    return 0
