"""`make train`: fit the embedded engine's weights to the labelled articles, and tell how well they do on others.

The words that many of them use are counted for the threads.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import briefing.data
from briefing.evaluation import LabelledArticle, labelled_articles
from briefing.summarize.embedded.classifier import WEIGHTS, unpacked
from briefing.summarize.embedded.cues import Kind
from briefing.track.subjects import COMMON_WORDS
from training import gist
from training.labelled import ARTICLES, Example, Read, clauses, read, sentences
from training.words import counted

STRENGTH = 0.1  # of the weights against the penalty on their size: the inverse of scikit-learn's lambda
SMOOTHING = 0.5  # times that a feature counts as seen where it never was
RARE = 3  # features that fewer examples have are left out
FOLDS = 5
CURVE = (0.125, 0.25, 0.5, 1.0)
SCALE = 1000

# The probabilities from which a rule's find stands and from which a sentence gives an item of itself.
KEPT = {Kind.OBJECTIVE: 0.35, Kind.DISPUTE: 0.5, Kind.EXPECTATION: 0.45}
FOUND = {Kind.OBJECTIVE: 0.35, Kind.DISPUTE: 0.5, Kind.EXPECTATION: 0.55}


def main() -> None:
    """Write the weights, and print cross-validated scores by the number of articles trained on."""
    articles = labelled_articles(ARTICLES)
    readings = [read(article) for article in articles]
    of_sentences, of_clauses = examples(readings)
    print(
        f"{len(articles)} articles, {len(of_sentences)} sentences, {len(of_clauses)} clauses of those with items"
    )
    for share in CURVE:
        print(f"trained on {share:.0%} of the others: sentence F1 {scores(of_sentences, share)}")
    stored = judging(of_sentences, of_clauses)
    choices = choices_of(articles, stored)
    print(f"bottom line: {gist.scores(choices, FOLDS)}")
    folder = Path(briefing.data.__path__[0])
    texts = {WEIGHTS: written(stored | {"lead": gist.fitted(choices)}), COMMON_WORDS: counted(articles)}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        print(f"{name}: {(folder / name).stat().st_size / 1e6:.2f} MB")


def weights_of(articles: Sequence[LabelledArticle]) -> str:
    """Return the text of the weights that are fitted to ``articles``."""
    stored = judging(*examples([read(article) for article in articles]))
    return written(stored | {"lead": gist.fitted(choices_of(articles, stored))})


def examples(articles: Sequence[Read]) -> tuple[list[Example], list[Example]]:
    """Return what there is to learn from sentences, and from clauses."""
    of_sentences = chain.from_iterable(sentences(n, each) for n, each in enumerate(articles))
    of_clauses = chain.from_iterable(clauses(n, each) for n, each in enumerate(articles))
    return list(of_sentences), list(of_clauses)


def judging(of_sentences: Sequence[Example], of_clauses: Sequence[Example]) -> dict[str, Any]:
    """Return the weights by which finds are judged; those of the bottom line rest on them."""
    return {
        "sentences": fitted(of_sentences),
        "clauses": fitted(of_clauses),
        "kept": KEPT,
        "found": FOUND,
        "lead": {},
    }


def choices_of(articles: Iterable[LabelledArticle], stored: Mapping[str, Any]) -> list[gist.Choice]:
    trained = unpacked(stored)
    return [gist.choice(article, trained) for article in articles]


def written(stored: Mapping[str, Any]) -> str:
    """Return the weights as text, a feature a line, so that a change can be read."""
    return json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True).replace(",\n", ",") + "\n"


def fitted(examples: Sequence[Example]) -> Mapping[str, Any]:
    """Return the weights of a logistic regression for each kind, in whole thousandths; those of nothing left out."""
    seen = vectorizer(examples)
    matrix = seen.transform(columns(examples, seen))
    models = [fit(matrix, examples, kind) for kind in Kind]
    rows = np.rint(np.vstack([weights for weights, _ in models]).T * SCALE).astype(int)
    weights = {
        name: row.tolist() for name, row in zip(seen.get_feature_names_out(), rows, strict=True) if row.any()
    }
    return {"bias": [round(bias * SCALE) for _, bias in models], "weights": weights}


def fit(matrix: Any, examples: Sequence[Example], kind: Kind) -> tuple[Any, float]:
    """Return the weight of each feature for ``kind``, and the bias.

    Each feature is scaled by how much more often it stands in examples of the kind than in others, so that the penalty
    falls on what tells nothing (S. Wang and C. D. Manning, "Baselines and Bigrams", ACL 2012); by the root of it, since
    the whole clings to the words of the training articles.
    """
    truth = np.array([kind in example.kinds for example in examples])
    telling = np.sqrt(np.abs(_share(matrix[truth]) - _share(matrix[~truth])))
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix.multiply(telling).tocsr(), truth)
    return model.coef_[0] * telling, float(model.intercept_[0])


def _share(matrix: Any) -> Any:
    """Return the logarithm of each feature's share of all that stand in some examples."""
    counts = np.asarray(matrix.sum(0)).ravel() + SMOOTHING
    return np.log(counts / counts.sum())


def vectorizer(examples: Iterable[Example]) -> DictVectorizer:
    counted = Counter(chain.from_iterable(example.features for example in examples))
    return DictVectorizer().fit([dict.fromkeys(sorted(f for f, n in counted.items() if n >= RARE), 1)])


def columns(examples: Iterable[Example], seen: DictVectorizer) -> list[dict[str, int]]:
    known = seen.vocabulary_
    return [dict.fromkeys(sorted(each.features & known.keys()), 1) for each in examples]


def scores(examples: Sequence[Example], share: float) -> str:
    """Return the F1 of each kind over sentences of articles that were not trained on, at the level where it is best."""
    odds = {kind: np.zeros(len(examples)) for kind in Kind}
    for fold in range(FOLDS):
        others = [e for e in examples if e.article % FOLDS != fold and _drawn(e.article, share)]
        tested = [number for number, e in enumerate(examples) if e.article % FOLDS == fold]
        seen = vectorizer(others)
        matrix = seen.transform(columns(others, seen))
        rest = seen.transform(columns([examples[number] for number in tested], seen))
        for kind in Kind:
            weights, bias = fit(matrix, others, kind)
            odds[kind][tested] = 1 / (1 + np.exp(-(rest @ weights + bias)))
    return ", ".join(f"{kind} {best(odds[kind], examples, kind):.3f}" for kind in Kind)


def _drawn(article: int, share: float) -> bool:
    return (article // FOLDS) % 8 < 8 * share


def best(odds: Any, examples: Sequence[Example], kind: Kind) -> float:
    truth = np.array([kind in example.kinds for example in examples])
    return float(
        max(
            2 * (truth & (odds >= level)).sum() / (truth.sum() + (odds >= level).sum())
            for level in np.arange(0.1, 0.8, 0.02)
        )
    )


if __name__ == "__main__":
    main()
