"""Whose minister somebody is, and what kind of speaker, where the words beside the name leave it open."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import RULES_ALONE
from briefing.summarize.embedded.engine import reading_of
from briefing.summarize.embedded.parties import subject_phrase
from briefing.types import AttributionType, Item
from tests.build import an_article
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


# ── two together, and one of them alone ───────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Malta backs the treaty, which would demand an inspection of every boat.",
        "Both want a treaty by May, and Malta demanded an inspection of every boat.",
        "They want a treaty by May and Malta wants an inspection of every boat.",
        "Malta wants an inspection of every boat, and both hope to sign a treaty in May.",
    ],
)
def test_what_one_of_two_wants_is_not_given_to_both(text: str) -> None:
    lead = "Malta and Tunisia met in Tunis on Monday. Malta and Tunisia fish the bank."
    found = summary_of(f"{lead} {text}").objectives
    (alone,) = [item for item in found if "inspection" in item.statement]
    assert alone.holder == "Malta"
    assert [
        item.holder for item in found if "treaty by May" in item.statement or "both" in item.statement
    ] in (
        [],
        ["Malta and Tunisia"],
    )


# ── "we" ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "who",
    [
        "Anil Ramdin, Suriname's fisheries minister",
        "Anil Ramdin, who leads Suriname's team at the talks",
        "Anil Ramdin of the trade ministry of Suriname",
        "Anil Ramdin, a fisheries official from Suriname",
    ],
)
def test_we_is_the_state_whose_office_the_speaker_holds_and_she_is_not_whom_it_wants_it_of(who: str) -> None:
    (found,) = summary_of(f"Spain left the talks. “We want a licence for every boat,” said {who}.").objectives
    assert (found.holder, found.counterpart, found.attribution.name) == ("Suriname", None, "Anil Ramdin")


def test_we_of_somebody_who_only_comes_from_a_state_is_not_that_state() -> None:
    text = (
        "Spain left the talks. “We want a licence for every boat,” said Anil Ramdin, a fisher from Suriname."
    )
    assert "Suriname" not in [item.holder for item in summary_of(text).objectives]


@pytest.mark.parametrize("wish", ["We wanted certainty", "We only hoped for a treaty and now we have one"])
def test_what_a_speaker_says_that_she_wanted_is_wanted_no_more(wish: str) -> None:
    text = f"Suriname signed the lease. “{wish},” said Anil Ramdin, Suriname's fisheries minister."
    assert summary_of(text).objectives == EmbeddedEngine().summarize(an_article(text)).objectives == ()


@pytest.mark.parametrize(
    "wish", ["We wanted the port opened, and Peru refused", "We have always wanted certainty"]
)
def test_what_she_wanted_and_did_not_get_or_always_wanted_is_an_aim(wish: str) -> None:
    text = f"Peru left. “{wish},” said Anil Ramdin, Suriname's fisheries minister."
    assert [item.holder for item in summary_of(text).objectives] == ["Suriname"]


def test_who_speaks_is_not_the_envoy_beside_whom_he_sits() -> None:
    text = (
        "Sitting beside Spain's envoy, Anil Ramdin, Suriname's fisheries minister, said he wanted certainty."
    )
    assert [said.voice.name for said in reading_of(text).spoken[0].said] == ["Anil Ramdin"]


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


INTERVIEW = (
    "Kari Lund, Norway's fisheries minister, spoke to The Harbour Post about the talks with France.\n\n"
    "Q: Does Norway want France to leave? Could the talks fail?\n\n"
    "A: We expect France to come back with a better offer.\n\nThe ports will stay open until then.\n\n"
    "Q: Is it likely that Norway will close its ports?\n\n"
    "A: France must lift the ban first."
)


def test_the_answers_of_an_interview_are_hers_who_gives_it_and_the_questions_nobodys() -> None:
    for engine in (EmbeddedEngine(RULES_ALONE), EmbeddedEngine()):
        summary = engine.summarize(an_article(INTERVIEW))
        items: tuple[Item, ...] = (*summary.objectives, *summary.disputes, *summary.expectations)
        assert {one.attribution.name for one in items} == {"Kari Lund"}
        assert not [one for one in items if "Q:" in one.statement or "fail" in one.statement]
        assert "France must lift the ban first." in [one.statement for one in summary.objectives]
        assert "We expect France to come back with a better offer." in [
            one.statement for one in summary.expectations
        ]


def test_the_bottom_line_of_an_interview_is_no_question_and_no_answer() -> None:
    line = EmbeddedEngine().summarize(an_article(INTERVIEW)).bottom_line.text
    assert line.startswith("Kari Lund, Norway's fisheries minister, spoke")


def test_what_follows_an_interview_is_not_said_by_who_gave_it() -> None:
    text = (
        "Norway's foreign minister Kari Lund spoke in Oslo on Monday.\n\nQ: Will you talk to France?\n\n"
        "A: We expect France to come back with a better offer.\n\n"
        "France's foreign minister, Luc Blanc, said on Monday that France wants an apology from Norway."
    )
    summary = summary_of(text)
    (wants,), (expects,) = summary.objectives, summary.expectations
    assert wants.attribution.name != "Kari Lund"
    assert expects.attribution.name == "Kari Lund"


def test_a_text_in_which_nobody_asks_is_no_interview() -> None:
    text = "Plan A: Norway wants a deal with France. Peru's envoy met Kari Lund, Norway's fisheries minister."
    (aim,) = summary_of(text).objectives
    assert aim.attribution.name is None


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


# ── who acts together, and who behind an aside ────────────────────────────────


def _sides_of(text: str) -> list[tuple[str, ...]]:
    return [tuple(party.party for party in item.parties) for item in summary_of(text).disputes]


def test_two_who_accuse_a_third_are_one_side_and_two_who_accuse_each_other_are_two() -> None:
    lead = "Finland and Estonia met in Riga."
    assert _sides_of(f"{lead} Both accuse Russia of cutting the cable.") == [
        ("Finland and Estonia", "Russia")
    ]
    assert _sides_of(f"{lead} Each blamed the other for the end of talks that Norway had arranged.") == [
        ("Finland", "Estonia")
    ]
    assert ("Finland", "Estonia") not in _sides_of(
        f"{lead} The two sides expressed concern at the war in Sudan."
    )


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


@pytest.mark.parametrize(
    ("by", "holder"),
    [("both sides", "Norway and Iceland"), ("the bank", "bank"), ("Norway's envoy", "Norway")],
)
def test_who_asks_in_the_passive_is_the_holder_also_where_no_name_is_given(by: str, holder: str) -> None:
    text = f"Norway and Iceland met in Oslo. Fiji was urged by {by} to publish its tracks."
    (found,) = summary_of(text).objectives
    assert (found.holder, found.counterpart) == (holder, "Fiji")


@pytest.mark.parametrize(
    "asked",
    [
        "asked not to be named,",
        "asked to not be quoted by name,",
        "asked to be identified only by her first name,",
        "asked not to be identified as she was not cleared to speak,",
    ],
)
def test_whoever_asks_not_to_be_named_wants_nothing_by_it(asked: str) -> None:
    text = f"A negotiator of Peru, who {asked} left the talks with Chile."
    assert summary_of(text).objectives == EmbeddedEngine().summarize(an_article(text)).objectives == ()


@pytest.mark.parametrize(
    "aim",
    [
        "demanded to be identified as owner of the island by Uganda",
        "wants to be named in the report of Uganda",
        "demanded not to be identified as the polluter of the lake by Uganda",
    ],
)
def test_who_wants_to_be_named_as_something_wants_it(aim: str) -> None:
    (found,) = summary_of(f"Kenya {aim}.").objectives
    assert (found.holder, found.counterpart) == ("Kenya", "Uganda")


def test_a_minister_is_not_whom_her_own_state_wants_something_of() -> None:
    text = "Denmark's defence minister, Sofie Krag, is to visit Canada next week and hopes to sign a pact with Sofie Krag's hosts."
    assert "Sofie Krag" not in [item.counterpart for item in summary_of(text).objectives]


def test_an_ambassador_in_a_city_is_of_the_state_that_sent_him() -> None:
    names = reading_of("Colombia left. Its ambassador in Geneva, Ines Duarte, said Bogota would wait.").names
    assert names.voices["Ines Duarte"].side == "Colombia"


def test_somebody_whom_only_a_clause_explains_speaks_for_herself() -> None:
    text = (
        "Switzerland's envoy, Urs Keller, chaired the talks of Peru and Ecuador.\n\nRosa Guaman, whose son is held in Peru, said she would stay. "
        "“We want a list with names,” she said."
    )
    spoken = reading_of(text).spoken
    assert {said.voice.name for said in spoken[-1].said} == {"Rosa Guaman"}


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


def test_a_paper_to_be_served_is_of_whoever_says_so() -> None:
    (found,) = summary_of(
        "Tom Lind, Oslo's deputy minister for ports, told a committee that notice would be served in full "
        "unless the fee was paid by May."
    ).expectations
    assert found.holder == "Norway"


@pytest.mark.parametrize(
    ("begins", "holder"),
    [
        ("Lena Ortiz, a surgeon who left the town in May, has met both committees", "Lena Ortiz"),
        ("The committee, a body of nine, met in May", "Rosa Vega"),
    ],
)
def test_she_is_who_is_named_with_her_trade_in_front(begins: str, holder: str) -> None:
    (found,) = summary_of(
        "Oslo sold the guns, said Rosa Vega, an analyst at a bank. "
        f"{begins}, and she pleads with each of them for the files on Riga."
    ).objectives
    assert found.holder == holder
