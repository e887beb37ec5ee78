"""What one sentence says will be done and will not, each followed on its own, and what is owned up to as not done yet."""

import pytest

from briefing.track.ledger.fold import fold
from briefing.track.ledger.reports import Report
from briefing.types import Actor, ActorKind, ExpectationSubkind, LedgerStatus, Polarity
from tests.days import an_expectation, named, on_day
from tests.reports import MARCH, article_on, by_day, is_found, march, report

BOTH = "Gabon would hand over the tide survey to the Malabo authorities by 6 March and would not return the buoys until the rent was paid."
TURNED = (
    "Gabon will not return the buoys and will hand over the tide survey to the Malabo authorities by 6 March."
)
MINISTER = Actor(name="Rose Mba", kind=ActorKind.PERSON, role="Fisheries Minister", country="GA")
ENVOY = Actor(name="Rose Mba", kind=ActorKind.PERSON, role="Fisheries Minister", country="CM")


def of_two_clauses(text: str, **fields: object) -> Report:
    article = article_on(text, MARCH)
    given = {"subkind": ExpectationSubkind.NEGATIVE, "polarity": Polarity.NEGATIVE, **fields}
    horizon = on_day("by 6 March", MARCH, march(6))
    return report(text, MARCH, an_expectation(article, text, "Gabon", horizon=horizon, **given))


@pytest.mark.parametrize("text", [BOTH, TURNED])
def test_what_will_be_and_what_will_not_are_followed_each_on_its_own(text: str) -> None:
    entries, _ = fold({}, by_day([of_two_clauses(text)]), march(7))
    found = {each.polarity: each for each in entries.values()}
    assert len(entries) == len(found) == 2
    survey, buoys = found[Polarity.POSITIVE], found[Polarity.NEGATIVE]
    assert "tide survey" in survey.statement
    assert "buoys" not in survey.statement
    assert (survey.check_after, survey.status) == (march(6), LedgerStatus.OVERDUE)
    assert "buoys" in buoys.statement
    assert (buoys.horizon, buoys.status) == (None, LedgerStatus.OPEN)


@pytest.mark.parametrize(
    "text",
    [
        "Gabon would not hand over the survey by 6 March and would not return the buoys.",
        "Gabon will hand over the survey by 6 March and will return the buoys.",
        "Gabon will not hand over the survey by 6 March and the buoys.",
    ],
)
def test_clauses_of_one_kind_stay_one_entry(text: str) -> None:
    entries, _ = fold({}, by_day([of_two_clauses(text)]), MARCH)
    assert len(entries) == 1


def test_a_condition_is_not_parted_from_what_hangs_on_it() -> None:
    text = "If the rent was paid, Gabon would hand over the survey by 6 March and would not keep the buoys."
    entries, _ = fold({}, by_day([of_two_clauses(text, subkind=ExpectationSubkind.CONDITIONAL)]), MARCH)
    assert len(entries) == 1


@pytest.mark.parametrize(
    ("text", "actor", "day", "status"),
    [
        ("Rose Mba said the tide survey had not yet been handed over.", MINISTER, 7, "missed"),
        ("Rose Mba said the tide survey had yet to be handed over.", MINISTER, 9, "missed"),
        ("Rose Mba said the tide survey had not yet been handed over.", MINISTER, 5, "due"),
        ("Rose Mba said the tide survey had not yet been handed over.", ENVOY, 7, "overdue"),
        ("Rose Mba said the rent survey had not yet been handed over.", MINISTER, 7, "overdue"),
        ("Rose Mba denied that the tide survey had not yet been handed over.", MINISTER, 7, "overdue"),
        ("Rose Mba said the tide survey might not yet have been handed over.", MINISTER, 7, "overdue"),
    ],
)
def test_what_its_own_official_owns_up_to_as_not_done_yet_is_missed(
    text: str, actor: Actor, day: int, status: str
) -> None:
    entries, _ = fold({}, by_day([of_two_clauses(BOTH), report(text, march(day), actor)]), march(day))
    (survey,) = (each for each in entries.values() if each.polarity is Polarity.POSITIVE)
    assert survey.status.value == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Fisheries Minister Rose Mba said the tide survey had not yet been handed over.", "missed"),
        ("Fisheries Minister Paul Mba said the tide survey had not yet been handed over.", "overdue"),
        ("Fisheries Minister Rose Mba said the survey had not yet been handed over.", "overdue"),
    ],
)
def test_who_foreowned_upit_may_own_up_that_it_is_not_done_yet(text: str, status: str) -> None:
    foretold = of_two_clauses(BOTH, attribution=named("Rose Mba", "Fisheries Minister"))
    owned_up = report(text, march(7))
    entries, _ = fold({}, by_day([foretold, owned_up]), march(7))
    (survey,) = (each for each in entries.values() if each.polarity is Polarity.POSITIVE)
    assert survey.status.value == status
    assert status == "overdue" or is_found(survey, owned_up)
