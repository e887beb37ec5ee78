"""The classifier's part in the embedded engine: what it lets stand, what it adds, what it may not touch."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from briefing.evaluation import evaluate, labelled_articles, shipped
from briefing.evaluation.figures import Figure
from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import Classifier, Linear, classifier
from briefing.summarize.embedded.cues import Kind
from briefing.text import sentences
from briefing.types import ArticleSummary
from tests.build import an_article
from tests.ruled import RULES_ALONE

TALKS = (
    "Peru and Chile held talks in Lima on Monday. Peru's foreign minister, Luis Quispe, said there was little "
    "appetite in Lima for another round. Chile urged Peru to open the border. The river rose overnight."
)


def judging(kept: float, found: float, **bias: int) -> Classifier:
    """Return a classifier whose odds are those of ``bias`` alone, in thousandths, and 0 where none is given."""
    flat = Linear(bias=tuple(bias.get(kind, 0) for kind in Kind), weights={})
    return replace(
        RULES_ALONE,
        sentences=flat,
        clauses=flat,
        kept=dict.fromkeys(Kind, kept),
        found=dict.fromkeys(Kind, found),
    )


def items(summary: ArticleSummary) -> int:
    return len(summary.objectives) + len(summary.disputes) + len(summary.expectations)


def test_odds_are_the_logistic_of_the_sum_of_weights() -> None:
    told = Linear(bias=(0, 0, 0), weights={"a": (1000, 0, -1000), "b": (1000, 0, 0)})
    odds = told.odds(["a", "b", "unknown"])
    assert odds[Kind.OBJECTIVE] == pytest.approx(0.8808, abs=1e-4)
    assert odds[Kind.DISPUTE] == 0.5
    assert odds[Kind.EXPECTATION] == pytest.approx(0.2689, abs=1e-4)


def test_heavy_weights_of_one_kind_do_not_spill_into_the_next() -> None:
    told = Linear(bias=(-3, 0, 5), weights={str(each): (-20, 0, 20) for each in range(1000)})
    odds = told.odds(map(str, range(1000)))
    assert odds[Kind.OBJECTIVE] < 0.001
    assert odds[Kind.DISPUTE] == 0.5
    assert odds[Kind.EXPECTATION] > 0.999


def test_what_is_judged_unlikely_does_not_stand() -> None:
    assert EmbeddedEngine(RULES_ALONE).summarize(an_article(TALKS)).objectives
    unlikely = judging(0.5, 2.0, objective=-1000, dispute=-1000, expectation=-1000)
    assert items(EmbeddedEngine(unlikely).summarize(an_article(TALKS))) == 0


def test_a_sentence_that_no_rule_takes_up_can_still_give_an_item() -> None:
    likely = judging(0.0, 0.6, expectation=1000)
    by_rules = EmbeddedEngine(RULES_ALONE).summarize(an_article(TALKS))
    added = EmbeddedEngine(likely).summarize(an_article(TALKS))
    assert len(added.expectations) > len(by_rules.expectations)
    assert all(
        TALKS[quote.start : quote.end] == quote.quote
        for each in added.expectations
        for quote in each.evidence
    )


def test_the_bottom_line_is_the_sentence_that_the_weights_prefer() -> None:
    first, second, *_ = (span.of(TALKS) for span in sentences(TALKS))
    for lead, best in (({"place 0": 1000}, first), ({"place 1": 1000}, second)):
        engine = EmbeddedEngine(replace(RULES_ALONE, lead=lead))
        assert engine.summarize(an_article(TALKS)).bottom_line.text == best


def test_the_bottom_line_of_unseen_articles_is_nearer_to_the_labelled_one_than_the_first_two_sentences() -> (
    None
):
    with ThreadPoolExecutor(1) as workers:
        figures = evaluate(EmbeddedEngine(), labelled_articles(shipped()), workers, lambda *_: None).figures
    assert figures["over_lead2.rouge1"].value > 0
    assert figures["over_lead2.rouge2"].value > 0


def test_nothing_is_found_where_nobodys_affairs_are_told() -> None:
    likely = judging(0.0, 0.6, objective=1000, dispute=1000, expectation=1000)
    article = an_article(
        "The river rose overnight. Bread was dear. The old mill burned down, and the baker wept."
    )
    assert items(EmbeddedEngine(likely).summarize(article)) == 0


def test_what_is_trained_finds_more_of_articles_it_was_not_trained_on_than_the_rules() -> None:
    articles = labelled_articles(shipped())

    def figures(trained: Classifier) -> Mapping[str, Figure]:
        with ThreadPoolExecutor(1) as workers:
            return evaluate(EmbeddedEngine(trained), articles, workers, lambda *_: None).figures

    ruled, both = figures(RULES_ALONE), figures(classifier())
    for name in ("all.f1", "all.core_recall", "sentence_f1"):
        assert both[name].value > ruled[name].value


def test_what_is_wanted_and_left_unsaid_is_no_aim_for_the_classifier_either() -> None:
    likely = judging(0.0, 0.6, objective=1000)
    text = "“What we want has not changed,” said Omar Haddad, Jordan's foreign minister."
    assert not EmbeddedEngine(likely).summarize(an_article(text)).objectives


@pytest.mark.parametrize(
    ("act", "subkind"),
    [
        ("will send aid by sea", "commitment"),
        ("will face fines at sea", "forecast"),
        ("will send aid only by sea", "forecast"),
        ("will send aid by sea if Chile pays", "conditional"),
    ],
)
def test_what_a_side_says_it_will_do_itself_is_a_commitment(act: str, subkind: str) -> None:
    likely = judging(0.0, 0.6, expectation=1000)
    found = (
        EmbeddedEngine(likely)
        .summarize(an_article(f"“We {act},” said Ana Diaz, Peru's foreign minister."))
        .expectations
    )
    assert {item.subkind.value for item in found} == {subkind}
