"""Whose words an item of the embedded engine are: subjects, speakers, sides of a dispute, and whom a forecast is of; by the rules alone."""

from datetime import date

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import Dispute, ObjectiveSubkind
from tests.build import an_article
from tests.ruled import summary_of


def positions(dispute: Dispute) -> dict[str, str | None]:
    return {party.party: party.position for party in dispute.parties}


def test_an_administration_is_its_state_whoever_is_named_last() -> None:
    text = (
        "President Anna Keller of Switzerland met envoys of France on Monday. The Keller administration has been "
        "raising concerns about France's support as Serbia builds up its forces."
    )
    assert [list(positions(one)) for one in summary_of(text).disputes] == [["Switzerland", "France"]]


def test_what_they_said_should_not_be_is_a_demand_of_the_official_just_quoted() -> None:
    text = (
        "A Turkish Foreign Ministry official briefed reporters on Monday. The official emphasized that the border "
        "was a matter for Turkey and Greece. They stated that Greece should not try to make it a crisis."
    )
    found = summary_of(text).objectives
    assert [(one.holder, one.counterpart, one.subkind) for one in found] == [
        ("Turkey", "Greece", ObjectiveSubkind.DEMAND)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The envoys of Oman and Qatar met in Rome, a visit aimed at easing tensions between the two states.",
        "The talks that led to a summit between Oman and Qatar eased fears of a conflict between Oman and Qatar.",
        "Oman and Qatar hailed a breakthrough in the dispute between Oman and Qatar over fishing.",
        "The jets of Russia pose a significant threat to Norway.",
        "Two men from Iran were detained on espionage charges in Azerbaijan on Monday.",
    ],
)
def test_strife_told_in_passing_is_neither_dispute_nor_risk(text: str) -> None:
    summary = summary_of(text)
    assert not summary.disputes
    assert not summary.expectations


def test_an_aim_to_ease_a_dispute_is_no_trend() -> None:
    text = "Oman accused Qatar of smuggling, and the talks in Rome were aimed at easing the dispute."
    assert [one.trend for one in summary_of(text).disputes] == [None]


def test_an_announced_dispute_takes_its_positions_from_the_sides_own_words() -> None:
    text = (
        "A dispute between Kenya and Somalia over fishing waters escalated on Monday. "
        "Kenya's foreign ministry called the new map “an unfriendly step”."
    )
    found = summary_of(text).disputes
    assert [positions(one) for one in found] == [
        {"Kenya": "Kenya's foreign ministry called the new map “an unfriendly step”.", "Somalia": None}
    ]


def test_what_a_side_put_off_is_not_its_position() -> None:
    text = "Kenya put off the signing of a treaty with Somalia after a dispute over the border."
    assert [positions(one) for one in summary_of(text).disputes] == [{"Kenya": None, "Somalia": None}]


def test_a_pledge_of_the_day_leaves_nothing_to_expect() -> None:
    assert not summary_of("Canada pledged $40m on Monday for the mission in Haiti.").expectations


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Poland agreed on Monday to host the talks by May 5.", date(2025, 5, 5)),
        ("Norway promised last Friday that the port would open by June 1.", date(2025, 6, 1)),
        ("Hungary voted on Monday to keep the levy on Serbia until July 3, 2025.", date(2025, 7, 3)),
    ],
)
def test_a_promise_is_dated_by_what_was_promised(text: str, end: date) -> None:
    assert [one.horizon.end for one in summary_of(text).expectations if one.horizon] == [end]


def test_a_forecast_is_of_whom_it_speaks_and_not_of_who_makes_it() -> None:
    text = "“I do not expect the commission to agree by May,” said Karl Brandt, an analyst at the Institute for Trade in Oslo."
    found = summary_of(text).expectations
    assert [(one.holder, one.attribution.name) for one in found] == [("commission", "Karl Brandt")]


def test_it_is_the_thing_spoken_of_before() -> None:
    text = "The embargo was debated by diplomats for hours. It is likely to be renewed."
    assert [one.holder for one in summary_of(text).expectations] == ["embargo"]


def test_it_announces_the_subject_behind_that() -> None:
    text = "The Danish minister said it is unlikely that Sweden will sign before July."
    assert [one.holder for one in summary_of(text).expectations] == ["Sweden"]


def test_an_i_without_a_name_expects_nothing() -> None:
    text = "“I am not going to redraw a border in an afternoon,” the president told reporters in Kenya."
    assert not summary_of(text).expectations


