"""The controlled list of topics, and which of them a text speaks of (pure; the terms lie in ``data/topics.toml``)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from briefing.data import table

TOPICS = (
    "diplomatic-relations",
    "visits-and-summits",
    "war-and-ceasefire",
    "peace-talks",
    "alliances-and-defence",
    "arms-control",
    "nuclear",
    "sanctions",
    "trade",
    "technology-controls",
    "energy",
    "climate",
    "migration",
    "human-rights",
    "detained-citizens",
    "territory-and-borders",
    "maritime",
    "cyber-and-espionage",
    "information-and-media",
    "humanitarian-aid",
    "development-and-debt",
    "health",
    "narcotics-and-crime",
    "terrorism",
    "international-law-and-votes",
)

# A term that names the subject outweighs any two that lean to one; saying it again adds ever less.
_STRONG, _WEAK = 3.0, 1.0
_SECOND = 0.5


class _Term(NamedTuple):
    topic: str
    text: str
    weight: float
    whole: bool


def topic_of(text: str) -> str | None:
    """Return the topic of the controlled list that ``text``, a clause or an article, speaks of most."""
    return next(iter(topics_of(text, at_most=1)), None)


def topics_of(text: str, at_most: int = 2) -> tuple[str, ...]:
    """Return the topics of ``text``, the foremost first; each further one weighs at least half of the first."""
    weights = _weights(text.replace("’", "'").lower())
    if not weights:
        return ()
    ranked = sorted(weights, key=lambda topic: (-weights[topic], _rank(topic)))
    enough = weights[ranked[0]] * _SECOND
    return tuple(topic for topic in ranked[:at_most] if weights[topic] >= enough)


def _weights(text: str) -> Mapping[str, float]:
    """Sum the terms per topic; the n-th time that a term is used counts 1/n."""
    used: dict[str, int] = {}
    weights: dict[str, float] = {}
    for term in _terms_in(text):
        used[term.text] = used.get(term.text, 0) + 1
        weights[term.topic] = weights.get(term.topic, 0.0) + term.weight / used[term.text]
    return weights


def _terms_in(text: str) -> Iterator[_Term]:
    """Yield the terms in ``text``, which is in lower case; of overlapping ones the longest."""
    automaton, terms = _automaton()
    found = [
        (start, -end, index)
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if _stands_alone(text, start, end, whole=terms[index].whole)
    ]
    reached = 0
    for start, minus_end, index in sorted(found):
        if start >= reached:
            reached = -minus_end
            yield terms[index]


def _stands_alone(text: str, start: int, end: int, *, whole: bool) -> bool:
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return not (whole and end < len(text) and text[end].isalnum())


@cache
def _rank(topic: str) -> int:
    return list(table("topics")).index(topic)


@cache
def _automaton() -> tuple[Any, tuple[_Term, ...]]:
    from ahocorasick_rs import AhoCorasick

    terms = tuple(_terms())
    return AhoCorasick([term.text for term in terms]), terms


def _terms() -> Iterator[_Term]:
    for topic, lists in table("topics").items():
        for key, weight in (("strong", _STRONG), ("weak", _WEAK)):
            for text in lists[key]:
                yield _Term(
                    topic=topic,
                    text=text.removesuffix("*").replace("’", "'"),
                    weight=weight,
                    whole=not text.endswith("*"),
                )
