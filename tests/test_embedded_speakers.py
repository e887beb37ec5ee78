"""Whose words and whose state are meant: offices beside a name, possessives, asides and pronouns; by the rules alone."""

import pytest

from briefing.summarize.embedded.engine import reading_of
from briefing.types import AttributionType
from tests.ruled import summary_of


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


@pytest.mark.parametrize(
    "told",
    ["Chile will pay, said Ann Lee, Peru's envoy.", "“Chile will pay by May,” Peru's envoy, Ann Lee, said."],
)
def test_a_promise_is_made_to_nobody_because_she_tells_of_it(told: str) -> None:
    assert {one.counterpart for one in summary_of(told).expectations} <= {None}


@pytest.mark.parametrize(
    ("office", "state"),
    [
        ("The Minister of Foreign Affairs of Peru, Ann Lee,", "Peru"),
        ("The Minister for External Relations of the Republic of Chile, Ann Lee,", "Chile"),
        ("A spokesperson of the Ministry of Foreign Affairs of Chile, Ann Lee,", "Chile"),
        ("A spokesman for the Foreign Ministry in Tehran, Ann Lee,", "Iran"),
        ("The interior minister of the Basque Region, Ann Lee,", "Basque Region"),
    ],
)
def test_a_portfolio_and_a_ministry_are_no_bodies_but_a_states_own(office: str, state: str) -> None:
    assert reading_of(f"{office} said it was over.").names.voices["Ann Lee"].side == state


def test_a_ministry_of_which_nothing_else_is_said_is_that_of_the_state_that_acts() -> None:
    text = "The Republic of Peru will pay Chile, the spokesperson of the Ministry of Foreign Affairs, Ann Lee, said."
    assert reading_of(text).names.voices["Ann Lee"].side == "Peru"


def test_a_later_surname_is_hers_whose_name_ended_a_sentence() -> None:
    text = "Peru met the Minister of Trade of Chile, Ann Lee. Minister Lee said that Chile wants to pay."
    (found,) = summary_of(text).objectives
    assert (found.holder, found.attribution.name) == ("Chile", "Ann Lee")


@pytest.mark.parametrize(
    "told",
    [
        "Chile met Peru. “We want a moratorium,” said Chile's delegate, Ann Lee.",
        "Chile met Peru. Chile's delegate, Gen. Ann Lee, said that her country wants a moratorium.",
        "Chile met Peru. “We want a moratorium,” said Chile's special envoy, Ann Lee. “It is late.”",
    ],
)
def test_who_is_named_behind_her_office_speaks_by_her_name(told: str) -> None:
    (found,) = summary_of(told).objectives
    assert (found.holder, found.attribution.name) == ("Chile", "Ann Lee")
    assert found.attribution.type is AttributionType.NAMED_OFFICIAL


@pytest.mark.parametrize(
    "told", ["In Antalya, the delegate of Peru left.", "Nobody, a delegate said, complained."]
)
def test_a_place_and_nobody_have_no_office(told: str) -> None:
    assert not reading_of(told).names.persons


def test_a_dateline_with_its_day_is_no_sentence_and_nobody() -> None:
    reading = reading_of("LIMA, 2 June 2026. The Minister of Trade, Ann Lee, met Chile's ambassador.")
    assert [one.name for one in reading.names.persons] == ["Ann Lee"]
    assert reading.names.voices["Ann Lee"].side == "Peru"


def _side(text: str, name: str = "Ann Lee") -> str | None:
    return reading_of(text).names.voices[name].side


def test_the_state_of_a_dateline_is_none_spoken_of() -> None:
    told = "The council of the authority met on Monday. State Secretary Ann Lee said that it would vote."
    assert _side(f"KINGSTON, Jamaica - {told}") is None


def test_a_minister_in_a_report_from_her_own_state_is_of_that() -> None:
    told = "Chile freed the crew. They were met by Peru's deputy foreign minister, Eva Rey."
    text = (
        f"ARICA, Chile, June 3 (AB) - {told} Fisheries Minister Ann Lee said that the report was not ready."
    )
    assert (_side(text), _side(text, "Eva Rey")) == ("Chile", "Peru")