def test_a_statement_stands_on_its_own() -> None:
    text = "“Talks will go on,” she said, followed by a warning that Mali refuses to pay Benin for the dam."
    assert [one.statement.split()[0] for one in summary_of(text).disputes] == ["“Talks"]


def test_the_subject_of_during_which_is_its_own() -> None:
    text = "The recall of Peru's envoy followed a tense call in which Chile rejected the border map."
    assert [list(positions(one)) for one in summary_of(text).disputes] == [["Chile", "Peru"]]


def test_no_such_plan_is_no_objective() -> None:
    assert not summary_of("Hungary said no such plan for a loan to Serbia was discussed.").objectives


def test_the_tag_of_a_quotation_is_nobodys_position() -> None:
    text = (
        "A dispute between Ghana and Togo over the sea border sharpened on Monday. "
        "“Nothing has been decided,” Togo's interior ministry said."
    )
    for dispute in summary_of(text).disputes:
        assert all("ministry said" not in (party.position or "") for party in dispute.parties)


@pytest.mark.parametrize(
    ("refusal", "behind", "told"),
    [
        (
            "Norway rejected the charge.",
            "Its envoy, Kari Lund, said that the boats had paid.",
            "Norway rejected the charge. Its envoy, Kari Lund, said that the boats had paid.",
        ),
        (
            "Norway's envoy, Kari Lund, denied it.",
            "“There was no such boat in the strait, and there is none now,” she said.",
            "There was no such boat in the strait, and there is none now",
        ),
        (
            "Norway's envoy, Kari Lund, denied it.",
            "“I have booked a hotel in Bergen until the nineteenth,” she said.",
            "Norway's envoy, Kari Lund, denied it.",
        ),
        (
            "Norway rejected the charge.",
            "Its envoy, Kari Lund, arrived in Bergen by sea.",
            "Norway rejected the charge.",
        ),
    ],
)
def test_a_bare_refusal_is_told_with_its_reason_or_by_the_denial_behind_it(
    refusal: str, behind: str, told: str
) -> None:
    charge = "Iceland's minister, Jon Arnarson, said on Monday that Norway had sunk a boat in the strait."
    found = summary_of(f"{charge} {refusal} {behind}").disputes
    assert {positions(one).get("Norway") for one in found} == {told}


def test_words_of_the_other_side_are_no_reason_for_a_refusal() -> None:
    text = (
        "Norway rejected the charge of Iceland. Iceland's minister, Jon Arnarson, said that no boat had paid."
    )
    [found] = summary_of(text).disputes
    assert positions(found)["Norway"] == "Norway rejected the charge of Iceland."


def test_a_clause_that_only_says_who_speaks_is_no_position() -> None:
    text = """GENEVA - Norway and Britain on Wednesday gave Iceland until 31 March to release a cargo ship held in Akureyri, or face sanctions.

"The clock is running, and it is not our clock alone," the Norwegian envoy, Ada Venn, told reporters in Geneva. She said that Oslo sought the release of the ship and its crew of 14.

Iceland's foreign ministry said that the vessel had carried undeclared military goods and that the case was for the courts."""
    summary = EmbeddedEngine().summarize(an_article(text))
    (dispute,) = summary.disputes
    told = [dispute.statement, *(party.position or "" for party in dispute.parties)]
    assert not any("told reporters" in each for each in told)


@pytest.mark.parametrize(
    "tag",
    ["Lindqvist said of Norway.", "he told the Norwegian ambassador.", "the minister told Norway on Monday."],
)
def test_who_told_whom_is_no_position_but_the_words_before_it_are(tag: str) -> None:
    text = (
        "Norway and Sweden are at odds over grazing land. Sweden's foreign minister, Nils Lindqvist, met his Norwegian "
        f"colleague on Monday. Norway demanded that Sweden open its pastures. “No herd grazes at night without a bell,” {tag}"
    )
    told = [positions(one).get("Sweden") for one in summary_of(text).disputes]
    assert "No herd grazes at night without a bell" in told


