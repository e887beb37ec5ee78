"""The embedded engine as a whole: evidence, speakers, sides, events, the bottom line, and hostile texts."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.trend import trend_of
from briefing.types import (
    ArticleSummary,
    AttributionType,
    Direction,
    EventStatus,
    Evidence,
    ExpectationSubkind,
    Item,
    Polarity,
)
from tests.build import an_article
from tests.ruled import RULES_ALONE
from tests.ruled import summary_of as ruled


def summary_of(text: str, **fields: Any) -> ArticleSummary:
    return EmbeddedEngine().summarize(an_article(text, **fields))


def items_of(summary: ArticleSummary) -> tuple[Item, ...]:
    return (*summary.objectives, *summary.disputes, *summary.expectations)


def every_evidence(summary: ArticleSummary) -> list[Evidence]:
    found = [evidence for item in items_of(summary) for evidence in item.evidence]
    found += [evidence for event in summary.events for evidence in event.evidence]
    found += [evidence for item in summary.disputes for party in item.parties for evidence in party.evidence]
    return found + list(summary.bottom_line.evidence)


READOUT = """The Secretary of State, Maria Lopez, met Foreign Minister Chen Li in Jakarta on Friday.

Secretary Lopez raised concerns about China's conduct near the reef and urged Beijing to release the fishermen. "The release of these men must come first," she said. She added that the two sides could resume the talks in April.

China rejects the charge. "The fishermen broke our law," Foreign Minister Chen said. Mr. Chen called on Washington to stop its patrols."""


def test_every_item_rests_on_words_of_the_article() -> None:
    summary = summary_of(READOUT)
    assert every_evidence(summary)
    assert all(READOUT[one.start : one.end] == one.quote for one in every_evidence(summary))


def test_a_statement_is_a_part_of_the_article_and_never_reworded() -> None:
    summary = summary_of(READOUT)
    assert items_of(summary)
    assert all(item.statement in READOUT for item in items_of(summary))


def test_the_same_article_gives_the_same_summary() -> None:
    assert summary_of(READOUT) == summary_of(READOUT)


def test_identifiers_are_short_and_differ() -> None:
    summary = summary_of(READOUT)
    names = [item.id for item in items_of(summary)]
    assert len(set(names)) == len(names)
    assert all(len(name) == 8 for name in names)


_WORDS = st.sampled_from(
    [
        *["China", "urged", "Iran", "to", "stop", ".", ",", ";", "“", "”", '"', "''", "(", ")", "—", "–", ":", "?", "!", "\n\n", "he", "said", "they", "will", "not", "could", "may", "the", "talks"],
        "accused", "Washington", "’s", "'s", "and", "which", "that", "Mr.", "U.S.", "on", "Friday", "if", "must",
        "\u202e", "\u200b", "İ", "ﬁ", "日本", "🙂", "e\u0301",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=80).map(" ".join))
def test_evidence_is_verbatim_in_any_text(text: str) -> None:
    summary = summary_of(text)
    assert all(text[one.start : one.end] == one.quote for one in every_evidence(summary))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_engine_fail(text: str) -> None:
    summary = summary_of(text)
    assert all(text[one.start : one.end] == one.quote for one in every_evidence(summary))


_WORDS = st.sampled_from(
    [
        *READOUT.split(),
        *[
            "the",
            "American",
            "ambassador",
            "officials",
            "who",
            ",",
            "and",
            "“",
            "”",
            "may",
            "not",
            "by",
            "Friday",
            "of",
            "two",
            "them",
            "in the view of",
            "by its count",
            "their office",
            "a former general,",
            "fear",
            "dispute over",
        ],
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join))
@example("the American ambassador")
@example("In the view of")
@example('Italy "unacceptable" estimate of the estimate of')
def test_no_order_of_words_makes_the_engine_fail(text: str) -> None:
    summary = summary_of(text)
    assert all(text[one.start : one.end] == one.quote for one in every_evidence(summary))


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "''", "—", '"""', "a", "The"])
def test_a_text_of_nothing_gives_a_summary_of_nothing(text: str) -> None:
    summary = summary_of(text)
    assert not items_of(summary)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("which said that he said, ", id="nested clauses"),
        *(
            pytest.param(unit, id=name, marks=pytest.mark.long)
            for name, unit in {
                "sentences": "China urged Iran to return to the talks and warned that the truce could fail. ",
                "open quotes": "“We want peace, ",
                "one sentence": "word ",
                "no full stop": "Foreign Minister Ann Lee said Oslo could ",
            }.items()
        ),
    ],
)
def test_time_grows_in_proportion_to_the_text(unit: str) -> None:
    """Quadratic time would be a factor of 16; the least of three runs is what the work itself takes."""

    def seconds(count: int) -> float:
        spent = []
        for _ in range(3):
            started = time.process_time()
            summary_of(unit * count)
            spent.append(time.process_time() - started)
        return min(spent)

    seconds(20)
    size = 3_000 // len(unit.split())
    assert seconds(4 * size) < 12 * max(seconds(size), 0.02)


