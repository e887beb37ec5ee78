"""A dispute without a word of a trend moves by another act of the same party on the same thing (briefcraft 2.7)."""

from datetime import date

import pytest

from briefing.track.ledger.fold import fold
from briefing.track.ledger.reports import Report
from briefing.types import Direction, LedgerStatus, Trend
from tests.days import a_dispute, a_party
from tests.reports import MARCH, a_quarrel, after, article_on, by_day, march, report

ASKED = "Malta urged Tunisia to recall the trawlers."
REFUSED = "Malta rejected the tolls on trawlers."


@pytest.mark.parametrize(
    ("before", "later", "status", "words"),
    [
        (ASKED, "Malta threatened to seize the trawlers.", "escalated", ("urged", "threatened")),
        (REFUSED, "Malta has expelled the crews of two trawlers.", "escalated", ("rejected", "expelled")),
        (REFUSED, "Malta accepted the tolls on trawlers.", "eased", ("rejected", "accepted")),
        (REFUSED, "Valletta agreed to pay the tolls.", "eased", ("rejected", "agreed to")),
    ],
)
def test_a_sharper_act_escalates_a_dispute_and_giving_way_eases_it(
    before: str, later: str, status: str, words: tuple[str, str]
) -> None:
    entry, changes = after(march(9), a_quarrel(before, MARCH), a_quarrel(later, march(9)))
    last = changes[-1]
    assert entry.status.value == status
    assert last.rule.startswith(f"2.7 {status}: ")
    assert (last.field, last.old, last.new) == ("trend", *words)
    assert last.evidence is not None
    assert last.evidence.quote == later


@pytest.mark.parametrize(
    ("before", "later"),
    [
        (ASKED, "Tunisia threatened to seize the trawlers."),
        (ASKED, "Libya threatened to seize the trawlers."),
        (ASKED, "Malta accused Tunisia of hiding the trawlers."),
        (ASKED, "Malta has not threatened to seize the trawlers."),
        (ASKED, "Malta could have threatened to seize the trawlers."),
        (ASKED, "Tunisia said Malta threatened to seize the trawlers."),
        (ASKED, "Malta and Tunisia threatened to seize the trawlers."),
        (ASKED, "Malta threatened to close the cable station."),
        (ASKED, "Malta threatened in 2019 to seize the trawlers."),
        (ASKED, "Malta attacked the Tunisian reply on the trawlers."),
        ("Malta was urged to recall the trawlers.", "Malta threatened to seize the trawlers."),
        ("Malta threatened to seize the trawlers.", "Malta threatens to seize the trawlers."),
        (ASKED, "Malta agreed to discuss the trawlers."),
        (REFUSED, "Malta accepted the invitation to a festival."),
    ],
    ids=[
        "another party",
        "no party to it",
        "no threat",
        "denied",
        "not done",
        "said by the other side",
        "both",
        "another thing",
        "long ago",
        "with words",
        "done to it",
        "the same",
        "no objection before",
        "gives way on another thing",
    ],
)
def test_no_other_act_moves_a_dispute(before: str, later: str) -> None:
    entry, changes = after(march(9), a_quarrel(before, MARCH), a_quarrel(later, march(9)))
    assert entry.status is LedgerStatus.UNCHANGED
    assert changes[-1].field is None


def test_a_word_of_a_trend_outweighs_the_act() -> None:
    eased = Trend(direction=Direction.DOWN, cue="milder")
    later = a_quarrel("Malta threatened to seize the trawlers.", march(9), eased)
    entry, changes = after(march(9), a_quarrel(ASKED, MARCH), later)
    assert (entry.status, entry.trend) == (LedgerStatus.EASED, eased)
    assert changes[-1].rule == "2.7 eased: the report's own words"


def test_sides_without_a_name_are_not_the_same_in_another_report() -> None:
    def quarrel(day: date, text: str) -> Report:
        article = article_on(text, day)
        return report(text, day, a_dispute(article, text, a_party(article, "each side", None)))

    first = quarrel(MARCH, "Each side accuses the other of breaking the truce.")
    second = quarrel(march(9), "Each side accuses the other of breaking the ban on whaling.")
    assert len(fold({}, by_day([first, second]), march(9))[0]) == 2
