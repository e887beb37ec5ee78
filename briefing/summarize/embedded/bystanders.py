"""Who is named in a sentence of a dispute and is no side of it: whom somebody tells of it, and what only places it. Pure."""

import re
from collections.abc import Iterator
from functools import cache

from briefing.gazetteer import EntityKind, Mention
from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.draft import Reading
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import PREPOSITION, Token, word_set
from briefing.text import Span


def bystanders(reading: Reading, spoken: Spoken, cue: int) -> frozenset[str]:
    """Return the states and bodies that a sentence names, and nowhere as a side of the dispute whose words are at ``cue``."""
    sentence = spoken.sentence
    named = reading.names.entities(sentence.start, sentence.end)
    if not named:
        return frozenset()
    aside = [*_between(sentence, cue), *_met(sentence), *_relatives_before(sentence, cue)]
    heard = list(_audiences(sentence))
    out: set[str] = set()
    sides: set[str] = set()
    for mention in named:
        stands_aside = _lies_in(mention, aside) or (_is_a_body(mention) and _lies_in(mention, heard))
        (out if stands_aside or _is_a_second_place(reading, mention) else sides).add(mention.entity.name)
    return frozenset(out - sides)


def _lies_in(mention: Mention, spans: list[Span]) -> bool:
    return any(span.start <= mention.start < span.end for span in spans)


def _is_a_body(mention: Mention) -> bool:
    return mention.entity.kind in (EntityKind.ORGANISATION, EntityKind.BLOC)


def _between(sentence: Sentence, cue: int) -> Iterator[Span]:
    """Yield "between Crete and Cyprus" behind a noun that is objected to: "objects to survey work between Crete and Cyprus"."""
    for place in range(cue + 2, len(sentence.tokens) - 3):
        if sentence.tokens[place].word == "between" and word_set("strife").isdisjoint(
            sentence.words(place - 1, place)
        ):
            yield sentence.span(place, _end(sentence, place + 1))


def _end(sentence: Sentence, place: int) -> int:
    """Return where the phrase at ``place`` ends: at a mark or at the clause's end."""
    clause = sentence.clause_at(place)
    marks = (n for n in range(place, clause.last) if sentence.tokens[n].word in _MARKS)
    return max(place + 1, next(marks, clause.last))


_MARKS = frozenset({",", ";", ":", ".", "--", "—", "–", '"', "that", "which", "who"})


def _met(sentence: Sentence) -> Iterator[Span]:
    """Yield with whom somebody met before he spoke: "after a meeting with his Sudanese counterpart"."""
    if word_set("meetings").isdisjoint(sentence.vocabulary) or "with" not in sentence.vocabulary:
        return
    for place in range(1, len(sentence.tokens) - 2):
        lead = sentence.words(max(0, place - 3), place)
        meets = sentence.tokens[place].word in word_set("meetings") and not _AFTER.isdisjoint(lead)
        if meets and sentence.tokens[place + 1].word == "with":
            yield sentence.span(place + 1, _end(sentence, place + 2))


_AFTER = frozenset({"after", "before", "following", "during", "at"})


def _relatives_before(sentence: Sentence, cue: int) -> Iterator[Span]:
    """Yield the clauses that only say who somebody is: "a Democrat who sits on the Senate committee"."""
    for clause in sentence.clauses:
        opening = sentence.tokens[clause.first].word
        before = clause.last <= cue or (opening == "who" and clause.first > cue)
        if clause.link is Link.RELATIVE and before and opening != "whose":
            yield sentence.span(clause.first, clause.last)


def _audiences(sentence: Sentence) -> Iterator[Span]:
    """Yield whom somebody tells, and with whom he lodges a complaint: "told the House of Commons", "complaints with NATO"."""
    for place in range(1, len(sentence.tokens) - 1):
        word = sentence.tokens[place].word
        lodged = word == "with" and not word_set("lodged").isdisjoint(
            sentence.words(max(0, place - _OBJECT), place)
        )
        if lodged or word in _TELLING:
            last = _end(sentence, place + 1)
            parts = (n for n in range(place + 1, last) if _opens_another(sentence.tokens[n]))
            yield sentence.span(place, max(place + 1, next(parts, last)))


def _opens_another(token: Token) -> bool:
    """Tell of "on" in "told reporters on the lawn", behind which nobody is told anything; not of "the House of Commons"."""
    return bool(token.bits & PREPOSITION) and token.word != "of"


_OBJECT = 5  # words from what is lodged to with whom
_TELLING = frozenset({"told", "tells", "telling"})


def _is_a_second_place(reading: Reading, mention: Mention) -> bool:
    """Tell of "Paris" in "a bank in Abidjan or Paris"."""
    before = reading.text[max(0, mention.start - _FAR) : mention.start]
    return _places().search(before) is not None


_FAR = 60


@cache
def _places() -> re.Pattern[str]:
    return re.compile(r"\b(?:in|at|near|via) (?:the )?(?:[A-Z][\w-]+, )*[A-Z][\w-]+,? (?:or|and) (?:the )?$")
