"""Whose minister somebody is, and what kind of speaker, where the words beside the name leave it open."""

import pytest

from briefing.summarize.embedded.engine import reading_of
from briefing.summarize.embedded.parties import subject_phrase
from briefing.types import AttributionType
from tests.ruled import summary_of


def _speaker(text: str) -> AttributionType:
    (said,) = {said.voice.type for said in reading_of(text).spoken[-1].said}
    return said


def test_a_spokesman_who_speaks_in_a_capital_is_of_its_state() -> None:
    names = reading_of(
        "The pact angers China's neighbours. Spokeswoman Ana Diaz told reporters in Riga that it would fail."
    ).names
    assert names.voices["Ana Diaz"].side == "Latvia"


def test_a_minister_is_of_the_state_just_spoken_of() -> None:
    names = reading_of("Peru said it would raise tariffs. Trade Minister Ana Diaz called it fair.").names
    assert names.voices["Ana Diaz"].side == "Peru"


def test_a_minister_is_not_of_the_state_of_a_thing_just_spoken_of() -> None:
    names = reading_of("A Peruvian drone crossed the border. Trade Minister Ana Diaz left.").names
    assert names.voices["Ana Diaz"].side is None


@pytest.mark.parametrize(
    "text",
    [
        "The tariffs will fall, said Ana Diaz of the research group Harbour Ledger.",
        "The tariffs will fall, said Ana Diaz, a former trade official now at a Lima law firm.",
        "Trade lawyers said the tariffs of Peru would fall.",
    ],
)
def test_who_speaks_from_a_place_of_study_is_an_analyst(text: str) -> None:
    assert _speaker(text) is AttributionType.ANALYST


@pytest.mark.parametrize("who", ["Human rights groups", "Peru and Chile"])
def test_groups_and_states_side_by_side_speak_as_institutions(who: str) -> None:
    assert _speaker(f"{who} said the pact would fail.") is AttributionType.INSTITUTION


def test_words_in_quotation_marks_behind_called_are_the_subjects() -> None:
    assert _speaker('Peru called the pact "a farce".') is AttributionType.INSTITUTION


def test_it_means_no_firms_but_the_ministry_that_spoke() -> None:
    found = summary_of(
        "Cuba's foreign ministry called the plan a farce. If the firms are listed, it warned, Cuba will review the treaty."
    ).expectations
    assert [item.attribution.name for item in found] == ["Cuba's foreign ministry"]
    assert [item.statement for item in found] == [
        "If the firms are listed, it warned, Cuba will review the treaty."
    ]


def test_two_that_agree_do_not_say_so() -> None:
    found = summary_of(
        "Cuba and Norway agreed on Wednesday to a 60-day arrangement that lets boats back."
    ).expectations
    assert {item.attribution.type.value for item in found} <= {"outlet_voice"}


def test_what_is_wanted_must_be_named() -> None:
    assert not summary_of(
        "“What we want has not changed,” said Omar Haddad, Jordan's foreign minister."
    ).objectives


def test_a_minister_is_of_neither_where_two_states_were_spoken_of() -> None:
    names = reading_of("The dam angers Peru and Chile alike, Environment Minister Ana Diaz said.").names
    assert names.voices["Ana Diaz"].side is None


def test_a_minister_who_speaks_abroad_is_not_of_her_host() -> None:
    names = reading_of(
        "Talks went on all night. Foreign Minister Ana Diaz told reporters in Riga that they failed."
    ).names
    assert names.voices["Ana Diaz"].side is None


def test_a_forecast_of_a_thing_is_of_the_two_whom_the_article_is_about_for_a_paragraph_or_two() -> None:
    told = "Peru and Chile met in Lima on Monday. Peru accused Chile of delay. Chile rejected the charge. "
    forecast = "The tariffs could stay for years."
    for aside, holder in ((3, "Peru and Chile"), (15, "tariffs")):
        text = told + "The hall was cold. " * aside + forecast
        (found,) = summary_of(text).expectations
        assert found.holder == holder


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The dam was opened. Chilean Water Minister Ana Diaz cut a ribbon.", "Chile"),
        ("Chile's foreign ministry spoke. Peru kept quiet. “No,” ministry spokesman Ana Diaz said.", "Chile"),
        ("Peru and Chile quarrelled. In Lima, the spokeswoman, Ana Diaz, denied it.", "Peru"),
        ("Chile's army met Peru's. Peru kept quiet. Trade Minister Ana Diaz shrugged.", "Peru"),
        ("LIMA, May 4 — The talks failed. Trade Minister Ana Diaz shrugged.", "Peru"),
        ("VIENNA, May 4 — The talks failed. Trade Minister Ana Diaz shrugged.", None),
        (
            "Peru rejects the quota that Chile set last week, its trade minister Ana Diaz said on Friday.",
            "Peru",
        ),
        ("LIMA, May 4 - Peru rejects the quota of Chile, its trade minister, Ana Diaz, said.", "Peru"),
        ("Peru was visited by Chile and its trade minister Ana Diaz.", "Chile"),
    ],
)
def test_whose_minister_somebody_is_stands_beside_her_or_in_what_leads_up_to_her(
    text: str, side: str | None
) -> None:
    assert reading_of(text).names.voices["Ana Diaz"].side == side


