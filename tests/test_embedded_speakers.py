"""Whose words and whose state are meant: offices beside a name, possessives, asides and pronouns; by the rules alone."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import RULES_ALONE
from briefing.types import ArticleSummary
from tests.build import an_article


def summary_of(text: str) -> ArticleSummary:
    return EmbeddedEngine(RULES_ALONE).summarize(an_article(text))


def holders(text: str) -> set[str]:
    summary = summary_of(text)
    return {one.holder for one in summary.objectives} | {one.holder for one in summary.expectations}


@pytest.mark.parametrize("own", ["her government", "her country"])
def test_her_government_is_the_state_of_the_minister_who_speaks(own: str) -> None:
    text = (
        f"Peru summoned Chile's ambassador. Chilean Foreign Minister Ann Lee said that {own} wants to drill."
    )
    assert holders(text) == {"Chile"}


def test_their_government_is_not_the_state_of_who_speaks_of_others() -> None:
    text = "Peru fears the drilling. Farmers said that their government wants to stop it."
    assert holders(text) == {"Peru"}


@pytest.mark.parametrize("aside", ["", ", which border Bolivia,"])
def test_two_named_together_object_together(aside: str) -> None:
    text = f"Bolivia extended its fee. Peru and Chile{aside} opposed any change."
    (found,) = summary_of(text).disputes
    assert found.parties[0].party == "Peru and Chile"
    assert "border" not in " ".join(one.party for one in found.parties)


def test_two_who_accuse_each_other_are_two_sides() -> None:
    (found,) = summary_of("Peru and Chile accused each other of ramming a boat.").disputes
    assert {one.party for one in found.parties} == {"Peru", "Chile"}
