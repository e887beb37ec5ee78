"""A story of one aim and one event, the head that a model writes over it, and lines to check a sentence against."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from briefing.types import Article, Attribution, CheckedLine, EventStatus, Evidence, Section, StoryText
from tests.build import an_article
from tests.days import TODAY, a_story, an_event, an_expectation, an_objective, named, on_day, with_items
from tests.reports import report
from tests.test_model_engine import answering, engine_at

WANTS = "Kenya wants Uganda to reopen the crossing at Busia."
WAITED = "Forty lorries waited at the crossing on Monday."
TEXT = f"Trade Minister Ada Onyango spoke in Nairobi. {WANTS} {WAITED}"
MINISTER = named("Ada Onyango", "Trade Minister")
LAST_WEEK = TODAY - timedelta(days=7)


def head(
    answer: dict[str, Any], attribution: Attribution, earlier: Article | None = None
) -> tuple[StoryText, str]:
    """Return what comes of ``answer`` for a story of one aim and one event, and the question that was asked.

    The aim was wanted already a week ago; ``earlier`` is a report that the story goes on from, its text what was expected then.
    """
    article: Article = an_article(TEXT)
    aim = an_objective(article, WANTS, "Kenya", attribution=attribution)
    waited = replace(an_event(article, WAITED, on_day("on Monday", TODAY)), status=EventStatus.OCCURRED)
    given = {"headline": {"text": "Kenya presses Uganda", "at": ["3"]}, "bottom_line": [], **answer}
    asked: list[str] = []

    def answered(request: dict[str, Any]) -> str:
        asked.append(str(request["messages"][1]["content"]))
        return json.dumps(given)

    with answering(answered) as server:
        before = [earlier] if earlier else []
        told = {each.id: with_items(each, an_expectation(each, each.text, "Uganda")) for each in before}
        text = engine_at(server.url("ok")).write_story(
            a_story(article, background=before),
            {each.id: each for each in (article, *before)},
            {article.id: with_items(article, aim, waited), **told},
            report(WANTS, LAST_WEEK, aim).entries,
        )
    assert text is not None
    return text, asked[0]


def a_line(text: str, party: str, **fields: Any) -> CheckedLine:
    rests_on = Evidence(article_id="a1", section=Section.BODY, quote=text, start=0, end=len(text))
    return CheckedLine(
        text=text, about="", source="", item_id=None, evidence=(rests_on,), parties=(party,), **fields
    )
