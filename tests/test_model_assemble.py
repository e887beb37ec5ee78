"""From a model's answer to a checked summary: what a model invents never stands, and what is borne out is never lost."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.model.assemble import assemble
from briefing.summarize.model.wire import WireArticle
from briefing.types import (
    Article,
    ArticleSummary,
    AttributionType,
    Dispute,
    EngineInfo,
    Event,
    Expectation,
    HorizonBasis,
    Match,
    Objective,
    Section,
    Withheld,
)
from tests.build import an_article

TEXT = (
    "OSLO (Harbour Wire) - Norland's foreign minister, Ada Venn, flies to Sarrow on Thursday to press it to reopen "
    "the strait. Officials on both sides doubt that the visit will end the quarrel.\n\n"
    "“Closing a waterway to 12 hospital ships is indefensible,” Venn told reporters. She added that patience was "
    "running out.\n\n"
    "Sarrow, which says the closure protects its fishing grounds, may let relief vessels through by the end of April. "
    "It called the protests theatre.\n\n"
    "The quarrel escalated on Monday. Minister Jonas Rehn of Sarrow is away."
)


def article(**fields: Any) -> Article:
    return an_article(TEXT, title="Norland presses Sarrow", **fields)


def objective(**fields: Any) -> dict[str, Any]:
    return {
        "statement": "Norland presses Sarrow to reopen the strait.",
        "subkind": "demand",
        "who": "Norland > Sarrow",
        "polarity": "positive",
        "when": None,
        "voice": "outlet_voice",
        "at": ["1"],
        **fields,
    }


def expectation(**fields: Any) -> dict[str, Any]:
    return {
        "statement": "Sarrow may let relief vessels through.",
        "subkind": "forecast",
        "who": "Sarrow",
        "polarity": "positive",
        "hedge": "may",
        "when": None,
        "voice": "outlet_voice",
        "at": ["5"],
        **fields,
    }


def dispute(**fields: Any) -> dict[str, Any]:
    return {
        "statement": "Norland and Sarrow quarrel over the strait.",
        "subkind": "bilateral",
        "topic": "maritime",
        "parties": [
            {"party": "Norland", "position": "The closing is indefensible.", "at": ["3"], "voice": None},
            {"party": "Sarrow", "position": "It protects its fishing grounds.", "at": ["5"], "voice": None},
        ],
        "voice": "named_official: Ada Venn",
        "trend": None,
        "at": [],
        **fields,
    }


def summary(answer: dict[str, Any] | None = None, of: Article | None = None, **lists: Any) -> ArticleSummary:
    given = {
        "bottom_line": {"text": "Norland presses Sarrow to reopen the strait.", "at": ["1"]},
        "objectives": [],
        "disputes": [],
        "expectations": [],
        "events": [],
        "contradicted": [],
        **(answer or {}),
        **lists,
    }
    wire = WireArticle.model_validate_json(json.dumps(given))
    return assemble(of or article(), wire, EngineInfo(name="openai"))


def only(withheld: tuple[Withheld, ...]) -> Withheld:
    assert len(withheld) == 1, withheld
    return withheld[0]


# ── evidence ──────────────────────────────────────────────────────────────────


def test_a_number_leads_to_its_sentence() -> None:
    (found,) = summary(objectives=[objective()]).objectives
    (evidence,) = found.evidence
    assert evidence.quote.startswith("OSLO (Harbour Wire) - Norland's foreign minister")
    assert TEXT[evidence.start : evidence.end] == evidence.quote
    assert (evidence.match, evidence.section) == (Match.EXACT, Section.BODY)


def test_a_copied_part_is_found_and_what_differs_in_typography_is_the_sources() -> None:
    part = 'Closing a waterway to 12 hospital ships is indefensible,"'
    (found,) = summary(objectives=[objective(at=[f'3: "{part}'], statement="Norland protests.")]).objectives
    assert found.evidence[0].quote == "“Closing a waterway to 12 hospital ships is indefensible,”"
    assert found.evidence[0].match is Match.NORMALIZED
    (also,) = summary(
        objectives=[objective(at=["1: Norland's foreign minister, Ada Venn, flies to Sarrow"])]
    ).objectives
    assert also.evidence[0].match is Match.EXACT


def test_a_part_is_looked_for_beside_the_sentence_named() -> None:
    (found,) = summary(expectations=[expectation(at=["6: may let relief vessels through"])]).expectations
    assert found.evidence[0].quote == "may let relief vessels through"


@pytest.mark.parametrize(
    ("pointer", "why"),
    [
        ("5: will let relief vessels through", "its words do not stand there"),
        ("5: may let relief … end of April", "its words do not stand there"),
        ("5: Sarrow may let relief vessels through", "its words do not stand there"),
        ("99", "there is no such sentence"),
        ("0", "there is no such sentence"),
        ("the fifth", "it names no sentence"),
        ("C1", "a caption carries no item"),
        ("", "it names no sentence"),
    ],
)
def test_an_item_without_words_of_the_article_is_withheld_with_the_reason(pointer: str, why: str) -> None:
    found = summary(expectations=[expectation(at=[pointer])])
    assert found.expectations == ()
    note = only(found.withheld)
    assert (note.reason, note.statement) == (why, "Sarrow may let relief vessels through.")
    assert not note.replaced


def test_a_sentence_that_repeats_the_headline_carries_nothing() -> None:
    text = "Norland presses Sarrow.\n\nNorland presses Sarrow to reopen the strait."
    found = summary(
        of=an_article(text, title="Norland presses Sarrow"),
        objectives=[objective(at=["1"])],
        bottom_line={"text": "Norland presses Sarrow to reopen the strait.", "at": ["2"]},
    )
    assert found.objectives == ()
    assert only(found.withheld).reason == "it only repeats the headline"


def test_what_the_article_contradicts_is_withheld_and_carries_nothing() -> None:
    found = summary(
        contradicted=["8: Minister Jonas Rehn of Sarrow is away"], objectives=[objective(at=["8"])]
    )
    assert found.objectives == ()
    assert [note.reason for note in found.withheld] == ["the article itself contradicts it"] * 2


def test_what_the_article_contradicts_has_the_words_to_the_contrary() -> None:
    pointers = ["8: Minister Jonas Rehn of Sarrow is away <> 1: flies to Sarrow", "7 <>900", "2<>nowhere"]
    found = summary(contradicted=pointers)
    assert [note.against for note in found.withheld] == ["flies to Sarrow", None, None]


# ── statements ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "invented",
    [
        "Norland presses Sarrow to let 40 hospital ships pass.",
        "Norland presses Sarrow to reopen the strait by 12 May.",
        "Norland and Veldland press Sarrow to reopen the strait.",
        "Norland presses Sarrow to reopen “without delay” the strait.",
        "Norland presses Sarrow, Henrik Stahl says.",
    ],
)
def test_a_statement_that_says_more_than_its_evidence_gives_way_to_it(invented: str) -> None:
    found = summary(objectives=[objective(statement=invented)])
    (item,) = found.objectives
    assert item.statement == item.evidence[0].quote
    note = only(found.withheld)
    assert note.replaced
    assert note.statement == invented


def test_what_the_sentence_beside_says_widens_the_evidence_to_it() -> None:
    statement = "Norland's patience over the 12 ships is running out."
    found = summary(objectives=[objective(at=["4: patience was running out"], statement=statement)])
    (item,) = found.objectives
    assert item.statement == statement
    assert [each.quote[:12] for each in item.evidence] == ["patience was", "“Closing a w"]
    assert found.withheld == ()


def test_an_item_whose_holder_the_article_does_not_name_is_withheld() -> None:
    found = summary(objectives=[objective(who="Veldland > Sarrow")])
    assert found.objectives == ()
    assert only(found.withheld).reason == "the article does not name its holder"


def test_a_counterpart_whom_the_article_does_not_name_is_left_out() -> None:
    (item,) = summary(objectives=[objective(who="Norland > Veldland")]).objectives
    assert (item.holder, item.counterpart) == ("Norland", None)


# ── speakers, hedges, times, trends ───────────────────────────────────────────


def test_a_speaker_beside_the_evidence_stands_and_the_words_that_name_her_are_second_evidence() -> None:
    (item,) = summary(
        objectives=[
            objective(
                at=["4"], statement="Norland's patience is running out.", voice="named_official: Ada Venn"
            )
        ]
    ).objectives
    assert (item.attribution.type, item.attribution.name) == (AttributionType.NAMED_OFFICIAL, "Ada Venn")
    assert any("Venn" in each.quote for each in item.evidence)


def test_somebody_who_is_only_named_elsewhere_is_no_speaker() -> None:
    (item,) = summary(objectives=[objective(at=["3"], voice="named_official: Jonas Rehn")]).objectives
    assert item.attribution.name is None


@pytest.mark.parametrize("voice", ["outlet_voice", "outlet_voice: The Courier", "caption", "God: all", ""])
def test_what_nobody_says_is_the_outlets(voice: str) -> None:
    (item,) = summary(objectives=[objective(voice=voice)]).objectives
    assert item.attribution.type is AttributionType.OUTLET_VOICE
    assert item.attribution.name is None


def test_a_hedge_is_the_sources_or_is_left_out() -> None:
    (kept,) = summary(expectations=[expectation()]).expectations
    (dropped,) = summary(expectations=[expectation(hedge="is likely to")]).expectations
    assert (kept.hedge, kept.band) == ("may", None)
    assert (dropped.hedge, dropped.band) == (None, None)


def test_a_time_is_resolved_by_the_calendar_and_an_invented_one_left_out() -> None:
    (kept,) = summary(expectations=[expectation(when="by the end of April")]).expectations
    (dropped,) = summary(expectations=[expectation(when="by the end of May")]).expectations
    assert kept.horizon is not None
    assert kept.horizon.end == date(2025, 4, 30)
    assert dropped.horizon is None


def test_words_of_time_without_a_date_stay_unresolved() -> None:
    text = "Sarrow may reopen the strait when the storms are over."
    (item,) = summary(
        of=an_article(text),
        bottom_line={"text": text, "at": ["1"]},
        expectations=[
            expectation(at=["1"], when="when the storms are over", statement="Sarrow may reopen the strait.")
        ],
    ).expectations
    assert item.horizon is not None
    assert (item.horizon.start, item.horizon.basis) == (None, HorizonBasis.UNRESOLVED)


def test_a_trend_needs_its_words() -> None:
    (kept,) = summary(disputes=[dispute(trend="up: escalated", at=["7"])]).disputes
    (dropped,) = summary(disputes=[dispute(trend="up: exploded", at=["7"])]).disputes
    assert kept.trend is not None
    assert kept.trend.cue == "escalated"
    assert dropped.trend is None


# ── disputes ──────────────────────────────────────────────────────────────────


def test_each_side_of_a_dispute_has_its_own_words_and_nobody_speaks_for_the_other() -> None:
    (found,) = summary(disputes=[dispute()]).disputes
    norland, sarrow = found.parties
    assert norland.attribution is not None
    assert norland.attribution.name == "Ada Venn"
    assert sarrow.attribution is not None
    assert sarrow.attribution.name is None
    assert "fishing grounds" in sarrow.evidence[0].quote


def test_a_side_without_words_has_no_position() -> None:
    parties = [
        {"party": "Norland", "position": "The closing is indefensible.", "at": ["3"], "voice": None},
        {"party": "Sarrow", "position": "It has every right.", "at": [], "voice": None},
    ]
    (found,) = summary(disputes=[dispute(parties=parties)]).disputes
    assert [each.position for each in found.parties] == ["The closing is indefensible.", None]


def test_a_party_whom_the_article_does_not_name_is_left_out() -> None:
    parties = [
        {"party": "Norland", "position": None, "at": [], "voice": None},
        {"party": "Veldland", "position": None, "at": ["3"], "voice": None},
    ]
    (found,) = summary(disputes=[dispute(subkind="concern", parties=parties, at=["3"])]).disputes
    assert [each.party for each in found.parties] == ["Norland"]
    assert found.parties[0].position == found.statement


# ── robustness ────────────────────────────────────────────────────────────────

anything = st.one_of(
    st.text(max_size=30), st.sampled_from(["1", "3", "5: may let", "C1", "Norland", "named_official: Venn"])
)


@given(
    statement=anything,
    who=anything,
    voice=anything,
    when=st.none() | anything,
    at=st.lists(anything, max_size=3),
    trend=st.none() | anything,
)
def test_whatever_a_model_writes_every_quote_stands_in_the_article(
    statement: str, who: str, voice: str, when: str | None, at: list[str], trend: str | None
) -> None:
    parties = [{"party": who, "position": statement, "at": at, "voice": voice}]
    found = summary(
        bottom_line={"text": statement, "at": at},
        objectives=[objective(statement=statement, who=who, voice=voice, when=when, at=at)],
        expectations=[expectation(statement=statement, who=who, voice=voice, hedge=when, at=at)],
        disputes=[dispute(statement=statement, parties=parties, voice=voice, trend=trend, at=at)],
        events=[{"what": statement, "status": "scheduled", "when": when, "at": at}],
    )
    items: list[Objective | Expectation | Dispute | Event] = [
        *found.objectives,
        *found.expectations,
        *found.disputes,
        *found.events,
    ]
    pieces = [each for item in items for each in item.evidence]
    pieces += [each for item in found.disputes for party in item.parties for each in party.evidence]
    for each in (*pieces, *found.bottom_line.evidence):
        assert TEXT[each.start : each.end] == each.quote
    assert all(item.evidence for item in items)
    assert found.bottom_line.evidence


def test_an_item_out_of_form_costs_that_item_alone() -> None:
    found = summary(objectives=[{"statement": "?"}, objective(), "no item", objective(subkind="wish")])
    assert len(found.objectives) == 1


def test_the_same_answer_gives_the_same_summary() -> None:
    answer = {"objectives": [objective()], "disputes": [dispute()], "expectations": [expectation()]}
    assert summary(answer) == summary(answer)


def test_another_language_keeps_its_words_and_the_statement_is_marked_as_translated() -> None:
    text = "Der Außenminister von Norland fordert 12 Schiffe. Er reist am Donnerstag."
    german = an_article(text, language="de", title="Norland fordert Schiffe")
    found = summary(
        of=german,
        bottom_line={"text": "Norland's foreign minister demands 12 ships.", "at": ["1"]},
        objectives=[
            objective(statement="Norland demands 12 ships.", at=["1"]),
            objective(statement="Norland demands 14 ships.", at=["2"], who="Norland"),
        ],
    )
    first, second = found.objectives
    assert first.statement == "Norland demands 12 ships (translated)."
    assert first.evidence[0].quote == "Der Außenminister von Norland fordert 12 Schiffe."
    assert second.statement == "Er reist am Donnerstag."


def test_a_speaker_has_the_name_and_role_that_the_article_gives_her_and_speaks_for_her_state() -> None:
    text = "US Secretary of State Antony Blinken flew to Ankara. Blinken said the United States wanted a truce by May."
    (item,) = summary(
        of=an_article(text),
        bottom_line={"text": "Blinken flew to Ankara.", "at": ["1"]},
        objectives=[
            objective(
                statement="The United States wants a truce.",
                who="United States",
                voice="named_official: Blinken",
                at=["2"],
            )
        ],
    ).objectives
    assert (item.attribution.name, item.attribution.imputed) == ("Antony Blinken", False)
    assert "Secretary of State" in str(item.attribution.role)


@pytest.mark.parametrize(
    ("name", "stands"),
    [("fishing grounds", True), ("the fishing grounds", True), ("gas pipeline", False), ("", False)],
)
def test_a_dispute_is_named_in_words_of_its_evidence_or_not_at_all(name: str, stands: bool) -> None:
    (found,) = summary(disputes=[dispute(name=name)]).disputes
    assert found.topic_text == (name if stands else None)


@pytest.mark.parametrize(
    ("status", "day"), [("occurred", date(2025, 3, 6)), ("scheduled", date(2025, 3, 13))]
)
def test_a_weekday_of_what_occurred_is_the_last_and_of_what_is_to_come_the_next(
    status: str, day: date
) -> None:
    told = {"what": "Ada Venn flies to Sarrow.", "status": status, "when": "on Thursday", "at": ["1"]}
    (event,) = summary(events=[told]).events
    assert event.when is not None
    assert event.when.start == day


def test_a_statement_without_end_gives_way_to_its_evidence_unchecked() -> None:
    endless = "Sarrow may " + "A-" * 300
    made = summary(expectations=[expectation(statement=endless)])
    assert made.expectations[0].statement == made.expectations[0].evidence[0].quote
    assert "it is empty or too long" in [each.reason for each in made.withheld]
