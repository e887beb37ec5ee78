"""Figures over articles: ratios of sums and means, each with its interval over the articles. Pure, seeded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from statistics import fmean
from typing import NamedTuple

from briefing.evaluation.labelled import KINDS, LabelledSentence
from briefing.evaluation.marks import Mark, is_same_holder, names_side
from briefing.evaluation.matching import Comparison

SEED = 1
DRAWS = 500
ALL = "all"


class Rate(NamedTuple):
    """How many of how many, in one article."""

    hits: int
    of: int


Rates = Mapping[str, Rate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share or mean over articles. ``low`` to ``high`` holds it in 95 % of samples of as many articles.

    ``of`` is what a share is of, or the number of articles that a mean is over.
    """

    value: float
    low: float
    high: float
    of: int


# ── one article ───────────────────────────────────────────────────────────────


def rates_of(comparison: Comparison, sentences: Sequence[LabelledSentence]) -> dict[str, Rate]:
    """Return what was found of what, by the names of the figures."""
    rates = {
        f"{kind}.{name}": rate
        for kind in (*KINDS, ALL)
        for name, rate in _rates_of_kind(comparison, kind).items()
    }
    rates["sentence_f1"] = _sentence_rate(comparison.found, sentences)
    return rates | _role_rates(comparison.matched)


def _rates_of_kind(comparison: Comparison, kind: str) -> dict[str, Rate]:
    wanted = {n for n, mark in enumerate(comparison.labelled) if kind in (ALL, mark.kind)}
    found = {n for n, mark in enumerate(comparison.found) if kind in (ALL, mark.kind)}
    core = {n for n in wanted if comparison.labelled[n].core}
    paired = sum(labelled in wanted for _, labelled in comparison.pairs)
    return {
        "recall": Rate(paired, len(wanted)),
        "precision": Rate(paired, len(found)),
        "f1": Rate(2 * paired, len(wanted) + len(found)),
        "core_recall": Rate(len(core & comparison.touched), len(core)),
        "lenient_recall": Rate(len(wanted & comparison.touched), len(wanted)),
        "lenient_precision": Rate(len(found & comparison.touching), len(found)),
    }


def _sentence_rate(found: Sequence[Mark], sentences: Sequence[LabelledSentence]) -> Rate:
    """Return the F1 of kinds per sentence, which does not depend on how items are split."""
    both = either = 0
    for sentence in sentences:
        told = _kinds_told(found, range(sentence.start, sentence.end))
        both += len(told & set(sentence.kinds))
        either += len(told) + len(set(sentence.kinds))
    return Rate(2 * both, either)


def _kinds_told(found: Sequence[Mark], span: range) -> set[str]:
    """Return the kinds of the items that rest on half of the sentence, or for half of themselves on it."""
    return {
        mark.kind
        for mark in found
        if len(mark.characters.intersection(span)) >= 0.5 * min(len(span), max(1, len(mark.characters)))
    }


def _role_rates(matched: Sequence[tuple[Mark, Mark]]) -> dict[str, Rate]:
    """Return how often holder, speaker, date and sides of a matched item are the labelled ones.

    A false horizon is a date given to an item that is labelled without one.
    """
    held = [(mine, theirs.holder) for mine, theirs in matched if theirs.kind != "dispute" and theirs.holder]
    dated = [(mine.due, theirs.due) for mine, theirs in matched if theirs.due]
    undated = [mine.due for mine, theirs in matched if not theirs.due]
    sides = [(mine, side) for mine, theirs in matched if theirs.kind == "dispute" for side in theirs.parties]
    return {
        "holder": Rate(sum(is_same_holder(mine.holder, theirs) for mine, theirs in held), len(held)),
        "attribution": Rate(sum(mine.speaker == theirs.speaker for mine, theirs in matched), len(matched)),
        "horizon": Rate(sum(mine == theirs for mine, theirs in dated), len(dated)),
        "false_horizon": Rate(sum(each is not None for each in undated), len(undated)),
        "dispute_sides": Rate(sum(names_side(mine.parties, side) for mine, side in sides), len(sides)),
    }


# ── several articles ──────────────────────────────────────────────────────────


def share_figures(articles: Sequence[Rates]) -> dict[str, Figure]:
    """Return each figure over all ``articles``, which have the same ones: the sum of hits over the sum of things."""
    return {name: share_figure([rates[name] for rates in articles]) for name in articles[0]}


def share_figure(rates: Sequence[Rate]) -> Figure:
    """Return one share over articles, 0 where there is nothing to have a share of."""
    low, high = _interval([_share([rates[n] for n in draw]) for draw in _draws(len(rates))])
    return Figure(value=_share(rates), low=low, high=high, of=sum(each.of for each in rates))


def mean_figure(values: Sequence[float]) -> Figure:
    """Return the mean of a value that each article has."""
    low, high = _interval([fmean(values[n] for n in draw) for draw in _draws(len(values))])
    return Figure(value=fmean(values), low=low, high=high, of=len(values))


def _share(rates: Sequence[Rate]) -> float:
    of = sum(each.of for each in rates)
    return sum(each.hits for each in rates) / of if of else 0.0


@cache
def _draws(count: int) -> Sequence[Sequence[int]]:
    """Return samples of as many articles as there are, drawn with replacement (the percentile bootstrap), always the same."""
    random = Random(SEED)  # noqa: S311  nothing secret is drawn
    return [[random.choice(range(count)) for _ in range(count)] for _ in range(DRAWS)]


def _interval(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[int(0.025 * DRAWS)], ordered[int(0.975 * DRAWS)]
