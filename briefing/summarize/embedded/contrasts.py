"""Disputes told by setting two positions side by side: "Oslo wants A; Riga wants B" (rule 7). Pure."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading, trimmed
from briefing.summarize.embedded.words import PRONOUN, word_set
from briefing.text import Span, words

_TELLING_LENGTH = 4
_STEM = 5


class _Position(NamedTuple):
    """What ``side`` wants or maintains, in one clause of a sentence."""

    side: str
    sentence: int
    paragraph: int
    span: Span
    verb: Span
    word: str
    stems: frozenset[str]


def find_contrasts(reading: Reading) -> Iterator[Draft]:
    """Yield a dispute where the article's two sides are told to want or maintain different things on one matter."""
    couple = reading.names.couples.main
    if couple is None:
        return
    sides = {couple.one, couple.other}
    positions = [one for spoken in reading.spoken for one in _positions(reading, spoken, sides)]
    for one, other in pairwise(positions):
        if _are_opposed(one, other):
            yield _draft(one, other)


def _positions(reading: Reading, spoken: Spoken, sides: set[str]) -> Iterator[_Position]:
    sentence = spoken.sentence
    for number, clause in enumerate(sentence.clauses):
        voice = spoken.subjects[number]
        if voice is None or voice.name not in sides or clause.link not in (Link.MAIN, Link.COORDINATE):
            continue
        if clause.verb is None or sentence.tokens[clause.verb].word not in word_set("maintaining"):
            continue
        if clause.subject is None or sentence.tokens[clause.subject[0]].bits & PRONOUN:
            continue
        span = trimmed(reading.text, sentence.span(clause.first, _end(sentence.clauses, number)))
        yield _Position(
            side=voice.name,
            sentence=sentence.index,
            paragraph=sentence.paragraph,
            span=span,
            verb=Span(sentence.tokens[clause.verb].start, sentence.tokens[clause.verb].end),
            word=sentence.tokens[clause.verb].word,
            stems=_stems(span.of(reading.text), sides),
        )


def _end(clauses: tuple[Clause, ...], number: int) -> int:
    """Return where clause ``number`` ends with what depends on it."""
    while number + 1 < len(clauses) and clauses[number + 1].link in (Link.CONTENT, Link.SUBORDINATE):
        number += 1
    return clauses[number].last


def _stems(text: str, sides: set[str]) -> frozenset[str]:
    names = " ".join(sides).lower()
    return frozenset(
        word[:_STEM] for word in words(text) if len(word) >= _TELLING_LENGTH and word not in names
    )


def _are_opposed(one: _Position, other: _Position) -> bool:
    if one.side == other.side or one.paragraph != other.paragraph:
        return False
    together = one.sentence == other.sentence or one.word == other.word or other.word in word_set("opposing")
    shared = one.stems & other.stems - frozenset(word[:_STEM] for word in word_set("maintaining"))
    return other.sentence - one.sentence <= 1 and (together or bool(shared))


def _draft(one: _Position, other: _Position) -> Draft:
    return Draft(
        kind=Kind.DISPUTE,
        subkind="bilateral",
        rule=7,
        strength=2,
        sentence=one.sentence,
        clause=Span(one.span.start, other.span.end),
        evidence=(one.span, other.span),
        holder=one.side,
        counterpart=other.side,
        voice=None,
        own=False,
        negative=True,
        cue=one.verb,
        positions=(one.span, other.span),
        contrast=True,
    )
