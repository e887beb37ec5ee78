"""The ledger across days: what is one entry, what answers it, and what the calendar does with silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from briefing.track.ledger.fold import fold
from briefing.track.ledger.outcomes import outcomes_of
from briefing.track.ledger.reports import Report, report_of
from briefing.types import (
    Actor,
    ActorKind,
    Attribution,
    AttributionType,
    Direction,
    EventStatus,
    ExpectationSubkind,
    LedgerChange,
    LedgerStatus,
    Polarity,
    Section,
    Trend,
)
from tests.build import outlet_voice
from tests.days import an_event, an_expectation, an_objective, on_day, unnamed, with_items
from tests.reports import MARCH, a_quarrel, after, article_on, by_day, march, report, told

VISIT = "Peru is expected to hand over the stolen archive to Chile at the Tacna border post on 14 March."
DONE = "Peru handed over the stolen archive to Chile at the Tacna border post on Friday."


def a_handover(day: date = MARCH, **fields: object) -> Report:
    article = article_on(VISIT, day)
    item = an_expectation(
        article, VISIT, "Peru", counterpart="Chile", horizon=on_day("on 14 March", march(14)), **fields
    )
    return report(VISIT, day, item)


def statuses(changes: Sequence[LedgerChange]) -> list[tuple[int, str]]:
    return [(each.day.timetuple().tm_yday, each.after.value) for each in changes]


# ── the calendar ──────────────────────────────────────────────────────────────


def test_t5_silence_is_overdue_and_then_closed_never_missed() -> None:
    entry, changes = after(march(31) + timedelta(days=90), a_handover())
    assert [(each.day, each.after.value) for each in changes] == [
        (march(1), "open"),
        (march(12), "due"),
        (march(15), "overdue"),
        (date(2025, 4, 14), "closed_without_report"),
    ]
    assert entry.closed_on == date(2025, 4, 14)


def test_a_negative_forecast_that_nothing_contradicts_is_not_called_overdue() -> None:
    text = "Peru is not expected to hand over the archive to Chile by 14 March."
    article = article_on(text, MARCH)
    item = an_expectation(
        article,
        text,
        "Peru",
        subkind=ExpectationSubkind.NEGATIVE,
        polarity=Polarity.NEGATIVE,
        horizon=on_day("by 14 March", MARCH, march(14)),
    )
    entry, _ = after(march(20), report(text, MARCH, item))
    assert entry.status is LedgerStatus.NOT_CONTRADICTED


def test_a_forecast_without_a_date_is_reviewed_after_six_months() -> None:
    text = "Peru is likely to reopen its embassy in Chile."
    article = article_on(text, MARCH)
    item = report(text, MARCH, an_expectation(article, text, "Peru"))
    assert after(date(2025, 8, 31), item)[0].status is LedgerStatus.OPEN
    assert after(date(2025, 9, 1), item)[0].status is LedgerStatus.OVERDUE


def test_a_risk_without_a_date_is_not_followed() -> None:
    text = "War could break out between the two."
    article = article_on(text, MARCH)
    item = an_expectation(article, text, "Peru", subkind=ExpectationSubkind.RISK)
    assert report(text, MARCH, item).entries == ()


def test_an_objective_unseen_for_ninety_days_sleeps_and_wakes_when_it_is_told_again() -> None:
    text = "Peru wants the stolen archive of its navy returned before the winter."
    first = report(text, MARCH, an_objective(article_on(text, MARCH), text, "Peru"))
    later = date(2025, 7, 1)
    again = report(text, later, an_objective(article_on(text, later), text, "Peru"))
    assert after(date(2025, 6, 1), first)[0].status is LedgerStatus.DORMANT
    entry, _ = after(later, first, again)
    assert (entry.status, entry.first_seen, entry.last_seen) == (LedgerStatus.PURSUED, MARCH, later)


def test_a_fixed_event_falls_due_like_a_forecast() -> None:
    text = "Peru will host a meeting of ministers in Lima on 14 March."
    article = article_on(text, MARCH)
    found = report_of(article, with_items(article, an_event(article, text, on_day("14 March", march(14)))))
    assert found is not None
    assert after(march(15), found)[0].status is LedgerStatus.OVERDUE


# ── outcomes ──────────────────────────────────────────────────────────────────


def test_an_event_inside_the_horizon_meets_and_cites_its_report() -> None:
    entry, changes = after(march(20), a_handover(), told(DONE, march(15)))
    assert (entry.status, entry.closed_on) == (LedgerStatus.MET, march(15))
    last = changes[-1]
    assert (last.rule, last.before) == ("2.7 met: event inside horizon", LedgerStatus.DUE)
    assert last.evidence is not None
    assert last.evidence.quote == DONE
    assert last.article_id == last.evidence.article_id


def test_the_evidence_is_the_part_of_the_sentence_that_tells_the_act() -> None:
    text = "After years of quarrels, a summit between Elsa Brandt and Rui Sousa in Oslo last month, which was short, helped."
    article = article_on(text, march(20))
    (outcome,) = outcomes_of(article)
    words = outcome.evidence
    assert words.quote == "summit between Elsa Brandt and Rui Sousa in Oslo last month"
    assert article.text[words.start : words.end] == words.quote


def test_closing_is_reversible_when_evidence_comes_late() -> None:
    late = "Peru handed over the stolen archive to Chile at the Tacna border post on 14 March, officials recalled."
    entry, changes = after(date(2025, 6, 2), a_handover(), told(late, date(2025, 6, 1)))
    assert entry.status is LedgerStatus.MET
    assert changes[-1].before is LedgerStatus.CLOSED


def test_a_year_after_its_closing_nothing_answers_it_any_more() -> None:
    text = "Peru handed over the stolen archive to Chile at the Tacna border post on 14 March 2025, officials recalled."
    for day, status in ((date(2026, 4, 10), LedgerStatus.MET), (date(2026, 4, 20), LedgerStatus.CLOSED)):
        assert after(day, a_handover(), told(text, day))[0].status is status


@pytest.mark.parametrize(
    "text",
    [
        "Peru is about to hand over the stolen archive to Chile at the Tacna border post, it said on Friday.",
        "Chile denied that Peru handed over the stolen archive at the Tacna border post on Friday.",
        "Peru has not handed over the stolen archive to Chile at the Tacna border post, it said on Friday.",
        "Chile hopes Peru handed over the stolen archive at the Tacna border post on Friday.",
        "If Peru handed over the stolen archive to Chile at the Tacna border post on Friday, nobody saw it.",
        "Peru handed over the stolen archive to Chile at the Tacna border post.",
        "Chile handed over the stolen archive to Peru at the Tacna border post on Friday.",
        "Bolivia handed over the stolen archive to Chile at the Tacna border post on Friday.",
        "Peru handed over the stolen archive to Chile at the Tacna border post in February.",
        "Peru handed over two stray llamas to Chile on Friday.",
    ],
    ids=[
        "to come",
        "denied",
        "not yet",
        "hoped",
        "if",
        "undated",
        "other doer",
        "other party",
        "before it was expected",
        "other thing",
    ],
)
def test_what_does_not_prove_it_does_not_meet_it(text: str) -> None:
    entry, _ = after(march(16), a_handover(), told(text, march(15)))
    assert entry.status is LedgerStatus.OVERDUE


def test_the_very_same_event_after_its_horizon_is_met_late() -> None:
    late = "Peru handed over the stolen archive to Chile at the Tacna border post on Thursday, 20 March."
    entry, changes = after(march(22), a_handover(), told(late, march(21)))
    assert entry.status is LedgerStatus.MET
    assert changes[-1].rule.startswith("2.7 met late")


def test_another_visit_a_year_later_proves_nothing() -> None:
    text = "Ana Quispe is expected to visit China in the coming months."
    article = article_on(text, MARCH)
    item = an_expectation(
        article, text, "Ana Quispe", horizon=on_day("in the coming months", MARCH, date(2025, 9, 1))
    )
    later = date(2026, 4, 2)
    visited = told("Ana Quispe visited China on Monday for talks about lithium.", later)
    entry, _ = after(later, report(text, MARCH, item), visited)
    assert entry.status is LedgerStatus.CLOSED


MEETING = "Elsa Brandt may meet Rui Sousa in Lisbon on 14 March."


def a_meeting() -> Report:
    article = article_on(MEETING, MARCH)
    item = an_expectation(
        article, MEETING, "Elsa Brandt", counterpart="Rui Sousa", horizon=on_day("on 14 March", march(14))
    )
    return report(MEETING, MARCH, item)


def test_a_dated_caption_may_prove_it_and_is_marked() -> None:
    caption = "Elsa Brandt meets with Rui Sousa in Lisbon on March 14, 2025."
    pictured = report("Talks went on for an hour.", march(20), captions=(caption,))
    entry, changes = after(march(20), a_meeting(), pictured)
    assert entry.status is LedgerStatus.MET
    assert changes[-1].rule.endswith("(caption)")
    assert changes[-1].evidence is not None
    assert changes[-1].evidence.section is Section.CAPTION


def test_a_caption_without_a_year_proves_nothing() -> None:
    pictured = report("Talks went on.", march(20), captions=("Elsa Brandt meets with Rui Sousa on Friday.",))
    assert after(march(20), a_meeting(), pictured)[0].status is LedgerStatus.OVERDUE


def test_a_meeting_with_somebody_else_is_not_the_meeting() -> None:
    other = told("Elsa Brandt met Joana Reis in Lisbon on 14 March.", march(15))
    assert after(march(15), a_meeting(), other)[0].status is LedgerStatus.OVERDUE


TALKS = "Elsa Brandt will hold meetings in Portugal on 14 March."


def talks_in_portugal() -> Report:
    article = article_on(TALKS, MARCH)
    item = an_expectation(article, TALKS, "Elsa Brandt", horizon=on_day("on 14 March", march(14)))
    return report(TALKS, MARCH, item)


def test_meetings_in_a_state_are_met_by_one_there_or_with_somebody_of_it() -> None:
    met = told("Elsa Brandt met Portuguese Prime Minister Joana Reis in Lisbon on 14 March.", march(15))
    assert after(march(15), talks_in_portugal(), met)[0].status is LedgerStatus.MET


def test_meetings_in_a_state_are_not_met_by_one_in_another() -> None:
    other = told("Elsa Brandt met Spanish Prime Minister Joana Reis in Madrid on 14 March.", march(15))
    assert after(march(15), talks_in_portugal(), other)[0].status is LedgerStatus.OVERDUE


def test_what_is_done_earlier_than_promised_is_done_in_time_though_no_day_is_told() -> None:
    done = "Peru handed over the stolen archive to Chile at the Tacna border post{}."
    for words in (" a day earlier than promised", ", two days ahead of schedule"):
        assert (
            after(march(13), a_handover(), told(done.format(words), march(13)))[0].status is LedgerStatus.MET
        )
    assert after(march(13), a_handover(), told(done.format(""), march(13)))[0].status is LedgerStatus.DUE
    other = done.format(", and Chile paid its debt earlier than promised")
    assert after(march(13), a_handover(), told(other, march(13)))[0].status is LedgerStatus.DUE


def test_an_agenda_that_is_agreed_on_meets_the_expectation_of_it() -> None:
    text = "Peru and Chile are expected to agree on an agenda for the round by 14 March."
    article = article_on(text, MARCH)
    item = an_expectation(
        article, text, "Peru", counterpart="Chile", horizon=on_day("by 14 March", MARCH, march(14))
    )
    known = report(text, MARCH, item)
    agreed = "Peru and Chile agreed on an agenda for the round on Thursday."
    assert after(march(13), known, told(agreed, march(13)))[0].status is LedgerStatus.MET
    other = agreed.replace("an agenda for the round", "the release of fishermen")
    assert after(march(13), known, told(other, march(13)))[0].status is LedgerStatus.DUE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Malta handed over the papers of the detained tanker Zarzis to Tunisia on Friday.",
            LedgerStatus.MET,
        ),
        ("Malta handed over the papers of the detained ship Zarzis to Tunisia on Friday.", LedgerStatus.MET),
        ("Malta handed over the papers of a smuggler from Sfax to Tunisia on Friday.", LedgerStatus.DUE),
        ("Malta handed over the anchor of the detained tanker to Tunisia on Friday.", LedgerStatus.DUE),
        ("Malta handed over the papers of the detained tanker to Libya on Friday.", LedgerStatus.DUE),
    ],
)
def test_what_is_a_ships_is_that_of_the_tanker(text: str, status: LedgerStatus) -> None:
    promised = "Malta would hand over the vessel's papers to Tunisia on 14 March."
    known = promised_to("Malta", promised, counterpart="Tunisia")
    assert after(march(14), known, told(text, march(14)))[0].status is status
    if "tanker" in text:
        other = promised_to("Malta", promised.replace("vessel's", "trawler's"), counterpart="Tunisia")
        assert after(march(14), other, told(text, march(14)))[0].status is LedgerStatus.DUE


def test_a_case_is_filed_by_whoever_was_to_file_it() -> None:
    known = promised_to("Tunisia", "Tunisia would lodge its complaint by 14 March.")
    done = "Tunisia filed its complaint over the fishing grounds with Malta at the court in Geneva on Friday."
    assert after(march(14), known, told(done, march(14)))[0].status is LedgerStatus.MET
    for text in (done.replace("Tunisia", "Libya"), done.replace("complaint", "tax return")):
        assert after(march(14), known, told(text, march(14)))[0].status is LedgerStatus.DUE


def promised_to(holder: str, text: str, **fields: Any) -> Report:
    given = {"subkind": ExpectationSubkind.COMMITMENT, "horizon": on_day("14 March", march(14)), **fields}
    return report(text, MARCH, an_expectation(article_on(text, MARCH), text, holder, **given))


def test_a_postponement_moves_it_and_it_is_open_until_its_new_date() -> None:
    put_off = told(
        "The handover of the stolen archive by Peru to Chile, planned for Friday, has been postponed to 28 March.",
        march(11),
    )
    entry, changes = after(march(20), a_handover(), put_off)
    moved = changes[-1]
    assert entry.status is LedgerStatus.MOVED
    assert (moved.field, moved.old, moved.new) == ("horizon", "2025-03-14", "2025-03-28")
    assert after(march(29), a_handover(), put_off)[0].status is LedgerStatus.OVERDUE


@pytest.mark.parametrize(
    "text",
    [
        "Peru moved the handover of the stolen archive to Chile from Friday to 28 March.",
        "The handover of the stolen archive by Peru to Chile had been moved from Friday until 28 March.",
    ],
)
def test_what_is_moved_from_its_day_to_another_is_moved(text: str) -> None:
    entry, changes = after(march(20), a_handover(), told(text, march(11)))
    assert entry.status is LedgerStatus.MOVED
    assert (changes[-1].old, changes[-1].new) == ("2025-03-14", "2025-03-28")
    other_day = told(text.replace("from Friday", "from Thursday"), march(11))
    assert after(march(11), a_handover(), other_day)[0].status is LedgerStatus.OPEN


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (
            "The talks between the two countries, planned for March 14 in Tacna, have been postponed to March 19 and will be held in Arica.",
            14,
            19,
        ),
        ("The talks in Tacna, set for Friday, were postponed to 19 March.", 14, 19),
    ],
)
def test_the_talks_of_the_two_countries_are_moved_from_one_town_to_another(
    text: str, old: int, new: int
) -> None:
    aim = "The two sides plan to hold talks in Tacna on March 14."
    known = report(
        aim,
        MARCH,
        an_objective(article_on(aim, MARCH), aim, "Peru and Chile", horizon=on_day("March 14", march(old))),
    )
    told_before = "Peru paid its arrears to Chile on Monday.\n\n"
    entry, changes = after(march(11), known, told(told_before + text, march(11)))
    assert entry.status is LedgerStatus.MOVED
    assert (changes[-1].old, changes[-1].new) == (str(march(old)), str(march(new)))
    of_three = told(f"{told_before}Bolivia looked on.\n\n{text}", march(11))
    assert after(march(11), known, of_three)[0].status is LedgerStatus.OPEN
    other_day = told(
        told_before + text.replace("March 14", "March 13").replace("Friday", "Thursday"), march(11)
    )
    assert after(march(11), known, other_day)[0].status is LedgerStatus.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Chile said its envoy, Rosa Quispe, had postponed her visit to Lima from Friday to Wednesday, March 26, at the request of Peru.",
        "LIMA, March 11 - Peru said the visit of Chile's envoy, Rosa Quispe, has been postponed to 26 March.",
    ],
)
def test_an_arrival_is_moved_with_the_visit(text: str) -> None:
    known = promised_to("Rosa Quispe", "Envoy Rosa Quispe is expected to arrive in Lima on Friday.")
    entry, changes = after(march(12), known, told(text, march(11)))
    assert entry.status is LedgerStatus.MOVED
    assert (changes[-1].old, changes[-1].new) == ("2025-03-14", "2025-03-26")
    other = told(text.replace("Rosa Quispe", "Luis Mamani"), march(11))
    assert after(march(11), known, other)[0].status is LedgerStatus.OPEN


def test_a_day_of_this_week_that_has_gone_by_is_the_old_one() -> None:
    text = "Peru moved the handover of the stolen archive to Chile from Monday to Friday."
    (outcome,) = outcomes_of(article_on(text, march(11)))
    assert outcome.planned is not None
    assert outcome.when is not None
    assert (outcome.planned.start, outcome.when.start) == (march(10), march(14))


def a_round() -> Report:
    text = "Peru and Chile are scheduled to meet again in Tacna on 18 March."
    article = article_on(text, MARCH)
    return report(
        text,
        MARCH,
        an_event(article, text, on_day("on 18 March", march(18))),
        Actor(name="Peru", kind=ActorKind.GOVERNMENT),
    )


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("scheduled for 18 March in Tacna", LedgerStatus.MISSED),
        ("scheduled for 19 March in Tacna", LedgerStatus.OPEN),
        ("scheduled for 18 March in Arica", LedgerStatus.OPEN),
    ],
)
def test_a_round_of_talks_that_is_called_off_was_the_meeting_of_that_day_and_place(
    words: str, status: LedgerStatus
) -> None:
    off = told(f"Peru called off a round of talks {words} on Tuesday, its ministry said.", march(11))
    assert after(march(11), a_round(), off)[0].status is status


def test_missed_needs_a_report_that_it_was_called_off() -> None:
    off = told(
        "The handover of the stolen archive by Peru to Chile, planned for Friday, will not take place.",
        march(12),
    )
    entry, changes = after(march(12), a_handover(), off)
    assert entry.status is LedgerStatus.MISSED
    assert changes[-1].article_id == off.article_id


def test_what_was_not_done_on_its_last_day_is_missed() -> None:
    undone = "Peru did not hand over the stolen archive to Chile at the Tacna border post on Friday."
    assert after(march(15), a_handover(), told(undone, march(15)))[0].status is LedgerStatus.MISSED
    early = told(undone.replace("Friday", "Thursday"), march(13))
    assert after(march(13), a_handover(), early)[0].status is LedgerStatus.DUE


def test_what_happens_against_a_negative_forecast_contradicts_it() -> None:
    text = "Peru is not expected to hand over the stolen archive to Chile at Tacna by 14 March."
    article = article_on(text, MARCH)
    item = an_expectation(
        article,
        text,
        "Peru",
        counterpart="Chile",
        polarity=Polarity.NEGATIVE,
        horizon=on_day("by 14 March", MARCH, march(14)),
    )
    entry, _ = after(march(15), report(text, MARCH, item), told(DONE, march(14)))
    assert entry.status is LedgerStatus.CONTRADICTED


def test_an_opinion_and_an_undated_article_prove_nothing() -> None:
    assert outcomes_of(replace(article_on(DONE, march(15)), published=None)) == ()


def test_a_report_tells_of_its_act_once() -> None:
    (outcome,) = outcomes_of(article_on(DONE, march(15)))
    assert (outcome.status, set(outcome.acts)) == (EventStatus.OCCURRED, {"hand_over"})


# ── one entry or two ──────────────────────────────────────────────────────────

WANTED = "Peru wants the stolen archive of its navy returned before the winter"


def wanted(text: str, day: date, holder: str = "Peru", **fields: object) -> Report:
    return report(text, day, an_objective(article_on(text, day), text, holder, **fields))


def test_the_same_words_of_one_holder_are_one_entry_with_two_sightings() -> None:
    entry, _ = after(march(3), wanted(WANTED, MARCH), wanted(WANTED + " sets in", march(3)))
    assert entry.status is LedgerStatus.PURSUED
    assert [each.published for each in entry.sightings] == [MARCH, march(3)]


@pytest.mark.parametrize(
    "other",
    [
        wanted(WANTED, march(3), "Chile"),
        wanted(WANTED, march(3), polarity=Polarity.NEGATIVE),
        wanted("Peru wants two new dredgers for its harbours", march(3)),
    ],
    ids=["holder", "polarity", "words"],
)
def test_never_one_across_holder_polarity_or_other_words(other: Report) -> None:
    assert len(fold({}, by_day([wanted(WANTED, MARCH), other]), march(3))[0]) == 2


def test_never_one_across_horizons_that_do_not_meet() -> None:
    next_year = (
        "Peru is expected to hand over the stolen archive to Chile at the Tacna border post on 14 March 2026."
    )
    article = article_on(next_year, march(20))
    item = an_expectation(
        article,
        next_year,
        "Peru",
        counterpart="Chile",
        horizon=on_day("on 14 March 2026", date(2026, 3, 14)),
    )
    entries, _ = fold({}, by_day([a_handover(), report(next_year, march(20), item)]), march(20))
    assert sorted(each.horizon.start for each in entries.values() if each.horizon and each.horizon.start) == [
        march(14),
        date(2026, 3, 14),
    ]


def test_a_minister_speaks_for_the_state_in_the_same_words() -> None:
    by_minister = (
        "Foreign Minister Ana Quispe wants the stolen archive of its navy returned before the winter"
    )
    article = article_on(by_minister, march(3))
    quispe = Actor(name="Ana Quispe", kind=ActorKind.PERSON, role="Foreign Minister", country="PE")
    item = an_objective(article, by_minister, "Ana Quispe")
    found = report_of(article, with_items(article, item, quispe))
    assert found is not None
    assert len(fold({}, by_day([wanted(WANTED, MARCH), found]), march(3))[0]) == 1


def test_a_changed_hedge_is_told_old_and_new() -> None:
    likely = VISIT.replace("is expected to", "may")
    article = article_on(likely, march(3))
    item = an_expectation(
        article, likely, "Peru", counterpart="Chile", hedge="may", horizon=on_day("on 14 March", march(14))
    )
    entry, changes = after(march(3), a_handover(hedge="is expected to"), report(likely, march(3), item))
    assert [(each.field, each.old, each.new) for each in changes if each.field] == [
        ("hedge", "is expected to", "may")
    ]
    assert entry.hedge == "may"


def test_attribution_is_merged_upward_and_a_weaker_repeat_changes_nothing() -> None:
    official = Attribution(type=AttributionType.DOCUMENT)
    first = a_handover(attribution=unnamed("an official"))
    strong = replace(
        a_handover(march(3)),
        entries=tuple(replace(each, attribution=official) for each in a_handover(march(3)).entries),
    )
    weak = a_handover(march(5), attribution=outlet_voice(), hedge="may")
    entry, changes = after(march(5), first, strong, weak)
    assert entry.attribution == official
    assert [(each.field, each.new) for each in changes if each.field] == [("attribution", "document")]
    assert len(entry.sightings) == 3


@pytest.mark.parametrize(
    ("direction", "status"), [(Direction.UP, "escalated"), (Direction.DOWN, "eased"), (None, "unchanged")]
)
def test_no_cue_no_arrow(direction: Direction | None, status: str) -> None:
    trend = Trend(direction=direction, cue="a word") if direction else None
    entry, changes = after(
        march(3), a_quarrel("Malta objects.", MARCH), a_quarrel("They quarrel on.", march(3), trend)
    )
    assert entry.status.value == status
    assert changes[-1].new == ("a word" if trend else None)


def test_a_late_article_moves_first_seen_back_is_marked_and_changes_no_words() -> None:
    early = date(2025, 2, 20)
    text = WANTED + " of next year"
    article = article_on(text, early)
    late = report_of(article, with_items(article, an_objective(article, text, "Peru")), late=True)
    assert late is not None
    entries, _ = fold({}, {MARCH: [wanted(WANTED, MARCH)], march(5): [late]}, march(5))
    (entry,) = entries.values()
    assert (entry.first_seen, entry.last_seen, entry.statement) == (early, MARCH, WANTED)
    assert [each.late for each in entry.sightings] == [True, False]


def test_where_a_ministry_is_does_not_tell_where_a_meeting_was_to_be() -> None:
    text = "Peru and Chile are scheduled to meet again in Tacna on 18 March."
    article = article_on(text, MARCH)
    meeting = report(
        text,
        MARCH,
        an_event(article, text, on_day("on 18 March", march(18))),
        Actor(name="Peru", kind=ActorKind.GOVERNMENT),
    )
    off = "Peru's foreign ministry in Lima called off the meeting with Chile scheduled for 18 March."
    assert after(march(12), meeting, told(off, march(11)))[0].status is LedgerStatus.MISSED