# ── the passive ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "charge", "answer"),
    [
        (
            "Chile was accused by Peru of moving the markers.",
            "Chile was accused by Peru of moving the markers.",
            None,
        ),
        (
            "Chile was accused by Peru's defence minister, Ana Diaz, of theft, and Chile rejected the charge as a farce.",
            "Chile was accused by Peru's defence minister, Ana Diaz, of theft",
            "Chile rejected the charge as a farce.",
        ),
        (
            "Accused by Peru of moving the markers, Chile said the river had moved them.",
            "Accused by Peru of moving the markers",
            "the river had moved them.",
        ),
        (
            "Chile, accused by Peru of moving the markers, blamed the river.",
            "Chile, accused by Peru of moving the markers",
            "blamed the river.",
        ),
    ],
)
def test_what_a_side_is_accused_of_is_the_position_of_the_other(
    text: str, charge: str, answer: str | None
) -> None:
    (found,) = summary_of(text).disputes
    assert positions(found) == {"Peru": charge, "Chile": answer}


@pytest.mark.parametrize("verb", ["is urged", "has been asked", "is being pressed"])
def test_who_is_urged_in_the_passive_is_whom_the_demand_is_made_of(verb: str) -> None:
    (found,) = summary_of(f"Oman {verb} by Yemen's envoy to open the crossing into Qatar.").objectives
    assert (found.holder, found.counterpart, found.subkind) == ("Yemen", "Oman", ObjectiveSubkind.DEMAND)


# ── what a position leans on, and what is none ────────────────────────────────


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Finland says that the patrol strayed 300 metres past the line off Kemi. Sweden says four kilometres.",
            "Finland says that the patrol strayed 300 metres past the line off Kemi. Sweden says four kilometres.",
        ),
        (
            "Finland maintains that the patrol strayed past the line off Kemi; Sweden says the boat turned back four kilometres from it.",
            "Sweden says the boat turned back four kilometres from it.",
        ),
    ],
)
def test_a_mere_measure_is_told_with_what_it_is_the_measure_of(text: str, told: str) -> None:
    lead = "Finland and Sweden met over the patrol boat."
    (found,) = summary_of(f"{lead} {text}").disputes
    assert positions(found)["Sweden"] == told
    assert found.statement in text


@pytest.mark.parametrize(
    "courtesy",
    [
        "We intend to be a reliable partner",
        "We are open to dialogue",
        "We remain committed to peace in the region",
    ],
)
def test_a_courtesy_is_nobodys_position(courtesy: str) -> None:
    said = f"Finland and Sweden are at odds over the fee. “{courtesy},” Sweden's envoy, Ann Lind, said."
    (found,) = summary_of(said).disputes
    assert positions(found)["Sweden"] is None
    (found,) = summary_of(f"{said} She demanded that Finland halve the fee.").disputes
    assert positions(found)["Sweden"] == "She demanded that Finland halve the fee."


def test_two_who_disagree_are_not_told_so_as_the_position_of_each() -> None:
    (found,) = summary_of("Finland and Sweden disagree over the patrol boat off Kemi.").disputes
    assert positions(found) == {"Finland": None, "Sweden": None}


def test_what_people_of_a_state_ask_of_it_is_not_its_position() -> None:
    summary = summary_of(
        "Chile and Peru met in Rome. Peruvian chambers of commerce are urging Lima to reopen the road; "
        "Chile refuses to lift its ban on Peruvian fruit."
    )
    (asked,) = summary.objectives
    assert asked.holder == "Peruvian chambers of commerce"
    assert all(
        party.position is None for one in summary.disputes for party in one.parties if party.party == "Peru"
    )


def test_what_is_asked_of_her_own_chancellor_is_who_asks_it() -> None:
    asked = summary_of(
        "Austria has sent guards to the pass, and Chancellor Ida Berg has pledged more. Its left wing is asking for a vote. "
        "Its spokeswoman, Eva Gruber, met growers, and she is urging the chancellor to offer Italy a truce."
    ).objectives[-1]
    assert asked.holder == "Eva Gruber"


def test_what_a_minister_asks_of_another_state_is_her_states_will() -> None:
    (asked,) = summary_of(
        "Chancellor Ida Berg of Austria has sent guards to the pass. Italy's foreign minister, Rosa Vega, "
        "is urging the chancellor to withdraw them."
    ).objectives
    assert asked.holder == "Italy"


def test_what_a_side_is_seeking_by_some_means_is_its_position() -> None:
    summary = summary_of(
        "Chile is trying to close the pass by decree. The pass feeds two towns. Peru accuses Chile of a breach of the treaty."
    )
    (told,) = summary.disputes
    assert [one.position for one in told.parties if one.party == "Chile"] == [
        "Chile is trying to close the pass by decree."
    ]
