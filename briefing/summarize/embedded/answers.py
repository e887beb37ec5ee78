"""A charge and what the accused says to it behind a comma: "…, which Benin denies", "…, a charge Moscow rejects". Pure."""

from typing import NamedTuple

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.cues import FoundCue
from briefing.summarize.embedded.draft import Draft, Reading, is_passive, statement, trimmed
from briefing.summarize.embedded.matter_names import words as matter_words
from briefing.summarize.embedded.names import state_behind
from briefing.summarize.embedded.naming import without_article
from briefing.summarize.embedded.nearby import mentions_party, named_between, same_party
from briefing.summarize.embedded.parties import subject_party
from briefing.summarize.embedded.words import DETERMINER, Token, word_set
from briefing.text import Span
from briefing.types import AttributionType


class Answer(NamedTuple):
    """What ``party`` says in ``place`` to the charge that ends before the token ``comma``; ``heard`` is whom a noun or pronoun means."""

    party: str | None
    heard: str | None
    comma: int
    place: Span


def answer_in(reading: Reading, spoken: Spoken) -> Answer | None:
    """Return the answer that ends a sentence or a clause of it, where a denial stands behind "which" or "a charge that"."""
    tokens = spoken.sentence.tokens
    commas = [n for n, token in enumerate(tokens) if token.word == "," and not spoken.sentence.quoted[n]]
    found = (_answer_behind(reading, spoken, comma) for comma in reversed(commas))
    return next((answer for answer in found if answer is not None), None)


def _answer_behind(reading: Reading, spoken: Spoken, comma: int) -> Answer | None:
    sentence, tokens = spoken.sentence, spoken.sentence.tokens
    first = _behind_which(tokens, comma + 1)
    verbs = word_set("denying")
    if first is None:
        first, verbs = _behind_a_charge(tokens, comma + 1), verbs | word_set("calling")
    if first is None:
        return None
    near = range(first + 1, min(len(tokens), first + _SUBJECT))
    verb = next((n for n in near if tokens[n].word in verbs), None)
    if verb is None or "," in sentence.words(first, verb):
        return None
    party, heard = named_between(reading, tokens[first].start, tokens[verb].start), _subject_at(spoken, first)
    last = next((n for n in range(verb, len(tokens)) if tokens[n].word in _ENDING), len(tokens))
    begin = first if tokens[comma + 1].word == "which" else comma + 1
    place = trimmed(reading.text, sentence.span(begin, last))
    return Answer(state_behind(reading.names, party) if party else None, heard, comma, place)


_SUBJECT = 10  # tokens from who answers to the verb
_ENDING = frozenset({";", ",", "."})


def _behind_which(tokens: tuple[Token, ...], place: int) -> int | None:
    behind = place + 1 < len(tokens) and tokens[place].word == "which"
    return place + 1 if behind else None


def _behind_a_charge(tokens: tuple[Token, ...], place: int) -> int | None:
    """Return where "Moscow rejects" begins in "a charge Moscow rejects", "accusations that Moscow rejects"."""
    lead = place + bool(place < len(tokens) and tokens[place].bits & DETERMINER)
    noun = next(
        (n for n in range(lead, min(len(tokens), lead + 2)) if tokens[n].word in matter_words("charges")),
        None,
    )
    if noun is None or noun + 2 >= len(tokens):
        return None
    return noun + 2 if tokens[noun + 1].word in ("that", "which") else noun + 1


def _subject_at(spoken: Spoken, place: int) -> str | None:
    """Return whom "the organisation" is in a clause of its own."""
    number = spoken.sentence.number_of_clause(place)
    clause, voice = spoken.sentence.clauses[number], spoken.subjects[number]
    own = clause.subject is not None and clause.subject[0] >= place - 1
    return voice.party if own and voice is not None else None


# ── the dispute that both make ────────────────────────────────────────────────


def with_answer(
    reading: Reading, spoken: Spoken, found: FoundCue, draft: Draft, answer: Answer | None
) -> Draft:
    """Return a dispute with the words of both sides, where its sentence has a charge and an answer to it."""
    if answer is None:
        return draft
    charges = found.first < answer.comma
    if charges and answer.party is None and is_passive(spoken, found):
        return draft
    other = answer.party or (draft.counterpart if charges else None) or answer.heard or ""
    one = draft.holder if charges else _who_charges(reading, spoken, answer.comma - 1, other)
    if one is None or not other or same_party(one, other) or not mentions_party(one):
        return draft
    if charges and draft.counterpart is not None and not same_party(draft.counterpart, other):
        return draft
    start = statement(reading, spoken, found.first if charges else answer.comma).start
    charge = trimmed(reading.text, Span(start, spoken.sentence.tokens[answer.comma].start))
    if charge.end <= charge.start:
        return draft
    return draft._replace(
        holder=one,
        counterpart=other,
        subkind="bilateral",
        clause=Span(charge.start, max(answer.place.end, draft.clause.end)),
        positions=(charge, answer.place),
        announced=False,
        leans=False,
    )


def _who_charges(reading: Reading, spoken: Spoken, place: int, other: str) -> str | None:
    """Return who says what is denied, or does it: "Kyiv says that Russia shelled a port", "Norway proposes a ban"."""
    said = spoken.speaker_at(place)
    heard = said.voice if said is not None and said.voice.type is not AttributionType.ANALYST else None
    named = (heard.party if heard else None, subject_party(reading, spoken, place, heard))
    others = (state_behind(reading.names, name) for name in named if name)
    return next((without_article(name) for name in others if not same_party(name, other)), None)
