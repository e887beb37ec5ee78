"""How likely a sentence, or a clause, holds an objective, a dispute or an expectation: linear, from trained weights."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.summarize.embedded.cues import Kind

WEIGHTS = "weights.json"
_SCALE = 1000  # weights are kept as whole thousandths
Odds = Mapping[Kind, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression for each kind: ``bias`` and ``weights`` in the order of :class:`Kind`, in thousandths."""

    bias: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]]

    def odds(self, features: Iterable[str]) -> Odds:
        """Return the probability of each kind, from 0 to 1."""
        sums = list(self.bias)
        for feature in features:
            for place, weight in enumerate(self.weights.get(feature, ())):
                sums[place] += weight
        return {kind: 1 / (1 + math.exp(-each / _SCALE)) for kind, each in zip(Kind, sums, strict=True)}


@dataclass(frozen=True, slots=True)
class Classifier:
    """``kept`` is the probability from which what a rule found stands, ``found`` that from which a sentence
    that no rule took up gives an item."""

    sentences: Linear
    clauses: Linear
    kept: Odds
    found: Odds


_NOTHING = Linear(bias=(0,) * len(Kind), weights={})
RULES_ALONE = Classifier(
    sentences=_NOTHING,
    clauses=_NOTHING,
    kept=dict.fromkeys(Kind, 0.0),
    found=dict.fromkeys(Kind, math.inf),
)
"""Lets every find of the rules stand and adds nothing."""


@cache
def classifier() -> Classifier:
    """Return the classifier with the weights of the package, which ``make train`` writes."""
    return unpacked(json.loads((files("briefing.data") / WEIGHTS).read_text("utf-8")))


def unpacked(stored: Mapping[str, Any]) -> Classifier:
    """Return the classifier that ``stored`` describes."""
    return Classifier(
        sentences=_linear(stored["sentences"]),
        clauses=_linear(stored["clauses"]),
        kept={Kind(kind): level for kind, level in stored["kept"].items()},
        found={Kind(kind): level for kind, level in stored["found"].items()},
    )


def _linear(stored: Mapping[str, Any]) -> Linear:
    weights = {feature: tuple(each) for feature, each in stored["weights"].items()}
    return Linear(bias=tuple(stored["bias"]), weights=weights)
