"""Whose affair an article is about and what the affair is, compared alike whatever else was collected. Pure.

How alike two articles of a day are is told against the other articles of that day (``likeness``). A thread runs over
months in which nobody knows what will come, so here each word weighs what it weighs in the project's own articles.
"""

import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.track.terms import Terms

COMMON_WORDS = "common_words.json"
_HEAVIEST = 60
_RAREST = 0.03

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``actors`` has who is named, by how often; ``words`` what is said, all names left out, by how much it tells."""

    actors: Vector
    words: Vector


def subject_of(terms: Terms) -> Subject:
    """Return what an article is about."""
    plain = {term: count for term, count in terms.words.items() if term not in terms.capitals - terms.lower}
    weights = {term: (1 + math.log(count)) * _weight(term) for term, count in plain.items()}
    heaviest = sorted(weights.items(), key=lambda weighted: (-weighted[1], weighted[0]))[:_HEAVIEST]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return Subject(actors=terms.actors, words={term: weight / length for term, weight in heaviest})


def subject_of_all(subjects: Iterable[Subject]) -> Subject:
    """Return what several articles are about together."""
    several = list(subjects)
    return Subject(
        actors=_sum([each.actors for each in several]), words=_sum([each.words for each in several])
    )


def actors_shared(one: Subject, other: Subject) -> float:
    """Return how far both name the same actors in the same measure, 0 to 1; 0 where one names nobody."""
    return _cosine(one.actors, other.actors)


def matter_shared(one: Subject, other: Subject) -> float:
    """Return how far both say the same things, whoever does them, 0 to 1."""
    return _cosine(one.words, other.words)


def _weight(term: str) -> float:
    """Return the logarithm of the inverse share of articles that have a word."""
    return -math.log(_shares().get(term, _RAREST))


@cache
def _shares() -> Mapping[str, float]:
    raw = json.loads((files("briefing.data") / COMMON_WORDS).read_text(encoding="utf-8"))
    return {term: number / raw["articles"] for term, number in raw["holders"].items()}


def _sum(vectors: Collection[Vector]) -> Vector:
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    return total


def _cosine(one: Vector, other: Vector) -> float:
    product = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    squares = math.prod(sum(weight * weight for weight in each.values()) for each in (one, other))
    return product / math.sqrt(squares) if squares else 0.0
