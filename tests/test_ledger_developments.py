"""What is no outcome and still moves an entry: part of it done, refused, given up, replaced, settled (briefcraft 2.7)."""

from datetime import date, timedelta

import pytest

from briefing.track.ledger.reports import Report
from briefing.types import (
    Actor,
    ActorKind,
    Direction,
    ExpectationSubkind,
    LedgerStatus,
    Polarity,
    Trend,
)
from tests.days import an_expectation, on_day
from tests.reports import (
    MARCH,
    a_promise,
    a_quarrel,
    after,
    an_aim,
    article_on,
    march,
    report,
    status_after,
    told,
)

AIM = "Peru wants the stolen archive of its navy returned by Chile."
QUARREL = "Malta and Tunisia quarrel over trawlers in the fishing zone off Lampedusa."


def the_aim(day: date = MARCH) -> Report:
    return an_aim(AIM, day, counterpart="Chile")


def the_quarrel(day: date = MARCH, trend: Trend | None = None) -> Report:
    return a_quarrel(QUARREL, day, trend)


# ── part of it is done ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Peru has begun to return the stolen archive to Chile, officials in Santiago said.",
        "Peru returned nothing else, but it handed over the first consignment of the stolen archive to Chile.",
        "Officials said that Peru has made some progress on the return of the stolen archive.",
        "Peru has partly returned the stolen archive of the navy.",
    ],
)
def test_a_part_that_is_done_meets_a_promise_in_part(text: str) -> None:
    assert status_after(a_promise(), text) == "partly_met"


@pytest.mark.parametrize(
    "text",
    [
        "Peru has made little progress on the return of the stolen archive.",
        "Peru has made no progress on the return of the stolen archive.",
        "Peru hopes to have made some progress on the return of the stolen archive by May.",
        "Peru is expected to hand over the first consignment of the stolen archive to Chile.",
        "Peru has not begun to return the stolen archive to Chile.",
        "If Peru has begun to return the stolen archive to Chile, nobody in Santiago saw it.",
        "Chile has begun to return the stolen archive to Peru.",
        "Peru has begun to return the stolen archive to Bolivia.",
        "Peru has begun to catalogue the coins of its mint.",
        "“Peru has begun to return the stolen archive to Chile,” Senator Rojas joked.",
        "Analysts believe Peru has begun to return the stolen archive to Chile.",
        "Chile denied that Peru has begun to return the stolen archive.",
        "Peru began to hide the stolen archive of the navy.",
        "Peru has begun to return to the talks with Chile on the stolen archive.",
        "Peru kept the stolen archive of the navy, partly because Chile had not asked for it.",
        "Peru made some progress on the restoration of the stolen archive's building.",
        "Peru, which holds the stolen archive of the navy, made some progress on tourism.",
        "Peru handed over a ship and announced the first consignment of the stolen archive.",
        "Peru last year began to return the stolen archive to Chile.",
    ],
    ids=[
        "little",
        "none",
        "hoped",
        "to come",
        "not begun",
        "if",
        "other doer",
        "other party",
        "other thing",
        "quoted",
        "thought",
        "denied",
        "other act",
        "other object",
        "partly because",
        "progress on another thing",
        "named aside",
        "announced",
        "before it was promised",
    ],
)
def test_what_is_no_part_of_it_leaves_a_promise_open(text: str) -> None:
    assert status_after(a_promise(), text) == "open"


AREAS = "Xi Jinping promised Brazil to open the pig and poultry markets. "


def of_areas(text: str, holder: str = "Xi Jinping") -> Report:
    """Return a promise in the first sentence of ``text``, told on 1 March."""
    article = article_on(text, MARCH)
    item = an_expectation(
        article, AREAS.strip(), holder, counterpart="Brazil", subkind=ExpectationSubkind.COMMITMENT
    )
    xi = Actor(name="Xi Jinping", kind=ActorKind.PERSON, role="leader", country="CN")
    return report(text, MARCH, item, xi)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "An official said that the Chinese have started to make some progress in both of these areas.",
            "partly_met",
        ),
        ("An official said that the Americans have made some progress in both of these areas.", "open"),
        (
            "It rained. An official said that the Chinese have made some progress in both of these areas.",
            "open",
        ),
    ],
    ids=["the sentence before", "somebody else", "another sentence between"],
)
def test_these_areas_are_those_of_the_sentence_before(text: str, status: str) -> None:
    entry, changes = after(MARCH, of_areas(AREAS + text))
    assert entry.status.value == status
    assert all(each.evidence for each in changes)


def test_what_is_partly_met_is_neither_overdue_nor_closed_and_may_be_met_yet() -> None:
    text = "Peru promised to hand over the stolen archive to Chile by 14 March."
    part = told("Peru handed over the first batch of the stolen archive to Chile.", march(9))
    whole = told("Peru handed over the stolen archive to Chile on 12 March.", date(2025, 6, 1))
    promise = a_promise(text, horizon=on_day("by 14 March", MARCH, march(14)))
    assert after(date(2025, 5, 31), promise, part)[0].status is LedgerStatus.PARTLY_MET
    assert after(date(2025, 6, 1), promise, part, whole)[0].status is LedgerStatus.MET