@pytest.mark.parametrize(
    ("who", "holder"),
    [
        ("Chile's foreign minister, Ana Diaz,", "Chile"),
        ("Chile's deputy prime minister, Ana Diaz,", "Chile"),
        ("Chile's president, Ana Diaz,", "Ana Diaz"),
        ("U.N. humanitarian coordinator Ana Diaz", "United Nations"),
        ("U.S. Representative Ana Diaz", "Ana Diaz"),
        ("Chile's former president, Ana Diaz,", "Ana Diaz"),
    ],
)
def test_whose_office_it_is_to_act_for_a_state_or_body_wants_what_that_wants(who: str, holder: str) -> None:
    found = summary_of(f"{who} urged both armies to leave the border.").objectives
    assert [one.holder for one in found] == [holder]


def test_the_name_that_follows_an_office_is_its_holders_also_where_it_is_a_months() -> None:
    (found,) = summary_of(
        "Poland recalled its envoy. The country's ambassador, Jan Kowal, said Poland wanted the border closed."
    ).objectives
    assert found.attribution.name == "Jan Kowal"


def test_two_officials_of_a_state_are_not_both_sides() -> None:
    (found,) = summary_of(
        "Talks between Peru and Chile went on. Two Chilean officials said Peru wanted a truce."
    ).objectives
    assert found.attribution.name == "Two Chilean officials"


def test_one_of_them_is_of_those_who_spoke_before() -> None:
    found = summary_of(
        "Peru and Chile met. Two diplomats spoke of progress. One of them said Peru could sign by May."
    ).expectations
    assert {one.attribution.type for one in found} == {AttributionType.UNNAMED_OFFICIAL}
    assert all(any("Two diplomats" in each.quote for each in one.evidence) for one in found)


def test_a_stance_that_a_state_keeps_to_is_told_by_the_outlet() -> None:
    held, said = (
        summary_of(f"Peru {verb} that Chile close the border.").objectives[0].attribution.type
        for verb in ("insists", "insisted on Monday")
    )
    assert (held, said) == (AttributionType.OUTLET_VOICE, AttributionType.INSTITUTION)


def test_an_official_who_speaks_for_a_side_next_tells_a_dispute() -> None:
    (found,) = summary_of(
        "Peru accuses Chile of theft. “They took our water,” Peru's foreign minister, Ana Diaz, said."
    ).disputes
    assert found.attribution.name == "Ana Diaz"
    assert any("Ana Diaz" in each.quote for each in found.evidence)


def test_one_of_a_group_who_speaks_next_tells_its_dispute() -> None:
    quarrel = "Church groups condemned the expulsions from Peru."
    (dispute,) = summary_of(f"{quarrel} “They came for us at night,” said Senator Ana Ruiz.").disputes
    assert dispute.attribution.name == "Ana Ruiz"
    (dispute,) = summary_of(f"{quarrel} “We did our duty,” said Peru's interior minister, Ana Ruiz.").disputes
    assert dispute.attribution.type is AttributionType.INSTITUTION
    (dispute,) = summary_of(f"{quarrel}\n\n“It will rain,” said Senator Ana Ruiz.").disputes
    assert dispute.attribution.type is AttributionType.INSTITUTION


@pytest.mark.parametrize("tag", ["told a radio show", "said on Monday, a day after the storm"])
def test_who_told_it_to_whom_or_when_is_named_behind_what_was_told(tag: str) -> None:
    wish = "Peru wants the port of Callao to be reopened"
    (found,) = summary_of(f"{wish}, Deputy Trade Minister Rosa Vidal {tag}.").objectives
    assert (found.statement, found.attribution.name) == (wish, "Rosa Vidal")


@pytest.mark.parametrize("who", ["two officials familiar with the plan", "a diplomat involved in the talks"])
def test_what_an_official_knows_of_stands_behind_her_office(who: str) -> None:
    (found,) = summary_of(f"Peru hopes to reopen the port of Callao, according to {who}.").objectives
    assert (found.attribution.type, found.attribution.name) == (AttributionType.UNNAMED_OFFICIAL, who)


