"""What an item's words are and when it is to be: quotations, clauses put in, coordinated acts and dates; by the rules alone."""

import pytest

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import RULES_ALONE
from briefing.types import ArticleSummary
from tests.build import an_article


def summary_of(text: str) -> ArticleSummary:
    return EmbeddedEngine(RULES_ALONE).summarize(an_article(text))


@pytest.mark.parametrize(
    ("told", "time"),
    [
        ("A deal could be announced before the end of the year, Chile said.", "before the end of the year"),
        ("A deal could come, Chile announced on Monday.", None),
    ],
)
def test_what_could_be_announced_has_a_time(told: str, time: str | None) -> None:
    (found,) = summary_of(told).expectations
    assert (found.horizon.text if found.horizon else None) == time
