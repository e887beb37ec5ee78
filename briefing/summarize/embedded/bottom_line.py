"""The bottom line: one or two of an article's first sentences, chosen by trained weights. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.words import SPEECH
from briefing.text import Span, count_words, words

_LEADS = 8
_MOST_WORDS = 40  # of two sentences together
_FEWEST_WORDS = 8
_LONG = 25
_SHORT = 4
_CHIEF = 4
_ENDS = (".", "!", ".”", '."', ".''", ".)", "…")
_LEANING = re.compile(
    r"[\"“‘'(]|(?:Q|A|Question|Answer) ?[:.] |(?:He|She|They|It|This|That|These|Those|But|And|His|Her|Their|Its|Such|Yet|Or|So|I|You|We|My|Our|There|"
    r"Here|Then|Still|Also|Meanwhile|However|Instead|Moreover|Nor|Nobody|Neither|Both|Another|Others?|Asked)\b"
)
_ANSWERING = re.compile(r"(?:The|A|An) [a-z]")


class Candidate(NamedTuple):
    """What could be the bottom line, and what its choice goes by."""

    spans: tuple[Span, ...]
    features: Mapping[str, float]


def bottom_line(
    reading: Reading,
    drafts: Sequence[Draft],
    title: str,
    weights: Mapping[str, int],
    besides: Collection[int] = (),
) -> tuple[Span, ...]:
    """Return the spans of the likeliest bottom line, by ``weights`` of its features; nothing of an empty text."""

    def weight(candidate: Candidate) -> float:
        return sum(weights.get(name, 0) * value for name, value in candidate.features.items())

    best = max(candidates(reading, drafts, title, besides), key=weight, default=None)
    return best.spans if best else ()


def candidates(
    reading: Reading, drafts: Sequence[Draft], title: str, besides: Collection[int] = ()
) -> Iterator[Candidate]:
    """Yield each of the first sentences that stands on its own, and each two of them that are short enough.

    Where none stands on its own it is the first. Those ``besides`` only repeat the headline.
    """
    leads = [lead for lead in _leads(reading, drafts, title) if lead.number not in besides]
    leads = leads or list(_leads(reading, drafts, title))
    alone = [lead for lead in leads if lead.stands] or leads[:1]
    size = len(_substance(title)) or 1
    for one in alone:
        yield Candidate(spans=(one.span,), features=_features([one], size))
    for one, other in combinations(alone, 2):
        if other.follows and one.length + other.length <= _MOST_WORDS:
            yield Candidate(spans=(one.span, other.span), features=_features([one, other], size))


class _Lead(NamedTuple):
    """One of the first sentences. ``title`` are the words it shares with the headline, ``chief`` those of the most
    often named whom it names; ``stands`` tells that it can be read alone, ``follows`` that it can behind another."""

    number: int
    span: Span
    length: int
    title: frozenset[str]
    chief: frozenset[str]
    objectives: int
    says: bool
    stands: bool
    follows: bool


def _leads(reading: Reading, drafts: Sequence[Draft], title: str) -> Iterator[_Lead]:
    chief, substance = _chief(reading), _substance(title)
    aims = Counter(draft.sentence for draft in drafts if draft.kind is Kind.OBJECTIVE)
    for spoken in reading.spoken[:_LEADS]:
        sentence = spoken.sentence
        span = Span(sentence.start, sentence.end)
        told = span.of(reading.text)
        length = count_words(told)
        stands = length >= _FEWEST_WORDS and told.endswith(_ENDS) and not _LEANING.match(told)
        named = _named(reading, span)
        yield _Lead(
            number=sentence.index,
            span=span,
            length=length,
            title=substance.intersection(words(told)),
            chief=chief & named,
            objectives=min(2, aims[sentence.index]),
            says=any(token.bits & SPEECH for token in sentence.tokens),
            stands=stands,
            follows=stands and bool(named) and not _ANSWERING.match(told),
        )


def _features(leads: Sequence[_Lead], title: int) -> Mapping[str, float]:
    """Return where sentences stand, how long they are, and what they have of the article; each of the order of 1."""
    length = sum(lead.length for lead in leads)
    shared = frozenset[str]().union(*(lead.title for lead in leads))
    chief = frozenset[str]().union(*(lead.chief for lead in leads))
    return {
        **{f"place {lead.number}": 1.0 for lead in leads},
        "words": length / 10,
        "words beyond": max(0, length - _LONG) / 10,
        "two": float(len(leads) - 1),
        "apart": leads[-1].number - leads[0].number - len(leads) + 1.0,
        "headline": len(shared) / title * _LONG / max(length, _FEWEST_WORDS),
        "chief": len(chief) / _CHIEF,
        "objectives": float(sum(lead.objectives for lead in leads)),
        "says": float(sum(lead.says for lead in leads)),
    }


def _substance(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) >= _SHORT)


def _chief(reading: Reading) -> frozenset[str]:
    """Return whom the article names most often."""
    named = Counter(mention.entity.name for mention in reading.names.mentions)
    named.update(person.name for person in reading.names.persons)
    return frozenset(name for name, _ in named.most_common(_CHIEF))


def _named(reading: Reading, span: Span) -> frozenset[str]:
    entities = (mention.entity.name for mention in reading.names.entities(*span))
    return frozenset((*entities, *(person.name for person in reading.names.people(*span))))
