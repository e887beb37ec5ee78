"""What a passage is about: its content words and its names, and how much of that another passage shares. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefing.collect.furniture import named
from briefing.text import words

_STEM = 6
_SHORTEST = 4
_NAME = re.compile(r"(?<![.!?:\"“”'‘’(•–—-]\s)(?<=\S\s)[^\W\d_a-z][\w’'-]+|\b[A-Z]{2,}\b")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``stems`` are the beginnings of content words, ``names`` what is capitalised within a sentence."""

    stems: frozenset[str]
    names: frozenset[str]

    def share_of_stems(self, other: "Vocabulary") -> float:
        """Return which part of this vocabulary's stems the other has too, 0 to 1."""
        return len(self.stems & other.stems) / len(self.stems) if self.stems else 0.0

    def names_in(self, other: "Vocabulary") -> int:
        """Count this vocabulary's names that the other has too, be it at the beginning of a sentence."""
        return sum(name in other.names or name[:_STEM] in other.stems for name in self.names)

    def share_of_names(self, other: "Vocabulary") -> float:
        """Return which part of this vocabulary's names the other has too, 0 to 1."""
        return len(self.names & other.names) / len(self.names) if self.names else 0.0


@lru_cache(maxsize=1024)
def vocabulary_of(text: str) -> Vocabulary:
    """Return what ``text`` is about. Several steps of cleaning ask this of the same passage."""
    names = frozenset(_POSSESSIVE.sub("", name).lower() for name in _NAME.findall(text))
    common = named("common_words")
    return Vocabulary(
        frozenset(_stem(word) for word in words(text) if len(word) >= _SHORTEST and word not in common),
        names - common,
    )


def union(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    """Return the vocabulary of several passages together."""
    each = list(vocabularies)
    return Vocabulary(
        frozenset().union(*(item.stems for item in each)), frozenset().union(*(item.names for item in each))
    )


def _stem(word: str) -> str:
    return _POSSESSIVE.sub("", word)[:_STEM]
