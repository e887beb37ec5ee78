"""What an item's words are and when it is to be: quotations, clauses put in, coordinated acts and dates; by the rules alone."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from tests.build import an_article
from tests.ruled import summary_of


@pytest.mark.parametrize(
    ("told", "time"),
    [
        ("A deal could be announced before the end of the year, Chile said.", "before the end of the year"),
        ("A deal could come, Chile announced on Monday.", None),
    ],
)
def test_what_could_be_announced_has_a_time(told: str, time: str | None) -> None:
    (found,) = summary_of(told).expectations
    assert (found.horizon.text if found.horizon else None) == time


def objectives(text: str) -> list[str]:
    return [one.statement for one in summary_of(text).objectives]


def test_a_statement_in_a_quotation_ends_where_that_ends() -> None:
    text = (
        "Chile's foreign minister, Ann Lee, met the press. “The boat is ours. "
        "It must be returned and let go with its crew,” she told reporters in Lima on Thursday."
    )
    (found,) = summary_of(text).objectives
    assert found.statement == "It must be returned and let go with its crew"
    assert found.horizon is None


def test_a_statement_that_goes_on_behind_a_quotation_holds_the_mark_that_opens_it() -> None:
    (found,) = summary_of("Chile warned that “all options” could be used by Peru.").expectations
    assert found.statement == "“all options” could be used by Peru."


@pytest.mark.parametrize(
    ("told", "statement"),
    [
        (
            "“If fuel does not come by May Chile will have to close four posts,” said General Ann Lee of Chile.",
            "If fuel does not come by May Chile will have to close four posts",
        ),
        (
            "If fuel does not come, said General Ann Lee of Chile, the army will close four posts.",
            "If fuel does not come, said General Ann Lee of Chile, the army will close four posts.",
        ),
    ],
)
def test_a_condition_is_told_with_what_hangs_on_it_and_not_with_who_says_it(
    told: str, statement: str
) -> None:
    found = EmbeddedEngine().summarize(an_article(told)).expectations
    assert [one.statement for one in found] == [statement]


@pytest.mark.parametrize(
    ("told", "statement"),
    [
        (
            "Chile says that the treaty cannot be signed while Peru's law refers to a map of the bay.",
            "the treaty cannot be signed while Peru's law refers to a map of the bay.",
        ),
        (
            "Chile says that the treaty will be signed, while Peru rejects the map of the bay.",
            "Peru rejects the map of the bay.",
        ),
    ],
)
def test_a_while_without_a_comma_goes_on_with_what_stands_before_it(told: str, statement: str) -> None:
    found = EmbeddedEngine().summarize(an_article(f"Chile met Peru on Monday. {told}")).disputes
    assert statement in [one.statement for one in found]


def test_what_a_minister_says_nothing_about_is_no_promise() -> None:
    text = "Chile's energy minister, Ann Lee, said nothing about whether Peru had paid what it undertook to pay by May."
    assert not summary_of(text).expectations


def test_two_acts_of_one_holder_are_two_promises_and_each_has_its_own_day() -> None:
    text = (
        "Chile's fisheries minister, Ann Lee, spoke in Arica. She said Chile would hand over the report to Peru "
        "by Tuesday and would not return the boat until the fine had been paid."
    )
    found = {one.polarity.value: one.horizon for one in summary_of(text).expectations}
    assert {word: when and when.text for word, when in found.items()} == {
        "positive": "by Tuesday",
        "negative": None,
    }


def _events(text: str) -> list[str]:
    return [one.status.value for one in summary_of(text).events]


@pytest.mark.parametrize(
    ("told", "statuses"),
    [
        ("Norway, which postponed its own vote on mining last year, has not said how it will act.", []),
        ("Chile may leave if the vote is postponed to May.", []),
        ("The vote, which was postponed to May, matters to Chile.", ["postponed"]),
        ("Norway postponed the vote on mining to May.", ["postponed"]),
    ],
)
def test_only_what_is_told_as_news_is_put_off(told: str, statuses: list[str]) -> None:
    assert _events(told) == statuses