def test_a_presidency_speaks_for_its_state() -> None:
    (found,) = summary_of("Peru welcomed the plan. Its presidency called for a truce with Chile.").objectives
    assert (found.holder, found.attribution.type) == ("Peru", AttributionType.INSTITUTION)


def test_the_ambassador_of_another_state_is_not_who_spoke_before() -> None:
    spoke = "Chile's foreign minister, Ana Diaz, met the miners."
    (found,) = summary_of(f"{spoke} The Peruvian ambassador called for a truce.").objectives
    assert found.holder == "Peru"


def test_what_stands_in_a_relative_clause_is_not_who_wants() -> None:
    (found,) = summary_of("Peru, which chairs OPEC this year, hopes to reopen the port.").objectives
    assert found.holder == "Peru"


def test_a_name_that_is_explained_as_a_body_is_no_state() -> None:
    (found,) = summary_of("Oxford Relief, a British charity, called on Peru to open the port.").objectives
    assert (found.holder, found.attribution.name) == ("Oxford Relief", "Oxford Relief")


def test_a_forecast_of_a_thing_is_of_the_articles_two_before_any_others_just_named() -> None:
    quarrel = "Peru and Chile met. Peru accuses Chile of theft. Chile says that Peru lies."
    text = f"{quarrel} Brazil and Mexico sent observers. The ferries are expected to sail again."
    (found,) = summary_of(text).expectations
    assert found.holder == "Peru and Chile"


@pytest.mark.parametrize(
    ("forecast", "holder"),
    [
        ("Experts said the work could take years.", "Experts"),
        ("Diplomats doubt that a deal could be signed.", "Diplomats"),
        ("Officials expect no agreement before the spring.", "Officials"),
        ("The foreign minister, Ana Diaz, said the dam could be ready by May.", "Peru"),
        ("Experts said Chile could leave the pact.", "Chile"),
        ("Experts expect Chile to leave the pact.", "Chile"),
        ("President Juan Soto of Peru said he may resign.", "Juan Soto"),
    ],
)
def test_a_forecast_of_a_thing_is_of_who_makes_it_and_that_of_an_act_of_who_acts(
    forecast: str, holder: str
) -> None:
    (found,) = summary_of(f"Peru has built a dam. {forecast}").expectations
    assert found.holder == holder


def test_of_whom_a_quotation_speaks_is_not_who_says_it() -> None:
    spoke = "Ana Diaz, an economist at Yale University, said that the talks with Peru were hard."
    quoted = "“By raising hopes, President Juan Soto could make a deal with Peru less likely,” she said."
    (found,) = summary_of(f"{spoke} {quoted}").expectations
    assert found.attribution.name == "Ana Diaz"


def test_who_stands_at_the_verb_says_it_where_no_comma_parts_her_from_the_place() -> None:
    text = (
        "Senator Ana Ruiz met miners. In a talk with the Daily Post Ruiz said that Peru may leave the pact."
    )
    assert summary_of(text).expectations[0].attribution.name == "Ana Ruiz"


def test_what_analysts_fear_besides_is_theirs_too() -> None:
    feared = "Some analysts are concerned about an accident at sea, or that Peru might close the border."
    (found,) = summary_of(f"Peru and Chile met. {feared}").expectations
    assert found.attribution.name == "Some analysts"


def test_who_only_holds_an_opinion_is_who_forecasts() -> None:
    (found,) = summary_of("Peru and Chile met. Diplomats doubt that a deal could be signed.").expectations
    assert found.attribution.name == "Diplomats"


def test_what_the_outlet_foretells_of_a_thing_is_of_the_only_state_just_spoken_of() -> None:
    (found,) = summary_of("Peru has built a dam. The work could take years.").expectations
    assert found.holder == "Peru"


def test_two_forecasts_in_one_sentence_are_two_items_each_with_its_own_hedge() -> None:
    found = summary_of(
        "Peru and Chile met. Officials expect no agreement before the spring, "
        "but both presidents may meet in March."
    ).expectations
    assert [(one.hedge, one.polarity) for one in found] == [("expect no", "negative"), ("may", "positive")]
    assert [one.holder for one in found] == ["Officials", "Peru and Chile"]


def test_a_president_who_hopes_to_meet_another_hopes_so_herself_and_a_minister_for_her_state() -> None:
    told = "Peru and Chile talk. {} Ana Diaz of Peru said she hopes to meet Chile's envoy by May."
    holders = [
        {one.holder for one in summary_of(told.format(office)).objectives}
        for office in ("President", "Foreign Minister")
    ]
    assert holders == [{"Ana Diaz"}, {"Peru"}]


