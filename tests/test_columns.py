"""The table of a story: a party a column, both sides of a dispute on one row."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.brief.lines import Line, Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, MatterRow, ObjectiveRow, Side
from briefing.brief.stories import BriefStory
from briefing.labels import english
from briefing.publish.caveats import parties_without_new_words
from briefing.publish.columns import StoryTable, story_table, table_parties, under_its_name
from briefing.types import Horizon, HorizonBasis
from tests.build import an_article, quote_of
from tests.days import expectation_row, objective_row

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


def a_forecast(holder: str, text: str, **fields: Any) -> ExpectationRow:
    return expectation_row(f"{holder} {text}", holder, said(text), **fields)


def a_brief_story(*rows: ObjectiveRow | DisputeRow | ExpectationRow) -> BriefStory:
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
        expectations=tuple(row for row in rows if isinstance(row, ExpectationRow)),
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


def test_a_topic_that_names_several_disputes_stands_beside_the_first() -> None:
    sides = [("Norland", "calls it theft"), ("Sarrow", "calls it law")]
    others = [("Norland", "wants a court"), ("Sarrow", "wants none")]
    table = story_table(a_brief_story(a_quarrel(*sides), a_quarrel(*others)), english())
    assert [row.name for row in table.rows] == ["the strait", ""]


def test_what_each_party_wants_stands_in_its_own_column() -> None:
    story = a_brief_story(an_aim("Sarrow", "seeks a quota"), an_aim("Norland", "wants passage"), QUARREL)
    assert cells_of(story_table(story, english()))["Wants"] == [
        [(None, "wants passage")],
        [(None, "seeks a quota")],
    ]


@pytest.mark.parametrize("other", [("Tessa", "Norland"), ("Norland", "Tessa")])
def test_a_side_without_a_column_keeps_its_name_and_stands_among_the_others(other: tuple[str, str]) -> None:
    told = {"Norland": "Norland objects.", "Tessa": "It objects."}
    second = a_quarrel(*((party, told[party]) for party in other), about="the toll")
    row = cells_of(story_table(a_brief_story(QUARREL, second), english()))["the toll"]
    assert row == [[(None, "Norland objects.")], [], [("Tessa", "It objects.")]]


def test_a_side_that_says_nothing_has_an_entry_without_words() -> None:
    silent = a_quarrel(("Tessa", "It condemns the closure."), ("Sarrow", None))
    assert cells_of(story_table(a_brief_story(silent), english()))["the strait"][1] == [(None, None)]


@pytest.mark.parametrize(
    "speaker", ["Espen Barth, foreign minister", "the Norwegian foreign minister, on background"]
)
@pytest.mark.parametrize("sides", [("Russia", "Norway"), ("Norway", "Russia"), ("Russia",)])
def test_words_of_a_dispute_stand_with_the_side_that_their_speaker_acts_for(
    speaker: str, sides: tuple[str, ...]
) -> None:
    quarrel = a_quarrel(*((side, None) for side in sides))
    quarrel = replace(quarrel, said=said("You do not fish with a hand on my net", speaker=speaker))
    story = replace(a_brief_story(quarrel), parties=("Russia", "Norway"), states={"Espen Barth": "Norway"})
    table = story_table(story, english())
    row = dict(zip(table.heads[1:], table.rows[0].cells, strict=True))
    assert [each.said.text for each in row["Norway"] if each.said] == [quarrel.said.text]
    assert not any(each.said for each in row.get("Russia", ()))


def test_a_dispute_in_which_nobody_has_words_is_told_by_who_objects() -> None:
    unheard = a_quarrel(("Tessa", None), ("Sarrow", None), told="Tessa condemns the closure.")
    row = cells_of(story_table(a_brief_story(unheard), english()))["the strait"]
    assert row == [[(None, "Tessa condemns the closure.")], [(None, None)]]


def test_the_opponent_that_no_report_names_is_silent_too() -> None:
    row = cells_of(story_table(a_brief_story(a_quarrel(("Tessa", "It objects."))), english()))["the strait"]
    assert row == [[(None, "It objects.")], [(None, None)]]


def test_a_party_that_is_no_side_of_a_dispute_is_not_called_silent() -> None:
    unions = a_quarrel(("Tessa", "It objects."), about="the toll")
    row = cells_of(story_table(a_brief_story(QUARREL, unions), english()))["the toll"]
    assert [entry for cell in row for entry in cell] == [("Tessa", "It objects.")]


def test_a_silent_side_without_a_column_takes_no_room() -> None:
    silent = a_quarrel(("Tessa", None), ("Sarrow", "The toll protects fish."), about="the toll")
    row = cells_of(story_table(a_brief_story(QUARREL, silent), english()))["the toll"]
    assert [entry for cell in row for entry in cell] == [(None, "The toll protects fish.")]


@pytest.mark.parametrize(
    ("party", "text", "speaker", "told"),
    [
        ("Norland", "wants passage", "Norland", ""),
        ("Norland", "Norland's navy wants passage", "Norland's navy", ""),
        ("Norland", "wants passage", "Ada Venn, foreign minister", "Ada Venn, foreign minister"),
    ],
)
def test_who_speaks_is_named_once(party: str, text: str, speaker: str, told: str) -> None:
    row = story_table(a_brief_story(an_aim(party, text, speaker=speaker)), english()).rows[0]
    assert [entry.told_by for cell in row.cells for entry in cell] == [told]


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
        ("Norland strictly keeps the peace.", "strictly keeps the peace"),
        ("Norland still wants the strait reopened.", "still wants the strait reopened"),
    ],
)
def test_a_cell_does_not_say_its_party_again(text: str, shown: str) -> None:
    story = under_its_name(a_brief_story(an_aim("Norland", text)))
    assert story.objectives[0].said.text == shown


def test_f8_a_side_that_only_earlier_reports_have_words_of_is_a_gap() -> None:
    of_old = replace(said("wants passage"), evidence=(replace(said("").evidence[0], article_id="old"),))
    rows = [
        MatterRow(name=name, item_ids=(), sides=tuple(Side(party=party, said=line) for party, line in sides))
        for name, sides in {
            "passage": [("Norland", of_old), ("Sarrow", said("denies it")), ("Tessa", of_old)],
            "fish": [("Norland", said("buys it"))],
        }.items()
    ]
    story = replace(a_brief_story(), matters=tuple(rows))
    assert parties_without_new_words(story, {ARTICLE.id}) == ("Tessa",)
    assert parties_without_new_words(story, {ARTICLE.id, "old"}) == ()
    told = replace(story, lead=(said("Tessa asks for talks."),))
    assert parties_without_new_words(told, {ARTICLE.id}) == ()


def test_a_party_is_known_by_its_other_names_too() -> None:
    story = under_its_name(a_brief_story(an_aim("United States", "The US is working to rally allies.")))
    assert story.objectives[0].said.text == "is working to rally allies"


def test_what_is_expected_stands_last_each_under_the_party_whose_act_it_is() -> None:
    story = a_brief_story(a_forecast("Sarrow", "may reopen it"), QUARREL, an_aim("Norland", "wants passage"))
    assert list(cells_of(story_table(story, english())).items())[-1] == (
        "Expected",
        [[], [(None, "may reopen it")]],
    )


def test_what_is_expected_keeps_the_hedge_and_the_time_that_its_words_leave_out() -> None:
    when = Horizon(
        text="next month", start=date(2025, 4, 1), end=date(2025, 4, 30), basis=HorizonBasis.RELATIVE
    )
    row = a_forecast("Sarrow", "reopens the strait", hedge="is likely to", horizon=when)
    (told,) = story_table(a_brief_story(row), english()).rows[0].cells[0]
    assert told.conditions == "hedge “is likely to”; April 2025"


def test_words_that_name_their_party_have_no_name_before_them() -> None:
    story = a_brief_story(QUARREL, an_aim("Tessa", "Tessa wants a hearing"), an_aim("Tessa", "wants a seat"))
    wants = [row.cells[2] for row in story_table(story, english()).rows[:2]]
    assert [entry.party for cell in wants for entry in cell] == ["", "Tessa"]


def a_matter(*sides: tuple[str, str], rows: tuple[str, ...] = ()) -> MatterRow:
    told = tuple(Side(party=party, said=said(text)) for party, text in sides)
    return MatterRow(name="passage", item_ids=rows, sides=told)


def test_what_a_model_wrote_of_each_party_stands_in_place_of_the_rows_it_is_about() -> None:
    aim = an_aim("Norland", "wants passage")
    matter = a_matter(
        ("Sarrow", "Sarrow denies it."), ("Norland", "wants passage by May"), rows=(aim.id, QUARREL.id)
    )
    story = replace(a_brief_story(aim, QUARREL), matters=(matter,))
    assert cells_of(story_table(under_its_name(story), english())) == {
        "passage": [[(None, "denies it")], [(None, "wants passage by May")]]
    }


def test_f9_a_side_of_whom_nothing_was_written_is_called_silent() -> None:
    one_sided = a_quarrel(("Norland", "It objects."), ("Sarrow", None))
    story = replace(
        a_brief_story(one_sided), matters=(a_matter(("Norland", "objects"), rows=(one_sided.id,)),)
    )
    (row,) = cells_of(story_table(story, english())).values()
    assert row == [[(None, "objects")], [(None, None)]]


def test_the_columns_are_of_those_who_face_each_other_not_of_one_of_many_who_speak() -> None:
    debate = a_matter(("Eritrea", "objects"), ("United Nations", "supplies it"), ("China", "abstains"))
    quarrel = a_matter(("Djibouti", "wants them gone"), ("Eritrea", "denies it"))
    story = replace(a_brief_story(), matters=(debate, quarrel))
    assert story_table(story, english()).heads == ("Issue", "Eritrea", "Djibouti", "Others")


def test_a_story_that_is_cut_to_its_first_row_keeps_its_columns() -> None:
    debate = a_matter(("Eritrea", "objects"), ("China", "abstains"), ("Djibouti", "welcomes it"))
    story = replace(a_brief_story(), matters=(debate,), parties=("Eritrea", "Djibouti"))
    assert table_parties(story) == ("Eritrea", "Djibouti")


def test_a_party_that_speaks_for_itself_is_named_once_whatever_its_apostrophe() -> None:
    side = Side(
        party="fishers' union", said=said("wants a licence", speaker="the fishers’ union, on the record")
    )
    story = replace(a_brief_story(), matters=(replace(a_matter(("Peru", "objects")), sides=(side,)),))
    (row,) = story_table(replace(story, parties=("Peru", "Chile")), english()).rows
    assert [(each.party, each.told_by) for cell in row.cells for each in cell] == [("the fishers’ union", "")]


@pytest.mark.parametrize(("counterpart", "silent"), [("Sarrow", [(None, None)]), (None, [])])
def test_of_whom_something_is_wanted_and_who_says_nothing_is_said_to_be_silent(
    counterpart: str | None, silent: list[tuple[None, None]]
) -> None:
    aim = replace(an_aim("Norland", "asks for pilots"), counterpart=counterpart)
    both = a_matter(("Norland", "objects"), ("Sarrow", "denies it"))
    one = replace(a_matter(("Norland", "asks for pilots"), rows=(aim.id,)), name="pilots")
    story = replace(a_brief_story(aim), matters=(both, one))
    assert cells_of(story_table(story, english()))["pilots"] == [[(None, "asks for pilots")], silent]


@pytest.mark.parametrize(
    ("text", "hedge", "told"),
    [
        ("may reopen it", "may", ""),
        ("does not plan to reopen it", "did not plan to", ""),
        ("expects Norland to reopen it", "is expected to", ""),
        ("expected in Norland", "is expected to", ""),
        ("not expected in Norland", "is expected to", "hedge “is expected to”"),
        ("reopens it under the peace plan", "plans to", "hedge “plans to”"),
        ("reopens it on terms set by Norland", "is set to", "hedge “is set to”"),
        ("reopens it", "is likely to", "hedge “is likely to”"),
        ("does not reopen it", "would not", "hedge “would not”"),
    ],
)
def test_l1_a_hedge_that_a_cell_has_not_kept_stands_behind_it_and_under_nobody_else(
    text: str, hedge: str, told: str
) -> None:
    row = a_forecast("Sarrow", "reopens the strait")
    (own, other) = a_matter(("Sarrow", text), ("Norland", "asks it to")).sides
    matter = MatterRow(name="passage", item_ids=(row.id,), sides=(replace(own, hedges=(hedge,)), other))
    story = replace(a_brief_story(row), matters=(matter,))
    cells = story_table(story, english()).rows[0].cells
    assert [entry.conditions for cell in cells for entry in cell] == [told, ""]


def test_those_have_a_column_of_whom_most_was_written() -> None:
    told = a_matter(("Tessa", "hopes"), ("Sarrow", "offers"), ("Norland", "asks"))
    again = a_matter(("Norland; Sarrow", "meet"))
    story = replace(a_brief_story(QUARREL), matters=(told, again))
    table = story_table(story, english())
    assert table.heads == ("Issue", "Sarrow", "Norland", "Others")
    assert [entry.party for entry in table.rows[0].cells[2]] == ["Tessa"]


def test_a_matter_has_what_each_side_wants_holds_and_is_expected_to_do_on_one_row() -> None:
    aim, forecast = an_aim("Norland", "wants passage"), a_forecast("Sarrow", "may reopen it")
    matter = MatterRow(name="passage", item_ids=(aim.id, QUARREL.id, forecast.id))
    story = replace(
        a_brief_story(an_aim("Sarrow", "seeks a quota"), aim, QUARREL, forecast), matters=(matter,)
    )
    table = cells_of(story_table(story, english()))
    assert table["passage"] == [
        [(None, "wants passage"), (None, "Nobody may close it.")],
        [(None, "The closure protects fish."), (None, "may reopen it")],
    ]
    assert table["Wants"] == [[], [(None, "seeks a quota")]]


def test_a_side_is_not_silent_in_a_matter_on_which_other_words_of_it_stand() -> None:
    one_sided = a_quarrel(("Norland", "It objects."), ("Sarrow", None))
    aim = an_aim("Sarrow", "seeks a quota")
    matter = MatterRow(name=None, item_ids=(one_sided.id, aim.id))
    story = replace(a_brief_story(aim, one_sided), matters=(matter,))
    (row,) = cells_of(story_table(story, english())).values()
    assert row == [[(None, "It objects.")], [(None, "seeks a quota")]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Norland wants passage.", "passage"), ("Norland still wants passage.", "still wants passage")],
)
def test_under_wants_the_word_is_not_said_again(text: str, shown: str) -> None:
    assert under_its_name(a_brief_story(an_aim("Norland", text))).objectives[0].said.text == shown


def test_an_aim_in_a_matter_keeps_its_verb() -> None:
    aim = an_aim("Norland", "Norland wants passage.")
    matter = MatterRow(name=None, item_ids=(aim.id,))
    assert (
        under_its_name(replace(a_brief_story(aim), matters=(matter,))).objectives[0].said.text
        == "wants passage"
    )


def test_who_speaks_for_several_entries_of_a_cell_is_named_behind_the_last() -> None:
    aims = [an_aim("Norland", f"wants {what}", speaker="Ada Venn, on the record") for what in ("one", "two")]
    matter = MatterRow(name="passage", item_ids=(*(each.id for each in aims), QUARREL.id))
    story = replace(a_brief_story(*aims, QUARREL), matters=(matter,))
    (row,) = story_table(story, english()).rows
    assert [(each.said and each.said.text, each.told_by) for each in row.cells[0]] == [
        ("wants one", ""),
        ("wants two", "Ada Venn"),
        ("Nobody may close it.", ""),
    ]


def test_who_acts_for_a_state_stands_in_its_column_by_name() -> None:
    aim = an_aim("Ada Venn", "seeks a hearing")
    story = replace(a_brief_story(QUARREL, aim), states={"Ada Venn": "Norland"})
    (wants, _) = story_table(story, english()).rows
    assert [[entry.party for entry in cell] for cell in wants.cells] == [["Ada Venn"], []]


def test_who_speaks_for_herself_in_another_column_is_named_once() -> None:
    aim = an_aim("Ada Venn", "seeks a hearing", speaker="Ada Venn, minister, on the record")
    (wants, _) = story_table(a_brief_story(QUARREL, aim), english()).rows
    assert [(entry.party, entry.told_by) for entry in wants.cells[2]] == [("Ada Venn, minister", "")]


def test_the_columns_are_of_the_quarrel_whose_parties_the_story_tells_most_of() -> None:
    aside = a_quarrel(("Tessa", "It objects."), ("Sarrow", "It does not."), about="the toll")
    story = a_brief_story(aside, QUARREL, an_aim("Norland", "wants passage"))
    assert story_table(story, english()).heads == ("Issue", "Norland", "Sarrow", "Others")


def test_the_columns_are_of_states_and_organisations_before_anybody_else() -> None:
    media = a_quarrel(("France", "It objects."), ("certain media", "They doubt it."), about="the toll")
    states = a_quarrel(("France", "It objects."), ("Peru", "It does not."))
    story = a_brief_story(
        media, an_aim("certain media", "want one"), an_aim("certain media", "want two"), states
    )
    assert story_table(story, english()).heads == ("Issue", "France", "Peru", "Others")


def test_a_party_of_several_words_and_a_speaker_of_her_own_party_are_not_its_subject_again() -> None:
    unions = an_aim("Norland unions", "Norland unions want a toll.")
    envoy = an_aim("Norland", "We intend to stay.", speaker="Ada Venn, foreign minister")
    story = under_its_name(a_brief_story(unions, envoy, an_aim("Norland", "We intend to stay.")))
    assert [row.said.text for row in story.objectives] == [
        "want a toll",
        "intend to stay",
        "We intend to stay",
    ]