# ── who says it ───────────────────────────────────────────────────────────────


def test_she_is_the_person_last_named() -> None:
    demand = next(item for item in summary_of(READOUT).objectives if "must come first" in item.statement)
    assert demand.attribution.type is AttributionType.NAMED_OFFICIAL
    assert demand.attribution.name == "Maria Lopez"


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = (
        "“Our patience has an end,” said Omar Haddad, Jordan's foreign minister. "
        "“Israel must open the crossing. We want the convoys to pass.”"
    )
    found = summary_of(text).objectives
    assert found
    assert {item.attribution.name for item in found} == {"Omar Haddad"}


def test_the_sentence_that_names_the_speaker_is_second_evidence() -> None:
    text = "Omar Haddad, Jordan's foreign minister, spoke on Monday, he said in Amman. “Israel must open the crossing.”"
    found = summary_of(text).objectives
    assert any(len(item.evidence) == 2 for item in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Iran must free the crew, a senior European diplomat said.", AttributionType.UNNAMED_OFFICIAL),
        ("Iran should free the crew, sources close to the talks said.", AttributionType.UNNAMED_SOURCES),
        ("Iran must free the crew, said the Greek foreign ministry.", AttributionType.INSTITUTION),
        ("Iran must free the crew, according to the joint statement.", AttributionType.DOCUMENT),
        ("Iran could free the crew soon, analysts say.", AttributionType.ANALYST),
        ("Iran could free the crew soon.", AttributionType.OUTLET_VOICE),
        ("Iran could free the crew soon, said Paul Weber, a senior fellow at a Berlin institute.", AttributionType.ANALYST),
        ("Prime Minister Niko Laine said Iran could free the crew soon.", AttributionType.NAMED_OFFICIAL),
        ("Xinhua, the state news agency, said Iran could free the crew soon.", AttributionType.INSTITUTION),
    ],
)  # fmt: skip
def test_the_kind_of_speaker_is_told(text: str, kind: AttributionType) -> None:
    summary = summary_of(text)
    assert not summary.disputes
    assert [item.attribution.type for item in items_of(summary)] == [kind]


def test_what_one_side_says_of_the_other_is_imputed() -> None:
    found = summary_of("Ukraine's foreign ministry said Russia wants to seize the port.").objectives
    assert [(item.holder, item.attribution.imputed) for item in found] == [("Russia", True)]


# ── sides ─────────────────────────────────────────────────────────────────────


def test_each_side_of_a_dispute_keeps_its_own_words() -> None:
    text = "Armenia accused Azerbaijan of shelling two villages. Azerbaijan denied the accusation."
    dispute = summary_of(text).disputes[0]
    positions = {party.party: party.position for party in dispute.parties}
    assert positions["Armenia"] == "Armenia accused Azerbaijan of shelling two villages."
    assert positions["Azerbaijan"] == "Azerbaijan denied the accusation."


def test_a_side_that_the_article_gives_no_words_has_no_position() -> None:
    dispute = summary_of("Armenia accused Azerbaijan of shelling two villages.").disputes[0]
    assert [party.position is None for party in dispute.parties] == [False, True]


def test_a_trend_needs_a_word_that_says_so() -> None:
    rising = summary_of("Tensions between Chad and Sudan have escalated over the border.").disputes[0]
    still = summary_of("Chad and Sudan are at odds over the border.").disputes[0]
    assert rising.trend is not None
    assert rising.trend.direction is Direction.UP
    assert still.trend is None


def test_a_dotted_capital_in_a_word_for_a_trend_stops_nothing() -> None:
    trend = trend_of("Growing worries, RİSİNG tensions")
    assert trend is not None
    assert (trend.direction, trend.cue) == (Direction.UP, "RİSİNG")


def test_a_negated_word_is_no_trend() -> None:
    dispute = summary_of("Tensions between Chad and Sudan have not eased.").disputes[0]
    assert dispute.trend is None


# ── hedges, dates, polarity ───────────────────────────────────────────────────


def test_the_hedge_is_the_words_of_the_source() -> None:
    found = summary_of("Lavrov is expected to visit Pyongyang next month.").expectations[0]
    assert found.hedge is not None
    assert found.hedge in found.statement
    assert "expected" in found.hedge


def test_a_might_has_no_band_and_a_likely_has_one() -> None:
    might = summary_of("Turkey might ratify the treaty this week.").expectations[0]
    likely = summary_of("Turkey is likely to ratify the treaty this week.").expectations[0]
    assert might.band is None
    assert likely.band == "likely"


