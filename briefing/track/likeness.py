"""How alike articles are: weighted words and weighted names, compared apart and counted alike. Pure.

Words tell what kind of event is reported, names tell which one. Two votes in one council on one day share
their words; two visits of one minister share a name; the same event shares both.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from briefing.track.terms import Terms

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

_OTHER_PARTIES = 0.7
_HEAVIEST = 40
_PRIOR_ARTICLES = 30
_PRIOR_SHARE_OF_WORD = 0.1
_PRIOR_SHARE_OF_NAME = 0.05

Vector = Mapping[str, float]
Likenesses = Mapping[str, Mapping[str, float]]
_Holders = Mapping[str, "tuple[NDArray[intp], NDArray[float64]]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an article is compared by.

    The squares of the weights in ``vector`` add up to 1. ``parties`` are the states and armed groups it
    names, ``foremost`` those in its title and first three hundred characters.
    """

    vector: Vector
    parties: frozenset[str]
    foremost: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarities:
    """How rare each word and each name is among some articles; ``names`` are the words that count as names there."""

    names: frozenset[str]
    of_words: Mapping[str, float]
    of_names: Mapping[str, float]

    def profile_of(self, terms: Terms) -> Profile:
        """Return the profile of one of the articles, from the ``terms`` that it is made of."""
        words = {term: count for term, count in terms.words.items() if term not in self.names}
        named = terms.entities + Counter(
            {term: terms.words[term] for term in terms.words if term in self.names}
        )
        return Profile(
            vector=_weighted(words, self.of_words, prefix="") | _weighted(named, self.of_names, prefix="@"),
            parties=terms.parties,
            foremost=terms.foremost,
        )


def rarities(terms: Collection[Terms]) -> Rarities:
    """Return how rare each term is among articles, from the ``terms`` that these are made of.

    Thirty articles that nobody wrote, in which each word has one average share and each name another, stand beside
    them, so that two articles can be compared on a day that has no more.
    """
    names = _names(terms)
    words = Counter(chain.from_iterable(each.words for each in terms))
    named = Counter(chain.from_iterable(each.entities for each in terms))
    named.update({term: words[term] for term in names})  # no entity's name is a stem: it has a capital
    return Rarities(
        names=names,
        of_words=_rarity(words, len(terms), _PRIOR_SHARE_OF_WORD),
        of_names=_rarity(named, len(terms), _PRIOR_SHARE_OF_NAME),
    )


def profiles(terms: Mapping[str, Terms]) -> dict[str, Profile]:
    """Return the profile of each article, by its id, its terms weighted by their rarity among the articles."""
    among = rarities(terms.values())
    return {identifier: among.profile_of(each) for identifier, each in terms.items()}


def centre(group: Iterable[Profile]) -> Profile:
    """Return what a group of articles is compared by as a whole."""
    members = list(group)
    total: dict[str, float] = defaultdict(float)
    for member in members:
        for term, weight in member.vector.items():
            total[term] += weight / len(members)
    return Profile(
        vector=total,
        parties=frozenset().union(*(member.parties for member in members)),
        foremost=frozenset().union(*(member.foremost for member in members)),
    )


def likenesses(of: Mapping[str, Profile], to: Mapping[str, Profile], *, least: float) -> Likenesses:
    """Return how alike each profile ``of`` is with each ``to``, 0 to 1; what is below ``least`` is left out."""
    asked = frozenset().union(*(profile.vector for profile in of.values()))
    holders = _holders(to, asked)
    return {one: dict(_alike(profile, to, holders, least)) for one, profile in of.items()}


def _holders(to: Mapping[str, Profile], terms: frozenset[str]) -> _Holders:
    """Return of each of the terms the places of the profiles that have it, and its weights in them."""
    import numpy

    places: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, list[float]] = defaultdict(list)
    for place, profile in enumerate(to.values()):
        for term in terms.intersection(profile.vector):
            places[term].append(place)
            weights[term].append(profile.vector[term])
    return {term: (numpy.array(places[term]), numpy.array(weights[term])) for term in places}


def _alike(
    profile: Profile, others: Mapping[str, Profile], holders: _Holders, least: float
) -> Iterator[tuple[str, float]]:
    products = _products(profile.vector, holders, len(others))
    for (name, other), product in zip(others.items(), products, strict=True):
        if product >= least:
            value = product * _OTHER_PARTIES if _have_other_parties(profile, other) else product
            if value >= least:
                yield name, value


def _products(vector: Vector, holders: _Holders, number: int) -> list[float]:
    """Return the product of a vector with each of a number of profiles, terms added up in the order of the vector."""
    import numpy

    products = numpy.zeros(number)
    for term, weight in vector.items():
        if term in holders:
            places, weights = holders[term]
            products[places] += weight * weights
    return products.tolist()


def _have_other_parties(one: Profile, other: Profile) -> bool:
    """Tell whether each puts in front a party that the other never names: two visits, two votes, two quakes."""
    return not one.foremost <= other.parties and not other.foremost <= one.parties


def _names(terms: Collection[Terms]) -> frozenset[str]:
    """Return the words that more articles write with a capital inside a sentence than in lower case."""
    capitals = Counter(chain.from_iterable(each.capitals for each in terms))
    lower = Counter(chain.from_iterable(capitals.keys() & each.lower for each in terms))
    return frozenset(term for term, number in capitals.items() if number > lower[term])


def _rarity(holders: Mapping[str, int], articles: int, prior_share: float) -> dict[str, float]:
    """Return the logarithm of the inverse share of articles that hold each term, of so many in all."""
    total = articles + _PRIOR_ARTICLES
    return {
        term: math.log(total / (number + _PRIOR_ARTICLES * prior_share)) for term, number in holders.items()
    }


def _weighted(counts: Mapping[str, int], rarity: Mapping[str, float], *, prefix: str) -> dict[str, float]:
    """Return the heaviest terms, so weighted that their squares add up to one half."""
    weights = {term: (1 + math.log(count)) * rarity[term] for term, count in counts.items()}
    heaviest = sorted(weights.items(), key=lambda weighted: (-weighted[1], weighted[0]))[:_HEAVIEST]
    length = math.sqrt(2 * sum(weight * weight for _, weight in heaviest)) or 1.0
    return {prefix + term: weight / length for term, weight in heaviest}
