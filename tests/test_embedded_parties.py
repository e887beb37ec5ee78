"""Who is meant: holders, sides and speakers as a reader would name them, and statements that stand alone; by the rules alone."""

import pytest

from briefing.types import DisputeSubkind, ExpectationSubkind, ObjectiveSubkind, Polarity
from tests.ruled import summary_of

LATVIA_AND_PERU = (
    "Latvia and Peru opened talks in Riga on Monday. Latvia wants cheaper copper. Peru fears for its miners. "
)


def sides_of(text: str) -> list[tuple[str, ...]]:
    return [tuple(party.party for party in dispute.parties) for dispute in summary_of(text).disputes]


def expectation_of(text: str, words: str) -> tuple[str, ExpectationSubkind]:
    found = summary_of(text).expectations
    return next((each.holder, each.subkind) for each in found if words in each.statement)


# ── statements ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "RIGA/LIMA, March 10 (Courier) - Latvia wants to reopen its embassy in Peru.",
        "RIGA (Courier) — Latvia wants to reopen its embassy in Peru.",
        "Riga, Latvia (Courier) — Latvia wants to reopen its embassy in Peru.",
        "CNA - Latvia wants to reopen its embassy in Peru.",
        "• Latvia wants to reopen its embassy in Peru.",
    ],
)
def test_no_statement_begins_with_a_dateline_or_a_list_mark(text: str) -> None:
    (objective,) = summary_of(text).objectives
    assert objective.statement == "Latvia wants to reopen its embassy in Peru."
    assert objective.horizon is None


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Latvia, which has no copper, welcomed the offer and demanded that the tariff be dropped.",
            "Latvia, which has no copper, welcomed the offer and demanded that the tariff be dropped.",
        ),
        (
            "The envoy met Peru's miners, who accused Latvia of dumping.",
            "The envoy met Peru's miners, who accused Latvia of dumping.",
        ),
        (
            "If no tariff is agreed by 1 May, Peru is ready to close the port to Latvian ships.",
            "If no tariff is agreed by 1 May, Peru is ready to close the port to Latvian ships.",
        ),
    ],
)
def test_a_statement_keeps_its_subject_and_its_condition(text: str, statement: str) -> None:
    summary = summary_of(text)
    statements = [each.statement for each in summary.objectives]
    statements += [each.statement for each in summary.disputes]
    statements += [each.statement for each in summary.expectations]
    assert statement in statements


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Officials from Peru will meet on 20 March in Lima and a deal is likely by the summer.",
            ["a deal is likely by the summer."],
        ),
        (
            "Peru is likely to see a quarrel and a boycott in May.",
            ["Peru is likely to see a quarrel and a boycott in May."],
        ),
    ],
)
def test_what_is_told_of_one_thing_behind_and_is_a_statement(text: str, statements: list[str]) -> None:
    assert [each.statement for each in summary_of(text).expectations] == statements


def test_what_a_speaker_goes_on_to_ask_is_told_with_who_asks() -> None:
    text = "Chile said the certificate broke a 2009 agreement and called on Peru to withdraw it."
    assert [each.statement for each in summary_of(text).objectives] == [text]


def test_a_number_does_not_end_a_statement() -> None:
    summary = summary_of("Peru wants to ship 150,000 tonnes of copper to Latvia.")
    assert summary.objectives[0].statement == "Peru wants to ship 150,000 tonnes of copper to Latvia."


@pytest.mark.parametrize(
    "text",
    [
        "Peru rejected the Latvian draft as “a foot in the door”.",
        "Peru condemned “reckless, unlawful and dangerous” acts of Latvia.",
    ],
)
def test_a_quotation_that_opens_in_a_statement_closes_in_it(text: str) -> None:
    for dispute in summary_of(text).disputes:
        assert dispute.statement.count("“") == dispute.statement.count("”") == 1


