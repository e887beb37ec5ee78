"""Either of two occasions: one entry over both, and what becomes of the other when one comes about (briefcraft 2.5)."""

from datetime import date

import pytest

from briefing.track.ledger.fold import fold
from briefing.track.ledger.reports import Report
from briefing.types import Actor, ActorKind, LedgerStatus
from tests.days import an_expectation, on_day
from tests.reports import MARCH, article_on, by_day, report, told

EITHER = "Elsa Brandt and Rui Sousa could meet at the April forum in Oslo and the June summit in Rome."


def test_of_two_occasions_one_is_enough_and_the_other_is_superseded() -> None:
    article = article_on(EITHER, MARCH)
    april = on_day("April", date(2025, 4, 1), date(2025, 4, 30))
    item = an_expectation(article, EITHER, "Elsa Brandt and Rui Sousa", horizon=april)
    met = told("Elsa Brandt and Rui Sousa met in Rome on 12 June.", date(2025, 6, 13))
    entries, _ = fold({}, by_day([report(EITHER, MARCH, item), met]), date(2025, 6, 13))
    found = {
        (each.parent is None, each.check_after and each.check_after.month): each.status
        for each in entries.values()
    }
    assert found == {
        (True, 6): LedgerStatus.MET,
        (False, 4): LedgerStatus.SUPERSEDED,
        (False, 6): LedgerStatus.MET,
    }


LEADERS = "That could lead to a meeting of the countries' leaders at an April ASEAN forum in Hanoi and the June summit in Lima."
SALA = Actor(name="Mariana Sala", kind=ActorKind.PERSON, role="President", country="PE")
TRINH = Actor(name="Trinh Dao", kind=ActorKind.PERSON, role="leader", country="VN")
ENVOY = Actor(name="Trinh Dao", kind=ActorKind.PERSON, role="former president", country="VN")


def of_leaders() -> Report:
    article = article_on(LEADERS, MARCH)
    april = on_day("April", date(2025, 4, 1), date(2025, 4, 30))
    item = an_expectation(article, LEADERS, "Peru and Vietnam", counterpart="ASEAN", horizon=april)
    return report(LEADERS, MARCH, item)


def standing_after(met: Report) -> set[tuple[int, str]]:
    """Return the month by which each disjunct was to be, and how it stands."""
    entries, _ = fold({}, by_day([of_leaders(), met]), met.published)
    return {
        (each.check_after.month, each.status.value)
        for each in entries.values()
        if each.parent and each.check_after
    }


@pytest.mark.parametrize(
    ("actors", "standing"),
    [
        ((SALA, TRINH), {(4, "superseded"), (6, "met")}),
        ((SALA, ENVOY), {(4, "closed_without_report"), (6, "overdue")}),
        ((SALA,), {(4, "closed_without_report"), (6, "overdue")}),
    ],
    ids=["both leaders", "one is leader no more", "somebody unknown"],
)
def test_leaders_are_those_who_hold_the_office_whoever_hosts_them(
    actors: tuple[Actor, ...], standing: set[tuple[int, str]]
) -> None:
    text = "A summit between President Mariana Sala and Trinh Dao in Arequipa in June was short."
    assert standing_after(report(text, date(2025, 7, 2), *actors)) == standing


def test_a_meeting_outside_both_occasions_meets_neither() -> None:
    text = "A summit between President Mariana Sala and Trinh Dao in Arequipa in May was short."
    assert standing_after(report(text, date(2025, 6, 2), SALA, TRINH)) == {
        (4, "closed_without_report"),
        (6, "open"),
    }
