"""What the embedded engine makes of a text by its rules alone."""

from typing import Any

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import RULES_ALONE
from briefing.types import ArticleSummary
from tests.build import an_article


def summary_of(text: str, **fields: Any) -> ArticleSummary:
    return EmbeddedEngine(RULES_ALONE).summarize(an_article(text, **fields))