# ── holders ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "phrase",
    ["Both sides want", "The two governments want", "Neither side wants", "Their officials want"],
)
def test_both_sides_are_named(phrase: str) -> None:
    objectives = summary_of(f"{LATVIA_AND_PERU}{phrase} the matter settled before the summit.").objectives
    assert "Latvia and Peru" in [each.holder for each in objectives]


@pytest.mark.parametrize(
    "forecast",
    [
        "A text is expected to be ready next week.",
        "No breakthrough was expected this week.",
        "The talks are likely to resume in April.",
    ],
)
def test_what_takes_two_is_forecast_of_both(forecast: str) -> None:
    assert expectation_of(LATVIA_AND_PERU + forecast, forecast[:6])[0] == "Latvia and Peru"


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Officials of Kenya and Tanzania want a deal by May.", "Kenya and Tanzania"),
        ("The presidents of the United States and of Peru want a deal.", "United States and Peru"),
        ("The leader of the Kenyan union wants a deal with Tanzania.", "Kenya"),
    ],
)
def test_the_people_of_two_states_act_for_both(text: str, holder: str) -> None:
    (objective,) = summary_of(text).objectives
    assert objective.holder == holder


def test_an_envoy_beside_the_officials_of_a_state_is_not_of_them() -> None:
    summary = summary_of("Officials of Kenya and Tanzania's envoy want a deal by May.")
    assert "Kenya and Tanzania" not in {each.holder for each in summary.objectives}


def test_a_noun_for_a_body_means_the_body_of_that_name() -> None:
    text = "Peru received the International Atomic Energy Agency on Monday. The agency wants to see the yard."
    assert [each.holder for each in summary_of(text).objectives] == ["IAEA"]


def test_the_government_is_that_of_the_state_in_hand() -> None:
    text = "Peru shut its port to Latvian ships. The government has promised to reopen it by Friday."
    assert expectation_of(text, "promised") == ("Peru", ExpectationSubkind.COMMITMENT)


def test_an_office_of_the_us_is_not_the_pronoun() -> None:
    text = "US Secretary of State Mary Larsen is expected to visit Peru on Friday."
    assert expectation_of(text, "visit")[0] == "Mary Larsen"


def test_a_holders_name_has_no_article() -> None:
    text = "The officials from Peru want a word with Latvia. A fishermen's union wants to meet the Latvian envoy."
    assert not any(
        each.holder.startswith(("The ", "the ", "A ", "a ")) for each in summary_of(text).objectives
    )


def test_an_adjunct_is_no_part_of_a_holders_name() -> None:
    text = "Without outside fuel the Peruvian mission may not reach Latvia this year."
    assert expectation_of(text, "may not")[0] == "Peruvian mission"


def test_no_expectation_is_left_without_a_holder() -> None:
    text = f"{LATVIA_AND_PERU}It may rain. There could be delays. What follows may depend on copper."
    assert all(each.holder for each in summary_of(text).expectations)


def test_an_office_behind_its_is_of_the_state_last_named() -> None:
    text = (
        "Peru rejects the charge. “We do not dump copper,” Ana Ruiz-Vega, its trade minister, said last week."
    )
    actors = {actor.name: actor.country for actor in summary_of(text).actors}
    assert actors["Ana Ruiz-Vega"] == "PE"


def test_a_counterpart_is_of_the_state_that_stands_before_it() -> None:
    text = (
        "Latvia's fisheries minister, Ilze Kalna, left early. Her Peruvian counterpart, Luis Quispe, stayed."
    )
    actors = {actor.name: (actor.role, actor.country) for actor in summary_of(text).actors}
    assert actors["Ilze Kalna"] == ("fisheries minister", "LV")
    assert actors["Luis Quispe"] == (None, "PE")


# ── sides of a dispute ────────────────────────────────────────────────────────


def test_a_minister_disputes_for_his_state() -> None:
    assert ("Peru", "Latvia") in sides_of(
        "Peru's trade minister, Luis Quispe, accused Latvia of dumping copper."
    )


