"""An aim is met by the very act it names, by whoever was to act, in no smaller number (briefcraft 2.7)."""

from briefing.types import ObjectiveSubkind
from tests.reports import an_aim, status_after


def test_an_aim_without_a_date_is_met_by_the_very_act() -> None:
    known = an_aim("Peru wants to reopen the Arica railway.")
    assert status_after(known, "Peru reopened the Arica railway on 8 March.") == "met"
    assert status_after(known, "Peru reopened the Tacna museum on 8 March.") == "new"
    assert status_after(known, "Peru reopened the Arica railway on 8 February.") == "new"


def test_fewer_than_were_wanted_do_not_meet_an_aim() -> None:
    known = an_aim("Peru wants to release 100 sailors from the island prison.")
    assert status_after(known, "Peru released 100 sailors from the island prison on 8 March.") == "met"
    assert status_after(known, "Peru released two sailors from the island prison on 8 March.") == "new"


def test_a_demand_is_met_by_whom_it_is_made_to() -> None:
    text = "Chile demands that Peru release the two trawlers."
    known = an_aim(text, holder="Chile", counterpart="Peru", subkind=ObjectiveSubkind.DEMAND)
    assert status_after(known, "Peru released the two trawlers on 8 March.") == "met"
    assert status_after(known, "Chile released the two trawlers on 8 March.") == "new"
