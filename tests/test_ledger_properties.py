"""Whatever the news: order, reruns and skipped days make no difference, and each transition says why."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.track.ledger.fold import fold, step
from briefing.track.ledger.reports import Report
from briefing.types import Direction, LedgerChange, LedgerStatus, Trend
from tests.days import a_dispute, a_party, an_expectation, an_objective, on_day
from tests.reports import MARCH, Entries, article_on, by_day, report

PARTIES = ("Peru", "Chile")
SUBJECTS = (
    "the stolen archive of the navy",
    "two dredgers for the harbour",
    "the ferry to the northern islands",
)
TOLD = {
    "reports": "{holder} handed over {subject} on {date}.",
    "puts off": "The handover of {subject} by {holder}, planned for {date}, was postponed to 28 June.",
    "calls off": "The handover of {subject} by {holder}, planned for {date}, did not take place.",
    "goes on": "{holder} has begun to hand over {subject}.",
    "drops": "{holder} has dropped its demand for {subject}.",
    "replaces": "{holder} now seeks a loan instead of {subject}.",
    "refuses": "Bolivia rejected {holder}'s demand for {subject}.",
    "settles": "Peru and Chile settled their dispute over {subject}.",
    "corrects": "An earlier version of this article said wrongly that {holder} is to hand over {subject}.",
}
ITEMS = ("expects", "promises", "wants", "quarrels")


@st.composite
def news(draw: st.DrawFn) -> Report:
    """An expectation, a promise, an aim or a quarrel, or what is reported of one, on one of forty days."""
    day = MARCH + timedelta(days=draw(st.integers(0, 40)))
    holder, subject = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(SUBJECTS))
    kind, number = draw(st.sampled_from((*ITEMS, *TOLD))), draw(st.integers(0, 3))
    identifier = f"{kind}-{day}-{holder}-{subject}-{number}"
    if kind in TOLD:
        text = TOLD[kind].format(holder=holder, subject=subject, date=f"{day.day} {day:%B}")
        return report(text, day, name=identifier)
    if kind == "quarrels":
        return a_quarrel(subject, day, identifier, draw(st.sampled_from((None, *Direction))))
    text = f"{holder} is expected to hand over {subject} on the day."
    article = article_on(text, day, name=identifier)
    if kind == "wants":
        return report(text, day, an_objective(article, text, holder), name=identifier)
    end = day + timedelta(days=draw(st.integers(0, 20)))
    horizon = on_day("by then", day, end) if kind == "expects" else None
    return report(text, day, an_expectation(article, text, holder, horizon=horizon), name=identifier)


def a_quarrel(subject: str, day: date, identifier: str, direction: Direction | None) -> Report:
    text = f"Peru and Chile quarrel over {subject}."
    article = article_on(text, day, name=identifier)
    parties = (a_party(article, "Peru", None), a_party(article, "Chile", None))
    trend = Trend(direction=direction, cue="a word") if direction else None
    return report(text, day, a_dispute(article, text, *parties, trend=trend), name=identifier)


A_FEW = st.lists(news(), max_size=15, unique_by=lambda each: each.article_id)
BY_A_REPORT = (
    LedgerStatus.MET,
    LedgerStatus.PARTLY_MET,
    LedgerStatus.MISSED,
    LedgerStatus.MOVED,
    LedgerStatus.ADVANCED,
    LedgerStatus.BLOCKED,
    LedgerStatus.ABANDONED,
    LedgerStatus.SETTLED,
    LedgerStatus.WITHDRAWN,
)
UNTIL = date(2025, 6, 1)


@settings(max_examples=50, deadline=None)
@given(A_FEW, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(reports: list[Report], chance: random.Random) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert fold({}, by_day(reports), UNTIL) == fold({}, by_day(shuffled), UNTIL)


@settings(max_examples=50, deadline=None)
@given(A_FEW)
def test_skipped_days_reach_the_same_state(reports: list[Report]) -> None:
    entries: Entries = {}
    changes: list[LedgerChange] = []
    days = by_day(reports)
    for number in range((UNTIL - MARCH).days + 1):
        day = MARCH + timedelta(days=number)
        entries, some = step(entries, days.get(day, ()), day)
        changes += some
    assert (dict(entries), tuple(changes)) == fold({}, days, UNTIL)


@settings(max_examples=50, deadline=None)
@given(A_FEW, st.integers(0, 60))
def test_a_fold_may_stop_anywhere_and_go_on(reports: list[Report], stop: int) -> None:
    middle = MARCH + timedelta(days=stop)
    days = by_day(reports)
    before, first = fold({}, {day: some for day, some in days.items() if day <= middle}, middle)
    entries, second = fold(before, {day: some for day, some in days.items() if day > middle}, UNTIL)
    assert (entries, (*first, *second)) == fold({}, days, UNTIL)


@settings(max_examples=50, deadline=None)
@given(A_FEW)
def test_a_day_taken_twice_changes_nothing(reports: list[Report]) -> None:
    entries: Entries = {}
    days = by_day(reports)
    for day in sorted(days):
        entries, _ = fold(entries, {}, day - timedelta(days=1))
        entries, _ = step(entries, days[day], day)
        assert step(entries, days[day], day) == (entries, ())


@settings(max_examples=50, deadline=None)
@given(A_FEW)
def test_every_transition_has_a_rule_and_ends_in_the_entrys_status(reports: list[Report]) -> None:
    entries, changes = fold({}, by_day(reports), UNTIL)
    for entry in entries.values():
        own = [each for each in changes if each.entry_id == entry.id]
        assert own[0].before is None
        assert own[-1].after is entry.status
        assert all(each.rule.startswith("2.7 ") for each in own)
        assert all(one.after is other.before for one, other in pairwise(own))
        assert not any(each.after in BY_A_REPORT and not each.evidence for each in own)


def test_the_news_that_is_drawn_reaches_every_state_that_a_report_gives() -> None:
    reached: set[LedgerStatus] = set()

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(A_FEW)
    def draw(reports: Sequence[Report]) -> None:
        reached.update(each.after for each in fold({}, by_day(reports), UNTIL)[1])

    draw()
    assert set(BY_A_REPORT) <= reached