def test_a_relative_date_is_resolved_against_publication() -> None:
    found = summary_of("Turkey might ratify the treaty by the end of the year.").expectations[0]
    assert found.horizon is not None
    assert found.horizon.end == date(2025, 12, 31)


def test_an_undated_article_resolves_no_relative_date() -> None:
    found = summary_of("Turkey might ratify the treaty next week.", published=None).expectations[0]
    assert found.horizon is None or found.horizon.end is None


def test_what_shall_not_happen_is_negative() -> None:
    demand = summary_of("Finland urged Russia not to close the crossing.").objectives[0]
    forecast = summary_of("Finland will not reopen the crossing, the foreign ministry said.").expectations[0]
    assert demand.polarity is Polarity.NEGATIVE
    assert forecast.polarity is Polarity.NEGATIVE
    assert forecast.subkind is ExpectationSubkind.NEGATIVE


# ── events, title, bottom line, withheld ──────────────────────────────────────


def test_a_date_that_is_long_over_is_not_taken_for_one_next_year() -> None:
    text = "The ceremony was first set for 29 January. It will begin on 17 March."
    told = summary_of(text).events
    assert told
    assert all(event.when and event.when.end == date(2025, 3, 17) for event in told)


def test_what_will_not_take_place_is_no_date_ahead() -> None:
    text = "The session of customs officials planned for 24 March in Almaty will not take place."
    assert not any(event.status is EventStatus.SCHEDULED for event in summary_of(text).events)


def test_a_fixed_date_without_a_hedge_is_an_event() -> None:
    summary = summary_of("Foreign Minister Ann Lee will visit Cairo on 14 March.")
    assert [(event.status, event.when and event.when.end) for event in summary.events] == [
        (EventStatus.SCHEDULED, date(2025, 3, 14))
    ]
    assert not summary.expectations


def test_a_court_that_hears_a_case_on_a_day_is_an_event() -> None:
    (event,) = summary_of(
        "Peru sued Chile. The court in The Hague will hear the case on 14 March 2026."
    ).events
    assert event.when is not None
    assert event.when.end == date(2026, 3, 14)


def test_a_meeting_that_is_called_off_is_told_so() -> None:
    summary = summary_of("The summit between Egypt and Ethiopia was called off on Sunday.")
    assert [event.status for event in summary.events] == [EventStatus.CANCELLED]


@pytest.mark.parametrize(
    "text",
    [
        "The talks between Egypt and Ethiopia, planned for March 14 in Asmara, have been postponed to March 19 and will be held in Juba.",
        "Envoy Ann Lee had postponed her visit to Cairo from Friday to Wednesday, March 19, at the request of Egypt.",
        "The meeting, originally scheduled for Friday, was rescheduled for 19 March.",
        "Egypt has put off the vote until 19 March.",
    ],
)
def test_what_is_put_off_has_its_new_date(text: str) -> None:
    assert [(event.status, event.when and event.when.end) for event in summary_of(text).events] == [
        (EventStatus.POSTPONED, date(2025, 3, 19))
    ]


def test_the_title_is_not_read_for_items() -> None:
    summary = summary_of("The delegations had lunch in Rome.", title="China demands that Iran free the crew")
    assert not items_of(summary)


@pytest.mark.parametrize(
    "dateline", ["KYIV, March 3 (Agency) — ", "WASHINGTON: ", "PARIS (Agency) - ", "ADDIS ABABA — ", ""]
)
def test_the_bottom_line_starts_behind_the_dateline(dateline: str) -> None:
    told = "Ethiopia's government accused Egypt on Monday of blocking the loan for its new dam."
    assert summary_of(dateline + told).bottom_line.text == told


def test_the_bottom_line_prefers_the_news_to_an_anecdote() -> None:
    text = (
        "It was raining over the harbour that morning. "
        "Greece and Turkey agreed on Monday to resume talks on the Aegean, and Athens urged Ankara to stop drilling. "
        "Turkey's foreign ministry rejected the demand and said Greece must accept Turkish rights in the Aegean."
    )
    assert "Greece and Turkey agreed" in summary_of(text).bottom_line.text


def test_a_visit_that_only_one_sentence_knows_is_withheld() -> None:
    text = (
        "Foreign Minister Ann Lee arrived in Egypt on Monday. Her talks in Egypt will last three days. "
        "Ann Lee travelled to Egypt with forty business leaders. "
        "Ann Lee's visit to Sudan has angered the opposition."
    )
    summary = summary_of(text)
    assert [one.quote for one in summary.withheld] == ["Ann Lee's visit to Sudan has angered the opposition."]
    assert not any("Sudan" in item.statement for item in summary.disputes)


