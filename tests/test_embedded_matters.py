"""By what name a dispute stands without a model: words of its own sentences, or none."""

import pytest

from briefing.types import Dispute
from tests.ruled import summary_of


def disputes_of(text: str) -> tuple[Dispute, ...]:
    return summary_of(text).disputes


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        (
            "A dispute between Norway and Iceland over 14 frozen cod quotas grew sharper on Monday.",
            "frozen cod quotas",
        ),
        ("Norway is at odds with Iceland over the price of herring.", "price of herring"),
        ("Norway rejected Iceland's latest draft treaty on Monday.", "draft treaty"),
        ("Norway condemned the seizure of two trawlers by Iceland.", "seizure of two trawlers"),
        ("Norway summoned the envoy of Iceland over the herring ban.", "herring ban"),
        ("Norway rejected the idea of inspections that Iceland had put forward.", "inspections"),
        ("Norway repeated its objections to the cable that Iceland is laying.", "cable"),
        (
            "Norway denounced Iceland's purchases of Russian drilling rigs.",
            "purchases of Russian drilling rigs",
        ),
        ("Norway vetoed Iceland's herring budget on Monday.", "herring budget"),
        (
            "Norway condemned the seizure of two Icelandic trawlers by Iceland.",
            "seizure of two Icelandic trawlers",
        ),
        ("Norway condemned Iceland's plan to close the strait.", "plan to close the strait"),
        ("Norway opposes Iceland's ban on imports of cod.", "ban on imports"),
        ("Norway and Iceland traded accusations over sea mines on Monday.", "sea mines"),
        (
            "Norway sharply criticized Iceland on Monday over a law on foreign trawlers.",
            "law on foreign trawlers",
        ),
    ],
)
def test_a_dispute_is_named_by_what_it_is_over_or_what_is_rejected(text: str, matter: str) -> None:
    assert {one.topic_text for one in disputes_of(text)} == {matter}


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Norway accused Iceland on Monday of breaking the herring truce.", "herring truce"),
        ("Norway blamed Iceland on Monday for a pipeline leak that killed the catch.", "pipeline leak"),
        ("Norway accused Iceland on Monday of bombing markets.", None),
        ("Norway accused Iceland on Monday of hypocrisy.", None),
    ],
)
def test_a_charge_is_named_by_what_is_harmed_or_by_two_words_for_it(text: str, matter: str | None) -> None:
    assert [one.topic_text for one in disputes_of(text)] == [matter]


def test_a_dispute_between_two_demands_is_named_by_what_the_first_demands() -> None:
    text = (
        "Norway and Iceland met in Bergen. Norway wants payment for all the fuel. Iceland wants to pay half."
    )
    assert [one.topic_text for one in disputes_of(text)] == ["payment for all the fuel"]


def test_a_bare_noun_is_named_by_what_it_was_called_before_and_cites_the_sentence() -> None:
    told = "A Danish draft that would close the strait was sent round on Monday."
    [found] = disputes_of(f"{told} Norway objects to the draft, and told Iceland so.")
    assert found.topic_text == "Danish draft"
    assert told in {each.quote for each in found.evidence}


def test_what_its_paragraph_calls_the_point_at_issue_names_a_dispute() -> None:
    point = "The hardest point remains the landing rule."
    denial = "Iceland's minister, Jon Arnarson, said that Norway had accepted it. Norway denied it."
    found = disputes_of(f"Norway and Iceland met on Monday.\n\n{point} {denial}")
    assert {one.topic_text for one in found} == {"landing rule"}
    apart = disputes_of(f"Norway and Iceland met on Monday.\n\n{point}\n\n{denial}")
    assert {one.topic_text for one in apart} == {None}


def test_a_thing_that_the_article_speaks_of_again_names_a_dispute() -> None:
    once = (
        "Iceland's consul, Jon Arnarson, denied on Monday that the landing rule was a punishment of Norway."
    )
    assert {one.topic_text for one in disputes_of(once)} == {None}
    again = disputes_of(f"{once}\n\nFishers in Bergen fear the landing rule.")
    assert {one.topic_text for one in again} == {"landing rule"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway criticised Iceland for sending nobody.",
        "Norway and Iceland are in a quarrel over what happens at sea.",
        "Norway rejected Iceland's latest proposal on Monday.",
        "Norway criticized Iceland on Monday.",
        "The cable reaches Iceland in May. Norway opposes it, and told Iceland so on Monday.",
        "Norway is at odds with Iceland over arming the coast guard.",
        "Norway and Iceland disagree on how the catch is to be shared.",
        "Norway is at odds with Iceland over trade, herring quotas and the war in Ukraine.",
        "Norway rejected the “dictate of the strong” that Iceland had sent.",
        "Norway criticized the government of Iceland in a letter on Monday.",
        "Norway accused Iceland of laying cables in the disputed zone.",
    ],
)
def test_a_dispute_without_a_good_name_has_none(text: str) -> None:
    found = disputes_of(text)
    assert [one.topic_text for one in found] == [None] * len(found)
    assert found


def test_the_quarrel_that_an_article_opens_with_names_what_its_two_sides_say_later() -> None:
    opening = "The prime ministers of Norway and Iceland will meet in Bergen on Monday in an attempt to end a quarrel over herring quotas. "
    later = "Norway says the boats crossed the line. Iceland says they never did. Denmark accused Sweden on Monday of breaking a promise."
    found = {tuple(side.party for side in one.parties): one for one in disputes_of(opening + later)}
    named = found["Norway", "Iceland"]
    assert (named.topic_text, found["Denmark", "Sweden"].topic_text) == ("herring quotas", None)
    assert named.statement.startswith("Norway says the boats crossed")
    assert any("herring quotas" in each.quote for each in named.evidence)
