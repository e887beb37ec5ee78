"""An aim is met by the very act it names, by whoever was to act, in no smaller number (briefcraft 2.7)."""

import pytest

from briefing.track.ledger.reports import Report
from briefing.types import Actor, ActorKind, ExpectationSubkind, ObjectiveSubkind, Polarity
from tests.days import an_expectation, named, on_day
from tests.reports import MARCH, a_promise, after, an_aim, article_on, march, report, status_after


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


def test_what_a_minister_promised_of_his_state_is_met_in_part_by_some_of_a_crew() -> None:
    text = "Salim Harthy promised that Oman would free the crew by 9 March, once they had been questioned."
    horizon = on_day("by 9 March", march(9))
    item = an_expectation(
        article_on(text, MARCH),
        text,
        "Salim Harthy",
        counterpart="Oman",
        subkind=ExpectationSubkind.COMMITMENT,
        horizon=horizon,
    )
    known = report(text, MARCH, item)
    part = (
        "Oman freed nine of the fourteen crew members of the dhow on Sunday but kept five others in custody."
    )
    assert status_after(known, part) == "partly_met"
    assert status_after(known, part.replace("nine of the fourteen", "all")) == "met"
    assert status_after(known, part.replace("Oman", "Yemen")) == "due"
    assert status_after(known, part.replace("crew members", "goats")) == "due"


def test_an_aim_that_somebody_withdraw_is_met_by_the_withdrawal() -> None:
    text = "Oman wants Yemen to withdraw a survey ship that has been lying off Hasik since Friday."
    known = an_aim(
        text,
        holder="Oman",
        counterpart="Yemen",
        subkind=ObjectiveSubkind.DEMAND,
        polarity=Polarity.NEGATIVE,
    )
    assert status_after(known, "Yemen withdrew its survey ship from Hasik on 8 March.") == "met"
    assert status_after(known, "Yemen withdrew its survey ship from Socotra on 8 March.") == "new"
    assert status_after(known, "Yemen withdrew its fishing inspectors on 8 March.") == "new"
    assert status_after(known, "Oman withdrew its survey ship from Hasik on 8 March.") == "new"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Yemen no longer insisted on a joint survey of the shoal.", "abandoned"),
        (
            "Foreign Minister Amal Saleh said Yemen no longer insisted on a joint survey of the shoal.",
            "abandoned",
        ),
        ("Foreign Minister Rui Sousa said Yemen no longer insisted on a joint survey of the shoal.", "new"),
        ("Amal Saleh said Oman no longer insisted on a joint survey of the shoal.", "new"),
        ("Yemen no longer insisted on a joint market in the port.", "new"),
    ],
)
def test_an_aim_is_given_up_in_the_words_of_who_told_of_it(text: str, status: str) -> None:
    aim = "Yemen insists on a joint survey of the shoal."
    known = an_aim(aim, holder="Yemen", attribution=named("Amal Saleh"))
    persons = (a_person("Amal Saleh"), a_person("Rui Sousa"))
    entry, _ = after(march(9), known, report(text, march(9), *persons))
    assert entry.status.value == status


def a_person(name: str) -> Actor:
    return Actor(name=name, kind=ActorKind.PERSON, country=None, role=None)
