"""What a dispute is about, named in a few words of its article; nothing where they are no good name. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.matter_names import ARTICLES, MARKS, antecedent, named_at, words
from briefing.summarize.embedded.nearby import sides_between
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import (
    AUXILIARY,
    BE,
    ING,
    MODAL,
    NEGATION,
    QUOTE,
    RELATIVE,
    STRONG,
    SUBORDINATOR,
    spelled,
    verb_forms,
)
from briefing.text import Span

_REACH = 10
_LEAD = 3


class Matter(NamedTuple):
    """What a dispute is about, and the sentence that says so."""

    name: str
    sentence: Span


def matter_of(reading: Reading, draft: Draft, positions: Sequence[Span] = ()) -> Matter | None:
    """Return what a dispute is about, by the first of these that names it: its clause; what its sides say beside it,
    at ``positions``; what its paragraph calls the point at issue; the strife of its two sides that the article opens with.
    """
    return (
        next(filter(None, (_told_in(reading, draft, span) for span in (draft.clause, *positions))), None)
        or _at_issue(reading, draft)
        or _at_large(reading, draft)
    )


def _told_in(reading: Reading, draft: Draft, span: Span) -> Matter | None:
    """Return what the words of ``span`` name, if they stand in the paragraph of the dispute."""
    for own in _sentences_before(reading, draft, after=_BESIDE):
        first, last = _within(own, span)
        if first == last:
            continue
        told = chain(_behind_strife(own, first, last), _objects(own, first, last), _harmed(own, first, last))
        asked = chain(
            _charged(own, first, last),
            _asked(own, first, last, draft),
            _spoken_of(reading, own, first, last),
        )
        found = _first_named(reading, own, told, draft) or _first_named(reading, own, asked, draft, fewest=2)
        if found:
            return found
    return None


def _at_issue(reading: Reading, draft: Draft) -> Matter | None:
    """Return what a sentence before a dispute in its paragraph calls the point: "the hardest point is the landing rule"."""
    for sentence in _sentences_before(reading, draft):
        if found := _first_named(reading, sentence, _points(sentence), draft):
            return found
    return None


def _sentences_before(reading: Reading, draft: Draft, after: int = 0) -> Iterator[Sentence]:
    """Yield the sentence of a dispute, then those just before it in its paragraph, and as many ``after`` it."""
    own = reading.spoken[draft.sentence].sentence
    before = range(draft.sentence, max(-1, draft.sentence - _BESIDE - 1), -1)
    behind = range(draft.sentence + 1, min(len(reading.spoken), draft.sentence + after + 1))
    near = (reading.spoken[index].sentence for index in (*before, *behind))
    return (sentence for sentence in near if sentence.paragraph == own.paragraph)


_BESIDE = 3


def _at_large(reading: Reading, draft: Draft) -> Matter | None:
    """Return what the strife is over that the article tells of both sides at once, where it opens."""
    for spoken in reading.spoken[:_LEAD]:
        sentence = spoken.sentence
        if {draft.holder, draft.counterpart} <= set(sides_between(reading, sentence.start, sentence.end)):
            starts = _behind_strife(sentence, 0, len(sentence.tokens))
            if found := _first_named(reading, sentence, starts, draft):
                return found
    return None


def _first_named(
    reading: Reading, sentence: Sentence, starts: Iterable[int], draft: Draft, fewest: int = 1
) -> Matter | None:
    """Return the first name that begins at one of ``starts`` and has as many words."""
    for start in starts:
        name, place = named_at(reading, sentence, start, draft), sentence
        if name is None and (earlier := antecedent(reading, sentence, start, draft)):
            name, place = earlier
        if name is not None and len(name.of(reading.text).split()) >= fewest:
            return Matter(name.of(reading.text), Span(place.start, place.end))
    return None


def _within(sentence: Sentence, clause: Span) -> tuple[int, int]:
    """Return the tokens of a clause."""
    if clause.end <= sentence.start or clause.start >= sentence.end:
        return 0, 0
    first, last = (bisect_left(sentence.tokens, place, key=attrgetter("start")) for place in clause)
    return (first, last) if first < last else (0, 0)


# ── where it is told ──────────────────────────────────────────────────────────


def _behind_strife(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """Yield where what a quarrel is over is named: "a row between Oslo and Riga over quotas", "opposition to the dam"."""
    if sentence.vocabulary.isdisjoint(_striving()):
        return
    strife, apart, leaning = words("strife"), words("apart"), words("leaning")
    for position in range(first, last - 1):
        word, after = sentence.tokens[position].word, sentence.tokens[position + 1].word
        if f"{word} {after}" in leaning:
            yield position + 2
        elif word in strife:
            leading = _OVER | _ON if word in apart else _OVER
            yield from _first(sentence, position + 1, min(last, position + _REACH), leading)


@cache
def _striving() -> frozenset[str]:
    """Return the words for strife, and those that one of them begins with."""
    return words("strife") | {phrase.split()[0] for phrase in words("leaning")}


_OVER, _ON = frozenset({"over", "about"}), frozenset({"on"})


def _first(sentence: Sentence, start: int, end: int, leading: frozenset[str]) -> Iterator[int]:
    """Yield the place behind the first of the words ``leading``, unless a mark or another act stands before it."""
    for position in range(start, end):
        token = sentence.tokens[position]
        if token.word in leading:
            yield position + 1
            return
        if token.word in MARKS or token.bits & _ANOTHER:
            return


_ANOTHER = STRONG | QUOTE | AUXILIARY | MODAL | RELATIVE | SUBORDINATOR | NEGATION | ING


def _objects(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """Yield where the object of a verb of objecting begins."""
    return (place for place, _ in _behind(sentence, first, last, "objecting"))


def _behind(sentence: Sentence, first: int, last: int, verbs: str) -> Iterator[tuple[int, str]]:
    """Yield the places behind verbs, each with the particle that the verb needs, not behind "the disputed" and "are dismissed"."""
    forms = _forms(verbs)
    if forms.keys().isdisjoint(sentence.vocabulary):
        return
    for position in range(first, last - 1):
        word = sentence.spelled[position]
        if word in forms and not sentence.quoted[position]:
            before = sentence.tokens[max(0, position - 1)]
            if not (before.word in ARTICLES or before.bits & BE):
                yield position + 1, forms[word]


@cache
def _forms(verbs: str) -> Mapping[str, str]:
    """Return the forms of a list of verbs, each with the particle that follows: "for" of "pay for"."""
    split = (phrase.partition(" ") for phrase in words(verbs))
    return {form: particle for verb, _, particle in split for form, _ in verb_forms(spelled(verb))}


def _charged(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """Yield where that begins which somebody is accused of or blamed for, no act: "accused Riga of bad faith"."""
    return (place for place in _charges(sentence, first, last) if not sentence.spelled[place].endswith("ing"))


def _harmed(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """Yield where that begins which somebody is accused of doing harm to: "accused Riga of breaking the truce"."""
    harming = words("harming")
    return (place + 1 for place in _charges(sentence, first, last) if sentence.spelled[place] in harming)


def _charges(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    for place, leading in _behind(sentence, first, last, "charging"):
        yield from _first(sentence, place, min(last - 1, place + _REACH), frozenset({leading}))


def _asked(sentence: Sentence, first: int, last: int, draft: Draft) -> Iterator[int]:
    """Yield where that begins which somebody demands, or wants where the other wants something else."""
    for verbs in ("demanding", "wanting") if draft.positions else ("demanding",):
        for place, particle in _behind(sentence, first, last, verbs):
            behind = sentence.spelled[place]
            if not particle and behind != "that":
                yield place
            elif particle == behind:
                yield place + 1


def _spoken_of(reading: Reading, sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """Yield where "the landing rule" stands, if the article speaks of it elsewhere too."""
    for position in range(first, last - 2):
        if sentence.spelled[position] != "the":
            continue
        behind = sentence.tokens[position + 1 : position + 3]
        is_name = any(token.capital for token in behind)
        if not is_name and reading.text.count(" ".join(token.word for token in behind)) > 1:
            yield position


def _points(sentence: Sentence) -> Iterator[int]:
    """Yield where that begins which is called the point at issue: "the main obstacle remains the landing rule"."""
    if sentence.vocabulary.isdisjoint(words("points")):
        return
    for position in range(1, len(sentence.tokens) - 2):
        if sentence.spelled[position] not in words("points"):
            continue
        before, after = sentence.words(max(0, position - 2), position), sentence.tokens[position + 1]
        if not words("foremost").isdisjoint(before) and (after.bits & BE or after.word in _REMAINING):
            yield position + 2


_REMAINING = frozenset({"remains", "remained", "concerns", "concerned"})
