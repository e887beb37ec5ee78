"""Who speaks, acts and is meant in a sentence, as the embedded engine reads it; by the rules alone."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import RULES_ALONE
from briefing.types import ArticleSummary, AttributionType, Item
from tests.build import an_article

OUTLET = AttributionType.OUTLET_VOICE


def summary_of(text: str) -> ArticleSummary:
    return EmbeddedEngine(RULES_ALONE).summarize(an_article(text))


def holders(text: str) -> list[str]:
    return [one.holder for one in summary_of(text).objectives]


def items_of(summary: ArticleSummary) -> tuple[Item, ...]:
    return (*summary.objectives, *summary.disputes, *summary.expectations)


def speakers(text: str) -> set[str | None]:
    return {one.attribution.name for one in items_of(summary_of(text))}


def test_who_is_expected_to_do_something_says_nothing() -> None:
    text = (
        "President Rosa Vidal of Chile is expected to meet Peru's foreign minister, Luis Quispe, next week, "
        "seeking to open a hotline between the two armies."
    )
    summary = summary_of(text)
    assert {one.attribution.type for one in items_of(summary)} == {OUTLET}
    assert [one.holder for one in summary.objectives] == ["Rosa Vidal"]


def test_she_is_the_subject_of_the_main_clause_and_not_of_one_within_it() -> None:
    text = (
        "Having put off a trip after a Peruvian drone crossed the border, Foreign Minister Ann Lee is the first "
        "Chilean minister in Lima since President Rosa Vidal took office. During her stay she is expected to meet "
        "Peru's trade envoy, Marta Rios, seeking to open a hotline between the two armies."
    )
    summary = summary_of(text)
    assert [one.holder for one in summary.objectives] == ["Ann Lee"]
    assert [one.holder for one in summary.expectations] == ["Ann Lee"]


def test_he_said_is_whoever_spoke_before() -> None:
    text = (
        "Karl Brandt, a professor in Oslo, said President Juan Soto's temper had hurt the talks with Peru. "
        "“The talks with Peru could fail this year,” he said."
    )
    assert speakers(text) == {"Karl Brandt"}


@pytest.mark.parametrize("told", ["said on Monday", "told reporters", "said"])
def test_a_speaker_with_her_office_is_cut_off_what_she_says(told: str) -> None:
    (found,) = summary_of(
        f"Chile wants Peru to free the crew, its foreign adviser, Tomas Alarcon, {told}."
    ).objectives
    assert (found.statement, found.attribution.name) == ("Chile wants Peru to free the crew", "Tomas Alarcon")


def test_a_think_tank_does_not_think() -> None:
    text = "“Peru could close the port,” said Ann Lee, director of the Pacific programme at a think tank in Oslo."
    assert speakers(text) == {"Ann Lee"}


def test_they_are_the_one_state_that_the_sentence_names() -> None:
    text = (
        "Chile and Peru spoke of copper on Monday. The Peruvian economy has slowed, and they are looking for ways to "
        "reopen the mines."
    )
    assert holders(text) == ["Peru"]