def test_nobody_has_spoken_who_is_only_supposed_to() -> None:
    text = "If Chile does not reply by May, Peru is prepared to close the border, a senior Peruvian official said."
    (found,) = summary_of(f"Peru and Chile met. {text}").expectations
    assert found.attribution.name == "a senior Peruvian official"


def test_what_an_official_is_ready_to_do_herself_is_her_states_act() -> None:
    (item,) = summary_of(
        "Peru's foreign minister, Ana Diaz, arrived on Monday. She said she was ready to travel to Oslo if Norway agreed."
    ).expectations
    assert item.holder == "Peru"


def test_of_what_others_foretell_of_an_official_she_is_the_holder() -> None:
    (item,) = summary_of(
        "Peru's foreign minister, Ana Diaz, arrived on Monday. Analysts said Ms. Diaz was likely to resign."
    ).expectations
    assert item.holder == "Ana Diaz"


def test_a_pronoun_means_an_official_without_a_name_who_spoke_last() -> None:
    (item,) = summary_of(
        "“We are not moving,” said Ana Diaz, Peru's foreign minister. "
        "Norway's ambassador in Lima said his country was patient. He urged Peru to sign the treaty."
    ).objectives
    assert (item.holder, item.attribution.name) == ("Norway", "Norway's ambassador in Lima")


def test_a_spokesman_is_no_she() -> None:
    (item,) = summary_of(
        "“We are not moving,” said Ana Diaz, Peru's foreign minister. "
        "A Norwegian spokesman said his country was patient. She urged Norway to sign the treaty."
    ).objectives
    assert item.attribution.name == "Ana Diaz"


def test_the_minister_is_the_trade_minister_of_an_earlier_paragraph() -> None:
    said = summary_of(
        "Trade Minister Ana Diaz of Peru met Norway's envoy in Lima.\n\nThe fair drew many visitors.\n\n"
        "Norway buys fish meal from Peru.\n\nHotels were full all week.\n\nThe port may be sold, the minister said."
    ).expectations
    assert [item.attribution.name for item in said] == ["Ana Diaz"]


@pytest.mark.parametrize(
    "who",
    [
        "Ana Diaz, a former Peruvian diplomat",
        "Ana Diaz, a former Treasury official",
        "retired General Ana Diaz",
    ],
)
def test_who_has_served_a_state_explains_it_and_speaks_for_it_no_more(who: str) -> None:
    text = f'"The treaty will fail," said {who}.'
    assert _speaker(text) is AttributionType.ANALYST
    assert not reading_of(text).names.voices["Ana Diaz"].speaks_for


def test_a_former_president_still_takes_part_in_affairs() -> None:
    assert (
        _speaker('"The treaty will fail," said former President Ana Diaz.') is AttributionType.NAMED_OFFICIAL
    )


@pytest.mark.parametrize("who", ["The administration", "The department", "The secretary of state"])
def test_what_only_the_united_states_call_so_is_theirs_whoever_is_named_last(who: str) -> None:
    text = f"Washington has told Peru to reopen its port. Chile wrote to Peru too. {who} wants a reply by Friday."
    assert summary_of(text).objectives[-1].holder == "United States"


def test_who_declines_to_speak_foretells_nothing() -> None:
    text = "“I'm not going to speculate about the treaty,” said Ana Diaz, Peru's foreign minister."
    assert not summary_of(text).expectations


@pytest.mark.parametrize(
    ("subject", "phrase"), [("Next year", None), ("The next round of talks", "next round of talks")]
)
def test_a_year_that_is_to_come_is_nobody(subject: str, phrase: str | None) -> None:
    reading = reading_of(f"{subject} may be harder.")
    assert subject_phrase(reading, reading.spoken[0], 0) == phrase


def test_an_ambassador_in_a_city_is_of_the_state_that_sent_him() -> None:
    names = reading_of("Colombia left. Its ambassador in Geneva, Ines Duarte, said Bogota would wait.").names
    assert names.voices["Ines Duarte"].side == "Colombia"


def test_he_is_no_spokeswoman() -> None:
    text = (
        "Canada's spokeswoman, Claire Beaudoin, announced that the foreign minister of Canada, Marc Gagnon, would go to Nairobi. "
        "He wants a truce in Sudan."
    )
    subjects = [voice and voice.name for voice in reading_of(text).spoken[-1].subjects]
    assert subjects == ["Marc Gagnon"]


def test_an_envoy_of_a_body_is_of_no_state() -> None:
    text = "LONDON – Cyprus waits. The United Nations envoy, Maria Alvarez, hopes to visit Britain in June."
    assert reading_of(text).names.voices["Maria Alvarez"].side == "United Nations"