def test_who_rejects_a_charge_answers_the_other_of_the_two() -> None:
    text = f"{LATVIA_AND_PERU}Latvia says that Peruvian copper is dumped. Prices have halved since May. Peru rejects the charge."
    found = summary_of(text).disputes
    rejected = next(each for each in found if "rejects" in each.statement)
    assert [party.party for party in rejected.parties] == ["Peru", "Latvia"]
    assert rejected.subkind is DisputeSubkind.BILATERAL


def test_two_sides_in_one_phrase_are_two_parties() -> None:
    text = f"{LATVIA_AND_PERU}The two countries disagree over who pays for the port."
    assert ("Latvia", "Peru") in sides_of(text)


@pytest.mark.parametrize(
    "told",
    [
        "Latvia maintains that the ship was searched twice; Peru says once.",
        "Latvia wants to pay for all the ore. Peru wants to be paid for the ore that is loaded.",
    ],
)
def test_two_positions_side_by_side_are_a_dispute_with_the_words_of_each(told: str) -> None:
    dispute = summary_of(f"Latvia and Peru met in Lima.\n\n{told}").disputes[-1]
    assert [party.party for party in dispute.parties] == ["Latvia", "Peru"]
    assert [(party.position or "").split()[0] for party in dispute.parties] == ["Latvia", "Peru"]


def test_two_accounts_of_another_matter_are_a_dispute_of_their_own() -> None:
    told = (
        "Tanzania accused Kenya on Tuesday of holding back the permits for a ferry.\n\n"
        "Kenya rejected the charge.\n\n"
        "Both told of a boat that was stopped in the spring. "
        "Tanzania says the boat was in its own waters. Kenya says that it had crossed the line."
    )
    charge, boat = (dispute.statement for dispute in summary_of(told).disputes)
    assert charge.startswith("Tanzania accused Kenya")
    assert boat.startswith("Tanzania says the boat")


def test_positions_of_one_side_are_no_dispute() -> None:
    assert not summary_of(
        "Latvia and Peru met in Lima.\n\nPeru wants to sell ore. Peru wants to buy ships."
    ).disputes


@pytest.mark.parametrize(
    "text",
    [
        "“We are asking Peru, not threatening it,” said a Latvian diplomat.",
        "Peru stores nuclear fuel in a yard near Lima.",
        "The customs officers were arrested on smuggling charges.",
    ],
)
def test_what_is_disclaimed_or_only_named_is_no_dispute(text: str) -> None:
    assert not summary_of(text).disputes


def test_an_end_that_is_not_in_sight_is_no_trend() -> None:
    text = "Peru accused Latvia of dumping, with dim prospects for any breakthrough."
    assert all(each.trend is None for each in summary_of(text).disputes)


# ── kinds ─────────────────────────────────────────────────────────────────────


def test_a_side_that_says_what_it_will_do_by_when_commits_itself() -> None:
    text = "Peru's government will pay the miners by Friday, its trade ministry said. Latvia said that Latvia will pay by Monday."
    assert expectation_of(text, "by Monday") == ("Latvia", ExpectationSubkind.COMMITMENT)


def test_a_threat_on_a_condition_is_conditional() -> None:
    text = "If the firms are listed, Peru will close its port to Latvian ships."
    assert expectation_of(text, "Peru will") == ("Peru", ExpectationSubkind.CONDITIONAL)


def test_what_is_expected_to_be_discussed_is_an_agenda() -> None:
    text = "The ministers of Peru and Latvia are expected to discuss copper on Friday."
    assert expectation_of(text, "discuss")[1] is ExpectationSubkind.AGENDA


def test_unlikely_is_negative() -> None:
    (found,) = summary_of("Peru is unlikely to accept the Latvian offer.").expectations
    assert found.polarity is Polarity.NEGATIVE
    assert found.subkind is ExpectationSubkind.NEGATIVE


