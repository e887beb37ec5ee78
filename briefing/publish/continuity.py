"""What an edition takes up from the one before: stories that go on. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from briefing.brief import Brief
from briefing.brief.rows import DisputeRow, ExpectationRow, ObjectiveRow
from briefing.brief.stories import AlsoReported, BriefStory, story_lines
from briefing.comparing import overlap, party_key, same_party, span_of
from briefing.types import Story

ALIKE = 0.5
Earlier = BriefStory | AlsoReported


def continued_since(told: BriefStory, story: Story, previous: Brief | None) -> date | None:
    """Return the day of the edition in which a story first stood, ``None`` for a new one."""
    earlier = earlier_story(told, story.background_ids, previous)
    if earlier is None or previous is None:
        return None
    return earlier.continued_from or previous.header.day


def earlier_story(told: BriefStory, background_ids: Iterable[str], previous: Brief | None) -> Earlier | None:
    """Return the story of the previous edition that ``told`` goes on with.

    It rests on an article that is background now, or it shares a country, half of the headline's words
    and, where both have one, a topic.
    """
    if previous is None:
        return None
    background = frozenset(background_ids)
    stories: tuple[Earlier, ...] = (*previous.stories, *previous.also)
    by_article = (each for each in stories if background & articles_of(each, previous))
    by_words = (each for each in stories if _alike(told, each))
    return next(by_article, None) or next(by_words, None)


def articles_of(story: Earlier, brief: Brief) -> frozenset[str]:
    """Return the articles that a story's headline and rows rest on, background and its thread's past left out."""
    if isinstance(story, AlsoReported):
        return frozenset(each.article_id for each in story.headline.evidence)
    past = (*story.background, story.thread.said if story.thread else None)
    lines = [line for line in story_lines(story) if line not in past]
    known = {row.article_id for row in brief.sources if row.new}
    return frozenset(each.article_id for line in lines for each in line.evidence) & known


def _alike(told: BriefStory, other: Earlier) -> bool:
    return (
        bool(set(told.countries) & set(other.countries))
        and (not told.topics or not other.topics or bool(set(told.topics) & set(other.topics)))
        and overlap(told.headline.text, other.headline.text) >= ALIKE
    )


# ── rows ──────────────────────────────────────────────────────────────────────

RECOGNISED = 0.75


def with_repetitions(told: BriefStory, previous: Brief | None) -> BriefStory:
    """Return a story that goes on with those rows marked that the edition before had already (F10)."""
    if previous is None or told.continued_from is None:
        return told
    objectives = [row for story in previous.stories for row in story.objectives]
    disputes = [row for story in previous.stories for row in story.disputes]
    expectations = [*(row for story in previous.stories for row in story.expectations), *previous.ledger]
    return replace(
        told,
        objectives=tuple(
            replace(row, repeated=any(same_holding(row, each) for each in objectives))
            for row in told.objectives
        ),
        disputes=tuple(
            replace(row, repeated=any(same_quarrel(row, each) and _is_retold(row, each) for each in disputes))
            for row in told.disputes
        ),
        expectations=tuple(
            replace(
                row, repeated=any(same_holding(row, each) and _is_unmoved(row, each) for each in expectations)
            )
            for row in told.expectations
        ),
    )


HeldRow = TypeVar("HeldRow", ObjectiveRow, ExpectationRow)


def same_holding(row: HeldRow, earlier: HeldRow) -> bool:
    """Tell whether two rows say much the same of one holder; never across polarity."""
    return (
        same_party(row.holder, earlier.holder)
        and row.polarity is earlier.polarity
        and overlap(row.said.text, earlier.said.text) >= RECOGNISED
    )


def same_quarrel(row: DisputeRow, earlier: DisputeRow) -> bool:
    """Tell whether two rows are of one dispute: the same parties, and the same topic or much the same words."""
    if {party_key(side.party) for side in row.sides} != {party_key(side.party) for side in earlier.sides}:
        return False
    same_topic = row.topic is not None and row.topic == earlier.topic
    return same_topic or _is_retold(row, earlier)


def _is_unmoved(row: ExpectationRow, earlier: ExpectationRow) -> bool:
    """Tell whether hedge and dates are what they were: a change of either is no repetition (2.7)."""
    return (row.hedge, span_of(row.horizon)) == (earlier.hedge, span_of(earlier.horizon))


def _is_retold(row: DisputeRow, earlier: DisputeRow) -> bool:
    return overlap(row.said.text, earlier.said.text) >= RECOGNISED
