"""By what name a dispute stands without a model: words of its own sentences, or none."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import RULES_ALONE
from briefing.types import Dispute
from tests.build import an_article


def disputes_of(text: str) -> tuple[Dispute, ...]:
    return EmbeddedEngine(RULES_ALONE).summarize(an_article(text)).disputes


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
        ("Norway denounced Iceland's purchases of Russian drilling rigs.", "Russian drilling rigs"),
    ],
)
def test_a_dispute_is_named_by_what_it_is_over_or_what_is_rejected(text: str, matter: str) -> None:
    assert {one.topic_text for one in disputes_of(text)} == {matter}


@pytest.mark.parametrize(
    "text",
    [
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
