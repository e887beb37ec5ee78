"""The choice of the bottom line: which words of it come near to the labelled one. Ridge regression on ROUGE-1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from briefing.evaluation import LabelledArticle
from briefing.evaluation.figures import mean_figure
from briefing.evaluation.gist import lead, rouge
from briefing.summarize.embedded.bottom_line import Candidate, candidates
from briefing.summarize.embedded.classifier import Classifier
from briefing.summarize.embedded.engine import drafts_of, headline_copies, reading_of

PENALTY = 3.0
PERCENT = 100  # gains are in hundredths of ROUGE, so that weights in whole thousandths are fine enough
SCALE = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one article with the ROUGE-1 of each, and that of the article's first two sentences."""

    candidates: tuple[Candidate, ...]
    gains: tuple[float, ...]
    lead: float


def choice(article: LabelledArticle, trained: Classifier) -> Choice:
    reading = reading_of(article.text)
    copies = headline_copies(reading, article.title)
    found = tuple(candidates(reading, drafts_of(reading, trained, copies), article.title, copies))
    told = [" ".join(span.of(article.text) for span in each.spans) for each in found]
    labelled = article.bottom_line or ""
    gains = tuple(rouge(1, each, labelled) for each in told)
    return Choice(found, gains, rouge(1, lead(article.text), labelled))


def fitted(choices: Sequence[Choice]) -> Mapping[str, int]:
    """Return the weight of each feature, in whole thousandths. Each article counts the same, whatever its candidates."""
    names = sorted({name for each in choices for candidate in each.candidates for name in candidate.features})
    rows, gains = zip(*(_centred(each, names) for each in choices), strict=True)
    matrix, wanted = np.vstack(rows), np.concatenate(gains)
    weights = np.linalg.solve(matrix.T @ matrix + PENALTY * np.eye(len(names)), matrix.T @ wanted * PERCENT)
    return {name: round(float(each) * SCALE) for name, each in zip(names, weights, strict=True)}


def _centred(one: Choice, names: Sequence[str]) -> tuple[Any, Any]:
    """Return features and gains as they differ within an article: between articles there is nothing to choose."""
    matrix = np.array([[each.features.get(name, 0.0) for name in names] for each in one.candidates])
    gains, size = np.array(one.gains), np.sqrt(len(one.gains))
    return (matrix - matrix.mean(0)) / size, (gains - gains.mean()) / size


def scores(choices: Sequence[Choice], folds: int) -> str:
    """Return ROUGE-1 on articles left out of the fit, and what it is over the first two sentences, with intervals."""
    gained: list[float] = []
    for fold in range(folds):
        weights = fitted([each for number, each in enumerate(choices) if number % folds != fold])
        gained += [_gain(each, weights) - each.lead for each in choices[fold::folds]]
    mine = sum(gained) / len(gained) + sum(each.lead for each in choices) / len(choices)
    over = mean_figure(gained)
    return f"ROUGE-1 {mine:.3f}, over lead-2 {over.value:.3f} ({over.low:.3f} to {over.high:.3f})"


def _gain(one: Choice, weights: Mapping[str, int]) -> float:
    values = [
        sum(weights.get(name, 0) * value for name, value in each.features.items()) for each in one.candidates
    ]
    return one.gains[values.index(max(values))]