def test_to_want_another_to_act_is_a_demand() -> None:
    (found,) = summary_of("Latvia wants Peru to drop the tariff within ten days.").objectives
    assert (found.holder, found.subkind) == ("Latvia", ObjectiveSubkind.DEMAND)


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Latvia argued over how much inspectors may see.",
        "Some may say that Peru has done enough for Latvia.",
        "Peru made concessions that it might not otherwise have made to Latvia.",
    ],
)
def test_a_may_of_the_present_or_the_past_is_no_forecast(text: str) -> None:
    assert not summary_of(text).expectations


# ── the bottom line ───────────────────────────────────────────────────────────


def test_the_bottom_line_names_whom_it_speaks_of() -> None:
    text = "Nobody was mending nets on the quay that day. She had seen it all before. Peru asked Latvia on Monday to reopen the port."
    assert summary_of(text).bottom_line.text == "Peru asked Latvia on Monday to reopen the port."


def test_the_bottom_line_takes_no_second_sentence_that_leans_on_what_is_left_out() -> None:
    text = "Peru asked Latvia on Monday to reopen the port. The clause was not in the draft that Latvia had seen."
    assert summary_of(text).bottom_line.text == "Peru asked Latvia on Monday to reopen the port."


def test_what_a_clause_on_another_noun_tells_is_not_said_by_those_before_it() -> None:
    text = "Latvia demanded on Monday that Peru admit inspectors to its mines, a demand that Lima rejected."
    assert [set(each) for each in sides_of(text)] == [{"Latvia", "Peru"}]


@pytest.mark.parametrize(
    ("text", "imputed"),
    [
        ("Peru warned that it would close the pass unless the fee was paid.", False),
        (
            "A senior Peruvian official said that Peru was prepared to open the pass if the fee was paid.",
            False,
        ),
        ("A senior Latvian official said that Peru was prepared to open the pass.", True),
    ],
)
def test_what_a_side_says_that_it_will_do_is_not_imputed_to_it(text: str, imputed: bool) -> None:
    (found,) = summary_of(text).expectations
    assert (found.holder, found.attribution.imputed) == ("Peru", imputed)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("At the World Health Organization in Geneva Peru rejected the draft as a farce.", {"Peru"}),
        ("At the World Health Organization, Peru's envoys rejected the draft as a farce.", {"Peru"}),
        ("Peru rejected the draft of the World Health Organization.", {"Peru", "World Health Organization"}),
    ],
)
def test_the_body_before_which_a_side_speaks_is_no_side(text: str, sides: set[str]) -> None:
    assert [set(each) for each in sides_of(text)] == [sides]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Peru maintains that a lake has no claim to a shore, a view that Chile and Bolivia have always contested.",
            {"Chile and Bolivia", "Peru"},
        ),
        ("Chile and Bolivia have always contested each other's view of the lake.", {"Chile", "Bolivia"}),
    ],
)
def test_two_who_contest_what_a_third_says_are_one_side(text: str, sides: set[str]) -> None:
    assert [set(each) for each in sides_of(text)] == [sides]


def test_both_clauses_that_tell_of_one_place_are_told() -> None:
    (found,) = summary_of(
        "The bay is the heart of the quarrel between Peru and Chile over the shelf, "
        "where Lima pumps much of its gas and Santiago says it has held rights for a century."
    ).disputes
    assert found.statement.endswith("for a century.")


def test_a_court_is_no_side_of_the_case_before_it() -> None:
    text = (
        "A United Nations tribunal in Hamburg is to rule in May on a case brought by Peru "
        "that may make Chile's new fences in the bay illegal."
    )
    assert sides_of(text) == [("Peru", "Chile")]


@pytest.mark.parametrize(
    "office", ["consul in Ipiales", "ambassador in Ipiales", "military attaché in Bogotá"]
)
def test_whoever_is_posted_in_a_town_speaks_for_her_state_and_not_for_the_town(office: str) -> None:
    text = (
        "Colombia's foreign ministry demanded on Thursday that Ecuador reopen the bridge. "
        f"Ecuador's {office}, Marta Salazar, rejected the demand."
    )
    assert [set(each) for each in sides_of(text)] == [{"Ecuador", "Colombia"}]
