"""Who speaks, wants and foretells around what is put in: clauses with "whose", phrases that explain a name, whose view it is."""

import pytest

from briefing.summarize.embedded.engine import reading_of
from briefing.types import AttributionType
from tests.ruled import summary_of

# ── what is put in with "whose" ───────────────────────────────────────────────


@pytest.mark.parametrize(
    "aside",
    [
        "boats fish under licence",
        "only trawler berths at Faro",
        "crews queue at the quays for days and whose boats idle",
        "newly built port silts up each winter",
        "proposed route skirts the bank",
        "fishery ministry said on Monday that it had lost patience",
        "fishery minister urged both to be calm",
    ],
)
@pytest.mark.parametrize("when", ["", "also ", "on Monday "])
def test_who_warns_behind_a_clause_with_whose_is_whom_it_stands_beside(aside: str, when: str) -> None:
    text = f"Portugal would not yield. Spain, whose {aside}, {when}warned that it would withdraw its fleet from Portugal's waters by May."
    said = reading_of(text).spoken[-1].said[-1]
    assert (said.voice.name, said.voice.side) == ("Spain", "Spain")
    assert {item.holder for item in summary_of(text).objectives} <= {"Spain"}


@pytest.mark.parametrize(
    ("verb", "aside"),
    [
        ("demanded", "whose lorries queue at the ford"),
        ("demanded", "whose foreign ministry said that it had waited for weeks"),
        ("demanded", "which said that it had waited for weeks"),
    ],
)
def test_what_goes_on_behind_an_aside_has_the_subject_in_front_of_it(verb: str, aside: str) -> None:
    text = f"Chile's offer stands. Bolivia, {aside}, {verb} that Chile reopen the ford."
    (found,) = summary_of(text).objectives
    assert (found.holder, found.counterpart) == ("Bolivia", "Chile")


def test_a_ministry_behind_whose_is_of_the_state_in_front_of_it() -> None:
    text = "Chile moved. South Korea, whose foreign ministry called the plan a farce, sent a note."
    voices = reading_of(text).spoken[-1].subjects
    assert [voice and voice.side for voice in voices] == ["South Korea"] * 3
    assert voices[1] is not None
    assert voices[1].name == "South Korea’s foreign ministry"


def test_who_acts_on_what_whose_names_is_the_subject_behind_it() -> None:
    text = "Peru, whose fleet the ministry of Chile calls a threat, met Bolivia."
    subjects = [voice and voice.name for voice in reading_of(text).spoken[0].subjects]
    assert subjects[:2] == ["Peru", "the ministry of Chile"]


def test_a_clause_with_whose_that_no_comma_closes_takes_no_word_for_its_verb() -> None:
    text = "Fishers, whose boats berth at Faro near the lighthouse."
    assert all(clause.verb is None for clause in reading_of(text).spoken[0].sentence.clauses)


# ── phrases that explain a name, and whose view it is ─────────────────────────


def test_who_is_explained_behind_her_words_is_who_goes_on() -> None:
    spoke = "“The silence is indefensible,” said Senator Ana Diaz, a Democrat on the trade committee, who intends to "
    (found,) = summary_of(f"Peru and Chile met. {spoke}introduce a resolution on Peru.").objectives
    assert found.holder == "Ana Diaz"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Chile's president, a former general, cautioned that Peru could close the border.",
            "Chile's president",
        ),
        ("Peru, an analyst said, may leave the pact by May.", "an analyst"),
    ],
)
def test_the_name_before_a_phrase_that_only_explains_it_speaks(text: str, speaker: str) -> None:
    assert [one.attribution.name for one in summary_of(text).expectations] == [speaker]


@pytest.mark.parametrize(
    "view", ["In his view", "In his own view", "By Mr Soto's estimate", "In the view of Juan Soto"]
)
def test_whose_view_or_estimate_it_is_foretells(view: str) -> None:
    text = f"Juan Soto, an analyst at the Lima Institute, follows Peru. {view}, Peru may close the border by May."
    (found,) = summary_of(text).expectations
    assert (found.holder, found.attribution.name) == ("Peru", "Juan Soto")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A delay in Peru's count could lead to protests in Chile.", [None]),
        ("Peru may leave the pact, and in Chile's view Brazil may follow.", [None, "Chile"]),
    ],
)
def test_a_view_is_told_in_its_own_clause(text: str, speakers: list[str | None]) -> None:
    assert [one.attribution.name for one in summary_of(text).expectations] == speakers


@pytest.mark.parametrize(
    ("before", "officials", "holder"),
    [
        ("Peru objected to the tariffs.", "Its negotiators", "Peru"),
        ("The European Union waits. Peru and Chile met on Monday.", "Their negotiators", "Peru and Chile"),
        ("The report criticised Peru.", "Its officials", "Its officials"),
    ],
)
def test_whose_officials_somebody_has_is_told_by_a_pronoun_but_no_document_has_any(
    before: str, officials: str, holder: str
) -> None:
    found = summary_of(f"{before} {officials} asked Brazil to lift the duty by Friday.").objectives
    assert [one.holder for one in found] == [holder]


