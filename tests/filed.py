"""Articles filed day by day, as a run does it, without a store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from briefing.track.threads import file_day
from briefing.types import Article, ArticleSummary, Filing


def filed_in_turn(
    days: Iterable[Sequence[Article]], summaries: Mapping[str, ArticleSummary] | None = None
) -> dict[str, Filing]:
    """Return where all articles stand after the last of ``days``: a story's thread is what was said of it last."""
    found: dict[str, Filing] = {}
    known: list[Article] = []
    for articles in days:
        latest = {each.story_id: each.thread_id for each in found.values()}
        for each in file_day(articles, known, found, summaries or {}):
            latest[each.story_id] = each.thread_id
            found[each.article_id] = each
        found = {name: replace(each, thread_id=latest[each.story_id]) for name, each in found.items()}
        known += articles
    return found


def filed(articles: Iterable[Article]) -> dict[str, Filing]:
    """Return where articles stand that come on the days of their publication."""
    in_order = sorted((each for each in articles if each.published), key=lambda each: str(each.published))
    return filed_in_turn([list(some) for _, some in groupby(in_order, key=lambda each: each.published)])
