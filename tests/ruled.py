"""What the embedded engine makes of a text by its rules alone."""

import math
from typing import Any

from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.embedded.classifier import Classifier, Linear
from briefing.summarize.embedded.cues import Kind
from briefing.types import ArticleSummary
from tests.build import an_article

_NOTHING = Linear(bias=(0,) * len(Kind), weights={})
RULES_ALONE = Classifier(
    sentences=_NOTHING,
    clauses=_NOTHING,
    kept=dict.fromkeys(Kind, 0.0),
    found=dict.fromkeys(Kind, math.inf),
    lead={},
)
"""Lets every find of the rules stand and adds nothing; the bottom line is the first sentence that stands alone."""


def summary_of(text: str, **fields: Any) -> ArticleSummary:
    return EmbeddedEngine(RULES_ALONE).summarize(an_article(text, **fields))