@pytest.mark.parametrize(
    ("said", "state"), [("Lima would complain by Monday", "Peru"), ("Lima had complained", None)]
)
def test_a_minister_who_says_what_a_state_will_do_is_of_it(said: str, state: str | None) -> None:
    text = f"The talks of Peru and Chile failed. “We were here,” Deputy Minister Ann Lee said. She repeated that {said}."
    assert _side(text) == state


def test_who_would_complain_has_not_spoken() -> None:
    text = "Peru's envoy, Ann Lee, said that Lima would complain to the court unless the boat was returned."
    assert {one.attribution.name for one in summary_of(text).expectations} == {"Ann Lee"}


@pytest.mark.parametrize(
    "told",
    [
        "Peru demanded the release of the boats, the Santa Rosa II and the Don Beto, and of their crews.",
        "Peru demanded the release of the fishing vessels Santa Rosa II and Don Beto.",
    ],
)
def test_a_name_with_an_article_is_that_of_a_ship_and_of_nobody(told: str) -> None:
    assert not reading_of(told).names.persons
    assert {one.counterpart for one in summary_of(told).objectives} == {None}


def test_a_name_without_an_article_is_a_persons() -> None:
    assert [one.name for one in reading_of("Peru met Don Beto in Lima.").names.persons] == ["Don Beto"]


def test_she_who_leads_a_mission_is_named_behind_her_office() -> None:
    text = "The mission of the African Union met. Its leader, former Malawian President Ann Lee, urged Chile to pay."
    assert [one.attribution.name for one in summary_of(text).objectives] == ["Ann Lee"]


def test_it_means_the_body_that_spoke_and_not_the_one_of_which_it_spoke() -> None:
    text = "A committee of experts said that the government had lost its way. It urged Colombo to publish the map."
    assert [one.attribution.name for one in summary_of(text).objectives] == ["A committee of experts"]


@pytest.mark.parametrize("who", ["Processors in Arica", "The exporters"])
def test_they_are_the_people_of_a_trade_who_spoke(who: str) -> None:
    text = f"Chile and Peru met. {who} say that a cut would cost jobs. They have called on Lima to wait."
    assert [one.holder for one in summary_of(text).objectives] == [who.removeprefix("The ")]


def test_a_company_speaks_for_itself() -> None:
    text = "Chile and Peru met. The company said that it expects a fall of sales by May."
    assert {one.holder for one in summary_of(text).expectations} == {"company"}


@pytest.mark.parametrize(
    ("firm", "name"), [("Dutch manufacturer Lithex", "Lithex"), ("one Chilean producer", "Chilean producer")]
)
def test_the_company_is_the_firm_last_spoken_of(firm: str, name: str) -> None:
    text = f"Chile and Peru met. Ships are built by {firm}. The company said that it expects a fall of sales by May."
    assert {one.holder for one in summary_of(text).expectations} == {name}


def test_its_minister_is_not_a_minister_of_another_state() -> None:
    text = "Peru's foreign minister, Ann Lee, left. Chile has offered help. Its foreign minister is expected to visit Quito."
    assert {one.holder for one in summary_of(text).expectations} == {"Chile"}


def test_two_before_whom_a_complaint_is_lodged_are_not_the_two_leaders() -> None:
    text = (
        "The leaders of Greece and Turkey meet on Friday. Greece lodged complaints with NATO and the European Union. "
        "Turkey protested. The two leaders are expected to open a hotline."
    )
    assert {one.holder for one in summary_of(text).expectations} == {"Greece and Turkey"}


def test_one_of_them_is_of_the_officials_last_spoken_of() -> None:
    text = (
        "Fishermen in Peru and Chile say that a cut would hurt. Officials in Lima played down hopes. "
        "A further round may be needed, one of them said."
    )
    assert {one.attribution.name for one in summary_of(text).expectations} == {"Officials in Lima"}


def test_the_delegations_are_the_two_that_a_communique_opens_with() -> None:
    text = (
        "Delegations of the Republic of Chile and the Republic of Peru met in Quito, Ecuador. "
        "The delegations thanked the Republic of Ecuador and agreed to meet again by May."
    )
    assert {one.holder for one in summary_of(text).expectations} == {"Chile and Peru"}


def test_her_counterpart_is_not_herself() -> None:
    text = "Peru's minister, Luis Rey, met Ann Lee, Chile's minister. Minister Lee asked her counterpart to visit Arica."
    assert {one.counterpart for one in summary_of(text).objectives} <= {None, "Luis Rey", "Peru"}
