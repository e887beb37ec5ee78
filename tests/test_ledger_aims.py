"""An aim is met by the very act it names, by whoever was to act, in no smaller number (briefcraft 2.7)."""

import pytest

from briefing.track.ledger.reports import Report
from briefing.types import ObjectiveSubkind
from tests.days import on_day
from tests.reports import MARCH, a_promise, an_aim, march, status_after


def test_an_aim_without_a_date_is_met_by_the_very_act() -> None:
    known = an_aim("Peru wants to reopen the Arica railway.")
    assert status_after(known, "Peru reopened the Arica railway on 8 March.") == "met"
    assert status_after(known, "Peru reopened the Tacna museum on 8 March.") == "new"
    assert status_after(known, "Peru reopened the Arica railway on 8 February.") == "new"


def test_fewer_than_were_wanted_do_not_meet_an_aim() -> None:
    known = an_aim("Peru wants to release 100 sailors from the island prison.")
    assert status_after(known, "Peru released 100 sailors from the island prison on 8 March.") == "met"
    assert status_after(known, "Peru released two sailors from the island prison on 8 March.") == "advanced"
    assert status_after(known, "Peru released two llamas from the island prison on 8 March.") == "new"


def a_demand_for_grain() -> Report:
    text = "Chile urged Peru to release at least 90 thousand tonnes of grain by 20 March."
    horizon = on_day("by 20 March", MARCH, march(20))
    return an_aim(text, holder="Chile", counterpart="Peru", subkind=ObjectiveSubkind.DEMAND, horizon=horizon)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru released 30 thousand tonnes of grain from its silos on Saturday.", "advanced"),
        (
            "Peru released 90 thousand tonnes of grain on Saturday, far less than the grain that Chile wanted.",
            "advanced",
        ),
        ("Peru released 90 thousand tonnes of grain on Saturday.", "met"),
        ("Peru released 90,000 tonnes of grain on Saturday.", "met"),
        ("Peru released 120 thousand tonnes of grain on Saturday.", "met"),
        ("Peru released 90 thousand tonnes of grain on Saturday, less than two days after the storm.", "met"),
        ("Chile released 90 thousand tonnes of grain on Saturday.", "open"),
    ],
)
def test_a_demand_is_met_by_no_less_than_was_asked_for(text: str, status: str) -> None:
    assert status_after(a_demand_for_grain(), text) == status


@pytest.mark.parametrize(
    "how",
    [
        "short of the 40 it had promised",
        "well below what it had promised",
        "only 12 of the 40 it had promised",
        "not the 40 it had promised",
        "but not all",
    ],
)
def test_a_promise_of_which_a_report_says_that_it_fell_short_is_met_in_part(how: str) -> None:
    text = "Peru will hand over the seized nets to Chile by 20 March."
    horizon = on_day("by 20 March", MARCH, march(20))
    known = a_promise(text, horizon=horizon)
    assert status_after(known, "Peru handed over the seized nets to Chile on Saturday.") == "met"
    assert (
        status_after(known, f"Peru handed over the seized nets to Chile on Saturday, {how}.") == "partly_met"
    )


def test_a_demand_of_nobody_named_is_not_met_by_whoever_makes_it() -> None:
    text = "Chile demanded the release of the two trawlers by 20 March."
    horizon = on_day("by 20 March", MARCH, march(20))
    known = an_aim(text, holder="Chile", subkind=ObjectiveSubkind.DEMAND, horizon=horizon)
    assert status_after(known, "Chile released the two trawlers on Saturday.") == "open"


def test_a_demand_is_met_by_whom_it_is_made_to() -> None:
    text = "Chile demands that Peru release the two trawlers."
    known = an_aim(text, holder="Chile", counterpart="Peru", subkind=ObjectiveSubkind.DEMAND)
    assert status_after(known, "Peru released the two trawlers on 8 March.") == "met"
    assert status_after(known, "Chile released the two trawlers on 8 March.") == "new"