def test_a_second_stop_of_a_journey_is_not_withheld() -> None:
    text = (
        "Foreign Minister Ann Lee arrived in Egypt on Monday. Ann Lee travelled to Egypt with business leaders. "
        "She will then fly to Sudan. Ann Lee's visit to Sudan has angered the opposition."
    )
    assert not summary_of(text).withheld


def test_the_same_words_said_twice_are_one_item() -> None:
    text = (
        "Chile wants Bolivia to reopen the salt road. As before, Chile wants Bolivia to reopen the salt road."
    )
    found = summary_of(text).objectives
    assert len(found) == 1
    assert len(found[0].evidence) == 2


def test_what_one_party_wants_in_one_sentence_is_one_aim_in_all_its_words() -> None:
    text = "Peru wants Chile to open the border and wants its fishermen to be released."
    (aim,) = ruled(text).objectives
    assert aim.statement == text
    assert [each.quote for each in aim.evidence] == [text]


def test_what_a_paragraph_tells_of_a_quarrel_is_one_dispute() -> None:
    accused, angered = "Peru accused Chile of moving the border posts.", "Bolivia was angered by the delay."
    (dispute,) = ruled(f"{accused} {angered}").disputes
    assert [each.quote for each in dispute.evidence] == [accused, angered]
    assert len(ruled(f"{accused}\n\n{angered}").disputes) == 2


def test_what_one_of_a_group_is_quoted_with_bears_out_what_the_group_expects() -> None:
    doubted = "Diplomats in Oslo said that Peru was unlikely to sign the treaty."
    quoted = "“Chile could wait until the spring,” one of them said."
    (forecast,) = ruled(f"{doubted} {quoted}").expectations
    assert [each.quote for each in forecast.evidence] == [doubted, quoted]
    assert len(ruled(f"{doubted}\n\n{quoted}").expectations) == 2


def test_a_dispute_rests_on_at_most_four_reports() -> None:
    reports = [
        f"Peru accused Chile of moving the border posts of {place}."
        for place in ["Arica", "Tacna", "Visviri", "Putre", "Colchane"]
    ]
    (dispute,) = ruled(" ".join(reports)).disputes
    assert [each.quote for each in dispute.evidence] == reports[:4]


def test_an_accusation_and_the_answer_of_another_voice_in_its_paragraph_are_one_dispute() -> None:
    accused = "Rights groups accused Peru of hiding the terms of the treaty."
    answered = "The economist Rosa Vidal rejected the charge."
    (dispute,) = ruled(f"{accused} {answered}").disputes
    assert [each.quote for each in dispute.evidence] == [accused, answered]


def test_who_answers_is_the_other_side_and_not_whom_the_answer_names() -> None:
    criticized = "Peru criticized the blockade."
    answered = "Bolivia rejected the criticism and accused Chile of spreading it."
    (dispute,) = ruled(f"{criticized} {answered}").disputes
    assert [party.party for party in dispute.parties] == ["Peru", "Bolivia"]


def test_two_quarrels_of_four_parties_are_not_one() -> None:
    accused = "Peru accused Chile of moving the border posts."
    assert len(ruled(f"{accused} Bolivia was angered by the drills of Argentina.").disputes) == 2


def test_a_copy_of_the_headline_is_neither_item_nor_bottom_line() -> None:
    headline = "China demands that Iran free the crew"
    summary = summary_of(
        f"{headline}\n\nThe delegations of both states had lunch in Rome on Monday.", title=headline
    )
    assert not items_of(summary)
    assert headline not in summary.bottom_line.text


@pytest.mark.parametrize(
    "text",
    [
        "The French minister met his Chilean colleague in May.",
        "The spokesman spoke to reporters in Oslo when asked to comment on the Danish plan.",
        "The talks between Oman and Qatar took longer than expected.",
        "The talks between Oman and Qatar might have failed without help.",
        "The expected visit of the Omani minister passed quietly.",
    ],
)
def test_a_word_that_only_looks_like_a_cue_makes_no_item(text: str) -> None:
    assert not items_of(summary_of(text))


def test_words_that_mark_an_aim_are_not_also_a_forecast() -> None:
    article = an_article("Foreign Minister Ann Lee is set to press Cuba over the arrests.")
    summary = EmbeddedEngine(RULES_ALONE).summarize(article)
    assert [item.holder for item in summary.objectives] == ["Ann Lee"]
    assert not summary.expectations


def test_a_demand_of_what_must_be_is_the_speakers_and_not_the_subjects() -> None:
    found = summary_of(
        "“Norway must demand an apology,” said Omar Haddad, Jordan's foreign minister."
    ).objectives
    assert [item.attribution.name for item in found] == ["Omar Haddad"]
    assert [item.holder for item in found] == ["Jordan"]