@pytest.mark.parametrize(
    ("said", "holder", "subkind"),
    [
        ("he will send troops on Monday", "Juan Soto", "commitment"),
        ("the country could leave the pact", "Peru", "forecast"),
    ],
)
def test_a_president_acts_in_his_own_name_and_his_country_in_its_own(
    said: str, holder: str, subkind: str
) -> None:
    (found,) = summary_of(f"President Juan Soto of Peru said {said}.").expectations
    assert (found.holder, found.subkind) == (holder, subkind)


def test_officials_whose_capital_is_named_behind_them_fear() -> None:
    (found,) = summary_of("Officials in New Delhi fear that the port could serve submarines.").expectations
    assert (found.holder, found.attribution.name) == ("India", "Officials in New Delhi")


def test_a_noun_that_looks_like_a_verb_of_saying_says_nothing() -> None:
    text = (
        "Norway, which chairs the coastal states group this year, is expected to call a meeting on Tuesday."
    )
    assert [one.holder for one in summary_of(text).expectations] == ["Norway"]


def test_a_territory_with_a_government_of_its_own_wants_and_acts() -> None:
    text = "Prime Minister Jon Dam of the Faroe Islands said his government would not attend if Iceland did."
    assert [one.attribution.name for one in summary_of(text).expectations] == ["Jon Dam"]
    assert "Faroe Islands" in {actor.name for actor in summary_of(text).actors}


@pytest.mark.parametrize(
    "text", ["In the view of", "In the view of, say, Peru, Chile may leave.", "In view", "By count."]
)
def test_a_view_of_nobody_is_nobodys(text: str) -> None:
    assert {one.attribution.name for one in summary_of(f"Peru and Chile met. {text}").expectations} <= {None}


def test_what_the_ministers_have_signed_is_in_writing_and_what_ministers_say_is_not() -> None:
    signed = "The Ministers called on France to lift the ban on imports from Norway."
    (aim,) = summary_of(signed).objectives
    assert aim.attribution.type is AttributionType.DOCUMENT
    (aim,) = summary_of(signed.replace("Ministers", "ministers")).objectives
    assert aim.attribution.type is AttributionType.UNNAMED_OFFICIAL


@pytest.mark.parametrize(
    ("before", "holder"),
    [
        ("Norway's foreign minister, Kari Lund, met her French counterpart on Monday.", "Norway"),
        ("Officials of Peru met reporters on Monday.", "Peru"),
    ],
)
def test_its_negotiators_are_of_whoever_acted_last(before: str, holder: str) -> None:
    (aim,) = summary_of(f"{before} Its negotiators want a deal by June.").objectives
    assert aim.holder == holder


@pytest.mark.parametrize("whose", ["the view of Per Holm, a fisher from Bodo,", "Per Holm's view"])
def test_a_view_is_of_somebody_named_whose_office_nobody_tells(whose: str) -> None:
    (found,) = summary_of(
        f"Norway's fishers met. In {whose} Norway is likely to leave the talks."
    ).expectations
    assert (found.attribution.name, found.attribution.imputed) == ("Per Holm", True)
    assert found.attribution.type is AttributionType.ANALYST


# ── behind an aside ───────────────────────────────────────────────────────────


def test_who_replies_behind_and_with_an_aside_is_not_who_spoke_first() -> None:
    text = (
        "Norway accused Iceland on Tuesday of crossing the line, and Iceland, whose boats land a third of the catch, "
        "replied that it would leave the commission unless Oslo withdrew the charge."
    )
    (found,) = summary_of(text).expectations
    assert (found.holder, found.counterpart, found.attribution.name) == ("Iceland", "Norway", "Iceland")
    (quarrel,) = summary_of(text).disputes
    assert quarrel.attribution.name == "Norway"


def test_of_whom_is_told_behind_an_aside_within_what_is_told() -> None:
    text = "Norway's envoy said that Iceland, which has called the line a joke, could leave the commission by May."
    (found,) = summary_of(text).expectations
    assert (found.holder, found.attribution.name) == ("Iceland", "Norway's envoy")


def test_somebody_whom_only_a_clause_explains_speaks_for_herself() -> None:
    text = (
        "Switzerland's envoy, Urs Keller, chaired the talks of Peru and Ecuador.\n\nRosa Guaman, whose son is held in Peru, said she would stay. "
        "“We want a list with names,” she said."
    )
    spoken = reading_of(text).spoken
    assert {said.voice.name for said in spoken[-1].said} == {"Rosa Guaman"}


@pytest.mark.parametrize(
    "aside",
    [
        "who spoke on condition of anonymity because he was not allowed to brief the press",
        "who asked not to be named since the talks go on",
        "whose name was withheld although he speaks for the ministry",
    ],
)
def test_who_says_something_behind_an_aside_in_two_parts_is_whom_it_stands_beside(aside: str) -> None:
    text = f"A Peruvian official, {aside}, said Lima might stay away from the meeting."
    (forecast,) = summary_of(text).expectations
    assert forecast.statement == "Lima might stay away from the meeting."
    assert forecast.attribution.type is AttributionType.UNNAMED_OFFICIAL
