"""How likely a sentence, or a clause, holds an objective, a dispute or an expectation: linear, from trained weights."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefing.data import text
from briefing.summarize.embedded.cues import Kind

WEIGHTS = "weights.json"
_SCALE = 1000  # weights are kept as whole thousandths
Odds = Mapping[Kind, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression for each kind: ``bias`` and ``weights`` in the order of :class:`Kind`, in thousandths."""

    bias: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]]
    _packed: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _start: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # One addition for all kinds: the weights of a feature side by side in one number.
        packed = {feature: _packed(each) for feature, each in self.weights.items()}
        object.__setattr__(self, "_packed", packed)
        object.__setattr__(self, "_start", _packed(self.bias))

    def odds(self, features: Iterable[str]) -> Odds:
        """Return the probability of each kind, from 0 to 1."""
        found = sum(filter(None, map(self._packed.get, features)), self._start)
        odds = {}
        for kind in _KINDS:
            weight = (found + _HALF) % _WHOLE - _HALF
            odds[kind] = 1 / (1 + math.exp(-weight / _SCALE))
            found = found - weight >> _WIDTH
        return odds


_KINDS = tuple(Kind)
_WIDTH = 21  # bits: sums up to a thousand, and all kinds in one machine word, which is quick to add
_WHOLE, _HALF = 1 << _WIDTH, 1 << _WIDTH - 1


def _packed(each: Sequence[int]) -> int:
    """Return numbers, negative ones too, side by side in one that adds as they do."""
    return sum(weight << _WIDTH * place for place, weight in enumerate(each))


@dataclass(frozen=True, slots=True)
class Classifier:
    """``kept`` is the probability from which what a rule found stands, ``found`` that from which a sentence
    that no rule took up gives an item. ``lead`` weighs what could be the bottom line, in thousandths."""

    sentences: Linear
    clauses: Linear
    kept: Odds
    found: Odds
    lead: Mapping[str, int]


@cache
def classifier() -> Classifier:
    """Return the classifier with the weights of the package, which ``make train`` writes."""
    return unpacked(json.loads(text(WEIGHTS)))


def unpacked(stored: Mapping[str, Any]) -> Classifier:
    """Return the classifier that ``stored`` describes."""
    return Classifier(
        sentences=_linear(stored["sentences"]),
        clauses=_linear(stored["clauses"]),
        kept={Kind(kind): level for kind, level in stored["kept"].items()},
        found={Kind(kind): level for kind, level in stored["found"].items()},
        lead=stored["lead"],
    )


def _linear(stored: Mapping[str, Any]) -> Linear:
    weights = {feature: tuple(each) for feature, each in stored["weights"].items()}
    return Linear(bias=tuple(stored["bias"]), weights=weights)
