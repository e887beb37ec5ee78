"""The labelled articles that the embedded engine is trained on, and that its weights are theirs."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import combinations

import pytest

from briefing.evaluation import labelled_articles, shipped
from briefing.summarize.embedded.bottom_line import Candidate
from briefing.summarize.embedded.classifier import WEIGHTS, unpacked
from briefing.summarize.embedded.cues import Kind
from briefing.text import Span, sentences, words
from briefing.track.subjects import COMMON_WORDS
from training import gist
from training.labelled import ARTICLES, clauses, read
from training.labelled import sentences as examples_of
from training.words import counted

LEAST_WORDS, ALIKE = 8, 0.8


def sentences_of_all() -> Iterator[tuple[str, frozenset[str]]]:
    for article in (*labelled_articles(ARTICLES), *labelled_articles(shipped())):
        for span in sentences(article.text):
            said = span.of(article.text)
            if len(words(said)) >= LEAST_WORDS:
                yield said, frozenset(words(said))


def test_no_two_sentences_are_near_duplicates() -> None:
    by_rare_word: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    told = list(sentences_of_all())
    often: dict[str, int] = defaultdict(int)
    for _, each in told:
        for word in each:
            often[word] += 1
    for said, each in told:
        for word in sorted(each, key=lambda word: (often[word], word))[:3]:
            by_rare_word[word].append((said, each))
    alike = {
        tuple(sorted((one, other)))
        for group in by_rare_word.values()
        for (one, a), (other, b) in combinations(group, 2)
        if len(a & b) >= ALIKE * len(a | b)
    }
    assert not alike


def test_no_article_trained_on_is_measured_on() -> None:
    measured = {article.text for article in labelled_articles(shipped())}
    assert measured.isdisjoint(article.text for article in labelled_articles(ARTICLES))


def test_the_same_articles_give_the_same_weights() -> None:
    from training.__main__ import fitted, written  # scikit-learn is a second that no other test needs

    some = [read(article) for article in labelled_articles(ARTICLES)[:12]]

    def fit() -> str:
        of_sentences = [each for number, article in enumerate(some) for each in examples_of(number, article)]
        return written(fitted(of_sentences))

    assert fit() == fit()


@pytest.mark.long
def test_the_weights_that_ship_are_those_that_the_articles_give() -> None:
    from training.__main__ import weights_of

    shipped_text = (files("briefing.data") / WEIGHTS).read_text("utf-8")
    assert weights_of(labelled_articles(ARTICLES)) == shipped_text


def test_the_words_that_ship_are_counted_in_the_articles() -> None:
    shipped_text = (files("briefing.data") / COMMON_WORDS).read_text("utf-8")
    assert counted(labelled_articles(ARTICLES)) == shipped_text


def test_a_sentence_of_which_half_is_marked_counts_as_marked() -> None:
    article = labelled_articles(ARTICLES)[0]
    marked = {kind for example in examples_of(0, read(article)) for kind in example.kinds}
    assert marked == {Kind(item.kind) for item in article.items}
    assert {kind for example in clauses(0, read(article)) for kind in example.kinds} <= set(marked)


def test_the_weights_are_small_and_whole() -> None:
    packed = (files("briefing.data") / WEIGHTS).read_text("utf-8")
    assert len(packed.encode()) < 3_000_000
    trained = unpacked(json.loads(packed))
    assert len(trained.sentences.weights) > 1000
    assert all(len(each) == len(Kind) for each in _weights(trained.sentences.weights.values()))


def _weights(rows: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return list(rows)


def test_a_feature_of_what_comes_near_the_labelled_bottom_line_weighs_more_than_one_of_what_does_not() -> (
    None
):
    span = (Span(0, 1),)
    near, far = Candidate(spans=span, features={"near": 1.0}), Candidate(spans=span, features={"far": 1.0})
    weights = gist.fitted([gist.Choice((near, far), (0.4, 0.1), lead=0.2)] * 3)
    assert weights["near"] == -weights["far"] > 0
