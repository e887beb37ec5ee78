"""Who speaks, acts and is meant in a sentence, as the embedded engine reads it; by the rules alone."""

import pytest

from briefing.types import ArticleSummary, AttributionType, Item
from tests.ruled import summary_of

OUTLET = AttributionType.OUTLET_VOICE


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


def test_who_does_two_things_says_the_second_too() -> None:
    text = "Luis Quispe, Peru's foreign minister, spoke. Quispe denounced the plan as a farce and said Chile must withdraw it."
    assert speakers(text) == {"Luis Quispe"}


def test_what_went_before_in_time_is_no_part_of_who_speaks() -> None:
    text = "After two hours of talks, Chilean officials said Peru may open the border in May."
    assert speakers(text) == {"Chilean officials"}


def test_a_clause_put_in_behind_which_does_not_take_the_verb_of_its_sentence() -> None:
    text = "Peru, which holds the chair of the council, said it may send an envoy to Chile."
    assert speakers(text) == {"Peru"}


@pytest.mark.parametrize("speaker", ["two of the diplomats", "a senior Chilean diplomat"])
def test_officials_are_called_as_the_text_calls_them_without_what_only_trails_them(speaker: str) -> None:
    text = f"“Peru may reopen the border in May,” said {speaker} involved in the talks."
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Chile's ambassador", AttributionType.NAMED_OFFICIAL),
        ("The chief negotiator of Peru", AttributionType.NAMED_OFFICIAL),
        ("A minister of Peru", AttributionType.UNNAMED_OFFICIAL),
        ("A spokesman for the ministry", AttributionType.UNNAMED_OFFICIAL),
    ],
)
def test_an_office_that_one_person_holds_names_her(speaker: str, kind: AttributionType) -> None:
    (found,) = items_of(summary_of(f"{speaker} said the talks with Bolivia could fail."))
    assert (found.attribution.type, found.attribution.name) == (kind, speaker)