def test_what_is_told_before_its_time_meets_no_part_of_a_promise() -> None:
    text = "Peru promised to hand over the stolen archive to Chile on 14 March."
    part = "Peru has begun to hand over the stolen archive to Chile."
    promise = a_promise(text, horizon=on_day("on 14 March", march(14)))
    assert after(march(9), promise, told(part, march(9)))[0].status is LedgerStatus.OPEN
    assert after(march(14), promise, told(part, march(14)))[0].status is LedgerStatus.PARTLY_MET


def test_no_progress_meets_a_negative_forecast_or_a_condition_in_part() -> None:
    for subkind, polarity in (
        (ExpectationSubkind.NEGATIVE, Polarity.NEGATIVE),
        (ExpectationSubkind.CONDITIONAL, Polarity.POSITIVE),
    ):
        known = a_promise(subkind=subkind, polarity=polarity)
        assert status_after(known, "Peru has begun to return the stolen archive to Chile.") == "open"


# ── an aim ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru has made some progress on getting the stolen archive returned by Chile.", "advanced"),
        ("Chile rejected Peru's demand for the return of the stolen archive.", "blocked"),
        ("Chile refused to return the stolen archive of the navy to Peru.", "blocked"),
        ("Peru has dropped its demand for the return of the stolen archive.", "abandoned"),
        ("Peru, under pressure from Chile, gave up its claim to the stolen archive.", "abandoned"),
        ("Peru no longer insists on the return of the stolen archive.", "abandoned"),
        ("Peru now seeks arbitration instead of the return of the stolen archive.", "superseded"),
    ],
)
def test_an_aim_advances_is_blocked_given_up_or_replaced(text: str, status: str) -> None:
    entry, changes = after(march(9), the_aim(), told(text, march(9)))
    last = changes[-1]
    assert entry.status.value == status
    assert (last.before, last.after, last.day) == (LedgerStatus.NEW, entry.status, march(9))
    assert last.rule.startswith(f"2.7 {status}")
    assert last.evidence is not None
    assert last.evidence.quote == text[last.evidence.start : last.evidence.end]


@pytest.mark.parametrize(
    "text",
    [
        "Peru has not dropped its demand for the return of the stolen archive.",
        "Peru could drop its demand for the return of the stolen archive.",
        "Chile hopes that Peru dropped its demand for the return of the stolen archive.",
        "Chile dropped its demand for the return of the stolen archive.",
        "Peru dropped its demand for two dredgers.",
        "Peru withdrew its ship from the harbour where the stolen archive lies.",
        "Chile has not rejected Peru's demand for the return of the stolen archive.",
        "Chile rejected Bolivia's demand for the return of the stolen archive.",
        "Chile rejected Peru's demand for two dredgers.",
        "Peru rejected Chile's offer to copy the stolen archive.",
        "Peru now seeks a loan instead of a grant.",
        "Chile refused to comment on the return of the stolen archive.",
        "Chile rejected Peru's claim that it keeps the stolen archive of the navy.",
        "Chile turned down Peru's offer to pay for the return of the stolen archive.",
        "Peru withdrew from talks on its demand for the return of the stolen archive.",
        "Peru abandoned Chile's proposal for the return of the stolen archive.",
        "Peru shelved plans to celebrate the return of the stolen archive.",
        "Peru's opposition dropped its demand for the return of the stolen archive.",
        "Chile said Peru had dropped its demand for the return of the stolen archive.",
    ],
    ids=[
        "not dropped",
        "may drop",
        "hoped",
        "other holder",
        "dropped another",
        "withdrew something else",
        "not rejected",
        "another's demand",
        "another demand",
        "the holder refuses",
        "replaced another",
        "refused another thing",
        "rejected an assertion",
        "rejected an offer",
        "left talks on it",
        "dropped another's",
        "dropped plans for a feast",
        "not the state",
        "in the other side's words",
    ],
)
def test_what_is_not_about_it_leaves_an_aim_alone(text: str) -> None:
    assert status_after(the_aim(), text) == "new"


def test_an_aim_that_was_given_up_is_pursued_again_only_by_a_report_long_after() -> None:
    dropped = told("Peru has dropped its demand for the return of the stolen archive.", march(9))
    for day, status in (
        (march(20), LedgerStatus.ABANDONED),
        (date(2025, 5, 20), LedgerStatus.PURSUED),
    ):
        assert after(day, the_aim(), dropped, the_aim(day))[0].status is status


def test_of_two_things_told_on_one_day_the_weightier_counts_in_any_order() -> None:
    blocked = told("Chile rejected Peru's demand for the return of the stolen archive.", march(9))
    some = told("Peru has made some progress on getting the stolen archive returned.", march(9))
    for reports in ((the_aim(), blocked, some), (the_aim(), some, blocked)):
        assert after(march(9), *reports)[0].status is LedgerStatus.BLOCKED


