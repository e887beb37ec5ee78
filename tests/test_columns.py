"""The table of a story: a party a column, both sides of a dispute on one row."""

from typing import Any

import pytest

from briefing.brief import BriefStory, DisputeRow, Line, ObjectiveRow, Side, Voice
from briefing.labels import english
from briefing.publish.columns import StoryTable, story_table, under_its_name
from tests.build import an_article, quote_of
from tests.days import objective_row

TEXT = "Norland wants the strait reopened. Sarrow says that it protects its fish. Tessa condemns the closure."
ARTICLE = an_article(TEXT)


def said(text: str, quote: str = "Norland wants the strait reopened.", **fields: Any) -> Line:
    return Line(text=text, voice=Voice.CLAIM, evidence=(quote_of(ARTICLE, quote),), **fields)


def an_aim(holder: str, text: str, **fields: Any) -> ObjectiveRow:
    return objective_row(f"{holder} {text}", holder, said(text, **fields))


def a_quarrel(
    *sides: tuple[str, str | None], about: str = "the strait", told: str = "They quarrel."
) -> DisputeRow:
    return DisputeRow(
        id=about,
        topic=None,
        subkind="bilateral",
        trend=None,
        sides=tuple(Side(party=party, said=said(text) if text else None) for party, text in sides),
        credibility=3,
        said=said(told),
        topic_text=about,
    )


def a_brief_story(*rows: ObjectiveRow | DisputeRow) -> BriefStory:
    return BriefStory(
        id="s1",
        headline=said("Norland presses Sarrow"),
        countries=(),
        topics=(),
        continued_from=None,
        independent_sources=1,
        citations=(),
        reasons=(),
        lead=(),
        objectives=tuple(row for row in rows if isinstance(row, ObjectiveRow)),
        disputes=tuple(row for row in rows if isinstance(row, DisputeRow)),
        expectations=(),
        background=(),
    )


def cells_of(table: StoryTable) -> dict[str, list[list[tuple[str | None, str | None]]]]:
    return {
        row.name: [
            [(each.party, each.said.text if each.said else None) for each in cell] for cell in row.cells
        ]
        for row in table.rows
    }


QUARREL = a_quarrel(("Norland", "Nobody may close it."), ("Sarrow", "The closure protects fish."))


def test_both_sides_of_a_dispute_stand_in_one_row_each_under_its_name() -> None:
    table = story_table(a_brief_story(QUARREL), english())
    assert table.heads == ("Issue", "Norland", "Sarrow")
    assert cells_of(table) == {
        "the strait": [[(None, "Nobody may close it.")], [(None, "The closure protects fish.")]]
    }


def test_what_each_party_wants_stands_in_its_own_column() -> None:
    story = a_brief_story(an_aim("Sarrow", "seeks a quota"), an_aim("Norland", "wants passage"), QUARREL)
    assert cells_of(story_table(story, english()))["Wants"] == [
        [(None, "wants passage")],
        [(None, "seeks a quota")],
    ]


@pytest.mark.parametrize("other", [("Tessa", "Norland"), ("Norland", "Tessa")])
def test_a_side_without_a_column_keeps_its_name_and_stands_opposite(other: tuple[str, str]) -> None:
    second = a_quarrel(*((party, f"{party} objects.") for party in other), about="the toll")
    row = cells_of(story_table(a_brief_story(QUARREL, second), english()))["the toll"]
    assert row == [[(None, "Norland objects.")], [("Tessa", "Tessa objects.")]]


def test_a_side_that_says_nothing_has_an_entry_without_words() -> None:
    silent = a_quarrel(("Tessa", "It condemns the closure."), ("Sarrow", None))
    assert cells_of(story_table(a_brief_story(silent), english()))["the strait"][1] == [(None, None)]


def test_a_dispute_in_which_nobody_has_words_is_told_by_who_objects() -> None:
    unheard = a_quarrel(("Tessa", None), ("Sarrow", None), told="Tessa condemns the closure.")
    row = cells_of(story_table(a_brief_story(unheard), english()))["the strait"]
    assert row == [[(None, "Tessa condemns the closure.")], [(None, None)]]


def test_the_opponent_that_no_report_names_is_silent_too() -> None:
    row = cells_of(story_table(a_brief_story(a_quarrel(("Tessa", "It objects."))), english()))["the strait"]
    assert row == [[(None, "It objects.")], [(None, None)]]


def test_the_second_aim_of_each_party_stands_on_a_row_of_its_own() -> None:
    aims = [an_aim(party, text) for party in ("Norland", "Sarrow") for text in ("wants one", "wants another")]
    rows = story_table(a_brief_story(*aims, QUARREL), english()).rows
    told = [
        (row.name, [[each.said and each.said.text for each in cell] for cell in row.cells]) for row in rows
    ]
    assert told[:2] == [
        ("Wants", [["wants one"], ["wants one"]]),
        ("", [["wants another"], ["wants another"]]),
    ]


def test_a_story_of_aims_of_one_party_needs_one_column() -> None:
    table = story_table(a_brief_story(an_aim("Norland", "wants passage")), english())
    assert table.heads == ("Issue", "Norland")


def test_a_story_without_objectives_and_disputes_has_no_rows() -> None:
    assert story_table(a_brief_story(), english()).rows == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Norland seeks free passage.", "seeks free passage"),
        ("The Norland navy escorts tankers.", "The Norland navy escorts tankers"),
        ("Norland's minister objects.", "Norland's minister objects"),
        ("Norland Ferries objects.", "Norland Ferries objects"),
        ("Norland; Sarrow want peace.", "Norland; Sarrow want peace"),
        ("Norland still wants the strait reopened.", "still wants the strait reopened"),
    ],
)
def test_a_cell_does_not_say_its_party_again(text: str, shown: str) -> None:
    story = under_its_name(a_brief_story(an_aim("Norland", text)))
    assert story.objectives[0].said.text == shown


def test_a_party_is_known_by_its_other_names_too() -> None:
    story = under_its_name(a_brief_story(an_aim("United States", "The US is working to rally allies.")))
    assert story.objectives[0].said.text == "is working to rally allies"
