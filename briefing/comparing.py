"""How alike two texts, names and times are: what is compared is compared the same way everywhere. Pure."""

import re
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from briefing.gazetteer import Entity, entity_named
from briefing.text import strip_controls, words
from briefing.types import Horizon

# Which share of the shorter text's words two texts have in common when they say the same, and when one tells the other again.
SAME, RETOLD = 0.6, 0.9
_GRAM, _NEIGHBOURS = 5, 4
FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "they",
        "we",
        "will",
        "would",
        "has",
        "have",
        "had",
        "not",
        "no",
        "than",
        "then",
        "there",
        "who",
        "which",
        "under",
        "over",
        "through",
        "into",
        "about",
        "after",
        "before",
        "between",
        "against",
        "toward",
        "towards",
        "upon",
        "during",
        "since",
        "until",
        "within",
        "without",
    ]
)


@lru_cache(maxsize=8192)
def has_a_word_of(text: str, name: str) -> bool:
    """Tell whether a text has a word of a name that means something: of "the African Union" not "the", of Peru "Peru's" too."""
    told = frozenset(re.sub(r"['’]s$", "", word) for word in vocabulary(text))
    return not vocabulary(name).isdisjoint(told)


def vocabulary(text: str) -> frozenset[str]:
    """Return the words of ``text`` that carry meaning."""
    return frozenset(word for word in words(text) if word not in FUNCTION_WORDS)


def retells(text: str, other: str) -> bool:
    """Tell whether nearly all that ``text`` says stands in ``other``, which may say more."""
    told = vocabulary(text)
    return bool(told) and len(told & vocabulary(other)) >= RETOLD * len(told)


def overlap(first: str, second: str) -> float:
    """Return which share of the shorter text's meaningful words the other one has too, 0 to 1."""
    one, other = vocabulary(first), vocabulary(second)
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def holds(text: str, phrase: str) -> bool:
    """Tell whether the words of ``phrase`` stand in ``text`` in their order, others perhaps between them."""
    rest = iter(words(strip_controls(text)))
    return all(word in rest for word in words(strip_controls(phrase)))


def entity_called(name: str) -> Entity | None:
    """Return whom a name of an item stands for; a model's words may hold anything."""
    return entity_named(strip_controls(name))


@lru_cache(maxsize=8192)
def party_key(name: str) -> str:
    """Return one key for the names of one party: its entity's name, else the name's words in lower case."""
    entity = entity_called(name)
    return entity.name if entity else " ".join(words(name))


def same_party(one: str, other: str) -> bool:
    """Tell whether two names are of one party: the same entity, or one is the end of the other ("A. Holm", "Holm")."""
    first, second = party_key(one), party_key(other)
    return first == second or f" {first}".endswith(f" {second}") or f" {second}".endswith(f" {first}")


def runs_in(text: str) -> frozenset[str]:
    """Return digests of runs of five words, some two of five: texts that share eight words in a row share a digest.

    That is winnowing (Schleimer, Wilkerson and Aiken 2003): the least digest of each four neighbours is kept.
    """
    told = words(text)
    grams = [" ".join(told[at : at + _GRAM]) for at in range(len(told) - _GRAM + 1)]
    digests = [blake2b(each.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() for each in grams]
    return frozenset(min(digests[at : at + _NEIGHBOURS]) for at in range(len(digests) - _NEIGHBOURS + 1))


# ── times ─────────────────────────────────────────────────────────────────────


def horizons_meet(one: Horizon | None, other: Horizon | None) -> bool:
    """Tell whether two horizons share a day; one that is not resolved meets any."""
    first, second = span_of(one), span_of(other)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def is_vague(horizon: Horizon) -> bool:
    """Tell of words for a time that name no day to hold anybody to: "by the middle of March", "in the coming months"."""
    told = set(_WORDS_OF_TIME.findall(horizon.text.lower()))
    return not _VAGUE.isdisjoint(told) and "end" not in told


_WORDS_OF_TIME = re.compile(r"[a-z]+")
_VAGUE = frozenset(
    [
        *(
            "mid",
            "middle",
            "half",
            "early",
            "earlier",
            "late",
            "later",
            "beginning",
            "start",
            "soon",
            "coming",
        ),
        *(
            "several",
            "few",
            "weeks",
            "months",
            "year",
            "years",
            "decade",
            "spring",
            "summer",
            "autumn",
            "fall",
            "winter",
        ),
    ]
)


def span_of(horizon: Horizon | None) -> tuple[date, date] | None:
    """Return the first and last day of a horizon, ``None`` where no date is known."""
    if horizon is None or (horizon.start is None and horizon.end is None):
        return None
    last = horizon.end or horizon.start
    first = horizon.start or horizon.end
    return (first, last) if first and last else None


def named_span(horizon: Horizon | None) -> tuple[date, date] | None:
    """Return the first and last day of a horizon whose words name a day, ``None`` of any other."""
    return span_of(horizon) if horizon and not is_vague(horizon) else None