# ── a dispute ─────────────────────────────────────────────────────────────────

SETTLED = "Malta and Tunisia settled their dispute over trawlers in the fishing zone on Friday."


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (SETTLED, "settled"),
        ("Malta and Tunisia reached an agreement on trawlers in the fishing zone.", "settled"),
        ("Malta and Tunisia reached an agreement in principle on trawlers in the fishing zone.", "new"),
        ("Malta and Tunisia hope to have settled their dispute over trawlers in the fishing zone.", "new"),
        ("Malta and Tunisia have not settled their dispute over trawlers in the fishing zone.", "new"),
        (
            "Malta and Tunisia took a step toward ending their dispute over trawlers in the fishing zone.",
            "new",
        ),
        ("Malta and Libya settled their dispute over trawlers in the fishing zone.", "new"),
        ("Malta and Tunisia settled their dispute over the cable to Sicily.", "new"),
        ("Malta and Tunisia ended talks on their dispute over trawlers in the fishing zone.", "new"),
        ("Malta and Tunisia reached a deal on a truce over trawlers in the fishing zone.", "new"),
        ("Malta and Tunisia reached a deal on inspecting trawlers in the fishing zone.", "new"),
        ("Malta and Tunisia, at odds over trawlers in the fishing zone, reached a deal on tourism.", "new"),
        ("Malta and Tunisia reached an agreement on trawlers in the fishing zone in 1998.", "new"),
    ],
)
def test_a_dispute_is_settled_by_its_parties_on_its_topic(text: str, status: str) -> None:
    assert status_after(the_quarrel(), text) == status


def test_a_settled_dispute_is_open_again_by_a_sharper_word_or_long_after() -> None:
    settled = told(SETTLED, march(9))
    sharper = Trend(direction=Direction.UP, cue="sharper")
    cases = (
        (the_quarrel(march(20)), LedgerStatus.SETTLED),
        (the_quarrel(march(20), trend=sharper), LedgerStatus.ESCALATED),
        (the_quarrel(date(2025, 5, 20)), LedgerStatus.UNCHANGED),
    )
    for again, status in cases:
        assert after(again.published, the_quarrel(), settled, again)[0].status is status


def test_a_dispute_unseen_for_ninety_days_sleeps() -> None:
    assert after(MARCH + timedelta(days=90), the_quarrel())[0].status is LedgerStatus.NEW
    assert after(MARCH + timedelta(days=91), the_quarrel())[0].status is LedgerStatus.DORMANT


# ── a promise denied ──────────────────────────────────────────────────────────

MAPS = "Malta's spokesman said that the Tunisian side undertook to submit the charts of the wrecks off Lampedusa by 14 March."


def the_promise_of_charts() -> Report:
    item = an_expectation(
        article_on(MAPS, MARCH),
        MAPS,
        "Tunisia",
        subkind=ExpectationSubkind.COMMITMENT,
        horizon=on_day("by 14 March", MARCH, march(14)),
    )
    return report(MAPS, MARCH, item)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Tunisia denied on Sunday that it had undertaken to submit charts of the wrecks off Lampedusa to Malta by Friday.",
            "blocked",
        ),
        ("Tunisia said it had never promised to submit charts of the wrecks off Lampedusa.", "blocked"),
        (
            "Tunisia's foreign ministry rejected claims that it had agreed to submit the charts of the wrecks.",
            "blocked",
        ),
        ("Tunisia denied that it had undertaken to submit the catch of the trawlers to Malta.", "open"),
        ("Malta denied that it had undertaken to submit the charts of the wrecks off Lampedusa.", "open"),
        (
            "Tunisia denied that Malta had undertaken to submit the charts of the wrecks off Lampedusa.",
            "open",
        ),
        (
            "Malta said Tunisia had never promised to submit the charts of the wrecks off Lampedusa.",
            "open",
        ),
        ("Tunisia denied that it had hidden the charts of the wrecks off Lampedusa.", "open"),
        (
            "Tunisia might have denied that it had undertaken to submit the charts of the wrecks off Lampedusa.",
            "open",
        ),
    ],
)
def test_a_promise_that_its_holder_denies_is_blocked(text: str, status: str) -> None:
    assert status_after(the_promise_of_charts(), text) == status


def test_a_promise_that_is_denied_is_not_called_overdue_and_may_be_met_all_the_same() -> None:
    denial = told(
        "Tunisia said it had never promised to submit charts of the wrecks off Lampedusa.", march(9)
    )
    done = told("Tunisia submitted the charts of the wrecks off Lampedusa on 13 March.", march(14))
    assert after(march(30), the_promise_of_charts(), denial)[0].status is LedgerStatus.BLOCKED
    assert after(march(30), the_promise_of_charts(), denial, done)[0].status is LedgerStatus.MET
