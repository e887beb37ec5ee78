"""Whose affair an article is about and what the affair is, compared alike whatever else was collected. Pure.

How alike two articles of a day are is told against the other articles of that day (``likeness``). A thread runs over
months in which nobody knows what will come, so here each word weighs what it weighs in the project's own articles.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from briefing.track.terms import Terms

COMMON_WORDS = "common_words.json"
_HEAVIEST = 60
_WEIGHT_OF_RARE = -math.log(0.03)

Vector = Mapping[str, float]


def matter_of(terms: Terms) -> Vector:
    """Return what an article says, all names left out, by how much it tells."""
    names, known = terms.capitals - terms.lower, _weights()
    weights = {
        term: (1 + math.log(count)) * known.get(term, _WEIGHT_OF_RARE)
        for term, count in terms.words.items()
        if term not in names
    }
    heaviest = sorted(weights.items(), key=lambda weighted: (-weighted[1], weighted[0]))[:_HEAVIEST]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return {term: weight / length for term, weight in heaviest}


def of_all(vectors: Iterable[Vector]) -> Vector:
    """Return what several articles name, or say, together."""
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    return total


def shared(one: Vector, other: Vector) -> float:
    """Return how far two name, or say, the same in the same measure (their cosine), 0 to 1; 0 where one has nothing."""
    product = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    squares = math.prod(sum(weight * weight for weight in each.values()) for each in (one, other))
    return product / math.sqrt(squares) if squares else 0.0


@cache
def _weights() -> Mapping[str, float]:
    """Return of each common word the logarithm of the inverse share of articles that have it."""
    raw = json.loads((files("briefing.data") / COMMON_WORDS).read_text(encoding="utf-8"))
    return {term: -math.log(number / raw["articles"]) for term, number in raw["holders"].items()}
