"""An aim is met by the very act it names, by whoever was to act, in no smaller number (briefcraft 2.7)."""

from briefing.track.ledger.reports import Report
from briefing.types import ObjectiveSubkind
from tests.days import an_objective
from tests.reports import MARCH, after, article_on, march, report, told


def status_after(known: Report, text: str) -> str:
    entry, _ = after(march(9), known, told(text, march(9)))
    return entry.status.value


def test_an_aim_without_a_date_is_met_by_the_very_act() -> None:
    text = "Peru wants to reopen the Arica railway."
    known = report(text, MARCH, an_objective(article_on(text, MARCH), text, "Peru"))
    assert status_after(known, "Peru reopened the Arica railway on 8 March.") == "met"
    assert status_after(known, "Peru reopened the Tacna museum on 8 March.") == "new"
    assert status_after(known, "Peru reopened the Arica railway on 8 February.") == "new"


def test_fewer_than_were_wanted_do_not_meet_an_aim() -> None:
    text = "Peru wants to release 100 sailors from the island prison."
    known = report(text, MARCH, an_objective(article_on(text, MARCH), text, "Peru"))
    assert status_after(known, "Peru released 100 sailors from the island prison on 8 March.") == "met"
    assert status_after(known, "Peru released two sailors from the island prison on 8 March.") == "new"


def test_a_demand_is_met_by_whom_it_is_made_to() -> None:
    text = "Chile demands that Peru release the two trawlers."
    item = an_objective(
        article_on(text, MARCH), text, "Chile", counterpart="Peru", subkind=ObjectiveSubkind.DEMAND
    )
    known = report(text, MARCH, item)
    assert status_after(known, "Peru released the two trawlers on 8 March.") == "met"
    assert status_after(known, "Chile released the two trawlers on 8 March.") == "new"
